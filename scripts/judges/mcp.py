# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold MCP against the conformance suite and the Inspector, both from npm.

    python scripts/judges/mcp.py [--prefix DIR]

Three rounds: the suite against the product; the suite against our protocol code with the tools
of the suite's own fixture server behind it (``_mcp_fixture.py``); and the Inspector's command line
against the product over HTTP and over standard input and output. The suite runs what each era of the
protocol requires: 2025-11-25 with a handshake, 2026-07-28 without.

Node 22, the suite and the Inspector are installed into ``--prefix`` (default: build/judges) with npm.
``NOT_OFFERED`` names what we do not offer, and why. Exit codes: 0 all as it should be, 1 not.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
from _service import Served, served

PACKAGES = (
    "node@22.23.3",
    "@modelcontextprotocol/conformance@0.2.0-alpha.12",
    "@modelcontextprotocol/inspector@2.12.0",
)
ERAS = ("2025-11-25", "2026-07-28")
#: Beginnings of scenarios that ask for what we do not offer, and why.
NOT_OFFERED = {
    "completion-complete": "arguments of prompts are free text",
    "elicitation": "nothing is asked back: a job is told all it needs",
    "http-custom-header": "no parameter is repeated in headers of its own",
    "input-required-result-": "nothing is asked back",
    "json-schema-2020-12": "asks for a tool with a schema of its own",
    "logging-set-level": "no logs are sent to clients",
    "resources-subscribe": "changes are told by events, not by subscriptions to resources",
    "resources-unsubscribe": "the same",
    "tasks-": "an extension; jobs are followed within the call, or with job_get",
    "tools-call-elicitation": "nothing is asked back",
    "tools-call-sampling": "the client's model is never used",
    "tools-call-with-logging": "no logs are sent to clients",
}
#: Scenarios that need the fixture's tools, resources and prompts.
OF_FIXTURE = re.compile(
    r"server-stateless|tools-call-|resources-read-|resources-templates-read|prompts-get-"
)
#: What the Inspector asks, and a text that the answer holds.
ASKED = (
    (("tools/list",), '"asset_generate"'),
    (("tools/call", "--tool-name", "code_check", "--tool-arg", "source=import os"), "import"),
    (("tools/call", "--tool-name", "asset_list", "--tool-arg", "limit=2"), "assets"),
    (("resources/list",), "ll3m://docs/script"),
    (("resources/templates/list",), "{asset_id}"),
    (("resources/read", "--uri", "ll3m://docs/script"), "metres"),
    (("prompts/list",), '"review"'),
    (("prompts/get", "--prompt-name", "model", "--prompt-args", "thing=chair"), "Make chair"),
)


def install(prefix: Path) -> Path:
    """Install the judges if need be; the folder of their programs, with a Node that fits first."""
    bins = prefix / "node_modules" / ".bin"
    marked = prefix / ".complete"
    if not marked.is_file() or marked.read_text(encoding="utf-8") != repr(PACKAGES):
        prefix.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(prefix), "--no-audit", "--no-fund", *PACKAGES]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        marked.write_text(repr(PACKAGES), encoding="utf-8")
    return bins


class Doorman:
    """Passes requests on with the token, which the suite can't be told. Hosts stay as they are."""

    def __init__(self, url: str, token: str) -> None:
        self._port = urlsplit(url).port
        self._token = token.encode()
        self.port = 0

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways, until either side ends it."""
        there, out = await asyncio.open_connection("127.0.0.1", self._port)

        async def forth() -> None:
            while data := await reader.read(65536):
                out.write(self._with_token(data))
                await out.drain()
            out.write_eof()

        async def back() -> None:
            while data := await there.read(65536):
                writer.write(data)
                await writer.drain()

        sending = asyncio.create_task(forth())
        try:
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await back()
        finally:
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionError):
                await sending
            out.close()
            writer.close()

    def _with_token(self, data: bytes) -> bytes:
        head = b" HTTP/1.1\r\n"
        data = data.replace(head, head + b"Authorization: Bearer " + self._token + b"\r\n", 1)
        ours, theirs = b":%d" % self._port, b":%d" % self.port
        for name in (b"localhost", b"127.0.0.1"):
            data = data.replace(name + theirs, name + ours)
        return data


@contextlib.contextmanager
def doorman(url: str, token: str) -> Iterator[str]:
    """The address of a doorman before the service."""
    loop = asyncio.new_event_loop()
    man = Doorman(url, token)
    server = loop.run_until_complete(asyncio.start_server(man.pass_on, "127.0.0.1", 0))
    man.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{man.port}/mcp"
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()


async def _ended(server: asyncio.Server) -> None:
    """End the doorman's connections with him."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.1)  # their connections' own last words


def scenarios(bins: Path, address: str, era: str, folder: Path) -> dict[str, int]:
    """Run what ``era`` requires; scenario to the number of its failed checks."""
    variables = {**os.environ, "PATH": f"{bins}{os.pathsep}{os.environ['PATH']}"}
    command = [str(bins / "conformance"), "server", "--url", address, "--requirements", era]
    ended = subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, timeout=300, check=False
    )
    rows = re.findall(r"^[✓✗] ([a-z0-9-]+): \d+ passed, (\d+) failed", ended.stdout, re.M)
    if not rows:
        raise RuntimeError(f"The suite said nothing.\n{ended.stdout[-500:]}{ended.stderr[-500:]}")
    return {name: int(failed) for name, failed in rows}


def told(round_: str, found: dict[str, int], *, fixture: bool) -> bool:
    """Print a line for each round and each failure that counts; whether there is none."""
    wanted = {
        name: failed
        for name, failed in found.items()
        if not name.startswith(tuple(NOT_OFFERED)) and (fixture or not OF_FIXTURE.match(name))
    }
    bad = [name for name, failed in wanted.items() if failed]
    print(f"{round_}: {len(wanted) - len(bad)} of {len(wanted)} scenarios pass", *bad, flush=True)
    return not bad


def inspected(bins: Path, service: Served) -> bool:
    """Ask with the Inspector's command line over HTTP and over stdio."""
    variables = {**service.environment, "PATH": f"{bins}{os.pathsep}{os.environ['PATH']}"}
    program = "from ll3m.bridge.cli.main import main; main(arguments=['mcp'])"
    doors = {
        "http": [
            f"{service.url}/mcp", "--transport", "http",
            "--header", f"Authorization: Bearer {service.token}",
        ],
        "stdio": [
            sys.executable, "-c", program,
            "-e", f"LL3M_RUNTIME_DIR={service.environment['LL3M_RUNTIME_DIR']}",
        ],
    }  # fmt: skip
    good = True
    for door, target in doors.items():
        passed = 0
        for asked, wanted in ASKED:
            command = [str(bins / "mcp-inspector"), "--cli", *target, "--method", *asked]
            ended = subprocess.run(
                command, env=variables, capture_output=True, text=True, timeout=60, check=False
            )
            if ended.returncode == 0 and wanted in ended.stdout:
                passed += 1
            else:
                print(f"Inspector, {door}, {asked[0]}: {ended.stdout[-300:]}{ended.stderr[-300:]}")
        print(f"Inspector over {door}: {passed} of {len(ASKED)} requests answered", flush=True)
        good = good and passed == len(ASKED)
    return good


def main() -> int:
    """Judge, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    root = Path(__file__).resolve().parents[2]
    parser.add_argument("--prefix", type=Path, default=root / "build" / "judges")
    bins = install(parser.parse_args().prefix.absolute())
    good = True
    with served() as service, doorman(service.url, service.token) as address:
        for era in ERAS:
            found = scenarios(bins, address, era, service.folder)
            good = told(f"Product, {era}", found, fixture=False) and good
        good = inspected(bins, service) and good
    from _mcp_fixture import serving

    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as fixture:
        assert fixture.token
        with doorman(fixture.url, fixture.token) as address:
            for era in ERAS:
                found = scenarios(bins, address, era, Path(name))
                good = (
                    told(f"Protocol with the suite's fixture, {era}", found, fixture=True) and good
                )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
