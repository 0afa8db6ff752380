# SPDX-License-Identifier: GPL-3.0-or-later
"""A job's budget stops the call that could overspend, before it is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.once

ME = Caller("test")
BROKEN = "```python\nimport bpy\n\nundefined()\n```"
#: Tokens that the server says each answer had, and their price: one call costs 0.02 dollars.
TOKENS, PRICE = 2000, 10.0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[Any]]]:
    """A server of chat completions whose scripts always fail; its address and what it was asked."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            choice = {"index": 0, "message": {"content": BROKEN}, "finish_reason": "stop"}
            usage = {"prompt_tokens": 0, "completion_tokens": TOKENS}
            data = json.dumps({"model": "m", "choices": [choice], "usage": usage}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=running.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}/v1", asked
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.mark.parametrize(
    ("limits", "calls", "told"),
    [
        ({}, 3, "script_failed"),
        ({"budget_job": 0.025}, 1, "budget_reached"),
        ({"budget_day": 0.045}, 2, "budget_reached"),
        ({"budget_month": 0.025}, 1, "budget_reached"),
        ({"budget_job": 0.001}, 0, "budget_reached"),
    ],
)
def test_no_call_is_made_that_the_budget_does_not_cover(
    server: tuple[str, list[Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    limits: dict[str, float], calls: int, told: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("LL3M_STATE", str(tmp_path / "state"))
    url, asked = server
    one = ProviderSettings(base_url=url, model="m", price_output=PRICE, attempts=1)
    settings = Settings(
        library=tmp_path / "library", providers={"m": one}, provider="m", cache=False,
        **limits,  # type: ignore[arg-type]
    )  # fmt: skip
    app: Any = build_app(settings, program=bpy.app.binary_path)
    try:
        request = {"prompt": "a cube", "quality": "draft", "preview": 0}
        job = app.call("asset.generate", request, ME)
        ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    finally:
        app.close()
    assert (ended.error.code, len(asked)) == (told, calls)
    assert ended.usage.cost == pytest.approx(calls * TOKENS * PRICE / 1e6)
    assert ended.usage.cost <= min([*limits.values(), 1.0])
