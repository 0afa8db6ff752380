# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside a Blender window: plays the scenarios one after the other, writes what came of them.

    blender --enable-event-simulate --python tests/ui/inside.py -- OUT_FOLDER MODULE NAME…

MODULE (``scenarios``, ``states`` or ``pictures``) lies beside this file; a name with a dot names
its own. A scenario is a generator. It yields seconds to let pass, or a function to wait for until
it returns something true. Each starts in Blender's factory scene with the LL3M tab shown.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "scripts"), str(HERE)]
STEP = 0.03  # seconds between looks
PATIENCE = 120.0  # seconds that a scenario may wait for one thing

Scenario = Callable[[], Iterator[Any]]


class Player:
    """Plays scenarios from a timer, so that Blender draws and handles events in between."""

    def __init__(self, scenarios: list[tuple[str, Scenario]], out: Path) -> None:
        self.left = scenarios
        self.out = out
        self.name = ""
        self.steps: Iterator[Any] | None = None
        self.wanted: Any = 0.0
        self.since = self.started = time.monotonic()

    def tick(self) -> float | None:
        """One look; returns the seconds until the next, None when all have been played."""
        if self.steps is None:
            if not self.left:
                bpy.ops.wm.quit_blender()
                return None
            self.begin(*self.left.pop(0))
            return STEP
        try:
            if self.ready():
                self.wanted, self.since = next(self.steps), time.monotonic()
        except StopIteration:
            self.end("passed", "")
        except BaseException:  # noqa: BLE001 -- the player's top: the next scenario must still be played
            self.end("failed", traceback.format_exc())
        return STEP

    def begin(self, name: str, scenario: Scenario) -> None:
        self.name, self.started = name, time.monotonic()
        forget_stalls()
        self.wanted, self.since = 0.2, self.started
        with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
            bpy.ops.wm.read_homefile(use_factory_startup=True)
        forget_messages()
        self.steps = scenario()

    def ready(self) -> bool:
        if not callable(self.wanted):
            return time.monotonic() - self.since >= self.wanted
        if self.wanted():
            return True
        if time.monotonic() - self.since > PATIENCE:
            what = getattr(self.wanted, "__doc__", None) or self.wanted.__qualname__
            raise TimeoutError(f"waited {PATIENCE:g} s in vain for: {what}")
        return False

    def end(self, outcome: str, text: str) -> None:
        row = {
            "name": self.name, "outcome": outcome, "text": text,
            "seconds": round(time.monotonic() - self.started, 2), "slow": stalls(),
        }  # fmt: skip
        with (self.out / "results.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        self.steps = None


def picture(path: Path) -> Callable[[], bool]:
    """Ask whoever started Blender for a picture of the screen; yield what this returns.

    Blender's own screenshots are black on a display without a graphics card.
    """
    path.with_suffix(".wanted").touch()

    def taken() -> bool:
        return not path.with_suffix(".wanted").exists()

    taken.__doc__ = f"the picture {path.name}"
    return taken


def stalls() -> list[tuple[float, str, float]]:
    """Our longest pieces of work on the main thread: seconds by the clock, name, and computed."""
    from ll3m.ll3m_addon.blender import main_thread

    return sorted(main_thread.stats().slow, reverse=True)[:5]


def stolen() -> float:
    """Seconds for which the system let others run although this thread could have (Linux)."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    return 0.0


def forget_messages() -> None:
    """Take away what the panel still says of the scenario before."""
    from ll3m.ll3m_addon.blender import session

    session.state().notice, session.state().news = None, []


def forget_stalls() -> None:
    """Begin to note anew."""
    from ll3m.ll3m_addon.blender import main_thread

    main_thread.stats().slow.clear()
    main_thread.stats().stolen = stolen


def main() -> None:
    """Find the named scenarios and start to play them."""
    import _bootstrap

    _bootstrap.prepare(extension=True)
    out, module, *names = sys.argv[sys.argv.index("--") + 1 :]
    modules = {name: name.rpartition(".")[0] or module for name in names}
    scenarios = {
        name: getattr(importlib.import_module(each), name.rpartition(".")[2])
        for name, each in modules.items()
    }
    bpy.context.preferences.use_preferences_save = False
    bpy.context.preferences.view.show_splash = False
    player = Player(list(scenarios.items()), Path(out))
    bpy.app.timers.register(player.tick, first_interval=0.5, persistent=True)


if __name__ == "__main__":
    main()
