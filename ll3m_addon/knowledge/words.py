# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: SIM905
"""Cuts names and questions into words: ``ShaderNodeTexBrick`` and "brick texture" must meet."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["identifiers", "label", "query_words", "split_name", "stem", "trigrams"]

_PART = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_NAME = re.compile(r"[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*")
#: Kinds of entries whose text begins with the name that Blender's interface shows.
_LABELLED = frozenset(("operator", "property", "type", "node", "modifier", "constraint"))
#: Words that questions hold and that say nothing of the thing sought.
STOP = frozenset(
    """
    a an the of to in on at by for from with without into onto and or is are was be been do does did
    how what which where when why can could should i we you it its this that these those my your not
    no has have had object's attribute attributeerror typeerror keyerror valueerror runtimeerror
    indexerror nameerror error traceback line file script module call last recent most found got
    unexpected keyword argument key collection prop bpy using use used every each all some any get
    set want need make please must there if as so than then them their up out before only
    around about through across within while runtime undefined
    """.split()
)
#: What people say -> what Blender calls it (a word or two, as in its names).
SAID: dict[str, str] = {
    "hole": "boolean difference", "subtract": "boolean difference", "cut": "boolean knife",
    "union": "boolean", "intersect": "boolean", "chamfer": "bevel", "round": "bevel",
    "rounded": "bevel", "repeat": "array", "copies": "array", "duplicate": "array duplicate",
    "symmetric": "mirror", "symmetry": "mirror", "revolve": "spin screw", "lathe": "spin screw",
    "thickness": "solidify thickness", "thick": "solidify", "smooth": "smooth shade",
    "subdivide": "subdivide subsurf", "subdivision": "subsurf subdivide", "glow": "emission",
    "glowing": "emission", "colour": "color", "colours": "color", "scatter": "distribute instance points",
    "doubles": "doubles weld", "merge": "doubles weld merge", "ramp": "val rgb ramp",
    "principled": "bsdf principled", "pbr": "bsdf principled", "unwrap": "unwrap project uv",
    "vertex": "vertex vert", "vertices": "verts vertices", "normals": "normals normal",
    "faces": "faces face polygons", "polygon": "polygons polygon face", "polygons": "polygon polygons",
    "rotate": "rotation rotate", "move": "translate location", "size": "size dimensions scale",
    "extrude": "extrude", "loft": "bridge loops", "animate": "keyframe", "animation": "keyframe",
    "bone": "bones armature", "bones": "armature bone", "rig": "armature", "hinge": "parent",
    "text": "text font", "font": "text font", "drape": "cloth", "rope": "curve", "pipe": "curve bevel",
    "tube": "curve bevel", "mix": "mix", "lamp": "light", "randomize": "random noise",
    "perlin": "noise", "procedural": "texture", "nearest": "find nearest", "bend": "deform lattice",
    "assign": "append materials", "hole-punch": "boolean", "lens": "lens", "parent": "parent",
    "glass": "glass transmission", "metal": "metallic", "metallic": "metallic", "direction": "track",
    "link": "link links new", "apply": "apply transform", "extrusion": "extrude", "line": "line intersect", "wood": "wave wood", "engine": "engine", "eevee": "engine", "cycles": "engine",
    "thicker": "solidify thickness", "thicken": "solidify thickness", "times": "array", "row": "array row",
    "rusty": "rust", "delete": "delete remove", "erase": "delete remove", "group": "group collection",
    "groups": "group collection", "keyframe": "keyframe insert", "coordinates": "coord coordinates",
    "second": "second fps", "seconds": "second fps", "shiny": "metallic roughness", "transparent": "transparent alpha",
    "gap": "offset", "tile": "array tiles", "sharp": "sharp crease", "melt": "remesh", "fracture": "bisect crack",
    "stretch": "stretch scale", "visible": "hide visible", "invisible": "hide", "look": "track", "aim": "track",
    "hollow": "solidify", "thin": "solidify thickness", "shell": "solidify", "degrees": "angle rotation",
    "pyramid": "cone", "capsule": "sphere cylinder", "pill": "sphere cylinder", "steel": "metal", "brass": "metal",
    "output": "output material", "towards": "track", "everything": "all", "evaluate": "evaluated depsgraph", "final": "evaluated",
    "position": "location position co", "parenting": "parent", "plank": "cube", "coil": "screw", "coiled": "screw",
    "average": "average mean", "join": "join", "combine": "join", "split": "split separate", "clone": "copy duplicate",
}  # fmt: skip

#: What scripts call an attribute -> what Blender may call it.
ATTRIBUTE: dict[str, str] = {
    "intensity": "energy strength", "strength": "energy factor", "power": "energy strength",
    "target": "object", "number": "count", "amount": "width strength factor count", "position": "location co translation", "location": "co translation",
    "segments": "steps resolution", "iterations": "levels count", "thickness": "depth width",
    "radius": "depth size width", "angle": "angle rotation", "visible": "hide", "verts": "vertices",
    "polys": "polygons", "norm": "normal", "fov": "angle lens", "scale": "size strength",
    "subdivisions": "levels", "text": "body", "len": "length", "engine": "render",
    "rate": "ratio", "width": "thickness size", "object": "target", "distance": "length",
    "stops": "elements", "influence": "value factor", "weight": "factor influence", "size": "angle scale radius",
    "height": "depth size", "method": "mode type", "depth": "thickness", "seed": "random", "link": "objects",
    "rotation": "euler quaternion", "pos": "location co translation", "loc": "location co", "rot": "rotation",
    "factor": "ratio strength influence", "coords": "co", "coordinates": "co", "coordinate": "co",
    "point": "co", "center": "calc_center_median", "centre": "calc_center_median center",
    "mode": "type method", "hidden": "hide_viewport hide_render", "wireframe": "show_wire",
    "color": "diffuse_color default_value", "material": "active_material materials",
    "mesh": "data", "geometry": "data", "collection": "users_collection",
    "collections": "users_collection", "nodes": "node_tree", "links": "node_tree",
    "selected": "select select_get", "matrix": "matrix_world", "transform": "matrix_world",
    "origin": "location", "frame": "frame_current", "profile": "bevel_object profile",
    "bevel": "bevel_depth", "transparency": "alpha", "double_sided": "use_backface_culling",
    "faces": "polygons", "rotate": "rotation_euler", "move": "location", "translate": "location",
    "offset": "displace", "resolution": "resolution_u", "align": "align_x",
    "colour": "color", "opacity": "alpha", "smooth": "use_smooth", "closed": "cyclic", "enabled": "show mute",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the endings that names rarely share with questions."""
    word = word.lower()
    for ending, kept in (("ies", "y"), ("ing", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + kept
    return word


def split_name(name: str) -> list[str]:
    """Lower-case words of a name: ``bpy.types.ShaderNodeTexBrick`` -> bpy types shader node tex brick."""
    return [part.lower() for part in _PART.findall(name)]


def identifiers(query: str) -> list[str]:
    """Names in a text that look like code, dotted ones whole; a one-word text counts as one."""
    found = []
    alone = len(query.split()) == 1
    for match in _NAME.finditer(query):
        name = re.sub(r"\s", "", match.group())
        code = "." in name or "_" in name.strip("_") or re.search(r"[a-z][A-Z]", name)
        quoted = query[match.start() - 1 : match.start()] in ("'", '"', "`")
        if name.endswith(("Error", "Exception")):
            continue
        if (code or alone or quoted) and name not in found:
            found.append(name)
    return found


def query_words(query: str) -> list[str]:
    """The words of a question that say what is sought, in order, each once."""
    words = [
        word
        for word in split_name(query)
        if word not in STOP and len(word) > 1 and not word.isdigit()
    ]
    return list(dict.fromkeys(words))


def label(kind: str, text: str) -> str:
    """What Blender's interface calls an entry: the first sentence of its text, where it has one."""
    return text.partition(".")[0] if kind in _LABELLED else ""


def trigrams(word: str) -> set[str]:
    """Runs of three letters of a word with its ends marked."""
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
