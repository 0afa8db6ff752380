# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of the library's operations for people: projects, instructions, drafts, its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from ..contract import Model
from ..contract.asset import AssetFacets, AssetPurged
from ..contract.draft import Draft, DraftList, DraftSheet
from ..contract.instruction import Instruction, InstructionList, InstructionsApplicable
from ..contract.library import LibraryReport, LibraryTrashEmptied
from ..contract.project import Project, ProjectExported, ProjectList, ProjectStats, StyleGuide
from .shapes import card, short, table, when

__all__ = ["SHAPES"]

_DRAFT_COLOURS = {"selected": "green", "rejected": "red", "open": "cyan"}


def _size(count: int) -> str:
    """Bytes in words."""
    size = float(count)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1024
    raise AssertionError("unreachable: the last unit returns")


def _facets(found: AssetFacets) -> RenderableType:
    rows = [
        (facet, value, count)
        for facet, counts in (
            ("kind", found.kinds), ("project", found.projects), ("tag", found.tags),
        )
        for value, count in counts.items()
    ]  # fmt: skip
    return table(("", "value", "assets"), rows, empty="No assets yet.")


def _purged(gone: AssetPurged) -> RenderableType:
    return Text(f"{gone.name} is gone for good: {gone.versions} versions, {_size(gone.bytes)}.")


def _emptied(found: LibraryTrashEmptied) -> RenderableType:
    return Text(f"Removed for good: {found.assets} assets, {_size(found.bytes)}.")


def _projects(found: ProjectList) -> RenderableType:
    rows = (
        (each.id, each.name, each.instructions or "", short(each.style_guide.text, 30),
         when(each.updated_at), short(each.description, 40))
        for each in found.projects
    )  # fmt: skip
    return table(("project", "name", "instructions", "style", "changed", "description"), rows)


def _style(guide: StyleGuide) -> list[tuple[str, Any]]:
    fields = guide.model_dump()
    more = fields.pop("more")
    return [(f"style: {name}", value) for name, value in {**fields, **more}.items()]


def _project(each: Project) -> RenderableType:
    return card(
        (
            ("project", each.id), ("name", each.name), ("description", each.description),
            *_style(each.style_guide),
            ("instructions", each.instructions or None),
            ("made", when(each.created_at)), ("changed", when(each.updated_at)),
            ("metadata", each.metadata),
        )
    )  # fmt: skip


def _stats(found: ProjectStats) -> RenderableType:
    return card(
        (
            ("project", found.project_id), ("assets", found.assets),
            ("versions", found.versions), ("size", _size(found.bytes)),
            ("open drafts", found.drafts), ("favourites", found.favourites),
            ("in the trash", found.trashed),
            *((f"kind {kind}", count) for kind, count in found.kinds.items()),
        )
    )  # fmt: skip


def _exported(found: ProjectExported) -> RenderableType:
    return Text(f"{found.path}: {_size(found.bytes)}")


def _instruction_rows(found: InstructionList) -> RenderableType:
    rows = (
        (each.id, each.scope, each.priority, "" if each.enabled else Text("off", style="yellow"),
         each.kinds or "", short(each.text, 80))
        for each in found.instructions
    )  # fmt: skip
    columns = ("instruction", "scope", "priority", "", "kinds", "text")
    return table(columns, rows, empty="No instructions here.")


def _applicable(found: InstructionsApplicable) -> RenderableType:
    if not found.style:
        return _instruction_rows(found)
    return Group(_instruction_rows(found), Text("style guide:", style="dim"), Text(found.style))


def _instruction(each: Instruction) -> RenderableType:
    return card(
        (
            ("instruction", each.id), ("scope", each.scope), ("project", each.project_id),
            ("asset", each.asset_id), ("text", each.text), ("priority", each.priority),
            ("state", "on" if each.enabled else "off"), ("kinds", each.kinds),
            ("made", when(each.created_at)),
        )
    )  # fmt: skip


def _state(each: Draft) -> Text:
    return Text(each.state, style=_DRAFT_COLOURS[each.state])


def _drafts(found: DraftList) -> RenderableType:
    rows = (
        (each.asset_id, short(each.asset_name, 30), f"v{each.number:03d}",
         "●" if each.current else "", _state(each), each.score, short("; ".join(each.feedback), 50))
        for each in found.drafts
    )  # fmt: skip
    return table(
        ("asset", "name", "draft", "", "state", "score", "feedback"), rows,
        empty='No drafts to decide on. Make some: ll3m draft make "a red armchair"',
    )  # fmt: skip


def _draft(each: Draft) -> RenderableType:
    return card(
        (
            ("asset", f"{each.asset_id}  {each.asset_name}"),
            ("draft", f"v{each.number:03d}" + (", current" if each.current else "")),
            ("state", _state(each)), ("made together", each.group), ("prompt", each.prompt),
            ("feedback", each.feedback), ("score", each.score), ("made", when(each.created_at)),
            ("preview", each.preview), ("folder", each.folder),
        )
    )  # fmt: skip


def _sheet(found: DraftSheet) -> RenderableType:
    shown = ", ".join(f"v{number:03d}" for number in found.numbers)
    return Text(f"{found.path}\n{found.width} × {found.height} px: {shown}")


def _check(found: LibraryReport) -> RenderableType:
    verdict = Text("sound", style="green") if found.ok else Text("not sound", style="red")
    counts = f"  {found.assets} assets, {found.versions} versions, {found.files} files"
    line = Text.assemble(verdict, counts)
    rows = (
        (Text("mended", style="green") if each.repaired else Text("open", style="yellow"),
         each.rule, each.place, each.what, each.advice)
        for each in found.problems
    )  # fmt: skip
    if not found.problems:
        return line
    return Group(table(("", "rule", "where", "what", "advice"), rows), line)


#: Result model -> what is printed for it.
SHAPES: dict[type[Model], Callable[[Any], RenderableType]] = {
    AssetFacets: _facets, AssetPurged: _purged, Draft: _draft, DraftList: _drafts,
    DraftSheet: _sheet, Instruction: _instruction, InstructionList: _instruction_rows,
    InstructionsApplicable: _applicable, LibraryReport: _check, LibraryTrashEmptied: _emptied,
    Project: _project, ProjectExported: _exported, ProjectList: _projects, ProjectStats: _stats,
}  # fmt: skip
