# SPDX-License-Identifier: GPL-3.0-or-later
"""One picture of a finished asset as it was asked for: a view, a sheet, or a turntable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np

from .evaluated import Shape
from .previews import (
    SMALLEST,
    PreviewUnavailable,
    draw,
    draw_sheet,
    framing_points,
    lit_studio,
)
from .studio import VIEWS, three_quarter
from .turntable import render_turntable

__all__ = ["take_shot"]


def take_shot(
    collection: bpy.types.Collection, shapes: Sequence[Shape], folder: Path, shot: Mapping[str, Any]
) -> None:
    """Draw what ``shot`` (the fields of ``core.seams.Shot``) asks for into its ``file``.

    Raises:
        PreviewUnavailable: this Blender can't draw it, or nothing can be seen; says why.
        RuntimeError: a render failed; Blender's own message.
    """
    path, edge = folder / shot["file"], int(shot["edge"])
    look = (shot["backdrop"], shot["renderer"])
    if shot["what"] == "turntable":
        render_turntable(collection, shapes, path, edge, *look)
        return
    filled = [shape for shape in shapes if len(shape.points)]
    points = framing_points(filled) if filled else np.zeros((1, 3))
    if float(np.ptp(points, axis=0).max()) < SMALLEST:
        raise PreviewUnavailable("There is nothing to see of the asset.")
    with lit_studio(collection, filled, points, *look) as studio:
        if shot["what"] == "sheet":
            draw_sheet(studio, edge, path)
        else:
            name = shot["view"]
            view = three_quarter(points) if name == "three_quarter" else VIEWS[name]
            draw(studio, view, edge, path)
