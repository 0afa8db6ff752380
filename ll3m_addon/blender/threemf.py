# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes 3MF: what slicers read, in millimetres, with an object and a colour per part.

Blender has no 3MF exporter of its own. Follows the 3MF Core Specification 1.3: an OPC
package with one model part; base materials carry the colours.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import bpy
import numpy as np

__all__ = ["hex_colour", "write_3mf"]

#: Millimetres a metre: the unit that slicers expect.
SCALE = 1000.0
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Target="/3D/3dmodel.model" Id="rel0"
 Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
"""
_MODEL = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<model unit="millimeter" xml:lang="en-US" '
    'xmlns="http://schemas.microsoft.com/3dmanufacturing/core/2015/02">\n<resources>\n'
)
_MATERIALS = 1  # id of the group of base materials; objects come behind it
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same file for the same model


def write_3mf(scene: bpy.types.Scene, path: Path) -> None:
    """Write the meshes of ``scene`` where they stand, in triangles."""
    objects = sorted((obj for obj in scene.objects if obj.type == "MESH"), key=lambda obj: obj.name)
    materials = {
        material.name: material
        for obj in objects
        for slot in obj.material_slots
        if (material := slot.material) is not None
    }
    order = {name: place for place, name in enumerate(sorted(materials), 1)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS)):
            package.writestr(zipfile.ZipInfo(name, _MOMENT), text)
        entry = zipfile.ZipInfo("3D/3dmodel.model", _MOMENT)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with package.open(entry, "w") as part:
            for text in _model(objects, materials, order):
                part.write(text.encode())


def _model(objects: list[Any], materials: dict[str, Any], order: dict[str, int]) -> Iterator[str]:
    yield _MODEL
    yield f'<basematerials id="{_MATERIALS}">\n<base name="none" displaycolor="#CCCCCC"/>\n'
    for name in order:
        colour = hex_colour(materials[name].diffuse_color)
        yield f"<base name={quoteattr(name)} displaycolor={quoteattr(colour)}/>\n"
    yield "</basematerials>\n"
    written = []
    for number, obj in enumerate(objects, _MATERIALS + 1):
        if obj.data.polygons:
            written.append(number)
            yield from _object(number, obj, order)
    yield "</resources>\n<build>\n"
    for number in written:
        yield f'<item objectid="{number}"/>\n'
    yield "</build>\n</model>\n"


def _object(number: int, obj: Any, order: dict[str, int]) -> Iterator[str]:
    """One mesh in the world's place; a mirrored one is turned right side out."""
    mesh = obj.data
    mesh.calc_loop_triangles()
    count, faces = len(mesh.vertices), len(mesh.loop_triangles)
    points = np.empty(count * 3, np.float32)
    mesh.vertices.foreach_get("co", points)
    matrix = np.array(obj.matrix_world, dtype=np.float64)
    world = (points.reshape(-1, 3) @ matrix[:3, :3].T + matrix[:3, 3]) * SCALE
    corners = np.empty(faces * 3, np.int32)
    mesh.loop_triangles.foreach_get("vertices", corners)
    corners = corners.reshape(-1, 3)
    if np.linalg.det(matrix[:3, :3]) < 0:
        corners = corners[:, ::-1]
    slots = np.empty(faces, np.int32)
    mesh.loop_triangles.foreach_get("material_index", slots)
    names = [slot.material.name if slot.material else "" for slot in obj.material_slots]
    places = np.array([order.get(name, 0) for name in names] or [0])
    colours = places[np.clip(slots, 0, len(places) - 1)]
    yield (
        f'<object id="{number}" type="model" name={quoteattr(obj.name)} pid="{_MATERIALS}"'
        f' pindex="{int(places[0])}">\n<mesh>\n<vertices>\n'
    )
    yield "".join(f'<vertex x="{x:.6f}" y="{y:.6f}" z="{z:.6f}"/>\n' for x, y, z in world.tolist())
    yield "</vertices>\n<triangles>\n"
    yield "".join(
        f'<triangle v1="{a}" v2="{b}" v3="{c}" pid="{_MATERIALS}" p1="{colour}"/>\n'
        for (a, b, c), colour in zip(corners.tolist(), colours.tolist(), strict=True)
    )
    yield "</triangles>\n</mesh>\n</object>\n"


def hex_colour(colour: Any) -> str:
    """Linear RGB as ``#RRGGBB`` in sRGB."""
    return "#" + "".join(f"{round(255 * _encoded(value)):02X}" for value in colour[:3])


def _encoded(value: float) -> float:
    """A linear value by the sRGB curve, 0 to 1 (IEC 61966-2-1)."""
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
