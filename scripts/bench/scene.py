# SPDX-License-Identifier: GPL-3.0-or-later
"""Main thread's time for versions in the scene: append, activate, compare, preview, detach.

    python scripts/bench/scene.py ["a red armchair" …]

The versions are the offline composer's, made through the jail into a library of this run's
own. Each figure is wall time with the undo step, from the call to the return, in a file that
holds 200 other objects; the best and the middle of ``TIMES`` runs in milliseconds, and the
middle of the thread's processor time, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy
from ll3m.bridge.contract.dispatch import Caller
from ll3m.ll3m_addon.blender import collections as tree
from ll3m.ll3m_addon.blender import compare, detach, place, preview_values
from ll3m.ll3m_addon.blender.belongings import remove_whole
from ll3m.ll3m_addon.core.seams import Placement
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

PROMPTS = ("a red armchair with wooden legs", "a small house with a red roof", "a bookshelf")
TIMES = 9
OTHERS = 200
ME = Caller("bench")


def make(app: Any, prompt: str) -> list[Placement]:
    """Two versions of an asset, as placements."""
    job = app.call("asset.generate", {"prompt": prompt, "preview": 0}, ME)
    job = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    if job.error is not None:
        raise SystemExit(f"{prompt}: {job.error}")
    again = app.call("version.get", {"asset_id": job.asset_id}, ME).version.source + "\n# again\n"
    params = {"asset_id": job.asset_id, "source": again, "preview": 0}
    app.call("job.get", {"job_id": app.call("version.make", params, ME).id, "wait": 60}, ME)
    name = app.library.asset(job.asset_id).name
    found = [app.library.version(job.asset_id, number) for number in (1, 2)]
    return [Placement(version, folder, name) for version, folder in found]


def a_file() -> None:
    """An open file with other things in it, and an undo stack."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    bpy.context.preferences.edit.use_global_undo = True
    for number in range(OTHERS):
        bpy.ops.mesh.primitive_uv_sphere_add(location=(number, 5, 0))
    bpy.ops.ed.undo_push(message="start")


def run(what: Callable[[], Any], before: Callable[[], Any]) -> tuple[float, float, float]:
    """Best and middle wall time, and middle processor time, in milliseconds."""
    walls, processor = [], []
    for _ in range(TIMES):
        before()
        bpy.context.view_layer.update()
        wall, own = time.perf_counter(), time.thread_time()
        what()
        processor.append((time.thread_time() - own) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    return min(walls), statistics.median(walls), statistics.median(processor)


def gone(asset_id: str) -> None:
    """Take the asset out of the file, as if it had never been there."""
    for number in (1, 2):
        if tree.find_version(None, asset_id, number) is not None:
            for name in detach.detach(asset_id, number)[0]:
                remove_whole(bpy.data.collections[name])


def measure(one: Placement, two: Placement) -> list[tuple[str, tuple[float, float, float]]]:
    """Rows of (what, times)."""
    asset_id = one.version.asset_id

    def both() -> None:
        place.place(two)
        place.place(one)

    rows = [("append", run(lambda: place.place(one), lambda: gone(asset_id)))]
    both()
    rows.append(("activate", run(lambda: place.place(two), lambda: place.place(one))))
    compared = run(lambda: compare.begin(one, two), lambda: place.place(one))
    rows += [("compare", compared)]
    values = {"SEAT_HEIGHT": 0.5}
    rows.append(("preview", run(lambda: preview_values.show(one, values), lambda: None)))
    preview_values.end(asset_id)
    rows.append(("rename", run(lambda: detach.rename(asset_id, "Other"), lambda: None)))
    rows.append(("detach", run(lambda: detach.detach(asset_id, 2), both)))
    return rows


def main() -> None:
    """Measure each prompt and print a table."""
    with tempfile.TemporaryDirectory(prefix="ll3m-bench-") as folder:
        settings = Settings(library=Path(folder) / "library", cache=False, provider="offline")
        app = build_app(settings, program=bpy.app.binary_path)
        try:
            print(f"Blender {bpy.app.version_string}, ms: best, middle; processor")
            for prompt in sys.argv[1:] or PROMPTS:
                one, two = make(app, prompt)
                a_file()
                facts = one.version.facts
                print(f"\n{prompt}: {facts.objects} objects, {facts.faces} faces")
                for what, (best, middle, own) in measure(one, two):
                    print(f"  {what:<10}{best:8.1f}{middle:8.1f}{own:8.1f}", flush=True)
        finally:
            app.close()


if __name__ == "__main__":
    main()
