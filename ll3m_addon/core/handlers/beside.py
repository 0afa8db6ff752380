# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers for versions beside each other, beside the scene, and for their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.asset import Asset, AssetDuplicateRequest, AssetEditRequest
from ....bridge.contract.beside import (
    PartList,
    VersionAssetRequest,
    VersionBranchRequest,
    VersionCompareRequest,
    VersionDetached,
    VersionDifference,
    VersionEditPartsRequest,
    VersionPublished,
    VersionPublishRequest,
    VersionPulled,
    VersionRequest,
    VersionShown,
    VersionUnpublished,
)
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import InvalidRequest, NoScene
from ..cancel import CancelToken
from ..differences import difference
from ..part_notes import merged, notes_key, part_list
from ..seams import Host, Placement

if TYPE_CHECKING:
    from ....bridge.contract.version import Version
    from ..app import App


def _host(app: App) -> Host:
    if app.host is None or not app.host.has_scene:
        raise NoScene("This needs an open Blender scene, and this instance has none.")
    return app.host


def _placement(app: App, asset_id: str, number: int | None) -> Placement:
    version, folder = app.library.version(asset_id, number)
    return Placement(version, folder, app.library.asset(asset_id).name)


def _pair(app: App, request: VersionCompareRequest) -> tuple[Placement, Placement]:
    other_id = request.other_asset_id or request.asset_id
    if (other_id, request.other) == (request.asset_id, request.number):
        raise InvalidRequest("A version is not compared with itself.")
    one = _placement(app, request.asset_id, request.number)
    return one, _placement(app, other_id, request.other)


def compare(app: App, request: VersionCompareRequest, caller: Caller) -> VersionDifference:
    """What differs."""
    one, other = _pair(app, request)
    return difference(one.version, other.version)


def show_beside(app: App, request: VersionCompareRequest, caller: Caller) -> VersionShown:
    """Show both."""
    one, other = _pair(app, request)
    _host(app).versions.show_beside(one, other)
    return VersionShown(asset_id=request.asset_id, numbers=[request.number, request.other])


def show_alone(app: App, request: VersionAssetRequest, caller: Caller) -> VersionShown:
    """Show one again."""
    numbers = _host(app).versions.show_alone(request.asset_id)
    return VersionShown(asset_id=request.asset_id, numbers=numbers)


def branch(app: App, request: VersionBranchRequest, caller: Caller) -> Asset:
    """A new asset with a copy of the version, which says where it came from."""
    version, _ = app.library.version(request.asset_id, request.number)
    name = request.name or f"{app.library.asset(request.asset_id).name} branch"
    assets = app.library.desk.assets
    made = assets.duplicate(
        AssetDuplicateRequest(asset_id=request.asset_id, name=name, number=version.number)
    )
    origin = {"branched_from": {"asset_id": request.asset_id, "number": version.number}}
    made = assets.edit(AssetEditRequest(asset_id=made.id, metadata=origin))
    if request.place and app.host is not None and app.host.has_scene:
        app.host.versions.pull(_placement(app, made.id, None))
    return made


def pull(app: App, request: VersionRequest, caller: Caller) -> VersionPulled:
    """Bring it into the scene; the asset's current version stays what it is."""
    placement = _placement(app, request.asset_id, request.number)
    collection, added = _host(app).versions.pull(placement)
    return VersionPulled(
        asset_id=request.asset_id,
        number=placement.version.number,
        collection=collection,
        added=added,
    )


def detach(app: App, request: VersionRequest, caller: Caller) -> VersionDetached:
    """Let go of what lies in the scene; the library keeps its version."""
    number = request.number or app.library.asset(request.asset_id).current
    names, objects = _host(app).versions.detach(request.asset_id, number)
    return VersionDetached(
        asset_id=request.asset_id, number=number, collections=names, objects=objects
    )


def publish(app: App, request: VersionPublishRequest, caller: Caller) -> VersionPublished:
    """Write it for the Asset Browser."""
    return app.remaker.publish(request, CancelToken())


def unpublish(app: App, request: VersionAssetRequest, caller: Caller) -> VersionUnpublished:
    """Take it out; its versions stay."""
    app.library.asset(request.asset_id)
    removed = app.remaker.unpublish(request.asset_id)
    return VersionUnpublished(asset_id=request.asset_id, removed=removed)


# ---------------------------------------------------------------- parts


def _lineage(app: App, version: Version) -> list[int]:
    """The version's number and those of its ancestors, youngest first."""
    parents = {row.number: row.parent for row in app.library.versions(version.asset_id)}
    found: list[int] = []
    at: int | None = version.number
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return found


def parts(app: App, request: VersionRequest, caller: Caller) -> PartList:
    """Measured, and said by the user."""
    version, _ = app.library.version(request.asset_id, request.number)
    return part_list(app.library.asset(request.asset_id), version, _lineage(app, version))


def edit_parts(app: App, request: VersionEditPartsRequest, caller: Caller) -> PartList:
    """Keep what is said with the asset, and on the objects where they lie in the scene."""
    version, _ = app.library.version(request.asset_id, request.number)
    asset, lineage = app.library.asset(request.asset_id), _lineage(app, version)
    notes = merged(asset, version, lineage, request.parts)
    change = AssetEditRequest(asset_id=asset.id, metadata={notes_key(version.number): notes})
    asset = app.library.desk.assets.edit(change)
    if app.host is not None and app.host.has_scene:
        app.host.versions.edit_parts(asset.id, version.number, request.parts)
    return part_list(asset, version, lineage)
