# SPDX-License-Identifier: GPL-3.0-or-later
"""Old API and what the check makes of it: one module per Blender release, as in the sandbox.

The same cases are compared as text (tests/unit/sandbox/migrations) and run in every Blender at
hand (tests/blender/migrations): the old lines must fail there, the new ones must have the effect.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass

__all__ = ["Case", "Kept", "every_case", "every_kept"]


@dataclass(frozen=True, slots=True)
class Case:
    """One piece of old API.

    ``setup`` runs before both texts and is the same in all Blenders. ``before`` has to raise in a
    Blender that the migration is for; where it does not (a name that is quietly something else)
    ``effect`` has to be false behind it. ``effect`` is an expression over ``bpy``, ``math``, ``C``
    (the context), ``D`` (the data) and ``O`` (the active object) that is true once ``after`` ran.

    ``on`` is the Blender for which ``after`` is the text. ``runs_in`` are the Blenders, from the
    first on and before the second, in which the case can be run at all. ``why_text_only`` names
    the reason where it can be run nowhere (an operator that the policy ignores, for instance).
    """

    rule: str
    before: str
    after: str
    effect: str = "True"
    setup: str = "import bpy\n"
    on: tuple[int, int, int] = (5, 0, 1)
    runs_in: tuple[tuple[int, int], tuple[int, int]] = ((4, 2), (99, 0))
    why_text_only: str = ""

    @property
    def old(self) -> str:
        """The whole old script."""
        return self.setup + self.before

    @property
    def new(self) -> str:
        """The whole new script."""
        return self.setup + self.after


@dataclass(frozen=True, slots=True)
class Kept:
    """A script that only looks like old API: ``rule`` must leave it alone (in Blender ``on``)."""

    rule: str
    source: str
    on: tuple[int, int, int] = (5, 0, 1)


def _all(name: str) -> list[tuple[str, object]]:
    found = []
    for module in pkgutil.iter_modules(__path__):
        holder = importlib.import_module(f"{__name__}.{module.name}")
        for index, case in enumerate(getattr(holder, name, ())):
            found.append((f"{module.name}-{case.rule}-{index}", case))
    return found


def every_case() -> list[tuple[str, Case]]:
    """Ids and cases (``CASES``) of all modules here."""
    return _all("CASES")  # type: ignore[return-value]


def every_kept() -> list[tuple[str, Kept]]:
    """Ids and cases (``KEPT``) of all modules here."""
    return _all("KEPT")  # type: ignore[return-value]
