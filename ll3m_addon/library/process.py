# SPDX-License-Identifier: GPL-3.0-or-later
"""Who owns something on disk: a process on a machine, and whether it still lives."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

__all__ = ["is_lost", "own_mark"]


def own_mark() -> str:
    """This process as text that is safe in file names: machine, process id, start time."""
    return _mark(os.getpid())


@lru_cache(maxsize=4)
def _mark(pid: int) -> str:
    # A fork has another id, hence the argument.
    return f"{_machine()}.{pid}.{_start_time(pid) or 0}"


def is_lost(mark: str) -> bool:
    """True if the process of ``mark`` is gone.

    A process of another machine that shares the folder can't be seen from here and
    counts as alive. A mark that can't be read belongs to nobody.
    """
    machine, _, rest = mark.partition(".")
    pid, _, start = rest.partition(".")
    if not (machine and pid.isdecimal() and start.isdecimal()):
        return True
    if machine.partition("-")[0] != _machine().partition("-")[0]:
        return False
    if machine != _machine():
        return True  # the same machine before it was started anew
    found = _start_time(int(pid))
    return found is None or found != int(start)


@lru_cache(maxsize=1)
def _machine() -> str:
    """Hash of the host's name, and of this start of the machine where it can be known."""
    host = hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return host
    return f"{host}-{boot[:6]}"


def _start_time(pid: int) -> int | None:
    """When the process started, in a unit of the system's own; None if it is gone.

    0 where it lives but its start can't be read.
    """
    if sys.platform == "linux":
        return _start_linux(pid)
    if sys.platform == "win32":
        return _start_windows(pid)
    return _start_posix(pid)


def _start_linux(pid: int) -> int | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    # proc(5): field 3 is the state, field 22 the start in clock ticks since boot.
    return None if fields[0] in "ZX" else int(fields[19])


def _start_posix(pid: int) -> int | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass  # alive, another user's
    try:
        answer = subprocess.run(
            ["ps", "-o", "lstart=", "-p", str(pid)],
            capture_output=True, timeout=5, check=False, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return 0
    text = answer.stdout.strip()
    return int(hashlib.sha256(text).hexdigest()[:12], 16) if text else None


def _start_windows(pid: int) -> int | None:
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.OpenProcess.restype = ctypes.c_void_p
    # PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE
    handle = kernel.OpenProcess(0x1000 | 0x100000, False, pid)
    if not handle:
        return 0 if ctypes.get_last_error() == 5 else None  # type: ignore[attr-defined]
    try:
        if kernel.WaitForSingleObject(ctypes.c_void_p(handle), 0) == 0:
            return None
        times = [ctypes.c_uint64() for _ in range(4)]
        read = kernel.GetProcessTimes(ctypes.c_void_p(handle), *map(ctypes.byref, times))
        return int(times[0].value) if read else 0
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))
