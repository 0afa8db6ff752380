# SPDX-License-Identifier: GPL-3.0-or-later
"""Bookshelf, wardrobe and dresser."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BOOKSHELF = Family(
    key="bookshelf",
    title="Bookshelf",
    size=(0.9, 0.32, 1.85),
    parameters=(
        Length("WIDTH", 0.9, 0.4, 2.4, "x"),
        Length("DEPTH", 0.32, 0.2, 0.5, "y"),
        Length("HEIGHT", 1.85, 0.5, 2.6, "z"),
        Length("BOARD", 0.025, 0.015, 0.05),
        Count("SHELF_COUNT", 5, 1, 8, ("shelf", "board", "compartment", "level")),
        Toggle("BOOKS", True, ("book",)),
        Length("SEED", 7, 0, 99, unit="pattern of the books"),
    ),
    slots=(
        Slot("wood", "wood", "oak", ("shelf", "board", "frame", "side", "case"), main=True),
        Slot("red", "fabric", "8d2f2b", ("book",), accent=True),
        Slot("blue", "fabric", "2f4a6d", ("book",)),
        Slot("green", "fabric", "4a6b4a", ("book",)),
        Slot("cream", "fabric", "d8c7a0", ("book",)),
    ),
    top="HEIGHT",
    styles={"minimalist": {"BOARD": 0.018, "BOOKS": False}, "industrial": {"BOARD": 0.03}},
    code='''
def add_case(root, material):
    """Add sides, back, shelves and plinth."""
    for side, label in ((-1, "Left"), (1, "Right")):
        place = (side * (WIDTH - BOARD) / 2, 0.0, 0.0)
        box(f"{label} side", (BOARD, DEPTH, HEIGHT), place, material, root, 0.003)
    inside = WIDTH - 2 * BOARD + 0.004
    box("Back", (inside, 0.008, HEIGHT - 0.07), (0.0, DEPTH / 2 - 0.008, 0.06), material, root, 0.0)
    box("Plinth", (inside, 0.02, 0.07), (0.0, -DEPTH / 2 + 0.03, 0.0), material, root, 0.002)
    for index in range(SHELF_COUNT + 1):
        z = 0.06 + index * (HEIGHT - BOARD - 0.06) / SHELF_COUNT
        label = "Top" if index == SHELF_COUNT else f"Shelf {index + 1}"
        box(label, (inside, DEPTH - 0.004, BOARD), (0.0, 0.0, z - 0.0), material, root, 0.003)


def add_books(root, covers):
    """Fill the shelves with books of mixed size; the last ones lean or are missing."""
    rng = random.Random(int(SEED))
    step = (HEIGHT - BOARD - 0.06) / SHELF_COUNT
    for level in range(SHELF_COUNT):
        z = 0.06 + level * step + BOARD - 0.001
        room = min(step - BOARD - 0.03, 0.3)
        x = -WIDTH / 2 + BOARD + 0.003
        limit = WIDTH / 2 - BOARD - rng.uniform(0.08, 0.4) * WIDTH
        number = 0
        while x < limit:
            number += 1
            thick = rng.uniform(0.018, 0.045)
            tall = room * rng.uniform(0.68, 0.98)
            deep = min(DEPTH - 0.06, rng.uniform(0.16, 0.22))
            place = (x + thick / 2, DEPTH / 2 - 0.012 - deep / 2 - 0.03, z)
            cover = covers[rng.randrange(len(covers))]
            box(f"Book {level + 1}.{number}", (thick, deep, tall), place, cover, root, 0.004)
            x += thick + 0.0005


def build_bookshelf(name):
    """Build a bookshelf and return its root."""
    root = empty(name)
    add_case(root, $wood)
    if BOOKS:
        add_books(root, [$red, $blue, $green, $cream])
    return root
''',
)

WARDROBE = Family(
    key="wardrobe",
    title="Wardrobe",
    size=(1.2, 0.62, 2.05),
    parameters=(
        Length("WIDTH", 1.2, 0.6, 3.0, "x"),
        Length("DEPTH", 0.6, 0.4, 0.8, "y"),
        Length("HEIGHT", 2.05, 1.4, 2.6, "z"),
        Count("DOOR_COUNT", 2, 1, 6, ("door",)),
        Count("DRAWER_COUNT", 2, 0, 6, ("drawer",)),
    ),
    slots=(
        Slot("body", "wood", "walnut", ("body", "case", "frame", "side"), main=True, along="z"),
        Slot(
            "doors",
            "wood",
            "walnut",
            ("door", "drawer", "front"),
            main=True,
            accent=True,
            along="z",
        ),
        Slot("handles", "metal", "brass", ("handle", "knob")),
    ),
    top="HEIGHT",
    styles={
        "rustic": {"DRAWER_COUNT": 2},
        "modern": {"DRAWER_COUNT": 0},
        "minimalist": {"DRAWER_COUNT": 0},
    },
    code='''
def add_case(root, material):
    """Add the case, its plinth and a cornice."""
    box("Plinth", (WIDTH - 0.04, DEPTH - 0.04, 0.09), (0.0, 0.01, 0.0), material, root, 0.004)
    box("Case", (WIDTH, DEPTH - 0.03, HEIGHT - 0.12), (0.0, 0.015, 0.08), material, root, 0.006)
    box("Cornice", (WIDTH + 0.06, DEPTH + 0.03, 0.05), (0.0, 0.0, HEIGHT - 0.05), material, root, 0.015)


def add_door(root, number, x, wide, low, tall, hinge_side, material, handles):
    """Add a panelled door; it swings about its hinge's z axis."""
    y = -DEPTH / 2 + 0.032
    hinge = empty(f"Door {number} hinge", root, (x + hinge_side * wide / 2, y, low))
    middle = -hinge_side * wide / 2
    box(f"Door {number}", (wide - 0.006, 0.03, tall), (middle, -0.012, 0.0), material, hinge, 0.004)
    for index, (start, share) in enumerate(((0.06, 0.34), (0.45, 0.5)), 1):
        size = (wide * 0.68, 0.02, tall * share)
        place = (middle, -0.026, tall * start)
        box(f"Door {number} panel {index}", size, place, material, hinge, 0.009)
    place = (middle - hinge_side * (wide / 2 - 0.045), -0.048, tall * 0.44)
    bar = [(0.0, 0.03, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.14), (0.0, 0.03, 0.14)]
    tube(f"Door {number} handle", bar, 0.006, handles, hinge, place, sides=10)


def add_drawers(root, material, handles):
    """Add a row of drawers below the doors."""
    wide = (WIDTH - 0.04) / DRAWER_COUNT
    for index in range(DRAWER_COUNT):
        x = -(WIDTH - 0.04) / 2 + (index + 0.5) * wide
        slide = empty(f"Drawer {index + 1}", root, (x, -DEPTH / 2 + 0.032, 0.11))
        size = (wide - 0.006, 0.03, 0.2)
        box(f"Drawer front {index + 1}", size, (0.0, -0.012, 0.0), material, slide, 0.006)
        ball(f"Drawer knob {index + 1}", (0.035, 0.045, 0.035), (0.0, -0.042, 0.083), handles, slide)


def build_wardrobe(name):
    """Build a wardrobe and return its root."""
    root = empty(name)
    doors, handles = $doors, $handles
    add_case(root, $body)
    low = 0.32 if DRAWER_COUNT else 0.11
    wide = (WIDTH - 0.04) / DOOR_COUNT
    for index in range(DOOR_COUNT):
        x = -(WIDTH - 0.04) / 2 + (index + 0.5) * wide
        hinge_side = -1 if index % 2 == 0 else 1
        add_door(root, index + 1, x, wide, low, HEIGHT - low - 0.08, hinge_side, doors, handles)
    if DRAWER_COUNT:
        add_drawers(root, doors, handles)
    return root
''',
)

DRESSER = Family(
    key="dresser",
    title="Chest of drawers",
    size=(1.0, 0.5, 0.9),
    parameters=(
        Length("WIDTH", 1.0, 0.35, 2.0, "x"),
        Length("DEPTH", 0.48, 0.3, 0.7, "y"),
        Length("HEIGHT", 0.9, 0.4, 1.4, "z"),
        Length("LEG_HEIGHT", 0.14, 0.03, 0.3, words=("leg",)),
        Count("DRAWER_COUNT", 4, 1, 8, ("drawer",)),
        Count("COLUMN_COUNT", 1, 1, 3, ("column",)),
    ),
    slots=(
        Slot("body", "wood", "oak", ("body", "case", "frame", "top"), main=True),
        Slot("drawers", "wood", "oak", ("drawer", "front"), main=True, accent=True),
        Slot("legs", "wood", "oak", ("leg", "foot"), body=True, along="z"),
        Slot("knobs", "metal", "brass", ("knob", "handle")),
    ),
    top="HEIGHT",
    variants={"night": {"WIDTH": 0.46, "DEPTH": 0.4, "HEIGHT": 0.56, "DRAWER_COUNT": 2}},
    styles={"modern": {"COLUMN_COUNT": 2, "DRAWER_COUNT": 3}},
    code='''
def add_case(root, material, legs):
    """Add the case with its top on four legs."""
    size = (WIDTH - 0.03, DEPTH - 0.03, HEIGHT - LEG_HEIGHT - 0.02)
    box("Case", size, (0.0, 0.01, LEG_HEIGHT), material, root, 0.005)
    box("Top", (WIDTH, DEPTH, 0.028), (0.0, 0.0, HEIGHT - 0.028), material, root, 0.008)
    for number, (x, y) in enumerate(ring_spots(4, WIDTH / 2 - 0.07, DEPTH / 2 - 0.07), 1):
        profile = [(0.014, 0.0), (0.026, LEG_HEIGHT), (0.026, LEG_HEIGHT + 0.02)]
        lathe(f"Leg {number}", profile, (x, y, 0.0), legs, root, sides=20)


def add_drawers(root, material, knobs):
    """Add the drawers; each slides along its own y axis."""
    wide = (WIDTH - 0.06) / COLUMN_COUNT
    tall = (HEIGHT - LEG_HEIGHT - 0.055) / DRAWER_COUNT
    for column in range(COLUMN_COUNT):
        for row in range(DRAWER_COUNT):
            name = f"{column + 1}.{row + 1}" if COLUMN_COUNT > 1 else str(row + 1)
            x = -(WIDTH - 0.06) / 2 + (column + 0.5) * wide
            place = (x, -DEPTH / 2 + 0.025, LEG_HEIGHT + 0.015 + row * tall)
            slide = empty(f"Drawer {name}", root, place)
            size = (wide - 0.01, 0.03, tall - 0.012)
            box(f"Drawer front {name}", size, (0.0, -0.012, 0.0), material, slide, 0.007)
            for x in (-0.28, 0.28) if wide > 0.6 else (0.0,):
                spot = (x * wide, -0.044, tall / 2 - 0.023)
                label = f"Knob {name}" + ("" if x == 0.0 else " left" if x < 0 else " right")
                ball(label, (0.034, 0.042, 0.034), spot, knobs, slide)


def build_dresser(name):
    """Build a chest of drawers and return its root."""
    root = empty(name)
    add_case(root, $body, $legs)
    add_drawers(root, $drawers, $knobs)
    return root
''',
)

FAMILIES = (BOOKSHELF, WARDROBE, DRESSER)
