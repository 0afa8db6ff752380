# SPDX-License-Identifier: GPL-3.0-or-later
"""A fuzz target: escapes are changed in ways that keep their effect; none may get through.

``LL3M_TEST_FUZZ`` is how many programs to try (default 150), ``LL3M_TEST_SEED`` the seed.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable

import pytest
from conftest import ESCAPES, Run
from ll3m.ll3m_addon.sandbox.validator import Validator

pytestmark = pytest.mark.bpy

Change = Callable[[random.Random, str], str]


def indent(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.splitlines())


def in_function(rng: random.Random, code: str) -> str:
    return f"def wrapped():\n    global b, f, o, x\n{indent(code)}\nwrapped()"


def in_class(rng: random.Random, code: str) -> str:
    return f"class Holder:\n    def go(self):\n{indent(indent(code))}\nHolder().go()"


def in_try(rng: random.Random, code: str) -> str:
    return f"try:\n{indent(code)}\nfinally:\n    pass"


def in_loop(rng: random.Random, code: str) -> str:
    return f"for _ in range(1):\n{indent(code)}"


def in_main(rng: random.Random, code: str) -> str:
    return f"if __name__ == '__main__':\n{indent(code)}"


def in_generator(rng: random.Random, code: str) -> str:
    return f"def steps():\n{indent(code)}\n    yield\nlist(steps())"


def wide(rng: random.Random, code: str) -> str:
    """Letters of some names in another form that Python reads as the same."""

    def change(match: re.Match[str]) -> str:
        name = match.group(0)
        at = rng.randrange(len(name))
        letter = name[at]
        changed = chr(ord(letter) - ord("a") + 0xFF41) if letter.islower() else letter
        return name[:at] + changed + name[at + 1 :]

    return re.sub(r"(?<=\.)[a-z_]{4,}|\bopen\b|\bgetattr\b", change, code, count=2)


def split_texts(rng: random.Random, code: str) -> str:
    """Texts put together while the script runs."""

    def change(match: re.Match[str]) -> str:
        text = match.group(1)
        at = rng.randrange(1, len(text))
        return f"('{text[:at]}' + '{text[at:]}')"

    return re.sub(r"(?<![\w'])'([\w.]{3,40})'(?!['\w])", change, code)


def by_getattr(rng: random.Random, code: str) -> str:
    """Some attributes read by name."""
    return re.sub(r"\b([a-z]\w*)\.(\w{5,})(?=\()", r"getattr(\1, '\2')", code, count=2)


def renamed(rng: random.Random, code: str) -> str:
    """A built-in under another name."""
    name = rng.choice(["open", "getattr", "type", "eval", "exec"])
    if not re.search(rf"\b{name}\(", code):
        return code
    return f"other = {name}\n" + re.sub(rf"(?<![.\w]){name}\(", "other(", code)


CHANGES: list[Change] = [
    in_function, in_class, in_try, in_loop, in_main, in_generator, wide, split_texts, by_getattr,
    renamed,
]  # fmt: skip


def programs() -> list[dict[str, str]]:
    rng = random.Random(int(os.environ.get("LL3M_TEST_SEED", "4711")))
    chosen = [each for each in ESCAPES.values() if each.effect != "dead"]
    made: list[dict[str, str]] = []
    for number in range(int(os.environ.get("LL3M_TEST_FUZZ", "150"))):
        escape = rng.choice(chosen)
        code = escape.code
        for change in rng.sample(CHANGES, rng.randint(1, 3)):
            changed = change(rng, code)
            try:
                compile(changed, "fuzz.py", "exec", dont_inherit=True)
            except SyntaxError:
                continue
            code = changed
        made.append({"id": f"{number}.{escape.id}", "code": code, "effect": escape.effect})
    return made


def test_changed_escapes_do_not_get_through_the_guard(run: Run) -> None:
    tried = programs()
    results = run("guard", tried)
    through = {each["id"]: each["code"] for each in tried if results[each["id"]]["worked"]}
    assert not through


def test_the_check_survives_changed_escapes() -> None:
    for each in programs():
        report = Validator().check(each["code"], (5, 0, 1))
        assert report.accepted or report.findings


def test_most_changed_escapes_still_work_in_bare_blender(run: Run) -> None:
    """Otherwise the two tests above would prove little."""
    tried = programs()
    results = run("bare", tried)
    assert sum(seen["worked"] for seen in results.values()) > 0.6 * len(tried)
