# SPDX-License-Identifier: GPL-3.0-or-later
"""Bridge, barn, windmill and well."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BRIDGE = Family(
    key="bridge",
    title="Bridge",
    size=(14.0, 3.2, 3.9),
    parameters=(
        Length("LENGTH", 14.0, 4.0, 200.0, "x"),
        Length("WIDTH", 3.0, 1.0, 20.0, "y"),
        Length("HEIGHT", 3.9, 1.2, 60.0, "z"),
        Length("PARAPET", 0.9, 0.3, 1.5, words=("parapet", "railing")),
        Count("ARCH_COUNT", 1, 1, 6, ("arch",)),
        Toggle("TOWERS", False, ("tower", "cable")),
        Toggle("WATER", True, ("water", "river", "stream")),
    ),
    slots=(
        Slot("stone", "ashlar", "a8a091", ("wall", "parapet", "arch", "stone"), main=True),
        Slot("arch", "stone", "8a8378", ("arch", "keystone"), accent=True, body=True),
        Slot("road", "stone", "6f6a62", ("road", "deck", "path")),
        Slot("water", "pane", "2f5f78", ("water", "river", "stream")),
        Slot("steel", "paint", "a8412c", ("tower", "cable", "hanger", "truss")),
    ),
    variants={
        "stone": {},
        "suspension": {"TOWERS": True, "LENGTH": 60.0, "HEIGHT": 16.0, "WIDTH": 6.0, "PARAPET": 0.9,
                       "stone": "stone 9d9c98", "road": "matte 3a3c40"},
    },
    long="x",
    code='''
def deck_height(x):
    """Return the road's height above the ground at ``x``."""
    share = 2.0 * x / LENGTH
    return (HEIGHT - PARAPET) * (1.0 - 0.32 * share * share)


def arch_points(middle, half, rise, steps=18):
    """Return points of a round arch from its right foot over its crown to its left foot."""
    return [(middle + half * math.cos(math.pi * i / steps), rise * math.sin(math.pi * i / steps)) for i in range(steps + 1)]


def add_masonry(root, stone, ring, road):
    """Add the walls with their arches, the rings of voussoirs, the road and both parapets."""
    half = LENGTH / 2
    step = LENGTH * 0.74 / ARCH_COUNT
    top = [(-half + LENGTH * i / 24, deck_height(-half + LENGTH * i / 24) - 0.02) for i in range(25)]
    below = [(half, 0.0)]
    arches = []
    for number in range(ARCH_COUNT - 1, -1, -1):
        middle = (number - (ARCH_COUNT - 1) / 2) * step
        rise = min(deck_height(middle) * 0.8, step * 0.44)
        arches.append((middle, step * 0.42, rise))
        below += arch_points(middle, step * 0.42, rise)
    prism("Walls", [*top, *below, (-half, 0.0)], WIDTH * 0.96, (0.0, 0.0, 0.0), stone, root, "y", 0.0)
    for number, (middle, wide, rise) in enumerate(arches, 1):
        thick = min(0.3, wide * 0.18)
        outer = arch_points(middle, wide + thick, rise + thick)
        inner = arch_points(middle, wide - 0.01, rise - 0.01)
        prism(f"Arch ring {number}", outer + inner[::-1], WIDTH * 0.99, (0.0, 0.0, 0.0), ring, root, "y", 0.02)
    lift = 0.06
    slab = [(x, z - 0.12) for x, z in top[::-1]]
    prism("Road", [(x * 1.004, z + lift) for x, z in top] + [(x * 1.004, z) for x, z in slab], WIDTH * 0.84, (0.0, 0.0, 0.0), road, root, "y", 0.0)
    for side, label in ((-1, "Front"), (1, "Back")):
        y = side * WIDTH * 0.455
        rail = [(x, z + PARAPET - 0.1) for x, z in top] + [(x, z - 0.1) for x, z in top[::-1]]
        prism(f"{label} parapet", rail, WIDTH * 0.085, (0.0, y, 0.0), stone, root, "y", 0.0)
        cope = [(x, z + PARAPET + 0.02) for x, z in top] + [(x, z + PARAPET - 0.12) for x, z in top[::-1]]
        prism(f"{label} coping", cope, WIDTH * 0.12, (0.0, y, 0.0), ring, root, "y", 0.02)
        for x in (-half + 0.25, half - 0.25):
            tall = deck_height(x) + PARAPET + 0.25
            box(f"{label} pier {'left' if x < 0 else 'right'}", (0.6, WIDTH * 0.15, tall), (x, y, 0.0), stone, root, 0.05)


def add_suspension(root, stone, road, steel):
    """Add a deck that hangs from cables between two towers."""
    deck, half = HEIGHT * 0.34, LENGTH / 2
    span = LENGTH * 0.27
    box("Deck", (LENGTH, WIDTH, 0.3), (0.0, 0.0, deck), steel, root, 0.05)
    box("Road", (LENGTH, WIDTH * 0.8, 0.06), (0.0, 0.0, deck + 0.27), road, root, 0.0)
    for number, x in enumerate((-span, span), 1):
        box(f"Pier {number}", (2.0, WIDTH * 1.25, deck * 0.5), (x, 0.0, 0.0), stone, root, 0.1)
        for side, label in ((-1, "front"), (1, "back")):
            wedge(f"Tower {number} {label}", (1.0, 0.8), (0.7, 0.6), HEIGHT - deck * 0.45, (x, side * WIDTH * 0.55, deck * 0.45), steel, root, (0.0, 0.0), 0.06)
        for level in (deck * 0.75, HEIGHT * 0.62, HEIGHT * 0.92):
            box(f"Tower {number} beam {level:.1f}", (0.6, WIDTH * 1.1, 0.5), (x, 0.0, level), steel, root, 0.06)
    for side, label in ((-1, "Front"), (1, "Back")):
        add_cables(root, steel, side * WIDTH * 0.55, label, deck, half, span)
    for number, x in enumerate((-half, half), 1):
        box(f"Abutment {number}", (1.6, WIDTH * 1.3, deck + 0.2), (x * 0.985, 0.0, 0.0), stone, root, 0.1)


def cable_height(x, deck, half, span):
    """Return the height of a main cable: it hangs between the towers and runs straight outside."""
    top = HEIGHT - 0.3
    if abs(x) <= span:
        return deck + 1.0 + (top - deck - 1.0) * (x / span) ** 2
    return top - (top - deck - 0.3) * (abs(x) - span) / (half - span)


def add_cables(root, steel, y, label, deck, half, span):
    """Add one main cable with its hangers, and the railing."""
    path = [(-half + LENGTH * i / 48, y, cable_height(-half + LENGTH * i / 48, deck, half, span)) for i in range(49)]
    tube(f"{label} cable", path, 0.12, steel, root)
    for number in range(1, 30):
        x = -half + LENGTH * number / 30
        if abs(abs(x) - span) > 0.6:
            tube(f"{label} hanger {number}", [(x, y, cable_height(x, deck, half, span)), (x, y * 0.97, deck + 0.1)], 0.04, steel, root, sides=6)
    for level in (0.6, 1.1):
        tube(f"{label} rail {level}", [(-half, y * 0.86, deck + level), (half, y * 0.86, deck + level)], 0.04, steel, root, sides=8)
    for number in range(31):
        x = -half + LENGTH * number / 30
        tube(f"{label} post {number + 1}", [(x, y * 0.86, deck + 0.2), (x, y * 0.86, deck + 1.12)], 0.04, steel, root, sides=6)


def build_bridge(name):
    """Build a bridge along x and return its root."""
    root = empty(name)
    if TOWERS:
        add_suspension(root, $stone, $road, $steel)
    else:
        add_masonry(root, $stone, $arch, $road)
    if WATER:
        box("Water", (LENGTH * 0.9, WIDTH * 1.06, 0.05), (0.0, 0.0, 0.0), $water, root, 0.0)
    return root
''',
)  # fmt: skip


BARN = Family(
    key="barn",
    title="Barn",
    size=(8.88, 11.87, 8.68),
    parameters=(
        Length("WIDTH", 8.0, 4.0, 20.0, "x"),
        Length("LENGTH", 11.0, 5.0, 40.0, "y"),
        Length("HEIGHT", 7.8, 4.0, 16.0, "z"),
        Length("WALL_HEIGHT", 3.6, 2.0, 8.0, words=("wall",)),
        Count("WINDOW_COUNT", 3, 0, 8, ("window",)),
        Toggle("SILO", False, ("silo",)),
        Toggle("CUPOLA", True, ("cupola", "weather vane", "vane")),
    ),
    slots=(
        Slot("walls", "planks", "96241b", ("wall", "board", "plank"), main=True),
        Slot("roof", "metal", "6d7276", ("roof",), body=False),
        Slot("trim", "matte", "f1efe8", ("trim", "door", "frame", "cross"), accent=True),
        Slot("doors", "planks", "8a1f17", ("door",)),
        Slot("glass", "pane", "1b2730", ("window", "glass")),
        Slot("base", "stone", "8d877d", ("base", "foundation")),
        Slot("silo", "metal", "b9bcc0", ("silo",)),
    ),
    long="y",
    code='''
def gambrel(grow=0.0):
    """Return the gambrel gable (x, z) from the right eaves over the ridge to the left."""
    half = WIDTH / 2 + grow
    knee = WALL_HEIGHT + (HEIGHT - WALL_HEIGHT) * 0.66
    return [(half, WALL_HEIGHT + 0.0), (half * 0.66, knee + grow * 0.7), (0.0, HEIGHT - 0.12 + grow), (-half * 0.66, knee + grow * 0.7), (-half, WALL_HEIGHT)]


def add_shell(root, walls, roof, base, trim):
    """Add foundation, walls, both pitches of the roof on each side, and white corners."""
    box("Foundation", (WIDTH + 0.3, LENGTH + 0.3, 0.3), (0.0, 0.0, 0.0), base, root, 0.04)
    body = [(WIDTH / 2, 0.25), *gambrel(), (-WIDTH / 2, 0.25)]
    prism("Walls", body, LENGTH, (0.0, 0.0, 0.0), walls, root, "y", 0.0)
    outer, inner = gambrel(0.16), gambrel(-0.02)
    outer[0], outer[-1] = (outer[0][0] + 0.28, outer[0][1] - 0.3), (outer[-1][0] - 0.28, outer[-1][1] - 0.3)
    inner[0], inner[-1] = (inner[0][0] + 0.28, inner[0][1] - 0.34), (inner[-1][0] - 0.28, inner[-1][1] - 0.34)
    prism("Roof", outer + inner[::-1], LENGTH + 0.8, (0.0, 0.0, 0.0), roof, root, "y", 0.0)
    for side, label in ((-1, "Front"), (1, "Back")):
        y = side * (LENGTH / 2 + 0.405)
        edge = [(x, z + 0.03) for x, z in outer] + [(x * 0.97, z - 0.24) for x, z in outer[::-1]]
        prism(f"{label} barge board", edge, 0.06, (0.0, y, 0.0), trim, root, "y", 0.01)
        for x in (-WIDTH / 2 + 0.1, WIDTH / 2 - 0.1):
            tall = WALL_HEIGHT - 0.3
            box(f"{label} corner {'left' if x < 0 else 'right'}", (0.3, 0.16, tall), (x, side * (LENGTH / 2 - 0.02), 0.26), trim, root, 0.01)


def add_framed(root, label, wide, tall, place, panel, trim, cross=True):
    """Add a panel with a white frame and an X of boards; it looks to the front (-y)."""
    x, y, z = place
    box(label, (wide, 0.1, tall), place, panel, root, 0.0)
    edge = min(0.14, wide * 0.12)
    for name, size, at in (
        ("sill", (wide + edge, 0.07, edge), (x, y - 0.06, z - edge / 2)), ("head", (wide + edge, 0.07, edge), (x, y - 0.06, z + tall - edge / 2)),
        ("left", (edge, 0.06, tall), (x - wide / 2, y - 0.06, z)), ("right", (edge, 0.06, tall), (x + wide / 2, y - 0.06, z)),
    ):
        box(f"{label} {name}", size, at, trim, root, 0.008)
    if cross:
        long, tilt = math.hypot(wide, tall) * 0.97, math.atan2(wide, tall)
        for sign in (-1, 1):
            pivot = empty(f"{label} cross {'a' if sign < 0 else 'b'}", root, (x, y - 0.062 - 0.004 * sign, z + tall / 2))
            pivot.rotation_euler.y = sign * tilt
            box(f"{label} brace {'a' if sign < 0 else 'b'}", (edge * 0.8, 0.05, long), (0.0, 0.0, -long / 2), trim, pivot, 0.006)


def add_openings(root, doors, trim, glass):
    """Add the great doors, the hay door above them and windows along both sides."""
    front = -LENGTH / 2 - 0.03
    wide, tall = WIDTH * 0.22, WALL_HEIGHT * 0.82
    for side, label in ((-1, "Left door"), (1, "Right door")):
        add_framed(root, label, wide - 0.05, tall, (side * wide / 2, front, 0.3), doors, trim)
    add_framed(root, "Hay door", WIDTH * 0.17, WIDTH * 0.19, (0.0, front, WALL_HEIGHT + (HEIGHT - WALL_HEIGHT) * 0.3), doors, trim)
    for side, label in ((-1, "Left"), (1, "Right")):
        for number in range(WINDOW_COUNT):
            y = ((number + 0.5) / WINDOW_COUNT - 0.5) * LENGTH * 0.86
            place = empty(f"{label} window {number + 1} place", root, (side * (WIDTH / 2 + 0.02), y, WALL_HEIGHT * 0.42))
            place.rotation_euler.z = side * math.pi / 2
            add_framed(place, f"{label} window {number + 1}", 0.9, 1.0, (0.0, 0.0, 0.0), glass, trim, False)
            box(f"{label} window {number + 1} bar", (0.05, 0.05, 1.0), (0.0, -0.05, 0.0), trim, place, 0.0)


def build_barn(name):
    """Build a barn, its doors to the front, and return its root."""
    root = empty(name)
    walls, roof, trim = $walls, $roof, $trim
    add_shell(root, walls, roof, $base, trim)
    add_openings(root, $doors, trim, $glass)
    if CUPOLA:
        box("Cupola", (0.9, 0.9, 0.8), (0.0, 0.0, HEIGHT - 0.4), trim, root, 0.02)
        wedge("Cupola roof", (1.2, 1.2), (0.05, 0.05), 0.5, (0.0, 0.0, HEIGHT + 0.38), roof, root, (0.0, 0.0), 0.0)
    if SILO:
        silo, x = $silo, WIDTH / 2 + 1.75
        cylinder("Silo", 1.5, HEIGHT * 0.95, (x, LENGTH * 0.2, 0.0), silo, root, 0.02)
        lathe("Silo dome", [(1.54, 0.0), (1.5, 0.3), (1.1, 0.95), (0.0, 1.3)], (x, LENGTH * 0.2, HEIGHT * 0.95 - 0.02), roof, root)
        for number in range(6):
            z = HEIGHT * 0.95 * (number + 0.5) / 6
            ring_shape(f"Silo hoop {number + 1}", [(1.48, 0.0), (1.53, 0.0), (1.53, 0.08), (1.48, 0.08)], (x, LENGTH * 0.2, z), silo, root)
    return root
''',
)  # fmt: skip


WINDMILL = Family(
    key="windmill",
    title="Windmill",
    size=(10.4, 6.5, 15.2),
    uniform=True,
    parameters=(
        Length("HEIGHT", 9.6, 3.0, 25.0, words=("tower",)),
        Length("BASE_WIDTH", 5.6, 2.0, 14.0, words=("base",)),
        Length("BLADE_LENGTH", 5.4, 1.5, 14.0, words=("blade", "sail", "arm")),
        Count("BLADE_COUNT", 4, 3, 8, ("blade", "sail", "arm")),
        Count("WINDOW_COUNT", 3, 0, 5, ("window",)),
        Toggle("GALLERY", True, ("balcony", "gallery")),
    ),
    slots=(
        Slot("tower", "matte", "f1ece0", ("tower", "wall", "body"), main=True),
        Slot("cap", "tiles", "6e3b2a", ("cap", "roof")),
        Slot("wood", "wood", "7a5230", ("blade", "sail", "arm", "balcony", "gallery", "door"), accent=True, along="z"),
        Slot("cloth", "fabric", "efe7d3", ("cloth", "canvas")),
        Slot("glass", "pane", "1b2730", ("window", "glass")),
        Slot("base", "stone", "8d877d", ("base", "foundation")),
    ),
    code='''
def radius_at(z):
    """Return the tower's radius at a height."""
    return BASE_WIDTH / 2 * (1.0 - 0.42 * (z / HEIGHT) ** 0.9)


def add_tower(root, tower, base, wood, glass):
    """Add the tapering tower with door, windows and balcony."""
    profile = [(radius_at(HEIGHT * i / 8), HEIGHT * i / 8) for i in range(9)]
    lathe("Tower", profile, (0.0, 0.0, 0.0), tower, root)
    ring_shape("Plinth", [(BASE_WIDTH * 0.46, 0.0), (BASE_WIDTH * 0.54, 0.0), (BASE_WIDTH * 0.53, 0.5), (BASE_WIDTH * 0.46, 0.5)], (0.0, 0.0, 0.0), base, root)
    box("Door", (BASE_WIDTH * 0.2, 0.5, BASE_WIDTH * 0.38), (0.0, -radius_at(0.4) + 0.1, 0.02), wood, root, 0.04)
    for number in range(WINDOW_COUNT):
        z = HEIGHT * (0.45 + 0.4 * number / max(WINDOW_COUNT - 1, 1) * 0.9)
        for label, grow, deep, material in (("frame", 1.3, 0.16, wood), ("pane", 1.0, 0.2, glass)):
            size = (BASE_WIDTH * 0.09 * grow, deep, BASE_WIDTH * 0.12 * grow)
            box(f"Window {number + 1} {label}", size, (0.0, -radius_at(z + 0.3) + 0.02, z - size[2] / 2), material, root, 0.02)
    if GALLERY:
        z = HEIGHT * 0.36
        r = radius_at(z)
        ring_shape("Balcony", [(r - 0.15, 0.0), (r + 0.9, 0.0), (r + 0.9, 0.14), (r - 0.15, 0.14)], (0.0, 0.0, z), wood, root)
        for level in (0.5, 0.95):
            loop = [((r + 0.82) * math.cos(math.pi * i / 24), (r + 0.82) * math.sin(math.pi * i / 24), z + level) for i in range(48)]
            tube(f"Rail {level}", loop, 0.045, wood, root, closed=True, sides=8)
        for number in range(20):
            a = math.pi * number / 10
            x, y = (r + 0.82) * math.cos(a), (r + 0.82) * math.sin(a)
            tube(f"Baluster {number + 1}", [(x, y, z + 0.08), (x, y, z + 0.97)], 0.045, wood, root, sides=8)
            tube(f"Bracket {number + 1}", [(x * 0.97, y * 0.97, z + 0.05), (x * r / (r + 0.82) * 0.99, y * r / (r + 0.82) * 0.99, z - 0.7)], 0.05, wood, root, sides=6)


def add_blades(root, wood, cloth, y, z):
    """Add the axle and blades of lattice and cloth; they turn about the axle (y)."""
    shaft = empty("Wind shaft", root, (0.0, y, z))
    shaft.rotation_euler.y = math.radians(20.0)
    tube("Axle", [(0.0, 1.0, 0.0), (0.0, -0.45, 0.0)], 0.2, wood, shaft)
    ball("Hub", (0.7, 0.5, 0.7), (0.0, -0.3, -0.35), wood, shaft)
    for number in range(BLADE_COUNT):
        arm = empty(f"Blade {number + 1}", shaft)
        arm.rotation_euler.y = 2.0 * math.pi * number / BLADE_COUNT
        label, wide = f"Blade {number + 1}", BLADE_LENGTH * 0.2
        box(f"{label} spar", (0.16, 0.14, BLADE_LENGTH), (0.0, -0.3, 0.1), wood, arm, 0.02)
        start = BLADE_LENGTH * 0.22
        box(f"{label} cloth", (wide * 0.92, 0.03, BLADE_LENGTH - start), (wide * 0.5, -0.28, start), cloth, arm, 0.0)
        box(f"{label} edge", (0.07, 0.08, BLADE_LENGTH - start), (wide, -0.3, start), wood, arm, 0.01)
        for step in range(9):
            at = start + (BLADE_LENGTH - start - 0.06) * step / 8
            box(f"{label} slat {step + 1}", (wide * 1.04, 0.06, 0.06), (wide * 0.5, -0.31, at), wood, arm, 0.008)


def build_windmill(name):
    """Build a windmill, its blades to the front, and return its root."""
    root = empty(name)
    wood = $wood
    add_tower(root, $tower, $base, wood, $glass)
    top = radius_at(HEIGHT)
    cap = [(top * 1.14, -0.1), (top * 1.12, 0.25), (top * 0.96, top * 0.6), (top * 0.5, top * 1.1), (0.0, top * 1.28)]
    lathe("Cap", cap, (0.0, 0.0, HEIGHT - 0.05), $cap, root)
    add_blades(root, wood, $cloth, -top * 1.3, HEIGHT + top * 0.25)
    return root
''',
)  # fmt: skip


WELL = Family(
    key="well",
    title="Well",
    size=(1.9, 1.75, 2.6),
    uniform=True,
    parameters=(
        Length("WIDTH", 1.5, 0.6, 4.0, words=("wall", "shaft")),
        Length("WALL_HEIGHT", 0.85, 0.3, 2.0, words=("wall",)),
        Length("HEIGHT", 2.6, 1.2, 6.0, "z"),
        Toggle("ROOF", True, ("roof",)),
        Toggle("BUCKET", True, ("bucket", "pail", "rope")),
    ),
    slots=(
        Slot("stone", "ashlar", "9b9486", ("wall", "stone"), main=True),
        Slot("rim", "stone", "857e72", ("rim", "edge")),
        Slot("wood", "wood", "7a5230", ("post", "beam", "bucket", "crank"), accent=True, along="z"),
        Slot("roof", "tiles", "8a4632", ("roof",)),
        Slot("rope", "fabric", "b99a62", ("rope",)),
        Slot("metal", "metal", "4a4c50", ("crank", "handle", "hoop")),
        Slot("water", "pane", "24455a", ("water",)),
    ),
    code='''
def build_well(name):
    """Build a draw well with roof, windlass and bucket; returns its root."""
    root = empty(name)
    radius, wood = WIDTH / 2, $wood
    ring_shape("Wall", [(radius * 0.72, 0.0), (radius, 0.0), (radius * 0.97, WALL_HEIGHT), (radius * 0.72, WALL_HEIGHT)], (0.0, 0.0, 0.0), $stone, root)
    ring_shape("Rim", [(radius * 0.7, 0.0), (radius * 1.06, 0.0), (radius * 1.06, 0.1), (radius * 0.7, 0.1)], (0.0, 0.0, WALL_HEIGHT - 0.01), $rim, root)
    cylinder("Water", radius * 0.74, 0.04, (0.0, 0.0, WALL_HEIGHT * 0.45), $water, root, 0.0)
    eaves, x = HEIGHT * 0.76, radius * 0.86
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} post", (0.11, 0.11, eaves - WALL_HEIGHT + 0.2), (side * x, 0.0, WALL_HEIGHT + 0.05), wood, root, 0.012)
    axle = WALL_HEIGHT + (eaves - WALL_HEIGHT) * 0.6
    metal = $metal
    tube("Windlass", [(-x - 0.02, 0.0, axle), (x + 0.02, 0.0, axle)], 0.06, wood, root)
    tube("Crank", [(x, 0.0, axle), (x + 0.16, 0.0, axle), (x + 0.16, -0.18, axle - 0.1), (x + 0.32, -0.18, axle - 0.1)], 0.018, metal, root)
    if ROOF:
        tiles, over = $roof, radius * 1.16
        top = HEIGHT
        for side, label in ((-1, "Front"), (1, "Back")):
            y, z = side * over, eaves - 0.04
            slope = [(0.0, top), (0.0, top - 0.09), (y * 0.97, z - 0.09), (y, z)]
            prism(f"{label} roof", slope, WIDTH * 1.24, (0.0, 0.0, 0.0), tiles, root, "x", 0.012)
        for side, label in ((-1, "Left"), (1, "Right")):
            gable = [(-over * 0.86, eaves - 0.04), (over * 0.86, eaves - 0.04), (0.0, top - 0.1)]
            prism(f"{label} gable", gable, 0.06, (side * x, 0.0, 0.0), wood, root, "x", 0.006)
    if BUCKET:
        rope = $rope
        for number in range(5):
            ring_shape(f"Coil {number + 1}", [(0.055, -0.016), (0.078, -0.012), (0.078, 0.012), (0.055, 0.016)], (-0.05 + number * 0.026, 0.0, axle), rope, root, 24).rotation_euler.y = math.pi / 2
        low = axle - 0.55
        tube("Rope", [(0.0, -0.066, axle), (0.0, -0.066, low + 0.28)], 0.012, rope, root, sides=8)
        pail = [(0.0, 0.0), (0.1, 0.0), (0.13, 0.24), (0.118, 0.24), (0.092, 0.012), (0.0, 0.012)]
        lathe("Bucket", pail, (0.0, -0.066, low - 0.08), wood, root, sides=32)
        arc = [(0.125 * math.cos(math.pi * i / 10), -0.066, low + 0.15 + 0.14 * math.sin(math.pi * i / 10)) for i in range(11)]
        tube("Bucket handle", arc, 0.008, metal, root, sides=8)
    return root
''',
)  # fmt: skip

FAMILIES = (BRIDGE, BARN, WINDMILL, WELL)
