# SPDX-License-Identifier: GPL-3.0-or-later
"""The product with the open scene of this Blender, and a model whose scripts come from the test."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller

ME = Caller("test")


@pytest.fixture(scope="session")
def shared_jail() -> Iterator[Any]:
    """One jail for all tests here."""
    bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
    from ll3m.ll3m_addon.sandbox.blender_command import find_command
    from ll3m.ll3m_addon.sandbox.jail import BlenderJail

    jail = BlenderJail(lambda: find_command("", bpy.app.binary_path), "none")
    yield jail
    jail.close()


@pytest.fixture(autouse=True)
def room() -> None:
    """The artist's scene: a table with a lamp on it, a hidden box, an orphan, another scene."""
    import bpy

    def cube(name: str, place: tuple[float, float, float]) -> Any:
        bpy.ops.mesh.primitive_cube_add(location=place)
        made = bpy.context.object
        made.name = made.data.name = name
        return made

    wood = bpy.data.materials.new("Wood")
    if wood.node_tree is None:
        wood.use_nodes = True
    table, lamp, box = cube("Table", (0, 0, 0)), cube("Lamp", (0, 0, 2)), cube("Box", (4, 0, 0))
    for item in (table, box):
        item.data.materials.append(wood)
    lamp.parent = table
    table.modifiers.new("Bevel", "BEVEL").width = 0.1
    box.hide_set(True)
    bpy.data.meshes.new("Kept for Later").use_fake_user = True
    other = bpy.data.scenes.new("Other")
    other.collection.objects.link(bpy.data.objects.new("Elsewhere", None))
    bpy.ops.object.select_all(action="DESELECT")
    table.select_set(True)
    bpy.context.view_layer.objects.active = table


@pytest.fixture
def product(tmp_path: Path, shared_jail: Any) -> Iterator[Callable[..., Any]]:
    """``product(script, script …)``: the product; each script is one answer of the model."""
    import bpy
    from ll3m.ll3m_addon.blender import main_thread, session
    from ll3m.ll3m_addon.blender.host import BlenderHost
    from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
    from ll3m.ll3m_addon.pipeline.assembly import build_app

    main_thread.stop()
    main_thread.start()
    made: list[Any] = []

    def build(*scripts: str) -> Any:
        replies = [{"reply": f"```python\n{each}\n```"} for each in scripts]
        (tmp_path / "replies.json").write_text(json.dumps(replies))
        providers = {
            "model": ProviderSettings(type="scripted", script=str(tmp_path / "replies.json"))
        }
        settings = Settings(
            library=tmp_path / "library", providers=providers, cache=False, isolation="none",
            provider="model" if scripts else "offline",
        )  # fmt: skip
        app = build_app(settings, host=BlenderHost(), program=bpy.app.binary_path)
        app.jail.close()
        app.jail = shared_jail
        object.__setattr__(app.maker, "jail", shared_jail)
        object.__setattr__(app.maker, "knowledge", None)
        made.append(app)
        return app

    yield build
    for app in made:
        for part in (app.jobs, app.knowledge, app.job_store, app.library):  # the jail is shared
            part.close()
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


@pytest.fixture
def finished() -> Callable[..., Any]:
    """``finished(app, prompt=…)``: the ``scene.edit`` job when it has ended."""
    from ll3m.ll3m_addon.blender import main_thread

    def run(app: Any, **request: Any) -> Any:
        job = app.call("scene.edit", {"prompt": "as in the script", **request}, ME)
        over = time.monotonic() + 60

        def ended() -> bool:
            return app.jobs.get(job.id).finished_at is not None or time.monotonic() > over

        main_thread.pump(60, until=ended)
        return app.jobs.get(job.id)

    return run
