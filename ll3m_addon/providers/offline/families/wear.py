# SPDX-License-Identifier: GPL-3.0-or-later
"""Umbrella, hat, suitcase and key."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

UMBRELLA = Family(
    key="umbrella",
    title="Umbrella",
    size=(1.0, 1.0, 0.86),
    uniform=True,
    parameters=(
        Length("WIDTH", 1.0, 0.3, 4.0, "x", ("canopy",)),
        Length("HEIGHT", 0.86, 0.3, 3.0, "z", ("shaft", "pole")),
        Count("RIB_COUNT", 8, 5, 16, ("rib", "panel")),
        Toggle("STRIPED", False, ("stripe",)),
        Toggle("PARASOL", False, ("base",)),
    ),
    slots=(
        Slot("canopy", "fabric", "c01a20", ("canopy", "cloth", "panel"), main=True),
        Slot("second", "fabric", "f4f1e8", ("stripe",), accent=True),
        Slot("metal", "metal", "b9bcc0", ("shaft", "rib", "pole", "tip")),
        Slot("handle", "wood", "5b3a21", ("handle", "grip"), along="z"),
        Slot("base", "stone", "8d8a84", ("base",)),
    ),
    variants={
        "rain": {},
        "parasol": {"WIDTH": 2.4, "HEIGHT": 2.4, "STRIPED": True, "PARASOL": True, "canopy": "fabric 2f7fb5",
                    "metal": "wood d9b07a"},
    },
    code='''
def gore_point(a, b, share, across, low, dome):
    """Return a point of the canopy between two ribs; the cloth hangs in between them."""
    reach = WIDTH / 2 * math.sin(share * math.pi * 0.5)
    sag = 1.0 - 0.1 * share * math.sin(math.pi * across)
    angle = a + (b - a) * across
    flat = math.cos((b - a) / 2.0) / math.cos(angle - (a + b) / 2.0)
    r = reach * (flat * 0.55 + 0.45) * sag
    return (r * math.cos(angle), r * math.sin(angle), low + dome * math.cos(share * math.pi * 0.5))


def add_canopy(root, first, second, metal, low, dome):
    """Add a panel of cloth and a rib for each sector."""
    for number in range(RIB_COUNT):
        a, b = (2.0 * math.pi * (number + k) / RIB_COUNT for k in (0, 1))
        rings = []
        for step in range(13):
            share = 0.02 + 0.98 * step / 12
            top = [gore_point(a, b, share, i / 8, low, dome) for i in range(9)]
            rings.append(top + [(x * 0.997, y * 0.997, z - 0.004) for x, y, z in top[::-1]])
        cloth = second if STRIPED and number % 2 else first
        loft(f"Panel {number + 1}", rings, (0.0, 0.0, 0.0), cloth, root)
        rib = [(x * 0.995, y * 0.995, z - 0.007) for x, y, z in (gore_point(a, b, 0.02 + 0.98 * i / 8, 0.0, low, dome) for i in range(9))]
        tube(f"Rib {number + 1}", rib, 0.004, metal, root, sides=6)
        middle = rib[4]
        tube(f"Stretcher {number + 1}", [(0.0, 0.0, low + dome * 0.25), middle], 0.003, metal, root, sides=6)


def build_umbrella(name):
    """Build an open umbrella that stands on its handle, or a parasol; returns its root."""
    root = empty(name)
    metal = $metal
    dome = WIDTH * 0.22
    low = HEIGHT - dome - WIDTH * 0.06
    add_canopy(root, $canopy, $second, metal, low, dome)
    lathe("Tip", [(0.0, 0.0), (0.02, 0.0), (0.02, 0.008), (0.008, 0.014), (0.006, WIDTH * 0.055), (0.0, WIDTH * 0.06)], (0.0, 0.0, low + dome - 0.012), metal, root, sides=24)
    thick = 0.007 if not PARASOL else 0.024
    foot = HEIGHT * 0.16 if not PARASOL else 0.0
    tube("Shaft", [(0.0, 0.0, foot), (0.0, 0.0, low + dome - 0.004)], thick, metal, root)
    if PARASOL:
        lathe("Base", [(0.0, 0.0), (0.26, 0.0), (0.26, 0.05), (0.2, 0.08), (0.05, 0.1), (0.045, 0.3), (0.0, 0.3)], (0.0, 0.0, 0.0), $base, root)
    else:
        hook = HEIGHT * 0.055
        arc = [(hook - hook * math.cos(math.pi * i / 12), 0.0, hook - hook * math.sin(math.pi * i / 12) + 0.013) for i in range(13)]
        path = [(0.0, 0.0, foot + 0.03), (0.0, 0.0, foot * 0.7), *arc, (2.0 * hook, 0.0, hook * 1.5 + 0.013)]
        tube("Handle", path, 0.0125, $handle, root, sides=20)
    return root
''',
)  # fmt: skip


HAT = Family(
    key="hat",
    title="Hat",
    size=(0.29, 0.31, 0.165),
    uniform=True,
    parameters=(
        Length("HEIGHT", 0.16, 0.05, 0.6, "z", ("crown",)),
        Length("CROWN_WIDTH", 0.18, 0.1, 0.4, words=("crown",)),
        Length("BRIM", 0.055, 0.02, 0.3, words=("brim",)),
        Length("CURL", 0.02, 0.0, 0.08, words=("brim",)),
        Toggle("DENT", False, ("dent", "crease")),
        Toggle("BAND", True, ("band", "ribbon")),
        Toggle("POINTED", False),
    ),
    slots=(
        Slot("felt", "velvet", "18181b", ("crown", "brim", "felt", "body"), main=True),
        Slot("band", "fabric", "6d1528", ("band", "ribbon"), accent=True),
        Slot("buckle", "metal", "c69c45", ("buckle",)),
    ),
    variants={
        "top": {},
        "straw": {"HEIGHT": 0.11, "BRIM": 0.11, "CURL": 0.008, "felt": "fabric d9bc7c", "band": "fabric 2f4a6d"},
        "cowboy": {"HEIGHT": 0.14, "BRIM": 0.1, "CURL": 0.07, "DENT": True, "felt": "leather 8a5a34", "band": "leather 3a2416"},
        "witch": {"HEIGHT": 0.36, "BRIM": 0.11, "POINTED": True, "felt": "velvet 241a2e", "band": "fabric 5a2a82"},
        "fedora": {"HEIGHT": 0.125, "BRIM": 0.065, "CURL": 0.012, "DENT": True, "felt": "velvet 5a5148", "band": "fabric 1c1c1e"},
    },
    code='''
def brim_lift(angle, share):
    """Return how far the brim is curled up at its sides, and down at front and back."""
    return CURL * share ** 1.8 * (math.cos(angle) ** 2 * 1.25 - 0.25)


def crown_ring(share, z, grow=1.0):
    """Return a ring of the crown at a share of its height, dented along its top."""
    taper = (1.0 - share) ** 0.85 + 0.015 if POINTED else 1.0 + (0.05 if not DENT else -0.16) * share
    points = []
    for step in range(64):
        a = 2.0 * math.pi * step / 64
        x, y = math.cos(a) * 0.92, math.sin(a) * 1.06
        dent = HEIGHT * 0.16 * share ** 6 * (1.0 - abs(x)) if DENT else 0.0
        pinch = 1.0 - (0.16 * share ** 2 * max(0.0, -y) if DENT else 0.0)
        r = CROWN_WIDTH / 2 * taper * grow
        points.append((r * x * pinch, r * y, z - dent))
    return points


def build_hat(name):
    """Build a hat that lies on its brim; returns its root."""
    root = empty(name)
    felt = $felt
    low, wall = 0.004 + CURL * 0.3, 0.005
    inner, outer = CROWN_WIDTH / 2, CROWN_WIDTH / 2 + BRIM
    rings = []
    for share, side in ((0.0, 0), (0.35, 0), (0.7, 0), (1.0, 0), (1.0, 1), (0.7, 1), (0.35, 1), (0.0, 1)):
        ring = []
        for step in range(64):
            a = 2.0 * math.pi * step / 64
            r = inner * 0.9 + (outer - inner * 0.9) * share
            ring.append((r * math.cos(a) * 0.97, r * math.sin(a) * 1.04, low + brim_lift(a, share) + side * wall * 0.8))
        rings.append(ring)
    loft("Brim", rings, (0.0, 0.0, 0.0), felt, root)
    shares = [0.0, 0.15, 0.4, 0.7, 0.9, 0.97, 1.0]
    body = [crown_ring(s, low + (HEIGHT - low) * (s if s < 1.0 else 1.0)) for s in shares]
    if not POINTED:
        body.append([(x * 0.94, y * 0.94, z + 0.002) for x, y, z in body[-1]])
    loft("Crown", body, (0.0, 0.0, 0.0), felt, root)
    if BAND:
        top = 0.05 if POINTED else min(0.2, 0.024 / HEIGHT)
        band = [crown_ring(s, low + wall * 0.6 + (HEIGHT - low) * s, g) for s, g in ((0.0, 0.97), (0.0, 1.025), (top, 1.03), (top, 0.97))]
        loft("Band", band, (0.0, 0.0, 0.0), $band, root)
        if POINTED:
            box("Buckle", (0.05, 0.012, 0.036), (0.0, -CROWN_WIDTH * 0.53, low + 0.004), $buckle, root, 0.004)
    settle(root)
    return root
''',
)  # fmt: skip


SUITCASE = Family(
    key="suitcase",
    title="Suitcase",
    size=(0.64, 0.22, 0.52),
    uniform=True,
    parameters=(
        Length("WIDTH", 0.62, 0.2, 1.2, "x"),
        Length("DEPTH", 0.2, 0.08, 0.5, "y"),
        Length("HEIGHT", 0.46, 0.15, 1.0, "z"),
        Toggle("STRAPS", True, ("strap", "belt")),
        Toggle("CORNERS", True, ("corner",)),
        Toggle("LABEL", True, ("label", "tag")),
    ),
    slots=(
        Slot("body", "leather", "7a4a25", ("body", "case", "shell"), main=True),
        Slot("straps", "leather", "4a2a16", ("strap", "belt", "corner", "handle"), accent=True),
        Slot("metal", "metal", "c69c45", ("buckle", "lock", "clasp")),
        Slot("label", "matte", "efe3c6", ("label", "tag")),
    ),
    variants={"travel": {}, "briefcase": {"WIDTH": 0.44, "HEIGHT": 0.31, "DEPTH": 0.1, "STRAPS": False, "CORNERS": False, "LABEL": False}},
    code='''
def build_suitcase(name):
    """Build a suitcase that stands upright, its handle on top; returns its root."""
    root = empty(name)
    body, straps, metal = $body, $straps, $metal
    soft = min(DEPTH, HEIGHT) * 0.14
    for side, label in ((-1, "Front"), (1, "Back")):
        box(f"{label} half", (WIDTH, DEPTH * 0.492, HEIGHT), (0.0, side * DEPTH * 0.249, 0.0), body, root, soft)
    box("Seam", (WIDTH * 0.97, DEPTH * 0.06, HEIGHT * 0.97), (0.0, 0.0, HEIGHT * 0.015), straps, root, soft * 0.6)
    grip = WIDTH * 0.13
    path = spline([(-grip, 0.0, HEIGHT - 0.004), (-grip * 0.95, 0.0, HEIGHT + 0.03), (-grip * 0.5, 0.0, HEIGHT + 0.048), (grip * 0.5, 0.0, HEIGHT + 0.048), (grip * 0.95, 0.0, HEIGHT + 0.03), (grip, 0.0, HEIGHT - 0.004)], 5)
    tube("Handle", path, 0.011, straps, root)
    for side, label in ((-1, "Left"), (1, "Right")):
        x = side * WIDTH * 0.3
        if STRAPS:
            box(f"{label} strap", (0.035, DEPTH + 0.008, HEIGHT + 0.008), (x, 0.0, -0.004), straps, root, soft * 0.9)
            box(f"{label} buckle", (0.05, 0.01, 0.036), (x, -DEPTH / 2 - 0.006, HEIGHT * 0.68), metal, root, 0.004)
        box(f"{label} lock", (0.045, DEPTH * 0.3, 0.012), (side * WIDTH * 0.2, 0.0, HEIGHT - 0.005), metal, root, 0.004)
        box(f"{label} handle ring", (0.024, 0.03, 0.014), (side * grip, 0.0, HEIGHT - 0.006), metal, root, 0.004)
        if CORNERS:
            for y, which in ((-1, "front"), (1, "back")):
                for z, level in ((0.0, "lower"), (HEIGHT, "upper")):
                    size = min(0.075, DEPTH * 0.36)
                    place = (side * (WIDTH / 2 - size / 2 + 0.003), y * (DEPTH / 2 - size / 2 + 0.003), z - 0.003 if z == 0.0 else z - size + 0.003)
                    box(f"Corner {label.lower()} {which} {level}", (size, size, size), place, straps, root, soft * 1.1)
    if LABEL:
        tag = box("Label", (0.11, 0.004, 0.07), (0.0, -DEPTH / 2 - 0.001, HEIGHT * 0.4), $label, root, 0.001)
        tag.rotation_euler.y = 0.12
    settle(root)
    return root
''',
)  # fmt: skip


KEY = Family(
    key="key",
    title="Key",
    size=(0.04, 0.1, 0.008),
    uniform=True,
    long="y",
    parameters=(
        Length("LENGTH", 0.095, 0.03, 0.6, "y", ("shaft",)),
        Count("TOOTH_COUNT", 3, 1, 6, ("tooth", "bit")),
        Toggle("ORNATE", True, ("ornament",)),
    ),
    slots=(Slot("metal", "metal", "b08d4a", ("key", "shaft", "tooth", "bow"), main=True),),
    code='''
def build_key(name):
    """Build an old key that lies flat, its bow to the back; returns its root."""
    root = empty(name)
    metal = $metal
    u = LENGTH / 0.095
    thick, y = 0.0034 * u, LENGTH * 0.5
    z = thick + 0.0006 * u
    tube("Shaft", [(0.0, -y, z), (0.0, y - 0.026 * u, z)], thick, metal, root, sides=24)
    for number, at in enumerate((0.036, 0.041, 0.062), 1):
        collar = ring_shape(f"Collar {number}", [(thick * 0.8, -0.0014 * u), (thick * 1.24, -0.001 * u), (thick * 1.24, 0.001 * u), (thick * 0.8, 0.0014 * u)], (0.0, y - at * u, z), metal, root, 24)
        collar.rotation_euler.x = math.pi / 2
    loops = [(0.0, 0.0145, 0.0125)] if not ORNATE else [(-0.0085, 0.011, 0.0078), (0.0085, 0.011, 0.0078), (0.0, 0.0, 0.0)]
    if ORNATE:
        loops[2] = (0.0, 0.0245, 0.0085)
        ball("Bow heart", (0.01 * u, 0.01 * u, 0.006 * u), (0.0, y - 0.019 * u, z - 0.003 * u), metal, root)
    for number, (x, at, r) in enumerate(loops, 1):
        centre = y - (0.03 - at) * u if ORNATE else y - at * u
        loop = [((x + r * math.cos(math.pi * i / 16)) * u, centre + r * u * math.sin(math.pi * i / 16), z) for i in range(32)]
        tube(f"Bow {number}", loop, 0.0026 * u, metal, root, closed=True, sides=12)
    tall = 0.019 * u
    box("Bit", (tall * 0.55, 0.02 * u, thick * 0.9), (tall * 0.3, -y + 0.012 * u, z - thick * 0.45), metal, root, 0.0006 * u)
    wide = 0.02 * u / (TOOTH_COUNT * 2 - 1)
    for number in range(TOOTH_COUNT):
        at = -y + 0.002 * u + wide * (number * 2 + 0.5)
        box(f"Tooth {number + 1}", (tall * 0.5, wide * 0.98, thick * 0.86), (tall * (0.74 + 0.07 * (number % 2)), at, z - thick * 0.43), metal, root, 0.0004 * u)
    settle(root)
    return root
''',
)  # fmt: skip

FAMILIES = (UMBRELLA, HAT, SUITCASE, KEY)
