# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary code gets in, and runs under the guard as it should."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import Run
from corpus.forum import FORUM
from corpus.honest import HONEST as SHORT
from corpus.models import MODELS
from ll3m.bridge.contract.code import Limits
from ll3m.bridge.contract.errors import LL3MError
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.sandbox.jail import BlenderJail
from ll3m.ll3m_addon.sandbox.validator import Validator

pytestmark = pytest.mark.bpy

HONEST = SHORT | FORUM | MODELS


def test_there_are_enough_honest_scripts() -> None:
    assert len(SHORT) >= 150
    assert len(MODELS) >= 150
    assert len(FORUM) >= 60


@pytest.mark.parametrize("version", [(4, 2, 0), (4, 5, 0), (5, 0, 1), (5, 2, 0)])
def test_every_honest_script_is_accepted(version: tuple[int, int, int]) -> None:
    reports = {name: Validator().check(source, version) for name, source in HONEST.items()}
    assert not {name: report.findings for name, report in reports.items() if not report.accepted}


def test_every_honest_script_runs_under_the_guard_and_leaves_an_object(
    run: Run, jail: BlenderJail
) -> None:
    version = jail.blender_version()
    programs = [
        {
            "id": name,
            "code": Validator().check(source, version).source,
            "effect": "state:len(bpy.data.objects) > 0",
        }
        for name, source in HONEST.items()
    ]
    results = run("guard", programs, 20.0)
    assert not {
        name: seen.get("error") or "died"
        for name, seen in results.items()
        if seen.get("error") or not seen["worked"]
    }


def test_every_long_script_runs_in_the_jail_and_leaves_an_object(
    jail: BlenderJail, tmp_path: Path
) -> None:
    version = jail.blender_version()

    def one(number: int, name: str) -> str:
        report = Validator().check(MODELS[name], version)
        folder = tmp_path / str(number)
        try:
            made = jail.trial(report.source, folder, Limits(), CancelToken())
        except LL3MError as error:
            return f"{name}: {error}"
        size = made.blend.stat().st_size
        made.blend.unlink()
        return "" if size else f"{name}: empty"

    with ThreadPoolExecutor(3) as pool:
        failed = [each for each in pool.map(one, range(len(MODELS)), MODELS) if each]
    assert not failed
