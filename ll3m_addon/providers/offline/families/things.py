# SPDX-License-Identifier: GPL-3.0-or-later
"""Book, clock and crate."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BOOK = Family(
    key="book",
    title="Book",
    size=(0.17, 0.24, 0.035),
    uniform=True,
    top="THICKNESS",
    long="y",
    parameters=(
        Length("WIDTH", 0.165, 0.08, 0.4, "x"),
        Length("LENGTH", 0.235, 0.1, 0.5, "y"),
        Length("THICKNESS", 0.036, 0.01, 0.12, "z"),
        Toggle("RIBBON", True, ("ribbon", "bookmark")),
        Count("SPINE_BANDS", 4, 0, 7, ("band",)),
        Toggle("EMBLEM", True, ("emblem", "title", "label")),
    ),
    slots=(
        Slot("cover", "leather", "6d1f22", ("cover", "binding"), main=True),
        Slot("pages", "matte", "efe6d0", ("page", "paper")),
        Slot(
            "gold", "metal", "e0b04a", ("emblem", "title", "label", "corner", "band"), accent=True
        ),
        Slot("ribbon", "fabric", "a01822", ("ribbon", "bookmark")),
    ),
    styles={"modern": {"SPINE_BANDS": 0, "cover": "matte 2f4a6d"}},
    code='''
def add_cover(root, cover, gold):
    """Add two boards and the rounded spine on the left, with bands and an emblem."""
    board = 0.0035
    for z, label in ((0.0, "Back board"), (THICKNESS - board, "Front board")):
        box(label, (WIDTH, LENGTH, board), (0.003, 0.0, z), cover, root, 0.0012)
    outline, steps = [], 14
    for step in range(steps + 1):
        turn = math.pi / 2 + math.pi * step / steps
        outline.append((0.007 * math.cos(turn), THICKNESS / 2 + THICKNESS / 2 * math.sin(turn)))
    inner = [(0.004, 0.0008), (0.004, THICKNESS - 0.0008)]
    prism("Spine", [*outline, *inner], LENGTH, (-WIDTH / 2 + 0.003, 0.0, 0.0), cover, root, "y", 0.0)
    for number in range(SPINE_BANDS):
        y = (number - (SPINE_BANDS - 1) / 2) * LENGTH * 0.78 / max(SPINE_BANDS - 1, 1)
        wide = [(x * 1.12 - 0.0004, THICKNESS / 2 + (z - THICKNESS / 2) * 0.9) for x, z in outline]
        prism(f"Band {number + 1}", wide, 0.005, (-WIDTH / 2 + 0.003, y, 0.0), gold, root, "y", 0.0004)
    if EMBLEM:
        top = THICKNESS - 0.0002
        points = []
        for corner in range(16):
            turn, reach = math.pi * corner / 8, WIDTH * (0.17 if corner % 2 == 0 else 0.1)
            points.append((0.006 + reach * math.cos(turn), LENGTH * 0.1 + reach * math.sin(turn)))
        prism("Emblem", points, 0.0012, (0.0, 0.0, top), gold, root, "z", 0.0003)
        for x, y in ring_spots(4, WIDTH * 0.43, LENGTH * 0.445):
            label = f"Corner {'left' if x < 0 else 'right'} {'front' if y < 0 else 'back'}"
            a, b = math.copysign(WIDTH * 0.12, x), math.copysign(WIDTH * 0.12, y)
            ends = [(x + a * 0.5, y + b * 0.42), (x - a * 0.5, y + b * 0.42), (x + a * 0.5, y - b * 0.58)]
            prism(label, [(p + 0.004, q) for p, q in ends], 0.0012, (0.0, 0.0, top), gold, root, "z", 0.0003)


def add_pages(root, material):
    """Add the block of pages, inset on three sides, with a hollow front edge."""
    low, tall = 0.003, THICKNESS - 0.006
    outline = [(-WIDTH / 2 + 0.003, low)]
    for step in range(9):
        share = step / 8
        hollow = 0.004 * math.sin(math.pi * share)
        outline.append((WIDTH / 2 - 0.004 - hollow, low + tall * share))
    outline.append((-WIDTH / 2 + 0.003, low + tall))
    prism("Pages", outline, LENGTH - 0.012, (0.003, 0.0, 0.0), material, root, "y", 0.0)


def build_book(name):
    """Build a book that lies on its back cover and return its root."""
    root = empty(name)
    add_cover(root, $cover, $gold)
    add_pages(root, $pages)
    if RIBBON:
        x, y = 0.01, -LENGTH / 2
        path = [(x, y + 0.03, THICKNESS * 0.55), (x, y + 0.004, THICKNESS * 0.55), (x, y - 0.012, THICKNESS * 0.3), (x + 0.004, y - 0.02, 0.002)]
        rings = []
        for px, py, pz in spline(path, 5):
            rings.append([(px - 0.003, py, pz), (px + 0.003, py, pz), (px + 0.003, py - 0.0006, pz + 0.0006), (px - 0.003, py - 0.0006, pz + 0.0006)])
        loft("Ribbon", rings, (0.0, 0.0, 0.0), $ribbon, root)
    return root
''',
)


CLOCK = Family(
    key="clock",
    title="Clock",
    size=(0.2, 0.085, 0.287),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.2, 0.06, 0.6, "x", ("face", "dial")),
        Length("DEPTH", 0.08, 0.03, 0.2, "y"),
        Length("HOUR", 10.15, 0.0, 12.0, unit="hour shown"),
        Toggle("BELLS", True, ("bell",)),
        Count("MARK_COUNT", 12, 4, 12, ("mark", "number", "numeral")),
    ),
    slots=(
        Slot("case", "paint", "b5121b", ("case", "body", "frame"), main=True),
        Slot("face", "matte", "f7f3e6", ("face", "dial")),
        Slot("hands", "plastic", "17181a", ("hand", "mark", "numeral", "number")),
        Slot("bells", "metal", "brass", ("bell", "leg", "foot", "hammer"), accent=True),
    ),
    variants={"alarm": {}, "plain": {"BELLS": False}},
    code='''
def build_clock(name):
    """Build a clock on two feet and return its root."""
    root = empty(name)
    case, hands, metal = $case, $hands, $bells
    radius, rise = WIDTH / 2, WIDTH * 0.14
    front = empty("Dial", root, (0.0, -DEPTH / 2, rise + radius))
    front.rotation_euler.x = math.pi / 2
    shell = [(radius * 0.88, -DEPTH), (radius * 0.97, -DEPTH * 0.9), (radius, -DEPTH * 0.6), (radius, -DEPTH * 0.05), (radius * 0.97, DEPTH * 0.04),
             (radius * 0.9, DEPTH * 0.04), (radius * 0.88, -DEPTH * 0.1), (0.0, -DEPTH * 0.1)]
    lathe("Case", [(0.0, -DEPTH), *shell], (0.0, 0.0, 0.0), case, front)
    cylinder("Face", radius * 0.9, DEPTH * 0.06, (0.0, 0.0, -DEPTH * 0.14), $face, front, 0.0)
    add_marks(front, hands, radius)
    add_hands(front, hands, metal, radius)
    add_feet(root, metal, radius, rise)
    if BELLS:
        add_bells(root, metal, radius, rise)
    return root


def add_marks(front, material, radius):
    """Add the hour marks, every third one larger."""
    low = -DEPTH * 0.085
    for number in range(MARK_COUNT):
        turn = 2.0 * math.pi * number / MARK_COUNT
        large = number % 3 == 0
        size = (radius * (0.05 if large else 0.028), radius * (0.17 if large else 0.1), DEPTH * 0.025)
        reach = radius * (0.76 if large else 0.79)
        mark = box(f"Mark {number + 1}", size, (reach * math.sin(turn), reach * math.cos(turn), low), material, front, 0.0)
        mark.rotation_euler.z = -turn


def add_hands(front, material, metal, radius):
    """Add the hands; each turns about the dial's middle (z)."""
    for label, share, long, wide, level in (("Hour", HOUR / 12.0, 0.5, 0.07, 0.0), ("Minute", HOUR % 1.0, 0.72, 0.045, 0.024)):
        axle = empty(f"{label} hand axle", front, (0.0, 0.0, -DEPTH * 0.082 + DEPTH * level))
        axle.rotation_euler.z = -2.0 * math.pi * share
        outline = [(-wide * radius, -0.1 * radius), (wide * radius, -0.1 * radius), (wide * 0.5 * radius, long * radius), (-wide * 0.5 * radius, long * radius)]
        prism(f"{label} hand", outline, DEPTH * 0.022, (0.0, 0.0, DEPTH * 0.011), material, axle, "z", 0.0)
    cylinder("Axle", radius * 0.07, DEPTH * 0.085, (0.0, 0.0, -DEPTH * 0.09), metal, front, 0.001, 24)


def add_feet(root, metal, radius, rise):
    """Add two splayed feet with ball tips."""
    for side, label in ((-1, "Left"), (1, "Right")):
        size = radius * 0.14
        tip = (side * radius * 0.72, 0.0, size / 2)
        path = [(side * radius * 0.5, 0.0, rise + radius * 0.3), tip]
        tube(f"{label} foot", path, radius * 0.05, metal, root)
        ball(f"{label} foot tip", (size, size, size), (tip[0], tip[1], 0.0), metal, root)


def add_bells(root, metal, radius, rise):
    """Add two bells, a hammer between them and the handle above."""
    top = rise + 2.0 * radius
    for side, label in ((-1, "Left"), (1, "Right")):
        x, z = side * radius * 0.52, top - radius * 0.16
        size = radius * 0.36
        profile = [(0.0, 0.0), (size * 0.92, 0.0), (size, size * 0.05), (size * 0.9, size * 0.45), (size * 0.55, size * 0.78), (0.0, size * 0.88)]
        bell = lathe(f"{label} bell", profile, (x * 1.06, 0.0, z + size * 0.3), metal, root)
        bell.rotation_euler.y = side * 0.5
        tube(f"{label} bell post", [(x * 0.9, 0.0, z - radius * 0.08), (x * 1.16, 0.0, z + size * 0.7)], radius * 0.035, metal, root)
    tube("Hammer stem", [(0.0, 0.0, top - radius * 0.1), (0.0, 0.0, top + radius * 0.2)], radius * 0.025, metal, root)
    ball("Hammer", (radius * 0.22, radius * 0.12, radius * 0.16), (0.0, 0.0, top + radius * 0.13), metal, root)
    path = [(-radius * 0.4, 0.0, top - radius * 0.12), (-radius * 0.3, 0.0, top + radius * 0.42), (0.0, 0.0, top + radius * 0.56),
            (radius * 0.3, 0.0, top + radius * 0.42), (radius * 0.4, 0.0, top - radius * 0.12)]
    tube("Handle", spline(path, 6), radius * 0.035, metal, root)
''',
)


CRATE = Family(
    key="crate",
    title="Crate",
    size=(0.8, 0.8, 0.8),
    uniform=True,
    holds=True,
    parameters=(
        Length("WIDTH", 0.8, 0.2, 3.0, "x"),
        Length("DEPTH", 0.8, 0.2, 3.0, "y"),
        Length("HEIGHT", 0.8, 0.2, 3.0, "z"),
        Count("PLANK_COUNT", 5, 2, 10, ("plank", "board", "slat")),
        Toggle("BRACES", True, ("brace", "diagonal")),
        Toggle("CORNERS", True, ("corner", "bracket")),
    ),
    slots=(
        Slot("planks", "wood", "c49a63", ("plank", "board", "slat", "body"), main=True),
        Slot("frame", "wood", "8a5f38", ("frame", "brace", "edge"), accent=True, body=True),
        Slot("metal", "metal", "55585c", ("corner", "bracket", "nail")),
    ),
    top="HEIGHT",
    code='''
def add_side(root, label, wide, place, turn, planks, frame):
    """Add one wall of boards with a frame and a diagonal brace; its front looks to -Y."""
    wall = empty(f"{label} wall", root, place)
    wall.rotation_euler.z = turn
    edge, thick = HEIGHT * 0.11, WIDTH * 0.035
    step = (HEIGHT - 0.012) / PLANK_COUNT
    for number in range(PLANK_COUNT):
        size = (wide - thick, thick, step * 0.965)
        box(f"{label} plank {number + 1}", size, (0.0, thick, 0.006 + number * step), planks, wall, 0.004)
    for z, which in ((0.0, "lower"), (HEIGHT - edge, "upper")):
        box(f"{label} {which} rail", (wide, thick, edge), (0.0, thick / 2, z), frame, wall, 0.006)
    for side, which in ((-1, "left"), (1, "right")):
        size = (edge, thick, HEIGHT - 2 * edge + 0.01)
        box(f"{label} {which} stile", size, (side * (wide - edge) / 2, thick / 2, edge - 0.005), frame, wall, 0.006)
    if BRACES:
        x, z = (wide - 2 * edge) / 2, HEIGHT - 2 * edge
        half = edge * 0.45
        outline = [(-x - 0.004, edge), (-x + half * 1.4, edge), (x + 0.004, edge + z - half * 1.4), (x + 0.004, edge + z), (x - half * 1.4, edge + z),
                   (-x - 0.004, edge + half * 1.4)]
        prism(f"{label} brace", outline, thick * 0.8, (0.0, thick * 0.55, 0.0), frame, wall, "y", 0.005)


def build_crate(name):
    """Build a closed crate and return its root."""
    root = empty(name)
    planks, frame = $planks, $frame
    add_side(root, "Front", WIDTH, (0.0, -DEPTH / 2, 0.0), 0.0, planks, frame)
    add_side(root, "Back", WIDTH, (0.0, DEPTH / 2, 0.0), math.pi, planks, frame)
    add_side(root, "Left", DEPTH - WIDTH * 0.03, (-WIDTH / 2, 0.0, 0.0), -math.pi / 2, planks, frame)
    add_side(root, "Right", DEPTH - WIDTH * 0.03, (WIDTH / 2, 0.0, 0.0), math.pi / 2, planks, frame)
    thick = WIDTH * 0.035
    for z, label in ((thick, "Bottom"), (HEIGHT - thick * 1.6, "Lid")):
        step = (DEPTH - 2 * thick) / PLANK_COUNT
        for number in range(PLANK_COUNT):
            y = -DEPTH / 2 + thick + (number + 0.5) * step
            box(f"{label} plank {number + 1}", (WIDTH - thick * 1.6, step * 0.97, thick), (0.0, y, z), planks, root, 0.004)
    if CORNERS:
        metal = $metal
        size = WIDTH * 0.15
        for number, (x, y) in enumerate(ring_spots(4, WIDTH / 2 - size / 2 + 0.005, DEPTH / 2 - size / 2 + 0.005), 1):
            for z, label in ((0.0, "lower"), (HEIGHT - size, "upper")):
                box(f"Corner {number} {label}", (size, size, size), (x, y, z), metal, root, 0.006)
    return root
''',
)

FAMILIES = (BOOK, CLOCK, CRATE)
