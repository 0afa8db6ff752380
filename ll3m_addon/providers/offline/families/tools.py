# SPDX-License-Identifier: GPL-3.0-or-later
"""Die, sword and hammer."""

from __future__ import annotations

from ..family import Family, Length, Slot, Toggle

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
        Length("GUARD_WIDTH", 0.24, 0.08, 0.4, words=("guard", "crossguard")),
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
    if not CLAW:  # a sledge: one bar with eight sides and chamfered faces
        outline = [(y + thick * 0.62 * math.cos(math.pi * (corner + 0.5) / 4), z + thick * 0.62 * math.sin(math.pi * (corner + 0.5) / 4)) for corner in range(8)]
        prism("Head", outline, wide, (0.0, 0.0, thick * 0.08), material, root, "x", thick * 0.1)
        return
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

FAMILIES = (DICE, SWORD, HAMMER)
