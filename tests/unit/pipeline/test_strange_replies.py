# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a model answers, it is a script, a value, or a plain refusal; and it is told soon."""

from __future__ import annotations

import ast
import contextlib
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ll3m.ll3m_addon.pipeline.scripts import read_script
from ll3m.ll3m_addon.pipeline.tolerant import Unreadable, read_json

#: What answers are made of, so that a random mix comes near to real ones.
PIECES = (
    "```python\n", "```\n", "```", "~~~\n", "import bpy\n", "def main():\n", "    pass\n", "    ...\n",
    "main()\n", "# rest unchanged\n", "@@ -1 +1 @@\n", "--- a\n", "<<<<<<< HEAD\n", "{", "}", "[", "]",
    '"', "'", ",", ":", "\\", "\\u12", "null", "NaN", "1e999", "Sure! Here is it:\n", "\x00", "\ud800",
    "\u2028", "🪑", "\t", "union() {\n", "const a = 1;\n", "(" * 30, "\n", "X = 1\n",
)  # fmt: skip
ANSWERS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=24).map(
    "".join
)
BASE = "import bpy\n\nX = 2\n\n\ndef main():\n    bpy.data.meshes.new('a')\n\n\nmain()\n"
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(max_size=12)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)
BOUNDED = settings(max_examples=80, derandomize=True, deadline=None)


@BOUNDED
@given(ANSWERS, st.booleans(), st.booleans())
def test_any_answer_is_a_script_or_a_reason_to_ask_again(
    text: str, changes: bool, cut_off: bool
) -> None:
    found = read_script(text, BASE if changes else "", cut_off)
    assert bool(found.source.strip()) != bool(found.problem)
    if found.note:  # merged: then it must be whole
        ast.parse(found.source)


@BOUNDED
@given(ANSWERS)
def test_any_answer_is_a_value_or_unreadable(text: str) -> None:
    with contextlib.suppress(Unreadable):
        json.dumps(read_json(text))


@BOUNDED
@given(st.dictionaries(st.text(max_size=6), VALUES, min_size=1, max_size=4), st.text(max_size=20))
def test_a_value_in_a_fence_is_read_back_as_it_is(value: dict[str, Any], prose: str) -> None:
    words = prose.translate({ord(each): None for each in "`{}[]"})
    assert read_json(f"{words}\n```json\n{json.dumps(value)}\n```\n{words}") == value


@pytest.mark.parametrize(
    "text",
    [
        "```python\n" * 20_000,
        "import bpy\n" * 20_000 + "(",
        "```python\nx = " + "(" * 5_000,
        "# rest of the " * 20_000,
        "```python\n" + "# ... the rest of the code unchanged " * 3_000,
        "and a leg, " * 30_000,
        "",
        "\x00" * 1000,
    ],
    ids=["fences", "half", "deep", "marks", "one line", "loop", "empty", "zeros"],
)  # fmt: skip
def test_an_endless_or_empty_answer_is_read_at_once(text: str) -> None:
    began = time.process_time()
    found = read_script(text)
    assert time.process_time() - began < 2.0
    assert bool(found.problem) != bool(found.source)
    assert not found.source or "```python\n" in text


@pytest.mark.parametrize(
    "text",
    ['{"a": ' * 20_000, "[" * 50_000, '{"faults": [' + '{"part": "Leg"}, ' * 10_000, '{"a": "' + "x" * 200_000,
     "// " * 50_000, "{ /* " * 10_000, "{'" * 20_000],
    ids=["objects", "lists", "loop", "text", "comments", "open comments", "quotes"],
)  # fmt: skip
def test_json_without_an_end_is_told_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable):
        read_json(text)
    assert time.process_time() - began < 2.0
