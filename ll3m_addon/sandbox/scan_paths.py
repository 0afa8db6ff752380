# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds dotted paths that start with a module (``bpy.data.images.load``) against the policy."""

from __future__ import annotations

import ast
from collections.abc import Callable

from . import policy, verdicts

__all__ = ["Paths"]

#: rule, node, what is to be said
Say = Callable[[str, ast.AST, str], None]


class Paths:
    """``own_operators`` are the names of operators that the script defines for itself."""

    def __init__(self, error: Say, warn: Say) -> None:
        self.error, self.warn = error, warn
        self.own_operators: set[str] = set()

    def member(self, node: ast.AST, path: str) -> bool:
        """Hold a dotted path that starts with a module against the policy. True if it is settled."""
        module, _, rest = path.partition(".")
        while rest:
            head, _, rest = rest.partition(".")
            if module == "bpy" or module.startswith("bpy."):
                return self._bpy(node, path)
            names = policy.MODULES.get(module)
            if names is None:
                return False
            if f"{module}.{head}" in policy.MODULES:
                module = f"{module}.{head}"
                continue
            if head not in names and names != policy.ALL:
                rule = "import.name"
                self.error(rule, node, f"{module!r} offers scripts no {head!r}.")
            elif names == policy.ALL and head.startswith("_"):
                self.error("import.name", node, f"{module!r} offers scripts no {head!r}.")
            return True
        return False

    def _bpy(self, node: ast.AST, path: str) -> bool:
        parts = path.split(".")
        root = parts[1]
        if root not in policy.MODULES["bpy"]:
            self.error("bpy.path", node, f"'bpy.{root}' is not for scripts.")
            return True
        if root == "msgbus":
            self.warn("class.ignored", node, "Nothing is subscribed to.")
            return True
        if len(parts) < 3:
            return False
        name = parts[2]
        if f"{root}.{name}" in policy.BPY_VOID:
            rule = "class.ignored" if root == "app" else "interface.ignored"
            self.warn(rule, node, f"'bpy.{root}.{name}' is empty for scripts.")
            return True
        if root == "utils" and name in policy.BPY["utils"]:
            self.warn("class.ignored", node, f"'bpy.utils.{name}' does nothing here.")
            return True
        if root == "ops":
            return self._operator(node, parts)
        if root == "data":
            return self._data(node, parts)
        if root == "context":
            known = name in policy.CONTEXT
            if name in policy.CONTEXT_VOID:
                self.warn("interface.ignored", node, f"'bpy.context.{name}' is empty for scripts.")
        else:
            known = name in policy.BPY.get(root, (name,))
        if not known:
            self.error("bpy.path", node, f"'bpy.{root}.{name}' is not for scripts.")
        return not known

    def _data(self, node: ast.AST, parts: list[str]) -> bool:
        name = parts[2]
        if name not in policy.DATA and name not in policy.DATA_VALUES:
            self.error("bpy.path", node, f"'bpy.data.{name}' is not for scripts.")
            return True
        if len(parts) > 3 and name in policy.DATA:
            allowed = (
                *policy.DATA[name], *policy.DATA_METHODS.get(name, ()), *policy.DATA_READ,
            )  # fmt: skip
            if parts[3] == "load" and name in policy.LOADED:
                self.warn("file.ignored", node, f"'bpy.data.{name}.load' gives a blank stand-in.")
                return True
            if parts[3] not in allowed:
                self.error("bpy.path", node, f"'bpy.data.{name}.{parts[3]}' is not for scripts.")
                return True
        return False

    def _operator(self, node: ast.AST, parts: list[str]) -> bool:
        if len(parts) < 4:
            return False
        group, name = parts[2], parts[3]
        if f"{group}.{name}" in self.own_operators:
            return True
        verdict = verdicts.operator_verdict(group, name)
        if verdict == "refused":
            self.error("bpy.operator", node, f"'bpy.ops.{group}.{name}' is not for scripts.")
        elif verdict == "ignored":
            self.warn("operator.ignored", node, f"'bpy.ops.{group}.{name}' does nothing here.")
        return True
