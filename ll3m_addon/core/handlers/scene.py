# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``scene``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import NoScene
from ....bridge.contract.scene import SceneInfo, SceneInfoRequest

if TYPE_CHECKING:
    from ..app import App


def info(app: App, request: SceneInfoRequest, caller: Caller) -> SceneInfo:
    """Describe the open scene."""
    if app.host is None or not app.host.has_scene:
        raise NoScene("This instance has no open Blender scene.")
    return app.host.scene_info(request)
