# SPDX-License-Identifier: GPL-3.0-or-later
"""Chair with legs and slats, or as a shell on a column."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

CHAIR = Family(
    key="chair",
    title="Chair",
    size=(0.45, 0.5, 0.92),
    rest="SEAT_HEIGHT",
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
        Toggle("SHELL", False, ("shell",)),
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
        "futuristic": {"SHELL": True, "frame": "metal c9ccd0", "LEAN": 0.12},
    },
    code='''
def add_shell(root, shell, metal):
    """Add seat and back in one bent shell, on a column with a round foot."""
    half, thick = DEPTH / 2, 0.022
    line = spline([
        (-half, SEAT_HEIGHT - 0.035), (-half * 0.8, SEAT_HEIGHT - 0.002), (0.0, SEAT_HEIGHT - 0.012), (half * 0.72, SEAT_HEIGHT + 0.01),
        (half * 0.98, SEAT_HEIGHT + 0.12), (half + LEAN * 0.6, SEAT_HEIGHT + 0.3), (half + LEAN, HEIGHT),
    ], 8)
    rings = []
    for number, (y, z) in enumerate(line):
        share = number / (len(line) - 1)
        before, after = line[max(number - 1, 0)], line[min(number + 1, len(line) - 1)]
        along = math.hypot(after[0] - before[0], after[1] - before[1])
        up = ((before[1] - after[1]) / along, (after[0] - before[0]) / along)
        wide = WIDTH / 2 * (0.82 + 0.22 * math.sin(math.pi * min(share * 1.5, 1.0))) * (1.0 - 0.28 * max(0.0, share - 0.72) / 0.28)
        ring = []
        for turn in range(24):
            across, lift = math.cos(math.tau * turn / 24), math.sin(math.tau * turn / 24)
            bend = 0.05 * abs(across) ** 3 + thick / 2 * math.copysign(abs(lift) ** 0.6, lift)
            ring.append((math.copysign(abs(across) ** 0.8, across) * wide, y + up[0] * bend, z + up[1] * bend))
        rings.append(ring)
    loft("Shell", rings, (0.0, 0.0, 0.0), shell, root)
    cylinder("Foot", WIDTH * 0.52, 0.014, (0.0, 0.0, 0.0), metal, root, 0.006)
    profile = [(WIDTH * 0.2, 0.012), (0.05, 0.03), (0.026, 0.09), (0.024, SEAT_HEIGHT * 0.7), (0.07, SEAT_HEIGHT - 0.02)]
    lathe("Column", profile, (0.0, 0.0, 0.0), metal, root, sides=32)


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
    if SHELL:
        add_shell(root, $seat, frame)
        return root
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

FAMILIES = (CHAIR,)
