# SPDX-License-Identifier: GPL-3.0-or-later
"""``bpy.types`` for scripts: stand-ins of Blender's classes."""

from __future__ import annotations

from typing import Any

from .sealed import Sealed
from .void import VOID

__all__ = ["StandIn", "Types", "stand_in"]


class StandIn(type):
    """Type of the stand-ins of Blender's classes: good for ``isinstance`` and as a base."""

    def __instancecheck__(cls, thing: Any) -> bool:
        raw = cls.__dict__.get("__raw__")
        return type.__instancecheck__(cls, thing) if raw is None else isinstance(thing, raw)

    def append(cls, _: Any) -> None:
        """A menu that nothing is added to."""

    prepend = remove = append


_stand_ins: dict[type, type] = {}


def stand_in(raw: type) -> type:
    """What scripts get in place of one of Blender's classes; always the same for the same."""
    made = _stand_ins.get(raw)
    if made is None:
        contents = {"__raw__": raw, "__module__": "bpy.types", "report": VOID, "layout": VOID}
        made = _stand_ins[raw] = StandIn(raw.__name__, (), contents)
    return made


class Types(Sealed):
    """``bpy.types``: names of classes, nothing that could be registered or changed."""

    __slots__ = ("__raw__",)

    def __init__(self, raw: Any) -> None:
        object.__setattr__(self, "__raw__", raw)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"'bpy.types' has no attribute {name!r} for scripts")

    def __getattr__(self, name: str) -> type:
        raw = None if name.startswith("_") else getattr(self.__raw__, name, None)
        if not isinstance(raw, type):
            raise AttributeError(f"'bpy.types' has no attribute {name!r} for scripts")
        return stand_in(raw)
