# SPDX-License-Identifier: GPL-3.0-or-later
"""From a spec to a script that builds it: each object one mesh that carries its id.

The script goes the road of any other: check, trial in the jail, cleaned result. Names,
values and words of the spec enter it only as Python literals.
"""

from __future__ import annotations

import hashlib
import math
import re

from ....bridge.contract.spec import DesignObject, DesignSpec
from ...core.scriptkit.colours import rgb
from ...core.scriptkit.shapes import SHAPES
from . import materials
from .finishes import FUNCTIONS
from .geometry import degrees
from .parts import HELPERS, ROLES, find

__all__ = ["MARKS_KEY", "OBJECT_KEY", "label_of", "material_label", "to_script"]

#: Custom property of a built object that holds its spec object's id.
OBJECT_KEY = "spec_object"
#: Custom property of a built object: what it was built from, to tell later what an edit concerns.
MARKS_KEY = "spec_marks"
#: Properties that say nothing of a part's shape.
_NOT_SHAPE = frozenset(("name", "colour", "color", "parent", "rotation"))
_HELPERS = SHAPES | FUNCTIONS | HELPERS
_CALL = re.compile(r"\b([a-z_0-9]+)\(")

_MAIN = '''
def base_colour(material):
    """The base colour that a material was made with, so that a later change can be seen."""
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    socket = shader.inputs["Base Color"]
    while socket.is_linked and socket.links[0].from_node.bl_idname == "ShaderNodeMix":
        socket = socket.links[0].from_node.inputs[6]
    return list(socket.default_value)[:3]


def fuse(label, key, pieces, size, main, parent):
    """Join pieces into one object that fits ``size`` exactly and stands on its origin."""
    joined = bmesh.new()
    slots = [main]
    for number, piece in enumerate(pieces):
        mesh = piece.data
        mesh.transform(piece.matrix_basis)
        # Each a hair larger than the one before: no two faces lie in one plane and flicker.
        # Of a house it is at most 0.3 mm a piece, so that a pane stays before its frame.
        hair = 1.0 + min(0.00013, 0.0006 / max(size)) * (number % 31)
        for vert in mesh.vertices:
            vert.co.x, vert.co.y = vert.co.x * hair, vert.co.y * hair
            vert.co.z = (vert.co.z - size[2] / 2.0) * hair + size[2] / 2.0
        material = mesh.materials[0]
        if material not in slots:
            slots.append(material)
        index = slots.index(material)
        for polygon in mesh.polygons:
            polygon.material_index = index
        joined.from_mesh(mesh)
        bpy.data.objects.remove(piece)
        bpy.data.meshes.remove(mesh)
    low = [min(vert.co[axis] for vert in joined.verts) for axis in range(3)]
    high = [max(vert.co[axis] for vert in joined.verts) for axis in range(3)]
    for vert in joined.verts:
        for axis in range(3):
            span = max(high[axis] - low[axis], 1e-6)
            share = (vert.co[axis] - low[axis]) / span - (0.0 if axis == 2 else 0.5)
            vert.co[axis] = share * size[axis]
    mesh = bpy.data.meshes.new(label)
    joined.to_mesh(mesh)
    joined.free()
    for material in slots:
        mesh.materials.append(material)
    obj = bpy.data.objects.new(label, mesh)
    bpy.context.collection.objects.link(obj)
    obj["spec_object"] = key
    obj.parent = parent
    return obj
'''


def _literal(value: object) -> str:
    """A plain value as Python text; what isn't plain is left out of the script."""
    return repr(value)


def _plain(properties: dict[str, object]) -> dict[str, object]:
    """The properties that part functions may read: numbers, words and switches."""
    return {
        key: value
        for key, value in properties.items()
        if isinstance(value, (bool, int, str))
        or (isinstance(value, float) and math.isfinite(value))
    }


def label_of(each: DesignObject) -> str:
    """The name that an object gets in Blender."""
    name = each.properties.get("name")
    text = name if isinstance(name, str) and name.strip() else each.type.replace("_", " ").strip()
    text = "".join(char for char in text if char.isprintable())[:50] or "Object"
    return text[0].upper() + text[1:]


def material_label(each: DesignObject) -> str:
    """The name that an object's own material gets in Blender."""
    text = "".join(char for char in each.material.replace("_", " ") if char.isprintable())
    text = text.strip()[:50] or "Material"
    return text[0].upper() + text[1:]


def _needed(code: str) -> list[str]:
    needed: set[str] = set()
    todo = [code]
    while todo:
        found = set(_CALL.findall(todo.pop())) & _HELPERS.keys() - needed
        needed |= found
        todo += [_HELPERS[name] for name in found]
    return [name for name in _HELPERS if name in needed]


class _Materials:
    """The materials of a script: one for each finish and colour that is used."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.notes: list[str] = []
        self._names: dict[tuple[str, str, str], str] = {}

    def of(self, each: DesignObject) -> str:
        """The variable of an object's own material."""
        colour = each.properties.get("colour", each.properties.get("color"))
        told = colour if isinstance(colour, str) else None
        finish, tone, note = materials.resolve(each.material, told)
        if note:
            self.notes.append(note)
        return self._add(material_label(each), finish, tone)

    def role(self, role: str) -> str:
        """The variable of a second material."""
        finish, tone, label = ROLES[role]
        return self._add(label, finish, tone)

    def _add(self, label: str, finish: str, tone: str) -> str:
        key = (label.lower(), finish, tone)
        if key not in self._names:
            name = self._names[key] = f"material_{len(self._names) + 1}"
            self.lines.append(f"{name} = {finish}_material({_literal(label)}, {rgb(tone)})")
            self.lines.append(f'{name}["spec_colour"] = base_colour({name})')
        return self._names[key]


def _size(each: DesignObject) -> str:
    size = each.dimensions
    return f"({size.width:.6g}, {size.depth:.6g}, {size.height:.6g})"


def _marks(each: DesignObject) -> str:
    """Short marks of an object's shape, look, place and name, in this order."""
    told = {key: value for key, value in each.properties.items() if key not in _NOT_SHAPE}
    colour = each.properties.get("colour", each.properties.get("color"))
    parts = (
        (find(each.type)[0].function, _size(each), sorted(_plain(told).items())),
        (each.material, colour),
        (each.position.x, each.position.y, each.position.z, *degrees(each)),
        label_of(each),
    )
    parent = each.properties.get("parent")
    return " ".join(
        hashlib.sha1(repr((part, parent) if at == 2 else part).encode()).hexdigest()[:10]
        for at, part in enumerate(parts)
    )


def _object_lines(each: DesignObject, known: _Materials, notes: list[str]) -> tuple[list[str], str]:
    part, note = find(each.type)
    if note:
        notes.append(note)
    main = known.of(each)
    roles = [f'"main": {main}'] + [
        f'"{role}": {known.role(role)}' for role in part.roles if role != "main"
    ]
    size = each.dimensions
    key = _literal(each.id)
    lines = [
        f"made = {part.function}({size.width:.6g}, {size.depth:.6g}, {size.height:.6g}, "
        f"{{{', '.join(roles)}}}, {_literal(_plain(each.properties))})",
        f"objects[{key}] = fuse({_literal(label_of(each))}, {key}, made, {_size(each)}, {main}, root)",
        f'objects[{key}]["{MARKS_KEY}"] = "{_marks(each)}"',
        f"objects[{key}].location = ({each.position.x:.6g}, {each.position.y:.6g}, {each.position.z:.6g})",
    ]
    turn = degrees(each)
    if any(turn):
        values = ", ".join(f"{math.radians(angle):.6g}" for angle in turn)
        lines.append(f"objects[{key}].rotation_euler = ({values})")
    return lines, part.text


def _parent_lines(spec: DesignSpec) -> list[str]:
    ids = {each.id for each in spec.objects}
    return [
        f"objects[{_literal(each.id)}].parent = objects[{_literal(parent)}]"
        for each in spec.objects
        if (parent := each.properties.get("parent")) in ids and parent != each.id
    ]


def to_script(spec: DesignSpec) -> tuple[str, tuple[str, ...]]:
    """The script that builds ``spec`` (in metres), and what has to be said about it."""
    known = _Materials()
    notes: list[str] = []
    body: list[str] = []
    parts: dict[str, None] = {}
    for each in spec.objects:
        lines, text = _object_lines(each, known, notes)
        body += lines
        parts[text] = None
    body += _parent_lines(spec)
    name = _literal(spec.scene.name.strip()[:60] or "Design")
    main = [f"root = empty({name})", "objects = {}", *known.lines, *body]
    indented = "\n".join(f"    {line}" for line in main)
    code = (
        "\n\n".join(parts) + _MAIN + f'\n\ndef main():\n    """Build all objects."""\n{indented}\n'
    )
    helpers = "\n\n".join(_HELPERS[name] for name in _needed(code))
    text = helpers + code
    head = '"""Built from a design spec: rules, not a model."""\n\n'
    imports = "".join(
        f"import {module}\n"
        for module in ("math", "bmesh", "bpy", "mathutils")
        if f"{module}." in text
    )
    constants = "\nSEGMENTS = 32  # 6..96\nSMOOTH_ANGLE = 35  # degrees, 0..90\nROUNDNESS = 1.0  # 0..3\n\n\n"
    script = f"{head}{imports}{constants}{helpers}\n\n{code}\n\nmain()\n"
    return script, tuple(dict.fromkeys((*notes, *known.notes)))
