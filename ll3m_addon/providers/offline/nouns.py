# SPDX-License-Identifier: GPL-3.0-or-later
"""Nouns that make another thing of the noun they stand before: no dog house is a house.

Such nouns are endless, so a word that stands right before a noun and is not known must at
least look like an adjective ("mystical", "shaggy"); else it is taken for one of them.
"""

from __future__ import annotations

__all__ = ["BREAKERS", "OTHER_THINGS", "is_adjective"]

_TEXT = """
    dog cat bird horse cow pig chicken duck fish rabbit mouse rat sheep goat lion tiger bear wolf fox
    elephant giraffe monkey snake spider dragon unicorn dinosaur shark whale dolphin butterfly bee
    ant frog turtle tree doll gingerbread ginger ice sand snow fire police ambulance army tank
    military space water wind steam cable wheel eiffel leaning control cooling cell radio guard
    watch bell church power card board chess pool ping pong billiard operating periodic multiplication
    times massage surgical dentist barber electric high baby booster car bus train plane boat ship
    truck bicycle bike motorcycle rocket helicopter drone robot cargo tow dump garbage cement crane
    fork sail speed row motor house boat paddle dragon banana gravy bumper roller go race cart
    shopping wash hair human person man woman child boy girl king queen knight wizard witch
    pumpkin apple cheese chocolate cake bread pizza burger banana orange lava traffic head tail
    head head tail side signal floodlight flood stop brake warning miner sun heat ultraviolet
    lighthouse opera white glass green dark hot greenhouse bath boat summer club ware
    photo photograph picture address phone telephone check cheque comic note scrap match
    alarm egg cuckoo grandfather pocket wrist clock oven microwave mining hill hospital bunk
    animal arcade bean candy coral fairy party money factory library honey jelly body lady
    trolley turkey pony bunny puppy kitty strawberry gallery nursery surgery jewelry jewellery bakery
    delivery battery lobby trophy pottery laundry army pastry music vegetable elephant tent forest
    guest harvest rescue agony story history memory energy security category inventory safety
    bunkbed river sea flower nail oil mascara pipe gas air screw
"""
#: Colours and materials in the list above would make adjectives of themselves.
BREAKERS = frozenset(_TEXT.split()) - {"white", "glass", "green", "dark", "hot", "side", "summer"}

#: Whole names whose words would each be understood, but which are other things.
OTHER_THINGS = frozenset(
    {
        "drum set",
        "drum kit",
        "sided die",
        "sided dice",
        "paper plane",
        "paper airplane",
        "paper aeroplane",
        "paper boat",
        "paper lantern",
        "glass house",
        "green house",
        "gold bar",
        "iron man",
        "tin man",
        "tin can",
        "wood stove",
        "stone age",
        "rolling stone",
        "hot rod",
        "wax museum",
        "table tennis",
        "card table",
        "high chair",
        "folding chair",
        "rocking chair",
        "deck chair",
        "beach chair",
        "hanging chair",
        "lava lamp",
        "magic lamp",
        "sand castle",
        "linen closet",
        "peach tree",
        "plum tree",
        "olive tree",
        "apricot tree",
        "lime tree",
        "orange tree",
        "rubber tree",
        "cotton tree",
        "rose bed",
        "family tree",
        "summer house",
        "garden house",
        "kitchen house",
        "park house",
        "school house",
        "street house",
        "street clock",
        "city clock",
        "village clock",
        "office tower",
        "city tower",
        "home office",
        "super bowl",
        "christmas lamp",
        "christmas candle",
        "table cloth",
        "tablecloth",
        "bed linen",
        "table linen",
        "musical chair",
        "bath chair",
        "garden bed",
        "flat bed",
        "living rock",
        "hard rock",
        "soft rock",
        "heavy rock",
        "public house",
        "medical table",
        "musical clock",
        "sun lamp",
        "night club",
        "golf club",
        "golf car",
        "golf cart",
        "plastic bag",
        "rock band",
        "book cover",
        "flat iron",
        "house number",
        "bed sheet",
        "bed frame",
        "dining room",
        "living room",
    }
)

#: Endings of adjectives that few nouns share; those few are breakers above.
_ENDINGS = (
    "al", "ical", "ous", "ful", "less", "ish", "ic", "ive", "able", "ible", "some", "esque", "ian",
    "ese", "ed", "est", "ly", "y", "'s", "proof", "ficent", "ern", "ary", "ular", "ior",
)  # fmt: skip


def is_adjective(word: str) -> bool:
    """True for a word that reads like an adjective or a possessive, unless it is a breaker."""
    return not word.isalpha() or (
        len(word) > 3 and word.endswith(_ENDINGS) and word not in BREAKERS
    )
