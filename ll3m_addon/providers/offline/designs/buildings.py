# SPDX-License-Identifier: GPL-3.0-or-later
"""Buildings of parts: residential, commercial, industrial. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = ["commercial", "industrial", "residential"]


def _trees(s: Sketch, w: float, d: float, height: float) -> None:
    for number, (x, y) in enumerate(((-0.66, -0.62), (0.68, -0.4))):
        tall = height * (1.0 if number else 0.8)
        s.add("tree", "foliage", (x * w, y * d, 0), (0.7 * tall, 0.7 * tall, tall))


def residential(s: Sketch) -> None:
    """A house: walls with windows, roof, entrance, chimney, garage, terrace as asked."""
    b, p = s.brief, s.brief.palette
    floors = b.count("floor", 2, 1, 12)
    w, d, h = b.extent(
        10.0,
        8.0,
        3.0 * floors
        + (0.6 if b.style in ("modern", "futuristic", "minimalist", "contemporary") else 2.8),
    )
    flat = b.style in ("modern", "futuristic", "minimalist", "contemporary") or floors > 4
    roof = 0.6 if flat else min(0.34 * h, 3.4)
    base = 0.3
    walls = h - roof - base
    s.add("foundation", "concrete", (0, 0, 0), (w + 0.3, d + 0.3, base), editable=False)
    s.add("house_body", p.main, (0, 0, base), (w, d, walls), floors=floors)
    if flat:
        s.add("flat_roof", p.second, (0, 0, base + walls), (w + 0.3, d + 0.3, roof))
    else:
        s.add(
            "roof",
            "roof_tile" if b.style != "rustic" else "thatch",
            (0, 0, base + walls),
            (w + 1.0, d + 1.0, roof),
        )
        s.add(
            "chimney",
            "brick",
            (0.28 * w, 0.16 * d, base + walls + 0.45 * roof),
            (0.8, 0.7, 0.75 * roof),
        )
    s.add("stairs", "concrete", (0, -d / 2 - 0.47, 0), (1.8, 0.65, base), steps=2)
    s.add("front_door", p.accent, (0, -d / 2 - 0.02, base), (1.15, 0.14, 2.2))
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
        top = base + walls + (roof * 0.5 if flat else 0.3 * roof)
        for number in range(3):
            if flat:
                s.add(
                    "solar_panel",
                    "solar_panel",
                    ((number - 1) * 0.28 * w, 0.1 * d, top),
                    (0.24 * w, 1.4, 0.7),
                )
            else:
                s.add(
                    "solar_panel",
                    "solar_panel",
                    ((number - 1) * 0.24 * w, -0.32 * d, top),
                    (0.2 * w, 0.22 * d, 0.46 * roof),
                )
    if b.has("garden", "tree", "trees", "green", "sustainable", "eco"):
        _trees(s, w, d, 5.0)
        s.add("hedge", "foliage", (-0.3 * w, -d / 2 - 2.4, 0), (0.36 * w, 0.6, 0.8))
    if b.has("pool", "swimming"):
        s.add("slab", "tile", (0, d / 2 + 3.2, 0), (0.8 * w, 5.0, 0.12), colour="#e6e2d8")
        s.add("block", "water", (0, d / 2 + 3.2, 0.06), (0.68 * w, 4.0, 0.1))


def commercial(s: Sketch) -> None:
    """An office or shop building: glazed body on a plinth, lobby, roof plant."""
    b, p = s.brief, s.brief.palette
    tower = b.has("tower", "skyscraper", "highrise", "headquarters")
    shop = b.has("shop", "store", "restaurant", "cafe", "retail", "mall", "supermarket")
    floors = b.count("floor", 2 if shop else 24 if tower else 8, 1, 60)
    w, d, h = b.extent(
        *(
            (18.0, 12.0, 4.0 * floors + 1.5)
            if shop
            else (26.0 if not tower else 30.0, 18.0 if not tower else 30.0, 3.7 * floors + 3.0)
        )
    )
    ground = min(4.5, 0.5 * h)
    top = 1.2 if shop else 1.6
    body = h - ground - top
    s.add("plinth", "granite", (0, 0, 0), (w + 2, d + 2, 0.2), editable=False)
    s.add("lobby", p.second, (0, 0, 0.2), (0.93 * w, 0.91 * d, ground - 0.23), floors=1)
    s.add("office_body", p.main, (0, 0, ground), (w, d, body), floors=max(1, floors - 1))
    s.add("flat_roof", "concrete", (0, 0, ground + body), (w, d, top * 0.6))
    s.add("glass_entrance", p.metal, (0, -0.45 * d - 0.06, 0.2), (3.2, 0.16, 2.9))
    s.add("canopy", p.accent, (0, -0.45 * d - 1.3, 0.0), (6.4, 2.6, 3.6))
    s.add(
        "hvac_unit",
        "galvanized_steel",
        (0.22 * w, 0.15 * d, ground + body + 0.27 * top),
        (3.2, 2.2, 1.6),
    )
    s.add(
        "hvac_unit",
        "galvanized_steel",
        (-0.1 * w, 0.2 * d, ground + body + 0.27 * top),
        (2.4, 2.0, 1.4),
    )
    if b.has("sustainable", "green", "solar", "leed", "eco", "environmentally"):
        for number in range(4):
            s.add(
                "solar_panel",
                "solar_panel",
                ((number - 1.5) * 0.2 * w, -0.24 * d, ground + body + 0.27 * top),
                (0.17 * w, 2.2, 1.1),
            )
        s.add("green_wall", "terracotta", (0.36 * w, -0.45 * d - 1.0, 0.2), (3.0, 0.8, 1.4))
        s.add("green_wall", "terracotta", (-0.36 * w, -0.45 * d - 1.0, 0.2), (3.0, 0.8, 1.4))
        _trees(s, w, d, 7.0)
    if shop:
        s.add(
            "sign",
            "led",
            (0, -0.51 * d, ground + 0.2 * body),
            (0.34 * w, 0.15, min(1.2, 0.3 * body)),
        )


def industrial(s: Sketch) -> None:
    """A factory or warehouse: hall, docks, stacks and tanks."""
    b, p = s.brief, s.brief.palette
    store = b.has("warehouse", "storage", "logistics", "depot", "distribution")
    w, d, h = b.extent(36.0, 22.0, 9.0 if store else 18.0)
    hall = h - 0.5 if store else 0.5 * h
    s.add("slab", "polished_concrete", (0, 0, 0), (w + 3, d + 5, 0.25), editable=False)
    s.add("cargo_box", p.main, (0, 0, 0.25), (w, d, hall - 1.0))
    s.add("roof", "galvanized_steel", (0, 0, hall - 0.75), (w + 0.6, d + 0.6, 0.12 * d))
    count = b.count("door", 4, 1, 10)
    for number in range(count):
        x = (number - (count - 1) / 2) * min(6.0, 0.8 * w / count)
        s.add("loading_dock", p.accent, (x, -d / 2 - 0.05, 0.25), (3.4, 0.3, min(4.0, 0.6 * hall)))
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
