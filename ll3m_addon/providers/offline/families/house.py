# SPDX-License-Identifier: GPL-3.0-or-later
"""House."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

HOUSE = Family(
    key="house",
    title="House",
    size=(9.0, 7.8, 7.2),
    parameters=(
        Length("WIDTH", 8.0, 4.0, 20.0, "x"),
        Length("DEPTH", 6.4, 4.0, 14.0, "y"),
        Length("STOREY_HEIGHT", 2.8, 2.2, 4.0, words=("storey", "story", "floor", "wall")),
        Length("ROOF_HEIGHT", 2.9, 0.6, 6.0, words=("roof",)),
        Length("FOUNDATION", 0.3, 0.1, 1.0, words=("foundation", "base")),
        Length("EAVES", 0.45, 0.1, 1.2),
        Length("WINDOW_WIDTH", 1.1, 0.5, 2.2, words=("window",)),
        Length("WINDOW_HEIGHT", 1.25, 0.5, 2.0, words=("window",)),
        Count("STOREY_COUNT", 1, 1, 4, ("storey", "story", "floor", "level")),
        Count("WINDOW_COUNT", 2, 0, 6, ("window",)),
        Toggle("CHIMNEY", True, ("chimney",)),
        Toggle("SHUTTERS", False, ("shutter",)),
        Toggle("DOOR", True, ("door",)),
        Toggle("GUTTERS", True, ("gutter", "downpipe")),
        Toggle("LOGS", False, ("log",)),
    ),
    slots=(
        Slot("walls", "matte", "f0e6d2", ("wall", "facade", "house", "side"), main=True),
        Slot("roof", "tiles", "9c4a32", ("roof", "tile"), accent=True),
        Slot(
            "trim",
            "paint",
            "f5f3ee",
            ("trim", "frame", "window frame", "window"),
        ),
        Slot("door", "wood", "5b3a21", ("door",), along="z"),
        Slot("shutters", "paint", "3f6b4f", ("shutter",)),
        Slot("glass", "pane", "1b2a38", ("glass", "pane", "window pane")),
        Slot("stone", "stone", "8d877c", ("foundation", "step", "base")),
        Slot("chimney", "brick", "9a4a35", ("chimney",)),
        Slot("metal", "metal", "brass", ("knob", "handle")),
        Slot("gutters", "metal", "8a8f94", ("gutter", "downpipe")),
        Slot("logs", "wood", "8a5a34", ("log",), body=True),
    ),
    variants={
        "cottage": {
            "WIDTH": 7.0,
            "DEPTH": 5.6,
            "ROOF_HEIGHT": 3.2,
            "SHUTTERS": True,
            "STOREY_HEIGHT": 2.5,
            "roof": "tiles 6e5638",
        },
        "cabin": {
            "WIDTH": 6.0,
            "DEPTH": 5.0,
            "STOREY_HEIGHT": 2.4,
            "walls": "planks 8a5a34",
            "roof": "tiles 4b4f4a",
            "trim": "wood 5b3a21",
            "chimney": "stone 8d877c",
            "GUTTERS": False,
            "LOGS": True,
        },
        "shed": {
            "WIDTH": 3.2,
            "DEPTH": 2.6,
            "STOREY_HEIGHT": 2.4,
            "ROOF_HEIGHT": 1.0,
            "EAVES": 0.25,
            "FOUNDATION": 0.12,
            "WINDOW_COUNT": 0,
            "CHIMNEY": False,
            "GUTTERS": False,
            "walls": "planks 8a5a34",
            "roof": "tiles 4b4f4a",
        },
        "town": {"WIDTH": 6.4, "STOREY_COUNT": 3, "walls": "brick a4492f", "ROOF_HEIGHT": 2.2},
    },
    styles={
        "modern": {
            "ROOF_HEIGHT": 0.9,
            "EAVES": 0.7,
            "WINDOW_WIDTH": 1.7,
            "walls": "matte f4f4f2",
            "roof": "metal 3a3d40",
            "trim": "metal 2c2f33",
            "CHIMNEY": False,
        },
        "futuristic": {
            "ROOF_HEIGHT": 0.7,
            "EAVES": 0.9,
            "WINDOW_WIDTH": 1.8,
            "CHIMNEY": False,
            "door": "metal c4c7ca",
        },
        "rustic": {"walls": "stone b5a58a", "SHUTTERS": True},
        "vintage": {"SHUTTERS": True},
    },
    code='''
def wall_height():
    """Return the height of the eaves."""
    return FOUNDATION + STOREY_COUNT * STOREY_HEIGHT


def wall_out():
    """Return how far the logs stand out of the walls."""
    return 0.075 if LOGS else 0.0


def add_logs(root, material):
    """Stack round logs on all four walls; they cross at the corners."""
    radius, height = 0.135, wall_height() - FOUNDATION
    rows = max(2, int(height / (2.0 * radius * 0.93)))
    step = height / rows
    for side, label in ((-1, "Front"), (1, "Back")):
        for row in range(rows):
            z = FOUNDATION + (row + 0.5) * step
            half = WIDTH / 2 + 0.28
            y = side * (DEPTH / 2 - radius + wall_out())
            tube(f"{label} log {row + 1}", [(-half, 0.0, 0.0), (half, 0.0, 0.0)], radius, material, root, (0.0, y, z), 14)
    for side, label in ((-1, "Left"), (1, "Right")):
        for row in range(rows - 1):
            z = FOUNDATION + (row + 1.0) * step
            half = DEPTH / 2 + 0.28
            x = side * (WIDTH / 2 - radius + wall_out())
            log = tube(f"{label} log {row + 1}", [(-half, 0.0, 0.0), (half, 0.0, 0.0)], radius, material, root, (x, 0.0, z), 14)
            log.rotation_euler.z = math.pi / 2


def add_gutters(root, material):
    """Hang gutters on the eaves, with a downpipe at each front corner."""
    slope = math.atan2(ROOF_HEIGHT, DEPTH / 2)
    z = wall_height() - EAVES * math.tan(slope) + 0.03
    for side, label in ((-1, "Front"), (1, "Back")):
        y = side * (DEPTH / 2 + EAVES + 0.05)
        half = WIDTH / 2 + EAVES
        tube(f"{label} gutter", [(-half, y, z), (half, y, z)], 0.065, material, root)
        x, wall = WIDTH / 2 - 0.12, side * (DEPTH / 2 + 0.06)
        path = [(x, y, z), (x, y, z - 0.14), (x, wall, z - 0.42), (x, wall, 0.16), (x, wall + side * 0.1, 0.08)]
        tube(f"{label} downpipe", path, 0.042, material, root)


def add_walls(root, material, stone):
    """Add the foundation and the walls with their gables, as one solid."""
    box("Foundation", (WIDTH + 0.16, DEPTH + 0.16, FOUNDATION), (0.0, 0.0, 0.0), stone, root, 0.03)
    eaves = wall_height()
    half = DEPTH / 2
    outline = [
        (-half, FOUNDATION - 0.05), (half, FOUNDATION - 0.05), (half, eaves),
        (0.0, eaves + ROOF_HEIGHT), (-half, eaves),
    ]
    prism("Walls", outline, WIDTH, (0.0, 0.0, 0.0), material, root, "x", 0.0)


def add_roof(root, material, trim):
    """Add the two slopes of the roof, which overhang on all sides, and the ridge."""
    eaves = wall_height()
    half = DEPTH / 2
    slope = math.atan2(ROOF_HEIGHT, half)
    thick = 0.16
    down = EAVES * math.tan(slope)
    for side, label in ((-1, "Front"), (1, "Back")):
        outline = [
            (side * (half + EAVES), eaves - down),
            (side * (half + EAVES), eaves - down + thick / math.cos(slope)),
            (0.0, eaves + ROOF_HEIGHT + thick / math.cos(slope)),
            (0.0, eaves + ROOF_HEIGHT - 0.01),
        ]
        prism(f"{label} roof", outline, WIDTH + 2 * EAVES, (0.0, 0.0, 0.0), material, root, "x", 0.02)
    top = eaves + ROOF_HEIGHT + thick / math.cos(slope)
    ridge = (WIDTH + 2 * EAVES + 0.04, 0.3, 0.12)
    box("Ridge", ridge, (0.0, 0.0, top - 0.09), material, root, 0.04)
    for side, label in ((-1, "Left"), (1, "Right")):
        outline = [
            (-half - EAVES - 0.02, eaves - down - 0.02), (0.0, eaves + ROOF_HEIGHT - 0.03),
            (half + EAVES + 0.02, eaves - down - 0.02), (half + EAVES + 0.02, eaves - down + 0.14),
            (0.0, top - 0.04), (-half - EAVES - 0.02, eaves - down + 0.14),
        ]
        place = (side * (WIDTH / 2 + EAVES), 0.0, 0.0)
        prism(f"{label} verge", outline, 0.07, place, trim, root, "x", 0.01)


def add_window(root, name, place, turn, trim, glass, shutters):
    """Add a framed window; its own front looks towards -Y before it is turned."""
    pivot = empty(name, root, place)
    pivot.rotation_euler.z = turn
    wide, tall = WINDOW_WIDTH, WINDOW_HEIGHT
    box(f"{name} pane", (wide, 0.06, tall), (0.0, 0.0, 0.0), glass, pivot, 0.0)
    for side, label in ((-1, "left"), (1, "right")):
        x = side * wide / 2
        box(f"{name} {label} frame", (0.09, 0.14, tall + 0.09), (x, 0.0, -0.045), trim, pivot, 0.012)
        if SHUTTERS:
            x = side * (wide * 0.75 + 0.06)
            size = (wide * 0.48, 0.09, tall + 0.06)
            box(f"{name} {label} shutter", size, (x, 0.0, -0.03), shutters, pivot, 0.012)
    box(f"{name} head", (wide + 0.2, 0.16, 0.1), (0.0, 0.0, tall - 0.02), trim, pivot, 0.012)
    box(f"{name} sill", (wide + 0.26, 0.26, 0.08), (0.0, -0.03, -0.07), trim, pivot, 0.012)
    box(f"{name} mullion", (0.05, 0.1, tall - 0.02), (0.0, 0.0, 0.01), trim, pivot, 0.006)
    box(f"{name} bar", (wide - 0.02, 0.094, 0.05), (0.0, 0.0, tall * 0.56), trim, pivot, 0.006)


def add_windows(root, trim, glass, shutters):
    """Spread the windows over the front, the back and the gables."""
    door = 1.0 if DOOR else 0.0
    for floor in range(STOREY_COUNT):
        z = FOUNDATION + floor * STOREY_HEIGHT + STOREY_HEIGHT * 0.34
        for side, turn, label in ((-1, 0.0, "Front"), (1, math.pi, "Back")):
            for index in range(WINDOW_COUNT):
                gap = WIDTH / WINDOW_COUNT
                x = -WIDTH / 2 + (index + 0.5) * gap
                ground_front = floor == 0 and side < 0 and door
                if ground_front and abs(x) < 0.65 + WINDOW_WIDTH * (1.0 if SHUTTERS else 0.5):
                    continue
                name = f"{label} window {floor + 1}.{index + 1}"
                add_window(root, name, (x, side * (DEPTH / 2 + wall_out()), z), turn, trim, glass, shutters)
        for side, label in ((-1, "Left"), (1, "Right")):
            name = f"{label} window {floor + 1}"
            place = (side * (WIDTH / 2 + wall_out()), 0.0, z)
            if WINDOW_COUNT:
                add_window(root, name, place, side * math.pi / 2, trim, glass, shutters)


def add_door(root, material, trim, stone, metal):
    """Add the front door in its frame, hinged on the left, with two steps."""
    wide, tall = 1.0, 2.1
    y = -DEPTH / 2 - wall_out()
    for side, label in ((-1, "left"), (1, "right")):
        place = (side * (wide / 2 + 0.05), y, FOUNDATION - 0.01)
        box(f"Door {label} post", (0.12, 0.18, tall + 0.1), place, trim, root, 0.012)
    box("Door head", (wide + 0.34, 0.22, 0.14), (0.0, y, FOUNDATION + tall), trim, root, 0.012)
    hinge = empty("Door hinge", root, (-wide / 2, y - 0.02, FOUNDATION))
    box("Door", (wide, 0.1, tall), (wide / 2, 0.0, 0.0), material, hinge, 0.008)
    for index, z in enumerate((0.2, 1.12)):
        size = (wide * 0.66, 0.04, 0.78)
        box(f"Door panel {index + 1}", size, (wide / 2, -0.045, z), material, hinge, 0.018)
    ball("Door knob", (0.07, 0.09, 0.07), (wide * 0.9, -0.08, 0.98), metal, hinge)
    for index in range(2):
        size = (1.9 - 0.3 * index, 0.9 - 0.4 * index, FOUNDATION * (0.5 + 0.5 * index) - 0.02)
        place = (0.0, y - size[1] / 2 - 0.04, 0.0)
        box(f"Step {index + 1}", size, place, stone, root, 0.02)


def add_chimney(root, material, stone):
    """Add the chimney, which reaches into the roof."""
    eaves = wall_height()
    x, y = WIDTH * 0.26, DEPTH * 0.16
    base = eaves + ROOF_HEIGHT * 0.3
    top = eaves + ROOF_HEIGHT + 0.75
    box("Chimney", (0.7, 0.7, top - base), (x, y, base), material, root, 0.01)
    box("Chimney cap", (0.86, 0.86, 0.12), (x, y, top - 0.02), stone, root, 0.02)
    cylinder("Chimney pot", 0.15, 0.34, (x, y, top + 0.08), material, root, 0.02)


def build_house(name):
    """Build a house and return its root."""
    root = empty(name)
    trim, stone = $trim, $stone
    add_walls(root, $walls, stone)
    add_roof(root, $roof, trim)
    if LOGS:
        add_logs(root, $logs)
    if GUTTERS:
        add_gutters(root, $gutters)
    if WINDOW_COUNT:
        add_windows(root, trim, $glass, $shutters)
    if DOOR:
        add_door(root, $door, trim, stone, $metal)
    if CHIMNEY:
        add_chimney(root, $chimney, stone)
    return root
''',
)

FAMILIES = (HOUSE,)
