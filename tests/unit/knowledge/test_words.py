# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and questions are cut into the same words."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.knowledge.words import identifiers, query_words, split_name, stem


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ShaderNodeTexBrick", ["shader", "node", "tex", "brick"]),
        ("GeometryNodeMeshUVSphere", ["geometry", "node", "mesh", "uv", "sphere"]),
        (
            "bpy.ops.mesh.primitive_cube_add",
            ["bpy", "ops", "mesh", "primitive", "cube", "add"],
        ),
        ("to_4x4", ["to", "4", "x", "4"]),
        ("Color1", ["color", "1"]),
    ],
)
def test_names_are_cut_at_capitals_dots_and_underscores(name: str, words: list[str]) -> None:
    assert split_name(name) == words


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("obj.data.use_auto_smooth = True", ["obj.data.use_auto_smooth"]),
        ("'Mesh' object has no attribute 'fases'", ["Mesh", "fases"]),
        ("ShaderNodeMix", ["ShaderNodeMix"]),
        ("bevel", ["bevel"]),
        ("round the edges of a box", []),
    ],
)
def test_names_in_a_question_are_told_from_its_words(query: str, names: list[str]) -> None:
    assert identifiers(query) == names


def test_a_question_is_its_words_without_what_all_questions_hold() -> None:
    assert query_words("How do I scatter the stones on a surface?") == [
        "scatter",
        "stones",
        "surface",
    ]


@pytest.mark.parametrize(
    ("word", "root"),
    [("faces", "face"), ("bevelling", "bevell"), ("copies", "copy"), ("glass", "glass")],
)
def test_endings_that_names_rarely_share_are_cut_off(word: str, root: str) -> None:
    assert stem(word) == root
