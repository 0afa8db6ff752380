# SPDX-License-Identifier: GPL-3.0-or-later
"""Laptop, television, phone and keyboard."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

LAPTOP = Family(
    key="laptop",
    title="Laptop",
    size=(0.34, 0.31, 0.24),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.34, 0.24, 0.5, "x", ("screen", "display")),
        Length("DEPTH", 0.235, 0.16, 0.35),
        Length("THICKNESS", 0.016, 0.008, 0.04),
        Length("OPENING", 108.0, 0.0, 180.0, words=("lid",), unit="degrees"),
        Count("KEY_ROWS", 5, 3, 7, ("row",)),
    ),
    slots=(
        Slot("case", "metal", "b4b7ba", ("case", "body", "lid"), main=True),
        Slot("keys", "plastic", "1c1d1f", ("key", "keyboard", "bezel"), accent=True),
        Slot("screen", "screen", "2c6bb0", ("screen", "display")),
        Slot("pad", "metal", "9a9da1", ("touchpad", "trackpad", "pad")),
    ),
    code='''
def add_base(root, case, keys, pad):
    """Add the lower half with feet, keyboard and touchpad."""
    box("Base", (WIDTH, DEPTH, THICKNESS), (0.0, 0.0, 0.002), case, root, 0.004)
    for number, (x, y) in enumerate(ring_spots(4, WIDTH * 0.42, DEPTH * 0.4), 1):
        cylinder(f"Foot {number}", 0.006, 0.004, (x, y, 0.0), keys, root, 0.001, 16)
    top = 0.002 + THICKNESS
    box("Key bed", (WIDTH * 0.88, DEPTH * 0.47, 0.0012), (0.0, DEPTH * 0.17, top - 0.0005), keys, root, 0.0)
    step = DEPTH * 0.47 / KEY_ROWS
    columns = 14
    pitch = WIDTH * 0.88 / columns
    for row in range(KEY_ROWS):
        y = DEPTH * 0.17 - DEPTH * 0.235 + (row + 0.5) * step
        for column in range(columns):
            if row == 0 and 4 <= column <= 8:
                continue
            x = -WIDTH * 0.44 + (column + 0.5) * pitch
            box(f"Key {row + 1}.{column + 1}", (pitch * 0.86, step * 0.84, 0.002), (x, y, top), keys, root, 0.0006)
        if row == 0:
            box("Space bar", (pitch * 4.86, step * 0.84, 0.002), (-WIDTH * 0.44 + 6.5 * pitch, y, top), keys, root, 0.0006)
    box("Touchpad", (WIDTH * 0.32, DEPTH * 0.27, 0.0012), (0.0, -DEPTH * 0.29, top - 0.0005), pad, root, 0.0004)


def add_lid(root, case, keys, screen):
    """Add the lid, which turns about its hinge (x)."""
    hinge = empty("Hinge", root, (0.0, DEPTH / 2 - 0.004, 0.002 + THICKNESS))
    hinge.rotation_euler.x = math.radians(90.0 - OPENING)
    tall = DEPTH * 0.97
    box("Lid", (WIDTH, THICKNESS * 0.5, tall), (0.0, THICKNESS * 0.1, 0.0), case, hinge, 0.003)
    box("Bezel", (WIDTH * 0.985, 0.002, tall * 0.975), (0.0, -THICKNESS * 0.15, tall * 0.012), keys, hinge, 0.0008)
    box("Screen", (WIDTH * 0.94, 0.002, tall * 0.88), (0.0, -THICKNESS * 0.15 - 0.0008, tall * 0.07), screen, hinge, 0.0)
    for side, label in ((-1, "Left"), (1, "Right")):
        pin = tube(f"{label} hinge pin", [(-0.02, 0.0, 0.0), (0.02, 0.0, 0.0)], THICKNESS * 0.36, keys, hinge)
        pin.location.x = side * WIDTH * 0.33


def build_laptop(name):
    """Build an open laptop and return its root."""
    root = empty(name)
    body = empty("Body", root, (0.0, -0.15 * DEPTH, 0.0))
    case, keys = $case, $keys
    add_base(body, case, keys, $pad)
    add_lid(body, case, keys, $screen)
    return root
''',
)

TV = Family(
    key="tv",
    title="Screen",
    size=(1.22, 0.26, 0.78),
    parameters=(
        Length("WIDTH", 1.22, 0.3, 2.5, "x", ("screen",)),
        Length("HEIGHT", 0.78, 0.3, 1.6, "z"),
        Length("THICKNESS", 0.035, 0.015, 0.1),
        Length("STAND_HEIGHT", 0.1, 0.03, 0.3, words=("stand", "foot")),
        Length("STAND_DEPTH", 0.26, 0.12, 0.5, "y"),
        Toggle("TWO_FEET", True, ("foot",)),
    ),
    slots=(
        Slot("case", "plastic", "1a1b1d", ("case", "frame", "bezel", "body"), main=True),
        Slot("stand", "metal", "3a3b3d", ("stand", "foot", "leg"), accent=True),
        Slot("screen", "screen", "1f3f66", ("screen", "display", "panel")),
        Slot("led", "glow", "d02020", ("led", "light")),
    ),
    variants={
        "monitor": {
            "WIDTH": 0.61,
            "HEIGHT": 0.5,
            "STAND_HEIGHT": 0.14,
            "STAND_DEPTH": 0.2,
            "THICKNESS": 0.03,
            "TWO_FEET": False,
        },
    },
    code='''
def add_panel(root, case, screen, led):
    """Add the panel with its screen towards the front and a housing at the back."""
    tall = HEIGHT - STAND_HEIGHT
    box("Panel", (WIDTH, THICKNESS, tall), (0.0, 0.0, STAND_HEIGHT), case, root, 0.006)
    edge = 0.022 * min(WIDTH, tall) + 0.004
    size = (WIDTH - 2 * edge, 0.004, tall - 2.6 * edge)
    box("Screen", size, (0.0, -THICKNESS / 2, STAND_HEIGHT + 1.6 * edge), screen, root, 0.0)
    size = (WIDTH * 0.62, THICKNESS, tall * 0.5)
    box("Housing", size, (0.0, THICKNESS * 0.8, STAND_HEIGHT + tall * 0.12), case, root, 0.015)
    box("Power light", (0.012, 0.004, 0.004), (WIDTH * 0.44, -THICKNESS / 2, STAND_HEIGHT + edge * 0.6), led, root, 0.0)


def add_stand(root, material):
    """Add two splayed feet, or a column on a plate."""
    if TWO_FEET:
        for side, label in ((-1, "Left"), (1, "Right")):
            x = side * WIDTH * 0.33
            for way, which in ((-1, "front"), (1, "back")):
                path = [(x, 0.0, STAND_HEIGHT + 0.02), (x + side * 0.02, way * STAND_DEPTH * 0.48, 0.011)]
                tube(f"{label} {which} foot", path, 0.011, material, root)
                ball(f"{label} {which} tip", (0.03, 0.03, 0.022), (path[1][0], path[1][1], 0.0), material, root)
    else:
        lathe("Base", [(STAND_DEPTH * 0.5, 0.0), (STAND_DEPTH * 0.5, 0.006), (STAND_DEPTH * 0.46, 0.012), (0.03, 0.014)],
              (0.0, 0.0, 0.0), material, root)
        tall = STAND_HEIGHT + (HEIGHT - STAND_HEIGHT) * 0.4
        box("Column", (0.06, 0.02, tall), (0.0, THICKNESS * 1.1 + 0.012, 0.008), material, root, 0.006)


def build_tv(name):
    """Build a screen on its stand and return its root."""
    root = empty(name)
    add_panel(root, $case, $screen, $led)
    add_stand(root, $stand)
    return root
''',
)

PHONE = Family(
    key="phone",
    title="Phone",
    size=(0.073, 0.07, 0.148),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.072, 0.05, 0.1, "x"),
        Length("LENGTH", 0.148, 0.1, 0.2),
        Length("THICKNESS", 0.008, 0.006, 0.015),
        Length("LEAN", 20.0, 0.0, 60.0, unit="degrees"),
        Count("CAMERA_COUNT", 3, 0, 4, ("camera", "lens")),
        Count("ICON_ROWS", 5, 0, 6, ("row", "icon")),
    ),
    slots=(
        Slot("case", "metal", "2c2f33", ("case", "body", "frame"), main=True),
        Slot("screen", "screen", "1d3d78", ("screen", "display")),
        Slot("icons", "screen", "e8eef2", ("icon", "app")),
        Slot("lens", "pane", "0c0f14", ("camera", "lens", "bezel")),
        Slot("stand", "plastic", "d8d5cc", ("stand", "holder"), accent=True),
    ),
    code='''
def add_phone(root, case, screen, icons, lens):
    """Add the phone, leaning back on its stand; its parts hang on one pivot."""
    pivot = empty("Lean", root, (0.0, -0.022, 0.0075))
    pivot.rotation_euler.x = math.radians(-LEAN)
    outline = [(x, y + LENGTH / 2) for x, y, _ in plan(0.0, WIDTH, -LENGTH / 2, LENGTH / 2, 9.0, 64)]
    prism("Case", outline, THICKNESS, (0.0, 0.0, 0.0), case, pivot, "y", 0.0016)
    front = -THICKNESS / 2
    glass = [(x * 0.95, 0.5 * LENGTH + (z - 0.5 * LENGTH) * 0.975) for x, z in outline]
    prism("Glass", glass, 0.0008, (0.0, front, 0.0), lens, pivot, "y", 0.0)
    shown = [(x * 0.91, 0.5 * LENGTH + (z - 0.5 * LENGTH) * 0.94) for x, z in outline]
    prism("Screen", shown, 0.0008, (0.0, front - 0.0003, 0.0), screen, pivot, "y", 0.0)
    for row in range(ICON_ROWS):
        for column in range(4):
            x = (column - 1.5) * WIDTH * 0.215
            z = LENGTH * (0.83 - 0.13 * row) if row < ICON_ROWS - 1 else LENGTH * 0.07
            size = (WIDTH * 0.135, 0.0008, WIDTH * 0.135)
            box(f"Icon {row + 1}.{column + 1}", size, (x, front - 0.0006, z), icons, pivot, 0.0)
    for number in range(CAMERA_COUNT):
        spot = (WIDTH * (0.3 - 0.24 * (number % 2)), THICKNESS / 2 - 0.001, LENGTH * (0.9 - 0.09 * (number // 2 + number % 2 * 0.5)))
        ring = cylinder(f"Camera {number + 1}", WIDTH * 0.1, 0.003, spot, lens, pivot, 0.0006, 32)
        ring.rotation_euler.x = -math.pi / 2
    box("Side button", (0.0016, 0.0024, LENGTH * 0.09), (WIDTH / 2, 0.0, LENGTH * 0.62), case, pivot, 0.0004)


def add_stand(root, material):
    """Add a little stand: a tray with a lip and a leaning rest."""
    box("Stand tray", (WIDTH * 0.8, 0.07, 0.006), (0.0, 0.0, 0.0), material, root, 0.0015)
    box("Stand lip", (WIDTH * 0.8, 0.004, 0.014), (0.0, -0.0328, 0.002), material, root, 0.0012)
    rest = box("Stand rest", (WIDTH * 0.5, 0.004, LENGTH * 0.55), (0.0, -0.0145, 0.004), material, root, 0.0012)
    rest.rotation_euler.x = math.radians(-LEAN)


def build_phone(name):
    """Build a phone on a stand and return its root."""
    root = empty(name)
    add_phone(root, $case, $screen, $icons, $lens)
    add_stand(root, $stand)
    return root
''',
)

KEYBOARD = Family(
    key="keyboard",
    title="Keyboard",
    size=(0.44, 0.14, 0.027),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.44, 0.25, 0.6, "x"),
        Length("DEPTH", 0.14, 0.1, 0.2, "y"),
        Length("THICKNESS", 0.016, 0.008, 0.03),
        Length("KEY_HEIGHT", 0.009, 0.003, 0.015, words=("key",)),
        Toggle("NUMBER_PAD", True, ("number pad", "numpad", "pad")),
    ),
    slots=(
        Slot("case", "plastic", "2a2c30", ("case", "body", "frame"), main=True),
        Slot("keys", "plastic", "e4e2dc", ("key", "keycap"), accent=True),
        Slot("special", "plastic", "d0622f", ("escape", "enter", "special key")),
    ),
    styles={"futuristic": {"keys": "glow 4fd8ff"}},
    code='''
def add_case(root, material):
    """Add a wedge-shaped case with small feet."""
    low, high = THICKNESS * 0.7, THICKNESS * 1.2
    outline = [(-DEPTH / 2, 0.002), (DEPTH / 2, 0.002), (DEPTH / 2, high), (-DEPTH / 2, low)]
    prism("Case", outline, WIDTH, (0.0, 0.0, 0.0), material, root, "x", 0.003)
    for number, (x, y) in enumerate(ring_spots(4, WIDTH * 0.44, DEPTH * 0.4), 1):
        cylinder(f"Foot {number}", 0.006, 0.004, (x, y, 0.0), material, root, 0.001, 16)


def add_keys(root, keys, special):
    """Add rows of keycaps on the slope: widths in units of one key."""
    rows = [
        [1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 2.5], [2.25] + [1.0] * 10 + [2.75], [1.75] + [1.0] * 11 + [2.25],
        [1.5] + [1.0] * 12 + [1.5], [1.0] * 13 + [2.0], [1.0, 1.0] + [1.0] * 13,
    ]
    columns = 15.0 + (4.25 if NUMBER_PAD else 0.0)
    pitch = (WIDTH - 0.02) / columns
    step = (DEPTH - 0.016) / 6
    slope = math.atan2(THICKNESS * 0.5, DEPTH)
    for row, widths in enumerate(rows):
        y = -DEPTH / 2 + 0.008 + (row + 0.5) * step
        z = THICKNESS * (0.7 + 0.5 * (y + DEPTH / 2) / DEPTH) - 0.001
        spots = []
        x = -WIDTH / 2 + 0.01
        for wide in widths:
            spots.append((x + wide * pitch / 2, wide))
            x += wide * pitch
        if NUMBER_PAD:
            spots += [(x + (0.75 + extra) * pitch, 1.0) for extra in range(4)]
        for number, (middle, wide) in enumerate(spots, 1):
            marked = (row == 5 and number == 1) or (row == 2 and number == len(widths))
            base, top = (wide * pitch - 0.0012, step - 0.0012), (wide * pitch - 0.005, step - 0.005)
            cap = wedge(f"Key {row + 1}.{number}", base, top, KEY_HEIGHT, (middle, y, z), special if marked else keys, root, (0.0, 0.001), 0.0012)
            cap.rotation_euler.x = slope


def build_keyboard(name):
    """Build a keyboard and return its root."""
    root = empty(name)
    add_case(root, $case)
    add_keys(root, $keys, $special)
    return root
''',
)

FAMILIES = (LAPTOP, TV, PHONE, KEYBOARD)
