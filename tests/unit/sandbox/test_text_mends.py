# SPDX-License-Identifier: GPL-3.0-or-later
"""A script that is not Python yet is mended where it is sure, and left where it is not."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.sandbox.validator import Validator

VERSION = (5, 0, 1)
MENDED = [
    ("text.fence", "Here is it:\n```python\nimport bpy  # all\n```\nHave fun!", "\n\nimport bpy  # all\n\n"),
    ("text.fence", "```py\nimport bpy\n", "\nimport bpy\n"),
    ("text.fence", "import bpy\n```\nThat's it.\n", "import bpy\n\n\n"),
    ("text.quotes", "name = “Seat”\nother = ‘it’\n", "name = \"Seat\"\nother = 'it'\n"),
    ("text.quotes", "name = “it’s”\n", 'name = "it’s"\n'),
    ("text.quotes", "x\u00a0= 3 \u2212 1\n", "x = 3 - 1\n"),
    ("text.print", 'x = 1\nprint "x is", x\n', 'x = 1\nprint("x is", x)\n'),
    ("text.indent", "    import bpy\n\n    x = 1\n", "import bpy\n\nx = 1\n"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after"), MENDED)
def test_a_text_around_or_in_the_script_is_mended(rule: str, before: str, after: str) -> None:
    report = Validator().check(before, VERSION)
    assert report.accepted, report.findings
    assert report.source == after
    assert [each.rule for each in report.findings if each.severity == "migrated"] == [rule]


def test_several_things_are_mended_at_once_and_then_migrated() -> None:
    source = "Sure!\n```python\n  m = bpy.data.materials.new(“Wood”)\n  print 'done'\n```\n"
    report = Validator().check(source, VERSION)
    assert report.accepted, report.findings
    assert (
        report.source == "import bpy\n\n\nm = bpy.data.materials.new(\"Wood\")\nprint('done')\n\n"
    )
    rules = {each.rule for each in report.findings}
    assert {"text.fence", "text.quotes", "text.indent", "text.print", "import.added"} <= rules


@pytest.mark.parametrize(
    "source",
    [
        "def broken(:\n    pass\n",
        "This is no script at all.\n",
        "x = (1,\n",
        "```\nno code here\n```\n",
    ],
)
def test_what_cannot_be_mended_stays_as_it_is_and_is_refused(source: str) -> None:
    report = Validator().check(source, VERSION)
    assert not report.accepted
    assert report.source == source
    assert [each.rule for each in report.findings] == ["syntax"]


def test_a_script_that_parses_is_never_touched() -> None:
    source = "text = '''\n```python\nprint \"x\"\n```\n“quoted”\n'''\n"
    assert Validator().check(source, VERSION).source == source


def test_mended_text_is_held_against_the_policy() -> None:
    report = Validator().check("```python\nimport mmap\n```\n", VERSION)
    assert not report.accepted
    assert "import.module" in {each.rule for each in report.findings}
