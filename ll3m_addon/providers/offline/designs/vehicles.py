# SPDX-License-Identifier: GPL-3.0-or-later
"""Vehicles of parts: car, truck, motorcycle, aircraft, helicopter. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Brief, Sketch

__all__ = ["aircraft", "car", "helicopter", "motorcycle", "truck"]


#: Sort of car -> shape of its glasshouse, length and height in metres, and of the height the
#: wheels and the waist, of the length the glasshouse and how far back its middle is.
_FORMS: dict[str, tuple[str, float, float, float, float, float, float]] = {
    "saloon": ("saloon", 4.5, 1.45, 0.46, 0.6, 0.56, 0.06),
    "sports": ("saloon", 4.4, 1.24, 0.5, 0.6, 0.52, 0.06),
    "limousine": ("saloon", 6.6, 1.48, 0.46, 0.6, 0.68, 0.05),
    "suv": ("wagon", 4.6, 1.75, 0.43, 0.56, 0.68, 0.14),
    "estate": ("wagon", 4.7, 1.46, 0.45, 0.6, 0.68, 0.14),
    "hatchback": ("wagon", 3.95, 1.46, 0.42, 0.6, 0.62, 0.16),
    "van": ("van", 5.0, 2.0, 0.36, 0.5, 0.86, 0.06),
}
_FORM_WORDS = {
    "van": "van", "minivan": "van", "camper": "van", "minibus": "van", "suv": "suv", "jeep": "suv",
    "offroad": "suv", "wagon": "estate", "estate": "estate", "hatchback": "hatchback",
    "compact": "hatchback", "city": "hatchback", "limousine": "limousine", "limo": "limousine",
    "sports": "sports", "sport": "sports", "racing": "sports", "race": "sports",
    "supercar": "sports", "aerodynamic": "sports", "roadster": "sports", "coupe": "sports",
}  # fmt: skip


def _form(b: Brief) -> str:
    """The sort of car; what tells most comes first."""
    return next((form for word, form in _FORM_WORDS.items() if b.has(word)), "saloon")


def car(s: Sketch) -> None:
    """A passenger car; sporty, tall or small as the request says."""
    b, p = s.brief, s.brief.palette
    form = _form(b)
    sporty = form == "sports"
    shape, length, height, rim, line, cabin, middle = _FORMS[form]
    w, d, h = b.extent(1.86, length, height)
    wheel, clear, waist = rim * h, 0.14 * h, line * h
    seats = b.count("seat", 2 if sporty and not b.has("aerodynamic") else 4, 1, 9)
    s.add("car_body", p.main, (0, 0, clear), (w, d, waist - clear), seats=seats, editable=True)
    sunk = (0.1 if shape != "saloon" else 0.05) * h
    s.add(
        "cabin",
        p.main,
        (0, middle * d, waist - sunk),
        (0.86 * w if form != "van" else 0.92 * w, cabin * d, h - waist + sunk),
        form=shape,
    )
    for y in (-0.31, 0.31):
        s.pair("wheel", "rubber", (0.47 * w, y * d, 0), (0.13 * w, wheel, wheel))
    s.pair("headlight", "led", (0.34 * w, -0.465 * d, 0.36 * h), (0.2 * w, 0.06 * d, 0.08 * h))
    s.pair(
        "taillight",
        "neon",
        (0.34 * w, 0.485 * d, 0.44 * h),
        (0.22 * w, 0.03 * d, 0.07 * h),
        colour="#d01818",
        rotation={"x": 0, "y": 0, "z": 180},
    )
    s.add("bumper", p.second, (0, -0.475 * d, clear), (0.9 * w, 0.06 * d, 0.14 * h))
    s.add(
        "bumper",
        p.second,
        (0, 0.48 * d, clear + 0.02 * h),
        (0.9 * w, 0.05 * d, 0.14 * h),
        rotation={"x": 0, "y": 0, "z": 180},
    )
    s.pair("mirror", p.main, (0.475 * w, -0.17 * d, 0.5 * h), (0.15 * w, 0.035 * d, 0.09 * h))
    if b.has("electric", "ev", "battery", "hybrid"):
        s.add(
            "battery_pack",
            "aluminum",
            (0, 0, 0.1 * h),
            (0.7 * w, 0.42 * d, 0.08 * h),
            feature="electric",
        )
        s.add(
            "charge_port", p.second, (0.487 * w, 0.24 * d, 0.42 * h), (0.02 * w, 0.04 * d, 0.1 * h)
        )
    else:
        s.add("grille", p.second, (0, -0.487 * d, 0.26 * h), (0.42 * w, 0.02 * d, 0.12 * h))
    if b.has("taxi", "cab"):
        s.add("sign", "led", (0, 0.02 * d, 0.985 * h), (0.42, 0.16, 0.16), text="TAXI")
    if sporty or b.has("futuristic"):
        s.add("spoiler", p.accent, (0, 0.45 * d, waist - 0.06 * h), (0.84 * w, 0.09 * d, 0.16 * h))


def _pickup(s: Sketch) -> None:
    """A pickup: a high car with a short cabin before an open bed."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(2.0, 5.4, 1.85)
    clear, waist, side = 0.2 * h, 0.6 * h, 0.14 * h
    s.add("car_body", p.main, (0, 0, clear), (w, d, waist - clear))
    s.add(
        "cabin",
        p.main,
        (0, -0.03 * d, waist - 0.06 * h),
        (0.88 * w, 0.36 * d, 0.46 * h),
        form="wagon",
    )
    bed, long, low = 0.32 * d, 0.3 * d, waist - 0.08 * h
    s.add("slab", "rubber", (0, bed, low), (0.84 * w, long, 0.1 * h))
    s.pair("slab", p.main, (0.45 * w, bed, low), (0.07 * w, long, side + 0.08 * h))
    s.add("slab", p.main, (0, 0.479 * d, low), (0.83 * w, 0.018 * d, side + 0.08 * h))
    for y in (-0.31, 0.31):
        s.pair("wheel", "rubber", (0.47 * w, y * d, 0), (0.15 * w, 0.44 * h, 0.44 * h))
    s.pair("headlight", "led", (0.34 * w, -0.465 * d, 0.4 * h), (0.2 * w, 0.06 * d, 0.08 * h))
    s.pair(
        "taillight", "neon", (0.42 * w, 0.485 * d, 0.46 * h), (0.1 * w, 0.03 * d, 0.1 * h),
        colour="#d01818", rotation={"x": 0, "y": 0, "z": 180},
    )  # fmt: skip
    s.add("bumper", p.second, (0, -0.475 * d, clear), (0.92 * w, 0.06 * d, 0.14 * h))
    s.add("grille", p.second, (0, -0.487 * d, 0.3 * h), (0.46 * w, 0.02 * d, 0.13 * h))
    s.pair("mirror", p.main, (0.475 * w, -0.16 * d, 0.56 * h), (0.14 * w, 0.03 * d, 0.08 * h))


def truck(s: Sketch) -> None:
    """A lorry: cab, chassis and box (or flat bed); a pickup is a car of its own."""
    b, p = s.brief, s.brief.palette
    if b.has("pickup"):
        _pickup(s)
        return
    w, d, h = b.extent(2.5, 8.4, 3.5)
    wheel = 0.29 * h
    s.add(
        "chassis",
        "painted_metal",
        (0, 0.05 * d, 0.16 * h),
        (0.36 * w, 0.86 * d, 0.09 * h),
        colour="#2a2c30",
    )
    s.add("truck_cab", p.main, (0, -0.385 * d, 0.12 * h), (w * 0.96, 0.23 * d, 0.74 * h))
    if b.has("flatbed", "flat"):
        s.add("slab", "wood_planks", (0, 0.12 * d, 0.25 * h), (w, 0.74 * d, 0.05 * h))
        s.pair("railing", p.second, (0.48 * w, 0.12 * d, 0.3 * h), (0.02 * w, 0.74 * d, 0.12 * h))
    else:
        s.add("cargo_box", p.second, (0, 0.13 * d, 0.25 * h), (w, 0.74 * d, 0.75 * h))
    for y in (-0.36, 0.22, 0.36):
        s.pair("wheel", "rubber", (0.43 * w, y * d, 0), (0.13 * w, wheel, wheel))
    s.pair("headlight", "led", (0.37 * w, -0.5 * d, 0.2 * h), (0.14 * w, 0.03 * d, 0.07 * h))
    s.pair(
        "taillight",
        "neon",
        (0.4 * w, 0.5 * d, 0.2 * h),
        (0.1 * w, 0.015 * d, 0.06 * h),
        colour="#d01818",
    )
    s.pair(
        "mirror",
        "plastic",
        (0.53 * w, -0.46 * d, 0.5 * h),
        (0.08 * w, 0.02 * d, 0.14 * h),
        colour="#1d1f22",
    )
    s.add("fuel_tank", "aluminum", (0.26 * w, -0.1 * d, 0.1 * h), (0.2 * w, 0.12 * d, 0.13 * h))
    if b.has("electric", "ev", "battery"):
        s.add(
            "battery_pack",
            "aluminum",
            (-0.34 * w, -0.06 * d, 0.1 * h),
            (0.22 * w, 0.24 * d, 0.14 * h),
        )
    else:
        s.add(
            "exhaust_stack",
            "chrome",
            (-0.42 * w, -0.25 * d, 0.2 * h),
            (0.07 * w, 0.07 * w, 0.72 * h),
        )


def motorcycle(s: Sketch) -> None:
    """A motorcycle."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.78, 2.1, 1.12)
    wheel = 0.58 * h
    for y in (-0.36, 0.36):
        s.add("wheel", "rubber", (0, y * d, 0), (0.16 * w, wheel, wheel), side="right")
    s.add(
        "motorcycle_frame",
        "painted_metal",
        (0, 0, 0.2 * h),
        (0.34 * w, 0.52 * d, 0.5 * h),
        colour="#26282b",
    )
    s.add(
        "fork",
        p.metal,
        (0, -0.285 * d, 0.26 * h),
        (0.26 * w, 0.15 * d, 0.62 * h),
        rotation={"x": 0, "y": 0, "z": 0},
    )
    s.add("fuel_tank", p.main, (0, -0.1 * d, 0.62 * h), (0.36 * w, 0.26 * d, 0.2 * h))
    s.add("saddle", "black_leather", (0, 0.17 * d, 0.64 * h), (0.34 * w, 0.34 * d, 0.11 * h))
    s.add("handlebar", p.metal, (0, -0.2 * d, 0.84 * h), (w, 0.13 * d, 0.16 * h))
    s.add("headlight", "led", (0, -0.31 * d, 0.68 * h), (0.24 * w, 0.08 * d, 0.16 * h))
    s.add(
        "taillight",
        "neon",
        (0, 0.335 * d, 0.665 * h),
        (0.16 * w, 0.03 * d, 0.06 * h),
        colour="#d01818",
    )
    s.pair(
        "mirror",
        "plastic",
        (0.42 * w, -0.19 * d, 0.97 * h),
        (0.14 * w, 0.03 * d, 0.08 * h),
        colour="#1d1f22",
    )
    for y, front in ((-0.36, True), (0.36, False)):
        s.add(
            "fender",
            p.main,
            (0, y * d, 0.5 * wheel + 0.5 * wheel - 0.02 * h),
            (0.2 * w, 0.22 * d, 0.05 * h),
            front=front,
        )
    if b.has("electric", "ev"):
        s.add("battery_pack", "aluminum", (0, 0.02 * d, 0.24 * h), (0.4 * w, 0.22 * d, 0.2 * h))
    else:
        s.add("exhaust", "chrome", (0.15 * w, 0.14 * d, 0.2 * h), (0.14 * w, 0.48 * d, 0.12 * h))


def aircraft(s: Sketch) -> None:
    """An aeroplane: jets under the wings, or a propeller on its nose."""
    b, p = s.brief, s.brief.palette
    small = b.has("propeller", "small", "light", "cessna", "private")
    w, d, h = b.extent(*((10.0, 8.0, 2.7) if small else (34.0, 37.0, 12.0)))
    body = 0.36 * h if not small else 0.5 * h
    wide = body if not small else 0.8 * body
    low = 0.2 * h if not small else 0.24 * h
    s.add("fuselage", p.main, (0, 0, low), (wide, d, body))
    wing_z = low + (0.18 * body if not small else 0.82 * body)
    s.add(
        "wing",
        p.main,
        (0, 0.02 * d, wing_z),
        (w, 0.26 * d, 0.14 * body if not small else 0.1 * body),
    )
    s.add("tailplane", p.main, (0, 0.44 * d, low + 0.66 * body), (0.36 * w, 0.12 * d, 0.07 * body))
    s.add(
        "fin",
        p.accent,
        (0, 0.43 * d, low + 0.8 * body),
        (0.018 * w, 0.14 * d, h - low - 0.8 * body),
    )
    if small:
        s.add(
            "propeller",
            "aluminum",
            (0, -0.515 * d, low + 0.42 * body - 0.11 * d),
            (0.22 * d, 0.03 * d, 0.22 * d),
        )
    else:
        s.pair(
            "engine",
            p.second,
            (0.17 * w, -0.06 * d, wing_z - 0.38 * body),
            (0.46 * body, 0.11 * d, 0.46 * body),
        )
    wheel = low * 0.72
    for at, y in ((0.0, -0.36), (0.09 * w, 0.06), (-0.09 * w, 0.06)):
        s.add(
            "strut",
            p.metal,
            (at, y * d, 0.5 * wheel),
            (0.12 * wheel, 0.12 * wheel, low + 0.16 * body - 0.5 * wheel),
        )
        s.add(
            "landing_gear",
            "rubber",
            (at, y * d, 0),
            (0.34 * wheel, wheel, wheel),
            side="right" if at >= 0 else "left",
        )
    for sign in (-1, 1):
        s.add(
            "led",
            "led",
            (sign * 0.495 * w, 0.125 * d, wing_z + 0.06 * body),
            (0.012 * w, 0.012 * w, 0.008 * w),
            colour="#d01818" if sign < 0 else "#18a038",
        )


def helicopter(s: Sketch) -> None:
    """A helicopter."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(10.6, 11.5, 3.4)
    s.add("fuselage", p.main, (0, -0.16 * d, 0.16 * h), (0.2 * w, 0.5 * d, 0.58 * h))
    s.add("tail_boom", p.main, (0, 0.26 * d, 0.5 * h), (0.05 * w, 0.4 * d, 0.13 * h))
    s.add("cockpit", "tinted_glass", (0, -0.3 * d, 0.32 * h), (0.17 * w, 0.18 * d, 0.36 * h))
    s.add("rotor", "carbon_fiber", (0, -0.1 * d, 0.7 * h), (w, w, 0.3 * h))
    s.add("fin", p.accent, (0, 0.44 * d, 0.5 * h), (0.014 * w, 0.1 * d, 0.36 * h))
    s.add(
        "propeller",
        "carbon_fiber",
        (0.01 * w, 0.45 * d, 0.5 * h),
        (0.16 * w, 0.02 * d, 0.16 * w),
        rotation={"x": 0, "y": 0, "z": 90},
    )
    s.pair("tail_skid", p.metal, (0.07 * w, -0.14 * d, 0.0), (0.018 * w, 0.5 * d, 0.03 * h))
    for y in (-0.26, 0.0):
        s.pair("strut", p.metal, (0.07 * w, y * d, 0.01 * h), (0.012 * w, 0.012 * w, 0.36 * h))
