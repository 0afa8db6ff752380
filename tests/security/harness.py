# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs programs of the corpus inside a Blender, each in a child of its own, and looks for effects.

Started by the tests with Blender's Python or program: ``harness.py -- JOB.json RESULT.json``.
What is the same for all programs of a job is made once, before the children are forked.
A job names the mode:

``bare``: as an ordinary connector would run it; proves that the program is no blank.
``guard``: under the guard alone. ``walls``: bare, behind the jail's walls alone.
``scene``: as a checked script runs in the user's open scene.
``edit``: in the place of an approved edit of the open scene, whose dry run showed another change.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECRET_TEXT = "s3cret-text-4711"
#: Seconds of the processor after which a bare program counts as one that does not end. Not of
#: the clock: how busy the machine is must not decide.
ENDLESS = 0.3
#: Seconds after which any program is killed; one that takes no time sleeps for ever.
PATIENCE = 60.0
ASLEEP = 3.0
BUDGET = 0.2
AT_ONCE = 6
MEMORY = 768 * 2**20
#: Bytes where the budget is to stop a program that takes ever more, before the system does.
GUARDED_MEMORY = 3 * 2**30
GUARDED_GROWTH = 192 * 2**20


def load_package(libraries: list[str] | None = None) -> None:
    """Make the package importable as ``ll3m``; its libraries may lie in another folder."""
    root = Path(__file__).resolve().parents[2]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    sys.path[:0] = [each for each in libraries or [] if version in each]
    spec = importlib.util.spec_from_file_location(
        "ll3m", root / "__init__.py", submodule_search_locations=[str(root)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["ll3m"] = module
    spec.loader.exec_module(module)


def run_bare(code: str) -> tuple[str, str]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(code, "script.py", "exec", dont_inherit=True), {"__name__": "__main__"})
        except BaseException as error:  # noqa: BLE001 - what an escape raises is what is looked at
            return output.getvalue(), f"{type(error).__name__}: {error}"
    return output.getvalue(), ""


def run_guarded(code: str, budget: float) -> tuple[str, str]:
    import bmesh
    import bpy
    import mathutils
    import numpy
    from ll3m.ll3m_addon.sandbox import guard

    modules = {"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy}
    outcome = guard.run(code, modules=modules, budget_seconds=budget, budget_memory=GUARDED_GROWTH)
    return outcome.output, outcome.error.traceback if outcome.error else ""


def users_scene() -> None:
    """Things of a user's, in an open file; an add-on of theirs."""
    bpy: Any = importlib.import_module("bpy")

    class UsersTool(bpy.types.Operator):
        bl_idname, bl_label, __module__ = "object.users_tool", "Users Tool", "users_tools"

        def execute(self, _: Any) -> set[str]:
            bpy.data.meshes["Kept"].name = "Taken"
            return {"FINISHED"}

    bpy.utils.register_class(UsersTool)
    bpy.ops.object.light_add(type="POINT")
    bpy.ops.mesh.primitive_cube_add(location=(3, 0, 0))
    mine = bpy.context.object
    mine.name = mine.data.name = "Mine"
    mine.data.materials.append(bpy.data.materials.new("Steel"))
    bpy.data.meshes.new("Kept")
    other = bpy.data.scenes.new("Other")
    other.collection.objects.link(bpy.data.objects.new("Far", None))
    bpy.context.view_layer.update()


def facts_of(block: Any) -> list[Any]:
    """What a run might change of one data-block."""
    bpy: Any = importlib.import_module("bpy")

    facts: list[Any] = [block.name, [key for key in [*block.keys()] if key != "cycles"]]
    if isinstance(block, bpy.types.Object):
        facts += [list(block.location), block.parent and block.parent.name, block.mode]
        facts += [
            block.data and block.data.name,
            len(block.modifiers),
            block.animation_data is None,
        ]
        facts += [sorted(each.name for each in block.users_collection)]
        facts += [[layer.objects.get(block.name) and block.hide_get(view_layer=layer)
                   for scene in bpy.data.scenes if scene.name in {"Scene", "Other"}
                   for layer in scene.view_layers]]  # fmt: skip
    elif isinstance(block, bpy.types.Mesh):
        facts += [sum(abs(each.co.z) for each in block.vertices), len(block.materials)]
    elif isinstance(block, bpy.types.Material):
        facts += [list(block.diffuse_color)]
    elif isinstance(block, bpy.types.World):
        facts += [list(block.color)]
    elif isinstance(block, bpy.types.Scene):
        facts += [block.frame_end, len(block.objects), list(block.cursor.location)]
        facts += [[each.exclude for each in block.view_layers[0].layer_collection.children]]
    elif isinstance(block, bpy.types.Collection):
        facts += [len(block.objects)]
    return facts


def fingerprint() -> dict[str, str]:
    """What there is, by identity."""
    bpy: Any = importlib.import_module("bpy")

    return {
        f"{prop.identifier} {block.session_uid}": repr(facts_of(block))
        for prop in bpy.data.bl_rna.properties
        if prop.type == "COLLECTION" and prop.identifier != "all_ids"
        for block in getattr(bpy.data, prop.identifier)
    }


def prepare(job: dict[str, Any]) -> None:
    """What every child would do again: imports, the user's scene, the marks of its copy."""
    mode = job["mode"]
    vandals = all(each["id"].startswith("vandal.") for each in job["escapes"])
    if mode == "guard":
        from ll3m.ll3m_addon.sandbox import guard

        guard.preload()
    elif mode in {"scene", "edit"}:
        from ll3m.ll3m_addon.blender import place, scene_apply, scene_state

        scene_apply.LEAST_BUDGET = BUDGET
        users_scene()
        assert place.target()
        job["marks"] = {key: scene_state.digest(each) for key, each in scene_state.read().items()}
    elif vandals:
        users_scene()


def run_in_scene(code: str) -> tuple[str, str]:
    from ll3m.bridge.contract.errors import LL3MError
    from ll3m.ll3m_addon.blender import place, run_in_scene

    try:
        run_in_scene.run(code, place.target(), BUDGET, GUARDED_GROWTH)
    except LL3MError as error:
        return "", f"{error} {error.data}"
    return "", ""


def run_as_edit(code: str, marks: dict[int, int]) -> tuple[str, str]:
    from ll3m.bridge.contract.errors import LL3MError
    from ll3m.bridge.contract.scene import SceneChange, SceneDifference
    from ll3m.ll3m_addon.blender import place, scene_apply
    from ll3m.ll3m_addon.core.seams import SceneCopy, ScenePatch

    copy = SceneCopy(Path("none"), place.target().scene.name, False, (), "", marks)
    light = next(item.name for item in place.target().scene.objects if item.type == "LIGHT")
    shown = SceneChange(type="OBJECT", name=light, change="changed", aspects=["transform"])
    patch = ScenePatch(
        "move the light", code, copy, SceneDifference(changed=1, changes=[shown]), 0.0, MEMORY
    )
    try:
        done = scene_apply.apply(patch)
    except LL3MError as error:
        return "", f"{error} {error.data}"
    return str(done), ""


def in_scene(text: str) -> bool:
    """Whether ``text`` is somewhere in the open data."""
    import bpy

    found = [text.body for text in bpy.data.curves if isinstance(text, bpy.types.TextCurve)]
    for block in bpy.data.objects:
        found += [block.name, *(str(value) for value in block.values())]
    return any(text in each for each in found)


def state(effect: str, changed: Callable[[], bool]) -> bool:
    """Whether the condition of a ``state:`` effect holds now."""
    if not effect.startswith("state:"):
        return False
    import bpy
    import numpy as np

    try:
        return bool(eval(effect[6:], {"bpy": bpy, "np": np, "changed": changed}))
    except AttributeError:
        return False


def live(job: dict[str, Any], escape: dict[str, str], folder: Path, pipe: int) -> None:
    """Be the child that runs one program."""
    own = folder / "own"
    mode = job["mode"]
    names = {"MARK": str(folder / "mark"), "SECRET": job["secret"], "FOLDER": str(own)}
    code = escape["code"]
    for name, value in names.items():
        code = code.replace(name, value)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.chdir(own)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory = MEMORY if mode in {"bare", "walls"} else GUARDED_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if mode == "bare" and escape["effect"] == "dead":
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, ENDLESS)
    if mode == "walls":
        from ll3m.ll3m_addon.blender.jail.child import confine

        confine(str(own), {"memory": MEMORY, "seconds": 30, "files": 2**26}, [])
    vandal = escape["id"].startswith("vandal.")
    seen_before = fingerprint() if vandal else {}

    def changed() -> bool:
        now = fingerprint() if vandal else {}
        return any(now.get(key) != value for key, value in seen_before.items())

    before = state(escape["effect"], changed)
    ways: dict[str, Callable[[], tuple[str, str]]] = {
        "guard": lambda: run_guarded(code, job.get("budget", BUDGET)),
        "scene": lambda: run_in_scene(code),
        "edit": lambda: run_as_edit(code, job["marks"]),
    }
    output, error = ways.get(mode, lambda: run_bare(code))()
    answer: dict[str, Any] = {"error": error[-400:], "output": output[-2000:]}
    answer["secret"] = SECRET_TEXT in output or in_scene(SECRET_TEXT)
    answer["state"] = state(escape["effect"], changed) and not before
    answer["memory"] = "MemoryError" in error
    os.write(pipe, json.dumps(answer).encode())


class Running:
    """One program in its child."""

    def __init__(self, job: dict[str, Any], escape: dict[str, str], folder: Path) -> None:
        self.escape, self.folder, self.data = escape, folder, b""
        (folder / "own").mkdir(parents=True)
        self.reader, writer = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            try:
                live(job, escape, folder, writer)
            finally:
                os._exit(0)
        os.close(writer)
        asleep = job["mode"] == "bare" and "sleep" in escape["id"]
        self.deadline = time.monotonic() + (ASLEEP if asleep else PATIENCE)

    def finish(self) -> dict[str, Any]:
        """Kill what is left of it; return what was seen."""
        os.close(self.reader)
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        try:
            seen = json.loads(self.data)
        except ValueError:
            seen = {"dead": True}
        seen["mark"] = os.path.lexists(self.folder / "mark")
        seen["worked"] = worked(self.escape["effect"], seen)
        return seen


def run_all(job: dict[str, Any]) -> dict[str, Any]:
    """Run every program, a few at a time."""
    known = [each for each in job["escapes"] if here(each)]
    waiting = list(enumerate(known))
    running: dict[int, Running] = {}
    results: dict[str, Any] = {
        each["id"]: {"worked": False, "elsewhere": True}
        for each in job["escapes"]
        if each not in known
    }
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            number, escape = waiting.pop(0)
            made = Running(job, escape, Path(job["folder"]) / f"{job['mode']}-{number}")
            running[made.reader] = made
        for reader in select.select(list(running), [], [], 0.05)[0]:
            piece = os.read(reader, 65536)
            running[reader].data += piece
            if not piece:
                running[reader].deadline = 0.0
        now = time.monotonic()
        for reader in [key for key, each in running.items() if each.deadline <= now]:
            done = running.pop(reader)
            results[done.escape["id"]] = done.finish()
    return results


def here(escape: dict[str, Any]) -> bool:
    """Whether this Blender has what the program is about."""
    bpy: Any = importlib.import_module("bpy")

    since, until = escape.get("since") or [0], escape.get("until") or [99]
    numpy = [int(each) for each in importlib.import_module("numpy").__version__.split(".")[:2]]
    fits = numpy < (escape.get("before_numpy") or [99])
    return fits and since <= list(bpy.app.version) < until


def worked(effect: str, seen: dict[str, Any]) -> bool:
    """Whether the effect was seen."""
    if effect == "dead":
        return bool(seen.get("dead") or seen.get("memory"))
    return bool(seen.get(effect.partition(":")[0]))


def main(job_path: str, result_path: str) -> None:
    job = json.loads(Path(job_path).read_text())
    load_package(job["libraries"])
    from ll3m.ll3m_addon.blender.jail import child

    child.prepare()
    if job["mode"] in {"scene", "edit"} and importlib.util.find_spec("pydantic") is None:
        results: dict[str, Any] = {"missing": "pydantic"}
    else:
        prepare(job)
        results = run_all(job)
    Path(result_path).write_text(json.dumps(results))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[sys.argv.index("--") + 1 :])
