# SPDX-License-Identifier: GPL-3.0-or-later
"""Car and truck."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

CAR = Family(
    key="car",
    title="Car",
    size=(2.02, 4.35, 1.48),
    long="y",
    parameters=(
        Length("LENGTH", 4.3, 3.0, 6.5, "y"),
        Length("WIDTH", 1.78, 1.4, 2.2, "x"),
        Length("HEIGHT", 1.46, 1.0, 2.2, "z", ("roof",)),
        Length("CLEARANCE", 0.19, 0.08, 0.4),
        Length("BELT", 0.62, 0.5, 0.75, unit="part of the height"),
        Length("BONNET", 0.29, 0.08, 0.45, words=("bonnet", "hood"), unit="part of the length"),
        Length("BOOT", 0.14, 0.02, 0.35, words=("boot", "trunk"), unit="part of the length"),
        Length(
            "RAKE", 0.13, 0.02, 0.25, words=("windscreen", "windshield"), unit="part of the length"
        ),
        Length("WHEEL_RADIUS", 0.33, 0.25, 0.6, words=("wheel", "tyre", "tire")),
        Count("SPOKE_COUNT", 5, 3, 12, ("spoke",)),
        Toggle("SPOILER", False, ("spoiler", "rear wing")),
        Toggle("ROOF_RACK", False, ("rack", "roof rack")),
        Toggle("TAXI_SIGN", False, ("sign", "taxi sign")),
        Toggle("STRIPES", False, ("stripe", "racing stripe")),
    ),
    slots=(
        Slot(
            "body",
            "paint",
            "b5121b",
            ("body", "paint", "roof", "door", "bonnet", "hood"),
            main=True,
        ),
        Slot("stripes", "paint", "white", ("stripe", "racing stripe"), accent=True),
        Slot("glass", "pane", "10161d", ("window", "glass", "windscreen", "windshield")),
        Slot(
            "trim",
            "plastic",
            "1a1b1d",
            ("trim", "bumper", "grille", "rack", "roof rack", "spoiler"),
        ),
        Slot("tyres", "rubber", "17181a", ("tyre", "tire", "wheel")),
        Slot("rims", "metal", "c9ccd0", ("rim", "hubcap", "spoke")),
        Slot("headlights", "ceramic", "f4f4ec", ("headlight", "light", "headlamp")),
        Slot("taillights", "glow", "b01010", ("taillight", "tail light", "rear light")),
        Slot("sign", "glow", "f2c21b", ("sign", "taxi sign")),
    ),
    variants={
        "sports": {
            "HEIGHT": 1.2,
            "LENGTH": 4.4,
            "WIDTH": 1.88,
            "CLEARANCE": 0.13,
            "BONNET": 0.34,
            "BOOT": 0.13,
            "RAKE": 0.17,
            "WHEEL_RADIUS": 0.3,
            "SPOILER": True,
            "BELT": 0.67,
        },
        "van": {
            "HEIGHT": 1.95,
            "LENGTH": 4.7,
            "BONNET": 0.15,
            "BOOT": 0.02,
            "RAKE": 0.1,
            "BELT": 0.54,
            "body": "paint eeeeec",
        },
        "suv": {
            "HEIGHT": 1.75,
            "LENGTH": 4.6,
            "WIDTH": 1.9,
            "CLEARANCE": 0.24,
            "BOOT": 0.03,
            "RAKE": 0.09,
            "WHEEL_RADIUS": 0.38,
            "ROOF_RACK": True,
            "body": "paint 2f4a3a",
        },
        "taxi": {"body": "paint f2b705", "TAXI_SIGN": True},
        "hatch": {"LENGTH": 3.8, "BOOT": 0.03, "RAKE": 0.12},
    },
    styles={
        "vintage": {
            "HEIGHT": 1.55,
            "BONNET": 0.31,
            "BOOT": 0.22,
            "RAKE": 0.08,
            "body": "paint 7fb0a8",
        },
        "cartoon": {"LENGTH": 3.3, "WHEEL_RADIUS": 0.4, "HEIGHT": 1.6},
        "futuristic": {"HEIGHT": 1.25, "RAKE": 0.2, "BONNET": 0.22, "BOOT": 0.1},
    },
    code='''
def add_body(root, paint, trim):
    """Add the lower body, skinned over sections from nose to tail, and the dark sill."""
    belt = BELT * HEIGHT
    stations = [
        (0.0, 0.76, CLEARANCE + 0.14, belt * 0.66), (0.015, 0.87, CLEARANCE + 0.06, belt * 0.74),
        (0.07, 0.96, CLEARANCE, belt * 0.83), (BONNET * 0.6, 1.0, CLEARANCE, belt * 0.91),
        (BONNET, 1.0, CLEARANCE, belt * 0.985), (0.55, 1.0, CLEARANCE, belt),
        (1.0 - max(BOOT, 0.06), 1.0, CLEARANCE, belt * 0.995), (0.965, 0.96, CLEARANCE + 0.03, belt * 0.96),
        (0.99, 0.9, CLEARANCE + 0.08, belt * 0.9), (1.0, 0.8, CLEARANCE + 0.16, belt * 0.8),
    ]
    rings = [
        oval((share - 0.5) * LENGTH, wide * WIDTH, low, high, 5.0)
        for share, wide, low, high in spline(stations, 4)
    ]
    loft("Body", rings, (0.0, 0.0, 0.0), paint, root)
    size = (WIDTH * 0.97, LENGTH * 0.9, 0.12)
    box("Sill", size, (0.0, 0.0, CLEARANCE - 0.035), trim, root, 0.04)


def cabin_levels():
    """Return the level rings of the cabin from the belt to the roof, and their count."""
    belt, front, back = BELT * HEIGHT - 0.03, (BONNET - 0.5) * LENGTH, (0.5 - BOOT) * LENGTH
    steep = min(0.09, BOOT * 0.6 + 0.025) * LENGTH
    levels = []
    for share in (0.0, 0.35, 0.7, 0.92, 1.0):
        wide = WIDTH * (0.93 - 0.17 * share ** 1.2)
        lean = RAKE * LENGTH * share
        z = belt + (HEIGHT - 0.035 - belt) * share
        levels.append(plan(z, wide, front + lean, back - steep * share ** 1.5, 5.0))
    return levels


def add_cabin(root, paint, glass):
    """Add the glass house, its pillars and the roof."""
    levels = cabin_levels()
    loft("Windows", levels, (0.0, 0.0, 0.0), glass, root)
    count = len(levels[0])
    for number, share in enumerate((0.135, 0.365, 0.99, 0.51, 0.63, 0.87)):
        step = int(share * count) % count
        path = [(x * 1.002, y * 1.002, z) for x, y, z in (ring[step] for ring in levels)]
        tube(f"Pillar {number + 1}", path, 0.034, paint, root, sides=8)
    z = levels[-1][0][2]
    wide = WIDTH * 0.76
    front = min(point[1] for point in levels[-1])
    back = max(point[1] for point in levels[-1])
    rings = [
        plan(z - 0.03, wide * 1.02, front - 0.03, back + 0.03, 5.0), plan(z, wide * 1.01, front - 0.02, back + 0.02, 5.0),
        plan(z + 0.022, wide * 0.95, front + 0.03, back - 0.03, 5.0), plan(z + 0.035, wide * 0.7, front + 0.25, back - 0.25, 4.0),
    ]
    loft("Roof", rings, (0.0, 0.0, 0.0), paint, root)


def add_wheels(root, tyre, rim, trim):
    """Add four wheels in dark arches; each turns about its axle."""
    for y, end in ((-0.5 + 0.185, "Front"), (0.5 - 0.185, "Rear")):
        for side, label in ((-1, "left"), (1, "right")):
            x = side * (WIDTH / 2 - 0.035)
            reach = WHEEL_RADIUS + 0.018
            turns = [math.radians(-12.0 + 12.0 * step) for step in range(18)]
            path = [
                (side * (WIDTH / 2 - 0.02), y * LENGTH + reach * math.cos(a), WHEEL_RADIUS + reach * math.sin(a))
                for a in turns
            ]
            tube(f"{end} {label} arch", path, 0.024, trim, root)
            axle = wheel(f"{end} {label} wheel", WHEEL_RADIUS, 0.21, (x, y * LENGTH, WHEEL_RADIUS), root, tyre, rim, SPOKE_COUNT)
            if side < 0:
                axle.rotation_euler.z = math.pi


def add_lights(root, headlight, taillight, trim):
    """Add lights, grille, plates and door handles."""
    belt = BELT * HEIGHT
    front, back = -LENGTH / 2, LENGTH / 2
    for side, label in ((-1, "Left"), (1, "Right")):
        lamp = ball(f"{label} headlight", (0.34, 0.2, 0.15), (side * WIDTH * 0.33, front + 0.09, belt * 0.58), headlight, root, 3.0)
        lamp.rotation_euler.z = side * 0.35
        lamp = ball(f"{label} taillight", (0.32, 0.14, 0.16), (side * WIDTH * 0.34, back - 0.075, belt * 0.68), taillight, root, 4.0)
        lamp.rotation_euler.z = -side * 0.3
        mirror = (side * (WIDTH / 2 + 0.02), (BONNET - 0.5) * LENGTH + RAKE * LENGTH * 0.45, belt - 0.02)
        ball(f"{label} mirror", (0.2, 0.12, 0.14), mirror, trim, root, 3.0, 24)
        stalk = [(side * WIDTH * 0.3, mirror[1] + 0.22, belt - 0.03), (mirror[0], mirror[1], belt + 0.03)]
        tube(f"{label} mirror stalk", stalk, 0.03, trim, root)
        handle = (side * (WIDTH * 0.497 - 0.06), 0.08 * LENGTH, belt * 0.82)
        box(f"{label} door handle", (0.16, 0.2, 0.028), handle, trim, root, 0.01)
    box("Grille", (WIDTH * 0.42, 0.12, belt * 0.16), (0.0, front + 0.05, belt * 0.5), trim, root, 0.03)
    box("Air intake", (WIDTH * 0.6, 0.14, belt * 0.12), (0.0, front + 0.07, CLEARANCE + 0.1), trim, root, 0.03)
    box("Front plate", (0.5, 0.03, 0.11), (0.0, front - 0.012, belt * 0.4), headlight, root, 0.005)
    box("Rear plate", (0.5, 0.03, 0.11), (0.0, back - 0.015, belt * 0.55), headlight, root, 0.005)


def add_extras(root, trim, stripes, sign):
    """Add spoiler, roof rack, stripes and taxi sign where wanted."""
    belt = BELT * HEIGHT
    if SPOILER:
        y = LENGTH / 2 - 0.2
        for side, label in ((-1, "Left"), (1, "Right")):
            box(f"{label} spoiler post", (0.03, 0.12, 0.2), (side * WIDTH * 0.32, y, belt * 0.93), trim, root, 0.008)
        wing = box("Spoiler", (WIDTH * 0.92, 0.28, 0.035), (0.0, y, belt * 0.93 + 0.18), trim, root, 0.014)
        wing.rotation_euler.x = math.radians(6.0)
    if ROOF_RACK:
        for side, label in ((-1, "Left"), (1, "Right")):
            x = side * WIDTH * 0.33
            start, end = (BONNET + RAKE - 0.44) * LENGTH, (0.42 - BOOT) * LENGTH
            path = [(x, start, HEIGHT - 0.03), (x, start + 0.1, HEIGHT + 0.05), (x, end - 0.1, HEIGHT + 0.05), (x, end, HEIGHT - 0.03)]
            tube(f"{label} rail", spline(path, 4), 0.02, trim, root)
    if TAXI_SIGN:
        y = (BONNET + RAKE - BOOT) / 2 * LENGTH
        box("Taxi sign", (0.5, 0.18, 0.16), (0.0, y, HEIGHT - 0.015), sign, root, 0.04)
    if STRIPES:
        for side, label in ((-1, "Left"), (1, "Right")):
            path = []
            for share in (0.03, 0.09, 0.16, 0.23, BONNET - 0.005):
                top = belt * (0.78 + 0.05 * min(share / 0.07, 1.0) + 0.155 * max(0.0, share - 0.07) / max(BONNET - 0.07, 0.01))
                path.append(((share - 0.5) * LENGTH, top))
            rings = [
                [(side * 0.14 + a, y, z + b) for a, b in ((-0.09, -0.06), (0.09, -0.06), (0.09, 0.004), (-0.09, 0.004))]
                for y, z in path
            ]
            loft(f"{label} stripe", rings, (0.0, 0.0, 0.0), stripes, root)


def build_car(name):
    """Build a car and return its root."""
    root = empty(name)
    paint, trim = $body, $trim
    add_body(root, paint, trim)
    add_cabin(root, paint, $glass)
    add_wheels(root, $tyres, $rims, trim)
    add_lights(root, $headlights, $taillights, trim)
    add_extras(root, trim, $stripes, $sign)
    return root
''',
)

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
        arm = [(x, front + 0.3, top - 0.35), (side * (WIDTH / 2 + 0.16), front + 0.12, top - 0.35)]
        tube(f"{label} mirror arm", arm, 0.02, frame, root, sides=8)
        box(f"{label} mirror", (0.2, 0.09, 0.44), (side * (WIDTH / 2 + 0.16), front + 0.1, top - 0.72), frame, root, 0.03)
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

FAMILIES = (CAR, TRUCK)
