# SPDX-License-Identifier: GPL-3.0-or-later
"""The offline composer as a provider: rules that answer a code task with a script."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ....bridge.contract.errors import ProviderError
from ....bridge.contract.job import Usage
from ....bridge.contract.provider import ProviderInfo
from ...core.cancel import CancelToken
from ...core.seams import ChatDelta, ChatDone, ChatRequest, Task
from . import registry
from .carry import carry_over
from .designs import carried, design
from .effect import without_effect
from .grammar import parse
from .layout import arrange
from .request import Item
from .resolve import Resolved, resolve
from .script import write_script
from .styles import Shading
from .vary import vary

__all__ = ["MODEL", "OfflineComposer", "compose"]

MODEL = "composer-1"
_PURPOSES = ("code", "repair")


def compose(task: Task) -> tuple[str, tuple[str, ...]]:
    """Return the script for a task and what has to be said about it.

    With the last script in ``task.source``, constants that the user set there by hand
    stay as they are, unless the last feedback changes them.

    Raises:
        NotUnderstood: the prompt names nothing that the composer can make.
    """
    source, notes = _write(task.prompt, task.feedback)
    if task.source and task.feedback and task.purpose == "code":
        before, _ = _write(task.prompt, task.feedback[:-1])
        source, kept = carry_over(task.source, before, source)
        if kept:
            notes = (*notes, f"Kept as set by hand: {', '.join(kept)}.")
    if task.standing:
        notes = (*notes, "Not used: instructions and style guide, which need a model.")
    return vary(source, task.variant), notes


def _write(prompt: str, feedback: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    request = parse(prompt, feedback)

    def script(item: Item) -> tuple[str, list[tuple[str, Resolved]]]:
        shading = Shading()
        found = [
            (relation, resolve(each, registry.family(each.key), shading), host)
            for relation, each, host in _flat(item)
        ]
        placed, main = arrange(found)
        pairs = [(relation, resolved) for relation, resolved, _ in found]
        return write_script(prompt, feedback, placed, shading, main), pairs

    source, found = script(request.item)
    resolved = [each for _, each in found]
    unused = list(request.unused)
    for each in resolved:
        unused += each.unused
    unused += without_effect(request.item, resolved, lambda item: script(item)[0])
    return source, _notes(found, unused)


def _flat(
    item: Item, relation: str = "", host: int = -1, at: int = 0
) -> list[tuple[str, Item, int]]:
    """Relation, item and the place of what it belongs to in this list; hosts come first."""
    found = [(relation, item, host)]
    for how, other in item.others:
        found += _flat(other, how, at, at + len(found))
    return found


def _notes(found: list[tuple[str, Resolved]], unused: list[str]) -> tuple[str, ...]:
    names = [resolved.family.title.lower() for _, resolved in found]
    notes = [f"Composed by rules, not by a model: {', '.join(names)}."]
    words = list(dict.fromkeys(word for word in unused if word))
    if words:
        notes.append("Not used: " + ", ".join(words) + ".")
    return tuple(notes)


def _design(task: Task) -> Iterator[ChatDelta | ChatDone]:
    """A design spec by rules, as JSON."""
    details = task.details
    told = (details.get("style"), details.get("context"), details.get("constraints") or ())
    made = design(task.prompt, *told, task.feedback)
    if task.source and task.feedback:
        before = design(task.prompt, *told, task.feedback[:-1])
        made = carried(json.loads(task.source), before, made)
    yield ChatDelta(json.dumps(made, ensure_ascii=False))
    yield ChatDone(model=MODEL, usage=Usage(), notes=("Designed by rules, not by a model.",))


class OfflineComposer:
    """Answers code tasks without any model or network; the same task gives the same text."""

    def __init__(self, name: str = "offline") -> None:
        self._name = name

    @property
    def name(self) -> str:
        """The name in settings and on the wire."""
        return self._name

    def info(self) -> ProviderInfo:
        """Describe it; it is always ready."""
        return ProviderInfo(
            name=self._name,
            label="Offline composer (rules, not a model)",
            local=True,
            is_model=False,
            model=MODEL,
            ready=True,
        )

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield the script in a fenced block, then what was not used.

        Raises:
            NotUnderstood: the prompt names nothing known.
            ProviderError: the task is none of code and repair.
            Cancelled: the job was cancelled.
        """
        cancel.check()
        task = request.task
        if task.kind == "design_spec" and task.purpose in _PURPOSES:
            yield from _design(task)
            return
        if task.purpose not in _PURPOSES or task.kind != "python_model":
            raise ProviderError(
                f"The offline composer only composes scripts; it can't do “{task.purpose}” "
                f"for {task.kind}.",
                advice="Choose a model for this, or quality `draft`.",
            )
        source, notes = compose(task)
        yield ChatDelta("```python\n")
        for piece in source.split("\n\n\n"):
            cancel.check()
            yield ChatDelta(piece if piece.endswith("\n") else piece + "\n\n\n")
        yield ChatDelta("```\n")
        yield ChatDone(model=MODEL, usage=Usage(), notes=notes)
