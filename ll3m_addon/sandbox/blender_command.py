# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the Blender that stands behind the jail, and the command that starts it there."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from ...bridge.contract.errors import HostError

__all__ = ["JAIL_MAIN", "command_for_program", "command_for_python", "find_command"]

#: The program that every jailed Blender runs.
JAIL_MAIN = Path(__file__).resolve().parents[1] / "blender" / "jail" / "main.py"


def command_for_program(program: str, script: Path = JAIL_MAIN) -> list[str]:
    """The command that runs ``script`` in a Blender program, without add-ons or user settings."""
    options = ["-b", "--factory-startup", "-noaudio", "--python-exit-code", "9"]
    return [program, *options, "--python", str(script), "--"]


def command_for_python(python: str | None = None, script: Path = JAIL_MAIN) -> list[str]:
    """The command that runs ``script`` in a Python that has Blender as the module ``bpy``."""
    return [python or sys.executable, "-I", "-X", "utf8", str(script), "--"]


def _is_python(path: str) -> bool:
    return Path(path).name.lower().startswith("python")


def find_command(blender: str = "", running: str = "", script: Path = JAIL_MAIN) -> list[str]:
    """Return the jail's command, or the one that runs another ``script`` of ours in its Blender.

    ``blender`` is the path from the settings (a Blender program, or a Python that has
    ``bpy``); ``running`` is ``bpy.app.binary_path`` when asked inside Blender. Without
    either: this Python's ``bpy`` module, then ``blender`` on ``PATH``.

    Raises:
        HostError: there is no Blender.
    """
    named = blender or running
    if named:
        found = shutil.which(named)
        if found is None:
            raise HostError(
                f"There is no program at {named!r}.",
                advice="Set `blender` in the settings to a Blender program.",
            )
        make = command_for_python if _is_python(found) else command_for_program
        return make(found, script)
    if importlib.util.find_spec("bpy") is not None:
        return command_for_python(script=script)
    found = shutil.which("blender")
    if found:
        return command_for_program(found, script)
    raise HostError(
        "No Blender was found.",
        advice="Install Blender and set `blender` in the settings, or `pip install bpy`.",
    )
