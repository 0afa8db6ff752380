# SPDX-License-Identifier: GPL-3.0-or-later
"""Assets per minute: the batch against one cold Blender per prompt doing the same.

    python scripts/bench/batch.py [--prompts 100] [--cold 12] [--blender /path/to/blender]

Both compose, check, run and save script and ``.blend``, nothing else. The cold side is as
lean as it can be: it runs the script in the process that it started, with no jail, no
second process and no library; only the check and the composer are shared.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
THINGS = ["armchair with wooden legs", "mug", "wooden table", "bookshelf", "street lamp"]
COLOURS = ["red", "blue", "green", "white", "black"]

COLD = """
import sys
from pathlib import Path
sys.path.insert(0, {scripts!r})
import _bootstrap
_bootstrap.prepare()
import bpy
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatDelta, ChatRequest, Task
from ll3m.ll3m_addon.pipeline.coder import extract_script
from ll3m.ll3m_addon.providers.offline import OfflineComposer
from ll3m.ll3m_addon.sandbox.validator import Validator
prompt, out = {prompt!r}, Path({out!r})
bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
asked = ChatRequest(messages=(), task=Task("code", prompt))
text = "".join(each.text for each in OfflineComposer().chat(asked, CancelToken()) if isinstance(each, ChatDelta))
report = Validator().check(extract_script(text), bpy.app.version)
assert report.accepted
exec(compile(report.source, "script.py", "exec"), {{"__name__": "__main__"}})
out.mkdir(parents=True)
(out / "script.py").write_text(report.source)
bpy.data.libraries.write(str(out / "model.blend"), set(bpy.context.scene.collection.objects) | {{bpy.context.scene}})
"""


def prompts(count: int) -> list[str]:
    """``count`` prompts, each different in thing, colour or size."""
    made = []
    for number in range(count):
        thing = THINGS[number % len(THINGS)]
        colour = COLOURS[number // len(THINGS) % len(COLOURS)]
        made.append(f"a {colour} {thing}")
    return made


def cold(count: int, blender: str, folder: Path) -> float:
    """Assets per minute with a cold process each."""
    began = time.perf_counter()
    for number, prompt in enumerate(prompts(count)):
        script = folder / f"cold-{number}.py"
        fields = {
            "scripts": str(ROOT / "scripts"),
            "prompt": prompt,
            "out": str(folder / f"c{number}"),
        }
        script.write_text(COLD.format(**fields))
        command = [sys.executable, str(script)]
        if blender:
            command = [
                blender,
                "-b",
                "--factory-startup",
                "--python-exit-code",
                "9",
                "--python",
                str(script),
            ]
        subprocess.run(command, check=True, capture_output=True)
    return 60 * count / (time.perf_counter() - began)


def warm(count: int, blender: str, workers: int, folder: Path) -> float:
    """Assets per minute by the batch, its start included."""
    path = folder / "prompts.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in prompts(count)))
    command = [
        sys.executable, "scripts/batch.py", "--prompts", str(path), "--out", str(folder / "out"),
        "--workers", str(workers), *(["--blender", blender] if blender else []),
    ]  # fmt: skip
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return 60 * count / (time.perf_counter() - began)


def main() -> None:
    """Measure both sides in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--prompts", type=int, default=100)
    parser.add_argument("--cold", type=int, default=12)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--blender", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for side in ("a", "b"):
            (folder / side).mkdir()
        before = cold(args.cold // 2, args.blender, folder / "a")
        batch = warm(args.prompts, args.blender, args.workers, folder)
        after = cold(args.cold - args.cold // 2, args.blender, folder / "b")
    slow = (before + after) / 2
    print(f"cold, one process per prompt   {before:8.0f} and {after:.0f} a minute")
    print(f"batch, {args.workers} workers               {batch:8.0f} a minute")
    print(f"ratio                          {batch / slow:8.1f}")


if __name__ == "__main__":
    main()
