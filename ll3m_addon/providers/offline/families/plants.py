# SPDX-License-Identifier: GPL-3.0-or-later
"""Tree, pine, flower and cactus."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TREE = Family(
    key="tree",
    title="Tree",
    size=(3.6, 3.5, 5.0),
    uniform=True,
    parameters=(
        Length("HEIGHT", 5.0, 1.5, 25.0, "z", ("trunk",)),
        Length("CROWN_WIDTH", 3.4, 1.0, 15.0, words=("crown", "top", "foliage")),
        Length("TRUNK_WIDTH", 0.42, 0.1, 2.0, words=("trunk", "stem")),
        Count("BRANCH_COUNT", 5, 2, 9, ("branch",)),
        Count("CLUSTER_COUNT", 11, 3, 24, ("cluster",)),
        Count("APPLE_COUNT", 0, 0, 60, ("apple", "fruit", "blossom", "flower", "orange", "cherry")),
        Toggle("LEAVES", True, ("leaf", "foliage", "crown")),
        Length("SEED", 3, 0, 99, unit="shape of the crown"),
    ),
    slots=(
        Slot("leaves", "leaves", "4f8a2e", ("leaf", "foliage", "crown", "top"), main=True),
        Slot("bark", "bark", "6b4a30", ("bark", "trunk", "branch", "stem")),
        Slot(
            "fruit",
            "paint",
            "c8200f",
            ("apple", "fruit", "blossom", "flower", "orange", "cherry"),
            accent=True,
        ),
    ),
    variants={
        "apple": {"APPLE_COUNT": 44},
        "cherry": {"leaves": "leaves f2a9c0", "bark": "bark 4a332a"},
        "birch": {
            "bark": "bark d9d4c8",
            "TRUNK_WIDTH": 0.26,
            "CROWN_WIDTH": 2.6,
            "leaves": "leaves 7da642",
        },
        "bare": {"LEAVES": False, "BRANCH_COUNT": 8},
    },
    styles={"cartoon": {"CLUSTER_COUNT": 6, "TRUNK_WIDTH": 0.55}},
    code='''
def add_trunk(root, material):
    """Add a slightly bent trunk with a flared foot."""
    radius, bole = TRUNK_WIDTH / 2, HEIGHT * 0.58
    path = [(0.0, 0.0, 0.0), (0.0, 0.0, bole * 0.1), (0.04 * HEIGHT * 0.3, 0.0, bole * 0.5), (0.0, 0.0, bole)]
    smooth = spline(path, 5)
    radii = [
        radius * (1.0 - 0.55 * point[2] / bole) + radius * 0.8 * max(0.0, 1.0 - point[2] / (bole * 0.12)) ** 2
        for point in smooth
    ]
    trunk = tube("Trunk", smooth, radii, material, root, sides=max(6, SEGMENTS // 3))
    for vert in trunk.data.vertices:
        if vert.co.z < 0.01 * HEIGHT:
            vert.co.z = 0.0


def add_branches(root, material, rng):
    """Add branches that leave the trunk in turn and rise outwards."""
    for number in range(BRANCH_COUNT):
        turn = 2.4 * number + rng.uniform(-0.3, 0.3)
        low = HEIGHT * (0.3 + 0.26 * number / BRANCH_COUNT)
        reach = CROWN_WIDTH * rng.uniform(0.26, 0.36)
        path = [
            (0.0, 0.0, low),
            (reach * 0.45 * math.cos(turn), reach * 0.45 * math.sin(turn), low + HEIGHT * 0.07),
            (reach * math.cos(turn), reach * math.sin(turn), low + HEIGHT * 0.2),
        ]
        smooth = spline(path, 5)
        start = TRUNK_WIDTH * 0.26
        radii = [start * (1.0 - 0.7 * step / (len(smooth) - 1)) for step in range(len(smooth))]
        tube(f"Branch {number + 1}", smooth, radii, material, root, sides=max(6, SEGMENTS // 5))


def add_leaves(root, material, fruit, rng):
    """Add clusters of foliage around the branches' ends, and fruit on their outside."""
    middle, spread = HEIGHT * 0.7, CROWN_WIDTH / 2
    tall = HEIGHT * 0.3
    clusters = []
    for number in range(CLUSTER_COUNT):
        turn = 2.39996 * number
        level = 1.0 - 2.0 * (number + 0.5) / CLUSTER_COUNT
        ring = math.sqrt(1.0 - level * level)
        wide = CROWN_WIDTH * rng.uniform(0.42, 0.54)
        size = (wide, wide, min(wide * 0.85, tall * 1.35))
        reach = spread - wide * 0.44
        x, y = reach * ring * math.cos(turn), reach * ring * math.sin(turn)
        z = middle + level * (tall - size[2] * 0.5)
        name = f"Leaves {number + 1}"
        blob(name, size, (x, y, z - size[2] / 2), material, root, number + SEED, 0.3, 4, 2.6)
        clusters.append((x, y, z, wide, size[2]))
    for number in range(APPLE_COUNT):
        x, y, z, wide, high = clusters[number % len(clusters)]
        turn, up = rng.uniform(0.0, 2.0 * math.pi), rng.uniform(-0.5, 0.5)
        flat = math.cos(up) * wide * 0.5
        size = 0.022 * HEIGHT
        place = (x + flat * math.cos(turn), y + flat * math.sin(turn), z + math.sin(up) * high * 0.48)
        ball(f"Fruit {number + 1}", (size, size, size), place, fruit, root, sides=16)


def build_tree(name):
    """Build a tree and return its root."""
    root = empty(name)
    rng = random.Random(int(SEED))
    bark = $bark
    add_trunk(root, bark)
    add_branches(root, bark, rng)
    if LEAVES:
        add_leaves(root, $leaves, $fruit, rng)
    return root
''',
)

PINE = Family(
    key="pine",
    title="Pine tree",
    size=(2.6, 2.6, 6.0),
    uniform=True,
    parameters=(
        Length("HEIGHT", 6.0, 1.0, 30.0, "z"),
        Length("CROWN_WIDTH", 2.6, 0.6, 10.0, "x", ("crown", "branch")),
        Length("TRUNK_WIDTH", 0.34, 0.1, 1.5, words=("trunk",)),
        Count("TIER_COUNT", 6, 2, 12, ("tier", "layer", "level")),
        Count("BAUBLE_COUNT", 0, 0, 80, ("bauble", "ball", "ornament", "light", "decoration")),
        Toggle("STAR", False, ("star",)),
    ),
    slots=(
        Slot(
            "needles", "leaves", "2f5d3a", ("needle", "leaf", "branch", "crown", "tier"), main=True
        ),
        Slot("bark", "bark", "5a3d28", ("bark", "trunk", "stem")),
        Slot(
            "baubles",
            "paint",
            "b5121b",
            ("bauble", "ball", "ornament", "decoration", "light"),
            accent=True,
        ),
        Slot("star", "glow", "f2c21b", ("star",)),
    ),
    variants={
        "christmas": {
            "HEIGHT": 2.2,
            "CROWN_WIDTH": 1.3,
            "TRUNK_WIDTH": 0.14,
            "BAUBLE_COUNT": 42,
            "STAR": True,
        }
    },
    styles={"snowy": {"needles": "leaves cfdfe0"}},
    code='''
def add_trunk(root, material):
    """Add the straight trunk."""
    radius = TRUNK_WIDTH / 2
    profile = [(radius * 1.5, 0.0), (radius, HEIGHT * 0.05), (radius * 0.35, HEIGHT * 0.8)]
    lathe("Trunk", profile, (0.0, 0.0, 0.0), material, root, sides=max(6, SEGMENTS // 3))


def add_tiers(root, material):
    """Add cones of boughs with a jagged, drooping hem, each tucked into the one above."""
    low, points = HEIGHT * 0.14, max(7, SEGMENTS // 4)
    step = (HEIGHT - low) / (TIER_COUNT + 0.7)
    for tier in range(TIER_COUNT):
        share = 1.0 - tier / TIER_COUNT
        radius = CROWN_WIDTH / 2 * (0.22 + 0.78 * share)
        tall = step * 1.95 if tier < TIER_COUNT - 1 else HEIGHT - low - tier * step
        rings = []
        for reach, z in ((0.06, 0.16), (0.55, 0.1), (1.0, 0.0), (0.97, 0.04), (0.55, 0.4), (0.26, 0.72), (0.02, 1.0)):
            ring = []
            for corner in range(2 * points):
                turn = math.pi * corner / points + tier * 0.5
                jag = 1.0 if corner % 2 == 0 else 1.0 - 0.26 * reach
                droop = -0.1 * tall * reach if corner % 2 == 0 else 0.04 * tall * reach
                x = reach * jag * radius * math.cos(turn)
                y = reach * jag * radius * math.sin(turn)
                ring.append((x, y, z * tall + droop))
            rings.append(ring)
        loft(f"Boughs {tier + 1}", rings, (0.0, 0.0, low + tier * step), material, root)


def add_baubles(root, material):
    """Hang baubles on the tips of the boughs."""
    low = HEIGHT * 0.14
    step = (HEIGHT - low) / (TIER_COUNT + 0.7)
    points = max(7, SEGMENTS // 4)
    size = HEIGHT * 0.032
    for number in range(BAUBLE_COUNT):
        tier = number % TIER_COUNT
        share = 1.0 - tier / TIER_COUNT
        radius = CROWN_WIDTH / 2 * (0.22 + 0.78 * share) * 0.98
        tall = step * 1.95 if tier < TIER_COUNT - 1 else HEIGHT - low - tier * step
        bough = (number // TIER_COUNT) * 5 % points
        turn = 2.0 * math.pi * bough / points + tier * 0.5
        z = low + tier * step - 0.1 * tall - size * 0.8
        place = (radius * math.cos(turn), radius * math.sin(turn), z)
        ball(f"Bauble {number + 1}", (size, size, size), place, material, root, sides=20)


def add_star(root, material):
    """Put a five-pointed star on the top."""
    outline = []
    for corner in range(10):
        turn = math.pi * corner / 5 + math.pi / 2
        reach = HEIGHT * (0.05 if corner % 2 == 0 else 0.021)
        outline.append((reach * math.cos(turn), reach * math.sin(turn)))
    prism("Star", outline, HEIGHT * 0.015, (0.0, 0.0, HEIGHT + 0.02 * HEIGHT), material, root, "y", 0.003)


def build_pine(name):
    """Build a conifer and return its root."""
    root = empty(name)
    add_trunk(root, $bark)
    add_tiers(root, $needles)
    if BAUBLE_COUNT:
        add_baubles(root, $baubles)
    if STAR:
        add_star(root, $star)
    return root
''',
)

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

FAMILIES = (TREE, PINE, FLOWER, CACTUS)
