#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job, once, with nothing set up: a prompt in, a version's folder out.

Uses the offline composer and a library of its own under ``--out``; the user's settings,
library and keys stay untouched.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _bootstrap

_bootstrap.prepare()

if TYPE_CHECKING:
    from ll3m.bridge.contract.job import Job
    from ll3m.bridge.contract.version import VersionDetail
    from ll3m.ll3m_addon.core.app import App

FORMATS = ["blend", "glb", "obj", "stl", "usdc"]


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--prompt", default="a red armchair with wooden legs")
    parser.add_argument("--out", type=Path, default=Path("build/demo"))
    parser.add_argument("--blender", default="", help="an installed Blender program")
    return parser.parse_args()


def follow(app: App, job_id: str, caller: Any, console: Any) -> Job:
    """Show the job's stages until it has ended."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=False) as bar:
        task = bar.add_task("queued", total=1.0)
        after = 0
        while True:
            asked = {"job_id": job_id, "after": after, "wait": 10.0}
            page: Any = app.call("job.events", asked, caller)
            for event in page.events:
                after = event.seq
                if event.type == "stage":
                    data = event.data
                    bar.update(task, description=data["stage"], completed=data["progress"])
            if page.ended:
                break
        job: Any = app.call("job.get", {"job_id": job_id}, caller)
        bar.update(task, description=job.state, completed=job.progress)
    return job


def table(detail: VersionDetail, seconds: float) -> Any:
    """What was made, as a table."""
    from rich.table import Table

    version = detail.version
    size = version.facts.bounding_box.size if version.facts.bounding_box else (0, 0, 0)
    rows = Table(title=version.prompt, show_header=False, title_justify="left")
    rows.add_row(
        "made by", f"{version.provider} ({version.model}), Blender {version.blender_version}"
    )
    rows.add_row("size", " × ".join(f"{each:.2f}" for each in size) + " m (width, depth, height)")
    rows.add_row(
        "geometry",
        f"{version.facts.objects} objects, {version.facts.vertices:,} vertices, "
        f"{version.facts.faces:,} faces",
    )
    rows.add_row("materials", ", ".join(version.facts.materials))
    rows.add_row("mesh report", f"{version.score:.1f} of 10" if version.score is not None else "–")
    rows.add_row("isolation", version.isolation)
    for note in version.notes:
        rows.add_row("note", note)
    for file in version.files:
        rows.add_row(file.name, f"{file.bytes / 1024:,.0f} KiB")
    rows.add_row("time", f"{seconds:.1f} s")
    return rows


def main() -> int:
    """Run the demo; the exit code is the error's own."""
    from ll3m.bridge.contract.dispatch import Caller
    from ll3m.bridge.contract.errors import LL3MError
    from ll3m.ll3m_addon.core.settings import Settings
    from ll3m.ll3m_addon.pipeline.assembly import build_app
    from rich.console import Console

    args = arguments()
    console, caller = Console(), Caller("batch")
    began = time.perf_counter()
    out = args.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    app = build_app(Settings(library=out / "library", blender=args.blender))
    try:
        app.jail.warm()
        request = {"prompt": args.prompt, "formats": FORMATS, "preview": 512, "sheet": True}
        job: Any = app.call("asset.generate", request, caller)
        ended = follow(app, job.id, caller, console)
        if ended.error is not None:
            console.print(f"[bold red]{ended.error.message}[/]\n{ended.error.advice}")
            return 1 if ended.state == "failed" else 130
        detail: Any = app.call("version.get", {"asset_id": ended.asset_id}, caller)
        shown = out / "v001"
        shutil.rmtree(shown, ignore_errors=True)
        shutil.copytree(detail.folder, shown)
        console.print(table(detail, time.perf_counter() - began))
        console.print(f"Look at [bold]{shown / 'preview.png'}[/] and the files beside it.")
    except LL3MError as error:
        console.print(f"[bold red]{error.message}[/]\n{error.advice}")
        return error.exit_code
    finally:
        app.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
