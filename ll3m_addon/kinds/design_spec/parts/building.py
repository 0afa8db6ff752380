# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of buildings and their surroundings, and plain solids."""

from __future__ import annotations

__all__ = ["ALSO", "SOURCE"]

SOURCE = '''
def part_block(w, d, h, m, x):
    """A block with rounded edges."""
    return [box("Block", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.06 * min(w, d, h))]


def part_round(w, d, h, m, x):
    """An upright cylinder."""
    return [cylinder("Round", w / 2, h, (0.0, 0.0, 0.0), m["main"], None, 0.03 * w)]


def part_ball(w, d, h, m, x):
    """An ellipsoid."""
    return [ball("Ball", (w, d, h), (0.0, 0.0, 0.0), m["main"], None)]


def part_slab(w, d, h, m, x):
    """A floor, foundation or platform."""
    return [box("Slab", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.12 * h)]


def part_wall(w, d, h, m, x):
    """A wall with a coping."""
    cap = min(0.06 * h, 0.12)
    return [
        box("Wall", (w, d, h - cap), (0.0, 0.0, 0.0), m["main"], None, 0.0),
        box("Coping", (w + 0.02, d * 1.15, cap), (0.0, 0.0, h - cap), m["trim"], None, 0.2 * cap),
    ]


def part_storeys(w, d, h, m, x):
    """The body of a building: storeys with bands between them, windows on all sides.

    "window_width" in metres bounds the windows; "entrance" keeps that much of the front free.
    """
    floors = int(told(x, "floors", round(h / 3.2), 1, 40))
    floor = h / floors
    widest, free = told(x, "window_width", 99.0, 0.3, 99.0), told(x, "entrance", 0.0, 0.0, w)
    pieces = [box("Core", (w - 0.1, d - 0.1, h), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    for level in range(floors):
        low = level * floor
        pieces.append(box("Band", (w, d, 0.18 * floor), (0.0, 0.0, low), m["main"], None, 0.02))
        for side, span, deep in (("x", w, d), ("y", d, w)):
            count = many(span / 2.6, 1, max(2, min(30, 160 // floors)))
            step = span / count
            for number in range(count):
                at = -span / 2 + step * (number + 0.5)
                for face in (-1.0, 1.0):
                    wide, tall = min(step * 0.62, widest), floor * 0.56
                    if free and side == "x" and face < 0.0 and level == 0 and abs(at) < (free + wide) / 2:
                        continue
                    out = face * (deep / 2 - 0.06)
                    if side == "x":
                        pane, frame = (wide, 0.06, tall), (wide + 0.16, 0.08, tall + 0.16)
                        spot = (at, out, low + 0.29 * floor)
                    else:
                        pane, frame = (0.06, wide, tall), (0.08, wide + 0.16, tall + 0.16)
                        spot = (out, at, low + 0.29 * floor)
                    push = 0.035 * face
                    shown = (spot[0] + (0.0 if side == "x" else push), spot[1] + (push if side == "x" else 0.0), spot[2])
                    pieces.append(box("Frame", frame, (spot[0], spot[1], spot[2] - 0.08), m["trim"], None, 0.0))
                    pieces.append(box("Pane", pane, shown, m["glass"], None, 0.0))
    pieces.append(box("Cornice", (w, d, 0.12 * floor), (0.0, 0.0, h - 0.12 * floor), m["trim"], None, 0.02))
    return pieces


def part_curtain_wall(w, d, h, m, x):
    """A glazed tower: panes in a grid of mullions, floor edges."""
    floors = int(told(x, "floors", round(h / 3.6), 1, 80))
    floor = h / floors
    pieces = [box("Glass", (w - 0.16, d - 0.16, h - 0.02), (0.0, 0.0, 0.0), m["glass"], None, 0.0)]
    for level in range(floors + 1):
        tall = 0.09 * floor
        low = min(level * floor, h - tall)
        pieces.append(box("Edge", (w - 0.04, d - 0.04, tall), (0.0, 0.0, low), m["main"], None, 0.01))
    for span, deep, turned in ((w, d, False), (d, w, True)):
        count = many(span / 1.6, 2, 60)
        for number in range(count + 1):
            at = -span / 2 + 0.05 + (span - 0.1) * number / count
            for face in (-1.0, 1.0):
                out = face * (deep / 2 - 0.05)
                spot = (out, at, 0.0) if turned else (at, out, 0.0)
                size = (0.1, 0.06, h) if turned else (0.06, 0.1, h)
                pieces.append(box("Mullion", size, spot, m["main"], None, 0.0))
    return pieces


def part_gable_roof(w, d, h, m, x):
    """A gable roof whose ridge runs along its longer side, with eaves and ridge tiles."""
    along = w >= d
    span, length = (d, w) if along else (w, d)
    half, thick = span / 2, min(0.12 * h, 0.2)
    pieces = []
    for side in (-1.0, 1.0):
        outline = [(side * half, 0.0), (side * half, thick), (0.0, h - 0.3 * thick), (0.0, h - 1.4 * thick)]
        pieces.append(prism("Slope", outline, length, (0.0, 0.0, 0.0), m["main"], None, "x" if along else "y", 0.01))
    wall = m["wood"] if x.get("gable") == "wood" else m["trim"]
    gable = [(-half * 0.9, 0.0), (half * 0.9, 0.0), (0.0, h - 1.6 * thick)]
    pieces.append(prism("Gable", gable, length * 0.92, (0.0, 0.0, 0.0), wall, None, "x" if along else "y", 0.0))
    ridge = (length, 0.16 * thick + 0.1, thick) if along else (0.16 * thick + 0.1, length, thick)
    pieces.append(box("Ridge", ridge, (0.0, 0.0, h - thick), m["main"], None, 0.2 * thick))
    return pieces


def part_hip_roof(w, d, h, m, x):
    """A hip roof over eaves boards."""
    board = min(0.1 * h, 0.15)
    top = (max(w - d, 0.02 * w), max(d - w, 0.02 * d))
    return [
        box("Eaves", (w, d, board), (0.0, 0.0, 0.0), m["trim"], None, 0.2 * board),
        wedge("Roof", (w * 0.99, d * 0.99), top, h - board, (0.0, 0.0, board), m["main"], None, (0.0, 0.0), 0.0),
    ]


def part_flat_roof(w, d, h, m, x):
    """A flat roof with a parapet."""
    deck, thick = 0.45 * h, min(0.3, 0.06 * min(w, d))
    pieces = [box("Deck", (w, d, deck), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    for side in (-1.0, 1.0):
        pieces.append(box("Parapet", (w, thick, h), (0.0, side * (d - thick) / 2, 0.0), m["main"], None, 0.04 * h))
        pieces.append(box("Parapet", (thick, d - 2 * thick, h), (side * (w - thick) / 2, 0.0, 0.0), m["main"], None, 0.04 * h))
    return pieces


def part_window(w, d, h, m, x):
    """A window: frame, glazing bars, panes and a sill."""
    bar = 0.09 * min(w, h)
    pieces = [
        box("Sill", (w, d, bar), (0.0, 0.0, 0.0), m["main"], None, 0.2 * bar),
        box("Head", (w * 0.94, d * 0.6, bar), (0.0, 0.0, h - bar), m["main"], None, 0.1 * bar),
        box("Pane", (w * 0.94 - bar, d * 0.16, h - 1.5 * bar), (0.0, 0.0, 0.8 * bar), m["glass"], None, 0.0),
        box("Transom", (w * 0.94 - bar, d * 0.4, 0.6 * bar), (0.0, 0.0, 0.62 * h), m["main"], None, 0.0),
        box("Mullion", (0.6 * bar, d * 0.4, h - 1.5 * bar), (0.0, 0.0, 0.8 * bar), m["main"], None, 0.0),
    ]
    for side in (-1.0, 1.0):
        pieces.append(box("Jamb", (bar, d * 0.6, h - bar), (side * (w * 0.94 - bar) / 2, 0.0, 0.5 * bar), m["main"], None, 0.1 * bar))
    return pieces


def part_door(w, d, h, m, x):
    """A door: frame, leaf with panels, handle."""
    jamb = 0.08 * w
    leaf = (w - 2 * jamb, d * 0.5, h - jamb)
    pieces = [
        box("Head", (w, d, jamb), (0.0, 0.0, h - jamb), m["trim"], None, 0.1 * jamb),
        box("Leaf", leaf, (0.0, 0.0, 0.0), m["main"], None, 0.02 * w),
        ball("Knob", (0.07 * w, 0.5 * d + 0.07 * w, 0.07 * w), (0.34 * w, -0.25 * d, 0.46 * h), m["metal"], None, 2.0, 16),
    ]
    for side in (-1.0, 1.0):
        pieces.append(box("Jamb", (jamb, d, h - jamb), (side * (w - jamb) / 2, 0.0, 0.0), m["trim"], None, 0.1 * jamb))
    for low, tall in ((0.08, 0.34), (0.5, 0.4)):
        panel = (0.56 * leaf[0], 0.6 * d, tall * leaf[2])
        pieces.append(box("Panel", panel, (0.0, 0.0, low * leaf[2]), m["main"], None, 0.05 * d))
    return pieces


def part_glass_door(w, d, h, m, x):
    """A double glass door in a metal frame with long handles."""
    bar = 0.05 * min(w, h)
    pieces = [box("Head", (w, d, bar), (0.0, 0.0, h - bar), m["main"], None, 0.1 * bar)]
    for at in (-w / 2 + bar / 2, 0.0, w / 2 - bar / 2):
        pieces.append(box("Stile", (bar, d, h - bar), (at, 0.0, 0.0), m["main"], None, 0.1 * bar))
    for side in (-1.0, 1.0):
        pane = ((w - 3 * bar) / 2, 0.3 * d, h - 1.2 * bar)
        pieces.append(box("Pane", pane, (side * w / 4, 0.0, 0.1 * bar), m["glass"], None, 0.0))
        pieces.append(cylinder("Handle", 0.25 * bar, 0.3 * h, (side * 1.5 * bar, -0.5 * d, 0.35 * h), m["metal"], None, 0.0, 12))
    return pieces


def part_garage_door(w, d, h, m, x):
    """A sectional door: ribbed panels in a frame."""
    rows, frame = 5, 0.04 * w
    pieces = [box("Head", (w, d, frame), (0.0, 0.0, h - frame), m["trim"], None, 0.0)]
    for side in (-1.0, 1.0):
        pieces.append(box("Jamb", (frame, d, h - frame), (side * (w - frame) / 2, 0.0, 0.0), m["trim"], None, 0.0))
    tall = (h - frame) / rows
    for row in range(rows):
        size = (w - 2 * frame, 0.6 * d, tall * 0.97)
        pieces.append(box("Panel", size, (0.0, 0.0, row * tall), m["main"], None, 0.12 * tall))
    return pieces


def part_column(w, d, h, m, x):
    """A column with base, shaft and capital."""
    r = w / 2
    profile = [
        (0.0, 0.0), (r, 0.0), (r, 0.04 * h), (0.9 * r, 0.05 * h), (0.92 * r, 0.07 * h), (0.76 * r, 0.08 * h),
        (0.78 * r, 0.4 * h), (0.66 * r, 0.9 * h), (0.72 * r, 0.91 * h), (0.72 * r, 0.92 * h), (0.95 * r, 0.96 * h),
        (r, 0.965 * h), (r, h), (0.0, h),
    ]
    return [lathe("Column", profile, (0.0, 0.0, 0.0), m["main"], None)]


def part_chimney(w, d, h, m, x):
    """A chimney with a cap and pots."""
    pieces = [
        box("Stack", (w * 0.86, d * 0.86, h * 0.82), (0.0, 0.0, 0.0), m["main"], None, 0.0),
        box("Cap", (w, d, h * 0.08), (0.0, 0.0, h * 0.82), m["trim"], None, 0.01 * h),
    ]
    for side in (-1.0, 1.0):
        pieces.append(cylinder("Pot", 0.16 * w, h * 0.1, (side * 0.22 * w, 0.0, h * 0.9), m["main"], None, 0.01 * w, 20))
    return pieces


def part_smokestack(w, d, h, m, x):
    """An industrial stack: tapering, with hoops."""
    r = w / 2
    pieces = [lathe("Stack", [(r, 0.0), (r * 0.96, 0.02 * h), (r * 0.62, h * 0.98), (r * 0.7, h * 0.985), (r * 0.7, h), (r * 0.5, h), (r * 0.5, 0.9 * h), (0.0, 0.9 * h)], (0.0, 0.0, 0.0), m["main"], None)]
    for level in (0.3, 0.55, 0.8):
        at = r * (0.965 - 0.345 * level)
        pieces.append(ring_shape("Hoop", [(at * 0.98, 0.0), (at * 1.06, 0.0), (at * 1.06, 0.015 * h), (at * 0.98, 0.015 * h)], (0.0, 0.0, level * h), m["red"], None))
    return pieces


def part_stairs(w, d, h, m, x):
    """A flight of steps that rises towards +Y."""
    count = int(told(x, "steps", round(h / 0.17), 2, 80))
    run, rise = d / count, h / count
    pieces = []
    for step in range(count):
        size = (w, d - step * run, rise)
        pieces.append(box("Step", size, (0.0, step * run / 2, step * rise), m["main"], None, 0.08 * rise))
    return pieces


def part_railing(w, d, h, m, x):
    """A railing: posts, handrail and balusters along x."""
    posts = many(w / 0.14 + 1, 2, 120)
    thick = min(d, 0.06 * h + 0.02)
    pieces = [
        box("Handrail", (w, d, 0.06 * h), (0.0, 0.0, 0.94 * h), m["main"], None, 0.02 * h),
        box("Bottom rail", (w, thick, 0.04 * h), (0.0, 0.0, 0.08 * h), m["main"], None, 0.0),
    ]
    for number in range(posts):
        at = -w / 2 + thick / 2 + (w - thick) * number / (posts - 1)
        end = number in (0, posts - 1)
        size = (thick, thick, 0.95 * h) if end else (0.3 * thick, 0.3 * thick, 0.87 * h)
        pieces.append(box("Post", size, (at, 0.0, 0.0 if end else 0.09 * h), m["main"], None, 0.0))
    return pieces


def part_balcony(w, d, h, m, x):
    """A balcony: slab and balustrade on three sides."""
    slab, bar = 0.14 * h, min(0.04 * w, 0.05)
    pieces = [box("Slab", (w, d, slab), (0.0, 0.0, 0.0), m["main"], None, 0.1 * slab)]
    pieces.append(box("Rail", (w, bar, bar), (0.0, -d / 2 + bar / 2, h - bar), m["metal"], None, 0.0))
    for side in (-1.0, 1.0):
        pieces.append(box("Rail", (bar, d - bar, bar), (side * (w - bar) / 2, bar / 2, h - bar), m["metal"], None, 0.0))
    count = many(w / 0.14, 3, 120)
    for number in range(count + 1):
        at = -w / 2 + bar / 2 + (w - bar) * number / count
        pieces.append(box("Baluster", (0.4 * bar, 0.4 * bar, h - slab - bar * 0.5), (at, -d / 2 + bar / 2, slab * 0.9), m["metal"], None, 0.0))
    deep = many(d / 0.14, 2, 60)
    for side in (-1.0, 1.0):
        for number in range(1, deep + 1):
            at = -d / 2 + bar / 2 + (d - bar) * number / deep
            pieces.append(box("Baluster", (0.4 * bar, 0.4 * bar, h - slab - bar * 0.5), (side * (w - bar) / 2, at, slab * 0.9), m["metal"], None, 0.0))
    return pieces


def part_canopy(w, d, h, m, x):
    """A canopy on two posts: a thin roof that leans a little."""
    thick = 0.06 * h
    pieces = [wedge("Roof", (w, d), (w, d), thick, (0.0, 0.0, h - 1.0 * thick), m["main"], None, (0.0, 0.0), 0.2 * thick)]
    for side in (-1.0, 1.0):
        pieces.append(cylinder("Post", 0.02 * w + 0.02, h - 0.9 * thick, (side * 0.44 * w, -0.42 * d, 0.0), m["metal"], None, 0.005, 20))
    return pieces


def part_solar_panel(w, d, h, m, x):
    """A solar panel on a leaning frame."""
    pieces = [
        prism("Frame", [(-d / 2, 0.12 * h), (d / 2, 0.86 * h), (d / 2, h), (-d / 2, 0.26 * h)], w, (0.0, 0.0, 0.0), m["metal"], None, "x", 0.01 * h),
        prism("Cells", [(-d * 0.48, 0.2 * h), (d * 0.48, 0.93 * h), (d * 0.48, 1.01 * h), (-d * 0.48, 0.285 * h)], w * 0.95, (0.0, 0.0, 0.0), m["main"], None, "x", 0.0),
    ]
    for side in (-1.0, 1.0):
        pieces.append(box("Leg", (0.03 * w, 0.03 * w, 0.88 * h), (side * 0.4 * w, 0.44 * d, 0.0), m["metal"], None, 0.0))
        pieces.append(box("Foot", (0.03 * w, 0.9 * d, 0.1 * h), (side * 0.4 * w, 0.0, 0.0), m["metal"], None, 0.0))
    return pieces


def part_hvac_unit(w, d, h, m, x):
    """A roof unit: ribbed case with a fan in its top."""
    pieces = [box("Case", (w, d, 0.9 * h), (0.0, 0.0, 0.04 * h), m["main"], None, 0.02 * h)]
    fan = 0.38 * min(w, d)
    pieces.append(ring_shape("Fan ring", [(fan * 0.9, 0.0), (fan, 0.0), (fan, 0.07 * h), (fan * 0.9, 0.07 * h)], (0.0, 0.0, 0.93 * h), m["metal"], None))
    pieces.append(cylinder("Fan floor", fan * 0.9, 0.02 * h, (0.0, 0.0, 0.93 * h), m["dark"], None, 0.0))
    for blade in range(5):
        leaf = box("Blade", (fan * 1.6, fan * 0.2, 0.015 * h), (0.0, 0.0, 0.96 * h), m["metal"], None, 0.0)
        leaf.rotation_euler.z = math.pi * blade / 5
        pieces.append(leaf)
    for slat in range(7):
        at = (0.18 + 0.1 * slat) * h
        pieces.append(box("Slat", (0.8 * w, d + 0.02, 0.04 * h), (0.0, 0.0, at), m["dark"], None, 0.0))
    for sx in (-1.0, 1.0):
        pieces.append(box("Foot", (0.08 * w, d, 0.06 * h), (sx * 0.4 * w, 0.0, 0.0), m["metal"], None, 0.0))
    return pieces


def part_tank(w, d, h, m, x):
    """An upright storage tank with a domed top and a ladder."""
    r = w / 2 * 0.96
    profile = [(0.0, 0.0), (r, 0.0), (r, 0.84 * h), (0.8 * r, 0.93 * h), (0.45 * r, 0.985 * h), (0.0, h)]
    pieces = [lathe("Tank", profile, (0.0, 0.0, 0.0), m["main"], None)]
    for level in (0.02, 0.42, 0.82):
        pieces.append(ring_shape("Hoop", [(r * 0.99, 0.0), (r * 1.03, 0.0), (r * 1.03, 0.02 * h), (r * 0.99, 0.02 * h)], (0.0, 0.0, level * h), m["metal"], None))
    for side in (-1.0, 1.0):
        pieces.append(box("Ladder", (0.02 * w, 0.02 * w, 0.86 * h), (side * 0.08 * w, -r * 1.03, 0.0), m["metal"], None, 0.0))
    for rung in range(12):
        pieces.append(box("Rung", (0.16 * w, 0.012 * w, 0.012 * w), (0.0, -r * 1.03, (0.05 + 0.068 * rung) * h), m["metal"], None, 0.0))
    return pieces


def part_tree(w, d, h, m, x):
    """A broad tree."""
    pieces = [tube("Trunk", spline([(0.0, 0.0, 0.0), (0.02 * w, 0.0, 0.25 * h), (0.0, 0.0, 0.5 * h)]), [0.05 * w] * 12 + [0.04 * w], m["wood"], None)]
    for number, (sx, sy, sz, size) in enumerate(((0.0, 0.0, 0.5, 0.62), (-0.2, 0.05, 0.38, 0.5), (0.2, -0.08, 0.4, 0.5), (0.02, 0.18, 0.36, 0.48), (0.0, -0.2, 0.42, 0.44))):
        pieces.append(blob("Crown", (size * w, size * d, 0.5 * h * size / 0.55), (sx * w, sy * d, sz * h), m["main"], None, number, 0.3, 3))
    return pieces


def part_hedge(w, d, h, m, x):
    """A trimmed hedge."""
    return [ball("Hedge", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 8.0)]


def part_planter(w, d, h, m, x):
    """A planter with soil and leaves."""
    pot = 0.5 * h
    pieces = [
        wedge("Pot", (0.82 * w, 0.82 * d), (w, d), pot, (0.0, 0.0, 0.0), m["main"], None, (0.0, 0.0), 0.03 * w),
        box("Soil", (0.88 * w, 0.88 * d, 0.04 * h), (0.0, 0.0, pot - 0.02 * h), m["soil"], None, 0.0),
    ]
    for number in range(5):
        turn = 2.4 * number
        spot = (0.22 * w * math.cos(turn), 0.22 * d * math.sin(turn), pot - 0.02 * h)
        pieces.append(blob("Leaves", (0.5 * w, 0.5 * d, 0.5 * h), spot, m["leaf"], None, number, 0.35, 3))
    return pieces
'''

ALSO = """
block: box, cube, cuboid, object, part, component, module, unit, body, structure, main_structure, base, building_block, mass
round: strut, tail_skid, cylinder, drum, disc, disk, pole, post, rod, pipe, pillar_round, bollard
ball: sphere, dome, globe, orb, bulb
slab: deck, boat_deck, floor, floor_slab, foundation, platform, terrace, deck_floor, ground, pavement, driveway, ground_plane, patio, plinth, road
wall: fence, partition, exterior_wall, interior_wall, boundary_wall, walls, side_wall
storeys: building, building_body, house_body, apartment_block, residential_body, facade, main_building, house, shell, walls_and_windows, upper_floor, ground_floor, storey, story
curtain_wall: tower, office_tower, glass_tower, office_body, skyscraper, glass_facade, atrium, commercial_body, office_building, window_wall, storefront, lobby
gable_roof: roof, pitched_roof, saddle_roof, roof_structure, house_roof
hip_roof: pyramid_roof, tent_roof
flat_roof: parapet, green_roof, roof_deck, rooftop, roof_slab
window: windows, skylight, bay_window, glazing, pane
door: front_door, entrance_door, entrance, back_door, main_door, gate, entry_door
glass_door: sliding_door, revolving_door, glass_entrance, main_entrance, shop_door
garage_door: loading_dock, loading_door, roller_door, shutter, dock_door, bay_door
column: pillar, support_column, columns
chimney: flue
smokestack: stack, exhaust_stack, chimney_stack
stairs: steps, staircase, stairway, entrance_steps, stair
railing: balustrade, handrail, guard_rail, rail, fence_rail
balcony: terrace_balcony, loggia
canopy: porch, carport, entrance_canopy, porch_roof
solar_panel: solar_panels, photovoltaic_panel, solar_array, pv_panel
hvac_unit: hvac, air_handler, rooftop_unit, condenser, outdoor_unit, chiller, heat_pump
tank: silo, storage_tank, water_tank, boiler, water_heater
tree: trees, street_tree
hedge: bush, shrub, shrubs
planter: plant, potted_plant, flower_box, garden, planter_box, green_wall
"""
