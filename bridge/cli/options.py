# SPDX-License-Identifier: GPL-3.0-or-later
"""Command-line parameters drawn from a request model's JSON schema.

Required plain values become arguments, all else options. Only the form is read here;
whether a value fits is the contract's to say, with the same words as at every door.
"""

from __future__ import annotations

import json
from typing import Any

import click

from ..contract import Operation
from ..contract.errors import InvalidRequest

__all__ = ["parameters", "request_of"]

#: Options with a short form.
SHORT = {"formats": "-f", "quality": "-q", "name": "-n", "tags": "-t", "limit": "-l"}


class _Json(click.ParamType):
    """A JSON value."""

    name = "json"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise InvalidRequest(f"{value!r} is not JSON: {error}.") from error


class _List(click.ParamType):
    """Comma-separated values; the option may also be repeated."""

    name = "list"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002
        if not isinstance(value, str):
            return value
        return [part.strip() for part in value.split(",") if part.strip()]


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, without a reference or the alternative "null"."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return definitions[name] | {k: v for k, v in schema.items() if k != "$ref"}
    for alternative in schema.get("anyOf", ()):
        if alternative.get("type") != "null":
            rest = {key: value for key, value in schema.items() if key != "anyOf"}
            return _resolved(alternative, definitions) | rest
    return schema


def _type(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return click.Choice([str(each) for each in schema["enum"]])
    return {
        "integer": click.INT,
        "number": click.FLOAT,
        "boolean": click.BOOL,
        "array": _List(),
        "object": _Json(),
    }.get(schema.get("type", ""), click.STRING)


def _help(schema: dict[str, Any]) -> str:
    text = str(schema.get("description", "")).replace("`", "")
    choices = schema.get("items", {}).get("enum")
    if choices:
        text = f"{text}: {', '.join(choices)}" if text else ", ".join(choices)
    default = schema.get("default")
    if default not in (None, "", [], {}) and not isinstance(default, bool | dict):
        shown = ",".join(map(str, default)) if isinstance(default, list) else default
        text += f"  [default: {shown}]"
    return text.strip()


def _option(path: tuple[str, ...], schema: dict[str, Any], required: bool) -> click.Option:
    name = "__".join(path)
    flag = "--" + "-".join(path).replace("_", "-")
    if schema.get("type") == "boolean":
        return click.Option([f"{flag}/--no-{flag[2:]}", name], default=None, help=_help(schema))
    names = [SHORT[path[0]]] if len(path) == 1 and path[0] in SHORT else []
    return click.Option(
        [*names, flag, name],
        type=_type(schema),
        multiple=schema.get("type") == "array",
        default=None,
        required=required,
        help=_help(schema),
    )


def parameters(row: Operation, leave_out: frozenset[str] = frozenset()) -> list[click.Parameter]:
    """Arguments and options for a request of ``row``."""
    schema = row.request.model_json_schema()
    definitions = schema.get("$defs", {})
    required = set(schema.get("required", ()))
    arguments: list[click.Parameter] = []
    options: list[click.Parameter] = []
    for field, raw in schema.get("properties", {}).items():
        if field in leave_out:
            continue
        own = _resolved(raw, definitions)
        if field in required and own.get("type") not in ("array", "object"):
            arguments.append(click.Argument([field], type=_type(own)))
        elif own.get("properties"):
            for inner, inner_raw in own["properties"].items():
                inner_schema = _resolved(inner_raw, definitions)
                options.append(_option((field, inner), inner_schema, required=False))
        else:
            options.append(_option((field,), own, field in required))
    return arguments + options


def request_of(values: dict[str, Any]) -> dict[str, Any]:
    """The request that parsed parameters stand for; what was not given is left out."""
    request: dict[str, Any] = {}
    for name, value in values.items():
        if value is None or value == ():
            continue
        if isinstance(value, tuple):  # a repeated list option
            value = [each for part in value for each in part]
        outer, _, inner = name.partition("__")
        if inner:
            request.setdefault(outer, {})[inner] = value
        else:
            request[outer] = value
    return request
