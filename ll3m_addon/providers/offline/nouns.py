# SPDX-License-Identifier: GPL-3.0-or-later
"""Nouns that make another thing of the noun they stand before: no dog house is a house."""

from __future__ import annotations

__all__ = ["BREAKERS", "OTHER_THINGS"]

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
    bunkbed river sea flower nail oil mascara pipe gas air screw
"""
#: Colours and materials in the list above would make adjectives of themselves.
BREAKERS = frozenset(_TEXT.split()) - {"white", "glass", "green", "dark", "hot", "side", "summer"}

#: Whole names whose words would each be understood, but which are other things.
OTHER_THINGS = frozenset(
    {
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
