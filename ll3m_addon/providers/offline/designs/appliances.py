# SPDX-License-Identifier: GPL-3.0-or-later
"""Appliances of parts: kitchen, laundry, HVAC, smart home. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = [
    "camera",
    "cooker",
    "dishwasher",
    "fridge",
    "heater",
    "hvac",
    "microwave",
    "robot",
    "washer",
]


def fridge(s: Sketch) -> None:
    """A fridge with freezer."""
    b, p = s.brief, s.brief.palette
    double = b.has("double", "side-by-side", "american", "french")
    w, d, h = b.extent(0.92 if double else 0.6, 0.66, 1.85)
    s.add("fridge_body", p.main, (0, 0.04 * d, 0), (w, 0.9 * d, h))
    if double:
        for sign, side in ((-1, "left"), (1, "right")):
            s.add(
                "fridge_door",
                p.main,
                (sign * 0.25 * w, -0.46 * d, 0.03 * h),
                (0.49 * w, 0.12 * d, 0.96 * h),
                hinge=side,
            )
        s.add("display", "screen", (-0.25 * w, -0.485 * d, 0.6 * h), (0.16 * w, 0.02 * d, 0.12 * h))
    else:
        s.add(
            "fridge_door",
            p.main,
            (0, -0.46 * d, 0.38 * h),
            (0.99 * w, 0.12 * d, 0.61 * h),
            hinge="right",
        )
        s.add(
            "freezer_door",
            p.main,
            (0, -0.46 * d, 0.03 * h),
            (0.99 * w, 0.12 * d, 0.34 * h),
            hinge="right",
        )
        if b.has("smart", "display", "touchscreen"):
            s.add(
                "display", "screen", (0.1 * w, -0.49 * d, 0.7 * h), (0.34 * w, 0.015 * d, 0.16 * h)
            )
    s.add("vent", p.second, (0, -0.42 * d, 0.0), (0.8 * w, 0.04 * d, 0.026 * h))


def cooker(s: Sketch) -> None:
    """A cooker: oven, control panel and hob."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.6, 0.62, 0.9)
    s.add("oven_body", p.main, (0, 0.03 * d, 0), (w, 0.92 * d, 0.95 * h))
    s.add("oven_door", p.main, (0, -0.45 * d, 0.16 * h), (0.96 * w, 0.1 * d, 0.56 * h))
    s.add("drawer_front", p.main, (0, -0.44 * d, 0.035 * h), (0.96 * w, 0.06 * d, 0.115 * h))
    s.add("control_panel", p.main, (0, -0.44 * d, 0.75 * h), (0.98 * w, 0.08 * d, 0.14 * h))
    if b.has("gas", "burner"):
        s.add("hob", "cast_iron", (0, 0.03 * d, 0.945 * h), (w, 0.92 * d, 0.02 * h))
        for sx in (-1, 1):
            for sy in (-1, 1):
                s.add(
                    "gas_burner",
                    "cast_iron",
                    (sx * 0.24 * w, (0.03 + sy * 0.22) * d, 0.955 * h),
                    (0.34 * w, 0.34 * w, 0.045 * h),
                )
    else:
        s.add("induction_hob", "tinted_glass", (0, 0.03 * d, 0.945 * h), (w, 0.92 * d, 0.02 * h))


def microwave(s: Sketch) -> None:
    """A microwave oven, or a toaster oven."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.5, 0.38, 0.29)
    s.add("case", p.main, (0, 0.04 * d, 0.02 * h), (w, 0.9 * d, 0.98 * h))
    for y in (-0.3, 0.36):
        s.pair("puck", "rubber", (0.4 * w, y * d, 0), (0.06 * w, 0.06 * w, 0.05 * h))
    s.add(
        "microwave_door", p.second, (-0.13 * w, -0.46 * d, 0.05 * h), (0.7 * w, 0.16 * d, 0.9 * h)
    )
    s.add("display", "screen", (0.36 * w, -0.425 * d, 0.76 * h), (0.2 * w, 0.03 * d, 0.13 * h))
    for row in range(4):
        for column in range(3):
            s.add(
                "button",
                "abs",
                ((0.3 + 0.06 * column) * w, -0.425 * d, (0.56 - 0.13 * row) * h),
                (0.045 * w, 0.03 * d, 0.09 * h),
            )


def washer(s: Sketch) -> None:
    """A washing machine."""
    b, p = s.brief, s.brief.palette
    if b.has("dryer", "drier", "tumble"):
        dryer(s)
        return
    w, d, h = b.extent(0.6, 0.6, 0.85)
    s.add("washer_body", p.main, (0, 0.03 * d, 0), (w, 0.94 * d, 0.965 * h))
    s.add("tabletop", p.main, (0, 0.0, 0.96 * h), (1.01 * w, d, 0.04 * h))
    s.add("drum_door", "chrome", (0, -0.47 * d, 0.24 * h), (0.66 * w, 0.1 * d, 0.66 * w))
    s.add("control_panel", p.main, (0.1 * w, -0.455 * d, 0.83 * h), (0.74 * w, 0.05 * d, 0.11 * h))
    s.add(
        "drawer_front", p.second, (-0.38 * w, -0.455 * d, 0.83 * h), (0.2 * w, 0.05 * d, 0.11 * h)
    )
    s.add("access_panel", p.second, (-0.3 * w, -0.445 * d, 0.05 * h), (0.2 * w, 0.02 * d, 0.1 * h))


def dryer(s: Sketch) -> None:
    """A tumble dryer: a wide dark door, the water drawer on top, an air inlet over the floor."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.6, 0.62, 0.85)
    s.add("dryer", p.main, (0, 0.03 * d, 0), (w, 0.94 * d, 0.985 * h))
    s.add("slab", p.main, (0, 0.0, 0.97 * h), (1.01 * w, d, 0.03 * h))
    s.add("drum_door", "abs", (0, -0.48 * d, 0.24 * h), (0.8 * w, 0.09 * d, 0.8 * w))
    s.add("handle", p.metal, (0.36 * w, -0.53 * d, 0.42 * h), (0.03 * w, 0.05 * d, 0.22 * h))
    s.add("drawer_front", p.main, (-0.31 * w, -0.455 * d, 0.84 * h), (0.36 * w, 0.05 * d, 0.11 * h))
    s.add("control_panel", "abs", (0.19 * w, -0.455 * d, 0.84 * h), (0.6 * w, 0.05 * d, 0.11 * h))
    s.add("vent", p.second, (0, -0.45 * d, 0.04 * h), (0.86 * w, 0.03 * d, 0.14 * h))


def dishwasher(s: Sketch) -> None:
    """A dishwasher: one door with a bar handle under a strip of controls."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.6, 0.6, 0.85)
    s.add("dishwasher", p.main, (0, 0.04 * d, 0), (w, 0.92 * d, 0.97 * h))
    s.add("slab", p.main, (0, 0.0, 0.96 * h), (1.01 * w, d, 0.04 * h))
    s.add("block", p.second, (0, -0.45 * d, 0.12 * h), (0.98 * w, 0.08 * d, 0.68 * h), part="door")
    s.add("handle", p.metal, (0, -0.53 * d, 0.72 * h), (0.7 * w, 0.08 * d, 0.035 * h))
    s.add("control_panel", p.main, (0, -0.45 * d, 0.81 * h), (0.98 * w, 0.07 * d, 0.14 * h))
    s.add("block", "abs", (0, -0.4 * d, 0.02 * h), (0.94 * w, 0.06 * d, 0.09 * h), part="plinth")


def hvac(s: Sketch) -> None:
    """An air conditioner or heat pump: outdoor unit, or a split unit for the wall."""
    b, p = s.brief, s.brief.palette
    if b.has("split", "wall", "indoor"):
        w, d, h = b.extent(0.9, 0.24, 0.3)
        s.add("case", p.main, (0, 0, 0), (w, d, h))
        s.add("air_outlet", p.second, (0, -0.47 * d, 0.06 * h), (0.86 * w, 0.1 * d, 0.26 * h))
        s.add("display", "screen", (0.34 * w, -0.5 * d, 0.6 * h), (0.12 * w, 0.02 * d, 0.12 * h))
        return
    w, d, h = b.extent(0.95, 0.4, 0.75)
    s.add("case", p.main, (0, 0.02 * d, 0.05 * h), (w, 0.92 * d, 0.95 * h))
    s.add("fan", "abs", (-0.14 * w, -0.47 * d, 0.2 * h), (0.64 * w, 0.16 * d, 0.64 * w))
    s.add("vent", p.second, (0.34 * w, -0.45 * d, 0.14 * h), (0.24 * w, 0.05 * d, 0.74 * h))
    for sign in (-1, 1):
        s.add(
            "bracket", "galvanized_steel", (sign * 0.36 * w, 0, 0), (0.05 * w, 0.98 * d, 0.055 * h)
        )
    s.add("pipe", "copper", (0.485 * w, 0.3 * d, 0.05 * h), (0.03 * w, 0.03 * w, 0.24 * h))


def heater(s: Sketch) -> None:
    """A radiator on two feet, or for the wall."""
    b = s.brief
    w, d, h = b.extent(1.0, 0.1, 0.6)
    s.add("heater", "enamel", (0, 0, 0.08 * h), (w, d, 0.92 * h))
    for x in (-0.36, 0.36):
        s.add("round", "enamel", (x * w, 0, 0), (0.5 * d, 0.5 * d, 0.2 * h))


def robot(s: Sketch) -> None:
    """A robot vacuum cleaner with its dock."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.35, 0.35, 0.1)
    s.add("robot_vacuum", p.main, (0, 0, 0.42 * h), (0.97 * w, 0.97 * d, 0.42 * h))
    s.add("round_housing", "abs", (0, 0, 0.1 * h), (w, d, 0.36 * h), part="bumper")
    s.add("lidar", p.second, (0, 0.16 * d, 0.82 * h), (0.26 * w, 0.26 * d, 0.18 * h))
    s.add("button", p.metal, (0, -0.2 * d, 0.82 * h), (0.12 * w, 0.12 * w, 0.05 * h))
    s.pair("wheel", "rubber", (0.36 * w, 0, 0), (0.07 * w, 0.3 * h, 0.3 * h))
    s.add("block", "abs", (0, 0.7 * d, 0), (0.5 * w, 0.14 * d, 1.3 * h), part="dock")
    s.add("slab", "abs", (0, 0.49 * d, 0), (0.5 * w, 0.3 * d, 0.08 * h), part="ramp")


def camera(s: Sketch) -> None:
    """A security camera on its foot."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.08, 0.11, 0.13)
    s.add("puck", p.main, (0, 0.1 * d, 0), (0.9 * w, 0.9 * w, 0.1 * h))
    s.add("round", p.metal, (0, 0.1 * d, 0.08 * h), (0.16 * w, 0.16 * w, 0.4 * h))
    s.add("case", p.main, (0, 0.02 * d, 0.44 * h), (0.8 * w, 0.9 * d, 0.56 * h))
    s.add("camera_lens", "glass", (0, -0.46 * d, 0.5 * h), (0.6 * w, 0.14 * d, 0.44 * h))
    s.add("status_led", "led", (0.3 * w, -0.44 * d, 0.9 * h), (0.06 * w, 0.04 * d, 0.05 * h))
