# SPDX-License-Identifier: GPL-3.0-or-later
"""Car."""

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
            "RAKE", 0.16, 0.02, 0.28, words=("windscreen", "windshield"), unit="part of the length"
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
        Slot("headlights", "ceramic", "dfe6ea", ("headlight", "light", "headlamp")),
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
def contour():
    """Return rows (share of the length, width, underside, upper edge) from nose to tail."""
    belt = BELT * HEIGHT
    return spline([
        (0.0, 0.78, CLEARANCE + 0.05, belt * 0.7), (0.006, 0.86, CLEARANCE + 0.03, belt * 0.765), (0.02, 0.915, CLEARANCE + 0.01, belt * 0.82),
        (0.06, 0.955, CLEARANCE, belt * 0.865), (0.14, 0.988, CLEARANCE, belt * 0.915), (BONNET, 1.0, CLEARANCE, belt * 0.985),
        (0.5, 1.0, CLEARANCE, belt), (1.0 - max(BOOT, 0.08), 0.99, CLEARANCE, belt * 1.01), (0.95, 0.95, CLEARANCE + 0.02, belt * 0.99),
        (0.985, 0.89, CLEARANCE + 0.04, belt * 0.94), (1.0, 0.8, CLEARANCE + 0.1, belt * 0.87),
    ], 6)


def body_at(share):
    """Return width, underside and upper edge of the body at a share of its length."""
    rows = contour()
    after = next((i for i, row in enumerate(rows) if row[0] >= share), len(rows) - 1)
    low, high = rows[max(after - 1, 0)], rows[after]
    part = (share - low[0]) / max(high[0] - low[0], 1e-6)
    return [a + (b - a) * min(max(part, 0.0), 1.0) for a, b in zip(low[1:], high[1:])]


def side_at(share, z):
    """Return the half width of the body's side at a height: fullest just above its middle."""
    wide, low, high = body_at(share)
    up = min(max((z - low) / max(high - low, 1e-6), 0.0), 1.0)
    swell = 1.0 - 0.1 * max(0.0, 0.35 - up) ** 1.5 / 0.207 - 0.09 * max(0.0, (up - 0.55) / 0.45) ** 2.2
    return WIDTH / 2 * wide * swell


def section(share, floor):
    """Return a ring across the body whose underside is ``floor`` or higher."""
    _, low, high = body_at(share)
    low = max(low, floor)
    y, steps, points = (share - 0.5) * LENGTH, 9, []
    for step in range(steps + 1):
        z = low + (high - low) * 0.97 * step / steps
        points.append((side_at(share, z), y, z))
    edge = points[-1][0]
    for part, lift in ((0.95, 0.985), (0.82, 0.998), (0.5, 1.004), (0.0, 1.008)):
        points.append((edge * part, y, low + (high - low) * lift))
    return points + [(-x, y, z) for x, y, z in points[-2::-1]]


def axles():
    """Return the wheels' places along y."""
    return (-0.5 + 0.185) * LENGTH, (0.5 - 0.19) * LENGTH


def add_body(root, paint, trim):
    """Add the body with round wheel arches, and the dark floor between them."""
    reach = WHEEL_RADIUS + 0.055
    stops = [(share, 0.0) for share, *_ in contour()]
    for y in axles():
        stops = [(s, f) for s, f in stops if abs((s - 0.5) * LENGTH - y) > reach + 0.01]
        stops += [(0.5 + (y + side * (reach + 0.004)) / LENGTH, 0.0) for side in (-1, 1)]
        for step in range(25):
            turn = math.pi * step / 24
            stops.append((0.5 + (y + reach * math.cos(turn)) / LENGTH, WHEEL_RADIUS + reach * math.sin(turn)))
    loft("Body", [section(share, floor) for share, floor in sorted(stops)], (0.0, 0.0, 0.0), paint, root)
    middle = sum(axles()) / 2
    box("Floor", (WIDTH * 0.66, LENGTH * 0.88, BELT * HEIGHT * 0.75 - CLEARANCE), (0.0, 0.0, CLEARANCE + 0.015), trim, root, 0.05)
    long = axles()[1] - axles()[0] - 2 * reach - 0.04
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} sill", (0.1, long, 0.09), (side * (WIDTH * 0.45), middle, CLEARANCE - 0.035), trim, root, 0.03)
    for y, label in ((-1, "Front"), (1, "Rear")):
        share = 0.5 + y * 0.488
        lip = [(side_at(share, CLEARANCE + 0.17) * x, y * (LENGTH * 0.492 - abs(x) ** 3 * 0.12), CLEARANCE + 0.04) for x in (-0.98, -0.8, -0.4, 0.0, 0.4, 0.8, 0.98)]
        tube(f"{label} lip", spline(lip, 3), 0.055, trim, root)


def add_seams(root, paint, trim):
    """Add the lips of the wheel arches, the bonnet's gap and a moulding along the doors."""
    reach = WHEEL_RADIUS + 0.05
    for side, label in ((-1, "Left"), (1, "Right")):
        for y, end in zip(axles(), ("front", "rear")):
            path = []
            for step in range(17):
                turn = math.pi * (0.04 + 0.92 * step / 16)
                along, z = y + reach * math.cos(turn), WHEEL_RADIUS + reach * math.sin(turn)
                path.append((side * (side_at(0.5 + along / LENGTH, z) - 0.006), along, z))
            tube(f"{label} {end} arch", path, 0.026, trim if ROOF_RACK else paint, root, sides=10)
        path = []
        for share in (0.045, 0.08, 0.12, 0.18, 0.24, BONNET - 0.01):
            x, y, z = section(min(share, BONNET), 0.0)[11]
            path.append((side * x, y, z - 0.003))
        if BONNET > 0.26:
            tube(f"{label} bonnet gap", path, 0.006, trim, root, sides=6)
        z = CLEARANCE + (BELT * HEIGHT - CLEARANCE) * 0.42
        start, end = axles()[0] + reach + 0.05, axles()[1] - reach - 0.05
        path = [(side * (side_at(0.5 + y / LENGTH, z) - 0.004), y, z) for y in (start, (start + end) / 2, end)]
        tube(f"{label} moulding", path, 0.016, trim, root, sides=8)
    if BONNET > 0.26:
        path = [(x * across, y, z - 0.003) for x, y, z in [section(0.045, 0.0)[11]] for across in (-1.0, -0.5, 0.0, 0.5, 1.0)]
        lift = section(0.045, 0.0)[13][2] - path[0][2]
        path = [(x, y, z + (lift - 0.004) * (1.0 - abs(number - 2) / 2.0)) for number, (x, y, z) in enumerate(path)]
        tube("Bonnet front gap", path, 0.006, trim, root, sides=6)


def add_doors(root, trim):
    """Add the gaps of the doors and their handles on both sides."""
    front, back = axles()
    reach = WHEEL_RADIUS + 0.09
    lines = [front + reach, 0.03 * LENGTH, back - reach * 0.75]
    for side, label in ((-1, "Left"), (1, "Right")):
        for number, y in enumerate(lines, 1):
            share = 0.5 + y / LENGTH
            _, low, high = body_at(share)
            heights = [low + 0.05 + (high - low - 0.07) * i / 8 for i in range(9)]
            if number == 3:
                heights = [z for z in heights if z > WHEEL_RADIUS + reach * 0.45]
            path = [(side * (side_at(share, z) - 0.004), y, z) for z in heights]
            tube(f"{label} door gap {number}", path, 0.007, trim, root, sides=6)
        for number, y in enumerate((lines[1] - 0.13, lines[2] - 0.1), 1):
            z = BELT * HEIGHT * 0.84
            x = side * (side_at(0.5 + y / LENGTH, z) - 0.008)
            box(f"{label} door handle {number}", (0.035, 0.17, 0.026), (x, y, z), trim, root, 0.01)


def cabin_levels():
    """Return the level rings of the cabin from the belt to the roof's edge."""
    belt, front, back = BELT * HEIGHT - 0.03, (BONNET - 0.5) * LENGTH, (0.5 - BOOT) * LENGTH
    steep = min(0.11, BOOT * 0.75 + 0.03) * LENGTH
    levels = []
    for share in (0.0, 0.25, 0.5, 0.72, 0.88, 0.96):
        wide = WIDTH * (0.915 - 0.2 * share ** 1.3)
        lean = RAKE * LENGTH * share ** 1.12
        z = belt + (HEIGHT - belt) * share * 0.985
        levels.append(plan(z, wide, front + lean, back - steep * share ** 1.6, 4.4, max(SEGMENTS, 32)))
    return levels


def add_cabin(root, paint, glass):
    """Add the glass house, its pillars and the domed roof."""
    levels = cabin_levels()
    loft("Windows", levels, (0.0, 0.0, 0.0), glass, root)
    count = len(levels[0])
    for number, (share, thick) in enumerate(((0.135, 0.05), (0.365, 0.05), (0.99, 0.032), (0.51, 0.032), (0.63, 0.042), (0.87, 0.042))):
        step = int(share * count) % count
        path = [(x, y, z) for x, y, z in (ring[step] for ring in levels[:-1])]
        tube(f"Pillar {number + 1}", path, thick, paint, root, sides=10)
    top = levels[-1]
    front, back = min(p[1] for p in top), max(p[1] for p in top)
    wide = 2.0 * max(p[0] for p in top)
    z = top[0][2]
    rings = [plan(z - 0.035, wide * 1.035, front - 0.05, back + 0.05, 4.4), plan(z - 0.01, wide * 1.03, front - 0.04, back + 0.04, 4.4)]
    for shrink, lift in ((0.03, 0.4), (0.1, 0.72), (0.3, 0.95), (0.6, 1.0)):
        inset = shrink * wide / 2
        rings.append(plan(z + (HEIGHT - z) * lift, wide * (1.0 - shrink), front + inset, back - inset, 4.0))
    loft("Roof", rings, (0.0, 0.0, 0.0), paint, root)


def add_wheels(root, tyre, rim, trim):
    """Add two axles and four wheels under their arches; each wheel turns about its axle."""
    for y, end in zip(axles(), ("Front", "Rear")):
        x = WIDTH / 2 - 0.115
        tube(f"{end} axle", [(-x, y, WHEEL_RADIUS), (x, y, WHEEL_RADIUS)], 0.05, trim, root)
        for side, label in ((-1, "left"), (1, "right")):
            axle = wheel(f"{end} {label} wheel", WHEEL_RADIUS, 0.2, (side * x, y, WHEEL_RADIUS), root, tyre, rim, SPOKE_COUNT)
            if side < 0:
                axle.rotation_euler.z = math.pi


def add_lamp(root, label, place, size, turn, glass, trim):
    """Add a lamp that is sunk into the body, with a dark surround."""
    x, y, z = place
    for name, grow, material in (("surround", 1.13, trim), ("lamp", 1.0, glass)):
        deep = size[1] * (0.9 if name == "surround" else 1.0)
        lamp = ball(f"{label} {name}", (size[0] * grow, deep, size[2] * grow), (x, y, z - size[2] * (grow - 1.0) / 2), material, root, 3.6)
        lamp.rotation_euler.z = turn


def add_lights(root, headlight, taillight, trim, rim):
    """Add lights, mirrors, grille and plates."""
    belt = BELT * HEIGHT
    front, back = -LENGTH / 2, LENGTH / 2
    for side, label in ((-1, "Left"), (1, "Right")):
        add_lamp(root, f"{label} head", (side * WIDTH * 0.34, front + 0.105, belt * 0.655), (0.36, 0.24, 0.12), side * 0.3, headlight, trim)
        add_lamp(root, f"{label} tail", (side * WIDTH * 0.325, back - 0.105, belt * 0.74), (0.38, 0.22, 0.13), -side * 0.36, taillight, trim)
        y = (BONNET - 0.5) * LENGTH + RAKE * LENGTH * 0.5
        x = side_at(0.5 + y / LENGTH, belt)
        ball(f"{label} mirror", (0.2, 0.13, 0.13), (side * (x + 0.08), y, belt - 0.01), trim, root, 3.0, 24)
        tube(f"{label} mirror stalk", [(side * (x - 0.06), y + 0.04, belt - 0.03), (side * (x + 0.06), y, belt + 0.04)], 0.022, trim, root)
    box("Grille", (WIDTH * 0.36, 0.1, belt * 0.15), (0.0, front + 0.03, belt * 0.5), trim, root, 0.02)
    for slat in range(3):
        z = belt * (0.525 + 0.042 * slat)
        box(f"Grille slat {slat + 1}", (WIDTH * 0.32, 0.012, 0.012), (0.0, front - 0.022, z), rim, root, 0.003)
    badge = cylinder("Badge", belt * 0.055, 0.02, (0.0, front - 0.014, belt * 0.57), rim, root, 0.006, 24)
    badge.rotation_euler.x = math.pi / 2
    box("Air intake", (WIDTH * 0.6, 0.1, belt * 0.12), (0.0, front + 0.03, CLEARANCE + 0.1), trim, root, 0.02)
    for side, label in ((-1, "Left"), (1, "Right")):
        place = (side * WIDTH * 0.345, front + 0.02, CLEARANCE + 0.1)
        box(f"{label} fog lamp pit", (0.17, 0.08, 0.1), place, trim, root, 0.025)
        ball(f"{label} fog lamp", (0.08, 0.05, 0.08), (place[0], place[1] - 0.03, place[2] + 0.01), headlight, root, sides=20)
    box("Front plate", (0.46, 0.03, 0.1), (0.0, front - 0.024, belt * 0.37), headlight, root, 0.005)
    box("Rear plate", (0.46, 0.03, 0.1), (0.0, back - 0.014, belt * 0.56), headlight, root, 0.005)


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
            path = [((share - 0.5) * LENGTH, section(share, 0.0)[13][2] + 0.004) for share in (0.02, 0.06, 0.1, 0.16, 0.22, BONNET - 0.005)]
            rings = [
                [(side * 0.14 + a, y, z + b) for a, b in ((-0.09, -0.06), (0.09, -0.06), (0.09, 0.004), (-0.09, 0.004))]
                for y, z in path
            ]
            loft(f"{label} stripe", rings, (0.0, 0.0, 0.0), stripes, root)


def build_car(name):
    """Build a car and return its root."""
    root = empty(name)
    paint, trim, rims = $body, $trim, $rims
    add_body(root, paint, trim)
    add_seams(root, paint, trim)
    add_doors(root, trim)
    add_cabin(root, paint, $glass)
    add_wheels(root, $tyres, rims, trim)
    add_lights(root, $headlights, $taillights, trim, rims)
    add_extras(root, trim, $stripes, $sign)
    return root
''',
)

FAMILIES = (CAR,)
