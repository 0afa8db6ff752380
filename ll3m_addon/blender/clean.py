# SPDX-License-Identifier: GPL-3.0-or-later
"""Reduces what a hostile script left in a ``.blend`` to what an asset needs, by allowlist.

A file can carry what acts when a user opens, appends, renders or evaluates it: texts
that run on load, drivers, style scripts, nodes that read or write files, links to other
files, paths of images, sounds, caches. Runs in the second jailed process. What is not
on one of these lists is taken out and named in the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import bpy

from ..sandbox import policy, verdicts
from . import clean_paths

__all__ = ["load", "reduce"]

#: ``bpy.data`` collections whose things an asset may hold.
KEPT_DATA = frozenset(
    (
        "actions", "armatures", "cameras", "collections", "curves", "grease_pencils",
        "grease_pencils_v3", "hair_curves", "images", "lattices", "lights", "lightprobes",
        "materials", "meshes", "metaballs", "node_groups", "objects", "particles", "pointclouds",
        "shape_keys", "textures",
    )
)  # fmt: skip
OBJECT_TYPES = frozenset(
    (
        "MESH", "CURVE", "SURFACE", "META", "FONT", "CURVES", "POINTCLOUD", "GREASEPENCIL", "GPENCIL",
        "ARMATURE", "LATTICE", "EMPTY", "LIGHT", "LIGHT_PROBE", "CAMERA",
    )
)  # fmt: skip
#: Left out: MESH_CACHE, MESH_SEQUENCE_CACHE, FLUID, DYNAMIC_PAINT: they live on files.
MODIFIERS = frozenset(
    """
    GREASE_PENCIL_VERTEX_WEIGHT_PROXIMITY DATA_TRANSFER NORMAL_EDIT WEIGHTED_NORMAL UV_PROJECT
    UV_WARP VERTEX_WEIGHT_EDIT VERTEX_WEIGHT_MIX VERTEX_WEIGHT_PROXIMITY GREASE_PENCIL_COLOR
    GREASE_PENCIL_TINT GREASE_PENCIL_OPACITY GREASE_PENCIL_VERTEX_WEIGHT_ANGLE GREASE_PENCIL_TIME
    GREASE_PENCIL_TEXTURE ARRAY BEVEL BOOLEAN BUILD DECIMATE EDGE_SPLIT NODES MASK MIRROR
    MESH_TO_VOLUME MULTIRES REMESH SCREW SKIN SOLIDIFY SUBSURF TRIANGULATE VOLUME_TO_MESH WELD
    WIREFRAME GREASE_PENCIL_ARRAY GREASE_PENCIL_BUILD GREASE_PENCIL_LENGTH LINEART
    GREASE_PENCIL_MIRROR GREASE_PENCIL_MULTIPLY GREASE_PENCIL_SIMPLIFY GREASE_PENCIL_SUBDIV
    GREASE_PENCIL_ENVELOPE GREASE_PENCIL_OUTLINE ARMATURE CAST CURVE DISPLACE HOOK
    LAPLACIANDEFORM LATTICE MESH_DEFORM SHRINKWRAP SIMPLE_DEFORM SMOOTH CORRECTIVE_SMOOTH
    LAPLACIANSMOOTH SURFACE_DEFORM WARP WAVE VOLUME_DISPLACE GREASE_PENCIL_HOOK
    GREASE_PENCIL_NOISE GREASE_PENCIL_OFFSET GREASE_PENCIL_SMOOTH GREASE_PENCIL_THICKNESS
    GREASE_PENCIL_LATTICE GREASE_PENCIL_DASH GREASE_PENCIL_ARMATURE GREASE_PENCIL_SHRINKWRAP
    CLOTH COLLISION EXPLODE OCEAN PARTICLE_INSTANCE PARTICLE_SYSTEM SOFT_BODY SURFACE
    """.split()  # noqa: SIM905
)
#: Left out: TRANSFORM_CACHE and those that follow film clips.
CONSTRAINTS = frozenset(
    """
    COPY_LOCATION COPY_ROTATION COPY_SCALE COPY_TRANSFORMS LIMIT_DISTANCE LIMIT_LOCATION
    LIMIT_ROTATION LIMIT_SCALE MAINTAIN_VOLUME TRANSFORM CLAMP_TO DAMPED_TRACK IK LOCKED_TRACK
    SPLINE_IK STRETCH_TO TRACK_TO ACTION ARMATURE CHILD_OF FLOOR FOLLOW_PATH GEOMETRY_ATTRIBUTE
    PIVOT SHRINKWRAP
    """.split()  # noqa: SIM905
)
NODE_TREES = frozenset(("ShaderNodeTree", "GeometryNodeTree", "TextureNodeTree"))
#: Custom properties: at most this many characters or numbers each.
MAX_PROPERTY = 1024
#: Custom properties that add-ons of Blender's own keep as groups; dropping them loses nothing.
_QUIET = frozenset(("cycles", "cycles_visibility", "cycles_curves"))


def _all_data() -> Iterator[tuple[str, Any]]:
    """Every data-block with the name of the collection it lies in."""
    for prop in bpy.data.bl_rna.properties:
        # ``all_ids`` (5.2) lists everything a second time
        if prop.type == "COLLECTION" and prop.identifier != "all_ids":
            for block in list(getattr(bpy.data, prop.identifier)):
                yield prop.identifier, block


def load(path: str, names: Sequence[str]) -> tuple[Any | None, set[Any]]:
    """Append the first of the collections ``names`` of an unfiltered file; nothing may run.

    Returns the collection (None if there is none) and everything that was there before.
    """
    bpy.context.preferences.filepaths.use_scripts_auto_execute = False
    before = {block for _, block in _all_data()}
    with cast("Any", bpy.data.libraries.load(path, link=False)) as (found, wanted):
        wanted.collections = [each for each in names if each in found.collections][:1]
    loaded = [each for each in wanted.collections if each is not None]
    return (loaded[0] if loaded else None), before


def reduce(before: set[Any]) -> list[str]:
    """Strip what is not on the lists from everything that came with ``load``.

    Returns one line for each thing that was taken out.
    """
    stripped: list[str] = []
    _drop_blocks(before, stripped)
    _replace_fonts(before)
    for kind, block in _all_data():
        if block in before:
            continue
        if kind == "objects":
            _clean_object(block, stripped)
        if kind == "node_groups":
            _clean_tree(block, block.name, stripped)
        tree = getattr(block, "node_tree", None)
        if tree is not None:
            _clean_tree(tree, block.name, stripped)
            _clean_block(tree, f"{block.name}'s nodes", stripped)
        _clean_block(block, block.name, stripped)
    return stripped


def _label(kind: str, block: Any) -> str:
    return f"{kind.rstrip('s').replace('_', ' ')} {block.name!r}"


def _drop_blocks(before: set[Any], stripped: list[str]) -> None:
    """Remove every data-block of a kind or origin that no asset needs."""
    for kind, block in _all_data():
        if block in before or kind == "fonts":
            continue
        why = _unwanted(kind, block)
        if why and kind == "libraries":
            _remove_library(block, stripped)
        elif why:
            stripped.append(f"{_label(kind, block)}: {why}")
            _remove(kind, block)


def _unwanted(kind: str, block: Any) -> str:
    """Why a data-block can't stay, or an empty text."""
    if kind not in KEPT_DATA:
        return "not part of an asset"
    if block.library is not None:
        return "linked from another file"
    if kind == "images" and block.packed_file is None and block.source != "GENERATED":
        return "its file lies outside"
    if kind == "objects" and block.type not in OBJECT_TYPES:
        return "not part of an asset"
    if kind == "node_groups" and block.bl_idname not in NODE_TREES:
        return "not part of an asset"
    return ""


def _remove_library(block: Any, stripped: list[str]) -> None:
    """Remove a library; the one that was appended from needs no word."""
    if block.users_id:
        stripped.append(f"link to {block.filepath[:120]!r}")
    bpy.data.libraries.remove(block)


def _remove(kind: str, block: Any) -> None:
    if kind == "shape_keys":
        return  # goes with its owner
    try:
        bpy.data.batch_remove([block])
    except (RuntimeError, ReferenceError, TypeError) as error:
        raise RuntimeError(f"{_label(kind, block)} can't be removed: {error}") from error


def _replace_fonts(before: set[Any]) -> None:
    """Put Blender's own font in place of every font that came along."""
    foreign = [font for font in bpy.data.fonts if font not in before]
    if not foreign:
        return
    own = bpy.data.fonts.load("<builtin>")
    for font in foreign:
        if font != own:
            font.user_remap(own)
            bpy.data.fonts.remove(font)


def _clean_object(block: Any, stripped: list[str]) -> None:
    for modifier in list(block.modifiers):
        outside = modifier.type == "MULTIRES" and modifier.is_external
        if modifier.type not in MODIFIERS or outside:
            stripped.append(f"modifier {modifier.name!r} of {block.name!r}: it lives on files")
            block.modifiers.remove(modifier)
    holders = [block, *(block.pose.bones if block.pose else ())]
    for holder in holders:
        for constraint in list(holder.constraints):
            if constraint.type not in CONSTRAINTS:
                stripped.append(
                    f"constraint {constraint.name!r} of {block.name!r}: {constraint.type}"
                )
                holder.constraints.remove(constraint)


def _clean_tree(tree: Any, owner: str, stripped: list[str]) -> None:
    """Remove nodes that read or write files or run code, and kinds that are not known."""
    for node in list(tree.nodes):
        kind = node.bl_idname
        if not kind.startswith(policy.NODE_PREFIXES) or verdicts.denied_node(kind):
            stripped.append(f"node {node.name!r} of {owner!r}: {kind}")
            tree.nodes.remove(node)


def _clean_block(block: Any, owner: str, stripped: list[str]) -> None:
    """Clean what every data-block has: drivers, custom properties, paths, marks."""
    _clean_drivers(block, owner, stripped)
    _clean_properties(block, owner, stripped)
    for path in clean_paths.clear(block):
        stripped.append(f"path {path} of {owner!r}")
    if isinstance(block, bpy.types.ID):
        if block.asset_data is not None:
            block.asset_clear()
        if not isinstance(block, bpy.types.Key) and not block.is_embedded_data:
            block.use_fake_user = False
    for holder in _property_holders(block):
        _clean_properties(holder, owner, stripped)


def _property_holders(block: Any) -> Iterator[Any]:
    """Parts of a data-block that carry custom properties of their own."""
    if isinstance(block, bpy.types.Object) and block.pose:
        yield from block.pose.bones
    if isinstance(block, bpy.types.Armature):
        yield from block.bones


def _clean_drivers(block: Any, owner: str, stripped: list[str]) -> None:
    animation = getattr(block, "animation_data", None)
    if animation is None:
        return
    for curve in list(animation.drivers):
        driver = curve.driver
        if driver.type == "SCRIPTED" and not verdicts.driver_allowed(driver.expression):
            stripped.append(f"driver of {owner!r}: {driver.expression[:80]!r}")
            animation.drivers.remove(curve)


def _plain(value: Any) -> bool:
    if isinstance(value, (bool, int, float)):
        return True
    if isinstance(value, str):
        return len(value) <= MAX_PROPERTY
    to_list = getattr(value, "to_list", None)
    if to_list is None or hasattr(value, "to_dict"):
        return False
    items = to_list()
    return len(items) <= MAX_PROPERTY and all(
        isinstance(each, (bool, int, float)) for each in items
    )


def _clean_properties(holder: Any, owner: str, stripped: list[str]) -> None:
    """Keep plain custom properties; drop groups, pointers, and names that are LL3M's own."""
    try:
        names = list(holder.keys())
    except TypeError:
        return
    for name in names:
        if _plain(holder[name]) and not name.lower().startswith("ll3m"):
            continue
        if name not in _QUIET:
            stripped.append(f"property {name!r} of {owner!r}")
        del holder[name]
