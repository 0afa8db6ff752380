# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0: the Principled shader's sockets got new names."""

from __future__ import annotations

import ast

from .edits import Edit, Migration, Tree

__all__ = ["MIGRATIONS"]

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


def _socket_names(view: Tree) -> list[Edit]:
    """``inputs["Specular"]`` and ``inputs.get("Specular")``."""
    edits: list[Edit] = []
    for node in view.all(ast.Subscript, ast.Call):
        key: ast.expr | None = None
        if isinstance(node, ast.Subscript) and _is_inputs(node.value):
            key = node.slice
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and _is_inputs(node.func.value)
            and node.args
        ):
            key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and key.value in SOCKETS:
            new = SOCKETS[key.value]
            edits.append(
                view.replace(
                    key, repr(new).replace("'", '"'), "socket.principled",
                    f"The socket {key.value!r} is called {new!r} since 4.0.", f"Write {new!r}.",
                )
            )  # fmt: skip
    return edits


def _is_inputs(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "inputs"


MIGRATIONS = (Migration("socket.principled", (4, 0), _socket_names),)
