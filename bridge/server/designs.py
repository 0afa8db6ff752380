# SPDX-License-Identifier: GPL-3.0-or-later
"""``POST /api/v1/generate``: designs in the form that design clients already speak.

The request is ``{prompt, context?, style?, constraints?}``, the answer ``{spec_id, spec_json,
preview_url, created_at, processing_time}``. Both the API key (``X-API-Key``) and a bearer
token are wanted; here both are the instance's token, or one of its clients'. Errors are
``{detail, error_code, timestamp}`` with 400, 401, 403, 429 or 500. 20 requests a minute and
address; every answer says how many are left. ``spec.generate`` is the same without these forms.

``POST /generate`` is that contract's first form: ``{prompt}`` is answered with ``{spec, success,
message}``, the design in a few words. With any field of the second form it answers in that form.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..contract import LL3MError
from ..contract.errors import InvalidRequest, ProviderError, RateLimited, Unauthorized
from ..contract.spec import SpecAnswer
from . import jsonrpc
from .app import App
from .exchange import Exchange, Headers
from .files import send_file
from .security import Refusal
from .tokens import Grant
from .visitors import client_of

__all__ = ["Designs"]

PATH = "/api/v1/generate"
FIRST = "/generate"
PREVIEW = "/preview/"
#: Requests that one address may make in ``WINDOW`` seconds.
LIMIT = 20
WINDOW = 60.0
#: Addresses that are kept count of.
_ADDRESSES = 10_000
_FIELDS = ("prompt", "context", "style", "constraints")
#: Answered with: only what the contract names.
_SHOWN = frozenset(("spec_id", "spec_json", "preview_url", "created_at", "processing_time"))


@dataclass(slots=True)
class Window:
    """Times of the requests of one address within the last minute."""

    times: list[float] = field(default_factory=list)

    def take(self, now: float) -> tuple[bool, int, float]:
        """Whether one more may come, how many are left, and seconds until the next is free."""
        self.times = [each for each in self.times if now - each < WINDOW]
        if len(self.times) >= LIMIT:
            return False, 0, WINDOW - (now - self.times[0])
        self.times.append(now)
        return True, LIMIT - len(self.times), WINDOW - (now - self.times[0])


class Designs:
    """The face. Puts itself into the app's routes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._windows: dict[str, Window] = {}
        app.exact[PATH] = app.exact[FIRST] = self._generate
        app.below[PREVIEW] = self._preview

    async def _generate(self, exchange: Exchange) -> None:
        limits: Headers = ()
        try:
            exchange.only("POST")
            limits = self._limits(exchange)
            grant = self._grant(exchange)
            body = await exchange.json_body()
            if body is None:
                return
            self._app.visitors.visit(exchange.head, grant)
            client = client_of(exchange.scope, exchange.head, grant, "rest")
            key = exchange.head.idempotency_key()
            wanted = _parameters(body)
            text = await self._app.calls.call(
                "spec.generate", wanted, client.with_key(key) if key else client
            )
        except Refusal as refusal:
            await self._refuse(exchange, refusal.error, refusal.status, (*limits, *refusal.headers))
            return
        except LL3MError as error:
            await self._refuse(exchange, error, _status(error), limits)
            return
        answer = {key: each for key, each in json.loads(text).items() if key in _SHOWN}
        answer["preview_url"] = f"{PREVIEW}{answer['spec_id']}"
        if exchange.path == FIRST and set(wanted) == {"prompt"}:
            answer = _first_form(answer["spec_json"])
        await exchange.respond(200, json.dumps(answer, ensure_ascii=False).encode(), limits)

    def _limits(self, exchange: Exchange) -> Headers:
        """Count the request, for each address and path of its own.

        Raises:
            Refusal: 429, with the headers that say when.
        """
        address = f"{exchange.path} {(exchange.scope.get('client') or ('local', 0))[0]}"
        if len(self._windows) > _ADDRESSES:
            self._windows.clear()  # more addresses than any machine has; begin anew
        window = self._windows.setdefault(address, Window())
        allowed, left, reset = window.take(time.monotonic())
        headers = (
            (b"x-ratelimit-limit", str(LIMIT).encode()),
            (b"x-ratelimit-remaining", str(left).encode()),
            (b"x-ratelimit-reset", str(int(reset) + 1).encode()),
        )
        if not allowed:
            error = RateLimited(f"Rate limit exceeded: {LIMIT} per minute", retry_after=reset)
            raise Refusal(429, error, *headers, (b"retry-after", str(int(reset) + 1).encode()))
        return headers

    def _grant(self, exchange: Exchange) -> Grant:
        """The grant of the bearer token; the API key must be a good token too."""
        key = exchange.head.values.get(b"x-api-key", b"").decode("latin-1")
        if self._app.guard.tokens.check(key) is None:
            error = Unauthorized("Invalid or missing API key. Include X-API-Key header.")
            raise Refusal(401, error)
        return exchange.grant()

    async def _preview(self, exchange: Exchange) -> None:
        """The preview of a design's current version; needs the bearer token only."""
        exchange.only("GET", "HEAD")
        grant = exchange.grant()
        client = client_of(exchange.scope, exchange.head, grant, "rest")
        params = {"spec_id": exchange.path.removeprefix(PREVIEW)}
        try:
            found, _ = await self._app.calls.ask("spec.get", params, client)
        except LL3MError as error:
            raise Refusal(404, error) from None
        assert isinstance(found, SpecAnswer)
        path = f"{found.asset_id}/{found.number}/preview.png"
        await send_file(exchange, self._app.calls, client, path)

    async def _refuse(
        self, exchange: Exchange, error: LL3MError, status: int, headers: Headers
    ) -> None:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        detail = error.message.replace(
            "spec.generate does not fit the contract", "Invalid request format"
        )
        if status == 500 and isinstance(error, ProviderError):
            detail = f"LM inference failed: {detail}"
        if status not in (401, 403, 429) and error.advice:
            detail = f"{detail} {error.advice}"
        body = {"detail": detail, "error_code": _code(status), "timestamp": now}
        await exchange.respond(status, json.dumps(body, ensure_ascii=False).encode(), headers)


def _first_form(spec: dict[str, Any]) -> dict[str, Any]:
    """The answer in the contract's first form: the design in a few words, lengths in metres."""
    told = (spec.get("metadata") or {}).get("original_spec") or {}
    box = (spec.get("scene") or {}).get("bounding_box") or {}
    short = {
        "design_type": told.get("design_type", "other"),
        "category": told.get("category", "other"),
        "materials": told.get("materials", []),
        "dimensions": {
            "length": box.get("depth"), "width": box.get("width"), "height": box.get("height"),
        },
        "features": told.get("features", []),
        "requirements": [spec["scene"].get("description", "")],
    }  # fmt: skip
    return {"spec": short, "success": True, "message": "Specification generated successfully"}


def _parameters(body: bytes) -> dict[str, Any]:
    value = jsonrpc.parse(body) if body else {}
    if not isinstance(value, dict):
        raise InvalidRequest("Invalid request format: the body must be a JSON object.")
    unknown = sorted(set(value) - set(_FIELDS))
    if unknown:
        raise InvalidRequest(f"Invalid request format: there is no field {unknown[0]!r}.")
    return {key: each for key, each in value.items() if each is not None}


def _status(error: LL3MError) -> int:
    if isinstance(error, InvalidRequest):
        return 400
    if error.code == "not_understood":  # the prompt names nothing that can be designed
        return 400
    if isinstance(error, ProviderError) and not isinstance(error, RateLimited):
        return 500
    return error.http_status if error.http_status in (401, 403, 413, 429) else 500


def _code(status: int) -> str:
    return {
        400: "VALIDATION_ERROR",
        401: "AUTHENTICATION_ERROR",
        403: "AUTHORIZATION_ERROR",
        405: "METHOD_NOT_ALLOWED",
        408: "TIMEOUT_ERROR",
        413: "VALIDATION_ERROR",
        415: "VALIDATION_ERROR",
        422: "VALIDATION_ERROR",
        429: "RATE_LIMIT_ERROR",
    }.get(status, "INTERNAL_ERROR")
