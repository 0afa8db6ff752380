# SPDX-License-Identifier: GPL-3.0-or-later
"""Bottle, bowl, barrel and candle."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BOTTLE = Family(
    key="bottle",
    title="Bottle",
    size=(0.078, 0.078, 0.31),
    uniform=True,
    holds=True,
    parameters=(
        Length("HEIGHT", 0.31, 0.1, 0.6, "z"),
        Length("WIDTH", 0.078, 0.04, 0.2, "x"),
        Length("NECK_WIDTH", 0.029, 0.015, 0.08, words=("neck",)),
        Length("SHOULDER", 0.62, 0.4, 0.85, words=("shoulder",), unit="part of the height"),
        Length("FILL", 0.6, 0.0, 0.8, unit="part of the height"),
        Toggle("LABEL", True, ("label",)),
        Toggle("CORK", True, ("cork", "cap", "stopper")),
    ),
    slots=(
        Slot("glass", "glass", "5f8f5a", ("glass", "body", "bottle"), main=True),
        Slot(
            "content", "paint", "4a0d1a", ("wine", "content", "liquid", "water", "drink", "juice")
        ),
        Slot("label", "matte", "f1ead8", ("label",), accent=True),
        Slot("cork", "stone", "b58a58", ("cork", "stopper", "cap")),
        Slot("foil", "metal", "6d1528", ("foil", "ring", "stripe")),
    ),
    variants={
        "beer": {
            "HEIGHT": 0.235,
            "WIDTH": 0.062,
            "SHOULDER": 0.55,
            "glass": "glass a5622a",
            "cork": "metal e0b04a",
            "content": "paint c98a1c",
        },
        "water": {
            "HEIGHT": 0.24,
            "WIDTH": 0.066,
            "NECK_WIDTH": 0.026,
            "SHOULDER": 0.78,
            "glass": "glass dfeef5",
            "cork": "plastic 1450c8",
            "content": "glass d5ecf7",
            "label": "matte 5fa8e0",
        },
    },
    code='''
def add_bottle(root, glass):
    """Add the glass: one closed wall with a raised bottom."""
    wide, neck, shoulder = WIDTH / 2, NECK_WIDTH / 2, HEIGHT * SHOULDER
    wall = min(0.003, neck * 0.25)
    rise = HEIGHT - shoulder
    outside = [
        (wide * 0.85, 0.0), (wide * 0.97, 0.003), (wide, 0.012), (wide, shoulder * 0.5), (wide, shoulder * 0.97),
        (wide * 0.86, shoulder + rise * 0.16), (neck * 1.25, shoulder + rise * 0.42), (neck, shoulder + rise * 0.6), (neck, HEIGHT - 0.022),
    ]
    lip = [(neck * 1.18, HEIGHT - 0.021), (neck * 1.2, HEIGHT - 0.008), (neck * 1.1, HEIGHT), (neck - wall, HEIGHT)]
    inside = [
        (neck - wall, shoulder + rise * 0.6), (neck * 1.25 - wall, shoulder + rise * 0.42), (wide * 0.86 - wall, shoulder + rise * 0.16),
        (wide - wall, shoulder * 0.97), (wide - wall, 0.014), (wide * 0.7, 0.012), (0.0, 0.02),
    ]
    foot = [(0.0, 0.012), (wide * 0.6, 0.004), (wide * 0.8, 0.0)]
    lathe("Glass", [*foot, *spline(outside, 3), *lip, *inside], (0.0, 0.0, 0.0), glass, root)


def add_content(root, material):
    """Fill the bottle; the liquid reaches slightly into the glass."""
    wide, level = WIDTH / 2 - 0.0025, HEIGHT * min(FILL, SHOULDER * 0.98)
    profile = [(0.0, 0.018), (WIDTH * 0.35, 0.011), (wide, 0.014), (wide, level), (0.0, level)]
    lathe("Content", profile, (0.0, 0.0, 0.0), material, root)


def add_label(root, paper, foil):
    """Wrap a label with a stripe around the body."""
    wide, tall = WIDTH / 2, HEIGHT * SHOULDER
    band = [(wide - 0.001, tall * 0.24), (wide + 0.0006, tall * 0.24), (wide + 0.0006, tall * 0.74), (wide - 0.001, tall * 0.74)]
    ring_shape("Label", band, (0.0, 0.0, 0.0), paper, root)
    stripe = [(wide - 0.0004, tall * 0.3), (wide + 0.001, tall * 0.3), (wide + 0.001, tall * 0.36), (wide - 0.0004, tall * 0.36)]
    ring_shape("Label stripe", stripe, (0.0, 0.0, 0.0), foil, root)


def build_bottle(name):
    """Build a bottle and return its root."""
    root = empty(name)
    add_bottle(root, $glass)
    if FILL > 0.05:
        add_content(root, $content)
    if LABEL:
        add_label(root, $label, $foil)
    if CORK:
        neck = NECK_WIDTH / 2
        profile = [(neck * 0.82, -0.03), (neck * 0.92, 0.0), (neck * 1.2, 0.0005), (neck * 1.2, 0.012), (neck * 1.05, 0.016)]
        lathe("Cork", profile, (0.0, 0.0, HEIGHT - 0.001), $cork, root)
    return root
''',
)

BOWL = Family(
    key="bowl",
    title="Bowl",
    size=(0.26, 0.26, 0.133),
    uniform=True,
    holds=True,
    parameters=(
        Length("WIDTH", 0.26, 0.08, 0.6, "x"),
        Length("HEIGHT", 0.1, 0.03, 0.3),
        Length("WALL", 0.006, 0.003, 0.015),
        Count("FRUIT_COUNT", 5, 0, 8, ("fruit", "apple", "orange")),
        Toggle("ONLY_APPLES", False, ("apple",)),
        Toggle("ONLY_ORANGES", False, ("orange",)),
        Toggle("STRIPE", True, ("stripe", "rim", "band")),
    ),
    slots=(
        Slot("body", "ceramic", "3f7f8c", ("body", "bowl"), main=True),
        Slot("stripe", "ceramic", "f0e6d2", ("stripe", "rim", "band"), accent=True),
        Slot("apples", "paint", "b3201c", ("apple", "fruit")),
        Slot("oranges", "leather", "ee7f14", ("orange",)),
        Slot("stalks", "bark", "4a3320", ("stalk",)),
    ),
    variants={"empty": {"FRUIT_COUNT": 0}},
    code='''
def add_bowl(root, body, stripe):
    """Add the bowl: foot, wall and inside in one, and a stripe below the rim."""
    wide = WIDTH / 2
    outside = spline([(wide * 0.42, HEIGHT * 0.06), (wide * 0.72, HEIGHT * 0.24), (wide * 0.93, HEIGHT * 0.6), (wide, HEIGHT * 0.97)], 6)
    inside = [(max(radius - WALL, 0.0), max(z + WALL * 0.6, WALL * 2.5)) for radius, z in reversed(outside[:-1])]
    foot = [(0.0, 0.004), (wide * 0.36, 0.004), (wide * 0.38, 0.0), (wide * 0.43, 0.0)]
    rim = [(wide - WALL * 0.2, HEIGHT), (wide - WALL * 0.8, HEIGHT)]
    lathe("Shell", [*foot, *outside, *rim, *inside, (0.0, WALL * 2.4)], (0.0, 0.0, 0.0), body, root)
    if STRIPE:
        low, high = outside[-6], outside[-3]
        band = [(low[0] - 0.002, low[1]), (low[0] + 0.0012, low[1]), (high[0] + 0.0012, high[1]), (high[0] - 0.002, high[1])]
        ring_shape("Stripe", band, (0.0, 0.0, 0.0), stripe, root)


def add_fruit(root, apples, oranges, stalks):
    """Heap fruit: a ring of it on the bottom, the last one on top."""
    size = WIDTH * 0.3
    ring = max(FRUIT_COUNT - 1, 1)
    for number in range(FRUIT_COUNT):
        turn = 2.0 * math.pi * number / ring
        last = number == FRUIT_COUNT - 1 and FRUIT_COUNT > 3
        reach = 0.0 if last or FRUIT_COUNT == 1 else WIDTH * 0.22
        low = HEIGHT * (0.5 if last else 0.09)
        place = (reach * math.cos(turn), reach * math.sin(turn), low)
        if ONLY_ORANGES if ONLY_APPLES != ONLY_ORANGES else number % 2:
            ball(f"Orange {number + 1}", (size, size, size * 0.96), place, oranges, root)
            continue
        radius = size / 2
        profile = [(0.0, radius * 0.2), (radius * 0.3, radius * 0.06), (radius * 0.75, radius * 0.35), (radius * 1.03, radius * 1.05),
                   (radius * 0.85, radius * 1.65), (radius * 0.35, radius * 1.82), (0.0, radius * 1.55)]
        lathe(f"Apple {number + 1}", spline(profile, 4), place, apples, root, sides=32)
        stalk = [(0.0, 0.0, radius * 1.45), (radius * 0.05, 0.0, radius * 1.75), (radius * 0.2, 0.0, radius * 2.1)]
        tube(f"Stalk {number + 1}", spline(stalk, 4), radius * 0.06, stalks, root, place, sides=8)


def build_bowl(name):
    """Build a bowl and return its root."""
    root = empty(name)
    add_bowl(root, $body, $stripe)
    if FRUIT_COUNT:
        add_fruit(root, $apples, $oranges, $stalks)
    return root
''',
)

BARREL = Family(
    key="barrel",
    title="Barrel",
    size=(0.66, 0.66, 0.9),
    uniform=True,
    holds=True,
    parameters=(
        Length("HEIGHT", 0.9, 0.3, 2.0, "z"),
        Length("WIDTH", 0.66, 0.2, 1.5, "x"),
        Length("END_WIDTH", 0.54, 0.2, 1.4),
        Count("STAVE_COUNT", 18, 8, 30, ("stave", "plank", "board")),
        Count("HOOP_COUNT", 4, 2, 6, ("hoop", "band", "ring")),
        Toggle("TAP", False, ("tap", "spigot", "faucet")),
    ),
    slots=(
        Slot(
            "staves",
            "wood",
            "8a5a34",
            ("stave", "plank", "board", "body", "barrel", "lid"),
            main=True,
            along="z",
        ),
        Slot("hoops", "metal", "4a4c50", ("hoop", "band", "ring"), accent=True),
        Slot("tap", "metal", "brass", ("tap", "spigot", "faucet")),
    ),
    variants={
        "oil": {
            "END_WIDTH": 0.6,
            "WIDTH": 0.6,
            "STAVE_COUNT": 30,
            "HOOP_COUNT": 4,
            "staves": "paint 1f5fa0",
            "hoops": "paint 1f5fa0",
        }
    },
    code='''
def radius_at(share):
    """Return the barrel's outside radius at a share of its height."""
    return (END_WIDTH + (WIDTH - END_WIDTH) * (1.0 - (2.0 * share - 1.0) ** 2)) / 2


def add_staves(root, material):
    """Add the bent staves, each a closed board, and the sunk lids."""
    thick = WIDTH * 0.035
    half = math.pi / STAVE_COUNT * 0.985
    for number in range(STAVE_COUNT):
        turn = 2.0 * math.pi * number / STAVE_COUNT
        rings = []
        for step in range(9):
            share = step / 8
            outer = radius_at(share) / math.cos(half)
            ring = []
            for radius, angle in ((outer, -half), (outer * 1.012, 0.0), (outer, half), (outer - thick, half), (outer - thick, -half)):
                ring.append((radius * math.cos(turn + angle), radius * math.sin(turn + angle), HEIGHT * share))
            rings.append(ring)
        loft(f"Stave {number + 1}", rings, (0.0, 0.0, 0.0), material, root)
    for share, label in ((0.045, "Bottom"), (0.925, "Lid")):
        radius = radius_at(share) - thick * 0.5
        cylinder(label, radius, HEIGHT * 0.03, (0.0, 0.0, HEIGHT * share), material, root, 0.003)


def add_hoops(root, material):
    """Add iron hoops around the staves, in pairs from both ends."""
    for number in range(HOOP_COUNT):
        step = number // 2
        share = 0.06 + 0.2 * step
        if number % 2:
            share = 1.0 - share
        low, high = share - 0.026, share + 0.026
        a, b = radius_at(low) * 1.014, radius_at(high) * 1.014
        unit = WIDTH * 0.012
        band = [(a - unit, HEIGHT * low), (a + unit, HEIGHT * low), (b + unit, HEIGHT * high), (b - unit, HEIGHT * high)]
        ring_shape(f"Hoop {number + 1}", band, (0.0, 0.0, 0.0), material, root)


def build_barrel(name):
    """Build a barrel and return its root."""
    root = empty(name)
    add_staves(root, $staves)
    add_hoops(root, $hoops)
    if TAP:
        tap = $tap
        unit = HEIGHT / 90
        y = -radius_at(0.18)
        pipe = [(0.0, y + 3 * unit, HEIGHT * 0.18), (0.0, y - 9 * unit, HEIGHT * 0.18), (0.0, y - 12 * unit, HEIGHT * 0.16), (0.0, y - 12 * unit, HEIGHT * 0.11)]
        tube("Tap", spline(pipe, 5), 1.8 * unit, tap, root)
        tube("Tap lever", [(0.0, y - 6 * unit, HEIGHT * 0.18), (0.0, y - 6 * unit, HEIGHT * 0.18 + 7 * unit)], 1.0 * unit, tap, root)
        tube("Tap grip", [(-4 * unit, y - 6 * unit, HEIGHT * 0.18 + 7 * unit), (4 * unit, y - 6 * unit, HEIGHT * 0.18 + 7 * unit)], 1.2 * unit, tap, root)
    return root
''',
)

CANDLE = Family(
    key="candle",
    title="Candle",
    size=(0.15, 0.13, 0.23),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.19, 0.05, 0.6),
        Length("WIDTH", 0.055, 0.02, 0.15),
        Length("DISH_WIDTH", 0.13, 0.06, 0.3, words=("dish", "holder", "saucer")),
        Toggle("FLAME", True, ("flame", "fire", "light")),
        Count("DRIP_COUNT", 5, 0, 12, ("drip", "drop")),
    ),
    slots=(
        Slot("wax", "matte", "f3e9d2", ("wax", "candle", "drip"), main=True),
        Slot("dish", "metal", "brass", ("dish", "holder", "saucer", "handle"), accent=True),
        Slot("wick", "rubber", "1c1a18", ("wick",)),
        Slot("flame", "glow", "ff9a2a", ("flame", "fire", "light")),
    ),
    code='''
def add_dish(root, material):
    """Add a dish with a raised rim, a socket and a finger ring."""
    wide = DISH_WIDTH / 2
    profile = [(wide * 0.72, 0.0), (wide * 0.98, 0.014), (wide, 0.02), (wide * 0.97, 0.022), (wide * 0.7, 0.006), (0.0, 0.005)]
    lathe("Dish", [(0.0, 0.0), *profile], (0.0, 0.0, 0.0), material, root)
    neck = WIDTH / 2
    lathe("Socket", [(neck * 1.3, 0.004), (neck * 1.12, 0.012), (neck * 1.12, 0.026), (neck * 1.2, 0.03), (neck * 0.9, 0.03), (neck * 0.9, 0.004)],
          (0.0, 0.0, 0.0), material, root)
    loop = [(wide + 0.014 + 0.019 * math.cos(math.pi * i / 12), 0.0, 0.024 + 0.019 * math.sin(math.pi * i / 12)) for i in range(24)]
    tube("Finger ring", loop, 0.0032, material, root, closed=True)


def add_wax(root, material):
    """Add the candle with a hollow top, and drips down its side."""
    wide, low, top = WIDTH / 2, 0.008, HEIGHT
    profile = [(wide, low), (wide, top - 0.008), (wide * 0.96, top - 0.001), (wide * 0.85, top), (wide * 0.6, top - 0.006), (0.0, top - 0.008)]
    lathe("Wax", [(0.0, low), *profile], (0.0, 0.0, 0.0), material, root)
    for number in range(DRIP_COUNT):
        turn = 2.4 * number - 1.7
        long = HEIGHT * (0.2 + 0.13 * ((number * 2) % 4))
        x, y = wide * 0.97 * math.cos(turn), wide * 0.97 * math.sin(turn)
        path = [(x * 0.9, y * 0.9, top - 0.003), (x, y, top - 0.012), (x, y, top - long * 0.6), (x, y, top - long)]
        thick = WIDTH * 0.09
        tube(f"Drip {number + 1}", spline(path, 3), [thick * (0.8 if i < 8 else 1.15) * (0.5 if i == 9 else 1.0) for i in range(10)], material, root)


def build_candle(name):
    """Build a candle in its dish and return its root."""
    root = empty(name)
    add_dish(root, $dish)
    add_wax(root, $wax)
    wick = spline([(0.0, 0.0, HEIGHT - 0.012), (0.0, 0.0, HEIGHT + 0.004), (0.0025, 0.0, HEIGHT + 0.013)], 4)
    tube("Wick", wick, 0.0016, $wick, root, sides=8)
    if FLAME:
        points = [(0.0, 0.0), (0.0045, 0.004), (0.0078, 0.012), (0.0055, 0.024), (0.002, 0.034), (0.0, 0.041)]
        lathe("Flame", spline(points, 5), (0.0015, 0.0, HEIGHT + 0.004), $flame, root)
    return root
''',
)

FAMILIES = (BOTTLE, BOWL, BARREL, CANDLE)
