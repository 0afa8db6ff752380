# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs tasks in Blenders of their own, each started ahead of need (not Linux, or by choice).

A spare knows its folder from the start, so that it can shut its walls before it hears
of a task. It does one task and ends.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, cast

from ...bridge.contract.errors import HostError
from ..core.cancel import CancelToken
from . import spare_walls
from .runner import Ended, Hello, clean_environment, hello_of
from .wire import MAX_ANSWER, WireError, read_message, skip_to_start, write_message

__all__ = ["SpareRunner"]

log = logging.getLogger(__name__)
_START_SECONDS = 120.0
_TICK = 0.05  # seconds between looks at memory and files
#: Files that a task names and its process may not reach: copied to where it may.
_INPUTS = ("blend", "picture")


class _Spare:
    """One process that waits for its task."""

    def __init__(self, command: list[str]) -> None:
        self._own = Path(tempfile.mkdtemp(prefix="ll3m-spare-")).resolve()
        self.folder = self._own / "work"
        temporary = self._own / "temporary"  # Blender's: it is killed before it could remove it
        for folder in (self.folder, temporary):
            folder.mkdir()
        self.hello: Hello | None = None
        #: Blender itself; the process that was started may be a wrapper around it
        self.pid = 0
        self.answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        spare_walls.open_folder(self.folder)
        try:
            self.process = cast("subprocess.Popen[bytes]", subprocess.Popen(
                spare_walls.wrap([*command, "--once", str(self.folder)], self.folder),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=clean_environment(str(temporary)), **spare_walls.popen_options(),
            ))  # fmt: skip
        except OSError as error:
            shutil.rmtree(self._own, ignore_errors=True)
            raise HostError(f"Blender could not be started: {error}") from error
        self.job = spare_walls.adopt(self.process)
        threading.Thread(target=self._listen, name="ll3m-spare", daemon=True).start()

    def _listen(self) -> None:
        """Read the two messages of a spare's life: hello, and its answer."""
        stream = self.process.stdout
        assert stream is not None
        with contextlib.suppress(WireError, OSError, ValueError):
            skip_to_start(stream)  # type: ignore[arg-type]
            self.answers.put(read_message(stream, MAX_ANSWER))  # type: ignore[arg-type]
            self.answers.put(read_message(stream, MAX_ANSWER))  # type: ignore[arg-type]
        self.answers.put(None)

    def wait_hello(self) -> Hello:
        """Wait until Blender is up. Raises ``HostError``."""
        if self.hello is None:
            try:
                said = self.answers.get(timeout=_START_SECONDS)
            except queue.Empty:
                said = None
            if said is None:
                self.end()
                raise HostError("The jailed Blender did not start.")
            self.pid = int(said["pid"])
            self.hello = hello_of(said)
        return self.hello

    def end(self) -> None:
        """Kill it and remove its folder."""
        spare_walls.kill(self.process)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process.wait()
        spare_walls.release(self.job)
        shutil.rmtree(self._own, ignore_errors=True)


class SpareRunner:
    """Keeps one spare ready and starts the next when one is taken."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._closed = False
        self._running: set[_Spare] = set()
        self._ready: _Spare | None = _Spare(command)
        self._hello: Hello | None = None

    def alive(self) -> bool:
        """True until closed: a spare that dies is replaced."""
        return not self._closed

    def hello(self) -> Hello:
        """What a spare says of itself. Raises ``HostError``."""
        if self._hello is None:
            spare = self._take()
            try:
                self._hello = spare.wait_hello()
            finally:
                self._give_back(spare)
        return self._hello

    def _take(self) -> _Spare:
        with self._lock:
            if self._closed:
                raise HostError("The jail is closed.")
            spare, self._ready = self._ready, None
            if spare is not None and spare.process.poll() is not None:
                spare.end()
                spare = None
            if spare is None:
                spare = _Spare(self._command)
            self._running.add(spare)
            return spare

    def _give_back(self, spare: _Spare) -> None:
        with self._lock:
            self._running.discard(spare)
            if self._ready is None and not self._closed and spare.process.poll() is None:
                self._ready = spare
                return
        spare.end()

    def _refill(self) -> None:
        with self._lock:
            if self._ready is None and not self._closed:
                with contextlib.suppress(HostError):
                    self._ready = _Spare(self._command)

    def run(
        self, header: dict[str, Any], task: dict[str, Any], deadline: float, cancel: CancelToken
    ) -> Ended:
        """Run a task; kill its process on cancel, on a limit, or after ``deadline`` seconds."""
        spare = self._take()
        self._refill()
        try:
            spare.wait_hello()
            inside = dict(task, scratch=str(spare.folder), inputs=[])
            copies = [spare.folder / f"input.{name}" for name in _INPUTS if name in task]
            for copied in copies:
                name = copied.suffix[1:]
                shutil.copyfile(task[name], copied)
                inside[name] = str(copied)
            ended = self._supervise(spare, inside, header["limits"], deadline, cancel)
            for copied in copies:
                copied.unlink(missing_ok=True)
            for entry in list(spare.folder.iterdir()):
                shutil.move(str(entry), header["scratch"])
            return ended
        finally:
            with self._lock:
                self._running.discard(spare)
            spare.end()

    def _supervise(
        self, spare: _Spare, task: dict[str, Any], limits: dict[str, Any], deadline: float,
        cancel: CancelToken,
    ) -> Ended:  # fmt: skip
        stream = spare.process.stdin
        assert stream is not None
        peak = spare_walls.resident(spare.pid)  # now: a short task may be over by the first look
        with contextlib.suppress(OSError):
            write_message(stream, task)  # type: ignore[arg-type]
        started, limit = time.monotonic(), ""
        forget = cancel.on_cancel(lambda: spare_walls.kill(spare.process))
        answer: dict[str, Any] | None = None
        try:
            while True:
                resident = spare_walls.resident(spare.pid)
                peak = max(peak, resident)
                with contextlib.suppress(queue.Empty):
                    answer = spare.answers.get(timeout=_TICK)
                    break
                over = time.monotonic() - started > min(limits["seconds"], deadline)
                if resident > limits["memory"]:
                    limit = "memory"
                elif over:
                    limit = "seconds"
                elif _written(spare.folder) > limits["files"]:
                    limit = "files"
                if limit:
                    break
        finally:
            forget()
        spare_walls.kill(spare.process) if limit or answer is None else None
        code = spare.process.poll()
        return Ended(None if limit else answer, limit=limit, how=f"exit code {code}", peak=peak)

    def close(self) -> None:
        """End every process."""
        with self._lock:
            self._closed = True
            spares = [*self._running, *([self._ready] if self._ready else [])]
            self._running, self._ready = set(), None
        for spare in spares:
            spare.end()


def _written(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.lstat().st_size
    return total
