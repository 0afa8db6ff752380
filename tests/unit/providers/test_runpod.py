# SPDX-License-Identifier: GPL-3.0-or-later
"""RunPod's jobs against a real server on loopback: submit, ask, take, cancel."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    Cancelled,
    LL3MError,
    ProviderError,
    ProviderTimeout,
    TooLong,
    WrongKey,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import Message
from ll3m.ll3m_addon.providers import runpod
from ll3m.ll3m_addon.providers.http_provider import Answer
from ll3m.ll3m_addon.providers.runpod import output_text

from .conftest import OpenOne, Wire, answer_json, ask

SUBMITTED = answer_json({"id": "job-1/x", "status": "IN_QUEUE"})


def status(name: str, **more: Any) -> Any:
    return answer_json({"id": "job-1/x", "status": name, **more})


@pytest.fixture
def pod(wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch) -> OpenOne:
    monkeypatch.setattr(runpod, "_FIRST_WAIT", 0.001)
    monkeypatch.setenv("A_KEY", "runpod-key-1")

    def open_one(**settings: Any) -> Any:
        settings = {"model": "", "key": "env:A_KEY", "base_url": f"{wire.url}/v2/abc", **settings}
        return provider(type="runpod", **settings)

    return open_one


def test_a_job_is_submitted_asked_after_and_taken(wire: Wire, pod: OpenOne) -> None:
    output = [{"choices": [{"tokens": ["import ", "bpy"]}], "usage": {"input": 5, "output": 3}}]
    wire.plan(
        SUBMITTED, status("IN_QUEUE"), status("IN_PROGRESS"), status("COMPLETED", output=output)
    )
    said, end = ask(pod())
    assert said == "import bpy"
    assert (end.model, end.usage.input_tokens, end.usage.output_tokens) == ("abc", 5, 3)
    paths = [(request.method, request.path) for request in wire.requests]
    assert paths == [("POST", "/v2/abc/run")] + [("GET", "/v2/abc/status/job-1%2Fx")] * 3
    assert {r.headers["authorization"] for r in wire.requests} == {"Bearer runpod-key-1"}


def test_the_input_serves_plain_and_vllm_workers_alike(wire: Wire, pod: OpenOne) -> None:
    wire.plan(status("COMPLETED", output="x"))
    messages = (Message("system", "rules"), Message("user", "chair"))
    ask(pod(model="m"), messages=messages, max_tokens=9, temperature=0.5)
    assert wire.requests[0].body == {
        "input": {
            "prompt": "chair",
            "history": [{"role": "system", "content": "rules"}],
            "messages": [
                {"role": "system", "content": "rules"}, {"role": "user", "content": "chair"},
            ],
            "sampling_params": {"max_tokens": 9, "temperature": 0.5},
            "model": "m",
        }
    }  # fmt: skip


COMPLETION = {
    "choices": [{"message": {"content": "x"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 1, "completion_tokens": 2},
}


@pytest.mark.parametrize(
    "output",
    [
        "x",
        {"text": "x"},
        {"status": "success", "output": {"content": "x"}},
        {"message": {"role": "assistant", "content": "x"}},
        COMPLETION,
        [COMPLETION],
        [{"choices": [{"delta": {"content": "x"}}]}, {"choices": [{"delta": {}}]}],
        {"response": ["x"]},
    ],
)
def test_text_is_found_in_every_common_shape_of_output(output: Any) -> None:
    assert output_text(output, Answer("m")) == "x"


@pytest.mark.parametrize("output", [None, 3, {}, [], {"files": 1}])
def test_output_without_text_is_an_error(wire: Wire, pod: OpenOne, output: Any) -> None:
    wire.plan(status("COMPLETED", output=output))
    with pytest.raises(ProviderError, match="nothing"):
        ask(pod())


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (status("FAILED", error="CUDA out of memory"), ProviderError),
        (status("TIMED_OUT"), ProviderTimeout),
        (status("COMPLETED", output={"error": "prompt is too long"}), TooLong),
        (status("COMPLETED", output={"status": "error", "message": "no"}), ProviderError),
        (answer_json({"error": "bad"}, 401), WrongKey),
    ],
)
def test_a_job_that_fails_is_an_error(
    wire: Wire, pod: OpenOne, answer: Any, error: type[LL3MError]
) -> None:
    wire.plan(answer)
    with pytest.raises(LL3MError) as caught:
        ask(pod())
    assert type(caught.value) is error
    assert [request.path for request in wire.requests] == ["/v2/abc/run"]


def test_cancelling_cancels_the_job_at_the_provider(wire: Wire, pod: OpenOne) -> None:
    cancel = CancelToken()

    def cancel_now(connection: Any) -> None:
        status("IN_PROGRESS")(connection)
        threading.Timer(0.02, cancel.cancel).start()

    wire.plan(SUBMITTED, cancel_now, *[status("IN_PROGRESS")] * 50)
    wire.answers += [status("CANCELLED")]
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(pod(), cancel=cancel)
    assert time.monotonic() - began < 1
    assert (wire.requests[-1].method, wire.requests[-1].path) == (
        "POST",
        "/v2/abc/cancel/job-1%2Fx",
    )


def test_a_job_that_takes_too_long_is_cancelled_and_a_timeout(wire: Wire, pod: OpenOne) -> None:
    wire.plan(SUBMITTED, *[status("IN_PROGRESS")] * 100)
    with pytest.raises(ProviderTimeout):
        ask(pod(), deadline=time.monotonic() + 0.05)
    assert wire.requests[-1].path.startswith("/v2/abc/cancel/")


def test_an_endpoint_needs_no_model_to_be_ready(pod: OpenOne) -> None:
    assert pod().info().ready
