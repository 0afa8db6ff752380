# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes of the standard library and numpy that would make things by names or from memory."""

from __future__ import annotations

import enum
from typing import Any, NoReturn

from . import verdicts
from .rewrite import GuardError

__all__ = ["ENUMS", "Array"]


def _member_names(names: Any) -> dict[str, Any]:
    """The members that a call of ``Enum`` asks for, by plain names only."""
    if isinstance(names, str):
        names = str.__str__(names).replace(",", " ").split()
    pairs = list(names.items()) if isinstance(names, dict) else list(names)
    made = {}
    for number, each in enumerate(pairs, 1):
        name, value = (each, number) if isinstance(each, str) else each
        if type(name) is not str or name.startswith("_") or verdicts.set_rule(name):
            raise GuardError("attribute.string", f"A member can't be called {name!r}.")
        made[name] = value
    return made


class _EnumMeta(enum.EnumMeta):
    """``Enum("Name", names)`` would set any attribute of the class it makes, special ones too."""

    def __call__(cls, *arguments: Any, **named: Any) -> Any:  # type: ignore[override]
        name: Any = arguments[0] if arguments else ""
        rest = list(arguments[1:])
        rest += [named.pop("names")] if "names" in named else []
        if named or (len(rest) > 1 and not cls._member_map_):
            raise GuardError("attribute.denied", "An enumeration is made by 'class'.")
        if cls._member_map_ or not rest:
            return super().__call__(name, *rest)
        return super().__call__(name, _member_names(rest[0]), module="__main__")


class Enum(enum.Enum, metaclass=_EnumMeta):
    """``enum.Enum``."""


class IntEnum(enum.IntEnum, metaclass=_EnumMeta):
    """``enum.IntEnum``."""


class Flag(enum.Flag, metaclass=_EnumMeta):
    """``enum.Flag``."""


class IntFlag(enum.IntFlag, metaclass=_EnumMeta):
    """``enum.IntFlag``."""


class StrEnum(enum.StrEnum, metaclass=_EnumMeta):
    """``enum.StrEnum``."""


ENUMS: dict[str, Any] = {
    each.__name__: each for each in (Enum, IntEnum, Flag, IntFlag, StrEnum)
}  # fmt: skip


class _ArrayMeta(type):
    """Makes ``numpy.ndarray`` good for ``isinstance`` and annotations only."""

    def __instancecheck__(cls, thing: Any) -> bool:
        return any(
            each.__name__ == "ndarray" and each.__module__ == "numpy"
            for each in type(thing).__mro__
        )

    def __call__(cls, *_: Any, **__: Any) -> NoReturn:
        raise GuardError("attribute.denied", "Make arrays by 'numpy.array', 'zeros' or 'empty'.")


class Array(metaclass=_ArrayMeta):
    """``numpy.ndarray``, whose maker would take any bytes for objects of Python."""

    def __init_subclass__(cls) -> NoReturn:
        raise GuardError("attribute.denied", "An array can't be a base.")

    def __class_getitem__(cls, _: Any) -> Any:
        return cls


Array.__name__ = Array.__qualname__ = "ndarray"
