# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a model: streams, counts, stops; and gets a typed result out of its JSON, with one re-ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ...bridge.contract.errors import BudgetReached, ModelRefused, ProviderError
from ..core.jobs import JobContext
from ..core.seams import ChatDelta, ChatDone, ChatRequest, Message, Provider
from ..providers.cache import forget
from .prompting import prompt, quote
from .tolerant import CutOff, Unreadable, read_json

__all__ = ["Reply", "again", "ask_json", "ask_text", "closed_schema", "left"]

T = TypeVar("T", bound=BaseModel)
#: Characters of a useless answer that go back with the re-ask.
_SHOWN = 6000
#: An answer that was cut off may be longer the second time, up to this many tokens.
_MOST_TOKENS = 32_768
#: Keywords of JSON Schema that every structured-output service takes.
_KEPT = frozenset(("type", "enum", "description", "items", "properties", "required", "anyOf"))


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer as text."""

    text: str
    model: str
    stop: str
    notes: tuple[str, ...] = ()


def left(job: JobContext, budget: float | None) -> float | None:
    """US dollars of the job's budget that are not spent yet; None where there is no budget."""
    return None if budget is None else max(0.0, budget - job.job.usage.cost)


def ask_text(
    provider: Provider, request: ChatRequest, job: JobContext, *, aloud: bool = True
) -> Reply:
    """Ask once. ``request.budget`` is the whole job's: what was spent is taken off here.

    ``aloud`` streams the text into the job's events.

    Raises:
        ModelRefused: it declined.
        ProviderError: and its subclasses; BudgetReached, Cancelled.
    """
    job.cancel.check()
    request = replace(request, budget=left(job, request.budget))
    pieces: list[str] = []
    done: ChatDone | None = None
    for item in provider.chat(request, job.cancel):
        if isinstance(item, ChatDelta):
            if item.restart:
                pieces.clear()
            pieces.append(item.text)
            if aloud:
                job.text(item.text)
        else:
            done = item
    job.flush_text()
    if done is None:
        raise ProviderError(f"{provider.name} ended its answer without saying so.")
    job.used(done.usage)
    text = "".join(pieces)
    if done.stop == "refusal":
        raise ModelRefused(f"{done.model} declined to answer.", answer=text[:400])
    return Reply(text, done.model, done.stop, done.notes)


def again(request: ChatRequest, reply: Reply, problem: str, name: str = "again") -> ChatRequest:
    """The re-ask: the same question, the useless answer, and what is wrong with it."""
    shown = reply.text if len(reply.text) <= _SHOWN else f"{reply.text[:_SHOWN]}\n[shortened]"
    more = request.max_tokens
    if reply.stop == "length":
        more = min(2 * more, max(_MOST_TOKENS, more))
    return replace(
        request,
        messages=(
            *request.messages,
            Message("assistant", shown or "(empty)"),
            Message("user", prompt(name, problem=quote("problems", problem))),
        ),
        max_tokens=more,
    )


def ask_json(
    provider: Provider,
    request: ChatRequest,
    model: type[T],
    job: JobContext,
    complaint: Callable[[T], str] | None = None,
) -> T:
    """Ask for JSON of the shape of ``model``; once more where the answer is of no use.

    Decoding is held to the schema where the provider can. ``complaint`` says in words what is
    wrong with a result that has the right shape (empty: nothing); if the second answer is still
    complained of it is returned all the same, for the caller to mend or to leave.

    Raises:
        ProviderError: neither answer could be read; and its subclasses; BudgetReached, Cancelled.
    """
    if provider.info().structured:
        request = replace(request, schema=closed_schema(model))
    reply = ask_text(provider, request, job, aloud=False)
    result, problem = _read(reply, model)
    if result is not None and complaint is not None:
        problem = complaint(result)
    if not problem:
        assert result is not None
        return result
    forget(provider, request)
    job.note(f"The {request.task.purpose} is asked for again: {problem}")
    try:
        reply = ask_text(provider, again(request, reply, problem), job, aloud=False)
    except (ProviderError, BudgetReached):
        if result is not None:
            return result
        raise
    second, problem = _read(reply, model)
    if second is not None:
        return second
    if result is not None:
        return result
    raise ProviderError(
        f"The answer to {request.task.purpose!r} could not be read: {problem}",
        advice="Choose a model that answers in JSON, or a lower quality.",
        answer=reply.text[:400],
    )


def _read(reply: Reply, model: type[T]) -> tuple[T | None, str]:
    """The result, or what is wrong with the answer."""
    try:
        value = read_json(reply.text)
        if isinstance(value, list):
            value = _named(value, model)
        return model.model_validate(value), ""
    except CutOff:
        return None, "The answer was cut off. Answer again, shorter, as one JSON object."
    except Unreadable as error:
        return None, f"Your answer can't be read: {error}. Answer with one JSON object only."
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole"
        return None, f"{place}: {first['msg']}. Answer with the whole JSON object again."


def _named(value: list[Any], model: type[BaseModel]) -> Any:
    """A bare list as the model's only list field; a list of one object as that object."""
    if len(value) == 1 and isinstance(value[0], dict) and set(value[0]) & set(model.model_fields):
        return value[0]
    lists = [name for name, field in model.model_fields.items() if "list" in str(field.annotation)]
    return {lists[0]: value} if lists else value


def closed_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The model's JSON Schema as every service's strict mode takes it.

    References are written out, objects closed, every property required, limits left to the
    validation behind.
    """
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})

    def close(node: Any) -> Any:
        if isinstance(node, list):
            return [close(each) for each in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return close(definitions[node["$ref"].rpartition("/")[2]])
        kept = {key: value for key, value in node.items() if key in _KEPT}
        if "const" in node:
            kept["enum"] = [node["const"]]
        for key in ("items", "anyOf"):
            if key in kept:
                kept[key] = close(kept[key])
        if kept.get("type") == "object" or "properties" in kept:
            properties = {key: close(each) for key, each in kept.get("properties", {}).items()}
            kept |= {
                "type": "object", "properties": properties, "required": list(properties),
                "additionalProperties": False,
            }  # fmt: skip
        return kept

    return close(schema)
