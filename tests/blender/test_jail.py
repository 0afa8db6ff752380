# SPDX-License-Identifier: GPL-3.0-or-later
"""The jail with a real Blender: results, limits, cancelling, and what a child can reach."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.code import Limits
from ll3m.bridge.contract.errors import (
    Cancelled,
    HostError,
    InvalidRequest,
    IsolationTooWeak,
    LimitHit,
    ScriptFailed,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import FinishRequest, Shot
from ll3m.ll3m_addon.sandbox.blender_command import command_for_program, command_for_python
from ll3m.ll3m_addon.sandbox.jail import BlenderJail

pytestmark = [
    pytest.mark.bpy,
    pytest.mark.skipif(os.name != "posix", reason="the walls are tried where they were built"),
]

CUBE = (
    "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nprint('made', bpy.context.object.name)\n"
)


def command() -> list[str]:
    bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
    program = os.environ.get("LL3M_TEST_BLENDER", "") or bpy.app.binary_path
    return command_for_program(program) if program else command_for_python()


@pytest.fixture(scope="module", params=["zygote", "spares"])
def jail(request: pytest.FixtureRequest) -> Iterator[BlenderJail]:
    if request.param == "zygote" and sys.platform != "linux":
        pytest.skip("the zygote is for Linux")
    made = BlenderJail(command(), spares=request.param == "spares")
    yield made
    made.close()
    made.close()


@pytest.fixture(scope="module")
def zygote() -> Iterator[BlenderJail]:
    if sys.platform != "linux":
        pytest.skip("the zygote is for Linux")
    made = BlenderJail(command())
    yield made
    made.close()


def test_a_script_leaves_a_file_its_output_and_what_it_took(
    jail: BlenderJail, tmp_path: Path
) -> None:
    result = jail.trial(CUBE, tmp_path, Limits(), CancelToken())
    assert result.blend == tmp_path / "raw.blend"
    assert result.blend.stat().st_size > 1000
    assert result.output == "made Cube\n"
    assert 0 < result.seconds < 30
    assert result.peak_memory > 10 * 2**20
    assert [path.name for path in tmp_path.iterdir()] == ["raw.blend"]


def test_finish_answers_facts_and_leaves_the_files_that_were_asked_for(
    jail: BlenderJail, tmp_path: Path
) -> None:
    result = jail.trial(CUBE, tmp_path, Limits(), CancelToken())
    made = jail.finish(
        FinishRequest(result.blend, tmp_path, formats=("blend", "stl"), collection="chair"),
        CancelToken(),
    )
    assert (made.facts.objects, made.facts.faces, made.facts.vertices) == (1, 6, 8)
    assert set(made.files) == {"model.blend", "model.stl"}
    assert made.stripped == ()
    assert {path.name for path in tmp_path.iterdir()} == {"raw.blend", "model.blend", "model.stl"}


def test_what_a_script_raises_comes_back_with_its_own_line(
    jail: BlenderJail, tmp_path: Path
) -> None:
    with pytest.raises(ScriptFailed) as caught:
        jail.trial("import bpy\n\nbpy.data.objects['x']\n", tmp_path, Limits(), CancelToken())
    assert caught.value.data["type"] == "KeyError"
    assert caught.value.data["line"] == 3
    assert 'File "script.py", line 3' in caught.value.data["traceback"]
    assert list(tmp_path.iterdir()) == []


def test_a_script_that_leaves_nothing_failed(jail: BlenderJail, tmp_path: Path) -> None:
    with pytest.raises(ScriptFailed) as caught:
        jail.trial("import bpy\nbpy.data.meshes.new('m')\n", tmp_path, Limits(), CancelToken())
    assert caught.value.data["type"] == "Empty"


@pytest.mark.parametrize(
    ("limit", "limits", "source"),
    [
        ("seconds", Limits(seconds=0.5), "while True: pass"),
        ("seconds", Limits(seconds=0.5), "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')"),
        ("memory", Limits(memory=400 * 2**20), "a = []\nwhile True: a.append(bytearray(2 ** 20))"),
        ("faces", Limits(faces=1000), "import bpy\nbpy.ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=64)"),
        ("faces", Limits(faces=1000), "import bpy\nbpy.ops.mesh.primitive_cube_add()\nm = bpy.context.object.modifiers.new('s', 'SUBSURF')\nm.levels = 5"),
        ("files", Limits(files=5000), CUBE),
    ],
)  # fmt: skip
def test_each_limit_is_reported_by_its_name(
    zygote: BlenderJail, tmp_path: Path, limit: str, limits: Limits, source: str
) -> None:
    with pytest.raises(LimitHit) as caught:
        zygote.trial(source, tmp_path, limits, CancelToken())
    assert caught.value.data["limit"] == limit
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("limit", "source"), [
    ("seconds", "while True: pass"), ("memory", "a = []\nwhile True: a.append(bytearray(2 ** 20))"),
])  # fmt: skip
def test_spares_hold_time_and_memory_too(
    jail: BlenderJail, tmp_path: Path, limit: str, source: str
) -> None:
    with pytest.raises(LimitHit) as caught:
        jail.trial(source, tmp_path, Limits(seconds=2, memory=600 * 2**20), CancelToken())
    assert caught.value.data["limit"] == limit


def test_cancelling_ends_a_run_in_well_under_a_second(jail: BlenderJail, tmp_path: Path) -> None:
    jail.trial(CUBE, tmp_path, Limits(), CancelToken())
    cancel = CancelToken()
    threading.Timer(0.7, cancel.cancel).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        jail.trial("while True: pass", tmp_path, Limits(), cancel)
    assert time.monotonic() - started < 3.0
    with pytest.raises(Cancelled):
        jail.trial(CUBE, tmp_path, Limits(), cancel)


def test_nothing_is_carried_from_one_run_to_the_next(jail: BlenderJail, tmp_path: Path) -> None:
    jail.trial(CUBE + "bpy.context.scene.name = 'Mine'\n", tmp_path, Limits(), CancelToken())
    source = CUBE + "print([o.name for o in bpy.data.objects], bpy.context.scene.name)\n"
    result = jail.trial(source, tmp_path, Limits(), CancelToken())
    assert result.output.splitlines()[1] == "['Cube'] Scene"


def test_many_runs_at_once_all_come_back(zygote: BlenderJail, tmp_path: Path) -> None:
    def one(number: int) -> str:
        source = CUBE + f"print({number})\n"
        return zygote.trial(source, tmp_path / str(number), Limits(), CancelToken()).output

    with ThreadPoolExecutor(5) as pool:
        outputs = list(pool.map(one, range(25)))
    assert [each.split()[-1] for each in outputs] == [str(number) for number in range(25)]


def test_all_walls_stand_here(jail: BlenderJail) -> None:
    assert jail.blender_version() >= (4, 2, 0)
    assert jail.isolation() == "full"


def test_too_little_isolation_refuses_the_run(
    zygote: BlenderJail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = BlenderJail(command(), wanted="full")
    try:
        hello = weak._ready().hello()
        object.__setattr__(hello, "isolation", "limited")
        with pytest.raises(IsolationTooWeak) as caught:
            weak.trial(CUBE, tmp_path, Limits(), CancelToken())
        assert caught.value.data == {"isolation": "limited", "wanted": "full"}
    finally:
        weak.close()


def test_a_crash_of_blender_is_the_scripts_failure_and_hurts_no_other_run(
    zygote: BlenderJail, tmp_path: Path
) -> None:
    # Blender trusts that indices are within bounds: a known way to make it crash.
    source = (
        "import bpy\nm = bpy.data.meshes.new('m')\nm.vertices.add(3)\nm.loops.add(3)\n"
        "m.polygons.add(1)\nm.polygons[0].loop_start = 0\n"
        "m.loops.foreach_set('vertex_index', [2 ** 30] * 3)\n"
        "o = bpy.data.objects.new('o', m)\nbpy.context.collection.objects.link(o)\n"
        "bpy.context.view_layer.update()\nm.update()\n"
        "bpy.context.view_layer.objects.active = o\nbpy.ops.object.mode_set(mode='EDIT')\n"
    )
    with pytest.raises(ScriptFailed) as caught:
        zygote.trial(source, tmp_path, Limits(), CancelToken())
    assert caught.value.data["type"] == "Crash"
    assert zygote.trial(CUBE, tmp_path, Limits(), CancelToken()).output


def test_a_dead_zygote_is_replaced(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the zygote is for Linux")
    made = BlenderJail(command())
    try:
        made.trial(CUBE, tmp_path, Limits(), CancelToken())
        runner = made._ready()
        os.kill(runner.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        while runner.alive():
            time.sleep(0.01)
        assert made.trial(CUBE, tmp_path, Limits(), CancelToken()).output
    finally:
        made.close()
    with pytest.raises(HostError):
        made.trial(CUBE, tmp_path, Limits(), CancelToken())


@pytest.mark.parametrize("spares", [False, True], ids=["zygote", "spares"])
def test_a_jail_leaves_no_temporary_folder_however_it_ends(
    spares: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform != "linux" and not spares:
        pytest.skip("the zygote is for Linux")
    temporary = tmp_path / "temporary"
    (tmp_path / "scratch").mkdir()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    made = BlenderJail(command(), spares=spares)
    made.trial(CUBE, tmp_path / "scratch", Limits(), CancelToken())
    runner = made._ready()
    assert list(temporary.iterdir())
    if not spares:
        os.kill(runner.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        while runner.alive():
            time.sleep(0.01)
    made.trial(CUBE, tmp_path / "scratch", Limits(), CancelToken())
    made.close()
    assert not list(temporary.iterdir())


def test_a_graphics_driver_that_crashes_costs_workbench_only(
    zygote: BlenderJail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blend = zygote.trial(CUBE, tmp_path, Limits(), CancelToken()).blend
    real = zygote._run

    def crashing(kind: str, task: dict[str, Any], *rest: Any, graphics: bool = False) -> Any:
        if graphics:
            raise ScriptFailed("The script crashed Blender (SIGSEGV).", type="Crash")
        return real(kind, task, *rest)

    monkeypatch.setattr(zygote, "_run", crashing)
    folder = tmp_path / "out"
    folder.mkdir()
    request = FinishRequest(
        blend, folder, formats=(), preview=64, report=False, renderer="workbench"
    )
    finished = zygote.finish(request, CancelToken())
    assert finished.files == ("preview.png",)
    assert finished.skipped == ("workbench: its graphics driver crashed; Cycles drew the preview.",)
    shot = Shot("picture.png", "view", "front", 64, "studio", "workbench")
    with pytest.raises(InvalidRequest, match="graphics driver"):
        zygote.finish(FinishRequest(blend, folder, formats=(), shot=shot), CancelToken())


def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("the zygote is for Linux")
    made = BlenderJail(command())
    made.trial(CUBE, tmp_path, Limits(), CancelToken())
    pid = made._ready().pid  # type: ignore[attr-defined]

    def run_on() -> None:
        with pytest.raises(HostError):
            made.trial("while True: pass", tmp_path, Limits(), CancelToken())

    stuck = threading.Thread(target=run_on)
    stuck.start()
    children = Path(f"/proc/{pid}/task/{pid}/children")
    while not (running := children.read_text().split()):
        time.sleep(0.01)
    made.close()
    stuck.join(10)
    assert not stuck.is_alive()
    deadline = time.monotonic() + 10
    gone = [Path(f"/proc/{each}") for each in (pid, *running)]
    while any(each.exists() for each in gone) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(each.exists() for each in gone)


def test_a_program_that_is_no_blender_is_a_clear_error() -> None:
    made = BlenderJail([sys.executable, "-c", "print('hello')"])
    with pytest.raises(HostError) as caught:
        made.blender_version()
    assert "did not start" in caught.value.message
    assert made.isolation() == "none"
    made.close()


def test_painted_images_and_collections_come_through_finish(
    zygote: BlenderJail, tmp_path: Path
) -> None:
    source = CUBE + (
        "c = bpy.data.collections.new('Legs')\nbpy.context.scene.collection.children.link(c)\n"
        "leg = bpy.data.objects.new('Leg', bpy.context.object.data)\nc.objects.link(leg)\n"
        "leg.parent = bpy.context.object\n"
        "m = bpy.data.materials.new('M')\nm.use_nodes = True\n"
        "bpy.context.object.data.materials.append(m)\n"
        "i = bpy.data.images.new('Paint', 4, 4)\ni.pixels = [1, 0, 0, 1] * 16\n"
        "n = m.node_tree.nodes.new('ShaderNodeTexImage')\nn.image = i\n"
    )
    result = zygote.trial(source, tmp_path, Limits(), CancelToken())
    made = zygote.finish(FinishRequest(result.blend, tmp_path), CancelToken())
    assert made.stripped == ()
    assert {part.name: part.parent for part in made.facts.parts} == {"Cube": None, "Leg": "Cube"}
    assert made.facts.materials == ["M"]


def test_the_childs_place_is_empty_of_the_users_things(
    zygote: BlenderJail, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at from outside: descriptors, folder and variables of a running child."""
    monkeypatch.setenv("SECRET_KEY", "k")
    cancel = CancelToken()
    seen: list[dict[str, object]] = []
    zygote.blender_version()  # waits until it is up
    pid = zygote._ready().pid  # type: ignore[attr-defined]

    def look() -> None:
        children = Path(f"/proc/{pid}/task/{pid}/children")
        while not (found := children.read_text().split()):
            time.sleep(0.01)
        time.sleep(0.3)
        child = Path(f"/proc/{found[0]}")
        status = dict(
            line.split(":\t")
            for line in (child / "status").read_text().splitlines()
            if ":\t" in line
        )
        seen.append({
            "cwd": str((child / "cwd").readlink()), "privileges": status["NoNewPrivs"],
            "seccomp": status["Seccomp"], "capabilities": int(status["CapEff"], 16),
            "environ": (child / "environ").read_bytes().decode(),
            "open": [str(each.readlink()) for each in (child / "fd").iterdir()],
        })  # fmt: skip
        cancel.cancel()

    thread = threading.Thread(target=look)
    thread.start()
    with pytest.raises(Cancelled):
        zygote.trial("while True: pass", tmp_path, Limits(), cancel)
    thread.join()
    (facts,) = seen
    assert str(facts["cwd"]).startswith(str(tmp_path))
    assert (facts["privileges"], facts["seccomp"], facts["capabilities"]) == ("1", "2", 0)
    assert "SECRET_KEY" not in json.dumps(facts)
    opened = facts["open"]
    assert isinstance(opened, list)
    assert all(each == "/dev/null" or each.startswith("socket:") for each in opened)
