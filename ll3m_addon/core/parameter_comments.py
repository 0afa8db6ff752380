# SPDX-License-Identifier: GPL-3.0-or-later
"""What a constant's comment says: unit, range, choices, description; and a guess where it is silent."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

__all__ = ["Comment", "guess_range", "read_comment"]

_NUMBER = r"[-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
_UNITS = {
    "m": "m", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
    "cm": "cm", "centimetre": "cm", "centimetres": "cm", "centimeters": "cm",
    "mm": "mm", "millimetre": "mm", "millimetres": "mm", "millimeters": "mm", "km": "km",
    "in": "in", "inch": "in", "inches": "in", "ft": "ft", "feet": "ft", "foot": "ft",
    "deg": "deg", "degree": "deg", "degrees": "deg", "°": "deg",
    "rad": "rad", "radian": "rad", "radians": "rad",
    "%": "%", "percent": "%", "kg": "kg", "s": "s", "sec": "s", "seconds": "s", "w": "W",
    "watt": "W", "watts": "W",
}  # fmt: skip
#: Say what sort of number it is, and are no unit.
_KINDS = frozenset(("count", "number", "int", "integer", "float", "ratio", "factor", "bool"))
_COLOURS = frozenset(("rgb", "rgba", "colour", "color", "linear rgb", "linear rgba", "srgb"))
_UNIT = r"(?:\s*(?:%|°|[a-zA-Z]{1,12}\b))?"
_RANGES = tuple(
    re.compile(pattern.replace("N", _NUMBER).replace("U", _UNIT), re.IGNORECASE)
    for pattern in (
        r"(?:range\s*:?\s*|between\s+|from\s+)?(N)U\s*(?:\.\.\.?|…|–|—|\bto\b|\band\b|~)\s*(N)",
        r"(?:range\s*:?\s*)?[\[(]\s*(N)U\s*[,;]\s*(N)U\s*[\])]",
        r"\bmin(?:imum)?\s*[:=]?\s*(N)U[,;]?\s*(?:and\s*)?max(?:imum)?\s*[:=]?\s*(N)",
        r"(N)U\s*<=?\s*\w+\s*<=?\s*(N)",
        r"(?:range\s*:?\s*|^|[,;:(]\s*)(N)U?\s*-\s*(N)",
    )
)
_LOW = re.compile(rf"(?:>=?|≥|\bat least|\bmin(?:imum)?\b\s*[:=]?)\s*({_NUMBER})", re.IGNORECASE)
_HIGH = re.compile(rf"(?:<=?|≤|\bat most|\bmax(?:imum)?\b\s*[:=]?)\s*({_NUMBER})", re.IGNORECASE)
_CHOICES = re.compile(
    r"(?:\bone of|\bchoices|\boptions|\bchoose from|\beither)\s*:?\s*(.+)$", re.IGNORECASE
)
_PIPES = re.compile(r"^[^|]{1,40}(?:\|[^|]{1,40})+$")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, taken apart."""

    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    description: str = ""
    is_colour: bool = False

    @property
    def says_something(self) -> bool:
        """It holds a unit, a range or choices, not words alone."""
        return bool(self.unit or self.choices) or self.low is not None or self.high is not None

    def with_unit(self, unit: str) -> Comment:
        """The same with another unit."""
        return replace(self, unit=unit)


def read_comment(text: str) -> Comment:
    """Take a comment apart; anything odd is description."""
    text = text.strip()[:400]
    choices = _choices(text)
    if choices:
        return Comment(choices=choices)
    low, high, rest = _range(text)
    if low is None and high is None:
        low, rest = _bound(_LOW, rest)
        high, rest = _bound(_HIGH, rest)
    unit, colour, words = "", False, []
    for piece in re.split(r"[,;()\[\]]|\s[–—-]\s|:\s", rest):
        name = piece.strip(" .").lower()
        if name in _UNITS and not unit:
            unit = _UNITS[name]
        elif name in _COLOURS:
            colour = True
        elif (found := re.search(r"\bin (\w+)$", name)) and found.group(1) in _UNITS and not unit:
            unit = _UNITS[found.group(1)]
            words.append(piece.strip()[: -len(found.group(0))].strip())
        elif name and name not in _KINDS and name not in ("range", "min", "max"):
            words.append(piece.strip())
    description = ", ".join(word for word in words if word).strip(" .,")
    return Comment(unit, low, high, (), description[:200], colour)


def _choices(text: str) -> tuple[str, ...]:
    found = _CHOICES.search(text)
    listed = found.group(1) if found else text if _PIPES.match(text) else ""
    if not listed:
        return ()
    parts = re.split(r"\s*(?:[,|/;]|\bor\b)\s*", listed.strip(" .()[]{}"))
    names = [part.strip(" \"'`.()[]") for part in parts]
    plain = [name for name in names if name and len(name) <= 40]
    return tuple(dict.fromkeys(plain)) if len(plain) > 1 else ()


def _range(text: str) -> tuple[float | None, float | None, str]:
    """Bounds, and the comment without them; a unit that stood behind a bound stays in it."""
    for pattern in _RANGES:
        found = pattern.search(text)
        if found is None:
            continue
        low, high = sorted((_float(found.group(1)), _float(found.group(2))))
        if low < high and math.isfinite(high):
            return low, high, f"{text[: found.start()]}, {text[found.end() :]}"
    return None, None, text


def _bound(pattern: re.Pattern[str], text: str) -> tuple[float | None, str]:
    found = pattern.search(text)
    if found is None:
        return None, text
    return _float(found.group(1)), f"{text[: found.start()]}, {text[found.end() :]}"


def _float(text: str) -> float:
    return float(text.replace("−", "-"))


# ---------------------------------------------------------------- guesses

_SHARE = re.compile(
    r"ROUGHNESS|METAL|ALPHA|OPACITY|RATIO|FRACTION|SHARE|AMOUNT|BLEND|MIX|WEIGHT|PROBABILITY|DENSITY"
)
_AROUND = re.compile(r"SEGMENTS|SIDES|VERT(ICE)?S|SPOKES|TEETH")
_LEVEL = re.compile(r"SUBDIV|LEVEL|ITERATIONS|DEPTH_OF")
_SIZE = re.compile(r"SIZE|DIM|SCALE|EXTENT")


def guess_range(name: str, values: list[float], unit: str, whole: bool) -> tuple[float, float]:
    """Bounds for numbers whose comment gives none, from name, unit and value."""
    top = max(abs(each) for each in values)
    negative = min(values) < 0
    if unit == "deg":
        return (-180.0, 180.0) if negative or top <= 180 else (0.0, 360.0)
    if unit == "rad":
        return -math.pi, math.pi
    if unit == "%":
        return 0.0, max(100.0, top)
    if whole:
        return _guess_whole(name, values[0])
    if _SHARE.search(name) and not negative and top <= 1:
        return 0.0, 1.0
    if len(values) > 1:
        reach = _nice(4 * top) if top else 10.0
        return (0.0, reach) if _SIZE.search(name) and not negative else (-reach, reach)
    if not top:
        return -1.0, 1.0
    reach = _nice(4 * top)
    return (-reach, reach) if negative else (_nice(top / 4), reach)


def _guess_whole(name: str, value: float) -> tuple[float, float]:
    if "SEED" in name:
        return 0.0, max(9999.0, value)
    if _LEVEL.search(name):
        return 0.0, max(6.0, value)
    if value < 0:
        return -_nice(4 * -value), _nice(4 * -value)
    low = 3.0 if _AROUND.search(name) and value >= 3 else min(value, 1.0)
    return low, max(_nice(4 * value), 10.0)


def _nice(value: float) -> float:
    """``value`` to two digits, so that a slider's ends read well."""
    return float(f"{value:.2g}")
