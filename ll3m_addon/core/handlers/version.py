# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``version``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.version import (
    VersionActivateRequest,
    VersionDetail,
    VersionEditRequest,
    VersionExportRequest,
    VersionExportResult,
    VersionGetRequest,
    VersionList,
    VersionListRequest,
    VersionPicture,
    VersionRenderRequest,
    VersionRow,
)
from ..cancel import CancelToken
from ..seams import Placement

if TYPE_CHECKING:
    from ..app import App


def list_(app: App, request: VersionListRequest, caller: Caller) -> VersionList:
    """All versions, oldest first."""
    rows = app.library.versions(request.asset_id)
    return VersionList(asset_id=request.asset_id, versions=list(rows))


def get(app: App, request: VersionGetRequest, caller: Caller) -> VersionDetail:
    """One version, whole."""
    version, folder = app.library.version(request.asset_id, request.number)
    current = app.library.asset(request.asset_id).current == version.number
    return VersionDetail(version=version, folder=str(folder), current=current)


def activate(app: App, request: VersionActivateRequest, caller: Caller) -> VersionDetail:
    """Make it current; show it in the scene, bringing it there if the scene lacks it."""
    version, folder = app.library.version(request.asset_id, request.number)
    asset = app.library.asset(request.asset_id)
    host = app.host
    if host is not None and host.has_scene and not host.activate(asset.id, version.number):
        host.place(Placement(version, folder, asset.name), CancelToken())
    app.library.set_current(asset.id, version.number)
    return VersionDetail(version=version, folder=str(folder), current=True)


def edit(app: App, request: VersionEditRequest, caller: Caller) -> VersionRow:
    """Name it, note something on it."""
    return app.library.desk.assets.edit_version(request)


def export(app: App, request: VersionExportRequest, caller: Caller) -> VersionExportResult:
    """Write further formats."""
    return app.maker.export(request, CancelToken())


def render(app: App, request: VersionRenderRequest, caller: Caller) -> VersionPicture:
    """Draw a picture of it."""
    return app.maker.render(request, CancelToken())
