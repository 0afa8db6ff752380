# SPDX-License-Identifier: GPL-3.0-or-later
"""``core.design_seam.Designs`` over the kind ``design_spec``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...bridge.contract.spec import (
    DesignSpec,
    SpecAnswer,
    SpecDiff,
    SpecFinding,
    SpecMerge,
    SpecTypes,
    SpecValidation,
)
from ...bridge.contract.version import Version
from ..core.design_seam import Seen
from ..kinds.design_spec.difference import apply, difference, merge, split_protected
from ..kinds.design_spec.geometry import summed
from ..kinds.design_spec.ids import asset_of, spec_id
from ..kinds.design_spec.materials import MATERIALS
from ..kinds.design_spec.parts import TYPES
from ..kinds.design_spec.pull import pulled
from ..kinds.design_spec.units import in_metres
from ..kinds.design_spec.validate import judge, parse
from ..providers.offline.designs import DESIGN_TYPES
from .spec_maker import spec_of

__all__ = ["DesignDesk"]


class DesignDesk:
    """Implements ``Designs``. Holds no state."""

    def asset_of(self, spec_id: str) -> str:
        """The asset that a spec id names."""
        return asset_of(spec_id)

    def spec(self, version: Version) -> DesignSpec:
        """The spec that a version is."""
        return spec_of(version)

    def answer(self, version: Version, seconds: float) -> SpecAnswer:
        """A version in the contract's form; the preview's address is on this service."""
        spec = spec_of(version)
        drawn = any(each.name == "preview.png" for each in version.files)
        address = f"/api/v1/files/{version.asset_id}/{version.number}/preview.png"
        return SpecAnswer(
            spec_id=spec_id(version.asset_id),
            spec_json=spec,
            preview_url=address if drawn else None,
            created_at=version.created_at,
            processing_time=round(seconds, 4),
            asset_id=version.asset_id,
            number=version.number,
            findings=[
                SpecFinding.model_validate(each)
                for each in version.metadata.get("spec_findings") or []
            ],
            notes=version.notes,
        )

    def compare(self, before: DesignSpec, after: DesignSpec) -> SpecDiff:
        """What differs; edits of what is not editable are told apart."""
        after = in_metres(after)
        may, refused = split_protected(before, difference(before, after))
        return SpecDiff(changes=may, refused=refused, spec_json=summed(apply(before, may)))

    def pulled(self, version: Version, seen: Sequence[Seen]) -> SpecDiff:
        """What the scene has changed."""
        spec = spec_of(version)
        return self.compare(spec, pulled(spec, list(seen)))

    def merge(self, base: DesignSpec, ours: DesignSpec, theirs: DesignSpec) -> SpecMerge:
        """Join two edits; conflicts are named."""
        made, conflicts = merge(in_metres(base), in_metres(ours), in_metres(theirs))
        return SpecMerge(spec_json=summed(made), conflicts=conflicts)

    def validate(self, data: dict[str, Any], constraints: Sequence[str]) -> SpecValidation:
        """Structure, space, words and constraints."""
        spec, findings = parse(data)
        if spec is not None:
            told = [*constraints, *(str(c) for c in spec.metadata.get("constraints") or [])]
            findings = judge(spec, list(dict.fromkeys(told)))
        valid = not any(each.status == "error" for each in findings)
        return SpecValidation(
            valid=valid, findings=findings, spec_json=summed(spec) if spec is not None else None
        )

    def types(self) -> SpecTypes:
        """Design types of the composer, object types and materials of the builder, the schema."""
        return SpecTypes(
            design_types=DESIGN_TYPES,
            object_types=sorted(TYPES),
            materials=sorted(MATERIALS),
            json_schema=DesignSpec.model_json_schema(),
        )
