# SPDX-License-Identifier: GPL-3.0-or-later
"""How long calls take while models are made: the service with the product behind it.

    python scripts/bench/bridge_busy.py [--seconds 10]

Starts ``ll3m serve`` with Blender as a module, keeps one generation after the other under way, and calls
an operation that needs no scene over one WebSocket all the while. Also tells what importing
the service costs, alone with all that it needs, and as the extension does it, which has loaded
the product by then. The goals are in ``docs/benchmarks.md``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import _bootstrap

_bootstrap.prepare()

from ll3m.bridge.async_client import AsyncClient  # noqa: E402

PROMPTS = ("a wooden chair with arms", "a round table", "a castle with four towers", "a bookshelf")


async def measure(url: str, token: str, seconds: float) -> tuple[list[float], int]:
    """Each call's seconds, sorted, and how many models were made meanwhile."""
    end = time.monotonic() + seconds
    made = 0

    async def keep_making(client: AsyncClient) -> None:
        nonlocal made
        while time.monotonic() < end:
            prompt = PROMPTS[made % len(PROMPTS)]
            job: Any = await client.call("asset.generate", {"prompt": prompt, "place": "none"})
            made += (await client.wait(job.id)).state == "done"

    took: list[float] = []
    async with AsyncClient(url, token) as maker, AsyncClient(url, token) as asker:
        work = asyncio.create_task(keep_making(maker))
        while time.monotonic() < end:
            began = time.perf_counter()
            await asker.call("system.version")
            took.append(time.perf_counter() - began)
            await asyncio.sleep(0.002)
        await work
    return sorted(took), made


#: What the service loads when it starts.
SERVICE = "service app calls designs hub mcp pages_face protocol rates records rest sockets workers"


def import_cost(before: str) -> float:
    """Processor seconds that importing the service takes behind ``before``, at best of five.

    The first of the runs writes the bytecode, as a first start does.
    """
    modules = ", ".join(f"ll3m.bridge.server.{name}" for name in SERVICE.split())
    probe = (
        f"import time, {before}; a = time.process_time(); import {modules}; "
        "print(time.process_time() - a)"
    )
    with tempfile.TemporaryDirectory() as folder:
        surroundings = os.environ | {"PYTHONPYCACHEPREFIX": folder, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [
            subprocess.run(
                [sys.executable, "-c", probe],
                capture_output=True, text=True, check=True, env=surroundings,
            )
            for _ in range(5)
        ]  # fmt: skip
    return min(float(each.stdout) for each in runs)


def main() -> None:
    """Start, measure, print."""
    parser = argparse.ArgumentParser(description="Measure calls while models are made.")
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    for before, where in (("asyncio", "alone"), ("ll3m.ll3m_addon.pipeline.assembly", "extension")):
        cost = import_cost(before) * 1e3
        print(f"importing the service, {where}: {cost:.0f} ms of processor time")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("RUNTIME_DIR", "LIBRARY", "TOKENS", "AUDIT_LOG"):
            os.environ[f"LL3M_{name}"] = str(Path(folder) / name.lower())
        command = [sys.executable, "-m", "ll3m", "serve", "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                url = json.loads(process.stdout.readline())["url"]
                (found,) = Path(os.environ["LL3M_RUNTIME_DIR"]).glob("*.json")
                token = json.loads(found.read_text())["token"]
                took, made = asyncio.run(measure(url, token, asked.seconds))
            finally:  # the end of the block waits for it, whatever went wrong
                process.terminate()
    p50, p99 = took[len(took) // 2] * 1e3, took[len(took) * 99 // 100] * 1e3
    print(
        f"{len(took)} calls while {made} models were made: p50 {p50:.2f} ms, p99 {p99:.2f} ms, "
        f"longest {took[-1] * 1e3:.1f} ms"
    )


if __name__ == "__main__":
    main()
