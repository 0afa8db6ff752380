# SPDX-License-Identifier: GPL-3.0-or-later
"""Two versions beside each other in the scene. Main thread only.

The second stands aside by its objects' delta location; their own location stays, so the
artist may work on both, and ending the comparison puts back what is still there.
"""

from __future__ import annotations

import bpy
from mathutils import Vector

from ...bridge.contract.errors import NotFound
from ..core.seams import Placement
from . import collections as tree
from . import place
from .preview_values import drop

__all__ = ["begin", "end"]

#: Space between the two, as a share of the wider one's width.
GAP = 0.2


def begin(one: Placement, other: Placement) -> None:
    """Show both, ``other`` to the right of ``one``; bring what is not there. One undo step.

    Raises:
        HostError, NoScene: as ``place.place``; the scene is as before.
    """
    where = place.target()
    with place.kept_view(where), place.all_or_nothing():
        for asset_id in {one.version.asset_id, other.version.asset_id}:
            drop(asset_id)
            for each in tree.versions_in(None, asset_id):
                if each.editable:
                    tree.put_back(each.collection)
        left, right = (place.bring(each, where) for each in (one, other))
        shown = {left.session_uid, right.session_uid}
        for asset_id in {one.version.asset_id, other.version.asset_id}:
            for each in tree.versions_in(None, asset_id):
                if each.editable:
                    hidden = each.collection.session_uid not in shown
                    each.collection.hide_viewport = each.collection.hide_render = hidden
        where.view_layer.update()
        _stand_aside(right, _distance(left, right))
    numbers = f"v{one.version.number:03d} and v{other.version.number:03d}"
    place.push_undo(f"LL3M: Compare {one.asset_name[:24]} {numbers}")


def _stand_aside(collection: bpy.types.Collection, distance: float) -> None:
    """Move what has no parent within the collection; the rest follows."""
    inside = set(collection.all_objects)
    for item in inside:
        if (item.parent is None or item.parent not in inside) and item.library is None:
            tree.move_aside(item, distance)


def _distance(left: bpy.types.Collection, right: bpy.types.Collection) -> float:
    a, b = _span(left), _span(right)
    return a[1] - b[0] + GAP * max(a[1] - a[0], b[1] - b[0], 0.1)


def _span(collection: bpy.types.Collection) -> tuple[float, float]:
    """From where to where it reaches along X, in the scene's units."""
    found = [
        (item.matrix_world @ Vector(corner)).x
        for item in collection.all_objects
        if item.type not in {"EMPTY", "LIGHT", "CAMERA"} and not item.hide_viewport
        for corner in item.bound_box
    ]
    return (min(found), max(found)) if found else (0.0, 0.0)


def end(asset_id: str) -> list[int]:
    """Put back what stands aside and show one version of each asset; one undo step.

    Shown is the one that stood where it belongs, of this asset and of the one beside it.

    Raises:
        NotFound: the asset does not lie in the scene.
    """
    versions = list(tree.versions_in(None, asset_id))
    if not versions:
        raise NotFound(f"No version of the asset {asset_id} lies in the scene.")
    where = place.target()
    with place.kept_view(where):
        for owner in {each.asset_id for each in tree.versions_in() if _is_aside(each)} | {asset_id}:
            lying = [each for each in tree.versions_in(None, owner) if each.editable]
            visible = [each for each in lying if each.visible]
            stayed = [each for each in visible if not _is_aside(each)]
            if visible:
                tree.show_only(owner, (stayed or visible)[0].number)
    place.push_undo("LL3M: End Comparison")
    return [each.number for each in tree.versions_in(None, asset_id) if each.visible]


def _is_aside(each: tree.InScene) -> bool:
    return bool(tree.moved_aside(each.collection))
