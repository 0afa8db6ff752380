# SPDX-License-Identifier: GPL-3.0-or-later
"""Sailing boat, steam locomotive and bicycle."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

BOAT = Family(
    key="boat",
    title="Sailing boat",
    size=(2.4, 6.4, 8.4),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 6.2, 2.0, 30.0, "y"),
        Length("WIDTH", 2.2, 0.8, 8.0, "x"),
        Length("HULL_HEIGHT", 1.15, 0.4, 5.0, words=("hull",)),
        Length("MAST_HEIGHT", 6.6, 2.0, 30.0, words=("mast",)),
        Toggle("SAILS", True, ("sail",)),
        Toggle("CABIN", True, ("cabin",)),
        Toggle("FLAG", True, ("flag", "pennant")),
    ),
    slots=(
        Slot("hull", "paint", "1f4f8f", ("hull", "body"), main=True),
        Slot("stripe", "paint", "f4f3ee", ("stripe", "cabin", "rail"), accent=True),
        Slot("deck", "wood", "c49a63", ("deck", "mast", "boom"), along="y"),
        Slot("mast", "wood", "a9713f", ("mast", "boom"), along="z"),
        Slot("sails", "matte", "f6f1e4", ("sail",)),
        Slot("glass", "pane", "16222d", ("window", "glass")),
        Slot("keel", "metal", "6a3a30", ("keel", "rudder")),
        Slot("flag", "fabric", "c01a20", ("flag", "pennant")),
    ),
    code='''
def half_width(share):
    """Return the deck's half width at a share of the length from bow to stern."""
    return WIDTH / 2 * (math.sin(math.pi * min(share * 0.92 + 0.02, 0.62)) ** 0.75) * (1.0 if share < 0.6 else 1.0 - 0.5 * (share - 0.6) ** 1.5)


def section(share, grow, low, high):
    """Return a U-shaped ring across the hull at a share of the length, closed by the deck."""
    half, y = half_width(share) * grow, (share - 0.5) * LENGTH
    points = []
    for step in range(13):
        turn = math.pi * step / 12
        points.append((half * math.cos(turn) * (1.0 - 0.12 * math.sin(turn)), y, high - (high - low) * math.sin(turn) ** 0.8))
    return points


def add_hull(root, hull, stripe, deck, base):
    """Add hull, rubbing strake and deck."""
    rings = []
    for step in range(15):
        share = step / 14
        sheer = base + HULL_HEIGHT * (1.0 + 0.22 * (1.0 - share) ** 2)
        depth = base + HULL_HEIGHT * 0.75 * max(0.0, 1.0 - share * 4.0) ** 1.6 + HULL_HEIGHT * 0.3 * max(0.0, share - 0.6) ** 1.2
        rings.append(section(share, 1.0, depth, sheer))
    loft("Hull", rings, (0.0, 0.0, 0.0), hull, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        path = []
        for step in range(15):
            share = step / 14
            z = base + HULL_HEIGHT * (1.0 + 0.22 * (1.0 - share) ** 2)
            path.append((side * half_width(share), (share - 0.5) * LENGTH, z))
        tube(f"{label} strake", path, 0.05, stripe, root)
    rings = []
    for step in range(15):
        share = step / 14
        z = base + HULL_HEIGHT * (1.0 + 0.22 * (1.0 - share) ** 2)
        half, y = half_width(share) * 0.97, (share - 0.5) * LENGTH * 0.99
        rings.append([(-half, y, z - 0.05), (half, y, z - 0.05), (half, y, z + 0.02), (-half, y, z + 0.02)])
    loft("Deck", rings, (0.0, 0.0, 0.0), deck, root)


def add_keel(root, material, base):
    """Add the ballast keel on which the boat stands, and the rudder."""
    outline = [(-0.1 * LENGTH, base + 0.25), (0.12 * LENGTH, base + 0.25), (0.14 * LENGTH, 0.0), (-0.04 * LENGTH, 0.0)]
    prism("Keel", outline, 0.16, (0.0, 0.0, 0.0), material, root, "x", 0.03)
    pivot = empty("Rudder axle", root, (0.0, LENGTH * 0.44, base))
    outline = [(-0.06, HULL_HEIGHT * 0.5), (0.36, HULL_HEIGHT * 0.5), (0.36, -base * 0.5), (0.02, -base * 0.5)]
    prism("Rudder", outline, 0.07, (0.0, 0.0, 0.0), material, pivot, "x", 0.015)


def add_cabin(root, material, glass, base):
    """Add a low cabin with windows and a hatch."""
    z = base + HULL_HEIGHT
    wide, long = WIDTH * 0.52, LENGTH * 0.26
    y = -0.02 * LENGTH
    wedge("Cabin", (wide, long), (wide * 0.84, long * 0.84), 0.5, (0.0, y, z), material, root, (0.0, 0.02), 0.05)
    for side, label in ((-1, "Left"), (1, "Right")):
        for number in range(2):
            place = (side * wide * 0.43, y + (number - 0.5) * long * 0.42 + 0.02, z + 0.19)
            pane = box(f"{label} window {number + 1}", (0.12, long * 0.27, 0.17), place, glass, root, 0.03)
            pane.rotation_euler.y = -side * 0.12


def add_sail(root, name, corners, belly, material):
    """Add a triangular sail that bulges by ``belly``; corners are tack, clew and head."""
    tack, clew, head = (mathutils.Vector(corner) for corner in corners)
    rings = []
    for step in range(11):
        share = step / 10 * 0.985
        left, right = tack.lerp(head, share), clew.lerp(head, share)
        front, back = [], []
        for across in range(7):
            part = across / 6
            point = left.lerp(right, part)
            bulge = belly * math.sin(math.pi * part) * (1.0 - share * 0.7) * (0.3 + 0.7 * math.sin(math.pi * min(share + 0.25, 1.0)))
            front.append((point.x + bulge, point.y, point.z))
            back.append((point.x + bulge + 0.02, point.y, point.z))
        rings.append(front + back[::-1])
    loft(name, rings, (0.0, 0.0, 0.0), material, root)


def add_rig(root, mast, sails, flag, base):
    """Add mast, boom, main sail, jib and pennant."""
    foot, y = base + HULL_HEIGHT - 0.05, -0.1 * LENGTH
    top = foot + MAST_HEIGHT
    tube("Mast", [(0.0, y, foot), (0.0, y, top)], [0.075, 0.04], mast, root)
    boom = empty("Boom pivot", root, (0.0, y, foot + 0.75))
    tube("Boom", [(0.0, 0.0, 0.0), (0.0, LENGTH * 0.5, 0.05)], 0.045, mast, boom)
    if SAILS:
        tall = MAST_HEIGHT - 1.05
        add_sail(boom, "Main sail", ((0.0, 0.05, 0.06), (0.0, LENGTH * 0.49, 0.1), (0.0, 0.03, tall)), 0.32, sails)
        bow = (0.0, -LENGTH * 0.475, base + HULL_HEIGHT * 1.2)
        add_sail(root, "Jib", (bow, (0.1, y - 0.1, foot + 0.5), (0.0, y - 0.03, top - MAST_HEIGHT * 0.16)), 0.22, sails)
    tube("Forestay", [(0.0, -LENGTH * 0.48, base + HULL_HEIGHT * 1.18), (0.0, y, top - MAST_HEIGHT * 0.13)], 0.012, mast, root, sides=6)
    if FLAG:
        prism("Pennant", [(0.0, 0.0), (0.75, 0.14), (0.0, 0.3)], 0.02, (0.0, y, top - 0.32), flag, root, "x", 0.0)


def build_boat(name):
    """Build a sailing boat, its bow to the front, and return its root."""
    root = empty(name)
    base = HULL_HEIGHT * 0.55
    deck = $deck
    stripe = $stripe
    add_hull(root, $hull, stripe, deck, base)
    add_keel(root, $keel, base)
    if CABIN:
        add_cabin(root, stripe, $glass, base)
    add_rig(root, $mast, $sails, $flag, base)
    return root
''',
)

TRAIN = Family(
    key="train",
    title="Steam locomotive",
    size=(2.7, 8.3, 4.1),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 8.0, 3.0, 20.0, "y"),
        Length("BOILER_WIDTH", 1.7, 0.8, 3.0, words=("boiler",)),
        Length("WHEEL_RADIUS", 0.72, 0.3, 1.2, words=("wheel",)),
        Count("DRIVER_COUNT", 3, 2, 5, ("wheel", "driver")),
        Toggle("RAILS", True, ("rail", "track")),
        Toggle("SMOKE", False, ("smoke", "steam")),
    ),
    slots=(
        Slot("boiler", "paint", "1f3d2c", ("boiler", "body", "cab"), main=True),
        Slot("frame", "paint", "8f1c1c", ("frame", "wheel", "cowcatcher", "buffer"), accent=True),
        Slot("black", "metal", "2a2c2f", ("chimney", "smokebox", "roof")),
        Slot("brass", "metal", "brass", ("band", "dome", "brass", "bell")),
        Slot("steel", "metal", "b4b7ba", ("rod", "rail", "tyre")),
        Slot("glass", "pane", "141c24", ("window", "glass")),
        Slot("light", "glow", "ffe6a0", ("light", "lamp", "headlight")),
        Slot("sleepers", "wood", "4b3626", ("sleeper", "tie")),
        Slot("smoke", "matte", "e6e6e8", ("smoke", "steam")),
    ),
    code='''
def add_track(root, steel, sleepers):
    """Add two rails on sleepers."""
    long = LENGTH + 0.3
    count = int(long / 0.7)
    for number in range(count):
        y = -long / 2 + (number + 0.5) * long / count
        box(f"Sleeper {number + 1}", (2.6, 0.26, 0.14), (0.0, y, 0.0), sleepers, root, 0.02)
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} rail", (0.09, long, 0.14), (side * 0.72, 0.0, 0.12), steel, root, 0.02)


def add_wheels(root, low, red, steel):
    """Add driving wheels with spokes, counterweights and coupling rods, and small leading wheels."""
    y = -LENGTH * 0.06
    for index in range(DRIVER_COUNT):
        place = y + (index - (DRIVER_COUNT - 1) / 2) * WHEEL_RADIUS * 2.12 + LENGTH * 0.05
        tube(f"Axle {index + 1}", [(-0.75, place, low + WHEEL_RADIUS), (0.75, place, low + WHEEL_RADIUS)], 0.09, steel, root)
        for side, label in ((-1, "left"), (1, "right")):
            axle = wheel(f"Driver {index + 1} {label}", WHEEL_RADIUS, 0.16, (side * 0.74, place, low + WHEEL_RADIUS), root, steel, red, 10)
            if side < 0:
                axle.rotation_euler.z = math.pi
    span = (DRIVER_COUNT - 1) / 2 * WHEEL_RADIUS * 2.12
    for side, label in ((-1, "Left"), (1, "Right")):
        rod = (0.06, 2 * span + 0.3, 0.13)
        box(f"{label} coupling rod", rod, (side * 0.835, y + LENGTH * 0.05, low + WHEEL_RADIUS * 0.62), steel, root, 0.02)
        cyl = cylinder(f"{label} cylinder", 0.3, 0.9, (side * 0.82, -LENGTH * 0.36, low + 0.72), red, root, 0.03)
        cyl.rotation_euler.x = -math.pi / 2
        piston = [(side * 0.835, -LENGTH * 0.28, low + 0.72), (side * 0.835, y + LENGTH * 0.05 - span * 0.4, low + WHEEL_RADIUS * 0.75)]
        tube(f"{label} piston rod", piston, 0.045, steel, root)
        small = WHEEL_RADIUS * 0.5
        front = wheel(f"Leading wheel {label.lower()}", small, 0.14, (side * 0.74, -LENGTH * 0.42, low + small), root, steel, red, 8)
        if side < 0:
            front.rotation_euler.z = math.pi
    tube("Leading axle", [(-0.75, -LENGTH * 0.42, low + small), (0.75, -LENGTH * 0.42, low + small)], 0.07, steel, root)


def add_frame(root, low, red, black):
    """Add frame, running boards, buffer beam, cowcatcher and buffers."""
    z = low + WHEEL_RADIUS + 0.12
    box("Frame", (1.2, LENGTH * 0.94, 0.4), (0.0, 0.0, z - 0.12), red, root, 0.02)
    box("Running board", (2.3, LENGTH * 0.9, 0.07), (0.0, 0.0, z + 0.26), red, root, 0.015)
    box("Buffer beam", (2.4, 0.2, 0.5), (0.0, -LENGTH * 0.46, z - 0.12), red, root, 0.03)
    for side, label in ((-1, "Left"), (1, "Right")):
        buffer = lathe(f"{label} buffer", [(0.1, 0.0), (0.1, 0.22), (0.22, 0.24), (0.22, 0.3)], (side * 0.78, -LENGTH * 0.46 - 0.08, z + 0.14), black, root, sides=24)
        buffer.rotation_euler.x = math.pi / 2
    for number in range(7):
        x = (number - 3) * 0.3
        bar = [(x, -LENGTH * 0.46, z - 0.1), (x * 0.72, -LENGTH * 0.46 - 0.55 + abs(x) * 0.3, low + 0.12)]
        tube(f"Cowcatcher bar {number + 1}", bar, 0.045, red, root, sides=8)


def add_boiler(root, z, paint, black, brass, light):
    """Add boiler, smokebox, chimney, domes, bands and headlight."""
    radius = BOILER_WIDTH / 2
    middle = z + radius + 0.1
    start, end = -LENGTH * 0.4, LENGTH * 0.24
    parts = [
        lathe("Boiler", [(radius, 0.0), (radius, end - start - 1.0)], (0.0, start + 1.0, middle), paint, root),
        lathe("Smokebox", [(0.0, -0.12), (radius * 0.6, -0.1), (radius * 0.97, 0.0), (radius * 1.03, 0.05), (radius * 1.03, 1.02)], (0.0, start, middle), black, root),
    ]
    for number in range(4):
        share = start + 1.1 + number * (end - start - 1.2) / 3.2
        band = [(radius * 0.95, 0.0), (radius * 1.02, 0.0), (radius * 1.02, 0.08), (radius * 0.95, 0.08)]
        parts.append(ring_shape(f"Band {number + 1}", band, (0.0, share, middle), brass, root))
    for part in parts:
        part.rotation_euler.x = -math.pi / 2
    box("Saddle", (1.0, 0.9, radius), (0.0, start + 0.5, z - 0.05), black, root, 0.04)
    box("Firebox", (BOILER_WIDTH * 0.8, LENGTH * 0.2, radius), (0.0, end - LENGTH * 0.08, z - 0.02), black, root, 0.05)
    chimney = [(0.2, 0.0), (0.19, 0.5), (0.34, 0.85), (0.36, 0.98), (0.3, 1.0), (0.25, 0.85), (0.0, 0.8)]
    lathe("Chimney", [(0.3, -0.16), *chimney], (0.0, start + 0.5, middle + radius), black, root)
    dome = [(0.36, -0.14), (0.34, 0.2), (0.3, 0.4), (0.16, 0.53), (0.0, 0.56)]
    lathe("Steam dome", dome, (0.0, start + 2.1, middle + radius), brass, root)
    lathe("Sand dome", [(r * 0.85, h * 0.85) for r, h in dome], (0.0, start + 3.3, middle + radius), paint, root)
    lamp = cylinder("Headlight", 0.2, 0.3, (0.0, start + 0.06, middle + radius + 0.12), brass, root, 0.02, 32)
    lens = cylinder("Headlight lens", 0.16, 0.06, (0.0, start - 0.2, middle + radius + 0.12), light, root, 0.01, 32)
    for part in (lamp, lens):
        part.rotation_euler.x = math.pi / 2
    box("Headlight bracket", (0.22, 0.24, 0.24), (0.0, start - 0.02 + 0.1, middle + radius - 0.12), black, root, 0.02)


def add_cab(root, z, paint, black, glass, brass):
    """Add the cab with windows and an arched roof."""
    y, long, tall = LENGTH * 0.34, LENGTH * 0.22, BOILER_WIDTH * 1.18
    box("Cab", (2.2, long, tall), (0.0, y, z), paint, root, 0.03)
    for side, label in ((-1, "Left"), (1, "Right")):
        box(f"{label} window frame", (0.1, long * 0.66, tall * 0.46), (side * 1.09, y, z + tall * 0.45), brass, root, 0.02)
        box(f"{label} window", (0.12, long * 0.55, tall * 0.37), (side * 1.095, y, z + tall * 0.495), glass, root, 0.015)
        box(f"{label} front window", (0.38, 0.1, tall * 0.3), (side * 0.78, y - long / 2, z + tall * 0.58), glass, root, 0.02)
    arc = [(1.3 * math.cos(math.pi * i / 16), 0.26 * math.sin(math.pi * i / 16)) for i in range(17)]
    prism("Cab roof", [*arc, (-1.3, -0.08), (1.3, -0.08)], long * 1.22, (0.0, y, z + tall), black, root, "y", 0.015)


def build_train(name):
    """Build a steam locomotive, its front to -Y, and return its root."""
    root = empty(name)
    red, black, brass, steel, paint = $frame, $black, $brass, $steel, $boiler
    low = 0.26 if RAILS else 0.0
    if RAILS:
        add_track(root, steel, $sleepers)
    add_wheels(root, low - 0.005, red, steel)
    add_frame(root, low, red, black)
    z = low + WHEEL_RADIUS + 0.42
    add_boiler(root, z, paint, black, brass, $light)
    add_cab(root, z - 0.05, paint, black, $glass, brass)
    if SMOKE:
        smoke = $smoke
        top = z + BOILER_WIDTH + 0.9
        for number in range(4):
            size = 0.6 + 0.28 * number
            place = (0.0, -LENGTH * 0.34 + number * 0.42, top + number * 0.42)
            blob(f"Smoke {number + 1}", (size, size, size * 0.85), place, smoke, root, number, 0.3, 4, 2.0)
    return root
''',
)

BICYCLE = Family(
    key="bicycle",
    title="Bicycle",
    size=(0.56, 1.72, 1.06),
    uniform=True,
    long="y",
    parameters=(
        Length("WHEEL_RADIUS", 0.345, 0.15, 0.6, words=("wheel",)),
        Length("WHEELBASE", 1.02, 0.5, 1.6),
        Length("SADDLE_HEIGHT", 0.96, 0.5, 1.2, words=("saddle", "seat")),
        Count("SPOKE_COUNT", 20, 8, 36, ("spoke",)),
        Toggle("BASKET", False, ("basket",)),
        Toggle("MUDGUARDS", True, ("mudguard", "fender")),
        Toggle("BELL", True, ("bell",)),
    ),
    slots=(
        Slot("frame", "paint", "1f7f86", ("frame", "body", "fork"), main=True),
        Slot("tyres", "rubber", "1b1c1e", ("tyre", "tire", "wheel")),
        Slot("metal", "metal", "c4c7ca", ("spoke", "rim", "handlebar", "chain", "bell", "crank")),
        Slot("leather", "leather", "7a4a25", ("saddle", "seat", "grip"), accent=True),
        Slot("pedals", "plastic", "202224", ("pedal",)),
        Slot("basket", "wood", "b98a4d", ("basket",)),
    ),
    code='''
def add_wheel(root, name, y, tyre, metal, frame):
    """Add a wheel with rim, hub and spokes on its axle (x), and its mudguard."""
    axle = empty(name, root, (0.0, y, WHEEL_RADIUS))
    thick = 0.019
    ring = WHEEL_RADIUS - thick
    for label, radius, size, material in (("tyre", ring, thick, tyre), ("rim", ring - thick * 0.9, 0.011, metal)):
        circle = [(0.0, radius * math.cos(math.pi * i / 32), radius * math.sin(math.pi * i / 32)) for i in range(64)]
        tube(f"{name} {label}", circle, size, material, axle, closed=True)
    tube(f"{name} hub", [(-0.055, 0.0, 0.0), (0.055, 0.0, 0.0)], 0.018, metal, axle)
    for number in range(SPOKE_COUNT):
        turn = 2.0 * math.pi * number / SPOKE_COUNT
        side = 0.024 if number % 2 else -0.024
        end = (0.0, (ring - thick) * math.cos(turn), (ring - thick) * math.sin(turn))
        tube(f"{name} spoke {number + 1}", [(side, 0.012 * math.cos(turn), 0.012 * math.sin(turn)), end], 0.0016, metal, axle, sides=6)
    if MUDGUARDS:
        start = 0.12 if y > 0 else 0.3
        arc = [math.pi * (start + 0.62 * step / 16) for step in range(17)]
        reach = WHEEL_RADIUS + 0.022
        rings = []
        for a in arc:
            ring_points = []
            for across, lift in ((-0.028, -0.01), (0.0, 0.004), (0.028, -0.01), (0.028, -0.014), (0.0, 0.0), (-0.028, -0.014)):
                radius = reach + lift
                ring_points.append((across, y - radius * math.cos(a), WHEEL_RADIUS + radius * math.sin(a)))
            rings.append(ring_points)
        loft(f"{name} mudguard", rings, (0.0, 0.0, 0.0), frame, root)
        for side, label in ((-1, "left"), (1, "right")):
            last = rings[2 if y < 0 else -3][0]
            stay = [(side * 0.05, y, WHEEL_RADIUS), (side * 0.027, last[1], last[2])]
            tube(f"{name} stay {label}", stay, 0.003, metal, root, sides=6)


def add_frame(root, frame, metal):
    """Add the diamond frame and the fork; returns the points that other parts hang on."""
    front, back = -WHEELBASE / 2, WHEELBASE / 2
    crank = (0.0, back - 0.43, WHEEL_RADIUS * 0.8)
    seat = (0.0, back - 0.26, SADDLE_HEIGHT - 0.15)
    head_top, head_low = (0.0, front + 0.19, SADDLE_HEIGHT - 0.08), (0.0, front + 0.145, SADDLE_HEIGHT - 0.24)
    tube("Seat tube", [crank, seat], 0.017, frame, root)
    tube("Top tube", [(0.0, seat[1] - 0.012, seat[2] - 0.04), (0.0, head_top[1] - 0.01, head_top[2] - 0.04)], 0.016, frame, root)
    tube("Down tube", [head_low, crank], 0.019, frame, root)
    tube("Head tube", [head_top, head_low], 0.021, frame, root)
    tube("Bottom bracket", [(-0.045, *crank[1:]), (0.045, *crank[1:])], 0.024, metal, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * 0.052
        tube(f"{label} chain stay", [(side * 0.02, crank[1], crank[2]), (x, back, WHEEL_RADIUS)], 0.01, frame, root)
        tube(f"{label} seat stay", [(side * 0.014, seat[1], seat[2] - 0.03), (x, back, WHEEL_RADIUS)], 0.009, frame, root)
        fork = [(side * 0.03, head_low[1], head_low[2]), (x, head_low[1] - 0.03, head_low[2] - 0.08), (x, front + 0.02, WHEEL_RADIUS + 0.1), (x, front, WHEEL_RADIUS)]
        tube(f"{label} fork blade", spline(fork, 5), 0.012, frame, root)
    tube("Fork crown", [(-0.05, head_low[1] - 0.008, head_low[2] - 0.012), (0.05, head_low[1] - 0.008, head_low[2] - 0.012)], 0.017, frame, root)
    return crank, seat, head_top


def add_saddle(root, seat, leather, metal):
    """Add the seat post and the saddle."""
    top = (0.0, seat[1] + 0.03, SADDLE_HEIGHT - 0.05)
    tube("Seat post", [seat, top], 0.013, metal, root)
    rings = []
    for share, wide, rise in ((0.0, 0.02, 0.0), (0.12, 0.045, 0.006), (0.5, 0.06, 0.004), (0.8, 0.15, 0.018), (0.95, 0.16, 0.022), (1.0, 0.12, 0.018)):
        low = SADDLE_HEIGHT - 0.065 + rise
        rings.append(oval(share * 0.27, wide, low, low + 0.045, 2.6, 24))
    saddle = loft("Saddle", rings, (0.0, 0.0, 0.0), leather, root)
    saddle.location.y = top[1] - 0.16


def add_handlebar(root, head, leather, metal):
    """Add stem, curved handlebar with grips, and the bell; they turn about the stem (z)."""
    pivot = empty("Steering", root, head)
    rise = 0.11
    tube("Stem", [(0.0, -0.0, -0.02), (0.0, 0.012, rise)], 0.014, metal, pivot)
    for side, label in ((-1, "Left"), (1, "Right")):
        path = [(0.0, 0.012, rise), (side * 0.08, -0.02, rise + 0.015), (side * 0.2, 0.0, rise + 0.03), (side * 0.245, 0.1, rise + 0.01), (side * 0.25, 0.19, rise)]
        tube(f"{label} handlebar", spline(path, 6), 0.011, metal, pivot)
        tube(f"{label} grip", [(side * 0.247, 0.11, rise + 0.008), (side * 0.25, 0.2, rise)], 0.017, leather, pivot)
    if BELL:
        lathe("Bell", [(0.0, 0.0), (0.026, 0.0), (0.027, 0.008), (0.018, 0.024), (0.0, 0.03)], (0.12, -0.018, rise + 0.026), metal, pivot, sides=24)


def add_drive(root, crank, metal, pedals):
    """Add chain ring, cranks, pedals, sprocket and chain."""
    back = WHEELBASE / 2
    turn = empty("Crank axle", root, crank)
    disc = [(0.075, -0.003), (0.092, -0.003), (0.092, 0.003), (0.075, 0.003)]
    plate = ring_shape("Chain ring", disc, (0.045, 0.0, 0.0), metal, turn)
    plate.rotation_euler.y = math.pi / 2
    for number in range(5):
        a = 2.0 * math.pi * number / 5
        tube(f"Chain ring arm {number + 1}", [(0.045, 0.0, 0.0), (0.045, 0.08 * math.cos(a), 0.08 * math.sin(a))], 0.006, metal, turn, sides=6)
    for side, label in ((-1, "Left"), (1, "Right")):
        a = 0.5 if side > 0 else 0.5 + math.pi
        x, y, z = side * 0.062, 0.165 * math.cos(a), -0.165 * math.sin(a)
        tube(f"{label} crank arm", [(x * 0.6, 0.0, 0.0), (x, 0.0, 0.0), (x, y, z)], 0.009, metal, turn)
        axle = empty(f"{label} pedal axle", turn, (x, y, z))
        box(f"{label} pedal", (0.095, 0.06, 0.02), (side * 0.055, 0.0, -0.01), pedals, axle, 0.006)
    sprocket = cylinder("Sprocket", 0.04, 0.006, (0.042, back, WHEEL_RADIUS), metal, root, 0.0, 32)
    sprocket.rotation_euler.y = math.pi / 2
    for sign, label in ((1, "Upper"), (-1, "Lower")):
        path = [(0.045, crank[1], crank[2] + sign * 0.088), (0.045, back, WHEEL_RADIUS + sign * 0.038)]
        tube(f"{label} chain", path, 0.0045, metal, root, sides=6)


def add_basket(root, head, material):
    """Add a wicker basket in front of the handlebar."""
    wide, deep, tall = 0.34, 0.25, 0.22
    y, z = head[1] - 0.2, head[2] - 0.12
    box("Basket floor", (wide * 0.8, deep * 0.8, 0.012), (0.0, y, z), material, root, 0.003)
    for level in range(5):
        share = level / 4
        grow = 0.8 + 0.2 * share
        loop = [(wide / 2 * grow * math.cos(math.pi * i / 16), y + deep / 2 * grow * math.sin(math.pi * i / 16), z + tall * share) for i in range(32)]
        tube(f"Basket hoop {level + 1}", loop, 0.007, material, root, closed=True, sides=8)
    for number in range(24):
        a = 2.0 * math.pi * number / 24
        ends = [(wide / 2 * g * math.cos(a), y + deep / 2 * g * math.sin(a), h) for g, h in ((0.8, z), (1.0, z + tall))]
        tube(f"Basket stake {number + 1}", ends, 0.005, material, root, sides=6)
    tube("Basket holder", [(0.0, head[1], head[2] - 0.03), (0.0, y + deep * 0.3, z + 0.006)], 0.008, material, root)


def build_bicycle(name):
    """Build a bicycle, its front to -Y, and return its root."""
    root = empty(name)
    frame, metal, tyres, leather = $frame, $metal, $tyres, $leather
    add_wheel(root, "Front wheel", -WHEELBASE / 2, tyres, metal, frame)
    add_wheel(root, "Rear wheel", WHEELBASE / 2, tyres, metal, frame)
    crank, seat, head = add_frame(root, frame, metal)
    add_saddle(root, seat, leather, metal)
    add_handlebar(root, head, leather, metal)
    add_drive(root, crank, metal, $pedals)
    if BASKET:
        add_basket(root, head, $basket)
    return root
''',
)

FAMILIES = (BOAT, TRAIN, BICYCLE)
