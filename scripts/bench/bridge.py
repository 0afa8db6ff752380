# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls a second and how long one takes, through our bridge and through a plain socket.

    python scripts/bench/bridge.py [--seconds 3] [--blender /path/to/blender] [--window]

Without ``--blender`` Blender is the module ``bpy``. ``--window`` opens a real window and
needs a display. The plain socket speaks as the best-known connector does and runs in the
same Blender, so that both are measured on the same machine at the same time.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SCENE = {"jsonrpc": "2.0", "id": 1, "method": "scene.info", "params": {"limit": 10}}
PLAIN = {"jsonrpc": "2.0", "id": 1, "method": "system.version"}
LARGE = {
    "jsonrpc": "2.0", "id": 1, "method": "version.get", "params": {"asset_id": "a_" + "0" * 16},
}  # fmt: skip

Exchange = Callable[[], Awaitable[None]]
#: Each line is the best of this many bursts, for every door alike: other programs on the machine
#: take their share of its cores, and what is asked here is what the code can do.
BURSTS = 10


class Http:
    """JSON-RPC over one kept HTTP connection."""

    def __init__(self, facts: dict[str, Any], message: dict[str, Any]) -> None:
        self.facts = facts
        body = json.dumps(message).encode()
        head = (
            f"POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:{facts['port']}\r\n"
            f"Authorization: Bearer {facts['token']}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.request = head.encode() + body

    async def open(self) -> Exchange:
        """Connect; the function makes one call."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.facts["port"], limit=2**24)

        async def call() -> None:
            writer.write(self.request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
            check(await reader.readexactly(length), b'"result"')

        return call


class WebSocket:
    """JSON-RPC over one WebSocket."""

    def __init__(self, facts: dict[str, Any], message: dict[str, Any]) -> None:
        self.facts = facts
        body = json.dumps(message).encode()
        # A mask of zeros is a mask: the payload stays as it is.
        size = bytes([0x80 | len(body)]) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2)
        self.frame = b"\x81" + size + b"\0\0\0\0" + body

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.facts["port"], limit=2**24)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{self.facts['port']}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Authorization: Bearer {self.facts['token']}\r\n\r\n".encode()
        )
        check(await reader.readuntil(b"\r\n\r\n"), b" 101 ")
        return reader, writer

    async def open(self) -> Exchange:
        """Connect; the function makes one call."""
        reader, writer = await self._connect()

        async def call() -> None:
            writer.write(self.frame)
            check(await self.read(reader), b'"result"')

        return call

    @staticmethod
    async def read(reader: asyncio.StreamReader) -> bytes:
        """One frame's payload."""
        size = (await reader.readexactly(2))[1]
        if size == 126:
            size = int.from_bytes(await reader.readexactly(2))
        elif size == 127:
            size = int.from_bytes(await reader.readexactly(8))
        return await reader.readexactly(size)

    async def flood(self, seconds: float, ahead: int = 64) -> float:
        """The best burst's calls a second on one connection with ``ahead`` calls under way."""
        reader, writer = await self._connect()
        sent = received = 0
        best = 0.0
        for _ in range(BURSTS):
            began, before = time.perf_counter(), received
            while time.perf_counter() - began < seconds / BURSTS:
                missing = ahead - (sent - received)
                writer.write(self.frame * missing)
                sent += missing
                await self.read(reader)
                received += 1
            best = max(best, (received - before) / (time.perf_counter() - began))
        writer.close()
        return best


class Plain:
    """The plain socket: an answer is whole once it parses."""

    def __init__(self, facts: dict[str, Any], command: str) -> None:
        self.facts = facts
        self.request = json.dumps({"type": command, "params": {}}).encode()

    async def open(self) -> Exchange:
        """Connect; the function makes one call."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.facts["plain"])

        async def call() -> None:
            writer.write(self.request)
            chunks: list[bytes] = []
            while data := await reader.read(8192):
                chunks.append(data)
                try:
                    json.loads(b"".join(chunks))
                except ValueError:
                    continue
                return
            raise ConnectionError("the plain socket was closed")

        return call


def check(answer: bytes, wanted: bytes) -> None:
    """A bench that counts errors as answers measures nothing."""
    if wanted not in answer[:200] and wanted not in answer[-200:]:
        raise RuntimeError(answer[:300].decode(errors="replace"))


async def measure(door: Any, clients: int, seconds: float) -> tuple[float, list[float]]:
    """The best burst of ``clients`` at once: calls a second, and each call's seconds."""
    calls = [await door.open() for _ in range(clients)]
    for call in calls:
        await call()
    return max([await burst(calls, seconds / BURSTS) for _ in range(BURSTS)])


async def burst(calls: list[Exchange], seconds: float) -> tuple[float, list[float]]:
    """Calls a second of all connections at once, and each call's seconds, sorted."""
    took: list[float] = []
    end = time.perf_counter() + seconds

    async def run(call: Exchange) -> None:
        while (began := time.perf_counter()) < end:
            await call()
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(run(call) for call in calls))
    return len(took) / (time.perf_counter() - began), sorted(took)


def row(name: str, rate: float, took: list[float]) -> None:
    """Print one line of the table."""
    p50, p99 = took[len(took) // 2] * 1e3, took[min(len(took) - 1, len(took) * 99 // 100)] * 1e3
    print(f"{name:<46}{rate:>10,.0f}{p50:>10.2f}{p99:>10.2f}", flush=True)


async def bench(facts: dict[str, Any], seconds: float) -> None:
    """Measure everything, and print a line each."""
    print(f"{'':<46}{'calls/s':>10}{'p50 ms':>10}{'p99 ms':>10}")
    doors = (
        ("no scene, HTTP", Http(facts, PLAIN)),
        ("no scene, WebSocket", WebSocket(facts, PLAIN)),
        ("no scene, plain socket", Plain(facts, "ping")),
        ("scene, HTTP", Http(facts, SCENE)),
        ("scene, WebSocket", WebSocket(facts, SCENE)),
        ("scene, plain socket", Plain(facts, "get_scene_info")),
    )
    for name, door in doors:
        for clients in (1, 16):
            row(
                f"{name}, {clients} client{'s' * (clients > 1)}",
                *await measure(door, clients, seconds),
            )
    for name, message in (("no scene", PLAIN), ("scene", SCENE)):
        rate = await WebSocket(facts, message).flood(seconds)
        print(f"{f'{name}, one WebSocket, 64 calls ahead':<46}{rate:>10,.0f}")
    for name, door in (
        ("5 MB, HTTP", Http(facts, LARGE)),
        ("5 MB, WebSocket", WebSocket(facts, LARGE)),
        ("5 MB, plain socket", Plain(facts, "large")),
    ):
        row(name, *await measure(door, 1, seconds))


def idle(pid: int, seconds: float) -> float:
    """Share of a core that the idle process uses (Linux)."""

    def used() -> float:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before, began = used(), time.perf_counter()
    time.sleep(seconds)
    return (used() - before) / (time.perf_counter() - began)


def start(blender: str, window: bool, told: Path) -> subprocess.Popen[bytes]:
    """Start the serving side."""
    script = HERE / "bridge_server.py"
    if not blender:
        command = [sys.executable, str(script), "--", str(told)]
    else:
        shape = (
            ["--factory-startup", "--python-use-system-env"]
            if window
            else ["--background", "--factory-startup", "--python-use-system-env"]
        )
        command = [
            blender,
            *shape,
            "--python-exit-code",
            "9",
            "--python",
            str(script),
            "--",
            str(told),
        ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def main() -> None:
    """Start Blender, measure, print."""
    parser = argparse.ArgumentParser(description="Measure the bridge.")
    parser.add_argument("--seconds", type=float, default=3.0, help="per line")
    parser.add_argument("--blender", default="", help="default: Blender as a module")
    parser.add_argument("--window", action="store_true", help="in a window (needs --blender)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LL3M_RUNTIME_DIR"] = str(Path(folder) / "run")
        os.environ["LL3M_AUDIT_LOG"] = str(Path(folder) / "audit.jsonl")
        told = Path(folder) / "facts.json"
        process = start(asked.blender, asked.window, told)
        try:
            end = time.monotonic() + 60
            while not told.exists():
                if process.poll() is not None or time.monotonic() > end:
                    sys.exit("The serving side did not start.")
                time.sleep(0.05)
            facts = json.loads(told.read_text())
            asyncio.run(bench(facts, asked.seconds))
            if sys.platform == "linux":
                print(f"{'idle, share of a core':<46}{idle(facts['pid'], 5):>10.1%}")
        finally:
            if told.exists():  # what was started may be a wrapper around Blender
                os.kill(json.loads(told.read_text())["pid"], signal.SIGTERM)
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
