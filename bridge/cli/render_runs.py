# SPDX-License-Identifier: GPL-3.0-or-later
"""For people: a job's record, and what is known of Blender's API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ..contract import Model
from ..contract.job import JobRecord, RecordedCall
from ..contract.knowledge import KnowledgeEntry, KnowledgeSearchResult
from .shapes import card

__all__ = ["SHAPES"]


def _record(found: JobRecord) -> RenderableType:
    ended = found.ended or "never came to its end"
    head = card(
        (
            ("job", found.job_id),
            ("operation", found.operation),
            ("ended", ended),
            ("error", found.error.message if found.error else None),
            ("version", f"v{found.version:03d} of {found.asset_id}" if found.version else None),
            ("calls", f"{found.calls_total}, {found.usage.input_tokens}+"
             f"{found.usage.output_tokens} tokens, ${found.usage.cost:.4f}"),
            ("replay", f"ll3m job replay {found.job_id}" if found.complete else "not whole"),
            ("lies in", found.folder),
        )
    )  # fmt: skip
    decided = [
        Text.assemble((f"{each.at:8.2f} s  ", "dim"), f"{each.type}: {_told(each.data)}")
        for each in found.decisions
    ]
    parts: list[RenderableType] = [head, *decided]
    for call in found.calls:
        parts += _call(call)
    if found.more:
        parts.append(Text(f"There is more: --after {found.calls[-1].number}", style="dim"))
    return Group(*parts)


def _told(data: dict[str, Any]) -> str:
    """What a decision says, in a line."""
    text = data.get("stage") or data.get("text")
    if text is None:
        text = " ".join(str(data[key]) for key in ("line", "rule", "what") if key in data)
    return " ".join(str(text).split())


def _call(call: RecordedCall) -> list[RenderableType]:
    """One request and its reply, as they were said."""
    reply = call.reply
    said = "no answer"
    if reply is not None and reply.error is not None:
        said = f"{reply.error.code}: {reply.error.message}"
    elif reply is not None:
        used = reply.usage
        said = (
            f"{reply.model}, {reply.seconds:.1f} s, {used.input_tokens}+{used.output_tokens} tokens"
        )
    title = f"\n{call.number}. {call.purpose} at {call.at:.2f} s, {call.provider}: {said}"
    parts: list[RenderableType] = [Text(title, style="bold")]
    for message in call.messages:
        pictures = f" ({len(message.images)} pictures)" if message.images else ""
        parts.append(Text(f"{message.role}{pictures}", style="cyan"))
        parts.append(Text(message.text.rstrip()))
    if reply is not None and reply.text:
        parts += [Text("answer", style="green"), Text(reply.text.rstrip())]
    if call.cut:
        parts.append(Text("The record was full: texts were left out.", style="yellow"))
    return parts


def _knowledge(found: KnowledgeSearchResult) -> RenderableType:
    if not found.entries:
        return Text(f"Nothing found for Blender {found.blender_version}.", style="dim")
    parts: list[RenderableType] = []
    for each in found.entries:
        parts += _entry(each)
    foot = f"\nBlender {found.blender_version}, {found.seconds * 1000:.0f} ms"
    return Group(*parts, Text(foot, style="dim"))


def _entry(each: KnowledgeEntry) -> list[RenderableType]:
    parts: list[RenderableType] = [
        Text.assemble((each.name, "bold"), "  ", (each.kind, "cyan")),
    ]
    if each.signature and each.signature != each.name:
        parts.append(Text(f"  {each.signature}"))
    if each.text:
        parts.append(Text(f"  {' '.join(each.text.split())}", style="dim"))
    if each.note:
        parts.append(Text(f"  {each.note}", style="yellow"))
    if each.example:
        parts.append(Text(f"\n{each.example.rstrip()}\n"))
    return parts


#: The models that are shown here.
SHAPES: dict[type[Model], Callable[[Any], RenderableType]] = {
    JobRecord: _record,
    KnowledgeSearchResult: _knowledge,
}
