# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators that a script defines for itself: they run when it calls them, under the guard.

Nothing is registered with Blender. ``register_class`` remembers a class by its
``bl_idname``, and ``bpy.ops.<bl_idname>()`` runs its ``execute`` with the defaults of
its properties.
"""

from __future__ import annotations

from typing import Any

from . import policy, verdicts
from .rewrite import GuardError
from .sealed import Sealed
from .void import VOID

__all__ = ["OwnOperators", "properties"]

_EMPTY = {"Bool": False, "Int": 0, "Float": 0.0, "String": ""}


class Property(Sealed):
    """What ``bpy.props`` gives: the value that the property starts with."""

    __slots__ = ("default",)

    def __init__(self, default: Any) -> None:
        self.default = default


def properties() -> dict[str, Any]:
    """``bpy.props``; callbacks are never called."""
    return {name: _maker(name) for name in policy.BPY["props"]}


def _maker(name: str) -> Any:
    kind = name.removesuffix("Property")

    def make(*_: Any, **named: Any) -> Property:
        default = named.get("default")
        if default is None and kind.endswith("Vector"):
            size = named.get("size", 3)
            default = (_EMPTY[kind.removesuffix("Vector")],) * (
                size if isinstance(size, int) else 3
            )
        elif default is None and kind == "Enum":
            items = named.get("items")
            default = items[0][0] if isinstance(items, (list, tuple)) and items else ""
        elif default is None:
            default = _EMPTY.get(kind, VOID)
        return Property(default)

    return make


def _inner(name: str) -> bool:
    return name.startswith("_") or bool(verdicts.set_rule(name))


class OwnOperators(Sealed):
    """The operators of one script, by ``bl_idname``."""

    __slots__ = ("__known__",)

    def __init__(self) -> None:
        self.__known__: dict[str, type] = {}

    def register(self, kind: Any) -> None:
        """``bpy.utils.register_class``."""
        name = getattr(kind, "bl_idname", None)
        if isinstance(kind, type) and kind.__module__ == "__main__" and type(name) is str:
            self.__known__[name] = kind

    def has_group(self, group: str) -> bool:
        """Whether one of them is called ``group.something``."""
        return any(name.startswith(f"{group}.") for name in self.__known__)

    def get(self, name: str) -> type | None:
        """The class of that name."""
        return self.__known__.get(name)

    def run(self, kind: type, context: Any, named: dict[str, Any]) -> Any:
        """Make one, with its properties' defaults and what was asked for, and execute it."""
        made: Any = kind()
        if type(made) is not kind:
            raise GuardError("attribute.denied", "An operator makes its own kind only.")
        for base in reversed(kind.__mro__):
            for name, value in getattr(base, "__annotations__", {}).items():
                if isinstance(value, Property) and not _inner(name):
                    setattr(made, name, value.default)
        for name, value in named.items():
            if not _inner(name):
                setattr(made, name, value)
        return made.execute(context)
