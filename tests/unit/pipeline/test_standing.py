# SPDX-License-Identifier: GPL-3.0-or-later
"""Standing wishes and what sets drafts apart stand in the questions to a model."""

from __future__ import annotations

from ll3m.ll3m_addon.core.chat import Task
from ll3m.ll3m_addon.pipeline import coder
from ll3m.ll3m_addon.pipeline.context import Shared
from ll3m.ll3m_addon.providers.offline.composer import compose


def asked(task: Task) -> str:
    """The text of the first question."""
    shared = Shared(task, source=task.source or "")
    return coder.code_messages(shared, (5, 0, 0))[-1].text


STANDING = ("Metric sizes {only}", "The project's style guide:\nMaterials: brass.")


def test_a_first_question_holds_the_standing_wishes_before_the_wish() -> None:
    user = asked(Task("code", "a brass lamp", standing=STANDING))
    assert "- Metric sizes {only}\n- The project's style guide:\n  Materials: brass." in user
    assert user.index("Metric sizes") < user.index("a brass lamp")


def test_a_refinement_holds_them_too_and_a_bare_wish_nothing_more() -> None:
    task = Task("code", "a lamp", feedback=("taller",), source="X = 1\n", standing=STANDING)
    user = asked(task)
    assert "Metric sizes {only}" in user
    assert "taller" in user
    assert asked(Task("code", "a lamp")) == "<wish>\na lamp\n</wish>"


def test_every_draft_is_asked_for_in_its_own_words() -> None:
    texts = {asked(Task("code", "a lamp", variant=n, variants=3)) for n in range(3)}
    assert len(texts) == 3
    assert all("a lamp" in text for text in texts)
    assert any("draft 3 of 3" in text for text in texts)


def test_the_composer_s_drafts_differ_in_size_and_it_says_what_it_does_not_read() -> None:
    made = [
        compose(Task("code", "a red armchair", variant=n, variants=4, standing=STANDING))
        for n in range(4)
    ]
    assert len({source for source, _ in made}) == 4
    assert made[0][0] == compose(Task("code", "a red armchair"))[0]
    assert made[2] == compose(Task("code", "a red armchair", variant=2, standing=STANDING))
    assert all("need a model" in notes[-1] for _, notes in made)
