# SPDX-License-Identifier: GPL-3.0-or-later
"""The check: parse, migrate, and hold every name and construct against the policy.

Static and fast: nothing of the script is run. What can only be known at run time
(a name computed from text, an alias) is the guard's work.
"""

from __future__ import annotations

import ast
import logging
import time
import warnings

from ...bridge.contract.code import CheckReport, Finding
from . import migrations, policy
from .migrations.mistakes_text import mend
from .scan import Scan

__all__ = ["Validator", "parse"]

#: More findings than this help nobody.
MAX_FINDINGS = 100
#: A change may bring in another old name, which the next pass changes; so deep that goes at most.
MAX_PASSES = 4

_log = logging.getLogger(__name__)


def finding(rule: str, what: str, line: int = 0, column: int = 0) -> Finding:
    """An error finding with the rule's own advice."""
    advice = policy.RULES[rule].advice
    return Finding(severity="error", rule=rule, line=line, column=column, what=what, advice=advice)


def parse(source: str) -> ast.Module | Finding:
    """Parse ``source``, or return what stands in the way. Never raises."""
    if len(source) > policy.MAX_CHARACTERS or source.count("\n") >= policy.MAX_LINES:
        return finding(
            "size",
            f"The script has {len(source)} characters in {source.count(chr(10)) + 1} lines; "
            f"{policy.MAX_CHARACTERS} in {policy.MAX_LINES} are allowed.",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            return ast.parse(source, "script.py")
    except SyntaxError as error:
        line, column = error.lineno or 0, max(error.offset or 0, 0)
        return finding("syntax", f"{error.msg}.", max(line, 0), column)
    except (ValueError, UnicodeError) as error:
        return finding("syntax", f"{error}.")
    except (RecursionError, MemoryError):
        return finding("depth", "The script is nested too deeply to be read.")


def _migrated(
    source: str, tree: ast.Module, version: tuple[int, int, int]
) -> tuple[str, list[Finding]]:
    """Migrate until nothing changes. What is held against the policy is what would run."""
    moved: list[Finding] = []
    scan = Scan(tree)
    for _ in range(MAX_PASSES):
        if scan.overflow:
            break
        changed, findings = migrations.migrate(source, tree, scan, version)
        if not findings:
            break
        parsed = parse(changed)
        if not isinstance(parsed, ast.Module):
            _log.warning("a migration made no Python: %s", [each.rule for each in findings])
            break
        source, tree, scan = changed, parsed, Scan(parsed)
        moved += findings
    return source, moved + scan.findings


def _mended(source: str, problem: Finding) -> tuple[str, ast.Module | Finding, list[Finding]]:
    """A text that is not Python, mended where that makes it Python."""
    done = mend(source, lambda text: isinstance(parse(text), ast.Module))
    if done is None:
        return source, problem, []
    return done[0], parse(done[0]), done[1]


class Validator:
    """Implements ``core.seams.Checker``."""

    def check(self, source: str, blender_version: tuple[int, int, int]) -> CheckReport:
        """Migrate and check ``source`` for the given Blender. Never raises for the source."""
        started = time.perf_counter()
        found: list[Finding] = []
        source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        tree = parse(source)
        mended: list[Finding] = []
        if not isinstance(tree, ast.Module) and tree.rule == "syntax":
            source, tree, mended = _mended(source, tree)
        if isinstance(tree, ast.Module):
            source, found = _migrated(source, tree, blender_version)
            found = mended + found
        else:
            found.append(tree)
        found.sort(key=lambda each: (each.severity != "error", each.line, each.column))
        accepted = not any(each.severity == "error" for each in found)
        return CheckReport(
            accepted=accepted,
            findings=found[:MAX_FINDINGS],
            source=source,
            lines=source.count("\n") + (not source.endswith("\n") and bool(source)),
            seconds=time.perf_counter() - started,
        )
