# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutated requests, always the same ones: nothing breaks, nothing hangs, others are answered."""

from __future__ import annotations

import contextlib
import json
import random
import socket
import threading
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.server import Service
from ll3m.bridge.server.security import Limits

SEEDS = [
    {"jsonrpc": "2.0", "id": 1, "method": "code.check", "params": {"source": "x = [1, 2]"}},
    [{"jsonrpc": "2.0", "id": n, "method": "job.list", "params": {"limit": n}} for n in range(3)],
    {"jsonrpc": "2.0", "id": "x", "method": "asset.generate", "params": {"prompt": "a chair"}},
]
PIECES = (
    b"\0", b"\xff", b"\r\n", b"\n", b"[", b"{", b'"', b"\\u", b"\\ud800", b"1e999", b"NaN", b":",
    b",", b"-", b"%2e", b"..", b" ", b"\t", b"9" * 400, b"Transfer-Encoding: chunked\r\n",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with some bytes changed, left out, doubled or put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(4)
        if kind == 0 and at < len(made):
            made[at] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + chance.randint(1, 8)]
        elif kind == 2:
            made[at:at] = made[at : at + chance.randint(1, 40)]
        else:
            made[at:at] = chance.choice(PIECES)
    return bytes(made)


def errors_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]


def test_mutated_http_requests_break_nothing(app: Any, caplog: pytest.LogCaptureFixture) -> None:
    service = Service(app, limits=Limits(head_seconds=0.2, body_seconds=0.2))
    service.start()
    chance = random.Random(7)
    try:
        for number in range(300):
            body = json.dumps(SEEDS[number % 3]).encode()
            head = (
                f"POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n"
                f"Authorization: Bearer {service.token}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            ).encode()
            data = head + mutated(body, chance) if number % 2 else mutated(head + body, chance)
            address = ("127.0.0.1", service.port)
            with socket.create_connection(address, 5) as connection, contextlib.suppress(OSError):
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
        with Client(service.url, service.token) as client:
            assert client.call("system.version")
    finally:
        service.stop()
    assert errors_of(caplog) == []


def test_mutated_messages_over_a_websocket_are_answered_or_refused(
    connect: Any, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(11)
    with connect() as ws:
        for number in range(300):
            text = mutated(json.dumps(SEEDS[number % 3]).encode(), chance)
            ws.send(text.decode("latin-1").replace('"asset.', '"job.'))
        ws.send({"jsonrpc": "2.0", "id": "last", "method": "system.version"})
        while (answer := ws.next()) is not None:
            if isinstance(answer, dict) and answer["id"] == "last":
                break
        assert answer is not None
        assert answer["result"]["version"] == "1.2.3"
    assert errors_of(caplog) == []


def test_many_clients_come_and_go_at_once(
    service: Service, app: Any, connect: Any, until: Any
) -> None:
    """Clients of every sort, half of which vanish in the middle."""
    before = threading.active_count()
    chance = random.Random(13)
    plans = [(chance.randrange(4), chance.randrange(10)) for _ in range(40)]

    def visit(kind: int, count: int) -> None:
        call = json.dumps(SEEDS[0]).encode()
        if kind == 0:
            with Client(service.url, service.token) as client:
                for _ in range(count):
                    client.call("system.version")
        elif kind == 1:
            with socket.create_connection(("127.0.0.1", service.port), 5) as connection:
                connection.sendall(b"POST /rpc HTTP/1.1\r\nHost: x\r\nContent-Le"[: count * 5])
        elif kind == 2:
            ws = connect()
            for _ in range(count):
                ws.send(call)
            ws.socket.close()  # without reading what was asked for
        else:
            ws = connect()
            ws.call("event.subscribe")
            for _ in range(count):
                assert ws.call("system.version")

    threads = [threading.Thread(target=visit, args=plan) for plan in plans]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    with Client(service.url, service.token) as client:
        assert client.call("system.version")
    assert until(lambda: threading.active_count() <= before + service.limits.threads)
