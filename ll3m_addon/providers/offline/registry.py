# SPDX-License-Identifier: GPL-3.0-or-later
"""The families by the nouns that name them. Modules load only when a noun asks for them.

A noun may name a variant: "bar stool" is the family ``stool`` in its variant ``bar``.
Adding a family is one constant in a module of ``families`` and one row here.
"""

from __future__ import annotations

import difflib
from functools import cache
from importlib import import_module

from .family import Family

__all__ = ["NOUNS", "family", "near", "titles"]

#: key -> (module, nouns); "noun=variant" picks a variant.
_ROWS: dict[str, tuple[str, str]] = {
    "armchair": ("seats", "armchair, arm chair, easy chair, lounge chair, club chair, wing chair, reading chair"),
    "chair": ("chairs", "chair, dining chair, kitchen chair, side chair, dinner chair"),
    "table": ("tables", "table, dining table, kitchen table, dinner table, coffee table=coffee, side table=side, end table=side, bedside table=side, round table=round, picnic table, work table, workbench"),
    "stool": ("seats", "stool, bar stool=bar, barstool=bar, kitchen stool, milking stool, step stool"),
    "office_chair": ("seats", "office chair, desk chair, swivel chair, gaming chair, computer chair"),
    "sofa": ("sofas", "sofa, couch, settee, love seat=love, loveseat=love, chesterfield, chesterfield sofa"),
    "bed": ("sofas", "bed, double bed, single bed=single, king size bed=king, king bed=king, queen bed"),
    "bench": ("sofas", "bench, park bench, garden bench"),
    "bookshelf": ("cabinets", "bookshelf, book shelf, bookcase, book case, shelf, shelving unit, shelves"),
    "wardrobe": ("cabinets", "wardrobe, closet, armoire, cupboard, cabinet"),
    "dresser": ("cabinets", "dresser, chest of drawers, commode, drawer cabinet, nightstand=night, night stand=night, sideboard"),
    "desk": ("tables", "desk, writing desk, office desk, computer desk, school desk"),
    "lamp": ("lamps", "lamp=table, table lamp=table, desk lamp=table, bedside lamp=table, night lamp=table, floor lamp=floor, standing lamp=floor, reading lamp=floor"),
    "street_lamp": ("streetlamps", "street lamp, streetlamp, street light, streetlight, lamp post, lamppost, lantern post, lamp pole, light post, light pole, street lantern, park lamp, garden lamp, city lamp, gas lamp"),
    "car": ("cars", "car, sedan, automobile, auto, sports car=sports, sport car=sports, race car=sports, racing car=sports, roadster=sports, coupe=sports, supercar=sports, van=van, minivan=van, minibus=van, suv=suv, jeep=suv, off roader=suv, taxi=taxi, cab=taxi, hatchback=hatch, city car=hatch, family car, toy car"),
    "truck": ("trucks", "truck, lorry, delivery truck, box truck, cargo truck, flatbed truck=flat, flatbed=flat, pickup truck=flat, pickup=flat"),
    "airplane": ("flyers", "airplane, aeroplane, plane, airliner, jet, passenger plane, aircraft, passenger jet"),
    "rocket": ("flyers", "rocket, space rocket, rocket ship, rocketship"),
    "laptop": ("electronics", "laptop, notebook computer, laptop computer"),
    "tv": ("electronics", "tv, television, tv set, flat screen, smart tv, monitor=monitor, computer monitor=monitor, computer screen=monitor, screen"),
    "phone": ("electronics", "phone, smartphone, smart phone, mobile phone, cell phone, cellphone, mobile"),
    "keyboard": ("electronics", "keyboard, computer keyboard, mechanical keyboard"),
    "fridge": ("appliances", "fridge, refrigerator, freezer, fridge freezer, icebox"),
    "washing_machine": ("appliances", "washing machine, washer, dryer, tumble dryer, laundry machine"),
    "oven": ("appliances", "oven, cooker, stove, kitchen stove, electric oven, range cooker"),
    "microwave": ("appliances", "microwave, microwave oven"),
    "tree": ("trees", "tree, oak tree, oak, deciduous tree, apple tree=apple, fruit tree=apple, cherry tree=cherry, birch tree=birch, birch=birch, bare tree=bare, dead tree=bare, maple tree, linden"),
    "pine": ("trees", "pine, pine tree, fir, fir tree, spruce, conifer, christmas tree=christmas, xmas tree=christmas"),
    "flower": ("plants", "flower, sunflower=sunflower, daisy=daisy, potted flower, potted plant"),
    "cactus": ("plants", "cactus, potted cactus, saguaro"),
    "mushroom": ("nature", "mushroom, toadstool=toadstool, fly agaric=toadstool, brown mushroom=brown, porcini=brown"),
    "rock": ("nature", "rock, boulder, stone"),
    "snowman": ("nature", "snowman, snow man"),
    "mug": ("tableware", "mug, coffee mug, tea mug, cup, coffee cup, tea cup=tea, teacup=tea, beer mug=beer, beer stein=beer, tankard=beer"),
    "bottle": ("vessels", "bottle, wine bottle, glass bottle, beer bottle=beer, water bottle=water, bottle of wine, bottle of beer=beer, bottle of water=water"),
    "vase": ("vases", "vase, flower vase, amphora=amphora, urn=amphora"),
    "bowl": ("vessels", "bowl, fruit bowl, bowl of fruit, soup bowl=empty, salad bowl=empty, empty bowl=empty"),
    "barrel": ("vessels", "barrel, cask, keg, wine barrel, beer barrel, oil barrel=oil, oil drum=oil"),
    "candle": ("vessels", "candle, candle holder, candlestick, candlestick holder"),
    "book": ("things", "book, novel, spellbook, spell book, diary, dictionary"),
    "clock": ("things", "clock, alarm clock=alarm, table clock=plain"),
    "crate": ("things", "crate, wooden crate, cargo crate, wooden box, shipping crate"),
    "dice": ("tools", "dice, die, game die"),
    "sword": ("tools", "sword, longsword, long sword, broadsword, dagger=dagger, knight sword, sword in the stone"),
    "hammer": ("tools", "hammer, claw hammer, sledgehammer=sledge, sledge hammer=sledge, mallet=sledge"),
    "speaker": ("gadgets", "speaker, loudspeaker, loud speaker, stereo speaker, bookshelf speaker"),
    "headphones": ("gadgets", "headphones, headphone, headset=headset, gaming headset=headset"),
    "camera": ("gadgets", "camera, photo camera, slr camera, digital camera"),
    "kettle": ("gadgets", "kettle, tea kettle, teakettle, teapot=teapot, tea pot=teapot"),
    "tower": ("castles", "tower, castle tower, watch tower, watchtower, wizard tower, stone tower"),
    "castle": ("castles", "castle, fortress, fort, medieval castle"),
    "lighthouse": ("castles", "lighthouse, light house"),
    "boat": ("travel", "boat, sailing boat, sailboat, sail boat, yacht, sailing ship"),
    "train": ("trains", "locomotive, steam locomotive, steam engine, steam train, train, train engine, steam engine train"),
    "bicycle": ("travel", "bicycle, bike, cycle, push bike, pushbike, road bike, mountain bike, city bike"),
    "guitar": ("music", "guitar, acoustic guitar, electric guitar=electric, bass guitar=electric, classical guitar"),
    "piano": ("music", "piano, upright piano, grand piano=grand, baby grand piano=grand"),
    "drum": ("music", "drum, snare drum, toy drum"),
    "toaster": ("kitchen", "toaster"),
    "pan": ("kitchen", "frying pan, pan, skillet, saucepan=sauce, sauce pan=sauce, cooking pot=pot, stock pot=pot"),
    "wine_glass": ("kitchen", "wine glass, wineglass, glass of wine, glass of red wine, champagne glass=flute, champagne flute=flute, goblet=goblet, chalice=goblet, drinking glass=tumbler, tumbler=tumbler, water glass=tumbler, glass of water=tumbler"),
    "cake": ("kitchen", "cake, birthday cake, wedding cake=wedding, chocolate cake=chocolate, layer cake"),
    "bridge": ("outdoors", "bridge, stone bridge, arch bridge, footbridge, suspension bridge=suspension, cable bridge=suspension"),
    "barn": ("outdoors", "barn, farm barn, hay barn"),
    "windmill": ("outdoors", "windmill, wind mill"),
    "well": ("outdoors", "well, water well, wishing well, draw well"),
    "hydrant": ("street", "fire hydrant, hydrant"),
    "traffic_light": ("street", "traffic light, traffic lights, stop light, stoplight"),
    "traffic_cone": ("street", "traffic cone, road cone, safety cone"),
    "mailbox": ("street", "mailbox, mail box, letterbox, letter box"),
    "fence": ("street", "fence, picket fence, garden fence, wooden fence"),
    "teddy_bear": ("toys", "teddy bear, teddy, stuffed bear, plush bear, stuffed teddy bear, plush teddy bear"),
    "rubber_duck": ("toys", "rubber duck, rubber duckling, bath duck, toy duck"),
    "ball": ("toys", "soccer ball, football, beach ball=beach, basketball=basketball, ball=plain, rubber ball=plain"),
    "skateboard": ("toys", "skateboard, skate board, longboard"),
    "robot": ("toys", "robot, toy robot, tin robot"),
    "umbrella": ("wear", "umbrella, rain umbrella, parasol=parasol, beach umbrella=parasol, sun umbrella=parasol, sunshade=parasol"),
    "hat": ("wear", "hat, top hat, straw hat=straw, sun hat=straw, straw sun hat=straw, cowboy hat=cowboy, witch hat=witch, fedora=fedora"),
    "suitcase": ("wear", "suitcase, travel case, briefcase=briefcase, trunk suitcase"),
    "key": ("wear", "key, door key, skeleton key"),
    "house": ("house", "house, home, cottage=cottage, cabin=cabin, log cabin=cabin, family house, country house, villa, farmhouse=cottage, bungalow, hut=cabin, shed=shed, garden shed=shed, tool shed=shed, town house=town, townhouse=town"),
}  # fmt: skip


def _read_nouns() -> dict[str, tuple[str, str]]:
    nouns: dict[str, tuple[str, str]] = {}
    for key, (_, words) in _ROWS.items():
        for entry in words.split(", "):
            noun, _, variant = entry.partition("=")
            if noun in nouns:
                raise ValueError(f"noun {noun!r} names {nouns[noun][0]} and {key}")
            nouns[noun] = (key, variant)
    return nouns


#: Singular noun, words separated by a space -> (family key, variant).
NOUNS: dict[str, tuple[str, str]] = _read_nouns()


@cache
def family(key: str) -> Family:
    """Return a family by its key; loads its module."""
    module = import_module(f".families.{_ROWS[key][0]}", __package__)
    return next(f for f in module.FAMILIES if f.key == key)


def titles() -> list[str]:
    """All family keys in words, in the table's order."""
    return [key.replace("_", " ") for key in _ROWS]


def near(words: str) -> list[str]:
    """Known nouns that resemble the words, best first, at most three."""
    return difflib.get_close_matches(words, NOUNS, n=3, cutoff=0.72)
