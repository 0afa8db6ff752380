# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-ins for functions of standard modules that would take names or code from text."""

from __future__ import annotations

import contextlib
import copy
import dataclasses
import functools
import traceback
from typing import Any

from . import classes, resources, verdicts
from .rewrite import GuardError

__all__ = ["STAND_INS"]


def _check_fields(kind: type) -> None:
    """Refuse a class whose fields were renamed: ``dataclass`` puts the names into code."""
    for base in kind.__mro__:
        for field in base.__dict__.get("__dataclass_fields__", {}).values():
            name = field.name
            if type(name) is not str or not name.isidentifier() or verdicts.set_rule(name):
                raise GuardError("attribute.string", f"A field can't be called {name!r}.")


def _dataclass(kind: Any = None, /, **options: Any) -> Any:
    def decorate(kind: Any) -> Any:
        if not isinstance(kind, type) or kind.__module__ != "__main__":
            raise GuardError("attribute.denied", "Only your own classes can be dataclasses.")
        _check_fields(kind)
        made = dataclasses.dataclass(kind, **options)
        _check_fields(made)  # patterns of ``match`` read attributes by the names of fields
        return made

    return decorate if kind is None else decorate(kind)


def _checked(function: Any) -> Any:
    @functools.wraps(function)
    def call(thing: Any, *arguments: Any, **named: Any) -> Any:
        _check_fields(thing if isinstance(thing, type) else type(thing))
        return function(thing, *arguments, **named)

    return call


def _as_dict(thing: Any) -> dict[str, Any]:
    _check_fields(type(thing))
    return {field.name: _plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}


def _plain(value: Any) -> Any:
    if type(value) is list:
        return [_plain(each) for each in value]
    if type(value) is tuple:
        return tuple(_plain(each) for each in value)
    if type(value) is dict:
        return {key: _plain(each) for key, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _as_dict(value)
    return value


def _wraps(wrapped: Any, *_: Any, **__: Any) -> Any:
    return functools.wraps(wrapped, assigned=("__name__", "__doc__"), updated=())


class Namespace:
    """``types.SimpleNamespace`` with ordinary names only."""

    def __init__(self, **named: Any) -> None:
        from .facades import safe_setattr

        for name, value in named.items():
            safe_setattr(self, name, value)

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"namespace({inner})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Namespace) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


def _suppress(*kinds: Any) -> Any:
    """``contextlib.suppress`` that can't swallow the guard's own stop."""
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise GuardError("attribute.denied", "Only an Exception can be suppressed.")
    return contextlib.suppress(*kinds)


def _total_ordering(kind: Any) -> Any:
    if not isinstance(kind, type) or kind.__module__ != "__main__":
        raise GuardError("attribute.denied", "Only your own classes can be ordered.")
    return functools.total_ordering(kind)


def _quiet(*_: Any, **__: Any) -> None:
    """Change nothing."""


def _format_exception(*_: Any, **__: Any) -> str:
    import sys

    raised = sys.exc_info()[1]
    return "".join(traceback.format_exception_only(raised)) if raised else ""


def _print_exception(*_: Any, **__: Any) -> None:
    import sys

    sys.stdout.write(_format_exception())


STAND_INS: dict[str, dict[str, Any]] = {
    "dataclasses": {
        "dataclass": _dataclass, "fields": _checked(dataclasses.fields),
        "replace": _checked(dataclasses.replace), "asdict": _as_dict,
        "astuple": lambda thing: tuple(_as_dict(thing).values()),
    },
    "functools": {"wraps": _wraps, "total_ordering": _total_ordering},
    "contextlib": {
        "suppress": _suppress, "redirect_stdout": contextlib.nullcontext,
        "redirect_stderr": contextlib.nullcontext,
    },
    "abc": {"ABCMeta": type("ABCMeta", (), {})},
    "types": {"SimpleNamespace": Namespace},
    # without a memo, which would keep what was copied on the way
    "copy": {"copy": lambda thing: copy.copy(thing), "deepcopy": lambda thing: copy.deepcopy(thing)},
    "warnings": {
        "warn": _quiet, "filterwarnings": _quiet, "simplefilter": _quiet,
        "catch_warnings": lambda **_: contextlib.nullcontext([]),
    },
    "traceback": {
        "print_exc": _print_exception, "format_exc": _format_exception,
        "print_exception": _print_exception, "print_stack": _quiet,
    },
    "time": {"sleep": _quiet},
    "bpy_extras.object_utils": {"AddObjectHelper": type("AddObjectHelper", (), {})},
    "itertools": resources.ITERTOOLS,
    "numpy": {"set_printoptions": _quiet, "ndarray": classes.Array},
    "enum": classes.ENUMS,
}  # fmt: skip
