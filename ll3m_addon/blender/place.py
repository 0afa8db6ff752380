# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a version into the open scene: its own collection, one undo step, all or nothing.

Main thread only. Selection, active object, active collection, mode and view stay as
they are; on any failure every data-block that came in is removed again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import bpy

from ...bridge.contract.errors import HostError, NoScene
from ...bridge.contract.version import Version
from ..core.seams import Placement
from . import collections as tree
from .belongings import remove_whole
from .blocks import known_blocks, new_blocks
from .spec_handover import hand_over
from .windows import current_window

__all__ = [
    "Target",
    "all_or_nothing",
    "append",
    "bring",
    "kept_view",
    "known_blocks",
    "new_blocks",
    "place",
    "push_undo",
    "target",
]

#: The collection in a version's ``model.blend`` that holds the model (``FinishRequest``).
MODEL = "model"
#: How versions that no model made came about, as an undo step's name says it.
STEPS = {"parameters": "Set Parameters", "source": "Re-run", "fix": "Repair", "hand": "Push"}
#: Seconds that a script may run in the scene at the least; else five times what its trial took.
LEAST_BUDGET = 5.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where a version goes: what the artist looks at."""

    scene: bpy.types.Scene
    view_layer: bpy.types.ViewLayer
    window: bpy.types.Window | None


def target() -> Target:
    """The scene and view layer of the artist's window; of the context where there is none.

    Raises:
        NoScene: there is no scene at all.
    """
    context = bpy.context
    window = current_window()
    scene = window.scene if window is not None else context.scene
    if scene is None:
        raise NoScene("No scene is open in this Blender.")
    view_layer = window.view_layer if window is not None else context.view_layer
    return Target(scene, view_layer or scene.view_layers[0], window)


def place(placement: Placement) -> bpy.types.Collection:
    """Put the version into the target scene; one already there is only shown again.

    Raises:
        HostError: the file is missing or does not hold a model. The scene is as before.
        ScriptFailed: (way ``run``) the script raised. The scene is as before.
        NoScene: there is no scene.
    """
    where = target()
    version = placement.version
    with kept_view(where), all_or_nothing():
        known = tree.find_version(where.scene, version.asset_id, version.number)
        there = bring(placement, where)
        for preview in tree.previews_in(version.asset_id):
            remove_whole(preview)
        tree.show_only(version.asset_id, version.number)
        if there != known:
            hand_over(version, there, where.scene)
    push_undo(_step_name(placement))
    return there


def bring(placement: Placement, where: Target) -> bpy.types.Collection:
    """The version's collection in the scene; brought where it is missing, linked or emptied.

    The caller shows it, ends the undo step, and takes back what came in if this raises.
    """
    version = placement.version
    for each in tree.versions_in(where.scene, version.asset_id):
        if each.number == version.number and each.editable:
            if each.collection.all_objects:
                return each.collection
            bpy.data.collections.remove(each.collection)  # emptied by hand
            break
    if placement.way == "run" and placement.version.kind == "python_model":
        from . import run_in_scene

        seconds = max(LEAST_BUDGET, 5 * placement.version.facts.seconds)
        made = run_in_scene.run(placement.version.source, where, seconds)
    else:
        made = append(placement)
    _settle(made, placement, where.scene)
    return made


def append(placement: Placement) -> bpy.types.Collection:
    """Append the model's collection from the version's file; it is linked nowhere yet."""
    path = placement.folder / "model.blend"
    if not path.is_file():
        raise HostError(
            f"The version's file {path} is missing.",
            advice="Restore the library folder, or make the version again.",
        )
    loaded: Any = bpy.data.libraries.load(str(path), link=False)
    try:
        with loaded as (source, wanted):
            if MODEL not in source.collections:
                raise HostError(f"{path} holds no collection {MODEL!r}.")
            wanted.collections = [MODEL]
    except OSError as error:
        raise HostError(f"Blender can't read {path}: {error}") from error
    made: Any = wanted.collections[0]
    if made is None:
        raise HostError(f"Blender could not append {MODEL!r} from {path}.")
    made.asset_clear()
    _hoist(made)
    return made


def _hoist(made: bpy.types.Collection) -> None:
    """Take the scene's own nameless collection out of the model: it says nothing to anyone."""
    for child in list(made.children):
        if not re.fullmatch(r"Collection(\.\d+)?", child.name):
            continue
        for item in list(child.objects):
            if item.name not in made.objects:
                made.objects.link(item)
        for grandchild in list(child.children):
            if grandchild.name not in made.children:
                made.children.link(grandchild)
        bpy.data.collections.remove(child)


def _settle(made: bpy.types.Collection, placement: Placement, scene: bpy.types.Scene) -> None:
    """Name, mark and link the version's collection, and put its source beside it."""
    version = placement.version
    parent = tree.asset_collection(scene, version.asset_id, placement.asset_name)
    name = tree.version_label(parent.name, version.number)
    made.name = tree.free_name(name, bpy.data.collections, but=made)
    for key, value in _provenance(version, placement.asset_name).items():
        made[key] = value
    made[tree.SOURCE] = _text(version, name)
    parent.children.link(made)


def _text(version: Version, name: str) -> bpy.types.Text:
    """The version's source as a text; one that lies there unchanged is taken again."""
    for each in bpy.data.texts:
        mine = each.get(tree.ASSET) == version.asset_id and each.get(tree.VERSION) == version.number
        if mine and each.library is None and each.as_string() == version.source:
            return each
    ending = "py" if version.kind == "python_model" else "json"
    text = bpy.data.texts.new(tree.free_name(f"{name}.{ending}", bpy.data.texts))
    text.write(version.source)
    text[tree.ASSET], text[tree.VERSION] = version.asset_id, version.number
    return text


def _provenance(version: Version, asset_name: str) -> dict[str, str | int]:
    """What the version's collection says of itself; the whole record is in ``version.json``."""
    facts: dict[str, str | int | None] = {
        tree.ASSET: version.asset_id,
        tree.VERSION: version.number,
        tree.ASSET_NAME: asset_name,
        "ll3m_kind": version.kind,
        "ll3m_prompt": version.prompt,
        "ll3m_feedback": version.feedback,
        "ll3m_parent": version.parent,
        "ll3m_quality": version.quality,
        "ll3m_provider": version.provider,
        "ll3m_model": version.model,
        "ll3m_created_at": version.created_at,
        "ll3m_blender_version": version.blender_version,
        "ll3m_source_sha256": hashlib.sha256(version.source.encode()).hexdigest(),
    }
    return {key: value for key, value in facts.items() if value is not None}


def _step_name(placement: Placement) -> str:
    """The undo step as Edit ▸ Undo History shows it."""
    version = placement.version
    verb = "Refine" if version.feedback else "Generate"
    verb = STEPS.get(str(version.metadata.get("made_by", "")), verb)
    return f"LL3M: {verb} {placement.asset_name[:30]} v{version.number:03d}"


def push_undo(message: str) -> None:
    """End an undo step, so that one Ctrl-Z takes back exactly what was done here."""
    operator: Any = bpy.ops.ed.undo_push
    if operator.poll():
        operator(message=message[:60])


@contextmanager
def kept_view(where: Target) -> Iterator[None]:
    """Keep selection, active object and active collection as the artist left them."""
    layer: Any = where.view_layer
    # The scene's list: what was deleted by hand may still haunt the view layer's own.
    selected = {
        item.session_uid for item in where.scene.objects if item.select_get(view_layer=layer)
    }
    active = layer.objects.active
    active_uid = active.session_uid if active is not None else None
    collection_uid = layer.active_layer_collection.collection.session_uid
    yield
    # The scene's list: the view layer's own is not up to date until someone asks for a base.
    for item in where.scene.objects:
        chosen = item.session_uid in selected
        if chosen == item.select_get(view_layer=layer):
            continue
        if layer.objects.get(item.name) == item:  # its collection may be out of the view layer
            item.select_set(chosen, view_layer=layer)
    now = layer.objects.active
    if (now.session_uid if now is not None else None) != active_uid:
        layer.objects.active = next(
            (item for item in layer.objects if item.session_uid == active_uid), None
        )
    if layer.active_layer_collection.collection.session_uid != collection_uid:
        found = _layer_collection(layer.layer_collection, collection_uid)
        if found is not None:
            layer.active_layer_collection = found


def _layer_collection(
    root: bpy.types.LayerCollection, uid: int
) -> bpy.types.LayerCollection | None:
    if root.collection.session_uid == uid:
        return root
    for child in root.children:
        found = _layer_collection(child, uid)
        if found is not None:
            return found
    return None


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Remove every data-block that came in, and show what was shown, if the body raises."""
    before = known_blocks()
    shown = {
        each.collection.session_uid: (each.collection.hide_viewport, each.collection.hide_render)
        for each in tree.versions_in()
    }
    try:
        yield
    except BaseException:
        bpy.data.batch_remove(new_blocks(before))
        for each in tree.versions_in():
            hidden = shown.get(each.collection.session_uid)
            if hidden is not None:
                each.collection.hide_viewport, each.collection.hide_render = hidden
        raise
