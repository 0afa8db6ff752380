# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard without Blender: what scripts see of Python, and how they are stopped."""

from __future__ import annotations

import collections
import math
import random
import sys
import threading
import time
from typing import Any

import pytest
from ll3m.ll3m_addon.sandbox import guard
from ll3m.ll3m_addon.sandbox.validator import Validator


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
    error = error_of("x = 1\nimport mmap\n")
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


@pytest.mark.parametrize(
    "source",
    [
        "from typing import List\nprint(List[int]._name)",
        "import random\nrandom.Random()._randbelow(3)",
        "import typing\ntyping.Sequence[int].evil = 1",
        "import statistics\nstatistics.mean.evil = 1",
        "from collections.abc import Sequence\nSequence.register(dict)",
        "from fractions import Fraction\nFraction(1).__init__()",
        "class M(type): pass",
        "import contextlib\ncontextlib.suppress(object)",
        "import functools, collections\nfunctools.total_ordering(collections.Counter)",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    gi_frame: int = 0",
        "class S(str):\n    def go(self): return super().format(1)\nS('{0}').go()",
        "a = [0] * (10 ** 9)",
        "import itertools\nitertools.permutations(range(20))",
    ],
)  # fmt: skip
def test_what_belongs_to_others_stays_closed(source: str) -> None:
    assert error_of(source).type == "GuardError"


@pytest.mark.parametrize("way", ["return", "break", "continue"])
def test_a_finally_is_never_left_before_its_end(way: str) -> None:
    body = f"for i in (1, 2):\n    try:\n        pass\n    finally:\n        {way}\n"
    source = "def f():\n" + "".join(f"    {line}\n" for line in body.splitlines())
    assert error_of(source).type == "SyntaxError"
    kept = source.replace(
        way, f"for j in (1,):\n                {way if way != 'return' else 'pass'}"
    )
    assert run(kept).error is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("class A:\n    def __init__(self): self._x = 1\n    def __repr__(self): return f'{self.__class__.__name__} {self._x}'\nprint(A())", "A 1"),
        ("class A:\n    def __init__(self, **k): self.__dict__.update(k)\nprint(A(x=2).x, A(y=3).__dict__)", "2 {'y': 3}"),
        ("class A:\n    def __getattr__(self, n): return n\nprint(A().x, hasattr(A(), '__len__'))", "x False"),
        ("from abc import ABCMeta\nclass A(metaclass=ABCMeta): pass\nprint(type(A()).__name__)", "A"),
        ("import copy\nclass A: pass\na = A()\na.x = [1]\nb = copy.deepcopy(a)\nb.x.append(2)\nprint(a.x, b.x)", "[1] [1, 2]"),
        ("from pathlib import Path\np = Path(__file__).resolve().parents[2] / 'a' / 'b.c.png'\nprint(p, p.stem, p.suffix, p.exists(), p.with_suffix('.jpg').name)", "a/b.c.png b.c .png False b.c.jpg"),
        ("import argparse, sys\np = argparse.ArgumentParser()\np.add_argument('-o', '--out-file', default='7', type=int)\np.add_argument('--fast', action='store_true')\na = p.parse_args(sys.argv[sys.argv.index('--') + 1:])\nprint(a.out_file + 1, a.fast)", "8 False"),
        ("import json\nwith open('x.json', 'w') as f: json.dump({'a': 1}, f)\nprint('kept')", "kept"),
        ("try:\n    open('x').read()\nexcept FileNotFoundError as e:\n    print('none', e.filename)", "none x"),
        ("import os\nprint(os.system('cls'), os.path.exists('/'), os.listdir('/'), os.environ.get('HOME'))", "0 False [] None"),
        ("__version__ = '1'\n__all__ = ['f']\nprint(__version__)", "1"),
        ("import logging, gc, platform, glob\nlogging.getLogger('x').info('y')\ngc.collect()\nprint(glob.glob('/*'))", "[]"),
    ],
)  # fmt: skip
def test_honest_ways_meet_a_world_without_files(source: str, said: str) -> None:
    outcome = run(source)
    assert outcome.error is None
    assert outcome.output.strip() == said
    assert Validator().check(source, (5, 0, 1)).accepted


def test_random_numbers_of_the_process_go_on_as_if_nothing_ran() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    run("import random\nrandom.seed(99)\nrandom.random()")
    assert random.random() == expected


def test_nothing_is_found_behind_a_facades_name() -> None:
    """``from x import y`` asks ``sys.modules`` for ``x.y`` where a module has no ``y``."""
    import importlib.util

    assert importlib.util is sys.modules["importlib.util"]
    assert error_of("from importlib import util").type == "ImportError"
    assert error_of("import json\nfrom json import decoder").type == "ImportError"


def test_an_operator_of_the_scripts_own_takes_no_special_attributes() -> None:
    from ll3m.ll3m_addon.sandbox.own_operators import OwnOperators

    class Tool:
        def execute(self, _: object) -> dict[str, object]:
            return dict(vars(self))

    seen = OwnOperators().run(Tool, None, {"__dict__": {"__array_interface__": 1}, "size": 2})
    assert seen == {"size": 2}
