# SPDX-License-Identifier: GPL-3.0-or-later
"""The open file as plain values, so that before and after a script can be compared.

Every data-block becomes a flat dictionary from a path (``modifiers["Bevel"].width``) to a
value that can be compared; large arrays become a count and a hash. What Blender derives, and
what animation or drivers write, is left out: it changes without anybody changing it. Main
thread only; imports bpy, numpy and the standard library, since it runs in the jail too.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import bpy

from . import scene_arrays

__all__ = ["Block", "Ref", "State", "digest", "read"]

#: Kinds of data-blocks that belong to Blender's interface or tools, or that no script can reach.
SKIPPED_TYPES = frozenset(
    (
        "WINDOWMANAGER", "SCREEN", "WORKSPACE", "BRUSH", "TEXT", "LIBRARY", "PALETTE", "PAINTCURVE",
        "SOUND", "FONT", "CACHEFILE", "MOVIECLIP", "MASK", "LINESTYLE",
    )
)  # fmt: skip
#: Properties that say what is chosen or shown in the interface, or that Blender derives.
SKIPPED_NAMES = re.compile(
    r"active(_.*)?|select(_.*)?|show_expanded|show_(in|on|pin).*|is_.*|dimensions|bound_box"
    r"|matrix_(world|local|basis|channel)|rna_type|bl_.*|ui_.*|use_pin_to_last|persistent_uid"
    r"|execution_time|preview|tool_settings|asset_data|library.*|override_library|original"
    r"|depsgraph|layer_collection|display|uv_layer_.*|motion_path|grease_pencil_settings|ffmpeg|cursor_.*|warning_.*|edit_.*|total_.*|texture_mesh|point_caches?|frame_(subframe|final)"
)
#: Collections of a type that arrays or other entries stand for.
ARRAYS = frozenset(
    (
        "vertices", "edges", "loops", "polygons", "loop_triangles", "loop_triangle_polygons",
        "vertex_normals", "polygon_normals", "corner_normals", "attributes", "color_attributes",
        "vertex_colors", "uv_layers", "skin_vertices", "vertex_layers_float", "edge_creases",
        "sculpt_vertex_colors", "keyframe_points", "sampled_points", "points", "bezier_points",
        "curves", "position_data", "normals", "objects", "all_objects", "children", "all_children",
        "children_recursive", "data", "particles", "hair_keys", "child_particles",
        "collection_children", "collection_objects",
    )
)  # fmt: skip
DEPTH = 5  # structs within structs
ITEMS = 2000  # of a collection that has no arrays


@dataclass(frozen=True, slots=True)
class Ref:
    """Stands for a data-block that another one uses."""

    uid: int


@dataclass(slots=True)
class Block:
    """One data-block. ``used`` is whether anything but a fake user holds it."""

    type: str
    name: str
    values: dict[str, Any]
    used: bool
    fake: bool


#: ``session_uid`` to what was read.
State = dict[int, Block]


def read() -> State:
    """All local data-blocks of the open file that a script could change."""
    homes = _homes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what a later Blender drops counts
        return {block.session_uid: _read(block, homes) for block in _blocks()}


def _read(block: Any, homes: dict[int, list[Ref]]) -> Block:
    return Block(
        type=block.id_type,
        name=block.name,
        values=_values(block, homes),
        used=block.users - int(block.use_fake_user) > 0,
        fake=bool(block.use_fake_user),
    )


def digest(block: Block) -> int:
    """A hash of one data-block's name and values; good within this process only."""
    return hash((block.type, block.name, frozenset(block.values.items())))


def _blocks() -> Iterator[Any]:
    for prop in bpy.data.bl_rna.properties:
        if prop.type != "COLLECTION":
            continue
        for block in getattr(bpy.data, prop.identifier):
            if block.id_type in SKIPPED_TYPES:
                break
            drawn = getattr(block, "source", "") == "VIEWER"  # what a render shows
            if block.library is None and not drawn:
                yield block


def _homes() -> dict[int, list[Ref]]:
    """For each object the collections and scenes in which it lies."""
    found: dict[int, list[Ref]] = {}
    for holder in (*bpy.data.collections, *bpy.data.scenes):
        members = holder.collection if isinstance(holder, bpy.types.Scene) else holder
        for item in members.objects:
            found.setdefault(item.session_uid, []).append(Ref(holder.session_uid))
    return found


def _values(block: Any, homes: dict[int, list[Ref]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    _struct(out, block, "", 0, set())
    _custom(out, block, "")
    special: Callable[..., None] | None = _SPECIAL.get(block.id_type)
    if special is not None:
        special(out, block)
    scene_arrays.read(out, block)
    if block.id_type == "OBJECT":
        out["collections"] = tuple(sorted(homes.get(block.session_uid, ()), key=lambda r: r.uid))
    _drop_animated(out, block)
    return out


# ---------------------------------------------------------------- structs

#: type's name -> what to read of it: (name, "value" | "array" | "pointer" | "collection")
_plans: dict[str, tuple[tuple[str, str], ...]] = {}
_ID_PROPERTIES = frozenset(prop.identifier for prop in bpy.types.ID.bl_rna.properties)


def _plan(rna: Any) -> tuple[tuple[str, str], ...]:
    plan = _plans.get(rna.identifier)
    if plan is None:
        plan = _plans[rna.identifier] = tuple(_planned(rna))
    return plan


def _planned(rna: Any) -> Iterator[tuple[str, str]]:
    is_id = set(rna.properties.keys()) >= _ID_PROPERTIES
    for prop in rna.properties:
        name = prop.identifier
        if (is_id and name in _ID_PROPERTIES) or SKIPPED_NAMES.fullmatch(name):
            continue
        if prop.is_runtime and name != "cycles":
            continue  # an add-on's; its getters may run anything
        if prop.type == "POINTER":
            yield name, "pointer"
        elif prop.type == "COLLECTION":
            if name not in ARRAYS:
                yield name, "collection"
        elif not prop.is_readonly:
            yield name, "array" if getattr(prop, "is_array", False) else "value"


def _struct(out: dict[str, Any], struct: Any, path: str, depth: int, seen: set[int]) -> None:
    seen.add(struct.as_pointer())
    for name, kind in _plan(struct.bl_rna):
        try:
            value = getattr(struct, name)
        except (AttributeError, RuntimeError, ValueError, UnicodeDecodeError):
            continue
        here = f"{path}.{name}" if path else name
        if kind == "value":
            out[here] = _plain(value)
        elif kind == "array":
            out[here] = tuple(map(_plain, _flat(value)))
        elif kind == "pointer":
            _pointer(out, value, here, depth, seen)
        else:
            _collection(out, value, here, depth, seen)


def _pointer(out: dict[str, Any], value: Any, path: str, depth: int, seen: set[int]) -> None:
    if value is None:
        out[path] = None
    elif isinstance(value, bpy.types.ID):
        if not value.is_embedded_data:
            out[path] = Ref(value.session_uid)
        elif isinstance(value, bpy.types.NodeTree):
            _nodes(out, value, "")
    elif depth < DEPTH and value.as_pointer() not in seen:
        out[path] = value.bl_rna.identifier
        _struct(out, value, path, depth + 1, seen)


def _collection(out: dict[str, Any], items: Any, path: str, depth: int, seen: set[int]) -> None:
    listed = list(items)[:ITEMS] if depth < DEPTH else []
    names = [getattr(each, "name", "") if each is not None else "" for each in listed]
    by_name = len(set(names)) == len(names) and all(names) and not path.endswith("slots")
    out[path] = tuple(names) if by_name else len(items)
    for index, item in enumerate(listed):
        here = f'{path}["{names[index]}"]' if by_name else f"{path}[{index}]"
        if item is None or isinstance(item, bpy.types.ID):
            out[here] = None if item is None else Ref(item.session_uid)
        elif item.as_pointer() not in seen or path.endswith("slots"):
            out[here] = item.bl_rna.identifier
            _struct(out, item, here, depth + 1, seen)
            if isinstance(item, bpy.types.Modifier):
                _custom(out, item, here)


def _custom(out: dict[str, Any], holder: Any, path: str) -> None:
    """Custom properties; a modifier of nodes keeps its inputs there."""
    try:
        items = list(holder.items())
    except (TypeError, AttributeError):
        return  # this type holds none
    for key, value in items:
        if key not in {"cycles", "_RNA_UI"}:
            out[f'{path}["{key}"]'] = _custom_value(value)


def _custom_value(value: Any) -> Any:
    if isinstance(value, bpy.types.ID):
        return Ref(value.session_uid)
    for plain in ("to_dict", "to_list"):
        make = getattr(value, plain, None)
        if make is not None:
            return repr(make())[:2000]
    return _plain(value) if isinstance(value, (bool, int, float, str)) else repr(value)[:2000]


def _flat(value: Any) -> Iterable[Any]:
    if not len(value) or not hasattr(value[0], "__len__"):
        return value[:]
    return [number for row in value for number in _flat(row)]  # a matrix


def _plain(value: Any) -> Any:
    if value != value:
        return "nan"  # else it would differ from itself
    return tuple(sorted(value)) if isinstance(value, (set, frozenset)) else value


# ---------------------------------------------------------------- what needs a look of its own

_NODE_PROPERTIES = frozenset(prop.identifier for prop in bpy.types.Node.bl_rna.properties)


def _nodes(out: dict[str, Any], tree: Any, path: str) -> None:
    """A node tree: its nodes with their own settings and unlinked inputs, its links."""
    out[f"{path}nodes"] = tuple(node.name for node in tree.nodes)
    for node in tree.nodes:
        here = f'{path}nodes["{node.name}"]'
        out[here] = (node.bl_idname, node.mute)
        own: dict[str, Any] = {}
        _struct(own, node, here, DEPTH - 2, set())
        cut = len(here) + 1
        for key, value in own.items():
            if re.split(r"[.\[]", key[cut:], maxsplit=1)[0] not in _NODE_PROPERTIES:
                out[key] = value
        for name, sockets in (("inputs", node.inputs), ("outputs", node.outputs)):
            for index, socket in enumerate(sockets):
                if not socket.is_linked and hasattr(socket, "default_value"):
                    out[f'{here}.{name}["{socket.name}"]#{index}'] = _socket(socket.default_value)
    out[f"{path}links"] = tuple(
        sorted(
            (a.from_node.name, a.from_socket.identifier, a.to_node.name, a.to_socket.identifier)
            for a in tree.links
            if a.from_node is not None and a.to_node is not None
        )
    )


def _socket(value: Any) -> Any:
    if isinstance(value, bpy.types.ID):
        return Ref(value.session_uid)
    if hasattr(value, "__len__") and not isinstance(value, str):
        return tuple(_plain(each) for each in value)
    return _plain(value)


def _node_group(out: dict[str, Any], tree: Any) -> None:
    for key in [key for key in out if key.startswith(("nodes", "links"))]:
        del out[key]
    _nodes(out, tree, "")


def _object(out: dict[str, Any], item: Any) -> None:
    for key in [key for key in out if key.startswith("material_slots")]:
        del out[key]
    out["material_slots"] = tuple(
        (slot.link, Ref(slot.material.session_uid) if slot.material else None)
        for slot in item.material_slots
    )
    layers = [layer for scene in bpy.data.scenes for layer in scene.view_layers]
    out["hidden"] = tuple(
        layer.name for layer in layers if item.hide_get(view_layer=layer)
    )  # fmt: skip


def _members(out: dict[str, Any], collection: Any) -> None:
    out["children"] = tuple(Ref(each.session_uid) for each in collection.children)
    out["objects"] = len(collection.objects)


def _scene(out: dict[str, Any], scene: Any) -> None:
    _members(out, scene.collection)
    out.pop("frame_float", None)
    for layer in scene.view_layers:
        pending = [layer.layer_collection]
        while pending:
            each = pending.pop()
            out[f'view_layers["{layer.name}"].collections["{each.name}"]'] = (
                each.exclude, each.hide_viewport, each.holdout, each.indirect_only,
            )  # fmt: skip
            pending.extend(each.children)


_SPECIAL: dict[str, Callable[..., None]] = {
    "OBJECT": _object, "COLLECTION": _members, "SCENE": _scene, "NODETREE": _node_group,
}  # fmt: skip


def _drop_animated(out: dict[str, Any], block: Any) -> None:
    """Forget what animation and drivers write: it follows the frame."""
    animation = getattr(block, "animation_data", None)
    if animation is None:
        return
    curves = [*animation.drivers]
    if animation.action is not None:
        curves += scene_arrays.curves_of(animation.action)
    for path in {curve.data_path for curve in curves}:
        for key in [key for key in out if key == path or key.startswith((f"{path}.", f"{path}["))]:
            del out[key]
