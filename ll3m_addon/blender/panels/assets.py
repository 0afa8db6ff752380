# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets: search, grid or list, and the chosen one."""

from __future__ import annotations

from typing import Any

import bpy

from .. import mirror, properties, session
from .common import Sidebar, dim, is_narrow, short, told, wrapped
from .pictures import icon_of

__all__ = ["CLASSES", "PAGE"]

#: Assets on a page of the grid.
PAGE = 12


class LL3M_UL_assets(bpy.types.UIList):
    """A row: picture, name, how many versions."""

    bl_idname = "LL3M_UL_assets"
    use_filter_show = False

    def draw_item(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, context: Any, layout: Any, data: Any, item: Any, icon: Any, active: Any, prop: Any
    ) -> None:
        view = next((v for v in session.snapshot().assets if v.id == item.asset_id), None)
        if view is None:
            return
        picture = icon_of(view.preview)
        row = layout.row(align=True)
        if picture:
            row.label(text=view.name, icon_value=picture, translate=False)
        else:
            row.label(text=view.name, icon="MESH_CUBE", translate=False)
        if view.favourite:
            row.label(text="", icon="SOLO_ON")
        if is_narrow(context):
            return
        tail = row.row()
        tail.alignment = "RIGHT"
        tail.active = False
        tail.label(text=f"v{view.current}/{view.versions}" if view.versions > 1 else "v1")


class LL3M_PT_filter(bpy.types.Panel):
    """Which assets are shown, and in which order."""

    bl_label = "Filter"
    bl_idname = "LL3M_PT_filter"
    bl_space_type = "VIEW_3D"
    bl_region_type = "HEADER"
    bl_ui_units_x = 11

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        if panel is None:
            return
        layout.use_property_split = True
        layout.use_property_decorate = False
        layout.prop(panel, "sort")
        layout.prop(panel, "only_kind")
        layout.prop(panel, "only_favourites")
        layout.prop(panel, "only_tag", placeholder=told("Any"))
        tags = session.snapshot().tags
        if tags:
            flow = layout.grid_flow(columns=3, align=True)
            for tag in tags[:12]:
                flow.operator("ll3m.tag_choose", text=tag, translate=False).tag = tag
        layout.separator()
        layout.prop(panel, "trashed")


class LL3M_PT_assets(Sidebar, bpy.types.Panel):
    """All assets of the library."""

    bl_label = "Assets"
    bl_idname = "LL3M_PT_assets"
    bl_order = 3

    def draw(self, context: Any) -> None:
        layout: Any = self.layout
        panel = properties.panel()
        snap = session.snapshot()
        if panel is None:
            return
        searching = snap.search != type(snap.search)()
        if snap.assets or searching or panel.search:
            _draw_search(layout, panel)
        if not snap.assets:
            dim(layout).label(text="Nothing is like that" if searching else "Nothing made yet")
            return
        if panel.as_grid:
            _draw_grid(layout, context, panel, snap)
        else:
            layout.template_list(
                "LL3M_UL_assets", "", panel, "assets", panel, "asset_index", rows=2, maxrows=6
            )
        view = mirror.chosen_asset()
        if view is not None:
            _draw_chosen(layout, context, panel, view)


def _draw_search(layout: Any, panel: Any) -> None:
    row = layout.row(align=True)
    row.prop(panel, "search", text="", icon="VIEWZOOM", placeholder=told("Search"))
    row.prop(panel, "only_favourites", text="", icon="SOLO_ON")
    row.popover("LL3M_PT_filter", text="", icon="FILTER")
    icon = "IMGDISPLAY" if panel.as_grid else "LONGDISPLAY"
    row.prop(panel, "as_grid", text="", icon=icon)


def _draw_grid(layout: Any, context: Any, panel: Any, snap: Any) -> None:
    """Pictures, and a button with the name under each."""
    pages = (len(snap.assets) + PAGE - 1) // PAGE
    page = min(panel.grid_page, pages - 1)
    width = context.region.width / context.preferences.system.ui_scale
    columns = max(2, min(5, int(width / 90)))
    chosen = mirror.chosen_asset()
    flow = layout.grid_flow(row_major=True, columns=columns, even_columns=True, even_rows=True,
                            align=True)  # fmt: skip
    for view in snap.assets[page * PAGE : (page + 1) * PAGE]:
        cell = flow.column(align=True)
        picture = icon_of(view.preview)
        if picture:
            cell.template_icon(icon_value=picture, scale=3.6)
        else:
            blank = cell.column()
            blank.scale_y = 3.6
            blank.label(text="", icon="MESH_CUBE")
        active = chosen is not None and chosen.id == view.id
        cell.operator(
            "ll3m.asset_pick", text=view.name, depress=active, translate=False,
            icon="SOLO_ON" if view.favourite else "NONE",
        ).asset_id = view.id  # fmt: skip
    if pages > 1:
        row = layout.row(align=True)
        row.alignment = "CENTER"
        back, on = row.row(align=True), row.row(align=True)
        back.enabled, on.enabled = page > 0, page < pages - 1
        back.operator("ll3m.asset_page", text="", icon="TRIA_LEFT").by = -1
        back.label(text=f"{page + 1} / {pages}{'+' if snap.more else ''}", translate=False)
        on.operator("ll3m.asset_page", text="", icon="TRIA_RIGHT").by = 1


def _draw_chosen(layout: Any, context: Any, panel: Any, view: Any) -> None:
    """The chosen asset: its name, what can be done with it, its picture, its prompt."""
    row = layout.row(align=True)
    row.label(text=view.name, icon="MESH_CUBE" if view.kind == "python_model" else "NODETREE",
              translate=False)  # fmt: skip
    if is_narrow(context):
        row = layout.row(align=True)
    if panel.trashed:
        row.operator("ll3m.asset_restore", text="Restore", icon="LOOP_BACK").asset_id = view.id
        return
    icon = "SOLO_ON" if view.favourite else "SOLO_OFF"
    row.operator("ll3m.asset_favourite", text="", icon=icon).asset_id = view.id
    row.operator("ll3m.asset_tag", text="", icon="BOOKMARKS").asset_id = view.id
    row.operator("ll3m.folder_open", text="", icon="FILE_FOLDER").folder = view.folder
    row.operator("ll3m.asset_delete", text="", icon="TRASH").asset_id = view.id
    version = mirror.chosen_version()
    picture = icon_of(version.preview if version is not None else view.preview)
    if picture:
        layout.template_icon(icon_value=picture, scale=5.0 if is_narrow(context) else 8.0)
    wrapped(dim(layout), context, view.prompt, lines=3)
    if view.tags:
        wrapped(dim(layout), context, short(", ".join(view.tags), 80), icon="BOOKMARKS", lines=2)


CLASSES = (LL3M_UL_assets, LL3M_PT_filter, LL3M_PT_assets)
