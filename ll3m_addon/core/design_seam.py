# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to design specs: what the handlers of ``spec.*`` ask of the kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ...bridge.contract.spec import (
    DesignSpec,
    SpecAnswer,
    SpecDiff,
    SpecMerge,
    SpecTypes,
    SpecValidation,
)
from ...bridge.contract.version import Version

__all__ = ["Designs", "Seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A built object as it is in the scene now: within its parent, metres and degrees."""

    key: str
    name: str
    parent: str | None
    location: tuple[float, float, float]
    rotation: tuple[float, float, float]
    size: tuple[float, float, float]  # along its own x, y, z
    material: str
    colour: str | None = None  # sRGB hexadecimal of its first material's base colour, if it changed


class Designs(Protocol):
    """Everything about specs that needs neither a job nor Blender."""

    def asset_of(self, spec_id: str) -> str:
        """The asset that a spec id names; raises ``NotFound``."""
        ...

    def spec(self, version: Version) -> DesignSpec:
        """The spec that a version is; raises ``Conflict`` for another kind."""
        ...

    def answer(self, version: Version, seconds: float) -> SpecAnswer:
        """A version in the contract's form."""
        ...

    def compare(self, before: DesignSpec, after: DesignSpec) -> SpecDiff:
        """What differs, and what of it may not be changed."""
        ...

    def pulled(self, version: Version, seen: Sequence[Seen]) -> SpecDiff:
        """What the scene has changed, with the spec that comes of it."""
        ...

    def merge(self, base: DesignSpec, ours: DesignSpec, theirs: DesignSpec) -> SpecMerge:
        """Join two edits."""
        ...

    def validate(self, data: dict[str, Any], constraints: Sequence[str]) -> SpecValidation:
        """Whether data is a spec that can stand and keeps its constraints."""
        ...

    def types(self) -> SpecTypes:
        """What can be built well."""
        ...
