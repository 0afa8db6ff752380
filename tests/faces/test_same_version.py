# SPDX-License-Identifier: GPL-3.0-or-later
"""One prompt through every door gives one and the same version."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
if bpy.app.binary_path:
    pytest.skip("starts this Python as a command; it is a Blender here", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
PROMPT = "a red armchair with wooden legs"


def content(version: dict[str, Any]) -> dict[str, Any]:
    """A version without what differs from run to run: ids, times, and the bytes of files."""
    kept = {key: value for key, value in version.items() if key not in ("asset_id", "created_at")}
    kept["facts"] = {
        key: value for key, value in version["facts"].items() if key not in ("seconds", "peak_memory")
    }  # fmt: skip
    kept["files"] = sorted(file["name"] for file in version["files"])
    kept["usage"] = {key: value for key, value in version["usage"].items() if key != "seconds"}
    return kept


def only_version(library: Path) -> dict[str, Any]:
    """The one version in a library."""
    (found,) = library.glob("assets/*/v001/version.json")
    return json.loads(found.read_text(encoding="utf-8"))


def by_panel(library: Path) -> None:
    import ll3m
    from ll3m.ll3m_addon.blender import registration, session

    if session.current() is None:
        registration.register(ll3m.__name__)
    try:
        done = bpy.ops.ll3m.asset_generate(prompt=PROMPT, wait=True)
        assert done == {"FINISHED"}
    finally:
        registration.unregister()


def by_batch(library: Path) -> None:
    prompts = library.parent / "prompts.jsonl"
    prompts.write_text(json.dumps(PROMPT) + "\n")
    command = ["scripts/batch.py", "--prompts", str(prompts), "--out", str(library)]
    run_python([*command, "--preview", "512"])


def by_rpc(library: Path) -> None:
    from ll3m.bridge.client import Client
    from ll3m.bridge.server.service import Service
    from ll3m.ll3m_addon.pipeline.assembly import open_local

    app = open_local()
    service = Service(app, instance_info={})
    service.start()
    try:
        with Client(service.url, service.token) as client:
            job: Any = client.call("asset.generate", {"prompt": PROMPT})
            assert client.wait(job.id).state == "done"
    finally:
        service.stop()
        app.close()


def by_command(library: Path) -> None:
    run_python(["-m", "ll3m", "--json", "asset", "generate", PROMPT])


def run_python(arguments: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_same_prompt_gives_the_same_version_at_every_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors: dict[str, Callable[[Path], None]] = {
        "panel": by_panel,
        "batch": by_batch,
        "JSON-RPC": by_rpc,
        "command": by_command,
    }
    versions: dict[str, dict[str, Any]] = {}
    for door, make in doors.items():
        library = tmp_path / door / "library"
        library.parent.mkdir()
        monkeypatch.setenv("LL3M_LIBRARY", str(library))
        make(library)
        versions[door] = content(only_version(library))
    first = versions["panel"]
    assert first["facts"]["objects"] > 4
    for door, version in versions.items():
        assert version == first, f"{door} differs from the panel"


def test_an_operation_is_spelled_by_rule_at_every_door() -> None:
    import click
    from ll3m.bridge.cli.desk import Desk
    from ll3m.bridge.cli.main import command
    from ll3m.bridge.contract import OPERATIONS
    from ll3m.bridge.server.documents import openapi, openrpc

    methods = {method["name"] for method in openrpc()["methods"]} - {"rpc.discover"}
    assert methods == set(OPERATIONS)
    paths = {path for path, item in openapi()["paths"].items() if "post" in item}
    assert {f"/api/v1/{name.replace('.', '/')}" for name in OPERATIONS} <= paths
    root = command(Desk(None, None))
    context = click.Context(root)
    for row in OPERATIONS.values():
        group = root.get_command(context, row.noun)
        assert isinstance(group, click.Group)
        assert group.get_command(context, row.verb) is not None, row.name


def test_operators_that_ask_an_operation_carry_its_name() -> None:
    """``bpy.ops.ll3m.<noun>_<verb>`` is ``<noun>.<verb>`` wherever both exist."""
    from ll3m.bridge.contract import OPERATIONS

    folder = ROOT / "ll3m_addon" / "blender" / "operators"
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    names = {name.replace(".", "_") for name in OPERATIONS}
    for operator in (
        "asset_generate", "asset_refine", "asset_delete", "asset_restore", "version_activate",
        "version_export", "job_cancel", "job_retry",
    ):  # fmt: skip
        assert operator in names
        assert f'bl_idname = "ll3m.{operator}"' in source
        assert f'"{operator.replace("_", ".", 1)}"' in source
