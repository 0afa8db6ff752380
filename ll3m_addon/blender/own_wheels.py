# SPDX-License-Identifier: GPL-3.0-or-later
"""Make sure that the libraries shipped with the extension are the ones that get imported.

When an extension is enabled for the first time, Blender appends the folder of unpacked
wheels to ``sys.path``, behind its own site-packages; only from the next start on does it
stand in front. And Blender may have imported an older ``typing_extensions`` by then.
Must run before anything imports pydantic.
"""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import logging
import site
import sys
from pathlib import Path

import bpy

__all__ = ["prefer_own_wheels"]

log = logging.getLogger(__name__)


def _folder() -> str:
    """Where this Blender unpacks the wheels of all extensions, for its Python; "" for none.

    As a module Blender lives in somebody's environment, whose libraries are the right ones.
    """
    if not bpy.app.binary_path:
        return ""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    extensions = bpy.utils.user_resource("EXTENSIONS")
    folder = Path(extensions, ".local", "lib", python, "site-packages")
    return str(folder) if folder.is_dir() else ""


def _version(folder: Path, distribution: str) -> tuple[int, ...]:
    """The version of ``distribution`` installed in ``folder``; () when it is not there."""
    for found in importlib.metadata.distributions(name=distribution, path=[str(folder)]):
        return tuple(int(part) for part in found.version.split(".") if part.isdigit())
    return ()


def _move_to_front(folder: str) -> None:
    """Put ``folder`` in front of Blender's own site-packages, where its next start puts it."""
    while folder in sys.path:
        sys.path.remove(folder)
    own = set(site.getsitepackages())
    places = (place for place, path in enumerate(sys.path) if path in own)
    sys.path.insert(next(places, len(sys.path)), folder)


def _check_unpacked_for_this_python(folder: str) -> None:
    """Early releases of Blender 4.2 unpack the wheel of whichever Python sorts last.

    Raises:
        RuntimeError: that has happened; Blender shows the text.
    """
    package = Path(folder, "pydantic_core")
    native = [f"_pydantic_core{suffix}" for suffix in importlib.machinery.EXTENSION_SUFFIXES]
    if package.is_dir() and not any((package / name).is_file() for name in native):
        version = ".".join(str(part) for part in bpy.app.version)
        raise RuntimeError(
            f"Blender {version} has unpacked LL3M's libraries for another Python. "
            "Update Blender to the latest release of its series, then reinstall LL3M."
        )


def prefer_own_wheels() -> None:
    """Import our wheels before Blender's own libraries, as far as ours are newer.

    Does nothing where there are none: in a development install, or as a Python package.

    Raises:
        RuntimeError: Blender has unpacked the wheels of another Python.
    """
    folder = _folder()
    if not folder:
        return
    _check_unpacked_for_this_python(folder)
    _move_to_front(folder)
    loaded = sys.modules.get("typing_extensions")
    if loaded is None or not loaded.__file__:
        return
    theirs = _version(Path(loaded.__file__).parent, "typing_extensions")
    ours = _version(Path(folder), "typing_extensions")
    if theirs < ours:
        # Whoever has imported the older one keeps it; the next import finds ours.
        log.info("typing_extensions %s replaced by our %s", theirs, ours)
        del sys.modules["typing_extensions"]
