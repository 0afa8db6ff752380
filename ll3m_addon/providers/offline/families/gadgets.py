# SPDX-License-Identifier: GPL-3.0-or-later
"""Speaker, headphones, camera and kettle."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

SPEAKER = Family(
    key="speaker",
    title="Loudspeaker",
    size=(0.24, 0.31, 0.42),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.24, 0.1, 0.6, "x"),
        Length("DEPTH", 0.28, 0.1, 0.6),
        Length("HEIGHT", 0.42, 0.15, 1.6, "z"),
        Count("DRIVER_COUNT", 2, 1, 4, ("driver", "cone", "woofer")),
        Toggle("PORT", True, ("port",)),
    ),
    slots=(
        Slot("case", "wood", "walnut", ("case", "body", "box"), main=True, along="z"),
        Slot("front", "plastic", "202225", ("front", "panel", "foot")),
        Slot("cone", "rubber", "2b2d31", ("cone", "driver", "woofer", "membrane"), accent=True),
        Slot("ring", "metal", "b9bcc0", ("ring", "dome", "rim")),
    ),
    code='''
def add_driver(root, number, z, radius, cone, ring):
    """Add a driver: rim, rubber surround, hollow cone and dust cap."""
    pivot = empty(f"Driver {number}", root, (0.0, -DEPTH / 2 - 0.006, z))
    pivot.rotation_euler.x = math.pi / 2
    rim = [(radius * 0.9, -0.01), (radius, -0.01), (radius, 0.004), (radius * 0.97, 0.007), (radius * 0.9, 0.005)]
    ring_shape(f"Rim {number}", rim, (0.0, 0.0, 0.0), ring, pivot)
    shape = [
        (0.0, -0.011), (radius * 0.92, -0.011), (radius * 0.92, 0.002), (radius * 0.86, 0.0075), (radius * 0.78, 0.007), (radius * 0.73, 0.001),
        (radius * 0.36, -0.006), (radius * 0.3, -0.0055), (radius * 0.2, -0.001), (0.0, 0.002),
    ]
    lathe(f"Cone {number}", shape, (0.0, 0.0, 0.0), cone, pivot)


def build_speaker(name):
    """Build a loudspeaker and return its root."""
    root = empty(name)
    front, cone, ring = $front, $cone, $ring
    for number, (x, y) in enumerate(ring_spots(4, WIDTH * 0.38, DEPTH * 0.38), 1):
        cylinder(f"Foot {number}", 0.012, 0.012, (x, y, 0.0), front, root, 0.002, 20)
    box("Case", (WIDTH, DEPTH, HEIGHT - 0.008), (0.0, 0.0, 0.008), $case, root, 0.01)
    box("Front panel", (WIDTH * 0.93, 0.016, HEIGHT * 0.94), (0.0, -DEPTH / 2, 0.02), front, root, 0.006)
    room = HEIGHT * (0.82 if PORT else 0.9)
    low = HEIGHT * (0.14 if PORT else 0.05)
    sizes = [WIDTH * (0.4 if number == 0 else 0.24 if number == DRIVER_COUNT - 1 else 0.33) for number in range(DRIVER_COUNT)]
    fit = min(1.0, room / (2.1 * sum(sizes)))
    z = low
    for number, size in enumerate(sizes):
        z += size * fit * 1.05
        add_driver(root, number + 1, z, size * fit, cone, ring)
        z += size * fit * 1.05 + (room - 2.1 * sum(sizes) * fit) / max(DRIVER_COUNT, 1) * 0.5
    if PORT:
        hole = ring_shape("Port", [(0.016, -0.01), (0.022, -0.01), (0.022, 0.004), (0.016, 0.006)], (0.0, -DEPTH / 2 - 0.006, HEIGHT * 0.085), ring, root)
        plug = cylinder("Port hole", 0.017, 0.012, (0.0, -DEPTH / 2 + 0.002, HEIGHT * 0.085), cone, root, 0.0, 32)
        for part in (hole, plug):
            part.rotation_euler.x = math.pi / 2
    return root
''',
)

HEADPHONES = Family(
    key="headphones",
    title="Headphones",
    size=(0.225, 0.097, 0.2),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.17, 0.1, 0.3),
        Length("HEIGHT", 0.2, 0.12, 0.3, "z"),
        Length("CUP_WIDTH", 0.085, 0.05, 0.12, words=("cup", "ear cup", "pad")),
        Toggle("MICROPHONE", False, ("microphone", "mic")),
    ),
    slots=(
        Slot("shell", "plastic", "26282c", ("shell", "cup", "ear cup", "body"), main=True),
        Slot("pads", "leather", "15161a", ("pad", "cushion", "padding")),
        Slot("band", "metal", "b4b7ba", ("band", "headband", "fork", "arm", "ring"), accent=True),
    ),
    variants={"headset": {"MICROPHONE": True}},
    code='''
def add_cup(root, side, label, shell, pads, band):
    """Add an ear cup with pad, cap and fork; it tilts about the fork (y)."""
    radius = CUP_WIDTH / 2
    pivot = empty(f"{label} cup", root, (side * WIDTH / 2, 0.0, radius))
    profile = [(0.0, -0.004), (radius * 0.9, -0.004), (radius, 0.004), (radius * 0.97, 0.014), (radius * 0.8, 0.024), (0.0, 0.026)]
    cup = lathe(f"{label} shell", profile, (0.0, 0.0, 0.0), shell, pivot)
    soft = spline([(radius * 0.55, 0.0), (radius * 0.62, 0.018), (radius * 0.78, 0.024), (radius * 0.94, 0.016), (radius * 0.95, 0.0)], 4)
    pad = ring_shape(f"{label} pad", [*soft, (radius * 0.75, -0.004)], (0.0, 0.0, 0.0), pads, pivot)
    inner = lathe(f"{label} grille", [(0.0, 0.0), (radius * 0.65, 0.0), (radius * 0.65, 0.006), (0.0, 0.006)], (0.0, 0.0, 0.0), pads, pivot)
    cap = [(radius * 0.5, 0.02), (radius * 0.62, 0.02), (radius * 0.6, 0.0275), (radius * 0.52, 0.0275)]
    ring = ring_shape(f"{label} ring", cap, (0.0, 0.0, 0.0), band, pivot)
    for part, way in ((cup, side), (ring, side), (pad, -side), (inner, -side)):
        part.rotation_euler.y = way * math.pi / 2
    arc = [(side * 0.01, radius * 1.06 * math.sin(a), radius * 1.06 * math.cos(a)) for a in [math.pi * (step / 16 - 0.5) for step in range(17)]]
    tube(f"{label} fork", arc, 0.0035, band, pivot)
    for way in (-1, 1):
        tube(f"{label} pin {'front' if way < 0 else 'back'}", [(side * 0.01, way * radius * 1.08, 0.0), (side * 0.01, way * radius * 0.85, 0.0)], 0.003, band, pivot)


def add_band(root, band, pads):
    """Add the sprung headband with padding below its top."""
    radius = CUP_WIDTH / 2
    start = 2.0 * radius * 1.02
    half, tall = WIDTH / 2 + 0.01, HEIGHT - start
    for label, share, thick, deep, drop, material in (("Headband", 1.0, 0.003, 0.013, 0.0, band), ("Padding", 0.62, 0.008, 0.016, 0.009, pads)):
        rings = []
        for step in range(33):
            a = math.pi * (0.5 + share * (0.5 - step / 32))
            x, z = half * math.cos(a), start + tall * math.sin(a) ** 0.8 - 0.003 - drop
            out = mathutils.Vector((math.cos(a), 0.0, math.sin(a)))
            middle = mathutils.Vector((x, 0.0, z))
            ring = []
            for across, lift in ((-deep, 0.0), (-deep * 0.7, thick), (deep * 0.7, thick), (deep, 0.0), (deep * 0.7, -thick), (-deep * 0.7, -thick)):
                ring.append(middle + out * lift + mathutils.Vector((0.0, across, 0.0)))
            rings.append(ring)
        loft(label, rings, (0.0, 0.0, 0.0), material, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        tube(f"{label} slider", [(side * half, 0.0, start + 0.03), (side * half, 0.0, start - 0.006)], 0.0055, band, root)


def build_headphones(name):
    """Build headphones and return their root."""
    root = empty(name)
    shell, pads, band = $shell, $pads, $band
    for side, label in ((-1, "Left"), (1, "Right")):
        add_cup(root, side, label, shell, pads, band)
    add_band(root, band, pads)
    if MICROPHONE:
        radius = CUP_WIDTH / 2
        x = WIDTH / 2 + 0.012
        path = [(x, -radius * 0.8, radius * 0.8), (x * 0.98, -radius * 1.7, radius * 0.6), (x * 0.6, -radius * 2.3, radius * 0.45)]
        tube("Microphone arm", spline(path, 6), 0.0028, band, root)
        end = path[-1]
        ball("Microphone", (0.024, 0.014, 0.014), (end[0], end[1], end[2] - 0.007), pads, root)
    return root
''',
)

CAMERA = Family(
    key="camera",
    title="Camera",
    size=(0.14, 0.12, 0.1),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.138, 0.08, 0.25, "x"),
        Length("HEIGHT", 0.082, 0.05, 0.15),
        Length("DEPTH", 0.045, 0.03, 0.09),
        Length("LENS_LENGTH", 0.065, 0.02, 0.3, words=("lens",)),
        Length("LENS_WIDTH", 0.064, 0.03, 0.09, words=("lens",)),
        Toggle("FLASH", True, ("flash", "prism")),
    ),
    slots=(
        Slot("body", "leather", "1c1d20", ("body", "grip", "leather"), main=True),
        Slot("top", "metal", "b4b7ba", ("top", "plate", "base", "dial", "button"), accent=True),
        Slot("lens", "plastic", "17181a", ("lens", "ring", "eyepiece")),
        Slot("glass", "pane", "1a2a5a", ("glass",)),
        Slot("red", "plastic", "c01a20", ("dot", "stripe")),
    ),
    styles={"vintage": {"LENS_LENGTH": 0.04, "body": "leather 5b3a21"}},
    code='''
def add_lens(root, material, glass, metal, red):
    """Add the lens barrel with grip rings and bulging front glass; it turns about its axis."""
    pivot = empty("Lens", root, (WIDTH * 0.03, -DEPTH / 2, HEIGHT * 0.47))
    pivot.rotation_euler.x = math.pi / 2
    radius, long = LENS_WIDTH / 2, LENS_LENGTH
    barrel = [
        (0.0, -0.004), (radius * 1.02, -0.004), (radius * 1.02, long * 0.14), (radius * 0.92, long * 0.17), (radius * 0.92, long * 0.3), (radius * 0.98, long * 0.34),
        (radius * 0.98, long * 0.62), (radius * 0.92, long * 0.66), (radius, long * 0.78), (radius, long), (radius * 0.9, long), (radius * 0.78, long * 0.88), (0.0, long * 0.86),
    ]
    lathe("Barrel", barrel, (0.0, 0.0, 0.0), material, pivot)
    lathe("Front glass", [(0.0, long * 0.83), (radius * 0.74, long * 0.83), (radius * 0.74, long * 0.885), (radius * 0.4, long * 0.945), (0.0, long * 0.965)], (0.0, 0.0, 0.0), glass, pivot)
    for number in range(28):
        turn = 2.0 * math.pi * number / 28
        place = (radius * 0.98 * math.cos(turn), radius * 0.98 * math.sin(turn), long * 0.36)
        rib = box(f"Grip rib {number + 1}", (0.003, 0.0035, long * 0.24), place, material, pivot, 0.0006)
        rib.rotation_euler.z = turn
    for label, share, colour in (("Mount ring", 0.1, metal), ("Mark ring", 0.71, red)):
        band = [(radius * 0.85, -0.0012), (radius * 1.035, -0.0012), (radius * 1.035, 0.0012), (radius * 0.85, 0.0012)]
        ring_shape(label, [(r * (0.955 if colour is red else 1.0), h) for r, h in band], (0.0, 0.0, long * share), colour, pivot)


def add_top(root, metal, lens, glass):
    """Add top plate, prism with flash, dials, release and eyepiece."""
    z = HEIGHT * 0.84
    box("Top plate", (WIDTH, DEPTH * 0.96, HEIGHT * 0.17), (0.0, 0.0, z - 0.001), metal, root, 0.004)
    if FLASH:
        place = (WIDTH * 0.03, -0.002, HEIGHT - 0.004)
        wedge("Prism", (WIDTH * 0.34, DEPTH), (WIDTH * 0.2, DEPTH * 0.55), HEIGHT * 0.27, place, metal, root, (0.0, 0.002), 0.004)
        window = box("Flash window", (WIDTH * 0.17, 0.006, HEIGHT * 0.1), (WIDTH * 0.03, -DEPTH * 0.44, HEIGHT + 0.002), glass, root, 0.001)
        window.rotation_euler.x = -0.35
        box("Hot shoe", (WIDTH * 0.13, DEPTH * 0.4, 0.003), (WIDTH * 0.03, 0.004, HEIGHT * 1.215), lens, root, 0.0008)
    for label, x, radius, tall in (("Mode dial", 0.33, 0.011, 0.009), ("Rewind dial", -0.34, 0.012, 0.007)):
        axle = empty(f"{label} axle", root, (WIDTH * x, 0.004, HEIGHT * 1.0 - 0.001))
        cylinder(label, radius, tall, (0.0, 0.0, 0.0), lens, axle, 0.001, 32)
        cylinder(f"{label} cap", radius * 0.7, 0.002, (0.0, 0.0, tall - 0.001), metal, axle, 0.0004, 32)
    cylinder("Release", 0.005, 0.006, (WIDTH * 0.42, -DEPTH * 0.28, HEIGHT - 0.002), metal, root, 0.001, 24)
    box("Eyepiece", (WIDTH * 0.15, 0.01, HEIGHT * 0.16), (WIDTH * 0.03, DEPTH * 0.48, HEIGHT * 0.9), lens, root, 0.003)


def build_camera(name):
    """Build a camera and return its root."""
    whole = empty(name)
    root = empty("Housing", whole, (0.0, LENS_LENGTH * 0.4, 0.0))
    body, metal, lens, glass, red = $body, $top, $lens, $glass, $red
    box("Base plate", (WIDTH * 0.985, DEPTH * 0.95, HEIGHT * 0.08), (0.0, 0.0, 0.0), metal, root, 0.003)
    box("Body", (WIDTH * 0.99, DEPTH * 0.97, HEIGHT * 0.8), (0.0, 0.0, HEIGHT * 0.06), body, root, 0.005)
    cushion("Grip", (WIDTH * 0.16, 0.026, HEIGHT * 0.74), (-WIDTH * 0.4, -DEPTH * 0.5, HEIGHT * 0.08), body, root, puff=0.1)
    add_top(root, metal, lens, glass)
    add_lens(root, lens, glass, metal, red)
    dot = cylinder("Red dot", 0.0035, 0.003, (WIDTH * 0.38, -DEPTH * 0.48, HEIGHT * 0.7), red, root, 0.0005, 24)
    dot.rotation_euler.x = math.pi / 2
    return whole
''',
)

KETTLE = Family(
    key="kettle",
    title="Kettle",
    size=(0.3, 0.19, 0.27),
    uniform=True,
    holds=True,
    parameters=(
        Length("WIDTH", 0.19, 0.1, 0.4),
        Length("HEIGHT", 0.16, 0.1, 0.35),
        Toggle("WHISTLE", True, ("whistle",)),
    ),
    slots=(
        Slot("body", "ceramic", "b5121b", ("body", "lid", "spout", "pot"), main=True),
        Slot("handle", "wood", "walnut", ("handle", "grip", "knob"), accent=True),
        Slot("metal", "metal", "c4c7ca", ("base", "whistle", "bracket", "ring")),
    ),
    variants={
        "teapot": {
            "body": "ceramic 2f5f8f",
            "handle": "wood a9713f",
            "WHISTLE": False,
            "HEIGHT": 0.14,
        }
    },
    code='''
def build_kettle(name):
    """Build a kettle, its spout to the right, and return its root."""
    root = empty(name)
    body, handle, metal = $body, $handle, $metal
    wide = WIDTH / 2
    points = [(wide * 0.92, 0.006), (wide, HEIGHT * 0.12), (wide * 0.94, HEIGHT * 0.45), (wide * 0.66, HEIGHT * 0.82), (wide * 0.44, HEIGHT * 0.97)]
    lathe("Body", [(0.0, 0.006), *spline(points, 6), (0.0, HEIGHT * 0.97)], (0.0, 0.0, 0.0), body, root)
    cylinder("Base", wide * 0.9, 0.012, (0.0, 0.0, 0.0), metal, root, 0.003)
    add_lid(root, body, handle, metal, wide)
    add_spout(root, body, metal, wide)
    add_handle(root, handle, metal, wide)
    return root


def add_lid(root, body, handle, metal, wide):
    """Add the domed lid with its rim and knob."""
    z = HEIGHT * 0.96
    ring_shape("Rim", [(wide * 0.38, -0.004), (wide * 0.47, -0.004), (wide * 0.47, 0.004), (wide * 0.38, 0.005)], (0.0, 0.0, z), metal, root)
    dome = spline([(wide * 0.42, 0.0), (wide * 0.36, 0.012), (wide * 0.18, 0.021), (0.0, 0.023)], 5)
    lathe("Lid", [(0.0, 0.0), *dome], (0.0, 0.0, z), body, root)
    knob = [(0.006, 0.0), (0.007, 0.008), (0.015, 0.014), (0.016, 0.022), (0.01, 0.028), (0.0, 0.029)]
    lathe("Knob", [(0.0, 0.0), *knob], (0.0, 0.0, z + 0.02), handle, root)


def add_spout(root, body, metal, wide):
    """Add the curved, tapered spout, with the whistle on its mouth."""
    path = spline([(wide * 0.7, 0.0, HEIGHT * 0.38), (wide * 1.15, 0.0, HEIGHT * 0.5), (wide * 1.4, 0.0, HEIGHT * 0.78), (wide * 1.68, 0.0, HEIGHT * 0.95)], 6)
    last = len(path) - 1
    tube("Spout", path, [wide * (0.26 - 0.14 * step / last) for step in range(last + 1)], body, root, sides=24)
    end, before = mathutils.Vector(path[-1]), mathutils.Vector(path[-3])
    ahead = (end - before).normalized()
    if WHISTLE:
        tube("Whistle", [end - ahead * 0.008, end + ahead * 0.012], wide * 0.15, metal, root, sides=24)


def add_handle(root, handle, metal, wide):
    """Add the bow handle over the lid: metal brackets and a thicker grip."""
    top = HEIGHT * 1.68
    bow = [(-wide * 0.72, 0.0, HEIGHT * 0.72), (-wide * 0.78, 0.0, HEIGHT * 1.3), (-wide * 0.4, 0.0, top), (wide * 0.4, 0.0, top), (wide * 0.78, 0.0, HEIGHT * 1.3), (wide * 0.72, 0.0, HEIGHT * 0.72)]
    path = spline(bow, 8)
    tube("Bow", path, 0.0045, metal, root)
    grip = path[13:28]
    last = len(grip) - 1
    tube("Grip", grip, [0.0075 + 0.005 * math.sin(math.pi * step / last) for step in range(last + 1)], handle, root, sides=20)
    for side, label in ((-1, "Left"), (1, "Right")):
        ball(f"{label} bracket", (0.026, 0.022, 0.026), (side * wide * 0.72, 0.0, HEIGHT * 0.64), metal, root)
''',
)

FAMILIES = (SPEAKER, HEADPHONES, CAMERA, KETTLE)
