# SPDX-License-Identifier: GPL-3.0-or-later
"""The libraries that come with the extension are imported, not older ones of Blender's."""

from __future__ import annotations

import importlib.machinery
import sys
from pathlib import Path

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

import typing_extensions  # noqa: E402
from ll3m.ll3m_addon.blender import own_wheels  # noqa: E402


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of unpacked wheels, behind everything else as after the first enabling."""
    monkeypatch.setattr(own_wheels, "_folder", lambda: str(tmp_path))
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    monkeypatch.setitem(sys.modules, "typing_extensions", typing_extensions)
    return tmp_path


def unpack(folder: Path, distribution: str, version: str) -> None:
    """Leave behind what an unpacked wheel is known by."""
    info = folder / f"{distribution}-{version}.dist-info"
    info.mkdir()
    text = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
    (info / "METADATA").write_text(text, encoding="utf-8")


def test_an_older_library_that_is_loaded_gives_way_to_ours(wheels: Path) -> None:
    unpack(wheels, "typing_extensions", "999.0")
    own_wheels.prefer_own_wheels()
    assert "typing_extensions" not in sys.modules
    assert sys.path.count(str(wheels)) == 1


def test_a_newer_library_that_is_loaded_stays(wheels: Path) -> None:
    unpack(wheels, "typing_extensions", "0.1")
    own_wheels.prefer_own_wheels()
    assert sys.modules["typing_extensions"] is typing_extensions


def test_our_wheels_come_before_the_site_packages_of_blender(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = str(tmp_path / "theirs")
    monkeypatch.setattr(own_wheels.site, "getsitepackages", lambda: [theirs])
    monkeypatch.setattr(sys, "path", ["first", theirs, "last", str(wheels)])
    own_wheels.prefer_own_wheels()
    assert sys.path == ["first", str(wheels), theirs, "last"]


def test_wheels_of_another_python_are_told_to_the_user(wheels: Path) -> None:
    package = wheels / "pydantic_core"
    package.mkdir()
    (package / "_pydantic_core.cpython-299-x86_64-linux-gnu.so").touch()
    with pytest.raises(RuntimeError, match="for another Python"):
        own_wheels.prefer_own_wheels()
    (package / f"_pydantic_core{importlib.machinery.EXTENSION_SUFFIXES[0]}").touch()
    own_wheels.prefer_own_wheels()


def test_without_wheels_nothing_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_wheels, "_folder", lambda: "")
    before = list(sys.path)
    own_wheels.prefer_own_wheels()
    assert sys.path == before


def test_only_a_blender_program_has_wheels_of_its_own() -> None:
    folder = own_wheels._folder()
    if bpy.app.binary_path:
        assert Path(folder, "pydantic").is_dir()
    else:
        assert folder == ""
