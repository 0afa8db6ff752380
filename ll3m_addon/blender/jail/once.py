# SPDX-License-Identifier: GPL-3.0-or-later
"""A spare: a Blender that shuts its walls, waits for one task, does it and ends."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import traceback
from typing import Any

from ...sandbox.wire import MAX_REQUEST, START, WireError, read_message, write_message

__all__ = ["serve_once"]

log = logging.getLogger(__name__)
#: A spare shuts its walls before it hears of its task: generous; the parent watches the rest.
_LIMITS = {"memory": 64 * 2**30, "seconds": 3600.0, "files": 2**30}


def serve_once(requests: int, answers: int, folder: str) -> None:
    """Say hello, read one task, answer it."""
    import bpy

    from . import child, probe

    child.prepare()
    reader, writer = os.fdopen(os.dup(requests), "rb"), os.fdopen(answers, "wb")
    os.chdir(folder)
    _shut(folder)
    walls = probe.look(folder)
    writer.write(START)
    write_message(writer, {"version": list(bpy.app.version), "walls": walls, "pid": os.getpid()})
    try:
        answer = child.work(read_message(reader, MAX_REQUEST))
    except WireError:
        return  # the parent hung up: this spare was never needed
    except Exception:  # the top of the worker: the parent reports it
        log.exception("a jailed task failed")
        answer = {"internal": traceback.format_exc()[-8000:]}
    write_message(writer, answer)


def _shut(folder: str) -> None:
    """Shut the walls that a process can put around itself on this system."""
    if sys.platform == "linux":
        from .child import confine

        limits: dict[str, Any] = dict(_LIMITS)
        confine(folder, limits, [])
    elif sys.platform == "win32":
        _lower_integrity()
    else:
        import resource

        for limit in (resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
            resource.setrlimit(limit, (0, 0))
        os.environ.clear()
        os.environ.update(HOME=folder, TMPDIR=folder)


def _lower_integrity() -> None:
    """Drop this process to low integrity: the user's files can no longer be written (Windows).

    ``SetTokenInformation`` with ``TokenIntegrityLevel`` (25) and the SID S-1-16-4096, as in
    winnt.h. Lowering one's own level needs no privilege.
    """
    if sys.platform != "win32":
        return
    advapi, kernel = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    token = ctypes.c_void_p()
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not advapi.OpenProcessToken(process, 0x0080 | 0x0008, ctypes.byref(token)):
        return
    sid = ctypes.c_void_p()
    advapi.ConvertStringSidToSidW("S-1-16-4096", ctypes.byref(sid))

    class Label(ctypes.Structure):
        _fields_ = [("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32)]

    label = Label(sid.value, 0x20)
    size = ctypes.sizeof(label) + advapi.GetLengthSid(sid)
    advapi.SetTokenInformation(token, 25, ctypes.byref(label), size)
    kernel.CloseHandle(token)
