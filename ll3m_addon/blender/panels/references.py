# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference pictures under the prompt: what goes along, and where more come from."""

from __future__ import annotations

from typing import Any

import bpy

from .. import session
from ..operators.common import chosen_provider
from ..operators.reference import COUNT, usable_images
from .common import dim, is_narrow, short, told, wrapped
from .pictures import icon_of

__all__ = ["CLASSES", "draw_references"]

#: Images of the open file that the menu shows.
SHOWN = 15


class LL3M_MT_references(bpy.types.Menu):
    """Show the model what is meant: pictures that go with the prompt."""

    bl_idname = "LL3M_MT_references"
    bl_label = "Reference Pictures"

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        layout.operator("ll3m.reference_add", icon="FILE_FOLDER")
        layout.operator("ll3m.reference_view", icon="VIEW3D")
        layout.operator("ll3m.reference_render", icon="RENDER_RESULT")
        images = usable_images()
        if images:
            layout.separator()
            layout.label(text="Images of This File")
        for image in images[:SHOWN]:
            button = layout.operator(
                "ll3m.reference_image", text=short(image.name, 40), icon="IMAGE_DATA",
                translate=False,
            )  # fmt: skip
            button.image = image.name
        here = session.current()
        if here is not None and here.references:
            layout.separator()
            layout.operator("ll3m.reference_clear", icon="X")


def draw_references(layout: Any, context: Any, panel: Any) -> None:
    """The pictures that go along, small; a menu for more; why nobody would look at them."""
    here = session.state()
    if not here.references and not here.reading:
        text = "References" if is_narrow(context) else "Add Reference Picture"
        layout.menu("LL3M_MT_references", text=text, icon="IMAGE_REFERENCE")
        return
    box = layout.box()
    row = box.row(align=True)
    if is_narrow(context):
        row.label(text="References", icon="IMAGE_REFERENCE")
    else:
        row.label(text="Reference Pictures", icon="IMAGE_REFERENCE")
    more = row.row(align=True)
    more.enabled = len(here.references) < COUNT
    more.menu("LL3M_MT_references", text="", icon="ADD")
    row.operator("ll3m.reference_clear", text="", icon="X", emboss=False)
    _draw_pictures(box, here, 2 if is_narrow(context) else COUNT)
    _draw_what_becomes_of_them(box, context, here, panel)


def _draw_pictures(box: Any, here: Any, columns: int) -> None:
    grid = box.grid_flow(row_major=True, columns=columns, even_columns=True, align=True)
    for each in here.references:
        cell = grid.column(align=True)
        cell.template_icon(icon_of(each.path), scale=3.2)
        button = cell.operator("ll3m.reference_remove", text="", icon="X")
        button.reference_id = each.id
    for _ in range(-len(here.references) % columns):
        grid.column()  # pictures of one row are as large as those of the others
    if here.reading:
        dim(box).label(text="Reading…", icon="TIME")


def _draw_what_becomes_of_them(box: Any, context: Any, here: Any, panel: Any) -> None:
    if not here.references:
        return
    view = chosen_provider(panel.provider)
    if view is not None and not view.is_model:
        wrapped(box, context, "The offline composer looks at no pictures.", icon="INFO")
    elif view is not None and not view.sees:
        wrapped(box, context, "This model reads no pictures; they stay here.", icon="INFO")
    else:
        count = sum(each.tokens for each in here.references)
        text = told("About {count} tokens each time", count=f"{count:,}")
        wrapped(dim(box), context, text)


CLASSES = (LL3M_MT_references,)
