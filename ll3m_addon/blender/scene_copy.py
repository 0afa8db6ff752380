# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of the open scene for the jail, and a description of it for a model.

``libraries.write`` writes the scene with all that it needs and nothing else: no handler
runs, no path is followed or changed, and the artist's file is neither saved nor marked.
Main thread only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

from ...bridge.contract.errors import Conflict, HostError
from ..core.seams import SceneCopy
from . import scene_state
from .place import target

__all__ = ["copy", "summary"]

#: Characters of the description: some 2500 tokens, about 80 objects.
SUMMARY_CHARS = 9000
NAMED = 40  # materials, and collections


def copy(path: Path, selected_only: bool) -> SceneCopy:
    """Write the artist's scene to ``path`` and say what it holds.

    Raises:
        Conflict: only the selection was asked for and nothing is selected.
        HostError: the copy can't be written.
        NoScene.
    """
    where = target()
    chosen = [item for item in where.scene.objects if item.select_get(view_layer=where.view_layer)]
    if selected_only and not chosen:
        raise Conflict("Nothing is selected.", advice="Select what may be changed and ask again.")
    state = scene_state.read()
    try:
        bpy.data.libraries.write(
            str(path), {where.scene}, path_remap="NONE", fake_user=False, compress=False
        )
    except (OSError, RuntimeError) as error:
        raise HostError(f"The scene could not be copied to {path}: {error}") from error
    return SceneCopy(
        blend=path,
        scene=where.scene.name,
        selected_only=selected_only,
        selected=tuple(item.name for item in chosen if item.library is None),
        summary=summary(where.scene, where.view_layer),
        marks={uid: scene_state.digest(block) for uid, block in state.items()},
    )


# ---------------------------------------------------------------- description


def summary(scene: Any, layer: Any, limit: int = SUMMARY_CHARS) -> str:
    """The scene in lines of text: what is selected first, then the largest; cut to ``limit``."""
    items = sorted(
        scene.objects, key=lambda item: (not item.select_get(view_layer=layer), -_bulk(item))
    )
    unit = scene.unit_settings
    head = [
        f"scene {scene.name!r}, {len(items)} objects, units {unit.system} × {unit.scale_length:g} m, "
        f"frame {scene.frame_current}, camera {_name(scene.camera)}, world {_name(scene.world)}",
        *_collections(scene.collection),
        *_materials(items),
    ]
    lines, left = head, limit - sum(len(line) + 1 for line in head)
    for index, item in enumerate(items):
        line = _object(item, layer)
        left -= len(line) + 1
        if left < 0:
            lines.append(_rest(items[index:]))
            break
        lines.append(line)
    return "\n".join(lines)


def _bulk(item: Any) -> float:
    x, y, z = item.dimensions
    return x * y * z + x + y + z


def _name(block: Any) -> str:
    return repr(block.name) if block is not None else "none"


def _numbers(values: Any) -> str:
    return "(" + ", ".join(f"{value:.3g}" for value in values) + ")"


def _object(item: Any, layer: Any) -> str:
    parts = [f"{item.type} {item.name!r}", f"at {_numbers(item.location)}"]
    if item.type != "EMPTY":
        parts.append(f"size {_numbers(item.dimensions)}")
    if any(abs(angle) > 1e-4 for angle in item.rotation_euler):
        parts.append(f"rotation {_numbers(item.rotation_euler)}")
    if item.parent is not None:
        parts.append(f"parent {item.parent.name!r}")
    materials = [slot.material.name for slot in item.material_slots if slot.material is not None]
    if materials:
        parts.append(f"materials {materials}")
    if item.modifiers:
        parts.append(f"modifiers {[f'{each.name}: {each.type}' for each in item.modifiers]}")
    if item.constraints:
        parts.append(f"constraints {[each.type for each in item.constraints]}")
    parts += _flags(item, layer)
    return ", ".join(parts)


def _flags(item: Any, layer: Any) -> Iterator[str]:
    if item.select_get(view_layer=layer):
        yield "selected"
    if layer.objects.active == item:
        yield "active"
    if not item.visible_get(view_layer=layer):
        yield "hidden"
    if item.library is not None:
        yield "linked from another file, can't be changed"
    elif item.data is not None and item.data.users > 1:
        yield f"data {item.data.name!r} shared by {item.data.users}"


def _collections(root: Any, depth: int = 0) -> Iterator[str]:
    if depth == 0:
        listed = [line for child in root.children for line in _collections(child, 1)]
        yield from listed[:NAMED]
        return
    yield f"{'  ' * (depth - 1)}collection {root.name!r}, {len(root.objects)} objects"
    for child in root.children:
        yield from _collections(child, depth + 1)


def _materials(items: list[Any]) -> Iterator[str]:
    found: dict[str, Any] = {}
    for item in items:
        for slot in item.material_slots:
            if slot.material is not None:
                found.setdefault(slot.material.name, slot.material)
    for name in list(found)[:NAMED]:
        material = found[name]
        yield f"material {name!r}, {_looks(material)}, {material.users} users"


def _looks(material: Any) -> str:
    tree = material.node_tree
    for node in tree.nodes if tree is not None else ():
        if node.bl_idname == "ShaderNodeBsdfPrincipled":
            base = node.inputs["Base Color"]
            colour = "from nodes" if base.is_linked else _numbers(base.default_value[:3])
            metal, rough = node.inputs["Metallic"], node.inputs["Roughness"]
            return (
                f"Principled, base colour {colour}, metallic {metal.default_value:.2g}, "
                f"roughness {rough.default_value:.2g}"
            )
    return "nodes" if tree is not None else f"colour {_numbers(material.diffuse_color[:3])}"


def _rest(items: list[Any]) -> str:
    kinds: dict[str, int] = {}
    for item in items:
        kinds[item.type] = kinds.get(item.type, 0) + 1
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    names = ", ".join(repr(item.name) for item in items[:20])
    return f"… and {len(items)} smaller ones ({counts}), such as {names}"
