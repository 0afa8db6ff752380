# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of another origin in a real browser tries every way in, and no handler runs."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from ll3m.bridge.server import Service

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium here")

#: Tries fetch in all its modes, a form, a picture, a script, a WebSocket and an event stream, with the
#: valid token where a page can send one. Then says that it is done, whatever came of it.
PAGE = """<!doctype html><meta charset=utf-8><body><script>
const url = "SERVICE", token = "TOKEN";
const call = JSON.stringify({jsonrpc: "2.0", id: 1, method: "system.version"});
const json = {"Content-Type": "application/json", Authorization: "Bearer " + token};
const tries = [
  fetch(url + "/rpc", {method: "POST", headers: json, body: call}),
  fetch(url + "/rpc", {method: "POST", mode: "no-cors", body: call}),
  fetch(url + "/rpc", {method: "POST", mode: "no-cors", headers: {"Content-Type": "text/plain"}, body: call}),
  fetch(url + "/api/v1/system/version", {method: "POST", headers: json}),
  fetch(url + "/mcp", {method: "POST", mode: "no-cors", body: call}),
  new Promise((end) => { const s = new WebSocket(url.replace("http", "ws") + "/ws", ["ll3m.v1", "ll3m.token." + token]);
    s.onopen = () => { s.send(call); }; s.onmessage = () => { end(fetch("/opened", {method: "POST"})); }; s.onerror = end; s.onclose = end; }),
  new Promise((end) => { const s = new EventSource(url + "/api/v1/events"); s.onopen = () => end(fetch("/opened", {method: "POST"})); s.onerror = end; }),
  new Promise((end) => { const i = new Image(); i.onload = i.onerror = end; i.src = url + "/api/v1/system/version"; }),
  new Promise((end) => { const s = document.createElement("script"); s.onload = s.onerror = end; s.src = url + "/api/v1/openapi.json"; document.body.append(s); }),
  new Promise((end) => { const f = document.createElement("iframe"); f.name = "f"; document.body.append(f);
    const form = document.createElement("form"); form.action = url + "/rpc"; form.method = "post"; form.enctype = "text/plain"; form.target = "f";
    const field = document.createElement("input"); field.name = call; form.append(field); document.body.append(form); form.submit(); setTimeout(end, 800); }),
];
Promise.allSettled(tries).then(() => fetch("/done", {method: "POST"}));
</script>"""


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Serves the page and hears how it went."""

    page: ClassVar[bytes] = b""
    heard: ClassVar[list[str]] = []
    done: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        body = self.page if self.path == "/" else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.heard.append(self.path)
        self.send_response(204)
        self.end_headers()
        if self.path == "/done":
            self.done.set()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""


@pytest.fixture
def elsewhere(service: Service) -> Iterator[str]:
    page = PAGE.replace("SERVICE", service.url).replace("TOKEN", service.token)
    Elsewhere.page, Elsewhere.heard, Elsewhere.done = page.encode(), [], threading.Event()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_of_another_origin_gets_nothing_to_run(
    service: Service, app: Any, elsewhere: str, tmp_path: Path
) -> None:
    assert service.running
    assert BROWSER is not None
    browser = subprocess.Popen(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            f"--user-data-dir={tmp_path / 'profile'}", "--remote-debugging-port=0", elsewhere,
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert Elsewhere.done.wait(60), "the page did not come to its end"
    finally:
        browser.terminate()
        browser.wait(20)
    assert Elsewhere.heard == ["/done"]
    assert app.calls == []
