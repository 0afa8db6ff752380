# SPDX-License-Identifier: GPL-3.0-or-later
"""Guitar, piano and drum."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

GUITAR = Family(
    key="guitar",
    title="Guitar",
    size=(0.38, 0.317, 1.08),
    uniform=True,
    long="z",
    parameters=(
        Length("HEIGHT", 1.02, 0.5, 1.4, "z"),
        Length("BODY_DEPTH", 0.1, 0.035, 0.2, words=("body",)),
        Length("NECK_WIDTH", 0.052, 0.035, 0.08, words=("neck", "fretboard")),
        Count("STRING_COUNT", 6, 4, 12, ("string",)),
        Toggle("HORNS", False, ("horn", "pickup")),
        Toggle("STAND", True, ("stand",)),
    ),
    slots=(
        Slot("top", "wood", "d39a52", ("top", "body"), main=True, along="z"),
        Slot("sides", "wood", "6b3a1e", ("side", "back"), body=True, along="z"),
        Slot("neck", "wood", "8a5a34", ("neck", "head"), along="z"),
        Slot("board", "wood", "2b1d16", ("fretboard", "bridge"), accent=True, along="z"),
        Slot("metal", "metal", "c9ccd0", ("string", "tuner", "fret", "pickup")),
        Slot("dark", "plastic", "141416", ("hole", "stand", "pickguard")),
    ),
    variants={
        "acoustic": {},
        "electric": {
            "HORNS": True, "BODY_DEPTH": 0.045, "top": "paint b5121b", "sides": "paint b5121b",
            "neck": "wood d9b07a",
        },
    },
    code='''
def outline_of(shape, grow=1.0):
    """Return a closed outline (x, z) from its right half, mirrored and ``grow`` times as wide."""
    right = spline(shape, 5)
    middle = shape[-1][1] / 2.0
    pairs = [(x * grow, middle + (z - middle) * grow) for x, z in right]
    return pairs + [(-x, z) for x, z in pairs[-2:0:-1]]


def add_body(root, low, y):
    """Add the body; returns its height."""
    top, sides, dark, metal = $top, $sides, $dark, $metal
    if HORNS:
        right = [(0.0, 0.0), (0.11, 0.005), (0.165, 0.07), (0.15, 0.15), (0.125, 0.22), (0.145, 0.29), (0.16, 0.36), (0.12, 0.385), (0.075, 0.34), (0.03, 0.315), (0.0, 0.315)]
    else:
        right = [(0.0, 0.0), (0.11, 0.008), (0.185, 0.09), (0.18, 0.17), (0.128, 0.265), (0.125, 0.305), (0.145, 0.38), (0.115, 0.45), (0.04, 0.482), (0.0, 0.485)]
    tall = right[-1][1]
    prism("Body", outline_of(right), BODY_DEPTH, (0.0, y, low), sides, root, "y", 0.003 if HORNS else 0.0)
    front = y - BODY_DEPTH / 2
    prism("Top", outline_of(right, 0.985), 0.006, (0.0, front, low), top, root, "y", 0.0)
    if HORNS:
        for number, z in enumerate((0.11, 0.17, 0.25), 1):
            box(f"Pickup {number}", (0.085, 0.014, 0.026), (0.0, front - 0.006, low + z), dark, root, 0.004)
        for number, (x, z) in enumerate(((0.085, 0.06), (0.11, 0.1), (0.06, 0.035)), 1):
            knob = cylinder(f"Knob {number}", 0.012, 0.018, (x, front, low + z), metal, root, 0.003, 24)
            knob.rotation_euler.x = math.pi / 2
    else:
        ring = [(0.052, -0.002), (0.062, -0.002), (0.062, 0.004), (0.052, 0.004)]
        rose = ring_shape("Rosette", ring, (0.0, front - 0.003, low + 0.315), $board, root)
        hole = cylinder("Sound hole", 0.053, 0.004, (0.0, front - 0.001, low + 0.315), dark, root, 0.0)
        rose.rotation_euler.x = hole.rotation_euler.x = math.pi / 2
    return tall


def add_neck(root, low, y, tall):
    """Add bridge, neck with frets, head with tuners, and the strings."""
    neck, board, metal = $neck, $board, $metal
    front = y - BODY_DEPTH / 2
    start = low + tall * (0.8 if HORNS else 0.78)
    nut, top = low + HEIGHT * 0.83, low + HEIGHT
    box("Neck", (NECK_WIDTH, 0.026, nut - start), (0.0, front + 0.004, start), neck, root, 0.008)
    box("Fretboard", (NECK_WIDTH * 1.04, 0.008, nut - start), (0.0, front - 0.011, start), board, root, 0.002)
    for number in range(14):
        z = nut - (nut - start) * (1.0 - 0.5 ** (number / 9.0)) * 1.45
        if z > start + 0.01:
            box(f"Fret {number + 1}", (NECK_WIDTH * 1.02, 0.004, 0.0025), (0.0, front - 0.0155, z), metal, root, 0.0)
    wide = NECK_WIDTH * 0.75
    head = [(-NECK_WIDTH / 2, nut - 0.005), (NECK_WIDTH / 2, nut - 0.005), (wide, nut + 0.04), (wide, top - 0.01), (wide * 0.4, top), (-wide * 0.4, top), (-wide, top - 0.01), (-wide, nut + 0.04)]
    prism("Head", head, 0.018, (0.0, front + 0.004, 0.0), neck, root, "y", 0.004)
    half = (STRING_COUNT + 1) // 2
    for number in range(STRING_COUNT):
        side, row = (-1, number) if number < half else (1, number - half)
        z = nut + 0.045 + row * (top - nut - 0.07) / max(half - 1, 1)
        tube(f"Tuner {number + 1}", [(side * wide * 0.8, front + 0.004, z), (side * (wide + 0.018), front + 0.004, z)], 0.004, metal, root, sides=8)
        ball(f"Tuner button {number + 1}", (0.014, 0.01, 0.018), (side * (wide + 0.022), front + 0.004, z - 0.009), metal, root, sides=12)
    saddle = low + tall * 0.26
    box("Bridge", (NECK_WIDTH * 2.6, 0.016, 0.022), (0.0, front - 0.01, saddle - 0.011), board, root, 0.004)
    for number in range(STRING_COUNT):
        share = number / max(STRING_COUNT - 1, 1) - 0.5
        path = [(share * NECK_WIDTH * 1.2, front - 0.0175, saddle), (share * NECK_WIDTH * 0.8, front - 0.0175, nut), (share * wide, front - 0.006, nut + 0.04)]
        tube(f"String {number + 1}", path, 0.0009, metal, root, sides=6)


def build_guitar(name):
    """Build a guitar that leans on a stand, or stands by itself; returns its root."""
    root = empty(name)
    low, y = 0.06 if STAND else 0.0, 0.0
    tall = add_body(root, low, y)
    add_neck(root, low, y, tall)
    if STAND:
        dark = $dark
        back = y + BODY_DEPTH / 2 + 0.012
        for side, label in ((-1, "Left"), (1, "Right")):
            path = [(side * 0.09, y - BODY_DEPTH / 2 - 0.03, low + 0.02), (side * 0.09, y - BODY_DEPTH / 2 - 0.03, low - 0.004), (side * 0.09, back, low - 0.004), (side * 0.05, back, low + 0.05), (0.0, back, low + 0.16)]
            tube(f"{label} cradle", path, 0.009, dark, root)
            tube(f"{label} foot", [(0.0, back + 0.005, low + 0.16), (side * 0.16, -0.14, 0.008)], 0.009, dark, root)
        tube("Back foot", [(0.0, back, low + 0.24), (0.0, back + 0.1, 0.008)], 0.009, dark, root)
        tube("Stand post", [(0.0, back, low + 0.1), (0.0, back, low + 0.26)], 0.011, dark, root)
    settle(root)
    return root
''',
)  # fmt: skip


PIANO = Family(
    key="piano",
    title="Piano",
    size=(1.5, 0.62, 1.24),
    parameters=(
        Length("WIDTH", 1.5, 0.8, 2.2, "x"),
        Length("DEPTH", 0.62, 0.45, 2.8, "y"),
        Length("HEIGHT", 1.24, 0.7, 1.6, "z"),
        Count("KEY_COUNT", 52, 14, 60, ("key",)),
        Toggle("STOOL", False, ("stool", "bench")),
        Toggle("GRAND", False),
    ),
    slots=(
        Slot("case", "paint", "101012", ("case", "body", "lid"), main=True),
        Slot("white", "ceramic", "f6f3ea", ("key",)),
        Slot("black", "plastic", "121214", ("black key",)),
        Slot("metal", "metal", "c69c45", ("pedal", "caster", "hinge", "string"), accent=True),
        Slot("felt", "fabric", "7a1420", ("felt",)),
        Slot("sheet", "matte", "f4efe2", ("sheet", "music")),
    ),
    variants={
        "upright": {},
        "grand": {"GRAND": True, "DEPTH": 1.9, "HEIGHT": 1.62, "WIDTH": 1.5},
    },
    styles={"vintage": {"case": "wood 5b3a21"}, "rustic": {"case": "wood 7a5230"}},
    code='''
def add_keys(root, white, black, y, z, wide):
    """Add white and black keys whose fronts are at ``y``."""
    step = wide / KEY_COUNT
    for number in range(KEY_COUNT):
        x = (number + 0.5) * step - wide / 2
        box(f"White key {number + 1}", (step * 0.94, 0.15, 0.02), (x, y + 0.075, z), white, root, 0.002)
        if number % 7 not in (1, 4) and number < KEY_COUNT - 1:
            box(f"Black key {number + 1}", (step * 0.52, 0.095, 0.024), (x + step / 2, y + 0.1025, z + 0.014), black, root, 0.003)


def add_pedals(root, metal, y, z):
    """Add three pedals."""
    for number in range(3):
        x = (number - 1) * 0.1
        rings = [oval(y - d, w, z, z + 0.016, 3.0, 16) for d, w in ((0.0, 0.03), (0.07, 0.05), (0.1, 0.04))]
        loft(f"Pedal {number + 1}", rings, (x, 0.0, 0.0), metal, root)


def add_upright(root, case, metal):
    """Add the case of an upright piano; returns front and height of its keys."""
    back, front = DEPTH / 2, -DEPTH / 2
    body = DEPTH * 0.52
    key_z = min(0.72, HEIGHT * 0.6)
    top = HEIGHT - 0.03
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * (WIDTH / 2 - 0.02)
        outline = [(back, 0.05), (back - body, 0.05), (back - body, key_z - 0.1), (front + 0.03, key_z - 0.06), (front + 0.02, key_z + 0.06), (front + 0.12, key_z + 0.09), (back - body, key_z + 0.22), (back - body, top), (back, top)]
        prism(f"{label} side", outline, 0.04, (x, 0.0, 0.0), case, root, "x", 0.006)
        box(f"{label} foot", (0.06, DEPTH * 0.94, 0.055), (x, 0.0, 0.0), case, root, 0.012)
        leg = [(0.026, 0.0), (0.02, 0.04), (0.03, 0.1), (0.024, key_z * 0.4), (0.034, key_z - 0.14), (0.034, key_z - 0.06)]
        lathe(f"{label} leg", spline(leg, 4), (side * (WIDTH / 2 - 0.05), front + 0.07, 0.05), case, root, sides=24)
    box("Back", (WIDTH - 0.06, body - 0.02, top - 0.06), (0.0, back - body / 2, 0.055), case, root, 0.006)
    box("Lid", (WIDTH + 0.02, body + 0.03, 0.03), (0.0, back - body / 2 - 0.005, top), case, root, 0.01)
    box("Key bed", (WIDTH - 0.06, DEPTH - body - 0.005, 0.05), (0.0, front + (DEPTH - body) / 2 + 0.015, key_z - 0.06), case, root, 0.008)
    for number, x in enumerate((-0.3, 0.3), 1):
        panel = (WIDTH * 0.36, 0.016, (top - key_z) * 0.5)
        box(f"Panel {number}", panel, (x * WIDTH * 0.72, back - body - 0.002, key_z + 0.2), case, root, 0.006)
    box("Lower panel", (WIDTH * 0.74, 0.016, key_z * 0.5), (0.0, back - body - 0.002, 0.16), case, root, 0.006)
    add_pedals(root, metal, back - body + 0.02, 0.07)
    return front + 0.045, key_z


def grand_outline():
    """Return the outline (x, y) of a grand: straight on the left, curved on the right."""
    front, back, half = -DEPTH / 2, DEPTH / 2, WIDTH / 2
    right = spline([(half, front), (half, front + DEPTH * 0.3), (half * 0.82, front + DEPTH * 0.45), (half * 0.3, front + DEPTH * 0.62), (half * 0.12, front + DEPTH * 0.82), (-half * 0.2, back - 0.02), (-half * 0.6, back), (-half * 0.94, back - DEPTH * 0.07), (-half, back - DEPTH * 0.2)], 4)
    return right + [(-half, front)]


def add_grand(root, case, metal):
    """Add case, legs, open lid and pedals of a grand; returns front and height of its keys."""
    low, deep = 0.62, 0.33
    outline = grand_outline()
    shell = prism("Case", [(x, y) for x, y in outline if y > -DEPTH / 2 + 0.001] + [(-WIDTH / 2, -DEPTH / 2 + 0.2), (WIDTH / 2, -DEPTH / 2 + 0.2)], deep, (0.0, 0.0, low + deep / 2), case, root, "z", 0.008)
    shell.name = "Case"
    front = -DEPTH / 2
    box("Key bed", (WIDTH, 0.22, 0.09), (0.0, front + 0.11, low), case, root, 0.01)
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} arm", (0.05, 0.22, 0.19), (side * (WIDTH / 2 - 0.025), front + 0.11, low + 0.05), case, root, 0.014)
    for number, (x, y) in enumerate(((-WIDTH * 0.42, front + 0.22), (WIDTH * 0.42, front + 0.22), (-WIDTH * 0.26, DEPTH * 0.36)), 1):
        leg = [(0.035, 0.0), (0.04, 0.05), (0.05, 0.12), (0.075, low - 0.06), (0.075, low + 0.02)]
        lathe(f"Leg {number}", leg, (x, y, 0.0), case, root, sides=24)
        ring_shape(f"Caster {number}", [(0.03, 0.0), (0.045, 0.0), (0.045, 0.03), (0.03, 0.03)], (x, y, 0.0), metal, root, sides=24)
    hinge = empty("Lid hinge", root, (-WIDTH / 2 + 0.01, 0.0, low + deep))
    lid = [(x + WIDTH / 2, y) for x, y in outline if y > front + 0.24] + [(0.0, front + 0.25), (WIDTH, front + 0.25)]
    prism("Lid", lid, 0.022, (0.0, 0.0, 0.012), case, hinge, "z", 0.006)
    hinge.rotation_euler.y = -0.62
    reach = WIDTH * 0.62
    tip = (-WIDTH / 2 + reach * math.cos(0.62), -DEPTH * 0.2, low + deep + reach * math.sin(0.62) + 0.01)
    tube("Prop", [(WIDTH / 2 - 0.1, -DEPTH * 0.2, low + deep - 0.02), tip], 0.009, metal, root)
    box("Music stand", (0.7, 0.02, 0.24), (0.0, front + 0.33, low + deep - 0.01), case, root, 0.006)
    tube("Lyre", [(0.0, front + 0.3, low + 0.02), (0.0, front + 0.3, 0.1)], 0.03, case, root)
    box("Pedal box", (0.3, 0.1, 0.05), (0.0, front + 0.3, 0.07), case, root, 0.01)
    add_pedals(root, metal, front + 0.27, 0.08)
    return front + 0.02, low + 0.085


def build_piano(name):
    """Build a piano, its keys to the front, and return its root."""
    root = empty(name)
    case, metal = $case, $metal
    y, z = add_grand(root, case, metal) if GRAND else add_upright(root, case, metal)
    wide = WIDTH - 0.12
    add_keys(root, $white, $black, y, z - 0.012, wide)
    box("Felt", (wide, 0.012, 0.03), (0.0, y + 0.152, z - 0.01), $felt, root, 0.002)
    if not GRAND:
        box("Fall board", (WIDTH - 0.06, 0.02, 0.14), (0.0, y + 0.16, z - 0.005), case, root, 0.004)
    if STOOL:
        box("Stool seat", (0.6, 0.32, 0.07), (0.0, -DEPTH / 2 - 0.35, 0.42), case, root, 0.02)
        for number, (px, py) in enumerate(ring_spots(4, 0.25, 0.12), 1):
            box(f"Stool leg {number}", (0.045, 0.045, 0.43), (px, -DEPTH / 2 - 0.35 + py, 0.0), case, root, 0.006)
    return root
''',
)


DRUM = Family(
    key="drum",
    title="Drum",
    size=(0.42, 0.4, 0.34),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.38, 0.15, 1.0, "x"),
        Length("HEIGHT", 0.3, 0.08, 1.0, "z"),
        Count("LUG_COUNT", 8, 4, 14, ("lug", "rod")),
        Toggle("STICKS", True, ("stick", "drumstick")),
    ),
    slots=(
        Slot("shell", "paint", "b5121b", ("shell", "body", "side"), main=True),
        Slot("skin", "matte", "f3eede", ("skin", "head"), accent=True),
        Slot("metal", "metal", "d2ab52", ("rim", "hoop", "lug", "rod")),
        Slot("sticks", "wood", "d9b07a", ("stick", "drumstick")),
    ),
    top="HEIGHT",
    code='''
def build_drum(name):
    """Build a drum with hoops, tension rods and two sticks; returns its root."""
    root = empty(name)
    radius, metal = WIDTH / 2, $metal
    cylinder("Shell", radius * 0.95, HEIGHT - 0.01, (0.0, 0.0, 0.005), $shell, root, 0.002)
    skin = $skin
    for z, label in ((0.001, "Lower"), (HEIGHT - 0.012, "Upper")):
        cylinder(f"{label} skin", radius * 0.93, 0.011, (0.0, 0.0, z), skin, root, 0.003)
    band = HEIGHT * 0.1
    hoop = [(radius * 0.93, 0.0), (radius, 0.0), (radius, band), (radius * 0.93, band)]
    for z, label in ((0.0, "Lower"), (HEIGHT - band + 0.003, "Upper")):
        ring_shape(f"{label} hoop", hoop, (0.0, 0.0, z), metal, root)
    for number in range(LUG_COUNT):
        turn = 2.0 * math.pi * (number + 0.5) / LUG_COUNT
        x, y = radius * math.cos(turn), radius * math.sin(turn)
        tube(f"Rod {number + 1}", [(x, y, band * 0.4), (x, y, HEIGHT - band * 0.4)], 0.004, metal, root, sides=8)
        lug = box(f"Lug {number + 1}", (0.014, 0.02, HEIGHT * 0.24), (x * 0.975, y * 0.975, HEIGHT * 0.38), metal, root, 0.004)
        lug.rotation_euler.z = turn
    if STICKS:
        sticks = $sticks
        for side, label in ((-1, "Left"), (1, "Right")):
            z = HEIGHT + 0.012
            path = [(side * radius * 0.25 - 0.02, -radius * 1.1, z), (side * radius * 0.05, radius * 0.55, z - 0.002), (side * radius * 0.03, radius * 0.68, z - 0.001)]
            tube(f"{label} stick", path, [0.009, 0.006, 0.009], sticks, root, sides=16)
    return root
''',
)

FAMILIES = (GUITAR, PIANO, DRUM)
