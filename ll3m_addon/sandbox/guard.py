# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard: the restricted interpreter environment in which generated code runs.

::

    outcome = guard.run(
        source,                         # what CheckReport.source holds
        modules={"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy},
        owned=None,                     # jail: the whole file is the script's
        # in the user's scene: a callable (ID) -> bool that says what this run may touch
        budget_seconds=None,            # in the scene: stop a runaway script after this long
        budget_memory=None,             # … or when the process has grown by so many bytes
    )
    if outcome.error: outcome.error.type, .message, .line, .traceback
    outcome.output                      # what it printed, bounded

``run`` never raises for anything the script does. It imports no bpy: real modules come
in as ``modules``, the script sees facades of them. It stands alone: it does not trust
that the check has seen the source. Standard library only, since it runs in the jail.
"""

from __future__ import annotations

import io
import linecache
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .bpy_facade import make_bpy
from .budget import Budget, BudgetExceeded
from .facades import make_builtins
from .importer import Importer
from .rewrite import GuardError, compile_script

__all__ = ["BudgetExceeded", "GuardError", "RunOutcome", "ScriptError", "preload", "run"]

#: What a script's file is called in tracebacks.
FILENAME = "script.py"


@dataclass(frozen=True, slots=True)
class ScriptError:
    """What a script raised. ``line`` is the script's own, 0 if unknown.

    ``type`` is ``GuardError`` where the guard refused, ``BudgetExceeded`` where it stopped.
    """

    type: str
    message: str
    line: int
    traceback: str


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """What became of a run. ``error`` is None when it ended well."""

    error: ScriptError | None
    output: str
    seconds: float


class _Output(io.TextIOBase):
    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> int:
        room = self.limit - self.size
        if room > 0:
            self.parts.append(text[:room])
            self.size += len(self.parts[-1])
        return len(text)

    def text(self) -> str:
        return "".join(self.parts)


def preload() -> None:
    """Import what scripts may import, so that a forked child need not."""
    import importlib

    from . import policy, stand_ins  # noqa: F401

    for name in policy.MODULES:
        root = name.partition(".")[0]
        blenders = root in {"bpy", "bpy_extras", "bmesh", "mathutils", "numpy", "noise"}
        if not blenders and name not in policy.HOLLOW_MODULES:
            importlib.import_module(name)


def run(
    source: str,
    *,
    modules: Mapping[str, Any],
    owned: Callable[[Any], bool] | None = None,
    budget_seconds: float | None = None,
    budget_memory: int | None = None,
    output_limit: int = 16 * 1024,
) -> RunOutcome:
    """Run ``source`` restricted; see the top of this file."""
    output = _Output(output_limit)
    started = time.perf_counter()
    error: ScriptError | None = None
    budget = Budget(budget_seconds, budget_memory)
    keep = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = output
    try:
        code = compile_script(source, FILENAME)
        made = {"bpy": make_bpy(modules["bpy"], owned)} if "bpy" in modules else {}
        names = make_builtins(Importer(modules, made, output), output)
        script = {"__builtins__": names, "__name__": "__main__", "__file__": FILENAME}
        with _shared_state(modules.get("numpy")), budget:
            exec(code, script)
    except SystemExit as raised:
        error = describe(raised, source) if raised.code not in (None, 0) else None
    except BaseException as raised:  # noqa: BLE001 - whatever the script raises is its outcome
        if isinstance(raised, BudgetExceeded):
            raised.args = (budget.reason,)
        error = describe(raised, source)
    finally:
        sys.stdout, sys.stderr = keep
    return RunOutcome(error, output.text(), time.perf_counter() - started)


@contextmanager
def _shared_state(numpy: Any) -> Iterator[None]:
    """Keep what a process has once from a script: random numbers and numpy's error handling."""
    kept = random.getstate()
    if numpy is None:
        try:
            yield
        finally:
            random.setstate(kept)
        return
    arrays = numpy.random.get_state(), numpy.geterr()
    try:
        yield
    finally:
        random.setstate(kept)
        numpy.random.set_state(arrays[0])
        numpy.seterr(**arrays[1])


def describe(raised: BaseException, source: str) -> ScriptError:
    """Turn what a script raised into text that shows its own lines only."""
    lines = source.splitlines(keepends=True)
    linecache.cache[FILENAME] = (len(source), None, lines, FILENAME)
    try:
        frames = [
            frame
            for frame in traceback.extract_tb(raised.__traceback__)
            if frame.filename == FILENAME
        ]
        line = frames[-1].lineno or 0 if frames else 0
        if isinstance(raised, SyntaxError) and raised.filename == FILENAME:
            line = raised.lineno or 0
        text = traceback.format_list(frames[-20:])
        last = traceback.format_exception_only(type(raised), raised)
    finally:
        linecache.cache.pop(FILENAME, None)
    shown = "".join(["Traceback (most recent call last):\n", *text, *last])[-8192:]
    return ScriptError(type(raised).__name__, str(raised)[:2000], line, shown)
