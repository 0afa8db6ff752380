# SPDX-License-Identifier: GPL-3.0-or-later
"""Many rude clients for a long time, and then a look at what the service still holds.

    python scripts/bench/soak.py [--minutes 10] [--clients 50]

Serves the product, without a scene, in a process of its own. The clients call over HTTP and WebSocket,
hear events, sit in rooms, start jobs and cancel them, and: drop connections in the middle of
requests and answers, send garbage and half requests, show wrong tokens, and read nothing.
At the end threads, files, sockets, jobs and memory are held against what they were after the
first fifth. Exit codes: 0 nothing leaked, 1 something did. Linux only (reads /proc).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import _bootstrap

_bootstrap.prepare()

from ll3m.bridge.async_client import AsyncClient  # noqa: E402
from ll3m.bridge.client import Client  # noqa: E402
from ll3m.bridge.contract.errors import LL3MError  # noqa: E402

#: Bytes that memory may grow behind the first fifth: what caches, logs and the allocator take.
GROWTH = 24 * 2**20
#: Files and threads that may be more: pools that had not been full by then.
MORE_FILES, MORE_THREADS = 12, 34
READS = (
    ("asset.list", {}), ("asset.search", {"words": "chair"}), ("job.list", {}),
    ("project.list", {}), ("system.version", {}), ("room.get", {}),
    ("code.check", {"source": "import bpy\nbpy.ops.mesh.primitive_cube_add()\n" * 20}),
    ("asset.get", {"asset_id": "a_" + "0" * 16}),
)  # fmt: skip
GARBAGE = (
    b"\0" * 100, b"GET / HTTP/1.1\r\n\r\n", b"POST /rpc HTTP/1.1\r\nHost: evil\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"A" * 70_000,
    b"POST /rpc HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
)  # fmt: skip


class Facts:
    """Where the service is, and what the clients did."""

    def __init__(self, port: int, token: str, pid: int) -> None:
        self.port, self.token, self.pid = port, token, pid
        self.url = f"http://127.0.0.1:{port}"
        self.done: Counter[str] = Counter()
        self.late = 0.0

    def held(self) -> dict[str, int]:
        """Threads, open files, sockets among them, and resident bytes of the service."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        rows = dict(line.split(":", 1) for line in status if ":" in line)
        files = list(Path(f"/proc/{self.pid}/fd").iterdir())
        sockets = 0
        for each in files:
            with contextlib.suppress(OSError):
                sockets += str(each.readlink()).startswith("socket:")
        return {
            "threads": int(rows["Threads"]), "files": len(files), "sockets": sockets,
            "bytes": int(rows["VmRSS"].split()[0]) * 1024,
        }  # fmt: skip


async def raw(facts: Facts) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", facts.port)


def head(facts: Facts, length: int, token: str = "") -> bytes:
    return (
        f"POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:{facts.port}\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {token or facts.token}\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


async def throw_garbage(facts: Facts) -> None:
    """Bytes that are no request."""
    reader, writer = await raw(facts)
    writer.write(random.choice(GARBAGE))
    with contextlib.suppress(TimeoutError, OSError):
        await asyncio.wait_for(reader.read(1000), 0.5)
    writer.close()


async def drop_midway(facts: Facts) -> None:
    """Half a request, or a whole one whose answer nobody waits for; then a reset."""
    _, writer = await raw(facts)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "asset.list", "params": {}}).encode()
    message = head(facts, len(body)) + body
    writer.write(message[: random.randint(1, len(message))])
    await writer.drain()
    await asyncio.sleep(random.random() / 20)
    writer.transport.abort()


async def knock_with_a_wrong_token(facts: Facts) -> None:
    """Must be refused."""
    reader, writer = await raw(facts)
    writer.write(head(facts, 2, "wrong") + b"{}")
    answer = await asyncio.wait_for(reader.read(200), 10)
    if b" 401 " not in answer:
        raise RuntimeError(f"a wrong token was answered with {answer[:60]!r}")
    writer.close()


async def read_nothing(facts: Facts) -> None:
    """Ask for much over a WebSocket, and look at none of it."""
    _, writer = await raw(facts)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{facts.port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
        f"Authorization: Bearer {facts.token}\r\n\r\n".encode()
    )
    call = b'{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}'
    writer.write((bytes([0x81, 0x80 | len(call)]) + b"\0\0\0\0" + call) * 20)
    await asyncio.sleep(random.random())
    writer.transport.abort()


async def call(facts: Facts, client: AsyncClient) -> None:
    """An honest call."""
    name, params = random.choice(READS)
    began = time.perf_counter()
    with contextlib.suppress(LL3MError):
        await client.call(name, dict(params))
    facts.late = max(facts.late, time.perf_counter() - began)


async def sit_in_a_room(facts: Facts, client: AsyncClient) -> None:  # noqa: ARG001
    """Join, point and talk; who drops has left."""
    joined: Any = await client.call("room.join", {"name": f"c{random.randrange(99)}"})
    member = {"member_id": joined.member.id}
    await client.call("room.point", {**member, "pointer": {"cursor": [random.random(), 0.0]}})
    if random.random() < 0.2:
        await client.call("room.say", {**member, "text": "hello"})
    if random.random() < 0.5:
        await client.call("room.leave", member)


async def listen(facts: Facts, client: AsyncClient) -> None:  # noqa: ARG001
    """Hear events for a moment."""
    stream = await client.notices()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            async for _ in stream:
                pass
    await stream.close()


async def start_and_cancel(facts: Facts, client: AsyncClient) -> None:  # noqa: ARG001
    """A job that is not wanted for long."""
    job: Any = await client.call("asset.generate", {"prompt": "a chair", "place": "none"})
    with contextlib.suppress(LL3MError):
        await client.call("job.cancel", {"job_id": job.id})


RUDE = (throw_garbage, drop_midway, knock_with_a_wrong_token, read_nothing)
HONEST = (call,) * 12 + (sit_in_a_room, listen)


async def one_client(facts: Facts, end: float) -> None:
    """Whatever comes to its mind, until ``end``."""
    client = AsyncClient(facts.url, facts.token)
    while time.monotonic() < end:
        try:
            if random.random() < 0.25:
                act = random.choice(RUDE)
                await act(facts)
            else:
                act = start_and_cancel if random.random() < 0.002 else random.choice(HONEST)
                await act(facts, client)
            facts.done[act.__name__] += 1
        except (LL3MError, OSError, TimeoutError) as error:
            facts.done[type(error).__name__] += 1
        if random.random() < 0.02:  # killed
            if client._writer is not None:
                client._writer.transport.abort()
            await client.close()
            client = AsyncClient(facts.url, facts.token)
        await asyncio.sleep(random.random() / 50)
    await client.close()


async def soak(facts: Facts, clients: int, seconds: float) -> dict[str, int]:
    """Let them loose; returns what was held after the first fifth."""
    end = time.monotonic() + seconds
    crowd = [asyncio.create_task(one_client(facts, end)) for _ in range(clients)]
    await asyncio.sleep(seconds / 5)
    early = facts.held()
    for _ in range(4):
        print(f"{facts.held()}, slowest honest call {facts.late * 1e3:.0f} ms", flush=True)
        await asyncio.sleep(seconds / 5)
    await asyncio.gather(*crowd)
    return early


def faults(facts: Facts, early: dict[str, int]) -> list[str]:
    """What is left behind once all have gone and idle connections have ended."""
    found: list[str] = []
    with Client(facts.url, facts.token) as client:
        limit = time.monotonic() + 60
        running: Any = ["?"]
        room: Any = None
        while running and time.monotonic() < limit:
            answer: Any = client.call("job.list", {"state": ["queued", "running"]})
            running = answer.jobs
            room = client.call("room.get")
            time.sleep(0.5)
        if running:
            found.append(f"{len(running)} jobs still run")
        if room is not None and room.members:
            found.append(f"{len(room.members)} members are still in the room")
    time.sleep(11)  # idle connections end after nine
    late = facts.held()
    print(f"early {early}\nlate  {late}")
    if late["sockets"] > 8:
        found.append(f"{late['sockets']} sockets are open")
    if late["files"] > early["files"] + MORE_FILES:
        found.append(f"files grew from {early['files']} to {late['files']}")
    if late["threads"] > early["threads"] + MORE_THREADS:
        found.append(f"threads grew from {early['threads']} to {late['threads']}")
    if late["bytes"] > early["bytes"] + GROWTH:
        found.append(f"memory grew by {(late['bytes'] - early['bytes']) >> 20} MB")
    return found


def serve() -> None:
    """The serving side: the product, until standard input ends."""
    from ll3m.bridge.server import Service
    from ll3m.ll3m_addon.pipeline.assembly import open_local

    app = open_local()
    service = Service(app)
    service.start()
    print(
        json.dumps({"port": service.port, "token": service.token, "pid": os.getpid()}), flush=True
    )
    sys.stdin.read()
    service.stop()
    app.close()


def main() -> int:
    """Start the service, soak it, look."""
    parser = argparse.ArgumentParser(description="Soak the service.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve:
        serve()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        own = {name: str(Path(folder) / name.lower()) for name in ("RUNTIME_DIR", "LIBRARY")}
        own |= {"TOKENS": str(Path(folder) / "t.json"), "AUDIT_LOG": str(Path(folder) / "a.jsonl")}
        environment = os.environ | {f"LL3M_{name}": value for name, value in own.items()}
        # glibc keeps what threads freed in pieces; given back at once, what is left shows.
        environment |= {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "65536"}
        with subprocess.Popen(
            [sys.executable, __file__, "--serve"], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            facts = Facts(**json.loads(process.stdout.readline()))
            early = asyncio.run(soak(facts, asked.clients, asked.minutes * 60))
            found = faults(facts, early)
            print(dict(facts.done))
            assert process.stdin is not None
            process.stdin.close()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                found.append("it did not end")
                process.kill()
    print("leaked: " + "; ".join(found) if found else "nothing leaked")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
