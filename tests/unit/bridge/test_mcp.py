# SPDX-License-Identifier: GPL-3.0-or-later
"""The Model Context Protocol: both eras, over HTTP and standard streams."""

from __future__ import annotations

import base64
import http.client
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from ll3m.bridge.contract.asset import AssetList
from ll3m.bridge.mcp_server import HANDSHAKE, MODERN
from ll3m.bridge.mcp_tools import TOOLS, tool_list
from ll3m.bridge.server import Service

HERE = Path(__file__).parent
META = "io.modelcontextprotocol/"
ENVELOPE = {META + "protocolVersion": MODERN[0], META + "clientCapabilities": {}}
ACCEPT = "application/json, text/event-stream"


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[Any]:
        lines = self.body.decode().splitlines()
        return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]


class Agent:
    """Posts MCP messages."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.session = ""

    def post(self, message: Any, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=10)
        sent = {
            "Authorization": f"Bearer {self.service.token}",
            "Content-Type": "application/json",
            "Accept": ACCEPT,
        }
        if self.session:
            sent["Mcp-Session-Id"] = self.session
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        body = message if isinstance(message, bytes) else json.dumps(message).encode()
        connection.request("POST", "/mcp", body, sent)
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, found, response.read())
        connection.close()
        return answer

    def legacy(self, method: str, params: Any = None, **headers: str) -> Any:
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
        return self.post(message, **headers).json

    def modern(self, method: str, params: Any = None, **headers: str) -> Answer:
        params = {**(params or {}), "_meta": ENVELOPE | (params or {}).get("_meta", {})}
        message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        sent = {"MCP-Protocol-Version": MODERN[0], "Mcp-Method": method}
        name = params.get("name") or params.get("uri")
        if name and method in ("tools/call", "resources/read", "prompts/get"):
            sent["Mcp-Name"] = name
        sent |= {key.replace("_", "-"): value for key, value in headers.items()}
        return self.post(message, **sent)


@pytest.fixture
def agent(service: Service, app: Any) -> Agent:
    app._asset_list = lambda request: AssetList(assets=[])
    return Agent(service)


# ---------------------------------------------------------------- what is offered


def test_the_tools_are_few_described_and_small() -> None:
    tools = tool_list()
    assert len(tools) <= 12
    # About four characters a token in text like this.
    assert len(json.dumps(tools)) < 4 * 4000
    for tool in tools:
        jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
        assert len(tool["description"]) > 40
        assert set(tool["annotations"]) >= {"readOnlyHint", "destructiveHint"}
        shape = TOOLS[tool["name"]]
        if shape.row is not None:
            assert tool["name"] == shape.row.name.replace(".", "_")
            assert tool["annotations"]["readOnlyHint"] == shape.row.read_only
            jsonschema.Draft202012Validator.check_schema(tool["outputSchema"])
            assert tool["inputSchema"]["type"] == "object"


def test_schemas_for_agents_are_in_one_piece() -> None:
    assert '"$ref"' not in json.dumps(tool_list())


# ---------------------------------------------------------------- with a handshake


@pytest.mark.parametrize("version", [*HANDSHAKE, "1999-01-01", MODERN[0]])
def test_the_handshake_settles_on_a_version(agent: Agent, version: str) -> None:
    params = {"protocolVersion": version, "capabilities": {}, "clientInfo": {"name": "t"}}
    answer = agent.post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params})
    result = answer.json["result"]
    assert result["protocolVersion"] == (version if version in HANDSHAKE else HANDSHAKE[0])
    assert result["serverInfo"]["name"] == "ll3m"
    assert set(result["capabilities"]) == {"tools", "resources", "prompts"}
    agent.session = answer.headers["mcp-session-id"]
    assert agent.post({"jsonrpc": "2.0", "method": "notifications/initialized"}).status == 202
    assert agent.legacy("ping")["result"] == {}
    assert len(agent.legacy("tools/list")["result"]["tools"]) == len(TOOLS)


def test_an_ended_or_unknown_session_is_not_found(agent: Agent, service: Service) -> None:
    agent.session = "nonsense"
    assert agent.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status == 404
    agent.session = ""
    params = {"protocolVersion": HANDSHAKE[0], "capabilities": {}}
    answer = agent.post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params})
    agent.session = answer.headers["mcp-session-id"]
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=5)
    headers = {"Authorization": f"Bearer {service.token}", "Mcp-Session-Id": agent.session}
    connection.request("DELETE", "/mcp", headers=headers)
    assert connection.getresponse().status == 204
    connection.close()
    assert agent.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status == 404


def test_tools_answer_with_data_and_text(agent: Agent) -> None:
    params = {"name": "code_check", "arguments": {"source": "import os"}}
    result = agent.legacy("tools/call", params)["result"]
    assert result["structuredContent"]["accepted"] is False
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]


def test_what_a_tool_could_not_do_is_a_result_with_advice(agent: Agent) -> None:
    for arguments in ({"sauce": 1}, {}):
        params = {"name": "code_check", "arguments": arguments}
        result = agent.legacy("tools/call", params)["result"]
        assert result["isError"] is True
        assert "Correct the named fields" in result["content"][0]["text"]


def test_further_operations_are_listed_and_called(agent: Agent, app: Any) -> None:
    def call(name: str, arguments: Any) -> Any:
        return agent.legacy("tools/call", {"name": name, "arguments": arguments})["result"]

    listed = call("operation_list", {})["structuredContent"]["operations"]
    assert "asset.delete" in {each["name"] for each in listed}
    shown = call("operation_list", {"name": "asset.delete"})["structuredContent"]
    assert shown["params"]["required"] == ["asset_id"]
    found = call("operation_call", {"name": "system.version"})["structuredContent"]
    assert found["version"] == "1.2.3"
    assert call("operation_call", {"name": "no.such"})["isError"]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("tools/call", {"name": "nothing"}, -32602),
        ("tools/call", {"name": "code_check", "arguments": []}, -32602),
        ("tools/list", {"cursor": "x"}, -32602),
        ("resources/read", {"uri": "ll3m://nothing"}, -32002),
        ("resources/read", {"uri": "file:///etc/passwd"}, -32002),
        ("resources/read", {"uri": "ll3m://asset/../../etc"}, -32002),
        ("prompts/get", {"name": "nothing"}, -32602),
        ("prompts/get", {"name": "model"}, -32602),
        ("no/such", {}, -32601),
    ],
)
def test_protocol_errors_have_their_codes(
    agent: Agent, method: str, params: Any, code: int
) -> None:
    assert agent.legacy(method, params)["error"]["code"] == code


def test_resources_and_prompts(agent: Agent) -> None:
    uris = [each["uri"] for each in agent.legacy("resources/list")["result"]["resources"]]
    assert "ll3m://docs/script" in uris
    read = agent.legacy("resources/read", {"uri": "ll3m://docs/script"})["result"]["contents"][0]
    assert read["mimeType"] == "text/markdown"
    assert "metres" in read["text"]
    params = {"name": "model", "arguments": {"thing": "a chair", "style": "plain"}}
    text = agent.legacy("prompts/get", params)["result"]["messages"][0]["content"]["text"]
    assert "a chair" in text
    assert "plain" in text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', 400),
        (b'{"jsonrpc":"2.0","id":true,"method":"ping"}', 400),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', 400),
        (b'{"method":"notifications/x"}', 400),
    ],
)
def test_malformed_messages(agent: Agent, body: bytes, status: int) -> None:
    assert agent.post(body).status == status


def test_strangers_get_nothing(agent: Agent, service: Service, app: Any) -> None:
    ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert agent.post(ping, Authorization="Bearer x").status == 401
    assert agent.post(ping, Origin="http://evil.example").status == 403
    assert agent.post(ping, Host="evil.example").status == 421
    assert agent.post(ping, Content_Type="text/plain").status == 415
    assert agent.post(ping, Accept="image/png").status == 406
    assert agent.post(ping, MCP_Protocol_Version="1999-01-01").status == 400


# ---------------------------------------------------------------- without a handshake


def test_discovery_and_sealed_results(agent: Agent) -> None:
    result = agent.modern("server/discover").json["result"]
    assert set(result["supportedVersions"]) == {*MODERN, *HANDSHAKE}
    assert result["resultType"] == "complete"
    assert result["_meta"][META + "serverInfo"]["name"] == "ll3m"
    for method in ("tools/list", "resources/list", "resources/templates/list", "prompts/list"):
        result = agent.modern(method).json["result"]
        assert result["ttlMs"] >= 0
        assert result["cacheScope"] == "private"
    params = {"name": "operation_call", "arguments": {"name": "system.version"}}
    result = agent.modern("tools/call", params).json["result"]
    assert result["structuredContent"]["version"] == "1.2.3"


@pytest.mark.parametrize("method", ["ping", "initialize", "logging/setLevel", "no/such"])
def test_methods_of_the_other_era_are_not_found(agent: Agent, method: str) -> None:
    answer = agent.modern(method)
    assert (answer.status, answer.json["error"]["code"]) == (404, -32601)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Mcp_Method": "tools/lost"}, -32020),
        ({"Mcp_Method": ""}, -32020),
        ({"MCP_Protocol_Version": ""}, -32020),
        ({"MCP_Protocol_Version": "2025-11-25"}, -32020),
        ({"MCP_Protocol_Version": "2099-01-01"}, -32022),
    ],
)
def test_headers_have_to_repeat_the_body(agent: Agent, headers: dict[str, str], code: int) -> None:
    answer = agent.modern("tools/list", **headers)
    assert (answer.status, answer.json["error"]["code"]) == (400, code)


def test_names_in_headers_may_be_encoded(agent: Agent) -> None:
    params = {"name": "operation_list", "arguments": {}}
    encoded = base64.b64encode(b"operation_list").decode()
    assert agent.modern("tools/call", params, Mcp_Name=f"=?base64?{encoded}?=").status == 200
    for wrong in ("other", "", "=?base64?!!?=", "=?base64?b3RoZXI=?="):
        answer = agent.modern("tools/call", params, Mcp_Name=wrong)
        assert answer.json["error"]["code"] == -32020


@pytest.mark.parametrize(
    "meta", [{META + "clientCapabilities": None}, {META + "clientCapabilities": 1}]
)
def test_an_incomplete_envelope_is_said(agent: Agent, meta: Any) -> None:
    answer = agent.modern("tools/list", {"_meta": meta})
    assert (answer.status, answer.json["error"]["code"]) == (400, -32602)


# ---------------------------------------------------------------- long calls


@pytest.fixture
def worker(app: Any, tmp_path: Path) -> Any:
    """Ends each job with a version that has a preview."""
    (tmp_path / "preview.png").write_bytes(b"\x89PNG\r\n")
    asset_id = app.keep(tmp_path, "preview.png")
    make = app._asset_generate
    started = threading.Semaphore(0)

    def generate(request: Any) -> Any:
        job = make(request)
        started.release()
        if request.prompt != "never":
            app.emit(job.id, "stage", stage="code", progress=0.3)
            app.emit(job.id, "stage", stage="trial", progress=0.6)
            done = {"asset_id": asset_id, "version": 1}
            app.jobs[job.id] = job.model_copy(update=done)
            app.finish(job.id, "done")
        return job

    app._asset_generate = generate
    return started


def generate(prompt: str, token: Any = None) -> dict[str, Any]:
    meta = {} if token is None else {"_meta": {"progressToken": token}}
    return {"name": "asset_generate", "arguments": {"prompt": prompt}, **meta}


def test_generating_answers_with_facts_and_the_preview_in_band(agent: Agent, worker: Any) -> None:
    result = agent.legacy("tools/call", generate("a chair"))["result"]
    assert result["structuredContent"]["state"] == "done"
    assert result["structuredContent"]["facts"]["faces"] == 6
    image = result["content"][1]
    assert (image["type"], base64.b64decode(image["data"])) == ("image", b"\x89PNG\r\n")


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_progress_comes_with_the_answer_and_grows(agent: Agent, worker: Any, era: str) -> None:
    if era == "legacy":
        message = {
            "jsonrpc": "2.0", "id": 5, "method": "tools/call", "params": generate("x", "t1"),
        }  # fmt: skip
        answer = agent.post(message)
    else:
        answer = agent.modern("tools/call", generate("x", "t1"))
    assert answer.headers["content-type"] == "text/event-stream"
    *notes, final = answer.events
    assert [each["params"]["message"] for each in notes] == ["code", "trial"]
    shares = [each["params"]["progress"] for each in notes]
    assert shares == sorted(set(shares))
    assert {each["params"]["progressToken"] for each in notes} == {"t1"}
    assert final["result"]["structuredContent"]["state"] == "done"


def test_a_failed_job_is_a_result_with_its_error(agent: Agent, app: Any) -> None:
    def make(request: Any) -> Any:
        job = type(app)._asset_generate(app, request)
        app.finish(job.id, "failed")
        return job

    app._asset_generate = make
    result = agent.legacy("tools/call", generate("x"))["result"]
    assert result["isError"] is True
    assert result["structuredContent"]["state"] == "failed"


def test_closing_the_answer_cancels_the_job(
    agent: Agent, worker: Any, app: Any, until: Any, service: Service
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=5)
    params = generate("never") | {"_meta": ENVELOPE}
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    headers = {
        "Authorization": f"Bearer {service.token}", "Content-Type": "application/json",
        "Accept": ACCEPT, "MCP-Protocol-Version": MODERN[0], "Mcp-Method": "tools/call",
        "Mcp-Name": "asset_generate",
    }  # fmt: skip
    connection.request("POST", "/mcp", json.dumps(message).encode(), headers)
    assert worker.acquire(timeout=5)
    connection.close()
    assert until(lambda: [job.state for job in app.jobs.values()] == ["cancelled"])


def test_a_cancelling_notification_finds_its_request_by_the_session(
    agent: Agent, worker: Any, app: Any, until: Any
) -> None:
    params = {"protocolVersion": HANDSHAKE[0], "capabilities": {}}
    answer = agent.post({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params})
    agent.session = answer.headers["mcp-session-id"]
    message = {"jsonrpc": "2.0", "id": 9, "method": "tools/call", "params": generate("never")}

    def call() -> None:
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            agent.post(message)

    caller = threading.Thread(target=call)
    caller.start()
    assert worker.acquire(timeout=5)
    cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 9}}
    assert agent.post(cancel).status == 202
    assert until(lambda: [job.state for job in app.jobs.values()] == ["cancelled"])
    caller.join(5)
    assert not caller.is_alive()


# ---------------------------------------------------------------- standard streams


def test_stdio_answers_both_eras_and_ends_with_its_input(service: Service, app: Any) -> None:
    app._asset_list = lambda request: AssetList(assets=[])
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize",
         "params": {"protocolVersion": "2025-06-18", "capabilities": {}}},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "operation_call", "arguments": {"name": "system.version"}}},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/list", "params": {"_meta": ENVELOPE}},
        {"jsonrpc": "2.0", "id": 4, "method": "no/such"},
        {"jsonrpc": "2.0", "id": True, "method": "ping"},
    ]  # fmt: skip
    program = f"import sys; sys.path.insert(0, {str(HERE)!r})\nfrom ll3m.bridge.cli.main import main\nmain(arguments=['mcp'])"
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    for message in messages:
        running.stdin.write(json.dumps(message).encode() + b"\n")
    running.stdin.write(b"not json\n\n[1]\n")
    running.stdin.flush()
    answers: dict[Any, list[Any]] = {}
    for _ in range(7):
        answer = json.loads(running.stdout.readline())
        answers.setdefault(answer["id"], []).append(answer)
    out, err = running.communicate(timeout=10)
    assert (running.returncode, out, err) == (0, b"", b"")
    assert answers[1][0]["result"]["protocolVersion"] == "2025-06-18"
    assert answers[2][0]["result"]["structuredContent"]["version"] == "1.2.3"
    assert answers[3][0]["result"]["resultType"] == "complete"
    assert answers[4][0]["error"]["code"] == -32601
    assert sorted(each["error"]["code"] for each in answers[None]) == [-32700, -32600, -32600]
    assert [caller.face for _, caller in app.calls] == ["rpc"]
