# SPDX-License-Identifier: GPL-3.0-or-later
"""The coder's questions and what it gets out of answers; names from prompts."""

from __future__ import annotations

import pytest
from ll3m.bridge.contract.code import CheckReport, Finding
from ll3m.bridge.contract.errors import ProviderError, ScriptFailed
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.pipeline.bench import refuse
from ll3m.ll3m_addon.pipeline.coder import (
    Answer,
    code_messages,
    describe_problem,
    extract_script,
    repair_messages,
)
from ll3m.ll3m_addon.pipeline.context import Shared
from ll3m.ll3m_addon.pipeline.naming import name_from_prompt


@pytest.mark.parametrize(
    ("answer", "script"),
    [
        ("```python\nimport bpy\n```", "import bpy\n"),
        ("Sure!\n\n```py\nimport bpy\nx = 1\n```\nEnjoy.", "import bpy\nx = 1\n"),
        ("```\nimport bpy\n```", "import bpy\n"),
        ("```bash\npip install x\n```\n```python\nimport bpy\n```", "import bpy\n"),
        ("```python\nx\n```\ntext\n```python\nimport bpy\ny = 2\n```", "import bpy\ny = 2\n"),
        ("```python\nimport bpy\nprint('cut off'", "import bpy\nprint('cut off'\n"),
        ("import bpy\nx = 1", "import bpy\nx = 1\n"),
    ],
)
def test_the_script_is_found_in_an_answer(answer: str, script: str) -> None:
    assert extract_script(answer) == script


@pytest.mark.parametrize(
    "answer", ["", "I can't do that.", "import bpy is what you need.", "```json\n{}\n```"]
)
def test_an_answer_without_a_script_is_an_error(answer: str) -> None:
    with pytest.raises(ProviderError, match="no Python script"):
        extract_script(answer)


def test_the_first_question_holds_rules_blender_and_the_wish_as_it_is() -> None:
    system, user = code_messages(Shared(Task("code", "a {blender} mug")), (5, 2, 0))
    assert "Blender 5.2" in system.text
    assert user.text == "<wish>\na {blender} mug\n</wish>"


def test_a_refinement_shows_the_script_the_change_and_what_must_stay() -> None:
    task = Task("code", "a mug", feedback=("bigger", "blue"), preserve=("handle",))
    _, user = code_messages(Shared(task, source="x = {feedback}"), (5, 2, 0))
    assert "x = {feedback}" in user.text
    assert "<feedback>\nblue\n</feedback>" in user.text
    assert "- bigger" in user.text
    assert "<keep>\n- handle\n</keep>" in user.text


def test_a_repair_sends_the_failed_script_and_its_traceback_once() -> None:
    first = code_messages(Shared(Task("code", "a mug")), (5, 2, 0))
    error = ScriptFailed("It raised.", traceback='File "script.py", line 3\nNameError: x', line=3)
    problem = describe_problem(error)
    once = repair_messages(first, Answer("bad()\n", "", "m", ()), problem)
    twice = repair_messages(once, Answer("worse()\n", "", "m", ()), problem)
    assert "NameError" in once[-1].text
    assert "bad()" in once[-2].text
    assert len(once) == len(twice) == 4
    assert not any("bad()" in message.text for message in twice)


def test_findings_are_told_with_line_rule_and_advice() -> None:
    finding = Finding(
        severity="error",
        rule="import.module",
        line=2,
        column=1,
        what="imports os",
        advice="leave it out",
    )
    migrated = finding.model_copy(update={"severity": "migrated"})
    report = CheckReport(
        accepted=False, findings=[finding, migrated], source="", lines=2, seconds=0
    )
    told = describe_problem(refuse(report))
    assert told == "line 2: imports os [import.module] leave it out"


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("a red armchair with wooden legs", "Red Armchair"),
        ("Make me a tall street lamp, rusty", "Tall Street Lamp"),
        ("please create an old oak table that wobbles", "Old Oak Table"),
        ("Stuhl für Übergröße", "Stuhl Für Übergröße"),
        ("with", "With"),
        ("…", "…"),
        ("a", "A"),
    ],
)
def test_an_asset_is_named_after_its_prompt(prompt: str, name: str) -> None:
    assert name_from_prompt(prompt) == name


def test_a_long_prompt_gives_a_short_name_of_whole_words() -> None:
    name = name_from_prompt("a " + "very " * 40 + "long table")
    assert len(name) <= 48
    assert name.split()[-1] in ("Very", "Long", "Table")
