# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects, instructions, drafts and edits answer alike through every door, without Blender."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from ll3m.bridge.client import Client
from ll3m.bridge.contract.asset import AssetGenerateRequest
from ll3m.bridge.contract.code import Facts
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import NotFound
from ll3m.bridge.contract.version import Version
from ll3m.bridge.server.service import Service
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

ROOT = Path(__file__).resolve().parents[2]
Ask = Callable[[str, dict[str, Any]], Any]


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ask]]:
    """Every door to one library, each as a call that answers plain data."""
    library = tmp_path_factory.mktemp("doors") / "library"
    app = build_app(Settings(library=library))
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
            model="composer", source="SEAT = 0.45  # m\n", facts=Facts(objects=1, vertices=8, faces=6), isolation="full",
            blender_version="5.0.1",
        ),
        staged,
    )  # fmt: skip
    app.library.desk.drafts.open(asset_id, [1], "d_0000000000000000")
    service = Service(app, instance_info={})
    service.start()
    client = Client(service.url, service.token)
    client.__enter__()

    def by_rest(name: str, params: dict[str, Any]) -> Any:
        answer = requests.post(
            f"{service.url}/api/v1/{name.replace('.', '/')}", json=params, timeout=20,
            headers={"Authorization": f"Bearer {service.token}"},
        )  # fmt: skip
        return answer.json()

    def by_command(name: str, params: dict[str, Any]) -> Any:
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

    def by_mcp(name: str, params: dict[str, Any]) -> Any:
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
        return found["result"]["structuredContent"]

    try:
        yield {
            "app": lambda name, params: app.call(name, params, Caller("test")).model_dump(mode="json"),
            "JSON-RPC": lambda name, params: client.call(name, params).model_dump(mode="json"),
            "REST": by_rest, "command": by_command, "MCP": by_mcp, "id": lambda *_: asset_id,
        }  # fmt: skip
    finally:
        client.__exit__(None, None, None)
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
