# SPDX-License-Identifier: GPL-3.0-or-later
"""One whole script comes out of an answer, or words that make a model give one."""

from __future__ import annotations

import ast

import pytest
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.knowledge.cookbook import all_recipes
from ll3m.ll3m_addon.pipeline.scripts import read_script
from ll3m.ll3m_addon.providers.offline import compose

BASE = """import bpy

SEAT_HEIGHT = 0.45  # m, 0.3..0.6
LEG = 0.04


def seat():
    return bpy.data.meshes.new("Seat")


def leg():
    return bpy.data.meshes.new("Leg")


def main():
    seat()
    leg()


main()
"""


def fenced(text: str, language: str = "python") -> str:
    return f"Sure, here you go.\n\n```{language}\n{text}\n```\nEnjoy!"


@pytest.mark.parametrize(
    "mark",
    [
        "# rest unchanged",
        "# ... rest of the code remains the same ...",
        "# ... (existing code)",
        "# The rest of the script is unchanged",
        "# keep the other functions as is",
        "# same as before",
        "# [previous code here]",
        "# ...",
        "# …",
        "# other functions unchanged",
        "# remaining code stays",
        "# <existing functions>",
    ],
)
def test_a_new_script_that_leaves_code_out_is_refused(mark: str) -> None:
    script = read_script(fenced(f"import bpy\n\n{mark}\n\nmain()"))
    assert not script.source
    assert "leaves code out" in script.problem


@pytest.mark.parametrize(
    "comment",
    [
        "# the rest of the chair's back stands behind the seat",
        "# legs are the same as in the plan: four",
        "# copy the leg to each corner",
        "# keep parts touching",
        "# previous value was 0.3",
        "# Backrest",
        "# 1. seat ... 4. legs",
        "# other colour for the legs",
    ],
)
def test_ordinary_comments_are_no_marks_of_left_out_code(comment: str) -> None:
    source = f"import bpy\n\n{comment}\nx = 1\n"
    assert read_script(fenced(source)).source == source


@pytest.mark.parametrize("body", ["...", "    ...", "x = 1\n    ..."])
def test_placeholders_in_functions_are_refused_with_and_without_a_base(body: str) -> None:
    answer = fenced(f"import bpy\n\n\ndef seat():\n    {body.strip()}\n\n\nseat()")
    assert "placeholders" in read_script(answer).problem
    assert "placeholders" in read_script(answer, BASE).problem


def test_only_the_changed_function_is_put_into_the_script_it_changes() -> None:
    answer = fenced('def leg():\n    return bpy.data.meshes.new("Thick leg")')
    script = read_script(answer, BASE)
    assert "Thick leg" in script.source
    assert '"Leg"' not in script.source
    assert script.source.count("def leg") == 1
    assert script.source.replace("Thick leg", "Leg") == BASE
    assert "only the changed parts" in script.note


def test_constants_and_new_functions_are_merged_before_the_first_function() -> None:
    part = (
        "SEAT_HEIGHT = 0.5  # m, 0.3..0.6\nBACK = 0.4\n\n# ... rest unchanged\n\n"
        'def back():\n    return bpy.data.meshes.new("Back")\n\n\n'
        "def main():\n    seat()\n    leg()\n    back()\n\n\nmain()"
    )
    merged = read_script(fenced(part), BASE).source
    names: list[str] = []
    for node in ast.parse(merged).body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names.append(node.targets[0].id)
    assert names == ["SEAT_HEIGHT", "LEG", "BACK", "back", "seat", "leg", "main"]
    assert "SEAT_HEIGHT = 0.5" in merged
    assert merged.rstrip().endswith("main()")
    assert merged.count("\nmain()") == 1


@pytest.mark.parametrize(
    "part",
    [
        "for n in range(4):\n    leg()",  # a loose statement: where would it go?
        'def leg():\n    # rest unchanged\n    return bpy.data.meshes.new("L")',
        "def quite_new():\n    return 1",  # nothing of it is known
        "bpy.context.scene.name = 'x'",
    ],
)
def test_a_part_that_can_t_be_merged_safely_is_asked_for_again(part: str) -> None:
    script = read_script(fenced(part), BASE)
    assert not script.source
    assert script.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (fenced("const a = new THREE.Mesh();", "javascript"), "JavaScript"),
        (fenced("const a = new THREE.Mesh();\nlet b = 1;", ""), "JavaScript"),
        (fenced("module leg() { cube([1,2,3]); }\nleg();", "openscad"), "OpenSCAD"),
        (fenced("union() {\n  cube([1,2,3]);\n}", ""), "OpenSCAD"),
        (fenced("--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n-a\n+b", "diff"), "diff"),
        (fenced("@@ -1,2 +1,2 @@\n import bpy\n-a = 1\n+a = 2"), "diff"),
        ("I would rather not.", "no Python script"),
        (fenced('{"parts": []}', "json"), "no Python script"),
    ],
)
def test_other_languages_diffs_and_prose_are_named(text: str, words: str) -> None:
    script = read_script(text)
    assert not script.source
    assert words in script.problem


def test_an_answer_that_hit_its_length_is_no_script_unless_it_is_whole() -> None:
    cut = "```python\nimport bpy\n\ndef main():\n    bpy.data.meshes.new('a"
    assert "cut off" in read_script(cut, cut_off=True).problem
    assert read_script(fenced(BASE), cut_off=True).source == BASE


def test_a_script_split_over_blocks_is_put_together() -> None:
    first = 'First the parts:\n```python\nimport bpy\n\ndef seat():\n    return bpy.data.meshes.new("S")\n```\n'
    second = "Then the call:\n```python\nseat()\n```"
    assert read_script(first + second).source.rstrip().endswith("seat()")
    used_before = "```python\ndef seat():\n    return 1\n```\n```python\nimport bpy\nx = 1\ny = 2\nz = 3\nseat()\n```"
    assert "def seat" in read_script(used_before).source


def test_of_two_whole_scripts_the_later_one_counts_unless_it_is_much_shorter() -> None:
    better = BASE.replace("0.45", "0.5")
    assert read_script(fenced(BASE) + fenced(better)).source == better
    assert read_script(fenced(BASE) + fenced("import bpy\nprint(1)")).source == BASE


def test_shell_lines_and_explanations_around_the_script_do_no_harm() -> None:
    text = fenced("pip install fake-bpy-module", "bash") + fenced(BASE) + "1. It makes a chair."
    assert read_script(text).source == BASE


def test_no_recipe_and_no_composed_script_is_taken_for_a_lazy_or_foreign_one() -> None:
    sources = [recipe.source for recipe in all_recipes()]
    for prompt in ("a red armchair", "a blue mug", "a bookshelf", "three street lamps"):
        sources.append(compose(Task("code", prompt))[0])
    assert len(sources) > 80
    for source in sources:
        script = read_script(fenced(source.rstrip("\n")), BASE)
        assert script.source.strip() == source.strip(), script.problem


@pytest.mark.parametrize(
    "answer",
    [
        '{"script": "import bpy\\n\\nSIZE = 1.0\\n"}',
        'Here:\n```json\n{"thought": "a box", "code": "import bpy\\n\\nSIZE = 1.0\\n"}\n```\n',
    ],
)
def test_a_script_wrapped_in_json_is_unwrapped(answer: str) -> None:
    assert read_script(answer).source == "import bpy\n\nSIZE = 1.0\n"


def test_json_that_was_cut_off_is_no_script() -> None:
    assert read_script('{"script": "import bpy\\n\\nSIZE = ').problem
