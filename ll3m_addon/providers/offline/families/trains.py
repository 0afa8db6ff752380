# SPDX-License-Identifier: GPL-3.0-or-later
"""Steam locomotive."""

from __future__ import annotations

from ..family import Count, Family, Length, Slot, Toggle

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

FAMILIES = (TRAIN,)
