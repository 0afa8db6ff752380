# SPDX-License-Identifier: GPL-3.0-or-later
"""Mug."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot

MUG = Family(
    key="mug",
    title="Mug",
    size=(0.115, 0.084, 0.096),
    parameters=(
        Length("WIDTH", 0.084, 0.05, 0.15),
        Length("HEIGHT", 0.096, 0.05, 0.2, "z"),
        Length("WALL", 0.004, 0.002, 0.01),
        Length("BELLY", 0.0, 0.0, 0.4, unit="part of the width"),
        Length("DRINK_LEVEL", 0.78, 0.1, 0.95, unit="part of the height"),
        Count("HANDLE_COUNT", 1, 0, 2, ("handle", "ear")),
        Count("DRINK", 1, 0, 1, ("coffee", "tea", "drink", "beer", "liquid", "content")),
    ),
    slots=(
        Slot("body", "ceramic", "white", ("body", "outside", "wall"), main=True),
        Slot("handle", "ceramic", "white", ("handle", "ear"), main=True, accent=True),
        Slot("drink", "paint", "3a1d0e", ("coffee", "tea", "drink", "beer", "liquid", "content")),
    ),
    variants={
        "tea": {"WIDTH": 0.09, "HEIGHT": 0.062, "BELLY": 0.12, "drink": "paint 8a4a16"},
        "beer": {
            "WIDTH": 0.095,
            "HEIGHT": 0.15,
            "drink": "paint d08a1c",
            "body": "glass dfeeee",
            "handle": "glass dfeeee",
        },
    },
    styles={"rustic": {"body": "stone a8663f", "handle": "stone a8663f", "BELLY": 0.12}},
    holds=True,
    uniform=True,
    code='''
def add_body(root, material):
    """Add the body: one closed wall, inside and outside."""
    wide, tall = WIDTH / 2, HEIGHT
    swell = wide * (1.0 + BELLY)
    outside = spline([(wide * 0.86, 0.0), (wide * 0.95, 0.004), (swell, tall * 0.4), (wide, tall * 0.97)])
    inside = [
        (wide - WALL, tall * 0.97), (swell - WALL, tall * 0.4), (wide * 0.95 - WALL, WALL + 0.006),
        (wide * 0.75, WALL), (0.0, WALL),
    ]
    rim = [(wide - WALL * 0.25, tall), (wide - WALL * 0.75, tall)]
    bottom = [(0.0, 0.002), (wide * 0.72, 0.002), (wide * 0.74, 0.0)]
    lathe("Body", [*bottom, *outside, *rim, *inside], (0.0, 0.0, 0.0), material, root)


def add_handles(root, material):
    """Add handles that run into the wall, the first on the right."""
    wide = WIDTH / 2
    reach = wide * 1.72
    for index in range(HANDLE_COUNT):
        side = 1.0 if index == 0 else -1.0
        points = [
            (wide * (0.97 + BELLY * 0.3), HEIGHT * 0.8), (wide * 1.3, HEIGHT * 0.84),
            (reach, HEIGHT * 0.68), (reach, HEIGHT * 0.42), (wide * 1.35, HEIGHT * 0.22),
            (wide * (0.97 + BELLY * 0.4), HEIGHT * 0.22),
        ]
        path = spline([(side * x, 0.0, z) for x, z in points], 5)
        tube(f"Handle {index + 1}", path, 0.0052 * WIDTH / 0.084, material, root)


def add_drink(root, material):
    """Fill the mug."""
    level = HEIGHT * DRINK_LEVEL
    low = WALL + 0.002 if BELLY == 0.0 else max(WALL + 0.008, level - 0.02)
    radius = WIDTH / 2 - WALL * 0.6
    cylinder("Drink", radius, level - low, (0.0, 0.0, low), material, root, 0.001)


def build_mug(name):
    """Build a mug and return its root."""
    root = empty(name)
    add_body(root, $body)
    add_handles(root, $handle)
    if DRINK:
        add_drink(root, $drink)
    return root
''',
)

FAMILIES = (MUG,)
