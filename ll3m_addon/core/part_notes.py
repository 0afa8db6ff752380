# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of a version: what was measured, joined with what the user says of them.

What is said lies in the asset's metadata under ``parts:<number>``; a version without an
entry of its own has that of the nearest version it descends from, part by part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...bridge.contract.asset import Asset
from ...bridge.contract.beside import MaterialInfo, PartEdit, PartInfo, PartList
from ...bridge.contract.code import Part
from ...bridge.contract.errors import NotFound
from ...bridge.contract.version import Version

__all__ = ["merged", "notes_key", "part_list"]

Notes = dict[str, dict[str, Any]]


def notes_key(number: int) -> str:
    """Where in an asset's metadata the notes on a version's parts lie."""
    return f"parts:{number}"


def said(asset: Asset, lineage: list[int]) -> Notes:
    """Notes on parts by object's name; ``lineage`` are the version's number and its ancestors'."""
    found: Notes = {}
    for number in reversed(lineage):
        entry = asset.metadata.get(notes_key(number))
        if isinstance(entry, dict):
            found |= {str(k): dict(v) for k, v in entry.items() if isinstance(v, dict)}
    return found


def merged(
    asset: Asset, version: Version, lineage: list[int], edits: Mapping[str, PartEdit]
) -> Notes:
    """The version's notes with ``edits`` made; raises ``NotFound`` for a part that is none."""
    names = {part.name for part in version.facts.parts}
    unknown = [name for name in edits if name not in names]
    if unknown:
        known = ", ".join(sorted(names)[:20]) or "none"
        raise NotFound(
            f"Version {version.number} has no part {unknown[0]!r}; it has: {known}.", parts=unknown
        )
    notes = {name: each for name, each in said(asset, lineage).items() if name in names}
    for name, edit in edits.items():
        notes[name] = notes.get(name, {}) | edit.model_dump(exclude_none=True)
    return notes


def part_list(asset: Asset, version: Version, lineage: list[int]) -> PartList:
    """Parts and materials of a version."""
    notes = said(asset, lineage)
    parts = [_info(part, notes.get(part.name, {})) for part in version.facts.parts]
    faces: dict[str, int] = {}
    owners: dict[str, list[str]] = {}
    for part in version.facts.parts:
        for name in part.materials:
            owners.setdefault(name, []).append(part.name)
            faces[name] = faces.get(name, 0) + part.faces
    materials = [
        MaterialInfo(name=name, parts=owners[name], faces=faces[name]) for name in sorted(owners)
    ]
    return PartList(asset_id=asset.id, number=version.number, parts=parts, materials=materials)


def _info(part: Part, said: Mapping[str, Any]) -> PartInfo:
    return PartInfo(
        name=part.name,
        part_name=said.get("part_name") or part.part_name or part.name,
        component_of=said.get("component_of") or part.component_of or part.parent,
        position=part.location,
        dimensions=part.dimensions,
        faces=part.faces,
        materials=part.materials,
        images=said.get("images") or part.images,
        material=said.get("material") or part.material,
        used_for=said.get("used_for") or part.used_for,
    )
