# SPDX-License-Identifier: GPL-3.0-or-later
"""Sailing boat and bicycle."""

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

FAMILIES = (BOAT, BICYCLE)
