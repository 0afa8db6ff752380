# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider whose replies come from a file: for tests, corpora and replays.

The file is JSON (a list) or JSON lines. Each entry may hold

- ``match``: a regular expression searched in the last user text and the task's prompt;
- ``purpose``: the task's purpose it answers (``code``, ``repair`` …);
- ``needs``: expressions that must all be found somewhere in the request's messages, so
  that a fix is only given to who sent what a model would need to find it;
- ``reply`` (text, or any other JSON, sent as JSON) or ``reply_file`` (beside the script);
- ``error``: a code of the error tree, or an object with ``code``, ``message``, ``advice``,
  ``data``; with a reply as well, the answer breaks off behind it;
- ``chunk``: characters per piece (24); ``delay``: seconds before each piece (0);
- ``stop``: ``end`` (default) or ``length``.

Entries that fit answer in turn, each once; when all of them have, the last repeats.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.errors import ERRORS, InvalidRequest, LL3MError, ProviderError
from ...bridge.contract.job import Usage
from ...bridge.contract.provider import ProviderInfo
from ..core.cancel import CancelToken
from ..core.seams import ChatDelta, ChatDone, ChatRequest
from ..core.settings import ProviderSettings
from .pricing import price_of

__all__ = ["Entry", "Scripted", "read_script"]

_CHARS_PER_TOKEN = 4  # a round figure that tests can reckon with


class ScriptedError(BaseModel):
    """An error to raise."""

    model_config = ConfigDict(extra="forbid")

    code: str
    message: str = "The script says so."
    advice: str = ""
    data: dict[str, Any] = {}

    def build(self) -> LL3MError:
        """The error itself."""
        return ERRORS[self.code](self.message, advice=self.advice, **self.data)


class Entry(BaseModel):
    """One reply; the module's docstring says what the fields mean."""

    model_config = ConfigDict(extra="forbid")

    match: re.Pattern[str] | None = None
    purpose: str | None = None
    needs: list[re.Pattern[str]] = []
    reply: Any = None
    reply_file: str | None = None
    error: ScriptedError | str | None = None
    chunk: int = Field(default=24, ge=1)
    delay: float = Field(default=0.0, ge=0)
    stop: Literal["end", "length"] = "end"

    def fits(self, request: ChatRequest) -> bool:
        """Whether this entry answers ``request``."""
        task = request.task
        if self.purpose is not None and self.purpose != task.purpose:
            return False
        asked = next((m.text for m in reversed(request.messages) if m.role == "user"), "")
        if self.match and not (self.match.search(asked) or self.match.search(task.prompt)):
            return False
        said = "\n".join(message.text for message in request.messages)
        return all(need.search(said) for need in self.needs)

    def text(self, folder: Path) -> str:
        """The reply's text."""
        if self.reply_file is not None:
            return (folder / self.reply_file).read_text(encoding="utf-8")
        if self.reply is None:
            return ""
        return self.reply if isinstance(self.reply, str) else json.dumps(self.reply)

    def failure(self) -> LL3MError | None:
        """The error to raise behind the reply, if any."""
        if isinstance(self.error, str):
            return ScriptedError(code=self.error).build()
        return self.error.build() if self.error else None


def read_script(path: Path) -> list[Entry]:
    """Read a file of replies.

    Raises:
        InvalidRequest: it can't be read, or an entry does not fit.
    """
    try:
        text = path.read_text(encoding="utf-8")
        if text.lstrip().startswith("["):
            rows = json.loads(text)
        else:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
        entries = [Entry.model_validate(row) for row in rows]
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequest(
            f"The script {path} has an entry that does not fit: {first['loc']}: {first['msg']}."
        ) from error
    except (OSError, ValueError) as error:
        raise InvalidRequest(f"The script {path} can't be read: {error}.") from error
    for entry in entries:
        code = entry.error.code if isinstance(entry.error, ScriptedError) else entry.error
        if code is not None and code not in ERRORS:
            raise InvalidRequest(f"The script {path} names an unknown error code {code!r}.")
    return entries


class Scripted:
    """Answers from a file. Thread-safe; entries are used up across all chats of one instance."""

    def __init__(self, name: str, settings: ProviderSettings) -> None:
        self._name = name
        self._settings = settings
        self._lock = threading.Lock()
        self._entries: list[Entry] | None = None
        self._used: set[int] = set()

    @property
    def name(self) -> str:
        """The name in the settings."""
        return self._name

    def info(self) -> ProviderInfo:
        """Describe it; not ready when the file can't be used."""
        reason = ""
        try:
            self._load()
        except LL3MError as error:
            reason = error.message
        return ProviderInfo(
            name=self._name,
            label=self._settings.label or self._name,
            local=True,
            is_model=True,
            model=self._settings.model or "scripted",
            ready=not reason,
            reason=reason,
            vision=bool(self._settings.vision),
            structured=bool(self._settings.structured),
        )

    def _load(self) -> list[Entry]:
        with self._lock:
            if self._entries is None:
                self._entries = read_script(Path(self._settings.script))
            return self._entries

    def _choose(self, request: ChatRequest) -> Entry:
        entries = self._load()
        with self._lock:
            fitting = [n for n, entry in enumerate(entries) if entry.fits(request)]
            if not fitting:
                raise ProviderError(
                    f"The script has no reply for {request.task.purpose!r}: "
                    f"{request.task.prompt[:120]!r}.",
                    advice="Add an entry that fits the request.",
                )
            chosen = next((n for n in fitting if n not in self._used), fitting[-1])
            self._used.add(chosen)
            return entries[chosen]

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """Yield the reply in pieces, then one ``ChatDone``; see ``core.seams.Provider``."""
        began = time.monotonic()
        cancel.check()
        entry = self._choose(request)
        text = entry.text(Path(self._settings.script).parent)
        for start in range(0, len(text), entry.chunk):
            if entry.delay:
                cancel.wait(entry.delay)
            cancel.check()
            yield ChatDelta(text[start : start + entry.chunk])
        failure = entry.failure()
        if failure is not None:
            raise failure
        model = request.model or self._settings.model or "scripted"
        sent = sum(len(message.text) for message in request.messages) // _CHARS_PER_TOKEN
        given = len(text) // _CHARS_PER_TOKEN
        usage = Usage(
            calls=1,
            input_tokens=sent,
            output_tokens=given,
            cost=price_of(self._settings, model, local=True).cost(sent, given),
            seconds=time.monotonic() - began,
        )
        yield ChatDone(model, usage, entry.stop)
