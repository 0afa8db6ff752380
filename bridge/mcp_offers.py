# SPDX-License-Identifier: GPL-3.0-or-later
"""Resources and prompts for agents: assets, the open scene, how to write a script, first words."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from .contract import OPERATIONS, Model

__all__ = ["INSTRUCTIONS", "PROMPTS", "TEMPLATES", "prompt", "read", "resources"]

Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

INSTRUCTIONS = (
    "LL3M makes 3D assets in Blender from words. Make an asset with asset_generate, look at the "
    "preview and the facts, and change it with asset_refine until it is right; every version "
    "stays and can be gone back to. All lengths are metres. Nothing reaches the user's scene "
    "unchecked. Use code_check and code_run for scripts of your own."
)

#: How a script has to look; what the check and the sliders go by.
SCRIPT_GUIDE = """# Writing a script for LL3M

- One self-contained Python script that builds one thing in an empty scene with bpy.
- Parameters are constants on top, in metres, with a range: `SEAT_HEIGHT = 0.45  # m, 0.3..0.6`.
  They become sliders.
- One function per part; give objects names that say what they are.
- Give every part a material with a Principled BSDF.
- The thing stands on the ground (z = 0), centred on the origin, facing -Y.
- Do not select or delete what you did not make, save, render, read or write files, or use
  the network: the check refuses it. `code_check` says what and what to write instead.
"""

_FIXED: tuple[dict[str, str], ...] = (
    {
        "uri": "ll3m://docs/script", "name": "script-guide", "title": "How to write a script",
        "description": "What a script has to look like to be accepted",
        "mimeType": "text/markdown",
    },
    {
        "uri": "ll3m://docs/operations", "name": "operations", "title": "All operations",
        "description": "Every operation with its summary and scope",
        "mimeType": "application/json",
    },
    {
        "uri": "ll3m://scene", "name": "scene", "title": "The open scene",
        "description": "What is in the scene that is open in Blender",
        "mimeType": "application/json",
    },
)  # fmt: skip

TEMPLATES: tuple[dict[str, str], ...] = (
    {
        "uriTemplate": "ll3m://asset/{asset_id}", "name": "asset", "title": "An asset",
        "description": "An asset and its current version", "mimeType": "application/json",
    },
    {
        "uriTemplate": "ll3m://asset/{asset_id}/{number}/script", "name": "script",
        "title": "A version's script", "description": "The Python that makes a version",
        "mimeType": "text/x-python",
    },
)  # fmt: skip

_URI = re.compile(r"ll3m://asset/(a_[0-9a-z]{16})(?:/([1-9][0-9]{0,5})/script)?")


async def resources(ask: Ask, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
    """A page of resources: the fixed ones, then assets newest first."""
    found = await ask("asset.list", {"limit": 50, "cursor": cursor})
    listed = [
        {
            "uri": f"ll3m://asset/{each.id}",
            "name": each.id,
            "title": each.name,
            "description": each.prompt[:200],
            "mimeType": "application/json",
        }
        for each in found.assets
    ]
    return (listed if cursor else [*_FIXED, *listed]), found.next_cursor


async def read(ask: Ask, uri: str) -> tuple[str, str] | None:
    """The text of a resource and its media type; None if there is no such address."""
    if uri == "ll3m://docs/script":
        return SCRIPT_GUIDE, "text/markdown"
    if uri == "ll3m://docs/operations":
        return json.dumps(operations(), indent=1), "application/json"
    if uri == "ll3m://scene":
        return _text(await ask("scene.info", {})), "application/json"
    found = _URI.fullmatch(uri)
    if found is None:
        return None
    asset_id, number = found.groups()
    if number is not None:
        detail = await ask("version.get", {"asset_id": asset_id, "number": int(number)})
        return detail.version.source, "text/x-python"
    return _text(await ask("asset.get", {"asset_id": asset_id})), "application/json"


def _text(model: Model) -> str:
    return model.model_dump_json()


def operations() -> list[dict[str, Any]]:
    """Every operation in one line each."""
    return [
        {"name": row.name, "summary": row.summary, "scope": row.scope, "job": row.is_job}
        for row in OPERATIONS.values()
    ]


PROMPTS: dict[str, dict[str, Any]] = {
    "model": {
        "name": "model",
        "title": "Model a thing",
        "description": "Make an asset and improve it until it looks right",
        "arguments": [
            {"name": "thing", "description": "What to make", "required": True},
            {"name": "style", "description": "How it should look", "required": False},
        ],
    },
    "review": {
        "name": "review",
        "title": "Review an asset",
        "description": "Look at an asset critically and mend its worst fault",
        "arguments": [{"name": "asset", "description": "Its id or name", "required": True}],
    },
    "tidy": {
        "name": "tidy",
        "title": "Look through the scene",
        "description": "Say what is in the open scene and what could be better",
        "arguments": [],
    },
}


def prompt(name: str, arguments: dict[str, str]) -> str:
    """The first words of a conversation."""
    if name == "model":
        style = f", in this style: {arguments['style']}" if arguments.get("style") else ""
        return (
            f"Make {arguments['thing']}{style}. Use asset_generate, look at the preview image and "
            "the mesh report, then call asset_refine with what is still wrong: parts that float, "
            "wrong proportions, missing materials. Stop after three rounds or when it is right, "
            "and tell me the asset's id and what you would still change."
        )
    if name == "review":
        return (
            f"Look at the LL3M asset {arguments['asset']!r} with version_get. Judge its proportions, "
            "parts and materials from the preview and the facts. Name its three worst faults, then "
            "mend the worst one with asset_refine and compare the two versions."
        )
    return (
        "Look at the open Blender scene with scene_info. Say what is in it, what the sizes are and "
        "whether they are plausible in metres, and which LL3M assets could be improved and how. "
        "Change nothing."
    )
