# SPDX-License-Identifier: GPL-3.0-or-later
"""Armchair and chair."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

ARMCHAIR = Family(
    key="armchair",
    title="Armchair",
    size=(0.86, 0.86, 0.92),
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

CHAIR = Family(
    key="chair",
    title="Chair",
    size=(0.45, 0.5, 0.92),
    parameters=(
        Length("WIDTH", 0.45, 0.35, 0.7, "x"),
        Length("DEPTH", 0.48, 0.38, 0.7, "y"),
        Length("HEIGHT", 0.92, 0.7, 1.3, "z", ("back", "backrest")),
        Length("SEAT_HEIGHT", 0.46, 0.3, 0.8, words=("seat",)),
        Length("LEG_WIDTH", 0.038, 0.02, 0.08),
        Length("LEAN", 0.07, 0.0, 0.2),
        Count("LEG_COUNT", 4, 3, 6, ("leg",)),
        Count("SLAT_COUNT", 3, 0, 8, ("slat", "rail", "bar")),
        Toggle("ARMRESTS", False, ("arm", "armrest")),
        Toggle("CUSHION", False, ("cushion", "pillow", "pad")),
        Toggle("STRETCHERS", True, ("stretcher", "crossbar")),
    ),
    slots=(
        Slot(
            "frame", "wood", "oak", ("frame", "leg", "foot", "arm", "armrest"), main=True, along="z"
        ),
        Slot("seat", "wood", "oak", ("seat",), main=True),
        Slot("back", "wood", "oak", ("back", "backrest", "slat", "rail"), main=True),
        Slot("cushion", "fabric", "beige", ("cushion", "pillow", "pad"), accent=True),
    ),
    styles={
        "modern": {"SLAT_COUNT": 1, "STRETCHERS": False},
        "minimalist": {"SLAT_COUNT": 1, "STRETCHERS": False, "LEG_WIDTH": 0.03},
        "rustic": {"LEG_WIDTH": 0.05, "SLAT_COUNT": 3},
        "ornate": {"CUSHION": True, "HEIGHT": 1.05, "SLAT_COUNT": 4},
        "vintage": {"CUSHION": True, "SLAT_COUNT": 4},
        "industrial": {"frame": "metal 3d3e40"},
    },
    code='''
def add_seat(root, material):
    """Add the seat board, a little wider in front."""
    outline = [
        (-WIDTH / 2, -DEPTH / 2), (WIDTH / 2, -DEPTH / 2),
        (WIDTH / 2 * 0.92, DEPTH / 2), (-WIDTH / 2 * 0.92, DEPTH / 2),
    ]
    prism("Seat", outline, 0.032, (0.0, 0.0, SEAT_HEIGHT - 0.016), material, root, "z", 0.009)


def add_legs(root, material):
    """Add the legs; the pair at the back goes on upwards as back posts."""
    inset = LEG_WIDTH * 0.7
    spots = ring_spots(LEG_COUNT, WIDTH / 2 * 0.92 - inset, DEPTH / 2 - inset)
    foot = (LEG_WIDTH * 0.75, LEG_WIDTH * 0.75)
    full = (LEG_WIDTH, LEG_WIDTH)
    for number, (x, y) in enumerate(spots, 1):
        wedge(f"Leg {number}", foot, full, SEAT_HEIGHT - 0.02, (x, y, 0.0), material, root, bevel=0.005)
    rise = HEIGHT - SEAT_HEIGHT + 0.02
    for side, label in ((-1, "Left"), (1, "Right")):
        place = (side * (WIDTH / 2 * 0.92 - inset), DEPTH / 2 - inset, SEAT_HEIGHT - 0.02)
        wedge(f"{label} post", full, foot, rise, place, material, root, (0.0, LEAN), 0.005)


def add_stretchers(root, material):
    """Add bars between the legs on both sides and across the middle."""
    inset = LEG_WIDTH * 0.7
    x = WIDTH / 2 * 0.92 - inset
    height = SEAT_HEIGHT * 0.32
    for side, label in ((-1, "Left"), (1, "Right")):
        size = (0.02, DEPTH - 2 * inset, 0.026)
        box(f"{label} stretcher", size, (side * x, 0.0, height), material, root, 0.004)
    box("Middle stretcher", (2 * x, 0.02, 0.026), (0.0, 0.0, height), material, root, 0.004)


def add_slats(root, material):
    """Add the slats of the back between the posts."""
    width = WIDTH * 0.92 - 1.4 * LEG_WIDTH
    room = HEIGHT - SEAT_HEIGHT - 0.14
    for index in range(SLAT_COUNT):
        top = index == SLAT_COUNT - 1
        share = index / max(SLAT_COUNT - 1, 1) if SLAT_COUNT > 1 else 1.0
        tall = 0.085 if top else 0.045
        z = SEAT_HEIGHT + 0.12 + share * (room - 0.085) - 0.0
        y = DEPTH / 2 - LEG_WIDTH * 0.7 + LEAN * (z + tall / 2 - SEAT_HEIGHT) / (HEIGHT - SEAT_HEIGHT)
        slat = box(f"Slat {index + 1}", (width + 0.02, 0.02, tall), (0.0, y, z), material, root, 0.006)
        slat.rotation_euler.x = -math.atan2(LEAN, HEIGHT - SEAT_HEIGHT)


def add_arms(root, material):
    """Add an arm on a post at each side."""
    height = SEAT_HEIGHT + 0.21
    x = WIDTH / 2 * 0.92 - LEG_WIDTH * 0.7
    for side, label in ((-1, "Left"), (1, "Right")):
        post = (side * x, -DEPTH / 2 + 0.06, SEAT_HEIGHT - 0.01)
        box(f"{label} arm post", (0.028, 0.028, 0.215), post, material, root, 0.005)
        size = (0.055, DEPTH + 0.02, 0.026)
        box(f"{label} arm", size, (side * x, 0.015, height), material, root, 0.01)


def build_chair(name):
    """Build a chair and return its root."""
    root = empty(name)
    frame = $frame
    add_seat(root, $seat)
    add_legs(root, frame)
    add_slats(root, $back)
    if STRETCHERS and LEG_COUNT == 4:
        add_stretchers(root, frame)
    if ARMRESTS:
        add_arms(root, frame)
    if CUSHION:
        size = (WIDTH * 0.88, DEPTH * 0.86, 0.06)
        cushion("Cushion", size, (0.0, -0.015, SEAT_HEIGHT - 0.006), $cushion, root, puff=0.3)
    return root
''',
)

FAMILIES = (ARMCHAIR, CHAIR)
