# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects, instructions, drafts and edits answer alike through every door, without Blender."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from ll3m.bridge.client import Client
from ll3m.bridge.contract import ERRORS, OPERATIONS, operation
from ll3m.bridge.contract.asset import AssetGenerateRequest
from ll3m.bridge.contract.code import Facts
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import InvalidRequest, LL3MError, NotFound
from ll3m.bridge.contract.version import Version
from ll3m.bridge.server.service import Service
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ROOT = Path(__file__).resolve().parents[2]
Ask = Callable[[str, dict[str, Any]], Any]
SOURCE = "import bpy\n\nSEAT = 0.45  # m\nbpy.ops.mesh.primitive_cube_add(size=SEAT)\n"


def one_chair(app: Any) -> str:
    """Put an asset with one version, which is an open draft, into the library; its id."""
    asset_id = app.library.create_asset(
        AssetGenerateRequest(prompt="a red chair", tags=["seat"]), "Red chair"
    )
    staged = app.library.staging()
    (staged / "model.blend").write_bytes(b"BLENDER")
    app.library.add_version(
        asset_id,
        Version(
            asset_id=asset_id, number=1, kind="python_model", prompt="a red chair",
            created_at="2026-01-31T12:00:00.000Z", quality="draft", provider="offline",
            model="composer", source=SOURCE, facts=Facts(objects=1, vertices=8, faces=6), isolation="full",
            blender_version="5.0.1",
        ),
        staged,
    )  # fmt: skip
    app.library.desk.drafts.open(asset_id, [1], "d_0000000000000000")
    return str(asset_id)


def by_rest(service: Service) -> Ask:
    """The door of REST."""

    def ask(name: str, params: dict[str, Any]) -> Any:
        answer = requests.post(
            f"{service.url}/api/v1/{name.replace('.', '/')}", json=params, timeout=20,
            headers={"Authorization": f"Bearer {service.token}"},
        )  # fmt: skip
        return answer.json()

    return ask


def by_command(library: Path) -> Ask:
    """The door of the command, in a process of its own."""

    def ask(name: str, params: dict[str, Any]) -> Any:
        noun, verb = name.split(".")
        options = [
            part
            for key, value in params.items()
            for part in (f"--{key.replace('_', '-')}", str(value))
            if key not in ("project_id", "asset_id") or noun == "instruction"
        ]
        named = [str(params[key]) for key in ("project_id", "asset_id") if key in params]
        named = [] if noun == "instruction" else named
        ended = subprocess.run(
            [sys.executable, "-m", "ll3m", "--local", "--json", noun, verb, *named, *options],
            cwd=ROOT.parent if (ROOT.parent / "ll3m").exists() else ROOT, text=True,
            capture_output=True, timeout=60,
            env={**os.environ, "LL3M_LIBRARY": str(library)},
        )  # fmt: skip
        assert ended.returncode in (0, 2), ended.stdout + ended.stderr
        return json.loads(ended.stdout)

    return ask


def by_mcp(service: Service) -> Ask:
    """The door of MCP: one tool that calls any operation."""

    def ask(name: str, params: dict[str, Any]) -> Any:
        call = {
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "operation_call", "arguments": {"name": name, "params": params}},
        }  # fmt: skip
        answer = requests.post(
            f"{service.url}/mcp", json=call, timeout=20,
            headers={
                "Authorization": f"Bearer {service.token}",
                "Accept": "application/json, text/event-stream",
            },
        )  # fmt: skip
        found = answer.json()
        assert "result" in found, found
        result = found["result"]
        return result if result.get("isError") else result["structuredContent"]

    return ask


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ask]]:
    """Every door to one library, each as a call that answers plain data."""
    library = tmp_path_factory.mktemp("doors") / "library"
    app = build_app(Settings(library=library))
    asset_id = one_chair(app)
    service = Service(app, instance_info={})
    service.start()
    try:
        with Client(service.url, service.token) as client:
            yield {
                "app": lambda name, params: app.call(name, params, Caller("test")).model_dump(mode="json"),
                "JSON-RPC": lambda name, params: client.call(name, params).model_dump(mode="json"),
                "REST": by_rest(service), "command": by_command(library),
                "MCP": by_mcp(service), "id": lambda *_: asset_id,
            }  # fmt: skip
    finally:
        service.stop()
        app.close()


def test_what_one_door_keeps_every_other_tells_alike(doors: dict[str, Ask]) -> None:
    asset_id = doors["id"]("", {})
    doors["JSON-RPC"]("project.create", {"name": "Film", "style_guide": {"text": "noir"}})
    doors["REST"]("instruction.create", {"project_id": "film", "text": "Metric sizes"})
    doors["MCP"]("asset.edit", {"asset_id": asset_id, "favourite": True, "notes": "mine"})
    doors["app"]("draft.feedback", {"asset_id": asset_id, "number": 1, "text": "taller"})
    asked = [
        ("project.get", {"project_id": "film"}),
        ("project.stats", {"project_id": "default"}),
        ("instruction.applicable", {"project_id": "film"}),
        ("asset.get", {"asset_id": asset_id}),
        ("asset.search", {"words": "chair"}),
        ("asset.facets", {}),
        ("draft.list", {}),
        ("library.check", {}),
    ]
    for name, params in asked:
        first = doors["app"](name, params)
        for door in ("JSON-RPC", "REST", "command", "MCP"):
            assert doors[door](name, params) == first, f"{name} through {door}"


def test_an_error_has_one_code_at_every_door(doors: dict[str, Ask]) -> None:
    with pytest.raises(NotFound):
        doors["JSON-RPC"]("project.get", {"project_id": "nowhere"})
    for door in ("REST", "command"):
        assert "not_found" in json.dumps(doors[door]("project.get", {"project_id": "nowhere"}))


#: Nouns of assets, versions and what is kept of them; each operation is asked for what is not there.
NOUNS = ("asset", "draft", "version", "preset", "project", "instruction")
NOWHERE: dict[str, Any] = {
    "asset_id": "a_0000000000000000", "project_id": "nowhere", "number": 1, "other": 2,
    "name": "x", "text": "x", "feedback": "x", "notes": "x", "values": {"SIZE": 1.0},
    "source": "import bpy\n", "parts": {"Seat": {"part_name": "seat"}}, "formats": ["stl"],
    "path": "/nowhere/project.ll3m", "instruction_id": "i_0000000000000000",
    "decisions": [{"asset_id": "a_0000000000000000", "number": 1, "action": "select"}],
}  # fmt: skip
#: These make, list or count, and so have nothing that could be missing.
WITHOUT = {
    "asset.generate", "asset.estimate", "asset.list", "asset.search", "asset.facets", "draft.make",
    "draft.list", "project.list", "project.create",
}  # fmt: skip


def missing(name: str) -> dict[str, Any]:
    """A request for what is not there, with no more than the operation asks for."""
    fields = operation(name).request.model_fields
    wanted = {field for field, info in fields.items() if info.is_required()}
    wanted |= {"asset_id"} & set(fields)
    if name.startswith("instruction.") or name == "asset.apply_style":
        wanted -= {"project_id"}
    return {field: NOWHERE[field] for field in wanted}


ASKED = [name for name in OPERATIONS if name.partition(".")[0] in NOUNS and name not in WITHOUT]


def code_of(answer: Any) -> str:
    """The stable code in a door's answer of whatever form; the answer where it holds none."""
    text = json.dumps(answer)
    return next((code for code in ERRORS if re.search(rf"\b{code}\b", text)), text[:300])


@pytest.mark.parametrize("name", ASKED)
def test_each_operation_is_at_every_door_and_says_there_what_is_missing(
    doors: dict[str, Ask], name: str
) -> None:
    with pytest.raises(LL3MError) as by_app:
        doors["app"](name, missing(name))
    with pytest.raises(LL3MError) as by_client:
        doors["JSON-RPC"](name, missing(name))
    assert by_client.value.code == by_app.value.code
    assert code_of(doors["REST"](name, missing(name))) == by_app.value.code
    told = doors["MCP"](name, missing(name))  # to a model, in words
    assert told["isError"]
    assert by_app.value.message in told["content"][0]["text"]
    assert by_app.value.code in ("not_found", "invalid_request", "no_scene")


def test_parameters_are_listed_named_and_refused_alike_at_every_door(
    doors: dict[str, Ask],
) -> None:
    asset_id = doors["id"]("", {})
    wanted = {"asset_id": asset_id}
    first = doors["app"]("version.parameters", wanted)
    assert [each["name"] for each in first["parameters"]] == ["SEAT"]
    for door in ("JSON-RPC", "REST", "command", "MCP"):
        assert doors[door]("version.parameters", wanted) == first
    unfit = wanted | {"values": {"SEAT": "tall"}}
    with pytest.raises(InvalidRequest, match="SEAT"):
        doors["JSON-RPC"]("version.set_parameters", unfit)
    assert code_of(doors["REST"]("version.set_parameters", unfit)) == "invalid_request"
    assert doors["MCP"]("version.set_parameters", unfit)["isError"]
