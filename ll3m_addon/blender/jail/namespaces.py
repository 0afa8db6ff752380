# SPDX-License-Identifier: GPL-3.0-or-later
"""The wall around files where the kernel has no Landlock: a mount namespace of the child's own.

The child becomes alone in a user, mount, network and IPC namespace, and its root is an
empty file system in memory that holds the readable places, bound read-only, and its own
folder. Needs no privilege where unprivileged user namespaces are allowed; some
distributions forbid them, then nothing is changed and the answer says so.

Sources: ``unshare(2)``, ``user_namespaces(7)``, ``mount(2)``, ``include/uapi/linux/{sched,mount}.h``.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable

__all__ = ["enclose"]

_libc = ctypes.CDLL(None, use_errno=True)

# sched.h: new mount, IPC, user and network namespaces.
_SPACES = 0x00020000 | 0x08000000 | 0x10000000 | 0x40000000
# mount.h
_READ_ONLY, _NO_SUID, _NO_DEV, _REMOUNT, _BIND, _REC, _PRIVATE = (
    1, 2, 4, 32, 4096, 16384, 1 << 18,
)  # fmt: skip


def _mount(source: str | None, target: str, kind: str | None, flags: int) -> None:
    words = [None if each is None else os.fsencode(each) for each in (source, target, kind)]
    if _libc.mount(*words, ctypes.c_ulong(flags), None) != 0:
        raise OSError(ctypes.get_errno(), f"mount({target})")


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _unshare() -> bool:
    """Enter namespaces of its own as the user one was; False where that is forbidden."""
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(_SPACES) != 0:
        return False
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")
    return True


def _bind(root: str, place: str, writable: bool) -> None:
    """Show one file or folder in the new root, where it lies outside."""
    target = root + place
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.islink(place):
        if not os.path.lexists(target):
            os.symlink(os.readlink(place), target)
        return
    if os.path.isdir(place):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    # A writable folder alone: the new root is being put together in it, and stays outside.
    _mount(place, target, None, _BIND if writable else _BIND | _REC)
    if not writable:
        flags = _REMOUNT | _BIND | _READ_ONLY | _NO_SUID
        _mount(None, target, None, flags if place.startswith("/dev/") else flags | _NO_DEV)


def enclose(readable: Iterable[str], writable: Iterable[str], folder: str) -> bool:
    """Leave only these files and folders; ``folder`` is where the new root is put together.

    Returns False where the system forbids it; nothing is changed then.

    Raises:
        OSError: a step failed half-way: the child must not go on.
    """
    if not _unshare():
        return False
    _mount(None, "/", None, _REC | _PRIVATE)
    root = os.path.join(folder, ".root")
    os.mkdir(root)
    _mount("none", root, "tmpfs", _NO_SUID | _NO_DEV)
    for place in sorted(set(readable)):
        if os.path.lexists(place) and not place.startswith(("/proc", "/sys")):
            _bind(root, place, writable=False)
    for place in writable:
        _bind(root, place, writable=True)
    here = os.getcwd()
    _mount(None, root, None, _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEV)
    os.chroot(root)
    os.chdir(here)
    return True
