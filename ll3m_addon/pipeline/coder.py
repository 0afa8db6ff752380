# SPDX-License-Identifier: GPL-3.0-or-later
"""The coder and the repair: asks a provider for a script, gets the script out of the answer."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from importlib import resources

from ...bridge.contract.errors import LL3MError, ModelRefused, ProviderError, Refused, ScriptFailed
from ..core.jobs import JobContext
from ..core.seams import ChatDelta, ChatDone, ChatRequest, Message, Provider, Task
from .standing import with_standing

__all__ = [
    "Answer",
    "ask",
    "code_messages",
    "describe_problem",
    "extract_script",
    "repair_messages",
]

_HERE = __name__.rpartition(".")[0]
_FENCE = re.compile(r"^```[ \t]*([\w+-]*)[ \t]*\n(.*?)(?:^```[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Answer:
    """A provider's script and what it said beside it."""

    source: str
    text: str
    model: str
    notes: tuple[str, ...]


def _prompt(name: str, **values: str) -> str:
    """Read a prompt file and fill it in; braces in the values stay as they are."""
    text = (resources.files(_HERE) / "prompts" / f"{name}.md").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return text


def code_messages(
    task: Task, blender_version: tuple[int, int, int], examples: str = ""
) -> tuple[Message, ...]:
    """The first question: rules and recipes, then the wish or the script with the wished change."""
    system = _prompt("code", blender=".".join(map(str, blender_version[:2])))
    if examples:
        system = f"{system.rstrip()}\n\n{_prompt('examples', examples=examples)}"
    if task.source is None:
        return Message("system", system), Message("user", with_standing(task.prompt, task))
    preserve = f"Keep as they are: {', '.join(task.preserve)}." if task.preserve else ""
    change = _prompt(
        "refine", preserve=preserve, feedback=task.feedback[-1] if task.feedback else "better"
    ).replace("{source}", task.source)
    wish = f"The asset was asked for as: {task.prompt}\n\n{change}"
    return Message("system", system), Message("user", with_standing(wish, task))


def repair_messages(
    before: tuple[Message, ...], answer: Answer, problems: str, known: str = ""
) -> tuple[Message, ...]:
    """The next question of a repair: the first question, the failed script, what is wrong.

    ``known`` are the lines of Blender's API that the problem touches. Only the last attempt is sent, so that a second repair costs no more than the first.
    """
    failed = Message("assistant", f"```python\n{answer.source}\n```")
    asked = _prompt("repair", problems=problems)
    if known:
        asked = f"{asked.rstrip()}\n\n{_prompt('known', known=known)}"
    return (*before[:2], failed, Message("user", asked))


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
    """Get the script out of an answer: the longest Python block, or the whole if it is code.

    Raises:
        ProviderError: there is no script in it.
    """
    blocks = [
        body for language, body in _FENCE.findall(text) if language.lower() in ("", "py", "python", "python3")
    ]  # fmt: skip
    if blocks:
        return max(blocks, key=len).strip("\n") + "\n"
    if "import bpy" in text and _parses(text):
        return text.strip("\n") + "\n"
    raise ProviderError(
        "The answer held no Python script.",
        advice="Try again, or choose a model that writes code.",
        answer=text[:400],
    )


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def ask(provider: Provider, request: ChatRequest, job: JobContext) -> Answer:
    """Ask, stream the text into the job's events, return the script.

    Raises:
        ProviderError: and its subclasses; ``Cancelled``.
    """
    pieces: list[str] = []
    done: ChatDone | None = None
    for item in provider.chat(request, job.cancel):
        if isinstance(item, ChatDelta):
            if item.restart:
                pieces.clear()
            pieces.append(item.text)
            job.text(item.text)
        else:
            done = item
    job.flush_text()
    if done is None:
        raise ProviderError(f"{provider.name} ended its answer without saying so.")
    job.used(done.usage)
    text = "".join(pieces)
    if done.stop == "refusal":
        raise ModelRefused(f"{done.model} declined to answer.", answer=text[:400])
    return Answer(extract_script(text), text, done.model, done.notes)
