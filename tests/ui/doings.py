# SPDX-License-Identifier: GPL-3.0-or-later
"""More of what an artist does in the window, played inside Blender by ``inside.py``."""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import bpy
import scenarios as ui
from ll3m.ll3m_addon.blender import collections as tree
from ll3m.ll3m_addon.blender import mirror, preferences, properties, session

Steps = Iterator[Any]


def _until(what: str, ready: Callable[[], Any]) -> Callable[[], Any]:
    """``ready`` with a name, for the report of who waits in vain."""
    ready.__doc__ = what
    return ready


def _prefs() -> Any:
    return preferences.get(session.state().package)


class _Server(BaseHTTPRequestHandler):
    """Speaks as much of a model server's language as a test of the connection needs."""

    def do_GET(self) -> None:
        self._answer({"object": "list", "data": [{"id": "small-coder"}]})

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        chunk = {"id": "1", "object": "chat.completion.chunk", "model": "small-coder",
                 "choices": [{"index": 0, "delta": {"content": "OK"}, "finish_reason": "stop"}]}  # fmt: skip
        body = f"data: {json.dumps(chunk)}\n\ndata: [DONE]\n\n".encode()
        self._send(body, "text/event-stream")

    def _answer(self, data: Any) -> None:
        self._send(json.dumps(data).encode(), "application/json")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def the_first_steps_find_a_server_test_it_and_make_a_sample() -> Steps:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}/v1"
        kept = dict(preferences.PRESETS)
        label, _, model, key = kept["ollama"]
        preferences.PRESETS.clear()
        preferences.PRESETS.update({"ollama": (label, here, model, key)})
        _prefs().welcomed = False
        try:
            yield from ui._show_tab()
            ui._ops().ll3m.setup_show()
            yield lambda: session.state().servers
            assert session.state().servers[0].models == ("small-coder",)
            ui._ops().ll3m.provider_use(server=0)
            yield lambda: session.state().tested
            assert "small-coder" in session.state().tested
            assert _prefs().provider == label
        finally:
            preferences.PRESETS.clear()
            preferences.PRESETS.update(kept)
            ui._ops().ll3m.provider_remove()
            _prefs().provider = "offline"
            server.shutdown()
    yield lambda: session.state().phase == "ready" and not session.state().stale
    yield lambda: any(each.default and not each.is_model for each in session.snapshot().providers)
    known = {job.id for job in session.snapshot().jobs}
    ui._ops().ll3m.setup_sample()
    yield lambda: {job.id for job in session.snapshot().jobs} - known
    yield ui._ended()
    assert ui._versions() == {1: True}
    ui._ops().ll3m.setup_close()
    assert _prefs().welcomed


def what_will_be_sent_is_shown_before_it_is_sent() -> Steps:
    yield from ui._show_tab()
    panel = properties.panel()
    panel.prompt, panel.provider, panel.quality = "a wooden boat", "scripted", "draft"
    ui._ops().ll3m.request_show()
    yield lambda: session.state().estimate
    prompt, found = session.state().estimate
    assert prompt == "a wooden boat"
    assert any("a wooden boat" in message.text for message in found.messages)
    ui._ops().ll3m.request_read()
    assert "a wooden boat" in bpy.data.texts["LL3M Request"].as_string()
    ui._ops().ll3m.request_forget()
    panel.provider = "default"
    assert not session.snapshot().active


def waiting_jobs_are_moved_and_all_are_cancelled_at_once() -> Steps:
    yield from ui._show_tab()
    with ui._in_view():
        bpy.ops.object.mode_set(mode="EDIT")  # so that none is done before it is cancelled
    for prompt in ("a small table", "a red chair", "a tall lamp", "a white fridge"):
        yield from ui._send(prompt)
    yield lambda: sum(job.state == "queued" for job in session.snapshot().jobs) == 2
    places = {job.place: job.title for job in session.snapshot().active if job.place}
    assert places == {1: "a tall lamp", 2: "a white fridge"}, places
    last = next(job for job in session.snapshot().active if job.place == 2)
    ui._ops().ll3m.job_move(job_id=last.id, to="first")
    yield lambda: {job.place: job.title for job in session.snapshot().active if job.place} == {
        1: "a white fridge", 2: "a tall lamp"
    }  # fmt: skip
    ui._ops().ll3m.job_cancel_all()
    yield lambda: not session.snapshot().active
    with ui._in_view():
        bpy.ops.object.mode_set(mode="OBJECT")
    yield 0.3
    assert not list(tree.versions_in())


def drafts_are_kept_or_discarded() -> Steps:
    yield from ui._show_tab()
    properties.panel().count = 2
    yield from ui._send("a small blue stool")
    properties.panel().count = 1
    yield ui._ended()
    asset_id = ui._job().asset_id
    yield lambda: len(session.snapshot().drafts) == 2
    first, second = sorted(session.snapshot().drafts, key=lambda each: each.number)
    ui._ops().ll3m.draft_reject(asset_id=asset_id, number=first.number)
    yield lambda: [each.number for each in session.snapshot().drafts] == [second.number]
    ui._ops().ll3m.draft_select(asset_id=asset_id, number=second.number)
    yield lambda: not session.snapshot().drafts
    yield (
        lambda: (
            [view.number for view in session.snapshot().versions if view.current] == [second.number]
        )
    )


def assets_are_searched_marked_and_come_back() -> Steps:
    yield from ui._show_tab()
    yield from ui._send("a green bench")
    yield ui._ended()
    yield lambda: any("bench" in view.prompt for view in session.snapshot().assets)
    asset_id = ui._job().asset_id
    ui._ops().ll3m.asset_favourite(asset_id=asset_id)
    yield lambda: any(view.favourite for view in session.snapshot().assets)
    panel = properties.panel()
    panel.search = "nothing is called so"
    yield lambda: not session.snapshot().assets
    panel.search = "bench"
    yield lambda: [view.id for view in session.snapshot().assets] == [asset_id]
    panel.search, panel.only_favourites = "", True
    yield lambda: session.snapshot().search.favourite
    assert all(view.favourite for view in session.snapshot().assets)
    panel.only_favourites = False
    yield lambda: not session.snapshot().search.favourite


def a_design_is_made_changed_in_the_scene_and_read_back() -> Steps:
    yield from ui._show_tab()
    properties.panel().kind = "design_spec"
    yield from ui._send("a round table with four chairs")
    properties.panel().kind = "python_model"
    yield ui._ended()
    yield lambda: session.snapshot().spec
    spec: Any = session.snapshot().spec
    assert len(spec.objects) >= 2
    lying = next(tree.versions_in(None, spec.asset_id)).collection
    from ll3m.ll3m_addon.blender.operators import spec as operators
    from ll3m.ll3m_addon.blender.spec_reading import OBJECT_KEY

    item = next(each for each in lying.all_objects if each.get(OBJECT_KEY))
    item.location.x += 2.0
    yield 0.3

    ui._ops().ll3m.spec_pull()
    yield lambda: operators.difference(spec.asset_id)
    assert any(change.kind == "changed" for change in operators.difference(spec.asset_id).changes)
    known = len(session.snapshot().versions)
    ui._ops().ll3m.spec_pull(save=True)
    yield lambda: len(session.snapshot().versions) == known + 1


def an_edit_of_the_scene_is_shown_applied_and_undone() -> Steps:
    yield from ui._show_tab()
    panel = properties.panel()
    panel.provider, panel.scene_prompt, panel.quality = "scripted", "move the cube up", "draft"
    with ui._in_view():
        ui._ops().ed.undo_push(message="before")
        ui._ops().ll3m.scene_edit("INVOKE_DEFAULT")
    yield lambda: getattr(session.snapshot().edit, "state", "") == "waiting"
    edit: Any = session.snapshot().edit
    assert [row.name for row in edit.changes] == ["Cube"]
    assert bpy.data.objects["Cube"].location.z == 0
    ui._ops().ll3m.scene_apply()
    yield lambda: abs(bpy.data.objects["Cube"].location.z - 3) < 1e-4
    ui._undo("undo")
    yield 0.1
    assert bpy.data.objects["Cube"].location.z == 0
    panel.provider, panel.scene_prompt = "default", ""


def a_program_is_asked_about_before_it_changes_the_scene() -> Steps:
    from ll3m.bridge.client import Client
    from ll3m.bridge.contract.errors import LL3MError

    yield from ui._show_tab()
    yield from ui._send("a small white bowl")
    yield ui._ended()
    asset_id = ui._job().asset_id
    with ui._in_view():
        ui._undo("undo")
    _prefs().ask_first = True
    ui._ops().ll3m.service_start()
    yield _until(
        "service, asking", lambda: session.state().service and session.snapshot().ask_first
    )
    service: Any = session.state().service
    said: list[Any] = []

    def pull() -> None:
        with Client(url=service.url, token=service.token) as client:
            try:
                said.append(client.call("version.pull", {"asset_id": asset_id}))
            except LL3MError as error:
                said.append(error)

    for allow in (False, True):
        thread = threading.Thread(target=pull)
        thread.start()
        yield _until("a question", lambda: session.snapshot().approvals)
        waiting = session.snapshot().approvals[0]
        ui._ops().ll3m.approval_answer(id=waiting.id, allow=allow)
        yield _until("no question", lambda: not session.snapshot().approvals)
        yield _until("the program's answer", lambda thread=thread: not thread.is_alive())
    assert isinstance(said[0], LL3MError), said
    assert not isinstance(said[1], LL3MError), said
    yield _until("clients", lambda: session.snapshot().clients)
    _prefs().ask_first = False
    ui._ops().ll3m.service_stop()
    yield lambda: session.state().service is None


def a_version_is_placed_where_the_mouse_clicks() -> Steps:
    yield from ui._show_tab()
    bpy.data.objects.remove(bpy.data.objects["Cube"])
    yield from ui._send("a small red stool")
    yield ui._ended()
    asset_id = ui._job().asset_id
    with ui._in_view():
        ui._undo("undo")  # out of the scene again
    yield 0.2
    assert not ui._versions()
    window, _, region = ui._view()
    with ui._in_view():
        ui._ops().ll3m.version_drop("INVOKE_DEFAULT", asset_id=asset_id, number=1)
    yield lambda: any("version_drop" in each.bl_idname for each in window.modal_operators)
    x, y = region.x + region.width // 4, region.y + region.height // 3
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=x, y=y)
    yield 0.1
    window.event_simulate(type="LEFTMOUSE", value="PRESS", x=x, y=y)
    yield 0.1
    window.event_simulate(type="LEFTMOUSE", value="RELEASE", x=x, y=y)
    yield lambda: ui._versions() == {1: True}
    lying = next(tree.versions_in(None, asset_id)).collection
    yield lambda: any(
        each.parent is None and each.location.xy.length > 0.3 for each in lying.all_objects
    )
    assert not window.modal_operators


def an_objects_menu_refines_varies_and_describes() -> Steps:
    yield from ui._show_tab()
    yield from ui._send("a red armchair")
    yield ui._ended()
    first = ui._job()
    part = next(tree.versions_in(None, first.asset_id)).collection.all_objects[0]
    bpy.context.view_layer.objects.active = part
    with ui._in_view():
        ui._ops().ll3m.object_describe()
        assert "armchair" in properties.panel().prompt
        ui._ops().ll3m.object_refine(asset_id=first.asset_id, number=1, feedback="make it blue")
    yield lambda: ui._job().id != first.id
    yield ui._ended()
    assert ui._versions() == {1: False, 2: True}


def saving_in_the_middle_of_a_job_keeps_both() -> Steps:
    yield from ui._show_tab()
    with ui._in_view():
        bpy.ops.object.mode_set(mode="EDIT")
    yield from ui._send(ui.PROMPT)
    yield ui._waiting
    file = Path(bpy.app.tempdir) / "middle.blend"
    with bpy.context.temp_override(window=bpy.context.window_manager.windows[0]):
        bpy.ops.wm.save_as_mainfile(filepath=str(file))
    assert ui._job().active
    with ui._in_view():
        bpy.ops.object.mode_set(mode="OBJECT")
    yield ui._ended()
    assert ui._versions() == {1: True}


def a_closed_window_takes_nothing_along() -> Steps:
    yield from ui._show_tab()
    with ui._in_view():
        ui._ops().wm.window_new()
    yield 0.3
    yield from ui._send("a small blue cup")
    manager = bpy.context.window_manager
    with bpy.context.temp_override(window=manager.windows[-1]):
        ui._ops().wm.window_close()
    yield ui._ended()
    assert ui._versions() == {1: True}
    assert len(bpy.context.window_manager.windows) == 1


def drawing_all_panels_takes_less_than_a_millisecond() -> Steps:
    """Our part of it, timed while Blender really draws."""
    from ll3m.ll3m_addon.blender import panels

    yield from ui._show_tab()
    yield from ui._send("a yellow crate")
    yield ui._ended()
    yield lambda: session.snapshot().detail
    took: dict[str, list[float]] = {}
    kept: list[tuple[Any, Any]] = []

    def timed(cls: Any) -> None:
        draw = cls.__dict__["draw"]
        kept.append((cls, draw))

        def measure(self: Any, context: Any) -> None:
            began = time.perf_counter()
            draw(self, context)
            took.setdefault(cls.__name__, []).append(time.perf_counter() - began)

        cls.draw = measure

    for cls in panels.CLASSES:
        if issubclass(cls, bpy.types.Panel):
            timed(cls)
    try:
        for _ in range(15):
            mirror._redraw_now()
            yield 0.06
    finally:
        for cls, draw in kept:
            cls.draw = draw
    assert len(took["LL3M_PT_prompt"]) >= 10
    slow = {name: statistics.median(times) for name, times in took.items()}
    assert max(slow.values()) < 0.001, slow
