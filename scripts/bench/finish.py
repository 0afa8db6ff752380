# SPDX-License-Identifier: GPL-3.0-or-later
"""Times what finishing a model takes: facts, mesh report, each export, each picture.

    python scripts/bench/finish.py ["a red armchair" …]
    blender -b --python scripts/bench/finish.py -- "a red armchair"

The models are the offline composer's. Each figure is the second of two runs: the
first pays for what Blender loads once. Processor time is that of all threads, and is the one
to compare where the machine has other work.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

try:
    import ll3m  # noqa: F401
except ImportError:  # a checkout, run by a Blender program
    _link = Path(tempfile.mkdtemp()) / "ll3m"
    _link.symlink_to(Path(__file__).resolve().parents[2])
    sys.path.append(str(_link.parent))

from ll3m.ll3m_addon.blender.evaluated import read_shapes, stage
from ll3m.ll3m_addon.blender.exports import FORMATS, export, save_blend
from ll3m.ll3m_addon.blender.facts import facts_of
from ll3m.ll3m_addon.blender.mesh_report import mesh_report
from ll3m.ll3m_addon.blender.previews import render_previews

PROMPTS = ("a red armchair with wooden legs", "a small house with a red roof", "a bookshelf")
PICTURES = ((256, 0), (512, 0), (512, 512), (512, 1024))


#: Wall time and processor time of all threads, in milliseconds.
Taken = tuple[float, float]


def milliseconds(work: Callable[[], Any]) -> tuple[Taken, Any]:
    """Run ``work`` twice; what the second took, and what it gave."""
    work()
    wall, processor = time.perf_counter(), time.process_time()
    made = work()
    processor = time.process_time() - processor
    return ((time.perf_counter() - wall) * 1000, processor * 1000), made


def compose_model(prompt: str) -> Any:
    """Make what the composer makes of ``prompt``, in a collection named model."""
    from ll3m.ll3m_addon.core.seams import Task
    from ll3m.ll3m_addon.providers.offline import compose

    bpy.ops.wm.read_homefile(use_empty=True)
    source, _ = compose(Task("code", prompt))
    exec(compile(source, "script", "exec"), {"__name__": "__main__"})
    collection = bpy.data.collections.new("model")
    bpy.context.scene.collection.children.link(collection)
    for obj in list(bpy.context.scene.objects):
        for user in list(obj.users_collection):
            user.objects.unlink(obj)
        collection.objects.link(obj)
    return collection


def measure(collection: Any, folder: Path) -> tuple[list[tuple[str, Taken]], dict[str, Any]]:
    """Rows of (what, times), and the facts."""
    with stage(collection) as scene:
        read, shapes = milliseconds(lambda: read_shapes(collection, scene))
        count, facts = milliseconds(lambda: facts_of(collection, shapes))
        report, _ = milliseconds(lambda: mesh_report(shapes, facts))
    rows = [("read evaluated meshes", read), ("facts", count), ("mesh report", report)]
    rows.append(("blend", milliseconds(lambda: save_blend(collection, folder / "model.blend"))[0]))
    for name in FORMATS:
        taken, skipped = milliseconds(lambda name=name: export(collection, folder, [name]))
        rows.append((f"{name}, not built in" if skipped else name, taken))
    together = [name for name in FORMATS if name != "fbx"]
    rows.append(("all but fbx", milliseconds(lambda: export(collection, folder, together))[0]))
    for preview, sheet in PICTURES:
        name = f"preview {preview}" + (f" and sheet {sheet}" if sheet else "")

        def picture(preview: int = preview, sheet: int = sheet) -> Any:
            return render_previews(collection, shapes, folder, preview, sheet)

        rows.append((name, milliseconds(picture)[0]))

    def quick() -> Any:
        return render_previews(collection, shapes, folder, 256, renderer="workbench")

    rows.append(("preview 256 by Workbench", milliseconds(quick)[0]))
    return rows, facts


def quietly(work: Callable[[], Any]) -> Any:
    """Run ``work`` while Blender's own chatter goes nowhere."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        return work()
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def main() -> None:
    """Print a table per prompt."""
    given = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    by_program = bpy.app.binary_path and "--" not in sys.argv
    for prompt in PROMPTS if by_program or not given else given:
        with tempfile.TemporaryDirectory() as folder:
            rows, facts = quietly(lambda p=prompt, f=folder: measure(compose_model(p), Path(f)))
        print(f"\n{prompt} — Blender {bpy.app.version_string}: {facts['objects']} objects, "
              f"{facts['vertices']} vertices, {facts['triangles']} triangles")  # fmt: skip
        print(f"  {'':<28}{'wall ms':>10}{'CPU ms':>10}")
        for name, (wall, processor) in rows:
            print(f"  {name:<28}{wall:>10.1f}{processor:>10.1f}")


if __name__ == "__main__":
    main()
