# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys are found where the settings say, kept private, and never shown."""

from __future__ import annotations

import json
import logging
import os
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import InvalidRequest, NoKey
from ll3m.ll3m_addon.providers.keys import Keys, Secret, keys_path, redact

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX thing")


def found(keys: Keys, source: str, provider: str = "openai") -> str | None:
    key = keys.find(provider, source)
    return None if key is None else key.reveal()


def test_a_key_is_found_in_each_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", " env-key-1 \n")
    keys = Keys({"openai": "session-key-1"})
    keys.store("openai", "file-key-1", "file")
    assert found(keys, "env:MY_KEY") == "env-key-1"
    assert found(keys, "session") == "session-key-1"
    assert found(keys, "file") == "file-key-1"


def test_without_a_place_the_session_comes_before_the_file() -> None:
    keys = Keys()
    assert found(keys, "") is None
    keys.store("openai", "file-key-2", "file")
    assert found(keys, "") == "file-key-2"
    keys.store("openai", "session-key-2", "session")
    assert found(keys, "") == "session-key-2"
    keys.store("openai", "", "session")
    assert found(keys, "") == "file-key-2"
    assert found(keys, "", "other") is None


@posix
def test_the_key_file_is_made_for_its_owner_alone() -> None:
    old = os.umask(0)
    try:
        Keys().store("openai", "file-key-3", "file")
    finally:
        os.umask(old)
    assert keys_path().stat().st_mode & 0o777 == 0o600
    assert [path.name for path in keys_path().parent.iterdir()] == [keys_path().name]


def test_storing_keeps_the_other_keys_and_forgetting_takes_one_out() -> None:
    keys = Keys()
    keys.store("a", "key-of-a-1", "file")
    keys.store("b", "key-of-b-1", "file")
    keys.store("a", "", "file")
    assert json.loads(keys_path().read_text(encoding="utf-8")) == {"b": "key-of-b-1"}


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_key_file_open_to_others_is_refused_with_the_command_that_closes_it(mode: int) -> None:
    Keys().store("openai", "file-key-4", "file")
    keys_path().chmod(mode)
    with pytest.raises(NoKey) as caught:
        Keys().find("openai", "file")
    assert "chmod 600" in caught.value.advice


@pytest.mark.parametrize("text", ['{"openai": "secret-in-broken-json', "[]", "\xff"])
def test_a_broken_key_file_is_an_error_that_does_not_quote_it(text: str) -> None:
    keys_path().write_text(text, encoding="latin-1")
    keys_path().chmod(0o600)
    with pytest.raises(NoKey) as caught:
        Keys().find("openai", "file")
    assert "secret" not in str(caught.value.to_wire())
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel-1"])
def test_what_no_header_can_carry_is_not_a_key(key: str) -> None:
    with pytest.raises(NoKey) as caught:
        Keys({"openai": key}).find("openai", "session")
    assert key not in caught.value.message


@pytest.mark.parametrize("source", ["sk-1234567890abcdef", "env:", "vault", "file:/etc/passwd"])
def test_an_unknown_place_is_refused_without_showing_a_key_put_there(source: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        Keys().find("openai", source)
    assert "1234567890" not in str(caught.value.to_wire())


def test_a_key_is_never_stored_in_the_environment() -> None:
    with pytest.raises(InvalidRequest):
        Keys().store("openai", "some-key-1", "env:X")


def test_no_keyring_is_said_with_what_to_use_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(NoKey) as caught:
        Keys().find("openai", "keyring")
    assert "env:NAME" in caught.value.advice


class KeyringLocked(Exception):
    """As ``keyring`` raises it: its errors have one base of their own."""


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A ``keyring`` module without functions."""
    made, errors = types.ModuleType("keyring"), types.ModuleType("keyring.errors")
    errors.KeyringError = KeyringLocked  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", made)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return made


def test_a_keyring_that_is_locked_is_said_with_what_to_use_instead(ring: Any) -> None:
    def locked(*_: str) -> str:
        raise KeyringLocked("Failed to unlock the collection!")

    ring.get_password = ring.set_password = locked
    for ask in (
        lambda: Keys().find("openai", "keyring"),
        lambda: Keys().store("openai", "ring-key-1", "keyring"),
    ):
        with pytest.raises(NoKey, match="Failed to unlock") as caught:
            ask()
        assert "env:NAME" in caught.value.advice


def test_the_keyring_of_the_system_is_used_where_there_is_one(ring: Any) -> None:
    held: dict[tuple[str, str], str] = {}
    ring.get_password = lambda service, name: held.get((service, name))
    ring.set_password = lambda service, name, key: held.update({(service, name): key})
    ring.delete_password = lambda service, name: held.pop((service, name))
    keys = Keys()
    keys.store("openai", "ring-key-1", "keyring")
    assert held == {("ll3m", "openai"): "ring-key-1"}
    assert found(keys, "keyring") == "ring-key-1"
    keys.store("openai", "", "keyring")
    assert found(keys, "keyring") is None


def test_a_secret_shows_itself_nowhere(caplog: Any) -> None:
    secret = Secret("abcdefgh-not-shown")
    logging.getLogger("x").warning("%s %r", secret, secret)
    shown = f"{secret} {secret!r} {caplog.text} {Keys({'a': 'abcdefgh-not-shown'})!r}"
    assert "not-shown" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-Ab12_cd34****wxyz. Find yours",
        "Authorization: Bearer eyJhbGciOi.payload.sig",
        "https://host/v1/models?key=AIzaSyA1234567890abcdefghijklmnopqrstu",
        "key hf_abcdefghijklmnop is invalid",
        "x-api-key sk-ant-api03-abcdefghijkl",
        "token gsk_abcdefghijk expired",
    ],
)
def test_text_shaped_like_a_key_is_taken_out(text: str) -> None:
    clean = redact(text)
    assert "[key]" in clean
    for part in ("Ab12", "payload", "SyA123", "abcdefghij"):
        assert part not in clean


def test_a_key_of_any_shape_is_taken_out_once_it_was_read() -> None:
    assert redact("it said plain.words here") == "it said plain.words here"
    Secret("plain.words")
    assert redact("it said plain.words here") == "it said [key] here"


def test_ordinary_text_stays_as_it_is() -> None:
    text = "task-1234567 for a desk-lamp of 0.45 m (risk-assessment): done"
    assert redact(text) == text


def test_the_key_file_can_be_moved_by_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LL3M_KEYS", str(tmp_path / "deep" / "k.json"))
    Keys().store("a", "moved-key-1", "file")
    assert (tmp_path / "deep" / "k.json").exists()
