# SPDX-License-Identifier: GPL-3.0-or-later
"""``POST /api/v1/generate`` in the form of the design contract: request, answer, errors, limits."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ll3m.bridge.contract.errors import NotUnderstood, Offline
from ll3m.bridge.contract.spec import SpecAnswer
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service

SPEC_ID = "d8d866da-c868-87f3-85cf-c04bfc5dc0ea"
WANTED = {
    "prompt": "Modern electric vehicle with aerodynamic design",
    "context": {"target_audience": "luxury market", "budget_range": "high-end"},
    "style": "futuristic",
    "constraints": ["must be environmentally friendly", "maximum 4 seats"],
}


def answer_to(request: Any) -> SpecAnswer:
    thing = {
        "id": "obj_001",
        "type": "main_structure",
        "material": "carbon_fiber",
        "dimensions": {"width": 10.0, "height": 3.0, "depth": 10.0, "units": "meters"},
    }
    return SpecAnswer.model_validate(
        {
            "spec_id": SPEC_ID,
            "spec_json": {
                "spec_id": SPEC_ID,
                "objects": [thing],
                "metadata": {"style": request.style},
            },
            "preview_url": "/api/v1/files/a_0000000000000000/1/preview.png",
            "created_at": "2026-01-01T00:00:00Z",
            "processing_time": 0.2,
            "asset_id": "a_0000000000000000",
            "number": 1,
        }
    )


class Door:
    def __init__(self, service: Service) -> None:
        self.token = service.token
        self.connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=10)

    def __call__(
        self, body: Any = WANTED, path: str | None = None, **headers: str | None
    ) -> tuple[int, dict[str, str], Any]:
        sent = {
            "Content-Type": "application/json",
            "X-API-Key": self.token,
            "Authorization": f"Bearer {self.token}",
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        kept = {name: value for name, value in sent.items() if value is not None}
        self.connection.request("POST", path or "/api/v1/generate", data, kept)
        response = self.connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        text = response.read()
        return response.status, found, json.loads(text)


@pytest.fixture
def door(service: Service, app: Any) -> Iterator[Door]:
    app._spec_generate = answer_to
    made = Door(service)
    yield made
    made.connection.close()


def test_a_design_is_answered_in_the_form_of_the_contract_and_nothing_more(
    door: Door, app: Any
) -> None:
    status, _, answer = door()
    assert status == 200
    assert set(answer) == {"spec_id", "spec_json", "preview_url", "created_at", "processing_time"}
    assert answer["preview_url"] == f"/preview/{SPEC_ID}"
    assert answer["spec_json"]["metadata"] == {"style": "futuristic"}
    assert app.calls[0][0] == "spec.generate"


@pytest.mark.parametrize(
    "body",
    [
        b"{", {}, {"prompt": ""}, {"prompt": 5}, {"prompt": "x", "constraints": "no list"},
        {"prompt": "x", "unknown": 1}, {"prompt": "x", "context": []}, [],
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_validation_error(door: Door, body: Any) -> None:
    status, _, answer = door(body)
    assert (status, answer["error_code"]) == (400, "VALIDATION_ERROR")
    assert set(answer) == {"detail", "error_code", "timestamp"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["timestamp"])


def test_a_null_in_an_optional_field_is_no_value(door: Door) -> None:
    assert (
        door({"prompt": "a chair", "style": None, "context": None, "constraints": None})[0] == 200
    )


@pytest.mark.parametrize("missing", ["X_API_Key", "Authorization"])
def test_both_key_and_token_are_wanted(door: Door, missing: str, app: Any) -> None:
    for value in (None, "wrong", "Bearer wrong"):
        status, _, answer = door(**{missing: value})
        assert (status, answer["error_code"]) == (401, "AUTHENTICATION_ERROR")
        assert set(answer) == {"detail", "error_code", "timestamp"}
    assert app.calls == []


def test_a_token_without_the_scope_may_not_design(door: Door, service: Service) -> None:
    reader = service.tokens.issue(TokenIssueRequest(client="reader")).secret
    status, _, answer = door(Authorization=f"Bearer {reader}")
    assert (status, answer["error_code"]) == (403, "AUTHORIZATION_ERROR")


def test_the_twenty_first_request_of_a_minute_is_told_when_to_come_back(door: Door) -> None:
    answers = [door() for _ in range(21)]
    assert [status for status, _, _ in answers] == [200] * 20 + [429]
    assert [int(found["x-ratelimit-remaining"]) for _, found, _ in answers] == [
        *range(19, -1, -1),
        0,
    ]
    _, found, answer = answers[-1]
    assert answer["detail"] == "Rate limit exceeded: 20 per minute"
    assert answer["error_code"] == "RATE_LIMIT_ERROR"
    assert 0 < int(found["retry-after"]) <= 61


def test_what_can_not_be_designed_is_the_clients_error_and_a_broken_provider_is_not(
    door: Door, app: Any
) -> None:
    def unknown(request: Any) -> Any:
        raise NotUnderstood("The composer does not know the thing.")

    def broken(request: Any) -> Any:
        raise Offline("The provider could not be reached.")

    app._spec_generate = unknown
    assert door()[0] == 400
    app._spec_generate = broken
    status, _, answer = door()
    assert (status, answer["error_code"]) == (500, "INTERNAL_ERROR")
    assert answer["detail"].startswith("LM inference failed: The provider could not be reached.")
    app._spec_generate = lambda request: 1 / 0
    status, _, answer = door()
    assert status == 500
    assert "ZeroDivision" not in json.dumps(answer)


def test_the_first_form_is_answered_in_the_first_form(door: Door, app: Any) -> None:
    status, found, answer = door({"prompt": "a chair"}, path="/generate")
    assert status == 200
    assert set(answer) == {"spec", "success", "message"}
    assert answer["success"] is True
    assert set(answer["spec"]) == {
        "design_type", "category", "materials", "dimensions", "features", "requirements",
    }  # fmt: skip
    assert found["x-ratelimit-remaining"] == "19"


def test_the_first_address_answers_in_the_second_form_to_what_is_asked_in_it(door: Door) -> None:
    status, _, answer = door(WANTED, path="/generate")
    assert (status, answer["spec_id"]) == (200, SPEC_ID)


def test_each_address_has_a_limit_of_its_own_and_wants_both_keys(door: Door) -> None:
    for _ in range(20):
        assert door()[0] == 200
    assert door()[0] == 429
    assert door(WANTED, path="/generate")[0] == 200
    assert door(WANTED, path="/generate", X_API_Key=None)[0] == 401


def test_another_method_is_refused_in_the_same_form(door: Door) -> None:
    door.connection.request("GET", "/api/v1/generate")
    response = door.connection.getresponse()
    answer = json.loads(response.read())
    assert response.status == 405
    assert set(answer) == {"detail", "error_code", "timestamp"}
