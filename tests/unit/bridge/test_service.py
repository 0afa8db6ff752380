# SPDX-License-Identifier: GPL-3.0-or-later
"""The service as a whole: it starts, answers, waits, breaks politely, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import (
    Busy,
    Conflict,
    DeadlineExceeded,
    Forbidden,
    HostError,
    InvalidRequest,
    LL3MError,
    NoScene,
    NotFound,
    Stopping,
    Unauthorized,
)
from ll3m.bridge.contract.job import Event
from ll3m.bridge.contract.system import SystemVersion
from ll3m.bridge.server import Service
from ll3m.bridge.server.security import Limits
from ll3m.bridge.server.workers import SceneLane

BLOCK = {"source": "block"}


def rpc(service: Service, message: Any) -> Any:
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    headers = {"Authorization": f"Bearer {service.token}", "Content-Type": "application/json"}
    with urlopen(Request(service.url + "/rpc", body, headers), timeout=10) as response:
        text = response.read()
        return response.status, json.loads(text) if text else None


def test_a_call_is_answered_with_the_contracts_result(client: Client) -> None:
    version = client.call("system.version")
    assert isinstance(version, SystemVersion)
    assert version.pid == os.getpid()


def test_a_notification_is_answered_with_204_and_reaches_the_handler(
    service: Service, app: Any
) -> None:
    status, answer = rpc(service, {"jsonrpc": "2.0", "method": "system.version"})
    assert (status, answer) == (204, None)
    assert [name for name, _ in app.calls] == ["system.version"]


def test_a_mixed_batch_is_answered_in_order(service: Service) -> None:
    status, answers = rpc(
        service,
        [
            {"jsonrpc": "2.0", "method": "code.check", "params": ["x = 1"], "id": 1},
            {"jsonrpc": "2.0", "method": "system.version"},
            {"jsonrpc": "2.0", "method": "code.check", "params": {"sauce": 1}, "id": "two"},
            {"jsonrpc": "2.0", "method": "rpc.nothing", "id": 3},
            4,
        ],
    )
    assert status == 200
    assert [(each["id"], each.get("error", {}).get("code")) for each in answers] == [
        (1, None),
        ("two", -32602),
        (3, -32601),
        (None, -32600),
    ]


def test_the_handler_learns_who_asks(service: Service, app: Any) -> None:
    with Client(service.url, service.token, name="tester") as client:
        soon = time.monotonic() + 5
        client.call("system.version", {}, Caller("cli", request_id="req-1", deadline=soon))
    caller = app.calls[0][1]
    assert (caller.face, caller.client, caller.request_id) == ("rpc", "instance", "req-1")
    assert caller.deadline == pytest.approx(soon, abs=0.5)
    assert [(each["name"], each["calls"]) for each in service.clients()] == [("tester", 1)]


def test_typed_errors_cross_the_wire_whole(client: Client) -> None:
    with pytest.raises(NotFound) as caught:
        client.call("job.get", {"job_id": "j_" + "0" * 16})
    assert caught.value.to_wire() == NotFound(f"There is no job j_{'0' * 16}.").to_wire()


def test_something_broken_is_told_without_its_insides(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(LL3MError) as caught:
        client.call("scene.info")
    assert type(caught.value) is LL3MError
    mark = caught.value.data["error_id"]
    assert "secret" not in json.dumps(caught.value.to_wire())
    assert "ZeroDivision" not in json.dumps(caught.value.to_wire())
    assert any(mark in record.getMessage() and record.exc_info for record in caplog.records)


def test_a_scope_that_the_token_lacks_is_forbidden(app: Any) -> None:
    service = Service(app, scopes=frozenset(("read",)))
    service.start()
    try:
        with Client(service.url, service.token) as client:
            client.call("system.version")
            with pytest.raises(Forbidden):
                client.call("code.run", {"source": "x"})
    finally:
        service.stop()
    assert [name for name, _ in app.calls] == ["system.version"]


def test_waiting_for_a_job_holds_no_thread_and_ends_with_the_event(
    client: Client, service: Service, app: Any, until: Any
) -> None:
    job: Any = client.call("asset.generate", {"prompt": "a chair"})
    results: list[Any] = []

    def wait() -> None:
        with Client(service.url, service.token) as own:
            results.append(own.call("job.get", {"job_id": job.id, "wait": 30}))

    threads = [threading.Thread(target=wait) for _ in range(20)]
    for thread in threads:
        thread.start()
    assert until(lambda: len(app.calls) >= 21)
    workers = [each for each in threading.enumerate() if each.name == "ll3m-call"]
    assert len(workers) <= service.limits.threads
    began = time.monotonic()
    client.call("system.version")
    app.finish(job.id, "done")
    for thread in threads:
        thread.join(5)
    assert time.monotonic() - began < 1.0
    assert [each.state for each in results] == ["done"] * 20


def test_a_wait_ends_at_its_time_without_news(client: Client) -> None:
    job: Any = client.call("asset.generate", {"prompt": "a chair"})
    began = time.monotonic()
    page: Any = client.call("job.events", {"job_id": job.id, "wait": 0.2})
    assert page.events == []
    assert not page.ended
    assert 0.15 < time.monotonic() - began < 2


@pytest.mark.parametrize("wait", [61, -1, "1", True])
def test_a_wait_outside_the_contract_is_refused(client: Client, wait: Any) -> None:
    job: Any = client.call("asset.generate", {"prompt": "a chair"})
    with pytest.raises(InvalidRequest):
        client.call("job.get", {"job_id": job.id, "wait": wait})


def test_the_client_follows_a_job_event_by_event(client: Client, app: Any) -> None:
    job: Any = client.call("asset.generate", {"prompt": "a chair"})
    seen: list[Event] = []

    def work() -> None:
        for stage in ("code", "check", "trial"):
            app.emit(job.id, "stage", stage=stage)
        app.finish(job.id, "done")

    thread = threading.Thread(target=work)
    thread.start()
    ended = client.wait(job.id, seen.append, timeout=10)
    thread.join()
    assert ended.state == "done"
    assert [each.seq for each in seen] == [1, 2, 3, 4]
    assert [each.data.get("stage") for each in seen] == ["code", "check", "trial", None]


def test_a_deadline_is_kept_while_the_handler_is_stuck(client: Client, app: Any) -> None:
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        client.call("code.run", BLOCK, Caller("cli", deadline=time.monotonic() + 0.3))
    assert time.monotonic() - began < 2
    assert client.call("system.version")
    app.gate.set()


def test_one_clients_slow_calls_leave_threads_for_others(app: Any, until: Any) -> None:
    service = Service(app, limits=Limits(threads=6, threads_per_client=4))
    service.start()
    batch = json.dumps(
        [{"jsonrpc": "2.0", "method": "code.run", "params": BLOCK, "id": n} for n in range(3)]
    ).encode()
    slow = [threading.Thread(target=rpc, args=(service, batch)) for _ in range(5)]
    try:
        for thread in slow:
            thread.start()
        assert until(lambda: len(app.calls) == 5)
        began = time.monotonic()
        with Client(service.url, service.token) as client:
            client.call("system.version")
        assert time.monotonic() - began < 1
    finally:
        app.gate.set()
        for thread in slow:
            thread.join(10)
        service.stop()


def test_stop_answers_who_waits_and_leaves_no_thread_file_or_port(
    app: Any, runtime_folder: Path, until: Any
) -> None:
    before = set(threading.enumerate())
    service = Service(app)
    service.start()
    job: Any = None
    caught: list[LL3MError] = []
    with Client(service.url, service.token) as client:
        job = client.call("asset.generate", {"prompt": "a chair"})

    def ask(name: str, params: dict[str, Any]) -> None:
        with Client(service.url, service.token) as own:
            try:
                own.call(name, params)
            except LL3MError as error:
                caught.append(error)

    asking = [
        threading.Thread(target=ask, args=("job.get", {"job_id": job.id, "wait": 60})),
        threading.Thread(target=ask, args=("code.run", BLOCK)),
    ]
    for thread in asking:
        thread.start()
    assert until(lambda: len(app.calls) == 3)
    began = time.monotonic()
    service.stop()
    assert time.monotonic() - began < 2
    for thread in asking:
        thread.join(2)
    assert [type(each) for each in caught] == [Stopping, Stopping]
    assert list(runtime_folder.glob("*")) == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", service.port), 1).close()
    app.gate.set()
    assert until(lambda: set(threading.enumerate()) <= before)
    assert app.listeners == []


def test_fifty_starts_and_stops_leak_nothing(app: Any, until: Any) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0

    def once() -> None:
        service = Service(app)
        service.start()
        with Client(service.url, service.token) as client:
            client.call("system.version")
        service.stop()

    once()
    threads, files = threading.active_count(), handles()
    for _ in range(50):
        once()
    assert until(lambda: threading.active_count() <= threads)
    assert handles() <= files


def test_start_and_stop_may_be_called_at_any_time(app: Any) -> None:
    service = Service(app)
    service.stop()
    service.start()
    with pytest.raises(Conflict):
        service.start()
    service.stop()
    service.stop()
    service.start()
    with Client(service.url, service.token) as client:
        assert client.call("system.version")
    service.stop()


def test_it_listens_on_loopback_only(service: Service, app: Any) -> None:
    assert service.url.startswith("http://127.0.0.1:")
    for host in ("0.0.0.0", "::", "192.168.0.1", "example.org"):
        with pytest.raises(InvalidRequest):
            Service(app, host=host).start()


def test_ports_of_other_programs_are_left_to_them(app: Any) -> None:
    for port in (9876, 8888):
        with pytest.raises(InvalidRequest):
            Service(app, port=port).start()


def test_a_taken_port_is_passed_over(service: Service, app: Any) -> None:
    second = Service(app, port=service.port)
    second.start()
    try:
        assert second.port not in (service.port, 0)
        with Client(second.url, second.token) as client:
            assert client.call("system.version")
    finally:
        second.stop()


def test_the_runtime_file_is_private_and_holds_what_a_client_needs(
    service: Service, runtime_folder: Path
) -> None:
    (path,) = runtime_folder.glob("*")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(runtime_folder.stat().st_mode) == 0o700
    found = json.loads(path.read_text())
    assert found["token"] == service.token
    assert (found["pid"], found["port"], found["url"]) == (os.getpid(), service.port, service.url)
    assert found["version"] == "1.2.3"


def test_an_impostor_never_sees_the_token(service: Service) -> None:
    """Another program listens where an instance was: the client asks for a proof first."""
    seen = bytearray()
    listener = socket.create_server(("127.0.0.1", 0))

    def impostor() -> None:
        connection, _ = listener.accept()
        with connection:
            seen.extend(connection.recv(65536))
            body = b'{"proof":"' + b"0" * 64 + b'"}'
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)

    thread = threading.Thread(target=impostor)
    thread.start()
    port = listener.getsockname()[1]
    with pytest.raises(HostError), Client(f"http://127.0.0.1:{port}", service.token) as client:
        client.call("system.version")
    thread.join(5)
    listener.close()
    assert b"nonce=" in seen
    assert service.token.encode() not in seen


def test_a_client_outlives_connections_that_the_service_closed(app: Any) -> None:
    service = Service(app, limits=Limits(idle_seconds=1, head_seconds=1))
    service.start()
    try:
        with Client(service.url, service.token) as client:
            client.call("system.version")
            (kept,) = client._idle
            assert kept.sock is not None
            kept.sock.shutdown(socket.SHUT_RDWR)
            assert client.call("system.version")
    finally:
        service.stop()


def test_rotating_the_token_shuts_out_the_old_one(service: Service) -> None:
    old = service.token
    new = service.tokens.rotate()
    service.publish()
    assert new != old
    with pytest.raises((Unauthorized, HostError)), Client(service.url, old) as client:
        client.call("system.version")
    with Client(service.url, new) as client:
        assert client.call("system.version")
    with Client.connect() as client:
        assert client.call("system.version")


def test_a_call_of_the_scene_runs_on_the_scenes_own_thread(app: Any) -> None:
    ran: list[str] = []

    def answer(request: Any) -> Any:
        ran.append(threading.current_thread().name)
        raise NoScene("none here")

    app._scene_info = answer
    with ThreadPoolExecutor(1, thread_name_prefix="scene") as scene:
        app.runner = scene.submit
        service = Service(app)
        service.start()
        try:
            with Client(service.url, service.token) as client:
                for _ in range(6):  # more than wait on the scene's queue at a time
                    with pytest.raises(NoScene):
                        client.call("scene.info")
        finally:
            service.stop()
    assert {name.partition("_")[0] for name in ran} == {"scene"}
    assert len(ran) == 6


def test_a_scene_that_does_not_answer_is_busy_and_its_call_is_never_made() -> None:

    queued: list[Future[Any]] = []

    def runner(work: Any) -> Future[Any]:
        queued.append(Future())
        return queued[-1]

    async def ask() -> None:
        lane = SceneLane(asyncio.get_running_loop(), runner, patience=0.01)
        with pytest.raises(Busy, match="main thread"):
            await lane.submit("me", lambda: 1)
        assert queued[0].cancelled()
        second = lane.submit("me", lambda: 2)  # the place is free again
        while len(queued) < 2:
            await asyncio.sleep(0)
        queued[1].set_result(2)
        assert await second == 2

    asyncio.run(ask())
