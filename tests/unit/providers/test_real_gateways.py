# SPDX-License-Identifier: GPL-3.0-or-later
"""Adapters against litellm's proxy with mock replies, and RunPod's own local test server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from ll3m.bridge.contract.errors import (
    LL3MError,
    ProviderError,
    RateLimited,
    TooLong,
    UnknownModel,
)
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.registry import open_providers

from .conftest import ask

PYTHON = os.environ.get("LL3M_WIRE_PYTHON", sys.executable)
KEY = "sk-ll3m-test-0123456789abcdef"
START = 90.0  # seconds; litellm alone takes about 15 to import
MODELS = {
    "gemini-x": "import bpy  # from gemini",
    "claude-x": "import bpy  # from claude",
    "gpt-x": "import bpy  # from gpt",
    "limited": "litellm.RateLimitError",
    "too-long": "litellm.ContextWindowExceededError",
    "broken": "litellm.InternalServerError",
}
BACKENDS = {"gemini-x": "gemini/gemini-2.5-flash", "claude-x": "anthropic/claude-sonnet-4"}
WORKER = """
import runpod

def handler(job):
    asked = job["input"]
    if asked["prompt"] == "fail":
        raise ValueError("the worker broke")
    return {"text": f"echo: {asked['prompt']}"}

runpod.serverless.start({"handler": handler})
"""


def need(wheel: str, *modules: str) -> None:
    """Skip by name where the wheel is missing."""
    look = f"import importlib.util as u; exit(not all(map(u.find_spec, {modules!r})))"
    if subprocess.run([PYTHON, "-c", look], capture_output=True, check=False).returncode:
        pytest.skip(f"needs the wheel {wheel}, here or in the Python that LL3M_WIRE_PYTHON names")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def running(folder: Path, arguments: list[Any], ready: str, **variables: str) -> Iterator[None]:
    """A server as a child process, once ``ready`` answers."""
    environment = {**os.environ, **variables}
    log = folder / "log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [PYTHON, *arguments], stdout=out, stderr=out, cwd=folder, env=environment
        ) as child,
    ):
        try:
            limit = time.monotonic() + START
            while True:
                assert child.poll() is None, log.read_text(encoding="utf-8", errors="replace")
                assert time.monotonic() < limit, log.read_text(encoding="utf-8", errors="replace")
                try:
                    requests.get(ready, timeout=2)
                    break
                except requests.RequestException:
                    time.sleep(0.1)
            yield
        finally:
            child.terminate()


@pytest.fixture(scope="module")
def litellm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need("litellm[proxy]", "litellm", "fastapi", "apscheduler")
    folder = tmp_path_factory.mktemp("litellm")
    rows = [
        f"  - model_name: {name}\n    litellm_params: {{model: {BACKENDS.get(name, 'openai/gpt-4o')},"
        f' api_key: none, mock_response: "{reply}"}}\n'
        for name, reply in MODELS.items()
    ]
    (folder / "config.yaml").write_text(
        "model_list:\n" + "".join(rows) + "router_settings: {num_retries: 0}\n"
        "litellm_settings: {telemetry: false, num_retries: 0}\n",
        encoding="utf-8",
    )
    port = free_port()
    start = "from litellm import run_server; run_server()"
    arguments = ["-c", start, "--config", "config.yaml", "--host", "127.0.0.1", "--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with running(
        folder, arguments, f"{url}/health/liveliness",
        LITELLM_MASTER_KEY=KEY, LITELLM_LOCAL_MODEL_COST_MAP="True",
    ):  # fmt: skip
        yield url


@pytest.fixture(scope="module")
def runpod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    need("runpod", "runpod")
    folder = tmp_path_factory.mktemp("runpod")
    (folder / "worker.py").write_text(WORKER, encoding="utf-8")
    port = free_port()
    arguments = [
        "worker.py",
        "--rp_serve_api",
        "--rp_api_host",
        "127.0.0.1",
        "--rp_api_port",
        str(port),
    ]
    with running(folder, arguments, f"http://127.0.0.1:{port}/docs"):
        yield f"http://127.0.0.1:{port}"


def open_one(kind: str, base_url: str, model: str, key: str = KEY, **fields: Any) -> Any:
    settings = ProviderSettings(type=kind, base_url=base_url, model=model, **fields)  # type: ignore[arg-type]
    everything = Settings(providers={"p": settings})
    return open_providers(everything, session_keys={"p": key}).get("p")


@pytest.mark.parametrize(
    ("kind", "path", "model"),
    [
        ("openai_compatible", "/v1", "gpt-x"),
        ("openai_compatible", "/v1", "gemini-x"),
        ("anthropic", "/v1", "claude-x"),
        # Through a model of another service: the gateway mocks Gemini's own one not at all.
        ("gemini", "/v1beta", "gpt-x"),
    ],
)
def test_each_dialect_is_understood_by_a_gateway_that_speaks_all(
    litellm: str, kind: str, path: str, model: str
) -> None:
    said, end = ask(open_one(kind, litellm + path, model))
    assert said == MODELS[model]
    assert end.stop == "end"
    assert end.usage.output_tokens > 0


@pytest.mark.parametrize(
    ("model", "error"),
    [("limited", RateLimited), ("too-long", TooLong), ("broken", ProviderError)],
)
def test_real_errors_of_a_gateway_have_their_place_in_the_tree(
    litellm: str, model: str, error: type[LL3MError]
) -> None:
    with pytest.raises(LL3MError) as caught:
        ask(open_one("openai_compatible", litellm, model, attempts=1))
    assert type(caught.value) is error


def test_a_real_rate_limit_is_tried_again_and_the_fallback_answers(litellm: str) -> None:
    def one(model: str, **fields: Any) -> ProviderSettings:
        return ProviderSettings(base_url=litellm, model=model, attempts=1, **fields)

    settings = Settings(providers={"a": one("limited", fallback=["b"]), "b": one("gpt-x")})
    said, end = ask(open_providers(settings, session_keys={"a": KEY, "b": KEY}).get("a"))
    assert said == MODELS["gpt-x"]
    assert "b answered instead." in end.notes


def test_an_unknown_model_is_told_apart(litellm: str) -> None:
    with pytest.raises(UnknownModel):
        ask(open_one("openai_compatible", litellm, "no-such-model"))


def test_a_job_runs_through_runpods_own_server(runpod: str) -> None:
    said, _ = ask(open_one("runpod", runpod, ""), "a chair")
    assert said == "echo: a chair"


def test_a_worker_that_breaks_is_an_error(runpod: str) -> None:
    with pytest.raises(ProviderError, match="broke"):
        ask(open_one("runpod", runpod, "", attempts=1), "fail")
