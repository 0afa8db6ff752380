# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox costs: check time against lines, guard and jail over a bare run.

Run with a Python that has the package and ``bpy``: ``python scripts/bench/sandbox.py``.
Goals: a 2,000-line script checked in 50 ms; guard at most 1.3 × bare; jail at most 60 ms
over bare once warm; five trials in flight on two cores without loss. Prints a table.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import _bootstrap

_bootstrap.prepare()

BLOCK = '''
def part_{n}(name, width=0.4, height=0.{n}):
    """A part with bevelled edges and a material of its own."""
    mesh = bpy.data.meshes.new(f"{{name}}_{n}")
    obj = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(obj)
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=width)
    for vert in bm.verts:
        if vert.co.z > 0:
            vert.co.x *= 0.5
            vert.co.z += math.sin(vert.co.x) * height
    bm.to_mesh(mesh)
    bm.free()
    material = bpy.data.materials.new("Paint")
    material.use_nodes = True
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Roughness"].default_value = 0.{n}
    obj.data.materials.append(material)
    modifier = obj.modifiers.new("Bevel", "BEVEL")
    modifier.width = 0.01 if width > 0.1 else 0.002
    return obj

'''
HEAVY = """
import bpy, bmesh, math
from mathutils import Vector
bm = bmesh.new()
size = 300
rows = []
for y in range(size):
    row = []
    for x in range(size):
        z = math.sin(x * 0.05) * math.cos(y * 0.05)
        row.append(bm.verts.new((x * 0.1, y * 0.1, z)))
    rows.append(row)
for y in range(size - 1):
    for x in range(size - 1):
        bm.faces.new((rows[y][x], rows[y][x + 1], rows[y + 1][x + 1], rows[y + 1][x]))
for vert in bm.verts:
    vert.co.z += 0.1 * vert.co.x ** 2 / (1.0 + vert.co.length)
    vert.co += Vector((0, 0, 0.01))
for face in bm.faces:
    face.smooth = True
    if face.calc_center_median().z > 0.5:
        face.material_index = 1
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Hills")
bm.to_mesh(mesh)
bm.free()
bpy.context.collection.objects.link(bpy.data.objects.new("Hills", mesh))
"""
LIGHT = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\n"


def script(lines: int) -> str:
    """A plausible script of about so many lines."""
    count = max(1, lines // (BLOCK.count("\n")))
    return "import bpy, bmesh, math\n" + "".join(BLOCK.format(n=n) for n in range(1, count + 1))


def best(task: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds: other programs don't count."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        task()
        taken.append(time.process_time() - started)
    return min(taken)


def bench_check() -> None:
    from ll3m.ll3m_addon.sandbox.validator import Validator

    checker = Validator()
    for lines in (100, 500, 1000, 2000, 5000):
        source = script(lines)
        taken = best(lambda source=source: checker.check(source, (5, 0, 1)), 7)
        row(f"check, {source.count(chr(10))} lines", taken, "goal 50 ms at 2,000")


def bench_guard() -> None:
    import bpy  # before bmesh: the module comes with it

    importlib.import_module("bmesh")
    import bmesh
    import mathutils
    import numpy
    from ll3m.ll3m_addon.sandbox import guard

    modules = {"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy}

    def bare() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(HEAVY, "script.py", "exec"), {"__name__": "__main__"})

    def guarded() -> None:
        outcome = guard.run(HEAVY, modules=modules, budget_seconds=60)
        assert outcome.error is None, outcome.error

    plain, held = best(bare, 5), best(guarded, 5)
    row("heavy bmesh script, bare", plain)
    row("heavy bmesh script, guarded", held, f"{held / plain:.2f} × bare, goal 1.3")


def bench_jail() -> None:
    from ll3m.bridge.contract.code import Limits
    from ll3m.ll3m_addon.core.cancel import CancelToken
    from ll3m.ll3m_addon.sandbox.blender_command import find_command
    from ll3m.ll3m_addon.sandbox.jail import BlenderJail

    jail = BlenderJail(find_command(sys.argv[1] if len(sys.argv) > 1 else ""))
    with tempfile.TemporaryDirectory() as name:
        started = time.perf_counter()
        row("jail, first start", jail.blender_version() and time.perf_counter() - started)

        def one(number: int) -> float:
            folder = Path(name) / str(number)
            begun = time.perf_counter()
            result = jail.trial(LIGHT, folder, Limits(), CancelToken())
            return time.perf_counter() - begun - result.seconds

        alone = [one(number) for number in range(20)]
        row("jail over the script, one at a time", statistics.median(alone), "median; goal 60 ms")
        begun = time.perf_counter()
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(one, range(100, 200)))
        row("100 trials, 5 in flight", time.perf_counter() - begun, "all came back")
    jail.close()


def row(what: str, seconds: float, note: str = "") -> None:
    print(f"{what:40} {seconds * 1000:10.1f} ms   {note}")


if __name__ == "__main__":
    bench_check()
    bench_guard()
    bench_jail()
