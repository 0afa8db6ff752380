# SPDX-License-Identifier: GPL-3.0-or-later
"""Toaster, frying pan, drinking glass and cake."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TOASTER = Family(
    key="toaster",
    title="Toaster",
    size=(0.32, 0.18, 0.25),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.3, 0.15, 0.6, "x"),
        Length("DEPTH", 0.18, 0.1, 0.4, "y"),
        Length("HEIGHT", 0.2, 0.1, 0.4, words=("body", "case")),
        Count("SLOT_COUNT", 2, 1, 2, ("slot",)),
        Toggle("BREAD", True, ("bread", "toast", "slice", "slice of bread")),
    ),
    slots=(
        Slot("body", "metal", "c4c7ca", ("body", "case"), main=True),
        Slot("trim", "plastic", "1d1f22", ("trim", "base", "foot", "lever", "knob"), accent=True),
        Slot("dark", "rubber", "131315", ("slot",)),
        Slot("bread", "matte", "d9a869", ("bread", "toast")),
        Slot("crust", "matte", "8a5226", ("crust",)),
    ),
    styles={"vintage": {"body": "paint 9fc8bb"}, "modern": {"body": "metal 3d4043"}},
    code='''
def add_slice(root, number, y, bread, crust):
    """Add a slice of bread that looks out of its slot."""
    wide, top = WIDTH * 0.6, HEIGHT + HEIGHT * 0.22
    half = wide / 2
    right = [(half * 0.92, HEIGHT * 0.7), (half * 0.92, top - half * 0.42), (half * 1.02, top - half * 0.24), (half * 0.8, top - half * 0.04), (0.0, top)]
    side = spline(right, 5)
    outline = side + [(-x, z) for x, z in side[-2::-1]]
    prism(f"Crust {number}", outline, DEPTH * 0.125, (0.0, y, 0.0), crust, root, "y", 0.0)
    inner = [(x * 0.88, HEIGHT + (z - HEIGHT) * 0.86 if z > HEIGHT else z + 0.004) for x, z in outline]
    prism(f"Crumb {number}", inner, DEPTH * 0.133, (0.0, y, 0.0), bread, root, "y", 0.001)


def build_toaster(name):
    """Build a toaster, its lever at the right end; returns its root."""
    root = empty(name)
    body, trim, dark = $body, $trim, $dark
    base = HEIGHT * 0.12
    rings = []
    for share, grow in ((0.0, 0.97), (0.04, 1.0), (0.7, 0.98), (0.88, 0.93), (0.96, 0.84), (1.0, 0.72)):
        z = base * 0.8 + (HEIGHT - base * 0.8) * share
        rings.append(plan(z, WIDTH * (0.94 + 0.06 * grow) * 0.98, -DEPTH / 2 * grow, DEPTH / 2 * grow, 6.0))
    loft("Body", rings, (0.0, 0.0, 0.0), body, root)
    for number, (x, y) in enumerate(ring_spots(4, WIDTH * 0.38, DEPTH * 0.32), 1):
        cylinder(f"Foot {number}", DEPTH * 0.08, base * 0.5, (x, y, 0.0), trim, root, 0.002, 24)
    loft("Base", [plan(z, WIDTH * w, -DEPTH / 2 * w, DEPTH / 2 * w, 6.0) for z, w in ((base * 0.35, 0.96), (base * 0.5, 1.01), (base * 1.1, 1.01), (base * 1.25, 0.98))], (0.0, 0.0, 0.0), trim, root)
    places = [0.0] if SLOT_COUNT == 1 else [-DEPTH * 0.17, DEPTH * 0.17]
    for number, y in enumerate(places, 1):
        box(f"Slot {number}", (WIDTH * 0.7, DEPTH * 0.2, 0.008), (0.0, y, HEIGHT - 0.0055), dark, root, 0.002)
        if BREAD:
            add_slice(root, number, y, $bread, $crust)
    box("Lever slit", (0.004, DEPTH * 0.07, HEIGHT * 0.5), (WIDTH * 0.4885, 0.0, HEIGHT * 0.32), dark, root, 0.0)
    box("Lever", (WIDTH * 0.09, DEPTH * 0.2, HEIGHT * 0.09), (WIDTH * 0.52, 0.0, HEIGHT * 0.66), trim, root, 0.006)
    knob = cylinder("Knob", HEIGHT * 0.09, WIDTH * 0.05, (WIDTH * 0.48, -DEPTH * 0.25, HEIGHT * 0.36), trim, root, 0.003, 32)
    knob.rotation_euler.y = math.pi / 2
    return root
''',
)


PAN = Family(
    key="pan",
    title="Frying pan",
    size=(0.28, 0.47, 0.075),
    uniform=True,
    long="y",
    parameters=(
        Length("WIDTH", 0.28, 0.12, 0.6, "x"),
        Length("RIM_HEIGHT", 0.048, 0.02, 0.3, words=("rim", "side")),
        Length("HANDLE_LENGTH", 0.19, 0.08, 0.5, words=("handle",)),
        Toggle("LID", False, ("lid",)),
        Toggle("EGG", False, ("egg", "fried egg")),
        Toggle("TWO_HANDLES", False),
    ),
    slots=(
        Slot("pan", "metal", "2d2f32", ("pan", "body", "pot"), main=True),
        Slot("inside", "plastic", "17181a", ("inside", "bottom")),
        Slot("handle", "plastic", "1b1c1e", ("handle", "knob"), accent=True),
        Slot("lid", "metal", "c4c7ca", ("lid",)),
        Slot("egg", "ceramic", "f7f4ea", ("egg",)),
        Slot("yolk", "ceramic", "f2a81b", ("yolk",)),
    ),
    variants={
        "frying": {},
        "sauce": {"WIDTH": 0.19, "RIM_HEIGHT": 0.1, "HANDLE_LENGTH": 0.115, "LID": True, "pan": "metal b9bcc0", "inside": "metal a4a7ab"},
        "pot": {"WIDTH": 0.24, "RIM_HEIGHT": 0.15, "TWO_HANDLES": True, "LID": True, "pan": "metal b9bcc0", "inside": "metal a4a7ab"},
    },
    holds=True,
    code='''
def build_pan(name):
    """Build a pan, its handle to the back, or a pot with two handles; returns its root."""
    root = empty(name)
    radius, low, handle = WIDTH / 2, RIM_HEIGHT, $handle
    base = radius * (0.97 if RIM_HEIGHT > 0.08 else 0.8)
    wall = radius * 0.025
    profile = [(0.0, 0.0), (base, 0.0), (base + wall, low * 0.08), (radius, low), (radius + wall, low), (radius, low + wall * 0.6), (radius - wall, low), (base - wall, 0.006), (0.0, 0.006)]
    lathe("Pan", profile, (0.0, 0.0, 0.0), $pan, root)
    cylinder("Bottom", base - wall, 0.003, (0.0, 0.0, 0.0045), $inside, root, 0.0)
    top = low * 0.8
    if TWO_HANDLES:
        for side, label in ((-1, "Left"), (1, "Right")):
            x = side * radius
            path = [(x * 0.98, -radius * 0.3, top), (x * 1.2, -radius * 0.24, top + 0.004), (x * 1.2, radius * 0.24, top + 0.004), (x * 0.98, radius * 0.3, top)]
            tube(f"{label} handle", spline(path, 5), radius * 0.05, handle, root)
    else:
        reach = radius + HANDLE_LENGTH
        rings = []
        for share, wide, thick in ((0.0, 0.16, 0.06), (0.15, 0.12, 0.07), (0.45, 0.17, 0.1), (0.85, 0.18, 0.1), (0.97, 0.15, 0.08), (1.0, 0.08, 0.04)):
            z = top + HANDLE_LENGTH * 0.16 * math.sin(share * math.pi * 0.5)
            rings.append(oval(radius * 0.97 + (reach - radius) * share, radius * wide, z - radius * thick / 2, z + radius * thick / 2, 2.6, 24))
        loft("Handle", rings, (0.0, 0.0, 0.0), handle, root)
    if LID:
        cap = [(0.0, 0.0), (radius * 0.99, 0.0), (radius * 1.01, 0.006), (radius * 0.8, radius * 0.12), (radius * 0.4, radius * 0.2), (0.0, radius * 0.22)]
        lathe("Lid", cap, (0.0, 0.0, low + wall * 0.3), $lid, root)
        knob = [(radius * 0.06, 0.0), (radius * 0.06, radius * 0.08), (radius * 0.14, radius * 0.12), (radius * 0.13, radius * 0.19), (0.0, radius * 0.22)]
        lathe("Knob", knob, (0.0, 0.0, low + radius * 0.21), handle, root, sides=32)
    elif EGG:
        blob("Egg white", (radius * 0.95, radius * 0.85, 0.012), (0.0, -radius * 0.05, 0.006), $egg, root, 3, 0.5, 4, 1.2)
        ball("Yolk", (radius * 0.36, radius * 0.36, 0.03), (radius * 0.05, 0.0, 0.006), $yolk, root)
    return root
''',
)  # fmt: skip


GLASS = Family(
    key="wine_glass",
    title="Wine glass",
    size=(0.086, 0.086, 0.22),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.22, 0.06, 1.0, "z"),
        Length("WIDTH", 0.086, 0.03, 0.4, "x", ("bowl",)),
        Length("STEM", 0.42, 0.0, 0.6, words=("stem",), unit="part of the height"),
        Toggle("DRINK", True, ("wine", "drink", "champagne", "water", "juice")),
    ),
    slots=(
        Slot("glass", "glass", "f4f8f8", ("glass", "bowl", "stem", "cup"), main=True),
        Slot("drink", "ceramic", "5a0d1c", ("wine", "drink", "champagne", "water", "juice"), accent=True),
    ),
    variants={
        "wine": {},
        "flute": {"WIDTH": 0.055, "HEIGHT": 0.24, "STEM": 0.36, "drink": "ceramic d9b65a"},
        "goblet": {"WIDTH": 0.1, "HEIGHT": 0.2, "STEM": 0.38, "glass": "metal e0b04a", "DRINK": False},
        "tumbler": {"WIDTH": 0.075, "HEIGHT": 0.12, "STEM": 0.0, "drink": "ceramic 9cc7dd"},
    },
    holds=True,
    code='''
def build_wine_glass(name):
    """Build a drinking glass with or without a stem, and what is in it; returns its root."""
    root = empty(name)
    radius, foot = WIDTH / 2, HEIGHT * STEM
    wall = max(radius * 0.035, 0.0008)
    tall = HEIGHT - foot
    straight = STEM < 0.05
    shape = [(0.78, 0.0), (0.9, 0.5), (1.0, 1.0)] if straight else [(0.12, 0.0), (0.62, 0.1), (0.94, 0.32), (1.0, 0.5), (0.9, 0.8), (0.78, 1.0)]
    bowl = [(radius * r, foot + tall * h) for r, h in shape]
    outer = bowl if straight else spline(bowl, 6)
    inside = [(max(r - wall, 0.0005), max(z, outer[0][1] + wall * (6.0 if straight else 2.0))) for r, z in outer]
    if straight:
        profile = [(0.0, 0.0), *outer, *inside[::-1], (0.0, inside[0][1])]
    else:
        stem = [(0.0, 0.0), (radius * 0.82, 0.0), (radius * 0.82, wall), (radius * 0.3, HEIGHT * 0.018), (radius * 0.09, HEIGHT * 0.06), (radius * 0.075, foot * 0.6)]
        profile = [*stem, *outer, *inside[:0:-1], (0.0, inside[1][1])]
    lathe("Glass", profile, (0.0, 0.0, 0.0), $glass, root)
    if DRINK:
        level = foot + tall * (0.7 if straight else 0.45)
        gap = wall * 0.4
        low = [(r + gap, z) for r, z in inside if z < level]
        low = low if straight else low[1:]
        edge = next(r for r, z in inside if z >= level) + gap if not straight else low[-1][0]
        fill = [(0.0, low[0][1] - gap), *low, (edge, level), (0.0, level)]
        lathe("Drink", fill, (0.0, 0.0, 0.0), $drink, root)
    return root
''',
)  # fmt: skip


CAKE = Family(
    key="cake",
    title="Cake",
    size=(0.3, 0.3, 0.24),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.26, 0.1, 1.0, "x"),
        Length("TIER_HEIGHT", 0.075, 0.03, 0.3, words=("tier", "layer")),
        Count("TIER_COUNT", 2, 1, 5, ("tier", "layer")),
        Count("CANDLE_COUNT", 5, 0, 12, ("candle",)),
        Count("CHERRY_COUNT", 10, 0, 24, ("cherry", "berry")),
        Toggle("PLATE", True, ("plate", "stand")),
    ),
    slots=(
        Slot("icing", "matte", "f5e6e0", ("icing", "frosting", "cake", "cream"), main=True),
        Slot("drips", "ceramic", "7a3b22", ("drip", "chocolate", "glaze"), accent=True),
        Slot("cherries", "ceramic", "c01a20", ("cherry", "berry")),
        Slot("candles", "plastic", "5aa9d6", ("candle",)),
        Slot("flame", "glow", "ffb84a", ("flame",)),
        Slot("plate", "ceramic", "eeeeec", ("plate", "stand")),
    ),
    variants={"birthday": {}, "wedding": {"TIER_COUNT": 4, "CANDLE_COUNT": 0, "drips": "matte ffffff", "cherries": "matte f0c9cf"},
              "chocolate": {"icing": "matte 5a3020", "drips": "ceramic 35190f"}},
    holds=True,
    code='''
def add_drips(root, label, radius, top, material):
    """Add the glaze on top of a tier, with a wavy edge that runs down."""
    count = 64
    rings = []
    for reach, lift in ((1.035, 0.0), (1.035, 1.0), (0.98, 1.2)):
        ring = []
        for step in range(count):
            turn = 2.0 * math.pi * step / count
            run = TIER_HEIGHT * (0.2 + 0.13 * math.sin(turn * 9.0) + 0.1 * math.sin(turn * 5.0 + 1.0))
            z = top + TIER_HEIGHT * 0.05 * lift - (run if lift == 0.0 else 0.0)
            ring.append((radius * reach * math.cos(turn), radius * reach * math.sin(turn), z))
        rings.append(ring)
    loft(f"{label} glaze", rings, (0.0, 0.0, 0.0), material, root)


def build_cake(name):
    """Build a tiered cake on a plate; returns its root."""
    root = empty(name)
    base = 0.0
    icing, drips, berry = $icing, $drips, $cherries
    if PLATE:
        rim = WIDTH * 0.58
        plate = [(0.0, 0.0), (rim * 0.6, 0.0), (rim * 0.62, 0.006), (rim, 0.014), (rim, 0.018), (rim * 0.6, 0.011), (0.0, 0.011)]
        lathe("Plate", plate, (0.0, 0.0, 0.0), $plate, root)
        base = 0.0105
    radius = WIDTH / 2
    for number in range(TIER_COUNT):
        r = radius * (1.0 - number * 0.72 / max(TIER_COUNT, 2.6))
        z = base + number * TIER_HEIGHT
        cylinder(f"Tier {number + 1}", r, TIER_HEIGHT, (0.0, 0.0, z), icing, root, TIER_HEIGHT * 0.12)
        add_drips(root, f"Tier {number + 1}", r, z + TIER_HEIGHT, drips)
    top = base + TIER_COUNT * TIER_HEIGHT + TIER_HEIGHT * 0.055
    for number in range(CHERRY_COUNT):
        turn = 2.0 * math.pi * number / CHERRY_COUNT
        size = min(r * 0.3, TIER_HEIGHT * 0.3)
        ball(f"Cherry {number + 1}", (size, size, size), ((r - size * 0.6) * math.cos(turn), (r - size * 0.6) * math.sin(turn), top - size * 0.08), berry, root, sides=20)
    for number in range(CANDLE_COUNT):
        turn = 2.0 * math.pi * number / CANDLE_COUNT + 0.3
        reach = r * 0.45 if CANDLE_COUNT > 1 else 0.0
        x, y = reach * math.cos(turn), reach * math.sin(turn)
        tall = TIER_HEIGHT * 0.75
        cylinder(f"Candle {number + 1}", TIER_HEIGHT * 0.05, tall, (x, y, top - 0.004), $candles, root, 0.001, 16)
        flame = [(0.0, 0.0), (TIER_HEIGHT * 0.05, TIER_HEIGHT * 0.08), (TIER_HEIGHT * 0.03, TIER_HEIGHT * 0.16), (0.0, TIER_HEIGHT * 0.26)]
        lathe(f"Flame {number + 1}", flame, (x, y, top - 0.005 + tall), $flame, root, sides=12)
    return root
''',
)  # fmt: skip

FAMILIES = (TOASTER, PAN, GLASS, CAKE)
