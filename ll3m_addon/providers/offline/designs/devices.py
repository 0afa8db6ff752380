# SPDX-License-Identifier: GPL-3.0-or-later
"""Electronics of parts: computers, phones, IoT devices, circuits. Fronts look towards -Y."""

from __future__ import annotations

from .brief import Sketch

__all__ = ["circuit", "desktop", "iot", "laptop", "monitor", "phone"]


def laptop(s: Sketch) -> None:
    """An open laptop."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(0.33, 0.25, 0.22)
    base = 0.07 * h
    s.add("laptop_base", p.main, (0, 0, 0), (w, 0.92 * d, base))
    s.add("keyboard", "abs", (0, 0.08 * d, base * 0.96), (0.86 * w, 0.4 * d, 0.2 * base))
    s.add("touchpad", p.second, (0, -0.29 * d, base * 0.96), (0.32 * w, 0.24 * d, 0.1 * base))
    s.add("hinge", p.metal, (0, 0.44 * d, base * 0.7), (0.7 * w, 0.05 * d, 0.5 * base))
    s.add(
        "screen",
        "screen",
        (0, 0.47 * d, base * 0.9),
        (w, 0.03 * d, h - base * 0.9),
        rotation={"x": -12, "y": 0, "z": 0},
    )
    s.add("webcam", "glass", (0, 0.62 * d, 0.93 * h), (0.02 * w, 0.05 * d, 0.02 * w))
    for sign in (-1, 1):
        s.add(
            "usb_port",
            p.metal,
            (sign * 0.497 * w, 0.2 * d, 0.3 * base),
            (0.01 * w, 0.045 * d, 0.3 * base),
        )


def desktop(s: Sketch) -> None:
    """A desktop computer: tower, monitor, keyboard."""
    b, p = s.brief, s.brief.palette
    w, d, h = b.extent(1.0, 0.5, 0.52)
    s.add("tower_case", p.main, (0.39 * w, 0.05 * d, 0), (0.2 * w, 0.85 * d, 0.86 * h))
    s.add(
        "case_fan",
        "plastic",
        (0.39 * w, -0.39 * d, 0.3 * h),
        (0.14 * w, 0.03 * d, 0.14 * w),
        colour="#3a6ff0",
    )
    s.add("power_button", "led", (0.39 * w, -0.385 * d, 0.74 * h), (0.02 * w, 0.01 * d, 0.02 * w))
    s.add("monitor", "screen", (-0.15 * w, 0.1 * d, 0.32 * h), (0.66 * w, 0.06 * d, 0.68 * h))
    s.add("monitor_stand", p.metal, (-0.15 * w, 0.12 * d, 0), (0.26 * w, 0.36 * d, 0.6 * h))
    s.add("keyboard", "abs", (-0.15 * w, -0.32 * d, 0), (0.44 * w, 0.26 * d, 0.04 * h))
    s.add("mouse", p.second, (0.16 * w, -0.32 * d, 0), (0.06 * w, 0.2 * d, 0.06 * h))


def monitor(s: Sketch) -> None:
    """A monitor or television on its stand."""
    b, p = s.brief, s.brief.palette
    tv = b.has("tv", "television")
    w, d, h = b.extent(*((1.24, 0.26, 0.8) if tv else (0.62, 0.22, 0.47)))
    s.add("screen", "screen", (0, -0.1 * d, 0.18 * h), (w, 0.14 * d, 0.82 * h))
    if tv:
        for x in (-0.36, 0.36):
            s.add("tv_foot", p.metal, (x * w, -0.1 * d, 0), (0.03 * w, d, 0.2 * h))
    else:
        s.add("monitor_stand", p.metal, (0, -0.08 * d, 0), (0.4 * w, 0.88 * d, 0.62 * h))
    s.add("status_led", "led", (0.46 * w, -0.17 * d, 0.195 * h), (0.008 * w, 0.01 * d, 0.008 * w))


def phone(s: Sketch) -> None:
    """A smartphone, standing upright."""
    b, p = s.brief, s.brief.palette
    tablet = b.has("tablet", "ipad")
    w, d, h = b.extent(*((0.18, 0.007, 0.25) if tablet else (0.074, 0.008, 0.158)))
    s.add("handset", p.main, (0, 0, 0), (w, d, h))
    s.add("phone_screen", "screen", (0, -0.5 * d, 0.015 * h), (0.94 * w, 0.12 * d, 0.97 * h))
    if not tablet:
        bump = (0.36 * w, 0.3 * d, 0.17 * h)
        s.add("camera_bump", p.second, (-0.26 * w, 0.6 * d, 0.78 * h), bump)
    lens = 0.06 * w if tablet else 0.13 * w
    for number in range(b.count("camera", 1 if tablet else 2, 1, 4)):
        out = 0.6 * d if tablet else 0.85 * d
        at = (-0.34 * w + 0.16 * w * (number % 2), out, 0.8 * h + 0.075 * h * (number // 2))
        s.add(
            "camera_lens",
            "glass",
            at,
            (lens, 0.3 * d, lens),
            rotation={"x": 0, "y": 0, "z": 180},
        )
    s.add("power_button", p.metal, (0.505 * w, 0, 0.62 * h), (0.02 * w, 0.4 * d, 0.1 * h))
    s.add("volume_button", p.metal, (-0.505 * w, 0, 0.64 * h), (0.02 * w, 0.4 * d, 0.16 * h))
    s.add("usb_c_port", p.metal, (0, 0, -0.002 * h), (0.13 * w, 0.35 * d, 0.012 * h))


def iot(s: Sketch) -> None:
    """A smart device: sensor, hub, speaker or thermostat."""
    b, p = s.brief, s.brief.palette
    if b.has("thermostat"):
        w, d, h = b.extent(0.11, 0.03, 0.11)
        s.add("wall_mount", p.second, (0, 0.4 * d, 0.1 * h), (0.8 * w, 0.2 * d, 0.8 * h))
        s.add("knob", p.main, (0, 0.05 * d, 0), (w, 0.75 * d, h))
        s.add("touchscreen", "screen", (0, -0.36 * d, 0.28 * h), (0.44 * w, 0.12 * d, 0.44 * h))
        return
    if b.has("speaker", "assistant"):
        w, d, h = b.extent(0.12, 0.12, 0.16)
        s.add("smart_speaker", p.soft, (0, 0, 0.03 * h), (w, d, 0.9 * h))
        s.add("led_ring", "led", (0, 0, 0.92 * h), (0.8 * w, 0.8 * d, 0.03 * h))
        s.add("button", p.second, (0, 0, 0.9 * h), (0.2 * w, 0.2 * d, 0.06 * h))
        s.add("puck", "rubber", (0, 0, 0), (0.84 * w, 0.84 * d, 0.04 * h))
        return
    w, d, h = b.extent(0.09, 0.09, 0.06)
    s.add(
        "housing",
        p.main,
        (0, 0, 0),
        (w, d, 0.62 * h),
        weatherproof=b.has("weatherproof", "outdoor", "waterproof"),
    )
    s.add("sensor", p.second, (0, 0, 0.6 * h), (0.5 * w, 0.5 * d, 0.4 * h))
    s.add("status_led", "led", (0.34 * w, -0.34 * d, 0.6 * h), (0.06 * w, 0.06 * d, 0.05 * h))
    if b.has("wifi", "wireless", "connectivity", "radio", "bluetooth", "zigbee", "lora"):
        s.add("antenna", "abs", (0.38 * w, 0.38 * d, 0.3 * h), (0.07 * w, 0.07 * w, 1.1 * h))
    s.add("vent", p.main, (0, -0.5 * d, 0.12 * h), (0.5 * w, 0.03 * d, 0.34 * h))
    s.add(
        "battery_cover",
        p.second,
        (0, 0.52 * d, 0.09 * h),
        (0.6 * w, 0.05 * d, 0.35 * h),
        power="battery" if b.has("battery") else "wired",
    )
    s.add("usb_c_port", p.metal, (-0.505 * w, 0, 0.12 * h), (0.02 * w, 0.12 * d, 0.06 * h))


def circuit(s: Sketch) -> None:
    """A circuit board with chips, capacitors and connectors."""
    b = s.brief
    w, d, h = b.extent(0.1, 0.08, 0.018)
    board = 0.1 * h
    s.add("pcb", "circuit_board", (0, 0, 0), (w, d, board * 2.2))
    top = board * 1.05
    s.add("microcontroller", "abs", (0, 0.04 * d, top), (0.24 * w, 0.26 * d, 0.16 * h))
    s.add("memory_chip", "abs", (0.28 * w, 0.08 * d, top), (0.14 * w, 0.22 * d, 0.12 * h))
    s.add(
        "heatsink", "anodized_aluminum", (-0.3 * w, 0.22 * d, top), (0.22 * w, 0.24 * d, 0.55 * h)
    )
    for number in range(b.count("capacitor", 4, 1, 10)):
        s.add(
            "capacitor",
            "aluminum",
            (-0.38 * w + 0.07 * w * number, -0.16 * d, top),
            (0.055 * w, 0.055 * w, 0.62 * h),
        )
    s.add(
        "usb_c_port", "stainless_steel", (0.2 * w, -0.45 * d, top), (0.14 * w, 0.14 * d, 0.28 * h)
    )
    s.add(
        "ethernet_port",
        "stainless_steel",
        (0.38 * w, -0.4 * d, top),
        (0.18 * w, 0.24 * d, 0.88 * h),
    )
    s.add("pin_header", "abs", (0, 0.44 * d, top), (0.6 * w, 0.06 * d, 0.5 * h))
    for number in range(3):
        s.add(
            "led",
            "led",
            ((0.1 + 0.06 * number) * w, -0.24 * d, top),
            (0.025 * w, 0.03 * w, 0.1 * h),
            colour=("#20c040", "#e0a020", "#e02020")[number],
        )
