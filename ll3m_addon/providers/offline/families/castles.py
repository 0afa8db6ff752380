# SPDX-License-Identifier: GPL-3.0-or-later
"""Tower, castle and lighthouse."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TOWER = Family(
    key="tower",
    title="Tower",
    size=(6.6, 6.9, 17.9),
    uniform=True,
    parameters=(
        Length("HEIGHT", 11.0, 4.0, 60.0),
        Length("WIDTH", 5.2, 2.0, 20.0),
        Length("ROOF_HEIGHT", 5.0, 0.0, 20.0, words=("roof",)),
        Count("WINDOW_COUNT", 3, 0, 8, ("window",)),
        Count("MERLON_COUNT", 12, 6, 30, ("merlon", "battlement", "crenel")),
        Toggle("ROOF", True, ("roof",)),
        Toggle("FLAG", True, ("flag", "banner")),
        Toggle("DOOR", True, ("door",)),
    ),
    slots=(
        Slot(
            "walls",
            "ashlar",
            "a39c8c",
            ("wall", "tower", "stone", "battlement", "merlon"),
            main=True,
        ),
        Slot("roof", "tiles", "3f5878", ("roof", "tile"), accent=True),
        Slot("trim", "stone", "857d70", ("frame", "base", "trim")),
        Slot("door", "planks", "5b3a21", ("door",)),
        Slot("dark", "rubber", "15171a", ("window",)),
        Slot("flag", "fabric", "b5121b", ("flag", "banner")),
        Slot("metal", "metal", "4a4c50", ("pole", "hinge", "ring")),
    ),
    code='''
def add_shaft(root, walls, trim):
    """Add the battered foot, the shaft and the corbelled platform."""
    wide = WIDTH / 2
    profile = [(wide * 1.14, 0.0), (wide * 1.12, HEIGHT * 0.05), (wide * 1.02, HEIGHT * 0.09), (wide, HEIGHT * 0.1), (wide * 0.96, HEIGHT * 0.86)]
    lathe("Shaft", profile, (0.0, 0.0, 0.0), walls, root)
    corbel = [(wide * 0.9, HEIGHT * 0.84), (wide * 0.98, HEIGHT * 0.84), (wide * 1.2, HEIGHT * 0.9), (wide * 1.2, HEIGHT * 0.94), (wide * 0.9, HEIGHT * 0.94)]
    lathe("Platform", [(0.0, HEIGHT * 0.845), *corbel[1:4], (0.0, HEIGHT * 0.94)], (0.0, 0.0, 0.0), walls, root)
    for share in (0.1, 0.5):
        z = HEIGHT * share
        band = [(wide * 0.9, -0.12), (wide * 1.035, -0.12), (wide * 1.035, 0.12), (wide * 0.9, 0.12)]
        ring_shape(f"Band {share:.1f}", band, (0.0, 0.0, z), trim, root)


def add_battlements(root, material):
    """Add the parapet with its merlons, each a curved block."""
    outer, inner = WIDTH / 2 * 1.2, WIDTH / 2 * 1.04
    low, tall = HEIGHT * 0.935, HEIGHT * 0.055
    parapet = [(inner, low), (outer, low), (outer, low + tall * 0.75), (inner, low + tall * 0.75)]
    ring_shape("Parapet", parapet, (0.0, 0.0, 0.0), material, root)
    for number in range(MERLON_COUNT):
        start = 2.0 * math.pi * number / MERLON_COUNT
        turns = [start + math.pi / MERLON_COUNT * share for share in (-0.55, -0.18, 0.18, 0.55)]
        outline = [(outer * 0.999 * math.cos(a), outer * 0.999 * math.sin(a)) for a in turns]
        outline += [(inner * 1.001 * math.cos(a), inner * 1.001 * math.sin(a)) for a in reversed(turns)]
        prism(f"Merlon {number + 1}", outline, tall, (0.0, 0.0, low + tall * 1.2), material, root, "z", 0.03)


def add_openings(root, door, dark, trim, metal):
    """Add arched windows that wind up the shaft, and the door in front."""
    for number in range(WINDOW_COUNT):
        turn = -math.pi / 2 + 0.5 * (number - (WINDOW_COUNT - 1) / 2)
        z = HEIGHT * (0.3 + 0.42 * number / max(WINDOW_COUNT - 1, 1))
        add_arch(root, f"Window {number + 1}", turn, z, WIDTH * 0.1, WIDTH * 0.25, dark, trim)
    if DOOR:
        pivot = add_arch(root, "Door", -math.pi / 2, 0.0, WIDTH * 0.24, WIDTH * 0.34, door, trim)
        knob = WIDTH * 0.035
        ball("Door ring", (knob, knob, knob), (WIDTH * 0.07, -WIDTH * 0.11, WIDTH * 0.2), metal, pivot)


def add_arch(root, name, turn, z, wide, tall, fill, trim):
    """Add an opening with a round arch; its front looks to -Y before it is turned."""
    radius = WIDTH / 2 * (1.12 if z == 0.0 else 1.0 - 0.04 * z / HEIGHT) - 0.02 * WIDTH
    pivot = empty(f"{name} opening", root, (radius * math.cos(turn), radius * math.sin(turn), z))
    pivot.rotation_euler.z = turn + math.pi / 2
    for label, grow, front, material in (("frame", 1.0, 0.09, trim), ("", 0.68, 0.11, fill)):
        half = wide / 2 * grow
        base = 0.0 if z == 0.0 else -wide * 0.14 * grow
        arch = [(half * math.cos(math.pi * i / 12), tall + half * math.sin(math.pi * i / 12)) for i in range(13)]
        outline = [(-half, base), (half, base), *arch]
        outline = [point for i, point in enumerate(outline) if i == 0 or math.dist(point, outline[i - 1]) > 1e-6]
        prism(f"{name} {label}".strip(), outline, WIDTH * front * 2, (0.0, 0.0, 0.0), material, pivot, "y", 0.01)
    return pivot


def add_roof(root, roof, flag, metal):
    """Add the pointed roof on a drum, with a flag on its tip."""
    wide, low = WIDTH / 2, HEIGHT * 0.93
    drum = HEIGHT * 0.13
    cylinder("Drum", wide * 0.86, drum, (0.0, 0.0, low), roof if not ROOF else $walls, root, 0.02)
    z = low + drum - 0.05
    profile = [(wide * 1.08, 0.0), (wide * 1.1, 0.1), (wide * 0.72, ROOF_HEIGHT * 0.36), (wide * 0.3, ROOF_HEIGHT * 0.74), (0.0, ROOF_HEIGHT)]
    lathe("Roof", [(0.0, 0.0), *profile], (0.0, 0.0, z), roof, root)
    if FLAG:
        add_flag(root, z + ROOF_HEIGHT, flag, metal)


def add_flag(root, z, flag, metal):
    """Add a pole with a waving pennant."""
    tall = WIDTH * 0.3
    cylinder("Flag pole", WIDTH * 0.012, tall + 0.3, (0.0, 0.0, z - 0.3), metal, root, 0.0, 12)
    rings = []
    for step in range(9):
        share = step / 8
        x, wave = WIDTH * 0.34 * share, WIDTH * 0.03 * math.sin(5.0 * share) * share
        half = WIDTH * 0.085 * (1.0 - 0.92 * share)
        middle = z + tall - WIDTH * 0.1
        thin = WIDTH * 0.004
        rings.append([(x, wave - thin, middle - half), (x, wave + thin, middle - half), (x, wave + thin, middle + half), (x, wave - thin, middle + half)])
    loft("Flag", rings, (0.0, 0.0, 0.0), flag, root)


def build_tower(name):
    """Build a round tower and return its root."""
    root = empty(name)
    walls, trim, metal = $walls, $trim, $metal
    add_shaft(root, walls, trim)
    add_battlements(root, walls)
    add_openings(root, $door, $dark, trim, metal)
    if ROOF:
        add_roof(root, $roof, $flag, metal)
    elif FLAG:
        add_flag(root, HEIGHT * 0.94, $flag, metal)
    return root
''',
)

CASTLE = Family(
    key="castle",
    title="Castle",
    size=(24.9, 24.7, 17.1),
    uniform=True,
    parameters=(
        Length("WIDTH", 20.0, 10.0, 80.0),
        Length("DEPTH", 18.0, 10.0, 80.0),
        Length("WALL_HEIGHT", 5.5, 3.0, 20.0, words=("wall",)),
        Length("TOWER_HEIGHT", 9.0, 4.0, 40.0, words=("tower",)),
        Length("TOWER_WIDTH", 4.2, 2.0, 12.0, words=("tower",)),
        Length("KEEP_HEIGHT", 12.0, 4.0, 50.0, words=("keep",)),
        Toggle("ROOFS", True, ("roof",)),
        Toggle("FLAGS", True, ("flag", "banner")),
    ),
    slots=(
        Slot("walls", "ashlar", "aaa392", ("wall", "tower", "keep", "stone"), main=True),
        Slot("roofs", "tiles", "a0472f", ("roof", "tile"), accent=True),
        Slot("wood", "planks", "5b3a21", ("gate", "door", "bridge")),
        Slot("dark", "rubber", "15171a", ("window", "slit")),
        Slot("flags", "fabric", "1450a8", ("flag", "banner")),
        Slot("metal", "metal", "4a4c50", ("pole", "chain")),
    ),
    code='''
def add_merlons(root, name, start, end, z, material):
    """Set merlons along a wall's top between two points."""
    long = math.dist(start, end)
    count = max(2, int(long / 1.5))
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    for number in range(count):
        share = (number + 0.5) / count
        place = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, z)
        block = box(f"{name} merlon {number + 1}", (0.8, 0.5, 0.9), place, material, root, 0.04)
        block.rotation_euler.z = turn


def add_wall(root, name, start, end, material):
    """Add a curtain wall with merlons on its outer and inner edge."""
    long = math.dist(start, end)
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, 0.0)
    wall = box(name, (long, 1.4, WALL_HEIGHT), middle, material, root, 0.04)
    wall.rotation_euler.z = turn
    for side, label in ((-1, "outer"), (1, "inner")):
        dx, dy = -math.sin(turn) * side * 0.46, math.cos(turn) * side * 0.46
        a, b = (start[0] + dx, start[1] + dy), (end[0] + dx, end[1] + dy)
        add_merlons(root, f"{name} {label}", a, b, WALL_HEIGHT - 0.05, material)


def add_tower(root, name, x, y, tall, wide, walls, roof, dark, flags, metal):
    """Add a round corner tower with battlements or a pointed roof."""
    pivot = empty(name, root, (x, y, 0.0))
    radius = wide / 2
    profile = [(0.0, 0.0), (radius * 1.12, 0.0), (radius, tall * 0.12), (radius * 0.97, tall * 0.85), (radius * 1.16, tall * 0.92), (radius * 1.16, tall), (0.0, tall)]
    lathe(f"{name} shaft", profile, (0.0, 0.0, 0.0), walls, pivot)
    for number in range(9):
        turn = 2.0 * math.pi * number / 9
        place = (radius * 1.03 * math.cos(turn), radius * 1.03 * math.sin(turn), tall - 0.04)
        block = box(f"{name} merlon {number + 1}", (0.42, radius * 0.4, 0.75), place, walls, pivot, 0.03)
        block.rotation_euler.z = turn
    for number in range(3):
        turn = -math.pi / 2 + (number - 1) * 1.1
        place = (radius * 0.96 * math.cos(turn), radius * 0.96 * math.sin(turn), tall * (0.42 + 0.16 * (number % 2)))
        slit = box(f"{name} slit {number + 1}", (0.2, 0.26, 1.0), place, dark, pivot, 0.02)
        slit.rotation_euler.z = turn + math.pi / 2
    top = tall
    if ROOFS:
        rise = wide * 1.05
        cone = [(0.0, 0.0), (radius * 0.98, 0.0), (radius, 0.12), (radius * 0.5, rise * 0.5), (0.0, rise)]
        lathe(f"{name} roof", cone, (0.0, 0.0, tall - 0.02), roof, pivot)
        top = tall + rise - 0.04
    if FLAGS:
        cylinder(f"{name} pole", 0.06, 1.9, (0.0, 0.0, top - 0.2), metal, pivot, 0.0, 12)
        outline = [(0.0, 0.0), (1.5, 0.35), (0.0, 0.8)]
        prism(f"{name} flag", outline, 0.05, (0.03, 0.0, top + 0.8), flags, pivot, "y", 0.0)


def add_keep(root, walls, roof, dark):
    """Add the keep: a square block with windows, corbels and a steep roof."""
    wide, y = WIDTH * 0.4, DEPTH * 0.12
    box("Keep", (wide, wide * 0.8, KEEP_HEIGHT), (0.0, y, 0.0), walls, root, 0.06)
    box("Keep cornice", (wide + 0.7, wide * 0.8 + 0.7, 0.6), (0.0, y, KEEP_HEIGHT - 0.4), walls, root, 0.06)
    half, deep = wide / 2 + 0.1, wide * 0.4 + 0.1
    if ROOFS:
        rise = wide * 0.62
        wedge("Keep roof", (2 * half, 2 * deep), (wide * 0.3, 0.3), rise, (0.0, y, KEEP_HEIGHT + 0.15), roof, root, bevel=0.04)
    else:
        corners = [(-half, y - deep), (half, y - deep), (half, y + deep), (-half, y + deep)]
        for number in range(4):
            add_merlons(root, f"Keep {number + 1}", corners[number], corners[(number + 1) % 4], KEEP_HEIGHT + 0.15, walls)
    for row in range(2):
        for column in range(3):
            x, z = (column - 1) * wide * 0.28, KEEP_HEIGHT * (0.58 + 0.22 * row)
            size = (0.55, 0.3, 1.3)
            box(f"Keep window {row + 1}.{column + 1}", size, (x, y - wide * 0.4, z), dark, root, 0.03)


def add_gate(root, walls, wood, dark, metal):
    """Add the gatehouse with its arched gate and the lowered drawbridge."""
    y = -DEPTH / 2
    tall = WALL_HEIGHT * 1.3
    box("Gatehouse", (5.2, 3.0, tall), (0.0, y, 0.0), walls, root, 0.05)
    add_merlons(root, "Gatehouse front", (-2.6, y - 1.25), (2.6, y - 1.25), tall - 0.05, walls)
    add_merlons(root, "Gatehouse back", (-2.6, y + 1.25), (2.6, y + 1.25), tall - 0.05, walls)
    for label, half, front, material in (("Gate frame", 1.55, 0.12, dark), ("Gate", 1.3, 0.2, wood)):
        arch = [(half * math.cos(math.pi * i / 12), 2.2 + half * math.sin(math.pi * i / 12)) for i in range(13)]
        prism(label, [(-half, 0.0), (half, 0.0), *arch], 2 * front, (0.0, y - 1.5, 0.0), material, root, "y", 0.02)
    hinge = empty("Drawbridge hinge", root, (0.0, y - 1.68, 0.14))
    box("Drawbridge", (2.7, 2.6, 0.2), (0.0, -1.3, -0.14), wood, hinge, 0.03)
    for side, label in ((-1, "Left"), (1, "Right")):
        chain = [(side * 1.25, 0.3, 3.4), (side * 1.25, -2.4, 0.04)]
        tube(f"{label} chain", chain, 0.05, metal, hinge, sides=8)


def build_castle(name):
    """Build a castle with its gate in front and return its root."""
    root = empty(name)
    walls, roofs, dark = $walls, $roofs, $dark
    flags, metal = $flags, $metal
    x, y = WIDTH / 2, DEPTH / 2
    corners = [(-x, -y), (x, -y), (x, y), (-x, y)]
    for number, label in enumerate(("Front", "Right", "Back", "Left")):
        add_wall(root, f"{label} wall", corners[number], corners[(number + 1) % 4], walls)
    for (cx, cy), label in zip(corners, ("Front left", "Front right", "Back right", "Back left")):
        add_tower(root, f"{label} tower", cx, cy, TOWER_HEIGHT, TOWER_WIDTH, walls, roofs, dark, flags, metal)
    add_keep(root, walls, roofs, dark)
    add_gate(root, walls, $wood, dark, metal)
    return root
''',
)

LIGHTHOUSE = Family(
    key="lighthouse",
    title="Lighthouse",
    size=(8.0, 7.6, 18.4),
    uniform=True,
    parameters=(
        Length("HEIGHT", 18.0, 4.0, 60.0, "z"),
        Length("WIDTH", 4.4, 1.5, 15.0),
        Count("BAND_COUNT", 5, 1, 11, ("band", "stripe")),
        Count("WINDOW_COUNT", 3, 0, 6, ("window",)),
        Toggle("ROCKS", True, ("rock", "cliff", "island")),
    ),
    slots=(
        Slot("tower", "matte", "f4f2ec", ("tower", "wall"), body=True),
        Slot(
            "bands", "matte", "c01a20", ("band", "stripe", "roof", "dome"), main=True, accent=True
        ),
        Slot("iron", "metal", "3a3d42", ("railing", "rail", "gallery", "iron")),
        Slot("glass", "glass", "dfeef2", ("glass", "lantern")),
        Slot("light", "glow", "ffd870", ("light", "lamp")),
        Slot("dark", "pane", "18222c", ("window",)),
        Slot("door", "wood", "5b3a21", ("door",), along="z"),
        Slot("rocks", "stone", "7f7a72", ("rock", "cliff", "island")),
    ),
    code='''
def radius_at(share):
    """Return the tower's radius at a share of its shaft."""
    return WIDTH / 2 * (1.0 - 0.42 * share + 0.12 * (1.0 - share) ** 4)


def add_shaft(root, low, tall, white, red):
    """Add the tapered shaft out of bands in two colours."""
    for number in range(BAND_COUNT):
        start, end = number / BAND_COUNT, (number + 1) / BAND_COUNT
        steps = [start + (end - start) * step / 4 for step in range(5)]
        profile = [(radius_at(share), low + tall * share) for share in steps]
        lathe(f"Band {number + 1}", profile, (0.0, 0.0, 0.0), red if number % 2 == 0 else white, root)


def add_lantern(root, z, red, iron, glass, light):
    """Add gallery with railing, glazed lantern, light and domed roof."""
    top = radius_at(1.0)
    unit = HEIGHT / 18.0
    gallery = [(0.0, -0.25), (top, -0.25), (top * 1.5, 0.0), (top * 1.5, 0.16), (0.0, 0.16)]
    lathe("Gallery", [(r, h * unit) for r, h in gallery], (0.0, 0.0, z), iron, root)
    for number in range(16):
        turn = 2.0 * math.pi * number / 16
        place = (top * 1.43 * math.cos(turn), top * 1.43 * math.sin(turn), z + 0.12 * unit)
        cylinder(f"Railing post {number + 1}", 0.03 * unit, 0.85 * unit, place, iron, root, 0.0, 8)
    for number, level in enumerate((0.5, 0.95)):
        circle = [(top * 1.43 * math.cos(math.pi * i / 20), top * 1.43 * math.sin(math.pi * i / 20), z + level * unit) for i in range(40)]
        tube(f"Rail {number + 1}", circle, 0.035 * unit, iron, root, closed=True, sides=8)
    room = 2.0 * unit
    cylinder("Lantern base", top * 0.86, 0.4 * unit, (0.0, 0.0, z + 0.14 * unit), red, root, 0.02)
    cylinder("Lantern glass", top * 0.78, room, (0.0, 0.0, z + 0.5 * unit), glass, root, 0.0)
    cylinder("Light stand", top * 0.2, 0.5 * unit, (0.0, 0.0, z + 0.4 * unit), iron, root, 0.0)
    ball("Light", (top * 0.8, top * 0.8, 1.1 * unit), (0.0, 0.0, z + 0.95 * unit), light, root)
    for number in range(8):
        turn = 2.0 * math.pi * (number + 0.5) / 8
        place = (top * 0.79 * math.cos(turn), top * 0.79 * math.sin(turn), z + 0.5 * unit)
        cylinder(f"Lantern bar {number + 1}", 0.05 * unit, room, place, iron, root, 0.0, 8)
    roof = [(0.0, 0.0), (top * 0.98, 0.0), (top, 0.1 * unit), (top * 0.8, 0.6 * unit), (top * 0.42, 0.98 * unit), (0.0, 1.12 * unit)]
    lathe("Roof", roof, (0.0, 0.0, z + 0.47 * unit + room), red, root)
    ball("Finial", (0.3 * unit, 0.3 * unit, 0.42 * unit), (0.0, 0.0, z + 1.5 * unit + room), iron, root)


def add_openings(root, low, tall, dark, white, door):
    """Add windows up the front and the door at the foot."""
    for number in range(WINDOW_COUNT):
        share = 0.28 + 0.52 * number / max(WINDOW_COUNT - 1, 1)
        y, z = -radius_at(share), low + tall * share
        box(f"Window {number + 1} frame", (WIDTH * 0.17, 0.5, WIDTH * 0.28), (0.0, y + 0.12, z), white, root, 0.03)
        box(f"Window {number + 1}", (WIDTH * 0.11, 0.5, WIDTH * 0.21), (0.0, y + 0.07, z + WIDTH * 0.035), dark, root, 0.02)
    y = -radius_at(0.0)
    box("Door frame", (WIDTH * 0.3, 0.7, WIDTH * 0.5), (0.0, y + 0.28, low - 0.05), white, root, 0.03)
    box("Door", (WIDTH * 0.22, 0.7, WIDTH * 0.44), (0.0, y + 0.22, low - 0.03), door, root, 0.02)


def build_lighthouse(name):
    """Build a lighthouse on its rocks and return its root."""
    root = empty(name)
    white, red, iron = $tower, $bands, $iron
    low = HEIGHT * 0.07 if ROCKS else 0.0
    if ROCKS:
        rocks = $rocks
        for number, (x, y, size, tall) in enumerate(((0.0, 0.0, 1.7, 0.5), (-0.5, -0.42, 0.75, 0.34), (0.55, 0.3, 0.8, 0.3), (0.4, -0.45, 0.6, 0.22)), 1):
            block = blob(f"Rock {number}", (WIDTH * size, WIDTH * size * 0.95, HEIGHT * tall * 0.32), (x * WIDTH, y * WIDTH, -HEIGHT * 0.03), rocks, root, number, 0.35, 4, 1.6)
            for vert in block.data.vertices:
                vert.co.z = max(vert.co.z, HEIGHT * 0.03)
                if number == 1:
                    vert.co.z = min(vert.co.z, low + HEIGHT * 0.035)
    tall = HEIGHT * 0.8 - low
    add_shaft(root, low - (0.01 * HEIGHT if ROCKS else 0.0), tall, white, red)
    add_openings(root, low + 0.05, tall, $dark, white, $door)
    add_lantern(root, low + tall - 0.01 * HEIGHT + 0.05, red, iron, $glass, $light)
    return root
''',
)

FAMILIES = (TOWER, CASTLE, LIGHTHOUSE)
