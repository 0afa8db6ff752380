# SPDX-License-Identifier: GPL-3.0-or-later
"""One escape: its program, and how its effect is seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Escape:
    """``effect`` says what to look for when the program has run bare:

    ``mark``: the file MARK is there. ``secret``: SECRET's text is in the output or in the
    scene. ``state:EXPRESSION``: it became true in the same process. ``dead``: the process
    crashed, ended or had to be killed for time or memory.

    ``since``, ``until`` and ``before_numpy`` say which Blenders have what the program is about.
    """

    id: str
    code: str
    effect: str = "mark"
    since: tuple[int, ...] = ()
    until: tuple[int, ...] = ()
    before_numpy: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def each(prefix: str, template: str, doors: dict[str, str], effect: str = "mark") -> list[Escape]:
    """One escape per door: ``template`` with ``DOOR`` replaced."""
    return [
        Escape(f"{prefix}.{name}", template.replace("DOOR", door), effect)
        for name, door in doors.items()
    ]
