# SPDX-License-Identifier: GPL-3.0-or-later
"""How many conversations with a model end in a running version, and what each mechanism adds.

    python scripts/bench/conversations.py [--only NAME] [--modes all …] [--verbose]

The corpus (``tests/blender/pipeline/conversations``) holds answers as models give them: good,
broken, old API, lazy, in another language, with instructions hidden in them. Its models know
nothing by themselves: a corrected script is given only to a request that holds what a model
would need to write it. Everything else is real: check, jail, Blender, library.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

try:
    import ll3m  # noqa: F401
except ImportError:  # a checkout that is not installed
    _link = Path(tempfile.mkdtemp()) / "ll3m"
    _link.symlink_to(Path(__file__).resolve().parents[2])
    sys.path.append(str(_link.parent))

from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import ERRORS, ProviderError
from ll3m.bridge.contract.job import Usage
from ll3m.bridge.contract.provider import ProviderInfo
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Provider
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app
from ll3m.ll3m_addon.sandbox import validator

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "blender" / "pipeline" / "conversations"
MODES = ("all", "migrations", "retrieval", "repair")
ME = Caller("bench")
#: Limits of a trial here: what runs endlessly should not be waited for.
LIMITS = {"seconds": 4.0, "faces": 200_000}
CHARS_PER_TOKEN = 4
#: What the corpus' models answer where a conversation says nothing of its own.
ANSWERS = {
    "plan": '{{"summary": "{prompt}", "size": [1, 1, 1], "parts": [{{"name": "Body", "purpose": '
    '"the whole", "size": [1, 1, 1], "position": "on the ground", "count": 1, "material": "Plain"}}],'
    ' "materials": [{{"name": "Plain", "look": "grey"}}], "order": ["Body"], "techniques": [],'
    ' "views": ["front"]}}',
    "critique": '{{"faults": []}}',
    "verify": '{{"checks": [], "broken": [], "kept": [], "better": "after"}}',
    "score": '{{"score": 7, "reasons": ["recognisable"]}}',
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of a model: a text, or its first script with pieces replaced."""

    purpose: str
    needs: tuple[re.Pattern[str], ...] = ()
    text: str | None = None
    replace: tuple[tuple[str, str], ...] = ()
    says: str = ""
    stop: str = "end"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A wish, and a model that answers it."""

    name: str
    group: str
    style: str
    prompt: str
    replies: tuple[Reply, ...]
    quality: str = "draft"
    expect: str = "version"
    feedback: str = ""
    first: str = ""


def read_corpus(folder: Path = CORPUS) -> list[Conversation]:
    """All conversations, by file and in their order."""
    found: list[Conversation] = []
    for path in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["conversation"]:
            replies = tuple(_reply(each) for each in row.pop("reply"))
            found.append(Conversation(group=path.stem, replies=replies, **row))
    return found


def _reply(row: dict[str, Any]) -> Reply:
    needs = tuple(re.compile(each) for each in row.pop("needs", ()))
    pairs = tuple((old, new) for old, new in row.pop("replace", ()))
    return Reply(needs=needs, replace=pairs, **row)


@dataclass(slots=True)
class Model:
    """A conversation's model; ``core.seams.Provider``. Without ``repairs`` it answers once only."""

    conversation: Conversation
    repairs: bool = True
    sees: bool = False
    used: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The style it writes in."""
        return self.conversation.style

    def info(self) -> ProviderInfo:
        """A model on this machine that is held to no schema."""
        return ProviderInfo(
            name=self.name, label=self.name, local=True, is_model=True, model=self.name, ready=True,
            vision=self.sees,
        )  # fmt: skip

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """The answer whose needs the request meets; else the same useless one again."""
        cancel.check()
        purpose = request.task.purpose
        self.asked.append(purpose)
        again = any(message.role == "assistant" for message in request.messages)
        if again and not self.repairs and purpose in ("code", "repair"):
            raise ProviderError("Nothing is repaired in this measurement.")
        reply = self._choose(request)
        if reply is not None and reply.error:
            raise ERRORS[reply.error]("The script says so.")
        text = self._text(request, reply)
        for start in range(0, len(text), 200):
            yield ChatDelta(text[start : start + 200])
        sent = sum(len(message.text) for message in request.messages) // CHARS_PER_TOKEN
        usage = Usage(calls=1, input_tokens=sent, output_tokens=len(text) // CHARS_PER_TOKEN)
        yield ChatDone(self.name, usage, reply.stop if reply else "end")

    def _choose(self, request: ChatRequest) -> Reply | None:
        """The first answer not given yet that fits; else the last that was given and fits."""
        told = "\n".join(message.text for message in request.messages)
        replies = self.conversation.replies
        with self.lock:
            fitting = [
                number
                for number, each in enumerate(replies)
                if each.purpose == request.task.purpose and all(n.search(told) for n in each.needs)
            ]
            if not fitting:
                return None
            chosen = next((n for n in fitting if n not in self.used), fitting[-1])
            self.used.add(chosen)
            return replies[chosen]

    def _text(self, request: ChatRequest, reply: Reply | None) -> str:
        purpose = request.task.purpose
        if reply is None and purpose in ANSWERS:
            return ANSWERS[purpose].format(prompt=request.task.prompt[:80].replace('"', "'"))
        if reply is None:
            return self._first()
        if reply.text is not None:
            return reply.text
        script = self._first()
        for old, new in reply.replace:
            if old not in script:
                raise ValueError(f"{self.conversation.name}: {old!r} is not in the first script")
            script = script.replace(old, new)
        return f"{reply.says}\n{script}" if reply.says else script

    def _first(self) -> str:
        """The script that it gives without knowing anything."""
        texts = (
            each.text
            for each in self.conversation.replies
            if each.purpose == "code" and not each.needs and each.text is not None
        )
        return next(texts, "Could you show me the script?")


@dataclass(frozen=True, slots=True)
class OneModel:
    """``core.seams.Providers`` with one model in it."""

    model: Model

    def get(self, name: str | None = None) -> Provider:  # noqa: ARG002 -- the protocol's
        """The model."""
        return self.model

    def list(self) -> list[ProviderInfo]:
        """The model."""
        return [self.model.info()]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a conversation ended: ``version`` or an error's code."""

    conversation: Conversation
    end: str
    calls: int
    seconds: float
    message: str = ""
    score: float | None = None
    asset_id: str = ""

    @property
    def right(self) -> bool:
        """It ended as it should."""
        return self.end == self.conversation.expect


class Bench:
    """One product for all conversations: its jail stays warm."""

    caller = ME

    def __init__(self, library: Path, program: str = "") -> None:
        settings = Settings(library=library, cache=False, limits=LIMITS, jobs=1)  # type: ignore[arg-type]
        self.app = build_app(settings, program=program)
        self._maker: Any = self.app.maker

    def close(self) -> None:
        """Let go of everything."""
        self.app.close()

    def run(self, conversation: Conversation, mode: str = "all") -> Outcome:
        """One conversation, with everything or without one mechanism."""
        app = self.app
        model = Model(conversation, repairs=mode != "repair")
        app.providers = OneModel(model)
        app.maker = self._maker
        if mode == "retrieval":
            app.maker = replace(self._maker, knowledge=None)
        with _without_migrations() if mode == "migrations" else _as_it_is():
            began = time.perf_counter()
            job = self._job(conversation)
            seconds = time.perf_counter() - began
        if job.error is not None:
            message = job.error.message
            return Outcome(conversation, job.error.code, len(model.asked), seconds, message)
        made: Any = app.call("version.get", {"asset_id": job.asset_id, "number": job.version}, ME)
        score = made.version.report.score
        return Outcome(conversation, "version", len(model.asked), seconds, "", score, job.asset_id)

    def _job(self, conversation: Conversation) -> Any:
        options = {"quality": conversation.quality, "preview": 0}
        if conversation.feedback:
            made = self._first_version(conversation)
            change = {"asset_id": made, "feedback": conversation.feedback, **options}
            job: Any = self.app.call("asset.refine", change, ME)
        else:
            job = self.app.call("asset.generate", {"prompt": conversation.prompt, **options}, ME)
        while job.state in ("queued", "running"):
            job = self.app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
        return job

    def _first_version(self, conversation: Conversation) -> str:
        """The version that a change starts from, made the same way by a model that just gives it."""
        reply = Reply("code", text=f"```python\n{conversation.first}\n```")
        start = replace(conversation, feedback="", replies=(reply,), quality="draft")
        before = self.app.providers
        self.app.providers = OneModel(Model(start))
        job = self._job(start)
        self.app.providers = before
        if job.asset_id is None:
            raise ValueError(f"{conversation.name}: its first script fails: {job.error}")
        return job.asset_id


@contextmanager
def _without_migrations() -> Iterator[None]:
    def leave(source: str, *_: object) -> tuple[str, list[Any]]:
        return source, []

    with mock.patch.object(validator.migrations, "migrate", leave):
        yield


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


def share(outcomes: Sequence[Outcome]) -> float:
    """Of those that should end in a version, how many do; 0 to 1."""
    meant = [each for each in outcomes if each.conversation.expect == "version"]
    return sum(each.right for each in meant) / len(meant)


def main() -> int:
    """Run the corpus in the chosen modes and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", default="", help="Names that hold this")
    parser.add_argument("--modes", nargs="*", default=list(MODES), choices=MODES)
    parser.add_argument("--verbose", action="store_true", help="Name what failed, and how")
    args = parser.parse_args()
    corpus = [each for each in read_corpus() if args.only in each.name]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "library")
        try:
            print(f"{len(corpus)} conversations")
            for mode in args.modes:
                began = time.perf_counter()
                outcomes = [bench.run(each, mode) for each in corpus]
                wrong = [each for each in outcomes if not each.right]
                calls = sum(each.calls for each in outcomes) / len(outcomes)
                title = "with everything" if mode == "all" else f"without {mode}"
                print(
                    f"{title:<20} {share(outcomes):6.1%} end in a running version, {calls:.2f} calls "
                    f"each, {len(wrong)} not as expected, {time.perf_counter() - began:.0f} s",
                    flush=True,
                )
                for each in wrong if args.verbose else ():
                    what = f"{each.end}: {each.message[:150]}"
                    print(f"    {each.conversation.group}/{each.conversation.name}: {what}")
        finally:
            bench.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
