# SPDX-License-Identifier: GPL-3.0-or-later
"""What a family is: the parameters, finishes and part functions of one sort of thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Change", "Count", "Family", "Length", "Slot", "Toggle"]

#: What a variant or style changes: parameter name -> value, slot name -> "kind colour".
Change = Mapping[str, float | int | bool | str]


@dataclass(frozen=True, slots=True)
class Length:
    """A measure in metres (or ``unit``). ``axis`` ("x", "y", "z") marks an overall size.

    ``words`` are the parts it belongs to: "a high back" stretches the back's length.
    """

    name: str
    value: float
    low: float
    high: float
    axis: str = ""
    words: tuple[str, ...] = ()
    unit: str = "m"


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of the part named by ``words`` (singular)."""

    name: str
    value: int
    low: int
    high: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toggle:
    """Whether the part named by ``words`` (singular) is there."""

    name: str
    value: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A finish: material kind and colour of the parts named by ``words`` (singular).

    ``main`` slots follow a colour said of the whole thing; an ``accent`` slot follows
    the second colour; ``body`` slots follow a material said of the whole thing (all
    main slots do). ``along`` is the wood grain's axis.
    """

    name: str
    kind: str
    colour: str
    words: tuple[str, ...] = ()
    main: bool = False
    accent: bool = False
    body: bool = False
    along: str = "x"


@dataclass(frozen=True, slots=True)
class Family:
    """One sort of thing. ``code`` holds its part functions and ``build_<key>(name)``.

    In ``code``, ``$slot`` stands for the slot's material; parameters are used by name.
    ``size`` is the default size in metres (x, y, z). ``uniform`` families keep their
    proportions when one size is given. ``top`` is an expression for the height on which
    other things can stand; ``rest`` the same for seats and beds, on which only what is said to be
    on them comes. ``long`` is the axis that "long" means.
    """

    key: str
    title: str
    size: tuple[float, float, float]
    parameters: tuple[Length | Count | Toggle, ...]
    slots: tuple[Slot, ...]
    code: str
    variants: Mapping[str, Change] = field(default_factory=dict)
    styles: Mapping[str, Change] = field(default_factory=dict)
    uniform: bool = False
    top: str = ""
    rest: str = ""
    long: str = "x"
    holds: bool = False  # "of wine", "of flowers" after it does no harm
