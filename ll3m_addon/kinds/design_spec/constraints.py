# SPDX-License-Identifier: GPL-3.0-or-later
"""Constraints in words, checked where they can be: counts, sizes, palette and materials.

"maximum 4 seats", "no taller than 2 m", "must fit in 2 x 1 x 0.8 m", "only oak and glass",
"no plastic", "at least two doors". What can't be read off the objects is said to be unknown,
with the reason; it is never taken for kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....bridge.contract.spec import DesignSpec, SpecFinding
from .geometry import overall
from .units import factor

__all__ = ["check"]

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "no",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"zero": 0, "a": 1, "an": 1, "single": 1}
_NUMBER = r"(?P<number>\d+|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_MOST = r"(?:max(?:imum)?(?: of)?|at most|no more than|not more than|up to|fewer than or equal to)"
_LEAST = r"(?:min(?:imum)?(?: of)?|at least|no fewer than|no less than|not less than)"
_LENGTH = r"(?P<length>\d+(?:\.\d+)?)\s*(?P<unit>m|cm|mm|km|ft|in|yd|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|feet|foot|inch(?:es)?|yards?)\b"
_COUNT = re.compile(
    rf"^(?:must have |should have |has |have |with )?(?P<bound>{_MOST}|{_LEAST}|exactly|precisely)?\s*{_NUMBER}[\s-]+(?P<noun>[a-z][a-z _-]*?)s?$"
)
_SIDES = {
    "width": "width", "wide": "width", "wider": "width", "height": "height", "high": "height",
    "tall": "height", "taller": "height", "higher": "height", "depth": "depth", "deep": "depth",
    "deeper": "depth", "long": "length", "longer": "length", "length": "length",
}  # fmt: skip
_SIDE = re.compile(r"\b(" + "|".join(sorted(_SIDES, key=len, reverse=True)) + r")\b")
_BOX = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:m|cm|mm|ft|in)?\s*(?:x|×|by)\s*(\d+(?:\.\d+)?)\s*(?:m|cm|mm|ft|in)?\s*(?:x|×|by)\s*(\d+(?:\.\d+)?)\s*(m|cm|mm|ft|in)\b"
)
_OVER = re.compile(rf"\b{_LEAST}|longer than|wider than|taller than|more than|over\b")
_NOT_OVER = re.compile(r"\b(?:no|not) (?:longer|wider|taller|higher|deeper|more) than\b")
_ONLY = re.compile(
    r"^(?:only|must (?:only )?(?:use|be(?: made)?(?: only)?(?: of| from)?))\s+(?P<words>.+)$"
)
_NONE = re.compile(
    r"^(?:no|without|avoid|never use|must not (?:use|contain|have))\s+(?P<words>[a-z _-]+)$"
)


def check(spec: DesignSpec, constraints: list[str]) -> list[SpecFinding]:
    """One finding for each constraint, in order: ok, error or unknown."""
    return [_one(spec, each) for each in constraints]


def _one(spec: DesignSpec, text: str) -> SpecFinding:
    words = " ".join(text.lower().replace("_", " ").rstrip(".! ").split())
    for test in (_box, _length, _only, _none, _count):
        found = test(spec, words)
        if found is not None:
            ok, what, advice = found
            status = "ok" if ok else "error"
            rule = f"constraint.{test.__name__.strip('_')}"
            return SpecFinding(
                status=status, rule=rule, what=f"“{text}”: {what}", advice="" if ok else advice
            )
    return SpecFinding(
        status="unknown",
        rule="constraint.unknown",
        what=f"“{text}” can't be read off objects, sizes and materials; it was not checked.",
        advice="Word it as a count, a size, a colour or a material to have it checked.",
    )


Result = tuple[bool, str, str] | None


def _box(spec: DesignSpec, words: str) -> Result:
    """ "fit in 2 x 1 x 0.8 m": three sides, in any order of the two level ones."""
    match = _BOX.search(words)
    if match is None:
        return None
    times = factor(match.group(4)) or 1.0
    limits = [float(match.group(index)) * times for index in (1, 2, 3)]
    size = overall(spec).size
    fits = all(a <= b + 1e-6 for a, b in zip(sorted(size), sorted(limits), strict=True))
    what = f"the design measures {size[0]:.3g} × {size[1]:.3g} × {size[2]:.3g} m"
    return fits, what, "Make it smaller."


def _length(spec: DesignSpec, words: str) -> Result:
    match = re.search(_LENGTH, words)
    side = _SIDE.search(words)
    if match is None or side is None:
        return None
    limit = float(match.group("length")) * (factor(match.group("unit")) or 1.0)
    width, depth, height = overall(spec).size
    name = _SIDES[side.group(1)]
    value = {"width": width, "depth": depth, "height": height, "length": max(width, depth)}[name]
    what = f"the {name} is {value:.3g} m"
    if re.search(r"\b(?:exactly|precisely)\b", words):
        return abs(value - limit) <= 0.01 * limit, what, f"Make it {limit:.3g} m."
    if _OVER.search(words) and not _NOT_OVER.search(words):
        return value >= limit - 1e-6, what, f"Make it at least {limit:.3g} m."
    return value <= limit + 1e-6, what, f"Make it at most {limit:.3g} m."


def _named(spec: DesignSpec, noun: str) -> Iterator[int]:
    """How many of a thing each object stands for: by its type's or id's words, or a property."""
    noun = noun.strip().replace("-", " ")
    short = noun[:-1] if noun.endswith("s") else noun
    for each in spec.objects:
        words = f"{each.type} {each.properties.get('name', '')}".lower().replace("_", " ").split()
        singular = {word.rstrip("s") for word in words}
        for key in (noun, short, f"{short}s"):
            counted = each.properties.get(key.replace(" ", "_"))
            if isinstance(counted, int) and not isinstance(counted, bool):
                yield counted
                break
        else:
            if set(short.split()) <= singular | set(words):
                count = each.properties.get("count", 1)
                yield count if isinstance(count, int) else 1


def _count(spec: DesignSpec, words: str) -> Result:
    match = _COUNT.match(words)
    if match is None:
        return None
    noun = match.group("noun")
    found = list(_named(spec, noun))
    text = match.group("number")
    limit = int(text) if text.isdigit() else _NUMBERS[text]
    bound = match.group("bound") or ""
    if not found:
        return None  # whether a thing of one object has it inside can't be seen
    total = sum(found)
    what = f"there {'is' if total == 1 else 'are'} {total}"
    if re.fullmatch(_MOST, bound):
        return total <= limit, what, f"Take away {total - limit}."
    if re.fullmatch(_LEAST, bound):
        return total >= limit, what, f"Add {limit - total}."
    return total == limit, what, f"Make it {limit}."


def _told(spec: DesignSpec) -> dict[str, set[str]]:
    """Words of material and colour by object."""
    found = {}
    for each in spec.objects:
        colour = each.properties.get("colour", each.properties.get("color", ""))
        text = f"{each.material} {colour}".lower().replace("_", " ")
        found[each.id] = set(re.findall(r"[a-z]+|#[0-9a-f]{6}", text))
    return found


def _listed(words: str) -> list[str]:
    words = re.sub(r"\b(?:materials?|colou?rs?|and other|parts?)\b", "", words)
    return [each.strip() for each in re.split(r",|\band\b|\bor\b|/", words) if each.strip()]


def _known_word(word: str) -> bool:
    from .vocabulary import COLOURS, MATERIAL_WORDS

    return all(each in COLOURS or each in MATERIAL_WORDS for each in word.split())


def _matches(word: str, told: set[str]) -> bool:
    from .vocabulary import GROUPS

    return set(word.split()) <= told or bool(GROUPS.get(word, frozenset()) & told)


def _only(spec: DesignSpec, words: str) -> Result:
    match = _ONLY.match(words)
    if match is None:
        return None
    allowed = _listed(match.group("words"))
    if not allowed or not all(_known_word(each) for each in allowed):
        return None
    wrong = [
        key
        for key, told in _told(spec).items()
        if not any(_matches(word, told) for word in allowed)
    ]
    what = "all objects keep to it" if not wrong else f"not so: {', '.join(wrong[:5])}"
    return not wrong, what, f"Use only {', '.join(allowed)}."


def _none(spec: DesignSpec, words: str) -> Result:
    match = _NONE.match(words)
    if match is None:
        return None
    banned = _listed(match.group("words"))
    if not banned or not all(_known_word(each) for each in banned):
        return None
    wrong = [
        key for key, told in _told(spec).items() if any(_matches(word, told) for word in banned)
    ]
    what = "none has it" if not wrong else f"found in {', '.join(wrong[:5])}"
    return not wrong, what, "Choose another material or colour."
