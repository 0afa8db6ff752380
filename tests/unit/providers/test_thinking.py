# SPDX-License-Identifier: GPL-3.0-or-later
"""Thinking aloud is taken out of an answer, and nothing else is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ll3m.ll3m_addon.providers.thinking import ThinkingFilter


def filtered(pieces: list[str]) -> str:
    keep = ThinkingFilter()
    return "".join(keep.feed(piece) for piece in pieces) + keep.end()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<think>hm</think>\n\nimport bpy", "import bpy"),
        ("\n <think>a < b</think>x", "x"),
        ("<think></think>x <think>y</think>", "x <think>y</think>"),
        ("plain <think>text</think>", "plain <think>text</think>"),
        ("  indented", "  indented"),
        ("<thin", "<thin"),
        ("<b>", "<b>"),
        ("<think>never closed", ""),
        ("", ""),
    ],
)
@given(places=st.lists(st.integers(0, 40), max_size=6))
def test_only_thinking_at_the_start_is_taken_out_wherever_the_text_is_cut(
    text: str, wanted: str, places: list[int]
) -> None:
    edges = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    pieces = [text[a:b] for a, b in itertools.pairwise(edges)]
    assert filtered(pieces) == wanted
