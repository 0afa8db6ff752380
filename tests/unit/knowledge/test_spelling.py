# SPDX-License-Identifier: GPL-3.0-or-later
"""Misspelled names find the names that exist."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.knowledge.spelling import Spelling

NAMES = ("GeometryNodeMeshCube", "GeometryNodeMeshCone", "GeometryNodePoints", "ShaderNodeTexWave",
         "primitive_grid_add", "primitive_ico_sphere_add", "shade_smooth", "remove_doubles")  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("shade_smoth", "shade_smooth"),
        ("remove_double", "remove_doubles"),
        ("primitive_icosphere_add", "primitive_ico_sphere_add"),
        ("geometrynodemeshcubes", "geometrynodemeshcube"),
    ],
)
def test_a_name_with_a_slip_finds_its_right_form_first(wrong: str, right: str) -> None:
    assert Spelling(NAMES).like(wrong)[0][0] == right


@pytest.mark.parametrize(
    "name", ["geometrynodescatterstones", "primitive_pyramid_add", "shadernodebump"]
)
def test_a_beginning_that_all_share_makes_no_names_alike(name: str) -> None:
    assert Spelling(NAMES).like(name) == []
