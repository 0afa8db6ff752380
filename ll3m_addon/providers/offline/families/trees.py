# SPDX-License-Identifier: GPL-3.0-or-later
"""Tree and pine."""

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


def add_twigs(root, material, rng):
    """Add what shows where no leaves are: the leader, and forked twigs on every branch."""
    trunk = HEIGHT * 0.58
    path = [(0.0, 0.0, trunk * 0.97), (0.03 * HEIGHT, 0.01 * HEIGHT, HEIGHT * 0.76), (0.01 * HEIGHT, 0.03 * HEIGHT, HEIGHT)]
    smooth = spline(path, 5)
    width = TRUNK_WIDTH * 0.22
    tube("Leader", smooth, [width * (1.0 - 0.9 * i / (len(smooth) - 1)) for i in range(len(smooth))], material, root, sides=10)
    bases = [smooth[4], smooth[6], smooth[8]]
    for branch in [obj for obj in root.children if obj.name.startswith("Branch")]:
        rings = len(branch.data.vertices) // max(6, SEGMENTS // 5)
        for share in (0.45, 0.7, 0.92):
            first = int(share * (rings - 1)) * max(6, SEGMENTS // 5)
            ring = [branch.data.vertices[first + step].co for step in range(max(6, SEGMENTS // 5))]
            bases.append(tuple(sum(point[axis] for point in ring) / len(ring) for axis in range(3)))
    for number, (x, y, z) in enumerate(bases):
        away = math.atan2(y, x) + rng.uniform(-1.1, 1.1)
        reach, rise = HEIGHT * rng.uniform(0.07, 0.13), HEIGHT * rng.uniform(0.07, 0.14)
        path = [(x, y, z), (x + 0.6 * reach * math.cos(away), y + 0.6 * reach * math.sin(away), z + rise * 0.4),
                (x + reach * math.cos(away), y + reach * math.sin(away), z + rise)]
        thin = TRUNK_WIDTH * 0.07
        tube(f"Twig {number + 1}", spline(path, 3), [thin * (1.0 - 0.13 * i) for i in range(7)], material, root, sides=6)


def add_foliage(root, material, clusters, rng):
    """Strew single leaves over the clusters, as one mesh of thin, closed diamonds."""
    bm = bmesh.new()
    for x, y, z, wide, high in clusters:
        for number in range(150):
            turn, level = 2.39996 * number, 1.0 - 2.0 * (number + 0.5) / 150
            flat = math.sqrt(1.0 - level * level)
            out = mathutils.Vector((flat * math.cos(turn), flat * math.sin(turn), level))
            push = rng.uniform(0.43, 0.53)
            middle = mathutils.Vector((x + out.x * wide * push, y + out.y * wide * push, z + out.z * high * push))
            lean = (out + mathutils.Vector([rng.uniform(-0.8, 0.8) for _ in range(3)])).normalized()
            along = lean.orthogonal().normalized()
            across = lean.cross(along)
            size = HEIGHT * rng.uniform(0.024, 0.038)
            spread = ((along, size), (across, size * 0.62), (-along, size), (-across, size * 0.62))
            rim = [bm.verts.new(middle + way * far) for way, far in spread]
            tips = [bm.verts.new(middle + lean * size * 0.16 * side) for side in (1.0, -1.0)]
            for corner in range(4):
                here, there = rim[corner], rim[(corner + 1) % 4]
                bm.faces.new((here, there, tips[0]))
                bm.faces.new((there, here, tips[1]))
    mesh_object("Foliage", bm, material, root)


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
        core = [part * (0.84 if ROUNDNESS == 1.0 else 1.0) for part in size]  # leaves lie over it
        blob(name, core, (x, y, z - core[2] / 2), material, root, number + SEED, 0.3, 4, 2.6)
        clusters.append((x, y, z, wide, size[2]))
    if ROUNDNESS == 1.0:  # neither low-poly nor cartoon
        add_foliage(root, material, clusters, rng)
    for number in range(APPLE_COUNT):
        x, y, z, wide, high = clusters[number % len(clusters)]
        turn, up = math.atan2(y, x) + rng.uniform(-0.8, 0.8), rng.uniform(-0.5, 0.5)
        reach = 0.43 if ROUNDNESS == 1.0 else 0.46
        flat = math.cos(up) * wide * reach
        size = 0.03 * HEIGHT
        place = (x + flat * math.cos(turn), y + flat * math.sin(turn), z + math.sin(up) * high * min(reach, 0.43))
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
    else:
        add_twigs(root, bark, rng)
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

FAMILIES = (TREE, PINE)
