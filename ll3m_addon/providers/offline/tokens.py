# SPDX-License-Identifier: GPL-3.0-or-later
"""From text to chunks: words, numbers and measures, cut at the little words that join."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from .sentences import is_posture, plain
from .words import AXES, NUMBERS, UNITS

__all__ = ["Chunk", "Measure", "chunks", "singular"]

_TOKEN = re.compile(
    r"\d+(?:s|st|nd|rd|th)\b|\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[\"″'′]|[,.;:!?&+×()]|\n"
)

#: Little words -> what the chunk after them is to the thing before.
_JOINTS: dict[str, str] = {
    "with": "with", "having": "with", "featuring": "with", "has": "with", "includes": "with",
    "including": "with", "containing": "with", "carrying": "with", "plus": "with", "add": "add",
    "without": "without", "no": "without", "minus": "without", "remove": "without",
    "delete": "without", "drop": "without", "lacking": "without", "lose": "without",
    "in the style of": "for",
    "made of": "of", "made from": "of", "made out of": "of", "built of": "of", "built from": "of",
    "out of": "of", "of": "of", "in": "in", "into": "into", "from": "for", "for": "for", "by": "for",
    "at": "for", "as": "for", "like": "for", "to": "for", "near": "beside", "beside": "beside",
    "next to": "beside", "alongside": "beside", "on": "on", "on top of": "on", "atop": "on",
    "upon": "on", "under": "under", "underneath": "under", "below": "under", "beneath": "under",
    "around": "around", "surrounded by": "around", "in front of": "front", "behind": "behind",
    "inside": "for", "over": "for", "above": "for", "and": "and", "but": "and", "or": "and",
    "that": "and", "which": "and", "where": "and", "whose": "with", "while": "for", "get rid of": "without",
    "take away": "without", "take off": "without", "wearing": "with", "holding": "with",
    "against": "beside",
}  # fmt: skip
#: What joints of place say.
_PLACES = frozenset(("on", "under", "beside", "around", "front", "behind"))
#: Singulars that the plain rules would get wrong.
_SINGULARS = {
    "feet": "foot", "leaves": "leaf", "shelves": "shelf", "knives": "knife", "dice": "dice",
    "bus": "bus", "glass": "glass", "canvas": "canvas", "cactus": "cactus", "cacti": "cactus",
    "glasses": "glass", "headphones": "headphones", "compass": "compass", "lens": "lens",
    "lenses": "lens", "stairs": "stair", "boxes": "box", "buses": "bus", "moss": "moss",
    "grass": "grass", "brass": "brass", "storeys": "storey", "stories": "storey", "scissors": "scissors",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A length in metres with its axis ("" when not said)."""

    metres: float
    axis: str
    text: str


@dataclass(slots=True)
class Chunk:
    """Words between two joints; ``relation`` is what the joint before them says."""

    relation: str
    words: list[str] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    sentence: int = 0


def singular(word: str) -> str:
    """Return a noun's singular by the usual rules."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _tokens(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = re.sub(r"(\d),(\d)", r"\1.\2", text)
    return _TOKEN.findall(text)


def _number(token: str) -> float | None:
    if token[0].isdecimal() and token[-1].isdecimal():
        return float(token)
    return float(NUMBERS[token]) if token in NUMBERS else None


def _measure(tokens: list[str], at: int) -> tuple[Measure, int] | None:
    """Read "80 cm tall", "a width of 2 m" is read by its caller; returns the next place too."""
    number = _number(tokens[at])
    # "2 in" before a noun is the preposition; inches are written out or with a mark.
    if number is None or at + 1 >= len(tokens) or tokens[at + 1] not in UNITS:
        return None
    unit, after = UNITS[tokens[at + 1]], at + 2
    text = f"{tokens[at]} {tokens[at + 1]}"
    if tokens[after : after + 1] == ["in"] and "".join(tokens[after + 1 : after + 2]) in AXES:
        after += 1
    axis = AXES.get(tokens[after], "") if after < len(tokens) else ""
    if axis:
        text += f" {tokens[after]}"
        after += 1
    return Measure(number * unit, axis, text), after


def _named_measure(tokens: list[str], at: int) -> tuple[Measure, int] | None:
    """Read "height of 2 m", "width 2 m", "height to 2 m"."""
    axis = AXES.get(tokens[at])
    if not axis:
        return None
    after = at + 1
    while after < len(tokens) and tokens[after] in ("of", "to", ":", "is", "=", "be", "should"):
        after += 1
    read = _measure(tokens, after) if after < len(tokens) else None
    if read is None or read[0].axis not in ("", axis):
        return None
    return Measure(read[0].metres, axis, f"{tokens[at]} {read[0].text}"), read[1]


def _joint(tokens: list[str], at: int) -> tuple[str, int] | None:
    for length in (4, 3, 2, 1):
        relation = _JOINTS.get(" ".join(tokens[at : at + length]))
        if relation and at + length <= len(tokens):
            return relation, at + length
    return None


def chunks(text: str, keep: frozenset[str]) -> list[Chunk]:
    """Cut a text into chunks. ``keep`` are nouns with joints in them, such as "chest of drawers"."""
    tokens = _tokens(plain(text))
    found = [Chunk("")]
    sentence = at = 0
    while at < len(tokens):
        kept = next((n for n in keep if tokens[at : at + len(n.split())] == n.split()), None)
        read = _measure(tokens, at) or _named_measure(tokens, at)
        joint = _joint(tokens, at)
        posture = is_posture(tokens, at)
        place = _joint(tokens, at + posture) if posture and at + posture < len(tokens) else None
        if posture and place and place[0] in _PLACES and found[-1].words:
            at += posture
        elif kept:
            found[-1].words += kept.split()
            at += len(kept.split())
        elif read:
            found[-1].measures.append(read[0])
            at = read[1]
        elif joint:
            found.append(Chunk(joint[0], sentence=sentence))
            at = joint[1]
        elif tokens[at] in ".;!?\n":
            sentence += 1
            found.append(Chunk("sentence", sentence=sentence))
            at += 1
        elif tokens[at] in ",&+:()":
            found.append(Chunk("and", sentence=sentence))
            at += 1
        else:
            if tokens[at] not in "\"″'′×":
                found[-1].words.append(tokens[at])
            at += 1
    return [chunk for chunk in found if chunk.words or chunk.measures or chunk.relation == ""]
