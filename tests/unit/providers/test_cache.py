# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers from before: found by the exact request, bounded, private, never in the way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.providers.cache import ReplyCache, cache_key

BASE = ChatRequest(
    messages=(Message("system", "rules"), Message("user", "a chair", (b"\x89PNG1",))),
    task=Task("code", "a chair"), schema={"a": 1, "b": 2}, max_tokens=10, temperature=0.5,
)  # fmt: skip


def key(request: ChatRequest = BASE, *place: str) -> str:
    return cache_key(request, *(place or ("openai_compatible", "url", "m")))


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, messages=(*BASE.messages, Message("assistant", ""))),
        replace(
            BASE, messages=(Message("system", "rules"), Message("user", "a chair", (b"\x89PNG2",)))
        ),
        replace(
            BASE, messages=(Message("system", "rulesa"), Message("user", " chair", (b"\x89PNG1",)))
        ),
        replace(BASE, schema=None),
        replace(BASE, max_tokens=11),
        replace(BASE, temperature=None),
    ],
)
def test_whatever_shapes_the_answer_changes_the_key(other: ChatRequest) -> None:
    assert key(other) != key()


def test_what_does_not_shape_the_answer_leaves_the_key() -> None:
    same = replace(
        BASE, schema={"b": 2, "a": 1}, timeout=3.0, deadline=9.0, budget=1.0,
        task=Task("repair", "other"), restartable=True,
    )  # fmt: skip
    assert key(same) == key()


def test_provider_address_and_model_are_part_of_the_key() -> None:
    assert len({key(BASE, "a", "b", "c"), key(BASE, "a", "b", "d"), key(BASE, "ab", "", "c")}) == 3


def test_an_answer_comes_back_whole_and_from_another_instance(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "replies.sqlite"
    ReplyCache(path).put("k", "text ✓", "m", "end")
    found = ReplyCache(path).get("k")
    assert found is not None
    assert (found.text, found.model, found.stop) == ("text ✓", "m", "end")
    assert ReplyCache(path).get("other") is None
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_oldest_answers_make_room(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r", max_rows=3)
    for n in range(5):
        cache.put(f"k{n}", "x", "m", "end")
    assert [bool(cache.get(f"k{n}")) for n in range(5)] == [False, False, True, True, True]


def test_old_answers_are_not_used(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r", max_age=-1.0)
    cache.put("k", "x", "m", "end")
    assert cache.get("k") is None


def test_everything_can_be_forgotten(tmp_path: Path) -> None:
    cache = ReplyCache(tmp_path / "r")
    cache.put("k", "x", "m", "end")
    cache.clear()
    assert cache.get("k") is None


def test_a_broken_cache_is_said_once_and_then_left_alone(tmp_path: Path, caplog: Any) -> None:
    path = tmp_path / "r"
    path.write_bytes(b"this is no database, but it is long enough to be read" * 9)
    cache = ReplyCache(path)
    for _ in range(3):
        assert cache.get("k") is None
        cache.put("k", "x", "m", "end")
    assert caplog.text.count("can't be used") == 1
