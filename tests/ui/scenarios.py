# SPDX-License-Identifier: GPL-3.0-or-later
"""What an artist does in the window, played inside Blender by ``inside.py``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy
from ll3m.ll3m_addon.blender import collections as tree
from ll3m.ll3m_addon.blender import main_thread, properties, session
from ll3m.ll3m_addon.blender.snapshot import JobView

PROMPT = "a red armchair with wooden legs"
Steps = Iterator[Any]


# ------------------------------------------------------------ what scenarios share


def _view() -> tuple[Any, Any, Any]:
    window = bpy.context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    return window, area, next(region for region in area.regions if region.type == "WINDOW")


def _ops() -> Any:
    """Blender's operators, of whose names no type checker knows."""
    return bpy.ops


def _waiting() -> bool:
    """The newest job's version waits until Blender is free."""
    host = session.state().host
    return host is not None and host.waiting is not None


def _in_view() -> Any:
    window, area, region = _view()
    return bpy.context.temp_override(window=window, area=area, region=region)


def _show_tab() -> Steps:
    """Open the sidebar at LL3M and wait until it is drawn and the product is there."""
    _, area, _ = _view()
    area.spaces.active.show_region_ui = True
    sidebar = next(region for region in area.regions if region.type == "UI")

    def shown() -> bool:
        """the LL3M tab"""
        if sidebar.active_panel_category == "UNSUPPORTED":
            return False
        sidebar.active_panel_category = "LL3M"
        sidebar.tag_redraw()
        return sidebar.active_panel_category == "LL3M"

    yield shown
    yield lambda: session.state().phase == "ready" and session.snapshot().providers


def _send(prompt: str, quality: str = "draft", preview: int = 64) -> Steps:
    """Write a prompt, choose, press Generate; wait until the job is in the list."""
    panel = properties.panel()
    panel.prompt, panel.quality = prompt, quality
    known = {job.id for job in session.snapshot().jobs}
    with _in_view():
        assert _ops().ll3m.asset_generate("INVOKE_DEFAULT", preview=preview) == {"FINISHED"}
    yield lambda: {job.id for job in session.snapshot().jobs} - known


def _ended(state: str = "done") -> Callable[[], bool]:
    """The newest job has ended; it must have ended as ``state``."""

    def ended() -> bool:
        job = _job()
        if job.active:
            return False
        assert job.state == state, f"{job.state}: {job.error}"
        return True

    ended.__doc__ = f"the newest job to be {state}"
    return ended


def _job() -> JobView:
    return session.snapshot().jobs[0]


def _versions() -> dict[int, bool]:
    """Version number -> visible, of the newest job's asset in the scene."""
    return {each.number: each.visible for each in tree.versions_in(None, _job().asset_id)}


def _undo(step: str) -> None:
    with _in_view():
        assert getattr(bpy.ops.ed, step)() == {"FINISHED"}


# ------------------------------------------------------------ scenarios


def the_panel_opens_and_names_who_answers() -> Steps:
    yield from _show_tab()
    composer = next(each for each in session.snapshot().providers if each.name == "offline")
    assert composer.ready
    assert not composer.is_model
    assert session.state().notice is None


def a_prompt_becomes_one_version_and_one_undo_step() -> Steps:
    yield from _show_tab()
    cube = bpy.data.objects["Cube"]
    yield from _send(PROMPT)
    yield _ended()
    assert _versions() == {1: True}
    assert [item.name for item in bpy.context.selected_objects] == ["Cube"]
    assert bpy.context.view_layer.objects.active == cube
    made = len(bpy.data.objects)
    _undo("undo")
    yield 0.1
    assert _versions() == {}
    assert "Cube" in bpy.data.objects
    assert len(bpy.data.objects) < made
    _undo("redo")
    yield 0.1
    assert _versions() == {1: True}


def feedback_becomes_the_next_version_and_the_first_can_come_back() -> Steps:
    yield from _show_tab()
    yield from _send(PROMPT)
    yield _ended()
    first = _job()
    yield lambda: session.snapshot().asset_id == first.asset_id and session.snapshot().versions
    properties.panel().feedback = "make it blue and taller"
    with _in_view():
        _ops().ll3m.asset_refine("INVOKE_DEFAULT", preview=64)
    yield lambda: _job().id != first.id
    yield _ended()
    assert _versions() == {1: False, 2: True}
    with _in_view():
        _ops().ll3m.version_activate(asset_id=first.asset_id, number=1)
    yield lambda: _versions() == {1: True, 2: False}
    yield lambda: [each.number for each in session.snapshot().versions if each.current] == [1]


def an_object_leads_to_its_asset() -> Steps:
    yield from _show_tab()
    yield from _send(PROMPT)
    yield _ended()
    first = _job()
    yield from _send("a small blue table")
    yield _ended()
    yield lambda: properties.panel().assets[0].asset_id == _job().asset_id
    part = next(tree.versions_in(None, first.asset_id)).collection.all_objects[0]
    bpy.context.view_layer.objects.active = part
    owner = tree.owner_of(part)
    assert owner is not None
    with _in_view():
        _ops().ll3m.asset_choose(asset_id=owner.asset_id)
    panel = properties.panel()
    assert panel.assets[panel.asset_index].asset_id == first.asset_id
    yield lambda: session.snapshot().asset_id == first.asset_id


def nothing_comes_in_while_a_tool_is_in_hand() -> Steps:
    yield from _show_tab()
    with _in_view():
        bpy.ops.transform.translate("INVOKE_DEFAULT")
    window, _, _ = _view()
    yield lambda: any("TRANSFORM" in each.bl_idname for each in window.modal_operators)
    yield from _send(PROMPT)
    yield _waiting
    assert _job().active
    assert _versions() == {}
    x, y = window.width // 3, window.height // 2
    window.event_simulate(type="ESC", value="PRESS", x=x, y=y)
    yield _ended()
    assert _versions() == {1: True}


def nothing_comes_in_while_a_mesh_is_edited() -> Steps:
    yield from _show_tab()
    with _in_view():
        bpy.ops.object.mode_set(mode="EDIT")
    yield from _send(PROMPT)
    yield _waiting
    assert _versions() == {}
    with _in_view():
        bpy.ops.object.mode_set(mode="OBJECT")
    yield _ended()
    assert _versions() == {1: True}


def an_unknown_thing_says_what_to_do_and_can_be_sent_again() -> Steps:
    yield from _show_tab()
    yield from _send("a flux capacitor")
    yield _ended("failed")
    failed = _job()
    assert failed.error_code == "not_understood"
    assert failed.error
    assert failed.advice
    _ops().ll3m.job_retry(job_id=failed.id)
    yield lambda: _job().id != failed.id
    yield _ended("failed")
    assert _versions() == {}


def a_cancelled_job_leaves_nothing() -> Steps:
    yield from _show_tab()
    with _in_view():
        bpy.ops.object.mode_set(mode="EDIT")  # so that it can't be done before it is cancelled
    yield from _send(PROMPT)
    yield _waiting
    _ops().ll3m.job_cancel(job_id=_job().id)
    yield _ended("cancelled")
    with _in_view():
        bpy.ops.object.mode_set(mode="OBJECT")
    yield 0.5
    assert _versions() == {}


def opening_a_file_in_the_middle_keeps_the_prompt_and_the_job() -> Steps:
    yield from _show_tab()
    with _in_view():
        bpy.ops.object.mode_set(mode="EDIT")
    yield from _send(PROMPT)
    properties.panel().feedback = "half written"
    yield _waiting
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
        bpy.ops.wm.read_homefile(use_factory_startup=True)
    yield 0.2
    panel = properties.panel()
    assert (panel.prompt, panel.quality, panel.feedback) == (PROMPT, "draft", "half written")
    assert len(panel.assets) == len(session.snapshot().assets)
    yield _ended()
    assert _versions() == {1: True}


def saving_and_opening_brings_the_versions_back() -> Steps:
    yield from _show_tab()
    yield from _send(PROMPT)
    yield _ended()
    file = Path(bpy.app.tempdir) / "kept.blend"
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
        bpy.ops.wm.save_as_mainfile(filepath=str(file))
        bpy.ops.wm.open_mainfile(filepath=str(file))
    yield 0.3
    assert _versions() == {1: True}


def _placement(source: str) -> Any:
    """A version that is put into the scene by running ``source`` there."""
    from ll3m.bridge.contract.code import Facts
    from ll3m.bridge.contract.version import Version
    from ll3m.ll3m_addon.core.seams import Placement

    version = Version(
        asset_id="a_0123456789abcdef", number=1, kind="python_model", prompt="x", source=source,
        created_at="2026-01-01T00:00:00Z", quality="draft", provider="offline", model="composer",
        facts=Facts(objects=1, vertices=1, faces=1), isolation="full", blender_version="5.0.0",
    )  # fmt: skip
    return Placement(version, Path(), "Thing", "run")


def a_script_run_in_the_scene_leaves_view_and_selection_alone() -> Steps:
    from ll3m.ll3m_addon.blender import place

    _, area, _ = _view()
    region: Any = area.spaces.active.region_3d
    region.view_perspective = "CAMERA"
    with _in_view():
        _ops().ed.undo_push(message="before")
    yield 0.2
    source = (
        "import bpy\nbpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete()\n"
        "bpy.ops.mesh.primitive_torus_add()\n"
    )
    place.place(_placement(source))
    yield 0.3
    window = bpy.context.window_manager.windows[0]
    assert window.scene.name == "Scene"
    assert region.view_perspective == "CAMERA"
    assert area.spaces.active.camera == bpy.data.objects["Camera"]
    assert [item.name for item in window.view_layer.objects.selected] == ["Cube"]
    assert len(bpy.data.scenes) == 1
    names = {item.name for item in bpy.data.objects}
    assert names == {"Cube", "Light", "Camera", "Torus"}, names
    _undo("undo")
    yield 0.1
    assert {item.name for item in bpy.data.objects} == {"Cube", "Light", "Camera"}


def a_script_that_gets_past_the_guard_is_undone() -> Steps:
    """The last line of defence: here the guard is taken away."""
    from ll3m.bridge.contract.errors import HostError
    from ll3m.ll3m_addon.blender import place, run_in_scene
    from ll3m.ll3m_addon.sandbox.guard import RunOutcome

    with _in_view():
        bpy.ops.mesh.primitive_monkey_add("EXEC_DEFAULT", True, location=(3, 0, 0))
    yield 0.2

    def unguarded(*_: Any, **__: Any) -> RunOutcome:
        for item in list(bpy.data.objects):
            bpy.data.objects.remove(item)
        return RunOutcome(None, "", 0.0)

    kept, run_in_scene.guard.run = run_in_scene.guard.run, unguarded
    said: list[HostError] = []
    try:
        place.place(_placement(""))
    except HostError as error:
        said.append(error)
    finally:
        run_in_scene.guard.run = kept
    assert [error.data["restored"] for error in said] == [True]
    yield 0.2
    names = {item.name for item in bpy.data.objects}
    assert {"Cube", "Light", "Camera", "Suzanne"} <= names, names
    assert len(bpy.data.scenes) == 1


def a_published_version_is_dragged_out_of_the_asset_browser_into_the_scene() -> Steps:
    yield from _show_tab()
    yield from _send(PROMPT, preview=128)
    yield _ended()
    with _in_view():
        _ops().ll3m.version_publish(asset_id=_job().asset_id)
    listed = bpy.context.preferences.filepaths.asset_libraries
    yield lambda: "LL3M" in [each.name for each in listed]
    window, view, region = _view()
    known = set(window.screen.areas)
    with _in_view():
        bpy.ops.screen.area_split(direction="HORIZONTAL", factor=0.4)
    (new,) = set(window.screen.areas) - known
    browser, view = (new, view) if new.y < view.y else (view, new)
    browser.ui_type = "ASSETS"
    yield 0.3
    space: Any = browser.spaces.active
    space.params.asset_library_reference = "LL3M"
    region = next(each for each in browser.regions if each.type == "WINDOW")

    def offered() -> bool:
        """the asset in the browser, to be taken by the mouse"""
        with bpy.context.temp_override(window=window, area=browser, region=region):
            bpy.ops.file.select_all(action="SELECT")
            chosen = bpy.context.selected_assets or ()  # None while the library is read
            return [each.name for each in chosen] == ["Red Armchair"]

    yield offered
    there = {item.name for item in bpy.context.scene.objects}
    yield from _drag(
        (region.x + 60, region.y + region.height - 60),
        (view.x + view.width // 2, view.y + view.height // 2),
    )
    yield lambda: len(bpy.context.scene.objects) > len(there)
    new_ones = [item for item in bpy.context.scene.objects if item.name not in there]
    # Older Blenders lay an instance of the collection, as their browser's menu says.
    dropped = [each.instance_collection for each in new_ones if each.instance_collection]
    new_ones += [item for collection in dropped for item in collection.all_objects]
    assert all(item.library is None for item in new_ones)
    assert any(item.type == "MESH" and item.data.materials for item in new_ones)
    for each in [each for each in listed if each.name == "LL3M"]:
        listed.remove(each)


def _drag(start: tuple[int, int], end: tuple[int, int]) -> Steps:
    """Take with the left button at ``start``, let go at ``end``, as slowly as a hand."""
    window, _, _ = _view()
    moves = 8

    def send(kind: str, value: str, share: float) -> None:
        x, y = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
        window.event_simulate(type=kind, value=value, x=x, y=y)

    send("MOUSEMOVE", "NOTHING", 0)
    yield 0.3
    send("LEFTMOUSE", "PRESS", 0)
    yield 0.2
    for move in range(1, moves + 1):
        send("MOUSEMOVE", "NOTHING", move / moves)
        yield 0.1
    yield 0.4
    send("LEFTMOUSE", "RELEASE", 1)


def the_service_starts_answers_and_stops() -> Steps:
    yield from _show_tab()
    _ops().ll3m.service_start()
    yield lambda: session.state().service
    service: Any = session.state().service
    _ops().ll3m.service_copy_token()
    assert bpy.context.window_manager.clipboard == service.token
    assert service.url.startswith("http://127.0.0.1:")
    _ops().ll3m.service_stop()
    yield lambda: session.state().service is None


def disabling_in_the_middle_of_a_job_leaves_no_thread() -> Steps:
    yield from _show_tab()
    with _in_view():
        bpy.ops.object.mode_set(mode="EDIT")
    yield from _send(PROMPT)
    yield _waiting
    with _in_view():
        bpy.ops.object.mode_set(mode="OBJECT")
    package = session.state().package
    bpy.ops.preferences.addon_disable(module=package)
    ours = [each.name for each in threading.enumerate() if each.name.startswith("ll3m")]
    assert ours == []
    assert not bpy.app.timers.is_registered(main_thread._tick)
    for _ in range(50):
        bpy.ops.preferences.addon_enable(module=package)
        bpy.ops.preferences.addon_disable(module=package)
    bpy.ops.preferences.addon_enable(module=package)
    yield 0.2
    yield from _show_tab()
    assert _job().state in ("interrupted", "cancelled")
