# SPDX-License-Identifier: GPL-3.0-or-later
"""The grammar: a prompt and its feedback become a ``Request``, or ``NotUnderstood``.

A thing is understood only by the last noun of its noun phrase, so that "a car wash" is
no car and "a table of contents" no table. A noun in front of that noun usually makes
another thing of it ("tree house", "dog house"): such compounds are refused unless the
registry lists them. Adjectives that say nothing to the family are reported, not obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable

from . import registry
from .family import Length
from .nouns import is_adjective
from .phrases import MOST, is_plain, noun_at, part_words, read, refuse, thing
from .request import Item, Look, Request
from .sentences import aside
from .tokens import Chunk, chunks, singular
from .words import ADJECTIVES, FILLERS

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
#: "In the shape of" makes another thing of it, as "of" right after it does.
_SHAPES = frozenset(("shape", "form", "likeness", "image"))
_PLACES = frozenset({"on", "under", "around", "beside", "front", "behind"})


class _Parser:
    """Reads chunks one after another into the tree of one request."""

    def __init__(self) -> None:
        self.item: Item | None = None
        self.last: Item | None = None  # the item that "with" and "and" go on about
        self.mode = "with"
        self.unused: list[str] = []
        self.at_head = False  # nothing was said between the first noun and this chunk

    def read(self, text: str, feedback: bool) -> None:
        """Read the prompt, or a feedback that changes what was read before."""
        if feedback and self.item is not None:
            self.last = self.item
        text, left = aside(text)
        self.unused += left
        for chunk in chunks(text, _KEEP):
            if self.item is None:
                self._first(chunk)
            elif chunk.relation in ("", "sentence"):
                self.last, self.mode = self.item, "with"
                self._change(chunk)
            else:
                self._next(chunk)

    def _first(self, chunk: Chunk) -> None:
        found = thing(chunk)
        if found is None:
            if not read(chunk.words).said or is_plain(chunk.words) or _describes(chunk.words):
                self._keep_for_later(chunk)
                return
            raise refuse(chunk.words)
        self.item, unused = found
        self.last = self.item
        self.at_head = True
        self.unused += unused
        if self._early:
            for early in self._early:
                self._change(early)
            self._early = []

    _early: list[Chunk] = []
    each: Item | None = None  # whose every piece gets what is named next

    def _keep_for_later(self, chunk: Chunk) -> None:
        """Adjectives before the noun, cut off by a comma: "a big, red house"."""
        self._early = [*self._early, chunk]

    def _next(self, chunk: Chunk) -> None:
        relation = chunk.relation
        if chunk.words == ["each"]:  # "two shelves, each with a vase": what follows is theirs
            self.each = self.last
            return
        if relation not in ("with", "and"):
            self.each = None
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
        self.at_head = bool(_SHAPES & set(chunk.words))

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
        parts = part_words(self.last.key)
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
        named = noun_at(words)
        if part and named and len(named[1].split()) > len(part[2].split()):
            part = None  # "a bottle and two wine glasses" is not about the bottle's glass
        other = None if part and relation in ("with", "add") else self._other(chunk, relation)
        if other:
            self._add(relation, other, chunk.relation == relation)
        elif part:
            self._change_part(part, chunk)
        else:
            self._change_whole(chunk, relation)

    def _other(self, chunk: Chunk, relation: str) -> Item | None:
        """Another thing named in the chunk, unless it is the present one by its own name."""
        assert self.last is not None
        found = thing(chunk)
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

    def _add(self, relation: str, item: Item, direct: bool = False) -> None:
        assert self.item is not None
        self.last = item
        relation = {"and": "beside", "add": "with"}.get(relation, relation)
        if self.each is not None:
            self.each.others.append((relation, item))
            return
        if direct and self.item.others and _holds_all(item, self.item, relation):
            self._put_all(relation, item)
            return
        turned = relation in _PLACES - {"beside"} and not self.item.others and direct
        # "A lamp on a desk", "a fence in front of a house": what is named last has the place.
        if turned and (relation != "on" or _carries(item, self.item)):
            item.others.append((relation, self.item))
            self.item = item
            return
        self.item.others.append((relation, item))

    def _put_all(self, relation: str, host: Item) -> None:
        """ "A bottle and two glasses on a table": all that was named has its place at the last."""
        assert self.item is not None
        moved = [(relation, self.item)]
        if relation == "on":
            beside = [pair for pair in self.item.others if pair[0] in ("with", "beside")]
            self.item.others = [pair for pair in self.item.others if pair not in beside]
            moved += [("on", other) for _, other in beside]
        host.others = moved + host.others
        self.item = host

    def _change_part(self, part: tuple[int, int, str], chunk: Chunk) -> None:
        assert self.last is not None
        start, end, name = part
        front, back = read(chunk.words[:start]), read(chunk.words[end:])
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
        self.unused += front.unused + [w for w in back.unused if w not in ("more", "another")]

    def _change_whole(self, chunk: Chunk, relation: str) -> None:
        assert self.last is not None
        phrase = read(chunk.words)
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
        if phrase.count and not phrase.unknown and chunk.relation in ("", "sentence"):
            self.last.count = min(phrase.count, MOST)
        self.unused += phrase.unused

    def _without(self, chunk: Chunk) -> None:
        assert self.last is not None
        part = self._part(chunk.words)
        if not part:
            found = noun_at(chunk.words)
            kept = [pair for pair in self.last.others if not found or pair[1].noun != found[1]]
            if len(kept) == len(self.last.others):
                self.unused.append("without " + " ".join(read(chunk.words).unknown or chunk.words))
            self.last.others = kept
            return
        self.last.absent.add(part[2])
        self.last.wanted.discard(part[2])
        self.last.counts.pop(part[2], None)

    def _of(self, chunk: Chunk) -> None:
        """A material or colour; contents of a vessel; anything else makes another thing."""
        assert self.last is not None
        phrase = read(chunk.words)
        if not phrase.unknown:
            self._change_whole(chunk, "of")
        elif registry.family(self.last.key).holds:
            part = self._part(chunk.words)
            if part:
                self.last.wanted.add(part[2])
            else:
                self.unused += phrase.unknown
        elif self.at_head or self.last is not self.item:
            raise refuse([self.last.noun, "of", *chunk.words])
        else:  # "legs of a lion", "from the palace of a king": not about what is made
            self.unused += phrase.unknown

    def _manner(self, chunk: Chunk, relation: str) -> None:
        """ "in red leather", "for a child", "turn it into a sofa"."""
        assert self.last is not None
        found = thing(chunk) if relation == "into" else None
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


def _describes(words: list[str]) -> bool:
    """True for nothing but words that read like adjectives: "chipped", "scuffed up"."""
    left = [word for word in read(words).unknown if word not in ("up", "out", "off")]
    return bool(left) and all(word in ADJECTIVES or is_adjective(word) for word in left)


def _holds_all(host: Item, thing: Item, relation: str) -> bool:
    """True if ``thing`` and what belongs to it may have their place at ``host``."""
    wide, deep, _ = registry.family(host.key).size
    own_wide, own_deep, _ = registry.family(thing.key).size
    larger = wide * deep > 0.8 * own_wide * own_deep
    if relation == "on":
        return _carries(host, thing) and larger
    return relation in ("front", "behind", "under") and larger and host.key != thing.key


def _carries(host: Item, thing: Item) -> bool:
    """True if ``host`` has a top on which ``thing`` may stand."""
    family = registry.family(host.key)
    return bool(family.top or family.rest) and host.key != thing.key


def _default_count(item: Item, part: str) -> int:
    for parameter in registry.family(item.key).parameters:
        if not isinstance(parameter, Length) and part in parameter.words:
            return int(parameter.value)
    return 0


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
        raise refuse(prompt.lower().split())
    return Request(parser.item, parser.unused)
