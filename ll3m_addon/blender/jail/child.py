# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of one jailed child: shut the walls, read the task, do it, answer, end."""

from __future__ import annotations

import contextlib
import gc
import importlib
import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from ...sandbox.wire import MAX_REQUEST, read_message, write_message

__all__ = ["confine", "live", "prepare", "work"]

log = logging.getLogger(__name__)


def prepare() -> None:
    """Load before the fork what every child needs, so that no child pays for it."""
    from ...sandbox import guard
    from .. import clean_paths, exports, finish, mesh_report, previews
    from . import edit, picture, reduce, trial  # these import bpy, without which there is no bmesh

    loaded = (exports, finish, mesh_report, previews, edit, picture, reduce, trial)
    log.debug("loaded %s", ", ".join(each.__name__ for each in loaded))
    for name in ("bmesh", "mathutils", "numpy"):
        importlib.import_module(name)

    clean_paths.prepare()
    trial.bpy.context.preferences.filepaths.use_scripts_auto_execute = False
    trial.empty_scene()
    guard.preload()
    gc.collect()
    gc.freeze()  # what is loaded by now is never collected: children then share its pages


def readable_places() -> list[str]:
    """What a jailed child may read: Blender, Python, fonts, and what the system needs to run."""
    import bpy

    places = {sys.prefix, sys.base_prefix, str(Path(bpy.__file__).resolve().parents[1])}
    places.add(str(Path(__file__).resolve().parents[3] / "ll3m_addon"))
    places |= {str(Path(bpy.app.binary_path).resolve().parent)} if bpy.app.binary_path else set()
    for kind in ("LOCAL", "SYSTEM"):
        places.add(bpy.utils.resource_path(kind))
    places |= {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share", "/usr/local/lib"}
    places |= {"/dev/null", "/dev/zero", "/dev/urandom", "/proc/self", "/proc/meminfo"}
    places |= {"/proc/cpuinfo", "/sys/devices/system", "/etc/ld.so.cache", "/etc/localtime"}
    return sorted(place for place in places if place and place != "/")


def confine(
    scratch: str, limits: dict[str, Any], inputs: list[str], *, graphics: bool = False
) -> dict[str, bool]:
    """Shut every wall there is. Returns which ones stand by the kernel's word."""
    from . import confine as walls
    from . import namespaces

    places = readable_places()
    os.chdir(scratch)
    walls.empty_environment(scratch)
    walls.apply_limits(limits["memory"], limits["seconds"], limits["files"])
    files = [*places, *inputs], [scratch, "/dev/null"]
    spaces = walls.landlock_level() < 1 and namespaces.enclose(*files, scratch)
    walls.no_new_privileges()
    landlock = walls.landlock(*files)
    seccomp = walls.seccomp(graphics=graphics)
    return {"landlock": landlock > 0, "namespaces": spaces, "seccomp": seccomp}


def _silence(keep: int) -> None:
    """Point the standard streams nowhere and close every descriptor but ``keep``."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.closerange(3, keep)
    os.closerange(keep + 1, 4096)


def live(message: dict[str, Any], descriptor: int) -> None:
    """Be one task's child: confined before the task's text is even read."""
    _silence(descriptor)
    # plain files: the walls refuse the socket calls that a socket object would make
    reader, writer = os.fdopen(os.dup(descriptor), "rb"), os.fdopen(descriptor, "wb")
    try:
        graphics = bool(message["graphics"])
        confine(message["scratch"], message["limits"], message["inputs"], graphics=graphics)
        answer = work(read_message(reader, MAX_REQUEST))
    except Exception:  # the top of the worker: the parent reports it
        log.exception("a jailed task failed")
        answer = {"internal": traceback.format_exc()[-8000:]}
    with contextlib.suppress(OSError):
        write_message(writer, answer)


def work(task: dict[str, Any]) -> dict[str, Any]:
    """Do one task and return its answer."""
    from . import edit, picture, reduce, trial

    kinds = {
        "trial": trial.trial, "edit": edit.edit, "finish": reduce.finish,
        "picture": picture.picture,
    }  # fmt: skip
    too_large: list[int] = []
    if hasattr(signal, "SIGXFSZ"):
        # the kernel's word that a file grew over its limit: Blender only says "can't write"
        signal.signal(signal.SIGXFSZ, lambda *_: too_large.append(1))
    try:
        return kinds[task["kind"]](task)
    except (RuntimeError, OSError):
        if not too_large:
            raise
        return {"limit": "files", "count": task["limits"]["files"]}
