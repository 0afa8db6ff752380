# SPDX-License-Identifier: GPL-3.0-or-later
"""What sort of design a prompt asks for, and everything else it says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from ....core.scriptkit.colours import CSS, TINTS
from .brief import Brief, Palette, Template

__all__ = ["DESIGN_TYPES", "detect", "read_brief", "template"]

#: design type -> sub-type -> (module.template, nouns); the earlier noun in a prompt decides.
_TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "building": {
        "residential": ("buildings.residential", "house home villa cottage bungalow residence apartment townhouse mansion cabin chalet hut duplex dwelling apartment-house apartment-building apartment-block residential-building"),
        "commercial": ("buildings.commercial", "office offices tower skyscraper shop store mall hotel motel restaurant cafe bank headquarters supermarket retail hospital clinic school highrise building"),
        "industrial": ("buildings.industrial", "factory warehouse power-plant industrial-plant depot workshop industrial foundry"),
    },
    "vehicle": {
        "car": ("vehicles.car", "car sedan saloon suv coupe hatchback roadster supercar automobile taxi van minivan jeep limousine estate-car station-wagon vehicle ev"),
        "truck": ("vehicles.truck", "truck lorry pickup semitrailer"),
        "motorcycle": ("vehicles.motorcycle", "motorcycle motorbike chopper"),
        "aircraft": ("vehicles.aircraft", "airplane aeroplane aircraft plane jet airliner"),
        "helicopter": ("vehicles.helicopter", "helicopter chopper-helicopter"),
        "boat": ("ships.boat", "boat yacht sailboat dinghy motorboat speedboat cabin-cruiser cargo-ship container-ship freighter"),
    },
    "electronics": {
        "laptop": ("devices.laptop", "laptop notebook ultrabook"),
        "computer": ("devices.desktop", "computer pc workstation desktop"),
        "display": ("devices.monitor", "monitor television tv display"),
        "phone": ("devices.phone", "phone smartphone handset iphone tablet"),
        "iot": ("devices.iot", "sensor iot hub thermostat speaker assistant beacon gateway router"),
        "circuit": ("devices.circuit", "circuit pcb motherboard board microcontroller"),
    },
    "appliance": {
        "refrigerator": ("appliances.fridge", "fridge refrigerator freezer"),
        "cooker": ("appliances.cooker", "oven cooker stove range"),
        "microwave": ("appliances.microwave", "microwave"),
        "dishwasher": ("appliances.dishwasher", "dishwasher dish-washer"),
        "laundry": ("appliances.washer", "washer washing-machine dryer laundry"),
        "hvac": ("appliances.hvac", "hvac conditioner air-conditioner heat-pump"),
        "heating": ("appliances.heater", "radiator heater"),
        "smart_home": ("appliances.robot", "vacuum robot-vacuum vacuum-cleaner"),
        "camera": ("appliances.camera", "security-camera surveillance-camera smart-camera indoor-camera"),
    },
    "furniture": {
        "chair": ("furniture.chair", "chair armchair stool seat recliner"),
        "office_chair": ("furniture.office_chair", "office-chair swivel-chair desk-chair gaming-chair"),
        "sofa": ("furniture.sofa", "sofa couch settee loveseat"),
        "table": ("furniture.table", "table desk bureau workbench"),
        "storage": ("furniture.storage", "bookshelf bookcase shelf wardrobe dresser cabinet cupboard closet armoire nightstand sideboard drawers"),
        "bed": ("furniture.bed", "bed"),
        "decorative": ("furniture.decoration", "vase lamp mirror rug carpet"),
    },
}  # fmt: skip

#: design type -> its sub-types.
DESIGN_TYPES: dict[str, list[str]] = {kind: list(subs) for kind, subs in _TABLE.items()}
_NOUNS = {
    noun.replace("-", " "): (kind, sub)
    for kind, subs in _TABLE.items()
    for sub, (_, nouns) in subs.items()
    for noun in nouns.split()
}
#: Nouns that name a thing only where no better one stands in the prompt.
_WEAK = frozenset(
    {
        "building",
        "vehicle",
        "display",
        "board",
        "seat",
        "range",
        "desktop",
        "ev",
        "speaker",
        "plane",
    }
)

#: style -> (main, second, accent, metal, soft) where the prompt names no material.
_STYLES = {
    "futuristic": "paint carbon_fiber anodized_aluminum titanium mesh_fabric",
    "modern": "paint matte_paint anodized_aluminum brushed_steel wool",
    "contemporary": "paint oak anodized_aluminum brushed_steel linen",
    "minimalist": "matte_paint birch matte_paint satin_metal linen",
    "industrial": "painted_metal concrete rusty_metal cast_iron leather",
    "rustic": "reclaimed_wood stone oak wrought_iron wool",
    "vintage": "mahogany brass cherry_wood brass velvet",
    "luxury": "black_marble walnut gold brass velvet",
    "scandinavian": "birch matte_paint oak brushed_steel felt",
    "traditional": "oak brick mahogany brass fabric",
}
#: design type -> materials without any style.
_PLAIN = {
    "building": "stucco concrete oak brushed_steel fabric",
    "vehicle": "car_paint matte_paint carbon_fiber brushed_steel leather",
    "electronics": "anodized_aluminum abs plastic stainless_steel mesh_fabric",
    "appliance": "enamel stainless_steel abs chrome fabric",
    "furniture": "oak walnut oak brushed_steel fabric",
}
_NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_COUNTED = "seat floor door drawer shelf camera chimney capacitor"
_COUNT = re.compile(
    rf"\b(\d+|{'|'.join(_NUMBERS)})[\s-]+({'|'.join(_COUNTED.split())}|storey|story|storie|level|shelve|stack|dock)(?:s|ies|er)?\b"
)
_SAME: dict[str, str] = {
    "storey": "floor",
    "story": "floor",
    "storie": "floor",
    "level": "floor",
    "shelve": "shelf",
    "stack": "chimney",
    "dock": "door",
}
_UNITS = {
    "m": 1.0,
    "meter": 1.0,
    "metre": 1.0,
    "cm": 0.01,
    "mm": 0.001,
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
    "in": 0.0254,
    "inch": 0.0254,
}
_SIDE = {
    "wide": "width",
    "width": "width",
    "tall": "height",
    "high": "height",
    "height": "height",
    "deep": "depth",
    "depth": "depth",
    "long": "depth",
    "length": "depth",
}
_SIZE = re.compile(
    r"(\d+(?:\.\d+)?)\s*-?\s*(m|meter|metre|cm|mm|ft|foot|feet|in|inch)(?:e?s)?\s*-?\s*(wide|width|tall|high|height|deep|depth|long|length)\b"
)


def detect(prompt: str) -> tuple[str, str] | None:
    """Design type and sub-type of the thing a prompt names; None where it names none.

    The head of the first phrase counts ("an office chair" is a chair, not an office): of
    the nouns before the first preposition the last one, and longer names before shorter.
    """
    text = re.sub(r"[^a-z0-9 ]+", " . ", prompt.lower().replace("-", " ")) + " ."
    head = re.split(_AFTER, text, maxsplit=1)[0] + " ."
    return _hits(head) or _hits(text)


#: What may stand behind the noun that a phrase is about. "car park" is no car.
_AFTER = r"\b(?:with|for|in|on|of|that|which|made|and|near|by|to|at|from|using|has|having|featuring|is|as|inside|under|beside|without|over|like)\b"
_MAY_FOLLOW = re.compile(
    rf"\s*(?:\.|\d|{_AFTER}|(?:design|concept|model|scene|style|styled|inspired|{'|'.join(CSS)})\b)"
)


def _hits(text: str) -> tuple[str, str] | None:
    best: tuple[bool, int, int] | None = None
    found = None
    for noun, where in _NOUNS.items():
        for match in re.finditer(rf"\b{re.escape(noun)}s?\b", text):
            if not _MAY_FOLLOW.match(text, match.end()):
                continue
            rank = (noun not in _WEAK, match.end(), len(noun))
            if best is None or rank > best:
                best, found = rank, where
    return found


def template(kind: str, sub: str) -> Template:
    """The function that sketches a sub-type; loads its module."""
    module, name = _TABLE[kind][sub][0].split(".")
    return getattr(import_module(f".{module}", __package__), name)


def _palette(kind: str, style: str, text: str) -> Palette:
    main, second, accent, metal, soft = (_STYLES.get(style) or _PLAIN[kind]).split()
    if metal == "satin_metal":
        metal = "anodized_aluminum"
    if kind == "building" and style in ("modern", "contemporary", "futuristic", "minimalist"):
        main, second = "stucco", "concrete"
    named = _materials_named(text)
    if named:
        soft_words = {
            "leather",
            "velvet",
            "fabric",
            "linen",
            "wool",
            "cotton",
            "suede",
            "denim",
            "tweed",
            "felt",
        }
        hard = [each for each in named if each not in soft_words]
        soft = next((each for each in named if each in soft_words), soft)
        if hard:
            main = hard[0]
            second = hard[1] if len(hard) > 1 else second
        elif kind == "furniture":
            main = soft if soft in named else main
    return Palette(main, second, accent, metal, soft, _colour(text))


_MATERIAL_WORDS = [
    "carbon fiber",
    "carbon fibre",
    "stainless steel",
    "brushed steel",
    "cast iron",
    "wrought iron",
    "corten steel",
    "black marble",
    "frosted glass",
    "reclaimed wood",
    "rose gold",
    "oak",
    "walnut",
    "pine",
    "mahogany",
    "teak",
    "ebony",
    "birch",
    "beech",
    "maple",
    "ash wood",
    "cedar",
    "rosewood",
    "bamboo",
    "plywood",
    "wooden",
    "timber",
    "wood",
    "steel",
    "iron",
    "aluminum",
    "aluminium",
    "titanium",
    "chrome",
    "brass",
    "gold",
    "silver",
    "copper",
    "bronze",
    "metal",
    "plastic",
    "acrylic",
    "fiberglass",
    "glass",
    "granite",
    "marble",
    "limestone",
    "sandstone",
    "concrete",
    "terrazzo",
    "brick",
    "ceramic",
    "porcelain",
    "terracotta",
    "leather",
    "velvet",
    "fabric",
    "linen",
    "wool",
    "cotton",
    "suede",
    "denim",
    "tweed",
    "felt",
    "stone",
]


def _materials_named(text: str) -> list[str]:
    found: list[tuple[int, str]] = []
    for word in _MATERIAL_WORDS:
        match = re.search(rf"\b{word}\b", text)
        if match and not any(at <= match.start() < at + len(other) for at, other in found):
            found.append((match.start(), word))
    return [word.replace(" ", "_") for _, word in sorted(found)]


def _colour(text: str) -> str | None:
    words = re.findall(r"[a-z]+", text)
    skip = {
        "gold",
        "silver",
        "sand",
        "rose",
        "tan",
        "linen",
        "ivory",
        "snow",
        "orange",
        "chocolate",
        "peru",
        "copper",
        "bronze",
    }
    for at, word in enumerate(words):
        if word in CSS and word not in skip:
            tint = words[at - 1] if at and words[at - 1] in TINTS else ""
            return f"{tint} {word}".strip()
    return None


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _strings(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _strings(each)


def read_brief(
    kind: str,
    prompt: str,
    style: str | None,
    context: Mapping[str, Any],
    constraints: Iterable[str],
) -> Brief:
    """Everything the request says: words, style, sizes, counts, materials, features."""
    whole = " ".join([prompt, *(constraints), *_strings(dict(context))]).lower()
    text = prompt.lower().replace("-", " ")
    words = frozenset(re.findall(r"[a-z]+", whole.replace("side-by-side", "double")))
    chosen = (style or "").lower().strip()
    if chosen not in _STYLES:
        chosen = next((each for each in _STYLES if each in words), "")
    counts: dict[str, int] = {}
    for match in _COUNT.finditer(whole):
        number, noun = match.group(1), match.group(2)
        counts.setdefault(
            _SAME.get(noun, noun), int(number) if number.isdigit() else _NUMBERS[number]
        )
    size = {}
    for value, unit, side in _SIZE.findall(text):
        size[_SIDE[side]] = float(value) * _UNITS[unit]
    features = tuple(
        each
        for each in (
            "electric",
            "aerodynamic",
            "sustainable",
            "smart",
            "wireless",
            "waterproof",
            "foldable",
            "modular",
            "ergonomic",
            "wifi",
            "solar",
        )
        if each in words
    )
    return Brief(prompt, words, _palette(kind, chosen, text), chosen, size, counts, features)
