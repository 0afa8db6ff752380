# SPDX-License-Identifier: GPL-3.0-or-later
"""The index is built by a child, whole or not at all, and finds outdated and misspelt names.

The child here is a Python that writes a few lines as Blender would; the real one is asked in
``tests/blender/knowledge``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import Cancelled, HostError, NotFound
from ll3m.bridge.contract.knowledge import KnowledgeSearchRequest
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.knowledge import BlenderKnowledge

LINES = [
    {"version": "5.0.1"},
    *(
        {"name": name, "kind": kind, "signature": signature, "text": text, "alias": alias}
        for name, kind, signature, text, alias in (
            ("bpy.types.Mesh", "type", "class Mesh(ID)", "Mesh data.", ""),
            (
                "bpy.types.Mesh.set_sharp_from_angle",
                "method",
                "Mesh.set_sharp_from_angle(angle=3.14159)",
                "Sharp edges.",
                "",
            ),
            (
                "bpy.types.BevelModifier.width",
                "property",
                "BevelModifier.width: float = 0.1 (0..inf)",
                "Bevel amount.",
                "",
            ),
            (
                "bpy.types.BevelModifier",
                "modifier",
                'object.modifiers.new("Bevel", "BEVEL")',
                "Bevel.",
                "",
            ),
            (
                "bpy.data.meshes.new",
                "method",
                "bpy.data.meshes.new(name) -> Mesh",
                "Add.",
                "bpy.types.BlendDataMeshes.new",
            ),
            (
                "bpy.types.ShaderNodeBsdfPrincipled",
                "node",
                'nodes.new("ShaderNodeBsdfPrincipled")',
                '"Specular IOR Level": VALUE',
                "",
            ),
        )
    ),
]
WRITE = "import sys, shutil; shutil.copyfile({source!r}, sys.argv[-1])"
Open = Callable[..., BlenderKnowledge]


@pytest.fixture
def open_book(tmp_path: Path) -> Open:
    """Opens a book whose Blender is a Python that writes ``lines``."""
    started: list[Path] = []

    def make(
        lines: list[Any] | None = None,
        version: tuple[int, int, int] = (5, 0, 1),
        program: str = "",
    ) -> BlenderKnowledge:
        source = tmp_path / "written.jsonl"
        source.write_text("\n".join(json.dumps(line) for line in lines or LINES))
        script = program or WRITE.format(source=str(source))

        def command(path: Path) -> list[str]:
            started.append(path)
            return [sys.executable, "-c", script]

        book = BlenderKnowledge(
            tmp_path / "index",
            lambda: version,
            command,
            lambda: dict(os.environ),
            {"Specular": "Specular IOR Level"},
        )
        book.started = started  # type: ignore[attr-defined]
        return book

    return make


def names(book: BlenderKnowledge, query: str) -> list[str]:
    return [entry.name for entry in book.search(KnowledgeSearchRequest(query=query)).entries]


def test_the_index_is_built_once_and_kept_for_the_next_start(open_book: Open) -> None:
    first = open_book()
    assert names(first, "BevelModifier.width")[0] == "bpy.types.BevelModifier.width"
    first.close()
    second = open_book()
    assert names(second, "bevel width")[0] == "bpy.types.BevelModifier.width"
    assert len(second.started) == 1  # type: ignore[attr-defined]
    second.close()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("mesh.use_auto_smooth = True", "bpy.types.Mesh.set_sharp_from_angle"),
        ("'Mesh' object has no attribute 'use_auto_smooth'", "bpy.types.Mesh.set_sharp_from_angle"),
        ('bsdf.inputs["Specular"]', "bpy.types.ShaderNodeBsdfPrincipled"),
        ("BevelModifer", "bpy.types.BevelModifier"),
        ("bpy.data.meshs.new", "bpy.data.meshes.new"),
        ("BlendDataMeshes.new", "bpy.data.meshes.new"),
        ("bpy.data.meshes.create", "bpy.data.meshes.new"),
        ("ShaderNodeBSDFPrincipled", "bpy.types.ShaderNodeBsdfPrincipled"),
        ("'BevelModifier' object has no attribute 'bevel_width'", "bpy.types.BevelModifier.width"),
        ("lathe a goblet", "recipe/lathe_spin"),
    ],
)
def test_outdated_misspelt_and_plain_words_find_the_present_name(
    open_book: Open, query: str, found: str
) -> None:
    book = open_book()
    assert found in names(book, query)[:3]
    book.close()


def test_an_outdated_name_says_what_took_its_place(open_book: Open) -> None:
    book = open_book()
    entry = book.search(KnowledgeSearchRequest(query='inputs["Specular"]')).entries[0]
    assert "'Specular IOR Level' since 4.0" in entry.note
    book.close()


def test_a_traceback_becomes_the_lines_it_touches_within_its_budget(open_book: Open) -> None:
    book = open_book()
    problem = (
        'Traceback (most recent call last):\n  File "script.py", line 3, in main\n'
        "    mesh.use_auto_smooth = True\n    ^^^^\n"
        "AttributeError: 'Mesh' object has no attribute 'use_auto_smooth'"
    )
    lines = book.lookup(problem, 2000)
    assert "Mesh.set_sharp_from_angle(angle=3.14159)" in lines
    assert lines.count("no auto smooth since 4.1") == 1
    assert len(book.lookup(problem, 200)) <= 200
    book.close()


def test_a_problem_without_api_brings_no_lines(open_book: Open) -> None:
    book = open_book()
    assert book.lookup("NameError: name 'legs' is not defined", 2000) == ""
    assert book.lookup("", 2000) == ""
    book.close()


def test_examples_are_whole_scripts_that_fit_the_wish_and_start_no_blender(open_book: Open) -> None:
    book = open_book()
    text = book.examples("a spiral staircase", 4000)
    assert text.startswith("Build a spiral staircase")
    assert text.rstrip().endswith("```")
    assert len(text) <= 4000
    assert book.examples("qwertz", 4000) == ""
    assert book.examples("a spiral staircase", 50) == ""
    assert not book.started  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "program",
    ["import sys; sys.exit(3)", "pass", "import sys; open(sys.argv[-1], 'w').write('broken')"],
)
def test_a_child_that_fails_leaves_no_index(open_book: Open, tmp_path: Path, program: str) -> None:
    book = open_book(program=program)
    with pytest.raises(HostError):
        names(book, "mesh")
    assert list((tmp_path / "index").iterdir()) == []


def test_another_version_than_expected_is_refused(open_book: Open) -> None:
    book = open_book(version=(4, 2, 0))
    with pytest.raises(HostError, match=r"5\.0\.1 answered"):
        names(book, "mesh")


def test_a_damaged_index_is_made_anew(open_book: Open, tmp_path: Path) -> None:
    book = open_book()
    names(book, "mesh")
    book.close()
    (tmp_path / "index" / "knowledge-5.0.1.sqlite3").write_bytes(b"no database" * 100)
    assert "bpy.types.Mesh" in names(open_book(), "mesh")


def test_another_blender_is_searched_only_if_it_was_indexed(open_book: Open) -> None:
    book = open_book()
    names(book, "mesh")
    request = KnowledgeSearchRequest(query="mesh", blender_version="5.0")
    assert book.search(request).blender_version == "5.0.1"
    with pytest.raises(NotFound, match=r"4\.3"):
        book.search(KnowledgeSearchRequest(query="mesh", blender_version="4.3"))
    book.close()


@pytest.mark.parametrize(
    "query", ['"', "* OR (", "a" * 2000, "…", "NEAR(", "'; DROP TABLE entries"]
)
def test_no_question_breaks_the_search(open_book: Open, query: str) -> None:
    book = open_book()
    names(book, query)
    assert "bpy.types.Mesh" in names(book, "mesh")
    book.close()


SLEEPY = "import pathlib, sys, time; pathlib.Path(sys.argv[-1] + '.begun').touch(); time.sleep(60)"


@pytest.mark.parametrize("way", ["job", "close"])
def test_a_build_that_is_no_longer_wanted_ends_with_its_blender(
    open_book: Open, tmp_path: Path, way: str
) -> None:
    book = open_book(program=SLEEPY)
    cancel = CancelToken()
    ended: list[str] = []

    def look() -> None:
        try:
            book.lookup("AttributeError: 'Mesh' object has no attribute 'x'", 500, cancel)
        except Cancelled as error:
            ended.append(error.code)

    thread = threading.Thread(target=look)
    thread.start()
    folder = tmp_path / "index"
    deadline = time.monotonic() + 20
    while not list(folder.glob(".knowledge-*/*.begun")):
        assert time.monotonic() < deadline
        thread.join(0.02)
    began = time.monotonic()
    (cancel.cancel if way == "job" else book.close)()
    thread.join(10)
    assert time.monotonic() - began < 5
    assert ended == ["cancelled"]
    assert list(folder.iterdir()) == []


def test_a_job_that_waits_for_anothers_build_can_be_cancelled(open_book: Open) -> None:
    book = open_book()
    cancel = CancelToken()
    cancel.cancel()
    with book._lock, pytest.raises(Cancelled):
        book.lookup("AttributeError: 'Mesh' object has no attribute 'x'", 500, cancel)
