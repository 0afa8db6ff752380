# SPDX-License-Identifier: GPL-3.0-or-later
"""The zygote: one warm Blender that forks a fresh child per task and watches it (Linux).

One thread, one loop. The control socket (``SOCK_SEQPACKET``) brings tasks, each with
the descriptor of the socket on which its child will answer, and orders to kill; it
takes back how each child ended. Hostile code never runs in this process.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
import warnings
from dataclasses import dataclass
from typing import Any

__all__ = ["serve"]

_TICK = 0.02  # seconds between looks at memory and files of running children
_MAX_ENTRIES = 1000  # files a task may make
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(slots=True)
class _Running:
    id: int
    pid: int
    handle: int
    deadline: float
    memory: int
    files: int
    folder: str
    peak: int = 0
    limit: str = ""


def serve(descriptor: int) -> None:
    """Serve tasks until the parent hangs up, then kill what still runs."""
    control = socket.socket(fileno=os.dup(descriptor))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, descriptor)
    os.close(null)
    zygote = _Zygote(control)
    try:
        zygote.run()
    finally:
        zygote.kill_all()


class _Zygote:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.running: dict[int, _Running] = {}
        self.poll = select.poll()
        self.poll.register(control, select.POLLIN)

    def run(self) -> None:
        import bpy

        from . import child, probe

        child.prepare()
        walls = self._measure(probe)
        self._send(
            {"event": "ready", "version": list(bpy.app.version), "pid": os.getpid(), "walls": walls}
        )
        while True:
            ready = self.poll.poll(_TICK * 1000 if self.running else None)
            for descriptor, _ in ready:
                if descriptor == self.control.fileno():
                    if not self._receive():
                        return
                else:
                    self._reap(descriptor)
            self._watch()

    def _measure(self, probe: Any) -> dict[str, bool]:
        """Confine a child as for a task and let it try every wall."""
        reader, writer = os.pipe()
        pid = self._fork()
        if pid == 0:
            os.close(reader)
            self.control.close()
            probe.run(writer)
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            data = stream.read(65536)
        os.waitpid(pid, 0)
        try:
            return json.loads(data)
        except ValueError:
            return {}

    def _fork(self) -> int:
        sys.stdout.flush()
        with warnings.catch_warnings():
            # Python warns of threads; Blender's own hold no lock of ours here.
            warnings.simplefilter("ignore", DeprecationWarning)
            return os.fork()

    def _send(self, message: dict[str, Any]) -> None:
        self.control.send(json.dumps(message).encode())

    def _receive(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self.control, 65536, 1)
        if not data:
            return False
        message = json.loads(data)
        if message["op"] == "kill":
            task = self.running.get(message["id"])
            if task is not None:
                self._kill(task, "")
            return True
        (answer,) = descriptors
        self._start(message, answer)
        return True

    def _start(self, message: dict[str, Any], answer: int) -> None:
        from . import child, confine

        zygote = os.getpid()
        pid = self._fork()
        if pid == 0:
            code = 70
            try:
                confine.die_with(zygote)
                os.setpgid(0, 0)
                child.live(message, answer)
                code = 0
            finally:
                os._exit(code)
        os.close(answer)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        handle = os.pidfd_open(pid)
        limits = message["limits"]
        self.running[message["id"]] = _Running(
            id=message["id"], pid=pid, handle=handle, folder=message["scratch"],
            deadline=time.monotonic() + limits["seconds"],
            memory=limits["memory"], files=limits["files"],
        )  # fmt: skip
        self.poll.register(handle, select.POLLIN)

    def _watch(self) -> None:
        now = time.monotonic()
        for task in self.running.values():
            if task.limit:
                continue
            resident = _resident(task.pid)
            task.peak = max(task.peak, resident)
            if resident > task.memory:
                self._kill(task, "memory")
            elif now > task.deadline:
                self._kill(task, "seconds")
            elif _written(task.folder, task.files) > task.files:
                self._kill(task, "files")

    def _kill(self, task: _Running, limit: str) -> None:
        task.limit = task.limit or limit
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(task.pid, signal.SIGKILL)

    def _reap(self, handle: int) -> None:
        task = next(task for task in self.running.values() if task.handle == handle)
        del self.running[task.id]
        self.poll.unregister(handle)
        os.close(handle)
        _, status, usage = os.wait4(task.pid, 0)
        with contextlib.suppress(OSError):
            os.killpg(task.pid, signal.SIGKILL)
        limit = task.limit
        if not limit and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            limit = "seconds"
        self._send(
            {
                "event": "ended", "id": task.id, "limit": limit,
                "code": os.waitstatus_to_exitcode(status),
                "peak": max(task.peak, usage.ru_maxrss * 1024),
            }
        )  # fmt: skip

    def kill_all(self) -> None:
        """Kill every child; used when the parent is gone."""
        for task in self.running.values():
            self._kill(task, "")


def _resident(pid: int) -> int:
    """Resident bytes of a process, 0 once it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _written(folder: str, limit: int) -> int:
    """Bytes below ``folder``, or more than ``limit`` if there are too many files to count."""
    total = entries = 0
    pending = [folder]
    while pending:
        with contextlib.suppress(OSError), os.scandir(pending.pop()) as listing:
            for entry in listing:
                entries += 1
                if entries > _MAX_ENTRIES:
                    return limit + 1
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total
