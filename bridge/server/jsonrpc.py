# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON-RPC 2.0 to the letter (https://www.jsonrpc.org/specification), one message in, one out.

Stricter than the specification where it leaves room, and never looser: UTF-8 only, no
byte order mark, no NaN or Infinity, no repeated keys, no lone surrogates, bounded nesting
and batches. The calls of a batch run one after another, in its order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from ..contract import LL3MError, operation
from ..contract.errors import InvalidCall, InvalidRequest, ParseError

__all__ = ["MAX_BATCH", "MAX_DEPTH", "Call", "error_response", "handle", "parse"]

#: Deepest nesting of arrays and objects in a message.
MAX_DEPTH = 64
#: Most calls in one batch.
MAX_BATCH = 50

#: Answers one call: method and named parameters to the result's JSON.
Call = Callable[[str, dict[str, Any]], Awaitable[bytes]]
#: The names of a method's parameters in order; raises UnknownOperation.
Fields = Callable[[str], list[str]]

_HEAD = b'{"jsonrpc":"2.0","id":'


def _no_constant(text: str) -> Any:
    raise ParseError(f"{text} is not JSON.")


def _number(text: str) -> float:
    """A number with a point or an exponent; 5.0 is the integer 5, as JSON Schema sees it."""
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ParseError("A number is too large.")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError("An object has a key twice.")
    return found


_DECODER = json.JSONDecoder(
    parse_constant=_no_constant, parse_float=_number, object_pairs_hook=_unique
)


#: Brackets and whole strings; strings are skipped in C, whatever they hold.
_TOKENS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)


def _too_deep(text: str) -> bool:
    """Whether brackets outside strings nest deeper than ``MAX_DEPTH``."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _TOKENS.finditer(text):
        character = text[token.start()]
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif character in "]}":
            depth -= 1
    return False


def _why(error: ValueError) -> str:
    """What is wrong with a text that is no JSON, in a sentence."""
    if not isinstance(error, json.JSONDecodeError):
        return "A number has too many digits."
    if not error.doc:
        return "The message is empty."
    if error.doc.startswith("\ufeff"):
        return "The message begins with a byte order mark."
    what = error.msg[:1].lower() + error.msg[1:]
    return f"The message is not valid JSON: {what} at character {error.pos + 1}."


def parse(body: bytes | str) -> Any:
    """Read one JSON text.

    Raises:
        ParseError: it is not JSON as this service accepts it.
    """
    try:
        text = body if isinstance(body, str) else body.decode("utf-8")
        if _too_deep(text):
            raise ParseError(f"The message nests deeper than {MAX_DEPTH} levels.")
        value = _DECODER.decode(text)
        if "\\u" in text:  # only an escape can smuggle in half a character
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError as error:
        raise ParseError("The message is not valid UTF-8 text.") from error
    except ValueError as error:
        raise ParseError(_why(error)) from error
    except RecursionError as error:
        raise ParseError("The message nests too deeply.") from error
    return value


def error_response(request_id: Any, error: LL3MError) -> bytes:
    """The response to a call that failed."""
    wire = json.dumps(error.to_wire(), allow_nan=False, default=str)
    return (
        f'{{"jsonrpc":"2.0","id":{json.dumps(request_id)},'
        f'"error":{{"code":{error.rpc_code},"message":{json.dumps(error.message)},'
        f'"data":{wire}}}}}'
    ).encode()


def fields_of(method: str) -> list[str]:
    """The names of an operation's parameters, in the order of their positions."""
    return [] if method == "rpc.discover" else operation(method).positions


def _by_name(method: str, params: Any, fields: Fields) -> dict[str, Any]:
    """Parameters by name; those given by position get the names in their order."""
    if isinstance(params, dict):
        return params
    names = fields(method)
    if len(params) > len(names):
        raise InvalidRequest(
            f"{method} takes at most {len(names)} parameters, not {len(params)}.",
            fields=names,
        )
    return dict(zip(names, params, strict=False))


def _check(message: Any) -> tuple[str, Any]:
    """The method and parameters of a request object.

    Raises:
        InvalidCall: the object is not a request.
    """
    if not isinstance(message, dict):
        raise InvalidCall("A request is a JSON object.")
    if message.get("jsonrpc") != "2.0":
        raise InvalidCall('The member "jsonrpc" must be the string "2.0".')
    method = message.get("method")
    if not isinstance(method, str):
        raise InvalidCall('The member "method" must be a string.')
    params = message.get("params", {})
    if not isinstance(params, dict | list):
        raise InvalidCall('The member "params" must be an object or an array.')
    return method, params


def _id_of(message: Any) -> tuple[Any, bool]:
    """The id to answer with, and whether it is one that the specification allows."""
    found = message.get("id") if isinstance(message, dict) else None
    if found is None or isinstance(found, str):
        return found, True
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found, True
    return None, False


async def _one(message: Any, call: Call, fields: Fields) -> bytes | None:
    """Answer one request object; None for a notification."""
    request_id, allowed = _id_of(message)
    silent = False
    try:
        method, params = _check(message)
        if not allowed:
            raise InvalidCall("An id is a string, a number or null.")
        silent = "id" not in message
        result = await call(method, _by_name(method, params, fields))
    except LL3MError as error:
        return None if silent else error_response(request_id, error)
    if silent:
        return None
    return b"".join((_HEAD, json.dumps(request_id).encode(), b',"result":', result, b"}"))


async def handle(body: bytes | str, call: Call, fields: Fields = fields_of) -> bytes | None:
    """Answer one message, a call or a batch; None where nothing is to be answered."""
    try:
        message = parse(body)
        if not isinstance(message, list):
            return await _one(message, call, fields)
        if not message:
            raise InvalidCall("A batch needs at least one call.")
        if len(message) > MAX_BATCH:
            raise InvalidCall(
                f"A batch has at most {MAX_BATCH} calls, not {len(message)}.", limit=MAX_BATCH
            )
    except LL3MError as error:
        return error_response(None, error)
    answers = [answer for each in message if (answer := await _one(each, call, fields)) is not None]
    return b"[" + b",".join(answers) + b"]" if answers else None
