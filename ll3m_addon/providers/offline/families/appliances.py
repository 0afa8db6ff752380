# SPDX-License-Identifier: GPL-3.0-or-later
"""Fridge, washing machine, oven and microwave."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

FRIDGE = Family(
    key="fridge",
    title="Fridge",
    size=(0.62, 0.82, 1.8),
    parameters=(
        Length("WIDTH", 0.62, 0.45, 1.2, "x"),
        Length("DEPTH", 0.66, 0.5, 0.9, "y"),
        Length("HEIGHT", 1.8, 0.6, 2.2, "z"),
        Length("SPLIT", 0.66, 0.3, 0.9, words=("freezer",), unit="part of the height"),
        Count("DOOR_COUNT", 2, 1, 2, ("door",)),
        Count("MAGNET_COUNT", 0, 0, 12, ("magnet",)),
    ),
    slots=(
        Slot("body", "paint", "e3e6e8", ("body", "door", "case"), main=True),
        Slot("handles", "metal", "c4c7ca", ("handle",), accent=True),
        Slot("dark", "plastic", "26282b", ("plinth", "gasket", "seal", "foot")),
        Slot("magnets", "plastic", "c8200f", ("magnet",)),
    ),
    top="HEIGHT",
    styles={"vintage": {"body": "paint 8fc1b5", "HEIGHT": 1.5}, "modern": {"body": "metal b4b7ba"}},
    code='''
def add_body(root, body, dark):
    """Add the case on a dark plinth, and the seal behind the doors."""
    box("Plinth", (WIDTH - 0.06, DEPTH - 0.1, 0.06), (0.0, 0.02, 0.0), dark, root, 0.004)
    box("Case", (WIDTH, DEPTH - 0.08, HEIGHT - 0.05), (0.0, 0.04, 0.05), body, root, 0.02)
    box("Seal", (WIDTH - 0.03, 0.03, HEIGHT - 0.09), (0.0, -DEPTH / 2 + 0.075, 0.07), dark, root, 0.0)


def add_door(root, label, low, tall, body, handles, grip):
    """Add a door that swings about its right edge (z), with an upright handle."""
    hinge = empty(f"{label} hinge", root, (WIDTH / 2, -DEPTH / 2 + 0.065, low))
    box(f"{label} door", (WIDTH, 0.065, tall), (-WIDTH / 2, -0.0325, 0.0), body, hinge, 0.018)
    long = min(0.5, tall * 0.55)
    bar = [(0.0, 0.05, 0.0), (0.0, 0.0, 0.012), (0.0, 0.0, long - 0.012), (0.0, 0.05, long)]
    place = (-WIDTH + 0.055, -0.11, grip - long if grip > long else grip)
    tube(f"{label} handle", spline(bar, 4), 0.011, handles, hinge, place)


def build_fridge(name):
    """Build a fridge and return its root."""
    root = empty(name)
    body, handles, dark = $body, $handles, $dark
    add_body(root, body, dark)
    low, top = 0.06, HEIGHT - 0.005
    if DOOR_COUNT > 1:
        split = low + (top - low) * SPLIT
        add_door(root, "Fridge", low, split - low - 0.006, body, handles, split - low - 0.08)
        add_door(root, "Freezer", split + 0.006, top - split - 0.006, body, handles, 0.06)
    else:
        add_door(root, "Fridge", low, top - low, body, handles, (top - low) * 0.7)
    magnets = $magnets
    for number in range(MAGNET_COUNT):
        x, z = WIDTH * (0.3 - 0.17 * (number % 4)), HEIGHT * (0.55 - 0.07 * (number // 4) - 0.02 * (number % 3))
        magnet = cylinder(f"Magnet {number + 1}", 0.02, 0.012, (x, -DEPTH / 2 + 0.002, z), magnets, root, 0.003, 24)
        magnet.rotation_euler.x = math.pi / 2
    return root
''',
)

WASHER = Family(
    key="washing_machine",
    title="Washing machine",
    size=(0.6, 0.62, 0.85),
    parameters=(
        Length("WIDTH", 0.6, 0.45, 0.8, "x"),
        Length("DEPTH", 0.58, 0.4, 0.7, "y"),
        Length("HEIGHT", 0.85, 0.7, 1.1, "z"),
        Length("DOOR_WIDTH", 0.36, 0.2, 0.5, words=("door", "drum", "porthole")),
        Count("BUTTON_COUNT", 4, 0, 8, ("button",)),
    ),
    slots=(
        Slot("body", "paint", "f0f1f1", ("body", "case"), main=True),
        Slot("ring", "metal", "b9bcc0", ("ring", "door frame", "knob", "drum"), accent=True),
        Slot("glass", "pane", "1a2733", ("glass", "door", "porthole", "window")),
        Slot("dark", "plastic", "2a2c30", ("panel", "button", "foot")),
        Slot("display", "screen", "4fd0e8", ("display", "screen")),
    ),
    top="HEIGHT",
    code='''
def add_body(root, body, dark):
    """Add the case with top plate, feet, control panel and plinth."""
    for number, (x, y) in enumerate(ring_spots(4, WIDTH / 2 - 0.07, DEPTH / 2 - 0.07), 1):
        cylinder(f"Foot {number}", 0.022, 0.03, (x, y, 0.0), dark, root, 0.004, 24)
    box("Case", (WIDTH, DEPTH, HEIGHT - 0.05), (0.0, 0.0, 0.02), body, root, 0.014)
    box("Top plate", (WIDTH + 0.006, DEPTH + 0.01, 0.035), (0.0, 0.0, HEIGHT - 0.035), body, root, 0.01)
    box("Control panel", (WIDTH * 0.98, 0.02, 0.12), (0.0, -DEPTH / 2, HEIGHT - 0.165), body, root, 0.005)
    box("Plinth line", (WIDTH * 0.92, 0.012, 0.012), (0.0, -DEPTH / 2, 0.1), dark, root, 0.002)


def add_controls(root, dark, ring, display, body):
    """Add detergent drawer, dial, display and buttons."""
    y, z = -DEPTH / 2 - 0.01, HEIGHT - 0.165
    slide = empty("Detergent drawer", root, (-WIDTH * 0.33, y, z + 0.014))
    box("Drawer front", (WIDTH * 0.27, 0.014, 0.09), (0.0, 0.0, 0.0), body, slide, 0.004)
    box("Drawer grip", (WIDTH * 0.16, 0.012, 0.018), (0.0, -0.006, 0.016), dark, slide, 0.004)
    dial = empty("Dial", root, (0.0, y, z + 0.06))
    knob = cylinder("Dial knob", 0.034, 0.03, (0.0, 0.002, 0.0), ring, dial, 0.006, 40)
    knob.rotation_euler.x = math.pi / 2
    box("Dial mark", (0.005, 0.006, 0.026), (0.0, -0.028, 0.004), dark, dial, 0.001)
    box("Display", (WIDTH * 0.17, 0.008, 0.045), (WIDTH * 0.21, y, z + 0.046), display, root, 0.002)
    for number in range(BUTTON_COUNT):
        x = WIDTH * 0.145 + number * WIDTH * 0.26 / max(BUTTON_COUNT - 1, 1)
        box(f"Button {number + 1}", (0.018, 0.012, 0.01), (x, y, z + 0.02), dark, root, 0.003)


def add_door(root, ring, glass, dark):
    """Add the round door: frame, bulging glass and grip; it swings about its left edge."""
    radius = DOOR_WIDTH / 2
    hinge = empty("Door hinge", root, (-radius * 1.2, -DEPTH / 2, HEIGHT * 0.44))
    frame = [(radius * 0.74, -0.03), (radius * 1.2, -0.03), (radius * 1.2, 0.012), (radius * 1.12, 0.034), (radius * 0.86, 0.036), (radius * 0.74, 0.014)]
    bowl = [(radius * 0.8, -0.02), (radius * 0.8, 0.016), (radius * 0.5, 0.034), (0.0, 0.042)]
    parts = [
        ring_shape("Door frame", frame, (radius * 1.2, 0.0, 0.0), ring, hinge),
        lathe("Door glass", bowl, (radius * 1.2, 0.0, 0.0), glass, hinge),
    ]
    for part in parts:
        part.rotation_euler.x = math.pi / 2
    box("Door grip", (0.03, 0.03, 0.1), (radius * 2.2, -0.028, -0.05), dark, hinge, 0.008)


def build_washing_machine(name):
    """Build a washing machine and return its root."""
    root = empty(name)
    body, ring, dark = $body, $ring, $dark
    add_body(root, body, dark)
    add_controls(root, dark, ring, $display, body)
    add_door(root, ring, $glass, dark)
    return root
''',
)

OVEN = Family(
    key="oven",
    title="Cooker",
    size=(0.6, 0.77, 0.9),
    parameters=(
        Length("WIDTH", 0.6, 0.45, 1.0, "x"),
        Length("DEPTH", 0.6, 0.45, 0.75, "y"),
        Length("HEIGHT", 0.9, 0.7, 1.1, "z"),
        Count("PLATE_COUNT", 4, 1, 6, ("plate", "burner", "hob", "ring")),
        Count("KNOB_COUNT", 5, 0, 8, ("knob", "dial", "button")),
        Toggle("POT", False, ("pot", "pan")),
    ),
    slots=(
        Slot("body", "metal", "b4b7ba", ("body", "case"), main=True),
        Slot("hob", "ceramic", "141516", ("hob", "top", "plate", "burner")),
        Slot("glass", "pane", "15191d", ("glass", "window", "door")),
        Slot("knobs", "plastic", "232427", ("knob", "dial"), accent=True),
        Slot("rings", "metal", "55585c", ("ring",)),
        Slot("pot", "metal", "c06f43", ("pot", "pan")),
    ),
    code='''
def add_body(root, body, hob, rings):
    """Add the case with its hob and heating plates."""
    box("Plinth", (WIDTH - 0.04, DEPTH - 0.06, 0.09), (0.0, 0.02, 0.0), hob, root, 0.003)
    box("Case", (WIDTH, DEPTH, HEIGHT - 0.1), (0.0, 0.0, 0.08), body, root, 0.008)
    box("Hob", (WIDTH, DEPTH, 0.025), (0.0, 0.0, HEIGHT - 0.025), hob, root, 0.006)
    spots = ring_spots(PLATE_COUNT, WIDTH * 0.23, DEPTH * 0.22)
    for number, (x, y) in enumerate(spots, 1):
        radius = (0.088 if number % 2 else 0.072) * min(1.0, WIDTH / 0.6)
        for share in (1.0, 0.6):
            band = [(radius * share - 0.006, -0.004), (radius * share, -0.004), (radius * share, 0.003), (radius * share - 0.006, 0.003)]
            ring_shape(f"Plate {number} ring {'outer' if share == 1.0 else 'inner'}", band, (x, y, HEIGHT), rings, root)


def add_door(root, body, glass, metal):
    """Add the oven door, which folds down about its lower edge (x)."""
    y = -DEPTH / 2
    hinge = empty("Oven door hinge", root, (0.0, y, 0.24))
    tall = HEIGHT - 0.43
    box("Oven door", (WIDTH - 0.02, 0.035, tall), (0.0, -0.012, 0.0), body, hinge, 0.008)
    box("Oven window", (WIDTH * 0.76, 0.012, tall * 0.62), (0.0, -0.028, tall * 0.14), glass, hinge, 0.004)
    wide = WIDTH * 0.38
    bar = [(-wide, 0.05, 0.0), (-wide + 0.015, 0.0, 0.0), (wide - 0.015, 0.0, 0.0), (wide, 0.05, 0.0)]
    tube("Oven handle", spline(bar, 4), 0.011, metal, hinge, (0.0, -0.07, tall * 0.9))
    slide = empty("Drawer", root, (0.0, y, 0.1))
    box("Drawer front", (WIDTH - 0.02, 0.03, 0.128), (0.0, -0.01, 0.0), body, slide, 0.008)


def add_knobs(root, body, material, metal):
    """Add the control panel with its knobs."""
    z = HEIGHT - 0.1
    box("Panel", (WIDTH - 0.006, 0.03, 0.125), (0.0, -DEPTH / 2 - 0.006, HEIGHT - 0.165), body, root, 0.006)
    for number in range(KNOB_COUNT):
        x = (number - (KNOB_COUNT - 1) / 2) * WIDTH * 0.8 / max(KNOB_COUNT - 1, 1)
        dial = empty(f"Knob {number + 1} axle", root, (x, -DEPTH / 2 - 0.018, z))
        knob = cylinder(f"Knob {number + 1}", 0.024, 0.028, (0.0, 0.0, 0.0), material, dial, 0.004, 32)
        knob.rotation_euler.x = math.pi / 2
        box(f"Knob {number + 1} mark", (0.004, 0.006, 0.02), (0.0, -0.028, 0.002), metal, dial, 0.001)


def build_oven(name):
    """Build a cooker and return its root."""
    root = empty(name)
    body, knobs, rings = $body, $knobs, $rings
    add_body(root, body, $hob, rings)
    add_door(root, body, $glass, rings)
    add_knobs(root, body, knobs, rings)
    if POT:
        x, y = ring_spots(PLATE_COUNT, WIDTH * 0.23, DEPTH * 0.22)[0]
        pot = $pot
        wall = [(0.0, 0.0), (0.085, 0.0), (0.092, 0.008), (0.092, 0.12), (0.096, 0.124), (0.088, 0.124), (0.086, 0.01), (0.0, 0.008)]
        lathe("Pot", wall, (x, y, HEIGHT + 0.002), pot, root)
        lathe("Lid", [(0.0, 0.0), (0.092, 0.0), (0.09, 0.006), (0.03, 0.022), (0.0, 0.024)], (x, y, HEIGHT + 0.123), pot, root)
        ball("Lid knob", (0.03, 0.03, 0.03), (x, y, HEIGHT + 0.143), knobs, root)
    return root
''',
)

MICROWAVE = Family(
    key="microwave",
    title="Microwave",
    size=(0.5, 0.45, 0.29),
    parameters=(
        Length("WIDTH", 0.5, 0.35, 0.7, "x"),
        Length("DEPTH", 0.37, 0.3, 0.5, "y"),
        Length("HEIGHT", 0.29, 0.22, 0.45, "z"),
        Count("BUTTON_ROWS", 4, 1, 6, ("button", "row")),
    ),
    slots=(
        Slot("body", "metal", "b4b7ba", ("body", "case"), main=True),
        Slot("door", "plastic", "1d1e20", ("door", "panel", "foot"), accent=True),
        Slot("glass", "pane", "0f1317", ("glass", "window")),
        Slot("buttons", "plastic", "c9ccd0", ("button", "key", "handle")),
        Slot("display", "screen", "35e08a", ("display", "clock", "screen")),
    ),
    top="HEIGHT",
    code='''
def build_microwave(name):
    """Build a microwave and return its root."""
    root = empty(name)
    body, dark, buttons = $body, $door, $buttons
    for number, (x, y) in enumerate(ring_spots(4, WIDTH * 0.42, DEPTH * 0.38), 1):
        cylinder(f"Foot {number}", 0.014, 0.02, (x, y, 0.0), dark, root, 0.003, 20)
    box("Case", (WIDTH, DEPTH, HEIGHT - 0.014), (0.0, 0.0, 0.014), body, root, 0.01)
    add_door(root, dark, $glass, buttons)
    add_panel(root, dark, buttons, $display)
    return root


def add_door(root, dark, glass, grip):
    """Add the door with its window; it swings about its left edge (z)."""
    hinge = empty("Door hinge", root, (-WIDTH / 2 + 0.006, -DEPTH / 2, 0.026))
    wide, tall = WIDTH * 0.72, HEIGHT - 0.038
    box("Door", (wide, 0.024, tall), (wide / 2, -0.008, 0.0), dark, hinge, 0.006)
    box("Window", (wide * 0.72, 0.01, tall * 0.64), (wide * 0.46, -0.018, tall * 0.18), glass, hinge, 0.003)
    bar = [(0.0, 0.03, 0.0), (0.0, 0.0, 0.008), (0.0, 0.0, tall * 0.7), (0.0, 0.03, tall * 0.7 + 0.008)]
    tube("Handle", spline(bar, 4), 0.007, grip, hinge, (wide * 0.93, -0.042, tall * 0.13))


def add_panel(root, dark, buttons, display):
    """Add display, keypad and start button."""
    x, wide, tall = WIDTH * 0.365, WIDTH * 0.235, HEIGHT - 0.038
    box("Control panel", (wide, 0.016, tall), (x, -DEPTH / 2 - 0.004, 0.026), dark, root, 0.004)
    y = -DEPTH / 2 - 0.012
    box("Display", (wide * 0.78, 0.006, tall * 0.14), (x, y, 0.026 + tall * 0.8), display, root, 0.001)
    for row in range(BUTTON_ROWS):
        for column in range(3):
            place = (x + (column - 1) * wide * 0.27, y, 0.026 + tall * (0.28 + 0.45 * (row + 0.2) / BUTTON_ROWS))
            size = (wide * 0.2, 0.007, tall * 0.28 / BUTTON_ROWS)
            box(f"Button {row + 1}.{column + 1}", size, place, buttons, root, 0.0015)
    box("Start button", (wide * 0.74, 0.008, tall * 0.1), (x, y, 0.026 + tall * 0.1), buttons, root, 0.002)
''',
)

FAMILIES = (FRIDGE, WASHER, OVEN, MICROWAVE)
