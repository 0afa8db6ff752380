# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things stand: one item alone, several alike in a row, or others on and around it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .resolve import Resolved

__all__ = ["Placed", "arrange"]


@dataclass(slots=True)
class Placed:
    """An item with the prefix that keeps its names apart ("" when it is alone)."""

    resolved: Resolved
    prefix: str
    relation: str = ""
    spots: tuple[tuple[float, float, float], ...] = ((0.0, 0.0, 0.0),)  # x, y, turn
    height: str = "0.0"
    host: int = -1  # index of what the relation is to


def arrange(found: list[tuple[str, Resolved, int]]) -> tuple[list[Placed], str]:
    """Place the first item at the origin and the others by their relation to their host.

    ``found`` are relation, item and the host's index. Returns the items with their places and the body of the script's ``main``.
    """
    if len(found) == 1 and found[0][1].item.count == 1:
        return _alone(found[0][1])
    placed: list[Placed] = []
    for relation, resolved, host in found:
        key = resolved.family.key
        same = sum(1 for other in placed if other.resolved.family.key == key)
        prefix = key if not same else f"{key}_{same + 1}"
        placed.append(Placed(resolved, prefix, relation, host=host))
    _set_spots(placed)
    return placed, _main(placed)


def _alone(resolved: Resolved) -> tuple[list[Placed], str]:
    family = resolved.family
    body = f'    """Build the {family.title.lower()}; its front looks towards -Y."""\n'
    name = resolved.item.noun.capitalize()
    if resolved.scale == 1.0:
        body += f'    build_{family.key}("{name}")'
    else:
        body += f'    root = build_{family.key}("{name}")\n    resize(root, SCALE)'
    return [Placed(resolved, "")], body


def _row(widths: list[float], gap: float) -> list[float]:
    """Centres of things of these widths beside each other, centred on 0."""
    total = sum(widths) + gap * (len(widths) - 1)
    at, centres = -total / 2, []
    for width in widths:
        centres.append(round(at + width / 2, 3))
        at += width + gap
    return centres


def _set_spots(placed: list[Placed]) -> None:
    first = placed[0]
    width = first.resolved.size()[0]
    first.spots = tuple((x, 0.0, 0.0) for x in _row([width] * len(_each(first)), 0.25 * width))
    for index, host in enumerate(placed):
        others = [each for each in placed if each.host == index]
        if others:
            _set_others(host, others, len(_each(host)) if index == 0 else 1)
            if index:
                _follow(host, others)


def _each(placed: Placed) -> range:
    return range(placed.resolved.item.count)


def _set_others(host: Placed, others: list[Placed], count: int) -> None:
    """Places by the relation to ``count`` hosts in a row around the origin."""
    width, depth, height = host.resolved.size()
    span = count * width + (count - 1) * 0.25 * width
    for other in others:
        _settle(host, other, width, height)
    _set_on(host, [each for each in others if each.relation == "on"], width)
    _set_beside([each for each in others if each.relation == "beside"], span)
    for other in others:
        place = _PLACES.get(other.relation)
        if place:
            other.spots = place(other, width, depth)
            if other.relation == "under" and host.resolved.family.key in _TRUNKS:
                away = other.resolved.size()[1] / 2 + 0.09 * height
                other.spots = tuple((x, round(y - away, 3), turn) for x, y, turn in other.spots)


def _settle(host: Placed, other: Placed, width: float, height: float) -> None:
    """What a relation means here: "with" says little, and not everything carries everything."""
    family, size, item = host.resolved.family, other.resolved.size(), other.resolved.item
    if other.relation == "with":
        seats = family.key == "table" and other.resolved.family.key in _FACING and item.count > 1
        fits = family.top and size[0] * item.count < 0.9 * width
        other.relation = "around" if seats else "on" if fits else "beside"
    elif other.relation == "on" and not (family.top or family.rest):
        # A thing said to be on something without a top stands beside it.
        other.relation = "beside"
        other.resolved.unused.append("on")
    elif other.relation == "under" and size[2] > 0.9 * height:
        other.relation = "beside"
        other.resolved.unused.append("under (too tall)")


def _follow(host: Placed, others: list[Placed]) -> None:
    """Move what belongs to ``host`` to every place where one of it stands."""
    for other in others:
        spots = []
        for x, y, turn in host.spots:
            cos, sin = math.cos(turn), math.sin(turn)
            spots += [
                (
                    round(x + cos * a - sin * b, 3),
                    round(y + sin * a + cos * b, 3),
                    round(turn + c, 3),
                )
                for a, b, c in other.spots
            ]
        other.spots = tuple(spots)
        heights = [each.height for each in (host, other) if each.height != "0.0"]
        other.height = " + ".join(heights) or "0.0"


def _set_on(host: Placed, others: list[Placed], width: float) -> None:
    sizes = [each.resolved.size()[0] for each in others for _ in range(each.resolved.item.count)]
    room = 0.9 * width - sum(sizes)
    gap = max(0.02 * width, room / (len(sizes) + 1)) if sizes else 0.0
    centres = iter(_row(sizes, gap))
    for each in others:
        each.height = _top(host)
        each.spots = tuple((next(centres), 0.0, 0.0) for _ in range(each.resolved.item.count))


def _top(host: Placed) -> str:
    prefix = host.prefix.upper()
    names = [parameter.name for parameter in host.resolved.family.parameters]
    words = (host.resolved.family.top or host.resolved.family.rest).split()
    text = " ".join(f"{prefix}_{word}" if word in names else word for word in words)
    if host.resolved.scale == 1.0:
        return text
    return f"({text}) * {prefix}_SCALE" if " " in text else f"{text} * {prefix}_SCALE"


def _set_beside(others: list[Placed], span: float) -> None:
    edges = {1: span / 2, -1: span / 2}
    side = 1
    for each in others:
        size = each.resolved.size()[0]
        gap = max(0.12 * size, 0.2 * min(span, 1.0), 0.09 * span)
        spots = []
        for _ in range(each.resolved.item.count):
            spots.append((round(side * (edges[side] + gap + size / 2), 3), 0.0, 0.0))
            edges[side] += gap + size
            side = -side
        each.spots = tuple(spots)


def _around(each: Placed, width: float, depth: float) -> tuple[tuple[float, float, float], ...]:
    count, own = each.resolved.item.count, each.resolved.size()[1]
    if each.resolved.family.key == "fence":
        return _enclosed(each.resolved.size()[0], width, depth)
    spots = []
    for step in range(count):
        turn = 2 * math.pi * step / count - math.pi / 2
        x = (width / 2 + 0.45 * own) * math.cos(turn)
        y = (depth / 2 + 0.45 * own) * math.sin(turn)
        # Fronts look towards -Y; turned so that they face the middle.
        spots.append((round(x, 3), round(y, 3), round(turn - math.pi / 2, 3)))
    return tuple(spots)


def _enclosed(panel: float, width: float, depth: float) -> tuple[tuple[float, float, float], ...]:
    """Panels all around, with a way in at the front."""
    free = min(1.6, 0.3 + 0.2 * max(width, depth))
    gap = 0.04  # the posts of neighbours stand apart, at the corners too
    across = math.ceil((width + 2 * free) / panel) | 1  # odd, so that one is in the middle
    along = math.ceil((depth + 2 * free) / panel)
    far = round(along * (panel + gap) / 2 + 0.1, 3)
    side = round(across * (panel + gap) / 2 + 0.1, 3)
    spots = []
    for x in _row([panel] * across, gap):
        if abs(x) > 0.01:
            spots.append((x, -far, 0.0))
        spots.append((x, far, round(math.pi, 3)))
    for y in _row([panel] * along, gap):
        spots += [(s * side, y, round(s * math.pi / 2, 3)) for s in (-1, 1)]
    return tuple(spots)


def _front(
    each: Placed, width: float, depth: float, side: int = -1
) -> tuple[tuple[float, float, float], ...]:
    own = each.resolved.size()
    # Buildings have steps and eaves before their walls.
    gap = 0.1 * min(own[1], 2.0) + 0.22 * max(depth - 2.0, 0.0)
    y = side * (depth / 2 + own[1] / 2 + gap)
    row = _row([own[0]] * each.resolved.item.count, 0.15 * own[0])
    if each.resolved.family.key == "fence" and len(row) == 1:  # one fence is as long as the house
        row = _row([own[0]] * max(1, round(width / own[0])), 0.04)
    turn = round(math.pi, 3) if side < 0 and each.resolved.family.key in _FACING else 0.0
    return tuple((x, round(y, 3), turn) for x in row)


def _behind(each: Placed, width: float, depth: float) -> tuple[tuple[float, float, float], ...]:
    return _front(each, width, depth, 1)


def _under(each: Placed, _width: float, _depth: float) -> tuple[tuple[float, float, float], ...]:
    own = each.resolved.size()
    return tuple((x, 0.0, 0.0) for x in _row([own[0]] * each.resolved.item.count, 0.1 * own[0]))


#: What stands under one of these stands before its trunk.
_TRUNKS = frozenset({"tree", "pine"})
#: Seats in front of something are turned towards it.
_FACING = frozenset({"armchair", "chair", "stool", "sofa", "bench", "office_chair"})
_PLACES: dict[str, Callable[[Placed, float, float], tuple[tuple[float, float, float], ...]]] = {
    "around": _around,
    "front": _front,
    "behind": _behind,
    "under": _under,
}


def _main(placed: list[Placed]) -> str:
    names = [each.resolved.item.noun for each in placed]
    title = names[0].capitalize() + (" and " + ", ".join(names[1:]) if names[1:] else "")
    lines = [
        f'"""Build the {title.lower()}; fronts look towards -Y."""',
        f'scene = empty("{title}")',
    ]
    for each in placed:
        name, noun = each.prefix, each.resolved.item.noun.capitalize()
        many = len(each.spots) > 1
        indent = ""
        if many:
            lines.append(f"{name}_places = [")
            lines += [f"    ({x}, {y}, {turn})," for x, y, turn in each.spots]
            lines.append("]")
            lines.append(f"for number, (x, y, turn) in enumerate({name}_places, 1):")
            indent = "    "
        x, y, turn = ("x", "y", "turn") if many else map(str, each.spots[0])
        label = f'f"{noun} {{number}}"' if many else f'"{noun}"'
        lines.append(f"{indent}{name} = build_{name}({label})")
        if each.resolved.scale != 1.0:
            lines.append(f"{indent}resize({name}, {name.upper()}_SCALE)")
        lines.append(f"{indent}{name}.parent = scene")
        if (x, y, each.height) != ("0.0", "0.0", "0.0"):
            lines.append(f"{indent}{name}.location = ({x}, {y}, {each.height})")
        if many or turn != "0.0":
            lines.append(f"{indent}{name}.rotation_euler.z = {turn}")
    return "\n".join("    " + line for line in lines)
