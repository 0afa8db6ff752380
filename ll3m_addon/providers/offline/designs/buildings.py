# SPDX-License-Identifier: GPL-3.0-or-later
"""Buildings of parts: residential, commercial, industrial. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Brief, Sketch
from .houses import SORTS

__all__ = ["commercial", "industrial", "residential"]


def _trees(s: Sketch, w: float, d: float, height: float) -> None:
    for number, (x, y) in enumerate(((-0.66, -0.62), (0.68, -0.4))):
        tall = height * (1.0 if number else 0.8)
        s.add("tree", "foliage", (x * w, y * d, 0), (0.7 * tall, 0.7 * tall, tall))


def _flat(b: Brief, floors: int) -> bool:
    return b.style in ("modern", "futuristic", "minimalist", "contemporary") or floors > 4


def residential(s: Sketch) -> None:
    """A house: walls with windows, roof, entrance, chimney, garage, terrace as asked."""
    b, p = s.brief, s.brief.palette
    floors = b.count("floor", 2, 1, 12)
    modern = b.style in ("modern", "futuristic", "minimalist", "contemporary")
    w, d, h = b.extent(10.0, 8.0, 3.0 * floors + (0.6 if modern else 2.8))
    flat = modern or floors > 4
    roof = 0.6 if flat else min(0.34 * h, 3.4)
    base = 0.3
    walls = h - roof - base
    s.add("foundation", "concrete", (0, 0, 0), (w + 0.3, d + 0.3, base), editable=False)
    s.add("house_body", p.main, (0, 0, base), (w, d, walls), floors=floors)
    _house_roof(s, w, d, base + walls, roof, flat)
    s.add("stairs", "concrete", (0, -d / 2 - 0.47, 0), (1.8, 0.65, base), steps=2)
    s.add("front_door", p.accent, (0, -d / 2 - 0.02, base), (1.15, 0.14, 2.2))
    s.add("entrance_canopy", p.second, (0, -d / 2 - 0.7, 0), (2.4, 1.4, base + 2.55))
    if b.has("garage", "carport"):
        s.add("wall", p.main, (w / 2 + 1.8, 0.1 * d, 0), (3.6, 0.8 * d, 2.7))
        s.add("garage_door", p.accent, (w / 2 + 1.8, -0.3 * d - 0.05, 0), (2.7, 0.12, 2.3))
    if b.has("balcony", "balconies") or (floors > 1 and flat):
        at = (-0.26 * w, -d / 2 - 0.55, base + walls / floors)
        s.add("balcony", "concrete", at, (0.36 * w, 1.1, 1.15))
    if b.has("solar", "sustainable", "green", "eco", "environmentally", "photovoltaic"):
        _solar_panels(s, w, d, base + walls, roof, flat)
    _house_garden(s, w, d)


def _house_roof(s: Sketch, w: float, d: float, top: float, roof: float, flat: bool) -> None:
    """What lies on the walls, whose upper edge is ``top``: a slab, or a roof with a chimney."""
    b = s.brief
    if flat:
        s.add("flat_roof", b.palette.second, (0, 0, top), (w + 0.3, d + 0.3, roof))
        return
    tiles = "roof_tile" if b.style != "rustic" else "thatch"
    s.add("roof", tiles, (0, 0, top), (w + 1.0, d + 1.0, roof))
    at = (0.28 * w, 0.16 * d, top + 0.45 * roof)
    s.add("chimney", "brick", at, (0.8, 0.7, 0.75 * roof))


def _solar_panels(s: Sketch, w: float, d: float, top: float, roof: float, flat: bool) -> None:
    """Three in a row on the roof that begins at ``top``."""
    for place in (-1, 0, 1):
        if flat:
            at, size = (place * 0.28 * w, 0.1 * d, top + 0.5 * roof), (0.24 * w, 1.4, 0.7)
        else:
            at = (place * 0.24 * w, -0.32 * d, top + 0.3 * roof)
            size = (0.2 * w, 0.22 * d, 0.46 * roof)
        s.add("solar_panel", "solar_panel", at, size)


def _house_garden(s: Sketch, w: float, d: float) -> None:
    """Trees, a hedge and a pool, where they were asked for."""
    b = s.brief
    if b.has("garden", "tree", "trees", "green", "sustainable", "eco"):
        _trees(s, w, d, 5.0)
        s.add("hedge", "foliage", (-0.3 * w, -d / 2 - 2.4, 0), (0.36 * w, 0.6, 0.8))
    if b.has("pool", "swimming"):
        s.add("slab", "tile", (0, d / 2 + 3.2, 0), (0.8 * w, 5.0, 0.12), colour="#e6e2d8")
        s.add("block", "water", (0, d / 2 + 3.2, 0.06), (0.68 * w, 4.0, 0.1))


def commercial(s: Sketch) -> None:
    """An office building or tower; what has a shape of its own goes there."""
    b, p = s.brief, s.brief.palette
    for words, sort in SORTS:
        if b.has(*words):
            sort(s)
            return
    tower = b.has("tower", "skyscraper", "highrise", "headquarters")
    floors = b.count("floor", 24 if tower else 8, 1, 60)
    w, d = (30.0, 30.0) if tower else (26.0, 18.0)
    w, d, h = b.extent(w, d, 3.7 * floors + 3.0)
    ground, top = min(4.5, 0.5 * h), 1.6
    body = h - ground - top
    s.add("plinth", "granite", (0, 0, 0), (w + 2, d + 2, 0.2), editable=False)
    s.add("lobby", p.second, (0, 0, 0.2), (0.93 * w, 0.91 * d, ground - 0.23), floors=1)
    s.add("office_body", p.main, (0, 0, ground), (w, d, body), floors=max(1, floors - 1))
    s.add("flat_roof", "concrete", (0, 0, ground + body), (w, d, top * 0.6))
    s.add("glass_entrance", p.metal, (0, -0.45 * d - 0.06, 0.2), (3.2, 0.16, 2.9))
    s.add("canopy", p.accent, (0, -0.45 * d - 1.3, 0.0), (6.4, 2.6, 3.6))
    _roof_plant(s, w, d, ground + body + 0.27 * top)
    if b.has("sustainable", "green", "solar", "leed", "eco", "environmentally"):
        for x in (0.36, -0.36):
            at = (x * w, -0.45 * d - 1.0, 0.2)
            s.add("green_wall", "terracotta", at, (3.0, 0.8, 1.4))
        _trees(s, w, d, 7.0)


def industrial(s: Sketch) -> None:
    """A factory or warehouse: hall, docks, stacks and tanks."""
    b, p = s.brief, s.brief.palette
    store = b.has("warehouse", "storage", "logistics", "depot", "distribution")
    w, d, h = b.extent(36.0, 22.0, 9.0 if store else 18.0)
    hall = h - 0.5 if store else 0.5 * h
    s.add("slab", "polished_concrete", (0, 0, 0), (w + 3, d + 5, 0.25), editable=False)
    s.add("cargo_box", p.main, (0, 0, 0.25), (w, d, hall - 1.0))
    shape = "roof" if store else "sawtooth_roof"
    s.add(shape, "galvanized_steel", (0, 0, hall - 0.75), (w + 0.6, d + 0.6, 0.12 * d))
    count = b.count("door", 4, 1, 10)
    for number in range(count):
        x = (number - (count - 1) / 2) * min(6.0, 0.8 * w / count)
        s.add(
            "loading_dock",
            "painted_metal",
            (x, -d / 2 - 0.05, 0.25),
            (3.4, 0.3, min(4.0, 0.6 * hall)),
        )
    s.add("door", p.second, (0.46 * w, -d / 2 - 0.04, 0.25), (1.1, 0.2, 2.2))
    if not store:
        for number in range(b.count("chimney", 2, 1, 4)):
            s.add(
                "smokestack",
                "concrete",
                (0.28 * w + number * 3.4, 0.5 * d + 2.0, 0.0),
                (2.2, 2.2, h),
            )
        for number in range(2):
            s.add(
                "silo",
                "stainless_steel",
                (-0.5 * w - 2.8, (number - 0.5) * 5.0, 0.0),
                (4.2, 4.2, 0.55 * h),
            )
        s.add(
            "duct",
            "galvanized_steel",
            (0.1 * w, 0.5 * d + 0.8, 0.3 * hall),
            (1.1, 0.5 * d, 1.1),
            rotation={"x": 0, "y": 0, "z": 90},
        )
    s.add("hvac_unit", "galvanized_steel", (-0.2 * w, -0.38 * d, hall - 0.8), (3.2, 2.2, 1.8))
