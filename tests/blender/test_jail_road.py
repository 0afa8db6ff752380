# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile scripts on the road from a prompt to the open scene, and the level that a run tells.

A model answers with them; the artist's scene, preferences, other assets and files stay.
"""

from __future__ import annotations

import hashlib
import json
import os
import queue
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.code import Limits
from ll3m.bridge.contract.dispatch import Caller
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app
from ll3m.ll3m_addon.sandbox.blender_command import find_command
from ll3m.ll3m_addon.sandbox.jail import BlenderJail

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import main_thread, scene_state, session  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402
from ll3m.ll3m_addon.blender.snapshot import Feed  # noqa: E402

pytestmark = [
    pytest.mark.bpy,
    pytest.mark.skipif(sys.platform != "linux", reason="the walls are tried where they were built"),
]

ME = Caller("test")
CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\n"
CRASH = """mesh = bpy.data.meshes.new("m")
mesh.from_pydata([(0, 0, 0)], [], [(0, 10000000, -70000000)])
mesh.update()
thing = bpy.data.objects.new("o", mesh)
bpy.context.collection.objects.link(thing)
thing.modifiers.new("s", "SUBSURF")
bpy.context.view_layer.update()
"""
BILLIONS = """for name in ("first", "second"):
    bpy.context.object.modifiers.new(name, "SUBSURF").levels = 11
bpy.context.view_layer.update()
len(bpy.context.object.evaluated_get(bpy.context.evaluated_depsgraph_get()).data.polygons)
"""
#: what the model's script does after it has made a cube -> code of the job's error
HOSTILE = {
    "loops for ever": ("while True:\n    pass\n", None),
    "allocates without end": ("kept = []\nwhile True:\n    kept.append(bytearray(10**7))\n", None),
    "subdivides to billions": (BILLIONS, None),
    "raises half-way": ("bpy.data.materials.new('Half')\nraise ValueError('half-way')\n", "script_failed"),
    "crashes the C code": (CRASH, "script_failed"),
    "reaches for preferences by a computed name": (
        "name = 'pre' + 'ferences'\ngetattr(bpy.context, name).edit.undo_steps = 3\n"
        "bpy.ops.wm.save_userpref()\nraise ValueError('done')\n", "script_failed",
    ),
}  # fmt: skip
DELETES_ALL = """import bpy
for kind in (bpy.data.objects, bpy.data.meshes, bpy.data.materials, bpy.data.collections):
    for thing in list(kind):
        kind.remove(thing)
bpy.ops.object.select_all(action="SELECT")
bpy.ops.object.delete()
bpy.ops.outliner.orphans_purge(do_recursive=True)
bpy.ops.mesh.primitive_cube_add(size=1)
bpy.context.object.name = "After"
"""
Product = Callable[..., Any]


@pytest.fixture(scope="module")
def jail() -> Iterator[BlenderJail]:
    """One jail for all tests here."""
    program = os.environ.get("LL3M_TEST_BLENDER", "") or bpy.app.binary_path
    made = BlenderJail(lambda: find_command("", program), "none")
    yield made
    made.close()


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """``product(jail, reply …, host=True)``: the product, with a model that gives these scripts."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    main_thread.stop()
    main_thread.start()
    made: list[Any] = []

    def build(jail: BlenderJail, *scripts: str, host: bool = True) -> Any:
        replies = tmp_path / "replies.json"
        replies.write_text(json.dumps([{"reply": f"```python\n{each}\n```"} for each in scripts]))
        settings = Settings(
            library=tmp_path / "library", cache=False, isolation="none", provider="model",
            providers={"model": ProviderSettings(type="scripted", script=str(replies))},
            limits=Limits(seconds=4, memory=1 << 30),
        )  # fmt: skip
        app = build_app(settings, host=BlenderHost() if host else None, program="")
        app.jail.close()
        app.jail = jail
        object.__setattr__(app.maker, "jail", jail)
        made.append(app)
        return app

    yield build
    for app in made:
        for part in (app.jobs, app.knowledge, app.job_store, app.library):  # the jail is shared
            part.close()
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


def run(app: Any, operation: str = "asset.generate", **request: Any) -> Any:
    """The job when it has ended, while the main thread empties its queue."""
    asked = {"quality": "draft", "preview": 0, "place": "run"} | request
    if operation == "scene.edit":
        asked = request
    job = app.call(operation, {"prompt": "as in the script", **asked}, ME)
    over = time.monotonic() + 120

    def ended() -> bool:
        return app.jobs.get(job.id).finished_at is not None or time.monotonic() > over

    main_thread.pump(120, until=ended)
    return app.call("job.get", {"job_id": job.id, "wait": 1}, ME)


def users_room() -> None:
    """An artist's scene: an object with a material, an orphan, another scene."""
    bpy.ops.mesh.primitive_cube_add(location=(3, 0, 0))
    mine = bpy.context.object
    mine.name = mine.data.name = "Mine"
    mine.data.materials.append(bpy.data.materials.new("Steel"))
    bpy.data.meshes.new("Kept").use_fake_user = True
    other = bpy.data.scenes.new("Other")
    other.collection.objects.link(bpy.data.objects.new("Far", None))


def preferences() -> dict[str, str]:
    """Every plain value of the preferences that a script might turn."""
    return {
        f"{part}.{prop.identifier}": repr(getattr(holder, prop.identifier))
        for part in ("edit", "filepaths", "system", "inputs", "view", "keymap")
        for holder in [getattr(bpy.context.preferences, part)]
        for prop in holder.bl_rna.properties
        if prop.type in {"BOOLEAN", "INT", "FLOAT", "STRING", "ENUM"}
        and not getattr(prop, "is_array", False)
    }


def files(app: Any, asset: str) -> dict[str, str]:
    """What lies in the folder of an asset, by digest."""
    folder = Path(app.call("version.get", {"asset_id": asset, "number": 1}, ME).folder)
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if each.is_file()
    }


@pytest.fixture
def before(product: Product, jail: BlenderJail) -> Callable[..., Any]:
    """``before(script …)``: the product with an asset in an artist's room, and what was there."""

    def make(*scripts: str) -> tuple[Any, Callable[[], Any]]:
        app = product(jail, CUBE, *scripts)
        users_room()
        first = run(app, name="Kept Asset")
        assert first.error is None, first.error

        def seen() -> Any:
            return scene_state.read(), preferences(), files(app, first.asset_id)

        return app, seen

    return make


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_script_leaves_scene_preferences_and_other_assets_as_they_were(
    before: Callable[..., Any], what: str
) -> None:
    code, error = HOSTILE[what]
    app, seen = before(*[CUBE + code] * 6)
    was = seen()
    job = run(app)
    assert job.error is not None
    assert error in (None, job.error.code), job.error
    assert job.error.code in {"limit_hit", "script_failed"}
    assert seen() == was


def test_a_script_that_deletes_everything_deletes_nothing_of_the_users(
    before: Callable[..., Any],
) -> None:
    app, seen = before(DELETES_ALL)
    scene, chosen, kept = seen()
    job = run(app)
    assert job.error is None, job.error
    now, *rest = seen()
    assert rest == [chosen, kept]
    # the scene's own collection holds the new version: nothing else is touched
    changed = {each.name for uid, each in scene.items() if now.get(uid) != each}
    assert changed <= {"Scene", "LL3M"}, changed
    assert any(each.name.startswith("After") for each in bpy.data.objects)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_edit_of_the_scene_changes_nothing(before: Callable[..., Any], what: str) -> None:
    code, error = HOSTILE[what]
    app, seen = before(*["import bpy\nbpy.data.objects['Mine'].location.z = 5\n" + CUBE + code] * 6)
    was = seen()
    job = run(app, "scene.edit", apply="now")
    assert job.error is not None
    assert error in (None, job.error.code), job.error
    assert seen() == was


# ---------------------------------------------------------------- the level

ZYGOTE = """
import sys
sys.path[:0] = {path!r}
import importlib.util
spec = importlib.util.spec_from_file_location("ll3m", {root!r} + "/__init__.py", submodule_search_locations=[{root!r}])
package = importlib.util.module_from_spec(spec)
sys.modules["ll3m"] = package
import bpy
from ll3m.ll3m_addon.blender.jail import confine, namespaces, zygote
if "landlock" in {without!r}:
    confine.landlock_level = lambda: 0
    namespaces._unshare = lambda: False
if "seccomp" in {without!r}:
    confine.seccomp = lambda **_: False
zygote.serve(0)
"""
LEVELS = {
    "nothing": "full",
    "landlock": "limited",
    "seccomp": "limited",
    "landlock seccomp": "none",
}


@pytest.fixture(params=LEVELS)
def weakened(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[list[str], str]:
    """The command of a jail whose kernel lacks a wall, and the level that it must tell."""
    import ll3m

    root = str(Path(ll3m.__file__).resolve().parent)
    script = tmp_path / "zygote.py"
    script.write_text(ZYGOTE.format(root=root, without=request.param, path=[]))
    program = os.environ.get("LL3M_TEST_BLENDER", "") or bpy.app.binary_path
    return find_command("", program, script), LEVELS[request.param]


def test_health_panel_version_and_refusal_tell_the_level_that_is_in_force(
    product: Product, weakened: tuple[list[str], str]
) -> None:
    command, level = weakened
    jail = BlenderJail(command, "none")
    strict = BlenderJail(command, "full" if level != "none" else "limited")
    try:
        app = product(jail, CUBE, CUBE, host=False)
        assert app.call("system.health", {}, ME).isolation == level
        assert panel_level(app) == level
        job = run(app, place="none")
        made = app.call("version.get", {"asset_id": job.asset_id, "number": 1}, ME).version
        assert made.isolation == level
        assert app.call("code.run", {"source": CUBE}, ME).isolation == level

        app.jail = strict
        object.__setattr__(app.maker, "jail", strict)
        refused = run(app, place="none")
        if level == "full":
            assert refused.error is None
        else:
            assert refused.error.code == "isolation_weak"
            assert level in refused.error.message
    finally:
        jail.close()
        strict.close()


def panel_level(app: Any) -> str:
    """What the panel's snapshot says."""
    arrived: queue.SimpleQueue[Any] = queue.SimpleQueue()
    feed = Feed(app, ME, arrived.put)
    try:
        while True:
            snapshot = arrived.get(timeout=60)
            if snapshot.isolation:
                return snapshot.isolation
    finally:
        feed.close()
