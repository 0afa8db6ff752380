# SPDX-License-Identifier: GPL-3.0-or-later
"""From what was said to numbers and finishes: one item and its family become a part list."""

from __future__ import annotations

from dataclasses import dataclass, field

from .family import Change, Count, Family, Length, Slot, Toggle
from .request import Item, Look
from .styles import Shading, restyle, shade
from .words import CSS, GENERIC, MATERIALS

__all__ = ["Resolved", "colour_of", "resolve"]


@dataclass(slots=True)
class Resolved:
    """An item with every value settled."""

    item: Item
    family: Family
    values: dict[str, float | int | bool]
    finishes: dict[str, tuple[str, str]]  # slot -> (kind, hexadecimal)
    scale: float = 1.0
    said: set[str] = field(default_factory=set)  # words that had an effect
    unused: list[str] = field(default_factory=list)

    def size(self) -> tuple[float, float, float]:
        """Size in metres (x, y, z): the overall parameters, else the family's own size."""
        found = list(self.family.size)
        for parameter in self.family.parameters:
            if isinstance(parameter, Length) and parameter.axis:
                found["xyz".index(parameter.axis)] = float(self.values[parameter.name])
        return (found[0] * self.scale, found[1] * self.scale, found[2] * self.scale)


def colour_of(name: str) -> str:
    """Return the hexadecimal colour of a CSS, wood or metal name, or the value itself."""
    return CSS.get(name) or (MATERIALS[name][1] if name in MATERIALS else name)


def _finish(text: str) -> tuple[str, str]:
    kind, colour = text.split()
    return (kind, colour_of(colour))


def _rust(result: Resolved) -> None:
    """Let rust eat the metals; a rusty table is of iron, a rusty tree has no rusty apples."""
    body = [slot.name for slot in result.family.slots if slot.main or slot.body]
    finishes = result.finishes
    main = [slot.name for slot in result.family.slots if slot.main]
    iron = any(finishes[name][0] in ("metal", "paint", "rust") for name in main)
    if not iron:
        for name in body:
            if finishes[name][0] in ("wood", "planks", "ceramic", "plastic"):
                finishes[name] = ("rust", colour_of("iron"))
    for name, (kind, colour) in finishes.items():
        if kind == "metal" or (kind == "paint" and iron):
            finishes[name] = ("rust", colour)


def _apply_change(change: Change, result: Resolved) -> None:
    for name, value in change.items():
        if isinstance(value, str):
            kind, colour = value.split()
            old = result.finishes[name]
            result.finishes[name] = (
                kind if kind != "-" else old[0],
                colour_of(colour) if colour != "-" else old[1],
            )
        else:
            result.values[name] = value


def _apply_styles(result: Resolved, shading: Shading) -> None:
    for _, style in result.item.styles:
        shade(style, shading)
        if style == "rusty":
            _rust(result)
            continue
        for slot, (kind, colour) in list(result.finishes.items()):
            finish = restyle(style, kind, colour)
            if finish:
                result.finishes[slot] = finish
        change = result.family.styles.get(style)
        if change is not None:
            _apply_change(change, result)


def _axis_parameters(result: Resolved, axis: str) -> list[Length]:
    family = result.family
    if axis == "l":
        axis = family.long
    axes = [axis]
    if axis == "w":
        slim = max(family.size[:2]) < 1.5 * min(family.size[:2])
        axes = ["x", "y"] if slim else ["y" if family.long == "x" else "x"]
    return [p for p in family.parameters if isinstance(p, Length) and p.axis and p.axis in axes]


def _apply_factors(result: Resolved) -> None:
    for word, axis, factor in result.item.factors:
        if axis == "all":
            result.scale *= factor
            continue
        found = _axis_parameters(result, axis)
        for parameter in found:
            result.values[parameter.name] = round(float(result.values[parameter.name]) * factor, 4)
        if not found and axis == "w":
            result.unused.append(word)
        elif not found:
            result.scale *= factor
    for part, word, factor in result.item.part_factors:
        named = _part_lengths(result, part)
        for parameter in named:
            result.values[parameter.name] = round(float(result.values[parameter.name]) * factor, 4)
        if not named:
            result.unused.append(f"{word} {part}")


def _part_lengths(result: Resolved, part: str) -> list[Length]:
    return [p for p in result.family.parameters if isinstance(p, Length) and part in p.words]


def _apply_sizes(result: Resolved) -> None:
    for axis, metres in result.item.sizes.items():
        size = [value / result.scale for value in result.size()]
        wanted = result.family.long if axis == "l" else axis
        if not wanted:
            wanted = "xyz"[size.index(max(size))]
        found = [] if result.family.uniform else _axis_parameters(result, wanted)
        if found:
            for parameter in found:
                inner = max(metres / result.scale - _margin(result.family, parameter), 0.05)
                result.values[parameter.name] = round(inner, 4)
        else:
            result.scale = round(metres / size["xyz".index(wanted)], 4)
    for part, metres in result.item.part_sizes.items():
        named = _part_lengths(result, part)
        for parameter in named:
            result.values[parameter.name] = metres
        if not named:
            result.unused.append(f"size of the {part}")


def _margin(family: Family, parameter: Length) -> float:
    """Metres by which the whole thing is larger than the parameter: eaves, rails, knobs.

    A vehicle's width goes without its mirrors.
    """
    if parameter.axis == "x" and family.key in ("car", "truck"):
        return 0.0
    return max(family.size["xyz".index(parameter.axis)] - parameter.value, 0.0)


def _apply_parts(result: Resolved) -> None:
    """Counts, and parts that shall be there or not."""
    item, parameters = result.item, result.family.parameters
    for part, number in item.counts.items():
        counts = [p for p in parameters if isinstance(p, Count) and part in p.words]
        for parameter in counts:
            made = max(min(number, max(parameter.high, 24)), parameter.low)
            result.values[parameter.name] = made
            if made != number:
                result.unused.append(f"{number} {part} (made {made})")
        toggles = [p for p in parameters if isinstance(p, Toggle) and part in p.words]
        for parameter in toggles:
            result.values[parameter.name] = number > 0
        if not counts and (not toggles or number > 1):
            result.unused.append(f"{number} {part}")
    for words, present in ((item.wanted, True), (item.absent, False)):
        for part in sorted(words):
            known = False
            for parameter in parameters:
                if isinstance(parameter, Length) or part not in parameter.words:
                    continue
                if isinstance(parameter, Toggle):
                    result.values[parameter.name] = present
                elif not present and parameter.low > 0:
                    continue  # a thing that needs its legs keeps them, and the notes say so
                elif not present:
                    result.values[parameter.name] = 0
                elif not result.values[parameter.name]:
                    result.values[parameter.name] = max(1, parameter.low)
                known = True
            if not known and (not present or not _slots_of(result.family, part)):
                result.unused.append(part if present else f"without {part}")


def _slots_of(family: Family, part: str) -> list[Slot]:
    return [slot for slot in family.slots if part in slot.words]


def _paint(result: Resolved, slots: list[Slot], look: Look, colour: str | None) -> None:
    for slot in slots:
        kind, old = result.finishes[slot.name]
        # "wooden" said of oak leaves it oak.
        same = look.kind == kind and look.kind_word in GENERIC
        tint = colour or (old if same else look.kind_colour) or old
        result.finishes[slot.name] = (look.kind or kind, tint)


def _apply_look(result: Resolved, look: Look) -> None:
    main = [slot for slot in result.family.slots if slot.main]
    body = [slot for slot in result.family.slots if slot.main or slot.body]
    colours = list(look.colours)
    first = colours[0][1] if colours else None
    if look.kind:
        _paint(result, body if not first else main, look, first)
        if first and look.kind_colour:
            # "red wooden chair": paint on wood; the other wooden parts stay plain wood.
            rest = [slot for slot in body if slot not in main]
            _paint(result, rest, look, None)
    elif first:
        _paint(result, main, look, first)
    accents = [slot for slot in result.family.slots if slot.accent]
    for (word, colour), _ in zip(colours[1:], range(8), strict=False):
        if accents:
            slot = accents.pop(0)
            result.finishes[slot.name] = (result.finishes[slot.name][0], colour)
        else:
            result.unused.append(word)


def _apply_looks(result: Resolved) -> None:
    if result.item.look:
        _apply_look(result, result.item.look)
    for part, look in result.item.parts.items():
        slots = _slots_of(result.family, part)
        if not slots:
            words = [look.kind_word, *(word for word, _ in look.colours)]
            result.unused.append(" ".join([*filter(None, words), part]))
        _paint(result, slots, look, look.colours[0][1] if look.colours else None)
        result.unused += [word for word, _ in look.colours[1:]]


def _wear(result: Resolved) -> None:
    """Let rust eat the metals that a look gave, too: "a rusty iron chair"."""
    if any(style == "rusty" for _, style in result.item.styles):
        for slot, (kind, colour) in result.finishes.items():
            result.finishes[slot] = ("rust" if kind == "metal" else kind, colour)


def resolve(item: Item, family: Family, shading: Shading) -> Resolved:
    """Settle all values of an item; styles also change ``shading``."""
    result = Resolved(
        item,
        family,
        {p.name: p.value for p in family.parameters},
        {slot.name: _finish(f"{slot.kind} {slot.colour}") for slot in family.slots},
    )
    if item.variant:
        _apply_change(family.variants[item.variant], result)
    _apply_styles(result, shading)
    _apply_parts(result)
    _apply_factors(result)
    _apply_sizes(result)
    _apply_looks(result)
    _wear(result)
    return result
