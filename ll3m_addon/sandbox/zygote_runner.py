# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks in children that a warm jailed Blender forks (Linux)."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections import deque
from typing import Any

from ...bridge.contract.errors import HostError
from ..core.cancel import CancelToken
from .runner import Ended, Hello, clean_environment, hello_of
from .wire import MAX_ANSWER, TEMPORARY, WireError, read_message, write_message

__all__ = ["ZygoteRunner"]

log = logging.getLogger(__name__)
_START_SECONDS = 60.0
_END_SECONDS = 5.0


class _Task:
    def __init__(self) -> None:
        self.ended = threading.Event()
        self.facts: dict[str, Any] | None = None


class ZygoteRunner:
    """Starts the zygote, hands it tasks, hears how they ended."""

    def __init__(self, command: list[str]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._temporary = tempfile.mkdtemp(prefix=TEMPORARY)
        try:
            self._process = subprocess.Popen(
                [*command, "--zygote"], stdin=theirs.fileno(), stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, env=clean_environment(self._temporary), start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            ours.close()
            shutil.rmtree(self._temporary, ignore_errors=True)
            raise HostError(f"Blender could not be started: {error}") from error
        finally:
            theirs.close()
        self._control = ours
        self._send_lock = threading.Lock()
        self._ids = itertools.count(1)
        self._tasks: dict[int, _Task] = {}
        self._tasks_lock = threading.Lock()
        self._hello: Hello | None = None
        #: the zygote itself; the process that was started may be a wrapper around it
        self.pid = 0
        self._up = threading.Event()
        self._lost = False
        self._tail: deque[bytes] = deque(maxlen=40)
        self._threads = [
            threading.Thread(target=target, name=f"ll3m-jail-{name}", daemon=True)
            for target, name in ((self._listen, "listen"), (self._drain, "log"))
        ]
        for thread in self._threads:
            thread.start()

    def alive(self) -> bool:
        """False once the zygote is gone."""
        return not self._lost

    def _drain(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        with stream:
            for line in stream:
                self._tail.append(line[:500])

    def _listen(self) -> None:
        """Hear the zygote until it hangs up, then fail every task that is left."""
        try:
            while data := self._control.recv(65536):
                self._hear(json.loads(data))
        except OSError as error:
            log.debug("the zygote's socket ended: %s", error)
        self._lost = True
        self._up.set()
        with self._tasks_lock:
            tasks = list(self._tasks.values())
        for task in tasks:
            task.ended.set()
        self._end()

    def _end(self) -> None:
        """Let the zygote kill its children and end; then kill what is left of its group."""
        pid, over = self._process.pid, time.monotonic() + _END_SECONDS
        with contextlib.suppress(OSError):
            # Looked at without reaping, so that the number can't become another's meanwhile.
            while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
                if time.monotonic() > over:
                    log.warning("the jailed Blender did not end by itself")
                    break
                time.sleep(0.01)
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        self._process.wait()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["event"] == "ready":
            self.pid = int(message["pid"])
            self._hello = hello_of(message)
            self._up.set()
            return
        with self._tasks_lock:
            task = self._tasks.get(message["id"])
        if task is not None:
            task.facts = message
            task.ended.set()

    def hello(self) -> Hello:
        """Wait for Blender to be up. Raises ``HostError``."""
        if not self._up.wait(_START_SECONDS) or self._hello is None:
            self.close()
            tail = b"".join(self._tail).decode(errors="replace").strip()
            last = tail.splitlines()[-1] if tail else "it said nothing"
            raise HostError(f"The jailed Blender did not start: {last}", log=tail[-4000:])
        return self._hello

    def _send(self, message: dict[str, Any], descriptors: list[int]) -> None:
        data = json.dumps(message).encode()
        try:
            with self._send_lock:
                socket.send_fds(self._control, [data], descriptors)
        except OSError as error:
            raise HostError(f"The jailed Blender is gone: {error}") from error

    def run(
        self, header: dict[str, Any], task: dict[str, Any], deadline: float, cancel: CancelToken
    ) -> Ended:
        """Run a task; kill its child on cancel or after ``deadline`` seconds."""
        number = next(self._ids)
        state = _Task()
        with self._tasks_lock:
            self._tasks[number] = state
        if self._lost:
            state.ended.set()
        ours, theirs = socket.socketpair()
        ours.settimeout(deadline)
        forget = lambda: None  # noqa: E731
        try:
            self._send({"op": "task", "id": number, **header}, [theirs.fileno()])
            theirs.close()
            forget = cancel.on_cancel(lambda: self._kill(number))
            answer = self._exchange(ours, task)
            if answer is None and not state.ended.wait(0.2):
                self._kill(number)
            if not state.ended.wait(_END_SECONDS):
                self._kill(number)
                state.ended.wait(_END_SECONDS)
        finally:
            forget()
            ours.close()
            theirs.close()
            with self._tasks_lock:
                del self._tasks[number]
        return self._ended(answer, state.facts)

    def _exchange(self, ours: socket.socket, task: dict[str, Any]) -> dict[str, Any] | None:
        """Send the task, read the answer; None where the child ended without one."""
        with ours.makefile("rwb") as stream:
            try:
                write_message(stream, task)  # type: ignore[arg-type]
                return read_message(stream, MAX_ANSWER)  # type: ignore[arg-type]
            except (WireError, OSError) as error:
                log.debug("no answer from the jail: %s", error)
                with contextlib.suppress(OSError):
                    ours.shutdown(socket.SHUT_RDWR)
                return None

    def _kill(self, number: int) -> None:
        with contextlib.suppress(HostError):
            self._send({"op": "kill", "id": number}, [])

    @staticmethod
    def _ended(answer: dict[str, Any] | None, facts: dict[str, Any] | None) -> Ended:
        if facts is None:
            return Ended(answer, lost=True)
        code = facts["code"]
        how = f"exit code {code}"
        if code < 0:
            with contextlib.suppress(ValueError):
                how = signal.Signals(-code).name
        return Ended(
            None if facts["limit"] else answer, limit=facts["limit"], how=how, peak=facts["peak"]
        )

    def close(self) -> None:
        """Hang up; the zygote kills its children and ends."""
        with contextlib.suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:  # the listening one ends the process
            thread.join(2 * _END_SECONDS)
        self._control.close()
