# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own time per job, without the model: p50 and p95 for ``draft`` and ``standard``.

    python scripts/bench/pipeline.py [--jobs 20] [--preview 512] [--blender /path/to/blender]

Replies come at once from a script; check, jail, preview, library and events are real. What is
measured is from ``asset.generate`` to the job's end, less the time within the model's replies.
``standard`` plans, retrieves, codes, and looks once at four views with a model that reads
pictures. Goals on two cores: draft under 0.6 s, standard under 2.5 s with previews. Beside it stands
the processor's time, of Blender's children too: what counts where other work shares the machine.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    import ll3m  # noqa: F401
except ImportError:  # a checkout that is not installed
    _link = Path(tempfile.mkdtemp()) / "ll3m"
    _link.symlink_to(Path(__file__).resolve().parents[2])
    sys.path.append(str(_link.parent))

from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.job import Usage
from ll3m.bridge.contract.provider import ProviderInfo
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatDone, ChatRequest, Provider, Task
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app
from ll3m.ll3m_addon.providers.offline import compose

ME = Caller("bench")
PROMPTS = (
    "a red armchair with wooden legs", "a blue mug", "a wooden table", "a bookshelf",
    "a white street lamp",
)  # fmt: skip
PLAN = (
    '{"summary": "as wished", "size": [1, 1, 1], "parts": [{"name": "Body", "purpose": "the whole",'
    ' "size": [1, 1, 1], "position": "on the ground", "count": 1, "material": "Plain"}],'
    ' "materials": [{"name": "Plain", "look": "grey"}], "order": ["Body"], "techniques": ["bevel"],'
    ' "views": []}'
)
REPLIES = {
    "plan": PLAN,
    "critique": '{"faults": []}',
    "verify": '{"checks": [], "broken": [], "kept": [], "better": "after"}',
    "score": '{"score": 7, "reasons": ["recognisable"]}',
}


@dataclass(slots=True)
class Model:
    """Answers at once with the composer's script; notes how long that took."""

    seconds: float = 0.0
    pictures: int = 0

    @property
    def name(self) -> str:
        """Its name."""
        return "scripted"

    def info(self) -> ProviderInfo:
        """A model that reads pictures."""
        return ProviderInfo(
            name="scripted", label="scripted", local=True, is_model=True, ready=True, vision=True
        )

    def chat(self, request: ChatRequest, cancel: CancelToken) -> Iterator[ChatDelta | ChatDone]:
        """One whole reply."""
        began = time.perf_counter()
        cancel.check()
        self.pictures += sum(len(message.images) for message in request.messages)
        text = REPLIES.get(request.task.purpose)
        if text is None:
            source, _ = compose(Task("code", request.task.prompt))
            text = f"```python\n{source}\n```\n"
        self.seconds += time.perf_counter() - began
        yield ChatDelta(text)
        yield ChatDone(self.name, Usage(calls=1))


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


def processor() -> float:
    """Seconds of processor time of this process and of the Blenders below it (Linux; else only its own)."""
    total, tick = time.process_time(), os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[1]) == os.getpid():
            total += sum(map(int, fields[11:15])) / tick
    return total


def one_job(
    app: Any, prompt: str, quality: str, preview: int
) -> tuple[float, float, int, list[tuple[str, float]]]:
    """Seconds of our own, of processor, pictures sent, and seconds of each stage."""
    model = Model()
    app.providers = OneModel(model)
    stages: list[tuple[str, float]] = []

    def heard(event: Any) -> None:
        if event.type in ("stage", "state"):
            stages.append((event.data.get("stage") or event.data["state"], time.perf_counter()))

    forget = app.subscribe(heard)
    began, worked = time.perf_counter(), processor()
    job = app.call("asset.generate", {"prompt": prompt, "quality": quality, "preview": preview}, ME)
    ended = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    taken = time.perf_counter() - began - model.seconds
    forget()
    worked = processor() - worked
    if ended.error is not None:
        raise RuntimeError(f"{prompt}: {ended.error.message}")
    spans = [(name, after - at) for (name, at), (_, after) in itertools.pairwise(stages)]
    return taken, worked, model.pictures, spans


def middle(values: list[float]) -> tuple[float, float]:
    """p50 and p95."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--jobs", type=int, default=20)
    parser.add_argument("--preview", type=int, default=512, help="Edge in pixels")
    parser.add_argument("--blender", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(library=Path(folder) / "library", cache=False, blender=args.blender)
        app: Any = build_app(settings)
        try:
            print(
                f"{'':<10}{'preview':>9}{'p50':>9}{'p95':>9}{'processor':>11}{'pictures':>10}"
                "   slowest stages, p50"
            )
            for quality, preview in (
                ("draft", 0), ("draft", 256), ("draft", args.preview),
                ("standard", 0), ("standard", args.preview),
            ):  # fmt: skip
                measure(app, quality, preview, args.jobs)
        finally:
            app.close()


def measure(app: Any, quality: str, preview: int, jobs: int) -> None:
    """One row; two jobs before it warm zygote, index and caches."""
    for prompt in PROMPTS[:2]:
        one_job(app, prompt, quality, preview)
    taken: list[float] = []
    worked: list[float] = []
    pictures = 0
    spans: dict[str, list[float]] = {}
    for number in range(jobs):
        prompt = PROMPTS[number % len(PROMPTS)]
        seconds, busy, pictures, stages = one_job(app, prompt, quality, preview)
        taken.append(seconds)
        worked.append(busy)
        for name, span in stages:
            spans.setdefault(name, []).append(span)
    half, most = middle(taken)
    slow = sorted(((statistics.median(v), name) for name, v in spans.items()), reverse=True)[:3]
    told = ", ".join(f"{name} {span:.2f}" for span, name in slow)
    used = statistics.median(worked)
    print(
        f"{quality:<10}{preview:>9}{half:>8.2f}s{most:>8.2f}s{used:>10.2f}s{pictures:>10}   {told}",
        flush=True,
    )


if __name__ == "__main__":
    main()
