# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to the library's desk: what the library answers in the contract's own words.

``seams.Library`` holds what the making of versions needs; here stands what users ask of
assets, projects, instructions and drafts. One method per operation, named by its verb.
Any of them may raise ``LibraryError``, and ``NotFound`` for an id that is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ...bridge.contract.asset import (
    Asset,
    AssetDuplicateRequest,
    AssetEditRequest,
    AssetFacets,
    AssetFacetsRequest,
    AssetList,
    AssetPurged,
    AssetSearchRequest,
)
from ...bridge.contract.draft import (
    Draft,
    DraftDecideRequest,
    DraftFeedbackRequest,
    DraftList,
    DraftListRequest,
    DraftSheet,
    DraftSheetRequest,
)
from ...bridge.contract.instruction import (
    Instruction,
    InstructionApplicableRequest,
    InstructionCreateRequest,
    InstructionEditRequest,
    InstructionIdRequest,
    InstructionList,
    InstructionListRequest,
    InstructionsApplicable,
)
from ...bridge.contract.library import LibraryEmptyTrashRequest, LibraryTrashEmptied
from ...bridge.contract.project import (
    Project,
    ProjectCreateRequest,
    ProjectDeleted,
    ProjectDeleteRequest,
    ProjectDuplicateRequest,
    ProjectEditRequest,
    ProjectExported,
    ProjectExportRequest,
    ProjectImportRequest,
    ProjectList,
    ProjectStats,
)
from ...bridge.contract.version import VersionEditRequest, VersionRow

__all__ = ["AssetDesk", "Desk", "DraftDesk", "InstructionDesk", "ProjectDesk"]


class AssetDesk(Protocol):
    """Finding, describing, copying and removing assets."""

    def search(self, request: AssetSearchRequest) -> AssetList:
        """A page of what is asked for; raises ``InvalidRequest`` for another search's cursor."""
        ...

    def facets(self, request: AssetFacetsRequest) -> AssetFacets:
        """Counts by kind, project and tag."""
        ...

    def get(self, asset_id: str) -> Asset:
        """One asset with its notes."""
        ...

    def edit(self, request: AssetEditRequest) -> Asset:
        """Change what is said of an asset."""
        ...

    def edit_version(self, request: VersionEditRequest) -> VersionRow:
        """Change what is said of a version."""
        ...

    def duplicate(self, request: AssetDuplicateRequest) -> Asset:
        """Copy an asset, whole or not at all."""
        ...

    def purge(self, asset_id: str) -> AssetPurged:
        """Remove for good; ``Conflict`` unless it lies in the trash."""
        ...

    def empty_trash(self, request: LibraryEmptyTrashRequest) -> LibraryTrashEmptied:
        """Remove for good what lies in the trash."""
        ...


class ProjectDesk(Protocol):
    """Projects."""

    def list(self) -> ProjectList:
        """All of them."""
        ...

    def get(self, project_id: str) -> Project:
        """One of them."""
        ...

    def create(self, request: ProjectCreateRequest) -> Project:
        """Make one."""
        ...

    def edit(self, request: ProjectEditRequest) -> Project:
        """Change one."""
        ...

    def duplicate(self, request: ProjectDuplicateRequest) -> Project:
        """Copy one with its assets."""
        ...

    def delete(self, request: ProjectDeleteRequest) -> ProjectDeleted:
        """Remove one; ``Conflict`` if it is the default one or holds assets."""
        ...

    def export(self, request: ProjectExportRequest) -> ProjectExported:
        """Write one file; ``Conflict`` if it is there already."""
        ...

    def import_file(self, request: ProjectImportRequest) -> Project:
        """Read one file; ``InvalidRequest`` if it is no exported project."""
        ...

    def stats(self, project_id: str) -> ProjectStats:
        """Counts."""
        ...

    def style(self, project_id: str) -> str:
        """The style guide as a request tells it; empty if there is none."""
        ...


class InstructionDesk(Protocol):
    """Instructions."""

    def list(self, request: InstructionListRequest) -> InstructionList:
        """Those of one scope."""
        ...

    def get(self, request: InstructionIdRequest) -> Instruction:
        """One of them."""
        ...

    def create(self, request: InstructionCreateRequest) -> Instruction:
        """Add one."""
        ...

    def edit(self, request: InstructionEditRequest) -> Instruction:
        """Change one."""
        ...

    def delete(self, request: InstructionIdRequest) -> Instruction:
        """Remove one."""
        ...

    def applicable(self, request: InstructionApplicableRequest) -> InstructionsApplicable:
        """What goes with a request, in order."""
        ...

    def texts(self, project_id: str, asset_id: str | None, kind: str) -> tuple[str, ...]:
        """The standing texts of a request, style guide included, in order; later ones win."""
        ...


class DraftDesk(Protocol):
    """Drafts."""

    def list(self, request: DraftListRequest) -> DraftList:
        """A page of drafts."""
        ...

    def get(self, asset_id: str, number: int) -> Draft:
        """One draft; ``Conflict`` if the version is none."""
        ...

    def open(self, asset_id: str, numbers: Sequence[int], group: str) -> None:
        """Say that these versions are drafts that were made together."""
        ...

    def feedback(self, request: DraftFeedbackRequest) -> Draft:
        """Keep what is said of a draft."""
        ...

    def decide(self, request: DraftDecideRequest) -> DraftList:
        """Select, reject, reopen; ``Conflict`` for two choices in one group."""
        ...

    def sheet(self, request: DraftSheetRequest) -> DraftSheet:
        """Draw a contact sheet; ``Conflict`` if no draft has a preview."""
        ...


class Desk(Protocol):
    """What the library answers in the contract's own words."""

    @property
    def assets(self) -> AssetDesk:
        """Assets."""
        ...

    @property
    def projects(self) -> ProjectDesk:
        """Projects."""
        ...

    @property
    def instructions(self) -> InstructionDesk:
        """Instructions."""
        ...

    @property
    def drafts(self) -> DraftDesk:
        """Drafts."""
        ...
