# SPDX-License-Identifier: GPL-3.0-or-later
"""What users say of assets and versions: names, tags, notes, favourites, and drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...bridge.contract.asset import Name
from ...bridge.contract.errors import Conflict
from .access import Access
from .records import AssetRecord, Mark, version_numbers, write_record

__all__ = ["AssetChanges", "Edits", "clean_tags"]

Decision = Literal["open", "selected", "rejected"]


class AssetChanges(BaseModel):
    """What to change about an asset; None leaves it as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    tags: list[str] | None = Field(default=None, max_length=50, description="All tags anew")
    add_tags: list[str] = Field(default=[], max_length=50)
    remove_tags: list[str] = Field(default=[], max_length=50)
    notes: str | None = Field(default=None, max_length=100_000)
    favourite: bool | None = None
    project_id: str | None = Field(default=None, pattern=r"^[a-z0-9_-]{1,64}$")
    metadata: dict[str, Any] | None = Field(
        default=None, description="Keys to set; a value of None removes its key"
    )


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags without outer spaces, empty ones and repetitions in other case; the first stays."""
    found: dict[str, str] = {}
    for tag in tags:
        if tag.strip():
            found.setdefault(tag.strip().casefold(), tag.strip())
    return list(found.values())


class Edits:
    """Changes to what stands in ``asset.json``. Thread-safe; any call may raise ``LibraryError``."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def record(self, asset_id: str) -> AssetRecord:
        """All that ``asset.json`` says; raises ``NotFound``."""
        return self._access.run("read an asset", lambda: self._access.find(asset_id)[1])

    def change(self, asset_id: str, changes: AssetChanges) -> AssetRecord:
        """Change an asset; raises ``NotFound``. Its folder keeps its name, since files link there."""

        def edit(record: AssetRecord) -> dict[str, Any]:
            plain = ("name", "notes", "favourite", "project_id")
            new: dict[str, Any] = {
                field: value for field in plain if (value := getattr(changes, field)) is not None
            }
            tags = record.tags if changes.tags is None else changes.tags
            gone = {tag.strip().casefold() for tag in changes.remove_tags}
            kept = [tag for tag in tags if tag.strip().casefold() not in gone]
            new["tags"] = clean_tags([*kept, *changes.add_tags])
            if changes.metadata is not None:
                merged = record.metadata | changes.metadata
                new["metadata"] = {key: value for key, value in merged.items() if value is not None}
            return new

        return self._edit(asset_id, edit)

    def change_all(self, asset_ids: Iterable[str], changes: AssetChanges) -> list[AssetRecord]:
        """The same change to many assets, each whole; stops at the first that fails."""
        return [self.change(asset_id, changes) for asset_id in asset_ids]

    def describe_version(
        self, asset_id: str, number: int, *, name: str | None = None, notes: str | None = None
    ) -> Mark:
        """Name a version or note something on it; raises ``NotFound``."""
        changes = {"name": name, "notes": notes}
        return self._mark(
            asset_id, [number], {key: value for key, value in changes.items() if value is not None}
        )[0]

    # ---- drafts

    def make_drafts(self, asset_id: str, numbers: Iterable[int], group: str) -> list[Mark]:
        """Say that these versions are candidates of one ``group``, still to be decided on."""
        return self._mark(asset_id, list(numbers), {"draft": "open", "group": group})

    def drafts(
        self, asset_id: str, *, group: str | None = None, state: Decision | None = None
    ) -> dict[int, Mark]:
        """Drafts by version number; raises ``NotFound``."""
        return {
            number: mark
            for number, mark in sorted(self.record(asset_id).marks.items())
            if mark.draft is not None
            and (group is None or mark.group == group)
            and (state is None or mark.draft == state)
        }

    def decide(self, asset_id: str, decisions: dict[int, Decision]) -> AssetRecord:
        """Select, reject or reopen drafts, all at once; a selected one becomes current.

        Raises:
            NotFound: no asset or version is that.
            Conflict: a version is no draft, or two are to be selected in one group.
        """

        def edit(record: AssetRecord) -> dict[str, Any]:
            marks = dict(record.marks)
            selected: dict[str, int] = {}
            for number, decision in decisions.items():
                mark = marks.get(number)
                if mark is None or mark.draft is None:
                    raise Conflict(f"Version {number} is no draft.", number=number)
                if decision == "selected" and selected.setdefault(mark.group, number) != number:
                    raise Conflict(
                        f"Versions {selected[mark.group]} and {number} are drafts of one group.",
                        advice="Select one of them.",
                    )
                marks[number] = mark.model_copy(update={"draft": decision})
            for number, mark in record.marks.items():
                # Another choice takes the place of the one before.
                other = mark.draft == "selected" and number not in decisions
                if other and mark.group in selected:
                    marks[number] = mark.model_copy(update={"draft": "open"})
            current = list(selected.values())[-1] if selected else record.current
            return {"marks": marks, "current": current}

        return self._edit(asset_id, edit, versions=list(decisions))

    def comment(self, asset_id: str, number: int, text: str) -> Mark:
        """Add feedback to a version; raises ``NotFound``."""

        def edit(record: AssetRecord) -> dict[str, Any]:
            mark = record.marks.get(number) or Mark()
            mark = mark.model_copy(update={"feedback": [*mark.feedback, text]})
            return {"marks": record.marks | {number: mark}}

        return self._edit(asset_id, edit, versions=[number]).marks[number]

    # ---- inner life

    def _mark(self, asset_id: str, numbers: list[int], changes: dict[str, Any]) -> list[Mark]:
        def edit(record: AssetRecord) -> dict[str, Any]:
            marks = dict(record.marks)
            for number in numbers:
                marks[number] = (marks.get(number) or Mark()).model_copy(update=changes)
            return {"marks": marks}

        record = self._edit(asset_id, edit, versions=numbers)
        return [record.marks[number] for number in numbers]

    def _edit(
        self, asset_id: str, edit: Callable[[AssetRecord], dict[str, Any]], *,
        versions: Iterable[int] = (),
    ) -> AssetRecord:  # fmt: skip
        def change() -> AssetRecord:
            with self._access.changing(asset_id):
                folder, record = self._access.find(asset_id)
                for number in versions:
                    self._access.version_folder(folder, asset_id, number)
                new = edit(record)
                known = set(version_numbers(folder))
                if "marks" in new:  # those of versions removed by hand go
                    new["marks"] = {n: mark for n, mark in new["marks"].items() if n in known}
                record = self._access.store.updated(record, **new)
                write_record(folder, record)
                self._access.keep(folder, record, [])
                return record

        return self._access.run("change an asset", change)
