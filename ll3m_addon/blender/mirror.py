# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings snapshots into the panel: fills its lists, keeps its inputs, asks for redraws.

Main thread only.
"""

from __future__ import annotations

from typing import Any

import bpy

from . import properties, session, sliders
from .snapshot import Snapshot

__all__ = [
    "chosen_asset",
    "chosen_version",
    "fill",
    "keep_inputs",
    "look_at_chosen_asset",
    "look_at_chosen_version",
    "origin",
    "redraw",
    "restore_inputs",
    "show",
    "show_sidebar",
]

#: Inputs that outlive opening another file.
INPUTS = ("prompt", "prompt_in_text", "kind", "quality", "provider", "feedback", "live")


def show(new: Snapshot, old: Snapshot) -> None:
    """Bring what differs between two snapshots into the lists, and redraw."""
    fill(new, old)
    redraw()


def fill(new: Snapshot, old: Snapshot | None = None) -> None:
    """Make the lists' rows those of ``new``; the chosen asset stays chosen."""
    panel = properties.panel()
    if panel is None:
        return
    if old is None or new.assets != old.assets:
        _fill_assets(panel, new, old)
    if old is None or new.versions != old.versions or new.asset_id != old.asset_id:
        panel.versions.clear()
        for view in new.versions:
            row = panel.versions.add()
            row.name, row.number = f"v{view.number:03d}", view.number
        current = [place for place, view in enumerate(new.versions) if view.current]
        panel.version_index = current[0] if current else 0
    detail = new.detail
    if detail is None:
        sliders.show("", 0, ())
    elif old is None or detail != old.detail:
        sliders.show(detail.asset_id, detail.number, detail.parameters)


def _fill_assets(panel: Any, new: Snapshot, old: Snapshot | None) -> None:
    chosen = session.state().chosen_asset_id
    known = {view.id for view in old.assets} if old is not None else set()
    panel.assets.clear()
    for view in new.assets:
        row = panel.assets.add()
        row.name, row.asset_id = view.name, view.id
    ids = [view.id for view in new.assets]
    if old is not None and ids and ids[0] not in known:
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


def look_at_chosen_version() -> None:
    """Fetch the details of the version list's active row."""
    view, feed = chosen_version(), session.state().feed
    if view is not None and feed is not None:
        feed.look_at_version(view.number)


def keep_inputs() -> None:
    """Remember what the artist has typed, before another file is opened."""
    panel = properties.panel()
    if panel is not None:
        session.state().inputs = {name: getattr(panel, name) for name in INPUTS}


def restore_inputs() -> None:
    """Put back what the artist had typed, and the lists."""
    panel = properties.panel()
    if panel is None:
        return
    fill(session.snapshot())
    for name, value in session.state().inputs.items():
        if name == "provider" and value not in {row[0] for row in properties.provider_items()}:
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


def redraw() -> None:
    """Redraw our sidebar and the preferences, nothing else."""
    manager = bpy.context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.type == "VIEW_3D":
                for region in area.regions:
                    if region.type == "UI":
                        region.tag_redraw()
            elif area.type == "PREFERENCES":
                area.tag_redraw()
