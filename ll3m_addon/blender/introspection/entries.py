# SPDX-License-Identifier: GPL-3.0-or-later
"""All entries of this Blender, and the file they are written to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import bpy  # isort: skip  (as a module Blender gives its other modules only behind this one)
import bmesh
import bmesh.geometry
import bmesh.ops
import bmesh.types
import bmesh.utils
import bpy_extras.mesh_utils
import bpy_extras.object_utils
import mathutils
import mathutils.bvhtree
import mathutils.geometry
import mathutils.interpolate
import mathutils.kdtree
import mathutils.noise

from . import classes, modules
from .words import Row

__all__ = ["rows", "write"]


def rows() -> Iterator[Row]:
    """All entries."""
    yield from classes.type_rows(classes.node_facts() | classes.modifier_facts())
    yield from modules.base_rows()
    yield from modules.operator_rows()
    yield from modules.bmesh_operator_rows()
    for module in (bmesh, bmesh.types, bmesh.utils, bmesh.geometry):
        yield from modules.module_rows(module, "bmesh")
    for part in ("", "geometry", "noise", "bvhtree", "kdtree", "interpolate"):
        yield from modules.module_rows(getattr(mathutils, part) if part else mathutils, "mathutils")
    for extra in (bpy_extras.object_utils, bpy_extras.mesh_utils):
        yield from modules.module_rows(extra, "bpy_extras")
    yield from modules.module_rows(bpy.props, "bpy.props", "bpy.props")


def write(output: str) -> None:
    """Write all entries, the version first."""
    with Path(output).open("w", encoding="utf-8") as file:
        version = ".".join(map(str, bpy.app.version))
        file.write(json.dumps({"version": version}) + "\n")
        for each in rows():
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
