# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of the panel, made of views by hand; played by ``inside.py`` and pictured.

Nothing is generated here, so a picture takes a second and is the same each time. Drawing reads
the views alone, which is why this shows what an artist sees.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import scenarios
from inside import picture
from ll3m.ll3m_addon.blender import mirror, preferences, properties, session, views
from ll3m.ll3m_addon.blender.local_servers import Found

OUT = Path(sys.argv[sys.argv.index("--") + 1])
SERIES = f"{bpy.app.version[0]}.{bpy.app.version[1]}"
PREVIEWS = Path(__file__).resolve().parent / "previews"
Steps = Iterator[Any]

COMPOSER = views.ProviderView("offline", "Offline Composer", True, False, True, "", True)
MODEL = views.ProviderView("Ollama", "Ollama", True, True, True, "", True)
FAR = views.ProviderView("OpenAI", "OpenAI", False, True, True, "", True)
THINGS = (
    ("a red armchair with wooden legs", "Red Armchair"),
    ("a round oak table with three legs", "Oak Table"),
    ("a tall rusty lamp", "Rusty Lamp"),
    ("a low-poly blue car", "Blue Car"),
    ("a small white fridge", "White Fridge"),
    ("a stone well with a roof", "Stone Well"),
)


def _pictures() -> list[str]:
    return [str(path) for path in sorted(PREVIEWS.glob("*.webp"))]


def _assets() -> tuple[views.AssetView, ...]:
    found = _pictures()
    return tuple(
        views.AssetView(
            id=f"a_{place:016d}", name=name, kind="python_model", prompt=prompt, current=2,
            versions=2 + place % 3, preview=found[place % len(found)] if found else "",
            folder="/", favourite=place in (0, 3), tags=("furniture", "oak")[: place % 3],
        )
        for place, (prompt, name) in enumerate(THINGS)
    )  # fmt: skip


def _job(number: int, state: str, **more: Any) -> views.JobView:
    began = time.time() - 14
    base: dict[str, Any] = {
        "id": f"j_{number:016d}", "title": THINGS[number % len(THINGS)][0], "state": state,
        "stage": "queued", "progress": 0.0, "started": 0.0, "finished": 0.0,
        "operation": "asset.generate",
    }  # fmt: skip
    if state == "running":
        base |= {"stage": "code", "progress": 0.35, "started": began}
    if state in ("done", "failed"):
        base |= {"started": began - 26, "finished": began}
    return views.JobView(**(base | more))


def _version(number: int, parent: int, feedback: str, **more: Any) -> views.VersionView:
    base: dict[str, Any] = {
        "number": number, "feedback": feedback, "parent": parent, "score": 7.5,
        "provider": "Ollama", "model": "m", "faces": 2480, "current": number == 3, "folder": "/",
        "preview": (_pictures() or [""])[0],
    }  # fmt: skip
    return views.VersionView(**(base | more))


def _versions() -> tuple[views.VersionView, ...]:
    return (
        _version(4, 2, "wider, with a footrest"),
        _version(3, 2, "make it taller, with thinner legs"),
        _version(2, 1, "", provider="user", model="parameters"),
        _version(1, 0, ""),
    )


def _detail() -> views.DetailView:
    from ll3m.bridge.contract.code import Parameter

    values = (
        Parameter(name="SEAT_WIDTH", label="Seat Width", type="float", default=0.7, minimum=0.4,
                  maximum=1.2, unit="m", line=3),
        Parameter(name="LEGS", label="Legs", type="int", default=4, minimum=3, maximum=6, line=4),
        Parameter(name="CUSHIONS", label="Cushions", type="bool", default=True, line=5),
    )  # fmt: skip
    return views.DetailView(
        asset_id="a_0000000000000000", number=3, size=(0.82, 0.86, 1.04), objects=9,
        materials=("Red Fabric", "Oak"), notes=(),
        checks=(
            views.CheckView(True, "info", "Normals point outwards"),
            views.CheckView(False, "warning", "12 vertices lie on others", "doubles"),
            views.CheckView(False, "warning", "The origin is not at the bottom", "origin"),
            views.CheckView(True, "info", "No part floats"),
        ),
        parameters=values,
        parts=(views.PartView("Seat", "Seat", "", ("Red Fabric",), ("sitting",), 600),),
    )  # fmt: skip


def _show(snapshot: views.Snapshot, **more: Any) -> Any:
    """Have the panel show ``snapshot``, with nobody behind it."""
    here = session.state()
    if here.feed is not None:
        here.feed.close()
    here.phase, here.feed = "ready", None
    here.notice, here.news, here.estimate, here.tested = None, [], None, ""
    here.servers, here.looked_for_servers = (), True
    for name, value in more.items():
        setattr(here, name, value)
    here.chosen_asset_id = snapshot.asset_id
    here.snapshot = snapshot
    mirror.fill(snapshot)
    return here


def _prefs(welcomed: bool = True) -> Any:
    prefs = preferences.get(session.state().package)
    prefs.welcomed = welcomed
    return prefs


#: Panels whose pictures are short when the others are folded is not in Python's power: pictures
#: of one part come from a sidebar that shows only the wanted panels.
ORDER = ("setup", "prompt", "options", "sending", "jobs", "assets", "drafts", "versions", "spec",
         "parameters", "compare", "parts", "report", "scene", "service")  # fmt: skip


def _only(*wanted: str) -> None:
    """Leave only some panels registered, open; the others come back with ``_all``."""
    _all()
    for cls in reversed(_panels()):
        name = cls.bl_idname.removeprefix("LL3M_PT_")
        if name not in wanted and name != "filter":
            bpy.utils.unregister_class(cls)
            _gone.append(cls)
    for cls in _panels():
        options = set(getattr(cls, "bl_options", ()))
        if cls.is_registered and "DEFAULT_CLOSED" in options:
            bpy.utils.unregister_class(cls)
            cls.bl_options = options - {"DEFAULT_CLOSED"}
            bpy.utils.register_class(cls)
            _opened.append(cls)


_gone: list[Any] = []
_opened: list[Any] = []


def _panels() -> list[Any]:
    from ll3m.ll3m_addon.blender import panels

    return [cls for cls in panels.CLASSES if issubclass(cls, bpy.types.Panel)]


def _all() -> None:
    """All panels as they are registered."""
    from ll3m.ll3m_addon.blender import panels

    for cls in _opened:
        cls.bl_options = {"DEFAULT_CLOSED"}
    _opened.clear()
    for cls in panels.CLASSES:
        if cls in _gone:
            bpy.utils.register_class(cls)
    _gone.clear()


def _begin(width: int = 0) -> Steps:
    """A calm window with our tab; ``width`` of the sidebar in pixels, 0 for what it has."""
    bpy.context.window_manager.windows[0].cursor_warp(300, 500)  # no tooltip in the picture
    _, area, _ = scenarios._view()
    area.spaces.active.show_region_ui = True
    sidebar = next(region for region in area.regions if region.type == "UI")
    session.state().phase = "ready"  # nobody wakes the product up

    def shown() -> bool:
        """the LL3M tab"""
        if sidebar.active_panel_category == "UNSUPPORTED":
            return False
        sidebar.active_panel_category = "LL3M"
        sidebar.tag_redraw()
        return sidebar.active_panel_category == "LL3M"

    yield shown


def _drag_to(width: int) -> Steps:
    """Drag the sidebar's edge with the mouse until it is about ``width`` pixels wide."""
    window, area, _ = scenarios._view()
    sidebar = next(region for region in area.regions if region.type == "UI")
    y = sidebar.y + sidebar.height // 2
    start = sidebar.x
    goal = sidebar.x + sidebar.width - width
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=start + 40, y=y)
    yield 0.1
    window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=start, y=y)
    yield 0.1
    window.event_simulate(type="LEFTMOUSE", value="PRESS", x=start, y=y)
    for part in (0.2, 0.6, 1.0):
        yield 0.1
        at = round(start + (goal - start) * part)
        window.event_simulate(type="MOUSEMOVE", value="NOTHING", x=at, y=y)
    yield 0.1
    window.event_simulate(type="LEFTMOUSE", value="RELEASE", x=goal, y=y)
    yield 0.3


def _take(name: str) -> Steps:
    """A picture, after what has changed was drawn."""
    mirror._redraw_now()
    yield 0.7
    yield picture(OUT / f"{name}-{SERIES}.png")


# ------------------------------------------------------------ the states


def first_run() -> Steps:
    """Nothing is set up: what runs here, a service, the composer, a sample."""
    yield from _begin()
    _prefs(welcomed=False)
    _only("setup", "prompt", "jobs")
    found = Found("ollama", "http://127.0.0.1:11434/v1", ("qwen3-coder:30b", "devstral:24b"))
    _show(views.Snapshot(providers=(COMPOSER,)), servers=(found,))
    properties.panel().prompt = "a red armchair with wooden legs"
    yield from _take("first-run")
    _all()


def prompt() -> Steps:
    """Options, and what will be sent, with its price."""
    from ll3m.bridge.contract.asset import AssetEstimate, SentMessage

    yield from _begin()
    _prefs()
    _only("prompt", "options", "sending")
    text = "a round oak table with three legs"
    estimate = AssetEstimate(
        provider="OpenAI", label="OpenAI", model="gpt-5.1", is_model=True, local=False, ready=True,
        messages=[SentMessage(role="user", text=text)], input_tokens=5120, priced=True,
        first_cost=0.0883, usual_cost=0.0412, budget=1.0,
    )  # fmt: skip
    projects = (views.ProjectView("default", "Default", ""),
                views.ProjectView("inn", "Old Inn", "worn wood, warm light, rounded edges"))  # fmt: skip
    _show(views.Snapshot(providers=(replace(FAR, local=True),), projects=projects),
          estimate=(text, estimate))  # fmt: skip
    panel = properties.panel()
    panel.prompt, panel.count, panel.tags, panel.project = text, 3, "oak, inn", "inn"
    yield from _take("prompt")
    panel.count, panel.tags, panel.project = 1, "", "default"
    _all()


def jobs() -> Steps:
    """One runs with its answer streaming, two wait, one failed, one is done."""
    yield from _begin()
    _prefs()
    _only("jobs")
    failed = _job(
        3, "failed", error="The provider refused the key.", error_code="wrong_key",
        advice="Set the key anew in the preferences.",
    )  # fmt: skip
    running = _job(0, "running", tokens=3120, cost=0.0123)
    text = "import bpy\n\nSEAT_WIDTH = 0.7  # m, 0.4..1.2\n\n\ndef leg(x, y):\n    bpy.ops.mesh.primitive_cylinder_add("
    _show(
        views.Snapshot(
            jobs=(running, _job(1, "queued", place=1), _job(2, "queued", place=2), failed,
                  _job(4, "done", version=1, asset_id="a_0000000000000004")),
            providers=(MODEL,), following=running.id, text=text,
        )
    )  # fmt: skip
    yield from _take("jobs")
    _all()


def assets() -> Steps:
    """The grid with search."""
    yield from _begin()
    _prefs()
    _only("assets")
    _show(views.Snapshot(assets=_assets(), asset_id="a_0000000000000000", providers=(MODEL,)))
    yield from _take("assets")
    _all()


def versions() -> Steps:
    """The tree, Refine with ticks, parameters, the mesh report."""
    yield from _begin()
    _prefs()
    _only("assets", "versions", "parameters", "report")
    panel = properties.panel()
    panel.as_grid = False
    _show(
        views.Snapshot(assets=_assets()[:1], asset_id="a_0000000000000000", providers=(MODEL,),
                       versions=_versions(), detail=_detail())
    )  # fmt: skip
    panel.feedback, panel.preserve = "make it blue", {"size", "shape"}
    yield from _take("versions")
    panel.feedback, panel.preserve, panel.as_grid = "", set(), True
    _all()


def drafts() -> Steps:
    """A contact sheet of drafts."""
    yield from _begin()
    _prefs()
    _only("assets", "drafts")
    properties.panel().as_grid = False
    found = _pictures()
    sheet = tuple(
        views.DraftView("a_0000000000000000", n + 1, "open", "", 7.1 + n / 3,
                        found[n % len(found)] if found else "", n == 0)
        for n in range(4)
    )  # fmt: skip
    _show(views.Snapshot(assets=_assets()[:1], asset_id="a_0000000000000000", drafts=sheet,
                         providers=(MODEL,)))  # fmt: skip
    yield from _take("drafts")
    properties.panel().as_grid = True
    _all()


def scene() -> Steps:
    """What an edit of the open scene would change."""
    yield from _begin()
    _prefs()
    _only("scene")
    edit = views.EditView(
        "j_0000000000000009", "waiting", "make the chairs red and remove the lamp",
        "1 object removed, 2 changed, 1 added.",
        (
            views.ChangeView("removed", "OBJECT", "Old Lamp", ""),
            views.ChangeView("changed", "MATERIAL", "Chair Paint", "base colour: grey → red"),
            views.ChangeView("changed", "OBJECT", "Chair.001", "location: 0, 0, 0 → 1, 0, 0"),
            views.ChangeView("added", "OBJECT", "Ceiling Light", ""),
        ),
        0, 1, "import bpy", (),
    )  # fmt: skip
    properties.panel().scene_prompt = edit.prompt
    _show(views.Snapshot(providers=(MODEL,), edit=edit))
    yield from _take("scene")
    _all()


def service() -> Steps:
    """Programs use the service, and one asks."""
    yield from _begin()
    _prefs()
    _only("prompt", "service")

    class Running:
        """What drawing reads of a service."""

        url, token = "http://127.0.0.1:40123", "t"

        def stop(self) -> None:
            """Nothing runs."""

        def publish(self, **_: str) -> None:
            """Nothing runs."""

    snap = views.Snapshot(
        providers=(MODEL,), isolation="full", ask_first=True,
        clients=(views.ClientView("level editor", 31, time.time() - 4, True),
                 views.ClientView("batch", 2, time.time() - 40, False)),
        approvals=(views.ApprovalView("p_0000000000000000", "Bring “Oak Table” v002 into the scene",
                                      "level editor"),),
    )  # fmt: skip
    here = _show(snap, service=Running())
    yield from _take("service")
    here.service = None
    _all()


def design() -> Steps:
    """A design and its objects."""
    yield from _begin()
    _prefs()
    _only("assets", "versions", "spec")
    panel = properties.panel()
    panel.as_grid = False
    asset = replace(_assets()[1], kind="design_spec", name="Reading Corner")
    spec = views.SpecView(
        asset.id, 1,
        tuple(
            views.SpecObjectView(name, kind, stuff, size, name != "Wall")
            for name, kind, stuff, size in (
                ("Wall", "wall", "plaster", (4.0, 0.2, 2.6)),
                ("Shelf", "bookshelf", "oak", (1.2, 0.35, 2.0)),
                ("Chair", "armchair", "fabric", (0.8, 0.85, 1.0)),
                ("Rug", "rug", "wool", (2.0, 1.4, 0.02)),
            )
        ),
        ("The rug and the chair overlap",), "{}",
    )  # fmt: skip
    one = (_version(1, 0, "", current=True),)
    _show(views.Snapshot(assets=(asset,), asset_id=asset.id, versions=one, spec=spec,
                         providers=(MODEL,)))  # fmt: skip
    yield from _take("design")
    panel.as_grid = True
    _all()


def offline() -> Steps:
    """A far provider without online access: why it is grey, and the way out."""
    yield from _begin()
    _prefs()
    _only("prompt", "jobs")
    properties.panel().prompt = "a stone well"
    _show(views.Snapshot(providers=(FAR,)))
    yield from _take("offline")
    _all()


def narrow() -> Steps:
    """A sidebar of 180 pixels: nothing that matters is cut."""
    yield from _begin()
    _prefs()
    _only("prompt", "jobs", "assets", "versions")
    running = _job(0, "running", tokens=3120, cost=0.0123)
    _show(
        views.Snapshot(
            jobs=(running, _job(1, "queued", place=1), _job(2, "done", version=1)),
            assets=_assets()[:4], asset_id="a_0000000000000000", providers=(COMPOSER,),
            versions=_versions(),
        )
    )  # fmt: skip
    properties.panel().prompt = "a tall rusty lamp"
    yield from _drag_to(180)
    yield from _take("narrow")
    _all()


def _scaled(scale: float, name: str) -> Steps:
    view = bpy.context.preferences.view
    kept, view.ui_scale = view.ui_scale, scale
    yield from _begin()
    _prefs()
    _only("prompt", "jobs")
    properties.panel().prompt = "a tall rusty lamp"
    _show(views.Snapshot(jobs=(_job(0, "running"), _job(4, "done", version=1)),
                         providers=(COMPOSER,)))  # fmt: skip
    yield from _take(name)
    _all()
    view.ui_scale = kept
    yield 0.2


def small() -> Steps:
    """The interface at three quarters of its size."""
    yield from _scaled(0.75, "scale-075")


def large() -> Steps:
    """The interface at twice its size."""
    yield from _scaled(2.0, "scale-200")


def german() -> Steps:
    """The panel in German."""
    view = bpy.context.preferences.view
    languages = {row.identifier for row in view.bl_rna.properties["language"].enum_items}
    wanted = next((each for each in ("de_DE", "de") if each in languages), None)
    if wanted is None:  # a Blender that was built without languages
        return
    view.language, view.use_translate_interface = wanted, True
    yield from _begin()
    _prefs(welcomed=False)
    _only("setup", "prompt", "jobs", "service")
    _show(views.Snapshot(providers=(COMPOSER,), isolation="full",
                         jobs=(_job(0, "running"), _job(4, "done", version=1))))  # fmt: skip
    yield from _take("german")
    view.language = "en_US"
    _all()
