# SPDX-License-Identifier: GPL-3.0-or-later
"""Boats and ships of parts. Bows look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = ["boat"]


def boat(s: Sketch) -> None:
    """A boat: with sails, or a cabin cruiser."""
    b, p = s.brief, s.brief.palette
    if b.has("ship", "freighter", "container", "cargo", "tanker"):
        _ship(s)
        return
    if b.has("speedboat", "dinghy") and not b.has("sail", "sailing"):
        _speedboat(s)
        return
    sails = b.has("sail", "sailing", "sailboat", "yacht", "dinghy") and not b.has("motor")
    w, d, h = b.extent(*((3.0, 9.0, 11.5) if sails else (3.2, 9.6, 3.4)))
    hull = 0.14 * h if sails else 0.44 * h
    s.add("hull", p.main, (0, 0, 0), (w, d, hull))
    s.add("deck", "teak", (0, 0.1 * d, 0.86 * hull), (0.78 * w, 0.66 * d, 0.08 * hull))
    if sails:
        s.add("deckhouse", p.second, (0, 0.06 * d, 0.93 * hull), (0.5 * w, 0.3 * d, 0.06 * h))
        s.add("mast", "aluminum", (0, 0.115 * d, 0.9 * hull), (0.06 * w, 0.44 * d, h - 0.9 * hull))
        s.add(
            "sail",
            "canvas",
            (0.08 * w, 0.105 * d, hull + 0.15 * h),
            (0.16 * w, 0.4 * d, 0.68 * h),
            colour="#f4f1e8",
        )
        s.add(
            "jib",
            "canvas",
            (-0.06 * w, -0.272 * d, hull + 0.02 * h),
            (0.12 * w, 0.34 * d, 0.62 * h),
            colour="#f4f1e8",
            rotation={"x": 0, "y": 0, "z": 180},
        )
        s.add("rudder", "wood", (0, 0.51 * d, 0.1 * hull), (0.02 * w, 0.04 * d, 0.8 * hull))
    else:
        s.add("deckhouse", p.second, (0, 0.02 * d, 0.92 * hull), (0.66 * w, 0.4 * d, 0.42 * h))
        s.pair(
            "railing", "chrome", (0.34 * w, -0.22 * d, 0.93 * hull), (0.02 * w, 0.22 * d, 0.16 * h)
        )
        s.add(
            "antenna",
            "aluminum",
            (0, 0.08 * d, 0.92 * hull + 0.42 * h),
            (0.02 * w, 0.02 * w, 0.16 * h),
        )
        s.add(
            "motor",
            "plastic",
            (0, 0.53 * d, 0.3 * hull),
            (0.2 * w, 0.07 * d, 0.7 * hull),
            colour="#202225",
        )
        s.add(
            "seat",
            "leather",
            (0, 0.33 * d, 0.93 * hull),
            (0.6 * w, 0.09 * d, 0.13 * h),
            colour="#efe9dc",
        )


def _ship(s: Sketch) -> None:
    """A container ship: hull, boxes in rows, the house with its bridge aft."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(20.0, 120.0, 30.0)
    hull = 0.42 * h
    s.add("hull", p.main, (0, 0, 0), (w, d, hull))
    s.add(
        "deck",
        "painted_metal",
        (0, 0.08 * d, 0.86 * hull),
        (0.8 * w, 0.76 * d, 0.07 * hull),
        colour="#5b6066",
    )
    s.add(
        "containers",
        p.second,
        (0, -0.05 * d, 0.92 * hull),
        (0.72 * w, 0.48 * d, 0.32 * h),
        part="cargo",
    )
    s.add(
        "superstructure",
        "paint",
        (0, 0.35 * d, 0.92 * hull),
        (0.78 * w, 0.13 * d, h - 0.92 * hull),
        colour="#f2f2ee",
    )
    s.add("mast", p.metal, (0, -0.36 * d, 0.86 * hull), (0.02 * w, 0.02 * d, 0.3 * h))
    s.add("railing", "chrome", (0, -0.32 * d, 0.92 * hull), (0.5 * w, 0.05, 0.05 * h))


def _speedboat(s: Sketch) -> None:
    """An open motor boat: a low windscreen, a bench, an engine at the stern."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(2.2, 6.2, 1.6)
    hull = 0.66 * h
    s.add("hull", p.main, (0, 0, 0), (w, d, hull))
    s.add("deck", "teak", (0, 0.1 * d, 0.8 * hull), (0.78 * w, 0.66 * d, 0.1 * hull))
    s.add("windscreen", "tinted_glass", (0, -0.04 * d, 0.88 * hull), (0.72 * w, 0.14 * d, 0.26 * h))
    s.add(
        "block",
        p.second,
        (0, -0.005 * d, 0.86 * hull),
        (0.5 * w, 0.07 * d, 0.18 * h),
        part="dashboard",
    )
    for x in (-0.19, 0.19):
        s.add(
            "seat",
            "leather",
            (x * w, 0.12 * d, 0.86 * hull),
            (0.26 * w, 0.1 * d, 0.16 * h),
            colour="#efe9dc",
        )
        s.add(
            "backrest",
            "leather",
            (x * w, 0.17 * d, 0.86 * hull),
            (0.26 * w, 0.03 * d, 0.36 * h),
            colour="#efe9dc",
        )
    s.add(
        "seat",
        "leather",
        (0, 0.33 * d, 0.86 * hull),
        (0.66 * w, 0.09 * d, 0.18 * h),
        colour="#efe9dc",
    )
    s.add(
        "block",
        "plastic",
        (0, 0.53 * d, 0.3 * hull),
        (0.2 * w, 0.08 * d, 0.8 * hull),
        colour="#202225",
        part="engine",
    )
