# SPDX-License-Identifier: GPL-3.0-or-later
"""Materials by name: what a spec's ``material`` word becomes."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from ...core.scriptkit.colours import CSS, TINTS
from .finishes import FUNCTIONS

__all__ = ["MATERIALS", "Material", "colour_of", "resolve"]


@dataclass(frozen=True, slots=True)
class Material:
    """A material function (without ``_material``), its own colour (sRGB hex), and its group."""

    finish: str
    colour: str
    group: str


_TABLE = """
wood: oak wood b8864f, walnut wood 5b3a21, pine wood d3a868, mahogany wood 6b2a1a, cherry_wood wood 8f4527,
 teak wood a0682f, ebony wood 2b1d16, birch wood dcc193, beech wood cf9f6b, maple wood d9b07a, ash wood cdb08a,
 cedar wood a65f3b, rosewood wood 5a261b, driftwood wood 9d9182, bamboo wood d6b566, wood wood a9713f,
 plywood plies d2ac74, reclaimed_wood planks 7d5a3c, wood_planks planks 9a6a42, charred_wood planks 2a2624,
 osb chips c9a264, mdf matte b08d62, cork cork b3854f, wicker wicker b98d50, bark bark 5d4735
metal: steel mill a7aaae, stainless_steel metal b9bcc0, brushed_steel brushed b0b3b7, polished_steel polished d0d3d6,
 galvanized_steel spangle b4b9bd, iron cast 5f6164, cast_iron cast 3c3d3f, wrought_iron cast 2e2f31,
 aluminum satin c4c7ca, anodized_aluminum satin 8d9298, titanium satin 8f8d8a, chrome polished dfe2e5,
 brass metal c69c45, gold polished e6b84f, rose_gold polished d9a38f, silver polished dcdcda, copper metal c06f43,
 aged_copper patina 5f9c88, bronze metal 96673a, nickel satin b9b5a8, lead cast 6a6d72, tin satin b4b7ba,
 metal mill 9a9da1, rusty_metal rust 7a4a30, corten_steel rust 8a4a2c, painted_metal paint 6f7780, mirror polished f0f2f3
plastic: plastic plastic c9ccd0, abs plastic 3a3c40, polycarbonate acrylic e6eef0, acrylic acrylic dbe9ee,
 vinyl plastic 2f3236, resin acrylic d9a860,
 nylon coarse_weave 4a5a4c, fiberglass plastic d8dcd6, epoxy paint 9fa6ab, bakelite plastic 3a1f16
elastomer: rubber rubber 1c1c1d, silicone rubber c7cacd, foam pores e9e0c8, neoprene rubber 26282c
composite: carbon_fiber carbon 2a2b2d, composite plastic 4a4d52, kevlar carbon c9a93c, circuit_board traces 14563a,
 solar_panel cells 12203f, graphene satin 2c2e30
glass: glass glass e6f2f2, clear_glass glass f2f7f7, tinted_glass pane 1b2a38, frosted_glass frosted dfe9ea,
 tempered_glass glass a9d6c6, stained_glass stained b0343c, crystal acrylic d9c6f2, ice frosted cfe8f5
stone: stone stone 918d86, granite crystals 77777a, marble marble e6e3dd, black_marble marble 26272a, limestone stone cbbf9f,
 sandstone strata cfa873, slate strata 4e555c, basalt stone 3a3c3f, concrete concrete 9d9c98, polished_concrete smooth_concrete a9a8a3,
 cement stucco a9aaa8, terrazzo terrazzo ddd8cd, quartz crystals f0dede, travertine strata d6c5a3, cobblestone ashlar 84817b,
 ashlar ashlar b9ad95, asphalt grain 35363a, gravel grain 8f8b83, sand grain d9c49a, soil grain 5a4230, plaster trowelled ece7dc,
 stucco stucco e6dcc6, gypsum flat f6f4ef, drywall flat e6e6e4
ceramic: ceramic ceramic e9e6df, porcelain ceramic f4f2ec, terracotta stone b5653c, clay matte b7795a, brick brick a4492f,
 tile tiling dfe3e3, roof_tile tiles 9c4a32, enamel ceramic f0f0ee
fabric: fabric fabric 8a8f98, cotton fabric e6e0d4, linen coarse_weave d6cbb5, wool wool b9a88c, felt flat 5f7d78, denim twill 3c5a86,
 canvas coarse_weave c8b896, silk satin_cloth d9c7a8, velvet velvet 5a2440, tweed tweed 7d7263, polyester satin_cloth 5f7f9a, suede velvet 9b7a56,
 leather leather 6f3b1f, black_leather leather 1f1c1b, carpet pile 8a6a56, mesh_fabric fabric 3a3d42
paper: paper matte f1ead8, cardboard flutes b58a58, wax wax f1e6cf, soap wax e9e4d6
liquid: water liquid 9fc4cf, oil liquid c9a23a, honey liquid d98e1a, milk wax f7f4ec, wine liquid 5a0f20, coffee liquid 2e1a10
emissive: led glow e9f4ff, neon lamp ff4fa0, light_emitter lamp fff1d0, warm_light lamp ffb868, screen screen 2f6fb0,
 hologram hologram 5fd8f0, lava lava ff4a08, fire fire ff8a2a
nature: grass blades 5c8f38, foliage leaves 4a7a3a, leaves leaves 6c9440, moss moss 5f7335, snow snow f6f9fc, hay chips d2b25a,
 thatch planks b09454
paint: paint paint d8dade, lacquer paint 7a1f24, matte_paint matte d9d7d2, car_paint paint 1f4f8f, powder_coat matte 44484d,
 chalkboard matte 25302c, whiteboard ceramic f6f7f7
"""


def _read() -> dict[str, Material]:
    found: dict[str, Material] = {}
    for row in _TABLE.replace("\n ", " ").strip().splitlines():
        group, _, entries = row.partition(": ")
        for entry in entries.split(","):
            name, finish, colour = entry.split()
            if f"{finish}_material" not in FUNCTIONS:
                raise ValueError(f"material {name!r} names no finish {finish!r}")
            found[name] = Material(finish, colour, group)
    return found


#: Name with underscores -> material.
MATERIALS: dict[str, Material] = _read()

#: What people also say.
_ALSO = {
    "aluminium": "aluminum", "anodised_aluminium": "anodized_aluminum", "galvanised_steel": "galvanized_steel",
    "carbon_fibre": "carbon_fiber", "carbon": "carbon_fiber", "fibreglass": "fiberglass", "timber": "wood",
    "wooden": "wood", "hardwood": "oak", "softwood": "pine", "cherry": "cherry_wood", "metallic": "metal",
    "inox": "stainless_steel", "ferrous": "iron", "reinforced_concrete": "concrete", "bricks": "brick",
    "tiles": "tile", "shingles": "roof_tile", "cloth": "fabric", "textile": "fabric", "upholstery": "fabric",
    "glazing": "glass", "window_glass": "glass", "safety_glass": "tempered_glass", "polymer": "plastic",
    "pvc": "vinyl", "plexiglass": "acrylic", "pcb": "circuit_board", "fr4": "circuit_board", "silicon": "solar_panel",
    "display": "screen", "oled": "screen", "lcd": "screen", "light": "light_emitter", "emissive": "light_emitter",
    "glow": "light_emitter", "earth": "soil", "dirt": "soil", "lawn": "grass", "turf": "grass", "iron_oxide": "rusty_metal",
    "rust": "rusty_metal", "patina": "aged_copper", "tarmac": "asphalt", "gold_plated": "gold", "zinc": "galvanized_steel",
    "alloy": "aluminum", "aluminum_alloy": "aluminum", "painted_steel": "painted_metal", "recycled_plastic": "plastic",
    "sustainable_wood": "bamboo", "engineered_wood": "plywood", "particle_board": "osb", "faux_leather": "leather",
    "cushion": "fabric", "memory_foam": "foam", "natural_stone": "stone", "gres": "tile", "stoneware": "ceramic",
}  # fmt: skip


def colour_of(word: str) -> str | None:
    """The sRGB hexadecimal of a colour's name ("dark red") or ``#rrggbb``; None if unknown."""
    text = word.strip().lower().replace("_", " ")
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text[1:]
    *tints, name = text.replace("-", " ").split() or [""]
    colour = CSS.get(text.replace(" ", "")) or CSS.get(name)
    if colour is None or not all(
        tint in TINTS for tint in tints if text.replace(" ", "") not in CSS
    ):
        return None
    if text.replace(" ", "") in CSS:
        return CSS[text.replace(" ", "")]
    for tint in tints:
        share, other = TINTS[tint]
        parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        mixed = (round(p + (int(other[:2], 16) - p) * share) for p in parts)
        colour = "".join(f"{part:02x}" for part in mixed)
    return colour


def resolve(material: str, colour: str | None = None) -> tuple[str, str, str]:
    """The finish, the colour as hexadecimal sRGB, and what has to be said (or "").

    ``material`` may carry a colour ("dark_green_velvet"). A material that is not known
    becomes plain plastic of the colour, and that is said.
    """
    words = re.sub(r"[^a-z0-9#]+", "_", material.strip().lower()).strip("_")
    own = colour_of(colour) if colour else None
    tint = ""
    for cut in range(len(words.split("_"))):
        parts = words.split("_")
        name = "_".join(parts[cut:])
        name = _ALSO.get(name, name)
        if name in MATERIALS:
            tint = " ".join(parts[:cut])
            found = MATERIALS[name]
            return found.finish, own or (tint and colour_of(tint)) or found.colour, ""
    plain = colour_of(words.replace("_", " "))
    if plain is not None:
        return "paint", own or plain, ""
    for part in words.split("_"):
        name = _ALSO.get(part, part)
        if name in MATERIALS:
            found = MATERIALS[name]
            return found.finish, own or found.colour, f"“{material}” was taken for {name}."
    near = difflib.get_close_matches(words, MATERIALS, n=1, cutoff=0.8)
    if near:
        found = MATERIALS[near[0]]
        return found.finish, own or found.colour, f"“{material}” was taken for {near[0]}."
    return (
        "plastic",
        own or "9a9da1",
        f"The material “{material}” is not known; plain plastic stands for it.",
    )
