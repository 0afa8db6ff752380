# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON-RPC and events over WebSocket."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service
from ll3m.bridge.server.security import Limits

VERSION = {"jsonrpc": "2.0", "id": 1, "method": "system.version"}


def job_of(app: Any) -> str:
    request = type("Request", (), {"prompt": "a chair"})()
    return app._asset_generate(request).id


def test_calls_batches_and_notifications_work_as_over_http(connect: Any, app: Any) -> None:
    with connect() as ws:
        assert ws.call("system.version")["version"] == "1.2.3"
        ws.send([VERSION, {"jsonrpc": "2.0", "method": "system.version"}, 1])
        answers = ws.next()
        assert [each["id"] for each in answers] == [1, None]
        ws.send({"jsonrpc": "2.0", "method": "system.version"})
        ws.send(json.dumps(VERSION).encode())  # a binary frame is JSON too
        assert ws.next()["id"] == 1
        ws.send("{")
        assert ws.next()["error"]["code"] == -32700
    assert len(app.calls) == 5


def test_without_a_valid_token_there_is_no_upgrade(connect: Any, service: Service) -> None:
    good = ("Authorization", f"Bearer {service.token}")
    for headers, options, status in (
        ([("X-Nothing", "1")], {}, 401),
        ([("Authorization", "Bearer wrong")], {}, 401),
        ([("X-Nothing", "1")], {"path": f"/ws?token={service.token}"}, 401),
        ([("X-Nothing", "1")], {"subprotocols": ("ll3m.v1", "ll3m.token.wrong")}, 401),
        ([good, ("Origin", "http://evil.example")], {}, 403),
        ([good, ("Origin", "null")], {}, 403),
        ([good, ("Sec-Fetch-Site", "cross-site")], {}, 403),
        ([good], {"host": "evil.example"}, 421),
        ([good], {"path": "/rpc"}, 404),
    ):
        with connect(*headers, **options) as ws:
            assert ws.status == status, headers


def test_a_page_of_the_service_itself_sends_its_token_as_a_subprotocol(
    connect: Any, service: Service
) -> None:
    protocols = ("ll3m.v1", f"ll3m.token.{service.token}")
    with connect(("Origin", service.url), subprotocols=protocols) as ws:
        assert ws.status == 101
        assert ws.subprotocol == "ll3m.v1"
        assert ws.call("system.version")


def test_events_come_in_order_and_only_those_wanted(connect: Any, app: Any) -> None:
    first, second = job_of(app), job_of(app)
    with connect() as ws:
        made = ws.call("event.subscribe", {"jobs": [first], "types": ["stage", "state"]})
        assert not made["gap"]
        for number in range(20):
            app.emit(second, "stage", stage="code")
            app.emit(first, "stage", stage=str(number))
            app.emit(first, "text", text="…")
        app.finish(first, "done")
        events = [ws.event() for _ in range(21)]
    assert {each["subscription"] for each in events} == {made["subscription"]}
    assert [each["event"]["data"].get("stage") for each in events[:-1]] == list(map(str, range(20)))
    assert events[-1]["event"]["data"] == {"state": "done"}
    assert {each["project_id"] for each in events} == {"default"}


def test_who_comes_back_with_a_cursor_gets_what_was_missed(connect: Any, app: Any) -> None:
    job = job_of(app)
    with connect() as ws:
        ws.call("event.subscribe")
        app.emit(job, "stage", stage="one")
        cursor = ws.event()["cursor"]
    for stage in ("two", "three"):
        app.emit(job, "stage", stage=stage)
    with connect() as ws:
        assert not ws.call("event.subscribe", {"cursor": cursor})["gap"]
        app.emit(job, "stage", stage="four")
        stages = [ws.event()["event"]["data"]["stage"] for _ in range(3)]
    assert stages == ["two", "three", "four"]


@pytest.mark.parametrize("cursor", ["elsewhere.5", "{stream}.99999"])
def test_a_cursor_of_another_time_is_a_gap(connect: Any, app: Any, cursor: str) -> None:
    with connect() as ws:
        stream = ws.call("event.subscribe")["cursor"].partition(".")[0]
        made = ws.call("event.subscribe", {"cursor": cursor.format(stream=stream)})
        assert made["gap"]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"cursor": "nonsense"}, -32602),
        ({"jobs": ["x"]}, -32602),
        ({"jobs": "x"}, -32602),
        ({"news": 1}, -32602),
        ([[], [], [], [], "x.y", 1], -32602),
    ],
)
def test_subscriptions_are_checked(connect: Any, params: Any, code: int) -> None:
    with connect() as ws:
        assert ws.call("event.subscribe", params)["code"] == code


def test_unsubscribing_ends_the_events(connect: Any, app: Any) -> None:
    job = job_of(app)
    with connect() as ws:
        number = ws.call("event.subscribe")["subscription"]
        assert ws.call("event.unsubscribe", [number]) is True
        assert ws.call("event.unsubscribe", [number])["code"] == -32004
        app.emit(job, "stage", stage="code")
        assert ws.call("system.version")
        assert ws.messages == []


def test_changing_calls_keep_their_order_and_reads_pass_them(
    connect: Any, app: Any, until: Any
) -> None:
    with connect() as ws:
        ws.send({"jsonrpc": "2.0", "id": "slow", "method": "code.run", "params": ["block"]})
        ws.send({"jsonrpc": "2.0", "id": "next", "method": "code.run", "params": ["x"]})
        ws.send(VERSION)
        assert ws.next()["id"] == 1
        assert app.entered.acquire(timeout=5)
        app.gate.set()
        assert [ws.next()["id"] for _ in range(2)] == ["slow", "next"]


def test_revoking_a_token_ends_its_connections(connect: Any, service: Service) -> None:
    token = service.tokens.issue(TokenIssueRequest(client="robot")).secret
    with (
        connect(("Authorization", f"Bearer {token}")) as robot,
        connect() as other,
    ):
        assert robot.call("code.run", ["x"])["code"] == -32006
        began = time.monotonic()
        service.tokens.take_back("robot")
        assert robot.next() is None
        assert robot.closed[0] == 1008
        assert time.monotonic() - began < 1
        assert other.call("system.version")


def test_a_silent_connection_outlives_the_limits_for_requests(app: Any, websocket: Any) -> None:
    """Who only listens says nothing for hours; the time limits are for heads and bodies."""
    service = Service(app, limits=Limits(head_seconds=0.1, body_seconds=0.1, idle_seconds=1))
    service.start()
    try:
        token = ("Authorization", f"Bearer {service.token}")
        with websocket(service.port, token) as made:
            assert made.call("event.subscribe")["gap"] is False
            made.socket.settimeout(1.2)
            with pytest.raises(TimeoutError):
                made.next()
            made.socket.settimeout(5)
            assert made.call("system.version")["version"]
    finally:
        service.stop()


def test_one_token_cannot_take_all_connections(connect: Any, service: Service, until: Any) -> None:
    mine = [connect() for _ in range(64)]
    assert {each.status for each in mine} == {101}
    assert connect().status == 429
    other = service.tokens.issue(TokenIssueRequest(client="other")).secret
    assert connect(("Authorization", f"Bearer {other}")).call("system.version")
    with Client(service.url, service.token) as client:
        assert client.call("system.version")
    mine[0].socket.close()
    assert until(lambda: connect().status == 101)


def test_a_message_that_is_too_large_ends_the_connection(connect: Any, service: Service) -> None:
    with connect() as ws:
        with contextlib.suppress(OSError):
            ws.send("x" * 64 * 2**20)
        with contextlib.suppress(OSError):
            assert ws.next() is None
        assert ws.closed is None or ws.closed[0] in (1009, 1006)
    with Client(service.url, service.token) as client:
        assert client.call("system.version")


@pytest.mark.parametrize(
    "frame",
    [
        b"\x81\x05hello",  # not masked
        b"\xf1\x80\x00\x00\x00\x00",  # reserved bits
        b"\x81\x82\x00\x00\x00\x00\xff\xff",  # not UTF-8
        b"\x83\x80\x00\x00\x00\x00",  # a reserved kind
        b"\x89\xfe\x01\x00" + b"\0" * 4 + b"x" * 256,  # a ping that is too long
    ],
)
def test_broken_frames_end_only_their_connection(
    connect: Any, service: Service, frame: bytes
) -> None:
    with connect() as ws:
        ws.socket.sendall(frame)
        assert ws.next() is None
        assert ws.closed[0] in (1002, 1007)
    with Client(service.url, service.token) as client:
        assert client.call("system.version")


def test_a_listener_that_does_not_read_is_dropped_and_nobody_waits(
    connect: Any, app: Any, service: Service, until: Any
) -> None:
    job = job_of(app)
    with connect(buffer=4096) as lazy, connect() as eager:
        lazy.call("event.subscribe")
        eager.call("event.subscribe")
        seen: list[int] = []

        def read() -> None:
            while len(seen) < 10_000:
                seen.append(eager.event()["event"]["seq"])

        reader = threading.Thread(target=read)
        reader.start()
        began = time.monotonic()
        for number in range(10_000):
            app.emit(job, "text", text="x" * 2000)
            if number % 500 == 0:
                assert until(lambda number=number: len(seen) >= number)
        reader.join(30)
        assert seen == list(range(1, 10_001))
        assert time.monotonic() - began < 30
        late = 0
        with contextlib.suppress(ConnectionError):
            while lazy.next() is not None:
                late += 1
        assert late < 5_000


def test_stop_closes_open_connections(connect: Any, service: Service) -> None:
    with connect() as ws:
        ws.call("event.subscribe")
        began = time.monotonic()
        service.stop()
        assert ws.next() is None
        assert time.monotonic() - began < 2
        with pytest.raises(OSError):  # noqa: PT011
            socket.create_connection(("127.0.0.1", service.port), 1)


def test_connections_are_shown_as_clients(connect: Any, service: Service, until: Any) -> None:
    token = ("Authorization", f"Bearer {service.token}")
    with connect(token, ("User-Agent", "listener")) as ws:
        ws.call("system.version")
        assert [(each["name"], each["connections"]) for each in service.clients()] == [
            ("listener", 1)
        ]
    assert until(lambda: service.clients()[0]["connections"] == 0)
