# SPDX-License-Identifier: GPL-3.0-or-later
"""Table and desk."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TABLE = Family(
    key="table",
    title="Table",
    size=(1.6, 0.9, 0.75),
    parameters=(
        Length("WIDTH", 1.6, 0.4, 3.0, "x"),
        Length("DEPTH", 0.9, 0.4, 1.6, "y"),
        Length("HEIGHT", 0.75, 0.3, 1.1, "z", ("leg",)),
        Length("TOP_THICKNESS", 0.04, 0.015, 0.1, words=("top", "tabletop")),
        Length("LEG_WIDTH", 0.07, 0.025, 0.15),
        Count("LEG_COUNT", 4, 1, 8, ("leg",)),
        Count("DRAWER_COUNT", 0, 0, 4, ("drawer",)),
        Toggle("ROUND", False, ("round",)),
        Toggle("SHELF", False, ("shelf",)),
    ),
    slots=(
        Slot("top", "wood", "oak", ("top", "tabletop", "surface", "shelf"), main=True),
        Slot(
            "frame", "wood", "oak", ("leg", "frame", "foot", "base", "apron"), main=True, along="z"
        ),
        Slot("drawers", "wood", "oak", ("drawer",), main=True, accent=True),
        Slot("knobs", "metal", "brass", ("knob", "handle")),
    ),
    top="HEIGHT",
    variants={
        "coffee": {"WIDTH": 1.1, "DEPTH": 0.6, "HEIGHT": 0.42, "LEG_WIDTH": 0.05, "SHELF": True},
        "side": {
            "WIDTH": 0.48,
            "DEPTH": 0.42,
            "HEIGHT": 0.56,
            "LEG_WIDTH": 0.04,
            "DRAWER_COUNT": 1,
            "SHELF": True,
            "TOP_THICKNESS": 0.025,
        },
        "round": {"ROUND": True, "WIDTH": 1.1, "DEPTH": 1.1},
    },
    styles={
        "round": {"ROUND": True, "WIDTH": 1.1, "DEPTH": 1.1},
        "square": {"ROUND": False},
        "modern": {"LEG_WIDTH": 0.045, "TOP_THICKNESS": 0.028, "frame": "metal 2c2f33"},
        "industrial": {"LEG_WIDTH": 0.05, "frame": "metal 2c2f33"},
        "minimalist": {"LEG_WIDTH": 0.04, "TOP_THICKNESS": 0.022},
        "rustic": {"LEG_WIDTH": 0.1, "TOP_THICKNESS": 0.06},
    },
    code='''
def add_top(root, material):
    """Add the table top, round or square."""
    place = (0.0, 0.0, HEIGHT - TOP_THICKNESS)
    if ROUND:
        top = cylinder("Top", 0.5, TOP_THICKNESS, place, material, root, 0.01, sides=2 * SEGMENTS)
        for vert in top.data.vertices:
            vert.co.x *= WIDTH
            vert.co.y *= DEPTH
    else:
        box("Top", (WIDTH, DEPTH, TOP_THICKNESS), place, material, root, 0.012)


def add_legs(root, material):
    """Add legs that taper towards the floor, or one column with a foot."""
    height = HEIGHT - TOP_THICKNESS + 0.005
    if LEG_COUNT == 1:
        wide = min(WIDTH, DEPTH)
        profile = [
            (wide * 0.32, 0.0), (wide * 0.32, 0.025), (wide * 0.2, 0.05), (LEG_WIDTH, 0.11),
            (LEG_WIDTH * 0.75, height * 0.5), (LEG_WIDTH, height - 0.05), (wide * 0.2, height),
        ]
        lathe("Column", profile, (0.0, 0.0, 0.0), material, root)
        return
    inset = LEG_WIDTH / 2 + 0.05
    reach = 0.68 if ROUND else 1.0
    spots = ring_spots(LEG_COUNT, (WIDTH / 2 - inset) * reach, (DEPTH / 2 - inset) * reach)
    foot = (LEG_WIDTH * 0.7, LEG_WIDTH * 0.7)
    full = (LEG_WIDTH, LEG_WIDTH)
    for number, (x, y) in enumerate(spots, 1):
        wedge(f"Leg {number}", foot, full, height, (x, y, 0.0), material, root, bevel=0.006)


def add_apron(root, material):
    """Add the rails below the top that tie the legs together."""
    reach = 0.68 if ROUND else 1.0
    inset = LEG_WIDTH / 2 + 0.05
    x, y = (WIDTH / 2 - inset) * reach, (DEPTH / 2 - inset) * reach
    tall = min(0.12 if DRAWER_COUNT else 0.09, HEIGHT * 0.2)
    z = HEIGHT - TOP_THICKNESS - tall + 0.005
    for side, label in ((-1, "Front"), (1, "Back")):
        box(f"{label} rail", (2 * x, 0.024, tall), (0.0, side * y, z), material, root, 0.003)
    for side, label in ((-1, "Left"), (1, "Right")):
        size = (0.024, 2 * y - 0.01, tall - 0.01)
        box(f"{label} rail", size, (side * x, 0.0, z + 0.008), material, root, 0.003)


def add_drawers(root, material, knobs):
    """Add drawers with knobs in the front rail; each slides along its own y axis."""
    reach = 0.68 if ROUND else 1.0
    inset = LEG_WIDTH / 2 + 0.05
    room = 2 * (WIDTH / 2 - inset) * reach - LEG_WIDTH - 0.02
    y = -(DEPTH / 2 - inset) * reach - 0.02
    tall = min(0.12, HEIGHT * 0.2) - 0.028
    for index in range(DRAWER_COUNT):
        wide = room / DRAWER_COUNT
        x = -room / 2 + (index + 0.5) * wide
        pivot = empty(f"Drawer {index + 1}", root, (x, y, HEIGHT - TOP_THICKNESS - tall - 0.008))
        front = (wide - 0.02, 0.03, tall)
        box(f"Drawer front {index + 1}", front, (0.0, 0.0, 0.0), material, pivot, 0.005)
        ball(f"Knob {index + 1}", (0.03, 0.036, 0.03), (0.0, -0.024, tall / 2 - 0.015), knobs, pivot)


def add_shelf(root, material):
    """Add a shelf between the legs."""
    inset = LEG_WIDTH / 2 + 0.05
    reach = 0.68 if ROUND else 1.0
    size = (2 * (WIDTH / 2 - inset) * reach, 2 * (DEPTH / 2 - inset) * reach, 0.022)
    box("Shelf", size, (0.0, 0.0, HEIGHT * 0.24), material, root, 0.005)


def build_table(name):
    """Build a table and return its root."""
    root = empty(name)
    top, frame = $top, $frame
    add_top(root, top)
    add_legs(root, frame)
    if LEG_COUNT == 4:
        add_apron(root, frame)
        if DRAWER_COUNT:
            add_drawers(root, $drawers, $knobs)
        if SHELF:
            add_shelf(root, top)
    return root
''',
)

DESK = Family(
    key="desk",
    title="Desk",
    size=(1.4, 0.7, 0.75),
    parameters=(
        Length("WIDTH", 1.4, 0.8, 2.4, "x"),
        Length("DEPTH", 0.7, 0.45, 1.0, "y"),
        Length("HEIGHT", 0.75, 0.6, 1.2, "z", ("leg",)),
        Length("TOP_THICKNESS", 0.03, 0.015, 0.08, words=("top", "desktop")),
        Length("LEG_WIDTH", 0.05, 0.025, 0.1),
        Count("DRAWER_COUNT", 3, 0, 5, ("drawer",)),
    ),
    slots=(
        Slot("top", "wood", "oak", ("top", "desktop", "surface"), main=True),
        Slot("legs", "metal", "3a3d40", ("leg", "frame", "foot")),
        Slot("drawers", "wood", "oak", ("drawer", "cabinet"), main=True, accent=True),
        Slot("knobs", "metal", "c4c7ca", ("knob", "handle")),
    ),
    top="HEIGHT",
    styles={
        "vintage": {"legs": "wood 5b3a21"},
        "rustic": {"legs": "wood 7a5230", "LEG_WIDTH": 0.08, "TOP_THICKNESS": 0.05},
        "minimalist": {"DRAWER_COUNT": 0},
    },
    code='''
def add_legs(root, material):
    """Add a frame of two legs and two rails on each side, and a brace at the back."""
    under = HEIGHT - TOP_THICKNESS + 0.004
    deep = DEPTH / 2 - 0.06
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * (WIDTH / 2 - 0.08)
        for y, which in ((-deep, "front"), (deep, "back")):
            box(f"{label} {which} leg", (LEG_WIDTH, LEG_WIDTH, under), (x, y, 0.0), material, root, 0.006)
        size = (LEG_WIDTH * 0.8, 2 * deep, LEG_WIDTH * 0.8)
        box(f"{label} rail", size, (x, 0.0, under - LEG_WIDTH * 0.8), material, root, 0.004)
    brace = (WIDTH - 0.16, 0.018, 0.22)
    box("Back panel", brace, (0.0, deep, under - 0.24), material, root, 0.004)


def add_drawers(root, material, knobs):
    """Hang a cabinet with drawers below the right end; each slides along its own y axis."""
    wide, under = min(0.4, WIDTH * 0.32), HEIGHT - TOP_THICKNESS
    tall = min(0.56, HEIGHT * 0.75) if DRAWER_COUNT > 1 else 0.16
    x = WIDTH / 2 - 0.08 - LEG_WIDTH / 2 - wide / 2 + 0.004
    deep = DEPTH - 0.14
    size = (wide, deep, tall)
    box("Cabinet", size, (x, 0.01, under - tall + 0.004), material, root, 0.005)
    step = (tall - 0.02) / DRAWER_COUNT
    for index in range(DRAWER_COUNT):
        z = under - tall + 0.014 + index * step
        slide = empty(f"Drawer {index + 1}", root, (x, -deep / 2 + 0.01, z))
        front = (wide - 0.02, 0.03, step - 0.012)
        box(f"Drawer front {index + 1}", front, (0.0, -0.008, 0.0), material, slide, 0.006)
        bar = [(-0.05, 0.02, 0.0), (-0.05, 0.0, 0.0), (0.05, 0.0, 0.0), (0.05, 0.02, 0.0)]
        tube(f"Handle {index + 1}", bar, 0.005, knobs, slide, (0.0, -0.038, step * 0.55), sides=10)


def build_desk(name):
    """Build a desk and return its root."""
    root = empty(name)
    size = (WIDTH, DEPTH, TOP_THICKNESS)
    box("Top", size, (0.0, 0.0, HEIGHT - TOP_THICKNESS), $top, root, 0.008)
    add_legs(root, $legs)
    if DRAWER_COUNT:
        add_drawers(root, $drawers, $knobs)
    return root
''',
)

FAMILIES = (TABLE, DESK)
