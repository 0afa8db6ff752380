# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON as models write it is read; what is cut off or is none is refused."""

from __future__ import annotations

from typing import Any

import pytest
from ll3m.ll3m_addon.pipeline.tolerant import CutOff, Unreadable, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('Here it is:\n```json\n{"a": [1, 2]}\n```\nHope that helps!', {"a": [1, 2]}),
        ('Sure! {"a": "b"} is my answer.', {"a": "b"}),
        ('{"a": [1, 2,], "b": {"c": null,},}', {"a": [1, 2], "b": {"c": None}}),
        ("{'a': True, 'b': None, 'c': 'it\\'s'}", {"a": True, "b": None, "c": "it's"}),
        ('{a: 1, b_c: "x"}', {"a": 1, "b_c": "x"}),
        ('{"a": 1, // note\n "b": 2, /* more\n lines */ "c": .5}', {"a": 1, "b": 2, "c": 0.5}),
        ("{“a”: “b”}", {"a": "b"}),
        ('{"a": "two\nlines"}', {"a": "two\nlines"}),
        ('{"a": "\\u00e9\\n\\"x\\""}', {"a": 'é\n"x"'}),
        ('As in [1] one sees {"faults": [{"what": "x"}]}', {"faults": [{"what": "x"}]}),
        ('```\n[{"what": "x"}]\n```', [{"what": "x"}]),
        ('{"a": -1.5e3}', {"a": -1500.0}),
        ('{"a": "\\ud83d"}', {"a": "\ud83d"}),
        ("{'a': '\\ud83d'}", {"a": "\ufffd"}),
    ],
)
def test_a_value_is_found_however_it_is_wrapped_or_spelled(text: str, value: Any) -> None:
    assert read_json(text) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1, 2',
        '```json\n{"parts": [{"name": "Seat", "size": [0.5,',
        '{"a": "never closed',
        '{"a": tru',
        '{"a": 1,',
        "{'a",
    ],
)
def test_an_answer_that_ends_within_its_value_is_cut_off_and_never_completed(text: str) -> None:
    with pytest.raises(CutOff):
        read_json(text)


@pytest.mark.parametrize(
    "text", ["", "I can't do that.", "{}x{}", "a [b] c", '{"a" 1}', "[" * 500, '{"a": 0x1F}']
)
def test_what_holds_no_object_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_json(text)
