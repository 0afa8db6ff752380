# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing reads the snapshot alone, and is quick; whatever the panel may have to show."""

from __future__ import annotations

import builtins
import importlib.util
import io
import os
import socket
import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import (  # noqa: E402
    main_thread,
    mirror,
    panels,
    registration,
    session,
    views,
)
from ll3m.ll3m_addon.core.app import App  # noqa: E402

SAMPLES = Path(__file__).resolve().parents[1] / "ui" / "samples.py"


def load_samples() -> Any:
    spec = importlib.util.spec_from_file_location("ll3m_ui_samples", SAMPLES)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Layout:
    """Takes every call that a layout takes, keeps what was drawn, and is its own children."""

    def __init__(self) -> None:
        self.__dict__["drawn"] = []

    def __setattr__(self, name: str, value: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.drawn.append((name, args, kwargs))
            return (self, self) if name in {"panel", "panel_prop"} else self

        return call

    @property
    def texts(self) -> str:
        return "\n".join(str(kwargs.get("text", "")) for _, _, kwargs in self.drawn)


@pytest.fixture(autouse=True)
def enabled(empty_file: None) -> Iterator[None]:
    """The extension is enabled, and shows what ``show`` says."""
    was = session.current()
    if was is not None:
        registration.unregister()
    registration.register(was.package if was is not None else "ll3m")
    session.state().phase = "ready"
    yield
    registration.unregister()
    if was is not None:
        registration.register(was.package)


def full() -> views.Snapshot:
    """As much of everything as a panel may have to show."""
    samples = load_samples()
    assets = tuple(
        views.AssetView(
            f"a_{n:016d}", f"Asset {n}", "python_model", "a thing", 1, 2, "", "/", n % 3 == 0,
            ("wood",), 1, 7.0,
        )
        for n in range(100)
    )  # fmt: skip
    jobs = (
        samples.job(0, "running", tokens=9000, cost=0.2),
        *(samples.job(n, "queued", place=n) for n in range(1, 9)),
        samples.job(9, "failed", error="It failed. " * 20, advice="Do this. " * 10,
                    error_code="no_key"),
        *(samples.job(n, "done", version=1, notes=("a note",) * 4) for n in range(10, 20)),
    )  # fmt: skip
    return views.Snapshot(
        jobs=jobs, assets=assets, asset_id=assets[0].id,
        versions=tuple(samples.version(n, n - 1, "wider") for n in range(40, 0, -1)),
        detail=samples.detail(), providers=(samples.COMPOSER, samples.FAR), isolation="full",
        tags=("wood", "oak"), more=True,
        drafts=tuple(
            views.DraftView(assets[0].id, n, "open", "", 5.0, "", False) for n in range(1, 9)
        ),
        edit=views.EditView(
            "j_0000000000000001", "waiting", "red", "3 changed",
            (views.ChangeView("changed", "OBJECT", "Cube", "location: 0 → 1"),) * 60, 4, 1, "", (),
        ),
        spec=views.SpecView(
            assets[0].id, 1,
            (views.SpecObjectView("Chair", "chair", "oak", (1, 1, 1), True),) * 200,
            ("too near",), "{}",
        ),
        projects=(views.ProjectView("default", "Default", "worn"),),
        clients=(views.ClientView("editor", 3, 0.0, True),),
        approvals=(views.ApprovalView("p_0000000000000001", "Place a table", "editor"),),
        following=jobs[0].id, text="import bpy\n" * 200,
    )  # fmt: skip


def show(snapshot: views.Snapshot) -> None:
    here = session.state()
    here.snapshot, here.chosen_asset_id = snapshot, snapshot.asset_id
    mirror.fill(snapshot)


def context(width: int = 300) -> Any:
    """Of a sidebar of ``width`` pixels."""
    real = bpy.context
    scaled = SimpleNamespace(system=SimpleNamespace(ui_scale=1.0))  # 0 without a window
    return SimpleNamespace(
        region=SimpleNamespace(width=width), preferences=scaled, area=None,
        active_object=real.active_object, scene=real.scene, view_layer=real.view_layer,
        window_manager=real.window_manager, selected_objects=[],
    )  # fmt: skip


def draw_all(width: int = 300) -> dict[str, Layout]:
    """Draw every panel and menu of ours; class name -> what was drawn."""
    where, found = context(width), {}
    for cls in registration.CLASSES:
        if not issubclass(cls, (bpy.types.Panel, bpy.types.Menu)):
            continue
        if not getattr(cls, "poll", lambda _: True)(where):
            continue
        layout = found[cls.__name__] = Layout()
        for method in ("draw_header_preset", "draw"):
            if method in cls.__dict__:
                cls.__dict__[method](SimpleNamespace(layout=layout), where)
    return found


def test_every_panel_draws_with_nothing_and_with_everything() -> None:
    empty = draw_all()
    assert "No jobs yet" in empty["LL3M_PT_jobs"].texts
    show(full())
    drawn = draw_all()
    assert set(empty) < set(drawn)
    assert "Place a table" in drawn["LL3M_PT_prompt"].texts
    assert "Chair" in drawn["LL3M_PT_spec"].texts
    assert "3 objects" not in drawn["LL3M_PT_report"].texts
    assert draw_all(width=180)["LL3M_PT_jobs"].texts


@pytest.mark.parametrize("asset", [False, True])
def test_drawing_asks_nobody(asset: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    show(full() if asset else views.Snapshot())
    draw_all()  # what is imported or cached once may be

    def forbidden(*args: object, **_: object) -> None:
        raise AssertionError(f"drawing called this with {args[:2]}")

    for owner, name in (
        (builtins, "open"), (io, "open"), (os, "stat"), (os, "listdir"), (os, "scandir"),
        (Path, "is_file"), (Path, "is_dir"), (Path, "exists"), (socket, "socket"),
        (sqlite3, "connect"), (App, "call"), (session.Session, "ask"), (session.Session, "work"),
        (threading.Thread, "start"), (main_thread, "call"), (time, "sleep"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, forbidden)
    draw_all()


def test_a_redraw_of_all_panels_takes_less_than_a_millisecond_each() -> None:
    show(full())
    where = context()
    for cls in panels.CLASSES:
        if not issubclass(cls, bpy.types.Panel) or not getattr(cls, "poll", lambda _: True)(where):
            continue
        took = []
        for _ in range(15):
            layout = Layout()
            began = time.perf_counter()
            cls.__dict__["draw"](SimpleNamespace(layout=layout), where)
            took.append(time.perf_counter() - began)
        # Half of it is the layout that stands in here; the window's own is timed in tests/ui.
        assert statistics.median(took) < 0.004, f"{cls.__name__}: {1000 * min(took):.2f} ms"


def test_redraws_are_asked_for_at_most_ten_times_a_second() -> None:
    before = mirror.redraws()
    until = time.monotonic() + 0.35
    while time.monotonic() < until:
        mirror.redraw()
    assert 1 <= mirror.redraws() - before <= 5


def test_an_errors_way_out_is_one_button() -> None:
    samples = load_samples()
    wanted = {
        "no_key": "ll3m.preferences_show", "budget_reached": "ll3m.preferences_show",
        "offline": "ll3m.network_show", "not_understood": "ll3m.setup_show",
        "rate_limited": "ll3m.job_retry",
    }  # fmt: skip
    for code, operator in wanted.items():
        job = samples.job(1, "failed", error="No.", advice="Try.", error_code=code)
        show(views.Snapshot(jobs=(job,)))
        drawn = draw_all()["LL3M_PT_jobs"].drawn
        buttons = [args[0] for name, args, _ in drawn if name == "operator"]
        assert buttons.count(operator) >= 1, (code, buttons)
        assert "ll3m.details_copy" in buttons


def test_versions_that_branch_off_are_indented() -> None:
    samples = load_samples()
    rows = [
        samples.version(n, parent, "") for n, parent in ((1, 0), (2, 1), (3, 2), (4, 2), (5, 4))
    ]
    assert views.depths(rows) == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1}
