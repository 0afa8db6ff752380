# SPDX-License-Identifier: GPL-3.0-or-later
"""Airplane and rocket."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

AIRPLANE = Family(
    key="airplane",
    title="Airplane",
    size=(30.0, 32.0, 10.4),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 32.0, 8.0, 75.0, "y"),
        Length("SPAN", 30.0, 8.0, 80.0, "x", ("wing",)),
        Length("BODY_WIDTH", 3.7, 1.2, 7.0, words=("body", "fuselage")),
        Count("ENGINE_COUNT", 2, 0, 4, ("engine", "turbine", "jet")),
        Count("WINDOW_COUNT", 22, 0, 60, ("window",)),
    ),
    slots=(
        Slot("body", "paint", "f4f5f5", ("body", "fuselage"), main=True),
        Slot("wings", "paint", "d5d9dc", ("wing",), body=True),
        Slot(
            "tail",
            "paint",
            "1f4fa0",
            ("tail", "fin", "engine", "stripe", "turbine", "jet"),
            accent=True,
        ),
        Slot("glass", "pane", "131a22", ("window", "cockpit", "glass")),
        Slot("dark", "rubber", "202124", ("wheel", "tyre", "gear")),
        Slot("metal", "metal", "b9bcc0", ("strut",)),
    ),
    code='''
def add_body(root, paint, glass):
    """Add the fuselage from nose to tail, the cockpit panes and the cabin windows."""
    radius, base = BODY_WIDTH / 2, BODY_WIDTH * 0.52
    stations = [
        (0.0, 0.05, -0.12), (0.012, 0.3, -0.09), (0.04, 0.62, -0.04), (0.085, 0.9, 0.0), (0.13, 1.0, 0.0), (0.5, 1.0, 0.0),
        (0.68, 1.0, 0.0), (0.82, 0.72, 0.2), (0.93, 0.36, 0.36), (1.0, 0.1, 0.44),
    ]
    rings = []
    for share, part, lift in spline(stations, 4):
        middle = base + radius + lift * radius
        rings.append(oval((share - 0.5) * LENGTH, BODY_WIDTH * part, middle - radius * part, middle + radius * part))
    loft("Fuselage", rings, (0.0, 0.0, 0.0), paint, root)
    for side in (-1, 1):
        for number in range(2):
            size = (radius * 0.44, radius * 0.7, radius * 0.28)
            place = (side * radius * (0.26 + 0.34 * number), (-0.5 + 0.05 + 0.016 * number) * LENGTH, base + radius * (1.16 - 0.03 * number))
            pane = ball(f"Cockpit {'left' if side < 0 else 'right'} {number + 1}", size, place, glass, root, 4.0)
            pane.rotation_euler = (0.0, 0.0, side * (0.2 + 0.45 * number))
    for number in range(WINDOW_COUNT):
        y = (-0.5 + 0.16 + 0.56 * number / max(WINDOW_COUNT - 1, 1)) * LENGTH
        size = (BODY_WIDTH * 1.004, radius * 0.17, radius * 0.24)
        box(f"Window {number + 1}", size, (0.0, y, base + radius * 1.06), glass, root, 0.08)


def add_wing(root, name, material, side, start, chord, reach, sweep, rise, thick, tip):
    """Add a tapered wing from ``start`` (x, y, z) outwards; its section is drop-shaped."""
    rings = []
    for share in (0.0, 0.5, 0.97, 1.0):
        length = chord * (1.0 + (tip - 1.0) * share) * (0.75 if share == 1.0 else 1.0)
        deep = thick * (1.0 + (tip - 1.0) * share) * (0.3 if share == 1.0 else 1.0)
        x = start[0] + side * reach * share
        y = start[1] + sweep * share
        z = start[2] + rise * share
        section = [
            (0.0, 0.0), (0.03, 0.36), (0.12, 0.62), (0.3, 0.75), (0.55, 0.58), (0.8, 0.26), (1.0, 0.03),
            (1.0, -0.03), (0.8, -0.1), (0.55, -0.2), (0.3, -0.25), (0.12, -0.24), (0.03, -0.16),
        ]
        rings.append([(x, y + a * length, z + b * deep) for a, b in section])
    return loft(name, rings, (0.0, 0.0, 0.0), material, root)


def add_wings(root, wings, tail):
    """Add main wings, tailplanes and the fin."""
    radius, base = BODY_WIDTH / 2, BODY_WIDTH * 0.52
    chord = LENGTH * 0.19
    for side, label in ((-1, "Left"), (1, "Right")):
        start = (side * radius * 0.4, -0.1 * LENGTH, base + radius * 0.5)
        reach = SPAN / 2 - radius * 0.4
        add_wing(root, f"{label} wing", wings, side, start, chord, reach, LENGTH * 0.15, SPAN * 0.04, chord * 0.16, 0.3)
        start = (side * radius * 0.15, 0.385 * LENGTH, base + radius * 1.35)
        add_wing(root, f"{label} tailplane", wings, side, start, chord * 0.52, SPAN * 0.17, LENGTH * 0.07, SPAN * 0.01, chord * 0.07, 0.45)
    high, low = base + radius * 4.3, base + radius * 1.4
    outline = [(0.33 * LENGTH, low), (0.42 * LENGTH, high), (0.485 * LENGTH, high), (0.475 * LENGTH, low)]
    prism("Fin", outline, radius * 0.18, (0.0, 0.0, 0.0), tail, root, "x", radius * 0.06)


def add_engines(root, shell, metal, dark):
    """Hang engines below the wings on pylons."""
    radius, base = BODY_WIDTH / 2, BODY_WIDTH * 0.52
    per_side = (ENGINE_COUNT + 1) // 2
    for number in range(ENGINE_COUNT):
        side = -1 if number % 2 == 0 else 1
        share = 0.3 + 0.3 * (number // 2) if per_side > 1 else 0.34
        x = side * (radius * 0.4 + (SPAN / 2 - radius * 0.4) * share)
        y = -0.1 * LENGTH + LENGTH * 0.15 * share - LENGTH * 0.035
        size = BODY_WIDTH * 0.27
        z = base + radius * 0.5 + SPAN * 0.04 * share - size * 1.12
        pod = empty(f"Engine {number + 1}", root, (x, y, z))
        long = size * 3.0
        cowl = [
            (size * 0.78, 0.0), (size * 0.95, long * 0.02), (size, long * 0.15), (size * 0.95, long * 0.6), (size * 0.7, long * 0.98),
            (size * 0.62, long * 0.98), (size * 0.7, long * 0.5), (size * 0.76, long * 0.1),
        ]
        parts = [
            ring_shape(f"Cowl {number + 1}", cowl, (0.0, 0.0, 0.0), shell, pod),
            cylinder(f"Fan {number + 1}", size * 0.76, long * 0.5, (0.0, long * 0.14, 0.0), dark, pod, 0.01),
            lathe(f"Spinner {number + 1}", [(0.0, 0.0), (size * 0.14, long * 0.05), (size * 0.22, long * 0.2)], (0.0, long * 0.03, 0.0), metal, pod),
            lathe(f"Exhaust {number + 1}", [(size * 0.6, 0.0), (size * 0.5, long * 0.4), (size * 0.12, long * 0.62)], (0.0, long * 0.6, 0.0), metal, pod),
        ]
        for part in parts:
            part.rotation_euler.x = -math.pi / 2
        pylon = [(long * 0.2, size * 0.85), (long * 1.2, size * 0.85), (long * 1.35, size * 1.5), (long * 0.5, size * 1.6)]
        prism(f"Pylon {number + 1}", pylon, size * 0.22, (0.0, 0.0, 0.0), shell, pod, "x", size * 0.05)


def add_gear(root, dark, metal):
    """Add the landing gear: one leg below the nose, two below the wings."""
    radius, base = BODY_WIDTH / 2, BODY_WIDTH * 0.52
    size = BODY_WIDTH * 0.14
    for x, y, label in ((0.0, -0.38 * LENGTH, "Nose"), (-radius * 0.95, 0.04 * LENGTH, "Left"), (radius * 0.95, 0.04 * LENGTH, "Right")):
        top = base + (radius * 0.3 if label == "Nose" else radius * 0.62)
        cylinder(f"{label} leg", size * 0.25, top - size, (x, y, size), metal, root, 0.01, 16)
        tube(f"{label} axle", [(x - size, y, size), (x + size, y, size)], size * 0.18, metal, root)
        for side in (-1, 1):
            tyre = cylinder(f"{label} {'left' if side < 0 else 'right'} tyre", size, size * 0.7, (x + side * size * 0.7 - size * 0.35, y, size),
                            dark, root, size * 0.2, 24)
            tyre.rotation_euler.y = math.pi / 2


def build_airplane(name):
    """Build an airliner and return its root."""
    root = empty(name)
    tail, dark, metal = $tail, $dark, $metal
    add_body(root, $body, $glass)
    add_wings(root, $wings, tail)
    if ENGINE_COUNT:
        add_engines(root, tail, metal, dark)
    add_gear(root, dark, metal)
    return root
''',
)

ROCKET = Family(
    key="rocket",
    title="Rocket",
    size=(2.54, 2.54, 8.0),
    uniform=True,
    parameters=(
        Length("HEIGHT", 8.0, 0.3, 120.0, "z"),
        Length("WIDTH", 2.1, 0.1, 15.0, words=("body",)),
        Count("FIN_COUNT", 4, 3, 8, ("fin", "wing")),
        Count("WINDOW_COUNT", 2, 0, 6, ("window", "porthole")),
        Toggle("FLAME", False, ("flame", "fire", "exhaust")),
    ),
    slots=(
        Slot("body", "paint", "f2f1ec", ("body", "hull"), main=True),
        Slot(
            "trim",
            "paint",
            "c01a20",
            ("fin", "nose", "nose cone", "tip", "wing", "trim"),
            accent=True,
        ),
        Slot("metal", "metal", "8d9094", ("nozzle", "engine", "metal", "ring", "frame")),
        Slot("glass", "pane", "2f6d9c", ("window", "porthole", "glass")),
        Slot("flame", "glow", "ff7a10", ("flame", "fire", "exhaust")),
    ),
    code='''
def skin(share):
    """Return the hull's radius at a share of its height."""
    return WIDTH / 2 * (0.62 + 0.38 * math.sin(math.pi * min(1.0, share * 1.45 + 0.05))) if share < 0.31 else (
        WIDTH / 2 * max(0.0, 1.0 - ((share - 0.31) / 0.69) ** 2.3)
    )


def add_hull(root, body, trim, metal):
    """Add the hull, the coloured nose, a band and the engine."""
    low = HEIGHT * 0.13
    tall = HEIGHT - low
    split = 0.74
    lower = [(skin(split * step / 20), low + tall * split * step / 20) for step in range(21)]
    lathe("Hull", [(0.0, low), *lower, (0.0, low + tall * split)], (0.0, 0.0, 0.0), body, root)
    upper = [
        (skin(split + (1.0 - split) * step / 14) * 1.012, low + tall * (split + (1.0 - split) * step / 14))
        for step in range(14)
    ]
    start = low + tall * split - 0.004 * HEIGHT
    lathe("Nose", [(0.0, start), (upper[0][0], start), *upper[1:], (0.0, HEIGHT)], (0.0, 0.0, 0.0), trim, root)
    for number, share in enumerate((0.06, 0.62)):
        radius = skin(share) * 1.0
        z = low + tall * share
        band = [(radius * 0.9, -0.007 * HEIGHT), (radius * 1.03, -0.007 * HEIGHT), (radius * 1.03, 0.007 * HEIGHT), (radius * 0.9, 0.007 * HEIGHT)]
        ring_shape(f"Band {number + 1}", band, (0.0, 0.0, z), metal, root)
    wide = WIDTH * 0.28
    bell = [(wide * 0.95, 0.0), (wide * 0.72, low * 0.45), (wide * 0.6, low * 0.9), (wide * 0.6, low * 1.1), (wide * 0.4, low * 1.1),
            (wide * 0.5, low * 0.5), (wide * 0.86, 0.0)]
    ring_shape("Nozzle", bell, (0.0, 0.0, low * 0.35), metal, root)


def add_fins(root, material):
    """Add swept fins that stand on the ground."""
    low = HEIGHT * 0.13
    for number in range(FIN_COUNT):
        turn = 2.0 * math.pi * (number + 0.5) / FIN_COUNT
        reach = WIDTH * 0.8
        inner = WIDTH * 0.3
        points = spline([(inner, HEIGHT * 0.38), (WIDTH * 0.62, HEIGHT * 0.27), (reach, HEIGHT * 0.1), (reach * 1.02, 0.0)], 5)
        back = spline([(reach * 0.86, 0.0), (WIDTH * 0.56, HEIGHT * 0.115), (inner, low + HEIGHT * 0.02)], 4)
        fin = prism(f"Fin {number + 1}", [*points, *back], WIDTH * 0.07, (0.0, 0.0, 0.0), material, root, "y", WIDTH * 0.02)
        fin.rotation_euler.z = turn


def add_windows(root, glass, metal):
    """Add round windows in frames on the front."""
    low = HEIGHT * 0.13
    for number in range(WINDOW_COUNT):
        share = 0.5 - 0.16 * number
        radius = skin(share)
        size = WIDTH * (0.19 if number == 0 else 0.14)
        frame = [(size * 0.8, -0.1), (size * 1.15, -0.1), (size * 1.15, 0.04), (size * 1.02, 0.07), (size * 0.9, 0.05)]
        unit = WIDTH / 2.1
        place = (0.0, -radius + 0.02 * unit, low + (HEIGHT - low) * share)
        hole = ring_shape(f"Window frame {number + 1}", [(r, z * unit) for r, z in frame], place, metal, root)
        pane = lathe(f"Window {number + 1}", [(size, -0.15 * unit), (size, 0.01 * unit), (size * 0.6, 0.04 * unit), (0.0, 0.05 * unit)], place, glass, root)
        for part in (hole, pane):
            part.rotation_euler.x = math.pi / 2 + (0.12 if number == 0 else 0.02)


def build_rocket(name):
    """Build a rocket that stands on its fins and return its root."""
    root = empty(name)
    metal = $metal
    trim = $trim
    add_hull(root, $body, trim, metal)
    add_fins(root, trim)
    if WINDOW_COUNT:
        add_windows(root, $glass, metal)
    if FLAME:
        wide = WIDTH * 0.24
        points = [(0.0, 0.0), (wide * 0.4, HEIGHT * 0.03), (wide, HEIGHT * 0.08), (wide * 0.8, HEIGHT * 0.12), (0.0, HEIGHT * 0.13)]
        lathe("Flame", spline(points, 5), (0.0, 0.0, 0.0), $flame, root)
    return root
''',
)

FAMILIES = (AIRPLANE, ROCKET)
