# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompts of public benchmarks: the right thing is made, or it is said that none can be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import NotUnderstood
from ll3m.ll3m_addon.providers.offline.grammar import parse
from ll3m.ll3m_addon.providers.offline.request import Item

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "benchmark_prompts.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


def families(item: Item) -> list[str]:
    """All that is made, the main thing first."""
    return [item.key, *(key for _, other in item.others for key in families(other))]


def outcome(wanted: str, prompt: str) -> str:
    """``right``, ``wrong``, ``honest`` (there is no such family) or ``shy`` (there is one)."""
    try:
        made = families(parse(prompt).item)
    except NotUnderstood:
        return "honest" if wanted == "-" else "shy"
    return "right" if wanted in made else "wrong"


@pytest.mark.parametrize(("wanted", "prompt"), [row[1:] for row in ROWS])
def test_a_benchmarks_prompt_is_made_right_or_refused(wanted: str, prompt: str) -> None:
    assert outcome(wanted, prompt) != "wrong"


@pytest.mark.parametrize(("name", "least"), [("D", 0.68), ("T", 0.9)])
def test_most_of_what_there_is_a_family_for_is_made(name: str, least: float) -> None:
    counted = Counter(outcome(row[1], row[2]) for row in ROWS if row[0] == name)
    assert sum(counted.values()) > 80
    assert counted["right"] / (counted["right"] + counted["shy"]) > least
