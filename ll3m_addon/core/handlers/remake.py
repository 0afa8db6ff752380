# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers for versions that are made without a model, and for presets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....bridge.contract.asset import AssetEditRequest
from ....bridge.contract.beside import VersionPushRequest
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Conflict, NoScene, NotFound
from ....bridge.contract.job import Job
from ....bridge.contract.remake import (
    ParameterList,
    Preset,
    PresetApplyRequest,
    PresetList,
    PresetListRequest,
    PresetRequest,
    PresetSaveRequest,
    VersionFixRequest,
    VersionMakeRequest,
    VersionParametersRequest,
    VersionPreviewed,
    VersionPreviewRequest,
    VersionSetParametersRequest,
)
from ..cancel import CancelToken
from ..parameters import read_parameters, set_parameters
from .job import start

if TYPE_CHECKING:
    from ....bridge.contract.asset import Asset
    from ..app import App

#: Presets lie in the asset's metadata, one key each, so that two doors never undo each other.
_KEY = "preset:"


def parameters(app: App, request: VersionParametersRequest, caller: Caller) -> ParameterList:
    """What can be set; nothing where no script makes the version."""
    version, _ = app.library.version(request.asset_id, request.number)
    scripted = version.kind == "python_model" and not version.metadata.get("source_outdated")
    found = read_parameters(version.source) if scripted else []
    return ParameterList(asset_id=request.asset_id, number=version.number, parameters=found)


def set_parameters_(app: App, request: VersionSetParametersRequest, caller: Caller) -> Job:
    """Queue the making of a version with other values; what does not fit is told at once."""
    version, _ = app.library.version(request.asset_id, request.number)
    set_parameters(version.source, request.values)
    title = f"set {', '.join(sorted(request.values))}"
    return _start(app, "version.set_parameters", request, title)


def preview(app: App, request: VersionPreviewRequest, caller: Caller) -> VersionPreviewed:
    """Show it in the scene."""
    return app.remaker.preview(request, CancelToken())


def make(app: App, request: VersionMakeRequest, caller: Caller) -> Job:
    """Queue the making of a version from an edited source."""
    return _start(app, "version.make", request, request.feedback or "edited source")


def fix(app: App, request: VersionFixRequest, caller: Caller) -> Job:
    """Queue repairs."""
    return _start(app, "version.fix", request, f"repair {', '.join(request.fixes)}".strip())


def push(app: App, request: VersionPushRequest, caller: Caller) -> Job:
    """Queue the saving of what was edited by hand."""
    if app.host is None or not app.host.has_scene:
        raise NoScene("version.push needs an open Blender scene, and this instance has none.")
    return _start(app, "version.push", request, "save edits by hand")


def _start(app: App, name: str, request: Any, what: str) -> Job:
    """Refuse at once what would only fail later, then queue the job."""
    asset = app.library.asset(request.asset_id)
    if asset.trashed_at:
        raise Conflict(f"{asset.name!r} lies in the trash.", advice="Restore it first.")
    app.library.version(request.asset_id, request.number)
    if request.place in ("append", "run") and (app.host is None or not app.host.has_scene):
        raise NoScene(
            f"place={request.place!r} needs an open Blender scene, and this instance has none."
        )
    title = f"{asset.name}: {what}"
    return start(app, name, request, title, asset_id=asset.id, project_id=asset.project_id)


# ---------------------------------------------------------------- presets


def save_preset(app: App, request: PresetSaveRequest, caller: Caller) -> PresetList:
    """Keep values under a name."""
    return _keep(app, request.asset_id, {_KEY + request.name: dict(request.values)})


def list_presets(app: App, request: PresetListRequest, caller: Caller) -> PresetList:
    """By name."""
    return _presets(app.library.asset(request.asset_id))


def delete_preset(app: App, request: PresetRequest, caller: Caller) -> PresetList:
    """Forget one; ``NotFound`` if there is none of that name."""
    _preset(app, request.asset_id, request.name)
    return _keep(app, request.asset_id, {_KEY + request.name: None})


def apply_preset(app: App, request: PresetApplyRequest, caller: Caller) -> Job:
    """Queue the making of a version with a preset's values, as far as its script has them."""
    preset = _preset(app, request.asset_id, request.name)
    version, _ = app.library.version(request.asset_id, request.number)
    known = {each.name for each in read_parameters(version.source)}
    values = {name: value for name, value in preset.values.items() if name in known}
    if not values:
        raise Conflict(f"Version {version.number} has none of the parameters of {preset.name!r}.")
    fields = request.model_dump(exclude={"name"}) | {"values": values}
    again = VersionSetParametersRequest.model_validate(fields)
    return set_parameters_(app, again, caller)


def _presets(asset: Asset) -> PresetList:
    found = [
        Preset(name=key.removeprefix(_KEY), values=values)
        for key, values in sorted(asset.metadata.items())
        if key.startswith(_KEY) and isinstance(values, dict)
    ]
    return PresetList(asset_id=asset.id, presets=found)


def _preset(app: App, asset_id: str, name: str) -> Preset:
    found = _presets(app.library.asset(asset_id)).presets
    for each in found:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in found) or "none"
    raise NotFound(f"There is no preset {name!r}; there are: {known}.")


def _keep(app: App, asset_id: str, changes: dict[str, Any]) -> PresetList:
    request = AssetEditRequest(asset_id=asset_id, metadata=changes)
    return _presets(app.library.desk.assets.edit(request))
