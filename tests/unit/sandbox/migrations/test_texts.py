# SPDX-License-Identifier: GPL-3.0-or-later
"""Old API is rewritten for the running Blender only; layout and comments stay."""

from __future__ import annotations

import ast

import pytest
from ll3m.ll3m_addon.sandbox.migrations import RELEASES, for_version
from ll3m.ll3m_addon.sandbox.validator import Validator
from migration_cases import Case, Kept, every_case, every_kept

CASES = dict(every_case())
KEPT = dict(every_kept())
MIGRATIONS = [each for release in RELEASES for each in release.MIGRATIONS]


def rules_of(source: str, version: tuple[int, int, int]) -> set[str]:
    """Rules that changed something."""
    report = Validator().check(source, version)
    return {each.rule for each in report.findings if each.severity == "migrated"}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_old_api_becomes_new(case: Case) -> None:
    report = Validator().check(case.old, case.on)
    assert report.source == case.new
    assert case.rule in {each.rule for each in report.findings if each.severity == "migrated"}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_migrated_is_accepted_and_migrates_no_more(case: Case) -> None:
    report = Validator().check(case.new, case.on)
    assert report.accepted, report.findings
    assert report.source == case.new


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_blender_before_the_change_keeps_the_old_api(case: Case) -> None:
    first = min(each.since for each in MIGRATIONS if each.rule == case.rule)
    before = (first[0], first[1] - 1, 0) if first[1] else (first[0] - 1, 93, 0)
    assert case.rule not in rules_of(case.old, before)


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_what_only_looks_like_old_api_is_left_alone(kept: Kept) -> None:
    assert kept.rule not in rules_of(kept.source, kept.on)


def test_every_migration_has_a_case() -> None:
    assert {each.rule for each in MIGRATIONS} <= {case.rule for case in CASES.values()}


def test_every_case_has_a_migration() -> None:
    known = {each.rule for each in MIGRATIONS}
    assert {each.rule for each in (*CASES.values(), *KEPT.values())} <= known


@pytest.mark.parametrize("version", [(4, 2, 0), (4, 5, 0), (5, 0, 1), (5, 2, 0)])
def test_all_cases_in_one_script_stay_python(version: tuple[int, int, int]) -> None:
    for case in CASES.values():
        body = "\n".join("    " + line for line in case.old.splitlines())
        ast.parse(Validator().check(f"def make():\n{body}\nmake()\n", version).source)


def test_there_are_migrations_for_every_supported_blender() -> None:
    assert for_version((4, 2, 0))
    assert for_version((5, 2, 0))
