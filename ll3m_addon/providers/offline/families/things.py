# SPDX-License-Identifier: GPL-3.0-or-later
"""Book, clock, crate, die, sword and hammer."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BOOK = Family(
    key="book",
    title="Book",
    size=(0.17, 0.24, 0.035),
    uniform=True,
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

DICE = Family(
    key="dice",
    title="Die",
    size=(0.016, 0.016, 0.016),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.016, 0.008, 0.5, "x"),
        Length("PIP", 0.19, 0.1, 0.25, words=("pip", "dot", "eye"), unit="part of the width"),
    ),
    slots=(
        Slot("body", "plastic", "white", ("body", "die"), main=True),
        Slot("pips", "plastic", "17181a", ("pip", "dot", "eye"), accent=True),
    ),
    code='''
def build_dice(name):
    """Build a die, six on top, opposite faces adding up to seven; return its root."""
    root = empty(name)
    box("Body", (WIDTH, WIDTH, WIDTH), (0.0, 0.0, 0.0), $body, root, WIDTH * 0.16)
    pips = $pips
    d = WIDTH * 0.25
    faces = {
        1: [(0, 0)], 2: [(-1, -1), (1, 1)], 3: [(-1, -1), (0, 0), (1, 1)], 4: [(-1, -1), (-1, 1), (1, -1), (1, 1)],
        5: [(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)], 6: [(-1, -1), (-1, 0), (-1, 1), (1, -1), (1, 0), (1, 1)],
    }
    sides = {
        6: ((0, 0, 1), (0.0, 0.0)), 1: ((0, 0, -1), (math.pi, 0.0)), 2: ((0, -1, 0), (math.pi / 2, 0.0)), 5: ((0, 1, 0), (-math.pi / 2, 0.0)),
        3: ((1, 0, 0), (0.0, math.pi / 2)), 4: ((-1, 0, 0), (0.0, -math.pi / 2)),
    }
    for value, (normal, (tilt, roll)) in sides.items():
        turn = mathutils.Euler((tilt, roll, 0.0)).to_matrix()
        for number, (a, b) in enumerate(faces[value], 1):
            place = turn @ mathutils.Vector((a * d, b * d, WIDTH * 0.498)) + mathutils.Vector((0.0, 0.0, WIDTH / 2))
            size = WIDTH * PIP
            profile = [(0.0, -size * 0.1), (size * 0.5, -size * 0.1), (size * 0.5, size * 0.012), (size * 0.45, size * 0.02), (0.0, size * 0.02)]
            pip = lathe(f"Pip {value}.{number}", profile, place, pips, root, sides=24)
            pip.rotation_euler = (tilt, roll, 0.0)
    return root
''',
)

SWORD = Family(
    key="sword",
    title="Sword",
    size=(0.37, 0.31, 1.1),
    uniform=True,
    parameters=(
        Length("LENGTH", 1.05, 0.4, 2.0, "z", ("blade",)),
        Length("BLADE_WIDTH", 0.055, 0.02, 0.12, words=("blade",)),
        Length("GUARD_WIDTH", 0.24, 0.08, 0.4, "x", ("guard", "crossguard")),
        Length("GRIP_LENGTH", 0.17, 0.1, 0.4, words=("grip", "hilt", "handle")),
        Toggle("JEWEL", True, ("jewel", "gem", "ruby")),
        Toggle("STONE", True, ("rock", "stone", "stand")),
    ),
    slots=(
        Slot("blade", "metal", "c4c8cc", ("blade",), main=True),
        Slot("guard", "metal", "c69c45", ("guard", "crossguard", "pommel", "hilt"), accent=True),
        Slot("grip", "leather", "4a2a18", ("grip", "handle", "hilt")),
        Slot("jewel", "ceramic", "9b111e", ("jewel", "gem", "ruby")),
        Slot("stone", "stone", "86827a", ("rock", "stone", "stand")),
    ),
    variants={
        "dagger": {"LENGTH": 0.4, "GRIP_LENGTH": 0.11, "BLADE_WIDTH": 0.035, "GUARD_WIDTH": 0.11}
    },
    code='''
def add_blade(root, material, low, tall):
    """Add a diamond-section blade with its point down."""
    half, thick = BLADE_WIDTH / 2, BLADE_WIDTH * 0.1
    rings = []
    for share, wide in ((0.0, 0.03), (0.06, 0.42), (0.14, 0.72), (0.5, 0.88), (0.97, 1.0), (1.0, 1.0)):
        w, t = half * wide, thick * max(wide, 0.12)
        rings.append([(-w, 0.0, low + tall * share), (0.0, -t, low + tall * share), (w, 0.0, low + tall * share), (0.0, t, low + tall * share)])
    loft("Blade", rings, (0.0, 0.0, 0.0), material, root)


def add_hilt(root, guard, grip, jewel, z):
    """Add cross-guard, wrapped grip and pommel above the blade."""
    half = GUARD_WIDTH / 2
    path = spline([(-half, 0.0, z + 0.004 - half * 0.16), (-half * 0.6, 0.0, z + 0.006), (0.0, 0.0, z + 0.012), (half * 0.6, 0.0, z + 0.006), (half, 0.0, z + 0.004 - half * 0.16)], 6)
    thick = BLADE_WIDTH * 0.24
    last = len(path) - 1
    tube("Guard", path, [thick * (1.15 - 0.6 * abs(2.0 * step / last - 1.0)) for step in range(last + 1)], guard, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        size = thick * 1.7
        ball(f"{label} guard end", (size, size, size), (side * half, 0.0, path[-1][2] - size / 2), guard, root)
    start = z + 0.012
    radius = BLADE_WIDTH * 0.24
    points = [(radius * 0.9, start), (radius * 1.1, start + GRIP_LENGTH * 0.45), (radius * 0.85, start + GRIP_LENGTH)]
    lathe("Grip", spline(points, 6), (0.0, 0.0, 0.0), grip, root)
    turns = 7
    for number in range(turns):
        level = start + GRIP_LENGTH * (number + 0.5) / turns
        size = radius * (1.1 - 0.05 * abs(number - 3))
        band = [(size * 0.8, -0.0035), (size * 1.06, -0.0025), (size * 1.06, 0.0025), (size * 0.8, 0.0035)]
        ring_shape(f"Wrap {number + 1}", band, (0.0, 0.0, level), grip, root)
    size = radius * 3.2
    ball("Pommel", (size, size * 0.8, size), (0.0, 0.0, start + GRIP_LENGTH - size * 0.12), guard, root)
    if JEWEL:
        gem = size * 0.4
        ball("Jewel", (gem, gem * 0.7, gem), (0.0, -size * 0.4, start + GRIP_LENGTH - size * 0.12 + size * 0.3), jewel, root)
        ball("Guard jewel", (gem, gem * 0.8, gem), (0.0, -thick * 1.1, z + 0.012 - gem / 2), jewel, root)


def build_sword(name):
    """Build a sword that stands point down, stuck in a stone, and return its root."""
    root = empty(name)
    sink = 0.0
    if STONE:
        rock = blob("Stone", (0.34, 0.3, 0.2), (0.0, 0.0, -0.03), $stone, root, 5, 0.4, 3, 1.3)
        for vert in rock.data.vertices:
            vert.co.z = max(vert.co.z, 0.03)
        sink = 0.06
    tall = LENGTH - GRIP_LENGTH - 0.05
    add_blade(root, $blade, sink, tall)
    add_hilt(root, $guard, $grip, $jewel, sink + tall - 0.004)
    return root
''',
)

HAMMER = Family(
    key="hammer",
    title="Hammer",
    size=(0.15, 0.33, 0.03),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 0.33, 0.15, 1.0, "y", ("handle", "grip")),
        Length("HEAD_WIDTH", 0.13, 0.06, 0.4, "x", ("head",)),
        Length("HEAD_THICKNESS", 0.03, 0.015, 0.12, words=("head",)),
        Toggle("CLAW", True, ("claw",)),
        Toggle("GRIP", True, ("grip",)),
    ),
    slots=(
        Slot("handle", "wood", "c49a63", ("handle", "shaft"), main=True, along="y"),
        Slot("head", "metal", "77797d", ("head", "claw"), body=True),
        Slot("grip", "rubber", "b5121b", ("grip",), accent=True),
    ),
    variants={
        "sledge": {
            "LENGTH": 0.9,
            "HEAD_WIDTH": 0.19,
            "HEAD_THICKNESS": 0.075,
            "CLAW": False,
            "GRIP": False,
        }
    },
    code='''
def build_hammer(name):
    """Build a hammer that lies on the ground, its head at the back; return its root."""
    root = empty(name)
    half, thick = LENGTH / 2, HEAD_THICKNESS
    z = thick / 2
    y = half - thick * 0.5
    add_handle(root, $handle, y, z)
    add_head(root, $head, y, z)
    if GRIP:
        grip = $grip
        wide = thick * 0.46
        path = [(0.0, -half, z), (0.0, -half + 0.008, z), (0.0, -half + LENGTH * 0.18, z), (0.0, -half + LENGTH * 0.36, z)]
        tube("Grip", spline(path, 4), [wide * (0.75 if i == 0 else 1.0 if i > 8 else 0.95) for i in range(13)], grip, root, sides=20)
    return root


def add_handle(root, material, y, z):
    """Add the handle, thicker at its end, running through the head."""
    thick = HEAD_THICKNESS
    path = spline([(0.0, -LENGTH / 2 + 0.003, z), (0.0, -LENGTH * 0.2, z), (0.0, LENGTH * 0.2, z), (0.0, y + thick * 0.62, z)], 6)
    last = len(path) - 1
    radii = [thick * (0.4 - 0.08 * math.sin(math.pi * min(step / last * 1.1, 1.0))) for step in range(last + 1)]
    tube("Handle", path, radii, material, root, sides=20)


def add_head(root, material, y, z):
    """Add the head: face, neck and cheek, and the claw or a second face."""
    thick, wide = HEAD_THICKNESS, HEAD_WIDTH
    cheek = thick * 1.15
    box("Cheek", (cheek, thick * 1.1, thick), (0.0, y, 0.0), material, root, thick * 0.12)
    sides = ((1, "Right"),) if CLAW else ((1, "Right"), (-1, "Left"))
    for side, label in sides:
        long = wide * 0.46
        radius = thick * 0.5
        profile = [(radius * 0.7, 0.0), (radius * 0.62, long * 0.45), (radius * 0.95, long * 0.66), (radius, long * 0.72), (radius, long * 0.95), (radius * 0.9, long)]
        face = lathe(f"{label} face", profile, (side * cheek * 0.25, y, z), material, root, sides=32)
        face.rotation_euler.y = side * math.pi / 2
    if not CLAW:
        return
    reach = wide * 0.54
    for side, label in ((-1, "Front"), (1, "Back")):
        rings = []
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            x = -cheek * 0.3 - reach * share
            rise = -thick * 0.75 * share * share
            deep, tall = thick * (0.46 - 0.24 * share), thick * (0.8 - 0.66 * share)
            middle = side * thick * (0.24 + 0.16 * share)
            corners = ((-deep / 2, -tall / 2), (deep / 2, -tall / 2), (deep / 2, tall / 2), (-deep / 2, tall / 2))
            rings.append([(x, y + middle + a + rise, z + b) for a, b in corners])
        loft(f"{label} claw", rings, (0.0, 0.0, 0.0), material, root)
''',
)

FAMILIES = (BOOK, CLOCK, CRATE, DICE, SWORD, HAMMER)
