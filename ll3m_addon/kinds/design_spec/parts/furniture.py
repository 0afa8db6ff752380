# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of furniture and decoration."""

from __future__ import annotations

__all__ = ["ALSO", "SOURCE"]

SOURCE = '''
def part_seat(w, d, h, m, x):
    """A padded seat."""
    return [cushion("Seat", (w, d, h), (0.0, 0.0, 0.0), m["main"], None)]


def part_hard_seat(w, d, h, m, x):
    """A solid seat with a hollow for comfort."""
    rings = [plan(0.0, w * 0.97, -d * 0.485, d * 0.485, 7.0, 40), plan(0.25 * h, w, -d / 2, d / 2, 7.0, 40), plan(0.85 * h, w, -d / 2, d / 2, 7.0, 40), plan(h, w * 0.95, -d * 0.475, d * 0.475, 7.0, 40)]
    return [loft("Seat", rings, (0.0, 0.0, 0.0), m["main"], None)]


def part_backrest(w, d, h, m, x):
    """A padded backrest."""
    return [cushion("Back", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.12)]


def part_slat_back(w, d, h, m, x):
    """A backrest of slats between two posts."""
    post = min(0.1 * w, d)
    pieces = [box("Top rail", (w, d, 0.16 * h), (0.0, 0.0, 0.84 * h), m["main"], None, 0.3 * d), box("Bottom rail", (w - post, 0.7 * d, 0.09 * h), (0.0, 0.0, 0.16 * h), m["main"], None, 0.15 * d)]
    for side in (-1.0, 1.0):
        pieces.append(box("Post", (post, d, 0.92 * h), (side * (w - post) / 2, 0.0, 0.0), m["main"], None, 0.25 * post))
    for slat in range(4):
        at = (slat - 1.5) * 0.19 * w
        pieces.append(box("Slat", (0.07 * w, 0.45 * d, 0.66 * h), (at, 0.0, 0.2 * h), m["main"], None, 0.1 * d))
    return pieces


def part_armrest(w, d, h, m, x):
    """An armrest: a padded top on a support; "form" post makes the support a slim one."""
    if x.get("form") == "post":
        post = box("Post", (0.4 * w, 0.16 * d, 0.85 * h), (0.0, 0.0, 0.0), m["main"], None, 0.06 * w)
        arm = box("Bracket", (w, 0.16 * d, 0.14 * h), (0.0, 0.0, 0.0), m["main"], None, 0.05 * w)
        return [cushion("Arm", (w, d, 0.2 * h), (0.0, 0.0, 0.8 * h), m["main"], None), post, arm]
    return [cushion("Arm", (w, d, 0.45 * h), (0.0, 0.0, 0.55 * h), m["main"], None), box("Support", (0.75 * w, 0.86 * d, 0.7 * h), (0.0, 0.0, 0.0), m["main"], None, 0.1 * w)]


def part_leg(w, d, h, m, x):
    """A leg that tapers towards the floor."""
    return [wedge("Leg", (0.62 * w, 0.62 * d), (w, d), h, (0.0, 0.0, 0.0), m["main"], None, (0.0, 0.0), 0.12 * w)]


def part_round_leg(w, d, h, m, x):
    """A turned leg."""
    r = w / 2
    profile = [(0.0, 0.0), (0.55 * r, 0.0), (0.6 * r, 0.02 * h), (0.5 * r, 0.06 * h), (0.7 * r, 0.5 * h), (0.95 * r, 0.8 * h), (0.75 * r, 0.83 * h), (r, 0.86 * h), (r, h), (0.0, h)]
    return [lathe("Leg", profile, (0.0, 0.0, 0.0), m["main"], None, 28)]


def part_star_base(w, d, h, m, x):
    """A swivel chair's base: five arms on castors and a gas spring."""
    pieces = [cylinder("Spring", 0.05 * w, 0.75 * h, (0.0, 0.0, 0.25 * h), m["main"], None, 0.0, 20), cylinder("Sleeve", 0.07 * w, 0.4 * h, (0.0, 0.0, 0.2 * h), m["dark"], None, 0.005 * w, 24)]
    for number in range(5):
        turn = 2.0 * math.pi * number / 5 - math.pi / 2
        out = (0.44 * w * math.cos(turn), 0.44 * w * math.sin(turn))
        pieces.append(tube("Arm", [(0.0, 0.0, 0.24 * h), (out[0], out[1], 0.17 * h)], [0.05 * w, 0.035 * w], m["main"], None))
        castor = ball("Castor", (0.1 * w, 0.1 * w, 0.17 * h), (out[0], out[1], 0.0), m["rubber"], None, 3.0, 16)
        pieces.append(castor)
    return pieces


def part_tabletop(w, d, h, m, x):
    """A table's top with eased edges; "round" in the properties makes it round."""
    if x.get("round"):
        return [cylinder("Top", w / 2, h, (0.0, 0.0, 0.0), m["main"], None, 0.3 * h)]
    return [box("Top", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.25 * h)]


def part_apron(w, d, h, m, x):
    """The frame under a table's top."""
    thick = min(0.025, 0.2 * min(w, d))
    pieces = []
    for side in (-1.0, 1.0):
        pieces.append(box("Rail", (w, thick, h), (0.0, side * (d - thick) / 2, 0.0), m["main"], None, 0.1 * thick))
        pieces.append(box("Rail", (thick, d - thick, h), (side * (w - thick) / 2, 0.0, 0.0), m["main"], None, 0.1 * thick))
    return pieces


def part_shelf(w, d, h, m, x):
    """A board."""
    return [box("Board", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.15 * h)]


def part_carcass(w, d, h, m, x):
    """A cabinet's case, open at the front (-Y), with a back and shelves."""
    thick = min(0.022, 0.06 * w) + 0.004
    shelves = int(told(x, "shelves", 2, 0, 40))
    pieces = [box("Back", (w - thick, 0.4 * thick, h - thick), (0.0, d / 2 - 0.2 * thick, 0.5 * thick), m["main"], None, 0.0)]
    for side in (-1.0, 1.0):
        pieces.append(box("Side", (thick, d, h), (side * (w - thick) / 2, 0.0, 0.0), m["main"], None, 0.1 * thick))
    for level in range(shelves + 2):
        low = (h - thick) * level / (shelves + 1)
        edge = level in (0, shelves + 1)
        size = (w - 1.9 * thick, d if edge else d * 0.96, thick)
        pieces.append(box("Board", size, (0.0, 0.0 if edge else d * 0.02, low), m["main"], None, 0.0))
    return pieces


def part_drawer(w, d, h, m, x):
    """A drawer: box, front and handle; the front looks towards -Y."""
    front = min(0.02, 0.2 * d)
    pieces = [
        box("Front", (w, front, h), (0.0, -(d - front) / 2 + 0.06 * d, 0.0), m["main"], None, 0.1 * front),
        box("Box", (0.93 * w, 0.92 * d - front, 0.8 * h), (0.0, 0.05 * d, 0.08 * h), m["wood"], None, 0.0),
    ]
    y = -d / 2 + 0.06 * d
    pieces.append(tube("Handle", [(-0.16 * w, y, 0.55 * h), (-0.15 * w, y - 0.05 * d, 0.55 * h), (0.15 * w, y - 0.05 * d, 0.55 * h), (0.16 * w, y, 0.55 * h)], 0.04 * h, m["metal"], None))
    return pieces


def part_cabinet_door(w, d, h, m, x):
    """A cabinet's door: frame, panel and a long handle."""
    rail = 0.14 * min(w, h)
    pieces = [box("Panel", (w - rail, 0.45 * d, h - rail), (0.0, 0.1 * d, rail / 2), m["main"], None, 0.0)]
    for low in (0.0, h - rail):
        pieces.append(box("Rail", (w - 2 * rail, 0.8 * d, rail), (0.0, 0.1 * d, low), m["main"], None, 0.0))
    for side in (-1.0, 1.0):
        pieces.append(box("Stile", (rail, 0.8 * d, h), (side * (w - rail) / 2, 0.1 * d, 0.0), m["main"], None, 0.03 * rail))
    side = 1.0 if x.get("side") == "left" else -1.0
    pieces.append(box("Handle", (0.16 * rail, 0.24 * d, 0.24 * h), (side * (w / 2 - 0.5 * rail), -0.4 * d, 0.4 * h), m["metal"], None, 0.05 * rail))
    return pieces


def part_cushion(w, d, h, m, x):
    """A loose cushion."""
    return [cushion("Cushion", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.35)]


def part_mattress(w, d, h, m, x):
    """A mattress with piping."""
    return [cushion("Mattress", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.05)]


def part_headboard(w, d, h, m, x):
    """A headboard of upholstered fields in a frame."""
    pieces = [box("Frame", (w, 0.7 * d, h), (0.0, 0.15 * d, 0.0), m["main"], None, 0.1 * d)]
    count = many(w / 0.45, 2, 12)
    for number in range(count):
        at = -w / 2 + w * (number + 0.5) / count
        pieces.append(cushion("Field", (0.94 * w / count, 0.6 * d, 0.6 * h), (at, -0.2 * d, 0.36 * h), m["fabric"], None, 0.2))
    return pieces


def part_lamp_shade(w, d, h, m, x):
    """A shade around a bulb."""
    r = w / 2
    return [
        ring_shape("Shade", [(r, 0.0), (0.68 * r, h), (0.66 * r, h), (0.975 * r, 0.0)], (0.0, 0.0, 0.0), m["main"], None),
        ball("Bulb", (0.3 * w, 0.3 * w, 0.36 * h), (0.0, 0.0, 0.3 * h), m["light"], None, 2.0, 20),
        cylinder("Spider", 0.72 * r, 0.02 * h, (0.0, 0.0, 0.86 * h), m["metal"], None, 0.0),
        cylinder("Stem", 0.05 * r, 0.9 * h, (0.0, 0.0, 0.0), m["metal"], None, 0.0),
    ]


def part_lamp_stand(w, d, h, m, x):
    """A lamp's foot and stem."""
    r = w / 2
    profile = [(0.0, 0.0), (r, 0.0), (r, 0.015 * h), (0.85 * r, 0.03 * h), (0.14 * r, 0.045 * h), (0.09 * r, 0.1 * h), (0.09 * r, h), (0.0, h)]
    return [lathe("Stand", profile, (0.0, 0.0, 0.0), m["main"], None, 40)]


def part_vase(w, d, h, m, x):
    """A vase with a narrow neck."""
    r = w / 2
    outer = [(0.0, 0.0), (0.55 * r, 0.0), (0.8 * r, 0.12 * h), (r, 0.38 * h), (0.8 * r, 0.65 * h), (0.42 * r, 0.84 * h), (0.44 * r, 0.94 * h), (0.6 * r, h)]
    inner = [(0.54 * r, h), (0.37 * r, 0.93 * h), (0.36 * r, 0.84 * h), (0.7 * r, 0.62 * h), (0.85 * r, 0.38 * h), (0.0, 0.1 * h)]
    return [lathe("Vase", spline([(a, b) for a, b in outer], 5) + inner, (0.0, 0.0, 0.0), m["main"], None, 48)]


def part_rug(w, d, h, m, x):
    """A rug with a border and fringes."""
    pieces = [box("Rug", (0.94 * w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.3 * h), box("Field", (0.78 * w, 0.8 * d, 1.08 * h), (0.0, 0.0, 0.0), m["fabric"], None, 0.0)]
    for number in range(24):
        at = -0.48 * d + 0.96 * d * number / 23
        pieces.append(box("Fringe", (w, 0.008 * d, 0.5 * h), (0.0, at, 0.0), m["trim"], None, 0.0))
    return pieces


def part_wall_mirror(w, d, h, m, x):
    """A framed mirror; it looks towards -Y."""
    rim = 0.07 * min(w, h)
    pieces = [box("Glass", (w - rim, 0.5 * d, h - rim), (0.0, 0.0, rim / 2), m["mirror"], None, 0.0)]
    for low in (0.0, h - rim):
        pieces.append(box("Frame", (w, d, rim), (0.0, 0.0, low), m["main"], None, 0.2 * rim))
    for side in (-1.0, 1.0):
        pieces.append(box("Frame", (0.98 * rim, 0.94 * d, 0.98 * h), (side * (w - rim) / 2, 0.0, 0.01 * h), m["main"], None, 0.2 * rim))
    return pieces


def part_books(w, d, h, m, x):
    """A row of books."""
    count = many(w / 0.035, 3, 80)
    step = w / count
    pieces = []
    for number in range(count):
        tall = h * (0.8 + 0.2 * math.sin(number * 2.4) ** 2)
        deep = d * (0.8 + 0.2 * math.cos(number * 1.7) ** 2)
        at = -w / 2 + step * (number + 0.5)
        material = (m["main"], m["fabric"], m["wood"], m["trim"])[number % 4]
        pieces.append(box("Book", (0.94 * step, deep, tall), (at, (d - deep) / -2, 0.0), material, None, 0.04 * step))
    return pieces


def part_frame(w, d, h, m, x):
    """A box frame: posts and rails along all edges."""
    bar = max(0.02, 0.06 * min(w, d, h))
    pieces = []
    for sx in (-1.0, 1.0):
        for sy in (-1.0, 1.0):
            pieces.append(box("Post", (bar, bar, h), (sx * (w - bar) / 2, sy * (d - bar) / 2, 0.0), m["main"], None, 0.1 * bar))
    for low in (0.0, h - bar):
        for sy in (-1.0, 1.0):
            pieces.append(box("Rail", (w - bar, bar * 0.9, bar), (0.0, sy * (d - bar) / 2, low), m["main"], None, 0.0))
        for sx in (-1.0, 1.0):
            pieces.append(box("Rail", (bar * 0.9, d - bar, bar), (sx * (w - bar) / 2, 0.0, low), m["main"], None, 0.0))
    return pieces


def part_bowl(w, d, h, m, x):
    """An open bowl."""
    r = w / 2
    profile = [(0.0, 0.0), (0.4 * r, 0.0), (0.44 * r, 0.06 * h), (0.75 * r, 0.4 * h), (r, h), (0.94 * r, h), (0.68 * r, 0.42 * h), (0.0, 0.12 * h)]
    return [lathe("Bowl", profile, (0.0, 0.0, 0.0), m["main"], None, 48)]
'''

ALSO = """
seat: seat_cushion, padded_seat, seating, car_seat, sofa_seat
hard_seat: wooden_seat, seat_board, stool_seat, chair_seat
backrest: back, back_cushion, chair_back, sofa_back, upholstered_back
slat_back: slatted_back, spindle_back, ladder_back
armrest: arm, arm_rest, armrests, sofa_arm
leg: legs, table_leg, chair_leg, support, support_leg, foot_leg, feet
round_leg: turned_leg, bed_leg
star_base: swivel_base, five_star_base, chair_base, caster_base, pedestal
tabletop: table_top, desktop, desk_top, countertop, counter, worktop, top_surface, surface, top
apron: table_frame, skirt, rails
shelf: shelves, board, shelf_board, panel, side_panel, back_panel, top_panel, bottom_panel, divider
carcass: cabinet, bookcase, cabinet_body, case_body, shelf_unit, wardrobe_body, storage_unit, bookshelf, storage
drawer: drawers, drawer_front
cabinet_door: wardrobe_door, door_front, cupboard_door, doors
cushion: pillow, throw_pillow, cushions
mattress: bed_base, duvet, blanket
headboard: bed_head, footboard
lamp_shade: lampshade, shade, pendant, light_fixture
lamp_stand: lamp_base, stem, lamp_pole, stand_pole, lamp
vase: pot, urn, jar, bottle
rug: carpet, mat
wall_mirror: picture, picture_frame, painting, poster, art, framed_mirror, looking_glass
books: book, book_row
frame: bed_frame, metal_frame, structural_frame, support_frame, rack
bowl: dish, plate, basin, sink, washbasin, bathtub
"""
