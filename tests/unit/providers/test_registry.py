# SPDX-License-Identifier: GPL-3.0-or-later
"""Which providers there are, which is the default, and when they may be asked."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Any

import pytest
from ll3m.bridge.contract.errors import NotFound, Offline
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.registry import open_providers

from .conftest import END, Wire, ask, chunk, stream


def settings(**fields: Any) -> Settings:
    fields.setdefault(
        "providers",
        {
            "openai": ProviderSettings(
                base_url="https://api.openai.com/v1", model="gpt-5", key="env:A_KEY"
            ),
            "ollama": ProviderSettings(base_url="http://localhost:11434/v1", label="Ollama"),
        },
    )
    return Settings(**fields)


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network is to be used here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.mark.usefixtures("_no_network")
def test_all_providers_are_described_without_any_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_KEY", raising=False)
    found = {info.name: info for info in open_providers(settings(provider="ollama")).list()}
    assert list(found) == ["offline", "openai", "ollama"]
    assert found["offline"].ready
    assert not found["offline"].is_model
    assert not found["openai"].ready
    assert "A_KEY" in found["openai"].reason
    assert found["ollama"].ready
    assert found["ollama"].local
    assert found["ollama"].label == "Ollama"
    assert [info.default for info in found.values()] == [False, False, True]


def test_a_key_for_this_process_makes_a_provider_ready() -> None:
    chosen = settings(
        providers={"x": ProviderSettings(base_url="https://api.openai.com/v1", model="m")}
    )
    assert not open_providers(chosen).get("x").info().ready
    assert open_providers(chosen, session_keys={"x": "some-key-9"}).get("x").info().ready


def test_the_usual_variable_of_a_known_host_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "usual-key-1")
    chosen = settings(
        providers={
            "x": ProviderSettings(base_url="https://api.openai.com/v1", model="m"),
            "y": ProviderSettings(base_url="https://api.openai.com.example.org/v1", model="m"),
        }
    )
    registry = open_providers(chosen)
    assert registry.get("x").info().ready
    assert registry.get("y").inner._key() is None, "another host must never get the key"  # type: ignore[attr-defined]


def test_the_default_is_the_one_of_the_settings() -> None:
    assert open_providers(settings()).get().name == "offline"
    assert open_providers(settings(provider="ollama")).get().name == "ollama"


def test_one_name_is_always_one_instance() -> None:
    registry = open_providers(settings())
    assert registry.get("ollama") is registry.get("ollama")


def test_an_unknown_name_is_not_found_with_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="'ollama'") as caught:
        open_providers(settings()).get("olama")
    assert "offline, openai, ollama" in caught.value.advice


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("way", ["setting", "blender"])
def test_offline_refuses_every_host_but_this_machine(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setenv("A_KEY", "some-key-8")
    registry = open_providers(settings(online=way != "setting"), online=lambda: way != "blender")
    info = registry.get("openai").info()
    assert not info.ready
    assert "Online access" in info.reason
    with pytest.raises(Offline):
        ask(registry.get("openai"))
    assert registry.get("ollama").info().ready


def test_offline_still_asks_a_local_server(wire: Wire) -> None:
    wire.plan(stream(chunk("here"), END))
    local = {"l": ProviderSettings(base_url=wire.url, model="m")}
    registry = open_providers(settings(providers=local, online=False), online=lambda: False)
    assert ask(registry.get("l"))[0] == "here"


def test_online_access_is_asked_for_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "some-key-7")
    allowed = [True]
    registry = open_providers(settings(), online=lambda: allowed[0])
    assert registry.get("openai").info().ready
    allowed[0] = False
    assert not registry.get("openai").info().ready


def test_opening_the_providers_loads_no_network_library() -> None:
    code = (
        "import sys; from ll3m.ll3m_addon.core.settings import Settings\n"
        "from ll3m.ll3m_addon.providers.registry import open_providers\n"
        "open_providers(Settings())\n"
        "sys.exit('requests' in sys.modules or 'urllib3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
