# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule of the policy refuses something that without it would be accepted."""

from __future__ import annotations

import pytest
from ll3m.bridge.contract.code import CheckReport
from ll3m.ll3m_addon.sandbox import policy
from ll3m.ll3m_addon.sandbox.validator import Validator

#: rule -> (severity, a script it meets, a like script it leaves alone)
CASES: dict[str, tuple[str, str, str]] = {
    "syntax": ("error", "def f(:\n", "def f(): pass\n"),
    "size": ("error", "x = 1\n" * (policy.MAX_LINES + 1), "x = 1\n" * 100),
    "depth": ("error", "x = " + "-" * 150 + "1\n", "x = " + "-" * 20 + "1\n"),
    "syntax.denied": ("error", "async def f(): pass\n", "def f(): yield\n"),
    "import.module": ("error", "import mmap\n", "import math\n"),
    "import.name": ("error", "from os import system\n", "from math import sin\n"),
    "import.relative": ("error", "from . import x\n", "from math import pi\n"),
    "builtin.denied": ("error", "eval('1')\n", "abs(1)\n"),
    "name.dunder": ("error", "__builtins__\n", "__name__\n"),
    "attribute.dunder": ("error", "x = 1\nx.__reduce__\n", "x = 1\nx.__init__\n"),
    "attribute.denied": ("error", "g = (i for i in 'a')\ng.gi_frame\n", "g = 1\ng.frame\n"),
    "attribute.string": ("error", "getattr(1, '__redu' + 'ce__')\n", "getattr(1, 're' + 'al')\n"),
    "bpy.path": ("error", "import bpy\nbpy.app.icons\n", "import bpy\nbpy.app.version\n"),
    "bpy.operator": (
        "error", "import bpy\nbpy.ops.wm.url_open()\n", "import bpy\nbpy.ops.object.delete()\n",
    ),
    "operator.ignored": (
        "warning", "import bpy\nbpy.ops.wm.save_as_mainfile(filepath='x')\n",
        "import bpy\nbpy.ops.mesh.subdivide()\n",
    ),
    "path.ignored": (
        "warning", "import bpy\nbpy.context.scene.render.filepath = 'x'\n",
        "import bpy\nbpy.context.scene.render.fps = 24\n",
    ),
    "import.ignored": ("warning", "import os\n", "import math\n"),
    "interface.ignored": (
        "warning", "import bpy\nbpy.context.preferences.edit.undo_steps = 1\n",
        "import bpy\nbpy.context.scene.frame_end = 1\n",
    ),
    "module.set": ("error", "import math\nmath.pi = 3\n", "class A: pass\nA.pi = 3\n"),
    "file.ignored": ("warning", "open('x')\n", "print('x')\n"),
    "class.ignored": (
        "warning", "import bpy\nbpy.app.handlers.load_post\n", "import bpy\nbpy.app.version\n",
    ),
    "callback.denied": (
        "warning", "import bpy\nx = bpy.props.IntProperty(update=lambda s, c: None)\n",
        "import bpy\nx = bpy.props.IntProperty(default=1)\n",
    ),
    "class.dunder": (
        "error", "class A:\n    def __getattribute__(self, n): pass\n",
        "class A:\n    def __repr__(self): return ''\n",
    ),
    "driver.expression": (
        "error", "d = 1\nd.expression = \"__import__('os')\"\n", "d = 1\nd.expression = 'frame / 2'\n",
    ),
    "node.type": ("error", "n = 1\nn.new('ShaderNodeScript')\n", "n = 1\nn.new('ShaderNodeMath')\n"),
}  # fmt: skip
#: Held while the script runs only; see ``test_guard``.
AT_RUN_TIME = {"resource"}


def check(source: str) -> CheckReport:
    return Validator().check(source, (5, 0, 1))


def test_every_rule_of_the_policy_has_a_case() -> None:
    assert set(CASES) | AT_RUN_TIME == set(policy.RULES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_meets_its_script_and_leaves_a_like_one_alone(rule: str) -> None:
    severity, met, left = CASES[rule]
    report = check(met)
    found = [each for each in report.findings if each.rule == rule]
    assert found
    assert found[0].severity == severity
    assert found[0].advice == policy.RULES[rule].advice
    assert report.accepted is (severity != "error")
    assert rule not in {each.rule for each in check(left).findings}
    assert check(left).accepted


@pytest.mark.parametrize("rule", sorted(set(CASES) - {"syntax", "size", "depth"}))
def test_findings_name_the_line(rule: str) -> None:
    _, met, _ = CASES[rule]
    moved = check("\n\n" + met)
    lines = [each.line for each in moved.findings if each.rule == rule]
    assert lines
    assert min(lines) >= 3


@pytest.mark.parametrize(
    "source",
    ["", "\x00", "\ufeffx = 1", "x" * 500_000, "(" * 5000, "-" * 100_000 + "1", "a" + ".b" * 5000,
     "x = 'ü\ud800'", "\r\n\tif", "[" * 90 + "]" * 90, "lambda:" * 3000 + "0", "f'{" * 200],
)  # fmt: skip
def test_no_source_makes_the_check_raise(source: str) -> None:
    report = check(source)
    assert report.seconds >= 0
    assert report.accepted or report.findings


@pytest.mark.parametrize(
    "source",
    ["x = 1\nx.__ｒeduce__\n", "𝓮𝓿𝓪𝓵('1')\n", "import ｏs as o\no.system('x')\n",
     "from math import sin as __ｂuiltins__\n"],
)  # fmt: skip
def test_unicode_forms_of_names_are_met_as_python_reads_them(source: str) -> None:
    assert not check(source).accepted


def test_windows_line_ends_and_a_mark_of_order_are_read() -> None:
    report = check("\ufeffimport math\r\nprint(math.pi)\r\n")
    assert report.accepted
    assert report.lines == 2
