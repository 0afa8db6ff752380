# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the thing in a sentence: "a photo of", "sitting on", "in high resolution".

A picture's manner says nothing about a model, and a posture before "on" or "beside" no more
than the place itself. What somebody does ("a fox reading a book") makes the doer the thing.
"""

from __future__ import annotations

import re

from .words import FILLERS

__all__ = ["DOING", "aside", "is_posture", "plain"]

_PICTURE = re.compile(
    r"^\s*(?:an?|the)?\s*(?:(?:dslr|3d|high|quality|detailed|realistic|professional|aerial|close-?up"
    r"|zoomed|out|render(?:ed)?|wide|angle)\s+)*"
    r"(?:photo|photograph|picture|image|render|rendering|view|shot|model|asset)\s+of\s+",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r",\s*(?:high (?:resolution|quality|detail)|studio lighting|product photography|aerial view"
    r"|highly detailed|very intricate|white background|photorealistic|4k|8k)\b",
    re.IGNORECASE,
)
_WELL = re.compile(r"\bwell-(?=\w)", re.IGNORECASE)
_MANY = r"(?=(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
#: Heaps that say nothing, since things of which there are several stand in a row anyway.
_ROW = re.compile(r"\b(?:an?|the)\s+(?:row|line|group|set|bunch) of " + _MANY, re.IGNORECASE)
_IN_ROW = re.compile(
    r"[, ]\s*(?:in a (?:row|line)|side by side|next to (?:each other|one another)|"
    r"one (?:on|at) (?:each|either) (?:side|end))(?=\s*(?:[,.;]|$))",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\b(\d+)\s*[x×]\s+(?=[^\W\d])", re.IGNORECASE)
#: "A tree with a bench underneath": the place that a sentence ends with is the first thing's.
_ENDS = re.compile(
    r"\b(underneath|beneath|below|behind|beside|in front|around)(?=\s*(?:[,.;]|$))", re.IGNORECASE
)
#: Some of several that look otherwise.
_SOME = re.compile(
    r",?\s*(?:and\s+)?(?:\w+ of (?:them|these|which)|the (?:others?|rest))\b[^,.;]*", re.IGNORECASE
)
#: Things that are one although they are called a pair.
_ONE_PAIR = re.compile(
    r"\b(?:an?|the)?\s*pair of (?=[\w\s-]*?(?:headphones|scissors)\b)", re.IGNORECASE
)
_PAIR = re.compile(r"\b(?:an?|the)?\s*pair of ", re.IGNORECASE)

#: How a thing is somewhere: dropped before a word of place.
_POSTURES = frozenset(
    [
        "sitting",
        "standing",
        "resting",
        "lying",
        "laying",
        "leaning",
        "placed",
        "parked",
        "left",
        "perched",
        "hanging",
        "floating",
        "nestled",
        "waiting",
        "set",
        "stands",
        "rests",
        "sits",
        "lies",
        "lays",
        "leans",
        "hangs",
        "burns",
        "glows",
        "burning",
        "glowing",
        "laid",
        "stood",
        "seated",
        "mounted",
        "put",
        "arranged",
        "alongside",
    ]
)
_HOW = frozenset(
    [
        "tall",
        "proudly",
        "idly",
        "upright",
        "quietly",
        "together",
        "open",
        "flat",
        "casually",
        "comfortably",
    ]
)

#: What somebody does; the doer stands before it.
DOING = frozenset(
    [
        "taking",
        "flying",
        "driving",
        "running",
        "playing",
        "reading",
        "riding",
        "using",
        "eating",
        "drinking",
        "looking",
        "painting",
        "typing",
        "singing",
        "dancing",
        "jumping",
        "chasing",
        "stealing",
        "carved",
        "cooking",
        "forging",
        "picking",
        "knocking",
        "clearing",
        "swimming",
        "sleeping",
        "batting",
        "wearing",
        "holding",
        "overgrown",
        "sliced",
        "viewed",
        "browning",
        "coming",
        "growing",
        "planted",
        "flipping",
        "fighting",
        "watching",
        "working",
        "pointing",
        "moving",
        "leaving",
        "entering",
        "crossing",
        "racing",
        "soaring",
    ]
)


def plain(text: str) -> str:
    """The text without what only speaks of a picture of the thing."""
    text = _PICTURE.sub("a ", text, count=1)
    text = _MANNER.sub("", text)
    text = _IN_ROW.sub("", _ROW.sub("", _TIMES.sub(r"\1 ", text)))
    text = _ENDS.sub(
        lambda found: f"{found[1]}{' of' if found[1].lower() == 'in front' else ''} it", text
    )
    text = _ONE_PAIR.sub("a ", text)
    return _WELL.sub("", _PAIR.sub("two ", text))


def aside(text: str) -> tuple[str, list[str]]:
    """The text without what it says of some of several things, and that."""
    left = [found.strip(" ,") for found in _SOME.findall(text)]
    return _SOME.sub("", text), left


def is_posture(tokens: list[str], at: int) -> int:
    """How many tokens from ``at`` only say how a thing is at the place that follows; 0 for none."""
    if tokens[at] not in _POSTURES or (tokens[at] in FILLERS and at == 0):
        return 0
    after = at + 1
    while after < len(tokens) and tokens[after] in _HOW:
        after += 1
    return after - at
