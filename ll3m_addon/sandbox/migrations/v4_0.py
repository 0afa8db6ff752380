# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0: new sockets of the Principled shader, group interfaces, bone collections,
attributes for creases and bevel weights, and no context dictionaries for operators.

Sources: release notes 4.0, "Python API", "Shading & Texturing", "Rigging"; API change log 4.0.
"""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Told, Tree
from .replacing import drop_statement, replace_call, setter
from .shapes import enum_text, rename_attribute, rename_key
from .v4_0_overrides import MIGRATIONS as OVERRIDES
from .v4_0_trees import MIGRATIONS as TREES

__all__ = ["MIGRATIONS", "SOCKETS"]

SINCE = (4, 0)
#: Release notes 4.0, "Principled BSDF": old socket name -> new one.
SOCKETS = {
    "Subsurface": "Subsurface Weight",
    "Subsurface Color": "Base Color",
    "Specular": "Specular IOR Level",
    "Transmission": "Transmission Weight",
    "Clearcoat": "Coat Weight",
    "Clearcoat Roughness": "Coat Roughness",
    "Clearcoat Normal": "Coat Normal",
    "Sheen": "Sheen Weight",
    "Emission": "Emission Color",
}
_LOOKS = {
    "Very High Contrast": "AgX - Very High Contrast", "High Contrast": "AgX - High Contrast",
    "Medium High Contrast": "AgX - Medium High Contrast", "Medium Contrast": "AgX - Base Contrast",
    "Medium Low Contrast": "AgX - Medium Low Contrast", "Low Contrast": "AgX - Low Contrast",
    "Very Low Contrast": "AgX - Very Low Contrast",
}  # fmt: skip


def _shader(view: Tree, node: ast.expr) -> bool:
    """Not a group with sockets of the script's own, nor EEVEE's specular shader."""
    if view.owners.made_as(node) in {
        "ShaderNodeEeveeSpecular",
        "ShaderNodeGroup",
        "GeometryNodeGroup",
    }:
        return False
    return view.owners.kind(node) not in {"node_tree", "foreign"}


def _input_value(view: Tree, node: ast.Constant) -> tuple[ast.expr, ast.stmt] | None:
    """The shader and the statement in ``shader.inputs["…"].default_value = …``, or in a link."""
    key = view.parent(node)
    holder = key.value if isinstance(key, ast.Subscript) else None
    if not isinstance(holder, ast.Attribute) or holder.attr != "inputs":
        return None
    statement = view.statement(node)
    if not isinstance(statement, (ast.Assign, ast.Expr)) or not _shader(view, holder.value):
        return None
    return holder.value, statement


def _gone(view: Tree, node: ast.Constant) -> list[Edit]:
    """Sockets that nothing stands for: setting them becomes ``pass``."""
    found = _input_value(view, node)
    if found is None or not isinstance(found[1], ast.Assign):
        return []
    if node.value == "Subsurface Color" and "Base Color" not in view.all_texts:
        return []  # it becomes the base colour
    return [
        view.replace(
            found[1], "pass", "socket.gone", f"The shader has no socket {node.value!r} since 4.0.",
            "Leave it out.",
        )
    ]  # fmt: skip


def _tint(view: Tree, node: ast.Constant) -> list[Edit]:
    """A tint was a number and is a colour."""
    found = _input_value(view, node)
    if found is None or not isinstance(found[1], ast.Assign):
        return []
    if view.owners.kind(found[1].value) != "number":
        return []
    return [
        view.replace(
            found[1], "pass", "socket.tint", f"The socket {node.value!r} is a colour since 4.0.",
            "Write (1.0, 1.0, 1.0, 1.0).",
        )
    ]  # fmt: skip


def _glow(view: Tree, node: ast.Constant) -> list[Edit]:
    """The strength was 1 unless set, and is 0."""
    found = _input_value(view, node)
    if found is None or "Emission Strength" in view.all_texts:
        return []
    shader, statement = found
    end = view.span(statement)[1]
    told = Told(
        "socket.emission_strength", "The emission's strength is 0 unless set, since 4.0.",
        'Set inputs["Emission Strength"].default_value = 1.0 too.',
    )  # fmt: skip
    text = f'; {view.text(shader)}.inputs["Emission Strength"].default_value = 1.0'
    return [view.edit(end, end, text, node, told)]


def _look(view: Tree, node: ast.Constant) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or view.all_texts & {"Filmic", "Standard", "Raw"}:
        return []
    if not any(
        isinstance(each, ast.Attribute) and each.attr == "look" for each in statement.targets
    ):
        return []
    new = _LOOKS[str(node.value)]
    return [
        view.replace(
            node, f'"{new}"', "view.look", f"AgX's look is called {new!r} since 4.0.", f"Write {new!r}."
        )
    ]  # fmt: skip


def _weight(rule: str, name: str, kind: str, attribute: str, domain: str) -> Migration:
    """An element's weight is the value of a mesh attribute at the element's index."""
    held = (
        f'({{owner}}.id_data.attributes.get("{attribute}") or {{owner}}.id_data.attributes.new('
        f'"{attribute}", "FLOAT", "{domain}")).data[{{owner}}.index].value'
    )
    return setter(
        rule, SINCE, name, held + " = {value}", held, f"{name!r} is a mesh attribute since 4.0.",
        f'Write mesh.attributes.new("{attribute}", "FLOAT", "{domain}").data[i].value.',
        owner=(kind,), sure=True,
    )  # fmt: skip


_LAYERS = {
    ("edges", "crease"): "crease_edge", ("edges", "bevel_weight"): "bevel_weight_edge",
    ("verts", "crease"): "crease_vert", ("verts", "bevel_weight"): "bevel_weight_vert",
}  # fmt: skip
_DATA = {"edges": "EDGE", "vertices": "POINT"}


def _bmesh_layer(view: Tree, call: ast.Call) -> str | None:
    """``bm.edges.layers.crease.verify()`` and ``.new()``."""
    function = call.func
    layer = function.value if isinstance(function, ast.Attribute) else None
    layers = layer.value if isinstance(layer, ast.Attribute) else None
    if not isinstance(layers, ast.Attribute) or layers.attr != "layers" or call.args:
        return None
    assert isinstance(layer, ast.Attribute)
    elements = layers.value
    name = _LAYERS.get((getattr(elements, "attr", ""), layer.attr))
    if name is None:
        return None
    floats = f"{view.text(layers)}.float"
    return f'({floats}.get("{name}") or {floats}.new("{name}"))'


def _foreach(view: Tree, call: ast.Call) -> str | None:
    """``mesh.edges.foreach_set("crease", values)``."""
    function = call.func
    elements = function.value if isinstance(function, ast.Attribute) else None
    if not isinstance(elements, ast.Attribute) or elements.attr not in _DATA or len(call.args) != 2:
        return None
    key = call.args[0]
    short = {"edges": "edges", "vertices": "verts"}[elements.attr]
    name = _LAYERS.get((short, str(key.value))) if isinstance(key, ast.Constant) else None
    if name is None:
        return None
    assert isinstance(function, ast.Attribute)
    held = f"{view.text(elements.value)}.attributes"
    made = f'({held}.get("{name}") or {held}.new("{name}", "FLOAT", "{_DATA[elements.attr]}"))'
    return f'{made}.data.{function.attr}("value", {view.text(call.args[1])})'


#: Ways of a light to fall off that no modifier or force field has.
_FALLOFFS = frozenset((
    "INVERSE_LINEAR", "CUSTOM_CURVE", "LINEAR_QUADRATIC_WEIGHTED", "INVERSE_COEFFICIENTS",
))  # fmt: skip


def _falloff(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) > 1:
        return []
    value = statement.value
    own = isinstance(value, ast.Constant) and value.value in _FALLOFFS
    if not own and not view.owners.likely(node.value, "light"):
        return []
    return [
        view.replace(
            statement, "pass", "light.falloff", "Lights have no 'falloff_type' since 4.0.",
            "Leave it out.",
        )
    ]  # fmt: skip


def _no_arguments(view: Tree, call: ast.Call) -> str | None:
    function = call.func
    if not isinstance(function, ast.Attribute) or call.args or call.keywords:
        return None
    if not view.owners.possible(function.value, "calc_normals", "mesh"):
        return None
    parent = view.parent(call)
    return "pass" if isinstance(parent, ast.Expr) else "None"


def _inherit(view: Tree, node: ast.Attribute) -> list[Edit]:
    statement = view.parent(node)
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return []
    mode = "FULL" if statement.value.value else "NONE"
    return [
        view.replace(
            statement, f'{view.text(node.value)}.inherit_scale = "{mode}"', "bone.inherit_scale",
            "'use_inherit_scale' is 'inherit_scale' since 4.0.", f"Write inherit_scale = {mode!r}.",
        )
    ]  # fmt: skip


MIGRATIONS = (
    Migration(
        "socket.gone", SINCE, _gone,
        texts=("Subsurface Color", "Transmission Roughness"),
    ),
    Migration("socket.tint", SINCE, _tint, texts=("Specular Tint", "Sheen Tint")),
    Migration("socket.emission_strength", SINCE, _glow, texts=("Emission",)),
    rename_key("socket.principled", SINCE, SOCKETS, when=_shader),
    enum_text(
        "node.closures", SINCE,
        {"ShaderNodeBsdfVelvet": "ShaderNodeBsdfSheen"},
        keywords=("type",), calls=("new",),
    ),
    Migration("view.look", SINCE, _look, texts=tuple(_LOOKS)),
    replace_call(
        "mesh.calc_normals", SINCE, ("calc_normals",), _no_arguments,
        "Normals are worked out when they are read, since 4.0.", "Leave it out.",
    ),
    _weight("mesh.edge_crease", "crease", "edge", "crease_edge", "EDGE"),
    _weight("mesh.edge_bevel_weight", "bevel_weight", "edge", "bevel_weight_edge", "EDGE"),
    _weight("mesh.vertex_crease", "crease", "vertex", "crease_vert", "POINT"),
    _weight("mesh.vertex_bevel_weight", "bevel_weight", "vertex", "bevel_weight_vert", "POINT"),
    replace_call(
        "bmesh.weight_layers", SINCE, ("verify", "new"), _bmesh_layer,
        "Creases and bevel weights are float layers since 4.0.",
        'Write bm.edges.layers.float.new("crease_edge").',
    ),
    replace_call(
        "mesh.weights_foreach", SINCE, ("foreach_set", "foreach_get"), _foreach,
        "Creases and bevel weights are mesh attributes since 4.0.",
        'Write mesh.attributes.new("crease_edge", "FLOAT", "EDGE").data.foreach_set("value", …).',
    ),
    drop_statement(
        "bone.layers", SINCE, "Bones have no {!r} since 4.0.", "Leave it out; see bone collections.",
        attributes=("layers", "layers_protected"), owner=("bone", "edit_bone", "armature"), sure=True,
    ),
    Migration("bone.inherit_scale", SINCE, _inherit, attributes=("use_inherit_scale",)),
    rename_attribute("armature.bone_colors", SINCE, {"show_group_colors": "show_bone_colors"}),
    Migration("light.falloff", SINCE, _falloff, attributes=("falloff_type",)),
    drop_statement(
        "light.falloff", SINCE, "Lights have no {!r} since 4.0.", "Leave it out.",
        attributes=("linear_attenuation", "quadratic_attenuation",
                    "constant_coefficient", "linear_coefficient", "quadratic_coefficient",
                    "shadow_buffer_samples", "shadow_buffer_size"),
        owner=("light",),
    ),
    *OVERRIDES,
    *TREES,
)  # fmt: skip
