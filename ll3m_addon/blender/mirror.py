# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings snapshots into the panel: fills its lists, keeps its inputs, asks for redraws.

Main thread only.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import bpy

from . import properties, session, sliders

if TYPE_CHECKING:
    from .views import Snapshot

__all__ = [
    "chosen_asset",
    "chosen_version",
    "fill",
    "keep_inputs",
    "look_at_chosen_asset",
    "look_at_chosen_version",
    "look_for_assets",
    "origin",
    "redraw",
    "redraws",
    "restore_inputs",
    "show",
    "show_sidebar",
]

#: Seconds between redraws at least.
REDRAW = 0.1


def show(new: Snapshot, old: Snapshot) -> None:
    """Bring what differs between two snapshots into the lists, and redraw."""
    fill(new, old)
    redraw()


def fill(new: Snapshot, old: Snapshot | None = None) -> None:
    """Make the lists' rows those of ``new``; the chosen asset stays chosen."""
    from .views import depths

    panel = properties.panel()
    if panel is None:
        return
    if old is None or new.assets != old.assets:
        _fill_assets(panel, new, old)
    if old is None or new.versions != old.versions or new.asset_id != old.asset_id:
        deep = depths(new.versions)
        panel.versions.clear()
        for view in new.versions:
            row = panel.versions.add()
            row.name, row.number = f"v{view.number:03d}", view.number
            row.depth = deep[view.number]
        current = [place for place, view in enumerate(new.versions) if view.current]
        panel.version_index = current[0] if current else 0
    detail = new.detail
    if detail is None:
        sliders.show("", 0, ())
    elif old is None or detail != old.detail:
        sliders.show(detail.asset_id, detail.number, detail.parameters)


def _fill_assets(panel: Any, new: Snapshot, old: Snapshot | None) -> None:
    chosen = session.state().chosen_asset_id
    same = old is not None and old.search == new.search
    known = {view.id for view in old.assets} if same else set()
    panel.assets.clear()
    for view in new.assets:
        row = panel.assets.add()
        row.name, row.asset_id = view.name, view.id
    ids = [view.id for view in new.assets]
    if same and ids and ids[0] not in known and new.search == type(new.search)():
        chosen = ids[0]  # a new asset is what the artist waits for
    # Writing the index runs its update, which tells the feed whose versions to fetch.
    panel.asset_index = ids.index(chosen) if chosen in ids else 0


def chosen_asset() -> Any:
    """The ``AssetView`` of the list's active row, or None."""
    panel = properties.panel()
    if panel is None or not 0 <= panel.asset_index < len(panel.assets):
        return None
    wanted = panel.assets[panel.asset_index].asset_id
    return next((view for view in session.snapshot().assets if view.id == wanted), None)


def chosen_version() -> Any:
    """The ``VersionView`` of the list's active row, or None."""
    panel = properties.panel()
    if panel is None or not 0 <= panel.version_index < len(panel.versions):
        return None
    wanted = panel.versions[panel.version_index].number
    return next((view for view in session.snapshot().versions if view.number == wanted), None)


#: What the list says of versions that no feedback made, by ``VersionView.model``.
_ORIGINS = {
    "parameters": "Parameters set", "source": "Source edited", "fix": "Repaired",
    "hand": "Edited by hand",
}  # fmt: skip


def origin(view: Any) -> str:
    """How a version without feedback came about, for people."""
    made = _ORIGINS.get(view.model) if view.provider == "user" else None
    return made or ("First version" if not view.parent else "Next version")


def look_at_chosen_asset() -> None:
    """Fetch the versions of the list's active row."""
    view = chosen_asset()
    if view is not None:
        session.state().chosen_asset_id = view.id
        feed = session.state().feed
        if feed is not None:
            feed.look_at(view.id)


def look_for_assets() -> None:
    """Fetch the assets that the search fields ask for."""
    from .views import Search

    panel, feed = properties.panel(), session.state().feed
    if panel is None or feed is None:
        return
    panel.grid_page = 0
    feed.look_for(
        Search(
            words=panel.search.strip(),
            favourite=panel.only_favourites,
            kind="" if panel.only_kind == "all" else panel.only_kind,
            tag=panel.only_tag,
            sort=panel.sort,
            trashed=panel.trashed,
        )
    )


def look_at_chosen_version() -> None:
    """Fetch the details of the version list's active row."""
    view, feed = chosen_version(), session.state().feed
    if view is not None and feed is not None:
        feed.look_at_version(view.number)


def keep_inputs() -> None:
    """Remember what the artist has typed, before another file is opened."""
    panel = properties.panel()
    if panel is not None:
        session.state().inputs = {name: getattr(panel, name) for name in properties.INPUTS}


#: Inputs whose choices may be gone -> those that are there.
_CHOICES = {"provider": properties.provider_items, "project": properties.project_items}


def restore_inputs() -> None:
    """Put back what the artist had typed, and the lists."""
    panel = properties.panel()
    if panel is None:
        return
    fill(session.snapshot())
    for name, value in session.state().inputs.items():
        if name in _CHOICES and value not in {row[0] for row in _CHOICES[name]()}:
            continue
        setattr(panel, name, value)


def show_sidebar(area: bpy.types.Area | None) -> None:
    """Open the sidebar of a 3D View at our tab."""
    if area is None or area.type != "VIEW_3D":
        return
    space: Any = area.spaces.active
    space.show_region_ui = True
    for region in area.regions:
        # Tabs exist once they have been drawn; before that the name can't be set.
        if region.type == "UI" and region.active_panel_category != "UNSUPPORTED":
            region.active_panel_category = "LL3M"
            region.tag_redraw()


class _Redraws:
    """When we asked last, and whether one is due."""

    last = 0.0
    due = False
    count = 0
    status: Any = None


def redraw() -> None:
    """Redraw our sidebar, the status bar and the preferences, at most ten times a second."""
    wait = _Redraws.last + REDRAW - time.monotonic()
    if wait <= 0:
        _redraw_now()
    elif not _Redraws.due and not bpy.app.background:
        _Redraws.due = True
        bpy.app.timers.register(_redraw_late, first_interval=wait)


def _redraw_late() -> None:
    if session.current() is not None and _Redraws.due:
        _redraw_now()


def redraws() -> int:
    """How often a redraw was asked of Blender so far."""
    return _Redraws.count


def _redraw_now() -> None:
    _Redraws.last, _Redraws.due = time.monotonic(), False
    _Redraws.count += 1
    manager = bpy.context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                for region in area.regions:
                    if region.type == "UI" and region.width > 1 and _is_ours(region):
                        region.tag_redraw()
            elif area.type == "PREFERENCES":
                area.tag_redraw()
    _redraw_status()


def _redraw_status() -> None:
    """Redraw the status bar, where what we say in it has changed and no tool speaks there."""
    here, manager = session.current(), bpy.context.window_manager
    if here is None or bpy.app.background or manager is None:
        return
    line = (len(here.snapshot.active), len(here.news), here.snapshot.approvals)
    if line == _Redraws.status or any(
        each.bl_idname != "LL3M_OT_message_report"
        for window in manager.windows
        for each in getattr(window, "modal_operators", ())
    ):
        return
    _Redraws.status = line
    for window in manager.windows:
        # Python has no road to that area but this one; None takes no text of ours away.
        window.workspace.status_text_set_internal(None)


def _is_ours(region: bpy.types.Region) -> bool:
    """Whether the sidebar shows our tab; before its first drawing nobody can say."""
    return getattr(region, "active_panel_category", "LL3M") in ("LL3M", "UNSUPPORTED")
