# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a job again with no model: its record answers, and every deviation is told.

A request is answered by the first recorded one, not used yet, that asks the same: provider,
purpose, texts, schema, number of pictures. Pictures themselves are not compared: another
machine draws another noise.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

from ...bridge.contract.errors import LL3MError, ReplayDiffers, error_from_wire
from ...bridge.contract.job import Usage
from ...bridge.contract.provider import ProviderInfo
from ...bridge.contract.version import Version
from .cancel import CancelToken
from .chat import ChatDelta, ChatDone, ChatRequest, Provider
from .recording import Scrub, question

__all__ = ["ReplayProviders", "Tape", "differences", "same_outcome"]

_EXCERPT = 60  # characters of each side around the first difference
#: Measurements of a version that no two runs share.
_UNSTEADY = ("seconds", "peak_memory")


def _asks(line: dict[str, Any]) -> str:
    """What of a request must be the same again, as one text."""
    kept = {
        "provider": line["provider"],
        "purpose": line["purpose"],
        "model": line["model"],
        "task": line["task"],
        "schema": line["json_schema"],
        "messages": [[m["role"], m["text"], len(m["images"])] for m in line["messages"]],
    }
    return json.dumps(kept, sort_keys=True, default=str)


def _first_difference(before: str, now: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), None)
    if at is None:
        at = min(len(before), len(now))
    start = max(0, at - 15)
    old, new = before[start : start + _EXCERPT], now[start : start + _EXCERPT]
    return f"at character {at + 1}, recorded {old!r}, now {new!r}"


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    """In words, the first thing that another request asks differently."""
    for name in ("provider", "purpose", "model"):
        if before[name] != now[name]:
            return f"{name} was {before[name]!r} and is {now[name]!r}"
    old, new = before["messages"], now["messages"]
    for number, (a, b) in enumerate(zip(old, new, strict=False), start=1):
        if a["role"] != b["role"]:
            return f"message {number} was the {a['role']}'s and is the {b['role']}'s"
        if a["text"] != b["text"]:
            return f"message {number} is another, {_first_difference(a['text'], b['text'])}"
        if len(a["images"]) != len(b["images"]):
            return f"message {number} had {len(a['images'])} pictures and has {len(b['images'])}"
    if len(old) != len(new):
        return f"there were {len(old)} messages and are {len(new)}"
    if before["json_schema"] != now["json_schema"]:
        return "another shape of answer is asked for"
    return "the task is another"


class Tape:
    """The calls of a record, given out once each. Thread-safe."""

    def __init__(self, lines: list[dict[str, Any]], scrub: Scrub) -> None:
        self._scrub = scrub
        self._lock = threading.Lock()
        self._calls = [line for line in lines if line["type"] == "call"]
        self._replies = {line["n"]: line for line in lines if line["type"] == "reply"}
        self._used: set[int] = set()
        self._asked = 0
        self.infos = [line for line in lines if line["type"] == "provider"]
        #: The first deviation; whoever swallowed it, the replay ends with it.
        self.deviation: ReplayDiffers | None = None

    @property
    def total(self) -> int:
        """How many calls the record holds."""
        return len(self._calls)

    @property
    def left(self) -> list[int]:
        """Numbers of the recorded calls that nobody has asked for."""
        return [line["n"] for line in self._calls if line["n"] not in self._used]

    def differ(self, what: str, **data: Any) -> ReplayDiffers:
        """The error for a deviation, remembered if it is the first."""
        error = ReplayDiffers(f"The replay differs {what}.", **data)
        self.deviation = self.deviation or error
        return error

    def take(self, provider: str, request: ChatRequest) -> dict[str, Any]:
        """The recorded reply to ``request``.

        Raises:
            ReplayDiffers: the record holds no such request, or no reply to it.
        """
        now = question(provider, request, self._scrub)
        wanted = _asks(now)
        with self._lock:
            self._asked += 1
            open_ = [line for line in self._calls if line["n"] not in self._used]
            found = next((line for line in open_ if _asks(line) == wanted), None)
            if found is None:
                raise self._no_such(now, open_)
            self._used.add(found["n"])
        reply = self._replies.get(found["n"])
        if reply is None:
            raise self.differ(f"at call {found['n']}: the record ends before its answer")
        return reply

    def _no_such(self, now: dict[str, Any], open_: list[dict[str, Any]]) -> ReplayDiffers:
        number = self._asked
        if not open_:
            return self.differ(
                f"at call {number}: the record holds {self.total} calls, and another "
                f"one is asked ({now['purpose']})",
                call=number,
            )
        # The one that is nearest in purpose tells most about what has changed.
        likely = next((each for each in open_ if each["purpose"] == now["purpose"]), open_[0])
        return self.differ(
            f"at call {number}: {_difference(likely, now)}", call=number, recorded_call=likely["n"]
        )


class ReplayProviders:
    """``core.chat.Providers`` out of a record."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape

    def get(self, name: str | None = None) -> Provider:
        """The provider as it was found then; raises ``ReplayDiffers`` if it was not."""
        for line in self._tape.infos:
            if line["asked"] == name:
                return _ReplayProvider(ProviderInfo.model_validate(line["info"]), self._tape)
        raise self._tape.differ(f"before a call: the provider {name!r} was not looked at")

    def list(self) -> list[ProviderInfo]:
        """All that were looked at."""
        found = {line["info"]["name"]: line["info"] for line in self._tape.infos}
        return [ProviderInfo.model_validate(info) for info in found.values()]


class _ReplayProvider:
    """``core.chat.Provider`` that says what it said before."""

    def __init__(self, info: ProviderInfo, tape: Tape) -> None:
        self._info = info
        self._tape = tape

    @property
    def name(self) -> str:
        """The recorded provider's."""
        return self._info.name

    def info(self) -> ProviderInfo:
        """As it was then."""
        return self._info

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """The recorded answer at once, or the recorded error; see ``core.chat.Provider``."""
        cancel.check()
        reply = self._tape.take(self.name, request)
        if reply.get("text"):
            yield ChatDelta(reply["text"])
        if reply.get("error"):
            raise error_from_wire(reply["error"])
        if reply.get("left_off"):
            raise self._tape.differ(f"behind call {reply['n']}: its answer was not read so far")
        usage = Usage.model_validate(reply["usage"])
        yield ChatDone(reply["model"], usage, reply["stop"], tuple(reply["notes"]))


# ---------------------------------------------------------------- what came of it


def differences(before: Version, now: Version) -> list[str]:
    """Names of what two versions should share and do not."""
    found = [
        name
        for name in ("source", "findings", "report", "notes", "score", "provider", "model", "kind")
        if getattr(before, name) != getattr(now, name)
    ]
    old, new = before.facts.model_dump(), now.facts.model_dump()
    found += [f"facts.{name}" for name in old if name not in _UNSTEADY and old[name] != new[name]]
    return found


def same_outcome(recorded: dict[str, Any] | None, tape: Tape, error: LL3MError | None) -> None:
    """Compare how the job ended then (its record's last line) and now.

    Raises:
        ReplayDiffers: the pipeline asked or ended otherwise.
    """
    if tape.deviation is not None:
        raise tape.deviation
    if recorded is None:
        return  # the first run was killed; there is nothing to compare with
    before = (recorded["error"] or {}).get("code")
    now = error.code if error is not None else None
    if before != now:
        ended = f"it failed then ({before})" if before else "it was done then"
        again = f"fails now ({now}): {error.message}" if error else "is done now"
        raise ReplayDiffers(f"The replay differs in its end: {ended} and {again}")
    if tape.left:
        raise ReplayDiffers(
            f"The replay differs: {tape.total} calls are recorded, and nobody asked for "
            f"number {', '.join(map(str, tape.left))}."
        )
