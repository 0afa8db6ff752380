# SPDX-License-Identifier: GPL-3.0-or-later
"""Sofa, bed and bench."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

SOFA = Family(
    key="sofa",
    title="Sofa",
    size=(2.05, 0.92, 0.86),
    rest="SEAT_HEIGHT + 0.0185",
    parameters=(
        Length("WIDTH", 2.05, 1.2, 3.4, "x"),
        Length("DEPTH", 0.92, 0.7, 1.2, "y"),
        Length("HEIGHT", 0.86, 0.6, 1.2, "z", ("back", "backrest")),
        Length("SEAT_HEIGHT", 0.44, 0.3, 0.6, words=("seat",)),
        Length("ARM_HEIGHT", 0.62, 0.5, 0.8, words=("arm", "armrest")),
        Length("ARM_WIDTH", 0.17, 0.08, 0.3),
        Length("LEG_HEIGHT", 0.13, 0.05, 0.25, words=("leg",)),
        Count("SEAT_COUNT", 3, 1, 5, ("seat", "seater", "cushion")),
        Count("PILLOW_COUNT", 2, 0, 5, ("pillow", "throw pillow")),
        Toggle("ARMRESTS", True, ("arm", "armrest")),
    ),
    slots=(
        Slot(
            "upholstery",
            "fabric",
            "slategray",
            ("upholstery", "cover", "back", "arm", "armrest", "body"),
            main=True,
        ),
        Slot("cushions", "fabric", "slategray", ("cushion", "seat"), main=True),
        Slot("pillows", "fabric", "mustard", ("pillow", "throw pillow"), accent=True),
        Slot("legs", "wood", "oak", ("leg", "foot", "frame"), along="z"),
    ),
    variants={"love": {"WIDTH": 1.5, "SEAT_COUNT": 2, "PILLOW_COUNT": 1}},
    styles={
        "modern": {"ARM_WIDTH": 0.12, "HEIGHT": 0.78, "legs": "metal 2c2f33"},
        "minimalist": {"ARM_WIDTH": 0.1, "HEIGHT": 0.76, "PILLOW_COUNT": 0},
        "vintage": {"ARM_WIDTH": 0.2, "HEIGHT": 0.94},
        "ornate": {"HEIGHT": 0.98},
    },
    code='''
def add_legs(root, material):
    """Add short tapered legs at the corners."""
    for number, (x, y) in enumerate(ring_spots(4, WIDTH / 2 - 0.12, DEPTH / 2 - 0.12), 1):
        profile = [(0.017, 0.0), (0.028, LEG_HEIGHT), (0.028, LEG_HEIGHT + 0.04)]
        lathe(f"Leg {number}", profile, (x, y, 0.0), material, root, sides=24)


def add_body(root, material):
    """Add the padded base and the leaning back."""
    tall = (SEAT_HEIGHT - LEG_HEIGHT) * 0.55
    size = (WIDTH - 0.06, DEPTH - 0.06, tall)
    cushion("Base", size, (0.0, 0.0, LEG_HEIGHT), material, root, puff=0.0)
    size = (WIDTH - 0.075, 0.17, HEIGHT - LEG_HEIGHT - 0.05)
    place = (0.0, DEPTH / 2 - 0.2, LEG_HEIGHT + 0.03)
    back = cushion("Back", size, place, material, root, puff=0.03)
    back.rotation_euler.x = math.radians(-7.0)


def add_arms(root, material):
    """Add a padded arm on each side."""
    for side, label in ((-1, "Left"), (1, "Right")):
        size = (ARM_WIDTH, DEPTH - 0.05, ARM_HEIGHT - LEG_HEIGHT - 0.01)
        place = (side * (WIDTH - ARM_WIDTH) / 2, -0.02, LEG_HEIGHT + 0.01)
        cushion(f"{label} arm", size, place, material, root, puff=0.06)


def add_cushions(root, material):
    """Add a seat cushion and a back cushion for each seat."""
    inside = WIDTH - (2 * ARM_WIDTH if ARMRESTS else 0.04)
    wide = inside / SEAT_COUNT
    lower = LEG_HEIGHT + (SEAT_HEIGHT - LEG_HEIGHT) * 0.5
    for index in range(SEAT_COUNT):
        x = -inside / 2 + (index + 0.5) * wide
        size = (wide + 0.004, DEPTH - 0.2, SEAT_HEIGHT - lower + 0.02)
        cushion(f"Seat cushion {index + 1}", size, (x, -0.08, lower), material, root, puff=0.2)
        size = (wide - 0.006, 0.17, HEIGHT - SEAT_HEIGHT - 0.05)
        place = (x, DEPTH / 2 - 0.31, SEAT_HEIGHT - 0.02)
        back = cushion(f"Back cushion {index + 1}", size, place, material, root, puff=0.22)
        back.rotation_euler.x = math.radians(-12.0)


def add_pillows(root, material):
    """Lean throw pillows against the back, from the outside inwards."""
    inside = WIDTH - (2 * ARM_WIDTH if ARMRESTS else 0.04)
    for index in range(PILLOW_COUNT):
        side = -1.0 if index % 2 else 1.0
        x = side * (inside / 2 - 0.22 - 0.3 * (index // 2))
        place = (x, DEPTH / 2 - 0.46, SEAT_HEIGHT - 0.015)
        pillow = cushion(f"Pillow {index + 1}", (0.4, 0.13, 0.38), place, material, root, puff=0.6)
        pillow.rotation_euler = (math.radians(-20.0), side * math.radians(-9.0), side * 0.1)


def build_sofa(name):
    """Build a sofa and return its root."""
    root = empty(name)
    upholstery = $upholstery
    add_legs(root, $legs)
    add_body(root, upholstery)
    if ARMRESTS:
        add_arms(root, upholstery)
    add_cushions(root, $cushions)
    if PILLOW_COUNT:
        add_pillows(root, $pillows)
    return root
''',
)

BED = Family(
    key="bed",
    title="Bed",
    size=(1.7, 2.15, 1.05),
    long="y",
    rest="FRAME_HEIGHT + MATTRESS_HEIGHT - 0.019",
    parameters=(
        Length("WIDTH", 1.7, 0.8, 2.2, "x"),
        Length("LENGTH", 2.15, 1.4, 2.4, "y"),
        Length("HEIGHT", 1.05, 0.5, 1.6, "z", ("headboard", "head")),
        Length("MATTRESS_HEIGHT", 0.24, 0.1, 0.4, words=("mattress",)),
        Length("FRAME_HEIGHT", 0.3, 0.15, 0.5, words=("frame", "leg")),
        Count("PILLOW_COUNT", 2, 0, 6, ("pillow", "cushion")),
        Toggle("FOOTBOARD", True, ("footboard",)),
        Toggle("HEADBOARD", True, ("headboard",)),
    ),
    slots=(
        Slot(
            "frame", "wood", "walnut", ("frame", "leg", "headboard", "footboard", "post"), body=True
        ),
        Slot("mattress", "matte", "f5f2ea", ("mattress", "sheet")),
        Slot(
            "blanket",
            "fabric",
            "cadetblue",
            ("blanket", "duvet", "cover", "bedding", "quilt"),
            main=True,
        ),
        Slot("pillows", "matte", "f5f2ea", ("pillow", "cushion"), accent=True),
    ),
    variants={"single": {"WIDTH": 1.0, "PILLOW_COUNT": 1}, "king": {"WIDTH": 2.0}},
    styles={
        "modern": {"FOOTBOARD": False, "FRAME_HEIGHT": 0.24},
        "minimalist": {"FOOTBOARD": False, "HEIGHT": 0.8},
        "ornate": {"HEIGHT": 1.4},
    },
    code='''
def add_frame(root, material):
    """Add side rails, feet and the boards at both ends."""
    rail = (0.04, LENGTH - 0.08, 0.2)
    for side, label in ((-1, "Left"), (1, "Right")):
        place = (side * (WIDTH / 2 - 0.02), 0.0, FRAME_HEIGHT - 0.14)
        box(f"{label} rail", rail, place, material, root, 0.008)
    slats = (WIDTH - 0.06, LENGTH - 0.1, 0.04)
    box("Slat base", slats, (0.0, 0.0, FRAME_HEIGHT - 0.06), material, root, 0.004)
    head = HEIGHT if HEADBOARD else FRAME_HEIGHT + 0.1
    foot = FRAME_HEIGHT + (0.3 if FOOTBOARD else 0.07)
    for y, tall, label in ((1, head, "Head"), (-1, foot, "Foot")):
        place = (0.0, y * (LENGTH / 2 - 0.03), FRAME_HEIGHT * 0.4)
        size = (WIDTH - 0.06, 0.045, tall - FRAME_HEIGHT * 0.4 - 0.03)
        box(f"{label}board", size, place, material, root, 0.01)
        cap = (WIDTH + 0.02, 0.085, 0.05)
        box(f"{label}board cap", cap, (0.0, y * (LENGTH / 2 - 0.03), tall - 0.05), material, root, 0.014)
        for side, which in ((-1, "left"), (1, "right")):
            place = (side * (WIDTH / 2 - 0.03), y * (LENGTH / 2 - 0.03), 0.0)
            box(f"{label} {which} post", (0.075, 0.075, tall - 0.02), place, material, root, 0.01)


def add_bedding(root, mattress, blanket, pillows):
    """Add mattress, blanket with a turned-down edge, and pillows."""
    z = FRAME_HEIGHT - 0.03
    size = (WIDTH - 0.1, LENGTH - 0.14, MATTRESS_HEIGHT)
    cushion("Mattress", size, (0.0, 0.0, z), mattress, root, puff=0.06)
    top = z + MATTRESS_HEIGHT
    size = (WIDTH - 0.06, LENGTH * 0.68, MATTRESS_HEIGHT * 0.85)
    place = (0.0, -LENGTH * 0.13, top - MATTRESS_HEIGHT * 0.8)
    cushion("Blanket", size, place, blanket, root, puff=0.12)
    size = (WIDTH - 0.055, LENGTH * 0.14, MATTRESS_HEIGHT * 0.5)
    place = (0.0, LENGTH * 0.17, top - MATTRESS_HEIGHT * 0.39)
    cushion("Turned-down edge", size, place, pillows, root, puff=0.1)
    for index in range(PILLOW_COUNT):
        wide = min(0.68, (WIDTH - 0.16) / PILLOW_COUNT)
        x = (index - (PILLOW_COUNT - 1) / 2) * (WIDTH - 0.14) / PILLOW_COUNT
        place = (x, LENGTH / 2 - 0.35, top - 0.035)
        pillow = cushion(f"Pillow {index + 1}", (wide, 0.44, 0.17), place, pillows, root, puff=0.55)
        pillow.rotation_euler.x = math.radians(12.0)


def build_bed(name):
    """Build a bed, its foot end in front, and return its root."""
    root = empty(name)
    add_frame(root, $frame)
    add_bedding(root, $mattress, $blanket, $pillows)
    return root
''',
)

BENCH = Family(
    key="bench",
    title="Bench",
    size=(1.6, 0.62, 0.84),
    rest="SEAT_HEIGHT - 0.018",
    parameters=(
        Length("WIDTH", 1.6, 0.9, 3.0, "x"),
        Length("DEPTH", 0.6, 0.35, 0.8, "y"),
        Length("HEIGHT", 0.84, 0.6, 1.1, "z", ("back", "backrest")),
        Length("SEAT_HEIGHT", 0.45, 0.35, 0.55, words=("seat",)),
        Count("SLAT_COUNT", 5, 3, 9, ("slat", "plank", "board")),
        Toggle("BACKREST", True, ("back", "backrest")),
        Toggle("ARMRESTS", True, ("arm", "armrest")),
    ),
    slots=(
        Slot(
            "slats",
            "wood",
            "a9713f",
            ("slat", "plank", "board", "seat", "back", "backrest"),
            main=True,
        ),
        Slot("frame", "metal", "3a3d40", ("frame", "leg", "arm", "armrest", "side"), accent=True),
    ),
    styles={"modern": {"ARMRESTS": False}, "rustic": {"frame": "wood 5b3a21", "SLAT_COUNT": 3}},
    code='''
def add_side(root, x, label, material):
    """Add one bent side frame: legs, seat bearer, back post and arm."""
    front, back = -DEPTH / 2 + 0.04, DEPTH / 2 - 0.16
    seat = SEAT_HEIGHT - 0.06
    legs = [(x, front - 0.02, 0.012), (x, front + 0.02, seat), (x, back, seat - 0.02)]
    tube(f"{label} bearer", spline(legs[1:], 3), 0.018, material, root)
    tube(f"{label} front leg", legs[:2], 0.02, material, root)
    tube(f"{label} back leg", [(x, back + 0.1, 0.012), (x, back - 0.01, seat)], 0.02, material, root)
    for y, which in ((front - 0.02, "front"), (back + 0.1, "back")):
        cylinder(f"{label} {which} foot", 0.034, 0.03, (x, y, 0.0), material, root, 0.006, 20)
    if BACKREST:
        post = [(x, back - 0.005, seat - 0.02), (x, back + 0.15, HEIGHT - 0.03)]
        tube(f"{label} back post", post, 0.018, material, root)
    if ARMRESTS:
        rest = SEAT_HEIGHT + 0.2
        far = back + (0.09 if BACKREST else 0.0)
        arm = [(x, front + 0.02, seat), (x, front - 0.0, rest - 0.05), (x, front + 0.06, rest), (x, far, rest)]
        tube(f"{label} arm", spline(arm, 6), 0.016, material, root)


def add_slats(root, material):
    """Add the boards of the seat and of the back."""
    front, back = -DEPTH / 2 + 0.02, DEPTH / 2 - 0.16
    gap = (back - front) / SLAT_COUNT
    for index in range(SLAT_COUNT):
        place = (0.0, front + (index + 0.5) * gap, SEAT_HEIGHT - 0.052)
        box(f"Seat slat {index + 1}", (WIDTH, gap * 0.8, 0.035), place, material, root, 0.008)
    if not BACKREST:
        return
    lean = math.atan2(0.155, HEIGHT - SEAT_HEIGHT + 0.05)
    room = HEIGHT - SEAT_HEIGHT - 0.1
    for index in range(3):
        z = SEAT_HEIGHT + 0.1 + index * (room - 0.09) / 2
        y = back + 0.15 * (z + 0.045 - SEAT_HEIGHT + 0.08) / (HEIGHT - SEAT_HEIGHT + 0.05) - 0.024
        slat = box(f"Back slat {index + 1}", (WIDTH, 0.03, 0.09), (0.0, y, z), material, root, 0.008)
        slat.rotation_euler.x = -lean


def build_bench(name):
    """Build a bench and return its root."""
    root = empty(name)
    frame = $frame
    for side, label in ((-1, "Left"), (1, "Right")):
        add_side(root, side * (WIDTH / 2 - 0.14), label, frame)
    add_slats(root, $slats)
    return root
''',
)

FAMILIES = (SOFA, BED, BENCH)
