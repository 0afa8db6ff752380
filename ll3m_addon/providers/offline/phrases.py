# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading one phrase: its noun, and what its adjectives, counts and colours say."""

from __future__ import annotations

from dataclasses import dataclass, field

from ....bridge.contract.errors import NotUnderstood
from . import registry
from .nouns import BREAKERS, OTHER_THINGS, is_adjective
from .request import Item, Look
from .sentences import DOING
from .tokens import Chunk, singular
from .words import (
    ADJECTIVES,
    CSS,
    FILLERS,
    GENERIC,
    MATERIALS,
    NOUNS_TOO,
    NUMBERS,
    SIZES,
    STYLES,
    TINTS,
)

__all__ = ["MOST", "Phrase", "is_plain", "noun_at", "part_words", "read", "refuse", "thing"]


#: More of one thing, or of one part, are not made at once.
MOST = 24


@dataclass(slots=True)
class Phrase:
    """What one chunk says."""

    look: Look = field(default_factory=Look)
    count: int | None = None
    factors: list[tuple[str, str, float]] = field(default_factory=list)
    styles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)  # known, but overruled by a later word
    said: bool = False  # anything but fillers

    @property
    def unused(self) -> list[str]:
        """Words of this phrase that change nothing."""
        return self.unknown + self.dropped


def _mix(colour: str, share: float, other: str) -> str:
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (0, 2, 4))
    return "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def _colour_at(words: list[str], at: int) -> tuple[str, str, int] | None:
    """Read a colour: (words, hexadecimal, how many words)."""
    for length in (3, 2, 1):
        name = "".join(words[at : at + length])
        if len(words) >= at + length and name in CSS:
            return " ".join(words[at : at + length]), CSS[name], length
    if words[at] in TINTS and at + 1 < len(words):
        share, other = TINTS[words[at]]
        base = _colour_at(words, at + 1)
        if base:
            return f"{words[at]} {base[0]}", _mix(base[1], share, other), 1 + base[2]
        material = MATERIALS.get(words[at + 1])
        if material and material[1]:
            return f"{words[at]} {words[at + 1]}", _mix(material[1], share, other), 1
    return None


def _read_material(word: str, phrase: Phrase) -> None:
    """Let the more exact of two names of one material win, else the later."""
    look, (kind, colour) = phrase.look, MATERIALS[word]
    if look.kind == kind and word in GENERIC:
        return
    if look.kind and not (look.kind == kind and look.kind_word in GENERIC):
        phrase.dropped.append(look.kind_word)
    look.kind, look.kind_colour, look.kind_word = kind, colour, word


def _read_word(words: list[str], at: int, phrase: Phrase) -> int:
    """Take one or more words into the phrase; returns how many, 0 if none is known."""
    pair = " ".join(words[at : at + 2])
    word = words[at]
    colour = _colour_at(words, at)
    if pair in STYLES and len(words) > at + 1:
        phrase.styles.append((pair, STYLES[pair]))
        return 2
    if colour:
        phrase.look.colours.append(colour[:2])
        return colour[2]
    if word in MATERIALS:
        _read_material(word, phrase)
    elif word in SIZES:
        phrase.factors.append((word, *SIZES[word]))
    elif word in STYLES:
        phrase.styles.append((word, STYLES[word]))
    elif _as_number(word) is not None:
        phrase.count = _as_number(word)
    else:
        return 0
    return 1


def read(words: list[str]) -> Phrase:
    """Read words that are no nouns: looks, sizes, styles, counts; the rest is unknown."""
    phrase = Phrase()
    at = 0
    while at < len(words):
        took = _read_word(words, at, phrase)
        if not took and words[at] not in FILLERS:
            phrase.unknown.append(words[at])
        phrase.said = phrase.said or bool(took) or words[at] not in FILLERS
        at += took or 1
    return phrase


def is_plain(words: list[str]) -> bool:
    """True if the words need no noun: "red", "a bit taller", "old and rusty"."""
    return all(word in ADJECTIVES for word in read(words).unknown)


def _noun_end(words: list[str]) -> int:
    """Return where the noun phrase ends when adjectives follow it ("a house painted red")."""
    end = len(words)
    while (
        end > 0
        and not noun_at(words[:end])
        and is_plain(words[end - 1 :])
        and words[end - 1] not in NOUNS_TOO
    ):
        end -= 1
    return end


def noun_at(words: list[str]) -> tuple[int, str] | None:
    """Find the longest known noun that ends the words: (where it starts, noun)."""
    for length in (4, 3, 2, 1):
        if len(words) < length:
            continue
        noun = " ".join([*words[-length:-1], singular(words[-1])])
        for name in (noun, " ".join(words[-length:])):
            if name in OTHER_THINGS:
                return None
            if name in registry.NOUNS:
                return len(words) - length, name
    return None


def refuse(words: list[str]) -> NotUnderstood:
    """Build the error for words that name no known thing."""
    named = " ".join(word for word in words if word not in FILLERS and not word.isdecimal())
    shown = named[:80] or "that"
    close = registry.near(named)
    for word in reversed(named.split()):
        close += [each for each in registry.near(singular(word)) if each not in close]
    hint = f"Did you mean {' or '.join(close[:3])}? " if close else ""
    known = ", ".join(registry.titles())
    return NotUnderstood(
        f"The offline composer can't make “{shown}”. {hint}It works by rules and knows: {known}.",
        advice="Ask for one of these things, or choose a model as the provider.",
        words=shown,
        near=close[:3],
        known=registry.titles(),
    )


def _is_noun(word: str) -> bool:
    return singular(word) in registry.NOUNS or word in BREAKERS or singular(word) in BREAKERS


def _names_another(word: str, key: str) -> bool:
    """True if a word right before the noun makes another thing of it: "jack hammer"."""
    known = word in FILLERS or word in ADJECTIVES or not read([word]).unknown
    part = singular(word) in part_words(key)
    return not (known or part or is_adjective(word))


def thing(chunk: Chunk) -> tuple[Item, list[str]] | None:
    """Read a chunk as a noun phrase; None if its head is no known noun."""
    words, done = _before_doing(chunk.words)
    end = _noun_end(words)
    found = noun_at(words[:end])
    if not found or " ".join(words[end - 1 : end + 1]) in OTHER_THINGS:
        return None
    start, noun = found
    key, variant = registry.NOUNS[noun]
    counts, before = _part_counts(words[:start], part_words(key))
    front = read(before)
    if front.unknown and _is_noun(front.unknown[-1]) and front.unknown[-1] not in ADJECTIVES:
        raise refuse([*front.unknown, noun])
    if before and _names_another(before[-1], key):
        raise refuse([before[-1], noun])
    plural = words[end - 1] != noun.split()[-1]
    item = Item(key, noun, variant, max(1, front.count or (2 if plural and start == 0 else 1)))
    if front.count is None and plural:
        item.count = 2 if any(w in ("some", "few", "several") for w in words) else item.count
    item.counts |= counts
    too_many = [f"{item.count} (made {MOST})"] if item.count > MOST else []
    item.count = min(item.count, MOST)
    back = read(words[end:])
    for phrase in (front, back):
        _describe(item, phrase)
    for measure in chunk.measures:
        item.sizes[measure.axis] = measure.metres
    return item, front.unused + back.unused + read(done).unknown + too_many


def _before_doing(words: list[str]) -> tuple[list[str], list[str]]:
    """Cut "pickup driving across it" before what the thing does."""
    for at, word in enumerate(words):
        if word in DOING and (noun_at(words[:at]) or read(words[:at]).unknown):
            return words[:at], words[at:]
    return words, []


def _part_counts(words: list[str], parts: set[str]) -> tuple[dict[str, int], list[str]]:
    """Take "three legged", "two storey", "four drawer" out of the words before a noun."""
    counts: dict[str, int] = {}
    rest: list[str] = []
    for word in words:
        stem = singular(word)
        stem = stem if stem in parts else _stem(word)
        number = _as_number(rest[-1]) if rest else None
        if number is not None and stem in parts:
            counts[stem] = number
            rest.pop()
        else:
            rest.append(word)
    return counts, rest


def _stem(word: str) -> str:
    """ "legged" -> "leg", "wheeled" -> "wheel", "storied" -> "story"."""
    if word.endswith("ied"):
        return word[:-3] + "y"
    stem = word[:-2] if word.endswith("ed") else word
    return (
        stem[:-1]
        if stem != word and stem[-2:-1] == stem[-1:] and len(stem) > 3 and stem[-1] == "g"
        else stem
    )


def _as_number(word: str) -> int | None:
    if word.isdecimal():
        return min(int(word), 1000)
    return NUMBERS.get(word)


def _describe(item: Item, phrase: Phrase) -> None:
    """Let a phrase without a noun change the whole item."""
    item.look.colours += phrase.look.colours
    if phrase.look.kind:
        item.look.kind, item.look.kind_word = phrase.look.kind, phrase.look.kind_word
        item.look.kind_colour = phrase.look.kind_colour
    item.factors += phrase.factors
    item.styles += phrase.styles


def part_words(key: str) -> set[str]:
    family = registry.family(key)
    words = {word for slot in family.slots for word in slot.words}
    return words | {word for parameter in family.parameters for word in parameter.words}
