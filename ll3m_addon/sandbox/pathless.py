# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: PTH118, PTH119, PTH120, PTH122
"""A world without files: what scripts get of ``open``, ``pathlib``, ``os``, ``argparse`` and the like.

Honest scripts work out where they would save, look whether a texture is there, read
options after ``--``. Here nothing is there, what is written goes nowhere, and options
have their defaults. Nothing in this file touches a file, a program or a variable of the
user; classes are made here since the real ones keep modules as attributes.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from typing import Any

from .rewrite import GuardError
from .stand_ins import Namespace
from .void import VOID

__all__ = ["OPTIONS", "OS", "OS_PATH", "PATHS", "no_file"]


def no_file(path: Any = "", mode: Any = "r", *_: Any, **__: Any) -> Any:
    """``open``: what is written goes nowhere, what is read is not there."""
    if isinstance(mode, str) and mode[:1] in {"w", "a", "x"}:
        return VOID
    raise FileNotFoundError(2, "A script has no files", str(path))


def _never(*_: Any, **__: Any) -> bool:
    """No file is there."""
    return False


def _nothing(*_: Any, **__: Any) -> tuple[()]:
    return ()


def _system(command: Any = "") -> int:
    """``os.system``: clearing the console is all that scripts may ask of it."""
    if command in {"cls", "clear"}:
        return 0
    raise GuardError("import.name", "'os.system' runs programs.")


class Path:
    """A path as text: joined and taken apart, and nothing is ever there."""

    __slots__ = ("_text",)

    def __init__(self, *parts: Any) -> None:
        self._text = os.path.normpath(os.path.join("", *map(str, parts))) if parts else "."

    def __truediv__(self, other: Any) -> Path:
        return Path(self, other)

    def __rtruediv__(self, other: Any) -> Path:
        return Path(other, self)

    def __str__(self) -> str:
        return self._text

    __fspath__ = __str__

    def __repr__(self) -> str:
        return f"Path({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Path) and other._text == self._text

    def __lt__(self, other: Path) -> bool:
        return self._text < other._text

    def __hash__(self) -> int:
        return hash(self._text)

    @property
    def name(self) -> str:
        """Last part."""
        return os.path.basename(self._text)

    @property
    def stem(self) -> str:
        """Last part without its ending."""
        return os.path.splitext(self.name)[0]

    @property
    def suffix(self) -> str:
        """Ending of the last part."""
        return os.path.splitext(self.name)[1]

    @property
    def parent(self) -> Path:
        """All but the last part."""
        return Path(os.path.dirname(self._text))

    @property
    def parents(self) -> Parents:
        """Each folder above."""
        return Parents(self)

    @property
    def parts(self) -> tuple[str, ...]:
        """Each part."""
        return tuple(part for part in self._text.split("/") if part)

    def with_suffix(self, suffix: str) -> Path:
        """The same with another ending."""
        return Path(os.path.splitext(self._text)[0] + str(suffix))

    def with_name(self, name: str) -> Path:
        """The same with another last part."""
        return self.parent / name

    def joinpath(self, *parts: Any) -> Path:
        """Parts added."""
        return Path(self, *parts)

    def as_posix(self) -> str:
        """As text."""
        return self._text

    def is_absolute(self) -> bool:
        """Whether it starts at the root."""
        return self._text.startswith("/")

    def _same(self, *_: Any, **__: Any) -> Path:
        return self

    def _read(self, *_: Any, **__: Any) -> Any:
        return no_file(self)

    def open(self, mode: str = "r", *_: Any, **__: Any) -> Any:
        """As the built-in."""
        return no_file(self, mode)

    def iterdir(self) -> Iterator[Path]:
        """Nothing is there."""
        return iter(())

    @classmethod
    def cwd(cls) -> Path:
        """The root of the world without files."""
        return cls("/")

    resolve = absolute = expanduser = _same
    exists = is_file = is_dir = _never
    glob = rglob = _nothing
    read_text = read_bytes = _read
    mkdir = write_text = write_bytes = unlink = touch = rmdir = VOID
    home = cwd


class Parents:
    """The folders above a path. There is always one more: a script has no place of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getitem__(self, index: int) -> Path:
        here = self._path
        for _ in range(min(index + 1, 100)):
            here = here.parent
        return here


class Parser:
    """``argparse.ArgumentParser`` of a command without options: all have their defaults."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self._values: dict[str, Any] = {}

    def add_argument(self, *names: str, **options: Any) -> Any:
        """Take the name and the default."""
        flags = [str(each) for each in names if str(each).startswith("--")] or [*map(str, names)]
        name = options.get("dest") or (flags[0].lstrip("-").replace("-", "_") if flags else "")
        default = options.get("default")
        action = options.get("action")
        if default is None and action in {"store_true", "store_false"}:
            default = action == "store_false"
        kind = options.get("type")
        if isinstance(default, str) and callable(kind):
            default = kind(default)
        self._values[str(name)] = default
        return VOID

    def set_defaults(self, **named: Any) -> None:
        """Take defaults."""
        self._values.update(named)

    def parse_args(self, *_: Any, **__: Any) -> Namespace:
        """The defaults."""
        return Namespace(**self._values)

    def parse_known_args(self, *_: Any, **__: Any) -> tuple[Namespace, list[str]]:
        """The defaults, and nothing that was not known."""
        return self.parse_args(), []

    def add_argument_group(self, *_: Any, **__: Any) -> Parser:
        """A group is the parser itself."""
        return self

    add_mutually_exclusive_group = add_argument_group
    print_help = print_usage = error = exit = add_subparsers = VOID


OPTIONS: dict[str, Any] = {
    "ArgumentParser": Parser, "Namespace": Namespace, "ArgumentDefaultsHelpFormatter": VOID,
    "RawDescriptionHelpFormatter": VOID, "RawTextHelpFormatter": VOID, "SUPPRESS": VOID,
    "BooleanOptionalAction": "store_true", "ArgumentTypeError": ValueError,
}  # fmt: skip
PATHS: dict[str, Any] = {"Path": Path, "PurePath": Path, "PosixPath": Path, "PurePosixPath": Path}
OS: dict[str, Any] = {
    "getcwd": lambda: "/", "sep": "/", "linesep": "\n", "name": "posix", "environ": {},
    "listdir": lambda *_: [], "walk": _nothing, "scandir": _nothing, "cpu_count": lambda: 1,
    "getenv": lambda _, default=None: default, "system": _system, "fspath": str,
    "makedirs": VOID, "mkdir": VOID, "chdir": VOID, "remove": VOID, "unlink": VOID,
}  # fmt: skip
OS_PATH: dict[str, Any] = {
    "join": os.path.join, "basename": os.path.basename, "dirname": os.path.dirname,
    "splitext": os.path.splitext, "split": os.path.split, "normpath": os.path.normpath,
    "exists": _never, "isfile": _never, "isdir": _never, "isabs": _never, "abspath": str,
    "expanduser": str, "realpath": str, "expandvars": str, "relpath": lambda path, *_: str(path),
    "sep": "/", "getsize": lambda _: 0, "commonpath": lambda _: "/",
}  # fmt: skip
