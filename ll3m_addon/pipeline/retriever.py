# SPDX-License-Identifier: GPL-3.0-or-later
"""The retriever: recipes and lines of this Blender's API that fit a wish and its plan."""

from __future__ import annotations

from dataclasses import dataclass

from ...bridge.contract.errors import HostError
from ...bridge.contract.knowledge import KnowledgeEntry, KnowledgeSearchRequest
from ..core.cancel import CancelToken
from ..core.jobs import JobContext
from ..core.knowledge_seam import Knowledge
from .context import Shared
from .plan import Plan

__all__ = ["EXAMPLE_CHARS", "KNOWN_CHARS", "Found", "known_for", "retrieve"]

#: Characters of recipes in a first question: some 1000 tokens, two or three short scripts.
EXAMPLE_CHARS = 4000
#: Characters of Blender's API in a question: some 750 tokens, ten entries or three long ones.
KNOWN_CHARS = 3000
#: Techniques of a plan that are looked up, and entries taken for each.
_TECHNIQUES, _EACH = 6, 2


@dataclass(frozen=True, slots=True)
class Found:
    """Recipes and entries of the API, best first, each whole."""

    recipes: tuple[str, ...] = ()
    api: tuple[str, ...] = ()


def retrieve(knowledge: Knowledge | None, shared: Shared, job: JobContext) -> Found:
    """What fits the wish (or the wished change) and the plan, within the two budgets.

    A job goes on without the API where it can't be had.
    """
    if knowledge is None:
        return Found()
    wish = shared.task.feedback[-1] if shared.task.feedback else shared.task.prompt
    text = knowledge.examples(f"{wish}\n{_words(shared.plan)}", EXAMPLE_CHARS)
    recipes = tuple(each for each in _split(text) if each)
    try:
        api = _entries(knowledge, shared.plan, job.cancel)
    except HostError as error:
        job.note(f"Going on without Blender's API: {error.message}")
        api = ()
    return Found(recipes, api)


def known_for(knowledge: Knowledge | None, problems: str, job: JobContext) -> str:
    """The lines of the API for a repair; a repair goes on without where they can't be had."""
    if knowledge is None:
        return ""
    try:
        return knowledge.lookup(problems, KNOWN_CHARS, job.cancel)
    except HostError as error:
        job.note(f"Repairing without Blender's API: {error.message}")
        return ""


def _words(plan: Plan | None) -> str:
    """What a plan adds to the wish: techniques, materials and the names of its parts."""
    if plan is None:
        return ""
    looks = [f"{each.name} {each.look}" for each in plan.materials]
    return " ".join([*plan.techniques, *looks, *(part.name for part in plan.parts)])


def _split(text: str) -> list[str]:
    """The recipes of a text one by one: each ends with its fence."""
    found: list[str] = []
    lines: list[str] = []
    for line in text.splitlines():
        lines.append(line)
        if line == "```":
            found.append("\n".join(lines).strip())
            lines = []
    rest = "\n".join(lines).strip()
    return [*found, rest] if rest else found


def _entries(knowledge: Knowledge, plan: Plan | None, cancel: CancelToken) -> tuple[str, ...]:
    """Entries of the API for a plan's techniques, each once, within ``KNOWN_CHARS``."""
    told: dict[str, str] = {}
    total = 0
    for technique in plan.techniques[:_TECHNIQUES] if plan else ():
        request = KnowledgeSearchRequest(query=technique[:200] or "mesh", limit=_EACH + 2)
        found = knowledge.search(request, cancel).entries
        entries = [each for each in found if each.kind != "recipe"]
        for entry in entries[:_EACH]:
            line = _line(entry)
            if entry.name not in told and total + len(line) <= KNOWN_CHARS:
                told[entry.name] = line
                total += len(line)
    return tuple(told.values())


def _line(entry: KnowledgeEntry) -> str:
    text = " ".join(entry.text.split())
    return f"{entry.signature or entry.name}: {text}"[:700]
