# SPDX-License-Identifier: GPL-3.0-or-later
"""Mushroom, rock and snowman."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

MUSHROOM = Family(
    key="mushroom",
    title="Mushroom",
    size=(0.18, 0.18, 0.19),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.19, 0.04, 3.0, "z", ("stem", "stalk")),
        Length("CAP_WIDTH", 0.18, 0.04, 2.5, "x", ("cap", "hat")),
        Length("STEM_WIDTH", 0.05, 0.01, 0.8, words=("stem", "stalk")),
        Count("SPOT_COUNT", 26, 0, 80, ("spot", "dot")),
        Toggle("RING", True, ("ring", "skirt")),
    ),
    slots=(
        Slot("cap", "paint", "b5121b", ("cap", "hat", "top"), main=True),
        Slot("spots", "matte", "f4efe2", ("spot", "dot"), accent=True),
        Slot("stem", "matte", "efe6d0", ("stem", "stalk", "gill", "ring")),
    ),
    variants={"toadstool": {}, "brown": {"cap": "leather 8a5a34", "SPOT_COUNT": 0, "RING": False}},
    code='''
def cap_point(share):
    """Return (radius, height) on the cap's outside; share runs from the rim 0 to the top 1."""
    turn = share * math.pi / 2
    tall = CAP_WIDTH * 0.46
    return CAP_WIDTH / 2 * math.cos(turn) ** 0.85, HEIGHT - tall + tall * math.sin(turn)


def add_stem(root, material):
    """Add the stem with a thick foot, and the ring below the cap."""
    wide, top = STEM_WIDTH / 2, HEIGHT - CAP_WIDTH * 0.3
    points = [(wide * 1.15, 0.0), (wide * 1.5, top * 0.12), (wide * 1.05, top * 0.4), (wide * 0.85, top)]
    lathe("Stem", spline(points, 6), (0.0, 0.0, 0.0), material, root)
    if RING:
        skirt = [(wide * 0.8, 0.0), (wide * 1.9, -wide * 0.9), (wide * 1.85, -wide * 1.0), (wide * 0.85, -wide * 0.35)]
        ring_shape("Ring", skirt, (0.0, 0.0, HEIGHT - CAP_WIDTH * 0.5), material, root)


def add_cap(root, material, gills):
    """Add the domed cap, and the paler disc of gills below it."""
    rim = HEIGHT - CAP_WIDTH * 0.46
    outside = [cap_point(step / 14) for step in range(14)]
    under = [(0.0, rim + CAP_WIDTH * 0.04), (CAP_WIDTH * 0.42, rim + CAP_WIDTH * 0.01), (CAP_WIDTH * 0.47, rim - CAP_WIDTH * 0.03)]
    lathe("Cap", [*under, *outside, (0.0, HEIGHT)], (0.0, 0.0, 0.0), material, root)
    disc = [(0.0, rim - CAP_WIDTH * 0.012), (CAP_WIDTH * 0.4, rim - CAP_WIDTH * 0.02), (CAP_WIDTH * 0.455, rim - CAP_WIDTH * 0.01),
            (CAP_WIDTH * 0.4, rim + CAP_WIDTH * 0.03), (0.0, rim + CAP_WIDTH * 0.06)]
    lathe("Gills", disc, (0.0, 0.0, 0.0), gills, root)


def add_spots(root, material):
    """Strew flat warts over the cap, larger towards the top."""
    for number in range(SPOT_COUNT):
        share = 1.0 - math.acos(1.0 - 0.86 * (number + 0.5) / SPOT_COUNT) / (math.pi / 2)
        radius, z = cap_point(share)
        turn = 2.39996 * number
        size = CAP_WIDTH * (0.05 + 0.05 * share)
        thick = size * 0.42
        tilt = math.atan2(CAP_WIDTH / 2 * math.cos(share * math.pi / 2), CAP_WIDTH * 0.46 * math.sin(share * math.pi / 2) + 1e-6)
        out = mathutils.Vector((math.sin(tilt) * math.cos(turn), math.sin(tilt) * math.sin(turn), math.cos(tilt)))
        place = mathutils.Vector((radius * math.cos(turn), radius * math.sin(turn), z)) - out * thick * 0.62
        spot = ball(f"Spot {number + 1}", (size, size, thick), place, material, root, sides=20)
        spot.rotation_euler = (0.0, tilt, turn)


def build_mushroom(name):
    """Build a mushroom and return its root."""
    root = empty(name)
    stem = $stem
    add_stem(root, stem)
    add_cap(root, $cap, stem)
    if SPOT_COUNT:
        add_spots(root, $spots)
    return root
''',
)

ROCK = Family(
    key="rock",
    title="Rock",
    size=(1.3, 1.1, 0.8),
    uniform=True,
    parameters=(
        Length("WIDTH", 1.2, 0.1, 10.0, "x"),
        Length("DEPTH", 1.0, 0.1, 10.0, "y"),
        Length("HEIGHT", 0.75, 0.1, 10.0, "z"),
        Length("ROUGHNESS", 0.45, 0.0, 1.0, unit="part of the radius"),
        Count("PEBBLE_COUNT", 3, 0, 12, ("pebble", "stone")),
        Toggle("MOSS", False, ("moss",)),
        Length("SEED", 11, 0, 99, unit="shape"),
    ),
    slots=(
        Slot("rock", "stone", "8b877f", ("rock", "pebble", "stone"), main=True),
        Slot("moss", "leaves", "5d7a35", ("moss",), accent=True),
    ),
    styles={"worn": {"MOSS": True}},
    code='''
def add_rock(name, size, place, seed, material, root):
    """Add a boulder: lumps, flat breaks and a flat foot that lies on the ground."""
    rock = blob(name, size, place, material, root, seed, ROUGHNESS, 4, 1.1)
    half = size[2] / 2
    planes = [
        mathutils.Vector((math.cos(turn * 2.4 + seed), math.sin(turn * 2.4 + seed), 0.25 * (turn % 3))).normalized()
        for turn in range(7)
    ]
    middle = mathutils.Vector((0.0, 0.0, half))
    low = max(0.12 * size[2], 0.001)
    for vert in rock.data.vertices:
        point = vert.co - middle
        for plane in planes:
            limit = 0.5 * (abs(plane.x) * size[0] + abs(plane.y) * size[1]) * 0.82 + abs(plane.z) * half * 0.6
            over = point.dot(plane) - limit
            if over > 0.0:
                point = point - plane * over * 0.92
        point.z += 0.03 * size[2] * mathutils.noise.noise(vert.co * 6.0 / size[0])
        vert.co = point + middle
        if vert.co.z < low:
            vert.co.z = low
        vert.co.z -= low
    return rock


def build_rock(name):
    """Build a boulder with some pebbles and return its root."""
    root = empty(name)
    stone = $rock
    add_rock("Boulder", (WIDTH, DEPTH, HEIGHT * 1.14), (0.0, 0.0, 0.0), SEED, stone, root)
    for number in range(PEBBLE_COUNT):
        turn = 2.2 * number - 1.9
        size = WIDTH * (0.3 - 0.05 * (number % 3))
        place = (0.47 * WIDTH * math.cos(turn), 0.47 * DEPTH * math.sin(turn), 0.0)
        add_rock(f"Pebble {number + 1}", (size, size * 0.85, size * 0.6), place, SEED + number + 5, stone, root)
    if MOSS:
        size = (WIDTH * 0.62, DEPTH * 0.6, HEIGHT * 0.3)
        blob("Moss", size, (0.0, 0.03 * DEPTH, HEIGHT * 0.72), $moss, root, SEED + 2, 0.4, 4, 3.0)
    return root
''',
)

SNOWMAN = Family(
    key="snowman",
    title="Snowman",
    size=(1.47, 0.88, 1.76),
    uniform=True,
    parameters=(
        Length("HEIGHT", 1.5, 0.2, 4.0),
        Count("BUTTON_COUNT", 3, 0, 6, ("button",)),
        Toggle("HAT", True, ("hat", "top hat")),
        Toggle("SCARF", True, ("scarf",)),
        Toggle("ARMS", True, ("arm", "stick", "branch")),
    ),
    slots=(
        Slot("snow", "matte", "f2f5f8", ("body", "snow", "head"), main=True),
        Slot("coal", "rubber", "151517", ("button", "eye", "coal", "mouth")),
        Slot("carrot", "matte", "e8701a", ("nose", "carrot")),
        Slot("hat", "fabric", "1c1c20", ("hat", "top hat")),
        Slot("scarf", "fabric", "b5121b", ("scarf", "band"), accent=True),
        Slot("wood", "bark", "5a3d28", ("arm", "stick", "branch")),
    ),
    code='''
def add_body(root, snow):
    """Stack three balls of snow that sink into each other."""
    low, mid, top = 0.56 * HEIGHT, 0.42 * HEIGHT, 0.3 * HEIGHT
    ball("Lower ball", (low, low, low * 0.92), (0.0, 0.0, 0.0), snow, root)
    ball("Middle ball", (mid, mid, mid * 0.94), (0.0, 0.0, 0.41 * HEIGHT), snow, root)
    ball("Head", (top, top, top), (0.0, 0.0, 0.72 * HEIGHT), snow, root)


def add_face(root, coal, carrot):
    """Add eyes, a mouth of coals, buttons and the carrot nose."""
    radius, middle, size = 0.15 * HEIGHT, 0.87 * HEIGHT, 0.028 * HEIGHT
    for number, turn in enumerate((-0.36, 0.36)):
        place = (radius * math.sin(turn) * 0.95, -radius * math.cos(turn) * 0.9, middle + 0.035 * HEIGHT)
        ball(f"Eye {number + 1}", (size, size, size), place, coal, root)
    for number in range(5):
        turn = -0.5 + 0.25 * number
        drop = 0.075 - 0.12 * turn * turn
        place = (radius * 0.92 * math.sin(turn), -radius * 0.92 * math.cos(turn) * 0.95, middle - (drop + 0.01) * HEIGHT)
        ball(f"Mouth {number + 1}", (size * 0.7, size * 0.7, size * 0.7), place, coal, root)
    nose = lathe("Nose", [(0.0, -0.01 * HEIGHT), (0.026 * HEIGHT, 0.0), (0.014 * HEIGHT, 0.09 * HEIGHT), (0.0, 0.17 * HEIGHT)],
                 (0.0, -radius * 0.93, middle), carrot, root)
    nose.rotation_euler.x = math.radians(86.0)
    for number in range(BUTTON_COUNT):
        up = 0.5 - 0.42 * number
        mid = 0.21 * HEIGHT
        place = (0.0, -mid * math.cos(up) * 0.99, 0.6 * HEIGHT + mid * 0.94 * math.sin(up) - size / 2)
        ball(f"Button {number + 1}", (size * 1.2, size, size * 1.2), place, coal, root)


def add_hat(root, felt, band):
    """Add a top hat with a band."""
    z = 0.975 * HEIGHT
    unit = HEIGHT / 100.0
    brim = [(16 * unit, 0.0), (16.6 * unit, 0.8 * unit), (16 * unit, 1.6 * unit), (10.4 * unit, 1.6 * unit)]
    crown = [(10 * unit, 8 * unit), (10.6 * unit, 18 * unit), (10.2 * unit, 18.7 * unit)]
    hat = lathe("Hat", [(0.0, 0.0), *brim, *crown, (0.0, 19 * unit)], (0.0, 0.015 * HEIGHT, z), felt, root)
    hat.rotation_euler.x = math.radians(-6.0)
    ribbon = [(9.0 * unit, 1.5 * unit), (10.75 * unit, 1.5 * unit), (10.55 * unit, 4.8 * unit), (9.0 * unit, 4.8 * unit)]
    belt = ring_shape("Hat band", ribbon, (0.0, 0.015 * HEIGHT, z), band, root)
    belt.rotation_euler.x = math.radians(-6.0)


def add_scarf(root, material):
    """Wrap a scarf around the neck and let one end hang down."""
    z, radius = 0.755 * HEIGHT, 0.135 * HEIGHT
    loop = [(radius * math.cos(2 * math.pi * i / 32), radius * math.sin(2 * math.pi * i / 32), z) for i in range(32)]
    tube("Scarf", loop, 0.037 * HEIGHT, material, root, closed=True)
    x = 0.07 * HEIGHT
    end = [(x, -radius - 0.005 * HEIGHT, z), (x * 1.15, -0.215 * HEIGHT, 0.66 * HEIGHT), (x * 1.25, -0.23 * HEIGHT, 0.54 * HEIGHT)]
    hang = spline(end, 6)
    rings = []
    for px, py, pz in hang:
        wide, thick = 0.035 * HEIGHT, 0.014 * HEIGHT
        corners = ((-wide, -thick), (wide, -thick), (wide, thick), (-wide, thick))
        rings.append([(px + a, py + b, pz) for a, b in corners])
    loft("Scarf end", rings, (0.0, 0.0, 0.0), material, root)


def add_arms(root, material):
    """Add stick arms with two twigs each."""
    unit = HEIGHT / 100.0
    for side, label in ((-1, "Left"), (1, "Right")):
        shoulder, hand = (side * 16 * unit, 0.0, 62 * unit), (side * 44 * unit, -5 * unit, 77 * unit)
        elbow = (side * 31 * unit, 0.0, 67 * unit)
        tube(f"{label} arm", [shoulder, elbow, hand], [1.6 * unit, 1.2 * unit, 0.7 * unit], material, root, sides=8)
        for number, tip in enumerate(((40, -3, 82), (49, -3, 72))):
            end = (side * tip[0] * unit, tip[1] * unit, tip[2] * unit)
            start = (side * 36 * unit, -2 * unit, 71 * unit)
            tube(f"{label} twig {number + 1}", [start, end], [0.8 * unit, 0.5 * unit], material, root, sides=8)


def build_snowman(name):
    """Build a snowman and return its root."""
    root = empty(name)
    scarf = $scarf
    add_body(root, $snow)
    add_face(root, $coal, $carrot)
    if HAT:
        add_hat(root, $hat, scarf)
    if SCARF:
        add_scarf(root, scarf)
    if ARMS:
        add_arms(root, $wood)
    return root
''',
)

FAMILIES = (MUSHROOM, ROCK, SNOWMAN)
