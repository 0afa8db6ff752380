# SPDX-License-Identifier: GPL-3.0-or-later
"""What style words do to any family's finishes and shading."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Shading", "restyle", "shade"]


@dataclass(slots=True)
class Shading:
    """The constants that all shapes share."""

    segments: int = 48
    smooth_angle: int = 40
    roundness: float = 1.0


#: style -> slot's kind -> new "kind colour"; "-" keeps the colour.
_PALETTES: dict[str, dict[str, str]] = {
    "modern": {"wood": "wood c9a06c", "metal": "metal 3a3b3d", "fabric": "fabric 8f9499"},
    "scandinavian": {
        "wood": "wood dcc193", "metal": "metal e8e6e0", "fabric": "fabric cfd3d2",
        "leather": "fabric cfd3d2", "velvet": "fabric cfd3d2", "plastic": "plastic eeeeec",
    },
    "minimalist": {
        "wood": "wood dcc193", "metal": "metal d9dcdf", "fabric": "fabric e2e0db",
        "leather": "leather e2e0db", "velvet": "fabric e2e0db", "plastic": "plastic eeeeec",
        "ceramic": "ceramic eeeeec", "paint": "paint eeeeec",
    },
    "rustic": {
        "wood": "wood 7a5230", "metal": "metal 4a4744", "fabric": "fabric b59a72",
        "planks": "planks 7a5230", "plastic": "wood 7a5230", "velvet": "leather 6b4426",
    },
    "vintage": {
        "wood": "wood 5b3a21", "metal": "metal b08d4a", "fabric": "fabric 8a6a4a",
        "plastic": "plastic c9b68a", "leather": "leather 6b3a1e", "velvet": "velvet 6d1528",
        "paint": "paint 7fa59a",
    },
    "futuristic": {
        "wood": "plastic eeeeec", "metal": "metal d9dcdf", "fabric": "plastic eeeeec",
        "leather": "plastic eeeeec", "velvet": "plastic eeeeec", "paint": "paint d9e4ea",
        "brick": "metal c8ccd0", "stone": "metal c8ccd0", "plastic": "plastic eeeeec",
        "planks": "metal c8ccd0", "tiles": "metal 5d6670", "matte": "plastic eeeeec",
    },
    "cartoon": {
        "wood": "plastic c98a4b", "metal": "plastic 9aa7b5", "fabric": "plastic -",
        "leather": "plastic -", "velvet": "plastic -", "paint": "plastic -", "planks": "plastic -",
        "stone": "plastic -", "brick": "plastic d2694c", "leaves": "plastic -",
        "bark": "plastic 9a6238", "tiles": "plastic -", "matte": "plastic -",
    },
    "ornate": {"wood": "wood 5a261b", "metal": "metal e0b04a", "fabric": "velvet -",
               "plastic": "metal e0b04a", "leather": "leather -"},
    "industrial": {"wood": "wood 6b4a2f", "metal": "metal 3d3e40", "paint": "metal 6d7074",
                   "plastic": "metal 6d7074", "fabric": "leather 6b4426"},
    "shiny": {"metal": "metal -", "wood": "paint -", "plastic": "paint -", "matte": "ceramic -",
              "stone": "marble -", "ceramic": "ceramic -"},
    "matte": {"paint": "matte -", "plastic": "matte -", "ceramic": "matte -", "metal": "matte -"},
    "worn": {"metal": "rust -", "paint": "rust -", "wood": "wood 8a7a66", "brick": "brick 8d5a48",
             "planks": "planks 8a7a66", "matte": "stone -", "ashlar": "ashlar 7f7a6d"},
    # Facets are the ornament: plain colours instead of patterns.
    "low-poly": {
        "tiles": "matte -", "planks": "matte -", "brick": "matte -", "stone": "matte -",
        "ashlar": "matte -", "leaves": "matte -", "bark": "matte -", "wood": "matte -",
        "fabric": "matte -", "paint": "matte -", "velvet": "matte -", "leather": "matte -",
    },
    "snowy": {"leaves": "matte eef3f6", "tiles": "matte eef3f6"},
}  # fmt: skip


def restyle(style: str, kind: str, colour: str) -> tuple[str, str] | None:
    """Return the finish a style gives to a slot, or None where it changes nothing."""
    wanted = _PALETTES.get(style, {}).get(kind)
    if wanted is None:
        return None
    new_kind, new_colour = wanted.split()
    return (new_kind, colour if new_colour == "-" else new_colour)


def shade(style: str, shading: Shading) -> None:
    """Apply a style to the shading constants."""
    if style == "low-poly":
        shading.segments, shading.smooth_angle, shading.roundness = 8, 0, 0.0
    elif style == "cartoon":
        shading.roundness = 2.0
    elif style == "futuristic":
        shading.roundness = 1.6
    elif style == "round":
        shading.roundness = max(shading.roundness, 1.6)
