# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the right-click menu: refine, describe; and bringing a version to a place."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import IntProperty, StringProperty
from bpy_extras import view3d_utils
from mathutils import Vector

from .. import collections as tree
from .. import properties, session
from .asset import make_options, preserved
from .common import ask

__all__ = ["CLASSES", "describe"]


class LL3M_OT_object_refine(bpy.types.Operator):
    """Say what should change about this object's asset; the next version takes its place"""

    bl_idname = "ll3m.object_refine"
    bl_label = "Refine"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    feedback: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="What Should Change?", description="In words", options={"SKIP_SAVE"}
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        session.state().wake()
        return context.window_manager.invoke_props_dialog(self, width=380)

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.prop(self, "feedback", text="", placeholder="What should change?")
        column = layout.column()
        column.label(text="Preserve")
        column.row(align=True).prop(properties.panel(), "preserve")

    def execute(self, context: Any) -> set[Any]:
        if not self.feedback.strip():
            self.report({"ERROR"}, "Write what should change first")
            return {"CANCELLED"}
        panel = properties.panel()
        params = {
            **make_options(panel), "asset_id": self.asset_id, "number": self.number,
            "feedback": self.feedback, "preserve_aspects": preserved(panel),
        }  # fmt: skip
        return ask(self, "asset.refine", params)


def describe(item: bpy.types.Object) -> str:
    """An object in words that a prompt can begin with: name, size, materials."""
    measures: Any = item.dimensions
    sides = " × ".join(f"{side:.2g}" for side in measures)
    materials = [slot.material.name for slot in item.material_slots if slot.material]
    made_of = f", made of {', '.join(dict.fromkeys(materials))}" if materials else ""
    size = f", {sides} m" if any(measures) else ""
    return f"{item.name.replace('_', ' ')}{size}{made_of}"


class LL3M_OT_object_describe(bpy.types.Operator):
    """Write what is known of this object into the prompt: name, size, materials"""

    bl_idname = "ll3m.object_describe"
    bl_label = "Describe"

    @classmethod
    def poll(cls, context: Any) -> bool:
        there = context.active_object is not None
        cls.poll_message_set("" if there else "There is no active object")
        return there

    def execute(self, context: Any) -> set[Any]:
        item = context.active_object
        owner = tree.owner_of(item)
        views = session.snapshot().assets
        asset = next((each for each in views if owner and each.id == owner.asset_id), None)
        panel = properties.panel()
        panel.prompt = asset.prompt if asset is not None else describe(item)
        panel.prompt_in_text = False
        self.report({"INFO"}, f"The prompt says now: {panel.prompt[:120]}")
        return {"FINISHED"}


class LL3M_OT_version_drop(bpy.types.Operator):
    """Put this version where you click in the view: on a surface, or on the ground"""

    bl_idname = "ll3m.version_drop"
    bl_label = "Place in View"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def invoke(self, context: Any, event: Any) -> set[Any]:
        context.window.cursor_modal_set("CROSSHAIR")
        context.workspace.status_text_set("Place: Left Mouse    Cancel: Escape, Right Mouse")
        context.window_manager.modal_handler_add(self)
        return {"RUNNING_MODAL"}

    def modal(self, context: Any, event: Any) -> set[Any]:
        if event.type in {"ESC", "RIGHTMOUSE"}:
            self.cancel(context)
            return {"CANCELLED"}
        if event.type == "LEFTMOUSE" and event.value == "PRESS":
            point = _point(context, event.mouse_x, event.mouse_y)
            self.cancel(context)
            if point is None:
                self.report({"INFO"}, "Click in a 3D View")
                return {"CANCELLED"}
            return self._bring(point)
        return {"PASS_THROUGH"}

    def cancel(self, context: Any) -> None:
        """Give the cursor and the status bar back."""
        context.window.cursor_modal_restore()
        context.workspace.status_text_set(None)

    def _bring(self, point: tuple[float, float, float]) -> set[Any]:
        which = {"asset_id": self.asset_id} | ({"number": self.number} if self.number else {})
        return ask(
            self, "version.pull", which, lambda pulled: _move(pulled.collection, point)
        )  # fmt: skip


def _point(context: Any, x: int, y: int) -> tuple[float, float, float] | None:
    """What lies under the mouse: a surface, else the ground; None outside 3D Views."""
    for area in context.window.screen.areas:
        if area.type != "VIEW_3D":
            continue
        region = next(each for each in area.regions if each.type == "WINDOW")
        inside = 0 <= x - region.x < region.width and 0 <= y - region.y < region.height
        if not inside or _covered(area, x, y):
            continue
        at = (x - region.x, y - region.y)
        view: Any = area.spaces.active.region_3d
        start = view3d_utils.region_2d_to_origin_3d(region, view, at)
        way = view3d_utils.region_2d_to_vector_3d(region, view, at)
        hit, where, *_ = context.scene.ray_cast(context.view_layer.depsgraph, start, way)
        if not hit and abs(way.z) > 1e-6 and -start.z / way.z > 0:
            where = start + way * (-start.z / way.z)
        elif not hit:
            where = context.scene.cursor.location
        return (where.x, where.y, where.z)
    return None


def _covered(area: Any, x: int, y: int) -> bool:
    """Whether a sidebar or a header lies over that place."""
    return any(
        each.x <= x < each.x + each.width and each.y <= y < each.y + each.height
        for each in area.regions
        if each.type in {"UI", "TOOLS", "HEADER", "TOOL_HEADER"} and each.width > 1
    )


def _move(name: str, point: tuple[float, float, float]) -> None:
    """Move what a version's collection holds to ``point``, as one step of undo."""
    from .. import place  # with the contract, which Blender's start must not wait for

    found = bpy.data.collections.get(name)
    if found is None:
        return
    inside: Any = found.all_objects
    for item in inside:
        if item.parent is None or item.parent.name not in inside:
            item.location += Vector(point)
    place.push_undo(f"LL3M: Place {name}")


CLASSES = (LL3M_OT_object_refine, LL3M_OT_object_describe, LL3M_OT_version_drop)
