# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of the chosen design, and what the scene says otherwise."""

from __future__ import annotations

from typing import Any

import bpy

from .. import session
from ..operators import spec as operators
from .common import Sidebar, dim, is_narrow, told, wrapped

__all__ = ["CLASSES"]

OBJECTS, CHANGES = 40, 20  # rows


class LL3M_PT_spec(Sidebar, bpy.types.Panel):
    """Objects of the design."""

    bl_label = "Design"
    bl_idname = "LL3M_PT_spec"
    bl_parent_id = "LL3M_PT_versions"

    @classmethod
    def poll(cls, context: Any) -> bool:
        return session.snapshot().spec is not None

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        spec = session.snapshot().spec
        if spec is None:
            return
        column = layout.column(align=True)
        for each in spec.objects[:OBJECTS]:
            row = column.row(align=True)
            icon = "MESH_CUBE" if each.editable else "LOCKED"
            if is_narrow(context):
                row.label(text=each.id, icon=icon, translate=False)
                continue
            row.label(text=f"{each.id}, {each.material}", icon=icon, translate=False)
            tail = row.row()
            tail.active, tail.alignment = False, "RIGHT"
            size = " × ".join(f"{side:.2g}" for side in each.size)
            tail.label(text=f"{size} m", translate=False)
        if len(spec.objects) > OBJECTS:
            more = told("and {count} more", count=len(spec.objects) - OBJECTS)
            column.label(text=more, translate=False)
        for text in spec.findings[:6]:
            wrapped(dim(layout), context, text, icon="INFO", lines=3)
        row = layout.row(align=True)
        row.operator("ll3m.spec_read", icon="TEXT")
        row.operator("ll3m.spec_update", text="", icon="FILE_REFRESH")
        layout.operator("ll3m.spec_pull", icon="UV_SYNC_SELECT")
        found = operators.difference(spec.asset_id)
        if found is not None and found.changes:
            _draw_difference(layout, context, found)


def _draw_difference(layout: Any, context: Any, found: Any) -> None:
    """What the scene says otherwise than the design."""
    box = layout.box()
    for each in found.changes[:CHANGES]:
        icon = {"added": "ADD", "removed": "REMOVE", "changed": "GREASEPENCIL"}[each.kind]
        text = f"{each.object_id or ''} {each.path}".strip()
        if each.kind == "changed":
            text += f": {_word(each.before)} → {_word(each.after)}"
        wrapped(box, context, text, icon=icon, lines=2)
    if found.refused:
        text = told("{count} edits of locked objects do not count", count=len(found.refused))
        wrapped(box, context, text, icon="LOCKED")
    box.operator("ll3m.spec_pull", text="Save as Next Version", icon="FILE_TICK").save = True


def _word(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "–" if value is None else str(value)


CLASSES = (LL3M_PT_spec,)
