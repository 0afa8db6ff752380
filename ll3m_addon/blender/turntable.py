# SPDX-License-Identifier: GPL-3.0-or-later
"""A turntable: an animated WebP or a film in MP4 in which the camera goes once around the asset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

from .evaluated import Shape
from .previews import NO_DRIVER, SMALLEST, PreviewUnavailable, framing_points, lit_studio
from .studio import Studio, View, three_quarter
from .webp import animated

__all__ = ["EDGE", "FRAMES", "render_turntable"]

FRAMES = 24
EDGE = 256  # pixels
MILLISECONDS = 125  # a frame: once around in three seconds
#: Of a preview's samples.
SHARE = 0.5
QUALITY = 82  # of WebP, 0 to 100
#: Heights at which the asset's reach is taken, and directions around it.
_LEVELS, _AROUND = 48, 24


def render_turntable(
    collection: bpy.types.Collection,
    shapes: Sequence[Shape],
    path: Path,
    edge: int = EDGE,
    backdrop: str = "studio",
    renderer: str = "cycles",
) -> None:
    """Write the animation, ``edge`` pixels wide and high; ``path`` ends with .webp or .mp4.

    Raises:
        PreviewUnavailable: this Blender has no Cycles, no WebP or no FFmpeg, Workbench has no
            driver, or nothing can be seen.
        RuntimeError: a render failed; Blender's own message.
    """
    filled = [shape for shape in shapes if len(shape.points)]
    points = framing_points(filled) if filled else np.zeros((1, 3))
    if float(np.ptp(points, axis=0).max()) < SMALLEST:
        raise PreviewUnavailable("There is nothing to see of the asset.")
    film = path.suffix == ".mp4"
    if film and backdrop == "transparent":
        raise PreviewUnavailable("A film in MP4 has no transparency; WebP has.")
    if film and not bpy.app.build_options.codec_ffmpeg:
        raise PreviewUnavailable("This Blender is built without FFmpeg.")
    first = three_quarter(points)
    views = [
        View("", first.azimuth + 360.0 * number / FRAMES, first.elevation, first.lens)
        for number in range(FRAMES)
    ]
    with lit_studio(collection, filled, _turned(points), backdrop, renderer) as studio:
        scene: Any = studio.scene
        scene.render.use_persistent_data = True  # only the camera and the lights move
        if scene.cycles.use_denoising:  # in moving pictures a missing sample is not missed
            scene.cycles.samples = max(1, round(scene.cycles.samples * SHARE))
        if film:
            _film(studio, views, edge, path)
        else:
            _stills(studio, views, edge, path)


def _stills(studio: Studio, views: Sequence[View], edge: int, path: Path) -> None:
    """One still after the other, put into one animated WebP."""
    scratch = path.with_name(f".{path.stem}.frame.webp")
    scene: Any = studio.scene
    settings = scene.render.image_settings
    try:
        settings.file_format = "WEBP"
    except TypeError as error:
        raise PreviewUnavailable("This Blender is built without WebP.") from error
    settings.quality = QUALITY
    _size(scene, studio, edge, scratch)
    stills: list[bytes] = []
    try:
        for view in views:
            studio.aim(view)
            bpy.ops.render.render(write_still=True, scene=scene.name)
            if not scratch.is_file():
                raise PreviewUnavailable(NO_DRIVER)
            stills.append(scratch.read_bytes())
    finally:
        scratch.unlink(missing_ok=True)
    path.write_bytes(animated(stills, (edge, edge), MILLISECONDS))


def _size(scene: Any, studio: Studio, edge: int, path: Path) -> None:
    """Frames as they are rendered: nothing is painted over them afterwards."""
    scene.render.resolution_x = scene.render.resolution_y = edge
    scene.render.filepath = str(path)
    clear = studio.backdrop == "transparent"
    scene.render.film_transparent = clear
    scene.render.image_settings.color_mode = "RGBA" if clear else "RGB"


def _film(studio: Studio, views: Sequence[View], edge: int, path: Path) -> None:
    """The camera and the lights with a key for each frame, rendered into H.264."""
    scene: Any = studio.scene
    settings = scene.render.image_settings
    if hasattr(settings, "media_type"):  # from Blender 5.0
        settings.media_type = "VIDEO"
    settings.file_format = "FFMPEG"
    film = scene.render.ffmpeg
    film.format, film.codec, film.audio_codec = "MPEG4", "H264", "NONE"
    film.constant_rate_factor = "HIGH"
    scene.render.fps, scene.render.fps_base = round(1000 / MILLISECONDS), 1.0
    _size(scene, studio, edge + edge % 2, path)  # H.264 wants even edges
    scene.frame_start, scene.frame_end = 1, len(views)
    with studio.recorded() as record:
        for number, view in enumerate(views, 1):
            studio.aim(view)
            record(number)
        bpy.ops.render.render(animation=True, scene=scene.name)
    if not path.is_file():
        raise PreviewUnavailable(NO_DRIVER)


def _turned(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the asset fills when it is turned, so that the camera keeps its distance."""
    low, high = points.min(axis=0), points.max(axis=0)
    middle = (low + high) / 2
    reach = np.hypot(points[:, 0] - middle[0], points[:, 1] - middle[1])
    share = (points[:, 2] - low[2]) / max(float(high[2] - low[2]), SMALLEST)
    level = np.minimum((share * _LEVELS).astype(np.int64), _LEVELS - 1)
    widest = np.zeros(_LEVELS)
    np.maximum.at(widest, level, reach)
    angles = np.linspace(0.0, 2 * np.pi, _AROUND, endpoint=False)
    rings = []
    for number in np.unique(level):
        at = points[level == number, 2]
        for z in (at.min(), at.max()):
            x = middle[0] + widest[number] * np.cos(angles)
            y = middle[1] + widest[number] * np.sin(angles)
            rings.append(np.column_stack((x, y, np.full(_AROUND, z))))
    return np.concatenate(rings)
