# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls where the kernel lacks one of them: tried in a child, reported as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ll3m.bridge.contract.code import Limits
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import FinishRequest
from ll3m.ll3m_addon.sandbox.jail import BlenderJail
from ll3m.ll3m_addon.sandbox.runner import isolation_of

pytestmark = pytest.mark.bpy

SCRIPT = "import bpy\nbpy.ops.mesh.primitive_monkey_add()\n"
LOOK = """
import json, os, sys
sys.path.insert(0, sys.argv[2])
import harness
harness.load_package()
import bpy  # before the fork, as the zygote does: its threads stay behind
from ll3m.ll3m_addon.blender.jail import confine, namespaces, probe
if "landlock" in sys.argv[1]:
    confine.landlock_level = lambda: 0
if "namespaces" in sys.argv[1]:
    namespaces._unshare = lambda: False
reader, writer = os.pipe()
if os.fork() == 0:
    probe.run(writer)
    os._exit(0)
os.close(writer)
with os.fdopen(reader) as stream:
    print("WALLS" + stream.read())
os._exit(0)
"""


def walls(blender: str, folder: Path, without: str) -> dict[str, bool]:
    if blender != "module":
        pytest.skip("tried with the module")
    script = folder / "look.py"
    script.write_text(LOOK)
    here = str(Path(__file__).resolve().parent)
    done = subprocess.run(
        [sys.executable, str(script), without, here],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    found = done.stdout.partition("WALLS")[2].strip()
    assert found, done.stderr[-2000:]
    return json.loads(found)


def test_with_landlock_every_wall_holds(blender: str, tmp_path: Path) -> None:
    found = walls(blender, tmp_path, "nothing")
    assert all(found.values()), found
    assert isolation_of(found) == "full"


def test_namespaces_hold_every_wall_where_there_is_no_landlock(
    blender: str, tmp_path: Path
) -> None:
    if subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system forbids unprivileged user namespaces")
    found = walls(blender, tmp_path, "landlock")
    assert all(found.values()), found
    assert isolation_of(found) == "full"


def test_with_neither_the_level_says_that_files_are_open(blender: str, tmp_path: Path) -> None:
    found = walls(blender, tmp_path, "landlock,namespaces")
    assert found["network"]
    assert found["process"]
    assert found["work"]
    assert not found["read"]
    assert not found["write"]
    assert isolation_of(found) == "limited"


ZYGOTE = """
import sys
from pathlib import Path
sys.path.insert(0, {here!r})
import harness
harness.load_package()
import bpy
from ll3m.ll3m_addon.blender.jail import confine, zygote
confine.landlock_level = lambda: 0
zygote.serve(0)
"""


def test_a_script_runs_and_its_result_is_finished_without_landlock(
    blender: str, tmp_path: Path
) -> None:
    if blender != "module":
        pytest.skip("tried with the module")
    script = tmp_path / "zygote.py"
    script.write_text(ZYGOTE.format(here=str(Path(__file__).resolve().parent)))
    jail = BlenderJail([sys.executable, str(script)], "full")
    folder = tmp_path / "made"
    try:
        if jail.isolation() != "full":
            pytest.skip("this system forbids unprivileged user namespaces")
        tried = jail.trial(SCRIPT, folder, Limits(), CancelToken())
        made = jail.finish(
            FinishRequest(tried.blend, folder, formats=("blend", "glb")), CancelToken()
        )
    finally:
        jail.close()
    assert made.facts.objects == 1
    assert {"model.blend", "model.glb"} <= set(made.files)
    assert not list(folder.glob(".jail-*"))
