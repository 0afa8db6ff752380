# SPDX-License-Identifier: GPL-3.0-or-later
"""What had to stay is compared by rule: constants and parts that the user named."""

from __future__ import annotations

from typing import Any

import pytest
from ll3m.bridge.contract.code import Facts, Part
from ll3m.ll3m_addon.pipeline.preserving import constants_of, not_kept

SCRIPT = "SEAT_HEIGHT = 0.45  # m\nHEIGHT = 0.9\nOAK = (0.4, 0.2, 0.1)\nLEG_COUNT: int = 4\nx = 1\n"


def part(name: str, size: float = 0.1, material: str = "Oak", **more: Any) -> Part:
    return Part(
        name=name, type="MESH", location=[0, 0, 0], dimensions=[size] * 3,
        materials=[material], **more,
    )  # fmt: skip


def made(*parts: Part) -> Facts:
    return Facts(objects=len(parts), vertices=8, faces=6, parts=list(parts))


BEFORE = made(part("Leg 1"), part("Leg 2"), part("ArmRest", 0.3), part("Seat", 0.5, "Red"))


def lost(aspect: str, after: Facts = BEFORE, source: str = SCRIPT) -> str:
    return "\n".join(not_kept([aspect], (SCRIPT, BEFORE), (source, after)))


def test_only_literal_constants_in_capitals_count() -> None:
    assert constants_of(SCRIPT + "B = A + 1\nfoo()\n") == {
        "SEAT_HEIGHT": 0.45, "HEIGHT": 0.9, "OAK": (0.4, 0.2, 0.1), "LEG_COUNT": 4,
    }  # fmt: skip
    assert constants_of("not python (") == {}


@pytest.mark.parametrize("aspect", ["seat height", "SEAT_HEIGHT", "the height of the seat"])
def test_a_named_constant_that_changed_or_went_is_told(aspect: str) -> None:
    assert "SEAT_HEIGHT was 0.45 and is 0.5" in lost(aspect, source=SCRIPT.replace("0.45", "0.5"))
    assert "SEAT_HEIGHT is gone" in lost(aspect, source=SCRIPT.replace("SEAT_HEIGHT", "S"))
    assert not lost(aspect)


def test_a_common_word_alone_names_no_constant_where_a_part_is_meant() -> None:
    taller = SCRIPT.replace("HEIGHT = 0.9", "HEIGHT = 1.2")
    assert not lost("the height of the legs", source=taller)
    assert "HEIGHT was 0.9" in lost("the overall height", source=taller)


@pytest.mark.parametrize(
    ("aspect", "after", "words"),
    [
        ("the legs", made(part("Leg 1", 0.2), *BEFORE.parts[1:]), "'Leg 1' was 0.1 x"),
        ("legs", made(part("Leg 1", material="Iron"), *BEFORE.parts[1:]), "has Iron as material"),
        ("shape of the legs", made(part("Leg 1", material="Iron"), *BEFORE.parts[1:]), ""),
        ("colour of the legs", made(part("Leg 1", 0.2), *BEFORE.parts[1:]), ""),
        ("leg colour", made(part("Leg 1", material="Iron"), *BEFORE.parts[1:]), "Iron"),
        ("the arm rests", made(*BEFORE.parts[:2]), "'ArmRest' is gone"),
        ("the arm rests", made(part("Leg 1", 9), *BEFORE.parts[1:]), ""),
        ("legs", made(part("Leg 1", 0.101), *BEFORE.parts[1:]), ""),
        ("legs", made(part("Front leg"), part("Back leg"), *BEFORE.parts[2:]), ""),
        ("legs", made(*BEFORE.parts[2:]), "'Leg 2' is gone"),
        ("the 1 cushion", made(), ""),
        ("the mood", made(), ""),
    ],
)
def test_a_named_part_is_compared_by_size_and_material_as_the_words_ask(
    aspect: str, after: Facts, words: str
) -> None:
    told = lost(aspect, after)
    assert (words in told) if words else not told


def test_empties_that_hold_a_model_together_are_no_parts() -> None:
    root = part("Leg root").model_copy(update={"type": "EMPTY"})
    assert not not_kept(["legs"], ("", made(root)), ("", made()))
