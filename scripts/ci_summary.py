# SPDX-License-Identifier: GPL-3.0-or-later
"""Print what a whole run of ``.ci/run`` came to: a table, why tests were skipped, the sums.

A part whose command failed, whose report is missing, or in which no test passed, has failed.

Exit codes: 0 all is well, 1 something failed, 2 usage.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

#: Part -> the report that it must leave; parts not named here run no tests.
REPORTS = {"make-test": "bpy-5.0"}
WITH_TESTS = ("make-test", "bpy-", "blender-", "escapes-", "window-4", "window-5")


@dataclass
class Part:
    """One part of the run and what its tests came to."""

    name: str
    code: int = 0
    seconds: int = 0
    tests: bool = False
    reported: bool = False
    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        """Whether nothing failed, and tests ran where there should be some."""
        ran = self.reported and self.passed > 0
        return self.code == 0 and not self.failed and (ran or not self.tests)


def read_report(part: Part, path: Path) -> None:
    """Add the tests of a JUnit report to ``part``."""
    part.reported = True
    for case in ElementTree.parse(path).iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            part.failed += 1
        elif skip is None:
            part.passed += 1
        elif skip.get("type") == "pytest.xfail":
            part.skipped["expected to fail: " + skip.get("message", "")] += 1
        else:
            part.skipped[skip.get("message", "")] += 1


def read_parts(folder: Path, reports: Path) -> list[Part]:
    """All parts, in the order in which they ended."""
    files = sorted(folder.glob("*.part"), key=lambda path: path.stat().st_mtime_ns)
    parts = []
    for file in files:
        code, seconds = map(int, file.read_text(encoding="utf-8").split())
        part = Part(file.stem, code, seconds, tests=file.stem.startswith(WITH_TESTS))
        report = reports / f"{REPORTS.get(part.name, part.name)}.xml"
        if report.is_file():
            read_report(part, report)
        parts.append(part)
    return parts


def table(parts: list[Part]) -> list[str]:
    """The lines of the table."""
    rows = [["part", "passed", "failed", "skipped", "seconds", ""]]
    for part in parts:
        counts = (part.passed, part.failed, part.skipped.total())
        shown = [str(count) for count in counts] if part.reported else ["", "", ""]
        state = "ok" if part.ok else "FAILED"
        if not part.ok and part.code == 0 and not part.failed:
            state = "FAILED: no test passed"
        rows.append([part.name, *shown, str(part.seconds), state])
    width = max(len(row[0]) for row in rows)
    return [
        f"{row[0]:<{width}} " + " ".join(f"{cell:>8}" for cell in row[1:5]) + f"  {row[5]}"
        for row in rows
    ]


def main(arguments: list[str] | None = None) -> int:
    """Read the parts and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--parts", type=Path, required=True, help="folder with NAME.part files")
    parser.add_argument("--reports", type=Path, required=True, help="folder with NAME.xml files")
    options = parser.parse_args(arguments)
    parts = read_parts(options.parts, options.reports)
    print("", *table(parts), "", sep="\n")
    for part in parts:
        for reason, count in sorted(part.skipped.items()):
            print(f"{part.name}: {count} skipped: {reason}")
    passed = sum(part.passed for part in parts)
    skipped = sum(part.skipped.total() for part in parts)
    # A part that failed outside its tests counts as one failure.
    failed = sum(part.failed or (0 if part.ok else 1) for part in parts)
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    return 0 if parts and all(part.ok for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main())
