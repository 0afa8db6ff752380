# SPDX-License-Identifier: GPL-3.0-or-later
"""Furniture of parts: seats, tables, storage, beds, decoration. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = ["bed", "chair", "decoration", "office_chair", "sofa", "storage", "table"]


def _legs(
    s: Sketch, material: str, w: float, d: float, h: float, thick: float, type: str = "leg"
) -> None:
    for sy in (-1, 1):
        for sx in (-1, 1):
            at = (sx * (w - thick) / 2, sy * (d - thick) / 2, 0.0)
            s.add(type, material, at, (thick, thick, h))


def chair(s: Sketch) -> None:
    """A chair; upholstered where the request says so."""
    b, p = s.brief, s.brief.palette
    if b.has("stool", "barstool"):
        w, d, h = b.extent(0.42, 0.42, 0.75 if b.has("bar", "barstool") else 0.48)
        _legs(s, p.second, w * 0.84, d * 0.84, h - 0.04, 0.1 * w)
        s.add("hard_seat", p.main, (0, 0, h - 0.045), (w, d, 0.045))
        return
    arm = b.has("armchair", "arms", "lounge", "upholstered", "comfortable", "padded", "easy")
    w, d, h = b.extent(*((0.78, 0.8, 0.92) if arm else (0.46, 0.52, 0.88)))
    seat = (0.28 if arm else 0.5) * h
    thick = 0.09 * w if not arm else 0.08 * w
    _legs(s, p.second, w * 0.96, d * 0.94, seat, thick)
    if arm:
        s.add("seat", p.soft, (0, -0.03 * d, seat * 0.96), (0.74 * w, 0.86 * d, 0.22 * h))
        s.add("backrest", p.soft, (0, 0.38 * d, seat * 0.96), (0.76 * w, 0.24 * d, h - seat * 0.96))
        s.pair("armrest", p.soft, (0.435 * w, -0.02 * d, seat * 0.9), (0.13 * w, 0.9 * d, 0.36 * h))
    else:
        s.add(
            "hard_seat" if not b.has("cushion", "leather", "fabric", "velvet") else "seat",
            p.main,
            (0, 0, seat * 0.995),
            (w, d * 0.98, 0.05 * h),
        )
        s.add(
            "slat_back",
            p.main,
            (0, 0.44 * d, seat + 0.045 * h),
            (w * 0.96, 0.06 * d, h - seat - 0.045 * h),
        )


def office_chair(s: Sketch) -> None:
    """A swivel chair."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.66, 0.66, 1.18)
    s.add("star_base", p.metal, (0, 0, 0), (w, d, 0.4 * h))
    s.add("seat", p.soft, (0, 0, 0.39 * h), (0.76 * w, 0.76 * d, 0.1 * h))
    s.add(
        "bracket",
        "plastic",
        (0, 0.37 * d, 0.42 * h),
        (0.1 * w, 0.06 * d, 0.2 * h),
        colour="#1d1f22",
    )
    s.add("backrest", p.soft, (0, 0.36 * d, 0.52 * h), (0.7 * w, 0.13 * d, 0.48 * h))
    s.pair(
        "armrest",
        "plastic",
        (0.41 * w, 0.02 * d, 0.41 * h),
        (0.1 * w, 0.42 * d, 0.2 * h),
        colour="#1d1f22",
        form="post",
    )


def sofa(s: Sketch) -> None:
    """A sofa with as many seats as asked for."""
    b, p = s.brief, s.brief.palette
    seats = b.count("seat", 3, 1, 6)
    w, d, h = b.extent(0.68 * seats + 0.36, 0.92, 0.84)
    arm, leg, base = min(0.18, 0.1 * w), 0.14 * h, 0.2 * h
    _legs(s, p.second, w * 0.95, d * 0.92, leg, 0.06)
    s.add("case", p.soft, (0, 0, leg * 0.98), (w * 0.99, d * 0.97, base))
    span = (w - 2 * arm) / seats
    top = leg + base
    for number in range(seats):
        x = (number - (seats - 1) / 2) * span
        s.add("seat", p.soft, (x, -0.07 * d, top * 0.98), (span * 0.99, 0.78 * d, 0.19 * h))
        s.add(
            "backrest",
            p.soft,
            (x, 0.3 * d, top + 0.13 * h),
            (span * 0.98, 0.26 * d, h - top - 0.13 * h),
        )
    s.add("case", p.soft, (0, 0.43 * d, top * 0.98), (w - 2 * arm, 0.12 * d, 0.86 * h - top))
    s.pair("armrest", p.soft, ((w - arm) / 2, 0, leg * 0.98), (arm, d, 0.58 * h))


def table(s: Sketch) -> None:
    """A table or desk."""
    b, p = s.brief, s.brief.palette
    low = b.has("coffee", "side", "low")
    desk = b.has("desk", "workstation", "bureau")
    w, d, h = b.extent(
        *((1.1, 0.6, 0.42) if low else (1.4, 0.7, 0.75) if desk else (1.8, 0.9, 0.75))
    )
    top = max(0.02, 0.045 * h)
    thick = 0.045 * min(w, 1.6)
    round_top = b.has("round", "circular")
    if round_top:
        d = w
        s.add("tabletop", p.main, (0, 0, h - top), (w, d, top), round=True)
        s.add("lamp_stand", p.second, (0, 0, 0), (0.6 * w, 0.6 * w, h - top * 0.9))
        return
    s.add("tabletop", p.main, (0, 0, h - top), (w, d, top))
    _legs(s, p.second, w * 0.94, d * 0.9, h - top * 0.98, thick)
    s.add(
        "apron",
        p.second,
        (0, 0, h - top - 0.1 * h),
        (w * 0.92 - thick, d * 0.86 - thick * 0.4, 0.101 * h),
    )
    if desk:
        drawers = b.count("drawer", 2, 0, 5)
        tall = min(0.16 * h, 0.7 * h / max(1, drawers))
        for number in range(drawers):
            s.add(
                "drawer",
                p.main,
                (0.3 * w, -0.02 * d, h - top - tall * (number + 1)),
                (0.3 * w, 0.84 * d, tall * 0.96),
            )


def storage(s: Sketch) -> None:
    """A bookcase, wardrobe or chest of drawers."""
    b, p = s.brief, s.brief.palette
    if b.has("wardrobe", "closet", "cupboard", "armoire"):
        w, d, h = b.extent(1.4, 0.6, 2.1)
        s.add("carcass", p.main, (0, 0, 0.04 * h), (w, d * 0.94, 0.96 * h), shelves=1)
        s.add("plinth", p.second, (0, 0.02 * d, 0), (w * 0.96, d * 0.86, 0.042 * h))
        count = b.count("door", 2, 1, 6)
        for number in range(count):
            x = (number - (count - 1) / 2) * w / count
            side = "left" if number % 2 == 0 else "right"
            s.add(
                "cabinet_door",
                p.main,
                (x, -0.485 * d, 0.05 * h),
                (0.98 * w / count, 0.06 * d, 0.94 * h),
                side=side,
            )
    elif b.has("drawer", "drawers", "dresser", "chest", "commode", "nightstand", "sideboard"):
        w, d, h = b.extent(1.0, 0.48, 0.82)
        count = b.count("drawer", 4, 1, 8)
        leg = 0.12 * h
        _legs(s, p.second, w * 0.94, d * 0.9, leg, 0.05 * w)
        s.add(
            "carcass",
            p.main,
            (0, 0.01, leg * 0.98),
            (w, d * 0.96, h - leg * 0.98),
            shelves=count - 1,
        )
        tall = (h - leg) / count
        for number in range(count):
            s.add(
                "drawer",
                p.main,
                (0, -0.03 * d, leg + tall * number + 0.1 * tall),
                (w * 0.93, d * 0.94, tall * 0.8),
            )
    else:
        w, d, h = b.extent(0.9, 0.32, 1.9)
        shelves = b.count("shelf", 4, 1, 9)
        s.add("carcass", p.main, (0, 0, 0), (w, d, h), shelves=shelves)
        gap = h / (shelves + 1)
        for number in range(1, shelves + 1, 2):
            wide = (0.5 + 0.12 * (number % 3)) * w
            s.add(
                "books",
                "linen",
                (-0.16 * w + 0.08 * w * (number % 3), -0.02 * d, gap * number * 0.985 + 0.026),
                (wide, 0.62 * d, 0.62 * gap),
            )


def bed(s: Sketch) -> None:
    """A bed with mattress, pillows and headboard."""
    b, p = s.brief, s.brief.palette
    single = b.has("single", "child", "kids")
    w, d, h = b.extent(1.0 if single else 1.7, 2.15, 1.05)
    leg = 0.12 * h
    _legs(s, p.second, w * 0.96, d * 0.95, leg, 0.07)
    s.add("block", p.main, (0, 0, leg * 0.98), (w, d, 0.17 * h))
    s.add(
        "mattress",
        "cotton",
        (0, -0.005 * d, 0.28 * h),
        (w * 0.95, d * 0.95, 0.22 * h),
        colour="#f3f1ea",
    )
    s.add("blanket", p.soft, (0, -0.16 * d, 0.46 * h), (w * 0.98, d * 0.66, 0.07 * h))
    count = 1 if single else 2
    for number in range(count):
        x = (number - (count - 1) / 2) * 0.45 * w
        s.add(
            "pillow",
            "cotton",
            (x, 0.36 * d, 0.49 * h),
            (0.4 * w if count > 1 else 0.6 * w, 0.18 * d, 0.12 * h),
            colour="#ffffff",
        )
    s.add("headboard", p.main, (0, 0.485 * d, 0), (1.004 * w, 0.036 * d, h))


def decoration(s: Sketch) -> None:
    """A vase, lamp, mirror or rug."""
    b, p = s.brief, s.brief.palette
    if b.has("lamp", "light", "lighting"):
        w, d, h = b.extent(0.45, 0.45, 1.55 if b.has("floor", "standing") else 0.55)
        shade = min(0.36 * h, 0.3)
        s.add("lamp_stand", p.metal, (0, 0, 0), (0.62 * w, 0.62 * d, h - 0.5 * shade))
        s.add("lamp_shade", p.soft, (0, 0, h - shade), (w, d, shade))
    elif b.has("mirror"):
        w, d, h = b.extent(0.7, 0.04, 1.0)
        s.add("wall_mirror", p.main, (0, 0, 0), (w, d, h))
    elif b.has("rug", "carpet"):
        w, d, h = b.extent(2.4, 1.6, 0.02)
        s.add("rug", p.soft, (0, 0, 0), (w, d, h))
    else:
        w, d, h = b.extent(0.28, 0.28, 0.42)
        s.add(
            "vase",
            "porcelain" if p.main in ("white_paint", "oak") else p.main,
            (0, 0, 0),
            (w, d, h),
        )
