# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of the contract answers alike at every door; one that is new needs a row here.

Rows that would start work or leave something behind ask for what is not there: the error is
the answer that is compared.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from ll3m.bridge.async_client import AsyncClient
from ll3m.bridge.cli.desk import Desk
from ll3m.bridge.cli.main import _run
from ll3m.bridge.client import Client
from ll3m.bridge.contract import ERRORS, OPERATIONS, LL3MError
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.server.service import Service
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ASSET = {"asset_id": "a_" + "0" * 16}
FIRST = ASSET | {"number": 1}
JOB = {"job_id": "j_" + "0" * 16}
MEMBER = {"member_id": "m_" + "0" * 16}
RULE = {"instruction_id": "i_" + "0" * 16}
NOWHERE = {"project_id": "nowhere"}

#: Operation to request and outcome: `ok`, or the error's code.
ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "asset.generate": ({"prompt": "a mug", **NOWHERE}, "not_found"),
    "asset.refine": ({**ASSET, "feedback": "taller"}, "not_found"),
    "asset.list": ({}, "ok"),
    "asset.search": ({}, "ok"),
    "asset.facets": ({}, "ok"),
    "asset.get": (ASSET, "not_found"),
    "asset.edit": (ASSET, "not_found"),
    "asset.duplicate": (ASSET, "not_found"),
    "asset.apply_style": (ASSET, "not_found"),
    "asset.delete": (ASSET, "not_found"),
    "asset.restore": (ASSET, "not_found"),
    "asset.purge": (ASSET, "not_found"),
    "asset.estimate": ({}, "invalid_request"),
    "draft.make": ({"prompt": "a mug", **NOWHERE}, "not_found"),
    "draft.revise": ({**FIRST, "feedback": "taller"}, "not_found"),
    "draft.list": ({}, "ok"),
    "draft.get": (FIRST, "not_found"),
    "draft.select": (FIRST, "not_found"),
    "draft.reject": (FIRST, "not_found"),
    "draft.reopen": (FIRST, "not_found"),
    "draft.feedback": ({**FIRST, "text": "taller"}, "not_found"),
    "draft.decide": ({"decisions": []}, "invalid_request"),
    "draft.sheet": (ASSET, "not_found"),
    "reference.add": ({"source": "r_" + "0" * 16}, "not_found"),
    "version.list": (ASSET, "not_found"),
    "version.get": (ASSET, "not_found"),
    "version.activate": (FIRST, "not_found"),
    "version.edit": (FIRST, "not_found"),
    "version.export": ({**ASSET, "formats": []}, "invalid_request"),
    "version.render": (ASSET, "not_found"),
    "version.parameters": (ASSET, "not_found"),
    "version.set_parameters": ({**ASSET, "values": {}}, "invalid_request"),
    "version.preview": ({**ASSET, "values": {}}, "no_scene"),
    "version.make": ({**ASSET, "source": "x = 1"}, "not_found"),
    "version.fix": (ASSET, "not_found"),
    "preset.save": ({**ASSET, "name": "x", "values": {}}, "invalid_request"),
    "preset.list": (ASSET, "not_found"),
    "preset.apply": ({**ASSET, "name": "x"}, "not_found"),
    "preset.delete": ({**ASSET, "name": "x"}, "not_found"),
    "version.compare": ({**FIRST, "other": 2}, "not_found"),
    "version.show_beside": ({**FIRST, "other": 2}, "not_found"),
    "version.show_alone": (ASSET, "no_scene"),
    "version.branch": (ASSET, "not_found"),
    "version.pull": (ASSET, "not_found"),
    "version.push": (ASSET, "no_scene"),
    "version.detach": (ASSET, "not_found"),
    "version.publish": (ASSET, "not_found"),
    "version.unpublish": (ASSET, "not_found"),
    "version.parts": (ASSET, "not_found"),
    "version.edit_parts": ({**ASSET, "parts": {}}, "invalid_request"),
    "spec.generate": ({"prompt": "a mug", "kind": "nothing"}, "invalid_request"),
    "spec.get": ({}, "invalid_request"),
    "spec.update": ({"spec_json": {}}, "invalid_request"),
    "spec.pull": ({}, "no_scene"),
    "spec.diff": ({}, "invalid_request"),
    "spec.merge": ({"base": {}, "ours": {}, "theirs": {}}, "invalid_request"),
    "spec.validate": ({"spec_json": {}}, "ok"),
    "spec.types": ({}, "ok"),
    "project.list": ({}, "ok"),
    "project.get": (NOWHERE, "not_found"),
    "project.create": ({"name": ""}, "invalid_request"),
    "project.edit": (NOWHERE, "not_found"),
    "project.duplicate": (NOWHERE, "not_found"),
    "project.delete": (NOWHERE, "not_found"),
    "project.export": ({**NOWHERE, "path": "/nowhere/x.zip"}, "invalid_request"),
    "project.import": ({"path": "/nowhere/x.zip"}, "not_found"),
    "project.stats": (NOWHERE, "not_found"),
    "instruction.create": ({"text": "metric", **NOWHERE}, "not_found"),
    "instruction.list": ({}, "ok"),
    "instruction.get": (RULE, "not_found"),
    "instruction.edit": (RULE, "not_found"),
    "instruction.delete": (RULE, "not_found"),
    "instruction.applicable": ({}, "ok"),
    "job.get": (JOB, "not_found"),
    "job.list": ({}, "ok"),
    "job.cancel": (JOB, "not_found"),
    "job.move": ({**JOB, "to": "first"}, "conflict"),
    "job.retry": (JOB, "not_found"),
    "job.replay": (JOB, "not_found"),
    "job.record": (JOB, "not_found"),
    "job.events": (JOB, "not_found"),
    "code.check": ({"source": "x = 1"}, "ok"),
    "code.run": ({"source": "import subprocess\nsubprocess.run([])"}, "refused"),
    "scene.info": ({}, "no_scene"),
    "scene.edit": ({"prompt": "a mug"}, "no_scene"),
    "scene.preview": (JOB, "not_found"),
    "scene.apply": (JOB, "no_scene"),
    "scene.discard": (JOB, "not_found"),
    "approval.list": ({}, "ok"),
    "approval.answer": ({"id": "p_" + "0" * 16, "allow": True}, "not_found"),
    "approval.set": ({"on": True}, "ok"),
    "room.join": ({"name": "Ada", **NOWHERE}, "not_found"),
    "room.point": (MEMBER, "not_found"),
    "room.leave": (MEMBER, "not_found"),
    "room.get": ({}, "ok"),
    "room.say": ({**MEMBER, "text": "hello"}, "not_found"),
    "room.messages": ({}, "ok"),
    "provider.list": ({}, "ok"),
    "provider.test": ({"provider": "nobody"}, "not_found"),
    "knowledge.search": ({"query": ""}, "invalid_request"),
    "library.check": ({}, "ok"),
    "library.rebuild": ({}, "ok"),
    "library.empty_trash": ({}, "ok"),
    "token.list": ({}, "ok"),
    "token.current": ({}, "ok"),
    "token.issue": ({"client": "instance"}, "conflict"),
    "token.rotate": ({"client": "nobody"}, "not_found"),
    "token.revoke": ({"client": "nobody"}, "not_found"),
    "system.health": ({}, "ok"),
    "system.version": ({}, "ok"),
}
#: What differs from one call to the next: durations, and when a token was last used.
VOLATILE = {"seconds", "used_at", "age"}

Ask = Callable[[str, dict[str, Any]], tuple[str, Any]]


def still(value: Any) -> Any:
    """The same without what differs from call to call."""
    if isinstance(value, dict):
        return {key: still(each) for key, each in value.items() if key not in VOLATILE}
    return [still(each) for each in value] if isinstance(value, list) else value


def outcome(ask: Callable[[], Any]) -> tuple[str, Any]:
    try:
        return "ok", still(ask().model_dump(mode="json"))
    except LL3MError as error:
        return error.code, error.message


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ask]]:
    """Every door to one product, each as a call that tells code and result or message."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("every")
        for name in ("RUNTIME_DIR", "TOKENS", "AUDIT_LOG"):
            patch.setenv(f"LL3M_{name}", str(folder / name.lower()))
        app = build_app(Settings(library=folder / "library"))
        service = Service(app)
        service.start()
        loop = asyncio.new_event_loop()
        client = Client(service.url, service.token)
        socket = AsyncClient(service.url, service.token)
        try:
            yield {
                "app": lambda name, params: outcome(
                    lambda: app.call(name, params, Caller("test", client="instance"))
                ),
                "JSON-RPC": lambda name, params: outcome(lambda: client.call(name, params)),
                "WebSocket": lambda name, params: outcome(
                    lambda: loop.run_until_complete(socket.call(name, params))
                ),
                "REST": by_rest(service),
                "MCP": by_mcp(service),
            }
        finally:
            loop.run_until_complete(socket.close())
            loop.close()
            client.close()
            service.stop()
            app.close()


def by_rest(service: Service) -> Ask:
    def ask(name: str, params: dict[str, Any]) -> tuple[str, Any]:
        answer = requests.post(
            f"{service.url}/api/v1/{name.replace('.', '/')}", json=params, timeout=20,
            headers={"Authorization": f"Bearer {service.token}"},
        )  # fmt: skip
        found = answer.json()
        if answer.status_code >= 400:
            return found["error"]["code"], found["error"]["message"]
        return "ok", still(found)

    return ask


def by_mcp(service: Service) -> Ask:
    def ask(name: str, params: dict[str, Any]) -> tuple[str, Any]:
        call = {
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "operation_call", "arguments": {"name": name, "params": params}},
        }  # fmt: skip
        headers = {
            "Authorization": f"Bearer {service.token}",
            "Accept": "application/json, text/event-stream",
        }
        answer = requests.post(f"{service.url}/mcp", json=call, timeout=20, headers=headers)
        result = answer.json()["result"]
        if result.get("isError"):
            return "error", result["content"][0]["text"]  # for a model: sentence, advice, data
        return "ok", still(result["structuredContent"])

    return ask


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert set(ROWS) == set(OPERATIONS)


@pytest.mark.parametrize("name", [name for name in ROWS if name in OPERATIONS])
def test_an_operation_answers_alike_at_every_door(name: str, doors: dict[str, Ask]) -> None:
    params, wanted = ROWS[name]
    first = doors["app"](name, params)
    assert first[0] == wanted, first
    for door, ask in doors.items():
        found = ask(name, params)
        if door == "MCP" and wanted != "ok":
            assert found[0] == "error"
            assert found[1].startswith(first[1])
        else:
            assert found == first, door


@pytest.mark.parametrize(
    "name", [name for name, (params, _) in ROWS.items() if not params and name in OPERATIONS]
)
def test_the_command_answers_as_the_product_does(
    name: str, doors: dict[str, Ask], capsys: pytest.CaptureFixture[str], tmp_path_factory: Any
) -> None:
    """In this process, against a library of its own: codes and fields are those of the contract."""
    app: App = build_app(Settings(library=tmp_path_factory.mktemp("command") / "library"))
    code = "conflict" if name == "token.list" else doors["app"](name, {})[0]  # no service there
    noun, verb = name.split(".")
    try:
        main_ended = _run(Desk(lambda: app), ["--local", "--json", noun, verb])
    finally:
        app.close()
    shown = json.loads(capsys.readouterr().out)
    if code == "ok":
        assert main_ended == 0 or name == "system.health"
        assert set(shown) == set(OPERATIONS[name].result.model_fields)
    else:
        assert (main_ended, shown["code"]) == (ERRORS[code].exit_code, code)
