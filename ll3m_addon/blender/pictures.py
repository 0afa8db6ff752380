# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures as numpy arrays: rows from the top, RGB, 0 to 1. Read, write, shrink, smooth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import bpy
import numpy as np
from numpy.typing import NDArray

__all__ = ["Pixels", "load", "load_on_white", "save", "shrink", "smooth"]

Pixels = NDArray[np.float32]

#: Pixels to each side that smoothing looks at.
REACH = 3
#: Colours further apart than about this are an edge, not noise.
EDGE = 0.05


def _read(path: Path) -> Pixels:
    image = bpy.data.images.load(str(path), check_existing=False)
    try:
        width, height = tuple(image.size)  # pyright: ignore
        flat = np.empty(width * height * image.channels, dtype=np.float32)
        image.pixels.foreach_get(flat)
        return flat.reshape(height, width, image.channels)[::-1].copy()
    finally:
        bpy.data.images.remove(image)


def load(path: Path, alpha: bool = False) -> Pixels:
    """A PNG's pixels as they are stored, RGB or, with ``alpha``, RGBA with straight colours."""
    pixels = _read(path)
    if not alpha:
        return pixels[..., :3].copy()
    if pixels.shape[-1] == 4:
        return pixels
    return np.concatenate((pixels, np.ones_like(pixels[..., :1])), axis=2)


def load_on_white(path: Path) -> Pixels:
    """A PNG's pixels, RGB, with white where it lets through."""
    pixels = load(path, alpha=True)
    return pixels[..., :3] * pixels[..., 3:] + (1 - pixels[..., 3:])


def save(pixels: Pixels, path: Path) -> None:
    """Write a PNG of 8 bits a channel, with alpha where ``pixels`` have four."""
    height, width, channels = pixels.shape
    image = bpy.data.images.new(path.stem, width, height, alpha=channels == 4, float_buffer=False)
    try:
        flat = np.ones((height, width, 4), dtype=np.float32)
        flat[..., :channels] = pixels[::-1]
        image.pixels.foreach_set(flat.ravel())  # pyright: ignore
        image.filepath_raw = str(path)
        image.file_format = "PNG"
        image.save()
    finally:
        bpy.data.images.remove(image)


def shrink(pixels: Pixels, edge: int) -> Pixels:
    """A square picture made smaller; each new pixel is the mean of what it covers."""
    old = len(pixels)
    ends = np.linspace(0, old, edge + 1)
    first, last = ends[:-1, None], ends[1:, None]
    column = np.arange(old)[None, :]
    cover = np.clip(np.minimum(last, column + 1) - np.maximum(first, column), 0, 1)
    weights = (cover / cover.sum(axis=1, keepdims=True)).astype(np.float32)
    rows = np.tensordot(weights, pixels, axes=(1, 0))
    return np.tensordot(weights, rows, axes=(1, 1)).transpose(1, 0, 2)


def _windows(pixels: Pixels, reach: int) -> Iterator[tuple[int, Pixels]]:
    """The picture moved by up to ``reach`` pixels, with the square of each distance."""
    height, width, _ = pixels.shape
    padded = np.pad(pixels, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    for row in range(2 * reach + 1):
        for column in range(2 * reach + 1):
            square = (row - reach) ** 2 + (column - reach) ** 2
            yield square, padded[row : row + height, column : column + width]


def smooth(pixels: Pixels) -> Pixels:
    """Take the grain out and keep the edges: a mean of the near and alike.

    What is alike is asked of a slightly blurred copy, which has less grain itself.
    """
    blurred = np.mean([moved for _, moved in _windows(pixels, 1)], axis=0, dtype=np.float32)
    total = np.zeros_like(pixels)
    weights = np.zeros((*pixels.shape[:2], 1), dtype=np.float32)
    pairs = zip(_windows(pixels, REACH), _windows(blurred, REACH), strict=True)
    for (square, colour), (_, guide) in pairs:
        apart = guide - blurred
        unlike = np.einsum("ijk,ijk->ij", apart, apart)[..., None]
        near = np.float32(np.exp(-square / (2 * REACH**2)))
        weight = near * np.exp(unlike * np.float32(-0.5 / EDGE**2))
        total += weight * colour
        weights += weight
    return total / weights
