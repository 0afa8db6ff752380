# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard without Blender: what scripts see of Python, and how they are stopped."""

from __future__ import annotations

import collections
import math
import sys
import threading
import time
from typing import Any

import pytest
from ll3m.ll3m_addon.sandbox import guard


def run(source: str, **options: Any) -> guard.RunOutcome:
    return guard.run(source, modules={}, **options)


def error_of(source: str, **options: Any) -> guard.ScriptError:
    error = run(source, **options).error
    assert error is not None
    return error


def test_output_is_kept_and_bounded() -> None:
    outcome = run("for i in range(9999): print('line', i)", output_limit=100)
    assert outcome.error is None
    assert outcome.output.startswith("line 0\nline 1\n")
    assert len(outcome.output) == 100


def test_a_traceback_shows_the_scripts_own_lines_only() -> None:
    error = error_of("import math\n\ndef f(x):\n    return math.sqrt(x)\n\nf(-1)\n")
    assert (error.type, error.line) == ("ValueError", 4)
    assert 'File "script.py", line 6, in <module>' in error.traceback
    assert "return math.sqrt(x)" in error.traceback
    assert "guard.py" not in error.traceback


def test_a_refusal_has_the_line_and_the_rule() -> None:
    error = error_of("x = 1\nimport subprocess\n")
    assert (error.type, error.line) == ("GuardError", 2)
    assert "[import.module]" in error.message


def test_sys_exit_without_a_code_ends_well() -> None:
    assert run("import sys\nsys.exit()").error is None
    assert run("exit(0)").error is None
    assert error_of("raise SystemExit(3)").type == "SystemExit"


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "while True:\n    try:\n        1 / 0\n    except:\n        pass",
        "def f():\n    try:\n        while True: pass\n    finally:\n        while True: pass\nf()",
        "class A:\n    def __enter__(s): return s\n    def __exit__(s, *a): return True\nwhile True:\n    with A():\n        while True: pass",
        "import itertools\nsum(itertools.count())",
        "import itertools\nfor x in itertools.cycle([1]): pass",
        "def g():\n    while True: yield 1\nsum(g())",
    ],
)
def test_a_budget_ends_what_never_would(source: str) -> None:
    started = time.monotonic()
    error = error_of(source, budget_seconds=0.2)
    assert error.type == "BudgetExceeded"
    assert error.message == "The script ran longer than 0.2 s."
    assert time.monotonic() - started < 5


def test_a_budget_leaves_no_thread_and_raises_nothing_later() -> None:
    for _ in range(20):
        assert run("sum(range(1000))", budget_seconds=0.5).error is None
    assert "ll3m-budget" not in {each.name for each in threading.enumerate()}
    assert sum(range(100_000)) == 4999950000


@pytest.mark.skipif(sys.platform != "linux", reason="the memory budget reads /proc")
def test_a_memory_budget_ends_a_script_that_grows() -> None:
    source = "a = []\nwhile True:\n    a.append(bytearray(10 ** 6))"
    error = error_of(source, budget_memory=200 * 2**20, budget_seconds=30)
    assert error.message == "The script took more than 200 MiB."


@pytest.mark.parametrize(
    "source",
    ["7 ** (10 ** 9)", "n = 10 ** 9\nn ** n", "1 << 10 ** 10", "pow(3, 10 ** 9)",
     "range(10 ** 12)", "import itertools\nitertools.product(range(99), repeat=9)"],
)  # fmt: skip
def test_single_calls_that_would_hang_are_refused(source: str) -> None:
    assert "[resource]" in error_of(source).message


def test_ordinary_powers_and_ranges_work() -> None:
    outcome = run(
        "print(2 ** 10, 2 ** -1, 2.5 ** 3, 1 << 8, 10 ** 20, (-1) ** 99, pow(2, 5, 7), "
        "list(range(3)), len(range(10 ** 6)), isinstance(range(3), range))"
    )
    assert outcome.error is None
    assert outcome.output == (
        "1024 0.5 15.625 256 100000000000000000000 -1 4 [0, 1, 2] 1000000 True\n"
    )


def test_modules_are_facades_that_can_neither_be_changed_nor_looked_through() -> None:
    assert error_of("import math\nmath.pi = 3").type == "GuardError"
    assert error_of("import collections\ncollections.Counter.evil = 1").type == "GuardError"
    assert error_of("import random\nrandom._os").type == "GuardError"
    assert math.pi > 3.1
    assert not hasattr(collections.Counter, "evil")


@pytest.mark.parametrize(
    "expression",
    ["getattr(1, '__redu' + 'ce__')", "'{0.__reduce__}'.format(1)", "str.format('{0.__reduce__}', 1)",
     "'{a.__reduce__}'.format_map({'a': 1})", "setattr(A, '__x__', 1)", "type('B', (), {})",
     "list(map('{0.__reduce__}'.format, [1]))", "getattr('{0.__reduce__}', 'format')(1)"],
)  # fmt: skip
def test_texts_do_not_name_inner_attributes(expression: str) -> None:
    assert error_of(f"class A: pass\nprint({expression})").type == "GuardError"


def test_types_of_functions_and_modules_stay_hidden() -> None:
    source = "import math\nprint(type(math) is type(len), type(1) is int, type('') == str, vars(type(len)))"
    assert run(source).output == "False True True {}\n"
    assert error_of("type(lambda: 0)(1, 2)").type == "TypeError"


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("print('{:>5.1f}|{0}'.replace('{0}', '').format(3.14159))", "  3.1|\n"),
        ("print('{a[k]} {b.real}'.format(a={'k': 1}, b=2))", "1 2\n"),
        ("print(isinstance(int, type), isinstance(1, type))", "True False\n"),
        ("from types import SimpleNamespace as N\nn = N(a=1)\nn.b = 2\nprint(n, n.a + n.b)", "namespace(a=1, b=2) 3\n"),
        ("class A:\n    __slots__ = ('x',)\na = A()\na.x = 1\nprint(a.x)", "1\n"),
        ("class A:\n    def __init__(s): s.__y = 2\n    def y(s): return s.__y\nprint(A().y())", "2\n"),
        ("x = 1\nx.filepath if False else print('same')", "same\n"),
        ("class A: pass\na = A()\na.filepath = 'p'\nprint(a.filepath)", "p\n"),
        ("class A:\n    def save(s): return 'saved'\nprint(A().save())", "saved\n"),
    ],
)  # fmt: skip
def test_ordinary_python_works(source: str, output: str) -> None:
    outcome = run(source)
    assert outcome.error is None
    assert outcome.output == output


@pytest.mark.parametrize(
    "source",
    ["import dataclasses as d\n@d.dataclass\nclass A:\n    x: int = 1\nd.fields(A)[0].name = '__class__'\nd.asdict(A())",
     "import dataclasses as d\n@d.dataclass\nclass A:\n    x: int = 1\nd.fields(A)[0].name = 'a b'\n@d.dataclass\nclass B(A):\n    y: int = 2"],
)  # fmt: skip
def test_renamed_fields_of_dataclasses_are_refused(source: str) -> None:
    assert error_of(source).type == "GuardError"


def test_an_exit_method_sees_no_frames() -> None:
    source = (
        "class A:\n    def __enter__(s): return s\n"
        "    def __exit__(s, kind, value, trace):\n"
        "        print(kind is ValueError, trace)\n        return True\n"
        "with A():\n    raise ValueError\nprint('after')"
    )
    assert run(source).output == "True None\nafter\n"


def test_stdout_is_given_back_after_a_failure() -> None:
    before = sys.stdout
    error_of("1 / 0")
    assert sys.stdout is before
