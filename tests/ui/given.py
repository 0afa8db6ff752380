# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference pictures in the window, played inside Blender by ``inside.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy
import scenarios as ui
from doings import _until as until
from ll3m.ll3m_addon.blender import session

Steps = Iterator[Any]


def reference_pictures_go_along_and_are_taken_away() -> Steps:
    yield from ui._show_tab()
    here, file = session.state(), Path(__file__).resolve().parent / "previews" / "armchair.webp"
    with ui._in_view():
        ui._ops().ll3m.reference_add("INVOKE_DEFAULT", filepath=str(file))
    yield until("the picture from a file", lambda: len(here.references) == 1)
    painted = bpy.data.images.new("Painted", 64, 48)
    painted.generated_type = "COLOR_GRID"
    with ui._in_view():
        ui._ops().ll3m.reference_image(image=painted.name)
    yield until("the image of the open file", lambda: len(here.references) == 2)
    overlays = ui._view()[1].spaces.active.overlay.show_overlays
    with ui._in_view():
        ui._ops().ll3m.reference_view()
    yield until("the picture of the view", lambda: len(here.references) == 3)
    assert ui._view()[1].spaces.active.overlay.show_overlays == overlays
    view = here.references[2]
    assert max(view.width, view.height) == 1024
    yield 0.4  # the thumbnails are drawn
    ui._ops().ll3m.reference_remove(reference_id=here.references[1].id)
    assert [each.id for each in here.references][1:] == [view.id]
    yield from ui._send("a red armchair")
    yield ui._ended()
    job = ui._job()
    made = here.app().library.version(job.asset_id, job.version)[0]
    assert [each["id"] for each in made.metadata["references"]] == [
        each.id for each in here.references
    ]
    assert any("not looked at" in note for note in made.notes), "the composer says so"
    ui._ops().ll3m.reference_clear()
    assert not here.references


def a_picture_that_is_none_is_refused_in_words() -> Steps:
    yield from ui._show_tab()
    here = session.state()
    with ui._in_view():
        ui._ops().ll3m.reference_add("INVOKE_DEFAULT", filepath=str(Path(__file__).resolve()))
    yield until("the refusal", lambda: here.notice)
    told = here.notice
    assert told is not None
    assert "no picture" in told.text
    assert not here.reading
    assert not here.references
    ui._ops().ll3m.message_dismiss()
