# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews show the whole asset, well framed and in its own colours, whatever its size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def extent(pixels: Any) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of what is red, as shares of the picture."""
    import numpy as np

    red = (pixels[..., 0] > 0.3) & (pixels[..., 1] < 0.6 * pixels[..., 0])
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    height, width = red.shape
    return columns[0] / width, (columns[-1] + 1) / width, rows[0] / height, (rows[-1] + 1) / height


def fills_the_frame(pixels: Any) -> bool:
    """About 85 % of the picture in the larger direction, centred, nothing cut."""
    left, right, top, bottom = extent(pixels)
    longest = max(right - left, bottom - top)
    centred = abs(left + right - 1) < 0.06 and abs(top + bottom - 1) < 0.06
    return bool(0.78 < longest < 0.9 and centred)


@pytest.mark.parametrize("size", [0.01, 1.0, 100.0])
def test_tiny_and_huge_assets_fill_the_frame_alike(
    model: Any, tmp_path: Path, picture: Any, size: float
) -> None:
    model.box("Box", (size, size, size), (3 * size, 0, size / 2))
    model.finish(tmp_path, preview=96)
    assert fills_the_frame(picture(tmp_path / "preview.png"))


@pytest.mark.parametrize("sides", [(2, 1.5, 0.005), (0.6, 0.004, 0.9), (0.3, 0.3, 3)])
def test_flat_thin_and_tall_assets_fill_the_frame(
    model: Any, tmp_path: Path, picture: Any, sides: tuple[float, ...]
) -> None:
    model.box("Box", sides, (0, 0, sides[2] / 2))
    model.finish(tmp_path, preview=96)
    assert fills_the_frame(picture(tmp_path / "preview.png"))


def test_a_red_thing_is_red_on_a_light_neutral_ground(
    model: Any, tmp_path: Path, picture: Any
) -> None:
    model.ball("Ball", 0.5, (0, 0, 0.5))
    model.finish(tmp_path, preview=96)
    pixels = picture(tmp_path / "preview.png")
    red, green, blue = pixels[40:56, 40:56].mean(axis=(0, 1))
    assert red > 0.6
    assert max(green, blue) < 0.5 * red
    corner = pixels[:8, :8].mean(axis=(0, 1))
    assert corner.min() > 0.75
    assert corner.max() - corner.min() < 0.03


def test_there_is_a_shadow_on_the_ground(model: Any, tmp_path: Path, picture: Any) -> None:
    model.ball("Ball", 0.5, (0, 0, 0.5))
    model.finish(tmp_path, preview=96)
    pixels = picture(tmp_path / "preview.png")
    under = pixels[80:92, 40:70].min(axis=2).min()
    assert under < pixels[:8, :8].mean() - 0.15


def test_what_glows_looks_bright_and_keeps_its_colour(
    model: Any, tmp_path: Path, picture: Any
) -> None:
    model.ball("Bulb", 0.5, (0, 0, 0.5))
    shader = model.material("Red").node_tree.nodes["Principled BSDF"]
    shader.inputs["Emission Color"].default_value = (1.0, 0.3, 0.02, 1)
    shader.inputs["Emission Strength"].default_value = 1.0
    model.finish(tmp_path, preview=64)
    red, _, blue = picture(tmp_path / "preview.png")[24:40, 24:40].mean(axis=(0, 1))
    assert red > 0.9
    assert blue < 0.7


def test_the_sheet_has_four_views_with_labels(armchair: Any, tmp_path: Path, picture: Any) -> None:
    armchair.finish(tmp_path, preview=0, sheet=256)
    pixels = picture(tmp_path / "sheet.png")
    assert pixels.shape == (256, 256, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.png"]
    cells = [pixels[r : r + 126, c : c + 126] for r in (2, 129) for c in (2, 129)]
    for index, cell in enumerate(cells):
        assert extent(cell)[1] - extent(cell)[0] > 0.4
        label = cell[108:124, 4:60]
        assert (label.max(axis=2) < 0.5).sum() > 12
        assert all(abs(cell - other).mean() > 0.01 for other in cells[index + 1 :])


def test_a_model_looks_at_every_side_with_its_name_in_the_picture(
    armchair: Any, tmp_path: Path, picture: Any
) -> None:
    made = armchair.finish(tmp_path, views=96)
    names = ("back", "front", "left", "right", "three_quarter", "top")
    assert made["files"] == [f"view_{name}.png" for name in names]
    for name in names:
        pixels = picture(tmp_path / f"view_{name}.png")
        assert pixels.shape[:2] == (96, 96)
        assert pixels[-22:, :40].min() < 0.45  # the label


def test_only_the_wanted_views_are_drawn(model: Any, tmp_path: Path, picture: Any) -> None:
    model.box("Box", (1, 1, 1), (0, 0, 0.5))
    model.box("Nose", (0.4, 0.4, 0.4), (-0.7, 0, 0.5))
    made = model.finish(tmp_path, views=96, only_views=("left", "right"))
    assert made["files"] == ["view_left.png", "view_right.png"]
    left, right = (picture(tmp_path / name) for name in made["files"])
    assert abs(left[30:60, 30:60] - right[30:60, 30:60]).max() > 0.02


def test_the_sheets_first_view_is_the_preview_made_smaller(
    armchair: Any, tmp_path: Path, picture: Any
) -> None:
    armchair.finish(tmp_path, preview=128, sheet=128)
    large, small = (picture(tmp_path / f"{name}.png") for name in ("preview", "sheet"))
    assert large.shape[0] == 128
    assert small[20:44, 20:44].mean() == pytest.approx(large[40:90, 40:90].mean(), abs=0.06)


def test_hidden_objects_do_not_show(model: Any, tmp_path: Path, picture: Any) -> None:
    model.box("Box", at=(0, 0, 0.5))
    body = model.box("Body", (0.5, 0.5, 1), (0, 0, 0.5))
    cutter = model.box("Cutter", (9, 9, 9))
    cutter.display_type = "WIRE"
    body.modifiers.new("Cut", "BOOLEAN").object = cutter
    model.finish(tmp_path, preview=64)
    assert fills_the_frame(picture(tmp_path / "preview.png"))
    assert not cutter.hide_render


def test_lights_of_the_asset_do_not_wash_it_out(model: Any, tmp_path: Path, picture: Any) -> None:
    import bpy

    model.ball("Ball", 0.5, (0, 0, 0.5))
    sun = bpy.data.objects.new("Sun", bpy.data.lights.new("Sun", "SUN"))
    light: Any = sun.data
    light.energy = 50
    model.collection.objects.link(sun)
    model.finish(tmp_path, preview=48)
    red, green, _ = picture(tmp_path / "preview.png")[20:28, 20:28].mean(axis=(0, 1))
    assert green < 0.5 * red
    assert not sun.hide_render


def test_the_same_model_gives_the_same_picture(armchair: Any, tmp_path: Path, picture: Any) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        armchair.finish(tmp_path / name, preview=64)
    first, second = (picture(tmp_path / name / "preview.png") for name in ("one", "two"))
    assert abs(first - second).max() <= 1 / 255


def test_framing_holds_every_point_inside_and_touches_the_edge(model: Any) -> None:
    import numpy as np
    from ll3m.ll3m_addon.blender.studio import FILL, SENSOR, VIEWS, frame, three_quarter

    points = np.random.default_rng(7).normal(size=(500, 3)) * (3, 1, 0.5) + (10, -4, 2)
    for view in (*VIEWS.values(), three_quarter(points)):
        camera = np.array(frame(points, view).inverted())
        seen = points @ camera[:3, :3].T + camera[:3, 3]
        share = seen[:, :2] / -seen[:, 2:] / (SENSOR / 2 / view.lens)
        assert (seen[:, 2] < 0).all()
        assert abs(share).max() == pytest.approx(FILL, abs=1e-3)
        assert share.max(axis=0) + share.min(axis=0) == pytest.approx([0, 0], abs=0.02)


def test_smoothing_takes_the_grain_out_and_keeps_the_edges() -> None:
    import numpy as np
    from ll3m.ll3m_addon.blender.pictures import smooth

    clean = np.full((40, 40, 3), 0.8, dtype=np.float32)
    clean[:, 20:] = (0.7, 0.1, 0.1)
    grain = np.random.default_rng(3).normal(scale=0.03, size=clean.shape).astype(np.float32)
    found = smooth(clean + grain)
    assert abs(found - clean)[4:-4, 4:16].std() < 0.4 * grain.std()
    assert abs(found - clean)[:, 17:23].max() < 0.25


def test_shrinking_keeps_the_mean() -> None:
    import numpy as np
    from ll3m.ll3m_addon.blender.pictures import shrink

    pixels = np.random.default_rng(5).random((64, 64, 3), dtype=np.float32)
    small = shrink(pixels, 24)
    assert small.shape == (24, 24, 3)
    assert small.mean(axis=(0, 1)) == pytest.approx(pixels.mean(axis=(0, 1)), abs=1e-4)


def test_a_blender_without_cycles_finishes_without_pictures(
    model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import addon_utils

    monkeypatch.setattr(addon_utils, "check", lambda name: (False, False))
    monkeypatch.setattr(addon_utils, "enable", lambda name, **options: None)
    model.box("Box")
    made = model.finish(tmp_path, formats=["blend"], preview=32)
    assert made["files"] == ["model.blend"]
    assert made["skipped"] == [{"format": "png", "why": "This Blender is built without Cycles."}]
