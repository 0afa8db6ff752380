# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service says of itself to programs: OpenRPC 1.3 and OpenAPI 3.1, from the contract."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from ..contract import ERRORS, OPERATIONS, LL3MError, Model, Operation
from ..contract.errors import (
    DeadlineExceeded,
    Forbidden,
    InvalidRequest,
    NotFound,
    ParseError,
    RateLimited,
    TooLarge,
    Unauthorized,
    WrongHost,
    WrongMediaType,
)
from ..version import VERSION

__all__ = ["API", "openapi", "openrpc", "rest_path"]

#: Version of the wire contract. Additions raise the middle number; the first one never
#: changes under /api/v1.
API = "1.0.0"
TITLE = "LL3M for Blender"
ABOUT = "Prompts in, checked and versioned 3D assets out."
LICENCE = {"name": "GPL-3.0-or-later", "url": "https://www.gnu.org/licenses/gpl-3.0.html"}

#: What any call may end with, beside its own errors.
COMMON: tuple[type[LL3MError], ...] = (
    ParseError, InvalidRequest, Unauthorized, Forbidden, NotFound, TooLarge, WrongMediaType,
    WrongHost, RateLimited, LL3MError, DeadlineExceeded,
)  # fmt: skip


def rest_path(row: Operation) -> str:
    """The REST address of an operation."""
    return f"/api/v1/{row.noun}/{row.verb}"


def _schemas(models: list[type[Model]]) -> dict[str, Any]:
    """All models of the contract and what they are made of, by name."""
    _, whole = models_json_schema(
        [(model, "serialization" if _is_result(model) else "validation") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    return whole.get("$defs", {})


def _is_result(model: type[Model]) -> bool:
    return any(row.result is model for row in OPERATIONS.values())


def _all_schemas() -> dict[str, Any]:
    models = {row.request for row in OPERATIONS.values()} | {
        row.result for row in OPERATIONS.values()
    }
    return _schemas(sorted(models, key=lambda model: model.__name__))


def _ref(model: type[Model]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


# ---------------------------------------------------------------- OpenRPC


@cache
def openrpc() -> dict[str, Any]:
    """The OpenRPC document of all methods; `rpc.discover` answers with it."""
    schemas = _all_schemas()
    return {
        "openrpc": "1.3.2",
        "info": {"title": TITLE, "version": API, "description": ABOUT, "license": LICENCE},
        "servers": [{"name": "this instance", "url": "/rpc"}],
        "methods": [_method(row, schemas) for row in OPERATIONS.values()],
        "components": {
            "schemas": schemas,
            "errors": {
                code: {"code": error.rpc_code, "message": _sentence(error)}
                for code, error in ERRORS.items()
            },
        },
        "x-ll3m-version": VERSION,
    }


def _method(row: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    request = schemas[row.request.__name__]
    required = set(request.get("required", ()))
    fields = {name: request["properties"][name] for name in row.positions}
    return {
        "name": row.name,
        "summary": row.summary,
        "tags": [{"name": row.noun}],
        "paramStructure": "either",
        "params": [
            {
                "name": name,
                "required": name in required,
                "schema": schema,
                **({"description": schema["description"]} if "description" in schema else {}),
            }
            for name, schema in fields.items()
        ],
        "result": {"name": row.result.__name__, "schema": _ref(row.result)},
        "errors": [{"$ref": f"#/components/errors/{error.code}"} for error in COMMON],
        "x-scope": row.scope,
        "x-job": row.is_job,
        "x-needs-scene": row.needs_scene,
        "x-read-only": row.read_only,
    }


def _sentence(error: type[LL3MError]) -> str:
    return error.code.replace("_", " ").capitalize()


# ---------------------------------------------------------------- OpenAPI


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI document of the REST twin."""
    schemas = _all_schemas() | {"Error": _error_schema()}
    paths = {rest_path(row): {"post": _post(row)} for row in OPERATIONS.values()}
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": API, "description": ABOUT, "license": LICENCE},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [{"name": noun} for noun in dict.fromkeys(r.noun for r in OPERATIONS.values())],
        "paths": paths | _further_paths(),
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {
                error.code: _error_response(error)
                for error in sorted(ERRORS.values(), key=lambda each: each.code)
            },
        },
    }


def _error_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message", "advice", "data"],
                "properties": {
                    "code": {"type": "string", "enum": sorted(ERRORS)},
                    "message": {"type": "string", "description": "What happened"},
                    "advice": {"type": "string", "description": "What to do"},
                    "data": {"type": "object", "description": "Facts"},
                },
            }
        },
    }


def _error_response(error: type[LL3MError]) -> dict[str, Any]:
    return {
        "description": f"{_sentence(error)}. {error.default_advice}",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }


def _errors() -> dict[str, Any]:
    """Every status an operation may answer with, besides success; several codes share some."""
    by_status: dict[int, list[type[LL3MError]]] = {}
    for error in ERRORS.values():
        by_status.setdefault(error.http_status, []).append(error)
    return {
        str(status): {
            "description": ", ".join(sorted(error.code for error in errors)),
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        }
        for status, errors in sorted(by_status.items())
    }


def _post(row: Operation) -> dict[str, Any]:
    success = "202" if row.is_job else "200"
    schema = row.request.model_json_schema()
    required = bool(schema.get("required")) or any(
        "required" in each for each in schema.get("anyOf", ())
    )
    parameters = [
        {
            "name": "LL3M-Deadline", "in": "header", "schema": {"type": "number", "minimum": 0},
            "description": "Seconds after which an answer is no longer wanted",
        },
    ]  # fmt: skip
    if not row.read_only:
        parameters.append(
            {
                "name": "Idempotency-Key", "in": "header",
                "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
                "description": "The same key and request again give the first answer again",
            }
        )  # fmt: skip
    return {
        "operationId": row.name.replace(".", "_"),
        "summary": row.summary,
        "tags": [row.noun],
        "parameters": parameters,
        "requestBody": {
            "required": required,
            "content": {"application/json": {"schema": _ref(row.request)}},
        },
        "responses": {
            success: {
                "description": row.result.__doc__ or row.summary,
                "content": {"application/json": {"schema": _ref(row.result)}},
            },
            **_errors(),
        },
    }


def _health_paths() -> dict[str, Any]:
    """Addresses for those who look after the service, and the documents themselves."""
    health = {"application/json": {"schema": {"$ref": "#/components/schemas/SystemHealth"}}}
    told = {"application/json": {"schema": {"type": "object"}}}
    rows: tuple[tuple[str, str, str, dict[str, Any], bool], ...] = (
        ("/health/live", "health_live", "The process answers", told, False),
        ("/health/ready", "health_ready", "It can work: 200, or 503 and why not", health, True),
        ("/metrics", "metrics", "Numbers for Prometheus", {"text/plain": {}}, True),
        ("/api/v1/openapi.json", "openapi", "This document", told, False),
        ("/api/v1/openrpc.json", "openrpc", "The contract as OpenRPC", told, False),
    )
    made: dict[str, Any] = {}
    for path, name, summary, content, guarded in rows:
        responses: dict[str, Any] = {
            "200": {"description": summary, "content": content},
            **_errors(),
        }
        if name == "health_ready":
            responses["503"] = {"description": "It can't work now", "content": health}
        get: dict[str, Any] = {
            "operationId": name, "summary": summary, "tags": ["system"], "responses": responses,
        }  # fmt: skip
        made[path] = {"get": get if guarded else {**get, "security": []}}
    return made


def _further_paths() -> dict[str, Any]:
    """Addresses of the REST face that are no operations."""
    text = {"schema": {"type": "string"}}
    file = {"*/*": {}}  # by its name: pictures, models, text; what nobody knows is octet-stream
    return {
        **_health_paths(),
        "/api/v1/files/{asset_id}/{number}/{name}": {
            "get": {
                "operationId": "file_get",
                "summary": "A file of a version: ranges and ETags are understood",
                "tags": ["version"],
                "parameters": [
                    {"name": "asset_id", "in": "path", "required": True,
                     "schema": {"type": "string", "pattern": "^a_[0-9a-z]{16}$"}},
                    {"name": "number", "in": "path", "required": True,
                     "schema": {"type": "integer", "minimum": 1, "maximum": 999_999}},
                    {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {"description": "The file", "content": file},
                    "206": {"description": "A part", "content": file},
                    "304": {"description": "The same as the named ETag"},
                    "416": {"description": "There is no such part",
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}},
                    **_errors(),
                },
            }
        },
        "/api/v1/events": {
            "get": {
                "operationId": "event_stream",
                "summary": "Events as they happen (server-sent events)",
                "tags": ["job"],
                "parameters": [
                    {"name": name, "in": "query", "description": about, **text}
                    for name, about in (
                        ("job", "Only this job's"), ("asset", "Only this asset's"),
                        ("project", "Only this project's"), ("type", "Only of this type"),
                        ("cursor", "Go on behind the event with this `id`"),
                    )
                ],
                "responses": {
                    "200": {"description": "Events", "content": {"text/event-stream": {}}},
                    **_errors(),
                },
            }
        },
    }  # fmt: skip


@cache
def openapi_text() -> bytes:
    """The OpenAPI document as JSON; made once, since it is large."""
    return json.dumps(openapi()).encode()


@cache
def openrpc_text() -> bytes:
    """The OpenRPC document as JSON."""
    return json.dumps(openrpc()).encode()
