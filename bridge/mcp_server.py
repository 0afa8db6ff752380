# SPDX-License-Identifier: GPL-3.0-or-later
"""The Model Context Protocol, both eras, without a transport.

Up to 2025-11-25 a client shakes hands with ``initialize``; from 2026-07-28 on every
request carries its version in ``_meta`` and nothing is remembered. Methods and results
are nearly the same, so one class answers both; HTTP and stdio only carry messages.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from . import mcp_offers as offers
from .contract import LL3MError, operation
from .contract.job import Job
from .contract.version import VersionDetail
from .mcp_tools import TOOLS, input_schema, tool_list
from .version import VERSION

__all__ = ["HANDSHAKE", "MODERN", "McpError", "McpServer", "is_modern"]

log = logging.getLogger(__name__)

#: Protocol versions that begin with `initialize`, newest first.
HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
#: Protocol versions without a handshake.
MODERN = ("2026-07-28",)

META = "io.modelcontextprotocol/"
SERVER = {"name": "ll3m", "title": "LL3M for Blender", "version": VERSION}
CAPABILITIES: dict[str, Any] = {"tools": {}, "resources": {}, "prompts": {}}
#: Milliseconds for which lists that never change while we run may be kept.
KEEP = 300_000
#: Seconds of one look at a job; and bytes of the largest preview that is sent along.
LOOK, IMAGE = 10.0, 2 * 2**20

INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32600, -32601, -32602
RESOURCE_NOT_FOUND = -32002
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022

Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]
#: Sends a notification that belongs to the request: method and params.
Notify = Callable[[str, dict[str, Any]], Awaitable[None]]


class McpError(Exception):
    """A protocol error: code, message, data."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data

    def to_wire(self) -> dict[str, Any]:
        """The error member of a response."""
        wire = {"code": self.code, "message": self.message}
        return wire if self.data is None else wire | {"data": self.data}


def is_modern(message: dict[str, Any]) -> bool:
    """Whether a request is of the era without a handshake."""
    meta = _meta(message.get("params"))
    return META + "protocolVersion" in meta or message.get("method") == "server/discover"


def _meta(params: Any) -> dict[str, Any]:
    meta = params.get("_meta") if isinstance(params, dict) else None
    return meta if isinstance(meta, dict) else {}


class McpServer:
    """Answers MCP requests by asking operations. Holds nothing between requests."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._methods: dict[str, Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]] = {
            "tools/list": self._tools,
            "resources/list": self._resources,
            "resources/templates/list": self._templates,
            "resources/read": self._read,
            "prompts/list": self._prompts,
            "prompts/get": self._prompt,
        }

    async def request(
        self, message: dict[str, Any], notify: Notify | None = None
    ) -> dict[str, Any]:
        """The result of a request.

        Raises:
            McpError: for everything that is the protocol's; what a tool could not do is a result.
        """
        method, params = message.get("method"), message.get("params", {})
        if message.get("jsonrpc") != "2.0" or not isinstance(method, str):
            raise McpError(INVALID_REQUEST, "This is not a JSON-RPC 2.0 request.")
        if not isinstance(params, dict):
            raise McpError(INVALID_PARAMS, "Params must be an object.")
        modern = is_modern(message)
        if modern:
            self._check_envelope(_meta(params))
        try:
            result = await self._answer(method, params, modern, notify)
        except LL3MError as error:
            code = INVALID_PARAMS if error.rpc_code == INVALID_PARAMS else error.rpc_code
            raise McpError(code, error.message, error.to_wire()) from error
        return self._sealed(method, result) if modern else result

    async def _answer(
        self, method: str, params: dict[str, Any], modern: bool, notify: Notify | None
    ) -> dict[str, Any]:
        if method == "tools/call":
            return await self._call(params, notify)
        if method == "resources/read" and not modern:
            return await self._read(params, RESOURCE_NOT_FOUND)
        if method == "server/discover":
            return {
                "supportedVersions": [*MODERN, *HANDSHAKE],
                "capabilities": CAPABILITIES,
                "instructions": offers.INSTRUCTIONS,
            }
        if not modern and method == "initialize":
            return self._initialize(params)
        if not modern and method == "ping":
            return {}
        answer = self._methods.get(method)
        if answer is None:
            raise McpError(NO_METHOD, f"There is no method {method!r}.")
        return await answer(params)

    # ------------------------------------------------------------ the two eras

    @staticmethod
    def _initialize(params: dict[str, Any]) -> dict[str, Any]:
        wanted = params.get("protocolVersion")
        if not isinstance(wanted, str):
            raise McpError(INVALID_PARAMS, "protocolVersion is missing.")
        return {
            "protocolVersion": wanted if wanted in HANDSHAKE else HANDSHAKE[0],
            "capabilities": CAPABILITIES,
            "serverInfo": SERVER,
            "instructions": offers.INSTRUCTIONS,
        }

    @staticmethod
    def _check_envelope(meta: dict[str, Any]) -> None:
        version = meta.get(META + "protocolVersion")
        if not isinstance(version, str):
            raise McpError(INVALID_PARAMS, f"_meta lacks {META}protocolVersion.")
        if version not in MODERN:
            supported = [*MODERN, *HANDSHAKE]
            data = {"supported": supported, "requested": version}
            raise McpError(UNSUPPORTED_VERSION, f"Version {version} is not supported.", data)
        if not isinstance(meta.get(META + "clientCapabilities"), dict):
            raise McpError(INVALID_PARAMS, f"_meta lacks {META}clientCapabilities.")

    @staticmethod
    def _sealed(method: str, result: dict[str, Any]) -> dict[str, Any]:
        """A result as the era without a handshake wants it."""
        sealed = {"resultType": "complete", **result}
        sealed["_meta"] = {META + "serverInfo": SERVER}
        if method in ("tools/list", "prompts/list", "resources/templates/list", "server/discover"):
            sealed |= {"ttlMs": KEEP, "cacheScope": "private"}
        elif method in ("resources/list", "resources/read"):
            sealed |= {"ttlMs": 0, "cacheScope": "private"}
        return sealed

    # ------------------------------------------------------------ lists

    async def _tools(self, params: dict[str, Any]) -> dict[str, Any]:
        _no_cursor(params)
        return {"tools": tool_list()}

    async def _templates(self, params: dict[str, Any]) -> dict[str, Any]:
        _no_cursor(params)
        return {"resourceTemplates": list(offers.TEMPLATES)}

    async def _prompts(self, params: dict[str, Any]) -> dict[str, Any]:
        _no_cursor(params)
        return {"prompts": list(offers.PROMPTS.values())}

    async def _resources(self, params: dict[str, Any]) -> dict[str, Any]:
        cursor = params.get("cursor")
        if cursor is not None and not isinstance(cursor, str):
            raise McpError(INVALID_PARAMS, "The cursor is not one of ours.")
        listed, following = await offers.resources(self._ask, cursor)
        made: dict[str, Any] = {"resources": listed}
        return made | {"nextCursor": following} if following else made

    async def _read(self, params: dict[str, Any], missing: int = INVALID_PARAMS) -> dict[str, Any]:
        uri = params.get("uri")
        found = await offers.read(self._ask, uri) if isinstance(uri, str) else None
        if found is None:
            raise McpError(missing, "There is no such resource.", {"uri": uri})
        return {"contents": [{"uri": uri, "mimeType": found[1], "text": found[0]}]}

    async def _prompt(self, params: dict[str, Any]) -> dict[str, Any]:
        shape = offers.PROMPTS.get(str(params.get("name")))
        if shape is None:
            raise McpError(INVALID_PARAMS, f"There is no prompt {params.get('name')!r}.")
        given = params.get("arguments", {})
        if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
            raise McpError(INVALID_PARAMS, "Arguments are names and texts.")
        for argument in shape["arguments"]:
            if argument["required"] and not given.get(argument["name"]):
                raise McpError(INVALID_PARAMS, f"The argument {argument['name']!r} is missing.")
        text = offers.prompt(shape["name"], given)
        message = {"role": "user", "content": {"type": "text", "text": text}}
        return {"description": shape["description"], "messages": [message]}

    # ------------------------------------------------------------ tools

    async def _call(self, params: dict[str, Any], notify: Notify | None) -> dict[str, Any]:
        name, arguments = params.get("name"), params.get("arguments", {})
        tool = TOOLS.get(name) if isinstance(name, str) else None
        if tool is None:
            raise McpError(INVALID_PARAMS, f"There is no tool {name!r}.")
        if not isinstance(arguments, dict):
            raise McpError(INVALID_PARAMS, "Arguments must be an object.")
        token = _meta(params).get("progressToken")
        try:
            row = tool.row
            if row is None:
                return await self._further(tool.name, arguments)
            result = await self._ask(row.name, arguments)
            if isinstance(result, Job) and row.is_job:
                return await self._follow(result, _Progress(token, notify))
            return await _content(result)
        except LL3MError as error:
            return _failed(error)

    async def _further(self, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The two tools that reach what has none."""
        wanted = arguments.get("name")
        if name == "operation_list":
            if wanted is None:
                return _data({"operations": offers.operations()})
            row = operation(str(wanted))
            schema = input_schema(row)
            return _data({"name": row.name, "summary": row.summary, "params": schema})
        params = arguments.get("params", {})
        if not isinstance(params, dict):
            raise McpError(INVALID_PARAMS, "params must be an object.")
        return await _content(await self._ask(operation(str(wanted)).name, params))

    async def _follow(self, job: Job, progress: _Progress) -> dict[str, Any]:
        """Wait for a job's end; cancel it if the client no longer wants it."""
        after = 0
        try:
            while True:
                look = {"job_id": job.id, "after": after, "wait": LOOK}
                page = await self._ask("job.events", look)
                for event in page.events:
                    after = event.seq
                    await progress.hear(event.data)
                if page.ended:
                    break
            ended: Job = await self._ask("job.get", {"job_id": job.id})
        except asyncio.CancelledError:
            await asyncio.shield(self._cancel(job))
            raise
        if ended.state != "done" or ended.asset_id is None:
            error = ended.error.model_dump() if ended.error else {"message": ended.state}
            data = {"job_id": ended.id, "state": ended.state, "error": error}
            return _data(data) | {"isError": True}
        made = await self._ask("version.get", {"asset_id": ended.asset_id, "number": ended.version})
        return await _made(ended, made)

    async def _cancel(self, job: Job) -> None:
        try:
            await self._ask("job.cancel", {"job_id": job.id})
        except LL3MError as error:
            log.info("Job %s could not be cancelled: %s", job.id, error.message)


class _Progress:
    """Tells a client how far its request is, if it asked to be told."""

    def __init__(self, token: Any, notify: Notify | None) -> None:
        self._token = token
        self._notify = notify if isinstance(token, str | int) else None
        self._share = 0.0
        self._stage = ""

    async def hear(self, data: dict[str, Any]) -> None:
        """Pass on a job event's stage and share; the numbers sent always grow."""
        if self._notify is None:
            return
        share, stage = data.get("progress"), data.get("stage")
        if isinstance(stage, str):
            self._stage = stage
        elif not isinstance(share, int | float):
            return
        grown = max(self._share + 0.001, float(share) if isinstance(share, int | float) else 0.0)
        self._share = min(grown, 0.999)
        params = {"progressToken": self._token, "progress": round(self._share, 4), "total": 1}
        await self._notify("notifications/progress", params | {"message": self._stage})


def _no_cursor(params: dict[str, Any]) -> None:
    if params.get("cursor") is not None:
        raise McpError(INVALID_PARAMS, "The cursor is not one of ours.")


def _data(data: dict[str, Any]) -> dict[str, Any]:
    """A result of data, also as text for clients that read no data."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    return {"content": [{"type": "text", "text": text}], "structuredContent": data}


def _failed(error: LL3MError) -> dict[str, Any]:
    text = f"{error.message} {error.advice}"
    if error.data:
        text += "\n" + json.dumps(error.data, ensure_ascii=False, default=str)
    return {"content": [{"type": "text", "text": text}], "isError": True}


async def _content(result: Any) -> dict[str, Any]:
    made = _data(result.model_dump(mode="json"))
    if isinstance(result, VersionDetail):
        made["content"] += await _image(result)
    return made


async def _made(job: Job, detail: VersionDetail) -> dict[str, Any]:
    """What an agent wants to know of a version that was just made."""
    version = detail.version
    faults = [item.what for item in version.report.items if not item.ok]
    facts = version.facts.model_dump(mode="json", exclude={"parts"})
    made = _data(
        {
            "job_id": job.id,
            "state": job.state,
            "asset_id": version.asset_id,
            "version": version.number,
            "folder": detail.folder,
            "provider": version.provider,
            "facts": facts,
            "notes": version.notes,
            "faults": faults,
        }
    )
    made["content"] += await _image(detail)
    return made


async def _image(detail: VersionDetail) -> list[dict[str, Any]]:
    """The version's preview as image content, where there is one of a fitting size."""
    names = {file.name: file.bytes for file in detail.version.files}
    if not 0 < names.get("preview.png", 0) <= IMAGE:
        return []
    path = Path(detail.folder) / "preview.png"
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        log.info("The preview can't be read: %s", error)
        return []
    encoded = base64.b64encode(data).decode("ascii")
    return [{"type": "image", "data": encoded, "mimeType": "image/png"}]
