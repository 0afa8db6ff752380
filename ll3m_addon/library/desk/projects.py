# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of projects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....bridge.contract.errors import Conflict, InvalidRequest, NotFound
from ....bridge.contract.project import (
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
from .. import projects as kept
from ..errors import library_errors
from ..style import style_guide, style_text
from ..transfer import Transfer

if TYPE_CHECKING:
    from .assets import AssetDesk

__all__ = ["ProjectDesk"]


def _to_contract(project: kept.Project) -> Project:
    return Project(
        id=project.id, name=project.name, description=project.description,
        style_guide=style_guide(project.style_guide), instructions=len(project.instructions),
        created_at=project.created_at, updated_at=project.updated_at, metadata=project.metadata,
    )  # fmt: skip


class ProjectDesk:
    """Implements ``core.library_seam.ProjectDesk``."""

    def __init__(self, projects: kept.Projects, transfer: Transfer, assets: AssetDesk) -> None:
        self._projects = projects
        self._transfer = transfer
        self._assets = assets

    def list(self) -> ProjectList:
        """All projects by name, the default one first."""
        return ProjectList(projects=[_to_contract(each) for each in self._projects.list()])

    def get(self, project_id: str) -> Project:
        """One project; raises ``NotFound``. The default one is always there."""
        return _to_contract(self._projects.get(project_id))

    def create(self, request: ProjectCreateRequest) -> Project:
        """Make a project."""
        fields = request.model_dump(mode="json", exclude={"name"})
        fields["style_guide"] = _told(fields["style_guide"])
        return _to_contract(self._projects.create(request.name, **fields))

    def edit(self, request: ProjectEditRequest) -> Project:
        """Change a project; raises ``NotFound``."""

        def change(old: kept.Project) -> dict[str, Any]:
            new: dict[str, Any] = {
                field: value
                for field in ("name", "description")
                if (value := getattr(request, field)) is not None
            }
            if request.style_guide is not None:
                new["style_guide"] = _told(request.style_guide.model_dump(mode="json"))
            if request.metadata is not None:
                merged = old.metadata | request.metadata
                new["metadata"] = {key: value for key, value in merged.items() if value is not None}
            return new

        return _to_contract(self._projects.edit(request.project_id, change))

    def duplicate(self, request: ProjectDuplicateRequest) -> Project:
        """Copy a project with its assets; raises ``NotFound``."""
        old = self._projects.get(request.project_id)
        name = request.name or f"{old.name[:195]} copy"
        return _to_contract(self._transfer.duplicate(old.id, name))

    def delete(self, request: ProjectDeleteRequest) -> ProjectDeleted:
        """Remove a project.

        With ``assets``, its assets go to the trash and join the default project there.

        Raises:
            NotFound: there is none. Conflict: it is the default one, or holds assets.
        """
        project = self._projects.get(request.project_id)
        moved = 0
        if request.assets and project.id != "default":
            moved = self._assets.throw_away(project.id)
        self._projects.delete(project.id)
        return ProjectDeleted(project_id=project.id, name=project.name, assets=moved)

    def export(self, request: ProjectExportRequest) -> ProjectExported:
        """Write one file, whole or not at all; ``Conflict`` if it is there already."""
        path = _absolute(request.path)
        if path.exists() and not request.overwrite:
            raise Conflict(
                f"The file {path} is there already.", advice="Choose another name, or overwrite it."
            )
        if not path.parent.is_dir():
            raise InvalidRequest(f"The folder {path.parent} is not there.", field="path")
        self._transfer.export(request.project_id, path)
        with library_errors(f"look at {path} from", path.parent):
            size = path.stat().st_size
        return ProjectExported(project_id=request.project_id, path=str(path), bytes=size)

    def import_file(self, request: ProjectImportRequest) -> Project:
        """Read one file as a new project; ``NotFound``, ``InvalidRequest``."""
        path = _absolute(request.path)
        if not path.is_file():
            raise NotFound(f"There is no file {path}.")
        made = self._transfer.import_file(path)
        if request.name is not None:
            made = self._projects.update(made.id, name=request.name)
        return _to_contract(made)

    def stats(self, project_id: str) -> ProjectStats:
        """Counts; raises ``NotFound``."""
        return ProjectStats(project_id=project_id, **self._projects.stats(project_id).model_dump())

    def style(self, project_id: str) -> str:
        """The style guide as a request tells it; empty if there is none. Raises ``NotFound``."""
        return style_text(style_guide(self._projects.get(project_id).style_guide))


def _told(guide: dict[str, Any]) -> dict[str, Any]:
    """Only what says something, so that the file stays easy to read."""
    return {name: value for name, value in guide.items() if value}


def _absolute(text: str) -> Path:
    path = Path(text)
    if not path.is_absolute() or "\0" in text:
        raise InvalidRequest(f"The path {text!r} is not an absolute path.", field="path")
    return path
