# SPDX-License-Identifier: GPL-3.0-or-later
"""What kind of thing a script holds: its own, Blender's, a plain value, or another's.

By allowlist: of what is not known a script gets no class, no private attribute, and can
change nothing.
"""

from __future__ import annotations

import builtins
import types
from typing import Any

from . import classes, policy, resources
from .bpy_types import StandIn, stand_in
from .rewrite import GuardError
from .sealed import Sealed
from .stand_ins import Namespace
from .void import Void

__all__ = [
    "SafeType",
    "is_own",
    "is_rna",
    "is_stand_in",
    "may_read_inner",
    "own_class",
    "settable",
    "settable_array",
    "type_of",
]

_RNA_MODULES = frozenset(("bpy", "bpy.types", "bpy_types", "_bpy_types", "bpy.ops"))
#: Modules whose classes are never Blender's data.
_PLAIN_MODULES = frozenset(("builtins", "numpy", "collections"))
_PLAIN_TYPES: dict[type, type] = {
    kind: kind for kind in (
        bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset,
        slice, type(None), type(...), type(NotImplemented),
    )
} | {builtins.range: resources.Range}  # fmt: skip
#: What scripts may set of numpy's. Not ``data`` or ``dtype``: an array would read any memory.
_ARRAYS = {
    "ndarray": ("shape", "flat", "real", "imag"), "flagsobj": ("writeable",), "poly1d": (),
}  # fmt: skip
#: What is shared by all, and holds attributes.
_SHARED = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
#: Classes of ``mathutils`` and ``bmesh`` say that they are built in.
_GEOMETRY = frozenset(("Vector", "Matrix", "Color", "Euler", "Quaternion"))
#: Special attributes that make or remake a thing.
_MAKING = frozenset(("__init__", "__new__", "__init_subclass__", "__post_init__"))


def _module(kind: type) -> str:
    """The module of a class as Python set it, whatever a metaclass says."""
    found = type.__getattribute__(kind, "__module__")
    return found if type(found) is str else ""


def own_class(kind: type) -> bool:
    """Whether the script itself made this class."""
    return _module(kind) == "__main__"


def _rna_kind(kind: type) -> bool:
    module = _module(kind)
    if module in _RNA_MODULES:
        return True
    if module in _PLAIN_MODULES and not kind.__name__.startswith("bpy_"):
        return False
    return any(
        _module(base) == "builtins" and base.__name__.startswith("bpy_")
        for base in type.__getattribute__(kind, "__mro__")
    )


def is_rna(thing: object) -> bool:
    """Whether a thing belongs to Blender's data model."""
    return _rna_kind(type(thing))


def is_own(holder: Any) -> bool:
    """Whether a thing is a class, a function or an object of the script's own."""
    if isinstance(holder, type):
        return own_class(holder)
    if isinstance(holder, types.FunctionType):
        return holder.__module__ == "__main__"
    return own_class(type(holder)) or isinstance(holder, Namespace)


def is_stand_in(holder: Any) -> bool:
    """Whether a thing is what scripts get in place of one of Blender's classes."""
    return isinstance(holder, StandIn) and not own_class(holder)


def settable_array(kind: type, name: str) -> bool:
    """Whether scripts may set this attribute of one of numpy's things."""
    return _module(kind).startswith("numpy") and name in _ARRAYS.get(kind.__name__, ())


def settable(kind: type) -> bool:
    """Whether scripts may set attributes of objects of this kind, whoever made them."""
    module = _module(kind)
    if issubclass(kind, _SHARED):
        return False
    # what is built in and of no shared kind has no room for attributes of a script's own
    if module in {"__main__", "builtins"} or _rna_kind(kind):
        return True
    if module.startswith("numpy"):
        return False
    wrapped = module == "functools" and kind.__name__ in {"_lru_cache_wrapper", "partial"}
    return wrapped or issubclass(kind, (BaseException, Namespace, Void, Sealed))


def may_read_inner(holder: Any, name: str) -> bool:
    """Whether scripts may read ``name``, which is private or special, of this thing."""
    kind = type(holder)
    if kind is super or is_own(holder) or isinstance(holder, Void):
        return True
    if name.endswith("__"):
        return name not in _MAKING or isinstance(holder, type)
    return name in policy.UNDERSCORE_ALLOWED


# what ``type`` answers


class _TypeMeta(type):
    """Makes ``type(x)`` safe and keeps ``isinstance(x, type)`` working."""

    def __call__(cls, *arguments: Any) -> Any:
        if len(arguments) != 1:
            raise GuardError("builtin.denied", "Classes are made by 'class'.")
        return type_of(arguments[0])

    def __instancecheck__(cls, thing: Any) -> bool:
        return isinstance(thing, builtins.type)


class SafeType(metaclass=_TypeMeta):
    """The built-in ``type`` for one argument."""

    def __init_subclass__(cls) -> None:
        raise GuardError("syntax.denied", "A metaclass is not for scripts.")


class _Opaque:
    """Stands for the classes that scripts don't get: it has their names and nothing else."""


_opaque: dict[str, type] = {}


def type_of(thing: Any) -> Any:
    """The class of a thing, or what stands for it."""
    kind = builtins.type(thing)
    plain = _PLAIN_TYPES.get(kind)
    if plain is not None:
        return plain
    if issubclass(kind, builtins.type):
        return SafeType
    if own_class(kind) or issubclass(kind, BaseException):
        return kind
    if _rna_kind(kind):
        return stand_in(kind)
    if _module(kind) == "builtins" and (kind.__name__ in _GEOMETRY or kind.__name__[:2] == "BM"):
        return kind
    if isinstance(thing, classes.Array):
        return classes.Array
    offered = policy.MODULES.get(_module(kind), ())
    if offered == policy.ALL or kind.__name__ in offered:
        return kind
    return _opaque.setdefault(
        kind.__name__, builtins.type(kind.__name__, (_Opaque,), {"__module__": "builtins"})
    )
