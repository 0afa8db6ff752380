# SPDX-License-Identifier: GPL-3.0-or-later
"""The coder and the repair: ask a provider for a script, get one whole script out of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...bridge.contract.errors import LL3MError, ProviderError, Refused, ScriptFailed
from ...bridge.contract.version import Fault
from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Message, Provider, Task
from ..providers.cache import forget
from .asking import again, ask_text
from .context import Block, Shared, fit, message, told_faults
from .prompting import prompt, quote, system
from .scripts import read_script

__all__ = [
    "Answer",
    "ask",
    "code_messages",
    "describe_problem",
    "extract_script",
    "fix_messages",
    "fix_task",
    "repair_messages",
]

#: Characters of a problem that is told: a traceback's last lines say most.
_PROBLEM = 6000


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's script and what it said beside it."""

    source: str
    text: str
    model: str
    notes: tuple[str, ...]


def _system(blender: tuple[int, int, int]) -> Message:
    return Message("system", system("code", blender=".".join(map(str, blender[:2]))))


def code_messages(shared: Shared, blender: tuple[int, int, int]) -> tuple[Message, ...]:
    """The first question: rules, then the wish with plan and recipes, or the script to change."""
    if not shared.source:
        blocks = [
            *shared.known(), *shared.planned(), *shared.wish(), *shared.feedback(),
            *shared.given(),
        ]  # fmt: skip
        return _system(blender), message(fit(blocks))
    changed = shared.task.feedback[-1] if shared.task.feedback else "Make it better."
    order = prompt(
        "refine",
        asset=_texts(_fixed(shared.wish())),
        script=_texts(shared.script()),
        feedback=quote("feedback", changed),
        preserve=shared.preserve(),
    )
    wish = _droppable(shared.wish())
    blocks = [*shared.known(), *wish, *shared.given(), Block("order", order)]
    return _system(blender), message(fit(blocks))


def fix_messages(
    shared: Shared, faults: Sequence[Fault], blender: tuple[int, int, int]
) -> tuple[Message, ...]:
    """The question of a round: a script that runs, and what a look at its result found."""
    order = prompt(
        "fix",
        asset=_texts(_fixed([*shared.wish(), *shared.feedback()])),
        script=_texts(shared.script()),
        faults=quote("faults", told_faults(faults)),
        preserve="",  # stands with the feedback
    )
    beside = [*_droppable(shared.wish()), *shared.planned(), *shared.earlier(), *shared.measured()]
    blocks = [*beside, *shared.given(), Block("order", order)]
    return _system(blender), message(fit(blocks))


def repair_messages(
    before: tuple[Message, ...], answer: Answer, problems: str, known: str = ""
) -> tuple[Message, ...]:
    """The next question of a repair: the first question, the failed script, what is wrong.

    ``known`` are the lines of Blender's API that the problem touches. Only the last attempt is
    sent, so that a second repair costs no more than the first.
    """
    failed = Message("assistant", f"```python\n{answer.source}\n```")
    api = prompt("known", known=quote("api", known)) if known else ""
    asked = prompt("repair", problems=quote("problems", problems[-_PROBLEM:]), known=api)
    return (*before[:2], failed, Message("user", asked))


def _fixed(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if not block.drop]


def _droppable(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.drop]


def _texts(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)


def describe_problem(error: LL3MError) -> str:
    """What a model needs to mend its script: findings with lines, or the traceback."""
    if isinstance(error, ScriptFailed) and error.data.get("traceback"):
        return str(error.data["traceback"]).strip()
    if isinstance(error, Refused):
        lines = [
            f"line {each['line']}: {each['what']} [{each['rule']}] {each['advice']}"
            for each in error.data.get("findings", ())
            if each["severity"] == "error"
        ]
        if lines:
            return "\n".join(lines)
    return f"{error.message} {error.advice}"


def extract_script(text: str) -> str:
    """Get the script out of an answer.

    Raises:
        ProviderError: there is no whole script in it.
    """
    script = read_script(text)
    if script.problem:
        raise _no_script(script.problem, text)
    return script.source


def _no_script(problem: str, text: str) -> ProviderError:
    return ProviderError(
        problem,
        advice="Try again, or choose a model that writes code.",
        answer=text[:400],
    )


def ask(provider: Provider, request: ChatRequest, job: JobContext) -> Answer:
    """Ask, stream the text into the job's events, return the script; one re-ask where none is whole.

    Parts of the script in ``request.task.source`` are put into it where that is safe.

    Raises:
        ProviderError: and its subclasses; BudgetReached, Cancelled.
    """
    base = request.task.source or ""
    reply = ask_text(provider, request, job)
    script = read_script(reply.text, base, reply.stop == "length")
    notes = reply.notes
    if script.problem and provider.info().is_model:
        forget(provider, request)
        job.note(f"The script is asked for again: {script.problem}")
        asked = again(request, reply, script.problem, "again_code")
        reply = ask_text(provider, asked, job)
        script = read_script(reply.text, base, reply.stop == "length")
        notes = tuple(dict.fromkeys((*notes, *reply.notes)))
    if script.problem:
        raise _no_script(script.problem, reply.text)
    if script.note:
        job.note(script.note)
        notes = (*notes, script.note)
    return Answer(script.source, reply.text, reply.model, notes)


def fix_task(task: Task, source: str, faults: Sequence[Fault]) -> Task:
    """The task of a round: the script that runs, to be changed by what was found."""
    return replace(
        task, purpose="code", source=source, feedback=(*task.feedback, told_faults(faults))
    )
