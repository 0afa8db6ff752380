# SPDX-License-Identifier: GPL-3.0-or-later
"""A served small app per test, in a runtime folder of its own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.server import Service


def _load(stem: str) -> Any:
    """Import the module beside this file under a name of its own."""
    name = f"ll3m_tests_bridge_{stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{stem}.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


small = _load("small")
wire = _load("wire")


@pytest.fixture(autouse=True)
def runtime_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "runtime"
    monkeypatch.setenv("LL3M_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("LL3M_AUDIT_LOG", str(tmp_path / "audit.jsonl"))
    monkeypatch.setenv("LL3M_TOKENS", str(tmp_path / "tokens.json"))
    return folder


@pytest.fixture
def app() -> Any:
    return small.SmallApp()


@pytest.fixture
def until() -> Any:
    return small.until


@pytest.fixture
def service(app: Any) -> Iterator[Service]:
    served = Service(app, instance_info={"version": "1.2.3"})
    served.start()
    yield served
    app.gate.set()
    served.stop()


@pytest.fixture
def client(service: Service) -> Iterator[Client]:
    with Client(service.url, service.token) as connected:
        yield connected


@pytest.fixture
def websocket() -> Any:
    """The class of WebSocket clients, for services of a test's own."""
    return wire.WebSocket


@pytest.fixture
def connect(service: Service) -> Iterator[Any]:
    """Open WebSockets to the service, with its token unless other headers are given."""
    opened: list[Any] = []

    def make(*headers: tuple[str, str], **options: Any) -> Any:
        token = ("Authorization", f"Bearer {service.token}")
        made = wire.WebSocket(service.port, *(headers or (token,)), **options)
        opened.append(made)
        return made

    yield make
    for each in opened:
        each.socket.close()
