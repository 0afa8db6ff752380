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


def _solar_panels(s: Sketch, w: float, d: float, top: float, flat: bool, roof: float) -> None:
    """Three in a row at the height ``top``: stood on a flat roof, laid on the slope of another."""
    for place in (-1, 0, 1):
        at, size = (place * 0.24 * w, -0.32 * d, top), (0.2 * w, 0.22 * d, 0.46 * roof)
        if flat:
            at, size = (place * 0.28 * w, 0.1 * d, top), (0.24 * w, 1.4, 0.7)
        s.add("solar_panel", "solar_panel", at, size)


def residential(s: Sketch) -> None:
    """A house: walls with windows, roof, entrance, chimney, garage, terrace as asked."""
    b, p = s.brief, s.brief.palette
    if b.has("cottage", "cabin", "chalet", "hut"):
        cottage(s)
        return
    if b.has("apartment", "apartments", "flats", "residence"):
        apartments(s)
        return
    low, grand = b.has("bungalow"), b.has("villa", "mansion")
    floors = b.count("floor", 1 if low else 2, 1, 12)
    flat = _flat(b, floors)
    wide, deep = (13.0, 8.5) if low else (15.0, 10.0) if grand else (10.0, 8.0)
    w, d, h = b.extent(wide, deep, 3.0 * floors + (0.6 if flat else 2.0 if low else 2.8))
    roof = 0.6 if flat else min(0.34 * h, 3.4)
    base = 0.3
    walls = h - roof - base
    s.add("foundation", "concrete", (0, 0, 0), (w + 0.3, d + 0.3, base), editable=False)
    s.add(
        "house_body", p.main, (0, 0, base), (w, d, walls),
        floors=floors, window_width=2.4 if flat else 1.3, entrance=2.4,
    )  # fmt: skip
    over = (0, 0, base + walls)
    if flat:
        s.add("flat_roof", p.second, over, (w + 0.3, d + 0.3, roof))
    else:
        tiles = "roof_tile" if b.style != "rustic" else "thatch"
        s.add("hip_roof" if low or grand else "roof", tiles, over, (w + 1.0, d + 1.0, roof))
        stack = (0.28 * w, 0.16 * d, base + walls + (0.3 if low or grand else 0.45) * roof)
        s.add("chimney", "brick", stack, (0.8, 0.7, 0.75 * roof))
    if grand:
        for x in (-3.2, -1.5, 1.5, 3.2):
            s.add("column", p.second, (x, -d / 2 - 1.2, base - 0.03), (0.42, 0.42, 2.75))
        s.add("slab", "stone", (0, -d / 2 - 0.8, 0.01), (7.6, 1.72, base), part="terrace")
        s.add("slab", p.second, (0, -d / 2 - 0.8, base + 2.7), (7.6, 1.7, 0.35), part="porch")
    out = -d / 2 - (2.0 if grand else 0.47)
    s.add("stairs", "concrete", (0, out, 0), (1.8, 0.65, base), steps=2)
    s.add("front_door", p.accent, (0, -d / 2 - 0.02, base), (1.15, 0.14, 2.2))
    if not grand:
        s.add("entrance_canopy", p.second, (0, -d / 2 - 0.7, 0), (2.4, 1.4, base + 2.55))
    if b.has("garage", "carport"):
        s.add("wall", p.main, (w / 2 + 1.8, 0.1 * d, 0), (3.6, 0.8 * d, 2.7))
        s.add("garage_door", p.accent, (w / 2 + 1.8, -0.3 * d - 0.05, 0), (2.7, 0.12, 2.3))
    if b.has("balcony", "balconies") or (floors > 1 and flat):
        s.add(
            "balcony",
            "concrete",
            (-0.26 * w, -d / 2 - 0.55, base + walls / floors),
            (0.36 * w, 1.1, 1.15),
        )
    if b.has("solar", "sustainable", "green", "eco", "environmentally", "photovoltaic"):
        _solar_panels(s, w, d, base + walls + (roof * 0.5 if flat else 0.3 * roof), flat, roof)
    if b.has("garden", "tree", "trees", "green", "sustainable", "eco"):
        _trees(s, w, d, 5.0)
        s.add("hedge", "foliage", (-0.3 * w, -d / 2 - 2.4, 0), (0.36 * w, 0.6, 0.8))
    if b.has("pool", "swimming"):
        s.add("slab", "tile", (0, d / 2 + 3.2, 0), (0.8 * w, 5.0, 0.12), colour="#e6e2d8")
        s.add("block", "water", (0, d / 2 + 3.2, 0.06), (0.68 * w, 4.0, 0.1))


def cottage(s: Sketch) -> None:
    """A cottage of one storey under a steep roof: timber-framed, or of logs."""
    b, p = s.brief, s.brief.palette
    logs = b.has("log", "logs", "cabin", "chalet", "hut")
    w, d, h = b.extent(8.4, 6.4, 6.0)
    base, wall = 0.25, 0.44 * h
    roof = h - base - wall
    out = -d / 2
    s.add("foundation", "stone", (0, 0, 0), (w + 0.1, d + 0.1, base), editable=False)
    if logs:
        s.add("log_walls", "pine", (0, 0, base), (w, d, wall))
        s.add(
            "roof",
            "charred_wood",
            (0, 0, base + wall - 0.1),
            (w + 0.8, d + 1.4, roof),
            gable="wood",
        )
        out += 0.16
        for x in (-0.3, 0.3):
            s.add("window", "walnut", (x * w, out - 0.06, base + 0.4 * wall), (1.1, 0.3, 1.1))
    else:
        plain = (
            "plaster"
            if p.main in ("stucco", "wood", "timber", "wooden", "wood_planks", "oak")
            else p.main
        )
        s.add("timber_frame", plain, (0, 0, base), (w, d, wall), floors=1, entrance=1.3)
        s.add("roof", "thatch", (0, 0, base + wall - 0.1), (w + 0.9, d + 1.1, roof))
    s.add("front_door", "oak", (0, out - 0.04, base), (1.0, 0.24, min(2.0, 0.8 * wall)))
    s.add("stairs", "stone", (0, -d / 2 - 0.36, 0), (1.6, 0.7, base), steps=2)
    s.add("chimney", "stone", (0.34 * w, 0, base + wall + 0.3 * roof), (0.9, 0.8, 0.85 * roof))
    for x in (-0.32, 0.32):
        s.add("hedge", "foliage", (x * w, -d / 2 - 0.7, 0), (0.24 * w, 0.6, 0.6))
    if b.has("garden", "tree", "trees"):
        _trees(s, w, d, 5.0)


def apartments(s: Sketch) -> None:
    """A block of flats: storeys with a pair of balconies on each."""
    b, p = s.brief, s.brief.palette
    floors = b.count("floor", 4, 2, 20)
    w, d, h = b.extent(16.0, 11.0, 3.1 * floors + 1.2)
    base, roof = 0.3, 0.8
    walls = h - roof - base
    storey = walls / floors
    s.add("foundation", "concrete", (0, 0, 0), (w + 0.4, d + 0.4, base), editable=False)
    s.add(
        "apartment_block", p.main, (0, 0, base), (w, d, walls),
        floors=floors, window_width=1.7, entrance=2.6,
    )  # fmt: skip
    s.add("flat_roof", p.second, (0, 0, base + walls), (w + 0.4, d + 0.4, roof))
    for level in range(1, floors):
        for x in (-0.33, 0.33):
            at = (x * w, -d / 2 - 0.6, base + level * storey)
            s.add("balcony", "concrete", at, (0.24 * w, 1.2, 1.15))
    s.add("glass_entrance", p.metal, (0, -d / 2 - 0.04, base), (2.2, 0.2, 2.4))
    s.add("canopy", p.second, (0, -d / 2 - 0.9, 0), (3.4, 1.7, base + 2.75))
    s.add("stairs", "concrete", (0, -d / 2 - 0.5, 0), (2.6, 0.6, base), steps=2)
    _roof_plant(s, w, d, base + walls + 0.35 * roof)


def _roof_plant(s: Sketch, w: float, d: float, top: float) -> None:
    """Machines on a flat roof, and panels where the request is green."""
    s.add("hvac_unit", "galvanized_steel", (0.22 * w, 0.2 * d, top), (3.2, 2.2, 1.6))
    s.add("hvac_unit", "galvanized_steel", (-0.1 * w, 0.24 * d, top), (2.4, 2.0, 1.4))
    if s.brief.has("sustainable", "green", "solar", "leed", "eco", "environmentally"):
        for number in range(4):
            at = ((number - 1.5) * 0.2 * w, -0.24 * d, top)
            s.add("solar_panel", "solar_panel", at, (0.17 * w, 2.2, 1.1))


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
