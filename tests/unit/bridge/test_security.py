# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service turns away, byte by byte, over raw sockets. A refused call runs no handler."""

from __future__ import annotations

import contextlib
import json
import socket
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract.errors import TooLarge
from ll3m.bridge.server import Service
from ll3m.bridge.server.security import Limits

CALL = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "system.version"}).encode()


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    closed: bool
    whole: bool

    @property
    def error(self) -> dict[str, Any]:
        return json.loads(self.body)["error"]


def raw(service: Service, data: bytes, *, seconds: float = 5.0) -> list[Answer]:
    """Send bytes; read answers until the other side closes or falls silent."""
    with socket.create_connection(("127.0.0.1", service.port), seconds) as connection:
        with contextlib.suppress(OSError):  # it may be cut before all is sent
            connection.sendall(data)
        received = b""
        closed = False
        try:
            while chunk := connection.recv(65536):
                received += chunk
                if all(answer.whole for answer in _split(received, False)):
                    connection.settimeout(0.05)  # no more, or the end
            closed = True
        except TimeoutError:
            closed = False
        except ConnectionError:
            closed = True
    return list(_split(received, closed))


def _split(received: bytes, closed: bool) -> Iterator[Answer]:
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:])
        }
        length = int(headers.get("content-length", 0))
        body, received = received[:length], received[length:]
        yield Answer(int(lines[0].split()[1]), headers, body, closed, len(body) == length)


def request(
    service: Service,
    *extra: str,
    method: str = "POST",
    path: str = "/rpc",
    body: bytes = CALL,
    without: tuple[str, ...] = (),
    **changed: str,
) -> bytes:
    """A valid call, but for what the test says."""
    headers = {
        "host": f"127.0.0.1:{service.port}",
        "authorization": f"Bearer {service.token}",
        "content-type": "application/json",
        "content-length": str(len(body)),
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    lines = [f"{name}: {value}" for name, value in headers.items() if name not in without]
    head = "\r\n".join([f"{method} {path} HTTP/1.1", *lines, *extra])
    return head.encode("latin-1") + b"\r\n\r\n" + body


def one(service: Service, data: bytes) -> Answer:
    answers = raw(service, data)
    assert len(answers) == 1
    return answers[0]


def test_the_request_these_tests_vary_is_valid(service: Service, app: Any) -> None:
    answer = one(service, request(service))
    assert answer.status == 200
    assert json.loads(answer.body)["result"]["version"] == "1.2.3"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers
    assert len(app.calls) == 1


# ---------------------------------------------------------------- token


def test_wrong_tokens_are_refused_alike(service: Service, app: Any) -> None:
    token = service.token
    bodies = set()
    for given in (
        "", "Bearer", "Bearer ", f"Bearer {token[:-1]}", f"Bearer {token}x", "Bearer é",
        f"Basic {token}", token, f"Bearer {token},{token}",
    ):  # fmt: skip
        answer = one(service, request(service, authorization=given))
        assert answer.status == 401, given
        assert answer.headers["www-authenticate"].startswith("Bearer")
        bodies.add(answer.body)
    answer = one(service, request(service, without=("authorization",)))
    assert answer.status == 401
    bodies.add(answer.body)
    assert len(bodies) == 1
    assert app.calls == []


def test_a_token_in_the_address_is_no_token(service: Service, app: Any) -> None:
    path = f"/rpc?token={service.token}&access_token={service.token}"
    assert one(service, request(service, path=path, without=("authorization",))).status == 401
    assert app.calls == []


def test_a_token_sent_twice_is_refused(service: Service, app: Any) -> None:
    data = request(service, f"Authorization: Bearer {service.token}")
    assert one(service, data).status == 400
    assert app.calls == []


def test_the_token_shows_up_nowhere(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    answers = [
        one(service, request(service)),
        one(service, request(service, authorization=f"Basic {service.token}")),
        one(service, request(service, path=f"/{service.token}")),
    ]
    assert not any(service.token.encode() in answer.body for answer in answers)
    assert service.token not in caplog.text
    assert service.token not in repr(service.clients())


def test_comparing_tokens_takes_equally_long(service: Service) -> None:
    """The digest is compared, so the number of right characters can't show."""
    book = service.tokens

    def median(token: str) -> float:
        times = []
        for _ in range(2000):
            began = time.perf_counter_ns()
            book.check(token)
            times.append(time.perf_counter_ns() - began)
        return statistics.median(times)

    wrong = ["x" * 43, service.token[:31] + "x" * 12]
    best = [min(median(token) for _ in range(3)) for token in wrong]
    assert abs(best[0] - best[1]) < 5000


# ---------------------------------------------------------------- host and origin


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_its_own_names_are_answered(service: Service, name: str) -> None:
    assert one(service, request(service, host=f"{name}:{service.port}")).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost.evil.example:{port}",
        "localhost:{port}@evil.example",
        "localhost.:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost:0{port}",
        "127.1:{port}",
        "0.0.0.0:{port}",
        "",
    ],
)
def test_any_other_host_is_misdirected(service: Service, app: Any, host: str) -> None:
    answer = one(service, request(service, host=host.format(port=service.port)))
    assert answer.status in (400, 421)
    assert app.calls == []


def test_a_missing_or_repeated_host_is_refused(service: Service, app: Any) -> None:
    assert one(service, request(service, without=("host",))).status == 400
    assert one(service, request(service, "Host: evil.example")).status == 400
    assert app.calls == []


def test_an_absolute_target_does_not_replace_the_host(service: Service, app: Any) -> None:
    path = "http://evil.example/rpc"
    assert one(service, request(service, path=path)).status in (400, 404, 421)
    assert app.calls == []


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "",
        "file://",
    ],
)
def test_foreign_origins_are_forbidden_with_a_valid_token_too(
    service: Service, app: Any, origin: str
) -> None:
    answer = one(service, request(service, origin=origin.format(port=service.port)))
    assert answer.status == 403
    assert answer.error["code"] == "forbidden"
    assert app.calls == []


def test_its_own_origin_is_answered(service: Service) -> None:
    assert one(service, request(service, origin=service.url)).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "weird"])
def test_cross_site_requests_without_origin_are_forbidden(
    service: Service, app: Any, site: str
) -> None:
    assert one(service, request(service, sec_fetch_site=site)).status == 403
    assert app.calls == []


def test_a_preflight_is_given_nothing(service: Service) -> None:
    data = request(
        service,
        method="OPTIONS",
        body=b"",
        origin="http://evil.example",
        access_control_request_method="POST",
    )
    answer = one(service, data)
    assert answer.status == 403
    assert not [name for name in answer.headers if name.startswith("access-control")]


# ---------------------------------------------------------------- form


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonp",
        "",
    ],
)
def test_other_media_types_are_refused(service: Service, app: Any, kind: str) -> None:
    assert one(service, request(service, content_type=kind)).status == 415
    assert app.calls == []


def test_no_media_type_and_compression_are_refused(service: Service, app: Any) -> None:
    assert one(service, request(service, without=("content-type",))).status == 415
    assert one(service, request(service, content_encoding="gzip")).status == 415
    assert app.calls == []


@pytest.mark.parametrize("kind", ["application/json", 'Application/JSON; charset="UTF-8"'])
def test_json_may_name_its_charset(service: Service, kind: str) -> None:
    assert one(service, request(service, content_type=kind)).status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_which_is_allowed(service: Service, method: str) -> None:
    answer = one(service, request(service, method=method, body=b""))
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def test_unknown_addresses_are_not_found(service: Service) -> None:
    for path in ("/", "/nothing", "/rpc/", "/rpc/../rpc", "/%2e%2e/etc/passwd"):
        assert one(service, request(service, path=path)).status == 404


# ---------------------------------------------------------------- size


def test_a_large_declared_body_is_refused_at_once(service: Service, app: Any) -> None:
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", service.port), 5) as connection:
        connection.sendall(request(service, content_length=str(2 * 2**30)))
        received = connection.recv(65536)
        assert time.monotonic() - began < 0.5
        while piece := connection.recv(65536):
            received += piece
    (answer,) = _split(received, True)
    assert answer.status == 413
    assert answer.error["data"]["limit"] == service.limits.body
    assert time.monotonic() - began < 1.5
    assert app.calls == []


def test_who_sends_too_much_reads_why(service: Service, client: Client) -> None:
    """Not a reset connection: the refused body is taken for a moment, and thrown away."""
    for _ in range(3):
        with pytest.raises(TooLarge):
            client.call("code.check", {"source": "x" * 5_000_000})
    assert client.call("system.version")


def test_a_large_chunked_body_is_cut_at_the_cap(service: Service, app: Any) -> None:
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    head = request(service, body=b"", without=("content-length",), transfer_encoding="chunked")
    sent = 0
    with socket.create_connection(("127.0.0.1", service.port), 5) as connection:
        connection.sendall(head)
        try:
            while sent < 200 * 2**20:
                connection.sendall(chunk)
                sent += 65536
        except OSError:
            pass
    assert sent < 3 * service.limits.body
    assert app.calls == []


def test_large_heads_are_refused(service: Service, app: Any) -> None:
    many = [f"X-{number}: y" for number in range(5000)]
    assert one(service, request(service, *many)).status == 431
    assert one(service, request(service, *many[:150])).status == 431
    assert one(service, request(service, "X-Long: " + "y" * 100_000)).status == 431
    assert one(service, request(service, path="/rpc?" + "y" * 9000)).status == 414
    assert one(service, request(service, path="/" + "y" * 100_000)).status in (414, 431)
    assert app.calls == []


# ---------------------------------------------------------------- smuggling


def _with_line(service: Service, line: bytes) -> bytes:
    head, _, body = request(service).partition(b"\r\n\r\n")
    return head + b"\r\n" + line + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    "line",
    [
        b"Content-Length: 5",
        b"Transfer-Encoding: chunked",
        b"Transfer-Encoding: xchunked",
        b"X-Folded: a\r\n b",
        b"X-Bare: a\nX-Other: b",
        b"X-Return: a\rX-Other: b",
        b"X-Null: a\0b",
        b"X-Space : a",
        b" X-Lead: a",
        b"no colon",
    ],
)
def test_ambiguous_heads_are_refused_and_the_connection_closed(
    service: Service, app: Any, line: bytes
) -> None:
    answers = raw(service, _with_line(service, line) + request(service))
    assert [answer.status for answer in answers] in ([400], [501])
    assert answers[0].closed
    assert app.calls == []


@pytest.mark.parametrize("length", ["+5", "-1", "5, 6", "0x5", "", "5 5", "٣"])
def test_odd_lengths_are_refused(service: Service, app: Any, length: str) -> None:
    data = request(service).replace(
        f"content-length: {len(CALL)}".encode(), f"content-length: {length}".encode()
    )
    answers = raw(service, data + request(service))
    assert [answer.status for answer in answers] == [400]
    assert app.calls == []


@pytest.mark.parametrize(
    "data", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\0" * 100, b"SSH-2.0-x\r\n"]
)
def test_other_protocols_are_sent_away(service: Service, data: bytes) -> None:
    answers = raw(service, data + b"\r\n\r\n")
    assert [answer.status for answer in answers] == [400]
    assert answers[0].closed


def test_requests_in_a_row_on_one_connection_are_answered_in_order(
    service: Service, app: Any
) -> None:
    bodies = [
        json.dumps({"jsonrpc": "2.0", "id": n, "method": "system.version"}).encode()
        for n in range(5)
    ]
    answers = raw(service, b"".join(request(service, body=body) for body in bodies))
    assert [json.loads(answer.body)["id"] for answer in answers] == [0, 1, 2, 3, 4]


def test_a_strange_head_behind_a_good_request_is_refused_too(service: Service, app: Any) -> None:
    answers = raw(service, request(service) + _with_line(service, b"X-Folded: a\r\n b"))
    assert [answer.status for answer in answers] == [200, 400]
    assert len(app.calls) == 1


# ---------------------------------------------------------------- time and numbers


@pytest.fixture
def hasty(app: Any) -> Iterator[Service]:
    limits = Limits(head_seconds=0.3, body_seconds=0.3, idle_seconds=1, connections=64)
    served = Service(app, limits=limits)
    served.start()
    yield served
    served.stop()


@pytest.mark.parametrize(
    "part",
    [
        lambda whole: b"",
        lambda whole: whole[:40],
        lambda whole: whole[:-10],
        lambda whole: whole + b"POST /r",
    ],
    ids=["nothing", "half a head", "half a body", "a second half head"],
)
def test_half_sent_requests_are_cut(hasty: Service, part: Any) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port), 3) as connection:
        connection.sendall(part(request(hasty)))
        began = time.monotonic()
        connection.settimeout(3)
        try:
            while connection.recv(65536):
                pass
        except ConnectionError:
            pass
        assert time.monotonic() - began < 2


def test_drops_of_a_head_do_not_keep_a_connection_alive(hasty: Service) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port), 3) as connection:
        began = time.monotonic()
        answered = b"nothing"
        connection.settimeout(0.05)
        for byte in request(hasty):
            try:
                connection.sendall(bytes([byte]))
                answered = connection.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                answered = b""
            break
        assert not answered or answered.startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 2


def test_an_idle_connection_is_closed(hasty: Service) -> None:
    with socket.create_connection(("127.0.0.1", hasty.port), 5) as connection:
        connection.sendall(request(hasty))
        assert connection.recv(65536)
        began = time.monotonic()
        while connection.recv(65536):
            pass
        assert time.monotonic() - began < 3


def test_many_half_open_connections_do_not_shut_others_out(hasty: Service) -> None:
    held = [socket.create_connection(("127.0.0.1", hasty.port), 3) for _ in range(200)]
    try:
        for connection in held[::2]:
            try:
                connection.sendall(b"POST /rpc HTTP/1.1\r\nHost: x")
            except ConnectionError:
                continue  # already turned out for a newer one
        began = time.monotonic()
        with Client(hasty.url, hasty.token) as client:
            assert client.call("system.version")
        assert time.monotonic() - began < 1
    finally:
        for connection in held:
            connection.close()
