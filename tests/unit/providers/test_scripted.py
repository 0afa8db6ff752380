# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies from a file, in turn, by what is asked."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import ERRORS, Cancelled, InvalidRequest, ProviderError
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings
from ll3m.ll3m_addon.providers.scripted import Scripted

from .conftest import ask


def scripted(folder: Path, entries: Any, **settings: Any) -> Scripted:
    path = folder / "replies.jsonl"
    text = entries if isinstance(entries, str) else "\n".join(json.dumps(e) for e in entries)
    path.write_text(text, encoding="utf-8")
    return Scripted("s", ProviderSettings(type="scripted", script=str(path), **settings))


def test_replies_come_in_turn_and_the_last_repeats(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"reply": "first"}, {"reply": "second"}])
    assert [ask(one)[0] for _ in range(3)] == ["first", "second", "second"]


def test_a_json_list_is_read_like_json_lines(tmp_path: Path) -> None:
    assert ask(scripted(tmp_path, '[\n{"reply": "x"}\n]'))[0] == "x"


def test_an_entry_answers_only_what_it_fits(tmp_path: Path) -> None:
    one = scripted(
        tmp_path,
        [
            {"match": "(?i)table", "reply": "a table"},
            {"purpose": "repair", "reply": "a repair"},
            {"needs": ["use_auto_smooth", "Traceback"], "reply": "a fix"},
        ],
    )
    assert ask(one, "A TABLE please")[0] == "a table"
    assert ask(one, "x", purpose="repair")[0] == "a repair"
    told = (Message("system", "use_auto_smooth is gone"), Message("user", "Traceback …"))
    assert ask(one, "x", messages=told)[0] == "a fix"
    with pytest.raises(ProviderError, match="no reply"):
        ask(one, "Traceback …")


def test_the_prompt_of_the_task_is_searched_as_well(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"match": "lamp", "reply": "x"}])
    assert ask(one, "lamp", messages=(Message("user", "write the script"),))[0] == "x"


def test_a_reply_streams_in_pieces_of_the_wished_size(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"reply": "abcdefg", "chunk": 3}])
    request = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
    items = list(one.chat(request, CancelToken()))
    assert [item.text for item in items if isinstance(item, ChatDelta)] == ["abc", "def", "g"]


def test_a_reply_may_be_json_or_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "chair.py").write_text("import bpy\n", encoding="utf-8")
    one = scripted(tmp_path, [{"reply": {"score": 7}}, {"reply_file": "chair.py"}])
    assert json.loads(ask(one)[0]) == {"score": 7}
    assert ask(one)[0] == "import bpy\n"


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_every_error_of_the_tree_can_be_scripted(tmp_path: Path, code: str) -> None:
    entry = {"error": {"code": code, "message": "why", "data": {"retry_after": 2}}}
    with pytest.raises(ERRORS[code], match="why") as caught:
        ask(scripted(tmp_path, [entry]))
    assert caught.value.data == {"retry_after": 2}


def test_an_answer_can_break_off_behind_its_first_pieces(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"reply": "half", "error": "overloaded"}])
    request = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
    pieces = one.chat(request, CancelToken())
    assert next(pieces) == ChatDelta("half")
    with pytest.raises(ERRORS["overloaded"]):
        next(pieces)


def test_usage_and_cost_are_counted(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"reply": "x" * 400}], price_input=1.0, price_output=2.0)
    _, end = ask(one, "y" * 80)
    assert (end.usage.calls, end.usage.input_tokens, end.usage.output_tokens) == (1, 20, 100)
    assert end.usage.cost == pytest.approx((20 * 1 + 100 * 2) / 1e6)


def test_cancelling_ends_a_slow_reply_at_once(tmp_path: Path) -> None:
    one = scripted(tmp_path, [{"reply": "x" * 100, "delay": 30}])
    cancel = CancelToken()
    timer = threading.Timer(0.02, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(one, cancel=cancel)
    assert time.monotonic() - began < 1
    timer.join()


@pytest.mark.parametrize(
    "text",
    ["{broken", '{"reply": "x", "typo": 1}', '{"error": "no_such_code"}', '{"match": "("}', "[3]"],
)
def test_a_script_that_does_not_fit_is_refused_and_not_ready(tmp_path: Path, text: str) -> None:
    one = scripted(tmp_path, text)
    assert not one.info().ready
    with pytest.raises(InvalidRequest, match="script"):
        ask(one)


def test_a_script_that_is_not_there_is_not_ready(tmp_path: Path) -> None:
    one = Scripted("s", ProviderSettings(type="scripted", script=str(tmp_path / "none")))
    assert "can't be read" in one.info().reason
