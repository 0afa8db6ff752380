#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make an asset for each prompt of a file, with a manifest that survives anything.

    blender --background --python-exit-code 9 --python scripts/batch.py -- \\
        --prompts prompts.jsonl --out build/batch [--resume] [--formats glb,obj] [--workers 2]

Works the same in the environment's own Python. ``prompts.jsonl`` holds a text or an object
a line, ``prompts.csv`` has a header with a column ``prompt``; the columns ``id``, ``name``,
``quality``, ``provider``, ``model`` and ``tags`` (separated by ``;``) are understood too.

``--out`` becomes a library; ``manifest.jsonl`` in it gets one row per prompt as it ends.

Exit codes: 0 all made · 2 usage · 3 offline or no key · 4 provider · 5 budget reached ·
6 nothing was made · 7 some failed · 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import queue
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _bootstrap

_bootstrap.prepare()

from _batch_files import Manifest, Row, UsageError, read_rows  # noqa: E402
from ll3m.bridge.contract.dispatch import Caller  # noqa: E402
from ll3m.bridge.contract.errors import ERRORS, LL3MError, ProviderError  # noqa: E402

if TYPE_CHECKING:
    from ll3m.ll3m_addon.core.app import App

USAGE, OFFLINE, PROVIDER, BUDGET, NOTHING, PARTLY, INTERRUPTED = 2, 3, 4, 5, 6, 7, 130
#: Errors that the next prompt would meet as well: the batch stops at the first.
FATAL = {"offline", "no_key", "wrong_key", "no_credit", "unknown_model", "budget_reached"}


def arguments(argv: list[str]) -> argparse.Namespace:
    """Parse what stands behind ``--`` in Blender, or the whole command line elsewhere."""
    parser = argparse.ArgumentParser(
        prog="batch.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--prompts", type=Path, required=True, help=".jsonl or .csv")
    parser.add_argument("--out", type=Path, required=True, help="folder for library and manifest")
    parser.add_argument("--resume", action="store_true", help="leave out what is done already")
    parser.add_argument("--formats", default="", help="further formats, e.g. glb,obj,stl")
    parser.add_argument("--workers", type=int, default=2, help="prompts at a time")
    parser.add_argument("--quality", choices=("draft", "standard", "high"), default="standard")
    parser.add_argument("--preview", type=int, default=0, help="preview edge in pixels")
    parser.add_argument("--provider", help="a provider of the settings; default: the settings'")
    parser.add_argument("--model")
    parser.add_argument("--budget", type=float, help="US dollars for the whole batch")
    parser.add_argument("--blender", help="a Blender program for the jail")
    return parser.parse_args(argv)


def common_request(args: argparse.Namespace) -> dict[str, Any]:
    """What the command line asks of every prompt."""
    request: dict[str, Any] = {
        "quality": args.quality,
        "formats": ["blend", *(each for each in args.formats.split(",") if each)],
        "preview": args.preview,
        "place": "none",
        "provider": args.provider,
        "model": args.model,
    }
    return {key: value for key, value in request.items() if value is not None}


# ---------------------------------------------------------------- run


@dataclass(slots=True)
class Batch:
    """One run over the rows that are not done yet."""

    app: App
    manifest: Manifest
    rows: list[Row]
    workers: int
    budget: float | None
    caller: Caller = field(default_factory=lambda: Caller("batch"))
    running: dict[str, Row] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    made: int = 0
    cost: float = 0.0
    stop: str = ""

    def run(self) -> None:
        """Keep ``workers`` jobs in flight until all rows have ended or something stops it."""
        ended: queue.SimpleQueue[str] = queue.SimpleQueue()
        states = ("done", "failed", "cancelled", "interrupted")
        unsubscribe = self.app.subscribe(
            lambda event: (
                ended.put(event.job_id)
                if event.type == "state" and event.data["state"] in states
                else None
            )
        )
        waiting, cancelled = iter(self.rows), False
        try:
            while True:
                while not self.stop and len(self.running) < self.workers:
                    row = next(waiting, None)
                    if row is None:
                        break
                    self._start(row)
                if not self.running:
                    return
                if self.stop == "interrupted" and not cancelled:
                    cancelled = True
                    self._cancel_running()
                try:  # short waits: signals are handled between them
                    self._end(ended.get(timeout=0.2))
                except queue.Empty:
                    continue
        finally:
            unsubscribe()

    def interrupt(self, *_: int | FrameType | None) -> None:
        """Signal handler: only says so, since it may have come in the middle of anything."""
        self.stop = "interrupted"

    def _cancel_running(self) -> None:
        for job_id in list(self.running):
            try:
                self.app.call("job.cancel", {"job_id": job_id}, self.caller)
            except LL3MError as error:
                if error.code != "conflict":  # it ended meanwhile, which is as good
                    raise

    def _start(self, row: Row) -> None:
        request = dict(row.request)
        if self.budget is not None:
            request["budget"] = max(0.0, self.budget - self.cost)
        job: Any = self.app.call("asset.generate", request, self.caller)
        self.running[job.id] = row

    def _end(self, job_id: str) -> None:
        row = self.running.get(job_id)
        if row is None:
            return
        job: Any = self.app.call("job.get", {"job_id": job_id, "wait": 5.0}, self.caller)
        del self.running[job_id]
        self.cost += job.usage.cost
        if job.state == "done":
            self.made += 1
        elif job.state == "failed":
            self.failed.append(job.error.code)
            if job.error.code in FATAL:
                self.stop = self.stop or job.error.code
        self._report(row, job)

    def _report(self, row: Row, job: Any) -> None:
        record: dict[str, Any] = {
            "id": row.id,
            "prompt": row.request["prompt"],
            "state": job.state,
            "asset_id": job.asset_id,
            "version": job.version,
            "started_at": job.started_at,
            "finished_at": job.finished_at,
            "cost": job.usage.cost,
        }
        said = ""
        if job.state == "done":
            asked = {"asset_id": job.asset_id, "number": job.version}
            detail: Any = self.app.call("version.get", asked, self.caller)
            home = Path(detail.folder)
            record["folder"] = str(home.relative_to(self.manifest.path.parent.resolve()))
            record["files"] = [file.name for file in detail.version.files]
            record["vertices"] = detail.version.facts.vertices
            record["faces"] = detail.version.facts.faces
            record["score"] = detail.version.score
            record["notes"] = detail.version.notes
            said = record["folder"]
        elif job.error is not None:
            record["error"] = job.error.model_dump()
            said = f"{job.error.message} {job.error.advice}"
        self.manifest.write(record)
        count = f"{self.made + len(self.failed)}/{len(self.rows)}"
        print(f"[{count:>9}] {job.state:<11} {row.request['prompt'][:60]}  {said}", flush=True)


def exit_code(batch: Batch) -> int:
    """What the shell gets to know."""
    if batch.stop == "interrupted":
        return INTERRUPTED
    if batch.stop == "budget_reached":
        return BUDGET
    if not batch.failed:
        return 0
    if batch.made or batch.manifest.done:
        return PARTLY
    codes = set(batch.failed)
    if codes <= {"offline", "no_key"}:
        return OFFLINE
    if all(issubclass(ERRORS[code], ProviderError) and code != "not_understood" for code in codes):
        return PROVIDER
    return NOTHING


def summary(batch: Batch, total: int, seconds: float) -> dict[str, Any]:
    """What is printed last and kept as ``summary.json``."""
    return {
        "prompts": total,
        "made": batch.made,
        "done_before": len(batch.manifest.done),
        "failed": len(batch.failed),
        "errors": {code: batch.failed.count(code) for code in sorted(set(batch.failed))},
        "not_started": total - len(batch.manifest.done) - batch.made - len(batch.failed),
        "stopped_by": batch.stop or None,
        "cost": round(batch.cost, 6),
        "seconds": round(seconds, 3),
        "per_minute": round(60 * batch.made / seconds, 1) if seconds else None,
    }


def program() -> str:
    """The Blender program this runs in; empty elsewhere."""
    bpy: Any = sys.modules.get("bpy")
    return str(bpy.app.binary_path) if bpy is not None else ""


def work(args: argparse.Namespace) -> int:
    """Run the batch; returns the exit code."""
    from ll3m.ll3m_addon.core.settings import load_settings
    from ll3m.ll3m_addon.pipeline.assembly import build_app

    if args.workers < 1:
        raise UsageError("--workers must be 1 or more")
    rows = read_rows(args.prompts, common_request(args))
    out = args.out.resolve()
    manifest = Manifest(out / "manifest.jsonl", resume=args.resume)
    settings = load_settings(library=out, jobs=min(args.workers, 16), blender=args.blender)
    app = build_app(settings, program=program())
    app.jail.warm()
    app.job_store.adopt_lost()
    wanted = [row for row in rows if row.id not in manifest.done]
    batch = Batch(app, manifest, wanted, args.workers, args.budget)
    before = {
        each: signal.signal(each, batch.interrupt) for each in (signal.SIGINT, signal.SIGTERM)
    }
    began = time.perf_counter()
    try:
        batch.run()
    finally:
        app.close()
        manifest.close()
        for each, handler in before.items():
            signal.signal(each, handler or signal.SIG_DFL)  # None: set from C, not by Python
    facts = summary(batch, len(rows), time.perf_counter() - began)
    (out / "summary.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(
        f"{facts['made']} made, {facts['failed']} failed, {facts['done_before']} done before, "
        f"{facts['not_started']} not started; {facts['seconds']} s, {facts['per_minute']} a minute. "
        f"Manifest: {manifest.path}",
        flush=True,
    )
    return exit_code(batch)


def main() -> int:
    """Parse, run, turn errors into one line and a code."""
    inside = "bpy" in sys.modules and "--" in sys.argv
    argv = sys.argv[sys.argv.index("--") + 1 :] if inside else sys.argv[1:]
    try:
        return work(arguments(argv))
    except UsageError as error:
        print(f"batch.py: {error}", file=sys.stderr)
        return USAGE
    except LL3MError as error:
        print(f"batch.py: {error.message} {error.advice}", file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
