# SPDX-License-Identifier: GPL-3.0-or-later
"""Decodes a picture that a user gave, in a jailed child: upright, small, opaque, a plain JPEG."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import NDArray

__all__ = ["NAME", "opaque", "picture", "shown", "write"]

NAME = "picture.jpg"
_QUALITY = 90
#: Exif's orientation -> quarter turns against the clock, and whether it is mirrored first.
_TURNS = {
    2: (0, True), 3: (2, False), 4: (2, True), 5: (1, True), 6: (3, False), 7: (3, True),
    8: (1, False),
}  # fmt: skip


def picture(task: dict[str, Any]) -> dict[str, Any]:
    """Write ``task['picture']`` as ``picture.jpg``, at most ``task['edge']`` pixels long.

    ``task['turn']`` is Exif's orientation, which Blender does not look at.
    """
    try:
        image = bpy.data.images.load(task["picture"], check_existing=False)
    except RuntimeError:
        return {"empty": True}
    size: Any = image.size
    width, height = size[0], size[1]
    if not width or not height:
        return {"empty": True}
    share = task["edge"] / max(width, height)
    if share < 1:
        image.scale(max(1, round(width * share)), max(1, round(height * share)))
    pixels = _upright(opaque(shown(image)), task["turn"])
    write(pixels, Path.cwd() / NAME)
    return {"ok": True, "files": [NAME]}


def shown(image: Any) -> NDArray[np.float32]:
    """Rows from the top, RGBA, as a screen shows them."""
    width, height = image.size
    flat = np.empty(width * height * image.channels, dtype=np.float32)
    image.pixels.foreach_get(flat)
    found = flat.reshape(height, width, image.channels)[::-1]
    if image.channels == 1:
        found = np.repeat(found, 3, axis=2)
    if image.channels < 4:
        found = np.concatenate([found[..., :3], np.ones((height, width, 1), np.float32)], axis=2)
    if image.is_float:  # sixteen bits a channel are read as light, not as screen values
        light = np.clip(found[..., :3], 0, 1)
        found = found.copy()
        found[..., :3] = np.where(
            light <= 0.0031308, light * 12.92, 1.055 * np.power(light, 1 / 2.4) - 0.055
        )
    return np.clip(found, 0, 1)


def opaque(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """On white: what is cut out of its background stays readable."""
    alpha = pixels[..., 3:]
    return pixels[..., :3] * alpha + (1 - alpha)


def _upright(pixels: NDArray[np.float32], turn: int) -> NDArray[np.float32]:
    turns, mirrored = _TURNS.get(turn, (0, False))
    return np.rot90(pixels[:, ::-1] if mirrored else pixels, turns)


def write(pixels: NDArray[np.float32], path: Path) -> None:
    """Write rows from the top, RGB, as a JPEG."""
    height, width, _ = pixels.shape
    image = bpy.data.images.new(path.stem, width, height, alpha=False, float_buffer=False)
    try:
        flat = np.ones((height, width, 4), dtype=np.float32)
        flat[..., :3] = pixels[::-1]
        image.pixels.foreach_set(flat.ravel())  # pyright: ignore
        image.filepath_raw = str(path)
        image.file_format = "JPEG"
        image.save(quality=_QUALITY)
    finally:
        bpy.data.images.remove(image)
