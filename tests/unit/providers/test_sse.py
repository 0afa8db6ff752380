# SPDX-License-Identifier: GPL-3.0-or-later
"""Streamed bodies read right however the network cuts them."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ll3m.bridge.contract.errors import ProviderError
from ll3m.ll3m_addon.providers import sse
from ll3m.ll3m_addon.providers.sse import lines, objects, sse_events

STREAM = (
    ': keep-alive\r\n\r\nevent: piece\r\nid: 7\r\nretry: 10\r\ndata: {"text":\r\ndata: "Größe ✓"}\r\n\r\n'
    'data:{"n": 1}\n\n\ndata: {"n": 2}\r\rdata: [DONE]\n\ndata: {"n": "after the end"}\n\n'
).encode()
WANTED = [
    ("piece", {"text": "Größe ✓"}),
    ("message", {"n": 1}),
    ("message", {"n": 2}),
    ("done", {}),
]


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """``data`` in pieces, cut at the places (which may coincide: empty pieces)."""
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(st.integers(0, 10_000), max_size=12))
def test_events_are_the_same_wherever_the_stream_is_cut(places: list[int]) -> None:
    assert list(objects(cut(STREAM, places))) == WANTED


def test_a_stream_that_comes_byte_by_byte_is_read() -> None:
    assert list(objects(STREAM[i : i + 1] for i in range(len(STREAM)))) == WANTED


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))),
    st.lists(st.integers(0, 10_000), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_lines_split_at_every_kind_of_line_end(
    texts: list[str], places: list[int], end: str
) -> None:
    data = "".join(text + end for text in texts).encode()
    assert [line.decode() for line in lines(cut(data, places))] == texts


def test_data_over_several_lines_is_joined_and_other_fields_are_passed_over() -> None:
    events = list(sse_events([b"data: a", b"data: b", b"foo: c", b":comment", b"data", b""]))
    assert [(event.name, event.data) for event in events] == [("message", "a\nb\n")]


def test_an_event_without_a_closing_blank_line_still_counts() -> None:
    assert list(objects([b'data: {"n": 1}'])) == [("message", {"n": 1})]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert list(objects([b'\xef\xbb\xbfdata: {"n": 1}\n\n'])) == [("message", {"n": 1})]
    assert list(objects([b'\xef\xbb\xbf{"n": 1}'])) == [("message", {"n": 1})]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_plain_json_answer_is_one_object(indent: int | None, end: str) -> None:
    value = {"choices": [{"message": {"content": "}\n{"}}], "list": [1, {"a": []}]}
    text = (json.dumps(value, indent=indent) + end).encode()
    assert list(objects(cut(text, [3, 17, 40]))) == [("message", value)]


def test_an_array_gives_its_objects() -> None:
    value = [{"n": 1}, {"n": 2}]
    wanted = [("message", item) for item in value]
    assert list(objects([json.dumps(value).encode()])) == wanted
    assert list(objects([json.dumps(value, indent=1).encode()])) == wanted


def test_lines_of_json_are_yielded_before_the_body_ends() -> None:
    def body():
        yield b'{"n": 1}\n{"n"'
        assert seen == [1], "the first line was whole before the second"
        yield b": 2}\n"

    seen: list[int] = []
    for _, value in objects(body()):
        seen.append(value["n"])
    assert seen == [1, 2]


def test_an_empty_body_gives_nothing() -> None:
    assert list(objects([b"", b"  \r\n"])) == []


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"<!doctype html><title>404</title>", "web page"),
        (b"data: {broken\n\n", "not JSON"),
        (b'{"choices": [', "ended early"),
        (b'data: {"a": ' + b"[" * 100_000 + b"\n\n", "not JSON"),
        (b"[" * 100_000, "ended early"),
    ],
)
def test_what_is_not_an_answer_is_an_error_that_says_so(body: bytes, word: str) -> None:
    with pytest.raises(ProviderError, match=word):
        list(objects([body]))


def _endless_line(_: pytest.MonkeyPatch) -> list[bytes]:
    return [b"data: "] + [b"x" * 1024] * 64


def _endless_body(_: pytest.MonkeyPatch) -> list[bytes]:
    return [b"data: {}\n\n" * 100] * 64


@pytest.mark.parametrize("make", [_endless_line, _endless_body])
def test_an_answer_without_an_end_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[pytest.MonkeyPatch], list[bytes]]
) -> None:
    monkeypatch.setattr(sse, "MAX_LINE", 10_000)
    monkeypatch.setattr(sse, "MAX_BODY", 30_000)
    with pytest.raises(ProviderError, match="end"):
        list(objects(make(monkeypatch)))


def test_white_space_before_an_answer_is_passed_over_but_not_for_ever() -> None:
    assert list(objects([b" \n"] * 100 + [b'{"n": 1}'])) == [("message", {"n": 1})]
    with pytest.raises(ProviderError, match="no end"):
        list(objects(b"\n" for _ in range(10_000)))


def test_a_long_line_in_small_pieces_is_read_in_good_time() -> None:
    value = {"text": "x" * 4_000_000}
    data = json.dumps(value).encode()
    began = time.monotonic()
    pieces = (data[i : i + 1400] for i in range(0, len(data), 1400))
    assert list(objects(pieces)) == [("message", value)]
    assert time.monotonic() - began < 2
