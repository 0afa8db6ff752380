# SPDX-License-Identifier: GPL-3.0-or-later
"""Fire hydrant, traffic light, traffic cone, mailbox and fence."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

HYDRANT = Family(
    key="hydrant",
    title="Fire hydrant",
    size=(0.44, 0.42, 0.8),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.8, 0.4, 1.5, "z"),
        Length("BODY_WIDTH", 0.22, 0.1, 0.5, words=("body", "barrel")),
        Count("BOLT_COUNT", 8, 4, 12, ("bolt",)),
        Toggle("CHAINS", True, ("chain",)),
    ),
    slots=(
        Slot("body", "paint", "b8161a", ("body", "barrel"), main=True),
        Slot("caps", "paint", "e8e4d8", ("cap", "dome", "top"), accent=True),
        Slot("metal", "metal", "6d7074", ("bolt", "chain", "nut")),
    ),
    code='''
def add_outlet(root, label, way, radius, reach, body, caps, metal):
    """Add an outlet with its cap and nut, pointing along ``way`` degrees around."""
    turn = math.radians(way)
    hub = empty(f"{label} outlet", root, (0.0, 0.0, HEIGHT * 0.6))
    hub.rotation_euler = (math.pi / 2, 0.0, turn)
    lathe(f"{label} neck", [(radius * 0.85, 0.0), (radius * 0.85, reach), (radius, reach), (radius, reach + radius * 0.3)], (0.0, 0.0, 0.0), body, hub, sides=32)
    cap = [(radius * 1.12, 0.0), (radius * 1.16, radius * 0.12), (radius * 1.16, radius * 0.5), (radius * 0.9, radius * 0.8), (0.0, radius * 0.9)]
    lathe(f"{label} cap", cap, (0.0, 0.0, reach + radius * 0.2), caps, hub, sides=32)
    cylinder(f"{label} nut", radius * 0.34, radius * 0.5, (0.0, 0.0, reach + radius), caps, hub, 0.0, 5)


def build_hydrant(name):
    """Build a fire hydrant and return its root."""
    root = empty(name)
    body, caps, metal = $body, $caps, $metal
    r, h = BODY_WIDTH / 2, HEIGHT
    shape = [(0.0, 0.0), (r * 1.5, 0.0), (r * 1.5, h * 0.05), (r * 1.12, h * 0.065), (r, h * 0.1), (r, h * 0.68), (r * 1.04, h * 0.7), (r * 1.36, h * 0.71), (r * 1.36, h * 0.762), (0.0, h * 0.762)]
    lathe("Body", shape, (0.0, 0.0, 0.0), body, root)
    ring_shape("Belt", [(r * 0.9, 0.0), (r * 1.12, 0.005), (r * 1.12, 0.025), (r * 0.9, 0.03)], (0.0, 0.0, h * 0.22), body, root)
    dome = [(r * 1.12, 0.0), (r * 1.13, h * 0.02), (r * 1.1, h * 0.08), (r * 0.75, h * 0.15), (r * 0.3, h * 0.19), (r * 0.28, h * 0.2), (0.0, h * 0.2)]
    lathe("Dome", dome, (0.0, 0.0, h * 0.755), caps, root)
    cylinder("Top nut", r * 0.26, h * 0.055, (0.0, 0.0, h * 0.945), caps, root, 0.0, 5)
    for level, label, wide in ((h * 0.045, "Lower", 1.32), (h * 0.748, "Upper", 1.3)):
        for number in range(BOLT_COUNT):
            a = 2.0 * math.pi * (number + 0.5) / BOLT_COUNT
            cylinder(f"{label} bolt {number + 1}", r * 0.11, h * 0.026, (r * wide * math.cos(a), r * wide * math.sin(a), level), metal, root, 0.0, 6)
    add_outlet(root, "Left", -90.0, r * 0.55, r * 1.2, body, caps, metal)
    add_outlet(root, "Right", 90.0, r * 0.55, r * 1.2, body, caps, metal)
    add_outlet(root, "Front", 0.0, r * 0.78, r * 1.15, body, caps, metal)
    if CHAINS:
        for side, label in ((-1, "Left"), (1, "Right")):
            path = [(side * r * 1.0, -r * 0.3, h * 0.5), (side * r * 1.3, -r * 0.45, h * 0.44), (side * r * 1.75, -r * 0.3, h * 0.5), (side * r * 1.8, -r * 0.1, h * 0.57)]
            tube(f"{label} chain", spline(path, 5), r * 0.06, metal, root, sides=8)
    return root
''',
)  # fmt: skip


TRAFFIC_LIGHT = Family(
    key="traffic_light",
    title="Traffic light",
    size=(0.5, 0.55, 3.2),
    uniform=True,
    parameters=(
        Length("HEIGHT", 3.2, 1.0, 8.0, "z", ("pole", "post")),
        Length("HEAD_WIDTH", 0.3, 0.15, 0.6, words=("head", "box")),
        Count("LIGHT_COUNT", 3, 1, 5, ("light", "lamp", "lens")),
    ),
    slots=(
        Slot("case", "paint", "1f2427", ("case", "head", "box", "visor"), main=True),
        Slot("pole", "metal", "5a5d61", ("pole", "post"), accent=True),
        Slot("red", "glow", "e02818", ("red light",)),
        Slot("amber", "glow", "f2a51b", ("amber light",)),
        Slot("green", "glow", "1fb04a", ("green light",)),
    ),
    code='''
def build_traffic_light(name):
    """Build a traffic light on its pole, the lamps to the front; returns its root."""
    root = empty(name)
    case, pole = $case, $pole
    lamps = [$red, $amber, $green]
    step = HEAD_WIDTH * 0.98
    tall = step * LIGHT_COUNT + HEAD_WIDTH * 0.1
    low = HEIGHT - tall
    lathe("Pole", [(0.14, 0.0), (0.14, 0.02), (0.09, 0.06), (0.065, 0.16), (0.055, low + tall * 0.8), (0.0, low + tall * 0.8)], (0.0, 0.07, 0.0), pole, root, sides=32)
    y = 0.07 - HEAD_WIDTH * 0.45
    box("Case", (HEAD_WIDTH, HEAD_WIDTH * 0.62, tall), (0.0, y, low), case, root, HEAD_WIDTH * 0.08)
    box("Back plate", (HEAD_WIDTH * 1.5, 0.02, tall + HEAD_WIDTH * 0.4), (0.0, y + HEAD_WIDTH * 0.1, low - HEAD_WIDTH * 0.2), case, root, 0.006)
    front = y - HEAD_WIDTH * 0.31
    radius = HEAD_WIDTH * 0.36
    for number in range(LIGHT_COUNT):
        z = HEIGHT - HEAD_WIDTH * 0.05 - step * (number + 0.5)
        place = empty(f"Lamp {number + 1}", root, (0.0, front, z))
        place.rotation_euler.x = math.pi / 2
        glass = [(0.0, -0.02), (radius, -0.02), (radius, 0.004), (radius * 0.7, radius * 0.22), (0.0, radius * 0.32)]
        lathe(f"Lens {number + 1}", glass, (0.0, 0.0, 0.0), lamps[min(number, 2)], place, sides=40)
        ring_shape(f"Bezel {number + 1}", [(radius * 0.97, -0.01), (radius * 1.14, -0.01), (radius * 1.14, 0.03), (radius * 0.97, 0.03)], (0.0, 0.0, 0.0), case, place, 40)
        rings = []
        for reach in (0.0, HEAD_WIDTH * 0.55):
            arc = [math.pi * (-0.08 + 1.16 * i / 20) for i in range(21)]
            outer = [(radius * 1.16 * math.cos(a), radius * 1.16 * math.sin(a), reach) for a in arc]
            inner = [(radius * 1.08 * math.cos(a), radius * 1.08 * math.sin(a), reach) for a in arc[::-1]]
            rings.append(outer + inner)
        loft(f"Visor {number + 1}", rings, (0.0, 0.0, 0.0), case, place)
    return root
''',
)  # fmt: skip


CONE = Family(
    key="traffic_cone",
    title="Traffic cone",
    size=(0.38, 0.38, 0.7),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.7, 0.2, 1.5, "z"),
        Length("WIDTH", 0.38, 0.15, 0.8, "x", ("base",)),
        Count("STRIPE_COUNT", 2, 0, 4, ("stripe", "band")),
    ),
    slots=(
        Slot("body", "plastic", "f0651a", ("body", "cone"), main=True),
        Slot("stripes", "plastic", "f4f4f0", ("stripe", "band"), accent=True),
        Slot("base", "rubber", "242528", ("base", "foot")),
    ),
    code='''
def build_traffic_cone(name):
    """Build a traffic cone and return its root."""
    root = empty(name)
    foot, low, high = HEIGHT * 0.05, WIDTH * 0.36, WIDTH * 0.07
    box("Base", (WIDTH, WIDTH, foot), (0.0, 0.0, 0.0), $base, root, foot * 0.4)
    lathe("Cone", [(low * 1.14, foot * 0.9), (low * 1.12, foot * 1.3), (low, foot * 1.5), (high, HEIGHT - 0.006), (high * 0.8, HEIGHT), (high * 0.6, HEIGHT), (high * 0.5, HEIGHT * 0.9), (0.0, HEIGHT * 0.9)], (0.0, 0.0, 0.0), $body, root)
    stripes = $stripes
    for number in range(STRIPE_COUNT):
        z = HEIGHT * (0.38 + 0.5 * number / max(STRIPE_COUNT, 2))
        top = z + HEIGHT * 0.14
        near, far = (low + (high - low) * (level - foot * 1.5) / (HEIGHT - foot * 1.5) for level in (z, top))
        ring_shape(f"Stripe {number + 1}", [(near * 0.97, z), (near + 0.003, z), (far + 0.003, top), (far * 0.97, top)], (0.0, 0.0, 0.0), stripes, root)
    return root
''',
)  # fmt: skip


MAILBOX = Family(
    key="mailbox",
    title="Mailbox",
    size=(0.22, 0.54, 1.35),
    uniform=True,
    parameters=(
        Length("HEIGHT", 1.3, 0.4, 2.0, "z", ("post", "pole")),
        Length("BOX_LENGTH", 0.5, 0.2, 1.0, words=("box",)),
        Length("BOX_WIDTH", 0.2, 0.1, 0.5, words=("box",)),
        Toggle("FLAG", True, ("flag",)),
    ),
    slots=(
        Slot("box", "paint", "2f5f9a", ("box", "body"), main=True),
        Slot("post", "wood", "8a6038", ("post", "pole"), accent=True, along="z"),
        Slot("flag", "paint", "c01a20", ("flag",)),
        Slot("metal", "metal", "c9ccd0", ("handle", "knob", "hinge")),
    ),
    code='''
def arch_of(grow, low):
    """Return the outline (x, z) of the box: flat below, round on top."""
    r = BOX_WIDTH / 2
    points = [(-r * grow, low + 0.014), (r * grow, low + 0.014)]
    return points + [(r * grow * math.cos(math.pi * i / 16), HEIGHT - r + r * grow * math.sin(math.pi * i / 16)) for i in range(17)]


def build_mailbox(name):
    """Build a mailbox on a post, its door to the front; returns its root."""
    root = empty(name)
    case, post, metal = $box, $post, $metal
    r, tall = BOX_WIDTH / 2, BOX_WIDTH * 1.15
    low = HEIGHT - tall
    box("Post", (0.1, 0.1, low), (0.0, 0.0, 0.0), post, root, 0.01)
    box("Arm", (0.08, BOX_LENGTH * 0.9, 0.06), (0.0, 0.0, low - 0.06), post, root, 0.008)
    box("Board", (BOX_WIDTH * 0.9, BOX_LENGTH * 0.96, 0.02), (0.0, 0.0, low - 0.004), post, root, 0.004)

    prism("Box", arch_of(0.97, low), BOX_LENGTH, (0.0, 0.0, 0.0), case, root, "y", 0.004)
    front = -BOX_LENGTH / 2
    prism("Door", arch_of(1.0, low), 0.025, (0.0, front - 0.005, 0.0), case, root, "y", 0.006)
    box("Door pull", (0.03, 0.03, 0.035), (0.0, front - 0.025, HEIGHT - 0.05), metal, root, 0.008)
    if FLAG:
        x = r + 0.002
        axle = empty("Flag axle", root, (x, 0.02, low + tall * 0.5))
        pin = cylinder("Flag pin", 0.012, 0.025, (-0.012, 0.0, 0.0), metal, axle, 0.002, 24)
        pin.rotation_euler.y = math.pi / 2
        flag = $flag
        prism("Flag", [(-0.012, -0.02), (0.012, -0.02), (0.012, 0.11), (0.1, 0.11), (0.1, 0.17), (-0.012, 0.17)], 0.008, (0.004, 0.0, 0.0), flag, axle, "x", 0.002)
    return root
''',
)  # fmt: skip


FENCE = Family(
    key="fence",
    title="Fence",
    size=(2.43, 0.127, 1.05),
    parameters=(
        Length("WIDTH", 2.4, 0.8, 20.0, "x"),
        Length("HEIGHT", 1.05, 0.4, 2.5, "z"),
        Count("PICKET_COUNT", 14, 3, 60, ("picket", "board", "slat")),
        Count("RAIL_COUNT", 2, 1, 4, ("rail",)),
        Toggle("POINTED", True, ("point", "tip")),
    ),
    slots=(
        Slot("pickets", "matte", "f4f3ee", ("picket", "board", "slat"), main=True),
        Slot("posts", "matte", "eceae2", ("post", "rail"), accent=True, body=True),
    ),
    code='''
def build_fence(name):
    """Build a stretch of picket fence along x and return its root."""
    root = empty(name)
    pickets, posts = $pickets, $posts
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * (WIDTH / 2 - 0.05)
        box(f"{label} post", (0.1, 0.1, HEIGHT * 0.96), (x, 0.0, 0.0), posts, root, 0.008)
        wedge(f"{label} post cap", (0.13, 0.13), (0.03, 0.03), HEIGHT * 0.06, (x, 0.0, HEIGHT * 0.94), posts, root, (0.0, 0.0), 0.004)
    for number in range(RAIL_COUNT):
        z = HEIGHT * (0.2 + 0.5 * number / max(RAIL_COUNT - 1, 1))
        box(f"Rail {number + 1}", (WIDTH - 0.12, 0.04, 0.08), (0.0, 0.0, z), posts, root, 0.006)
    step = (WIDTH - 0.2) / PICKET_COUNT
    wide = min(step * 0.68, 0.12)
    for number in range(PICKET_COUNT):
        x = -WIDTH / 2 + 0.1 + (number + 0.5) * step
        tip = wide * 0.7 if POINTED else 0.004
        outline = [(-wide / 2, 0.05), (wide / 2, 0.05), (wide / 2, HEIGHT - tip), (0.0, HEIGHT), (-wide / 2, HEIGHT - tip)]
        prism(f"Picket {number + 1}", outline, 0.022, (x, -0.028, 0.0), pickets, root, "y", 0.004)
    return root
''',
)

FAMILIES = (HYDRANT, TRAFFIC_LIGHT, CONE, MAILBOX, FENCE)
