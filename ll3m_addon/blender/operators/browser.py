# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators for Blender's Asset Browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
from bpy.props import IntProperty, StringProperty

from .. import asset_browser, session
from .common import ask

__all__ = ["CLASSES"]


class LL3M_OT_version_publish(bpy.types.Operator):
    """Show this version in Blender's Asset Browser, to be dragged into any file"""

    bl_idname = "ll3m.version_publish"
    bl_label = "Publish to Asset Browser"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    author: StringProperty(name="Author", description="Who made it", maxlen=200)  # pyright: ignore[reportInvalidTypeForm]
    license: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Licence", description="Such as CC0-1.0", maxlen=200
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        params: dict[str, Any] = {"asset_id": self.asset_id, "author": self.author}
        params |= {"license": self.license} | ({"number": self.number} if self.number else {})
        return ask(self, "version.publish", params, _published)


def _published(made: Any) -> None:
    asset_browser.show(Path(made.folder))
    asset_browser.refresh()
    session.state().tell(
        f"{made.name} is in the Asset Browser, in the library {asset_browser.NAME}"
    )


class LL3M_OT_version_unpublish(bpy.types.Operator):
    """Take this asset out of Blender's Asset Browser; its versions stay"""

    bl_idname = "ll3m.version_unpublish"
    bl_label = "Take out of Asset Browser"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(
            self,
            "version.unpublish",
            {"asset_id": self.asset_id},
            lambda _: asset_browser.refresh(),
        )


class LL3M_OT_browser_forget(bpy.types.Operator):
    """Take LL3M's library off Blender's list of asset libraries; its files stay"""

    bl_idname = "ll3m.browser_forget"
    bl_label = "Remove from Asset Libraries"

    def execute(self, context: Any) -> set[Any]:
        def take_off(folder: Path) -> None:
            gone = asset_browser.forget(folder)
            self_report = "is off the list" if gone else "was not on the list"
            session.state().tell(f"LL3M's library {self_report} of asset libraries")

        here = session.state()
        opened = here.open()
        here.work(lambda: opened.result().library.root / "browser", take_off)
        return {"FINISHED"}


CLASSES = (LL3M_OT_version_publish, LL3M_OT_version_unpublish, LL3M_OT_browser_forget)
