# SPDX-License-Identifier: GPL-3.0-or-later
"""Teddy bear, rubber duck, ball, skateboard and robot."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

TEDDY = Family(
    key="teddy_bear",
    title="Teddy bear",
    size=(0.362, 0.31, 0.44),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.46, 0.1, 2.0, "z"),
        Length("HEAD", 0.21, 0.12, 0.4, words=("head",), unit="m at the usual height"),
        Toggle("BOW", True, ("bow", "ribbon", "bowtie", "bow tie")),
    ),
    slots=(
        Slot("fur", "velvet", "a06a38", ("fur", "body", "head", "arm", "leg", "ear"), main=True),
        Slot("pale", "velvet", "e2c79a", ("muzzle", "paw", "belly"), accent=True),
        Slot("dark", "plastic", "1a1412", ("eye", "nose")),
        Slot("bow", "fabric", "c01a20", ("bow", "ribbon", "bowtie", "bow tie")),
    ),
    code='''
def part(root, label, size, place, material, tilt=(0.0, 0.0, 0.0)):
    """Add an ellipsoid whose middle is at ``place``; metres at the usual height."""
    u = HEIGHT / 0.46
    obj = ball(label, tuple(s * u for s in size), (0.0, 0.0, 0.0), material, root)
    for vert in obj.data.vertices:
        vert.co.z -= size[2] * u / 2.0
    obj.location, obj.rotation_euler = [p * u for p in place], tilt
    return obj


def build_teddy_bear(name):
    """Build a teddy bear that sits; returns its root."""
    root = empty(name)
    fur, pale, dark = $fur, $pale, $dark
    u = HEIGHT / 0.46
    part(root, "Body", (0.22, 0.19, 0.24), (0.0, 0.03, 0.13), fur)
    part(root, "Belly", (0.15, 0.06, 0.17), (0.0, -0.047, 0.125), pale)
    head = HEAD
    part(root, "Head", (head, head * 0.9, head * 0.9), (0.0, 0.02, 0.325), fur)
    part(root, "Muzzle", (head * 0.48, head * 0.4, head * 0.36), (0.0, 0.02 - head * 0.38, 0.3), pale)
    part(root, "Nose", (head * 0.17, head * 0.11, head * 0.11), (0.0, 0.02 - head * 0.575, 0.322), dark)
    for side, label in ((-1, "Left"), (1, "Right")):
        part(root, f"{label} ear", (0.085, 0.04, 0.085), (side * head * 0.42, 0.02, 0.325 + head * 0.36), fur)
        part(root, f"{label} inner ear", (0.052, 0.018, 0.052), (side * head * 0.42, 0.001, 0.325 + head * 0.355), pale)
        part(root, f"{label} eye", (0.022, 0.014, 0.024), (side * head * 0.21, 0.02 - head * 0.4, 0.355), dark)
        part(root, f"{label} arm", (0.075, 0.08, 0.18), (side * 0.125, -0.02, 0.165), fur, (-0.5, side * -0.62, 0.0))
        part(root, f"{label} leg", (0.095, 0.2, 0.095), (side * 0.085, -0.075, 0.05), fur, (0.0, 0.0, side * 0.3))
        part(root, f"{label} sole", (0.078, 0.026, 0.078), (side * 0.113, -0.167, 0.051), pale, (0.0, 0.0, side * 0.3))
    if BOW:
        bow = $bow
        for side, label in ((-1, "Left"), (1, "Right")):
            part(root, f"{label} loop", (0.07, 0.028, 0.05), (side * 0.036, -0.038, 0.228), bow, (0.0, side * 0.2, 0.0))
        part(root, "Knot", (0.026, 0.036, 0.028), (0.0, -0.042, 0.228), bow)
    mouth = [(x * u, (0.02 - head * 0.565 + abs(x) * 0.35) * u, (0.288 + abs(x) * -0.25 + x * x * 18.0) * u) for x in (-0.022, -0.012, 0.0, 0.012, 0.022)]
    tube("Mouth", mouth, 0.002 * u, dark, root, sides=8)
    settle(root)
    return root
''',
)  # fmt: skip


DUCK = Family(
    key="rubber_duck",
    title="Rubber duck",
    size=(0.09, 0.127, 0.096),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 0.112, 0.04, 2.0, "y"),
        Toggle("GLASSES", False, ("sunglasses", "glasses")),
    ),
    slots=(
        Slot("body", "plastic", "f5c518", ("body", "head", "wing", "tail"), main=True),
        Slot("beak", "plastic", "ee7a14", ("beak", "bill"), accent=True),
        Slot("eyes", "plastic", "141414", ("eye", "sunglasses", "glasses")),
        Slot("white", "plastic", "f8f8f4", ("eye white",)),
    ),
    code='''
def build_rubber_duck(name):
    """Build a bath duck that looks to the front; returns its root."""
    root = empty(name)
    body, beak = $body, $beak
    u = LENGTH / 0.112
    rings = []
    for y, wide, low, high in ((-0.05, 0.02, 0.018, 0.034), (-0.046, 0.046, 0.01, 0.046), (-0.035, 0.066, 0.004, 0.053), (-0.012, 0.08, 0.0, 0.056), (0.014, 0.078, 0.0, 0.053), (0.034, 0.06, 0.006, 0.054), (0.047, 0.036, 0.022, 0.059), (0.056, 0.016, 0.042, 0.064), (0.06, 0.006, 0.056, 0.066)):
        rings.append((y, wide, low, high))
    loft("Body", [oval(y * u, w * u, a * u, b * u, 2.2, 40) for y, w, a, b in spline(rings, 3)], (0.0, 0.0, 0.0), body, root)
    ball("Head", (0.052 * u, 0.05 * u, 0.05 * u), (0.0, -0.024 * u, 0.045 * u), body, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        wing = ball(f"{label} wing", (0.014 * u, 0.05 * u, 0.03 * u), (side * 0.037 * u, 0.008 * u, 0.022 * u), body, root)
        wing.rotation_euler = (0.25, 0.0, side * 0.12)
        for kind, size, reach in (("white", 0.012, 0.0), ("pupil", 0.008, 0.0035)):
            place = (side * 0.0155 * u, (-0.0425 - reach) * u, (0.074 if kind == "white" else 0.0765) * u)
            ball(f"{label} eye {kind}", (size * u, size * 0.7 * u, size * 1.15 * u), place, $white if kind == "white" else $eyes, root)
    for z, thick, label in ((0.064, 0.01, "Upper"), (0.0585, 0.009, "Lower")):
        ball(f"{label} bill", (0.03 * u, 0.03 * u, thick * u), (0.0, -0.052 * u, z * u), beak, root)
    if GLASSES:
        dark = $eyes
        for side, label in ((-1, "Left"), (1, "Right")):
            lens = cylinder(f"{label} lens", 0.011 * u, 0.004 * u, (side * 0.013 * u, -0.0465 * u, 0.079 * u), dark, root, 0.001 * u)
            lens.rotation_euler.x = math.pi / 2
        tube("Glasses bridge", [(-0.005 * u, -0.05 * u, 0.081 * u), (0.005 * u, -0.05 * u, 0.081 * u)], 0.0015 * u, dark, root)
    settle(root)
    return root
''',
)  # fmt: skip


BALL = Family(
    key="ball",
    title="Ball",
    size=(0.22, 0.22, 0.22),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.22, 0.03, 2.0, "x"),
        Toggle("PANELS", True, ("panel",)),
        Toggle("GORES", False, ("stripe", "gore")),
        Toggle("SEAMS", False, ("seam",)),
    ),
    slots=(
        Slot("body", "plastic", "f4f4f1", ("body", "ball"), main=True),
        Slot("second", "plastic", "17181a", ("panel", "patch", "stripe", "seam"), accent=True),
        Slot("third", "plastic", "f2c21b", ("stripe",)),
        Slot("fourth", "plastic", "c01a20", ("stripe",)),
    ),
    variants={
        "soccer": {},
        "beach": {"PANELS": False, "GORES": True, "WIDTH": 0.4, "second": "plastic 1450c8"},
        "basketball": {"PANELS": False, "SEAMS": True, "WIDTH": 0.24, "body": "leather c9601f"},
        "plain": {"PANELS": False, "body": "rubber c01a20"},
    },
    code='''


def add_panels(root, radius, body, dark):
    """Add a sphere, twelve dark pentagons a hair above it, and seams between the hexagons."""
    low = (0.0, 0.0, radius)
    bm = bmesh.new()
    bmesh.ops.create_icosphere(bm, subdivisions=1, radius=1.0)
    centres = [vert.co.normalized() for vert in bm.verts]
    edges = [(edge.verts[0].co.normalized(), edge.verts[1].co.normalized()) for edge in bm.edges]
    bm.free()
    ball("Ball", (radius * 2.0,) * 3, (0.0, 0.0, 0.0), body, root)
    for number, centre in enumerate(centres, 1):
        near = [b if (a - centre).length < 1e-4 else a for a, b in edges if (a - centre).length < 1e-4 or (b - centre).length < 1e-4]
        corners = [centre.lerp(other, 1.0 / 3.0).normalized() for other in near]
        side = (corners[0] - centre).normalized()
        across = centre.cross(side)
        corners.sort(key=lambda p: math.atan2((p - centre).dot(across), (p - centre).dot(side)))
        add_patch(root, f"Patch {number}", centre, corners, radius, dark, low)
    for number, (a, b) in enumerate(edges, 1):
        path = [a.lerp(b, 1.0 / 3.0 + i / 18.0).normalized() * radius * 1.0005 for i in range(7)]
        tube(f"Seam {number}", path, radius * 0.012, dark, root, low, sides=6)


def add_patch(root, label, centre, corners, radius, material, low):
    """Add a thin curved patch with these corners, a little above the sphere."""
    bm = bmesh.new()
    steps = 5
    ring = [corners[i].lerp(corners[(i + 1) % 5], s / steps) for i in range(5) for s in range(steps)]
    levels = []
    for share in (1.0, 0.66, 0.33):
        levels.append([bm.verts.new(centre.lerp(p, share).normalized() * radius * 1.012) for p in ring])
    under = [bm.verts.new(p.normalized() * radius * 0.985) for p in ring]
    tip, bottom = bm.verts.new(centre * radius * 1.012), bm.verts.new(centre * radius * 0.985)
    count = len(ring)
    for index in range(count):
        after = (index + 1) % count
        for outer, inner in ((levels[0], levels[1]), (levels[1], levels[2]), (under, levels[0])):
            bm.faces.new((outer[index], outer[after], inner[after], inner[index])).smooth = True
        bm.faces.new((levels[2][index], levels[2][after], tip)).smooth = True
        bm.faces.new((under[after], under[index], bottom)).smooth = True
    mesh_object(label, bm, material, root, low)


def add_gores(root, radius, materials):
    """Add six coloured gores from pole to pole, and a cap on each pole."""
    for number in range(6):
        bm = bmesh.new()
        columns = []
        for step in range(9):
            a = 2.0 * math.pi * (number + step / 8) / 6
            columns.append([bm.verts.new((radius * math.sin(t) * math.cos(a), radius * math.sin(t) * math.sin(a), -radius * math.cos(t))) for t in (math.pi * (0.03 + 0.94 * i / 24) for i in range(25))])
        poles = [bm.verts.new((0.0, 0.0, -radius * 0.99)), bm.verts.new((0.0, 0.0, radius * 0.99))]
        for left, right in zip(columns, columns[1:]):
            for index in range(24):
                bm.faces.new((left[index], right[index], right[index + 1], left[index + 1])).smooth = True
            bm.faces.new((left[0], poles[0], right[0]))
            bm.faces.new((right[-1], poles[1], left[-1]))
        for column in (columns[0], columns[-1]):
            bm.faces.new([poles[0], *column, poles[1]])
        mesh_object(f"Gore {number + 1}", bm, materials[number % len(materials)], root, (0.0, 0.0, radius))
    for z, label in ((radius * 1.94, "Upper"), (0.0, "Lower")):
        ball(f"{label} cap", (radius * 0.28, radius * 0.28, radius * 0.06), (0.0, 0.0, z), materials[0], root)


def build_ball(name):
    """Build a ball and return its root."""
    root = empty(name)
    radius, body, dark = WIDTH / 2, $body, $second
    if GORES:
        add_gores(root, radius, [body, dark, body, $third, body, $fourth])
    elif PANELS:
        add_panels(root, radius, body, dark)
    else:
        ball("Ball", (WIDTH,) * 3, (0.0, 0.0, 0.0), body, root)
        if SEAMS:
            for number, (tilt, bend) in enumerate((((0.0, 0.0), 0.0), ((math.pi / 2, 0.0), 0.0), ((0.0, math.pi / 2), 0.62), ((0.0, math.pi / 2), -0.62)), 1):
                loop = []
                for step in range(64):
                    a = 2.0 * math.pi * step / 64
                    z = bend * (0.35 + 0.65 * math.sin(a) ** 2) if bend else 0.0
                    point = mathutils.Vector((math.cos(a), math.sin(a), z)).normalized() * radius
                    loop.append(tuple(mathutils.Euler((tilt[0], tilt[1], 0.0)).to_matrix() @ point))
                tube(f"Seam {number}", loop, radius * 0.016, dark, root, (0.0, 0.0, radius), 8, True)
    settle(root)
    return root
''',
)  # fmt: skip


SKATEBOARD = Family(
    key="skateboard",
    title="Skateboard",
    size=(0.21, 0.81, 0.125),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 0.8, 0.3, 1.5, "y", ("deck", "board")),
        Length("WIDTH", 0.2, 0.1, 0.4, "x", ("deck", "board")),
        Length("WHEEL_RADIUS", 0.028, 0.015, 0.06, words=("wheel",)),
    ),
    slots=(
        Slot("deck", "paint", "2a8f5a", ("deck", "board", "body"), main=True),
        Slot("grip", "rubber", "202224", ("grip", "top", "grip tape")),
        Slot("wheels", "plastic", "f2e6c8", ("wheel",), accent=True),
        Slot("trucks", "metal", "b9bcc0", ("truck", "axle", "bolt")),
    ),
    code='''
def rise(y):
    """Return how far the deck bends up towards its ends."""
    over = max(0.0, abs(y) - LENGTH * 0.3) / (LENGTH * 0.2)
    return 0.05 * over ** 1.7 * LENGTH / 0.8


def add_layer(root, label, low, thick, inset, material):
    """Add one layer of the deck with round ends."""
    rings = []
    for step in range(41):
        y = (step / 40 - 0.5) * (LENGTH - 2 * inset)
        over = max(0.0, abs(y) - (LENGTH / 2 - WIDTH / 2)) / (WIDTH / 2)
        half = (WIDTH / 2 - inset) * math.sqrt(max(1.0 - min(over, 0.999) ** 2, 0.004))
        z = low + rise(y)
        rings.append([(-half, y, z), (0.0, y, z - thick * 0.3), (half, y, z), (half, y, z + thick), (0.0, y, z + thick * 0.7), (-half, y, z + thick)])
    loft(label, rings, (0.0, 0.0, 0.0), material, root)


def build_skateboard(name):
    """Build a skateboard along y and return its root."""
    root = empty(name)
    wheels, metal = $wheels, $trucks
    r = WHEEL_RADIUS
    low = r * 2.35
    add_layer(root, "Deck", low, 0.011, 0.0, $deck)
    add_layer(root, "Grip", low + 0.0105, 0.0014, 0.003, $grip)
    for end, label in ((-1, "Front"), (1, "Rear")):
        y = end * LENGTH * 0.24
        box(f"{label} base plate", (WIDTH * 0.28, 0.075, 0.01), (0.0, y, low - 0.0115), metal, root, 0.003)
        wedge(f"{label} hanger", (WIDTH * 0.6, 0.022), (WIDTH * 0.18, 0.04), low - 0.009 - r * 0.7, (0.0, y, r * 0.7), metal, root, (0.0, end * 0.006), 0.004)
        tube(f"{label} axle", [(-WIDTH * 0.5, y, r), (WIDTH * 0.5, y, r)], 0.005, metal, root)
        for side, which in ((-1, "left"), (1, "right")):
            wheel_of = lathe(f"{label} {which} wheel", [(0.0, -0.018), (r * 0.7, -0.018), (r * 0.94, -0.015), (r, -0.008), (r, 0.008), (r * 0.94, 0.015), (r * 0.7, 0.018), (0.0, 0.018)], (side * WIDTH * 0.44, y, r), wheels, root, sides=40)
            wheel_of.rotation_euler.y = math.pi / 2
        for number, (bx, by) in enumerate(ring_spots(4, WIDTH * 0.1, 0.026), 1):
            cylinder(f"{label} bolt {number}", 0.004, 0.0035, (bx, y + by, low + 0.0085), metal, root, 0.001, 16)
    return root
''',
)  # fmt: skip


ROBOT = Family(
    key="robot",
    title="Robot",
    size=(0.318, 0.141, 0.5),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.5, 0.1, 4.0, "z"),
        Toggle("ANTENNA", True, ("antenna", "aerial")),
        Toggle("DIALS", True, ("dial", "button", "panel", "screen")),
        Count("EYE_COUNT", 2, 1, 3, ("eye",)),
    ),
    slots=(
        Slot("body", "paint", "6f9fb5", ("body", "head", "chest"), main=True),
        Slot("joints", "metal", "8f9499", ("joint", "arm", "leg", "antenna", "neck"), accent=True),
        Slot("dark", "plastic", "24272b", ("panel", "screen", "mouth", "foot")),
        Slot("eyes", "glow", "ffd24a", ("eye",)),
        Slot("accent", "paint", "d8432a", ("button", "dial", "ear", "claw", "hand")),
    ),
    code='''
def add_arm(root, side, u, joints, accent):
    """Add an arm with shoulder, elbow and a claw, hanging from its shoulder (x)."""
    label = "Left" if side < 0 else "Right"
    shoulder = empty(f"{label} shoulder", root, (side * 0.098 * u, 0.0, 0.29 * u))
    ball(f"{label} shoulder joint", (0.05 * u,) * 3, (side * 0.012 * u, 0.0, -0.025 * u), joints, shoulder)
    path = [(side * 0.018 * u, 0.0, 0.0), (side * 0.032 * u, 0.0, -0.06 * u), (side * 0.034 * u, -0.02 * u, -0.12 * u)]
    tube(f"{label} arm", spline(path, 6), 0.013 * u, joints, shoulder)
    for number in range(5):
        z = -0.018 * u - number * 0.018 * u
        ring_shape(f"{label} arm ring {number + 1}", [(0.009 * u, 0.0), (0.0175 * u, 0.002 * u), (0.0175 * u, 0.006 * u), (0.009 * u, 0.008 * u)], (side * (0.023 + number * 0.0024) * u, -number * 0.002 * u, z), joints, shoulder, 24)
    cylinder(f"{label} cuff", 0.021 * u, 0.026 * u, (side * 0.034 * u, -0.021 * u, -0.142 * u), accent, shoulder, 0.004 * u)
    for way, which in ((-1, "inner"), (1, "outer")):
        x = side * 0.034 * u
        claw = [(x + way * 0.006 * u, -0.021 * u, -0.138 * u), (x + way * 0.021 * u, -0.023 * u, -0.158 * u), (x + way * 0.006 * u, -0.026 * u, -0.178 * u)]
        tube(f"{label} {which} claw", spline(claw, 5), 0.006 * u, accent, shoulder)


def add_head(root, u, body, joints, dark, eyes, accent):
    """Add neck, head, eyes, mouth, ears and antenna."""
    cylinder("Neck", 0.028 * u, 0.03 * u, (0.0, 0.0, 0.318 * u), joints, root, 0.003 * u)
    box("Head", (0.145 * u, 0.115 * u, 0.115 * u), (0.0, 0.0, 0.343 * u), body, root, 0.02 * u)
    for number in range(EYE_COUNT):
        x = (number - (EYE_COUNT - 1) / 2) * 0.062 * u
        for label, radius, deep, material in (("rim", 0.024, 0.014, joints), ("lens", 0.017, 0.019, eyes)):
            eye = cylinder(f"Eye {number + 1} {label}", radius * u, deep * u, (x, (-0.052 if label == "rim" else -0.0535) * u, 0.415 * u), material, root, 0.003 * u)
            eye.rotation_euler.x = math.pi / 2
    box("Mouth", (0.075 * u, 0.01 * u, 0.018 * u), (0.0, -0.056 * u, 0.363 * u), dark, root, 0.003 * u)
    for number in range(4):
        box(f"Tooth {number + 1}", (0.011 * u, 0.008 * u, 0.014 * u), ((number - 1.5) * 0.017 * u, -0.0595 * u, 0.365 * u), joints, root, 0.001 * u)
    for side, label in ((-1, "Left"), (1, "Right")):
        ear = cylinder(f"{label} ear", 0.022 * u, 0.018 * u, (side * 0.068 * u, 0.0, 0.4 * u), accent, root, 0.004 * u)
        ear.rotation_euler.y = side * math.pi / 2
    if ANTENNA:
        tube("Antenna", [(0.0, 0.0, 0.45 * u), (0.0, 0.0, 0.488 * u)], 0.004 * u, joints, root)
        ball("Antenna tip", (0.022 * u,) * 3, (0.0, 0.0, 0.478 * u), accent, root)


def build_robot(name):
    """Build a toy robot that looks to the front; returns its root."""
    root = empty(name)
    u = HEIGHT / 0.5
    body, joints, dark, eyes, accent = $body, $joints, $dark, $eyes, $accent
    box("Chest", (0.19 * u, 0.13 * u, 0.19 * u), (0.0, 0.0, 0.135 * u), body, root, 0.018 * u)
    add_head(root, u, body, joints, dark, eyes, accent)
    for side in (-1, 1):
        add_arm(root, side, u, joints, accent)
        label, x = ("Left" if side < 0 else "Right"), side * 0.052 * u
        cylinder(f"{label} leg", 0.025 * u, 0.11 * u, (x, 0.0, 0.035 * u), joints, root, 0.004 * u)
        ring_shape(f"{label} knee", [(0.02 * u, 0.0), (0.031 * u, 0.004 * u), (0.031 * u, 0.016 * u), (0.02 * u, 0.02 * u)], (x, 0.0, 0.075 * u), dark, root, 32)
        wedge(f"{label} foot", (0.078 * u, 0.125 * u), (0.062 * u, 0.085 * u), 0.045 * u, (x, -0.012 * u, 0.0), dark, root, (0.0, 0.012 * u), 0.01 * u)
    if DIALS:
        box("Panel", (0.13 * u, 0.01 * u, 0.1 * u), (0.0, -0.064 * u, 0.2 * u), dark, root, 0.006 * u)
        for number, x in enumerate((-0.036, 0.0, 0.036), 1):
            knob = cylinder(f"Button {number}", 0.012 * u, 0.01 * u, (x * u, -0.066 * u, 0.225 * u), accent if number != 2 else eyes, root, 0.002 * u, 32)
            knob.rotation_euler.x = math.pi / 2
        box("Gauge", (0.1 * u, 0.008 * u, 0.034 * u), (0.0, -0.0675 * u, 0.25 * u), joints, root, 0.004 * u)
        for number in range(5):
            box(f"Gauge mark {number + 1}", (0.004 * u, 0.006 * u, 0.018 * u), ((number - 2) * 0.018 * u, -0.0705 * u, 0.257 * u), dark, root, 0.0)
    return root
''',
)  # fmt: skip

FAMILIES = (TEDDY, DUCK, BALL, SKATEBOARD, ROBOT)
