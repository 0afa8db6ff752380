# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun version: activate, export, draw a picture, show its source."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import BoolProperty, EnumProperty, IntProperty, StringProperty

from .. import collections as tree
from .. import session
from .common import ask
from .prompt import show_text

__all__ = ["CLASSES"]

FORMATS = (
    ("glb", "glTF Binary", "For the web, game engines and viewers"),
    ("usdc", "USD", "For pipelines"),
    ("fbx", "FBX", "For game engines and other 3D programs"),
    ("obj", "OBJ", "Geometry and simple materials"),
    ("stl", "STL", "Geometry for 3D printing"),
    ("3mf", "3MF", "Parts and colours for 3D printing"),
    ("ply", "PLY", "Geometry"),
    ("svg", "SVG", "The curves and texts, for cutting and drawing"),
    ("webp", "Turntable", "An animated picture that goes once around"),
    ("mp4", "Turntable as Film", "The same as MP4, where this Blender has FFmpeg"),
    ("script", "Script", "What makes the version"),
    ("json", "Record", "All that is known of the version"),
    ("blend", "Blender", "A copy of the version's .blend"),
)


class LL3M_OT_version_activate(bpy.types.Operator):
    """Make this version the current one, and the visible one in the scene"""

    bl_idname = "ll3m.version_activate"
    bl_label = "Activate"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "version.activate", {"asset_id": self.asset_id, "number": self.number})


class LL3M_OT_version_export(bpy.types.Operator):
    """Write the version in other formats into a folder"""

    bl_idname = "ll3m.version_export"
    bl_label = "Export"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    formats: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Formats",
        description="Which files to write",
        items=FORMATS,
        options={"ENUM_FLAG"},
        default={"glb"},
    )
    directory: StringProperty(subtype="DIR_PATH")  # pyright: ignore[reportInvalidTypeForm]

    def invoke(self, context: Any, event: Any) -> set[Any]:
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.column().prop(self, "formats")

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        params: dict[str, Any] = {"asset_id": self.asset_id, "formats": sorted(self.formats)}
        if self.number:
            params["number"] = self.number
        if self.directory:
            params["folder"] = bpy.path.abspath(self.directory)
        return ask(
            self,
            "version.export",
            params,
            lambda result: here.tell(f"Exported {', '.join(sorted(result.paths))}"),
        )


#: What a picture can show: one side, four sides, or all around.
PICTURES = (
    ("three_quarter", "Three Quarters", "From the front, a little from above and the side"),
    ("front", "Front", "From the front"),
    ("back", "Back", "From behind"),
    ("left", "Left", "From its left"),
    ("right", "Right", "From its right"),
    ("top", "Top", "From above"),
    ("sheet", "Four Views", "Four sides in one picture, with their names"),
    ("turntable", "Turntable", "An animated picture that goes once around"),
)
BACKDROPS = (
    ("studio", "Studio", "Three lights and a soft shadow on a light ground"),
    ("sky", "Sky", "Sun and sky"),
    ("transparent", "Transparent", "Nothing behind it, to lay over something else"),
)


class LL3M_OT_version_render(bpy.types.Operator):
    """Draw a picture of this version, kept beside its preview. The scene is not touched"""

    bl_idname = "ll3m.version_render"
    bl_label = "Draw Picture…"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    shows: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="View", description="What the picture shows", items=PICTURES, default="three_quarter"
    )
    backdrop: EnumProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Backdrop", description="What is around the model", items=BACKDROPS, default="studio"
    )
    edge: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Size", description="Width and height", subtype="PIXEL", min=64, max=2048, default=1024
    )
    quick: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Plain Colours", description="By Workbench, without light and materials", default=False
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        params: dict[str, Any] = {
            "asset_id": self.asset_id,
            "edge": self.edge,
            "backdrop": self.backdrop,
            "renderer": "workbench" if self.quick else "cycles",
        }
        if self.number:
            params["number"] = self.number
        if self.shows in ("sheet", "turntable"):
            params["what"] = self.shows
        else:
            params["view"] = self.shows
        return ask(self, "version.render", params, _open_picture)


def _open_picture(made: Any) -> None:
    """Show the file with the system's own program, as long as somebody looks on."""
    session.state().tell(f"Drew {made.file}")
    if not bpy.app.background:
        bpy.ops.wm.path_open(filepath=made.path)


class LL3M_OT_version_source(bpy.types.Operator):
    """Show the script that makes this version in a text editor"""

    bl_idname = "ll3m.version_source"
    bl_label = "Show Source"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        lying = tree.find_version(None, self.asset_id, self.number)
        text = lying.get(tree.SOURCE) if lying is not None else None
        if text is not None:
            show_text(text)
            return {"FINISHED"}
        params = {"asset_id": self.asset_id, "number": self.number}
        return ask(self, "version.get", params, lambda found: _show(found.version))


class LL3M_OT_version_edit(bpy.types.Operator):
    """Name this version or note something on it. The version itself never changes"""

    bl_idname = "ll3m.version_edit"
    bl_label = "Name and Note…"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    number: IntProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    name: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Name", description="What you call this version; empty for its number alone",
        maxlen=100, options={"SKIP_SAVE"},
    )  # fmt: skip
    notes: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Note", description="Whatever you want to remember of it", options={"SKIP_SAVE"}
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        views = session.snapshot().versions
        view = next((each for each in views if each.number == self.number), None)
        if view is not None:
            self.name, self.notes = view.name, view.notes
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        params = {"asset_id": self.asset_id, "number": self.number}
        return ask(self, "version.edit", {**params, "name": self.name, "notes": self.notes})


def _show(version: Any) -> None:
    text = bpy.data.texts.new(f"{version.asset_id} v{version.number:03d}.py")
    text.write(version.source)
    text[tree.ASSET], text[tree.VERSION] = version.asset_id, version.number
    show_text(text)


CLASSES = (
    LL3M_OT_version_activate,
    LL3M_OT_version_export,
    LL3M_OT_version_render,
    LL3M_OT_version_source,
    LL3M_OT_version_edit,
)
