# SPDX-License-Identifier: GPL-3.0-or-later
"""What had to stay as it was, checked by rule: constants and parts that the user named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

from ...bridge.contract.code import Facts, Part

__all__ = ["constants_of", "not_kept"]

#: A side may change by this share, or this many metres, and still count as the same.
SHARE, METRES = 0.02, 0.0005
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words of an aspect that say what of a part is meant.
_SIZE = _words(
    "size sizes dimension dimensions shape shapes form height width depth length thickness "
    "proportion proportions geometry"
)
_LOOK = _words("colour colours color colors material materials texture textures look shade finish")
#: Words that name nothing.
_IDLE = _words(
    "the a an of its their all as is are it and or with in on at to keep same exact exactly "
    "original overall whole current"
)


def not_kept(
    aspects: Iterable[str],
    before: tuple[str, Facts],
    after: tuple[str, Facts],
) -> tuple[str, ...]:
    """A sentence for each named thing that did not stay; each side is a script and its facts.

    Only what can be told by rule is: constants whose name an aspect holds, and objects whose
    name it holds, by size and material. Silence says that nothing was found, not that all stayed.
    """
    old_values, new_values = constants_of(before[0]), constants_of(after[0])
    found: list[str] = []
    for aspect in aspects:
        words = _stems(aspect)
        size, look = bool(words & _stemmed(_SIZE)), bool(words & _stemmed(_LOOK))
        named = words - _stemmed(_IDLE)
        subject = {word for word in named - _stemmed(_SIZE | _LOOK) if not word.isdigit()}
        found += _constants(aspect, named, bool(subject), old_values, new_values)
        if subject:
            found += _parts(aspect, subject, before[1].parts, after[1].parts, size, look)
    return tuple(dict.fromkeys(found))


def constants_of(source: str) -> dict[str, object]:
    """The upper-case literal constants on a script's top level."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    found: dict[str, object] = {}
    for node in tree.body:
        target = None
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        value = getattr(node, "value", None)
        if not isinstance(target, ast.Name) or not target.id.isupper() or value is None:
            continue
        try:
            found[target.id] = ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, RecursionError):
            continue
    return found


def _constants(
    aspect: str, words: set[str], names_a_part: bool,
    before: Mapping[str, object], after: Mapping[str, object],
) -> list[str]:  # fmt: skip
    """Constants all of whose words the aspect holds, and that changed or went.

    ``HEIGHT`` alone is not what "the height of the legs" means.
    """
    found = []
    plain = _stemmed(_SIZE | _LOOK)
    for name, value in before.items():
        parts = {_stem(word) for word in name.lower().split("_") if word}
        if not parts or not parts <= words or (names_a_part and parts <= plain):
            continue
        if name not in after:
            found.append(f"To be kept: {aspect}. The constant {name} is gone.")
        elif after[name] != value:
            found.append(f"To be kept: {aspect}. {name} was {value} and is {after[name]}.")
    return found


def _parts(
    aspect: str, words: set[str], before: Sequence[Part], after: Sequence[Part],
    size: bool, look: bool,
) -> list[str]:  # fmt: skip
    """Objects that the aspect names, and what changed of them; both where it says neither."""
    now = {part.name: part for part in after}
    both = size == look
    found = []
    for part in before:
        if part.type == "EMPTY" or not words & _stems(_CAMEL.sub(" ", part.name)):
            continue
        new = now.get(part.name) or _renamed(part, words, after)
        if new is None:
            found.append(f"To be kept: {aspect}. {part.name!r} is gone.")
            continue
        if (size or both) and not _same(part.dimensions, new.dimensions):
            found.append(
                f"To be kept: {aspect}. {part.name!r} was {_metres(part.dimensions)} and is "
                f"{_metres(new.dimensions)}."
            )
        if (look or both) and part.materials != new.materials:
            found.append(
                f"To be kept: {aspect}. {part.name!r} had {', '.join(part.materials) or 'nothing'}"
                f" and has {', '.join(new.materials) or 'nothing'} as material."
            )
    return found


def _renamed(part: Part, words: set[str], after: Sequence[Part]) -> Part | None:
    """A part of the same kind of name, size and material: the same part under another name."""
    for each in after:
        if (
            words & _stems(_CAMEL.sub(" ", each.name))
            and _same(part.dimensions, each.dimensions)
            and part.materials == each.materials
        ):
            return each
    return None


def _same(before: Sequence[float], after: Sequence[float]) -> bool:
    return len(before) == len(after) and all(
        abs(a - b) <= max(METRES, SHARE * abs(a)) for a, b in zip(before, after, strict=True)
    )


def _metres(sides: Sequence[float]) -> str:
    return " x ".join(f"{side:.3g}" for side in sides) + " m"


def _stem(word: str) -> str:
    """Without the plural's s: ``legs`` and ``leg`` are the same word."""
    word = word.lower()
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text.replace("_", " "))}


def _stemmed(words: Iterable[str]) -> set[str]:
    return {_stem(word) for word in words}
