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
import samples
import scenarios
from inside import picture
from ll3m.ll3m_addon.blender import mirror, preferences, properties, session, views
from ll3m.ll3m_addon.blender.local_servers import Found

OUT = Path(sys.argv[sys.argv.index("--") + 1])
SERIES = f"{bpy.app.version[0]}.{bpy.app.version[1]}"
Steps = Iterator[Any]


def _show(snapshot: views.Snapshot, **more: Any) -> Any:
    """Have the panel show ``snapshot``, with nobody behind it."""
    here = session.state()
    if here.feed is not None:
        here.feed.close()
    here.phase, here.feed = "ready", None
    here.notice, here.news, here.estimate, here.tested = None, [], None, ""
    here.references, here.reading = (), set()
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


def _only(*wanted: str) -> None:
    """Leave only some panels registered, open; the others come back with ``_all``.

    Python can't fold panels, so a picture of one part comes from a sidebar without the others.
    """
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
    for _ in range(2):  # previews are read after the first drawing
        mirror._redraw_now()
        yield 0.5
    yield picture(OUT / f"{name}-{SERIES}.png")


# ------------------------------------------------------------ the states


def first_run() -> Steps:
    """Nothing is set up: what runs here, a service, the composer, a sample."""
    yield from _begin()
    _prefs(welcomed=False)
    _only("setup", "prompt", "jobs")
    found = Found("ollama", "http://127.0.0.1:11434/v1", ("qwen3-coder:30b", "devstral:24b"))
    _show(views.Snapshot(providers=(samples.COMPOSER,)), servers=(found,))
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
    _show(views.Snapshot(providers=(replace(samples.FAR, local=True),), projects=projects),
          estimate=(text, estimate))  # fmt: skip
    panel = properties.panel()
    panel.prompt, panel.count, panel.tags, panel.project = text, 3, "oak, inn", "inn"
    yield from _take("prompt")
    panel.count, panel.tags, panel.project = 1, "", "default"
    _all()


def references() -> Steps:
    """Three pictures go with the prompt, a fourth is being read."""
    from ll3m.bridge.contract.reference import Reference

    yield from _begin()
    _prefs()
    _only("prompt")
    given = tuple(
        Reference(id=f"r_{place:016x}", width=1024, height=768, bytes=90_000, tokens=1049,
                  path=samples.picture(name))
        for place, name in enumerate(("armchair", "armchair-leather", "corner"))
    )  # fmt: skip
    text = "an armchair like the first one, in the leather of the second"
    here = _show(views.Snapshot(providers=(replace(samples.FAR, local=True),)), references=given,
                 reading={"sofa.jpg"})  # fmt: skip
    properties.panel().prompt = text
    yield from _take("references")
    here.references, here.reading = (), set()
    _all()


def jobs() -> Steps:
    """One runs with its answer streaming, two wait, one failed, one is done."""
    yield from _begin()
    _prefs()
    _only("jobs")
    failed = samples.job(
        3, "failed", error="The provider refused the key.", error_code="wrong_key",
        advice="Set the key anew in the preferences.",
    )  # fmt: skip
    running = samples.job(0, "running", tokens=3120, cost=0.0123)
    text = "import bpy\n\nSEAT_WIDTH = 0.7  # m, 0.4..1.2\n\n\ndef leg(x, y):\n    bpy.ops.mesh.primitive_cylinder_add("
    _show(
        views.Snapshot(
            jobs=(running, samples.job(1, "queued", place=1), samples.job(2, "queued", place=2), failed,
                  samples.job(4, "done", version=1, asset_id="a_0000000000000004")),
            providers=(samples.MODEL,), following=running.id, text=text,
        )
    )  # fmt: skip
    yield from _take("jobs")
    _all()


def assets() -> Steps:
    """The grid with search."""
    yield from _begin()
    _prefs()
    _only("assets")
    _show(
        views.Snapshot(
            assets=samples.asset_views(), asset_id="a_0000000000000000", providers=(samples.MODEL,)
        )
    )
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
        views.Snapshot(assets=samples.asset_views()[:1], asset_id="a_0000000000000000", providers=(samples.MODEL,),
                       versions=samples.version_rows(), detail=samples.detail())
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
    sheet = tuple(
        views.DraftView("a_0000000000000000", n + 1, "open", "", 7.1 + n / 3,
                        samples.picture(shown), n == 0)
        for n, shown in enumerate(samples.DRAFTS)
    )  # fmt: skip
    _show(views.Snapshot(assets=samples.asset_views()[:1], asset_id="a_0000000000000000", drafts=sheet,
                         providers=(samples.MODEL,)))  # fmt: skip
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
    _show(views.Snapshot(providers=(samples.MODEL,), edit=edit))
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
        providers=(samples.MODEL,), isolation="full", ask_first=True,
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
    asset = replace(samples.asset_views()[1], kind="design_spec", name="Reading Corner", prompt="a corner to read in",
                    preview=samples.picture("corner"))  # fmt: skip
    spec = views.SpecView(
        asset.id, 1,
        tuple(
            views.SpecObjectView(name, kind, stuff, size, name != "Wall")
            for name, kind, stuff, size in (
                ("Wall", "wall", "plaster", (4.0, 0.2, 2.6)),
                ("Lamp", "floor_lamp", "brass", (0.42, 0.42, 1.6)),
                ("Chair", "armchair", "fabric", (0.8, 0.85, 1.0)),
                ("Rug", "rug", "wool", (2.0, 1.4, 0.02)),
            )
        ),
        ("The rug and the chair overlap",), "{}",
    )  # fmt: skip
    one = (samples.version(1, 0, "", current=True, preview=asset.preview),)
    _show(views.Snapshot(assets=(asset,), asset_id=asset.id, versions=one, spec=spec,
                         providers=(samples.MODEL,)))  # fmt: skip
    yield from _take("design")
    panel.as_grid = True
    _all()


def offline() -> Steps:
    """A far provider without online access: why it is grey, and the way out."""
    yield from _begin()
    _prefs()
    _only("prompt", "jobs")
    properties.panel().prompt = "a stone well"
    _show(views.Snapshot(providers=(samples.FAR,)))
    yield from _take("offline")
    _all()


def narrow() -> Steps:
    """A sidebar of 180 pixels: nothing that matters is cut."""
    yield from _begin()
    _prefs()
    _only("prompt", "jobs", "assets", "versions")
    running = samples.job(0, "running", tokens=3120, cost=0.0123)
    _show(
        views.Snapshot(
            jobs=(running, samples.job(1, "queued", place=1), samples.job(2, "done", version=1)),
            assets=samples.asset_views()[:4], asset_id="a_0000000000000000", providers=(samples.COMPOSER,),
            versions=samples.version_rows(),
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
    _show(views.Snapshot(jobs=(samples.job(0, "running"), samples.job(4, "done", version=1)),
                         providers=(samples.COMPOSER,)))  # fmt: skip
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


def light() -> Steps:
    """The panel in Blender's light theme."""
    found = [
        path
        for folder in bpy.utils.preset_paths("interface_theme")
        for path in Path(folder).glob("*Light.xml")
    ]
    if not found:  # a Blender that was built without themes
        return
    bpy.ops.script.execute_preset(
        filepath=str(found[0]), menu_idname="USERPREF_MT_interface_theme_presets"
    )
    yield from _begin()
    _prefs()
    _only("prompt", "jobs", "service")
    properties.panel().prompt = "a tall rusty lamp"
    failed = samples.job(3, "failed", error="The provider refused the key.", error_code="wrong_key")
    asks = views.ApprovalView(
        "p_0000000000000000", "Bring “Oak Table” v002 into the scene", "batch"
    )
    _show(views.Snapshot(jobs=(samples.job(0, "running"), failed), providers=(samples.FAR,),
                         approvals=(asks,), isolation="full"))  # fmt: skip
    yield from _take("light")
    bpy.ops.preferences.reset_default_theme()
    _all()


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
    failed = samples.job(
        3, "failed", error="No server answers at 127.0.0.1:11434.", error_code="offline",
        advice="Start the server of Ollama, or correct its base URL.",
    )  # fmt: skip
    _show(views.Snapshot(providers=(samples.COMPOSER,), isolation="full",
                         jobs=(samples.job(0, "running"), failed, samples.job(4, "done", version=1))))  # fmt: skip
    yield from _take("german")
    view.language = "en_US"
    _all()
