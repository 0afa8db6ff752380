# SPDX-License-Identifier: GPL-3.0-or-later
"""Lamp: on a table or on the floor."""

from __future__ import annotations

from ..family import Family, Length, Slot, Toggle

LAMP = Family(
    key="lamp",
    title="Lamp",
    size=(0.34, 0.34, 0.56),
    parameters=(
        Length("HEIGHT", 0.56, 0.25, 2.2, "z", ("pole", "stem", "stand")),
        Length("SHADE_WIDTH", 0.34, 0.15, 0.8, "x", ("shade", "lampshade")),
        Length("SHADE_HEIGHT", 0.22, 0.1, 0.5, words=("shade", "lampshade")),
        Length("SHADE_TAPER", 0.62, 0.3, 1.0, unit="part of the width"),
        Length("BASE_WIDTH", 0.17, 0.08, 0.4, words=("base", "foot")),
        Length("STEM_WIDTH", 0.02, 0.01, 0.06),
        Toggle("BELLY", True, ("belly", "body")),
    ),
    slots=(
        Slot("base", "ceramic", "teal", ("base", "foot", "body", "belly", "stand"), main=True),
        Slot("stem", "metal", "brass", ("stem", "pole", "frame"), body=True),
        Slot("shade", "fabric", "linen", ("shade", "lampshade"), accent=True),
        Slot("bulb", "glow", "ffdf9e", ("bulb", "light")),
    ),
    variants={
        "table": {},
        "floor": {
            "HEIGHT": 1.6,
            "SHADE_WIDTH": 0.44,
            "SHADE_HEIGHT": 0.27,
            "BASE_WIDTH": 0.3,
            "BELLY": False,
            "base": "metal 3a3b3d",
            "stem": "metal 3a3b3d",
        },
    },
    styles={
        "modern": {
            "BELLY": False,
            "SHADE_TAPER": 0.95,
            "base": "metal 2c2f33",
            "stem": "metal 2c2f33",
        },
        "minimalist": {
            "BELLY": False,
            "SHADE_TAPER": 1.0,
            "base": "metal e8e6e0",
            "stem": "metal e8e6e0",
        },
        "industrial": {"BELLY": False, "shade": "metal 3d3e40", "base": "metal 3d3e40"},
        "vintage": {"SHADE_TAPER": 0.45},
    },
    code='''
def add_base(root, material):
    """Add the foot, with a round belly or as a flat disc."""
    wide = BASE_WIDTH / 2
    if BELLY:
        tall = (HEIGHT - SHADE_HEIGHT) * 0.8
        points = [
            (wide * 0.62, 0.0), (wide * 0.66, 0.012), (wide * 0.55, 0.025), (wide, tall * 0.42),
            (wide * 0.72, tall * 0.75), (wide * 0.2, tall * 0.95), (wide * 0.2, tall),
        ]
        lathe("Base", spline(points), (0.0, 0.0, 0.0), material, root)
    else:
        points = [(wide * 0.97, 0.0), (wide, 0.006), (wide * 0.97, 0.016), (wide * 0.3, 0.026)]
        lathe("Base", [*points, (STEM_WIDTH, 0.04)], (0.0, 0.0, 0.0), material, root)


def add_stem(root, material):
    """Add the stem and the ring and arms that carry the shade."""
    start = (HEIGHT - SHADE_HEIGHT) * 0.75 if BELLY else 0.02
    top = HEIGHT - SHADE_HEIGHT * 0.25
    cylinder("Stem", STEM_WIDTH / 2, top - start, (0.0, 0.0, start), material, root, 0.002, 20)
    share = 1.0 + (SHADE_TAPER - 1.0) * 0.75
    reach = SHADE_WIDTH / 2 * share - 0.002
    z = top - 0.008
    for number in range(3):
        turn = 2.0 * math.pi * number / 3
        end = (reach * math.cos(turn), reach * math.sin(turn), z)
        tube(f"Arm {number + 1}", [(0.0, 0.0, z), end], 0.0025, material, root, sides=8)
    ball("Finial", (0.022, 0.022, 0.03), (0.0, 0.0, top - 0.004), material, root)


def add_shade(root, material):
    """Add the open, tapered lamp shade with a little thickness."""
    wide, thin = SHADE_WIDTH / 2, SHADE_WIDTH / 2 * SHADE_TAPER
    wall = 0.004
    profile = [(wide, 0.0), (thin, SHADE_HEIGHT), (thin - wall, SHADE_HEIGHT), (wide - wall, 0.0)]
    ring_shape("Shade", profile, (0.0, 0.0, HEIGHT - SHADE_HEIGHT), material, root)


def add_bulb(root, material, socket):
    """Add a glowing bulb in its socket below the arms."""
    z = HEIGHT - SHADE_HEIGHT * 0.85
    cylinder("Socket", 0.016, SHADE_HEIGHT * 0.2, (0.0, 0.0, z), socket, root, 0.003, 20)
    ball("Bulb", (0.05, 0.05, 0.06), (0.0, 0.0, z + SHADE_HEIGHT * 0.17), material, root)


def build_lamp(name):
    """Build a lamp and return its root."""
    root = empty(name)
    stem = $stem
    add_base(root, $base)
    add_stem(root, stem)
    add_shade(root, $shade)
    add_bulb(root, $bulb, stem)
    return root
''',
)

FAMILIES = (LAMP,)
