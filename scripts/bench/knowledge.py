# SPDX-License-Identifier: GPL-3.0-or-later
"""What the index of Blender's API costs and finds: build, size, time of a search, questions answered.

    python scripts/bench/knowledge.py [--blender /path/to/blender] [--missed]

The questions are those of ``tests/blender/knowledge/questions.txt``, part by part; the last part
was never tuned on. An answer counts when one of its entries is among the first five.
Goals: build under 8 s, index under 30 MB, search p50 under 5 ms, nine in ten answered.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

try:
    import ll3m  # noqa: F401
except ImportError:  # a checkout that is not installed
    _link = Path(tempfile.mkdtemp()) / "ll3m"
    _link.symlink_to(Path(__file__).resolve().parents[2])
    sys.path.append(str(_link.parent))

from ll3m.bridge.contract.knowledge import KnowledgeSearchRequest
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.knowledge import BlenderKnowledge
from ll3m.ll3m_addon.pipeline.assembly import build_app
from ll3m.ll3m_addon.sandbox.blender_command import find_command
from ll3m.ll3m_addon.sandbox.migrations.v4_0 import SOCKETS
from ll3m.ll3m_addon.sandbox.runner import clean_environment

QUESTIONS = (
    Path(__file__).resolve().parents[2] / "tests" / "blender" / "knowledge" / "questions.txt"
)
FIRST = 5

Part = tuple[str, list[tuple[str, set[str]]]]


def parts() -> list[Part]:
    """Title of each part, with its questions and the entries that answer them."""
    found: list[Part] = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ----"):
            found.append((line.strip("# -"), []))
        elif " | " in line and not line.startswith("#"):
            query, _, names = line.rpartition(" | ")
            found[-1][1].append((query, {name.strip() for name in names.split(";")}))
    return found


def ask(book: BlenderKnowledge, part: Part) -> tuple[list[str], list[tuple[float, float]]]:
    """The questions of a part that were missed, and the seconds of each search: clock, processor."""
    missed: list[str] = []
    seconds: list[tuple[float, float]] = []
    for query, wanted in part[1]:
        began = time.thread_time()
        found = book.search(KnowledgeSearchRequest(query=query, limit=FIRST))
        seconds.append((found.seconds, time.thread_time() - began))
        if not wanted & {entry.name.removeprefix("bpy.types.") for entry in found.entries}:
            missed.append(query)
    return missed, seconds


def main() -> None:
    """Build, ask, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--blender", default="", help="Blender program; default: the bpy module")
    parser.add_argument("--missed", action="store_true", help="Name the questions that were missed")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(Settings(library=Path(folder, "library"), blender=args.blender))
        version = app.maker.jail.blender_version()  # type: ignore[attr-defined]
        app.close()
        book = BlenderKnowledge(
            Path(folder, "knowledge"),
            lambda: version,
            lambda script: find_command(args.blender, "", script),
            clean_environment,
            SOCKETS,
        )
        try:
            report(book, Path(folder, "knowledge"), args.missed)
        finally:
            book.close()


def report(book: BlenderKnowledge, folder: Path, name_missed: bool) -> None:
    """Measure and print."""
    began = time.perf_counter()
    version = book.search(KnowledgeSearchRequest(query="warm up")).blender_version
    built = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder.glob("*.sqlite3")) / 1e6
    print(f"Blender {version}: built in {built:.1f} s, {size:.1f} MB")
    times: list[tuple[float, float]] = []
    asked = right = 0
    for part in parts():
        missed, seconds = ask(book, part)
        times += seconds
        asked += len(part[1])
        right += len(part[1]) - len(missed)
        print(f"{len(part[1]) - len(missed):4} of {len(part[1]):3}  {part[0]}")
        for query in missed if name_missed else ():
            print(f"             {query}")
    print(f"{right:4} of {asked:3}  all ({right / asked:.1%})")
    for name, values in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        ordered = sorted(1e3 * each for each in values)
        p95 = ordered[round(0.95 * (len(ordered) - 1))]
        print(f"a search by the {name}: p50 {statistics.median(ordered):.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
