# SPDX-License-Identifier: GPL-3.0-or-later
"""Street lamp: a cast-iron post that carries a six-sided lantern."""

from __future__ import annotations

from ..family import Family, Length, Slot, Toggle

STREET_LAMP = Family(
    key="street_lamp",
    title="Street lamp",
    size=(0.85, 0.57, 3.6),
    uniform=True,
    parameters=(
        Length("HEIGHT", 3.6, 2.2, 8.0, "z", ("post", "pole", "column")),
        Length("POST_WIDTH", 0.13, 0.07, 0.3, words=("post", "pole", "column")),
        Length("BASE_WIDTH", 0.46, 0.25, 0.9, words=("base", "foot", "plinth")),
        Length("LANTERN_WIDTH", 0.62, 0.3, 1.2, words=("lantern", "head", "lamp")),
        Toggle("BAR", True, ("bar", "arm", "crossbar", "ladder")),
    ),
    slots=(
        Slot(
            "iron",
            "metal",
            "33383c",
            ("post", "pole", "column", "iron", "metal", "frame", "base", "foot", "arm", "bar"),
            main=True,
        ),
        Slot("roof", "metal", "33383c", ("roof", "cap", "top"), body=True, accent=True),
        Slot("glass", "glass", "f6f1e2", ("glass", "pane", "window")),
        Slot("bulb", "glow", "ffc867", ("bulb", "light")),
    ),
    code='''
def add_post(root, top, iron):
    """Add the stepped plinth and the tapered post with its collars, up to ``top``."""
    wide, thin = BASE_WIDTH / 2, POST_WIDTH / 2
    plinth = [
        (wide, 0.0), (wide, 0.09), (wide * 0.86, 0.12), (wide * 0.8, 0.15), (wide * 0.76, 0.62),
        (wide * 0.84, 0.65), (wide * 0.84, 0.7), (wide * 0.6, 0.74),
    ]
    lathe("Plinth", plinth, (0.0, 0.0, 0.0), iron, root, 8)
    tall = top - 0.7
    shaft = [
        (thin * 2.0, 0.0), (thin * 1.9, 0.06), (thin * 1.35, 0.2), (thin * 1.25, 0.3),
        (thin, tall * 0.55), (thin * 0.72, tall),
    ]
    lathe("Post", shaft, (0.0, 0.0, 0.7), iron, root)
    for number, (share, size) in enumerate(((0.16, 1.75), (0.62, 1.5), (0.93, 1.45)), 1):
        half = thin * size
        collar = [
            (thin * 0.5, -0.04), (half * 0.8, -0.04), (half, -0.015), (half, 0.015),
            (half * 0.8, 0.04), (thin * 0.5, 0.04),
        ]
        lathe(f"Collar {number}", collar, (0.0, 0.0, 0.7 + tall * share), iron, root)


def add_bar(root, z, iron):
    """Add the ladder bar across the post, with a knob at each end."""
    reach = LANTERN_WIDTH * 0.62
    ends = [(-reach, 0.0, z), (reach, 0.0, z)]
    tube("Ladder bar", ends, POST_WIDTH * 0.17, iron, root)
    knob = POST_WIDTH * 0.62
    for number, side in enumerate((-1.0, 1.0), 1):
        place = (side * reach, 0.0, z - knob / 2)
        ball(f"Knob {number}", (knob, knob, knob), place, iron, root)


def add_brackets(root, z, iron):
    """Add four curved brackets that hold the lantern above the post."""
    wide = LANTERN_WIDTH
    for number in range(4):
        turn = math.pi / 2 * number + math.pi / 4
        shape = ((0.04, -0.3), (0.2, -0.24), (0.26, -0.1), (0.17, 0.03))
        points = [
            (reach * wide * math.cos(turn), reach * wide * math.sin(turn), z + up * wide)
            for reach, up in shape
        ]
        tube(f"Bracket {number + 1}", spline(points), wide * 0.024, iron, root, sides=8)


def add_lantern(root, z, iron, glass, bulb):
    """Add the lantern's frame, its six panes, which widen upwards, and the glowing bulb."""
    wide = LANTERN_WIDTH / 2
    low, high, tall = wide * 0.58, wide * 0.92, wide * 1.75
    plate = [(low * 0.5, 0.0), (low * 1.12, 0.02), (low * 1.12, 0.06), (low * 0.8, 0.07)]
    lathe("Lantern plate", plate, (0.0, 0.0, z), iron, root, 6)
    pane = [(low, 0.05), (high, tall), (high - 0.008, tall), (low - 0.008, 0.05)]
    ring_shape("Panes", pane, (0.0, 0.0, z), glass, root, 6)
    for number in range(6):
        turn = math.pi / 3 * number
        x, y = math.cos(turn), math.sin(turn)
        bar = [(low * x, low * y, z + 0.03), (high * x, high * y, z + tall + 0.01)]
        tube(f"Lantern bar {number + 1}", bar, wide * 0.055, iron, root, sides=8)
    rim = [
        (high * 0.88, 0.0), (high * 1.08, 0.0), (high * 1.08, wide * 0.12), (high * 0.88, wide * 0.12)
    ]
    ring_shape("Lantern rim", rim, (0.0, 0.0, z + tall - wide * 0.06), iron, root, 6)
    cylinder("Socket", wide * 0.13, wide * 0.42, (0.0, 0.0, z + 0.05), iron, root, 0.004)
    size = (wide * 0.56, wide * 0.56, wide * 0.85)
    ball("Bulb", size, (0.0, 0.0, z + wide * 0.42), bulb, root)
    return z + tall


def add_roof(root, z, material):
    """Add the hipped roof, the vent on it and the finial, up to the overall height."""
    wide = LANTERN_WIDTH / 2
    roof = [(wide * 0.6, 0.0), (wide * 1.06, 0.0), (wide * 1.06, wide * 0.05),
            (wide * 0.62, wide * 0.36), (wide * 0.3, wide * 0.62)]
    lathe("Roof", roof, (0.0, 0.0, z + wide * 0.05), material, root, 6)
    vent = [(wide * 0.24, 0.0), (wide * 0.24, wide * 0.16), (wide * 0.34, wide * 0.18),
            (wide * 0.3, wide * 0.25), (wide * 0.09, wide * 0.42)]
    lathe("Vent", vent, (0.0, 0.0, z + wide * 0.62), material, root, 24)
    start = z + wide
    tip = HEIGHT - start
    point = [(wide * 0.07, 0.0), (wide * 0.07, tip * 0.2), (wide * 0.13, tip * 0.36),
             (wide * 0.13, tip * 0.44), (wide * 0.07, tip * 0.6), (0.0, tip)]
    lathe("Finial", spline(point, 3), (0.0, 0.0, start), material, root, 16)


def build_street_lamp(name):
    """Build a street lamp and return its root."""
    root = empty(name)
    iron = $iron
    z = HEIGHT - LANTERN_WIDTH * 1.6
    add_post(root, z, iron)
    add_brackets(root, z, iron)
    if BAR:
        add_bar(root, z - LANTERN_WIDTH * 0.5, iron)
    top = add_lantern(root, z - 0.01, iron, $glass, $bulb)
    add_roof(root, top, $roof)
    return root
''',
)

FAMILIES = (STREET_LAMP,)
