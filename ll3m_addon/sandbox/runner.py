# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs a jailed task: the protocol that the zygote and the spares share."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Any, Protocol

from ...bridge.contract.code import Isolation
from ..core.cancel import CancelToken

__all__ = [
    "Ended", "Hello", "Runner", "clean_environment", "hello_of", "make_runner",
]  # fmt: skip

#: Variables a jailed Blender keeps: where programs and libraries lie, and the language.
_KEPT = (
    "PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "HOME", "TMPDIR", "TMP", "TEMP",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hello:
    """What a jailed Blender says of itself: version, and which walls held when tried."""

    version: tuple[int, int, int]
    walls: dict[str, bool]
    isolation: Isolation


@dataclass(frozen=True, slots=True)
class Ended:
    """How a task's child ended. ``answer`` is None where it sent none that could be read."""

    answer: dict[str, Any] | None
    limit: str = ""
    how: str = ""
    peak: int = 0
    lost: bool = False


class Runner(Protocol):
    """Runs tasks in one-shot children."""

    def alive(self) -> bool:
        """False once it must be replaced."""
        ...

    def hello(self) -> Hello:
        """Wait for Blender to be up. Raises ``HostError``."""
        ...

    def run(
        self, header: dict[str, Any], task: dict[str, Any], deadline: float, cancel: CancelToken
    ) -> Ended:
        """Run a task; kill its child on cancel or after ``deadline`` seconds."""
        ...

    def close(self) -> None:
        """End every process."""
        ...


def isolation_of(walls: dict[str, bool]) -> Isolation:
    """``full`` where every wall held; ``limited`` where the network or writing is shut."""
    wanted = ("read", "write", "network", "process", "program", "signal", "mode")
    if all(walls.get(name) for name in wanted):
        return "full"
    return "limited" if walls.get("write") or walls.get("network") else "none"


def hello_of(message: dict[str, Any]) -> Hello:
    """A jailed Blender's first message, read."""
    walls = {str(name): bool(value) for name, value in message["walls"].items()}
    a, b, c = message["version"]
    version = (int(a), int(b), int(c))
    return Hello(version, walls, isolation_of(walls))


def clean_environment(temporary: str = "") -> dict[str, str]:
    """The variables a jailed Blender starts with: no keys, no tokens, no settings, no add-ons.

    ``temporary`` is the folder for its temporary files, where it shall have one of its own.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    if temporary:
        kept |= dict.fromkeys(("TMPDIR", "TMP", "TEMP"), temporary)
    # A folder that can't be there: Blender would run what lies in the user's own.
    return kept | {"BLENDER_USER_RESOURCES": f"{os.devnull}{os.sep}none"}


def make_runner(command: list[str], *, spares: bool = False) -> Runner:
    """The best runner of this system. Raises ``HostError`` if it can't be started."""
    if sys.platform == "linux" and not spares:
        from .zygote_runner import ZygoteRunner

        return ZygoteRunner(command)
    from .spare_runner import SpareRunner

    return SpareRunner(command)
