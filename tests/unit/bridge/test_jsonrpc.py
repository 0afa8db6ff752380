# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON-RPC 2.0: each example of the specification, and what it leaves open."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from ll3m.bridge.contract import operation
from ll3m.bridge.contract.errors import NotFound, ParseError, UnknownOperation
from ll3m.bridge.server import jsonrpc


class Desk:
    """Answers the specification's own methods; remembers what was called."""

    def __init__(self) -> None:
        self.called: list[tuple[str, Any]] = []

    async def __call__(self, method: str, params: dict[str, Any]) -> bytes:
        self.called.append((method, params))
        if method == "subtract":
            return str(params["minuend"] - params["subtrahend"]).encode()
        if method == "get_data":
            return b'["hello",5]'
        if method in ("update", "notify_hello", "notify_sum", "sum", "system.version"):
            return b"19"
        if method == "missing":
            raise NotFound("There is no such thing.")
        raise UnknownOperation(f"There is no operation {method!r}.")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def ask(desk: Desk, text: str | bytes) -> Any:
    answer = asyncio.run(jsonrpc.handle(text, desk))
    return None if answer is None else json.loads(answer)


def slim(answer: Any) -> Any:
    """The answer without messages and data, which the specification leaves open."""
    if isinstance(answer, list):
        return [slim(each) for each in answer]
    if isinstance(answer, dict) and "error" in answer:
        return {**answer, "error": answer["error"]["code"]}
    return answer


def error(code: int, request_id: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "error": code, "id": request_id}


def result(value: Any, request_id: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "result": value, "id": request_id}


# The specification's examples, in its order (section 7). Positional parameters are mapped to
# names by the contract, which knows no `subtract`; they have a test of their own below.
EXAMPLES: list[tuple[str, str, Any]] = [
    (
        "named parameters",
        '{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}',
        result(19, 3),
    ),
    (
        "named parameters in another order",
        '{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}',
        result(19, 4),
    ),
    ("a notification", '{"jsonrpc": "2.0", "method": "update", "params": {"a": 1}}', None),
    ("a notification of nothing known", '{"jsonrpc": "2.0", "method": "foobar"}', None),
    (
        "a method that does not exist",
        '{"jsonrpc": "2.0", "method": "foobar", "id": "1"}',
        error(-32601, "1"),
    ),
    (
        "invalid JSON",
        '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]',
        error(-32700),
    ),
    ("an invalid request", '{"jsonrpc": "2.0", "method": 1, "params": "bar"}', error(-32600)),
    (
        "a batch of invalid JSON",
        '[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method"',
        error(-32700),
    ),
    ("an empty batch", "[]", error(-32600)),
    ("an invalid batch that is not empty", "[1]", [error(-32600)]),
    ("an invalid batch", "[1,2,3]", [error(-32600)] * 3),
    (
        "a mixed batch",
        """[
        {"jsonrpc": "2.0", "method": "sum", "params": {"a": 1}, "id": "1"},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": {"a": 7}},
        {"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
        ]""",
        [
            result(19, "1"),
            result(19, "2"),
            error(-32600),
            error(-32601, "5"),
            result(["hello", 5], "9"),
        ],
    ),
    (
        "a batch of notifications",
        '[{"jsonrpc": "2.0", "method": "notify_sum"}, {"jsonrpc": "2.0", "method": "notify_hello"}]',
        None,
    ),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_each_example_of_the_specification(desk: Desk, text: str, wanted: Any) -> None:
    assert slim(ask(desk, text)) == wanted


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ([], {}),
        (["x = 1"], {"source": "x = 1"}),
        (["x", "5.0"], {"source": "x", "blender_version": "5.0"}),
    ],
)
def test_positional_parameters_follow_the_order_of_the_contract(
    params: list[Any], wanted: dict[str, Any]
) -> None:
    seen: list[dict[str, Any]] = []

    async def call(method: str, named: dict[str, Any]) -> bytes:
        seen.append(named)
        return b"1"

    message = {"jsonrpc": "2.0", "method": "code.check", "params": params, "id": 1}
    asyncio.run(jsonrpc.handle(json.dumps(message), call))
    assert seen == [wanted]


def test_too_many_positional_parameters_are_invalid(desk: Desk) -> None:
    text = '{"jsonrpc":"2.0","method":"system.version","params":[1],"id":1}'
    assert slim(ask(desk, text)) == error(-32602, 1)
    assert desk.called == []


@pytest.mark.parametrize("request_id", ["", "x", 0, -1, 7, 1.5, 2**60, None])
def test_ids_of_every_allowed_type_come_back(desk: Desk, request_id: Any) -> None:
    message = {"jsonrpc": "2.0", "method": "update", "id": request_id}
    assert ask(desk, json.dumps(message)) == result(19, request_id)


@pytest.mark.parametrize("request_id", [True, False, {}, [], {"a": 1}])
def test_ids_of_other_types_are_refused_with_id_null(desk: Desk, request_id: Any) -> None:
    message = {"jsonrpc": "2.0", "method": "update", "id": request_id}
    assert slim(ask(desk, json.dumps(message))) == error(-32600)
    assert desk.called == []


@pytest.mark.parametrize(
    "members",
    [
        {"method": "update", "id": 1},
        {"jsonrpc": "1.0", "method": "update", "id": 1},
        {"jsonrpc": 2.0, "method": "update", "id": 1},
        {"jsonrpc": "2.0", "id": 1},
        {"jsonrpc": "2.0", "method": None, "id": 1},
        {"jsonrpc": "2.0", "method": "update", "params": None, "id": 1},
        {"jsonrpc": "2.0", "method": "update", "params": 7, "id": 1},
    ],
)
def test_malformed_requests_keep_their_id(desk: Desk, members: dict[str, Any]) -> None:
    assert slim(ask(desk, json.dumps(members))) == error(-32600, 1)
    assert desk.called == []


def test_a_malformed_request_without_id_is_answered_with_id_null(desk: Desk) -> None:
    assert slim(ask(desk, '{"jsonrpc":"2.0","params":[]}')) == error(-32600)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"nonsense",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":1,"a":2}',
        b'\xef\xbb\xbf{"jsonrpc":"2.0","method":"update","id":1}',
        b'{"jsonrpc":"2.0","method":"\xff","id":1}',
        b'{"jsonrpc":"2.0","method":"\\ud800","id":1}',
        '{"jsonrpc":"2.0","method":"update","id":1}'.encode("utf-16"),
        b'{"jsonrpc":"2.0","method":"update","id":' + b"9" * 100_000 + b"}",
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"jsonrpc":"2.0","method":"update","id":1,"params":' + b"[" * 70 + b"]" * 70 + b"}",
        b'{"a":' * 50_000,
        b'"' + b'\\"[' * 100_000,
        b'{"jsonrpc":"2.0","method":"update","id":1} trailing',
        b"'single'",
        b"\x00",
    ],
)
def test_garbage_is_a_parse_error_and_quickly_so(desk: Desk, text: bytes) -> None:
    assert slim(ask(desk, text)) == error(-32700)
    assert desk.called == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b'{"a":', "expecting value at character 6"),
        (b"", "is empty"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b'{"a":' + b"9" * 10_000 + b"}", "too many digits"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_parse_error_says_what_is_wrong_and_where(text: bytes, told: str) -> None:
    with pytest.raises(ParseError) as caught:
        jsonrpc.parse(text)
    assert told in caught.value.message


def test_a_name_longer_than_any_is_not_sent_back() -> None:
    with pytest.raises(UnknownOperation) as caught:
        operation("a" * 1_000_000)
    assert len(caught.value.message) < 200


def test_brackets_in_strings_do_not_count_as_nesting(desk: Desk) -> None:
    source = '[{"' * 1000
    message = {"jsonrpc": "2.0", "method": "update", "params": {"source": source}, "id": 1}
    assert ask(desk, json.dumps(message)) == result(19, 1)


def test_many_brackets_side_by_side_are_not_deep(desk: Desk) -> None:
    message = {"jsonrpc": "2.0", "method": "update", "params": {"a": [[]] * 5000}, "id": 1}
    assert ask(desk, json.dumps(message)) == result(19, 1)


def test_a_whole_number_with_a_point_is_an_integer(desk: Desk) -> None:
    text = '{"jsonrpc":"2.0","method":"update","params":{"a":56.0,"b":1e2,"c":0.5},"id":1}'
    ask(desk, text)
    ((_, params),) = desk.called
    assert [type(value) for value in params.values()] == [int, int, float]


def test_a_paired_surrogate_escape_is_a_character(desk: Desk) -> None:
    text = '{"jsonrpc":"2.0","method":"update","params":{"a":"\\ud83e\\ude91"},"id":1}'
    assert ask(desk, text) == result(19, 1)
    assert desk.called == [("update", {"a": "\N{CHAIR}"})]


def test_a_batch_has_a_limit(desk: Desk) -> None:
    batch = [{"jsonrpc": "2.0", "method": "update"}] * (jsonrpc.MAX_BATCH + 1)
    assert slim(ask(desk, json.dumps(batch))) == error(-32600)
    assert desk.called == []


def test_the_calls_of_a_batch_run_in_its_order(desk: Desk) -> None:
    batch = [{"jsonrpc": "2.0", "method": "update", "params": {"n": n}, "id": n} for n in range(20)]
    assert [each["id"] for each in ask(desk, json.dumps(batch))] == list(range(20))
    assert [params["n"] for _, params in desk.called] == list(range(20))


def test_errors_carry_their_wire_form(desk: Desk) -> None:
    answer = ask(desk, '{"jsonrpc":"2.0","method":"missing","id":"é"}')
    assert answer["id"] == "é"
    assert answer["error"]["code"] == NotFound.rpc_code
    assert answer["error"]["data"] == NotFound("There is no such thing.").to_wire()


def test_a_failing_notification_is_silent_even_in_a_batch(desk: Desk) -> None:
    batch = [{"jsonrpc": "2.0", "method": "missing"}, {"jsonrpc": "2.0", "method": "foobar"}]
    assert ask(desk, json.dumps(batch)) is None
    assert [name for name, _ in desk.called] == ["missing", "foobar"]
