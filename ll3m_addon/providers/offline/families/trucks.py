# SPDX-License-Identifier: GPL-3.0-or-later
"""Truck."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TRUCK = Family(
    key="truck",
    title="Truck",
    size=(2.92, 7.27, 3.2),
    long="y",
    parameters=(
        Length("LENGTH", 7.2, 4.5, 14.0, "y"),
        Length("WIDTH", 2.4, 1.8, 2.8, "x"),
        Length("HEIGHT", 3.2, 2.2, 4.2, "z"),
        Length("CAB_LENGTH", 1.9, 1.4, 3.0, words=("cab", "cabin")),
        Length("WHEEL_RADIUS", 0.48, 0.35, 0.7, words=("wheel", "tyre", "tire")),
        Count("REAR_AXLE_COUNT", 2, 1, 4, ("axle", "rear axle")),
        Toggle("CARGO_BOX", True, ("box", "container", "cargo box")),
    ),
    slots=(
        Slot("cab", "paint", "2a5fa5", ("cab", "cabin", "body"), main=True),
        Slot(
            "cargo",
            "paint",
            "e9e9e4",
            ("box", "container", "cargo box", "cargo", "trailer", "bed"),
            accent=True,
        ),
        Slot("frame", "plastic", "222326", ("frame", "chassis", "bumper", "trim")),
        Slot("glass", "pane", "10161d", ("window", "glass", "windscreen", "windshield")),
        Slot("tyres", "rubber", "17181a", ("tyre", "tire", "wheel")),
        Slot("rims", "metal", "b9bcc0", ("rim", "hubcap")),
        Slot("lights", "ceramic", "f4f4ec", ("light", "headlight")),
        Slot("taillights", "glow", "b01010", ("taillight", "tail light")),
    ),
    variants={"flat": {"CARGO_BOX": False, "cargo": "wood 8a5a34"}},
    code='''
def add_frame(root, material):
    """Add the chassis with bumpers."""
    z = WHEEL_RADIUS + 0.12
    box("Chassis", (WIDTH * 0.55, LENGTH - 0.5, 0.28), (0.0, 0.05, z), material, root, 0.02)
    box("Front bumper", (WIDTH, 0.24, 0.38), (0.0, -LENGTH / 2 + 0.1, 0.34), material, root, 0.06)
    box("Rear bumper", (WIDTH * 0.9, 0.14, 0.2), (0.0, LENGTH / 2 - 0.09, 0.5), material, root, 0.03)
    box("Rear bumper bracket", (0.5, 0.3, 0.24), (0.0, LENGTH / 2 - 0.2, 0.52), material, root, 0.02)
    for side, label in ((-1, "Left"), (1, "Right")):
        tank = (side * WIDTH * 0.38, -LENGTH / 2 + CAB_LENGTH + 0.75, 0.36)
        box(f"{label} tank", (WIDTH * 0.24, 1.0, 0.5), tank, material, root, 0.08)


def add_cab(root, paint, glass, frame, lights):
    """Add the cab with a raked windscreen, side windows, grille, lights and mirrors."""
    front, low, top = -LENGTH / 2 + 0.05, 0.5, HEIGHT * 0.84
    back = front + CAB_LENGTH
    outline = [(front, low), (back, low), (back, top), (front + 0.42, top), (front + 0.06, low + (top - low) * 0.48)]
    prism("Cab", outline, WIDTH * 0.98, (0.0, 0.0, 0.0), paint, root, "x", 0.08)
    slope = (top - low) * 0.52
    pane = [(0.0, 0.0), (0.36 * 0.78, slope * 0.78), (0.36 * 0.78 + 0.05, slope * 0.78), (0.05, 0.0)]
    place = (0.0, front + 0.075, low + (top - low) * 0.53)
    prism("Windscreen", [(a - 0.02, b) for a, b in pane], WIDTH * 0.84, place, glass, root, "x", 0.01)
    door = low + (top - low) * 0.52
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * (WIDTH * 0.49 - 0.01)
        window = [(front + 0.32, door), (back - 0.4, door), (back - 0.4, top - 0.22), (front + 0.55, top - 0.22)]
        prism(f"{label} window", window, 0.05, (x, 0.0, 0.0), glass, root, "x", 0.01)
        box(f"{label} door handle", (0.06, 0.2, 0.05), (x, back - 0.65, door - 0.2), frame, root, 0.015)
        box(f"{label} step", (0.3, 0.5, 0.08), (side * WIDTH * 0.42, front + 0.95, 0.42), frame, root, 0.02)
        arm = [(side * WIDTH * 0.42, front + 0.5, top - 0.35), (side * (WIDTH / 2 + 0.16), front + 0.12, top - 0.35)]
        tube(f"{label} mirror arm", arm, 0.02, frame, root, sides=8)
        box(f"{label} mirror", (0.2, 0.09, 0.44), (side * (WIDTH / 2 + 0.16), front + 0.12, top - 0.72), frame, root, 0.03)
        box(f"{label} headlight", (0.4, 0.1, 0.2), (side * WIDTH * 0.34, front - 0.005, 0.78), lights, root, 0.04)
    for bar in range(4):
        place = (0.0, front + 0.0 + 0.012 * bar, 1.02 + 0.11 * bar)
        box(f"Grille bar {bar + 1}", (WIDTH * 0.62, 0.08, 0.07), place, frame, root, 0.015)


def add_cargo(root, material, frame, taillights):
    """Add the cargo box with its doors, or a flat bed with low sides."""
    start, end = -LENGTH / 2 + CAB_LENGTH + 0.18, LENGTH / 2
    low = WHEEL_RADIUS * 2 + 0.16
    long, middle = end - start, (start + end) / 2
    box("Bed", (WIDTH, long, 0.16), (0.0, middle, low - 0.08), frame, root, 0.02)
    box("Bed bearer", (WIDTH * 0.5, long * 0.9, 0.5), (0.0, middle, low - 0.5), frame, root, 0.02)
    if CARGO_BOX:
        box("Cargo box", (WIDTH, long, HEIGHT - low - 0.06), (0.0, middle, low + 0.06), material, root, 0.04)
        for side, label in ((-1, "Left"), (1, "Right")):
            size = (WIDTH * 0.47, 0.05, HEIGHT - low - 0.24)
            box(f"{label} rear door", size, (side * WIDTH * 0.245, end, low + 0.15), material, root, 0.015)
            rod = [(side * WIDTH * 0.1, end + 0.035, low + 0.1), (side * WIDTH * 0.1, end + 0.035, HEIGHT - 0.1)]
            tube(f"{label} door rod", rod, 0.018, frame, root, sides=8)
    else:
        for x, y, wide, deep, label in (
            (-WIDTH / 2 + 0.03, middle, 0.06, long, "Left"), (WIDTH / 2 - 0.03, middle, 0.06, long, "Right"),
            (0.0, end - 0.03, WIDTH, 0.06, "Rear"), (0.0, start + 0.03, WIDTH, 0.06, "Front"),
        ):
            tall = 0.9 if label == "Front" else 0.5
            box(f"{label} board", (wide, deep, tall), (x, y, low + 0.06), material, root, 0.01)
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} taillight", (0.3, 0.06, 0.12), (side * WIDTH * 0.35, end - 0.03, 0.54), taillights, root, 0.02)


def add_wheels(root, tyre, rim):
    """Add the front wheels and the rear axles."""
    axles = [(-LENGTH / 2 + CAB_LENGTH * 0.56, "Front")]
    for number in range(REAR_AXLE_COUNT):
        axles.append((LENGTH / 2 - 1.0 - number * WHEEL_RADIUS * 2.15, f"Rear {number + 1}"))
    for y, end in axles:
        tube(f"{end} axle", [(-WIDTH / 2 + 0.2, y, WHEEL_RADIUS), (WIDTH / 2 - 0.2, y, WHEEL_RADIUS)], 0.08, rim, root)
        box(f"{end} spring", (0.5, 0.3, 0.3), (0.0, y, WHEEL_RADIUS), tyre, root, 0.02)
        for side, label in ((-1, "left"), (1, "right")):
            place = (side * (WIDTH / 2 - 0.16), y, WHEEL_RADIUS)
            axle = wheel(f"{end} {label} wheel", WHEEL_RADIUS, 0.3, place, root, tyre, rim, 6)
            if side < 0:
                axle.rotation_euler.z = math.pi


def build_truck(name):
    """Build a truck and return its root."""
    root = empty(name)
    frame = $frame
    add_frame(root, frame)
    add_cab(root, $cab, $glass, frame, $lights)
    add_cargo(root, $cargo, frame, $taillights)
    add_wheels(root, $tyres, $rims)
    return root
''',
)

FAMILIES = (TRUCK,)
