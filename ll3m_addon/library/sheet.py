# SPDX-License-Identifier: GPL-3.0-or-later
"""The contact sheet of drafts: their previews side by side, each with its number and state."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .png import Picture, PictureError, read_png, write_png

__all__ = ["Cell", "Sheet", "draw_sheet"]

_log = logging.getLogger(__name__)
_GAP = 6  # pixels between pictures
_LABEL = 22  # pixels below a picture for its label
_BACK, _INK, _EMPTY = (246, 246, 246), (40, 40, 40), (225, 225, 225)
#: Frame by state: green for the selected draft, grey for the others.
_FRAMES = {"selected": (46, 125, 50), "rejected": (198, 40, 40), "open": (200, 200, 200)}
#: Five columns and seven rows a character, a bit a pixel, the leftmost highest.
_FONT = {
    "0": (14, 17, 19, 21, 25, 17, 14), "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 2, 4, 8, 31), "3": (31, 2, 4, 2, 1, 17, 14),
    "4": (2, 6, 10, 18, 31, 2, 2), "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (6, 8, 16, 30, 17, 17, 14), "7": (31, 1, 2, 4, 8, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14), "9": (14, 17, 17, 15, 1, 2, 12),
    "v": (0, 0, 17, 17, 17, 10, 4), " ": (0, 0, 0, 0, 0, 0, 0),
}  # fmt: skip
_ZOOM = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A draft on the sheet."""

    preview: str  # path of a PNG
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished sheet; ``data`` is a PNG."""

    data: bytes
    columns: int
    width: int
    height: int


def draw_sheet(cells: Sequence[Cell], edge: int) -> Sheet:
    """Draw ``cells`` row by row as pictures of ``edge`` pixels. What can't be read stays grey.

    Raises:
        OSError: a preview can't be read for another reason than that it is gone.
    """
    columns = math.ceil(math.sqrt(len(cells)))
    lines = math.ceil(len(cells) / columns)
    width = _GAP + columns * (edge + _GAP)
    height = _GAP + lines * (edge + _LABEL + _GAP)
    canvas = [bytearray(bytes(_BACK) * width) for _ in range(height)]
    for number, cell in enumerate(cells):
        line, column = divmod(number, columns)
        left, top = _GAP + column * (edge + _GAP), _GAP + line * (edge + _LABEL + _GAP)
        for y, row in enumerate(_thumbnail(cell, edge)):
            canvas[top + y][3 * left : 3 * (left + edge)] = row
        _frame(canvas, left, top, edge, _FRAMES.get(cell.state, _EMPTY))
        _write(canvas, cell.label, left + 2, top + edge + 4)
    data = write_png(Picture(width, height, [bytes(row) for row in canvas]))
    return Sheet(data, columns, width, height)


def _thumbnail(cell: Cell, edge: int) -> list[bytes]:
    """The preview, made to fit a square and centred in it."""
    blank = [bytes(_EMPTY) * edge for _ in range(edge)]
    try:
        picture = read_png(Path(cell.preview).read_bytes())
    except (FileNotFoundError, PictureError) as error:
        _log.warning("%s is left out of the contact sheet: %s", cell.preview, error)
        return blank
    scale = edge / max(picture.width, picture.height)
    width = max(1, round(picture.width * scale))
    height = max(1, round(picture.height * scale))
    left, top = (edge - width) // 2, (edge - height) // 2
    for y, row in enumerate(_scaled(picture, width, height)):
        line = bytearray(blank[top + y])
        line[3 * left : 3 * (left + width)] = row
        blank[top + y] = bytes(line)
    return blank


def _scaled(picture: Picture, width: int, height: int) -> list[bytes]:
    """The mean of what falls on each pixel; the nearest one where the picture is smaller."""
    xs = [
        (x * picture.width // width, max((x + 1) * picture.width // width, x * picture.width // width + 1))
        for x in range(width)
    ]  # fmt: skip
    rows = []
    for y in range(height):
        low = y * picture.height // height
        high = max((y + 1) * picture.height // height, low + 1)
        band = picture.rows[low:high]
        sums = [sum(column) for column in zip(*band, strict=True)] if len(band) > 1 else band[0]
        out = bytearray(3 * width)
        for x, (first, last) in enumerate(xs):
            share = (last - first) * len(band)
            for channel in range(3):
                out[3 * x + channel] = sum(sums[3 * first + channel : 3 * last : 3]) // share
        rows.append(bytes(out))
    return rows


def _frame(
    canvas: list[bytearray], left: int, top: int, edge: int, colour: tuple[int, int, int]
) -> None:
    """A frame of two pixels just outside a picture."""
    width = edge + 4
    for y in (*range(top - 2, top), *range(top + edge, top + edge + 2)):
        canvas[y][3 * (left - 2) : 3 * (left + edge + 2)] = bytes(colour) * width
    for y in range(top, top + edge):
        canvas[y][3 * (left - 2) : 3 * left] = bytes(colour) * 2
        canvas[y][3 * (left + edge) : 3 * (left + edge + 2)] = bytes(colour) * 2


def _write(canvas: list[bytearray], text: str, left: int, top: int) -> None:
    for character in text:
        for y, bits in enumerate(_FONT.get(character, _FONT[" "])):
            for x in range(5):
                if bits >> (4 - x) & 1:
                    for inner in range(_ZOOM):
                        row = canvas[top + y * _ZOOM + inner]
                        at = 3 * (left + x * _ZOOM)
                        row[at : at + 3 * _ZOOM] = bytes(_INK) * _ZOOM
        left += 6 * _ZOOM
