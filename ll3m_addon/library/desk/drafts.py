# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of drafts: which there are, what becomes of them, a picture of all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from ....bridge.contract.draft import (
    Draft,
    DraftDecideRequest,
    DraftDecision,
    DraftFeedbackRequest,
    DraftList,
    DraftListRequest,
    DraftSheet,
    DraftSheetRequest,
    DraftState,
)
from ....bridge.contract.errors import Conflict, NotFound
from ..access import Access
from ..edits import Decision, Edits
from ..files import write_atomic
from ..index import Index, to_asset, to_rows
from ..records import Mark
from ..search import Search, find
from ..sheet import Cell, draw_sheet

__all__ = ["DraftDesk"]

_STATES: dict[str, Decision] = {"select": "selected", "reject": "rejected", "reopen": "open"}
#: Beside ``asset.json``: it is drawn anew whenever it is asked for.
_SHEET = "drafts.png"


class DraftDesk:
    """Implements ``core.library_seam.DraftDesk``."""

    def __init__(self, access: Access, edits: Edits) -> None:
        self._access = access
        self._edits = edits

    def list(self, request: DraftListRequest) -> DraftList:
        """Drafts of an asset, or a page of those of all assets that have open ones."""
        if request.asset_id is not None:
            row = self._access.row(request.asset_id)
            if request.project_id is not None and row["project_id"] != request.project_id:
                return DraftList(drafts=[])
            return DraftList(drafts=self._of(row, request.group, request.state))
        search = Search(
            drafts=True if request.state in (None, "open") else None,
            project_id=request.project_id, limit=request.limit, cursor=request.cursor,
        )  # fmt: skip
        rows, cursor = self._access.query("list drafts", lambda index: find(index, search))
        state = request.state or "open"
        found = [draft for row in rows for draft in self._of(row, request.group, state)]
        return DraftList(drafts=found, next_cursor=cursor)

    def get(self, asset_id: str, number: int) -> Draft:
        """One draft; raises ``NotFound``, and ``Conflict`` if the version is none."""
        row = self._access.row(asset_id)
        for draft in self._of(row, None, None):
            if draft.number == number:
                return draft
        numbers = [each["number"] for each in self._versions(asset_id)]
        if number not in numbers:
            raise NotFound(
                f"The asset {asset_id} has no version {number}.", asset_id=asset_id, number=number
            )
        raise Conflict(f"Version {number} is no draft.", number=number)

    def open(self, asset_id: str, numbers: Sequence[int], group: str) -> None:
        """Say that these versions are drafts that were made together; raises ``NotFound``."""
        self._edits.make_drafts(asset_id, numbers, group)

    def feedback(self, request: DraftFeedbackRequest) -> Draft:
        """Keep what is said of a draft; raises ``NotFound``, ``Conflict``."""
        self.get(request.asset_id, request.number)
        self._edits.comment(request.asset_id, request.number, request.text)
        return self.get(request.asset_id, request.number)

    def decide(self, request: DraftDecideRequest) -> DraftList:
        """Select, reject, reopen: all drafts of one asset at once; then keep the feedback.

        Raises:
            NotFound: no asset or version is that.
            Conflict: a version is no draft, is named twice, or two of one group are selected.
        """
        wanted: dict[str, dict[int, DraftDecision]] = {}
        for each in request.decisions:
            of_asset = wanted.setdefault(each.asset_id, {})
            if each.number in of_asset:
                raise Conflict(f"Version {each.number} is named twice.", number=each.number)
            self.get(each.asset_id, each.number)  # so that nothing is done if one is wrong
            of_asset[each.number] = each
        for asset_id, of_asset in wanted.items():
            states: dict[int, Decision] = {
                number: _STATES[each.action] for number, each in of_asset.items()
            }
            self._edits.decide(asset_id, states)
            for number, each in of_asset.items():
                if each.feedback:
                    self._edits.comment(asset_id, number, each.feedback)
        return DraftList(
            drafts=[self.get(each.asset_id, each.number) for each in request.decisions]
        )

    def sheet(self, request: DraftSheetRequest) -> DraftSheet:
        """Draw the drafts' previews side by side; raises ``NotFound``, ``Conflict``."""
        row = self._access.row(request.asset_id)
        drafts = [each for each in self._of(row, request.group, request.state) if each.preview]
        if not drafts:
            raise Conflict(
                "There is no draft with a preview to show.",
                advice="Make drafts with a preview: `draft.make`.",
                asset_id=request.asset_id,
            )
        cells = [Cell(each.preview or "", f"v{each.number:03d}", each.state) for each in drafts]

        def draw() -> DraftSheet:
            folder = self._access.root / row["place"]
            drawn = draw_sheet(cells, request.edge)
            write_atomic(folder / _SHEET, drawn.data)
            return DraftSheet(
                asset_id=request.asset_id, path=str(folder / _SHEET),
                numbers=[each.number for each in drafts], columns=drawn.columns,
                width=drawn.width, height=drawn.height,
            )  # fmt: skip

        return self._access.run("draw a contact sheet", draw)

    # ---- inner life

    def _versions(self, asset_id: str) -> Sequence[sqlite3.Row]:
        def ask(index: Index) -> Sequence[sqlite3.Row]:
            return index.versions(asset_id)

        return self._access.query("list versions", ask)

    def _of(self, row: sqlite3.Row, group: str | None, state: DraftState | None) -> list[Draft]:
        """An asset's drafts from the index, by number."""
        marks = {int(n): Mark.model_validate(each) for n, each in json.loads(row["marks"]).items()}
        wanted = {
            number: mark for number, mark in marks.items()
            if mark.draft is not None
            and group in (None, mark.group)
            and state in (None, mark.draft)
        }  # fmt: skip
        if not wanted:
            return []
        root = self._access.root
        asset = to_asset(row, root)
        versions = self._versions(asset.id)
        previews = {each["number"]: each["preview"] for each in versions}
        return [
            Draft(
                asset_id=asset.id, asset_name=asset.name, number=each.number,
                state=wanted[each.number].draft or "open", group=wanted[each.number].group,
                feedback=wanted[each.number].feedback, name=wanted[each.number].name,
                notes=wanted[each.number].notes, prompt=asset.prompt,
                created_at=each.created_at, score=each.score, current=each.current,
                preview=str(root / row["place"] / preview)
                if (preview := previews[each.number]) else None,
                folder=each.folder,
            )
            for each in to_rows(versions, row, root)
            if each.number in wanted
        ]  # fmt: skip
