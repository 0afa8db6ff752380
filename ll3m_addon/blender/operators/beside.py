# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators on versions beside each other and beside the scene, on an asset's name, on parts."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import IntProperty, StringProperty

from .. import collections as tree
from .. import comparison, session
from .common import ask
from .prompt import show_text

__all__ = ["CLASSES"]


class _OfVersion:
    """A version of an asset."""

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def which(self) -> dict[str, Any]:
        """The version as parameters of an operation."""
        return {"asset_id": self.asset_id} | ({"number": self.number} if self.number else {})


class LL3M_OT_version_show_beside(_OfVersion, bpy.types.Operator):
    """Show another version beside this one, and what differs"""

    bl_idname = "ll3m.version_show_beside"
    bl_label = "Compare"

    other: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        params = {**self.which(), "other": self.other}
        ask(self, "version.compare", params, comparison.keep)
        return ask(self, "version.show_beside", params)


class LL3M_OT_version_show_alone(_OfVersion, bpy.types.Operator):
    """Put compared versions back and show one again"""

    bl_idname = "ll3m.version_show_alone"
    bl_label = "End Comparison"

    def execute(self, context: Any) -> set[Any]:
        comparison.forget()
        return ask(self, "version.show_alone", {"asset_id": self.asset_id})


class LL3M_OT_version_difference(bpy.types.Operator):
    """Show the difference of the two scripts in a text editor"""

    bl_idname = "ll3m.version_difference"
    bl_label = "Show Source Difference"

    @classmethod
    def poll(cls, context: Any) -> bool:
        found = comparison.shown()
        if found is None or not found.source:
            cls.poll_message_set("The scripts are the same")
            return False
        return True

    def execute(self, context: Any) -> set[Any]:
        found = comparison.shown()
        if found is None:
            return {"CANCELLED"}
        name = f"LL3M v{found.number:03d} to v{found.other:03d}.diff"
        text = bpy.data.texts.get(name) or bpy.data.texts.new(name)
        text.clear()
        text.write(found.source)
        show_text(text)
        return {"FINISHED"}


class LL3M_OT_version_branch(_OfVersion, bpy.types.Operator):
    """Begin a new asset with a copy of this version"""

    bl_idname = "ll3m.version_branch"
    bl_label = "Branch"

    name: StringProperty(name="Name", description="Of the asset", maxlen=200, options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        named = {"name": self.name} if self.name.strip() else {}
        return ask(self, "version.branch", {**self.which(), **named}, _refreshed)


class LL3M_OT_version_pull(_OfVersion, bpy.types.Operator):
    """Bring this version into the scene; the asset's current version stays what it is"""

    bl_idname = "ll3m.version_pull"
    bl_label = "Bring into Scene"

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "version.pull", self.which())


class LL3M_OT_version_detach(_OfVersion, bpy.types.Operator):
    """Make this version in the scene your own: LL3M no longer shows, hides or replaces it"""

    bl_idname = "ll3m.version_detach"
    bl_label = "Detach"

    @classmethod
    def poll(cls, context: Any) -> bool:
        if any(each.editable for each in tree.versions_in()):
            return True
        cls.poll_message_set("No version lies in this file")
        return False

    def execute(self, context: Any) -> set[Any]:
        here = session.state()

        def say(gone: Any) -> None:
            here.tell(f"{gone.collections[0]} is your own now")

        return ask(self, "version.detach", self.which(), say)


class LL3M_OT_asset_edit(bpy.types.Operator):
    """Give the asset another name; its collections follow"""

    bl_idname = "ll3m.asset_edit"
    bl_label = "Rename"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    name: StringProperty(name="Name", description="Of the asset", maxlen=200, options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]

    def invoke(self, context: Any, event: Any) -> set[Any]:
        views = session.snapshot().assets
        self.name = next((view.name for view in views if view.id == self.asset_id), "")
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "asset.edit", {"asset_id": self.asset_id, "name": self.name}, _refreshed)


class LL3M_OT_asset_duplicate(bpy.types.Operator):
    """Copy the asset with all its versions"""

    bl_idname = "ll3m.asset_duplicate"
    bl_label = "Duplicate"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "asset.duplicate", {"asset_id": self.asset_id}, _refreshed)


class LL3M_OT_version_edit_parts(_OfVersion, bpy.types.Operator):
    """Say what a part is called, belongs to, is made of and is used for"""

    bl_idname = "ll3m.version_edit_parts"
    bl_label = "Edit Part"

    part: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    part_name: StringProperty(
        name="Part Name", description="What the part is called", maxlen=300, options={"SKIP_SAVE"}
    )  # pyright: ignore[reportInvalidTypeForm]
    component_of: StringProperty(
        name="Component of",
        description="The part or asset it belongs to",
        maxlen=300,
        options={"SKIP_SAVE"},
    )  # pyright: ignore[reportInvalidTypeForm]
    material: StringProperty(
        name="Material", description="What it is made of", maxlen=300, options={"SKIP_SAVE"}
    )  # pyright: ignore[reportInvalidTypeForm]
    used_for: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Used for", description="With commas between", maxlen=300, options={"SKIP_SAVE"}
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        detail = session.snapshot().detail
        parts = detail.parts if detail is not None else ()
        view = next((each for each in parts if each.name == self.part), None)
        if view is not None:
            self.part_name, self.component_of = view.part_name, view.component_of
            self.used_for = ", ".join(view.used_for)
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        edit: dict[str, Any] = {
            "part_name": self.part_name,
            "component_of": self.component_of,
            "used_for": [each.strip() for each in self.used_for.split(",") if each.strip()],
        }
        if self.material:
            edit["material"] = {"type": self.material}
        return ask(
            self, "version.edit_parts", {**self.which(), "parts": {self.part: edit}}, _refreshed
        )


class LL3M_OT_part_select(_OfVersion, bpy.types.Operator):
    """Select this part in the scene"""

    bl_idname = "ll3m.part_select"
    bl_label = "Select Part"
    bl_options = {"REGISTER", "UNDO"}

    part: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        lying = tree.find_version(None, self.asset_id, self.number)
        named = (self.part, f"{self.part}.")
        items = [] if lying is None else [
            item for item in lying.all_objects if item.name == named[0] or item.name.startswith(named[1])
        ]  # fmt: skip
        shown = [item for item in items if item.visible_get()]
        if not shown:
            self.report({"INFO"}, "This part is not visible in the scene")
            return {"CANCELLED"}
        for item in context.selected_objects:
            item.select_set(False)
        for item in shown:
            item.select_set(True)
        context.view_layer.objects.active = shown[0]
        return {"FINISHED"}


def _refreshed(_: Any) -> None:
    session.state().refresh("assets", "versions")


CLASSES = (
    LL3M_OT_version_show_beside,
    LL3M_OT_version_show_alone,
    LL3M_OT_version_difference,
    LL3M_OT_version_branch,
    LL3M_OT_version_pull,
    LL3M_OT_version_detach,
    LL3M_OT_asset_edit,
    LL3M_OT_asset_duplicate,
    LL3M_OT_version_edit_parts,
    LL3M_OT_part_select,
)
