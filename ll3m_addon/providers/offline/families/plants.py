# SPDX-License-Identifier: GPL-3.0-or-later
"""Flower and cactus."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

FLOWER = Family(
    key="flower",
    title="Flower in a pot",
    size=(0.22, 0.17, 0.46),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.46, 0.15, 2.0, "z", ("stem",)),
        Length("BLOOM_WIDTH", 0.15, 0.05, 0.5, words=("bloom", "blossom", "head")),
        Length("POT_WIDTH", 0.15, 0.06, 0.6, words=("pot",)),
        Count("PETAL_COUNT", 13, 5, 34, ("petal",)),
        Count("LEAF_COUNT", 3, 0, 8, ("leaf",)),
        Toggle("POT", True, ("pot", "flowerpot")),
    ),
    slots=(
        Slot("petals", "matte", "f2c21b", ("petal", "blossom", "bloom", "flower"), main=True),
        Slot("heart", "stone", "5a3216", ("heart", "centre", "center", "middle"), accent=True),
        Slot("green", "leaves", "4c8a34", ("stem", "leaf")),
        Slot("pot", "stone", "b5653c", ("pot", "flowerpot")),
        Slot("soil", "stone", "3a2a1e", ("soil", "earth")),
    ),
    variants={
        "sunflower": {"PETAL_COUNT": 21, "HEIGHT": 0.7, "BLOOM_WIDTH": 0.22},
        "daisy": {
            "petals": "matte f7f5ee",
            "heart": "matte e8b021",
            "PETAL_COUNT": 15,
            "BLOOM_WIDTH": 0.11,
        },
    },
    code='''
def add_pot(root, material, soil):
    """Add the pot with a rim, filled with soil."""
    wide, tall = POT_WIDTH / 2, POT_WIDTH * 0.86
    wall = wide * 0.1
    profile = [
        (wide * 0.66, 0.0), (wide * 0.92, tall * 0.76), (wide, tall * 0.76), (wide * 1.02, tall * 0.98),
        (wide, tall), (wide - wall, tall), (wide * 0.9 - wall, tall * 0.7), (wide * 0.6, tall * 0.2), (0.0, tall * 0.2),
    ]
    lathe("Pot", profile, (0.0, 0.0, 0.0), material, root)
    mound = [(wide * 0.9, tall * 0.7), (wide * 0.93, tall * 0.84), (wide * 0.4, tall * 0.9), (0.0, tall * 0.91)]
    lathe("Soil", mound, (0.0, 0.0, 0.0), soil, root)


def add_stem(root, material, base):
    """Add the stem and its leaves, bent to the side in turn."""
    top = HEIGHT - BLOOM_WIDTH * 0.42
    path = spline([(0.0, 0.0, base), (0.006, 0.004, base + (top - base) * 0.5), (0.0, -0.004, top)], 6)
    tube("Stem", path, 0.012 * HEIGHT, material, root)
    for number in range(LEAF_COUNT):
        turn = 2.4 * number + 0.6
        start = base + (top - base) * (0.15 + 0.5 * number / max(LEAF_COUNT, 1))
        long = (top - base) * 0.42
        rings = []
        for share, wide in ((0.0, 0.05), (0.2, 0.7), (0.45, 1.0), (0.75, 0.65), (1.0, 0.04)):
            out, up = long * share, long * (0.75 * share - 0.55 * share * share)
            half, thin = long * 0.16 * wide, long * 0.01
            section = [(-half, thin - half * 0.3), (0.0, thin * 2), (half, thin - half * 0.3), (0.0, -thin)]
            rings.append(
                [
                    (
                        out * math.cos(turn) - across * math.sin(turn),
                        out * math.sin(turn) + across * math.cos(turn), start + up + rise + half * 0.3,
                    )
                    for across, rise in section
                ]
            )
        loft(f"Leaf {number + 1}", rings, (0.0, 0.0, 0.0), material, root)


def add_bloom(root, petals, heart):
    """Add the bloom: petals in two rings about a heart, tilted towards the front."""
    bloom = empty("Bloom", root, (0.0, 0.0, HEIGHT - BLOOM_WIDTH * 0.42))
    bloom.rotation_euler.x = math.radians(52.0)
    radius = BLOOM_WIDTH / 2
    for number in range(PETAL_COUNT):
        turn = 2.0 * math.pi * number / PETAL_COUNT
        back = number % 2
        wide = min(2.6 * radius / PETAL_COUNT, radius * 0.34)
        rings = []
        for share, part in ((0.26, 0.5), (0.5, 0.95), (0.78, 1.0), (0.95, 0.55), (1.0, 0.12)):
            half = wide * part
            z = radius * (0.02 + 0.12 * share * share) - back * radius * 0.05
            section = [(-half, z + 0.1 * half), (0.0, z), (half, z + 0.1 * half), (0.0, z - 0.016 * radius - 0.0006)]
            out = radius * share
            rings.append(
                [
                    (out * math.cos(turn) - a * math.sin(turn), out * math.sin(turn) + a * math.cos(turn), b)
                    for a, b in section
                ]
            )
        loft(f"Petal {number + 1}", rings, (0.0, 0.0, 0.0), petals, bloom)
    size = (radius * 0.74, radius * 0.74, radius * 0.3)
    ball("Heart", size, (0.0, 0.0, -radius * 0.1), heart, bloom)


def build_flower(name):
    """Build a flower and return its root."""
    root = empty(name)
    green = $green
    if POT:
        add_pot(root, $pot, $soil)
    add_stem(root, green, POT_WIDTH * 0.7 if POT else 0.0)
    add_bloom(root, $petals, $heart)
    return root
''',
)


CACTUS = Family(
    key="cactus",
    title="Cactus in a pot",
    size=(0.3, 0.16, 0.4),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.4, 0.1, 3.0, "z"),
        Length("BODY_WIDTH", 0.1, 0.04, 0.6, words=("body", "stem")),
        Length("POT_WIDTH", 0.16, 0.06, 0.6, words=("pot",)),
        Count("ARM_COUNT", 2, 0, 4, ("arm", "branch")),
        Count("RIB_COUNT", 10, 6, 20, ("rib",)),
        Toggle("POT", True, ("pot",)),
        Toggle("FLOWER", True, ("flower", "blossom", "bloom")),
    ),
    slots=(
        Slot("skin", "leaves", "4f7f4a", ("body", "skin", "arm", "cactus"), main=True),
        Slot("flower", "matte", "e0558f", ("flower", "blossom", "bloom"), accent=True),
        Slot("pot", "stone", "b5653c", ("pot",)),
        Slot("soil", "stone", "b59a72", ("soil", "sand", "earth")),
    ),
    code='''
def ribbed(name, path, radius, material, root):
    """Sweep a ribbed section along a path; it closes in a round tip."""
    count = RIB_COUNT * 4
    rings = []
    last = len(path) - 1
    for index, centre in enumerate(path):
        here = mathutils.Vector(centre)
        ahead = (mathutils.Vector(path[min(index + 1, last)]) - mathutils.Vector(path[max(index - 1, 0)])).normalized()
        side = mathutils.Vector((0.0, 1.0, 0.0))
        other = ahead.cross(side).normalized()
        share = index / last
        size = radius * math.sqrt(max(0.02, 1.0 - max(0.0, (share - 0.72) / 0.28) ** 2))
        ring = []
        for step in range(count):
            turn = 2.0 * math.pi * step / count
            reach = size * (0.9 + 0.1 * math.cos(turn * RIB_COUNT))
            ring.append(here + side * reach * math.cos(turn) + other * reach * math.sin(turn))
        rings.append(ring)
    return loft(name, rings, (0.0, 0.0, 0.0), material, root)


def add_body(root, material, base):
    """Add the column and its bent arms."""
    tall = HEIGHT - base
    column = [(0.0, 0.0, base + tall * step / 22) for step in range(23)]
    ribbed("Body", column, BODY_WIDTH / 2, material, root)
    for number in range(ARM_COUNT):
        side = 1.0 if number % 2 == 0 else -1.0
        start = base + tall * (0.32 + 0.13 * number)
        out = BODY_WIDTH * (1.05 + 0.1 * number)
        rise = tall * (0.34 - 0.04 * number)
        bend = [
            (0.0, 0.0, start), (side * out * 0.6, 0.0, start + 0.005),
            (side * out, 0.0, start + out * 0.35), (side * out, 0.0, start + rise),
        ]
        ribbed(f"Arm {number + 1}", spline(bend, 7), BODY_WIDTH * 0.29, material, root)


def add_pot(root, material, soil):
    """Add the pot with a rim, filled with sand."""
    wide, tall = POT_WIDTH / 2, POT_WIDTH * 0.75
    profile = [
        (wide * 0.7, 0.0), (wide * 0.92, tall * 0.74), (wide, tall * 0.74), (wide * 1.02, tall * 0.98),
        (wide, tall), (wide * 0.9, tall), (wide * 0.82, tall * 0.7), (wide * 0.6, tall * 0.2), (0.0, tall * 0.2),
    ]
    lathe("Pot", profile, (0.0, 0.0, 0.0), material, root)
    mound = [(wide * 0.83, tall * 0.7), (wide * 0.88, tall * 0.86), (wide * 0.4, tall * 0.9), (0.0, tall * 0.91)]
    lathe("Sand", mound, (0.0, 0.0, 0.0), soil, root)


def add_flower(root, material):
    """Put a small flower on the top."""
    size = BODY_WIDTH * 0.3
    for number in range(6):
        turn = 2.0 * math.pi * number / 6
        place = (size * 0.6 * math.cos(turn), size * 0.6 * math.sin(turn), HEIGHT - size * 0.45)
        petal = ball(f"Petal {number + 1}", (size * 1.3, size * 0.7, size * 0.35), place, material, root)
        petal.rotation_euler = (0.0, math.radians(-35.0), turn)
    ball("Flower heart", (size * 0.8, size * 0.8, size * 0.6), (0.0, 0.0, HEIGHT - size * 0.45), material, root)


def build_cactus(name):
    """Build a cactus and return its root."""
    root = empty(name)
    if POT:
        add_pot(root, $pot, $soil)
    add_body(root, $skin, POT_WIDTH * 0.64 if POT else 0.0)
    if FLOWER:
        add_flower(root, $flower)
    return root
''',
)

FAMILIES = (FLOWER, CACTUS)
