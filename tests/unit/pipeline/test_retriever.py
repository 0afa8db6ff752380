# SPDX-License-Identifier: GPL-3.0-or-later
"""The retriever brings recipes and entries that fit wish and plan, whole and within its budgets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import HostError
from ll3m.bridge.contract.knowledge import (
    KnowledgeEntry,
    KnowledgeSearchRequest,
    KnowledgeSearchResult,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.jobs import JobContext
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.knowledge import BlenderKnowledge
from ll3m.ll3m_addon.pipeline import retriever
from ll3m.ll3m_addon.pipeline.context import Shared
from ll3m.ll3m_addon.pipeline.plan import Plan

PLAN = Plan.model_validate(
    {
        "size": [1, 1, 1], "parts": ["Shade"], "techniques": ["screw modifier", "glass shader"],
        "materials": [{"name": "Glass", "look": "clear glass"}],
    }
)  # fmt: skip


class Book(BlenderKnowledge):
    """The real recipes beside an index that is written down here."""

    asked: list[str]
    broken = False

    def search(
        self, request: KnowledgeSearchRequest, cancel: CancelToken | None = None
    ) -> KnowledgeSearchResult:
        if self.broken:
            raise HostError("There is no Blender to read.")
        self.asked.append(request.query)
        names = [("recipe", "a recipe"), ("modifier", "A" * 900), ("node", "b"), ("node", "c")]
        entries = [
            KnowledgeEntry(
                name=f"{request.query}.{n}", kind=kind, signature=f"{request.query}.{n}()",
                text=text, score=9 - n,
            )
            for n, (kind, text) in enumerate(names)
        ]  # fmt: skip
        return KnowledgeSearchResult(blender_version="5.0.1", entries=entries, seconds=0)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path, lambda: (5, 0, 1), lambda _: [], dict, {})
    made.asked = []
    yield made
    made.close()


def test_recipes_fit_the_wish_and_what_its_plan_adds(book: Book, job: JobContext) -> None:
    shared = Shared(Task("code", "a lamp"), plan=PLAN)
    found = retriever.retrieve(book, shared, job)
    assert 0 < sum(map(len, found.recipes)) <= retriever.EXAMPLE_CHARS
    assert all(recipe.endswith("```") and "```python" in recipe for recipe in found.recipes)
    assert any("lass" in recipe.splitlines()[0] for recipe in found.recipes)


def test_entries_of_the_api_are_looked_up_for_each_technique_without_recipes(
    book: Book, job: JobContext
) -> None:
    found = retriever.retrieve(book, Shared(Task("code", "a lamp"), plan=PLAN), job)
    assert book.asked == ["screw modifier", "glass shader"]
    assert [entry.split("(")[0] for entry in found.api] == [
        "screw modifier.1", "screw modifier.2", "glass shader.1", "glass shader.2",
    ]  # fmt: skip
    assert sum(map(len, found.api)) <= retriever.KNOWN_CHARS


def test_a_change_is_looked_up_by_the_change(book: Book, job: JobContext) -> None:
    wish = Shared(Task("code", "a chair"))
    change = Shared(Task("code", "a chair", feedback=("make it of glass",)))
    assert retriever.retrieve(book, wish, job) != retriever.retrieve(book, change, job)
    assert book.asked == []


def test_a_job_goes_on_without_blender_s_api_and_says_so(
    book: Book, job: JobContext, notes: Any
) -> None:
    book.broken = True
    found = retriever.retrieve(book, Shared(Task("code", "a glass lamp"), plan=PLAN), job)
    assert found.recipes
    assert found.api == ()
    assert "There is no Blender to read" in notes()
    assert retriever.retrieve(None, Shared(Task("code", "x")), job) == retriever.Found()
