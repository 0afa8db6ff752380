# SPDX-License-Identifier: GPL-3.0-or-later
"""Constants on top of a script become typed parameters, and setting one changes its literal alone."""

from __future__ import annotations

import ast

import pytest
from ll3m.bridge.contract.code import Parameter, ParameterValue
from ll3m.bridge.contract.errors import InvalidRequest
from ll3m.ll3m_addon.core.chat import Task
from ll3m.ll3m_addon.core.parameters import read_parameters, same_value, set_parameters
from ll3m.ll3m_addon.providers.offline.composer import compose


def only(line: str) -> Parameter | None:
    """The parameter of a script of one constant that is used."""
    name = line.split("=")[0].split(":")[0].split("#")[0].strip().split("\n")[-1]
    found = read_parameters(f"{line}\nprint({name})\n")
    return found[0] if found else None


@pytest.mark.parametrize(
    ("line", "type", "unit", "low", "high"),
    [
        ("A = 0.45  # m, 0.3..0.6", "float", "m", 0.3, 0.6),
        ("A = 0.45  # metres 0.3 to 0.6", "float", "m", 0.3, 0.6),
        ("A = 45  # cm (30 - 60)", "float", "cm", 30, 60),
        ("A = 2  # height in metres (0.5 to 4)", "float", "m", 0.5, 4),
        ("A = 4  # count, 1..12", "int", "", 1, 12),
        ("A = 4  # range: [2, 8]", "int", "", 2, 8),
        ("A = 4  # min 2, max 8", "int", "", 2, 8),
        ("A = 12  # deg, 0..90", "float", "deg", 0, 90),
        ("A = 12  # degrees, -45..45", "float", "deg", -45, 45),
        ("A = 0.5  # 0 <= a <= 1", "float", "", 0, 1),
        ("A = -1.5  # m, −2…2", "float", "m", -2, 2),
        ("A: float = 1.0  # m, 0.5..2", "float", "m", 0.5, 2),
        ("A = 3.0  # m, 0.5..2", "float", "m", 0.5, 3),  # the value itself always fits
        ("import math\nA = math.radians(30)  # 0..90", "float", "deg", 0, 90),
        ("A = (0.2, 0.3, 0.4)  # RGB", "colour", "", 0, 1),
        ("BODY_COLOR = (0.2, 0.3, 0.4, 1)", "colour", "", 0, 1),
        ("A = [1, 2, 3]  # m, -5..5", "vector", "m", -5, 5),
    ],
)
def test_a_comment_gives_type_unit_and_range(
    line: str, type: str, unit: str, low: float, high: float
) -> None:
    found = only(line)
    assert found is not None
    assert (found.type, found.unit) == (type, unit)
    assert (found.minimum, found.maximum) == (low, high)
    assert not found.guessed


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("SEAT = 0.4", 0.1, 1.6),
        ("ROUGHNESS = 0.4", 0, 1),
        ("OFFSET = 0.0", -1, 1),
        ("OFFSET = -0.5", -2, 2),
        ("LEG_COUNT = 4", 1, 16),
        ("SEGMENTS = 32", 3, 130),
        ("SEED = 7", 0, 9999),
        ("SUBDIV_LEVELS = 2", 0, 6),
        ("TILT = 30.0  # deg", -180, 180),
        ("SIZE = (1.0, 2.0, 1.0)", 0, 8),
        ("AT = (1.0, 2.0, 1.0)  # where it is", -8, 8),
    ],
)
def test_a_silent_comment_leaves_a_guess_around_the_value(
    line: str, low: float, high: float
) -> None:
    found = only(line)
    assert found is not None
    assert (found.minimum, found.maximum, found.guessed) == (low, high, True)


def test_switches_choices_and_texts() -> None:
    assert only("A = True  # arm rests").type == "bool"  # type: ignore[union-attr]
    wood = only('A = "oak"  # one of: oak, walnut or pine')
    assert wood is not None
    assert (wood.type, wood.choices) == ("choice", ["oak", "walnut", "pine"])
    assert only('A = "oak"  # oak | walnut').choices == ["oak", "walnut"]  # type: ignore[union-attr]
    assert only('A = "Hello"  # the sign says').type == "text"  # type: ignore[union-attr]


def test_a_title_over_the_constants_is_their_group_and_a_range_above_is_theirs() -> None:
    found = read_parameters("# --- Sizes ---\n# Depth in metres, 0.2 to 0.5\nD = 0.3\nprint(D)\n")
    assert found[0].model_dump(exclude_defaults=True) == {
        "name": "D", "label": "D", "type": "float", "unit": "m", "default": 0.3, "minimum": 0.2,
        "maximum": 0.5, "description": "Depth", "group": "Sizes", "line": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "A = 1.0\n",  # never used
        "a = 1.0\nprint(a)\n",  # no constant by its name
        "A = 1.0\nA = 2.0\nprint(A)\n",
        "A = 1.0\nA += 2.0\nprint(A)\n",
        "A = 1.0\ndef f():\n    global A\n    A = 2\nprint(A)\n",
        "A = B = 1.0\nprint(A)\n",
        "A = 2 * 3\nprint(A)\n",
        "A = [1, 2, [3]]\nprint(A)\n",
        "A = {'a': 1}\nprint(A)\n",
        "A = b'x'\nprint(A)\n",
        "A = f'{1}'\nprint(A)\n",
        "A = 1e999\nprint(A)\n",
        "A = 1j\nprint(A)\n",
        "A = None\nprint(A)\n",
        "A = '''two\nlines'''\nprint(A)\n",
        "def f():\n    A = 1.0\n    print(A)\n",
        "A = (1, 2, 3, 4, 5)\nprint(A)\n",
        "A = open('x')\nprint(A)\n",
    ],
)
def test_what_can_not_be_a_slider_is_none(source: str) -> None:
    assert read_parameters(source) == []


@pytest.mark.parametrize(
    "comment",
    ["", "#", "..", "1..", "..1", "9..1", "1..1e999", "one of:", "{m}", "m m m 0..1..2", "🪑 0.3..0.6", "(" * 300,
     "a, " * 200, "-" * 400, "\\", "min max", "1 - ", "%s", "nan..inf"],
)  # fmt: skip
def test_odd_comments_do_no_harm(comment: str) -> None:
    found = only(f"A = 0.5  # {comment}")
    assert found is not None
    assert found.minimum is not None
    assert found.maximum is not None
    assert found.minimum <= 0.5 <= found.maximum


TEXT = '''"""A chair."""
import bpy

# Sizes
SEAT_HEIGHT = 0.450  # m, 0.3..0.6
NAME = "Stuhl äöü"; LEGS = 4  # count, 3..8
WHERE = (
    1.0,   # to the right
    -2,    # back
    0.5,   # up
)
ROUND = True


def main():
    print(SEAT_HEIGHT, NAME, LEGS, WHERE, ROUND)


main()
'''


def test_setting_a_value_changes_its_literal_and_nothing_else() -> None:
    assert set_parameters(TEXT, {"SEAT_HEIGHT": 0.5}) == TEXT.replace("0.450", "0.5")
    assert set_parameters(TEXT, {"LEGS": 6}) == TEXT.replace("= 4", "= 6")
    assert set_parameters(TEXT, {"ROUND": False}) == TEXT.replace("True", "False")
    moved = set_parameters(TEXT, {"WHERE": [1.0, 3, 0.25]})
    assert moved == TEXT.replace("-2,", "3.0,").replace("0.5,", "0.25,")


def test_a_value_that_is_there_already_leaves_the_text_alone() -> None:
    same: dict[str, ParameterValue] = {"SEAT_HEIGHT": 0.45, "WHERE": [1, -2, 0.5], "LEGS": 4}
    assert set_parameters(TEXT, same) == TEXT


def test_line_ends_and_other_scripts_survive() -> None:
    text = TEXT.replace("\n", "\r\n").replace("A chair", "A\x0c\u2028chair")
    assert set_parameters(text, {"LEGS": 5}) == text.replace("LEGS = 4", "LEGS = 5")
    assert set_parameters(TEXT, {"NAME": '椅子 \\ "x" \''}).encode()
    assert read_parameters(set_parameters(TEXT, {"NAME": "椅子"}))[1].default == "椅子"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SEAT_HEIGHT", 0.7, "from 0.3 to 0.6 m"),
        ("SEAT_HEIGHT", "0.5", "number"),
        ("SEAT_HEIGHT", True, "number"),
        ("SEAT_HEIGHT", float("nan"), "number"),
        ("SEAT_HEIGHT", float("inf"), "number"),
        ("SEAT_HEIGHT", [0.5], "number"),
        ("LEGS", 4.5, "whole"),
        ("LEGS", 9, "from 3 to 8"),
        ("ROUND", 1, "true or false"),
        ("WHERE", [1.0, 2.0], "3 numbers"),
        ("WHERE", 1.0, "3 numbers"),
        ("NAME", "two\nlines", "one line"),
        ("NAME", 3, "one line"),
        ("NOPE", 1.0, "no such parameter"),
    ],
)
def test_values_that_do_not_fit_are_refused_in_words(
    name: str, value: ParameterValue, says: str
) -> None:
    with pytest.raises(InvalidRequest, match=name) as caught:
        set_parameters(TEXT, {name: value, "LEGS": 5} if name != "LEGS" else {name: value})
    assert says in caught.value.message
    assert caught.value.data["problems"][0]["field"] == name


@pytest.mark.parametrize(
    "evil", ['"; import os; "', "' + open('/etc/passwd').read() + '", "\\", '\\"']
)
def test_a_text_stays_a_text(evil: str) -> None:
    made = set_parameters(TEXT, {"NAME": evil})
    tree = ast.parse(made)
    assert len(tree.body) == len(ast.parse(TEXT).body)
    assert read_parameters(made)[1].default == evil


def test_what_is_not_python_is_said_with_its_line() -> None:
    with pytest.raises(InvalidRequest, match="Line 2"):
        read_parameters("A = 1\nB = = 2\n")


@pytest.mark.parametrize(
    "prompt",
    ["a red armchair", "a street lamp", "a castle", "a car", "a house with two floors", "a tree",
     "a table with a lamp on it", "a train", "a sofa", "a rocket", "a bottle", "a hammer"],
)  # fmt: skip
def test_every_constant_of_the_composer_is_a_parameter_and_can_be_set(prompt: str) -> None:
    source, _ = compose(Task("code", prompt))
    found = read_parameters(source)
    constants = [
        node.targets[0].id
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]
    assert [each.name for each in found] == [name for name in constants if name != "_"]
    assert len(found) >= 5
    assert not any(each.guessed for each in found)
    for each in found:
        wanted: ParameterValue
        if each.type == "bool":
            wanted = not each.default
        elif isinstance(each.default, list):
            wanted = [each.maximum or 0.0] * len(each.default)
        else:
            wanted = int(each.maximum or 0) if each.type == "int" else each.maximum or 0.0
        again = {
            p.name: p.default for p in read_parameters(set_parameters(source, {each.name: wanted}))
        }
        assert same_value(again.pop(each.name), wanted)
        assert again == {p.name: p.default for p in found if p.name != each.name}
