# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of electronics and appliances. Fronts look towards -Y."""

from __future__ import annotations

__all__ = ["ALSO", "SOURCE"]

SOURCE = '''
def part_case(w, d, h, m, x):
    """A housing: a box with generous edges and a seam."""
    soft = 0.12 * min(w, d, h)
    pieces = [box("Case", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, soft)]
    if h > 0.3 * max(w, d):
        corners = [(sx * (w / 2 - soft), sy * (d / 2 - soft), turn) for sx, sy, turn in ((1, 1, 0.0), (-1, 1, 0.5), (-1, -1, 1.0), (1, -1, 1.5))]
        grow = 1.003 * soft + 0.0015 * min(w, d)
        outline = [(cx + grow * math.cos(math.pi * (turn + i / 10)), cy + grow * math.sin(math.pi * (turn + i / 10))) for cx, cy, turn in corners for i in range(6)]
        pieces.append(prism("Seam", outline, 0.008 * h, (0.0, 0.0, 0.5 * h), m["dark"], None, "z", 0.0))
    return pieces


def part_round_case(w, d, h, m, x):
    """A round housing with soft rims."""
    return [cylinder("Case", w / 2, h, (0.0, 0.0, 0.0), m["main"], None, 0.2 * min(w, h))]


def part_screen(w, d, h, m, x):
    """A display: thin frame, lit panel; upright, or lying where it is flatter than deep."""
    if h < d:
        rim = 0.03 * min(w, d)
        return [box("Frame", (w, d, 0.9 * h), (0.0, 0.0, 0.0), m["dark"], None, 0.3 * h), box("Panel", (w - 2 * rim, d - 2 * rim, 0.2 * h), (0.0, 0.0, 0.8 * h), m["main"], None, 0.0)]
    rim = 0.03 * min(w, h)
    return [box("Frame", (w, d, h), (0.0, 0.0, 0.0), m["dark"], None, 0.25 * d), box("Panel", (w - 2 * rim, 0.2 * d, h - 2 * rim), (0.0, -0.42 * d, rim), m["main"], None, 0.0)]


def part_keyboard(w, d, h, m, x):
    """A keyboard: tray and keys in five rows."""
    pieces = [box("Tray", (w, d, 0.55 * h), (0.0, 0.0, 0.0), m["dark"], None, 0.2 * h)]
    rows, gap = 5, 0.012 * w
    deep = (d * 0.94) / rows
    for row in range(rows):
        y = d * 0.47 - deep * (row + 0.5)
        keys = [1.0] * 14 if row < 4 else [1.4, 1.2, 1.2, 5.6, 1.2, 1.2, 1.2, 1.0]
        unit = 0.96 * w / sum(keys)
        at = -0.48 * w
        for key in keys:
            wide = key * unit
            pieces.append(box("Key", (wide - gap, deep - gap, 0.6 * h), (at + wide / 2, y, 0.4 * h), m["main"], None, 0.12 * h))
            at += wide
    return pieces


def part_touchpad(w, d, h, m, x):
    """A touchpad."""
    return [box("Touchpad", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.3 * h)]


def part_lens(w, d, h, m, x):
    """A camera's lens; it looks along -Y, or up where it is flat."""
    flat = h < d
    r = w / 2
    deep = h if flat else d
    pieces = [
        ring_shape("Barrel", [(r, 0.0), (r, 0.85 * deep), (0.94 * r, deep), (0.72 * r, deep), (0.68 * r, 0.0)], (0.0, 0.0, 0.0), m["main"], None, 40),
        lathe("Glass", [(0.0, 0.0), (0.7 * r, 0.0), (0.7 * r, 0.6 * deep), (0.4 * r, 0.82 * deep), (0.0, 0.9 * deep)], (0.0, 0.0, 0.0), m["glass"], None, 40),
    ]
    if not flat:
        for piece in pieces:
            turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X")
            piece.matrix_basis = mathutils.Matrix.Translation((0.0, d / 2, h / 2)) @ turned
    return pieces


def part_button(w, d, h, m, x):
    """A push button with a rim."""
    return [box("Button", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.35 * min(w, d, h))]


def part_knob(w, d, h, m, x):
    """A turning knob with a mark; its axle is along y."""
    r = w / 2
    pieces = [
        lathe("Knob", [(0.0, 0.0), (r, 0.0), (r, 0.15 * d), (0.86 * r, 0.2 * d), (0.78 * r, 0.92 * d), (0.7 * r, d), (0.0, d)], (0.0, 0.0, 0.0), m["main"], None, 36),
        box("Mark", (0.09 * r, 0.6 * r, 0.03 * d), (0.0, 0.32 * r, 0.99 * d), m["trim"], None, 0.0),
    ]
    for piece in pieces:
        turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X") @ piece.matrix_basis
        piece.matrix_basis = mathutils.Matrix.Translation((0.0, d / 2, h / 2)) @ turned
    return pieces


def part_led(w, d, h, m, x):
    """A small lamp."""
    return [ball("Lamp", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 2.6, 20)]


def part_ring(w, d, h, m, x):
    """A flat ring that lies level."""
    r = w / 2
    return [ring_shape("Ring", [(0.84 * r, 0.0), (r, 0.0), (r, h), (0.84 * r, h)], (0.0, 0.0, 0.0), m["main"], None, 48)]


def part_mouse(w, d, h, m, x):
    """A computer mouse with wheel and two keys; its front looks towards +Y."""
    rings = [plan(z * h, wide * w, -deep * d / 2, deep * d / 2, 3.0, 32) for z, wide, deep in ((0.0, 0.92, 0.95), (0.25, 1.0, 1.0), (0.6, 0.9, 0.9), (0.85, 0.66, 0.66), (1.0, 0.3, 0.3))]
    wheel = cylinder("Wheel", 0.1 * d, 0.1 * w, (0.0, 0.24 * d, 0.6 * h), m["rubber"], None, 0.0, 24)
    wheel.rotation_euler.y = math.pi / 2
    return [loft("Shell", rings, (0.0, 0.0, 0.0), m["main"], None), wheel]


def part_antenna(w, d, h, m, x):
    """An antenna: a tapering rod on a hinge."""
    r = w / 2
    return [lathe("Antenna", [(0.0, 0.0), (r, 0.0), (r, 0.1 * h), (0.6 * r, 0.12 * h), (0.5 * r, 0.9 * h), (0.62 * r, 0.93 * h), (0.5 * r, h), (0.0, h)], (0.0, 0.0, 0.0), m["main"], None, 20)]


def part_sensor_dome(w, d, h, m, x):
    """A sensor behind a dome, on a ring."""
    r = w / 2
    dome = [(0.0, 0.0)] + [(0.86 * r * math.cos(a), 0.2 * h + 0.8 * h * math.sin(a)) for a in (0.0, 0.26, 0.52, 0.78, 1.05, 1.3)] + [(0.0, h)]
    return [cylinder("Ring", r, 0.24 * h, (0.0, 0.0, 0.0), m["dark"], None, 0.05 * h), lathe("Dome", dome, (0.0, 0.0, 0.0), m["main"], None, 36)]


def part_board(w, d, h, m, x):
    """A circuit board with tracks' colour, gold edge contacts and mounting holes' rings."""
    pieces = [box("Board", (w, d, 0.5 * h), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    for number in range(12):
        at = -0.42 * w + 0.84 * w * number / 11
        pieces.append(box("Contact", (0.035 * w, 0.06 * d, 0.56 * h), (at, -0.46 * d, 0.0), m["gold"], None, 0.0))
    for sx in (-1.0, 1.0):
        for sy in (-1.0, 1.0):
            pieces.append(ring_shape("Hole", [(0.018 * w, 0.0), (0.03 * w, 0.0), (0.03 * w, 0.58 * h), (0.018 * w, 0.58 * h)], (sx * 0.46 * w, sy * 0.38 * d, 0.0), m["gold"], None, 20))
    for number in range(10):
        spot = (0.4 * w * math.sin(number * 2.1), 0.3 * d * math.cos(number * 3.3), 0.45 * h)
        size = (0.03 * w, 0.02 * w, 0.5 * h) if number % 2 else (0.016 * w, 0.03 * w, 0.35 * h)
        pieces.append(box("Small part", size, spot, m["dark"], None, 0.0))
    return pieces


def part_chip(w, d, h, m, x):
    """A chip with legs on its sides."""
    pieces = [box("Chip", (0.8 * w, 0.86 * d, 0.8 * h), (0.0, 0.0, 0.2 * h), m["main"], None, 0.08 * h)]
    count = 8
    for number in range(count):
        at = -0.36 * d + 0.72 * d * number / (count - 1)
        for side in (-1.0, 1.0):
            pieces.append(box("Leg", (0.14 * w, 0.04 * d, 0.12 * h), (side * 0.43 * w, at, 0.0), m["metal"], None, 0.0))
            pieces.append(box("Leg", (0.04 * w, 0.04 * d, 0.5 * h), (side * 0.4 * w, at, 0.0), m["metal"], None, 0.0))
    pieces.append(cylinder("Dot", 0.04 * w, 0.03 * h, (-0.28 * w, -0.32 * d, h * 0.98), m["trim"], None, 0.0, 16))
    return pieces


def part_capacitor(w, d, h, m, x):
    """An upright capacitor."""
    return [cylinder("Sleeve", w / 2, 0.94 * h, (0.0, 0.0, 0.0), m["main"], None, 0.05 * w, 28), cylinder("Top", 0.43 * w, 0.08 * h, (0.0, 0.0, 0.92 * h), m["metal"], None, 0.0, 28)]


def part_connector(w, d, h, m, x):
    """A socket with a metal shell; its mouth looks towards -Y."""
    wall = 0.1 * min(w, h)
    pieces = [box("Tongue", (0.7 * w, 0.8 * d, 0.2 * h), (0.0, 0.05 * d, 0.4 * h), m["dark"], None, 0.0), box("Back", (w, 0.12 * d, h), (0.0, 0.44 * d, 0.0), m["main"], None, 0.0)]
    for low in (0.0, h - wall):
        pieces.append(box("Shell", (w, d, wall), (0.0, 0.0, low), m["main"], None, 0.0))
    for side in (-1.0, 1.0):
        pieces.append(box("Shell", (wall, d, h - wall), (side * (w - wall) / 2, 0.0, 0.5 * wall), m["main"], None, 0.0))
    return pieces


def part_heatsink(w, d, h, m, x):
    """A heat sink with fins along y."""
    pieces = [box("Plate", (w, d, 0.2 * h), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    count = 11
    for number in range(count):
        at = -w / 2 + 0.02 * w + 0.96 * w * number / (count - 1)
        pieces.append(box("Fin", (0.03 * w, d, 0.82 * h), (at, 0.0, 0.18 * h), m["main"], None, 0.0))
    return pieces


def part_fan(w, d, h, m, x):
    """A fan in a ring behind bars; it blows along y."""
    r = min(w, h) / 2
    pieces = [
        ring_shape("Ring", [(0.92 * r, 0.0), (r, 0.0), (r, d), (0.92 * r, d)], (0.0, 0.0, 0.0), m["main"], None, 40),
        cylinder("Hub", 0.22 * r, 0.7 * d, (0.0, 0.0, 0.15 * d), m["dark"], None, 0.0, 24),
    ]
    for number in range(7):
        blade = box("Blade", (0.7 * r, 0.3 * r, 0.12 * d), (0.0, 0.0, 0.45 * d), m["dark"], None, 0.0)
        for vert in blade.data.vertices:
            vert.co.x += 0.55 * r
        blade.rotation_euler = (0.35, 0.0, 2.0 * math.pi * number / 7)
        pieces.append(blade)
    for number in range(3):
        bar = box("Bar", (1.9 * r, 0.04 * r, 0.06 * d), (0.0, 0.0, 0.94 * d), m["main"], None, 0.0)
        bar.rotation_euler.z = math.pi * number / 3
        pieces.append(bar)
    for piece in pieces:
        turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X") @ piece.matrix_basis
        piece.matrix_basis = mathutils.Matrix.Translation((0.0, d / 2, h / 2)) @ turned
    return pieces


def part_speaker(w, d, h, m, x):
    """A loudspeaker: case and two drivers; it looks towards -Y."""
    pieces = [box("Case", (w, 0.94 * d, h), (0.0, 0.03 * d, 0.0), m["main"], None, 0.04 * w)]
    for level, size in ((0.34, 0.36), (0.74, 0.2)):
        r = size * min(w, h)
        cone = [(0.0, 0.02 * d), (0.3 * r, 0.03 * d), (0.8 * r, 0.07 * d), (0.86 * r, 0.08 * d), (r, 0.06 * d), (r, 0.0), (0.0, 0.0)]
        driver = lathe("Driver", cone, (0.0, 0.0, 0.0), m["dark"], None, 40)
        turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X")
        driver.matrix_basis = mathutils.Matrix.Translation((0.0, -0.42 * d, level * h)) @ turned
        pieces.append(driver)
    return pieces


def part_stand(w, d, h, m, x):
    """A monitor's stand: foot, neck and a plate behind the screen."""
    return [
        box("Foot", (w, d, 0.05 * h), (0.0, 0.0, 0.0), m["main"], None, 0.02 * h),
        box("Neck", (0.22 * w, 0.16 * d, 0.95 * h), (0.0, 0.2 * d, 0.04 * h), m["main"], None, 0.02 * h),
        box("Plate", (0.4 * w, 0.08 * d, 0.3 * h), (0.0, 0.08 * d, 0.7 * h), m["main"], None, 0.01 * h),
    ]


def part_appliance_body(w, d, h, m, x):
    """A white good's case on four feet."""
    foot = 0.025 * h
    pieces = [box("Case", (w, d, h - foot), (0.0, 0.0, foot), m["main"], None, 0.02 * min(w, d))]
    for sx in (-1.0, 1.0):
        for sy in (-1.0, 1.0):
            pieces.append(cylinder("Foot", 0.03 * w, foot * 1.2, (sx * 0.42 * w, sy * 0.42 * d, 0.0), m["rubber"], None, 0.0, 16))
    return pieces


def part_appliance_door(w, d, h, m, x):
    """A fridge's or cabinet's door with a long handle."""
    side = 1.0 if x.get("hinge") == "left" else -1.0
    handle = (0.03 * w, 0.3 * d, 0.5 * h)
    return [
        box("Door", (w, 0.6 * d, h), (0.0, 0.2 * d, 0.0), m["main"], None, 0.12 * d),
        box("Handle", handle, (side * 0.43 * w, -0.35 * d, 0.25 * h), m["metal"], None, 0.08 * d),
        box("Mount", (0.03 * w, 0.5 * d, 0.03 * h), (side * 0.43 * w, -0.2 * d, 0.28 * h), m["metal"], None, 0.0),
        box("Mount", (0.03 * w, 0.5 * d, 0.03 * h), (side * 0.43 * w, -0.2 * d, 0.69 * h), m["metal"], None, 0.0),
    ]


def part_porthole(w, d, h, m, x):
    """A washing machine's door: a chrome ring around dark glass; it looks towards -Y."""
    r = min(w, h) / 2
    pieces = [
        ring_shape("Ring", [(0.72 * r, 0.0), (r, 0.0), (r, 0.5 * d), (0.92 * r, 0.75 * d), (0.78 * r, 0.75 * d)], (0.0, 0.0, 0.0), m["main"], None, 48),
        lathe("Glass", [(0.0, 0.0), (0.78 * r, 0.0), (0.76 * r, 0.5 * d), (0.5 * r, 0.85 * d), (0.0, d)], (0.0, 0.0, 0.0), m["glass"], None, 48),
    ]
    for piece in pieces:
        turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X") @ piece.matrix_basis
        piece.matrix_basis = mathutils.Matrix.Translation((0.0, d / 2, h / 2)) @ turned
    return pieces


def part_oven_door(w, d, h, m, x):
    """An oven's door: frame, dark glass and a bar handle."""
    return [
        box("Door", (w, 0.5 * d, h), (0.0, 0.25 * d, 0.0), m["main"], None, 0.1 * d),
        box("Glass", (0.78 * w, 0.1 * d, 0.6 * h), (0.0, -0.02 * d, 0.12 * h), m["glass"], None, 0.02 * h),
        tube("Handle", [(-0.4 * w, 0.0, 0.86 * h), (-0.4 * w, -0.4 * d, 0.86 * h), (0.4 * w, -0.4 * d, 0.86 * h), (0.4 * w, 0.0, 0.86 * h)], 0.09 * d, m["metal"], None),
    ]


def part_control_panel(w, d, h, m, x):
    """A control panel: display, keys and a knob; it looks towards -Y."""
    pieces = [
        box("Panel", (w, 0.7 * d, h), (0.0, 0.15 * d, 0.0), m["main"], None, 0.1 * d),
        box("Display", (0.26 * w, 0.2 * d, 0.5 * h), (0.0, -0.22 * d, 0.25 * h), m["screen"], None, 0.03 * h),
    ]
    for number in range(4):
        pieces.append(box("Key", (0.05 * w, 0.25 * d, 0.24 * h), ((0.2 + 0.07 * number) * w, -0.25 * d, 0.38 * h), m["dark"], None, 0.05 * h))
    knob = cylinder("Knob", 0.32 * h, 0.5 * d, (0.0, 0.0, 0.0), m["metal"], None, 0.05 * h, 32)
    turned = mathutils.Matrix.Rotation(math.pi / 2, 4, "X")
    knob.matrix_basis = mathutils.Matrix.Translation((-0.3 * w, 0.0, 0.5 * h)) @ turned
    pieces.append(knob)
    return pieces


def part_burner(w, d, h, m, x):
    """A gas burner with its grate."""
    r = w / 2
    pieces = [lathe("Burner", [(0.0, 0.0), (0.5 * r, 0.0), (0.5 * r, 0.4 * h), (0.36 * r, 0.55 * h), (0.0, 0.6 * h)], (0.0, 0.0, 0.0), m["metal"], None, 32)]
    pieces.append(ring_shape("Ring", [(0.9 * r, 0.0), (r, 0.0), (r, 0.25 * h), (0.9 * r, 0.25 * h)], (0.0, 0.0, 0.0), m["main"], None, 32))
    for number in range(4):
        bar = box("Bar", (0.7 * r, 0.08 * r, 0.9 * h), (0.0, 0.0, 0.1 * h), m["main"], None, 0.0)
        for vert in bar.data.vertices:
            vert.co.x += 0.6 * r
        bar.rotation_euler.z = math.pi / 2 * number
        pieces.append(bar)
    return pieces


def part_hob(w, d, h, m, x):
    """A glass hob with four rings."""
    pieces = [box("Glass", (w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.3 * h)]
    for sx in (-1.0, 1.0):
        for sy, size in ((-1.0, 0.15), (1.0, 0.19)):
            r = size * min(w, d)
            pieces.append(ring_shape("Ring", [(0.94 * r, 0.0), (r, 0.0), (r, 0.06 * h), (0.94 * r, 0.06 * h)], (sx * 0.24 * w, sy * 0.24 * d, 0.98 * h), m["trim"], None, 40))
    return pieces


def part_handle(w, d, h, m, x):
    """A bar handle on two mounts, along its longest side."""
    if h >= w:
        line = [(0.0, 0.5 * d, 0.08 * h), (0.0, -0.4 * d, 0.08 * h), (0.0, -0.4 * d, 0.92 * h), (0.0, 0.5 * d, 0.92 * h)]
        r = min(w, d) * 0.3
    else:
        line = [(-0.46 * w, 0.5 * d, 0.5 * h), (-0.46 * w, -0.4 * d, 0.5 * h), (0.46 * w, -0.4 * d, 0.5 * h), (0.46 * w, 0.5 * d, 0.5 * h)]
        r = min(h, d) * 0.3
    return [tube("Handle", line, r, m["main"], None)]


def part_vent(w, d, h, m, x):
    """A grille of slats in a frame; it looks towards -Y."""
    rim = 0.06 * min(w, h)
    pieces = [box("Back", (w - rim, 0.3 * d, h - rim), (0.0, 0.3 * d, rim / 2), m["dark"], None, 0.0)]
    for low in (0.0, h - rim):
        pieces.append(box("Frame", (w, d, rim), (0.0, 0.0, low), m["main"], None, 0.1 * rim))
    for side in (-1.0, 1.0):
        pieces.append(box("Frame", (0.98 * rim, 0.97 * d, h - rim), (side * (w - rim) / 2, 0.0, rim / 2), m["main"], None, 0.0))
    count = many(h / (0.12 * max(w, h)), 3, 40)
    for number in range(count):
        at = rim + (h - 2 * rim) * (number + 0.5) / count
        slat = box("Slat", (w - 1.4 * rim, 0.7 * d, 0.1 * (h - 2 * rim) / count), (0.0, 0.0, at), m["main"], None, 0.0)
        slat.rotation_euler.x = 0.5
        pieces.append(slat)
    return pieces


def part_duct(w, d, h, m, x):
    """A sheet metal duct with flanges along y."""
    pieces = [box("Duct", (0.94 * w, d, 0.94 * h), (0.0, 0.0, 0.03 * h), m["main"], None, 0.0)]
    count = many(d / 1.2 + 1, 2, 40)
    for number in range(count):
        at = -d / 2 + 0.01 * d + 0.98 * d * number / (count - 1)
        pieces.append(box("Flange", (w, 0.02 * d, h), (0.0, at, 0.0), m["main"], None, 0.0))
    return pieces


def part_plug(w, d, h, m, x):
    """A plug or adapter with two pins towards -Y."""
    pieces = [box("Body", (w, 0.7 * d, h), (0.0, 0.15 * d, 0.0), m["main"], None, 0.15 * min(w, h))]
    for side in (-1.0, 1.0):
        pieces.append(box("Pin", (0.1 * w, 0.4 * d, 0.1 * h), (side * 0.2 * w, -0.3 * d, 0.45 * h), m["metal"], None, 0.0))
    return pieces


def part_cable(w, d, h, m, x):
    """A cable that lies in a bend along x."""
    r = min(d, h) / 2 * 0.4
    line = [(-0.5 * w, 0.3 * d, r), (-0.2 * w, -0.3 * d, r), (0.15 * w, 0.3 * d, r), (0.5 * w, -0.1 * d, r)]
    return [tube("Cable", spline(line, 10), r, m["main"], None)]
'''

ALSO = """
case: housing, enclosure, chassis_case, main_body, shell_case, casing, device_body, laptop_base, computer_case, tower_case, pc_case, router, hub, gateway, console, remote, battery_cover, keyboard_base, charger, camera_body, power_supply, laptop, computer
round_case: puck, round_housing, smart_speaker, thermostat, thermostat_body, robot_vacuum, detector, smoke_detector, motor
screen: display, monitor, touchscreen, touch_screen, lcd, screen_panel, tv, television, tablet, display_panel, laptop_screen, lid, phone_screen
keyboard: keypad, keys, buttons_row
touchpad: trackpad, sticker, label, badge, logo, name_plate
lens: camera, camera_lens, camera_module, webcam, objective, camera_bump
button: power_button, push_button, volume_button, home_button, switch, key, buttons
knob: dial, rotary_knob, control_knob, knobs, volume_knob
ring: led_ring, light_ring, hoop, halo, gasket
mouse: computer_mouse, trackball
led: status_led, indicator_light, indicator_led, light, lamp_bulb, flash, leds
antenna: aerial, wifi_antenna, antennas
sensor_dome: sensor, pir_sensor, motion_sensor, camera_dome, proximity_sensor, lidar
board: pcb, circuit_board, motherboard, mainboard, logic_board, substrate, circuit
chip: microchip, cpu, processor, microcontroller, ic, gpu, memory, memory_chip, ram, integrated_circuit, wifi_module
capacitor: resistor, inductor, coil, battery_cell, battery
connector: port, usb_port, socket, jack, usb_c_port, hdmi_port, ethernet_port, terminal, header, pin_header, charging_connector, outlet
heatsink: heat_sink, cooler, radiator_fins
fan: cooling_fan, ventilator, ceiling_fan, case_fan, blower
speaker: loudspeaker, speaker_unit, subwoofer
stand: monitor_stand, display_stand, tv_stand, dock, tripod, bracket, mount, wall_mount
appliance_body: appliance, fridge_body, refrigerator, oven_body, washer_body, dishwasher, washing_machine, dryer, oven, cooker, machine_body, cabinet_case
appliance_door: fridge_door, refrigerator_door, freezer_door, dishwasher_door, access_panel, service_door
porthole: drum_door, washer_door, round_door, drum
oven_door: microwave_door, glass_oven_door
control_panel: controls, user_interface, panel_controls, interface_panel, dashboard, instrument_panel
burner: gas_burner, stove_burner
hob: cooktop, stove_top, induction_hob, glass_top
handle: grab_handle, door_handle, pull_handle, carry_handle, handles, hinge
vent: speaker_grille, ventilation, filter, air_filter, ventilation_slots, slots, air_outlet, speaker_mesh
duct: pipe_duct, air_duct, ventilation_duct, piping, conduit
plug: adapter, power_plug, dongle
cable: cord, wire, hose, power_cable, tube, wiring
"""
