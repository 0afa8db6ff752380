# SPDX-License-Identifier: GPL-3.0-or-later
"""What a guarded script sees of Python: built-ins, modules, and the helpers of the rewriter.

Facades keep what they stand for under names with two underscores at both ends, which
no script can write.
"""

from __future__ import annotations

import _string  # type: ignore[import-not-found]
import builtins
import io
import types
from collections.abc import Callable
from string import Formatter
from typing import Any

from . import policy, resources, rewrite
from .importer import Importer, stop
from .rewrite import GuardError

__all__ = ["checked_name", "make_builtins", "own", "safe_getattr", "watch"]


# ---------------------------------------------------------------- attributes


def checked_name(name: object) -> str:
    """The name, if it is plain text that scripts may use as an attribute.

    Raises:
        GuardError, TypeError.
    """
    if type(name) is not str:
        raise TypeError("attribute name must be string")
    if policy.attribute_rule(name) or not name.isidentifier():
        raise GuardError("attribute.string", f"The attribute {name!r} is not for scripts.")
    return name


def own(holder: Any) -> Any:
    """``holder`` itself, if a script may set attributes of it: never another's class or module."""
    if isinstance(holder, type):
        if type.__getattribute__(holder, "__module__") != "__main__":
            raise GuardError("attribute.denied", f"The class {holder.__name__!r} is not yours.")
    elif isinstance(holder, (types.ModuleType, types.BuiltinFunctionType)):
        raise GuardError("attribute.denied", "A module's attributes can't be set.")
    return holder


_RNA_MODULES = frozenset(("bpy", "bpy.types", "bpy_types", "_bpy_types", "bpy.ops"))


def make_own() -> Any:
    """``own`` for one run: kinds of things that were looked at once are let through at once."""
    plain: set[type] = set()

    def quick_own(holder: Any) -> Any:
        kind = type(holder)
        if kind in plain:
            return holder
        if not issubclass(kind, (type, types.ModuleType, types.BuiltinFunctionType)):
            plain.add(kind)
            return holder
        return own(holder)

    return quick_own


def is_rna(thing: object) -> bool:
    """Whether a thing belongs to Blender's data model."""
    kind = type(thing)
    module = type.__getattribute__(kind, "__module__")
    return module in _RNA_MODULES or (module == "builtins" and kind.__name__.startswith("bpy_"))


def watch(holder: Any, name: str) -> Any:
    """Read an attribute whose name needs a look at what holds it."""
    if name == "new":
        return _safe_new(holder)
    if name in {"format", "format_map"}:
        return _safe_format(holder, name)
    if name in policy.RNA_DENIED and is_rna(holder):
        raise GuardError("attribute.denied", f"{name!r} reaches files.")
    return getattr(holder, name)


def _safe_new(holder: Any) -> Any:
    make = holder.new
    if not is_rna(holder):
        return make

    def new(*arguments: Any, **named: Any) -> Any:
        for value in (*arguments, *named.values()):
            # the text itself, not what a subclass says it is
            if isinstance(value, str) and policy.denied_node(str.__str__(value)):
                raise GuardError("node.type", f"The node {value!r} is not for scripts.")
        return make(*arguments, **named)

    return new


def watch_set(holder: Any, name: str, value: Any) -> None:
    """Set an attribute that holds a path, a driver's expression or a script."""
    own(holder)
    if not is_rna(holder):
        setattr(holder, name, value)
    elif name == "expression":
        if not policy.driver_allowed(value):
            raise GuardError("driver.expression", "This driver expression is not for scripts.")
        setattr(holder, name, value)


def safe_getattr(holder: Any, name: Any, *default: Any) -> Any:
    """``getattr`` that knows the policy."""
    name = checked_name(name)
    if name in policy.WATCHED_ATTRIBUTES or name in policy.RNA_DENIED:
        try:
            return watch(holder, name)
        except AttributeError:
            if default:
                return default[0]
            raise
    return getattr(holder, name, *default)


def safe_setattr(holder: Any, name: Any, value: Any) -> None:
    """``setattr`` that knows the policy."""
    name = checked_name(name)
    if name in policy.SET_WATCHED:
        watch_set(holder, name, value)
    else:
        setattr(own(holder), name, value)


def safe_hasattr(holder: Any, name: Any) -> bool:
    """``hasattr`` that knows the policy."""
    try:
        safe_getattr(holder, name)
    except (AttributeError, GuardError):
        return False
    return True


def safe_delattr(holder: Any, name: Any) -> None:
    """``delattr`` that knows the policy."""
    delattr(own(holder), checked_name(name))


# ---------------------------------------------------------------- text


class _Format(Formatter):
    """``str.format`` that reads only the attributes that scripts may read."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        first, rest = _split_field(field_name)
        thing = self.get_value(first, args, kwargs)
        for is_attribute, key in rest:
            thing = safe_getattr(thing, str(key)) if is_attribute else thing[key]
        return thing, first


def _split_field(field: str) -> tuple[Any, Any]:
    return _string.formatter_field_name_split(field)


_formatter = _Format()


def _safe_format(holder: Any, name: str) -> Any:
    if holder is str:
        if name == "format":
            return lambda text, *a, **k: _formatter.vformat(str(text), a, k)
        return lambda text, mapping: _formatter.vformat(str(text), (), mapping)
    if isinstance(holder, str):
        text = str.__str__(holder)
        if name == "format":
            return lambda *a, **k: _formatter.vformat(text, a, k)
        return lambda mapping: _formatter.vformat(text, (), mapping)
    if isinstance(holder, type) and issubclass(holder, str):
        raise GuardError("attribute.denied", "Format plain text.")
    return getattr(holder, name)


# ---------------------------------------------------------------- types


class _TypeMeta(type):
    """Makes ``type(x)`` safe and keeps ``isinstance(x, type)`` working."""

    def __call__(cls, *arguments: Any) -> Any:
        if len(arguments) != 1:
            raise GuardError("builtin.denied", "Classes are made by 'class'.")
        return _type_of(arguments[0])

    def __instancecheck__(cls, thing: Any) -> bool:
        return isinstance(thing, builtins.type)


class _Opaque:
    """Stands for the type of functions, modules, classes, frames and the like."""


class SafeType(metaclass=_TypeMeta):
    """The built-in ``type`` for one argument."""


def _type_of(thing: Any) -> Any:
    kind = builtins.type(thing)
    opaque = (
        types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.ModuleType,
        types.GeneratorType, types.CodeType, types.FrameType, types.TracebackType,
        types.MappingProxyType, types.CellType,
    )  # fmt: skip
    if issubclass(kind, (*opaque, builtins.type)):
        return _Opaque
    return kind


def guard_exit(method: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a script's ``__exit__``: it can't see or swallow what is not an ``Exception``."""

    def __exit__(self: Any, kind: Any, value: Any, _: Any) -> Any:  # noqa: N807
        if kind is not None and not issubclass(kind, Exception):
            return False
        return method(self, kind, value, None)

    return __exit__


def make_builtins(importer: Importer, output: io.TextIOBase) -> dict[str, Any]:
    """The built-ins of one run."""
    found: dict[str, Any] = {name: getattr(builtins, name) for name in policy.BUILTINS}
    found |= resources.BUILTINS

    def safe_print(*values: Any, sep: Any = " ", end: Any = "\n", **_: Any) -> None:
        builtins.print(*values, sep=sep, end=end, file=output)

    found |= {
        "__import__": importer, "__build_class__": builtins.__build_class__, "__debug__": True,
        "getattr": safe_getattr, "setattr": safe_setattr, "hasattr": safe_hasattr,
        "delattr": safe_delattr, "type": SafeType, "format": builtins.format, "print": safe_print,
        "dir": _safe_dir, "vars": _safe_vars, "locals": dict, "globals": dict,
        "exit": stop, "quit": stop,
        rewrite.ATTR: watch, rewrite.SET: watch_set, rewrite.OWN: make_own(), rewrite.EXIT: guard_exit,
        rewrite.POWER: resources.power,
    }  # fmt: skip
    return found


def _safe_dir(*thing: Any) -> list[str]:
    return [name for name in builtins.dir(*thing) if not name.startswith("_")] if thing else []


def _safe_vars(*thing: Any) -> dict[str, Any]:
    """A copy of what a script's own object holds."""
    if not thing or is_rna(thing[0]) or isinstance(thing[0], (type, types.ModuleType)):
        return {}
    return dict(builtins.vars(*thing))
