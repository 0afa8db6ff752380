# SPDX-License-Identifier: GPL-3.0-or-later
"""Missing imports come in, and columns are counted well; for old API see ``migrations``."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.sandbox.validator import Validator

#: rule, Blender, before, after
CASES = [
    ("import.added", (5, 0, 1), "import bpy\nx = math.pi  # half\n", "import math; import bpy\nx = math.pi  # half\n"),
    ("import.added", (5, 0, 1), "'''Doc.'''\ndef f():\n    return np.zeros(3)\n", "'''Doc.'''\nimport numpy as np\ndef f():\n    return np.zeros(3)\n"),
    ("import.added", (5, 0, 1), "v = Vector((1, 0, 0))\n", "from mathutils import Vector; v = Vector((1, 0, 0))\n"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "version", "before", "after"), CASES)
def test_old_api_becomes_new(
    rule: str, version: tuple[int, int, int], before: str, after: str
) -> None:
    report = Validator().check(before, version)
    assert report.source == after
    assert rule in {each.rule for each in report.findings if each.severity == "migrated"}
    again = Validator().check(after, version)
    assert again.source == after


@pytest.mark.parametrize(
    ("version", "source"),
    [
        ((3, 6, 0), "b.inputs['Specular'].default_value = 1\n"),
        ((4, 0, 0), "m.use_auto_smooth = True\n"),
        ((4, 1, 0), "r.engine = 'BLENDER_EEVEE'\n"),
        ((5, 0, 1), "r.engine = 'BLENDER_EEVEE'\n"),
        ((5, 0, 1), "other['Specular'] = 1\n"),
        ((5, 0, 1), "from math import *\nx = pi\n"),
        ((5, 0, 1), "math = 3\nprint(math)\n"),
    ],
)
def test_what_this_blender_knows_is_left_alone(version: tuple[int, int, int], source: str) -> None:
    assert Validator().check(source, version).source == source


def test_columns_count_characters_not_bytes() -> None:
    source = "n = 'größe'; b.inputs['Specular'].default_value = 1\n"
    assert 'inputs["Specular IOR Level"]' in Validator().check(source, (5, 0, 1)).source
