# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun project: a new one, and its style guide."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import StringProperty

from .. import properties, session
from .asset import words
from .common import ask

__all__ = ["CLASSES"]


class LL3M_OT_project_create(bpy.types.Operator):
    """Begin a project: assets of one style, together"""

    bl_idname = "ll3m.project_create"
    bl_label = "New Project"

    name: StringProperty(name="Name", description="Of the project", maxlen=200,
                         options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]  # fmt: skip

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context: Any) -> set[Any]:
        if not self.name.strip():
            self.report({"ERROR"}, "Give the project a name")
            return {"CANCELLED"}
        here = session.state()

        def made(project: Any) -> None:
            here.refresh("projects")
            here.tell(f"The project {project.name} is there")

        return ask(self, "project.create", {"name": self.name}, made)


class LL3M_OT_project_style(bpy.types.Operator):
    """Say how the project's assets look; it goes with every request of the project"""

    bl_idname = "ll3m.project_style"
    bl_label = "Style Guide"

    def execute(self, context: Any) -> set[Any]:
        window = context.window

        def show(project: Any) -> None:
            guide = project.style_guide
            operator: Any = bpy.ops.ll3m.project_style_write  # pyright: ignore[reportAttributeAccessIssue]
            with bpy.context.temp_override(window=window):  # pyright: ignore[reportGeneralTypeIssues]
                operator(
                    "INVOKE_DEFAULT",
                    text=guide.text,
                    palette=", ".join(guide.palette),
                    materials=", ".join(guide.materials),
                    avoid=", ".join(guide.avoid),
                )

        project_id = properties.panel().project or "default"
        return ask(self, "project.get", {"project_id": project_id}, show)


class LL3M_OT_project_style_write(bpy.types.Operator):
    """Keep this as the project's style guide"""

    bl_idname = "ll3m.project_style_write"
    bl_label = "Style Guide"
    bl_options = {"INTERNAL"}

    text: StringProperty(name="Style", description="In words", options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]
    palette: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Colours", description="Names or #rrggbb, with commas between", options={"SKIP_SAVE"}
    )
    materials: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Materials", description="To prefer, with commas between", options={"SKIP_SAVE"}
    )
    avoid: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Avoid", description="What must not be there", options={"SKIP_SAVE"}
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_props_dialog(self, width=400)

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        guide = {
            "text": self.text, "palette": words(self.palette),
            "materials": words(self.materials), "avoid": words(self.avoid),
        }  # fmt: skip
        params = {"project_id": properties.panel().project or "default", "style_guide": guide}
        return ask(self, "project.edit", params, lambda _: here.refresh("projects"))


CLASSES = (LL3M_OT_project_create, LL3M_OT_project_style, LL3M_OT_project_style_write)
