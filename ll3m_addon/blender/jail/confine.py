# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls of a jailed child on Linux: Landlock, seccomp, limits, an empty environment.

Called in the forked child before anything hostile is read, while it has one thread:
threads that Blender starts later inherit everything. Nothing here needs a privilege
or a package; each wall that the kernel lacks is left out and ``walls`` says so.

Sources: the kernel's ``Documentation/userspace-api/landlock.rst`` and
``seccomp_filter.rst``, ``include/uapi/linux/{landlock,seccomp,filter,audit}.h``.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import resource
import struct
import sys
from collections.abc import Iterable, Sequence

from . import syscalls

__all__ = [
    "apply_limits",
    "die_with",
    "empty_environment",
    "landlock",
    "landlock_level",
    "no_new_privileges",
    "seccomp",
]

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_PDEATHSIG = 1
_SIGKILL = 9

# landlock.h: the rights over files, by bit.
_READ = (1 << 2) | (1 << 3)  # read file, read folder
_FILE_RIGHTS = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 14)  # execute, write, read, truncate
_ALL_BY_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_RIGHTS = 0b11  # bind and connect TCP, from ABI 4
_SCOPES = 0b11  # abstract sockets and signals, from ABI 6


def die_with(parent: int) -> None:
    """End when the process ``parent`` ends; at once if it has ended already."""
    _libc.prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(71)


def no_new_privileges() -> None:
    """Drop every capability, give up gaining rights, refuse to be traced."""
    # capset(2), version 3: header (version, pid 0 = self), then two empty sets.
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    _libc.capset(header, ctypes.create_string_buffer(24))
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_NO_NEW_PRIVS)")
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def landlock_level() -> int:
    """The kernel's Landlock level; below 1 there is none."""
    return int(_libc.syscall(ctypes.c_long(444), None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def _all_rights(abi: int) -> int:
    return _ALL_BY_ABI[max(known for known in _ALL_BY_ABI if known <= abi)]


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(f"/proc/self/fd/{handle}"):
            rights &= _FILE_RIGHTS
        # struct landlock_path_beneath_attr is packed: u64 rights, s32 descriptor.
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, handle))
        if _libc.syscall(445, ruleset, 1, rule, 0) != 0:
            raise OSError(ctypes.get_errno(), f"landlock_add_rule({path})")
    finally:
        os.close(handle)


def landlock(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Leave only these files and folders. Returns the kernel's Landlock level, 0 for none.

    Nothing may be executed. From level 4 TCP is shut too, from 6 signals and
    abstract sockets to processes outside.
    """
    abi = landlock_level()
    if abi < 1:
        return 0
    every = _all_rights(abi)
    attributes = struct.pack(
        "=QQQ", every, _NET_RIGHTS if abi >= 4 else 0, _SCOPES if abi >= 6 else 0
    )
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    buffer = ctypes.create_string_buffer(attributes, 24)
    ruleset = _libc.syscall(444, buffer, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return 0
    try:
        for path in readable:
            _allow(ruleset, path, _READ)
        for path in writable:
            _allow(ruleset, path, every & ~1 & ~(0b111111 << 6) | (1 << 7) | (1 << 8))
        if _libc.syscall(446, ruleset, 0) != 0:
            raise OSError(ctypes.get_errno(), "landlock_restrict_self")
    finally:
        os.close(ruleset)
    return abi


def _filter(numbers: Sequence[int], table: syscalls.Table) -> bytes:
    """A seccomp program: the listed calls pass, a few by argument, the rest fail with EPERM."""
    allow, refuse = 0x7FFF0000, 0x00050000 | 1  # SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM
    missing = 0x00050000 | 38  # ENOSYS: glibc then falls back to clone
    code: list[tuple[int, int, int, int]] = [
        (0x20, 0, 0, 4),  # load arch
        (0x15, 1, 0, table.audit_arch),
        (0x06, 0, 0, 0x80000000),  # another architecture: kill the process
        (0x20, 0, 0, 0),  # load the call's number
    ]
    if table.clone3:
        code += [(0x15, 0, 1, table.clone3), (0x06, 0, 0, missing)]
    # clone only with CLONE_THREAD: threads yes, processes no.
    code += [
        (0x15, 0, 4, table.clone),
        (0x20, 0, 0, 16),  # low word of the first argument
        (0x45, 0, 1, 0x00010000),  # CLONE_THREAD
        (0x06, 0, 0, allow),
        (0x06, 0, 0, refuse),
    ]
    # signals to itself only (abort, and Blender's own); limits of itself only.
    for number, value in [(each, os.getpid()) for each in table.signals] + [(table.prlimit64, 0)]:
        code += [
            (0x15, 0, 4, number),
            (0x20, 0, 0, 16),
            (0x15, 0, 1, value),
            (0x06, 0, 0, allow),
            (0x06, 0, 0, refuse),
        ]
    for number in sorted(numbers):
        code += [(0x15, 0, 1, number), (0x06, 0, 0, allow)]
    code.append((0x06, 0, 0, refuse))
    return b"".join(struct.pack("=HBBI", *line) for line in code)


def seccomp(*, graphics: bool = False) -> bool:
    """Allow the listed system calls only: no sockets, no programs, no other processes.

    ``graphics`` allows files that are in memory only, without which Mesa's renderer on the
    processor crashes; they count towards no limit of memory, so no script may make them.
    Returns False where the kernel or the processor is not known.
    """
    table = syscalls.TABLES.get(platform.machine())
    if table is None or sys.maxsize < 2**32:
        return False
    more = (table.memfd_create,) if graphics else ()
    program = _filter((*table.allowed, *more), table)
    buffer = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: u16 length, padding, pointer.
    head = ctypes.create_string_buffer(
        struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    )
    # SECCOMP_SET_MODE_FILTER with TSYNC, so that no older thread stays free.
    return _libc.syscall(table.seccomp, 1, 1, head) == 0


def apply_limits(memory: int, seconds: float, files: int) -> None:
    """Set the kernel's limits. ``memory`` bounds data pages generously; a watcher does the rest."""
    processor = int(seconds * (os.cpu_count() or 1)) + 5
    wanted = {
        resource.RLIMIT_CPU: processor,
        # The watcher counts all files together; this ends one file that grows between looks.
        resource.RLIMIT_FSIZE: 2 * files + 2**24,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        # Blender reserves far more than it uses: twice the cap, beside what it has already.
        resource.RLIMIT_DATA: 2 * memory + 2**30,
    }
    for limit, value in wanted.items():
        _, hard = resource.getrlimit(limit)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def empty_environment(folder: str) -> None:
    """Forget every variable; home and temporary files lie in ``folder``."""
    os.environ.clear()
    # or a hundred files of Mesa's would lie among the results
    os.environ.update(MESA_SHADER_CACHE_DISABLE="true", MESA_GLSL_CACHE_DISABLE="true")
    os.environ.update(HOME=folder, TMPDIR=folder, PATH="/nonexistent", LANG="C.UTF-8")
