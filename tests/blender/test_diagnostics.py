# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves this machine in a file holds no key, of whatever kind, and no prompt."""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import logbook, session, views  # noqa: E402

#: A key of each sort that providers hand out, and one of no known shape.
KEYS = {
    "openai": "sk-proj-Zx81AbCdEf23GhIjKl45MnOpQr67",
    "anthropic": "sk-ant-api03-Zx81AbCdEf23GhIjKl45MnOpQr67",
    "gemini": "AIzaSyA1bC2dE3fG4hI5jK6lM7nO8pQ9rS0tU1v",
    "huggingface": "hf_Zx81AbCdEf23GhIjKl45MnOpQr67StUv",
    "groq": "gsk_Zx81AbCdEf23GhIjKl45MnOpQr67StUv",
    "xai": "xai-Zx81AbCdEf23GhIjKl45MnOpQr67StUv",
    "replicate": "r8_Zx81AbCdEf23GhIjKl45MnOpQr67StUv",
    "runpod": "rpa_Zx81AbCdEf23GhIjKl45MnOpQr67StUv",
    "shapeless": "correct horse battery 4711",
}


@pytest.mark.parametrize("source", ["preferences", "file", "session", "env"])
@pytest.mark.parametrize("kind", list(KEYS))
def test_no_key_of_any_kind_leaves_in_a_file(
    prefs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, source: str
) -> None:
    key = KEYS[kind]
    bpy.ops.ll3m.provider_add(preset="custom")
    entry = prefs.providers[0]
    entry.key_source = source
    if source == "preferences":
        entry.key = key
    elif source == "env":
        monkeypatch.setenv(entry.key_variable, key)
    else:
        session.state().session_keys[entry.name] = key
    if kind != "shapeless":
        entry.base_url = f"https://example.com/v1?key={key}"
        logging.getLogger("ll3m_test.x").warning("refused: Authorization: Bearer %s", key)
    bpy.ops.ll3m.preferences_export(filepath=str(tmp_path / "p.json"))
    bpy.ops.ll3m.diagnostics_save(filepath=str(tmp_path / "d.zip"))
    assert key not in (tmp_path / "p.json").read_text()
    with zipfile.ZipFile(tmp_path / "d.zip") as bundle:
        assert set(bundle.namelist()) == {"about.json", "preferences.json", "state.json", "log.txt"}
        for name in bundle.namelist():
            assert key not in bundle.read(name).decode(), name


def test_no_prompt_and_no_folder_is_in_the_diagnostics(prefs: Any, tmp_path: Path) -> None:
    prefs.favourites.add().name = "my secret lighthouse"
    prefs.library = str(tmp_path / "of a user")
    job = views.JobView("j_1", "my secret lighthouse", "failed", "code", 0.1, 1.0, 2.0,
                        error="about my secret lighthouse", error_code="not_understood")  # fmt: skip
    session.state().snapshot = views.Snapshot(jobs=(job,))
    bpy.ops.ll3m.diagnostics_save(filepath=str(tmp_path / "d.zip"))
    with zipfile.ZipFile(tmp_path / "d.zip") as bundle:
        everything = "".join(bundle.read(name).decode() for name in bundle.namelist())
    assert "lighthouse" not in everything
    assert "of a user" not in everything
    assert "not_understood" in everything


def test_exported_preferences_come_back_as_they_were(prefs: Any, tmp_path: Path) -> None:
    bpy.ops.ll3m.provider_add(preset="anthropic")
    prefs.providers[0].model = "claude-x"
    prefs.budget_job, prefs.quality = 0.25, "high"
    prefs.favourites.add().name = "a lamp"
    file = tmp_path / "p.json"
    bpy.ops.ll3m.preferences_export(filepath=str(file))
    prefs.providers.clear()
    prefs.favourites.clear()
    prefs.budget_job, prefs.quality = 2.0, "draft"
    bpy.ops.ll3m.preferences_import(filepath=str(file))
    assert (prefs.budget_job, prefs.quality) == (0.25, "high")
    assert [(each.name, each.type, each.model) for each in prefs.providers] == [
        ("Anthropic", "anthropic", "claude-x")
    ]
    assert [each.name for each in prefs.favourites] == ["a lamp"]


@pytest.mark.parametrize("text", ["no json", "{}", json.dumps({"ll3m_preferences": 99})])
def test_a_file_that_is_none_of_ours_is_refused_and_nothing_changes(
    prefs: Any, tmp_path: Path, text: str
) -> None:
    prefs.budget_job = 0.75
    file = tmp_path / "p.json"
    file.write_text(text)
    with pytest.raises(RuntimeError, match="can't be used"):
        bpy.ops.ll3m.preferences_import(filepath=str(file))
    assert prefs.budget_job == 0.75


def test_the_log_keeps_the_last_lines_without_keys(prefs: Any) -> None:
    log = logging.getLogger("ll3m_test.somewhere")
    log.info("began")
    log.warning("the key is %s", KEYS["openai"])
    lines = logbook.lines()
    assert any("began" in line for line in lines)
    assert KEYS["openai"] not in "\n".join(lines)
    bpy.ops.ll3m.log_show()
    assert "began" in bpy.data.texts["LL3M Log"].as_string()


def test_the_first_steps_set_up_a_provider_and_its_key(prefs: Any, own_folders: Any) -> None:
    bpy.context.preferences.system.use_online_access = False
    with pytest.raises(RuntimeError):  # nobody answers; what was set up stays
        bpy.ops.ll3m.provider_setup(
            preset="openai", model="gpt-5-mini", key_source="file", key=KEYS["openai"]
        )
    entry = prefs.providers[0]
    assert (entry.name, entry.model, prefs.provider) == ("OpenAI", "gpt-5-mini", "OpenAI")
    assert KEYS["openai"] in (own_folders / "keys.json").read_text()
    assert entry.key == ""
    assert not prefs.welcomed
    bpy.ops.ll3m.setup_close()
    assert prefs.welcomed


def test_favourite_prompts_are_kept_once_and_dropped(prefs: Any) -> None:
    bpy.context.window_manager.ll3m.prompt = "a stone well"
    bpy.ops.ll3m.prompt_keep()
    assert not bpy.ops.ll3m.prompt_keep.poll()
    assert [each.name for each in prefs.favourites] == ["a stone well"]
    bpy.ops.ll3m.prompt_drop(prompt="a stone well")
    assert not prefs.favourites


def test_an_object_is_described_in_words(prefs: Any) -> None:
    bpy.ops.mesh.primitive_cube_add(size=2)
    item = bpy.context.object
    item.name = "old_chest"
    item.data.materials.append(bpy.data.materials.new("Oak"))
    bpy.ops.ll3m.object_describe()
    assert bpy.context.window_manager.ll3m.prompt == "old chest, 2 × 2 × 2 m, made of Oak"
