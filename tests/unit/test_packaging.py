# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed is what was locked, and the version is written once."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import _locks
import build_extension
import lock
import pytest

ROOT = _locks.ROOT
LOCK_FILES = sorted((ROOT / "requirements").glob("*.lock"))


@pytest.mark.parametrize("path", LOCK_FILES, ids=lambda path: path.name)
def test_each_locked_distribution_has_a_hash_and_no_index_is_named(path: Path) -> None:
    pins = _locks.read_lock(path)
    assert pins
    assert all(pin.hashes for pin in pins)
    assert "//" not in path.read_text(encoding="utf-8")


def test_no_line_of_a_lock_file_is_overlooked() -> None:
    for path in LOCK_FILES:
        lines = path.read_text(encoding="utf-8").splitlines()
        names = [line for line in lines if line and line[0] not in "# "]
        assert len(_locks.read_lock(path)) == len(names), path.name


def test_development_uses_the_versions_that_the_extension_ships() -> None:
    used = {pin.name: pin.version for pin in _locks.read_lock(ROOT / "requirements/dev.lock")}
    shipped = {pin.name: pin.version for pin in _locks.read_lock(build_extension.LOCK)}
    assert {name: used.get(name) for name in shipped} == shipped


def test_each_blender_module_in_the_matrix_is_locked() -> None:
    for series, release in lock.BPY.items():
        pins = _locks.read_lock(ROOT / "requirements" / f"bpy-{series}.lock")
        assert {pin.name: pin.version for pin in pins}["bpy"] == release


def test_the_version_is_written_only_in_the_manifest() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert not re.search(r'^version = "', project, re.MULTILINE)


def test_a_pin_survives_being_written_and_read(tmp_path: Path) -> None:
    pins = [
        _locks.Pin("some-thing", "1.2.post3", frozenset({"a" * 64, "b" * 64})),
        _locks.Pin("other", "2", frozenset({"c" * 64}), "sys_platform == 'win32'"),
    ]
    path = tmp_path / "wanted.txt"
    _locks.write_requirements(path, pins)
    assert _locks.read_lock(path) == pins


@pytest.mark.parametrize(
    ("wheel", "platforms"),
    [
        ("a-1-py3-none-any.whl", set(build_extension.PLATFORMS)),
        ("a-1-cp311-cp311-win_amd64.whl", {"windows-x64"}),
        ("a-1-cp311-cp311-macosx_10_12_x86_64.whl", {"macos-x64"}),
        ("a-1-cp314-cp314-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", {"linux-x64"}),
        ("a-1-cp311-cp311-manylinux_2_17_aarch64.whl", set()),
    ],
)
def test_a_wheel_tells_its_platforms(wheel: str, platforms: set[str]) -> None:
    assert build_extension.wheel_platforms(wheel) == platforms


def test_the_list_of_wheels_is_replaced_and_nothing_else() -> None:
    manifest = 'id = "x"\nwheels = [\n  "./wheels/old.whl",\n]\n\n[permissions]\n'
    changed = build_extension.with_wheels(manifest, ["b.whl", "a.whl"])
    assert changed == (
        'id = "x"\nwheels = [\n  "./wheels/a.whl",\n  "./wheels/b.whl",\n]\n\n[permissions]\n'
    )


def test_a_wheel_with_another_hash_is_not_genuine(tmp_path: Path) -> None:
    wheel = tmp_path / "a-1-py3-none-any.whl"
    wheel.write_bytes(b"not what was locked")
    pin = _locks.Pin("a", "1", frozenset({"0" * 64}))
    assert not build_extension.is_genuine(wheel, [pin])
    assert not build_extension.is_genuine(tmp_path / "missing.whl", [pin])


@pytest.mark.parametrize(
    ("names", "finding"),
    [
        (["__init__.py", "bridge/x.py", "wheels/a.whl"], None),
        (["__init__.py"], "listed or packed only: ['wheels/a.whl']"),
        (["wheels/a.whl", "wheels/b.whl"], "listed or packed only: ['wheels/b.whl']"),
        (["wheels/a.whl", "tests/unit/x.py"], "does not belong there: ['tests/unit/x.py']"),
    ],
)
def test_a_zip_is_refused_that_holds_other_files_than_it_should(
    names: list[str], finding: str | None, tmp_path: Path
) -> None:
    path = tmp_path / "ll3m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("blender_manifest.toml", 'wheels = ["./wheels/a.whl"]\n')
        for name in names:
            archive.writestr(name, "")
    if finding is None:
        build_extension.check_zip(path)
        return
    with pytest.raises(build_extension.BuildError) as refused:
        build_extension.check_zip(path)
    assert finding in str(refused.value)


def test_without_any_blender_the_build_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(build_extension.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(build_extension.BuildError, match="--blender"):
        build_extension.extension_command(None)
