# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of a run adds up, and nothing that failed or never ran looks well."""

from __future__ import annotations

from pathlib import Path

import ci_summary
import pytest

CASE = '<testcase classname="c" name="n" time="0.1">{}</testcase>'
PASSED = CASE.format("")
FAILED = CASE.format('<failure message="no"/>')
BROKEN = CASE.format('<error message="fixture"/>')
SKIPPED = CASE.format('<skipped type="pytest.skip" message="needs a window"/>')


class Run:
    """The folders that a run leaves."""

    def __init__(self, folder: Path) -> None:
        self.parts, self.reports = folder / "parts", folder / "reports"
        self.parts.mkdir()
        self.reports.mkdir()

    def part(self, name: str, code: int = 0, cases: list[str] | None = None) -> None:
        (self.parts / f"{name}.part").write_text(f"{code} 7\n", encoding="utf-8")
        if cases is not None:
            report = f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"
            path = self.reports / f"{ci_summary.REPORTS.get(name, name)}.xml"
            path.write_text(report, encoding="utf-8")

    def summary(self) -> int:
        return ci_summary.main(["--parts", str(self.parts), "--reports", str(self.reports)])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.splitlines()[-1]


def test_the_sums_are_those_of_all_reports(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.part("system")
    run.part("make-test", cases=[PASSED, PASSED, SKIPPED])
    run.part("blender-5.2", cases=[PASSED])
    assert run.summary() == 0
    said = capsys.readouterr().out
    assert "make-test: 1 skipped: needs a window" in said
    assert said.splitlines()[-1] == "3 passed, 0 failed, 1 skipped"


def test_failures_and_errors_both_count(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run.part("bpy-4.5", code=1, cases=[PASSED, FAILED, BROKEN])
    assert run.summary() == 1
    assert last_line(capsys) == "1 passed, 2 failed, 0 skipped"


def test_a_part_without_tests_that_fails_counts_as_one_failure(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    run.part("make-test", cases=[PASSED])
    run.part("extension", code=1)
    assert run.summary() == 1
    assert last_line(capsys) == "1 passed, 1 failed, 0 skipped"


@pytest.mark.parametrize("cases", [None, [], [SKIPPED]], ids=["no report", "empty", "all skipped"])
def test_a_part_in_which_no_test_passed_has_failed(
    run: Run, cases: list[str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    run.part("window-5.2", code=0, cases=cases)
    assert run.summary() == 1
    assert "FAILED: no test passed" in capsys.readouterr().out


def test_a_run_without_any_part_is_not_well(run: Run) -> None:
    assert run.summary() == 1
