# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the JSON that models write: fenced, in prose, with trailing commas or Python's quotes.

Nothing is guessed that could change a value: what is cut off or has no end is refused, so that
the model is asked again.
"""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["CutOff", "Unreadable", "read_json"]

_FENCE = re.compile(r"```[ \t]*([\w+-]*)[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_SPACE = re.compile(r"(?:\s|//[^\n]*|#[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")
_WORD = re.compile(r"[A-Za-z_$][\w$-]*")
_WORDS: dict[str, Any] = {
    "true": True, "True": True, "false": False, "False": False,
    "null": None, "None": None, "undefined": None,
}  # fmt: skip
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
#: Openings of a value in prose that are tried, and how deep values may nest.
_TRIES, _DEPTH = 40, 60
#: Longer numbers are none that anyone counted, and Python refuses the longest.
_DIGITS = 18


class Unreadable(ValueError):
    """There is no JSON value in the text."""


class CutOff(Unreadable):
    """The value begins and the text ends before it does."""


def read_json(text: str) -> Any:
    """The JSON value in a model's answer: alone, in a fence, or with prose around it.

    An object or list is preferred to what a sentence may hold in brackets: of all values that
    can be read, the longest is taken.

    Raises:
        CutOff: the answer ends within its value.
        Unreadable: there is no object or list in it.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    cut = False
    for place in (*(body for _, body in _FENCE.findall(text)), text):
        value, ended_early = _longest(place)
        if value is not None:
            return value
        cut = cut or ended_early
    if cut:
        raise CutOff("the answer ends within its JSON value")
    raise Unreadable("the answer holds no JSON object")


def _longest(text: str) -> tuple[Any, bool]:
    """The longest object or list in ``text`` (None without), and whether one had no end."""
    best: tuple[int, Any] = (0, None)
    cut, at = False, 0
    for _ in range(_TRIES):
        found = _OPENING.search(text, at)
        if found is None:
            break
        try:
            value, end = _Reader(text).value(found.start(), 0)
        except CutOff:
            # All that follows lies within the value without an end.
            cut = best[1] is None
            break
        except Unreadable:
            at = found.end()
            continue
        if end - found.start() > best[0] and value:
            best = (end - found.start(), value)
        at = end
    return best[1], cut


class _Reader:
    """One value after another out of a text, forgiving in spelling and strict in structure."""

    def __init__(self, text: str) -> None:
        self._text = text

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        end = found.end() if found else at
        if end >= len(self._text):
            raise CutOff
        return end

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """The value that begins at ``at`` and where it ends."""
        if depth > _DEPTH:
            raise Unreadable("the value is nested too deeply")
        at = self._skip(at)
        first = self._text[at]
        if first == "{":
            return self._object(at + 1, depth)
        if first == "[":
            return self._list(at + 1, depth)
        if first in _QUOTES:
            return self._string(at)
        number = _NUMBER.match(self._text, at)
        if number:
            spelled = number.group()
            whole = spelled.lstrip("+-").isdigit() and len(spelled) <= _DIGITS
            return (int(spelled) if whole else float(spelled)), number.end()
        word = _WORD.match(self._text, at)
        if word and word.end() == len(self._text):
            raise CutOff
        if word and word.group() in _WORDS:
            return _WORDS[word.group()], word.end()
        raise Unreadable(f"what is {self._text[at : at + 20]!r}?")

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        while True:
            at = self._skip(at)
            if self._text[at] == "}":
                return found, at + 1
            key, at = self._key(at)
            at = self._skip(at)
            if self._text[at] != ":":
                raise Unreadable("a key without a value")
            found[key], at = self.value(at + 1, depth + 1)
            at = self._next(at, "}")

    def _list(self, at: int, depth: int) -> tuple[list[Any], int]:
        found: list[Any] = []
        while True:
            at = self._skip(at)
            if self._text[at] == "]":
                return found, at + 1
            value, at = self.value(at, depth + 1)
            found.append(value)
            at = self._next(at, "]")

    def _next(self, at: int, closing: str) -> int:
        """Behind the comma, or before the closing bracket."""
        at = self._skip(at)
        if self._text[at] == ",":
            return at + 1
        if self._text[at] == closing:
            return at
        raise Unreadable("a comma is missing")

    def _key(self, at: int) -> tuple[str, int]:
        if self._text[at] in _QUOTES:
            return self._string(at)
        word = _WORD.match(self._text, at)
        if word is None:
            raise Unreadable("a key is missing")
        return word.group(), word.end()

    def _string(self, at: int) -> tuple[str, int]:
        closing = _QUOTES[self._text[at]]
        pieces: list[str] = []
        at += 1
        while at < len(self._text):
            char = self._text[at]
            if char == closing:
                return "".join(pieces), at + 1
            if char != "\\":
                pieces.append(char)
                at += 1
                continue
            piece, at = self._escaped(at + 1)
            pieces.append(piece)
        raise CutOff

    def _escaped(self, at: int) -> tuple[str, int]:
        if at >= len(self._text):
            raise CutOff
        char = self._text[at]
        if char != "u":
            return _ESCAPES.get(char, char), at + 1
        digits = self._text[at + 1 : at + 5]
        if len(digits) < 4:
            raise CutOff
        try:
            code = int(digits, 16)
        except ValueError:
            raise Unreadable("a broken escape") from None
        pair = _PAIR.match(self._text, at - 1)
        if pair:  # 🪑 as \ud83e\ude91
            return json.loads(f'"{pair.group()}"'), pair.end()
        # Half of a pair can't be kept as text.
        return ("\ufffd" if 0xD800 <= code < 0xE000 else chr(code)), at + 5
