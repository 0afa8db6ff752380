# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators that make versions without a model: values, source, presets, repairs, edits by hand."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import BoolProperty, FloatProperty, IntProperty, StringProperty

from .. import collections as tree
from .. import mirror, session, sliders
from .common import ask, wait_for_job

__all__ = ["CLASSES"]


class _Remakes:
    """What these operators share: a version, and the wait for a job in background mode."""

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    wait: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Wait",
        description="Background mode only: return when the version is there",
        options={"SKIP_SAVE", "HIDDEN"},
    )
    timeout: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Timeout", description="Seconds to wait", default=600, min=0, options={"SKIP_SAVE"}
    )

    def version(self) -> dict[str, Any]:
        """The version as parameters of an operation: as given, or as chosen in the panel."""
        detail = session.snapshot().detail
        if not self.asset_id and detail is not None:
            return {"asset_id": detail.asset_id, "number": detail.number}
        return {"asset_id": self.asset_id} | ({"number": self.number} if self.number else {})

    def send(self, operation: str, **params: Any) -> set[Any]:
        """Ask for a job; in background mode wait for its end where that is wanted."""
        jobs: list[Any] = []
        status = ask(self, operation, {**self.version(), **params}, jobs.append)  # type: ignore[arg-type]
        if self.wait and jobs:
            return wait_for_job(self, jobs[0].id, self.timeout)  # type: ignore[arg-type]
        return status


class LL3M_OT_version_set_parameters(_Remakes, bpy.types.Operator):
    """Keep the values of the sliders as the asset's next version"""

    bl_idname = "ll3m.version_set_parameters"
    bl_label = "Keep as New Version"

    @classmethod
    def poll(cls, context: Any) -> bool:
        if sliders.changed_values():
            return True
        cls.poll_message_set("Move a slider first")
        return False

    def execute(self, context: Any) -> set[Any]:
        return self.send("version.set_parameters", values=sliders.changed_values())


class LL3M_OT_version_reset_parameters(bpy.types.Operator):
    """Move the sliders back to the version's own values"""

    bl_idname = "ll3m.version_reset_parameters"
    bl_label = "Reset"

    def execute(self, context: Any) -> set[Any]:
        sliders.reset()
        return {"FINISHED"}


class LL3M_OT_version_preview(_Remakes, bpy.types.Operator):
    """Show the version with the values of the sliders, without keeping it"""

    bl_idname = "ll3m.version_preview"
    bl_label = "Preview"

    def execute(self, context: Any) -> set[Any]:
        params = {**self.version(), "values": sliders.changed_values()}
        return ask(self, "version.preview", params)


class LL3M_OT_version_make(_Remakes, bpy.types.Operator):
    """Run the source as it stands in the text editor; the result is the asset's next version"""

    bl_idname = "ll3m.version_make"
    bl_label = "Re-run Source"

    text: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Text", description="Default: the version's own text", options={"SKIP_SAVE"}
    )

    def execute(self, context: Any) -> set[Any]:
        which = self.version()
        text = bpy.data.texts.get(self.text) if self.text else _source_text(which)
        if text is None:
            self.report({"ERROR"}, "The version's source is not open; show it first")
            return {"CANCELLED"}
        if self.text and not self.asset_id:
            which = {"asset_id": text.get(tree.ASSET, ""), "number": text.get(tree.VERSION, 0)}
            self.asset_id, self.number = which["asset_id"], which["number"]
        return self.send("version.make", source=text.as_string())


def _source_text(which: dict[str, Any]) -> Any:
    """The text with a version's source: beside its collection, or shown without one."""
    lying = tree.find_version(None, which["asset_id"], which.get("number", 0))
    text = lying.get(tree.SOURCE) if lying is not None else None
    if isinstance(text, bpy.types.Text):
        return text
    wanted = which["asset_id"], which.get("number", 0)
    found = (
        each for each in bpy.data.texts if (each.get(tree.ASSET), each.get(tree.VERSION)) == wanted
    )
    return next(found, None)


class LL3M_OT_version_fix(_Remakes, bpy.types.Operator):
    """Repair what can be repaired safely; the result is the asset's next version"""

    bl_idname = "ll3m.version_fix"
    bl_label = "Repair"

    fix: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return self.send("version.fix", **({"fixes": [self.fix]} if self.fix else {}))


class LL3M_OT_version_push(_Remakes, bpy.types.Operator):
    """Save what you changed by hand in the scene as the asset's next version"""

    bl_idname = "ll3m.version_push"
    bl_label = "Save Edits as Version"

    def execute(self, context: Any) -> set[Any]:
        return self.send("version.push")


class LL3M_OT_preset_save(_Remakes, bpy.types.Operator):
    """Keep the values of the sliders under a name"""

    bl_idname = "ll3m.preset_save"
    bl_label = "Save Preset"

    name: StringProperty(name="Name", description="Of the preset", maxlen=60, options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def poll(cls, context: Any) -> bool:
        return sliders.values() is not None

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        values = sliders.changed_values() or {
            each.name: each.default for each in sliders.live().parameters
        }
        asset_id = self.version()["asset_id"]
        params = {"asset_id": asset_id, "name": self.name or "Preset", "values": values}
        return ask(self, "preset.save", params, _presets_changed)


class LL3M_OT_preset_apply(_Remakes, bpy.types.Operator):
    """Move the sliders to a preset's values"""

    bl_idname = "ll3m.preset_apply"
    bl_label = "Apply Preset"

    name: StringProperty(options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        if bpy.app.background:
            return self.send("preset.apply", name=self.name)

        def move(found: Any) -> None:
            chosen = next((each for each in found.presets if each.name == self_name), None)
            if chosen is not None:
                sliders.move(chosen.values)

        self_name = self.name
        return ask(self, "preset.list", {"asset_id": self.version()["asset_id"]}, move)


class LL3M_OT_preset_delete(_Remakes, bpy.types.Operator):
    """Forget a preset"""

    bl_idname = "ll3m.preset_delete"
    bl_label = "Delete Preset"

    name: StringProperty(options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        params = {"asset_id": self.version()["asset_id"], "name": self.name}
        return ask(self, "preset.delete", params, _presets_changed)


def _presets_changed(_: Any) -> None:
    session.state().refresh("versions")
    mirror.redraw()


CLASSES = (
    LL3M_OT_version_set_parameters,
    LL3M_OT_version_reset_parameters,
    LL3M_OT_version_preview,
    LL3M_OT_version_make,
    LL3M_OT_version_fix,
    LL3M_OT_version_push,
    LL3M_OT_preset_save,
    LL3M_OT_preset_apply,
    LL3M_OT_preset_delete,
)
