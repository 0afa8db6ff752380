# SPDX-License-Identifier: GPL-3.0-or-later
"""Adapters against a real llama.cpp server, with a model of random weights made on the spot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import Cancelled, ProviderError, TooLong
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.registry import open_providers

from .conftest import ask

PYTHON = os.environ.get("LL3M_WIRE_PYTHON", sys.executable)
NEEDS = "xllamacpp, gguf, numpy"
SCRIPT = 'import bpy\n\nSEAT = 0.45  # m, "ñ ✓"\n\n\ndef build():\n\tpass\n'
EXACT = {
    "type": "object",
    "properties": {"script": {"const": SCRIPT}},
    "required": ["script"],
    "additionalProperties": False,
}
#: Keeps the server busy for half a second or more.
LONG = {"const": "xy " * 1200}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running server."""
    if subprocess.run(
        [PYTHON, "-c", f"import {NEEDS}"], capture_output=True, check=False
    ).returncode:
        pytest.skip(f"needs the wheels {NEEDS}, here or in the Python that LL3M_WIRE_PYTHON names")
    folder = tmp_path_factory.mktemp("llama")
    program = Path(__file__).with_name("llama_server.py")
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [PYTHON, program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        ) as child,
    ):
        assert child.stdout is not None
        assert child.stdin is not None
        yield child.stdout.readline().decode().strip()
        child.stdin.close()
        child.terminate()


def open_one(server: str, kind: str, **fields: Any) -> Any:
    settings = ProviderSettings(type=kind, base_url=f"{server}/v1", model="tiny", **fields)  # type: ignore[arg-type]
    return open_providers(Settings(providers={"p": settings})).get("p")


KINDS = ["openai_compatible", "openai_responses", "anthropic"]


def test_a_schema_with_one_answer_brings_that_very_script(server: str) -> None:
    one = open_one(server, "openai_compatible")
    said, end = ask(one, "write the script", schema=EXACT, max_tokens=500)
    assert json.loads(said) == {"script": SCRIPT}
    assert end.stop == "end"
    assert end.usage.input_tokens > 5
    assert end.usage.output_tokens > 20


@pytest.mark.parametrize("kind", ["openai_responses", "anthropic"])
def test_a_dialect_that_drops_the_schema_is_answered_all_the_same(server: str, kind: str) -> None:
    """llama.cpp holds neither dialect to a schema; the request must still be one it takes."""
    said, end = ask(open_one(server, kind), "write the script", schema=EXACT, max_tokens=20)
    assert said
    assert end.usage.output_tokens == 20


@pytest.mark.parametrize("kind", KINDS)
def test_free_text_is_streamed_and_ends_with_its_length(server: str, kind: str) -> None:
    request = ChatRequest(
        messages=(Message("system", "be brief"), Message("user", "hi")),
        task=Task("code", "hi"), max_tokens=12, temperature=0.5,
    )  # fmt: skip
    items = list(open_one(server, kind).chat(request, CancelToken()))
    assert sum(isinstance(item, ChatDelta) for item in items) > 1
    end: Any = items[-1]
    assert end.stop == "length"
    assert end.usage.output_tokens == 12
    assert not end.notes


def test_the_server_is_asked_for_its_model(server: str) -> None:
    one = open_providers(Settings(providers={"p": ProviderSettings(base_url=server)})).get("p")
    assert ask(one, "hi", max_tokens=3)[1].model.endswith("tiny.gguf")


@pytest.mark.parametrize("kind", KINDS)
def test_a_prompt_that_does_not_fit_is_too_long(server: str, kind: str) -> None:
    with pytest.raises(TooLong):
        ask(open_one(server, kind), "word " * 5000, max_tokens=5)


@pytest.mark.parametrize("kind", ["openai_compatible", "anthropic"])
def test_a_model_that_cannot_see_is_told_apart(server: str, kind: str) -> None:
    with pytest.raises(ProviderError, match="can't see"):
        ask(open_one(server, kind), messages=(Message("user", "look", (PNG,)),), max_tokens=5)


def test_cancelling_frees_the_server_at_once(server: str) -> None:
    one = open_one(server, "openai_compatible")
    cancel = CancelToken()
    timer = threading.Timer(0.1, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(one, "talk", max_tokens=3900, cancel=cancel, schema=LONG)
    assert time.monotonic() - began < 0.4
    assert ask(one, "hi", max_tokens=3)[0] is not None
    timer.join()
