# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammar: a prompt and its feedback become a ``Request``, or ``NotUnderstood``.

A thing is understood only by the last noun of its noun phrase, so that "a car wash" is
no car and "a table of contents" no table. A noun in front of that noun usually makes
another thing of it ("tree house", "dog house"): such compounds are refused unless the
registry lists them. Adjectives that say nothing to the family are reported, not obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ....bridge.contract.errors import NotUnderstood
from . import registry
from .family import Length
from .nouns import BREAKERS, OTHER_THINGS
from .request import Item, Look, Request
from .tokens import Chunk, chunks, singular
from .words import ADJECTIVES, CSS, FILLERS, MATERIALS, NUMBERS, SIZES, STYLES, TINTS

__all__ = ["parse"]

_KEEP = frozenset(n for n in registry.NOUNS if {"of", "and", "in", "with"} & set(n.split()))


#: A chunk that begins so is a new demand, not one more thing to leave out.
_VERBS = frozenset(
    {
        "make",
        "paint",
        "add",
        "change",
        "give",
        "put",
        "turn",
        "use",
        "set",
        "let",
        "colour",
        "color",
    }
)
_PLACES = frozenset({"on", "under", "around", "beside", "front", "behind"})


@dataclass(slots=True)
class _Phrase:
    """What one chunk says."""

    look: Look = field(default_factory=Look)
    count: int | None = None
    factors: list[tuple[str, str, float]] = field(default_factory=list)
    styles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    said: bool = False  # anything but fillers


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


def _read_word(words: list[str], at: int, phrase: _Phrase) -> int:
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
        phrase.look.kind, phrase.look.kind_colour = MATERIALS[word]
        phrase.look.kind_word = word
    elif word in SIZES:
        phrase.factors.append((word, *SIZES[word]))
    elif word in STYLES:
        phrase.styles.append((word, STYLES[word]))
    elif _as_number(word) is not None:
        phrase.count = _as_number(word)
    else:
        return 0
    return 1


def _read(words: list[str]) -> _Phrase:
    """Read words that are no nouns: looks, sizes, styles, counts; the rest is unknown."""
    phrase = _Phrase()
    at = 0
    while at < len(words):
        took = _read_word(words, at, phrase)
        if not took and words[at] not in FILLERS:
            phrase.unknown.append(words[at])
        phrase.said = phrase.said or bool(took) or words[at] not in FILLERS
        at += took or 1
    return phrase


def _is_plain(words: list[str]) -> bool:
    """True if the words need no noun: "red", "a bit taller", "old and rusty"."""
    return all(word in ADJECTIVES for word in _read(words).unknown)


def _noun_end(words: list[str]) -> int:
    """Return where the noun phrase ends when adjectives follow it ("a house painted red")."""
    end = len(words)
    while end > 0 and not _noun_at(words[:end]) and _is_plain(words[end - 1 :]):
        end -= 1
    return end


def _noun_at(words: list[str]) -> tuple[int, str] | None:
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


def _refuse(words: list[str]) -> NotUnderstood:
    """Build the error for words that name no known thing."""
    named = " ".join(word for word in words if word not in FILLERS and not word.isdigit())
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


def _thing(chunk: Chunk) -> tuple[Item, list[str]] | None:
    """Read a chunk as a noun phrase; None if its head is no known noun."""
    end = _noun_end(chunk.words)
    found = _noun_at(chunk.words[:end])
    if not found:
        return None
    start, noun = found
    key, variant = registry.NOUNS[noun]
    counts, before = _part_counts(chunk.words[:start], _part_words(key))
    front = _read(before)
    if front.unknown and _is_noun(front.unknown[-1]) and front.unknown[-1] not in ADJECTIVES:
        raise _refuse([*front.unknown, noun])
    plural = chunk.words[end - 1] != noun.split()[-1]
    item = Item(key, noun, variant, max(1, front.count or (2 if plural and start == 0 else 1)))
    if front.count is None and plural:
        item.count = 2 if any(w in ("some", "few", "several") for w in chunk.words) else item.count
    item.counts |= counts
    back = _read(chunk.words[end:])
    for phrase in (front, back):
        _describe(item, phrase)
    for measure in chunk.measures:
        item.sizes[measure.axis] = measure.metres
    return item, front.unknown + back.unknown


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
    if word.isdigit():
        return min(int(word), 1000)
    return NUMBERS.get(word)


def _describe(item: Item, phrase: _Phrase) -> None:
    """Let a phrase without a noun change the whole item."""
    item.look.colours += phrase.look.colours
    if phrase.look.kind:
        item.look.kind, item.look.kind_word = phrase.look.kind, phrase.look.kind_word
        item.look.kind_colour = phrase.look.kind_colour
    item.factors += phrase.factors
    item.styles += phrase.styles


class _Parser:
    """Reads chunks one after another into the tree of one request."""

    def __init__(self) -> None:
        self.item: Item | None = None
        self.last: Item | None = None  # the item that "with" and "and" go on about
        self.mode = "with"
        self.unused: list[str] = []

    def read(self, text: str, feedback: bool) -> None:
        """Read the prompt, or a feedback that changes what was read before."""
        if feedback and self.item is not None:
            self.last = self.item
        for chunk in chunks(text, _KEEP):
            if self.item is None:
                self._first(chunk)
            elif chunk.relation in ("", "sentence"):
                self.last, self.mode = self.item, "with"
                self._change(chunk)
            else:
                self._next(chunk)

    def _first(self, chunk: Chunk) -> None:
        found = _thing(chunk)
        if found is None:
            if not _read(chunk.words).said or _is_plain(chunk.words):
                self._keep_for_later(chunk)
                return
            raise _refuse(chunk.words)
        self.item, unused = found
        self.last = self.item
        self.unused += unused
        if self._early:
            for early in self._early:
                self._change(early)
            self._early = []

    _early: list[Chunk] = []

    def _keep_for_later(self, chunk: Chunk) -> None:
        """Adjectives before the noun, cut off by a comma: "a big, red house"."""
        self._early = [*self._early, chunk]

    def _next(self, chunk: Chunk) -> None:
        relation = chunk.relation
        if relation == "and":
            if chunk.words and chunk.words[0] in _VERBS:
                self.mode = "with"
            relation = self.mode
        else:
            self.mode = {"of": "of", "in": "in", "into": "into"}.get(relation, relation)
        if relation in _PLACES and self._points_back(chunk):
            self.item.others[-1] = (relation, self.item.others[-1][1])  # type: ignore[union-attr]
        elif relation == "without":
            self._without(chunk)
        elif relation == "of":
            self._of(chunk)
        elif relation in ("in", "for", "into"):
            self._manner(chunk, relation)
        else:
            self._change(chunk, relation)

    def _points_back(self, chunk: Chunk) -> bool:
        """True for "around it" and "on the table" after another thing was named."""
        if self.item is None or not self.item.others:
            return False
        named = self.item.noun.split()[-1]
        return all(
            word in FILLERS or singular(word) == named or word == "them" for word in chunk.words
        )

    def _part(self, words: list[str]) -> tuple[int, int, str] | None:
        """Find the last part of the present item in the words: (start, end, part)."""
        assert self.last is not None
        parts = _part_words(self.last.key)
        for end in range(len(words), 0, -1):
            for length in (2, 1):
                if end < length:
                    continue
                name = " ".join([*words[end - length : end - 1], singular(words[end - 1])])
                if name in parts:
                    return end - length, end, name
        return None

    def _change(self, chunk: Chunk, relation: str = "with") -> None:
        """Read a chunk about a part, another thing, or the whole."""
        assert self.last is not None
        words = chunk.words
        part = self._part(words)
        other = None if part and relation in ("with", "add") else self._other(chunk, relation)
        if other:
            self._add(relation, other)
        elif part:
            self._change_part(part, chunk)
        else:
            self._change_whole(chunk, relation)

    def _other(self, chunk: Chunk, relation: str) -> Item | None:
        """Another thing named in the chunk, unless it is the present one by its own name."""
        assert self.last is not None
        found = _thing(chunk)
        if found is None:
            return None
        item, unused = found
        one_more = chunk.relation in ("and", "add") and chunk.words[0] in (
            "a",
            "an",
            "another",
            "one",
        )
        if item.key == self.last.key and relation == "with" and item.count == 1 and not one_more:
            self._merge(item)
            self.unused += unused
            return None
        self.unused += unused
        return item

    def _merge(self, item: Item) -> None:
        assert self.last is not None
        self.last.look.update(item.look)
        self.last.factors += item.factors
        self.last.styles += item.styles
        self.last.sizes |= item.sizes
        if item.variant:
            self.last.variant, self.last.noun = item.variant, item.noun

    def _add(self, relation: str, item: Item) -> None:
        assert self.item is not None
        self.last = item
        relation = {"and": "beside", "add": "with"}.get(relation, relation)
        if relation == "on" and not self.item.others and _carries(item, self.item):
            item.others.append(("on", self.item))
            self.item = item
            return
        self.item.others.append((relation, item))

    def _change_part(self, part: tuple[int, int, str], chunk: Chunk) -> None:
        assert self.last is not None
        start, end, name = part
        front, back = _read(chunk.words[:start]), _read(chunk.words[end:])
        look = front.look
        look.update(back.look)
        item = self.last
        if look:
            item.parts.setdefault(name, Look()).update(look)
        count = front.count if front.count is not None else back.count
        more = any(word in ("more", "another", "extra", "additional") for word in chunk.words)
        if count is not None and not more:
            item.counts[name] = count
            item.absent.discard(name)
        elif more:
            item.counts[name] = item.counts.get(name, _default_count(item, name)) + (count or 1)
        elif chunk.relation in ("with", "and", "add") or "add" in chunk.words:
            item.wanted.add(name)
            item.absent.discard(name)
        item.part_factors += [
            (name, word, factor) for word, _, factor in front.factors + back.factors
        ]
        for measure in chunk.measures:
            item.part_sizes[name] = measure.metres
        item.styles += front.styles + back.styles
        self.unused += front.unknown + [w for w in back.unknown if w not in ("more", "another")]

    def _change_whole(self, chunk: Chunk, relation: str) -> None:
        assert self.last is not None
        phrase = _read(chunk.words)
        if relation in ("on", "under", "around", "beside", "front", "behind"):
            self.unused += phrase.unknown
            return
        later = Look()
        later.update(phrase.look)
        self.last.look.update(later)
        self.last.factors += phrase.factors
        self.last.styles += phrase.styles
        for measure in chunk.measures:
            self.last.sizes[measure.axis] = measure.metres
        if phrase.count and relation != "with":
            self.last.count = phrase.count
        self.unused += phrase.unknown

    def _without(self, chunk: Chunk) -> None:
        assert self.last is not None
        part = self._part(chunk.words)
        if not part:
            found = _noun_at(chunk.words)
            kept = [pair for pair in self.last.others if not found or pair[1].noun != found[1]]
            if len(kept) == len(self.last.others):
                self.unused.append("without " + " ".join(_read(chunk.words).unknown or chunk.words))
            self.last.others = kept
            return
        self.last.absent.add(part[2])
        self.last.wanted.discard(part[2])
        self.last.counts.pop(part[2], None)

    def _of(self, chunk: Chunk) -> None:
        """A material or colour; contents of a vessel; anything else makes another thing."""
        assert self.last is not None
        phrase = _read(chunk.words)
        if not phrase.unknown:
            self._change_whole(chunk, "of")
        elif registry.family(self.last.key).holds:
            self.unused += phrase.unknown
        else:
            raise _refuse([self.last.noun, "of", *chunk.words])

    def _manner(self, chunk: Chunk, relation: str) -> None:
        """ "in red leather", "for a child", "turn it into a sofa"."""
        assert self.last is not None
        found = _thing(chunk) if relation == "into" else None
        part = self._part(chunk.words)
        if found:
            item, unused = found
            self.unused += unused
            self.last.key, self.last.noun, self.last.variant = item.key, item.noun, item.variant
            self._merge(item)
        elif part and relation != "in":
            self._change_part(part, chunk)
        else:
            self._change_whole(chunk, "of")


def _carries(host: Item, thing: Item) -> bool:
    """True if ``host`` has a top on which ``thing`` may stand."""
    return bool(registry.family(host.key).top) and host.key != thing.key


def _default_count(item: Item, part: str) -> int:
    for parameter in registry.family(item.key).parameters:
        if not isinstance(parameter, Length) and part in parameter.words:
            return int(parameter.value)
    return 0


def _part_words(key: str) -> set[str]:
    family = registry.family(key)
    words = {word for slot in family.slots for word in slot.words}
    return words | {word for parameter in family.parameters for word in parameter.words}


def parse(prompt: str, feedback: Iterable[str] = ()) -> Request:
    """Read a prompt and what was said about it later.

    Raises:
        NotUnderstood: the thing asked for is unknown; ``data.near`` and ``data.known``
            name what is known.
    """
    parser = _Parser()
    parser.read(prompt, feedback=False)
    for text in feedback:
        parser.read(text, feedback=parser.item is not None)
    if parser.item is None:
        raise _refuse(prompt.lower().split())
    return Request(parser.item, parser.unused)
