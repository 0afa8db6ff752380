# SPDX-License-Identifier: GPL-3.0-or-later
"""What a jailed child may answer, parsed strictly: the child may be in a script's hands."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.code import Facts, Limits, MeshReport
from ...bridge.contract.errors import HostError, LimitHit, ScriptFailed
from ...bridge.contract.scene import SceneDifference
from .runner import Ended

__all__ = ["Answer", "EditAnswer", "edit", "finish", "raise_for", "raise_for_edit", "trial"]

_Kind = TypeVar("_Kind", bound="Answer")


class Failed(BaseModel):
    """What the script raised."""

    model_config = ConfigDict(extra="forbid", strict=True)

    type: str = Field(max_length=200)
    message: str = Field(max_length=4000)
    line: int = Field(ge=0, le=10_000_000)
    traceback: str = Field(max_length=16_384)


class Skipped(BaseModel):
    """A format that this Blender can't write."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format: str = Field(max_length=20)
    why: str = Field(max_length=500)


class Answer(BaseModel):
    """One of ``ok``, ``failed``, ``empty``, ``limit`` or ``internal``."""

    model_config = ConfigDict(extra="forbid", strict=True)

    ok: bool = False
    empty: bool = False
    failed: Failed | None = None
    limit: str | None = Field(default=None, pattern=r"^(faces|files)$")
    count: int = Field(default=0, ge=0)
    internal: str | None = Field(default=None, max_length=20_000)
    seconds: float = Field(default=0.0, ge=0, le=1e6, allow_inf_nan=False)
    output: str = Field(default="", max_length=16_384)
    stripped: list[str] = Field(default=[], max_length=1000)
    files: list[str] = Field(default=[], max_length=100)
    skipped: list[Skipped] = Field(default=[], max_length=20)
    facts: Facts | None = None
    report: MeshReport | None = None


class EditAnswer(Answer):
    """The answer of a dry run on a copy of the scene."""

    difference: SceneDifference | None = None
    outside: list[str] = Field(default=[], max_length=100)


def _parse(data: dict[str, Any] | None) -> Answer:
    return _read(Answer, data)


def _read(kind: type[_Kind], data: dict[str, Any] | None) -> _Kind:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise HostError(f"The jail's answer is not usable: {place}: {first['msg']}.") from error


def trial(data: dict[str, Any] | None) -> Answer:
    """Parse a trial's answer. Raises ``HostError``."""
    return _parse(data)


def finish(data: dict[str, Any] | None) -> Answer:
    """Parse a finish's answer. Raises ``HostError``."""
    return _parse(data)


def edit(data: dict[str, Any] | None) -> EditAnswer:
    """Parse the answer of a dry run. Raises ``HostError``."""
    return _read(EditAnswer, data)


def raise_for(answer: Answer, limits: Limits, ended: Ended) -> None:
    """Raise what the answer says went wrong; return if it is ``ok``."""
    if answer.ok:
        return
    if answer.failed is not None and answer.failed.type == "MemoryError":
        raise LimitHit("The script hit the limit 'memory'.", limit="memory", value=limits.memory)
    if answer.failed is not None:
        failed = answer.failed
        where = f" in line {failed.line}" if failed.line else ""
        raise ScriptFailed(
            f"The script raised {failed.type}{where}: {failed.message}"[:2000],
            type=failed.type, line=failed.line, traceback=failed.traceback, output=answer.output,
        )  # fmt: skip
    if answer.limit is not None:
        value = getattr(limits, answer.limit)
        raise LimitHit(
            f"The script hit the limit {answer.limit!r} ({answer.count} of {value} at most).",
            limit=answer.limit, value=value,
        )  # fmt: skip
    if answer.empty:
        raise ScriptFailed(
            "The script ended without leaving any object.",
            advice="Link what the script makes to a collection of the scene.",
            type="Empty", line=0, traceback="", output=answer.output,
        )  # fmt: skip
    raise HostError(f"The jail failed: {answer.internal or 'no reason given'}.", how=ended.how)


def raise_for_edit(answer: EditAnswer) -> None:
    """Raise where a dry run changed nothing, too much, or what is not selected."""
    difference = answer.difference
    if answer.outside:
        raise ScriptFailed(
            f"The script touched what is not selected: {', '.join(answer.outside[:5])}.",
            advice="Change the selected objects only; copy materials and data that others share.",
            type="Selection", line=0, traceback="", output=answer.output,
        )  # fmt: skip
    if difference is None or not difference.changes:
        raise ScriptFailed(
            "The script ran and changed nothing in the scene.",
            advice="Find the things by their names in the scene and change them.",
            type="Empty", line=0, traceback="", output=answer.output,
        )  # fmt: skip
    if difference.unlisted:
        raise LimitHit(
            f"The script changes {difference.unlisted + len(difference.changes)} data-blocks.",
            advice="Ask for a smaller edit.", limit="changes", value=len(difference.changes),
        )  # fmt: skip
