# SPDX-License-Identifier: GPL-3.0-or-later
"""The script's ``import``: facades of allowed modules that offer names and not their insides."""

from __future__ import annotations

import importlib
import io
import sys
import types
import warnings
from collections.abc import Mapping
from typing import Any, NoReturn

from . import pathless, policy, stand_ins
from .rewrite import GuardError
from .sealed import Sealed
from .void import VOID

__all__ = ["Importer", "new_module", "stop"]


def stop(code: Any = None) -> NoReturn:
    raise SystemExit(code)


def _hollow(name: str) -> dict[str, Any]:
    """The harmless shape of a module that honest scripts import and don't need."""
    if name == "sys":
        return {
            "argv": ["blender", "--python", "script.py", "--"], "path": [], "exit": stop, "modules": {},
            "executable": "", "byteorder": sys.byteorder, "stdin": VOID, "setrecursionlimit": VOID,
            "getrecursionlimit": sys.getrecursionlimit, "getsizeof": lambda *_: 0, "exc_info": lambda: (None,) * 3, "version": sys.version, "maxsize": sys.maxsize,
            "version_info": tuple(sys.version_info), "platform": sys.platform,
            "float_info": sys.float_info, "stdout": VOID, "stderr": VOID,
        }  # fmt: skip
    made = _HOLLOW.get(name, {})
    return {each: made.get(each, VOID) for each in policy.MODULES[name]} | made


#: What C code imports late: parts of numpy, and the parser of dates.
_C_PARTS = ("numpy.", "_strptime")
importlib.import_module("_strptime")
_HOLLOW: dict[str, dict[str, Any]] = {
    "os": pathless.OS, "os.path": pathless.OS_PATH, "pathlib": pathless.PATHS,
    "argparse": pathless.OPTIONS, "logging": {"INFO": 20, "DEBUG": 10, "WARNING": 30, "ERROR": 40},
    "glob": {"glob": lambda *_, **__: [], "iglob": lambda *_, **__: iter(())},
    "tempfile": {"gettempdir": lambda: "/tmp", "mkdtemp": lambda *_, **__: "/tmp"},
    "platform": {name: lambda *_: "" for name in policy.MODULES["platform"]},
    "importlib": {"reload": lambda module: module},
    "bpy_extras.io_utils": {
        "ImportHelper": type("ImportHelper", (), {}), "ExportHelper": type("ExportHelper", (), {}),
    },
}  # fmt: skip


def _for_c() -> set[str]:
    """Names of modules that C code of the allowed ones asks for while a script runs."""
    return {name for name in sys.modules if name.startswith(_C_PARTS)}


def new_module(name: str) -> types.ModuleType:
    """A facade's module. Its name is no module's: ``from x import y`` looks into ``sys.modules``."""
    return types.ModuleType(f"<{name}>")


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


class BmeshOperators(Sealed):
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
            # an error of Blender's own would hand out the module that it missed the name in
            made = self.__made__[name] = getattr(self.__raw__, name, None)
            if made is None:
                raise AttributeError(f"bmesh.ops: no operator {name!r}")
        return made


class Importer(Sealed):
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
        if type(fromlist) is list and name in _for_c():
            # C code of numpy or ``datetime`` asks for its own parts, and takes them from
            # ``sys.modules``: what is returned here goes nowhere. A statement passes no list.
            return None
        if level or type(name) is not str or name not in policy.MODULES:
            raise GuardError("import.module", f"The module {name!r} is not for scripts.")
        wanted = self.facade(name)
        return wanted if fromlist else self.facade(name.partition(".")[0])

    def facade(self, name: str) -> Any:
        """The facade of one allowed module, with those of its submodules as attributes."""
        made = self.facades.get(name)
        if made is not None:
            return made
        if name.startswith("bpy."):
            made = self.facade("bpy")  # never a module of Blender's own
            for part in name.split(".")[1:]:
                made = getattr(made, part)
            return made
        if name == "bmesh.ops" and "bmesh" in self.real:
            made = self.facades[name] = BmeshOperators(self.real["bmesh"].ops)
            return made
        made = self.facades[name] = new_module(name)
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
