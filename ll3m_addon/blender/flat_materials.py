# SPDX-License-Identifier: GPL-3.0-or-later
"""Materials as files can carry them: constants instead of procedural nodes, for a while.

Exporters read the constants and image textures of a Principled BSDF. What a script
links there from noise, ramps or mixes would come out white, so for the time of an
export such links are replaced by the colour that they average to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import bpy

__all__ = ["estimate", "flat_materials"]

#: How far up a chain of nodes an estimate looks.
DEPTH = 12
#: Inputs of the Principled BSDF that files carry. 4.x and 5.x share these names.
CARRIED = (
    "Base Color", "Metallic", "Roughness", "Alpha", "Emission Color", "Emission Strength",
    "Transmission Weight", "IOR", "Coat Weight", "Coat Roughness", "Sheen Weight",
)  # fmt: skip
RAMP_STEPS = 9

Value = tuple[float, ...]


def _constant(socket: Any) -> Value:
    value = socket.default_value
    return tuple(value) if hasattr(value, "__len__") else (float(value),)


def _mean(values: Iterable[Value], weights: tuple[float, ...] | None = None) -> Value | None:
    """Weighted mean, numbers widened to grey where colours are among them."""
    found = list(values)
    if not found:
        return None
    if any(len(value) > 1 for value in found):
        found = [value if len(value) > 1 else (*(value * 3), 1.0) for value in found]
    weights = weights or (1.0,) * len(found)
    total = sum(weights) or 1.0
    width = min(len(value) for value in found)
    return tuple(
        sum(w * value[i] for w, value in zip(weights, found, strict=True)) / total
        for i in range(width)
    )


def _ramp(node: Any, depth: int) -> Value | None:
    ramp = node.color_ramp
    return _mean(tuple(ramp.evaluate(i / (RAMP_STEPS - 1))) for i in range(RAMP_STEPS))


def _mix(node: Any, depth: int) -> Value | None:
    """Both sides by the factor, or half and half where the factor is itself a pattern."""
    inputs = [socket for socket in node.inputs if socket.enabled]
    factor = next((s for s in inputs if s.name in {"Factor", "Fac"}), None)
    sides = [s for s in inputs if s.name in {"A", "B", "Color1", "Color2"}]
    if len(sides) != 2:
        return None
    share = 0.5 if factor is None or factor.is_linked else min(max(_constant(factor)[0], 0.0), 1.0)
    values = [estimate(side, depth) for side in sides]
    if values[0] is None or values[1] is None:
        return values[0] or values[1]
    kind = getattr(node, "blend_type", "MIX")
    if kind == "MULTIPLY":
        return tuple(a * (1 - share + share * b) for a, b in zip(*values, strict=False))  # type: ignore[arg-type]
    if kind != "MIX":
        return values[0]  # overlays and the like keep about the first colour
    return _mean((v for v in values if v is not None), (1 - share, share))


def _two_colours(node: Any, depth: int) -> Value | None:
    colours = (estimate(node.inputs[name], depth) for name in ("Color1", "Color2"))
    return _mean(value for value in colours if value is not None)


def _through(node: Any, depth: int) -> Value | None:
    """Nodes that adjust a colour: the colour as it goes in."""
    socket = next((s for s in node.inputs if s.name in {"Color", "Image", "Value", "Input"}), None)
    return estimate(socket, depth) if socket is not None else None


def _own_value(node: Any, depth: int) -> Value | None:
    return _constant(node.outputs[0])


def _map_range(node: Any, depth: int) -> Value | None:
    ends = (estimate(node.inputs[name], depth) for name in ("To Min", "To Max"))
    return _mean(value for value in ends if value is not None)


ESTIMATES: dict[str, Callable[[Any, int], Value | None]] = {
    "ShaderNodeValToRGB": _ramp,
    "ShaderNodeMix": _mix,
    "ShaderNodeMixRGB": _mix,
    "ShaderNodeTexBrick": _two_colours,
    "ShaderNodeTexChecker": _two_colours,
    "ShaderNodeRGB": _own_value,
    "ShaderNodeValue": _own_value,
    "ShaderNodeMapRange": _map_range,
    "ShaderNodeHueSaturation": _through,
    "ShaderNodeBrightContrast": _through,
    "ShaderNodeGamma": _through,
    "ShaderNodeRGBCurve": _through,
    "NodeReroute": _through,
}


def estimate(socket: Any, depth: int = DEPTH) -> Value | None:
    """About what a socket averages to over a surface; None where that can't be said."""
    if not socket.is_linked:
        return _constant(socket) if hasattr(socket, "default_value") else None
    if depth == 0:
        return None
    node = socket.links[0].from_node
    rule = ESTIMATES.get(node.bl_idname)
    return rule(node, depth - 1) if rule else None


def _output(tree: Any) -> Any:
    outputs = [n for n in tree.nodes if n.bl_idname == "ShaderNodeOutputMaterial"]
    return next((n for n in outputs if n.is_active_output), outputs[0] if outputs else None)


def _find(socket: Any, wanted: str, depth: int = DEPTH) -> Any:
    """The first node of type ``wanted`` behind a shader socket."""
    if depth == 0 or not socket.is_linked:
        return None
    node = socket.links[0].from_node
    if node.bl_idname == wanted:
        return node
    shaders = [s for s in node.inputs if s.type == "SHADER" or node.bl_idname == "NodeReroute"]
    return next((hit for s in shaders if (hit := _find(s, wanted, depth - 1))), None)


def _is_image(socket: Any) -> bool:
    return socket.links[0].from_node.bl_idname == "ShaderNodeTexImage"


class _Undo:
    """Remembers what was changed in node trees, and takes it back in reverse."""

    def __init__(self) -> None:
        self._steps: list[Callable[[], Any]] = []

    def set(self, socket: Any, value: Any) -> None:
        old = socket.default_value
        old = tuple(old) if hasattr(old, "__len__") else old
        self._steps.append(lambda: setattr(socket, "default_value", old))
        socket.default_value = value

    def unlink(self, tree: Any, socket: Any) -> None:
        source = socket.links[0].from_socket
        self._steps.append(lambda: tree.links.new(source, socket))
        tree.links.remove(socket.links[0])

    def add(self, tree: Any, kind: str) -> Any:
        node = tree.nodes.new(kind)
        self._steps.append(lambda: tree.nodes.remove(node))
        return node

    def back(self) -> None:
        while self._steps:
            self._steps.pop()()


def _fallback(material: Any, name: str) -> Value | None:
    """The viewport's colour and numbers, which scripts often set for solid shading."""
    return {
        "Base Color": tuple(material.diffuse_color),
        "Metallic": (float(material.metallic),),
        "Roughness": (float(material.roughness),),
    }.get(name)


def _put(undo: _Undo, socket: Any, value: Value) -> None:
    if hasattr(socket.default_value, "__len__"):
        width = len(socket.default_value)
        wide = (*value, 1.0, 1.0, 1.0, 1.0) if len(value) > 1 else (*(value * 3), 1.0)
        undo.set(socket, wide[:width])
    else:
        undo.set(socket, sum(value[:3]) / min(len(value), 3))


def _flatten_principled(undo: _Undo, material: Any, node: Any) -> None:
    """Replace each procedural link into ``node`` by a constant."""
    tree = material.node_tree
    for name in CARRIED:
        socket = node.inputs.get(name)
        if socket is None or not socket.is_linked or _is_image(socket):
            continue
        value = estimate(socket)
        value = value if value is not None else _fallback(material, name)
        undo.unlink(tree, socket)
        if value is not None:
            _put(undo, socket, value)


#: Other shaders -> what of them a Principled BSDF can carry, and what it is then.
STAND_INS: dict[str, dict[str, float]] = {
    "ShaderNodeBsdfGlass": {"Transmission Weight": 1.0},
    "ShaderNodeBsdfRefraction": {"Transmission Weight": 1.0},
    "ShaderNodeBsdfTransparent": {"Alpha": 0.1},
    "ShaderNodeBsdfGlossy": {"Metallic": 1.0},
    "ShaderNodeBsdfAnisotropic": {"Metallic": 1.0},
    "ShaderNodeBsdfMetallic": {"Metallic": 1.0},
    "ShaderNodeBsdfDiffuse": {"Roughness": 1.0},
    "ShaderNodeBsdfTranslucent": {"Roughness": 1.0},
    "ShaderNodeSubsurfaceScattering": {"Roughness": 0.6},
    "ShaderNodeBsdfSheen": {"Roughness": 0.9},
    "ShaderNodeBsdfToon": {"Roughness": 1.0},
    "ShaderNodeEmission": {"Roughness": 1.0},
}


def _stand_in(undo: _Undo, material: Any, output: Any) -> None:
    """Put a Principled BSDF in the place of a shader that files don't carry."""
    tree = material.node_tree
    surface = output.inputs["Surface"]
    kind, shader = next(
        ((kind, hit) for kind in STAND_INS if (hit := _find(surface, kind))), ("", None)
    )
    node = undo.add(tree, "ShaderNodeBsdfPrincipled")
    colour = estimate(shader.inputs["Color"]) if shader and "Color" in shader.inputs else None
    if shader is not None and kind == "ShaderNodeEmission":
        strength = estimate(shader.inputs["Strength"]) or (1.0,)
        _put(undo, node.inputs["Emission Color"], colour or (1.0, 1.0, 1.0, 1.0))
        _put(undo, node.inputs["Emission Strength"], strength)
    _put(undo, node.inputs["Base Color"], colour or tuple(material.diffuse_color))
    if shader is not None and "Roughness" in shader.inputs:
        _put(undo, node.inputs["Roughness"], estimate(shader.inputs["Roughness"]) or (0.5,))
    for name, value in STAND_INS.get(kind, {}).items():
        if name in node.inputs:
            _put(undo, node.inputs[name], (value,))
    if surface.is_linked:
        undo.unlink(tree, surface)
    tree.links.new(node.outputs["BSDF"], surface)


def _flatten(undo: _Undo, material: Any) -> None:
    tree = material.node_tree
    # From 5.0 on materials always use their nodes, and asking is deprecated.
    if tree is None or (bpy.app.version < (5, 0, 0) and not material.use_nodes):
        return
    output = _output(tree)
    if output is None:
        return
    node = _find(output.inputs["Surface"], "ShaderNodeBsdfPrincipled")
    if node is not None:
        _flatten_principled(undo, material, node)
    if node is None or output.inputs["Surface"].links[0].from_node != node:
        if node is None:
            _stand_in(undo, material, output)
        else:
            surface = output.inputs["Surface"]
            undo.unlink(tree, surface)
            tree.links.new(node.outputs["BSDF"], surface)


@contextmanager
def flat_materials(objects: Iterable[bpy.types.Object]) -> Iterator[None]:
    """While open, the objects' materials are constants and image textures only."""
    materials = {
        slot.material.name: slot.material
        for obj in objects
        for slot in obj.material_slots
        if slot.material is not None and slot.material.library is None
    }
    undo = _Undo()
    try:
        for material in materials.values():
            _flatten(undo, material)
        yield
    finally:
        undo.back()
