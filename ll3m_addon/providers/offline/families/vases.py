# SPDX-License-Identifier: GPL-3.0-or-later
"""Vase, empty or with flowers."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

#: What "with" or "of" may put into a vase.
_BLOOMS = ("flower", "bloom", "blossom", "rose", "tulip", "bouquet")

VASE = Family(
    key="vase",
    title="Vase",
    size=(0.2, 0.2, 0.34),
    uniform=True,
    holds=True,
    parameters=(
        Length("HEIGHT", 0.34, 0.08, 1.5, "z"),
        Length("WIDTH", 0.19, 0.05, 0.8, "x", ("belly", "body")),
        Length("NECK_WIDTH", 0.075, 0.02, 0.5, words=("neck",)),
        Length("WALL", 0.006, 0.003, 0.02),
        Count("BAND_COUNT", 2, 0, 6, ("band", "stripe", "ring")),
        Count("HANDLE_COUNT", 0, 0, 2, ("handle", "ear")),
        Toggle("FLOWERS", False, _BLOOMS),
        Count("FLOWER_COUNT", 7, 1, 15, _BLOOMS),
    ),
    slots=(
        Slot("body", "ceramic", "2f5f8f", ("body", "vase"), main=True),
        Slot("petals", "matte", "d8315b", ("petal", *_BLOOMS)),
        Slot("stems", "leaves", "4c7a34", ("stem", "leaf")),
        Slot(
            "bands", "ceramic", "f0e6d2", ("band", "stripe", "ring", "handle", "ear"), accent=True
        ),
    ),
    variants={
        "amphora": {
            "HEIGHT": 0.5,
            "HANDLE_COUNT": 2,
            "body": "stone b5653c",
            "bands": "stone 2d1d16",
        }
    },
    styles={
        "modern": {"BAND_COUNT": 0, "body": "ceramic eeeeec"},
        "ornate": {"BAND_COUNT": 4, "HANDLE_COUNT": 2},
    },
    code='''
def outline():
    """Return the outside's profile, from the foot to the rim, as a smooth curve."""
    wide, neck = WIDTH / 2, NECK_WIDTH / 2
    return spline(
        [
            (wide * 0.52, 0.0), (wide * 0.56, HEIGHT * 0.02), (wide * 0.86, HEIGHT * 0.24), (wide, HEIGHT * 0.46),
            (wide * 0.78, HEIGHT * 0.68), (neck, HEIGHT * 0.84), (neck * 1.08, HEIGHT * 0.93), (neck * 1.5, HEIGHT * 0.995),
        ],
        7,
    )


def add_flowers(root, petals, stems):
    """Put tulips into the vase; they lean outwards in turn, the first stands upright."""
    size = HEIGHT * 0.085
    for number in range(FLOWER_COUNT):
        turn, lean = 2.39996 * number, min(1.0, 0.75 * math.sqrt(number / 6.0))
        reach, high = HEIGHT * 0.42 * lean, HEIGHT * (1.62 - 0.34 * lean * lean)
        away = (math.cos(turn), math.sin(turn))
        neck = NECK_WIDTH * 0.3 * lean
        path = [(0.0, 0.0, WALL * 1.2), (neck * away[0], neck * away[1], HEIGHT), (reach * away[0], reach * away[1], high)]
        tube(f"Stem {number + 1}", spline(path, 6), HEIGHT * 0.011, stems, root, sides=8)
        cup = [(0.0, -size * 0.1), (size * 0.55, 0.0), (size, size * 0.7), (size * 0.9, size * 1.4), (size * 0.98, size * 1.85), (size * 0.6, size * 1.5), (0.0, size * 1.1)]
        bloom = lathe(f"Flower {number + 1}", spline(cup, 4), (reach * away[0], reach * away[1], high - size * 0.2), petals, root, sides=18)
        bloom.rotation_euler = (-0.5 * lean * away[1], 0.5 * lean * away[0], 0.0)
        if number % 2:
            leaf = ball(f"Leaf {number + 1}", (size * 0.7, size * 0.14, size * 4.2), (neck * away[0], neck * away[1], HEIGHT * 0.92), stems, root, sides=14)
            leaf.rotation_euler = (-0.75 * away[1], 0.75 * away[0], turn)


def build_vase(name):
    """Build a vase and return its root."""
    root = empty(name)
    outside = outline()
    inside = [(max(radius - WALL, 0.004), max(z, WALL * 2.0)) for radius, z in reversed(outside)]
    rim = [(outside[-1][0] - WALL * 0.3, HEIGHT), (outside[-1][0] - WALL * 0.8, HEIGHT)]
    inside = [point for number, point in enumerate(inside) if number == 0 or point[1] < inside[number - 1][1]]
    lathe("Body", [(0.0, 0.003), (outside[0][0] * 0.85, 0.003), (outside[0][0] * 0.9, 0.0), *outside, *rim, *inside, (0.0, inside[-1][1])],
          (0.0, 0.0, 0.0), $body, root)
    bands = $bands
    for number in range(BAND_COUNT):
        share = 0.3 + 0.45 * (number / max(BAND_COUNT - 1, 1))
        radius, z = outside[int(share * (len(outside) - 1))]
        above = outside[int(share * (len(outside) - 1)) + 2]
        size = HEIGHT * 0.008
        band = [(radius - size, z), (radius + size * 0.35, z), (above[0] + size * 0.35, above[1]), (above[0] - size, above[1])]
        ring_shape(f"Band {number + 1}", band, (0.0, 0.0, 0.0), bands, root)
    for number in range(HANDLE_COUNT):
        side = 1.0 if number == 0 else -1.0
        path = [(NECK_WIDTH * 0.48, HEIGHT * 0.88), (WIDTH * 0.42, HEIGHT * 0.9), (WIDTH * 0.52, HEIGHT * 0.76), (WIDTH * 0.42, HEIGHT * 0.64)]
        curve = [(side * x, 0.0, z) for x, z in spline(path, 6)]
        tube(f"Handle {number + 1}", curve, HEIGHT * 0.018, bands, root)
    if FLOWERS:
        add_flowers(root, $petals, $stems)
    return root
''',
)

FAMILIES = (VASE,)
