# SPDX-License-Identifier: GPL-3.0-or-later
"""Armchair, stool and office chair."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

ARMCHAIR = Family(
    key="armchair",
    title="Armchair",
    size=(0.86, 0.86, 0.92),
    rest="SEAT_HEIGHT + 0.0185",
    parameters=(
        Length("WIDTH", 0.86, 0.65, 1.5, "x"),
        Length("DEPTH", 0.86, 0.65, 1.2, "y"),
        Length("HEIGHT", 0.92, 0.7, 1.4, "z", ("back", "backrest")),
        Length("SEAT_HEIGHT", 0.45, 0.3, 0.6, words=("seat",)),
        Length("ARM_HEIGHT", 0.62, 0.5, 0.8, words=("arm", "armrest")),
        Length("ARM_WIDTH", 0.15, 0.06, 0.25),
        Length("LEG_HEIGHT", 0.15, 0.05, 0.3, words=("leg",)),
        Count("LEG_COUNT", 4, 3, 6, ("leg",)),
        Toggle("ARMRESTS", True, ("arm", "armrest")),
    ),
    slots=(
        Slot(
            "upholstery",
            "fabric",
            "steelblue",
            ("upholstery", "cover", "seat", "back", "backrest", "arm", "armrest", "body", "fabric"),
            main=True,
        ),
        Slot(
            "cushions", "fabric", "steelblue", ("cushion", "pillow", "seat"), main=True, accent=True
        ),
        Slot("legs", "wood", "walnut", ("leg", "foot", "frame"), along="z"),
    ),
    styles={
        "modern": {"ARM_WIDTH": 0.11, "LEG_HEIGHT": 0.18, "HEIGHT": 0.84},
        "minimalist": {"ARM_WIDTH": 0.09, "LEG_HEIGHT": 0.18, "HEIGHT": 0.82},
        "vintage": {"HEIGHT": 1.06},
        "ornate": {"HEIGHT": 1.1},
    },
    code='''
def add_legs(root, material):
    """Add tapered legs that reach a little into the body."""
    spots = ring_spots(LEG_COUNT, WIDTH / 2 - 0.1, DEPTH / 2 - 0.1)
    for number, (x, y) in enumerate(spots, 1):
        profile = [(0.016, 0.0), (0.028, LEG_HEIGHT), (0.028, LEG_HEIGHT + 0.03)]
        lathe(f"Leg {number}", profile, (x, y, 0.0), material, root, sides=24)


def add_body(root, material):
    """Add the padded base and the leaning back."""
    base_height = (SEAT_HEIGHT - LEG_HEIGHT) * 0.55
    base = (WIDTH - 0.06, DEPTH - 0.06, base_height)
    cushion("Base", base, (0.0, 0.0, LEG_HEIGHT), material, root, puff=0.0)
    thick = 0.17
    back = cushion(
        "Back", (WIDTH - 0.05, thick, HEIGHT - LEG_HEIGHT - 0.06),
        (0.0, DEPTH / 2 - thick - 0.03, LEG_HEIGHT + 0.04), material, root, puff=0.05,
    )
    back.rotation_euler.x = math.radians(-7.0)


def add_arms(root, material):
    """Add a padded arm on each side."""
    for side, label in ((-1, "Left"), (1, "Right")):
        size = (ARM_WIDTH, DEPTH - 0.05, ARM_HEIGHT - LEG_HEIGHT - 0.01)
        place = (side * (WIDTH - ARM_WIDTH) / 2, -0.02, LEG_HEIGHT + 0.01)
        cushion(f"{label} arm", size, place, material, root, puff=0.08)


def add_cushions(root, material):
    """Add the seat cushion and the back cushion."""
    inside = WIDTH - (2 * ARM_WIDTH if ARMRESTS else 0.04)
    lower = LEG_HEIGHT + (SEAT_HEIGHT - LEG_HEIGHT) * 0.5
    seat = (inside + 0.005, DEPTH - 0.2, SEAT_HEIGHT - lower + 0.02)
    cushion("Seat cushion", seat, (0.0, -0.08, lower), material, root, puff=0.2)
    rise = HEIGHT - SEAT_HEIGHT - 0.07
    back = cushion(
        "Back cushion", (inside - 0.01, 0.16, rise), (0.0, DEPTH / 2 - 0.29, SEAT_HEIGHT - 0.02),
        material, root, puff=0.2,
    )
    back.rotation_euler.x = math.radians(-12.0)


def build_armchair(name):
    """Build an armchair and return its root."""
    root = empty(name)
    upholstery = $upholstery
    add_legs(root, $legs)
    add_body(root, upholstery)
    if ARMRESTS:
        add_arms(root, upholstery)
    add_cushions(root, $cushions)
    return root
''',
)

STOOL = Family(
    key="stool",
    title="Stool",
    size=(0.42, 0.42, 0.48),
    rest="HEIGHT",
    parameters=(
        Length("HEIGHT", 0.48, 0.3, 0.9, "z", ("leg",)),
        Length("SEAT_WIDTH", 0.36, 0.25, 0.5, "x", ("seat",)),
        Length("SEAT_THICKNESS", 0.04, 0.02, 0.1),
        Length("SPREAD", 1.12, 0.8, 1.5, unit="part of the seat"),
        Count("LEG_COUNT", 3, 3, 6, ("leg",)),
        Toggle("CUSHION", False, ("cushion", "pad")),
        Toggle("RUNG", True, ("rung", "footrest", "ring")),
    ),
    slots=(
        Slot("seat", "wood", "oak", ("seat", "top"), main=True),
        Slot(
            "legs",
            "wood",
            "oak",
            ("leg", "foot", "frame", "rung", "footrest"),
            main=True,
            along="z",
        ),
        Slot("cushion", "leather", "6f3b1f", ("cushion", "pad"), accent=True),
    ),
    variants={
        "bar": {
            "HEIGHT": 0.76,
            "LEG_COUNT": 4,
            "CUSHION": True,
            "legs": "metal 2c2f33",
            "SPREAD": 1.05,
        }
    },
    styles={"industrial": {"legs": "metal 3d3e40"}, "modern": {"legs": "metal 2c2f33"}},
    code='''
def add_seat(root, material, pad):
    """Add a round seat, with a pad if wanted."""
    low = HEIGHT - SEAT_THICKNESS - (0.03 if CUSHION else 0.0)
    cylinder("Seat", SEAT_WIDTH / 2, SEAT_THICKNESS, (0.0, 0.0, low), material, root, 0.012)
    if CUSHION:
        radius = SEAT_WIDTH / 2
        points = [(radius * 0.96, 0.0), (radius, 0.02), (radius * 0.93, 0.038), (radius * 0.5, 0.045), (0.0, 0.046)]
        lathe("Cushion", points, (0.0, 0.0, HEIGHT - 0.046), pad, root)


def add_legs(root, material):
    """Add splayed legs that run into the seat, and a rung that ties them."""
    top = HEIGHT - SEAT_THICKNESS * 0.5 - (0.03 if CUSHION else 0.0)
    outer, inner = SEAT_WIDTH / 2 * SPREAD, SEAT_WIDTH / 2 * 0.68
    for number in range(LEG_COUNT):
        turn = 2.0 * math.pi * (number + 0.5) / LEG_COUNT - math.pi / 2.0
        across, along = math.cos(turn), math.sin(turn)
        path = [(outer * across, outer * along, 0.0), (inner * across, inner * along, top)]
        leg = tube(f"Leg {number + 1}", path, [0.014, 0.02], material, root, sides=20)
        for vert in leg.data.vertices:
            if vert.co.z < 0.02:
                vert.co.z = 0.0
    if RUNG:
        z = HEIGHT * 0.34
        radius = outer + (inner - outer) * z / top
        circle = [
            (radius * math.cos(step * math.pi / 18), radius * math.sin(step * math.pi / 18), z)
            for step in range(36)
        ]
        tube("Rung", circle, 0.008, material, root, closed=True)


def build_stool(name):
    """Build a stool and return its root."""
    root = empty(name)
    add_seat(root, $seat, $cushion)
    add_legs(root, $legs)
    return root
''',
)

OFFICE_CHAIR = Family(
    key="office_chair",
    title="Office chair",
    size=(0.68, 0.68, 1.14),
    parameters=(
        Length("WIDTH", 0.5, 0.4, 0.7),
        Length("HEIGHT", 1.14, 0.9, 1.4, "z", ("back", "backrest")),
        Length("SEAT_HEIGHT", 0.5, 0.4, 0.6, words=("seat",)),
        Length("BASE_RADIUS", 0.33, 0.25, 0.4, words=("base", "foot")),
        Count("CASTER_COUNT", 5, 3, 8, ("caster", "castor", "wheel", "leg")),
        Toggle("ARMRESTS", True, ("arm", "armrest")),
    ),
    slots=(
        Slot(
            "upholstery",
            "fabric",
            "2f3338",
            ("upholstery", "seat", "back", "backrest", "cushion"),
            main=True,
        ),
        Slot("base", "metal", "c4c7ca", ("base", "leg", "foot", "column", "frame"), body=True),
        Slot(
            "plastic",
            "plastic",
            "1d1e20",
            ("caster", "castor", "wheel", "arm", "armrest"),
            accent=True,
        ),
    ),
    code='''
def add_base(root, metal, plastic):
    """Add the star base with casters and the gas column."""
    z = 0.075
    for number in range(CASTER_COUNT):
        turn = 2.0 * math.pi * number / CASTER_COUNT + math.pi / 2.0
        x, y = BASE_RADIUS * math.cos(turn), BASE_RADIUS * math.sin(turn)
        path = [(0.0, 0.0, z + 0.035), (x * 0.6, y * 0.6, z + 0.025), (x, y, z + 0.005)]
        tube(f"Spoke {number + 1}", spline(path, 4), 0.02, metal, root)
        pivot = empty(f"Caster {number + 1}", root, (x, y, 0.0))
        pivot.rotation_euler.z = turn
        cylinder(f"Caster stem {number + 1}", 0.009, 0.06, (0.0, 0.0, 0.03), plastic, pivot, 0.001, 16)
        for side in (-1, 1):
            wheel = cylinder(f"Caster wheel {number + 1} {'left' if side < 0 else 'right'}", 0.03, 0.02,
                             (0.0, side * 0.014 + 0.01, 0.03), plastic, pivot, 0.005, 24)
            wheel.rotation_euler.x = math.pi / 2.0
    cylinder("Hub", 0.045, 0.07, (0.0, 0.0, z), metal, root, 0.008)
    cylinder("Column", 0.026, SEAT_HEIGHT - 0.14, (0.0, 0.0, z + 0.05), plastic, root, 0.002)
    box("Mechanism", (0.2, 0.24, 0.05), (0.0, 0.02, SEAT_HEIGHT - 0.115), plastic, root, 0.012)


def add_seat(root, material, plastic):
    """Add the seat and the back on its bracket."""
    size = (WIDTH, WIDTH * 0.98, 0.1)
    cushion("Seat", size, (0.0, -0.01, SEAT_HEIGHT - 0.08), material, root, puff=0.15)
    deep = WIDTH / 2
    path = [(0.0, 0.08, SEAT_HEIGHT - 0.09), (0.0, deep + 0.04, SEAT_HEIGHT - 0.07),
            (0.0, deep + 0.06, SEAT_HEIGHT + 0.12), (0.0, deep + 0.07, SEAT_HEIGHT + 0.3)]
    tube("Back bracket", spline(path, 5), 0.022, plastic, root)
    size = (WIDTH * 0.92, 0.09, HEIGHT - SEAT_HEIGHT - 0.06)
    back = cushion("Back", size, (0.0, deep - 0.0, SEAT_HEIGHT + 0.06), material, root, puff=0.2)
    back.rotation_euler.x = math.radians(-8.0)


def add_arms(root, material):
    """Add T-shaped arms from below the seat."""
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * (WIDTH / 2 + 0.035)
        path = [(side * 0.06, 0.03, SEAT_HEIGHT - 0.085), (x - side * 0.02, 0.03, SEAT_HEIGHT - 0.075),
                (x, 0.03, SEAT_HEIGHT - 0.03), (x, 0.03, SEAT_HEIGHT + 0.2)]
        tube(f"{label} arm post", spline(path, 5), 0.016, material, root)
        size = (0.07, 0.26, 0.035)
        cushion(f"{label} armrest", size, (x, 0.0, SEAT_HEIGHT + 0.19), material, root, puff=0.05)


def build_office_chair(name):
    """Build an office chair and return its root."""
    root = empty(name)
    plastic = $plastic
    add_base(root, $base, plastic)
    add_seat(root, $upholstery, plastic)
    if ARMRESTS:
        add_arms(root, plastic)
    return root
''',
)

FAMILIES = (ARMCHAIR, STOOL, OFFICE_CHAIR)
