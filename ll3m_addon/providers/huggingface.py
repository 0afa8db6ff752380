# SPDX-License-Identifier: GPL-3.0-or-later
"""Hugging Face's router, which speaks chat completions for many hosts of open models."""

from __future__ import annotations

from typing import ClassVar

from .openai_compatible import OpenAICompatible

__all__ = ["HuggingFace"]


class HuggingFace(OpenAICompatible):
    """The router. A model is named ``owner/model``, or ``owner/model:host`` to choose the host."""

    known_hosts: ClassVar[dict[str, tuple[str, ...]]] = {
        "router.huggingface.co": ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
    }
    default_base: ClassVar[str] = "https://router.huggingface.co/v1"
