# SPDX-License-Identifier: GPL-3.0-or-later
"""What a model can do is told by its family, and the settings have the last word."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.core.settings import ProviderSettings
from ll3m.ll3m_addon.providers.abilities import abilities_of

SEEING = (
    "gpt-4o", "gpt-4o-mini", "gpt-4-turbo-2024-04-09", "gpt-4.1-mini", "gpt-5", "gpt-5.2", "o3",
    "o4-mini", "claude-3-5-sonnet-20241022", "claude-3-haiku-20240307", "claude-opus-4-5",
    "models/gemini-2.5-pro", "gemini-1.5-flash", "llava:13b", "llama3.2-vision:11b",
    "meta-llama/Llama-3.2-11B-Vision-Instruct", "meta-llama/llama-4-maverick",
    "Qwen/Qwen2.5-VL-72B-Instruct", "qwen2.5vl:7b", "gemma3:4b", "google/gemma-3-27b-it",
    "mistralai/pixtral-12b", "moondream", "minicpm-v:8b", "openai/gpt-4o", "grok-4",
)  # fmt: skip
BLIND = (
    "", "gpt-3.5-turbo", "gpt-4", "gpt-4-0613", "gpt-oss:20b", "o1-mini", "o3-mini", "claude-2.1",
    "gemini-pro", "llama3.1:8b", "meta-llama/Llama-3.3-70B-Instruct", "qwen2.5-coder:32b",
    "deepseek-chat", "deepseek-r1:14b", "codellama:13b", "mistral-nemo", "gemma2:9b", "gemma3:1b",
    "starcoder2", "my-own-finetune",
)  # fmt: skip


@pytest.mark.parametrize("model", SEEING)
def test_families_that_read_pictures_are_known(model: str) -> None:
    assert abilities_of(ProviderSettings(model=model)).vision


@pytest.mark.parametrize("model", BLIND)
def test_other_models_count_as_blind(model: str) -> None:
    assert not abilities_of(ProviderSettings(model=model)).vision


def test_the_settings_have_the_last_word() -> None:
    settings = ProviderSettings(model="my-own-finetune", vision=True, structured=False)
    able = abilities_of(settings)
    assert (able.vision, able.structured) == (True, False)


def test_a_model_asked_for_by_name_counts_instead_of_the_set_one() -> None:
    settings = ProviderSettings(model="gpt-4o")
    assert not abilities_of(settings, "gpt-3.5-turbo").vision


def test_only_runpod_has_no_schema_of_its_own() -> None:
    assert abilities_of(ProviderSettings(type="gemini", model="x")).structured
    assert not abilities_of(ProviderSettings(type="runpod", model="x")).structured
