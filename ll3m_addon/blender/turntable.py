# SPDX-License-Identifier: GPL-3.0-or-later
"""A turntable: an animated WebP in which the camera goes once around the asset."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bpy
import numpy as np
from numpy.typing import NDArray

from .evaluated import Shape
from .previews import SMALLEST, PreviewUnavailable, framing_points, lit_studio
from .studio import View, three_quarter
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
    collection: bpy.types.Collection, shapes: Sequence[Shape], path: Path, edge: int = EDGE
) -> None:
    """Write the animation, ``edge`` pixels wide and high.

    Raises:
        PreviewUnavailable: this Blender has no Cycles or no WebP, or nothing can be seen.
        RuntimeError: a render failed; Blender's own message.
    """
    filled = [shape for shape in shapes if len(shape.points)]
    points = framing_points(filled) if filled else np.zeros((1, 3))
    if float(np.ptp(points, axis=0).max()) < SMALLEST:
        raise PreviewUnavailable("There is nothing to see of the asset.")
    first = three_quarter(points)
    scratch = path.with_name(f".{path.stem}.frame.webp")
    stills = []
    with lit_studio(collection, filled, _turned(points)) as studio:
        render = studio.scene.render
        render.use_persistent_data = True  # only the camera and the lights move
        cycles = studio.scene.cycles
        if cycles.use_denoising:  # in moving pictures a missing sample is not missed
            cycles.samples = max(1, round(cycles.samples * SHARE))
        settings = render.image_settings
        try:
            settings.file_format = "WEBP"
        except TypeError as error:
            raise PreviewUnavailable("This Blender is built without WebP.") from error
        settings.quality = QUALITY
        render.resolution_x = render.resolution_y = edge
        render.filepath = str(scratch)
        try:
            for number in range(FRAMES):
                around = first.azimuth + 360.0 * number / FRAMES
                studio.aim(View("", around, first.elevation, first.lens))
                bpy.ops.render.render(write_still=True, scene=studio.scene.name)
                stills.append(scratch.read_bytes())
        finally:
            scratch.unlink(missing_ok=True)
    path.write_bytes(animated(stills, (edge, edge), MILLISECONDS))


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
