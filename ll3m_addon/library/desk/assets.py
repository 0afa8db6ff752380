# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of assets: find, describe, copy, remove for good."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from ....bridge.contract.asset import (
    Asset,
    AssetDuplicateRequest,
    AssetEditRequest,
    AssetFacets,
    AssetFacetsRequest,
    AssetList,
    AssetPurged,
    AssetSearchRequest,
)
from ....bridge.contract.errors import Conflict, NotFound
from ....bridge.contract.library import LibraryEmptyTrashRequest, LibraryTrashEmptied
from ....bridge.contract.version import VersionEditRequest, VersionRow
from ..access import Access
from ..edits import AssetChanges, Edits
from ..files import move_folder, remove_tree, sync_folder
from ..index import Index, to_asset, to_rows
from ..moving import move
from ..projects import Projects
from ..search import Search, facets, find
from ..transfer import Transfer

__all__ = ["AssetDesk"]

_log = logging.getLogger(__name__)


class AssetDesk:
    """Implements ``core.library_seam.AssetDesk``."""

    def __init__(
        self, access: Access, edits: Edits, projects: Projects, transfer: Transfer
    ) -> None:
        self._access = access
        self._edits = edits
        self._projects = projects
        self._transfer = transfer

    def search(self, request: AssetSearchRequest) -> AssetList:
        """A page of what is asked for; raises ``InvalidRequest`` for another search's cursor."""
        search = Search.model_validate(request.model_dump())
        assets, cursor = self._page(search)
        return AssetList(assets=assets, next_cursor=cursor)

    def _page(self, search: Search) -> tuple[list[Asset], str | None]:
        def ask(index: Index) -> tuple[list[Asset], str | None]:
            rows, cursor = find(index, search)
            return [to_asset(row, self._access.root) for row in rows], cursor

        return self._access.query("search", ask)

    def facets(self, request: AssetFacetsRequest) -> AssetFacets:
        """Counts by kind, project and tag."""
        found = self._access.query(
            "count", lambda index: facets(index, trashed=request.trashed, limit=request.limit)
        )
        return AssetFacets(kinds=found["kind"], projects=found["project"], tags=found["tag"])

    def get(self, asset_id: str) -> Asset:
        """One asset with its notes; raises ``NotFound``."""
        notes = self._access.query("read an asset", lambda index: index.notes(asset_id))
        return self._access.asset(asset_id).model_copy(update={"notes": notes})

    def edit(self, request: AssetEditRequest) -> Asset:
        """Change what is said of an asset; raises ``NotFound`` for it or its new project."""
        if request.project_id is not None:
            self._projects.get(request.project_id)
        changes = AssetChanges.model_validate(request.model_dump(exclude={"asset_id"}))
        self._edits.change(request.asset_id, changes)
        return self.get(request.asset_id)

    def edit_version(self, request: VersionEditRequest) -> VersionRow:
        """Name a version or note something on it; raises ``NotFound``."""
        asset_id, number = request.asset_id, request.number
        self._edits.describe_version(asset_id, number, name=request.name, notes=request.notes)
        rows = self._access.query("list versions", lambda index: index.versions(asset_id))
        found = to_rows(rows, self._access.row(asset_id), self._access.root)
        return next(row for row in found if row.number == number)

    def duplicate(self, request: AssetDuplicateRequest) -> Asset:
        """Copy an asset, whole or not at all; raises ``NotFound``."""
        if request.project_id is not None:
            self._projects.get(request.project_id)
        made = self._transfer.duplicate_asset(
            request.asset_id,
            name=request.name,
            project_id=request.project_id,
            number=request.number,
        )
        return self.get(made)

    def purge(self, asset_id: str) -> AssetPurged:
        """Remove for good; ``NotFound``, ``Conflict`` unless it lies in the trash.

        The folder leaves the trash by one rename, so that a kill leaves all of it or nothing.
        """
        row = self._access.row(asset_id)

        def remove() -> None:
            store = self._access.store
            with self._access.changing(asset_id):
                folder, record = self._access.find(asset_id)
                if folder.parent != store.trash:
                    raise Conflict(
                        f"The asset {record.name!r} does not lie in the trash.",
                        advice="Delete it first, which moves it there.",
                        asset_id=asset_id,
                    )
                leaving = store.new_staging()
                move_folder(folder, leaving / folder.name)
                sync_folder(store.trash)
                self._access.reindex(asset_id)
                remove_tree(leaving)

        self._access.run("remove an asset for good", remove)
        _log.info("Removed the asset %s for good", asset_id)
        return AssetPurged(
            asset_id=asset_id, name=row["name"], versions=row["versions"], bytes=row["bytes"]
        )

    def throw_away(self, project_id: str) -> int:
        """Move a project's assets to the trash and into the default project; return how many."""
        there = self._all(Search(project_id=project_id, limit=1000))
        for asset in there:
            move(self._access, asset.id, to_trash=True)
        joins = AssetChanges(project_id="default")
        for asset in (*there, *self.trashed(project_id)):
            self._edits.change(asset.id, joins)
        return len(there)

    def trashed(self, project_id: str | None = None) -> list[Asset]:
        """All that lies in the trash, oldest first."""
        return self._all(Search(trashed=True, project_id=project_id, limit=1000))

    def _all(self, search: Search) -> list[Asset]:
        found: list[Asset] = []
        while True:
            assets, cursor = self._page(search)
            found += assets
            if cursor is None:
                return found[::-1]
            search = search.model_copy(update={"cursor": cursor})

    def empty_trash(self, request: LibraryEmptyTrashRequest) -> LibraryTrashEmptied:
        """Remove for good what lies in the trash; what was restored meanwhile stays."""
        before = datetime.now(UTC) - timedelta(days=request.older_than)
        limit = before.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        count = size = 0
        for asset in self.trashed(request.project_id):
            if request.older_than and (asset.trashed_at or "") >= limit:
                continue
            try:
                gone = self.purge(asset.id)
            except (Conflict, NotFound) as error:
                _log.info("Left %s alone: %s", asset.id, error)
                continue
            count += 1
            size += gone.bytes
        return LibraryTrashEmptied(assets=count, bytes=size)
