# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of vehicles. Fronts look towards -Y; widths are along x."""

from __future__ import annotations

__all__ = ["ALSO", "SOURCE"]

SOURCE = '''
def part_car_body(w, d, h, m, x):
    """A car's lower body: a smooth shell with arches and a line of lights' recesses."""
    rings = []
    shape = [
        (-0.5, 0.7, 0.16, 0.5), (-0.485, 0.86, 0.08, 0.6), (-0.44, 0.94, 0.03, 0.7), (-0.34, 0.98, 0.0, 0.8),
        (-0.2, 1.0, 0.0, 0.9), (0.0, 1.0, 0.0, 0.97), (0.2, 1.0, 0.0, 1.0), (0.34, 0.98, 0.0, 0.99),
        (0.43, 0.95, 0.03, 0.95), (0.48, 0.88, 0.1, 0.86), (0.5, 0.76, 0.2, 0.76),
    ]
    for at, wide, low, top in shape:
        rings.append(oval(at * d, wide * w, low * h, top * h, 5.0, 40))
    return [loft("Body", rings, (0.0, 0.0, 0.0), m["main"], None)]


def part_cabin(w, d, h, m, x):
    """A car's glasshouse: windows all round under a painted roof; "form" saloon, wagon or van."""
    rings, roof = [], []
    form = str(x.get("form", "saloon"))
    front = {"van": (-0.5, -0.44, -0.39), "wagon": (-0.5, -0.4, -0.31)}.get(form, (-0.5, -0.36, -0.22))
    back = {"van": (0.5, 0.49, 0.47), "wagon": (0.5, 0.47, 0.43)}.get(form, (0.5, 0.42, 0.32))
    for z, wide, at in ((0.0, 1.0, 0), (0.5, 0.93, 1), (0.86, 0.84, 2)):
        rings.append(plan(z * h, wide * w, front[at] * d, back[at] * d, 5.0, 40))
    low, high = front[2], back[2]
    for z, wide, inset in ((0.84, 0.86, -0.015), (0.93, 0.83, 0.02), (0.98, 0.72, 0.08), (1.0, 0.5, 0.15)):
        roof.append(plan(z * h, wide * w, (low + inset) * d, (high - inset) * d, 5.0, 40))
    pieces = [
        loft("Glass", rings, (0.0, 0.0, 0.0), m["glass"], None),
        loft("Roof", roof, (0.0, 0.0, 0.0), m["main"], None),
    ]
    for side in (-1.0, 1.0):
        points = [(side * 0.488 * w, 0.02 * d, 0.0), (side * 0.45 * w, 0.03 * d, 0.5 * h), (side * 0.405 * w, 0.04 * d, 0.88 * h)]
        pieces.append(tube("Pillar", points, 0.022 * w, m["main"], None))
    return pieces


def part_wheel(w, d, h, m, x):
    """A wheel: tyre, rim and spokes; its axle is along x, its outside at +x (or -x for side "left")."""
    radius, half = h / 2, w / 2
    inner = radius * 0.66
    tread = [
        (inner, -half * 0.85), (radius * 0.9, -half), (radius * 0.97, -half * 0.78), (radius, -half * 0.4),
        (radius, half * 0.4), (radius * 0.97, half * 0.78), (radius * 0.9, half), (inner, half * 0.85),
    ]
    band = [(inner * 1.03, -half * 0.8), (inner * 1.03, half * 0.86), (inner * 0.9, half * 0.86), (inner * 0.87, -half * 0.8)]
    pieces = [
        ring_shape("Tyre", tread, (0.0, 0.0, 0.0), m["main"], None, 48),
        ring_shape("Rim", band, (0.0, 0.0, 0.0), m["metal"], None, 48),
        cylinder("Disc", inner * 0.9, half * 0.5, (0.0, 0.0, -half * 0.2), m["dark"], None, 0.0, 40),
        cylinder("Hub", inner * 0.24, half * 0.6, (0.0, 0.0, half * 0.15), m["metal"], None, half * 0.08, 24),
    ]
    for number in range(5):
        spoke = box("Spoke", (inner * 0.2, inner * 0.88, half * 0.3), (0.0, 0.0, half * 0.4), m["metal"], None, half * 0.06)
        for vert in spoke.data.vertices:
            vert.co.y += inner * 0.45
        spoke.rotation_euler.z = 2.0 * math.pi * number / 5
        pieces.append(spoke)
    turn = -math.pi / 2 if x.get("side") == "left" else math.pi / 2
    for piece in pieces:
        matrix = mathutils.Matrix.Rotation(turn, 4, "Y") @ piece.matrix_basis
        piece.matrix_basis = mathutils.Matrix.Translation((0.0, 0.0, radius)) @ matrix
    return pieces


def part_headlight(w, d, h, m, x):
    """A lamp in a dark housing behind clear glass, looking towards -Y."""
    return [
        ball("Housing", (w, d, h), (0.0, 0.0, 0.0), m["dark"], None, 4.0),
        ball("Lamp", (0.8 * w, 0.5 * d, 0.7 * h), (0.0, -0.32 * d, 0.15 * h), m["main"], None, 4.0),
    ]


def part_bumper(w, d, h, m, x):
    """A bumper: a rounded bar with a dark grille in its middle."""
    return [
        ball("Bumper", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 6.0),
        box("Grille", (0.5 * w, 0.2 * d, 0.45 * h), (0.0, -0.46 * d, 0.28 * h), m["dark"], None, 0.05 * h),
    ]


def part_grille(w, d, h, m, x):
    """A grille: frame and slats."""
    pieces = [box("Back", (0.96 * w, 0.4 * d, 0.94 * h), (0.0, 0.2 * d, 0.03 * h), m["dark"], None, 0.0)]
    bar = 0.08 * h
    for low in (0.0, h - bar):
        pieces.append(box("Frame", (w, d, bar), (0.0, 0.0, low), m["main"], None, 0.2 * bar))
    for side in (-1.0, 1.0):
        pieces.append(box("Frame", (bar, 0.94 * d, 0.99 * h), (side * (w - bar) / 2, 0.0, 0.005 * h), m["main"], None, 0.2 * bar))
    count = 6
    for slat in range(count):
        at = bar + (h - 2 * bar) * (slat + 0.5) / count
        pieces.append(box("Slat", (w - bar, 0.5 * d, 0.35 * bar), (0.0, 0.0, at), m["main"], None, 0.0))
    return pieces


def part_mirror(w, d, h, m, x):
    """A wing mirror on a short arm."""
    side = -1.0 if x.get("side") == "left" else 1.0
    return [
        ball("Case", (0.8 * w, d, h), (side * 0.1 * w, 0.0, 0.0), m["main"], None, 3.5),
        box("Arm", (0.5 * w, 0.3 * d, 0.2 * h), (-side * 0.25 * w, 0.0, 0.2 * h), m["dark"], None, 0.02 * h),
        box("Glass", (0.62 * w, 0.06 * d, 0.7 * h), (side * 0.1 * w, 0.47 * d, 0.15 * h), m["glass"], None, 0.0),
    ]


def part_spoiler(w, d, h, m, x):
    """A rear wing on two posts."""
    outline = [(-d / 2, 0.72 * h), (-0.2 * d, 0.92 * h), (0.3 * d, h), (d / 2, h), (d / 2, 0.9 * h), (-0.2 * d, 0.74 * h)]
    pieces = [prism("Wing", outline, w, (0.0, 0.0, 0.0), m["main"], None, "x", 0.02 * h)]
    for side in (-1.0, 1.0):
        pieces.append(box("Post", (0.02 * w, 0.4 * d, 0.86 * h), (side * 0.3 * w, 0.05 * d, 0.0), m["dark"], None, 0.0))
    return pieces


def part_truck_cab(w, d, h, m, x):
    """A lorry's cab with windscreen, side windows and grille."""
    outline = [(-d / 2, 0.0), (d / 2, 0.0), (d / 2, h), (-0.22 * d, h), (-0.46 * d, 0.52 * h), (-d / 2, 0.46 * h)]
    pieces = [prism("Cab", outline, w, (0.0, 0.0, 0.0), m["main"], None, "x", 0.04 * min(w, d))]
    screen = [(-0.475 * d, 0.53 * h), (-0.445 * d, 0.53 * h), (-0.225 * d, 0.93 * h), (-0.26 * d, 0.93 * h)]
    pieces.append(prism("Windscreen", screen, 0.86 * w, (0.0, -0.012 * d, 0.0), m["glass"], None, "x", 0.0))
    window = [(-0.36 * d, 0.54 * h), (0.2 * d, 0.54 * h), (0.2 * d, 0.9 * h), (-0.16 * d, 0.9 * h)]
    pieces.append(prism("Side windows", window, w + 0.02, (0.0, 0.0, 0.0), m["glass"], None, "x", 0.0))
    for slat in range(4):
        pieces.append(box("Slat", (0.6 * w, 0.04 * d, 0.03 * h), (0.0, -0.5 * d, (0.18 + 0.06 * slat) * h), m["dark"], None, 0.0))
    pieces.append(box("Bumper", (w, 0.1 * d, 0.12 * h), (0.0, -0.48 * d, 0.0), m["dark"], None, 0.03 * h))
    return pieces


def part_cargo_box(w, d, h, m, x):
    """A cargo box with ribs and rear doors."""
    pieces = [box("Box", (0.97 * w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.02 * w)]
    count = many(d / 0.6, 3, 60)
    for number in range(count + 1):
        at = -0.48 * d + 0.96 * d * number / count
        pieces.append(box("Rib", (w, 0.02 * d, 0.94 * h), (0.0, at, 0.03 * h), m["trim"], None, 0.0))
    for side in (-1.0, 1.0):
        pieces.append(cylinder("Bar", 0.012 * w, 0.86 * h, (side * 0.06 * w, 0.505 * d, 0.07 * h), m["metal"], None, 0.0, 12))
    return pieces


def part_chassis(w, d, h, m, x):
    """A ladder frame: two beams and cross members."""
    pieces = []
    for side in (-1.0, 1.0):
        pieces.append(box("Beam", (0.16 * w, d, h), (side * 0.42 * w, 0.0, 0.0), m["main"], None, 0.1 * h))
    for number in range(5):
        at = -0.44 * d + 0.22 * d * number
        pieces.append(box("Cross", (0.8 * w, 0.05 * d, 0.7 * h), (0.0, at, 0.15 * h), m["main"], None, 0.05 * h))
    return pieces


def part_fuselage(w, d, h, m, x):
    """An aircraft's fuselage with cockpit windows and a row of windows; nose towards -Y."""
    shape = [
        (-0.5, 0.08, 0.34, 0.5), (-0.485, 0.34, 0.24, 0.64), (-0.45, 0.62, 0.12, 0.8), (-0.39, 0.88, 0.03, 0.95),
        (-0.3, 1.0, 0.0, 1.0), (0.0, 1.0, 0.0, 1.0), (0.2, 1.0, 0.0, 1.0), (0.34, 0.8, 0.16, 1.0), (0.44, 0.46, 0.4, 0.97),
        (0.5, 0.12, 0.62, 0.86),
    ]
    rings = [oval(at * d, wide * w, low * h, top * h, 2.0, 40) for at, wide, low, top in shape]
    pieces = [loft("Fuselage", rings, (0.0, 0.0, 0.0), m["main"], None)]
    for side in (-1.0, 1.0):
        pieces.append(ball("Cockpit window", (0.22 * w, 0.035 * d, 0.13 * h), (side * 0.24 * w, -0.425 * d, 0.71 * h), m["glass"], None, 3.0, 16))
        for number in range(14):
            at = -0.28 * d + 0.042 * d * number
            pieces.append(ball("Window", (0.04 * w, 0.016 * d, 0.09 * h), (side * 0.485 * w, at, 0.56 * h), m["glass"], None, 3.0, 10))
    return pieces


def part_wing(w, d, h, m, x):
    """A pair of swept wings; the whole span is the width."""
    pieces = []
    for side in (-1.0, 1.0):
        rings = []
        for step in range(7):
            t = step / 6
            chord = d * (0.72 - 0.5 * t)
            middle = -0.14 * d + 0.5 * d * t
            thick = 0.55 * h * (1.0 - 0.75 * t)
            rise = 0.4 * h * t
            ring = []
            for turn in range(20):
                a = 2.0 * math.pi * turn / 20
                sharp = 1.0 if math.cos(a) < 0.0 else 0.55
                ring.append((side * t * w / 2, middle + chord / 2 * math.cos(a), rise + thick / 2 * (1.0 + math.sin(a) * sharp)))
            rings.append(ring)
        pieces.append(loft("Wing", rings, (0.0, 0.0, 0.0), m["main"], None))
    return pieces


def part_tail_boom(w, d, h, m, x):
    """A helicopter's tail boom; it gets thinner towards +Y."""
    rings = [oval(at * d, wide * w, (1.0 - tall) * h, h, 2.2, 28) for at, wide, tall in ((-0.5, 1.0, 1.0), (0.0, 0.72, 0.72), (0.5, 0.4, 0.42))]
    return [loft("Boom", rings, (0.0, 0.0, 0.0), m["main"], None)]


def part_fin(w, d, h, m, x):
    """An upright tail fin, swept back."""
    outline = [(-d / 2, 0.0), (d / 2, 0.0), (0.5 * d, h), (0.12 * d, h)]
    return [prism("Fin", outline, w, (0.0, 0.0, 0.0), m["main"], None, "x", 0.2 * w)]


def part_engine(w, d, h, m, x):
    """A jet engine in its nacelle; intake towards -Y."""
    r = w / 2
    nacelle = [(0.78 * r, 0.0), (0.92 * r, 0.02 * d), (r, 0.12 * d), (r, 0.4 * d), (0.8 * r, 0.78 * d), (0.62 * r, 0.9 * d), (0.56 * r, 0.9 * d), (0.7 * r, 0.3 * d), (0.74 * r, 0.06 * d)]
    pieces = [
        ring_shape("Nacelle", nacelle, (0.0, 0.0, 0.0), m["main"], None, 40),
        cylinder("Fan", 0.74 * r, 0.05 * d, (0.0, 0.0, 0.14 * d), m["dark"], None, 0.0, 40),
        lathe("Spinner", [(0.0, 0.04 * d), (0.12 * r, 0.08 * d), (0.24 * r, 0.16 * d), (0.0, 0.17 * d)], (0.0, 0.0, 0.0), m["metal"], None, 24),
        lathe("Nozzle", [(0.0, 0.7 * d), (0.56 * r, 0.7 * d), (0.4 * r, 0.94 * d), (0.12 * r, d), (0.0, d)], (0.0, 0.0, 0.0), m["metal"], None, 32),
    ]
    for piece in pieces:
        turned = mathutils.Matrix.Rotation(-math.pi / 2, 4, "X") @ piece.matrix_basis
        piece.matrix_basis = mathutils.Matrix.Translation((0.0, -d / 2, r)) @ turned
    return pieces


def part_propeller(w, d, h, m, x):
    """A propeller of three blades with a spinner; its shaft is along y."""
    pieces = [ball("Spinner", (0.16 * w, d, 0.16 * w), (0.0, 0.0, h / 2 - 0.08 * w), m["metal"], None)]
    for number in range(3):
        blade = box("Blade", (0.09 * w, 0.2 * d, 0.48 * w), (0.0, 0.0, 0.0), m["main"], None, 0.02 * w)
        turn = mathutils.Matrix.Rotation(2.0 * math.pi * number / 3, 4, "Y")
        blade.matrix_basis = mathutils.Matrix.Translation((0.0, 0.004 * d * number, h / 2)) @ turn
        pieces.append(blade)
    return pieces


def part_rotor(w, d, h, m, x):
    """A main rotor: mast, hub and four blades."""
    pieces = [cylinder("Mast", 0.02 * w, 0.9 * h, (0.0, 0.0, 0.0), m["metal"], None, 0.0, 16), cylinder("Hub", 0.04 * w, 0.3 * h, (0.0, 0.0, 0.7 * h), m["metal"], None, 0.005 * w, 24)]
    for number in range(4):
        blade = box("Blade", (0.48 * w, 0.045 * w, 0.06 * h), (0.0, 0.0, 0.82 * h), m["main"], None, 0.0)
        for vert in blade.data.vertices:
            vert.co.x += 0.25 * w
        blade.rotation_euler.z = math.pi / 2 * number
        pieces.append(blade)
    return pieces


def part_hull(w, d, h, m, x):
    """A boat's hull with a rim; bow towards -Y."""
    rings = []
    for at, wide, low in ((-0.5, 0.03, 0.62), (-0.44, 0.3, 0.34), (-0.34, 0.58, 0.14), (-0.18, 0.86, 0.02), (0.05, 1.0, 0.0), (0.3, 0.96, 0.03), (0.5, 0.82, 0.16)):
        half, y = wide * w / 2, at * d
        ring = []
        for step in range(25):
            t = -1.0 + step / 12
            ring.append((half * math.copysign(abs(t) ** 0.55, t), y, h * (low + (1.0 - low) * abs(t) ** 2.6)))
        rings.append(ring)
    pieces = [loft("Hull", rings, (0.0, 0.0, 0.0), m["main"], None)]
    for side in (0, -1):
        points = [ring[side] for ring in rings]
        pieces.append(tube("Rim", spline(points), 0.012 * d, m["trim"], None))
    return pieces


def part_deckhouse(w, d, h, m, x):
    """A cabin on deck with windows all round."""
    pieces = [
        wedge("House", (w, d), (0.86 * w, 0.84 * d), 0.9 * h, (0.0, 0.0, 0.0), m["main"], None, (0.0, 0.04 * d), 0.05 * h),
        wedge("Windows", (0.955 * w, 0.95 * d), (0.92 * w, 0.9 * d), 0.32 * h, (0.0, 0.006 * d, 0.46 * h), m["glass"], None, (0.0, 0.015 * d), 0.0),
        box("Roof", (0.92 * w, 0.9 * d, 0.1 * h), (0.0, 0.04 * d, 0.9 * h), m["trim"], None, 0.03 * h),
    ]
    return pieces


def part_mast(w, d, h, m, x):
    """A mast with a boom."""
    r = min(w, 0.03 * h) / 2
    return [
        lathe("Mast", [(0.0, 0.0), (r, 0.0), (0.6 * r, h), (0.0, h)], (0.0, 0.0, 0.0), m["main"], None, 20),
        tube("Boom", [(0.0, 0.0, 0.14 * h), (0.0, d * 0.9, 0.16 * h)], 0.7 * r, m["main"], None),
    ]


def part_sail(w, d, h, m, x):
    """A triangular sail with some belly."""
    rings = []
    for step in range(13):
        t = step / 12
        chord = d * (1.0 - t) + 0.01 * d
        ring = []
        for at in range(9):
            u = at / 8
            belly = w * 0.9 * math.sin(math.pi * u) * (1.0 - t) ** 0.6
            ring.append((belly, -d / 2 + chord * u, h * t))
        ring += [(px + max(0.01 * w, 0.004), py, pz) for px, py, pz in reversed(ring)]
        rings.append(ring)
    return [loft("Sail", rings, (0.0, 0.0, 0.0), m["main"], None)]


def part_motorcycle_frame(w, d, h, m, x):
    """A tubular motorcycle frame with engine block; front towards -Y."""
    r = 0.05 * h + 0.008
    pieces = []
    for side in (-1.0, 1.0):
        line = [(side * 0.1 * w, -0.42 * d, 0.92 * h), (side * 0.3 * w, -0.1 * d, 0.3 * h), (side * 0.3 * w, 0.15 * d, 0.12 * h), (side * 0.3 * w, 0.34 * d, 0.3 * h)]
        pieces.append(tube("Cradle", spline(line), r, m["main"], None))
        top = [(side * 0.1 * w, -0.42 * d, 0.95 * h), (side * 0.25 * w, 0.0, 0.86 * h), (side * 0.25 * w, 0.48 * d, 0.9 * h)]
        pieces.append(tube("Top tube", spline(top), r, m["main"], None))
        pieces.append(tube("Strut", [(side * 0.25 * w, 0.3 * d, 0.84 * h), (side * 0.3 * w, 0.34 * d, 0.26 * h)], r, m["main"], None))
    pieces.append(box("Engine", (0.9 * w, 0.3 * d, 0.34 * h), (0.0, 0.03 * d, 0.12 * h), m["metal"], None, 0.04 * h))
    for fin in range(5):
        pieces.append(box("Fin", (w, 0.2 * d, 0.025 * h), (0.0, -0.02 * d, (0.48 + 0.06 * fin) * h), m["metal"], None, 0.0))
    pieces.append(box("Cylinder", (0.6 * w, 0.14 * d, 0.36 * h), (0.0, -0.02 * d, 0.44 * h), m["metal"], None, 0.02 * h))
    return pieces


def part_fuel_tank(w, d, h, m, x):
    """A motorcycle's tank: a rounded drop."""
    rings = [
        oval(-0.5 * d, 0.4 * w, 0.3 * h, 0.7 * h, 2.4, 28), oval(-0.42 * d, 0.8 * w, 0.1 * h, 0.94 * h, 2.6, 28),
        oval(-0.2 * d, w, 0.0, h, 2.8, 28), oval(0.1 * d, 0.9 * w, 0.02 * h, 0.92 * h, 2.8, 28),
        oval(0.4 * d, 0.56 * w, 0.06 * h, 0.6 * h, 2.6, 28), oval(0.5 * d, 0.36 * w, 0.12 * h, 0.42 * h, 2.4, 28),
    ]
    return [loft("Tank", rings, (0.0, 0.0, 0.0), m["main"], None), cylinder("Cap", 0.12 * w, 0.06 * h, (0.0, -0.12 * d, 0.97 * h), m["metal"], None, 0.01 * h, 20)]


def part_fork(w, d, h, m, x):
    """A front fork, leaning back, with a wheel's axle at its foot."""
    pieces = []
    for side in (-1.0, 1.0):
        pieces.append(tube("Leg", [(side * 0.36 * w, -0.46 * d, 0.03 * h), (side * 0.36 * w, 0.42 * d, 0.97 * h)], 0.1 * w, m["main"], None))
        pieces.append(tube("Slider", [(side * 0.36 * w, -0.46 * d, 0.03 * h), (side * 0.36 * w, 0.0, 0.5 * h)], 0.14 * w, m["dark"], None))
    for level in (0.7, 0.93):
        pieces.append(box("Yoke", (0.9 * w, 0.3 * d, 0.03 * h), (0.0, (-0.46 + 0.9 * level) * d, level * h), m["main"], None, 0.0))
    return pieces


def part_handlebar(w, d, h, m, x):
    """A handlebar with grips."""
    line = [(-0.5 * w, 0.4 * d, 0.6 * h), (-0.34 * w, 0.1 * d, 0.9 * h), (-0.12 * w, -0.4 * d, 0.2 * h), (0.12 * w, -0.4 * d, 0.2 * h), (0.34 * w, 0.1 * d, 0.9 * h), (0.5 * w, 0.4 * d, 0.6 * h)]
    pieces = [tube("Bar", spline(line), 0.016 * w, m["main"], None)]
    for side in (-1.0, 1.0):
        pieces.append(tube("Grip", [(side * 0.36 * w, 0.14 * d, 0.86 * h), (side * 0.5 * w, 0.4 * d, 0.6 * h)], 0.026 * w, m["rubber"], None))
    return pieces


def part_saddle(w, d, h, m, x):
    """A motorcycle's or bicycle's seat."""
    rings = [oval(-0.5 * d, 0.4 * w, 0.2 * h, 0.7 * h, 2.6, 28), oval(-0.3 * d, 0.6 * w, 0.0, 0.85 * h, 3.0, 28), oval(0.1 * d, 0.9 * w, 0.0, 0.8 * h, 3.0, 28), oval(0.4 * d, w, 0.1 * h, h, 3.0, 28), oval(0.5 * d, 0.7 * w, 0.4 * h, 0.95 * h, 2.6, 28)]
    return [loft("Seat", rings, (0.0, 0.0, 0.0), m["main"], None)]


def part_exhaust(w, d, h, m, x):
    """An exhaust pipe with a silencer; outlet towards +Y."""
    r = min(w, h) / 2
    return [
        tube("Pipe", spline([(0.0, -0.5 * d, 0.9 * h), (0.0, -0.3 * d, 0.3 * h), (0.0, 0.0, r)]), 0.45 * r, m["main"], None),
        tube("Silencer", [(0.0, -0.02 * d, r), (0.0, 0.5 * d, r * 1.1)], [0.9 * r, r], m["main"], None, sides=24),
        tube("Outlet", [(0.0, 0.46 * d, r * 1.1), (0.0, 0.502 * d, r * 1.1)], 0.5 * r, m["dark"], None, sides=20),
    ]


def part_charge_port(w, d, h, m, x):
    """A charging socket under a round lid."""
    return [
        box("Lid", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.2 * min(w, h)),
        box("Mark", (0.3 * w, 1.1 * d, 0.12 * h), (0.0, 0.0, 0.44 * h), m["light"], None, 0.0),
    ]
'''

ALSO = """
car_body: vehicle_body, chassis_body, bodywork, car_shell, monocoque, hood, underbody, vehicle
cabin: cabin_glass, greenhouse, glasshouse, cockpit, windshield, windscreen, passenger_cabin, canopy_glass, car_roof
wheel: tire, tyre, alloy_wheel, front_wheel, rear_wheel, landing_gear
headlight: taillight, tail_light, head_lamp, headlamp, indicator, fog_light, brake_light, light_bar, led_strip_light, daytime_light
bumper: front_bumper, rear_bumper, side_skirt, fender
grille: radiator, radiator_grille, air_intake, vent, air_vent, louver, ventilation_grille
mirror: side_mirror, wing_mirror, rear_view_mirror
spoiler: rear_wing, diffuser
truck_cab: cab, driver_cab, lorry_cab, tractor_unit
cargo_box: cargo, trailer, cargo_area, container, cargo_bed, box_body
chassis: frame_rail, undercarriage, vehicle_frame, subframe, battery_pack
fuselage: aircraft_body, airplane_body, plane_body, hull_fuselage
wing: wings, main_wing, tailplane, horizontal_stabilizer, stabilizer, elevator_wing
tail_boom: boom
fin: tail_fin, vertical_stabilizer, rudder, keel, tail
engine: jet_engine, turbine, nacelle, thruster
propeller: prop, fan_blades
rotor: main_rotor, helicopter_rotor, tail_rotor, wind_turbine_rotor
hull: boat_hull, ship_hull, boat_body
deckhouse: wheelhouse, boat_cabin, superstructure, bridge_house, deck_cabin
mast: flagpole, antenna_mast
sail: main_sail, jib, headsail
motorcycle_frame: bike_frame, motorcycle_body, motorcycle_engine
fuel_tank: gas_tank
fork: front_fork, suspension_fork, suspension
handlebar: handlebars
saddle: motorcycle_seat, bike_seat, pillion
exhaust: exhaust_pipe, muffler, tailpipe
charge_port: charging_port, fuel_cap, charging_socket
"""
