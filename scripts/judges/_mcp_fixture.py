# SPDX-License-Identifier: GPL-3.0-or-later
"""Our MCP code with the tools, resources and prompts that the conformance suite asks for.

The suite's scenarios call things of its own fixture server. This puts those things behind
``McpServer`` and the HTTP face as they are, so that the protocol is ours: both eras, envelopes,
sessions, streams, progress, errors, headers.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import os
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _service import environment
from ll3m.bridge import mcp_server
from ll3m.bridge.contract.errors import Refused
from ll3m.bridge.mcp_server import INVALID_PARAMS, McpError, McpServer, Notify
from ll3m.bridge.server import Service
from ll3m.bridge.server import mcp as face

__all__ = ["serving"]

#: The error of the era without a handshake; nothing of the product's needs a capability.
MISSING_CAPABILITY = -32021


def _picture() -> str:
    """A red pixel as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\0\0")
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(made).decode()


def _sound() -> str:
    """A sample of silence as WAV."""
    made = (
        b"RIFF"
        + struct.pack("<I", 37)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    )
    return base64.b64encode(made + b"data" + struct.pack("<I", 1) + b"\x80").decode()


TEXT = {"type": "text", "text": "A plain text."}
IMAGE = {"type": "image", "data": _picture(), "mimeType": "image/png"}
AUDIO = {"type": "audio", "data": _sound(), "mimeType": "audio/wav"}


def _embedded(uri: str) -> dict[str, Any]:
    return {
        "type": "resource",
        "resource": {"uri": uri, "mimeType": "text/plain", "text": "Within."},
    }


ANSWERS: dict[str, list[dict[str, Any]]] = {
    "test_simple_text": [TEXT],
    "test_image_content": [IMAGE],
    "test_audio_content": [AUDIO],
    "test_embedded_resource": [_embedded("test://embedded-resource")],
    "test_multiple_content_types": [TEXT, IMAGE, _embedded("test://mixed-content-resource")],
    "test_error_handling": [],
    "test_tool_with_progress": [TEXT],
    "test_logging_tool": [TEXT],
    "test_missing_capability": [],
    "test_streaming_elicitation": [TEXT],
}
PROMPTS: dict[str, tuple[tuple[str, ...], Any]] = {
    "test_simple_prompt": ((), lambda _: [TEXT]),
    "test_prompt_with_arguments": (
        ("arg1", "arg2"),
        lambda given: [{"type": "text", "text": f"Of {given['arg1']} and {given['arg2']}"}],
    ),
    "test_prompt_with_embedded_resource": (
        ("resourceUri",),
        lambda given: [_embedded(given["resourceUri"]), TEXT],
    ),
    "test_prompt_with_image": ((), lambda _: [IMAGE, TEXT]),
}


class Fixture(McpServer):
    """Answers with the suite's things instead of the product's."""

    async def _tools(self, params: dict[str, Any]) -> dict[str, Any]:
        mcp_server._no_cursor(params)
        empty = {"type": "object", "properties": {}}
        return {
            "tools": [
                {"name": name, "description": "For the suite", "inputSchema": empty}
                for name in ANSWERS
            ]
        }

    async def _call(self, params: dict[str, Any], notify: Notify | None) -> dict[str, Any]:
        content = ANSWERS.get(str(params.get("name")))
        if content is None:
            raise McpError(INVALID_PARAMS, "There is no such tool.")
        if params["name"] == "test_error_handling":
            return mcp_server._failed(Refused("This tool fails on purpose."))
        if params["name"] == "test_missing_capability":
            needed = {"requiredCapabilities": {"sampling": {}}}
            raise McpError(MISSING_CAPABILITY, "This needs a capability of the client.", needed)
        if params["name"] == "test_tool_with_progress":
            token = mcp_server._meta(params).get("progressToken")
            progress = mcp_server._Progress(token, notify)
            for share in (0.1, 0.5, 0.9):
                await progress.hear({"progress": share})
                await asyncio.sleep(0.05)
        return {"content": content}

    async def _resources(self, params: dict[str, Any]) -> dict[str, Any]:
        mcp_server._no_cursor(params)
        return {
            "resources": [
                {"uri": f"test://static-{kind}", "name": kind, "mimeType": "text/plain"}
                for kind in ("text", "binary")
            ]
        }

    async def _templates(self, params: dict[str, Any]) -> dict[str, Any]:
        mcp_server._no_cursor(params)
        return {"resourceTemplates": [{"uriTemplate": "test://template/{id}/data", "name": "data"}]}

    async def _read(self, params: dict[str, Any], missing: int = INVALID_PARAMS) -> dict[str, Any]:
        uri = str(params.get("uri"))
        found = re.fullmatch(r"test://template/(\w+)/data", uri)
        if uri == "test://static-binary":
            content = {"mimeType": "image/png", "blob": IMAGE["data"]}
        elif uri == "test://static-text":
            content = {"mimeType": "text/plain", "text": "Static."}
        elif found:
            content = {"mimeType": "application/json", "text": json.dumps({"id": found[1]})}
        else:
            raise McpError(missing, "There is no such resource.", {"uri": uri})
        return {"contents": [{"uri": uri, **content}]}

    async def _prompts(self, params: dict[str, Any]) -> dict[str, Any]:
        mcp_server._no_cursor(params)
        return {
            "prompts": [
                {
                    "name": name,
                    "description": "For the suite",
                    "arguments": [{"name": each, "required": True} for each in names],
                }
                for name, (names, _) in PROMPTS.items()
            ]
        }

    async def _prompt(self, params: dict[str, Any]) -> dict[str, Any]:
        names, make = PROMPTS.get(str(params.get("name")), ((), None))
        given = params.get("arguments", {})
        if make is None or any(name not in given for name in names):
            raise McpError(INVALID_PARAMS, "There is no such prompt.")
        return {"messages": [{"role": "user", "content": each} for each in make(given)]}


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Service]:
    """Serve the product with the suite's things at ``/mcp``, in this process."""
    from ll3m.ll3m_addon.core.settings import load_settings
    from ll3m.ll3m_addon.pipeline.assembly import build_app

    os.environ.update(environment(folder))
    ours = face.McpServer
    face.McpServer = Fixture
    app = build_app(load_settings())
    service = Service(app)
    try:
        service.start()
        yield service
    finally:
        service.stop()
        app.close()
        face.McpServer = ours
