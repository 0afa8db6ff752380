# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``project``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.project import (
    Project,
    ProjectCreateRequest,
    ProjectDeleted,
    ProjectDeleteRequest,
    ProjectDuplicateRequest,
    ProjectEditRequest,
    ProjectExported,
    ProjectExportRequest,
    ProjectIdRequest,
    ProjectImportRequest,
    ProjectList,
    ProjectStats,
)
from ....bridge.contract.system import Empty

if TYPE_CHECKING:
    from ..app import App


def list_(app: App, request: Empty, caller: Caller) -> ProjectList:
    """All projects."""
    return app.library.desk.projects.list()


def get(app: App, request: ProjectIdRequest, caller: Caller) -> Project:
    """One project."""
    return app.library.desk.projects.get(request.project_id)


def create(app: App, request: ProjectCreateRequest, caller: Caller) -> Project:
    """Make a project."""
    return app.library.desk.projects.create(request)


def edit(app: App, request: ProjectEditRequest, caller: Caller) -> Project:
    """Change a project."""
    return app.library.desk.projects.edit(request)


def duplicate(app: App, request: ProjectDuplicateRequest, caller: Caller) -> Project:
    """Copy a project with its assets."""
    return app.library.desk.projects.duplicate(request)


def delete(app: App, request: ProjectDeleteRequest, caller: Caller) -> ProjectDeleted:
    """Remove a project."""
    return app.library.desk.projects.delete(request)


def export(app: App, request: ProjectExportRequest, caller: Caller) -> ProjectExported:
    """Write one file."""
    return app.library.desk.projects.export(request)


def import_(app: App, request: ProjectImportRequest, caller: Caller) -> Project:
    """Read one file."""
    return app.library.desk.projects.import_file(request)


def stats(app: App, request: ProjectIdRequest, caller: Caller) -> ProjectStats:
    """What a project holds."""
    return app.library.desk.projects.stats(request.project_id)
