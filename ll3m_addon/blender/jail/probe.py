# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries every wall from inside a confined child: what is reported is what really holds."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable

__all__ = ["run"]


def _refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _exec() -> None:
    """Start a program; where that works this process is gone and reports nothing."""
    os.execv(sys.executable if os.path.isabs(sys.executable or "") else "/bin/true", ["-c", ""])


def _write(path: str) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def _socket() -> None:
    socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()


def look(scratch: str, secret: str = "", outside: str = "") -> dict[str, bool]:
    """Try every wall around this process but starting a program; True is a wall that holds.

    ``secret`` is a file that must not be readable (default: one of this user's or system's),
    ``outside`` a folder that must not be writable.
    """
    secret = secret or next(
        path for path in ("/etc/passwd", os.path.expanduser("~"), __file__) if os.path.exists(path)
    )
    outside = outside or os.path.dirname(scratch)
    made = os.path.join(outside, "ll3m-wall-test")
    inside = os.path.join(scratch, "ll3m-wall-test")
    found = {
        "read": _refused(lambda: os.close(os.open(secret, os.O_RDONLY))),
        "write": _refused(lambda: _write(made)),
        "mode": _refused(lambda: os.chmod(secret, 0o644)),
        "network": _refused(_socket),
        "signal": not hasattr(os, "getppid") or _refused(lambda: os.kill(os.getppid(), 0)),
        "process": not hasattr(os, "fork") or _refused(_fork),
        "work": not _refused(lambda: _write(inside)),
    }
    found["program"] = found["process"]
    for path in (made, inside):
        with contextlib.suppress(OSError):
            os.unlink(path)
    return found


def run(descriptor: int) -> None:
    """Confine a child in a scratch folder and write what it found as JSON to ``descriptor``."""
    from .child import confine

    outside = tempfile.mkdtemp(prefix="ll3m-probe-")
    secret = os.path.join(outside, "secret")
    _write(secret)
    scratch = os.path.join(outside, "scratch")
    os.mkdir(scratch)
    pid = os.fork()
    if pid == 0:
        confine(scratch, {"memory": 2**30, "seconds": 5, "files": 2**20}, [])
        found = look(scratch, secret, outside)
        found["program"] = _refused(_exec)
        os.write(descriptor, json.dumps(found).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    shutil.rmtree(outside, ignore_errors=True)
