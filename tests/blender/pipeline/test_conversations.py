# SPDX-License-Identifier: GPL-3.0-or-later
"""A corpus of conversations with models: most end in a running version, and each mechanism counts.

The figures of all modes over the whole corpus: ``python scripts/bench/conversations.py``.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.once

#: Group of the corpus -> the mechanism that it is about, and the least share that this adds.
ADDS = {
    "old_api": ("migrations", 0.25),
    "hallucinated": ("retrieval", 0.4),
    "broken": ("repair", 0.7),
}
#: With Blender 5.0: 77 of 80. Some APIs differ between releases, so the floor is lower.
FLOOR = 0.9


@pytest.fixture(scope="module")
def with_everything(tool: ModuleType, bench: Any) -> dict[str, Any]:
    """Name -> how the conversation ended."""
    return {each.name: bench.run(each) for each in tool.read_corpus()}


def test_the_corpus_is_large_varied_and_consistent(tool: ModuleType) -> None:
    corpus = tool.read_corpus()
    assert len(corpus) >= 60
    assert len({each.name for each in corpus}) == len(corpus)
    assert {each.style for each in corpus} >= {"gpt", "claude", "llama"}
    for each in corpus:
        first = tool.Model(each)._first()
        for reply in each.replies:
            assert reply.text is not None or reply.replace or reply.error, each.name
            for old, _ in reply.replace:
                assert old in first, f"{each.name}: {old!r}"


def test_nearly_all_conversations_end_in_a_running_version(
    tool: ModuleType, with_everything: dict[str, Any]
) -> None:
    wrong = [
        f"{name}: {each.end} {each.message}"
        for name, each in with_everything.items()
        if not each.right
    ]
    assert tool.share(list(with_everything.values())) >= FLOOR, "\n".join(wrong)


def test_what_should_end_in_an_error_ends_in_that_error(with_everything: dict[str, Any]) -> None:
    ends = {
        name: each.end
        for name, each in with_everything.items()
        if each.conversation.expect != "version"
    }
    assert ends == {name: with_everything[name].conversation.expect for name in ends}
    assert len(ends) >= 3


@pytest.mark.parametrize("group", ADDS)
def test_migrations_retrieval_and_repair_each_save_conversations(
    tool: ModuleType, bench: Any, with_everything: dict[str, Any], group: str
) -> None:
    mechanism, least = ADDS[group]
    mine = [each for each in tool.read_corpus() if each.group == group]
    full = tool.share([with_everything[each.name] for each in mine])
    without = tool.share([bench.run(each, mechanism) for each in mine])
    assert full - without >= least, f"{mechanism}: {without:.0%} without, {full:.0%} with"


def test_a_script_that_runs_and_is_wrong_is_put_right_by_a_look_at_the_facts(
    bench: Any, with_everything: dict[str, Any]
) -> None:
    coin = with_everything["centimetres_taken_for_metres"]
    made = bench.app.call("version.get", {"asset_id": coin.asset_id}, bench.caller).version
    assert max(made.facts.bounding_box.size) < 0.05
    assert with_everything["floating_table_top"].score > 7.0
