# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews: a lit picture of the asset, and a contact sheet of four labelled views.

Cycles on the processor renders them, since it needs no window system and no driver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from .evaluated import Shape, visible_objects
from .lettering import draw_text
from .studio import VIEWS, Studio, View, open_studio

__all__ = ["render_previews"]

#: Views of the contact sheet, row by row.
SHEET = ("three_quarter", "front", "right", "top")
#: Points that framing looks at, at most.
FRAMED = 400_000

Pixels = NDArray[np.float32]


def _can_denoise() -> bool:
    """Whether Cycles was built with OpenImageDenoise; rendering with it fails otherwise."""
    try:
        import _cycles  # pyright: ignore[reportMissingImports]
    except ImportError:
        return False
    return bool(getattr(_cycles, "with_openimagedenoise", False))


def _set_up(scene: Any, edge: int) -> None:
    """Render settings: few samples where there is a denoiser, more where there is none."""
    render = scene.render
    render.engine = "CYCLES"
    render.resolution_x = render.resolution_y = edge
    render.resolution_percentage = 100
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGB"
    render.image_settings.color_depth = "8"
    render.image_settings.compression = 30
    render.use_file_extension = False
    render.use_overwrite = True
    scene.display_settings.display_device = "sRGB"
    # Keeps a material's own colour where AgX would wash out a saturated one.
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.view_settings.look = "None"
    cycles = scene.cycles
    cycles.device = "CPU"
    denoise = _can_denoise()
    cycles.use_denoising = denoise
    if denoise:
        cycles.denoiser = "OPENIMAGEDENOISE"
        cycles.denoising_prefilter = "FAST"
        if hasattr(cycles, "denoising_quality"):
            cycles.denoising_quality = "BALANCED"
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.03 if denoise else 0.015
    cycles.samples = (24 if edge <= 256 else 40) if denoise else (64 if edge <= 256 else 96)
    cycles.max_bounces = 6
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 3
    cycles.transmission_bounces = 6
    cycles.transparent_max_bounces = 8
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    cycles.seed = 0


def _framing_points(shapes: Sequence[Shape]) -> NDArray[np.float64]:
    """What the camera has to hold; every nth point of very heavy assets and all extremes."""
    points = np.concatenate([shape.points for shape in shapes])
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) > FRAMED:
        extremes = np.concatenate((points.argmin(axis=0), points.argmax(axis=0)))
        points = np.concatenate((points[:: len(points) // FRAMED + 1], points[extremes]))
    return points


@contextmanager
def _only_visible(collection: bpy.types.Collection) -> Iterator[None]:
    """Hide from renders what ``visible_objects`` leaves out, and the asset's own lights."""
    visible = {obj.name for obj in visible_objects(collection)}
    hidden = [
        obj for obj in collection.all_objects if obj.name not in visible and not obj.hide_render
    ]
    for obj in hidden:
        obj.hide_render = True
    try:
        yield
    finally:
        for obj in hidden:
            obj.hide_render = False


def _render(studio: Studio, view: View, edge: int, path: Path) -> None:
    studio.aim(view)
    _set_up(studio.scene, edge)
    studio.scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True, scene=studio.scene.name)


def _load(path: Path) -> Pixels:
    """A PNG's pixels as they are stored: rows from the top, RGB, 0 to 1."""
    image = bpy.data.images.load(str(path), check_existing=False)
    try:
        width, height = image.size
        flat = np.empty(width * height * image.channels, dtype=np.float32)
        image.pixels.foreach_get(flat)
        return flat.reshape(height, width, image.channels)[::-1, :, :3].copy()
    finally:
        bpy.data.images.remove(image)


def _save(pixels: Pixels, path: Path) -> None:
    height, width, _ = pixels.shape
    image = bpy.data.images.new(path.stem, width, height, alpha=False, float_buffer=False)
    try:
        flat = np.ones((height, width, 4), dtype=np.float32)
        flat[..., :3] = pixels[::-1]
        image.pixels.foreach_set(flat.ravel())
        image.filepath_raw = str(path)
        image.file_format = "PNG"
        image.save()
    finally:
        bpy.data.images.remove(image)


def _sheet(studio: Studio, edge: int, path: Path) -> None:
    """Four views in a square of ``edge`` pixels, each with its name."""
    gap = max(2, round(edge / 128))
    cell = (edge - 3 * gap) // 2
    sheet = np.ones((edge, edge, 3), dtype=np.float32)
    part = path.with_name(f"{path.stem}.part.png")
    for index, name in enumerate(SHEET):
        view = VIEWS[name]
        _render(studio, view, cell, part)
        pixels = _load(part)
        draw_text(pixels, view.label, size=max(9.0, edge / 34), margin=max(6, edge // 56))
        row, column = divmod(index, 2)
        top, left = gap + row * (cell + gap), gap + column * (cell + gap)
        sheet[top : top + cell, left : left + cell] = pixels
    part.unlink()
    _save(sheet, path)


def render_previews(
    collection: bpy.types.Collection,
    shapes: Sequence[Shape],
    folder: Path,
    preview: int = 0,
    sheet: int = 0,
) -> list[str]:
    """Write ``preview.png`` and ``sheet.png`` (edges in pixels, 0 for none); return their names.

    Nothing is written where nothing can be seen. Blender's data is afterwards as before.

    Raises:
        RuntimeError: Cycles can't render; Blender's own message.
    """
    filled = [shape for shape in shapes if len(shape.points)]
    if not filled or not (preview or sheet):
        return []
    written = []
    points = _framing_points(filled)
    with _only_visible(collection), open_studio(collection, points) as studio:
        if preview:
            _render(studio, VIEWS["three_quarter"], preview, folder / "preview.png")
            written.append("preview.png")
        if sheet:
            _sheet(studio, sheet, folder / "sheet.png")
            written.append("sheet.png")
    return written
