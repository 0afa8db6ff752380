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

from . import kinds, policy, resources, rewrite, verdicts
from .importer import Importer, stop
from .kinds import SafeType, is_rna
from .pathless import no_file
from .rewrite import GuardError
from .void import VOID

__all__ = ["checked_name", "make_builtins", "safe_getattr", "watch"]


# ---------------------------------------------------------------- attributes


def checked_name(name: object) -> str:
    """The name, if it is plain text that scripts may use as an attribute.

    Raises:
        GuardError, TypeError.
    """
    if type(name) is not str:
        raise TypeError("attribute name must be string")
    if verdicts.attribute_rule(name) or not name.isidentifier():
        raise GuardError("attribute.string", f"The attribute {name!r} is not for scripts.")
    return name


def make_own() -> Any:
    """What checks for one run that a script may set attributes of a thing, and returns it.

    Kinds of things that were looked at once are let through at once.
    """
    plain: set[type] = set()

    def own(holder: Any, name: str) -> Any:
        kind = builtins.type(holder)
        if kind in plain or kinds.settable_array(kind, name):
            return holder
        if kinds.settable(kind):
            plain.add(kind)
        elif kinds.is_stand_in(holder):
            return VOID  # a property of Blender's classes: never registered
        elif not kinds.is_own(holder):
            raise GuardError("attribute.denied", f"This {kind.__name__!r} is not yours to change.")
        return holder

    return own


def make_private() -> Any:
    """What reads private and special attributes for one run: of the script's own things only."""
    plain: set[type] = set()

    def private(holder: Any, name: str) -> Any:
        kind = builtins.type(holder)
        if kind not in plain:
            if kinds.own_class(kind):
                plain.add(kind)
            elif not kinds.may_read_inner(holder, name):
                raise GuardError("attribute.denied", f"{name!r} is private to another's object.")
        if name == "__class__":
            return kinds.type_of(holder)
        if name == "__dict__":
            return Attributes(holder)
        return getattr(holder, name)

    return private


class Attributes(dict[str, Any]):
    """``__dict__`` of a script's own object: a copy that sets what it is updated with."""

    def __init__(self, holder: Any) -> None:
        super().__init__(_safe_vars(holder))
        self._holder = holder

    def __setitem__(self, name: str, value: Any) -> None:
        safe_setattr(self._holder, name, value)
        super().__setitem__(name, value)

    def update(self, *others: Any, **named: Any) -> None:
        """Set each as an attribute."""
        for name, value in dict(*others, **named).items():
            self[name] = value


_read_inner = make_private()
_set_own = make_own()


def watch(holder: Any, name: str) -> Any:
    """Read an attribute whose name needs a look at what holds it."""
    if name == "new":
        return _safe_new(holder)
    if name == "resize":
        return _safe_resize(holder)
    if name == "cast" and isinstance(holder, memoryview):
        raise GuardError(
            "attribute.denied", "Bytes of another kind would be a way to forge objects."
        )
    if name == "dump" and not isinstance(holder, types.ModuleType) and not kinds.is_own(holder):
        raise GuardError("attribute.denied", "'dump' writes files.")
    if name == "register" and isinstance(holder, type) and not is_rna(holder):
        raise GuardError("attribute.denied", "Classes of others can't be registered anew.")
    if name in {"format", "format_map"}:
        return _safe_format(holder, name)
    if name in policy.RNA_DENIED and is_rna(holder):
        if name in policy.IDLE_METHODS:
            return VOID
        raise GuardError("attribute.denied", f"{name!r} reaches files.")
    return getattr(holder, name)


def _safe_new(holder: Any) -> Any:
    make = holder.new
    if not is_rna(holder):
        return make

    def new(*arguments: Any, **named: Any) -> Any:
        for value in (*arguments, *named.values()):
            # the text itself, not what a subclass says it is
            if isinstance(value, str) and verdicts.denied_node(str.__str__(value)):
                raise GuardError("node.type", f"The node {value!r} is not for scripts.")
        return make(*arguments, **named)

    return new


def _safe_resize(holder: Any) -> Any:
    """``ndarray.resize`` that never moves memory which another array still looks into."""
    resize = holder.resize
    names = {each.__name__ for each in builtins.type(holder).__mro__}
    if isinstance(holder, type):
        raise GuardError("attribute.denied", "Resize an array by its own method.")
    return (lambda *shape, **_: resize(*shape)) if "ndarray" in names else resize


def watch_set(holder: Any, name: str, value: Any) -> None:
    """Set an attribute that holds a path, a driver's expression or a script."""
    if not is_rna(holder):
        setattr(_set_own(holder, name), name, value)
    elif name == "expression":
        if not verdicts.driver_allowed(value):
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
    if name.startswith("_"):
        if not default or hasattr(holder, name):
            return _read_inner(holder, name)
        return default[0]
    return getattr(holder, name, *default)


def safe_setattr(holder: Any, name: Any, value: Any) -> None:
    """``setattr`` that knows the policy."""
    name = checked_name(name)
    if verdicts.set_rule(name):
        raise GuardError("attribute.string", f"The attribute {name!r} can't be set.")
    if name in policy.SET_WATCHED:
        watch_set(holder, name, value)
    else:
        setattr(_set_own(holder, name), name, value)


def safe_hasattr(holder: Any, name: Any) -> bool:
    """``hasattr`` that knows the policy."""
    try:
        safe_getattr(holder, name)
    except (AttributeError, GuardError):
        return False
    return True


def safe_delattr(holder: Any, name: Any) -> None:
    """``delattr`` that knows the policy."""
    delattr(_set_own(holder, checked_name(name)), name)


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
    if builtins.type(holder) is super:
        raise GuardError("attribute.denied", "Format plain text.")
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


# ---------------------------------------------------------------- special methods


def guard_exit(method: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a script's ``__exit__``: it can't see or swallow what is not an ``Exception``."""

    def __exit__(self: Any, kind: Any, value: Any, _: Any) -> Any:  # noqa: N807
        if kind is not None and not issubclass(kind, Exception):
            return False
        return method(self, kind, value, None)

    return __exit__


def guard_read(method: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a script's ``__getattr__``: it is not asked for special attributes.

    Those are how numpy and others ask an object for raw memory or for how to copy it.
    """

    def __getattr__(self: Any, name: str) -> Any:  # noqa: N807
        if name.startswith("__"):
            raise AttributeError(name)
        return method(self, name)

    return __getattr__


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
        "exit": stop, "quit": stop, "open": no_file,
        rewrite.ATTR: watch, rewrite.SET: watch_set, rewrite.OWN: make_own(), rewrite.EXIT: guard_exit,
        rewrite.READ: guard_read, rewrite.PRIVATE: make_private(),
        rewrite.POWER: resources.power, rewrite.REPEAT: resources.repeated,
    }  # fmt: skip
    return found


def _safe_dir(*thing: Any) -> list[str]:
    return [name for name in builtins.dir(*thing) if not name.startswith("_")] if thing else []


def _safe_vars(*thing: Any) -> dict[str, Any]:
    """A copy of what a script's own object holds."""
    if not thing or isinstance(thing[0], type) or not kinds.is_own(thing[0]):
        return {}
    return dict(builtins.vars(*thing))
