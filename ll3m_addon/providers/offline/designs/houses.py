# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses with a purpose: hotel, hospital, school, bank, shop. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = ["SORTS"]


def hotel(s: Sketch) -> None:
    """A hotel: rooms with windows over a glazed ground floor, its name on the roof."""
    b, p = s.brief, s.brief.palette
    floors = b.count("floor", 6, 2, 40)
    w, d, h = b.extent(34.0, 15.0, 3.3 * floors + 4.6)
    ground, top, sign = 3.9, 0.9, 2.2
    body = h - ground - top - sign
    s.add("plinth", "granite", (0, 0, 0), (w + 3, d + 4, 0.2), editable=False)
    s.add("lobby", p.second, (0, 0, 0.2), (0.95 * w, 0.92 * d, ground - 0.23), floors=1)
    s.add(
        "storey", p.main, (0, 0, ground), (w, d, body),
        floors=max(1, floors - 1), window_width=1.6,
    )  # fmt: skip
    s.add("flat_roof", "concrete", (0, 0, ground + body), (w + 0.4, d + 0.4, top))
    s.add(
        "sign", "led", (0, -0.46 * d, ground + body + 0.6 * top), (0.42 * w, 0.5, sign + 0.3),
        text="HOTEL",
    )  # fmt: skip
    s.add("glass_entrance", p.metal, (0, -0.46 * d - 0.1, 0.2), (4.0, 0.24, 3.0))
    s.add("canopy", p.accent, (0, -0.5 * d - 1.6, 0.1), (8.0, 3.6, 3.7))
    for x in (-5.4, 5.4):
        s.add("planter", "terracotta", (x, -0.5 * d - 1.2, 0.2), (0.9, 0.9, 1.5))


def hospital(s: Sketch) -> None:
    """A hospital: a long white house, a red cross over its entrance, a landing place on top."""
    b = s.brief
    floors = b.count("floor", 5, 2, 20)
    w, d, h = b.extent(44.0, 16.0, 3.6 * floors + 1.4)
    base, top = 0.3, 1.0
    walls = h - base - top
    s.add("plinth", "concrete", (0, 0, 0), (w + 3, d + 4, base), editable=False)
    s.add(
        "building_body", "stucco", (0, 0, base), (w, d, walls),
        floors=floors, window_width=2.2, entrance=7.0, colour="#f3f5f5",
    )  # fmt: skip
    s.add("flat_roof", "concrete", (0, 0, base + walls), (w, d, top))
    s.add("glass_entrance", "aluminum", (0, -d / 2 - 0.05, base), (4.6, 0.24, 2.8))
    s.add("canopy", "concrete", (0, -d / 2 - 1.8, 0.1), (9.0, 3.8, base + 3.3))
    s.add(
        "cross", "paint", (0, -d / 2 - 0.25, base + 0.62 * walls), (3.6, 0.5, 3.6), colour="#d01818"
    )
    s.add("round", "asphalt", (-0.28 * w, 0, base + walls + 0.42 * top), (11.0, 11.0, 0.7 * top))
    s.add(
        "ring",
        "paint",
        (-0.28 * w, 0, base + walls + 1.1 * top),
        (8.0, 8.0, 0.06),
        colour="#f0c020",
    )
    s.add(
        "hvac_unit",
        "galvanized_steel",
        (0.28 * w, 0.1 * d, base + walls + 0.4 * top),
        (3.6, 2.4, 1.8),
    )


def school(s: Sketch) -> None:
    """A school: two long storeys of brick under a hip roof, a flagpole in front."""
    b, p = s.brief, s.brief.palette
    floors = b.count("floor", 2, 1, 5)
    w, d, h = b.extent(38.0, 13.0, 3.6 * floors + 4.2)
    base, roof = 0.4, 3.6
    walls = h - base - roof
    brick = "brick" if p.main == "stucco" else p.main
    s.add("foundation", "concrete", (0, 0, 0), (w + 0.4, d + 0.4, base), editable=False)
    s.add(
        "building_body", brick, (0, 0, base), (w, d, walls),
        floors=floors, window_width=2.0, entrance=5.0,
    )  # fmt: skip
    s.add("hip_roof", "slate", (0, 0, base + walls), (w + 1.2, d + 1.2, roof))
    s.add("glass_entrance", p.metal, (0, -d / 2 - 0.05, base), (3.4, 0.24, 2.6))
    s.add("canopy", "concrete", (0, -d / 2 - 1.2, 0.0), (5.4, 2.4, base + 3.0))
    s.add("stairs", "concrete", (0, -d / 2 - 0.7, 0), (4.4, 1.1, base), steps=3)
    s.add(
        "sign", "whiteboard", (0, -d / 2 - 0.12, base + 0.5 * walls), (6.5, 0.3, 1.2), text="SCHOOL"
    )
    s.add("pole", "aluminum", (0.26 * w, -d / 2 - 4.0, 0), (0.16, 0.16, 0.9 * h))
    s.add(
        "block", "canvas", (0.26 * w + 0.76, -d / 2 - 4.0, 0.74 * h), (1.4, 0.06, 0.9),
        colour="#1f5fb0", part="flag",
    )  # fmt: skip


def shop(s: Sketch) -> None:
    """A shop, café or supermarket: a glazed front, its name over an awning."""
    b, p = s.brief, s.brief.palette
    large = b.has("supermarket", "mall")
    words = {
        "cafe": "CAFE",
        "coffee": "CAFE",
        "restaurant": "RESTAURANT",
        "supermarket": "MARKET",
        "mall": "MALL",
    }
    name = next((text for word, text in words.items() if b.has(word)), "SHOP")
    floors = b.count("floor", 1 if large or name != "SHOP" else 2, 1, 6)
    w, d, h = b.extent(*((42.0, 26.0, 6.4 * floors) if large else (10.0, 8.0, 3.4 * floors + 1.6)))
    top = 0.14 * h if large else 0.8
    ground = (h - top) / floors
    s.add("plinth", "granite", (0, 0, 0), (w + 1.2, d + 1.2, 0.2), editable=False)
    s.add("storefront", p.second, (0, 0, 0.2), (w, d, ground - 0.2), floors=1)
    if floors > 1:
        s.add(
            "building_body", "brick" if p.main == "stucco" else p.main, (0, 0, ground),
            (w, d, ground * (floors - 1)), floors=floors - 1, window_width=1.3,
        )  # fmt: skip
    s.add("flat_roof", "concrete", (0, 0, h - top), (w + 0.3, d + 0.3, top))
    s.add("glass_entrance", p.metal, (0, -d / 2 - 0.06, 0.2), (2.2 if not large else 5.0, 0.2, 2.5))
    low = min(ground - 0.9, 3.0)
    wide, tall = (0.4 * w, 2.0) if large else (0.5 * w, min(0.9, 0.25 * ground))
    above = h - 2.3 if large else low + 0.25
    s.add("sign", "led", (0, -d / 2 - 0.2, above), (wide, 0.3, tall), text=name)
    if not large:
        s.add(
            "awning",
            "paint",
            (0, -d / 2 - 0.75, low - 0.75),
            (0.92 * w, 1.5, 0.85),
            colour="#b03a2e",
        )
        for x in (-0.36, 0.36):
            s.add("planter", "terracotta", (x * w, -d / 2 - 0.32, 0.2), (0.5, 0.5, 0.9))
    s.add("hvac_unit", "galvanized_steel", (0.2 * w, 0.15 * d, h - 0.55 * top), (1.8, 1.4, 1.0))


def bank(s: Sketch) -> None:
    """A bank as a temple: columns before the front, a gable over them."""
    b = s.brief
    w, d, h = b.extent(18.0, 13.0, 10.5)
    base, roof = 1.0, 0.26 * h
    walls = h - base - roof
    s.add("stairs", "limestone", (0, -d / 2 - 2.0, 0), (w, 1.6, base), steps=6)
    s.add("plinth", "limestone", (0, -0.6, 0), (w + 0.4, d + 1.2, base), editable=False)
    s.add(
        "storeys",
        "limestone",
        (0, 0.7, base),
        (0.92 * w, 0.86 * d, walls),
        floors=2,
        window_width=1.3,
        entrance=3.0,
    )
    for number in range(6):
        s.add(
            "column", "marble", ((number - 2.5) * 0.18 * w, -d / 2 - 0.5, base), (0.9, 0.9, walls)
        )
    s.add("gable_roof", "slate", (0, 0, base + walls), (w * 1.04, d * 1.1, roof))
    s.add("door", "bronze", (0, -0.43 * d + 0.6, base), (1.8, 0.24, 3.0))
    s.add(
        "sign",
        "limestone",
        (0, -0.43 * d + 0.56, base + 0.56 * walls),
        (4.4, 0.3, 1.0),
        text="BANK",
    )


#: What a commercial building is called -> its template; the first that is named counts.
SORTS = (
    (("hotel", "motel", "hostel"), hotel),
    (("hospital", "clinic"), hospital),
    (("school", "university", "college"), school),
    (("bank",), bank),
    (("shop", "store", "restaurant", "cafe", "retail", "mall", "supermarket"), shop),
)
