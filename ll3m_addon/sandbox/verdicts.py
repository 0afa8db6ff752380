# SPDX-License-Identifier: GPL-3.0-or-later
"""What the policy's tables say about one name: asked by the check and by the guard alike."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from . import policy

__all__ = [
    "attribute_rule",
    "denied_node",
    "driver_allowed",
    "matches",
    "operator_verdict",
    "set_rule",
]


def attribute_rule(name: str) -> str:
    """The id of the rule that refuses reading attribute ``name``, or an empty text."""
    if name[:1] != "_":
        return "attribute.denied" if name in policy.DENIED_ATTRIBUTES else ""
    if name.startswith("__"):
        if name.endswith("__"):
            return "" if name in policy.DUNDER_READ else "attribute.dunder"
        return ""  # mangled by the class it stands in
    # ``_like_this_``: the inner hooks of enum and ctypes
    return "attribute.denied" if name.endswith("_") and len(name) > 2 else ""


def set_rule(name: str) -> str:
    """The id of the rule that refuses setting attribute ``name``, or an empty text."""
    if name.startswith("__") and name.endswith("__") and name not in policy.DUNDER_SET:
        return "attribute.dunder"
    return attribute_rule(name)


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether ``name`` fits one of the patterns (``*`` stands for any text)."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def denied_node(name: str) -> bool:
    """Whether ``name`` is a type of node or modifier that reads or writes files or runs code."""
    return name.startswith(policy.DENIED_NODES) or name in policy.DENIED_MODIFIERS


def driver_allowed(expression: object) -> bool:
    """Whether a driver expression is plain arithmetic on names that Blender itself evaluates."""
    if type(expression) is not str or policy.DRIVER_EXPRESSION.fullmatch(expression) is None:
        return False
    called = re.findall(r"([A-Za-z_]\w*)\s*\(", expression)
    return "__" not in expression and ".." not in expression and all(
        name in policy.DRIVER_NAMES for name in called
    ) and re.search(r"[A-Za-z_]\w*\s*\.|\.\s*[A-Za-z_]", expression) is None  # fmt: skip


def operator_verdict(group: str, name: str) -> str:
    """``allowed``, ``ignored`` or ``refused`` for ``bpy.ops.<group>.<name>``."""
    if matches(name, policy.IGNORED_OPERATORS.get(group, ())):
        return "ignored"
    denied = policy.OPERATORS.get(group)
    if denied is None or matches(name, denied):
        return "refused"
    return "allowed"
