# SPDX-License-Identifier: GPL-3.0-or-later
"""The Python clients' events and the asynchronous client."""

from __future__ import annotations

import asyncio
import json
import threading
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from typing import Any

import pytest
from ll3m.bridge.async_client import AsyncClient
from ll3m.bridge.client import Client
from ll3m.bridge.contract.errors import (
    DeadlineExceeded,
    HostError,
    InvalidRequest,
    NotFound,
    Stopping,
    Unauthorized,
)
from ll3m.bridge.server import Service


def job_of(app: Any) -> str:
    return app._asset_generate(type("Request", (), {"prompt": "a chair"})()).id


def test_a_listener_hears_events_until_it_unsubscribes(
    client: Client, app: Any, until: Any
) -> None:
    job, other = job_of(app), job_of(app)
    heard: list[Any] = []
    unsubscribe = client.subscribe(heard.append, job=job)
    app.emit(other, "stage", stage="not wanted")
    for stage in ("one", "two"):
        app.emit(job, "stage", stage=stage)
    assert until(lambda: len(heard) == 2)
    assert [each.data["stage"] for each in heard] == ["one", "two"]
    unsubscribe()
    assert until(lambda: not [t for t in threading.enumerate() if t.name == "ll3m-events"])
    app.emit(job, "stage", stage="three")
    assert len(heard) == 2


def test_a_listener_goes_on_after_a_lost_connection(
    client: Client, app: Any, until: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(app)
    heard: list[int] = []
    made: list[Any] = []
    from ll3m.bridge import listening

    connect = listening.Listening._connect
    monkeypatch.setattr(
        listening.Listening, "_connect", lambda self: (made.append(self), connect(self))[1]
    )
    unsubscribe = client.subscribe(lambda event: heard.append(event.seq))
    app.emit(job, "stage", stage="one")
    assert until(lambda: heard == [1])
    made[0]._connection.sock.shutdown(2)
    app.emit(job, "stage", stage="two")
    assert until(lambda: heard == [1, 2])
    unsubscribe()
    assert len(made) == 2


def test_results_of_a_newer_instance_are_understood(client: Client, app: Any) -> None:
    class Newer:
        def model_dump_json(self) -> str:
            own = type(app)._system_version(app, None).model_dump()
            return json.dumps(own | {"news": {"a": 1}})

    app._system_version = lambda request: Newer()
    found: Any = client.call("system.version")
    assert found.version == "1.2.3"


def test_a_request_whose_answer_was_lost_is_sent_again_and_carried_out_once(
    client: Client, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.call("system.version")  # the proof is exchanged
    lost: list[int] = []
    real = HTTPConnection.getresponse

    def lose_first(connection: HTTPConnection) -> HTTPResponse:
        answer = real(connection)
        if not lost:
            lost.append(len(answer.read()))
            raise RemoteDisconnected("lost on the way")
        return answer

    asked: list[str] = []
    make = app._asset_generate
    monkeypatch.setattr(
        app, "_asset_generate", lambda request: (asked.append(request.prompt), make(request))[1]
    )
    monkeypatch.setattr(HTTPConnection, "getresponse", lose_first)
    job: Any = client.call("asset.generate", {"prompt": "a mug"})
    assert (bool(lost), asked) == (True, ["a mug"])
    other: Any = client.call("asset.generate", {"prompt": "a mug"})
    assert asked == ["a mug", "a mug"]
    assert other.id != job.id


def test_a_wrong_filter_is_refused_at_once(client: Client) -> None:
    with pytest.raises(InvalidRequest):
        client.subscribe(print, nonsense="x")


def test_the_asynchronous_client_calls_side_by_side(service: Service, app: Any) -> None:
    async def run() -> None:
        async with await AsyncClient.connect() as client:
            found = await asyncio.gather(*(client.call("system.version") for _ in range(50)))
            assert len({each.model_dump_json() for each in found}) == 1
            with pytest.raises(NotFound):
                await client.call("job.get", {"job_id": "j_" + "0" * 16})
            with pytest.raises(DeadlineExceeded):
                await client.call("code.run", {"source": "block"}, timeout=0.1)
            app.gate.set()

    asyncio.run(run())


def test_the_asynchronous_client_follows_jobs_and_hears_events(service: Service, app: Any) -> None:
    async def run() -> None:
        async with await AsyncClient.connect() as client:
            job: Any = await client.call("asset.generate", {"prompt": "x"})
            stream = await client.subscribe(jobs=[job.id])
            app.emit(job.id, "stage", stage="code")
            cursor, event = await anext(stream)
            assert event.data == {"stage": "code"}
            assert cursor.endswith(".1")
            await stream.close()
            seen: list[str] = []

            def hear(event: Any) -> None:
                seen.append(event.type)
                if event.type == "stage":
                    app.finish(job.id, "done")

            assert (await client.wait(job.id, hear)).state == "done"
            assert seen == ["stage", "state"]
            other: Any = await client.call("asset.generate", {"prompt": "x"})
            with pytest.raises(DeadlineExceeded):
                await client.wait(other.id, timeout=0.1)

    asyncio.run(run())


def test_the_asynchronous_client_says_what_is_wrong(service: Service, app: Any) -> None:
    async def run() -> None:
        with pytest.raises(HostError, match="not the instance"):
            await AsyncClient(service.url, "wrong").call("system.version")
        robot = AsyncClient(service.url, service.token)
        assert await robot.call("system.version")
        stuck = asyncio.ensure_future(robot.call("code.run", {"source": "block"}))
        assert await asyncio.to_thread(app.entered.acquire, timeout=10)
        await asyncio.to_thread(service.stop)
        app.gate.set()
        with pytest.raises((Stopping, HostError)):  # told so, or cut off before that
            await stuck
        with pytest.raises(HostError, match="can't be reached"):
            await robot.call("system.version")

    asyncio.run(run())


def test_an_instance_that_is_gone_is_said(service: Service) -> None:
    async def run() -> None:
        service.stop()
        with pytest.raises(NotFound):
            await AsyncClient.connect()

    asyncio.run(run())
    with pytest.raises((HostError, Unauthorized)), Client(service.url, "t") as client:
        client.subscribe(print)
