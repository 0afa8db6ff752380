# SPDX-License-Identifier: GPL-3.0-or-later
"""The composer's grammar: what it understands, what it leaves, and what it refuses."""

from __future__ import annotations

import ast
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ll3m.bridge.contract.errors import NotUnderstood
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.providers.offline import compose
from ll3m.ll3m_addon.providers.offline.grammar import parse
from ll3m.ll3m_addon.providers.offline.registry import NOUNS, family


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("a red armchair with wooden legs", "armchair"),
        ("Please make me an office chair!", "office_chair"),
        ("a coffee table", "table"),
        ("floor lamp", "lamp"),
        ("two chairs", "chair"),
        ("a very big, red house", "house"),
        ("create a 3D model of a low-poly pine tree", "pine"),
        ("chest of drawers", "dresser"),
        ("CHRISTMAS TREE with red baubles", "pine"),
        ("a car that is blue", "car"),
        ("a table 2 m wide", "table"),
    ],
)
def test_a_noun_phrase_names_its_family(prompt: str, key: str) -> None:
    assert parse(prompt).item.key == key


@pytest.mark.parametrize(
    "prompt",
    [
        "a dragon",
        "car wash",
        "chairman",
        "table of contents",
        "horse",
        "a tree house",
        "a dog house",
        "table tennis racket",
        "a cup holder",
        "a paper plane",
        "toy horse",
        "a wheelchair",
        "flower bed",
        "fire truck",
        "a man sitting on a chair",
        "ice cream",
        "an orange",
        "chair lift",
        "bookworm",
        "carpet",
        "tablet",
        "househusband",
        "a bed bug",
        "the Eiffel tower",
        "something nice",
        "blue",
        "a chair leg",
        "",
        "   ",
        "???",
        "12345",
        "椅子",
    ],
)
def test_what_is_not_known_is_refused_and_nothing_else_is_made(prompt: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse(prompt)
    assert "armchair" in caught.value.message
    assert caught.value.data["known"]


@pytest.mark.parametrize(
    "prompt",
    [
        "car wash",
        "chair lift",
        "book club",
        "lava lamp",
        "bottle rocket",
        "clock tower",
        "tree house",
        "boat house",
        "phone booth",
        "table tennis bat",
        "sword fish",
        "rock concert",
        "mushroom cloud",
        "washing line",
        "flower shop",
        "car park",
        "book light",
        "tree farm",
        "castle hotel",
        "table cloth",
        "bean bag chair",
        "cook book",
        "dream house",
        "jack hammer",
        "war hammer",
        "gun barrel",
        "toilet bowl",
        "dust bowl",
        "family tree",
        "decision tree",
        "shoe tree",
        "palm tree",
        "olive tree",
        "genie lamp",
        "magic lamp",
        "salt lamp",
        "summer house",
        "office tower",
        "help desk",
        "weight bench",
        "security camera",
        "oyster bed",
        "sand castle",
        "linen closet",
        "wall lamp",
        "house party",
        "bed room",
    ],
)
@pytest.mark.parametrize(
    "form", ["{}", "a {}", "a red {}", "a rusty {}", "please make two small {}s"]
)
def test_a_noun_beside_a_known_one_makes_another_thing_of_it(prompt: str, form: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(form.format(prompt))


@pytest.mark.parametrize(
    "prompt", ["street light", "a street lamp", "rusty streetlight", "lamp post", "lantern posts"]
)
def test_a_lamp_in_the_street_is_a_street_lamp(prompt: str) -> None:
    assert parse(prompt).item.key == "street_lamp"


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("a shaggy sofa", "sofa"),
        ("a grandma's armchair", "armchair"),
        ("an ancient egyptian vase", "vase"),
        ("a 1970s lamp", "lamp"),
        ("a storage bench", "bench"),
        ("a cosy living room armchair", "armchair"),
        ("a leather chesterfield sofa", "sofa"),
        ("a secret chair", "chair"),
        ("a table square and red", "table"),
        ("a restaurant table", "table"),
    ],
)
def test_an_adjective_that_is_not_known_makes_no_other_thing(prompt: str, key: str) -> None:
    assert parse(prompt).item.key == key


@pytest.mark.parametrize(
    ("prompt", "meant"), [("armchiar", "armchair"), ("a blue sofe", "sofa"), ("rokcet", "rocket")]
)
def test_a_misspelt_noun_is_answered_with_what_was_meant(prompt: str, meant: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse(prompt)
    assert meant in caught.value.data["near"]
    assert f"Did you mean {caught.value.data['near'][0]}" in caught.value.message


def test_a_colour_before_a_part_is_the_parts_own() -> None:
    item = parse("a white mug with a blue handle").item
    assert [word for word, _ in item.look.colours] == ["white"]
    assert [word for word, _ in item.parts["handle"].colours] == ["blue"]


@pytest.mark.parametrize(
    ("colour", "words"),
    [("light blue", ["light blue"]), ("dark green", ["dark green"]), ("pale pink", ["pale pink"])],
)
def test_a_tint_and_a_colour_are_one_colour(colour: str, words: list[str]) -> None:
    assert [word for word, _ in parse(f"a {colour} chair").item.look.colours] == words


def test_a_number_before_a_part_counts_it() -> None:
    assert parse("a desk with four drawers").item.counts == {"drawer": 4}
    assert parse("a three-legged stool").item.counts == {"leg": 3}
    assert parse("a two-storey house").item.counts == {"storey": 2}
    assert parse("a five drawer dresser").item.counts == {"drawer": 5}


def test_a_number_before_the_thing_counts_things() -> None:
    item = parse("three mushrooms").item
    assert (item.count, item.counts) == (3, {})


@pytest.mark.parametrize(
    ("prompt", "axis", "metres"),
    [
        ("a table 2 m wide", "x", 2.0),
        ("an 80 cm tall table", "z", 0.8),
        ("a table, height of 70 cm", "z", 0.7),
        ("a 6 ft long table", "l", 1.8288),
        ('a 30" wide table', "x", 0.762),
        ("a table 1,5 metres wide", "x", 1.5),
        ("a 900mm high table", "z", 0.9),
        ("a 2 m table", "", 2.0),
    ],
)
def test_measures_are_read_in_metres(prompt: str, axis: str, metres: float) -> None:
    assert parse(prompt).item.sizes == pytest.approx({axis: metres})


def test_feedback_is_read_after_the_prompt_and_wins() -> None:
    item = parse("a red armchair", ["make it blue", "four legs", "2 m wide", "no armrests"]).item
    assert [word for word, _ in item.look.colours] == ["blue"]
    assert item.counts == {"leg": 4}
    assert item.sizes == {"x": 2.0}
    assert item.absent == {"armrest"}


def test_feedback_can_take_back_what_was_left_out() -> None:
    item = parse("an armchair without armrests", ["add armrests"]).item
    assert item.absent == set()
    assert "armrest" in item.wanted


def test_a_demand_after_and_is_not_one_more_thing_to_leave_out() -> None:
    item = parse("armchair", ["remove the armrests and make it velvet"]).item
    assert item.absent == {"armrest"}
    assert item.look.kind == "velvet"


def test_feedback_can_make_another_thing_of_it() -> None:
    assert parse("a red car", ["turn it into a truck"]).item.key == "truck"


def test_a_prompt_without_a_thing_waits_for_the_feedback_to_name_it() -> None:
    with pytest.raises(NotUnderstood):
        parse("make it blue", ["taller"])


def test_words_without_effect_are_reported() -> None:
    assert "mystical" in parse("a mystical chair").unused


def test_things_on_and_around_another_hang_on_it() -> None:
    item = parse("a table with a lamp and four chairs around it").item
    assert item.key == "table"
    assert [(how, each.key, each.count) for how, each in item.others] == [
        ("with", "lamp", 1),
        ("around", "chair", 4),
    ]


def test_what_carries_another_thing_is_the_first_item() -> None:
    item = parse("a lamp on a desk").item
    assert item.key == "desk"
    assert [(how, each.key) for how, each in item.others] == [("on", "lamp")]


def test_every_noun_names_a_family_and_a_variant_that_exist() -> None:
    for noun, (key, variant) in NOUNS.items():
        found = family(key)
        assert found.key == key
        assert not variant or variant in found.variants, noun


def test_every_noun_is_understood_alone_and_in_the_plural() -> None:
    for noun, (key, _) in NOUNS.items():
        assert parse(f"a {noun}").item.key == key, noun


def test_numbers_that_count_nothing_of_the_thing_make_no_more_of_it() -> None:
    assert parse("a table for 4 people").item.count == 1
    assert parse("a pink sofa in the style of the 1970s").item.count == 1
    assert parse("an 8 bit sword").item.count == 1


def test_a_crowd_is_cut_down_and_the_notes_say_so() -> None:
    request = parse("1000 chairs")
    assert request.item.count == 24
    assert any("1000" in word for word in request.unused)


@pytest.mark.parametrize("prompt", ["a chair made out of bones", "a chair in the shape of a hand"])
def test_what_would_make_another_thing_of_it_is_refused(prompt: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(prompt)


_WORDS = [
    *[
        "a",
        "the",
        "red",
        "chair",
        "table",
        "lamp",
        "with",
        "without",
        "and",
        "on",
        "of",
        "in",
        "no",
        "four",
        "legs",
        "drawers",
        "2",
        "m",
        "tall",
        "80",
        "cm",
    ],
    *[
        ",",
        ".",
        ";",
        "and",
        "make",
        "it",
        "blue",
        "wooden",
        "round",
        "under",
        "around",
        "add",
        "remove",
        "1970s",
        "½",
        "፩",
        "²",
        '"',
        "'",
        "1000",
        "into",
        "to",
    ],
]


@given(st.lists(st.sampled_from(_WORDS), max_size=14), st.lists(st.text(max_size=30), max_size=2))
@settings(max_examples=300, deadline=None)
def test_no_text_at_all_breaks_the_grammar(words: list[str], feedback: list[str]) -> None:
    with contextlib.suppress(NotUnderstood):
        parse(" ".join(words), [*feedback, " ".join(reversed(words))])


@given(st.lists(st.sampled_from(_WORDS), max_size=12))
@settings(max_examples=150, deadline=None)
def test_whatever_is_understood_becomes_a_script_that_parses(words: list[str]) -> None:
    with contextlib.suppress(NotUnderstood):
        ast.parse(compose(Task("code", "a table " + " ".join(words)))[0])
