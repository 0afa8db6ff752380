# SPDX-License-Identifier: GPL-3.0-or-later
"""The mesh report: deterministic checks on evaluated geometry, before any model looks.

The dicts have exactly the fields of ``MeshReport`` and ``ReportItem`` of the contract.
Heavy assets are checked on a part of what they have, and the item says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .evaluated import Shape
from .fix import FIX_OF
from .mesh_contact import floating_parts
from .mesh_overlap import overlapping_faces
from .mesh_topology import topology

__all__ = ["mesh_report", "score"]

#: Points off the score of 10 for each check that fails, by how bad it is.
COST = {"error": 4.0, "warning": 1.0, "info": 0.0}
#: Checks that spoil a model more than others of their severity.
COST_OF = {"floating_parts": 2.0, "flipped_normals": 1.5, "scale": 1.5, "zero_size": 1.5}
#: Metres between which the largest side of an asset is believed.
SMALLEST, LARGEST = 0.002, 1000.0
#: Shapes that are checked face by face; the rest counts in totals only.
CHECKED_TRIANGLES = 1_500_000


def _item(
    check: str, ok: bool, what: str, severity: str = "warning", objects: Sequence[str] = ()
) -> dict[str, Any]:
    return {
        "check": check,
        "ok": ok,
        "severity": "info" if ok else severity,
        "what": what,
        "objects": sorted(dict.fromkeys(objects)),
        "fix": None if ok else FIX_OF.get(check),
    }


def _metres(value: float) -> str:
    """A length as people write it."""
    size = abs(value)
    if size >= 1:
        return f"{value:.2f} m"
    return f"{value * 100:.1f} cm" if size >= 0.01 else f"{value * 1000:.2g} mm"


def _number(count: int, things: str) -> str:
    """``1 face``, ``6 faces``."""
    one = {"vertices": "vertex"}.get(things, things.removesuffix("s"))
    return f"{count} {one if count == 1 else things}"


def _counts(facts: dict[str, Any]) -> dict[str, Any]:
    empty = facts["faces"] == 0
    what = (
        "There is nothing to see: no object has a face."
        if empty
        else ", ".join(_number(facts[name], name) for name in ("objects", "vertices", "faces"))
        + "."
    )
    return _item("counts", not empty, what, "error")


def _scale(box: dict[str, list[float]]) -> dict[str, Any]:
    sides = [high - low for low, high in zip(box["min"], box["max"], strict=True)]
    size = " × ".join(_metres(side) for side in sides)
    largest = max(sides)
    if largest < SMALLEST:
        return _item("scale", False, f"Absurdly small: {size}.")
    if largest > LARGEST:
        return _item("scale", False, f"Absurdly large: {size}.")
    return _item("scale", True, f"{size}.")


def _ground(box: dict[str, list[float]], shapes: Sequence[Shape]) -> dict[str, Any]:
    low = box["min"][2]
    size = max(high - low for low, high in zip(box["min"], box["max"], strict=True))
    tolerance = max(0.005 * size, 1e-5)
    if abs(low) <= tolerance:
        return _item("ground_contact", True, "Stands on the ground.")
    if low > 0:
        return _item("ground_contact", False, f"Hangs {_metres(low)} above the ground.", "info")
    below = [shape.owner for shape in shapes if len(shape.points) and shape.low[2] < -tolerance]
    share = -low / max(box["max"][2] - low, 1e-9)
    severity = "info" if share > 0.45 else "warning"  # centred on the origin, not sunk
    return _item(
        "ground_contact", False, f"Reaches {_metres(-low)} below the ground.", severity, below
    )


def _zero_size(shapes: Sequence[Shape]) -> dict[str, Any]:
    size = max((float((s.high - s.low).max()) for s in shapes if len(s.points)), default=1.0)
    tiny = max(size * 1e-6, 1e-9)
    wrong = [
        shape.owner
        for shape in shapes
        if not shape.faces or not len(shape.points) or float((shape.high - shape.low).max()) < tiny
    ]
    what = "Objects without size or faces." if wrong else "Every object has a size and faces."
    return _item("zero_size", not wrong, what, objects=wrong)


def _broken(shapes: Sequence[Shape]) -> dict[str, Any]:
    wrong = [shape.owner for shape in shapes if shape.broken_points]
    points = sum(shape.broken_points for shape in shapes)
    what = (
        f"{points} vertices lie nowhere (not a number)." if wrong else "Every vertex has a place."
    )
    return _item("broken_vertices", not wrong, what, "error", wrong)


def _materials(shapes: Sequence[Shape]) -> dict[str, Any]:
    bare = [shape for shape in shapes if shape.bare_faces]
    faces = sum(shape.bare_faces for shape in bare)
    what = f"{faces} faces have no material." if bare else "Every face has a material."
    return _item("missing_materials", not bare, what, objects=[s.owner for s in bare])


def _uvs(shapes: Sequence[Shape]) -> dict[str, Any]:
    bare = [shape.owner for shape in shapes if shape.faces and not shape.has_uv]
    what = "No UV map; image textures will need one." if bare else "Every object has a UV map."
    return _item("missing_uvs", not bare, what, "info", bare)


def _mirrored(shapes: Sequence[Shape]) -> dict[str, Any]:
    wrong = [shape.owner for shape in shapes if shape.mirrored and not shape.is_instance]
    what = (
        "Negative scale is not applied; some programs turn such faces inside out."
        if wrong
        else "No negative scale."
    )
    return _item("negative_scale", not wrong, what, "info", wrong)


def _checked(shapes: Sequence[Shape]) -> tuple[list[Shape], str]:
    """The shapes to look at face by face, smallest first, and what to say of the rest."""
    chosen: list[Shape] = []
    total = 0
    for shape in sorted(shapes, key=lambda shape: shape.triangle_count):
        total += shape.triangle_count
        if total > CHECKED_TRIANGLES:
            break
        if not shape.is_instance and shape.faces:
            chosen.append(shape)
    own = sum(1 for shape in shapes if not shape.is_instance and shape.faces)
    left = own - len(chosen)
    return chosen, f" {left} of {own} objects were too heavy to check." if left else ""


def score(items: Sequence[dict[str, Any]]) -> float:
    """0 to 10 from the items alone: each failed check costs by its severity."""
    lost = sum(
        COST_OF.get(item["check"], COST[item["severity"]])
        for item in items
        if not item["ok"] and item["severity"] != "info"
    )
    if any(not item["ok"] and item["check"] == "counts" for item in items):
        return 0.0
    return round(max(0.0, 10.0 - lost), 1)


def mesh_report(shapes: Sequence[Shape], facts: dict[str, Any]) -> dict[str, Any]:
    """Check ``shapes`` (``read_shapes``); ``facts`` are theirs (``facts_of``)."""
    items = [_counts(facts)]
    box = facts["bounding_box"]
    if box is not None:
        items += [_scale(box), _ground(box, shapes)]
    own = [shape for shape in shapes if not shape.is_instance]
    if own:
        checked, note = _checked(own)
        items += [_zero_size(own), _broken(own)]
        items += [
            _item(name, not found, what + note, severity, found)
            for name, found, what, severity in topology(checked)
        ]
    if box is not None and facts["faces"]:
        size = float(np.linalg.norm(np.subtract(box["max"], box["min"])))
        loose, what = floating_parts(shapes, size)
        items.append(_item("floating_parts", not loose, what, objects=loose))
        doubled, what, severity = overlapping_faces(_checked(own)[0], size)
        items.append(_item("overlapping_faces", not doubled, what, severity, doubled))
        items += [_materials(own), _uvs(own), _mirrored(own)]
    return {"items": items, "score": score(items)}
