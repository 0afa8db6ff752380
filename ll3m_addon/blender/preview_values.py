# SPDX-License-Identifier: GPL-3.0-or-later
"""A version with other values, shown live in its place. Main thread only."""

from __future__ import annotations

import json
from collections.abc import Mapping

import bpy

from ...bridge.contract.code import ParameterValue
from ..core.seams import Placement
from . import collections as tree
from . import place
from .belongings import remove_whole

__all__ = ["drop", "end", "show"]


def show(placement: Placement, values: Mapping[str, ParameterValue]) -> None:
    """Put what was made with ``values`` in the place of the version; one undo step.

    Raises:
        HostError: the file does not hold a model; what was shown before stays.
    """
    where = place.target()
    version = placement.version
    before = tree.previews_in(version.asset_id)
    with place.kept_view(where), place.all_or_nothing():
        made = place.append(placement)
        parent = tree.asset_collection(where.scene, version.asset_id, placement.asset_name)
        label = tree.version_label(parent.name, version.number) + " preview"
        made[tree.ASSET], made[tree.ASSET_NAME] = version.asset_id, placement.asset_name
        made[tree.PREVIEW] = version.number
        made[tree.VALUES] = json.dumps(dict(values))
        parent.children.link(made)
        _hide_versions(version.asset_id)
        for old in before:
            remove_whole(old)
        made.name = tree.free_name(label, bpy.data.collections, but=made)
    place.push_undo(f"LL3M: Set {', '.join(sorted(values))}")


def _hide_versions(asset_id: str) -> None:
    for each in tree.versions_in(None, asset_id):
        if each.editable and each.visible:
            each.collection.hide_viewport = each.collection.hide_render = True


def drop(asset_id: str) -> int | None:
    """Remove the asset's previews; the number of the version that one stood for, or None."""
    found = tree.previews_in(asset_id)
    number = int(found[-1][tree.PREVIEW]) if found else None
    for each in found:
        remove_whole(each)
    return number


def end(asset_id: str) -> bool:
    """Take the preview away and show its version again; one undo step. False if there is none."""
    where = place.target()
    with place.kept_view(where):
        number = drop(asset_id)
        if number is None:
            return False
        tree.show_only(asset_id, number)
    place.push_undo("LL3M: End Preview")
    return True
