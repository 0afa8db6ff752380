# SPDX-License-Identifier: GPL-3.0-or-later
"""The composer's lexicon: colours, materials, sizes, styles, numbers and units.

Data only. Colour values are sRGB as in CSS Color Module Level 4; woods, metals and
other materials are ordinary eye-picked tones.
"""

from __future__ import annotations

from ...core.scriptkit.colours import CSS, TINTS, rgb

__all__ = [
    "ADJECTIVES",
    "AXES",
    "CSS",
    "FILLERS",
    "GENERIC",
    "MATERIALS",
    "NOUNS_TOO",
    "NUMBERS",
    "SIZES",
    "STYLES",
    "TINTS",
    "UNITS",
    "rgb",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MATERIALS = """
wood:a9713f wooden:wood:a9713f timber:wood:a9713f oak:wood:b8864f walnut:wood:5b3a21 pine:wood:d3a868
mahogany:wood:6b2a1a cherry:wood:8f4527 teak:wood:a0682f ebony:wood:2b1d16 birch:wood:dcc193
beech:wood:cf9f6b maple:wood:d9b07a ash:wood:cdb08a bamboo:wood:d6b566 cedar:wood:a65f3b
rosewood:wood:5a261b driftwood:wood:9d9182 plywood:wood:d2ac74
metal:metal:9a9da1 metallic:metal:9a9da1 steel:metal:a7aaae iron:metal:5f6164 chrome:metal:d9dcdf
chromed:metal:d9dcdf aluminium:metal:c4c7ca aluminum:metal:c4c7ca titanium:metal:8f8d8a
brass:metal:c69c45 gold:metal:e0b04a golden:metal:e0b04a silver:metal:d2d2d0 copper:metal:c06f43
bronze:metal:96673a tin:metal:b4b7ba pewter:metal:8a8d90 lead:metal:6a6d72 nickel:metal:b9b5a8
leather:leather:6f3b1f suede:velvet:9b7a56 fabric:fabric cloth:fabric textile:fabric linen:fabric
cotton:fabric wool:fabric woollen:fabric tweed:fabric canvas:fabric denim:fabric:3c5a86
upholstered:fabric velvet:velvet velvety:velvet plush:velvet
plastic:plastic acrylic:plastic vinyl:plastic resin:plastic rubber:rubber:1c1c1d
glass:glass:dfeeee crystal:glass:f2f7f7 transparent:glass:eef4f4 ice:glass:cfe8f5 icy:glass:cfe8f5
ceramic:ceramic porcelain:ceramic:f2f0ea enamel:ceramic clay:stone:b0653f terracotta:stone:b5653c
earthenware:stone:a8663f stone:stone:918d86 granite:stone:77777a marble:marble:e6e3dd
limestone:stone:cbbf9f sandstone:stone:cfa873 slate:stone:4e555c concrete:stone:9d9c98
cement:stone:9d9c98 brick:brick:a4492f paper:paper:f1ead8 cardboard:paper:b58a58 wax:wax:f1e6cf
lacquered:paint enamelled:paint glowing:glow luminous:glow neon:glow
"""


#: Materials in general: said of oak, "wooden" leaves it oak.
GENERIC = frozenset({"wood", "wooden", "timber", "metal", "metallic", "stone", "leather", "glass"})


def _read_materials() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for entry in _MATERIALS.split():
        parts = entry.split(":")
        if len(parts) == 2 and len(parts[1]) == 6 and parts[1] not in ("fabric", "velvet"):
            parts = [parts[0], parts[0], parts[1]]
        table[parts[0]] = (parts[1], parts[2] if len(parts) > 2 else "")
    return table


#: Word -> (material kind, its own hexadecimal sRGB or "").
MATERIALS = _read_materials()

#: Word -> (what it stretches, factor); "all" is the whole thing, "l" its long side.
SIZES: dict[str, tuple[str, float]] = {
    "tiny": ("all", 0.4),
    "miniature": ("all", 0.3),
    "mini": ("all", 0.5),
    "little": ("all", 0.7),
    "small": ("all", 0.75),
    "smaller": ("all", 0.8),
    "big": ("all", 1.3),
    "bigger": ("all", 1.25),
    "large": ("all", 1.35),
    "larger": ("all", 1.25),
    "huge": ("all", 1.9),
    "giant": ("all", 2.4),
    "gigantic": ("all", 2.6),
    "enormous": ("all", 2.4),
    "massive": ("all", 1.8),
    "oversized": ("all", 1.5),
    "tall": ("z", 1.35),
    "taller": ("z", 1.25),
    "high": ("z", 1.35),
    "higher": ("z", 1.25),
    "low": ("z", 0.72),
    "lower": ("z", 0.8),
    "flat": ("z", 0.7),
    "wide": ("x", 1.35),
    "wider": ("x", 1.25),
    "broad": ("x", 1.35),
    "broader": ("x", 1.25),
    "narrow": ("x", 0.72),
    "narrower": ("x", 0.8),
    "deep": ("y", 1.3),
    "deeper": ("y", 1.2),
    "shallow": ("y", 0.75),
    "shallower": ("y", 0.8),
    "long": ("l", 1.35),
    "longer": ("l", 1.25),
    "short": ("l", 0.75),
    "shorter": ("l", 0.8),
    "slim": ("w", 0.75),
    "slimmer": ("w", 0.8),
    "slender": ("w", 0.75),
    "thin": ("w", 0.75),
    "thinner": ("w", 0.8),
    "thick": ("w", 1.3),
    "thicker": ("w", 1.25),
    "fat": ("w", 1.35),
    "chunky": ("w", 1.3),
    "stout": ("w", 1.25),
}

#: Word or words -> canonical style. What a style does is in ``styles`` and the families.
STYLES: dict[str, str] = {
    "low poly": "low-poly",
    "8 bit": "pixel",
    "16 bit": "pixel",
    "lowpoly": "low-poly",
    "faceted": "low-poly",
    "polygonal": "low-poly",
    "rusty": "rusty",
    "rusted": "rusty",
    "corroded": "rusty",
    "modern": "modern",
    "contemporary": "modern",
    "sleek": "modern",
    "scandinavian": "scandinavian",
    "nordic": "scandinavian",
    "minimalist": "minimalist",
    "minimalistic": "minimalist",
    "minimal": "minimalist",
    "rustic": "rustic",
    "farmhouse": "rustic",
    "country": "rustic",
    "vintage": "vintage",
    "retro": "vintage",
    "antique": "vintage",
    "old": "vintage",
    "classic": "vintage",
    "victorian": "vintage",
    "futuristic": "futuristic",
    "sci fi": "futuristic",
    "scifi": "futuristic",
    "cyberpunk": "futuristic",
    "cartoon": "cartoon",
    "cartoonish": "cartoon",
    "cartoony": "cartoon",
    "stylized": "cartoon",
    "stylised": "cartoon",
    "toy": "cartoon",
    "cute": "cartoon",
    "ornate": "ornate",
    "luxury": "ornate",
    "luxurious": "ornate",
    "baroque": "ornate",
    "royal": "ornate",
    "elegant": "ornate",
    "industrial": "industrial",
    "steampunk": "industrial",
    "shiny": "shiny",
    "glossy": "shiny",
    "polished": "shiny",
    "matte": "matte",
    "matt": "matte",
    "worn": "worn",
    "weathered": "worn",
    "battered": "worn",
    "aged": "worn",
    "ancient": "worn",
    "medieval": "rustic",
    "round": "round",
    "circular": "round",
    "rounded": "round",
    "square": "square",
    "rectangular": "square",
    "boxy": "square",
    "snowy": "snowy",
    "snow covered": "snowy",
    "curved": "curved",
}

_COUNTING = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty
"""
NUMBERS: dict[str, int] = {word: number for number, word in enumerate(_COUNTING.split())} | {
    "single": 1,
    "double": 2,
    "triple": 3,
    "pair": 2,
    "couple": 2,
    "dozen": 12,
}

#: Unit -> metres.
UNITS: dict[str, float] = {
    name: metres
    for names, metres in (
        ("m metre metres meter meters", 1.0),
        ("cm centimetre centimetres centimeter centimeters", 0.01),
        ("mm millimetre millimetres millimeter millimeters", 0.001),
        ('inch inches " ″', 0.0254),
        ("ft foot feet ' ′", 0.3048),
        ("yard yards yd", 0.9144),
    )
    for name in names.split()
}

#: Word beside a measure -> axis.
AXES: dict[str, str] = {
    name: axis
    for names, axis in (
        ("wide width across broad diameter", "x"),
        ("tall high height", "z"),
        ("deep depth", "y"),
        ("long length", "l"),
    )
    for name in names.split()
}

#: Words that ask and join but say nothing about the thing.
FILLERS = _words(
    """
    a an the this that these those some any my your our its it is are be been being was were should
    would could must will shall can may do does did please kindly hello hi hey thanks thank you me i
    we us make makes making made create creates generate build builds model models modelled design
    draw give gimme want wants need needs like likes would'd i'd i'm get let lets let's have has
    having had show render produce put add also too just very really quite rather so such somewhat
    more much little bit lot slightly few nice nicely 3d three-d d mesh object asset scene thing
    item version style styled look looks looking type kind sort colour color coloured colored
    colours colors size sized material finish change turn set use using instead now then there here
    which who what into simple single whole overall all everything each both one's realistic
    sculpt construct craft imagine place show paint painted detailed standard normal regular typical usual basic ordinary proper plain
    """
)

#: Adjectives that the composer knows to be adjectives, and does nothing with.
ADJECTIVES = _words(
    """
    bound up brand chipped faded antique-style beautiful pretty lovely cozy cosy comfortable comfy new fresh great good best cool awesome
    fantastic amazing fancy expensive cheap strong sturdy heavy light solid soft hard warm cold
    clean dirty broken dusty empty full happy sad funny scary spooky haunted magical enchanted
    mysterious abandoned ruined epic perfect charming quaint traditional abstract unique special
    dark bright pale deep left right upper lower front rear inner outer kitchen garden dining living
    office school park farm home family bedroom bathroom restaurant cafe hotel street city village
    urban rural suburban european american japanese chinese german french italian english british
    spanish african asian nordic domestic wild tropical summer winter spring autumn christmas
    wicked little lonely leafy odd strange weird wise vast grand bold brave calm crisp dull faint
    fair false fierce grim harsh lush mad mild neat open closed plump poor posh proud pure quick
    quiet rare raw rich rough rude sharp silent slick slow smart smooth steep stiff straight sweet
    swift tender tight tough wet dry ripe bare bent naked crooked hollow gentle humble noble subtle
    ample adult average bizarre casual chic compact complex delicate divine extra fine foldable
    generic hip ideal intact intricate luxe premium robust rococo deco nouveau boho century super
    ultra mega wonky gleaming stunning interesting imposing striking crumbling leaning towering
    floating flying rotting decaying inviting sparkling shining sunken frozen forgotten hidden
    rotten stolen fallen molten golden corner storage display patio balcony porch terrace lounge
    hallway pub tavern saloon viking roman greek dutch swiss swedish danish arts shabby fantasy
    fairytale tale monochrome pastel retro-style giant elegant magnificent brilliant vibrant
    secret room private holy sacred evil loud sleepy replace swap try keep move rotate between against through after before along across towards
    outside about than not other same similar next first second third last main original current
    previous every most least many several various only else still back pleasant opulent decadent different random favourite favorite
    """
)


#: Of these, the words that are nouns when they follow one: a car park is no car.
NOUNS_TOO = _words(
    """
    light kitchen garden dining living office school park farm home family bedroom bathroom
    restaurant cafe hotel street city village spring summer winter autumn christmas storage display
    corner patio balcony porch terrace lounge hallway pub tavern saloon viking tale century place
    room show back front rear solid soft
    """
)
