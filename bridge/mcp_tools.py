# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools that agents see: a dozen by default, the other operations on demand.

A tool is an operation under the name ``noun_verb``, with a description written for a
model and only those fields that a model can make sense of. Whatever is left out here is
reached with ``operation_list`` and ``operation_call``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from .contract import OPERATIONS, Model, Operation

__all__ = ["TOOLS", "Tool", "input_schema", "tool_list"]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as agents see it. ``fields`` are the request's fields it shows; None for all."""

    name: str
    title: str
    description: str
    fields: tuple[str, ...] | None = None
    destructive: bool = False
    open_world: bool = False

    @property
    def row(self) -> Operation | None:
        """The operation behind it; None for the two that reach the others."""
        return OPERATIONS.get(self.name.replace("_", ".", 1))


_MAKE = ("quality", "provider", "formats", "place")

TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool(
            "asset_generate",
            "Make a 3D asset",
            "Make a new 3D asset from a description and wait until it is done. Returns ids, "
            "measured facts (size in metres, faces, materials), notes and a preview image. "
            "Where Blender is open, the asset is placed into the scene as its own collection; "
            "nothing else is touched. Describe one thing: its parts, materials, colours, size.",
            ("prompt", "name", *_MAKE),
            open_world=True,
        ),
        Tool(
            "asset_refine",
            "Change a 3D asset",
            "Make the next version of an asset from feedback and wait until it is done. Earlier "
            "versions stay. Say what should change; name what must stay in `preserve_aspects`.",
            ("asset_id", "feedback", "number", "preserve_aspects", *_MAKE),
            open_world=True,
        ),
        Tool(
            "asset_list",
            "Find assets",
            "List assets, newest first, with ids; `query` looks for words of name and prompt.",
            ("query", "limit", "cursor", "trashed"),
        ),
        Tool(
            "version_get",
            "Look at a version",
            "One version of an asset: its script, facts, mesh report, notes and files, with its "
            "preview image. Without `number`: the current version.",
        ),
        Tool(
            "version_activate",
            "Go to a version",
            "Make a version the asset's current one, and the visible one in the open scene.",
        ),
        Tool(
            "version_export",
            "Export a version",
            "Write a version in further file formats; returns the paths.",
        ),
        Tool(
            "job_get",
            "Look at a job",
            "State of a long operation; `wait` up to 60 seconds for its end.",
        ),
        Tool(
            "code_check",
            "Check a Blender script",
            "Check a Python script for Blender without running it: what is forbidden, with line "
            "and advice, and the script with old API calls brought up to date.",
        ),
        Tool(
            "code_run",
            "Try a Blender script",
            "Check a script and run it in an isolated Blender with an empty scene; the open scene "
            "is not touched. Returns measured facts, or the script's own traceback.",
            ("source",),
        ),
        Tool(
            "scene_info",
            "Look at the open scene",
            "Objects of the scene that is open in Blender: names, sizes in metres, places, "
            "selection, and which LL3M versions lie in it.",
        ),
        Tool(
            "operation_list",
            "List further operations",
            "Operations without a tool of their own (delete, restore, retry, providers, health …). "
            "With `name`: that operation's request schema.",
        ),
        Tool(
            "operation_call",
            "Call a further operation",
            "Call any operation by its name, with parameters as `operation_list` shows them.",
            destructive=True,
        ),
    )
}

#: Input of the two tools that have no operation of their own.
_OWN_INPUT: dict[str, dict[str, Any]] = {
    "operation_list": {
        "type": "object",
        "properties": {"name": {"type": "string", "description": "Such as `asset.delete`"}},
        "additionalProperties": False,
    },
    "operation_call": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "Such as `asset.delete`"},
            "params": {"type": "object"},
        },
        "required": ["name"],
        "additionalProperties": False,
    },
}
#: What comes out of a tool that follows a job to its end.
_MADE = {
    "type": "object",
    "properties": {
        "job_id": {"type": "string"},
        "state": {"type": "string"},
        "asset_id": {"type": "string"},
        "version": {"type": "integer"},
        "folder": {"type": "string"},
        "provider": {"type": "string"},
        "facts": {"type": "object"},
        "notes": {"type": "array", "items": {"type": "string"}},
        "faults": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["job_id", "state"],
}


def _plain(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema without references, titles and the alternative "null"."""
    if isinstance(schema, list):
        return [_plain(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = definitions[schema["$ref"].rpartition("/")[2]]
        return _plain(target | {k: v for k, v in schema.items() if k != "$ref"}, definitions)
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key not in ("anyOf", "$defs")}
    if len(kinds) == 1:
        return _plain({**kinds[0], **rest}, definitions)
    made: dict[str, Any] = {"anyOf": _plain(kinds, definitions)} if kinds else {}
    for key, value in rest.items():
        if key == "properties":
            made[key] = {name: _plain(each, definitions) for name, each in value.items()}
        elif key == "title" or (key == "default" and value is None):
            continue
        else:
            made[key] = _plain(value, definitions)
    return made


def input_schema(row: Operation, fields: tuple[str, ...] | None = None) -> dict[str, Any]:
    """The request's schema in one piece, with only these fields."""
    whole = row.request.model_json_schema()
    plain = _plain(whole, whole.get("$defs", {}))
    plain.pop("description", None)
    if fields is not None:
        plain["properties"] = {name: plain["properties"][name] for name in fields}
    return plain


_KINDS = {
    "integer": "integer", "number": "number", "string": "string", "boolean": "boolean",
    "array": "array", "object": "object",
}  # fmt: skip


def _outline(model: type[Model]) -> dict[str, Any]:
    """The result's schema, one level deep: enough to know what to look for, cheap to read."""
    whole = model.model_json_schema(mode="serialization")
    definitions = whole.get("$defs", {})
    properties: dict[str, Any] = {}
    for name, raw in whole.get("properties", {}).items():
        own = definitions[raw["$ref"].rpartition("/")[2]] if "$ref" in raw else raw
        kind = _KINDS.get(own.get("type", ""))
        properties[name] = {"type": kind} if kind else {}
    return {"type": "object", "properties": properties}


def _tool(tool: Tool) -> dict[str, Any]:
    row = tool.row
    read_only = row.read_only if row else tool.name == "operation_list"
    made: dict[str, Any] = {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "inputSchema": input_schema(row, tool.fields) if row else _OWN_INPUT[tool.name],
        "annotations": {
            "title": tool.title,
            "readOnlyHint": read_only,
            "destructiveHint": tool.destructive,
            "idempotentHint": read_only or tool.name == "version_activate",
            "openWorldHint": tool.open_world,
        },
    }
    if row is not None:
        made["outputSchema"] = _MADE if row.is_job else _outline(row.result)
    return made


@cache
def tool_list() -> list[dict[str, Any]]:
    """All tools as MCP lists them, in a fixed order."""
    return [_tool(tool) for tool in TOOLS.values()]
