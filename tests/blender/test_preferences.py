# SPDX-License-Identifier: GPL-3.0-or-later
"""Preferences become settings, and keys go only where the user said."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import preferences  # noqa: E402
from ll3m.ll3m_addon.core.settings import Settings  # noqa: E402


def test_untouched_preferences_override_nothing(prefs: Any) -> None:
    assert preferences.gather("ll3m_test") == preferences.Plan()


def test_what_the_user_set_becomes_settings(prefs: Any, tmp_path: Any) -> None:
    prefs.library = str(tmp_path)
    prefs.budget_job, prefs.budget_month = 0.5, 20
    prefs.memory = 2
    bpy.ops.ll3m.provider_add(preset="ollama")
    prefs.provider = "Ollama"
    settings = Settings.model_validate(preferences.gather("ll3m_test").overrides)
    assert settings.library == tmp_path
    assert (settings.budget_job, settings.budget_month) == (0.5, 20)
    assert settings.limits.memory == 2 * 2**30
    assert settings.provider == "Ollama"
    assert settings.providers["Ollama"].base_url.startswith("http://127.0.0.1")


@pytest.mark.parametrize("preset", list(preferences.PRESETS))
def test_every_preset_can_be_added_twice_and_makes_valid_settings(prefs: Any, preset: str) -> None:
    for _ in range(2):
        bpy.ops.ll3m.provider_add(preset=preset)
    names = [entry.name for entry in prefs.providers]
    assert len(set(names)) == 2
    Settings.model_validate(preferences.gather("ll3m_test").overrides)


@pytest.mark.parametrize(
    ("source", "spelled", "handed_over"),
    [
        ("none", "", False),
        ("env", "env:MY_KEY", False),
        ("file", "file", False),
        ("session", "session", False),
        ("preferences", "session", True),
    ],
)
def test_a_key_is_never_among_the_settings(
    prefs: Any, source: str, spelled: str, handed_over: bool
) -> None:
    bpy.ops.ll3m.provider_add(preset="custom")
    entry = prefs.providers[0]
    entry.base_url, entry.key_variable, entry.key = "https://example.com/v1", "MY_KEY", "s3cret-key"
    entry.key_source = source
    plan = preferences.gather("ll3m_test")
    assert plan.overrides["providers"]["Custom"]["key"] == spelled
    assert "s3cret-key" not in repr(plan)
    assert (plan.keys == {"Custom": "s3cret-key"}) is handed_over


def test_a_key_that_is_typed_in_reaches_the_key_file_and_no_blend(
    prefs: Any, own_folders: Any, tmp_path: Any
) -> None:
    bpy.ops.ll3m.provider_key(provider="Custom", source="file", key="s3cret-key")
    kept = (own_folders / "keys.json").read_text()
    assert "s3cret-key" in kept
    file = tmp_path / "saved.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(file), compress=False)
    assert b"s3cret-key" not in file.read_bytes()


def test_a_model_server_on_this_machine_is_found_and_becomes_the_default(
    prefs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Models(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"object": "list", "data": [{"id": "small-coder"}]}).encode()
            self.send_response(200 if self.path == "/v1/models" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Models) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}/v1"
        label = preferences.PRESETS["ollama"][0]
        nobody = {name: (*row[:1], "https://example.com", *row[2:])
                  for name, row in preferences.PRESETS.items()}  # fmt: skip
        monkeypatch.setattr(preferences, "PRESETS", nobody | {"ollama": (label, here, "", False)})
        bpy.ops.ll3m.provider_find()
        bpy.ops.ll3m.provider_find()
        server.shutdown()
    assert [(entry.name, entry.base_url, entry.model) for entry in prefs.providers] == [
        (label, here, "small-coder")
    ]
    assert prefs.provider == label
