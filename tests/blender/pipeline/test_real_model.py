# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road with a real model server: prompt, plan, script, trial, look, version.

llama.cpp serves a model of random weights. A schema with one answer makes it give exactly that
one, token by token: the wire, the adapter and everything behind them are the real ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.provider import ProviderInfo
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Provider
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
ME = Caller("test")
PYTHON = os.environ.get("LL3M_WIRE_PYTHON", sys.executable)
NEEDS = "xllamacpp, gguf, numpy"
PROGRAM = Path(__file__).resolve().parents[2] / "unit" / "providers" / "llama_server.py"
#: A token of that model is little more than a letter.
CONTEXT = 65_536
BROKEN = (
    'import bpy\n\nSIZE = 0.4  # m, 0.2..0.8, "ñ ✓"\n\n\ndef main():\n'
    "    bpy.ops.mesh.primitive_cube_add(size=SIZE, location=(0, 0, SIZE / 2))\n"
    "    cube = bpy.context.object\n    cube.name = 'Cube'\n"
    "    cube.data.materials.append(bpy.data.materials.new('Red'))\n"
    "    bevel = cube.modifiers.new('Bevel', 'BEVEL')\n    bevel.amount = 0.02\n\n\nmain()\n"
)
GOOD = BROKEN.replace("bevel.amount", "bevel.width")
PLAN = {
    "summary": "a red cube", "size": [0.4, 0.4, 0.4],
    "parts": [{"name": "Cube", "purpose": "the whole", "size": [0.4, 0.4, 0.4],
               "position": "on the ground", "count": 1, "material": "Red"}],
    "materials": [{"name": "Red", "look": "red"}], "order": ["Cube"],
    "techniques": ["bevel modifier"], "views": ["front"],
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "plan": PLAN, "code": {"script": BROKEN}, "repair": {"script": GOOD}, "critique": {"faults": []},
}  # fmt: skip


def exactly(value: Any) -> dict[str, Any]:
    """The schema that has one answer, spelled out, so that the order of keys is kept."""
    if isinstance(value, dict):
        return {
            "type": "object", "properties": {key: exactly(each) for key, each in value.items()},
            "required": list(value), "additionalProperties": False,
        }  # fmt: skip
    return {"const": value}


@dataclass(frozen=True, slots=True)
class Held:
    """The product's own provider, whose model is held to one answer for each purpose."""

    inner: Provider
    asked: list[ChatRequest]

    @property
    def name(self) -> str:
        return self.inner.name

    def info(self) -> ProviderInfo:
        return self.inner.info()

    def get(self, name: str | None = None) -> Held:
        return self

    def list(self) -> list[ProviderInfo]:
        return [self.info()]

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        self.asked.append(request)
        schema = exactly(ANSWERS[request.task.purpose])
        return self.inner.chat(replace(request, schema=schema), cancel)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running server."""
    if subprocess.run(
        [PYTHON, "-c", f"import {NEEDS}"], capture_output=True, check=False
    ).returncode:
        pytest.skip(f"needs the wheels {NEEDS}, here or in the Python that LL3M_WIRE_PYTHON names")
    folder = tmp_path_factory.mktemp("llama")
    command = [PYTHON, str(PROGRAM), str(folder), str(CONTEXT)]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        ) as child,
    ):
        assert child.stdout is not None
        assert child.stdin is not None
        yield child.stdout.readline().decode().strip()
        child.stdin.close()
        child.terminate()


def test_a_prompt_becomes_an_asset_through_a_real_model_server(server: str, tmp_path: Path) -> None:
    """Planned, written wrongly, repaired with what Blender's API says, looked at, kept, replayed."""
    settings = ProviderSettings(type="openai_compatible", base_url=f"{server}/v1", model="tiny")
    app: Any = build_app(
        Settings(
            library=tmp_path / "library", provider="p", providers={"p": settings}, cache=False
        ),
        program=bpy.app.binary_path,
    )
    try:
        held = Held(app.providers.get("p"), [])
        app.providers = held
        job = app.call(
            "asset.generate", {"prompt": "a red cube", "quality": "standard", "preview": 0}, ME
        )
        ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
        assert ended.error is None, ended.error
        made = app.call("version.get", {"asset_id": ended.asset_id, "number": 1}, ME).version
        assert made.source == GOOD, "letter by letter, through tokens, events and JSON"
        assert made.model.endswith("tiny.gguf"), "as the server names it"
        assert made.facts.objects == 1
        assert [each.task.purpose for each in held.asked] == ["plan", "code", "repair", "critique"]
        assert "BevelModifier.width: float" in held.asked[2].messages[-1].text
        assert ended.usage.calls == 4
        assert ended.usage.input_tokens > 4000
        assert ended.usage.output_tokens > len(BROKEN + GOOD) / 4
        replay = app.call("job.replay", {"job_id": ended.id}, ME)
        again = app.call("job.get", {"job_id": replay.id, "wait": 60}, ME)
        assert again.error is None, again.error
        assert len(held.asked) == 4, "a replay asks no model"
    finally:
        app.close()
