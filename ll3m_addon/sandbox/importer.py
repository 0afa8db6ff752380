# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's ``import``: facades of allowed modules that offer names and not their insides."""

from __future__ import annotations

import importlib
import io
import os.path
import sys
import types
import warnings
from collections.abc import Mapping
from typing import Any, NoReturn

from . import policy, stand_ins
from .rewrite import GuardError
from .void import VOID

__all__ = ["Importer", "stop"]


def stop(code: Any = None) -> NoReturn:
    raise SystemExit(code)


def _hollow(name: str) -> dict[str, Any]:
    """The harmless shape of ``os``, ``os.path`` and ``sys``."""
    if name == "sys":
        return {
            "argv": ["script.py"], "path": [], "exit": stop, "version": sys.version, "maxsize": sys.maxsize,
            "version_info": tuple(sys.version_info), "platform": sys.platform,
            "float_info": sys.float_info, "stdout": VOID, "stderr": VOID,
        }  # fmt: skip
    if name == "logging":
        return dict.fromkeys(policy.MODULES["logging"], VOID) | {"INFO": 20, "DEBUG": 10}
    if name == "os":
        return {
            "makedirs": VOID, "getcwd": lambda: "/", "sep": "/", "linesep": "\n", "name": "posix", "environ": {},
        }  # fmt: skip
    return {
        "join": os.path.join, "basename": os.path.basename, "dirname": os.path.dirname,
        "splitext": os.path.splitext, "split": os.path.split, "normpath": os.path.normpath,
        "exists": _never, "isfile": _never, "isdir": _never, "abspath": str, "expanduser": str,
        "realpath": str, "sep": "/",
    }  # fmt: skip


def _never(*_: Any) -> bool:
    """No file is there."""
    return False


def module_names(name: str, real: types.ModuleType) -> dict[str, Any]:
    """What a module offers to scripts, by the policy; modules among it are left out."""
    names = policy.MODULES[name]
    if names == policy.ALL:
        names = tuple(each for each in dir(real) if not each.startswith("_"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy warns of some names when they are looked at
        found = {each: getattr(real, each) for each in names if hasattr(real, each)}
    return {
        key: value for key, value in found.items()
        if not isinstance(value, types.ModuleType) or type(value) is not types.ModuleType
    }  # fmt: skip


class BmeshOperators:
    """``bmesh.ops``. Its functions keep a pointer to the text they were asked for by: the
    names are kept alive here.
    """

    __slots__ = ("__made__", "__raw__")

    def __init__(self, raw: Any) -> None:
        object.__setattr__(self, "__raw__", raw)
        object.__setattr__(self, "__made__", {})

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"bmesh.ops: {name!r} can't be set")

    def __getattr__(self, name: str) -> Any:
        made = self.__made__.get(name)
        if made is None:
            if name.startswith("_"):
                raise AttributeError(f"bmesh.ops: no operator {name!r}")
            made = self.__made__[name] = getattr(self.__raw__, name)
        return made


class Importer:
    """The script's ``__import__``: facades of allowed modules, made once per run."""

    def __init__(
        self, modules: Mapping[str, Any], made: Mapping[str, Any], output: io.TextIOBase
    ) -> None:
        self.real = modules
        self.facades: dict[str, Any] = dict(made)
        self.output = output

    def __call__(
        self,
        name: str,
        _globals: Any = None,
        _locals: Any = None,
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        if level or type(name) is not str or name not in policy.MODULES:
            raise GuardError("import.module", f"The module {name!r} is not for scripts.")
        wanted = self.facade(name)
        return wanted if fromlist else self.facade(name.partition(".")[0])

    def facade(self, name: str) -> Any:
        """The facade of one allowed module, with those of its submodules as attributes."""
        made = self.facades.get(name)
        if made is not None:
            return made
        if name == "bmesh.ops" and "bmesh" in self.real:
            made = self.facades[name] = BmeshOperators(self.real["bmesh"].ops)
            return made
        made = self.facades[name] = types.ModuleType(name)
        contents = self._contents(name)
        for key, value in contents.items():
            setattr(made, key, value)
        prefix = f"{name}."
        for other in policy.MODULES:
            if other.startswith(prefix) and "." not in other[len(prefix) :]:
                setattr(made, other[len(prefix) :], self.facade(other))
        return made

    def _contents(self, name: str) -> dict[str, Any]:
        if name in policy.HOLLOW_MODULES:
            return _hollow(name)
        real = self.real.get(name)
        if real is None:
            parent, _, child = name.rpartition(".")
            holder = self.real.get(parent)
            real = getattr(holder, child, None) if holder is not None else None
        if real is None:
            try:
                real = importlib.import_module(name)
            except ImportError:
                raise ImportError(f"No module named {name!r}") from None
        return module_names(name, real) | stand_ins.STAND_INS.get(name, {})
