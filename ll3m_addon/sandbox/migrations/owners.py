# SPDX-License-Identifier: GPL-3.0-or-later
"""What an expression of a script stands for, as far as its text tells.

Kinds are short words: ``object``, ``mesh``, ``material``, ``light``, ``matrix`` …; ``foreign`` is
something of the script's own, an empty text is unknown. Nothing is run; names that are bound to
several kinds are unknown.
"""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import TYPE_CHECKING

from .edits import argument

if TYPE_CHECKING:
    from .edits import Tree

__all__ = ["ELEMENTS", "Owners"]

#: Attribute that is a collection -> kind of its elements.
ELEMENTS = {
    "objects": "object", "selected_objects": "object", "visible_objects": "object",
    "selectable_objects": "object", "selected_editable_objects": "object", "children": "",
    "editable_objects": "object", "all_objects": "object", "objects_in_mode": "object",
    "meshes": "mesh", "materials": "material", "scenes": "scene", "lights": "light",
    "lamps": "light", "cameras": "camera", "worlds": "world", "armatures": "armature",
    "collections": "collection", "groups": "collection", "images": "image", "textures": "texture",
    "node_groups": "node_tree", "actions": "action", "metaballs": "metaball",
    "lattices": "lattice", "particles": "particle_settings", "grease_pencils": "grease_pencil",
    "modifiers": "modifier", "nodes": "node", "vertices": "vertex", "edges": "edge",
    "polygons": "polygon", "loops": "loop", "bones": "bone", "edit_bones": "edit_bone",
    "verts": "bmvert", "faces": "bmface", "material_slots": "slot", "constraints": "constraint",
    "splines": "spline", "key_blocks": "key", "fcurves": "fcurve", "view_layers": "view_layer",
    "bone_groups": "bone_group", "face_maps": "face_map", "inputs": "socket", "outputs": "socket", "keyframe_points": "keyframe",
    "particle_systems": "particle_system", "uv_layers": "uv_layer", "links": "link",
}  # fmt: skip
#: The same in a BMesh and its elements.
_IN_BMESH = {"edges": "bmedge", "faces": "bmface", "verts": "bmvert", "loops": "bmloop"}
_BM_KINDS = frozenset(_IN_BMESH.values())
#: ``bpy.data`` collections whose elements need more than the name.
_DATA = {"curves": "curve", "fonts": "font", "palettes": "palette", "volumes": "volume"}
#: Attribute -> kind, whatever holds it.
_ATTRIBUTES = {
    "scene": "scene", "active_object": "object", "edit_object": "object", "view_layer": "view_layer",
    "active_material": "material", "material": "material", "world": "world", "node_tree": "node_tree",
    "matrix_world": "matrix", "matrix_local": "matrix", "matrix_basis": "matrix",
    "matrix_parent_inverse": "matrix", "location": "vector", "co": "vector", "normal": "vector",
    "rotation_euler": "euler", "rotation_quaternion": "quaternion", "scale": "vector",
    "dimensions": "vector", "default_value": "value", "animation_data": "animation_data",
    "tool_settings": "tool_settings", "render": "render", "camera": "object", "pose": "pose",
    "preferences": "preferences", "cursor": "cursor", "eevee": "eevee", "cycles": "cycles",
    "view_settings": "view_settings", "light_settings": "light_settings", "action": "action",
    "data": "data", "interface": "interface", "parent": "", "object": "object",
}  # fmt: skip
_CALLS = {
    "Vector": "vector", "Matrix": "matrix", "Euler": "euler", "Quaternion": "quaternion",
    "Color": "color", "to_matrix": "matrix", "to_quaternion": "quaternion", "to_euler": "euler",
    "inverted": "", "normalized": "", "transposed": "", "to_4x4": "matrix", "to_3x3": "matrix",
    "evaluated_depsgraph_get": "depsgraph", "to_track_quat": "quaternion",
    "from_edit_mesh": "bmesh", "Rotation": "matrix", "Translation": "matrix", "Scale": "matrix",
    "evaluated_get": "object", "cross": "vector", "to_mesh": "mesh", "new_from_object": "mesh",
    "driver_add": "fcurve", "float": "number", "int": "number", "len": "number",
}  # fmt: skip
_SAME = frozenset(("copy", "inverted", "normalized", "transposed", "inverted_safe"))
#: What a name alone says, for parameters and the like. Whole words of the name, last one first.
_WORDS = {
    "obj": "object", "ob": "object", "object": "object", "scene": "scene", "scn": "scene",
    "mesh": "mesh", "me": "mesh", "mat": "material", "material": "material", "light": "",
    "lamp": "", "world": "world", "sce": "scene", "bm": "bmesh", "scene_": "scene",
    "tree": "node_tree", "ntree": "node_tree", "context": "context", "modifier": "modifier",
    "bsdf": "node", "principled": "node", "node": "node", "mod": "modifier", "armature": "",
}  # fmt: skip
#: What the data of an object is, as far as the object's name says.
_HOLDERS = {
    "light": "light", "lamp": "light", "sun": "light", "spot": "light", "camera": "camera",
    "cam": "camera", "text": "curve", "curve": "curve", "armature": "armature", "rig": "armature",
}  # fmt: skip
_SPLIT = re.compile(r"[a-z]+|[A-Z][a-z]*")


class Owners:
    """Kinds of the expressions of one script. Cheap: worked out only for what is asked."""

    def __init__(self, view: Tree) -> None:
        self._view = view
        self._known: dict[str, str] = {}

    @cached_property
    def _bindings(self) -> dict[str, list[tuple[str, ast.expr | None]]]:
        """Name -> what it is bound to: (``is`` or ``in``, expression); None for parameters."""
        bound: dict[str, list[tuple[str, ast.expr | None]]] = {}
        for node in self._view.all(ast.Assign):
            for target in node.targets:
                self._bind(bound, target, "is", node.value)
        for node in self._view.all(ast.AnnAssign, ast.NamedExpr):
            if node.value is not None:
                self._bind(bound, node.target, "is", node.value)
        for node in self._view.all(ast.For, ast.comprehension):
            self._bind(bound, node.target, "in", node.iter)
        for node in self._view.all(ast.withitem):
            if node.optional_vars is not None:
                self._bind(bound, node.optional_vars, "is", None)
        for node in self._view.all(ast.arg):
            bound.setdefault(node.arg, []).append(("is", None))
        return bound

    @staticmethod
    def _bind(
        bound: dict[str, list[tuple[str, ast.expr | None]]],
        target: ast.expr,
        how: str,
        value: ast.expr | None,
    ) -> None:
        if isinstance(target, ast.Name):
            bound.setdefault(target.id, []).append((how, value))
        elif isinstance(target, (ast.Tuple, ast.List)):
            for each in target.elts:
                Owners._bind(bound, each, "is", None)

    @cached_property
    def _classes(self) -> frozenset[str]:
        return frozenset(node.name for node in self._view.all(ast.ClassDef))

    @cached_property
    def _functions(self) -> dict[str, ast.FunctionDef]:
        return {node.name: node for node in self._view.all(ast.FunctionDef)}

    @cached_property
    def own_names(self) -> frozenset[str]:
        """Names that the script's own classes hold: fields, methods, ``self.…`` assignments."""
        names: set[str] = set()
        for node in self._view.all(ast.ClassDef):
            for each in ast.walk(node):
                if isinstance(each, (ast.FunctionDef, ast.ClassDef)):
                    names.add(each.name)
                elif isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store):
                    if isinstance(each.value, ast.Name) and each.value.id in {"self", "cls"}:
                        names.add(each.attr)
                elif isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                    names.add(each.target.id)
            for each in node.body:
                if isinstance(each, ast.Assign):
                    names |= {t.id for t in each.targets if isinstance(t, ast.Name)}
        return frozenset(names)

    def kind(self, node: ast.AST | None, depth: int = 0) -> str:
        """What the expression is: a kind, ``foreign``, or an empty text."""
        if node is None or depth > 6:
            return ""
        if isinstance(node, ast.Name):
            return self._name(node.id, depth)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, depth)
        if isinstance(node, ast.Subscript):
            if isinstance(node.slice, ast.Slice):
                return "list"
            return self.element(node.value, depth + 1)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        if isinstance(node, ast.Constant):
            return "number" if isinstance(node.value, (int, float)) else "foreign"
        if isinstance(node, (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.JoinedStr)):
            return "list"
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.MatMult, ast.Mult)):
            return self._product(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Div)):
            left = self.kind(node.left, depth + 1)
            return left if left in {"vector", "number"} else ""
        return ""

    def likely(self, node: ast.AST, *kinds: str) -> bool:
        """Whether the expression is of one of these kinds."""
        return self.kind(node) in kinds

    def possible(self, node: ast.AST, name: str, *kinds: str) -> bool:
        """Whether it is of one of these kinds, or unknown and no class of the script has ``name``.

        Without kinds: whatever is not plainly the script's own.
        """
        kind = self.kind(node)
        if kind in {"", "data"}:
            return name not in self.own_names
        return kind in kinds if kinds else kind not in {"foreign", "list", "number"}

    def made_as(self, node: ast.AST) -> str:
        """The type with which it was made: ``MIRROR`` for ``x.modifiers.new("A", "MIRROR")``."""
        if isinstance(node, ast.Name):
            found = {
                self.made_as(value) if isinstance(value, ast.Call) else ""
                for _, value in self._bindings.get(node.id, ())
            }
            return found.pop() if len(found) == 1 else ""
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "new":
            return ""
        values = [each.value for each in node.keywords if each.arg == "type"] or node.args[:2]
        last = values[-1] if values else None
        return str(last.value) if isinstance(last, ast.Constant) else ""

    def values(self, node: ast.AST, depth: int = 0) -> list[ast.expr]:
        """The expressions that a name is bound to; what is no name stands for itself.

        A parameter is bound to what the script's own calls hand in. Empty where one of them is
        not in the text (a loop, a starred argument).
        """
        if not isinstance(node, ast.Name):
            return [node] if isinstance(node, ast.expr) else []
        known: list[ast.expr] = []
        for how, value in self._bindings.get(node.id, ()):
            found = [value] if value is not None else self._handed_in(node.id)
            if how != "is" or not found or depth > 3:
                return []
            for each in found:
                known += self.values(each, depth + 1) if isinstance(each, ast.Name) else [each]
        return known

    def _handed_in(self, name: str) -> list[ast.expr]:
        """What calls hand in for the parameter; empty where that is not plain."""
        holders = [
            node
            for node in self._functions.values()
            if any(each.arg == name for each in node.args.args)
        ]
        if len(holders) != 1:
            return []
        function = holders[0]
        place = [each.arg for each in function.args.args].index(name)
        found: list[ast.expr] = []
        for call in self._view.all(ast.Call):
            if not isinstance(call.func, ast.Name) or call.func.id != function.name:
                continue
            value = argument(call, name, place)
            if value is None and len(call.args) <= place and not _has_default(function, place):
                return []
            found += [value] if value is not None else []
        return found + _default(function, place)

    def element(self, node: ast.AST, depth: int = 0) -> str:
        """Kind of what a loop over this expression, or an index into it, gives."""
        if depth > 6:
            return ""
        if isinstance(node, ast.Call):
            inner = node.func
            if isinstance(inner, ast.Name) and inner.id in {"list", "sorted", "reversed", "set"}:
                return self.element(node.args[0], depth + 1) if node.args else ""
            if isinstance(inner, ast.Attribute) and inner.attr in {"values", "copy"}:
                return self.element(inner.value, depth + 1)
            return ""
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self.element(node.value, depth + 1)
        if isinstance(node, ast.Attribute):
            path = self._view.path(node)
            if path.startswith("bpy.data.") and node.attr in _DATA:
                return _DATA[node.attr]
            if node.attr == "children":
                return self.kind(node.value, depth + 1)
            if node.attr in _IN_BMESH and self.kind(node.value, depth + 1) in {"bmesh", *_BM_KINDS}:
                return _IN_BMESH[node.attr]
            return ELEMENTS.get(node.attr, "")
        if isinstance(node, ast.Name):
            found = {
                self.element(value, depth + 1) if value is not None and how == "is" else ""
                for how, value in self._bindings.get(node.id, ())
            }
            return found.pop() if len(found) == 1 else ""
        if isinstance(node, (ast.List, ast.Tuple)) and node.elts:
            found = {self.kind(each, depth + 1) for each in node.elts}
            return found.pop() if len(found) == 1 else ""
        return ""

    def _name(self, name: str, depth: int) -> str:
        if name in {"self", "cls"} or name in self._classes:
            return "foreign"
        if name in self._known:
            return self._known[name]
        self._known[name] = ""  # a name that is bound to itself
        path = self._view.scan.aliases.get(name, "")
        bindings = self._bindings.get(name, ())
        found = {
            (self.element if how == "in" else self.kind)(value, depth + 1)  # type: ignore[arg-type]
            for how, value in bindings
            if value is not None and not _is_none(value)
        }
        found.discard("")
        unknown = not bindings or any(value is None for _, value in bindings)
        kind = found.pop() if len(found) == 1 else ""
        if path.startswith("bpy."):
            kind = _ATTRIBUTES.get(path.rpartition(".")[2], "")
        elif not kind and (unknown or not found):
            kind = _by_word(name)
        self._known[name] = kind
        return kind

    def _attribute(self, node: ast.Attribute, depth: int) -> str:
        if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
            return _by_word(node.attr)
        if node.attr == "active" and isinstance(node.value, ast.Attribute):
            return ELEMENTS.get(node.value.attr, "")
        if node.attr == "parent":
            return self.kind(node.value, depth + 1)
        if node.attr == "object" and self._view.path(node) != "bpy.context.object":
            return "object" if self.kind(node.value, depth + 1) in {"modifier", "context"} else ""
        if node.attr == "data" and isinstance(node.value, ast.Name):
            words = [each.lower() for each in _SPLIT.findall(node.value.id)]
            named = [_HOLDERS[each] for each in words if each in _HOLDERS]
            return "" if node.value.id == "bpy" else (named or ["data"])[-1]
        return _ATTRIBUTES.get(node.attr, "")

    def _call(self, node: ast.Call, depth: int) -> str:
        function = node.func
        if isinstance(function, ast.Name):
            if function.id in self._classes:
                return "foreign"
            if function.id in self._functions:
                return self._returned(self._functions[function.id], depth)
            return _CALLS.get(function.id, "")
        if not isinstance(function, ast.Attribute):
            return ""
        if self._view.path(function) == "bmesh.new":
            return "bmesh"
        if function.attr in {"new", "get", "create", "pop"}:
            return self.element(function.value, depth + 1)
        if function.attr in _SAME:
            return self.kind(function.value, depth + 1)
        return _CALLS.get(function.attr, "")

    def _returned(self, function: ast.FunctionDef, depth: int) -> str:
        found = {
            self.kind(each.value, depth + 2)
            for each in ast.walk(function)
            if isinstance(each, ast.Return) and each.value is not None
        }
        return found.pop() if len(found) == 1 else ""

    def _product(self, node: ast.BinOp, depth: int) -> str:
        left, right = self.kind(node.left, depth + 1), self.kind(node.right, depth + 1)
        if left in {"matrix", "quaternion"} and right in {"matrix", "quaternion", "vector"}:
            return right
        if left in {"vector", "number"} and right == "number":
            return left
        return "vector" if left == "number" and right == "vector" else ""


def _default(function: ast.FunctionDef, place: int) -> list[ast.expr]:
    """The default of the parameter at this place, if it has one."""
    index = place - (len(function.args.args) - len(function.args.defaults))
    return [function.args.defaults[index]] if index >= 0 else []


def _has_default(function: ast.FunctionDef, place: int) -> bool:
    return bool(_default(function, place))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _by_word(name: str) -> str:
    """What a name says that is bound to nothing known: ``chair_obj`` is an object."""
    words = [each.lower() for each in _SPLIT.findall(name)]
    return _WORDS.get(words[-1], "") or _WORDS.get(words[0], "") if words else ""
