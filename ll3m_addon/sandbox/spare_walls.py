# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parent puts around a spare: a sandbox profile on macOS, a job object on Windows.

Neither system could be tried where this was written; each wall is measured by the child
itself when it starts, and only what held is reported.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = [
    "adopt",
    "kill",
    "macos_profile",
    "open_folder",
    "popen_options",
    "release",
    "resident",
    "wrap",
]


#: Services that would act for a caller outside its sandbox: open apps and links, reach the
#: keychain and the clipboard.
_MACOS_SERVICES = [
    "com.apple.coreservices.launchservicesd",
    "com.apple.coreservices.appleevents",
    "com.apple.securityd",
    "com.apple.SecurityServer",
    "com.apple.pasteboard.1",
    "com.apple.pboard",
]


def macos_profile(program: str, folder: Path, home: Path) -> str:
    """A ``sandbox-exec`` profile: no network, no other program, one writable folder, no home.

    Of rules that fit, the last one counts. Python of a framework hands over to a program
    within its own folder, and an environment in the home lies where it was made.
    """

    def quoted(path: object) -> str:
        return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'

    real = Path(program).resolve()
    package = Path(__file__).resolve().parents[2]
    places = [folder, real.parent.parent, Path(program).absolute().parent.parent, package]
    readable = " ".join(f"(subpath {quoted(each)})" for each in dict.fromkeys(places))
    services = " ".join(f"(global-name {quoted(each)})" for each in _MACOS_SERVICES)
    return "\n".join(
        (
            "(version 1)",
            "(allow default)",
            "(deny network*)",
            "(deny process-fork)",
            "(deny process-exec*)",
            f"(allow process-exec (literal {quoted(program)}) (literal {quoted(real)})"
            f" (subpath {quoted(real.parent.parent / 'Resources' / 'Python.app')}))",
            "(deny file-write*)",
            f'(allow file-write* (subpath {quoted(folder)}) (literal "/dev/null"))',
            f"(deny file-read* (subpath {quoted(home)}))",
            f"(allow file-read-metadata (subpath {quoted(home)}))",
            f"(allow file-read* {readable})",
            "(deny signal)",
            "(allow signal (target self))",
            "(deny lsopen)",
            "(deny appleevent-send)",
            "(deny job-creation)",
            "(deny user-preference-write)",
            f"(deny mach-lookup {services})",
        )
    )


def wrap(command: list[str], folder: Path) -> list[str]:
    """The command within what the system offers around a command."""
    if sys.platform == "darwin" and Path("/usr/bin/sandbox-exec").exists():
        return [
            "/usr/bin/sandbox-exec",
            "-p",
            macos_profile(command[0], folder, Path.home()),
            *command,
        ]
    return command


def popen_options() -> dict[str, Any]:
    """How the process starts: a group of its own, so that all of it can be killed."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def open_folder(folder: Path) -> None:
    """Let a process of low integrity write into ``folder`` (Windows)."""
    if sys.platform == "win32":
        subprocess.run(
            ["icacls", str(folder), "/setintegritylevel", "(OI)(CI)L"], check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a spare and all that it started."""
    if sys.platform == "win32":
        process.kill()
        return
    for end in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            end(process.pid, signal.SIGKILL)


def resident(pid: int) -> int:
    """Resident bytes of a process; 0 where it is gone or can't be read."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, IndexError, ValueError):
            pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
    elif sys.platform == "darwin":
        return _resident_macos(pid)
    return 0  # Windows: the job object holds the limit


def _resident_macos(pid: int) -> int:
    """``proc_pid_rusage`` (libproc.h), flavour 0: ``ri_resident_size`` is the seventh u64 after a UUID."""
    buffer = (ctypes.c_uint64 * 64)()
    library = ctypes.CDLL("/usr/lib/libproc.dylib")
    if library.proc_pid_rusage(pid, 0, ctypes.byref(buffer)) != 0:
        return 0
    return int(buffer[8])


class _JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h) as plain words for 64-bit Windows."""

    _fields_ = [
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_set", ctypes.c_size_t),
        ("maximum_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


#: winnt.h: one process, memory of the process, end with the handle, die on exceptions.
_JOB_FLAGS = 0x8 | 0x100 | 0x2000 | 0x400


def adopt(process: subprocess.Popen[bytes], memory: int = 4 * 2**30) -> int:
    """Put a spare into a job object (Windows). Returns the job's handle, 0 elsewhere."""
    if sys.platform != "win32":
        return 0
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    limits = _JobLimits(flags=_JOB_FLAGS, active_processes=1, process_memory=memory)
    size = ctypes.sizeof(limits)
    kernel.SetInformationJobObject(ctypes.c_void_p(job), 9, ctypes.byref(limits), size)
    # Interface restrictions: no clipboard, no other handles, no log-off, no settings.
    blocked = ctypes.c_uint32(0xFF)
    kernel.SetInformationJobObject(ctypes.c_void_p(job), 4, ctypes.byref(blocked), 4)
    handle = ctypes.c_void_p(int(process._handle))  # type: ignore[attr-defined]
    kernel.AssignProcessToJobObject(ctypes.c_void_p(job), handle)
    return int(job or 0)


def release(job: int) -> None:
    """Close a job object; what is left in it dies."""
    if job and sys.platform == "win32":
        ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(job))
