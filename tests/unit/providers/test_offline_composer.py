# SPDX-License-Identifier: GPL-3.0-or-later
"""The composer as a provider, and the scripts it writes, without Blender."""

from __future__ import annotations

import ast
import re

import pytest
from ll3m.bridge.contract.errors import Cancelled, NotUnderstood, ProviderError
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.scriptkit.finishes import KINDS
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Message, Task
from ll3m.ll3m_addon.providers.offline import OfflineComposer, compose, registry
from ll3m.ll3m_addon.providers.offline.family import Count, Length, Slot, Toggle
from ll3m.ll3m_addon.providers.offline.grammar import parse
from ll3m.ll3m_addon.providers.offline.resolve import colour_of
from ll3m.ll3m_addon.providers.offline.words import MATERIALS

KEYS = list(dict.fromkeys(key for key, _ in registry.NOUNS.values()))
ALLOWED_IMPORTS = {"bpy", "bmesh", "math", "mathutils", "random"}


def ask(task: Task) -> tuple[str, ChatDone]:
    request = ChatRequest((Message("user", task.prompt),), task)
    items = list(OfflineComposer().chat(request, CancelToken()))
    done = items.pop()
    assert isinstance(done, ChatDone)
    assert all(isinstance(item, ChatDelta) for item in items)
    return "".join(item.text for item in items if isinstance(item, ChatDelta)), done


def constants(source: str) -> dict[str, object]:
    found = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def script(prompt: str, *feedback: str) -> str:
    return compose(Task("code", prompt, feedback))[0]


def test_it_says_that_it_is_no_model_and_needs_no_network() -> None:
    info = OfflineComposer().info()
    assert (info.is_model, info.local, info.ready) == (False, True, True)
    assert "not a model" in info.label


def test_an_answer_is_one_fenced_block_and_a_done_without_usage() -> None:
    text, done = ask(Task("code", "a red armchair with wooden legs"))
    assert re.fullmatch(r"```python\n.*\n```\n", text, re.DOTALL)
    assert text.count("```") == 2
    ast.parse(text.removeprefix("```python\n").removesuffix("```\n"))
    assert done.model == "composer-1"
    assert (done.usage.input_tokens, done.usage.output_tokens, done.usage.cost) == (0, 0, 0.0)


def test_the_same_task_gives_the_same_text() -> None:
    task = Task("code", "a bookshelf with six shelves", ("make it white",))
    assert ask(task) == ask(task)


@pytest.mark.parametrize("purpose", ["plan", "critique", "verify", "score"])
def test_it_refuses_what_only_a_model_can_do(purpose: str) -> None:
    with pytest.raises(ProviderError, match="only composes"):
        ask(Task(purpose, "a chair"))


def test_it_refuses_other_kinds_than_models() -> None:
    with pytest.raises(ProviderError):
        ask(Task("code", "a chair", kind="openscad_model"))


def test_an_unknown_thing_yields_nothing_at_all() -> None:
    with pytest.raises(NotUnderstood):
        ask(Task("code", "a dragon"))


def test_cancelling_stops_it() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(OfflineComposer().chat(ChatRequest((), Task("code", "a chair")), cancel))


@pytest.mark.parametrize(
    "prompt",
    [
        'a chair"""); import os #',
        "a chair ```\n```",
        "a chair \\",
        "a chair\n'''",
        "a chair \u202e",
    ],
)
def test_no_prompt_breaks_out_of_the_docstring_or_the_fence(prompt: str) -> None:
    text, _ = ask(Task("code", prompt))
    assert text.count("```") == 2
    tree = ast.parse(text.removeprefix("```python\n").removesuffix("```\n"))
    assert isinstance(tree.body[0], ast.Expr)
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    assert names <= ALLOWED_IMPORTS


@pytest.mark.parametrize("key", KEYS)
def test_a_script_defines_all_it_calls_and_nothing_that_it_does_not_use(key: str) -> None:
    source = script(key.replace("_", " "))
    tree = ast.parse(source)
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    loaded = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    assert defined <= called, defined - called
    known = (
        defined
        | set(dir(__builtins__))
        | set(__builtins__ if isinstance(__builtins__, dict) else ())
    )
    assert called <= known | {"len"}, called - known
    assert set(constants(source)) <= loaded
    assert "$" not in source
    assert "__" not in source
    assert "bpy.ops" not in source
    assert ".remove(" not in source
    imported = {a.name for node in tree.body if isinstance(node, ast.Import) for a in node.names}
    assert imported <= ALLOWED_IMPORTS
    assert imported <= loaded | {"bpy"}
    assert source.endswith("\nmain()\n")
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("key", KEYS)
def test_every_length_and_count_carries_its_range(key: str) -> None:
    for line in script(key.replace("_", " ")).splitlines():
        found = re.match(r"([A-Z][A-Z_0-9]*) = (-?[\d.]+)(  # .*)?$", line)
        if found:
            span = re.search(r"(-?[\d.]+)\.\.(-?[\d.]+)$", found[3] or "")
            assert span, line
            assert float(span[1]) <= float(found[2]) <= float(span[2]), line


@pytest.mark.parametrize("key", KEYS)
def test_a_family_names_only_what_it_has(key: str) -> None:
    family = registry.family(key)
    parameters = {p.name: p for p in family.parameters}
    slots = {slot.name: slot for slot in family.slots}
    assert any(slot.main for slot in family.slots)
    for slot in family.slots:
        assert slot.kind in KINDS
        assert re.fullmatch("[0-9a-f]{6}", colour_of(slot.colour)), slot
    for name, change in [*family.variants.items(), *family.styles.items()]:
        for target, value in change.items():
            if isinstance(value, str):
                assert target in slots, (name, target)
                kind, colour = value.split()
                assert kind in KINDS | {"-"}
                assert colour == "-" or re.fullmatch("[0-9a-f]{6}", colour_of(colour)), value
            else:
                assert target in parameters, (name, target)
    for parameter in family.parameters:
        if not isinstance(parameter, Toggle):
            assert parameter.low <= parameter.value <= parameter.high, parameter
        assert isinstance(parameter, Length | Count | Toggle)
        assert isinstance(slots[family.slots[0].name], Slot)


def test_colours_are_linear_and_go_to_their_parts() -> None:
    found = constants(script("a white mug with a blue handle"))
    body, handle = found["BODY_COLOUR"], found["HANDLE_COLOUR"]
    assert isinstance(body, tuple)
    assert isinstance(handle, tuple)
    assert min(body) > 0.7
    assert handle[2] > 4 * handle[0]


def test_a_material_said_of_a_part_changes_only_that_part() -> None:
    source = script("an oak table with steel legs")
    assert 'metal_material("Frame"' in source
    assert 'wood_material("Top"' in source


def test_sizes_are_met_by_the_parameter_or_by_the_scale() -> None:
    assert constants(script("a table 2 m wide"))["WIDTH"] == 2.0
    tree = constants(script("a 10 m tall tree"))
    assert tree["SCALE"] == pytest.approx(2.0)
    assert constants(script("an armchair 5 m wide"))["WIDTH"] == 5.0


def test_comparatives_in_feedback_build_on_each_other() -> None:
    once = constants(script("a chair", "taller"))["HEIGHT"]
    twice = constants(script("a chair", "taller", "taller"))["HEIGHT"]
    assert isinstance(once, float)
    assert isinstance(twice, float)
    assert 0.92 < once < twice


def test_styles_that_do_nothing_are_named_as_unused() -> None:
    _, notes = compose(Task("code", "a snowy hammer"))
    assert any("snowy" in note for note in notes)
    _, notes = compose(Task("code", "a rusty hammer"))
    assert not any("rusty" in note for note in notes)


@pytest.mark.parametrize("word", ["rusty", "wooden", "golden", "marble", "modern", "snowy"])
@pytest.mark.parametrize("key", KEYS)
def test_a_word_that_changed_nothing_is_never_dropped_silently(key: str, word: str) -> None:
    noun = key.replace("_", " ")
    plain, _ = compose(Task("code", f"a {noun}"))
    source, notes = compose(Task("code", f"a {word} {noun}"))
    bodies = [re.sub(r'^""".*?"""', "", text, count=1, flags=re.DOTALL) for text in (plain, source)]
    named = any(note.startswith("Not used:") and word in note for note in notes)
    if bodies[0] != bodies[1]:
        assert not named
    else:
        # A wooden crate is wooden without being told so; no other word holds by itself.
        assert named or f"{MATERIALS.get(word, ('?',))[0]}_material(" in source


@pytest.mark.parametrize(
    ("prompt", "word"),
    [
        ("a rusty sofa", "rusty"),
        ("a rusty tree", "rusty"),
        ("a wooden marble table", "wooden"),
        ("a table with a snowy hammer", "snowy"),
    ],
)
def test_a_word_without_effect_is_named_in_the_notes(prompt: str, word: str) -> None:
    _, notes = compose(Task("code", prompt))
    assert any(note.startswith("Not used:") and word in note for note in notes)


@pytest.mark.parametrize(
    "prompt",
    ["a rusty street lamp", "a rusty iron chair", "a rusty table", "a rusty red car", "rusty lamp"],
)
def test_rust_shows_on_what_the_thing_is_made_of(prompt: str) -> None:
    source, notes = compose(Task("code", prompt))
    family = registry.family(parse(prompt).item.key)
    main = {slot.name.replace("_", " ").capitalize() for slot in family.slots if slot.main}
    assert any(f'rust_material("{name}"' in source for name in main)
    assert not any("Not used" in note for note in notes)


@pytest.mark.parametrize("prompt", ["an oak wooden table", "a wooden oak table", "oak table"])
def test_two_names_of_one_material_keep_the_more_exact_one(prompt: str) -> None:
    source, notes = compose(Task("code", prompt))
    assert constants(source)["TOP_COLOUR"] == constants(script("an oak table"))["TOP_COLOUR"]
    assert not any("Not used" in note for note in notes)


def test_low_poly_lowers_the_segments_and_flattens_the_shading() -> None:
    found = constants(script("a low-poly tree"))
    assert (found["SEGMENTS"], found["SMOOTH_ANGLE"], found["ROUNDNESS"]) == (8, 0, 0.0)


def test_what_a_thing_needs_can_not_be_left_out_silently() -> None:
    source, notes = compose(Task("code", "an armchair without legs"))
    assert constants(source)["LEG_COUNT"] == 4
    assert any("without leg" in note for note in notes)


def test_several_things_keep_their_names_apart() -> None:
    source = script("a desk with a laptop and two mugs")
    found = constants(source)
    assert {"DESK_HEIGHT", "LAPTOP_WIDTH", "MUG_HEIGHT"} <= set(found)
    assert "mug.location = (x, y, DESK_HEIGHT)" in source


def test_two_of_a_family_with_different_looks_both_stay() -> None:
    source = script("a red chair and a blue chair")
    assert {"CHAIR_FRAME_COLOUR", "CHAIR_2_FRAME_COLOUR"} <= set(constants(source))


def test_what_the_user_set_by_hand_outlives_a_refinement() -> None:
    edited = script("a table").replace("WIDTH = 1.6 ", "WIDTH = 2.2 ")
    source, notes = compose(Task("code", "a table", ("make it white",), source=edited))
    found = constants(source)
    assert found["WIDTH"] == 2.2
    assert found["TOP_COLOUR"] == constants(script("a white table"))["TOP_COLOUR"]
    assert any("WIDTH" in note for note in notes)


def test_a_new_demand_wins_over_what_was_set_by_hand() -> None:
    edited = script("a table").replace("WIDTH = 1.6 ", "WIDTH = 2.2 ")
    source, _ = compose(Task("code", "a table", ("1 m wide",), source=edited))
    assert constants(source)["WIDTH"] == 1.0


def test_an_edited_constant_that_is_no_plain_value_is_not_carried_over() -> None:
    edited = script("a table").replace("WIDTH = 1.6 ", "WIDTH = print(1) ")
    source, _ = compose(Task("code", "a table", ("make it white",), source=edited))
    assert constants(source)["WIDTH"] == 1.6


@pytest.mark.parametrize("key", KEYS)
def test_an_overall_size_parameter_is_the_size_that_the_family_says(key: str) -> None:
    family = registry.family(key)
    for parameter in family.parameters:
        if isinstance(parameter, Length) and parameter.axis:
            said = family.size["xyz".index(parameter.axis)]
            assert parameter.value == pytest.approx(said, rel=0.3), parameter.name
            if family.uniform:
                assert parameter.value == pytest.approx(said, rel=0.16), parameter.name
