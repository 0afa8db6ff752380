# SPDX-License-Identifier: GPL-3.0-or-later
"""The REST twin: every operation, files, events, documents, health and limits."""

from __future__ import annotations

import hashlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from ll3m.bridge.contract import ERRORS, OPERATIONS
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service, documents
from ll3m.bridge.server.security import Limits


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]


class Rest:
    """A plain HTTP client with the service's token."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)

    def __call__(
        self, method: str, path: str, body: Any = None, *, token: bool = True, **headers: str
    ) -> Answer:
        sent = {"Authorization": f"Bearer {self.service.token}"} if token else {}
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, data, sent)
        response = self.connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read())

    def post(self, name: str, body: Any = None, **headers: str) -> Answer:
        return self("POST", "/api/v1/" + name.replace(".", "/"), body, token=True, **headers)


@pytest.fixture
def rest(service: Service) -> Iterator[Rest]:
    made = Rest(service)
    yield made
    made.connection.close()


# ---------------------------------------------------------------- operations


def test_operations_answer_with_the_bare_result(rest: Rest, app: Any) -> None:
    answer = rest.post("system.version")
    assert (answer.status, answer.json["version"]) == (200, "1.2.3")
    assert rest.post("system.version", {}).status == 200
    assert rest.post("code.check", {"source": "import os"}).json["accepted"] is False
    assert [caller.face for _, caller in app.calls] == ["rest"] * 3


def test_a_job_is_accepted_with_202(rest: Rest) -> None:
    answer = rest.post("asset.generate", {"prompt": "a chair"})
    assert (answer.status, answer.json["state"]) == (202, "running")


def test_every_operation_has_an_address(rest: Rest, app: Any) -> None:
    for name in OPERATIONS:
        answer = rest.post(name, {"nonsense": 1})
        assert answer.status == 422, name
        assert answer.code == "invalid_request"
    assert app.calls == []


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_each_error_has_the_status_of_its_class_and_one_shape(
    rest: Rest, app: Any, code: str
) -> None:
    def fail(request: Any) -> Any:
        raise ERRORS[code]("It did not work.", retry_after=1.2)

    app._system_health = fail
    answer = rest.post("system.health")
    assert answer.status == ERRORS[code].http_status
    assert answer.json == {"error": ERRORS[code]("It did not work.", retry_after=1.2).to_wire()}
    assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"[]", 422), (b"null", 422), (b'{"a":NaN}', 400), (b'{"a":1,"a":2}', 400)],
)
def test_a_body_that_is_no_object_is_refused(rest: Rest, body: bytes, status: int) -> None:
    assert rest.post("system.version", body).status == status


def test_unknown_addresses_and_methods(rest: Rest) -> None:
    answer = rest.post("asset.generat")
    assert (answer.status, answer.code) == (404, "unknown_operation")
    assert "asset.generate" in answer.json["error"]["message"]
    for path in ("/api/v1/", "/api/v1/asset", "/api/v1/asset/list/x", "/api/v2/asset/list"):
        assert rest("POST", path).status == 404
    answer = rest("GET", "/api/v1/asset/list")
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def test_without_a_token_only_what_tells_nothing_is_answered(rest: Rest, app: Any) -> None:
    for method, path in (
        ("POST", "/api/v1/system/version"),
        ("GET", "/api/v1/events"),
        ("GET", "/api/v1/files/a_0000000000000000/1/x"),
        ("GET", "/health/ready"),
        ("GET", "/metrics"),
    ):
        assert rest(method, path, token=False).status == 401, path
    assert rest("GET", "/health/live", token=False).json == {"live": True}
    assert rest("GET", "/api/v1/openapi.json", token=False).status == 200
    assert app.calls == []


# ---------------------------------------------------------------- keys and limits


def test_the_same_key_and_request_are_carried_out_once(rest: Rest, app: Any) -> None:
    request = {"prompt": "a chair"}
    first = rest.post("asset.generate", request, Idempotency_Key="k1")
    again = rest.post("asset.generate", request, Idempotency_Key="k1")
    other = rest.post("asset.generate", request, Idempotency_Key="k2")
    assert first.json == again.json != other.json
    assert len(app.jobs) == 2
    answer = rest.post("asset.generate", {"prompt": "a table"}, Idempotency_Key="k1")
    assert (answer.status, answer.code) == (409, "conflict")


def test_a_failed_request_may_be_sent_again_under_its_key(rest: Rest, app: Any) -> None:
    assert rest.post("asset.generate", {}, Idempotency_Key="k1").status == 422
    assert rest.post("asset.generate", {}, Idempotency_Key="k1").status == 422
    assert rest.post("asset.generate", {"prompt": "x"}, Idempotency_Key="k1").status == 202


def test_too_many_calls_are_told_when_to_come_back(app: Any) -> None:
    service = Service(app, limits=Limits(calls_per_second=5, jobs_per_minute=2))
    service.start()
    try:
        rest = Rest(service)
        jobs = [rest.post("asset.generate", {"prompt": "x"}) for _ in range(3)]
        assert [each.status for each in jobs] == [202, 202, 429]
        assert 1 <= int(jobs[2].headers["retry-after"]) <= 30
        assert jobs[2].json["error"]["data"]["retry_after"] > 0
        calls = [rest.post("system.version") for _ in range(20)]
        limited = next(each for each in calls if each.status == 429)
        assert limited.code == "rate_limited"
        call = {"jsonrpc": "2.0", "id": 1, "method": "system.version"}
        answer = [rest("POST", "/rpc", call) for _ in range(10)][-1]
        assert answer.status == 429
        assert answer.json["error"]["code"] == -32029
        assert "retry-after" in answer.headers
        other = service.tokens.issue(TokenIssueRequest(client="robot")).secret
        assert rest.post("system.version", Authorization=f"Bearer {other}").status == 200
        rest.connection.close()
    finally:
        service.stop()


def test_what_changes_something_is_in_the_audit_log_without_its_words(
    rest: Rest, tmp_path: Path
) -> None:
    rest.post("asset.generate", {"prompt": "a secret chair"}, X_Request_Id="req-7")
    rest.post("code.run", {"source": "import os"})
    rest.post("system.version")
    text = (tmp_path / "audit.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(each["operation"], each["outcome"]) for each in lines] == [
        ("asset.generate", "done"),
        ("code.run", "refused"),
    ]
    assert (lines[0]["request"], lines[0]["client"], lines[0]["face"]) == (
        "req-7",
        "instance",
        "rest",
    )
    assert "secret" not in text
    assert (tmp_path / "audit.jsonl").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LL3M-Deadline", "soon"),
        ("LL3M-Deadline", "-1"),
        ("LL3M-Deadline", "nan"),
        ("LL3M-Deadline", "inf"),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "x" * 101),
        ("Idempotency-Key", "a b"),
    ],
)
def test_headers_of_our_own_are_checked(rest: Rest, app: Any, name: str, value: str) -> None:
    answer = rest.post("asset.generate", {"prompt": "x"}, **{name: value})
    assert (answer.status, answer.code) == (400, "invalid_call")
    assert app.calls == []


def test_a_deadline_may_be_any_number(rest: Rest) -> None:
    for value in ("2.5e1", "1e300", "30", "0.5"):
        assert rest.post("system.version", None, LL3M_Deadline=value).status == 200


# ---------------------------------------------------------------- documents


def test_rpc_discover_is_the_openrpc_document(rest: Rest) -> None:
    answer = rest("POST", "/rpc", {"jsonrpc": "2.0", "id": 1, "method": "rpc.discover"})
    found = answer.json["result"]
    assert found == rest("GET", "/api/v1/openrpc.json").json == documents.openrpc()
    assert {each["name"] for each in found["methods"]} == set(OPERATIONS)


def references(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        if isinstance(document.get("$ref"), str):
            yield document["$ref"]
        for value in document.values():
            yield from references(value)
    elif isinstance(document, list):
        for value in document:
            yield from references(value)


@pytest.mark.parametrize("make", [documents.openrpc, documents.openapi])
def test_documents_are_whole_and_their_schemas_valid(make: Any) -> None:
    document = make()
    for reference in set(references(document)):
        target = document
        for part in reference.removeprefix("#/").split("/"):
            target = target[part]
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_openapi_describes_every_operation_with_its_own_models() -> None:
    found = documents.openapi()
    for name, row in OPERATIONS.items():
        post = found["paths"][f"/api/v1/{name.replace('.', '/')}"]["post"]
        assert post["operationId"] == name.replace(".", "_")
        success = post["responses"]["202" if row.is_job else "200"]
        reference = success["content"]["application/json"]["schema"]["$ref"]
        assert reference.endswith(f"/{row.result.__name__}")


# ---------------------------------------------------------------- health


def test_ready_says_what_stands_in_the_way(rest: Rest, app: Any) -> None:
    assert rest("GET", "/health/ready").status == 200
    healthy = app._system_health
    app._system_health = lambda request: healthy(request).model_copy(update={"ok": False})
    answer = rest("GET", "/health/ready")
    assert (answer.status, answer.json["ok"]) == (503, False)


def test_numbers_are_shown_to_prometheus(rest: Rest) -> None:
    rest.post("system.version")
    rest.post("job.get", {"job_id": "j_" + "9" * 16})
    text = rest("GET", "/metrics").body.decode()
    assert 'll3m_calls_total{operation="system.version",face="rest",outcome="done"} 1' in text
    assert 'll3m_calls_total{operation="job.get",face="rest",outcome="not_found"} 1' in text
    assert 'll3m_call_seconds_bucket{operation="job.get",le="+Inf"} 1' in text


# ---------------------------------------------------------------- files


@pytest.fixture
def kept(app: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "v001"
    folder.mkdir()
    (folder / "model.glb").write_bytes(bytes(range(256)) * 4096)
    (folder / "preview.png").write_bytes(b"\x89PNG")
    (folder / "page.html").write_text("<script>alert(1)</script>")
    (folder / "not listed.txt").write_text("x")
    app.keep(folder, "model.glb", "preview.png", "page.html")
    return folder


URL = "/api/v1/files/a_0000000000000000/1/"


def test_files_come_whole_with_a_tag(rest: Rest, kept: Path) -> None:
    data = (kept / "model.glb").read_bytes()
    answer = rest("GET", URL + "model.glb")
    assert (answer.status, answer.body) == (200, data)
    assert answer.headers["content-type"] == "model/gltf-binary"
    assert answer.headers["etag"] == f'"{hashlib.sha256(data).hexdigest()}"'
    assert answer.headers["content-disposition"].startswith("attachment")
    head = rest("HEAD", URL + "model.glb")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(data))
    assert rest("GET", URL + "preview.png").headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("wanted", "part"),
    [
        ("bytes=0-9", (0, 10)),
        ("bytes=1000000-", (1_000_000, 1_048_576)),
        ("bytes=-5", (1_048_571, 1_048_576)),
        ("bytes=1048575-9999999", (1_048_575, 1_048_576)),
    ],
)
def test_parts_of_files(rest: Rest, kept: Path, wanted: str, part: tuple[int, int]) -> None:
    data = (kept / "model.glb").read_bytes()
    answer = rest("GET", URL + "model.glb", Range=wanted)
    assert answer.status == 206
    assert answer.body == data[slice(*part)]
    assert answer.headers["content-range"] == f"bytes {part[0]}-{part[1] - 1}/{len(data)}"


@pytest.mark.parametrize("wanted", ["bytes=5-4", "bytes=0-1,5-6", "lines=0-5", "bytes=-", "x"])
def test_what_is_not_one_range_gets_the_whole(rest: Rest, kept: Path, wanted: str) -> None:
    assert rest("GET", URL + "model.glb", Range=wanted).status == 200


def test_parts_outside_and_conditions(rest: Rest, kept: Path) -> None:
    answer = rest("GET", URL + "model.glb", Range="bytes=1048576-")
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */1048576")
    tag = rest("HEAD", URL + "model.glb").headers["etag"]
    assert rest("GET", URL + "model.glb", If_None_Match=f'"x", W/{tag}').status == 304
    assert rest("GET", URL + "model.glb", If_None_Match='"x"').status == 200
    assert rest("GET", URL + "model.glb", Range="bytes=0-1", If_Range=tag).status == 206
    assert rest("GET", URL + "model.glb", Range="bytes=0-1", If_Range='"x"').status == 200


@pytest.mark.parametrize(
    "path",
    [
        "nothing.glb", "not%20listed.txt", "../v001/model.glb", "..%2fv001%2fmodel.glb",
        "%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cx", "model.glb%00.png", "/etc/passwd", "", ".",
        "%2fetc%2fpasswd", "sub/model.glb", "\\\\host\\share", "con", "model.glb/",
    ],
)  # fmt: skip
def test_nothing_but_listed_files_is_found(rest: Rest, kept: Path, path: str) -> None:
    assert rest("GET", URL + path).status == 404


def test_a_link_in_the_folder_is_not_followed(rest: Rest, kept: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (kept / "model.glb").unlink()
    (kept / "model.glb").symlink_to(secret)
    answer = rest("GET", URL + "model.glb")
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_a_page_among_the_files_is_no_page(rest: Rest, kept: Path) -> None:
    answer = rest("GET", URL + "page.html")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_listed_file_that_is_gone_is_said(rest: Rest, kept: Path) -> None:
    (kept / "model.glb").unlink()
    assert rest("GET", URL + "model.glb").code == "library_failed"


# ---------------------------------------------------------------- events


class Stream:
    """A reader of server-sent events."""

    def __init__(self, service: Service, query: str = "", **headers: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)
        sent = {"Authorization": f"Bearer {service.token}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.connection.request("GET", "/api/v1/events" + query, headers=sent)
        self.response = self.connection.getresponse()

    def next(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while line := self.response.readline().decode().rstrip("\n"):
            name, _, value = line.partition(": ")
            fields[name] = json.loads(value) if name == "data" else value
        return fields


def test_events_stream_and_go_on_behind_the_last_one(service: Service, app: Any) -> None:
    job = app._asset_generate(type("R", (), {"prompt": "x"})()).id
    stream = Stream(service, f"?job={job}&type=stage")
    assert stream.response.getheader("content-type") == "text/event-stream"
    assert stream.next()["event"] == "hello"
    for stage in ("one", "two", "three"):
        app.emit(job, "note", text="not wanted")
        app.emit(job, "stage", stage=stage)
    first = stream.next()
    assert (first["event"], first["data"]["event"]["data"]["stage"]) == ("stage", "one")
    assert first["id"] == first["data"]["cursor"]
    stream.connection.close()
    again = Stream(service, "?type=stage", Last_Event_ID=first["id"])
    assert again.next()["event"] == "hello"
    stages = [again.next()["data"]["event"]["data"]["stage"] for _ in range(2)]
    assert stages == ["two", "three"]
    again.connection.close()
    lost = Stream(service, "?cursor=elsewhere.3")
    assert lost.next()["event"] == "gap"
    lost.connection.close()


def test_one_token_cannot_take_all_event_streams(service: Service, until: Any) -> None:
    def listen(token: str) -> int:
        made = socket.create_connection(("127.0.0.1", service.port), 5)
        made.sendall(
            f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{service.port}\r\n"
            f"Authorization: Bearer {token}\r\n\r\n".encode()
        )
        opened.append(made)
        return int(made.recv(4096).split()[1])

    opened: list[socket.socket] = []
    try:
        assert {listen(service.token) for _ in range(64)} == {200}
        assert listen(service.token) == 429
        other = service.tokens.issue(TokenIssueRequest(client="other")).secret
        assert listen(other) == 200
        opened[0].close()
        assert until(lambda: listen(service.token) == 200)
    finally:
        for each in opened:
            each.close()


def test_a_wrong_question_for_events_is_refused(service: Service) -> None:
    assert Stream(service, "?jobs=x").response.status == 422
    assert Stream(service, "?cursor=x").response.status == 422


def test_stop_ends_event_streams(service: Service) -> None:
    stream = Stream(service)
    stream.next()
    ended: list[dict[str, Any]] = []
    reader = threading.Thread(target=lambda: ended.append(stream.next()))
    reader.start()
    began = time.monotonic()
    service.stop()
    reader.join(5)
    assert time.monotonic() - began < 2
    assert ended[0].get("event", "dropped") == "dropped"
    stream.connection.close()
