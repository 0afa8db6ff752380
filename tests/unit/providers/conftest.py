# SPDX-License-Identifier: GPL-3.0-or-later
"""A real HTTP server on loopback that answers with exactly the bytes a test gives it."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.registry import Registry, open_providers


@dataclass
class Request:
    """What the server was sent."""

    method: str
    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


Respond = Callable[[socket.socket], None]


def head(status: int = 200, content_type: str = "text/event-stream", **more: str) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {content_type}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def raw(*pieces: bytes) -> Respond:
    """Send the pieces as they are, then close."""

    def respond(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return respond


def answer_json(value: Any, status: int = 200, **headers: str) -> Respond:
    data = value if isinstance(value, str) else json.dumps(value)
    return raw(head(status, "application/json", **headers), data.encode())


def stream(*events: Any, done: bool = True) -> Respond:
    """Server-sent events, one piece each."""
    pieces = [f"data: {json.dumps(event)}\n\n".encode() for event in events]
    return raw(head(), *pieces, *([b"data: [DONE]\n\n"] if done else []))


def hold(*pieces: bytes) -> Respond:
    """Send the pieces, then say nothing until the client hangs up."""

    def respond(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        while connection.recv(4096):
            pass

    return respond


def chunk(text: str | None = None, **choice: Any) -> dict[str, Any]:
    """A chunk of a chat completion as OpenAI sends it."""
    delta = {} if text is None else {"content": text}
    return {
        "id": "chatcmpl-1", "object": "chat.completion.chunk", "model": "m-1",
        "choices": [{"index": 0, "delta": delta, "finish_reason": None, **choice}],
    }  # fmt: skip


END = chunk(finish_reason="stop")


def openai_error(message: str, code: str | None = None, kind: str = "invalid_request_error") -> Any:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


@dataclass
class Wire:
    """The server as a test sees it: ``plan`` what it answers, look at ``requests``."""

    url: str
    requests: list[Request] = field(default_factory=list)
    answers: list[Respond] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)

    def plan(self, *answers: Respond) -> None:
        self.answers += answers


class _Handler(socketserver.StreamRequestHandler):
    wire: Wire

    def handle(self) -> None:
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) < 2:
            return
        headers: dict[str, str] = {}
        while text := self.rfile.readline().decode("latin-1").strip():
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", 0)))
        self.wire.requests.append(Request(line[0], line[1], headers, body))
        respond = self.wire.answers.pop(0)
        with contextlib.suppress(OSError):  # the client hung up, as several tests ask of it
            respond(self.connection)
        self.wire.hung_up.set()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@pytest.fixture
def wire() -> Iterator[Wire]:
    server = _Server(("127.0.0.1", 0), _Handler)
    made = Wire(f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"wire": made})
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No key file, variable or proxy of the machine may leak into a test."""
    monkeypatch.setenv("LL3M_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setenv("LL3M_STATE", str(tmp_path / "state"))
    for name in ("OPENAI_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


OpenOne = Callable[..., Any]


@pytest.fixture
def provider(wire: Wire) -> OpenOne:
    """Open one adapter, without its guards, that talks to the wire; keywords go into its settings."""

    def open_one(session_keys: dict[str, str] | None = None, **settings: Any) -> Any:
        settings.setdefault("base_url", f"{wire.url}/v1")
        settings.setdefault("model", "m")
        registry: Registry = open_providers(
            Settings(providers={"p": ProviderSettings(**settings)}), session_keys=session_keys
        )
        return registry.get("p").inner  # type: ignore[attr-defined]

    return open_one


def ask(provider: Any, text: str = "a chair", **fields: Any) -> tuple[str, ChatDone]:
    """Ask and collect: the whole text and the end."""
    cancel = fields.pop("cancel", None) or CancelToken()
    purpose = fields.pop("purpose", "code")
    messages = fields.pop("messages", (Message("user", text),))
    request = ChatRequest(messages=messages, task=Task(purpose, text), **fields)
    said, end = "", None
    for item in provider.chat(request, cancel):
        if isinstance(item, ChatDelta):
            assert end is None, "nothing may come behind the end"
            said += item.text
        else:
            end = item
    assert end is not None
    return said, end
