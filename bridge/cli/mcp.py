# SPDX-License-Identifier: GPL-3.0-or-later
"""``ll3m mcp``: the Model Context Protocol over standard input and output.

One JSON message a line each way; standard output carries nothing else. The work is done
by the running instance, or in this process where there is none.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
from typing import Any

from ..contract.errors import HostError
from ..mcp_server import INVALID_REQUEST, McpError, McpServer
from .desk import Desk

__all__ = ["serve"]

log = logging.getLogger(__name__)


class _Stdio:
    """The two streams, and the requests in work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._loop = asyncio.get_running_loop()
        self._lock = threading.Lock()
        self._running: dict[str | int, asyncio.Task[None]] = {}
        self._server = McpServer(self._ask)
        self._lines: asyncio.Queue[bytes] = asyncio.Queue()

    async def run(self) -> None:
        """Answer until standard input ends, then cancel what is still in work."""
        threading.Thread(target=self._read, name="ll3m-stdin", daemon=True).start()
        while line := await self._lines.get():
            self._take(line)
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _read(self) -> None:
        while True:
            line = sys.stdin.buffer.readline()
            try:
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
            except RuntimeError:
                return
            if not line:
                return

    def _take(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            self._error(None, McpError(-32700, "This is not JSON."))
            return
        if not isinstance(message, dict):
            self._error(None, McpError(INVALID_REQUEST, "One message a line."))
        elif "id" in message and "method" in message:
            number = message["id"]
            if isinstance(number, bool) or not isinstance(number, str | int):
                self._error(None, McpError(INVALID_REQUEST, "An id is text or a number."))
                return
            task = asyncio.create_task(self._answer(number, message))
            self._running[number] = task
            task.add_done_callback(lambda _: self._running.pop(number, None))
        elif message.get("method") == "notifications/cancelled":
            params = message.get("params")
            wanted = params.get("requestId") if isinstance(params, dict) else None
            running = self._running.get(wanted) if isinstance(wanted, str | int) else None
            if running is not None:
                running.cancel()

    async def _answer(self, number: str | int, message: dict[str, Any]) -> None:
        async def notify(method: str, params: dict[str, Any]) -> None:
            self._write({"jsonrpc": "2.0", "method": method, "params": params})

        try:
            result = await self._server.request(message, notify)
        except McpError as error:
            self._error(number, error)
        except Exception:
            log.exception("an MCP request broke")
            self._error(number, McpError(-32603, "Something inside LL3M broke."))
        else:
            self._write({"jsonrpc": "2.0", "id": number, "result": result})

    async def _ask(self, name: str, params: dict[str, Any]) -> Any:
        try:
            return await asyncio.to_thread(self._desk.ask, name, params)
        except HostError:
            self._desk.close()  # the instance may have ended: look for one anew next time
            raise

    def _error(self, number: Any, error: McpError) -> None:
        self._write({"jsonrpc": "2.0", "id": number, "error": error.to_wire()})

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\n"
        with self._lock:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()


def serve(desk: Desk) -> None:
    """Serve until standard input ends."""

    async def run() -> None:
        await _Stdio(desk).run()

    asyncio.run(run())
