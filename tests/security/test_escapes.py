# SPDX-License-Identifier: GPL-3.0-or-later
"""No escape has its effect; each layer stops its share alone, with the others off."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ESCAPES, ONLY_THE_JAIL_ENDS, Run
from ll3m.bridge.contract.code import Limits
from ll3m.bridge.contract.errors import LL3MError
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import FinishRequest
from ll3m.ll3m_addon.sandbox.jail import BlenderJail
from ll3m.ll3m_addon.sandbox.validator import Validator

pytestmark = pytest.mark.bpy

PROGRAMS = [escape.as_dict() for escape in ESCAPES.values()]
#: What these show is the script's own text: no wall can hold it, and none needs to.
OWN_TEXT = ("format.", "match.format", "numpy.interface", "numpy.resize", "glob")


def worked(results: dict[str, Any]) -> set[str]:
    return {name for name, seen in results.items() if seen["worked"]}


def test_there_are_hundreds_of_escapes() -> None:
    assert len(ESCAPES) >= 300


def test_every_escape_works_in_bare_blender(run: Run) -> None:
    results = run("bare", PROGRAMS)
    blanks = {
        name: seen.get("error")
        for name, seen in results.items()
        if not seen["worked"] and not seen.get("elsewhere")
    }
    assert not blanks


def test_the_guard_alone_lets_no_effect_through(run: Run) -> None:
    held = [each for each in PROGRAMS if each["id"] not in ONLY_THE_JAIL_ENDS]
    assert not worked(run("guard", held))


def test_the_walls_alone_let_nothing_be_read_or_written(run: Run) -> None:
    reaching = [each for each in PROGRAMS if each["effect"] in {"mark", "secret"}]
    out = worked(run("walls", reaching))
    assert not {name for name in out if not name.startswith(OWN_TEXT)}


def test_the_check_alone_refuses_most_escapes_and_says_why() -> None:
    reports = {name: Validator().check(each.code, (5, 0, 1)) for name, each in ESCAPES.items()}
    accepted = {
        name
        for name, report in reports.items()
        if report.accepted and not report.findings and ESCAPES[name].effect != "dead"
    }
    # Names that are made while the script runs, and doors that only the guard can tell apart.
    assert len(accepted) <= 0.1 * len(ESCAPES), sorted(accepted)
    for report in reports.values():
        assert report.accepted or all(each.what and each.advice for each in report.findings)


def _road(jail: BlenderJail, code: str, folder: Path, seconds: float) -> str:
    """Check, trial and finish as generated code is; return all that came back as text."""
    report = Validator().check(code, jail.blender_version())
    if not report.accepted:
        return ""
    limits = Limits(seconds=seconds, memory=512 * 2**20)
    try:
        result = jail.trial(report.source, folder, limits, CancelToken())
        made = jail.finish(FinishRequest(result.blend, folder, limits=limits), CancelToken())
    except LL3MError as error:
        return f"{error} {error.data}"
    return f"{result.output} {made} {(folder / 'model.blend').read_bytes()!r}"


def test_no_escape_has_its_effect_on_the_road_that_generated_code_takes(
    jail: BlenderJail, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("s3cret-file-4711")

    def one(number: int, name: str) -> list[str]:
        folder = tmp_path / str(number)
        (folder / "own").mkdir(parents=True)
        code = ESCAPES[name].code
        for word, path in (
            ("MARK", folder / "mark"), ("SECRET", tmp_path / "secret.txt"), ("FOLDER", folder / "own"),
        ):  # fmt: skip
            code = code.replace(word, str(path))
        said = _road(jail, code, folder, 0.5 if ESCAPES[name].effect == "dead" else 5.0)
        seen = [f"{name}: mark"] if (folder / "mark").exists() else []
        seen += [f"{name}: wrote"] if list((folder / "own").iterdir()) else []
        return seen + ([f"{name}: secret"] if "s3cret-file-4711" in said else [])

    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(one, range(len(ESCAPES)), ESCAPES))
    assert not [each for found in seen for each in found]
    assert jail.trial(
        "import bpy\nbpy.ops.mesh.primitive_cube_add()", tmp_path, Limits(), CancelToken()
    )
