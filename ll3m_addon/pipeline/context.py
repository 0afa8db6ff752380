# SPDX-License-Identifier: GPL-3.0-or-later
"""What the agents share: wish, plan, code so far, findings, facts, views; and how it is trimmed.

Every agent builds its question from blocks. Where they are too many, whole blocks go, least
useful first: old views, recipes, entries of the API, what was found before, details of the
facts. The wish, the feedback and the script are never cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...bridge.contract.code import Facts, MeshReport
from ...bridge.contract.version import Fault
from ..core.seams import Message, Task
from .plan import Plan
from .prompting import prompt, quote
from .standing import standing, variant

__all__ = ["BUDGET", "Block", "Shared", "View", "fit", "message", "told_faults"]

#: Characters of one question at most: some 20,000 tokens, which the smaller contexts still hold.
BUDGET = 60_000
#: What one picture counts for: providers bill up to 1600 tokens, three characters each.
PICTURE = 4800
#: How readily a kind of block goes; 0 never does.
DROP = {
    "old_view": 9, "recipe": 8, "api": 7, "history": 6, "view": 5, "parts": 4, "report": 3,
    "plan": 2,
}  # fmt: skip
#: Parts of the facts that are told one by one.
_PARTS_TOLD = 60


@dataclass(frozen=True, slots=True)
class View:
    """A picture of the model from a side; ``old``: before the change.

    ``given``: no view of the model but a reference picture that came with the prompt.
    """

    name: str
    image: bytes
    old: bool = False
    given: bool = False

    @property
    def label(self) -> str:
        """As it is named beside the picture."""
        if self.given:
            return "given by the user: what is meant, not the model"
        side = self.name.replace("_", "-")
        return f"{side}, before" if self.old else side


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a question that is sent whole or not at all."""

    kind: str
    text: str
    drop: int = 0
    view: View | None = None

    @property
    def size(self) -> int:
        """Characters that it counts for."""
        return len(self.text) + (PICTURE if self.view else 0)


def fit(blocks: Iterable[Block], budget: int = BUDGET) -> tuple[Block, ...]:
    """The blocks that fit into ``budget`` characters, in their order.

    The most droppable kind goes first, within it the last block for recipes and entries of the
    API (they come best first) and the first one for everything else (they come oldest first).
    Blocks with ``drop`` 0 stay even if they alone are too much.
    """
    kept = list(blocks)
    total = sum(block.size for block in kept)
    while total > budget:
        worst = max((block.drop for block in kept), default=0)
        if worst == 0:
            break
        places = [place for place, block in enumerate(kept) if block.drop == worst]
        best_first = worst in (DROP["recipe"], DROP["api"], DROP["parts"], DROP["view"])
        total -= kept.pop(places[-1] if best_first else places[0]).size
    return tuple(kept)


def message(blocks: Iterable[Block], ask: str = "") -> Message:
    """The blocks as one user message: texts, then what each picture shows, then the order."""
    chosen = tuple(blocks)
    views = [block.view for block in chosen if block.view is not None]
    texts = [block.text for block in chosen if block.text]
    if views:
        listed = "\n".join(f"Picture {n}: {view.label}" for n, view in enumerate(views, 1))
        texts.append(quote("views", listed))
    if ask:
        texts.append(ask)
    return Message("user", "\n\n".join(texts), tuple(view.image for view in views))


@dataclass(slots=True)
class Shared:
    """The state of one job that its agents see."""

    task: Task
    plan: Plan | None = None
    source: str = ""
    recipes: tuple[str, ...] = ()
    api: tuple[str, ...] = ()
    facts: Facts | None = None
    report: MeshReport | None = None
    views: tuple[View, ...] = ()
    old_views: tuple[View, ...] = ()
    references: tuple[View, ...] = ()
    history: list[str] = field(default_factory=list)

    def wish(self) -> list[Block]:
        """What was asked for, with standing instructions and all feedback so far."""
        found = [Block("wish", quote("wish", self.task.prompt))]
        before, behind = standing(self.task), variant(self.task)
        if before:
            found.insert(0, Block("instructions", before))
        if behind:
            found.append(Block("variant", behind))
        earlier = self.task.feedback[:-1]
        if earlier:
            told = "\n".join(f"- {each}" for each in earlier)
            found.append(Block("history", quote("history", told), DROP["history"]))
        return found

    def feedback(self) -> list[Block]:
        """The wished change, where there is one, and what must stay."""
        found = []
        if self.task.feedback:
            found.append(Block("feedback", quote("feedback", self.task.feedback[-1])))
        if self.task.preserve:
            found.append(Block("keep", self.preserve()))
        return found

    def preserve(self) -> str:
        """The order to keep what the user named; empty without."""
        if not self.task.preserve:
            return ""
        keep = quote("keep", "\n".join(f"- {each}" for each in self.task.preserve))
        return prompt("preserve", keep=keep)

    def given(self) -> list[Block]:
        """The user's reference pictures, with what they are for; never cut."""
        if not self.references:
            return []
        order = Block("given", prompt("references"))
        return [order, *(Block("given", "", 0, each) for each in self.references)]

    def planned(self) -> list[Block]:
        """The plan in words."""
        if self.plan is None:
            return []
        return [Block("plan", quote("plan", self.plan.text()), DROP["plan"])]

    def known(self) -> list[Block]:
        """Recipes and entries of the API, best first, each by itself."""
        recipes = [Block("recipe", quote("recipe", each), DROP["recipe"]) for each in self.recipes]
        return recipes + [Block("api", quote("api", each), DROP["api"]) for each in self.api]

    def script(self) -> list[Block]:
        """The code so far."""
        if not self.source:
            return []
        return [Block("script", quote("script", f"```python\n{self.source.rstrip()}\n```"))]

    def measured(self) -> list[Block]:
        """Facts and the mesh report: totals, then parts, then what the report found."""
        found = []
        if self.facts is not None:
            found.append(Block("facts", quote("facts", _totals(self.facts))))
            parts = _parts(self.facts)
            found += [Block("parts", quote("facts", part), DROP["parts"]) for part in parts]
        if self.report is not None:
            found.append(Block("report", quote("report", _report(self.report)), DROP["report"]))
        return found

    def seen(self) -> list[Block]:
        """The views, those before a change first."""
        old = [Block("old_view", "", DROP["old_view"], view) for view in self.old_views]
        return old + [Block("view", "", DROP["view"], view) for view in self.views]

    def earlier(self) -> list[Block]:
        """What earlier rounds found and did, oldest first."""
        return [Block("history", quote("history", each), DROP["history"]) for each in self.history]


def _totals(facts: Facts) -> str:
    lines = [
        f"{facts.objects} objects, {facts.faces} faces, {facts.triangles} triangles",
        f"materials: {', '.join(facts.materials) or 'none'}",
    ]
    if facts.bounding_box is not None:
        width, depth, height = facts.bounding_box.size
        low = facts.bounding_box.min[2]
        lines.append(
            f"size {width:.3f} x {depth:.3f} x {height:.3f} m (X, Y, Z), lowest point z = {low:.3f}"
        )
    return "\n".join(lines)


def _parts(facts: Facts) -> list[str]:
    """The parts in a few blocks of lines, largest first."""
    shown = sorted(
        (part for part in facts.parts if part.faces),
        key=lambda part: -max(part.dimensions, default=0.0),
    )[:_PARTS_TOLD]
    lines = [
        f"{part.name}: at {_numbers(part.location)}, size {_numbers(part.dimensions)}"
        f", {part.faces} faces, {', '.join(part.materials) or 'no material'}"
        for part in shown
    ]
    left = sum(1 for part in facts.parts if part.faces) - len(shown)
    if left:
        lines.append(f"and {left} smaller parts")
    return ["\n".join(lines[at : at + 12]) for at in range(0, len(lines), 12)]


def _numbers(values: list[float]) -> str:
    return "(" + ", ".join(f"{value:.3f}" for value in values) + ")"


def _report(report: MeshReport) -> str:
    """The failed checks in words; those that passed in one line."""
    lines = [
        f"{item.severity}: {item.what}"
        + (f" ({', '.join(item.objects[:8])})" if item.objects else "")
        for item in report.items
        if not item.ok
    ]
    passed = [item.check for item in report.items if item.ok]
    if passed:
        lines.append(f"in order: {', '.join(passed)}")
    lines.append(f"score of these checks: {report.score:g} of 10")
    return "\n".join(lines)


def told_faults(faults: Iterable[Fault]) -> str:
    """Faults as a numbered list for a prompt."""
    lines = []
    for number, fault in enumerate(faults, 1):
        where = f"{fault.part}: " if fault.part else ""
        advice = f" ({fault.advice})" if fault.advice else ""
        lines.append(f"{number}. [{fault.severity}] {where}{fault.what}{advice}")
    return "\n".join(lines)
