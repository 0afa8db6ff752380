# SPDX-License-Identifier: GPL-3.0-or-later
"""The manifest is one that Blender accepts and users can read, and the lint would notice."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import _locks
import build_extension
import lint_manifest
import pytest

Manifest = dict[str, Any]


@pytest.fixture(scope="module")
def genuine() -> Manifest:
    return tomllib.loads(build_extension.MANIFEST.read_text(encoding="utf-8"))


@pytest.fixture
def manifest(genuine: Manifest) -> Manifest:
    """A copy that a test may spoil."""
    return copy.deepcopy(genuine)


@pytest.fixture(scope="module")
def pins() -> list[_locks.Pin]:
    return _locks.read_lock(build_extension.LOCK)


def test_our_manifest_has_no_findings(manifest: Manifest, pins: list[_locks.Pin]) -> None:
    assert lint_manifest.findings(manifest, pins) == []


def set_key(key: str, value: Any) -> Callable[[Manifest], object]:
    return lambda manifest: manifest.update({key: value})


SPOILED: list[tuple[Callable[[Manifest], object], str]] = [
    (lambda m: m.pop("maintainer"), "maintainer: missing"),
    (set_key("autor", "me"), "autor: unknown key"),
    (lambda m: m["build"].update(include=["a"]), "build.include: unknown key"),
    (set_key("website", ""), "website: empty"),
    (set_key("version", "1.0"), "version: '1.0' is not a semantic version"),
    (set_key("blender_version_min", "3.0.0"), "blender_version_min: older than 4.2.0"),
    (set_key("blender_version_min", "4.2"), "blender_version_min: not three numbers"),
    (set_key("tagline", "Ends with a full stop."), "tagline: ends with '.'"),
    (set_key("tagline", "x" * 65), "tagline: 65 characters"),
    (set_key("tagline", "two\nlines"), "tagline: outer spaces or control characters"),
    (set_key("license", ["GPL-3.0-or-later"]), "license: 'GPL-3.0-or-later' does not start"),
    (set_key("license", ["SPDX:MIT"]), "license: 'SPDX:MIT' is not one of"),
    (lambda m: m["platforms"].append("linux-x86"), "platforms: there is no 'linux-x86'"),
    (lambda m: m["permissions"].update(disk="x"), "permissions: there is no 'disk'"),
    (lambda m: m["permissions"].update(network="Go online."), "permissions.network: ends with"),
    (lambda m: m["permissions"].update(files="y" * 70), "permissions.files: 70 characters"),
    (lambda m: m["wheels"].append("wheels/x-1-py3-none-any.whl"), "wheels: 'wheels/x-1-py3"),
    (
        lambda m: m["wheels"].append("./wheels/six-1.0-py3-none-any.whl"),
        "wheels: six-1.0-py3-none-any.whl is not in the lock file",
    ),
]


@pytest.mark.parametrize(("spoil", "finding"), SPOILED, ids=[each for _, each in SPOILED])
def test_what_blender_lets_through_is_found(
    spoil: Callable[[Manifest], object],
    finding: str,
    manifest: Manifest,
    pins: list[_locks.Pin],
) -> None:
    spoil(manifest)
    found = lint_manifest.findings(manifest, pins)
    assert any(each.startswith(finding) for each in found), found


def test_a_native_library_missing_for_one_python_is_found(
    manifest: Manifest, pins: list[_locks.Pin]
) -> None:
    gone = [each for each in manifest["wheels"] if "rpds_py" in each and "cp313-win" in each]
    manifest["wheels"].remove(*gone)
    (finding,) = lint_manifest.findings(manifest, pins)
    assert finding.endswith("for windows-x64, Python 3.13")


def test_a_wheel_of_another_version_than_the_locked_one_is_found(
    manifest: Manifest, pins: list[_locks.Pin]
) -> None:
    manifest["wheels"] = [each.replace("h11-0.", "h11-9.") for each in manifest["wheels"]]
    found = lint_manifest.findings(manifest, pins)
    assert any("not in the lock file" in each for each in found)
    assert any("no h11-0.16.0 for linux-x64" in each for each in found)


def test_wheels_that_were_not_fetched_are_found_on_demand(
    manifest: Manifest, pins: list[_locks.Pin], tmp_path: Path
) -> None:
    found = lint_manifest.findings(manifest, pins, files_in=tmp_path)
    assert len(found) == len(manifest["wheels"])


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [("id = ", 1, "Invalid value"), ('id = "x"\n', 1, "tagline: missing"), (None, 1, "No such")],
)
def test_the_command_says_what_is_wrong_and_fails(
    text: str | None, code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "blender_manifest.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert lint_manifest.main([str(path)]) == code
    assert said in capsys.readouterr().out


def test_the_version_comes_from_the_manifest(genuine: Manifest) -> None:
    from ll3m.bridge.version import VERSION

    assert genuine["version"] == VERSION
