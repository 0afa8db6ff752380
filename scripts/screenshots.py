# SPDX-License-Identifier: GPL-3.0-or-later
"""Take the pictures of the panel for the documents, in real windows under Xvfb.

    python scripts/screenshots.py --blender PATH --profile DIR [--out docs/images] [NAME…]

The profile is one that ``scripts/real_blender.py`` has installed the extension into. Needs
``Xvfb`` unless DISPLAY is set, and ImageMagick. Pictures are WebP.

Exit codes: 0 all taken, 1 one could not be taken, 2 usage.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZE = (1600, 1000)  # pixels of the window
#: The sidebar in pictures of the panel's states (``states.NAME``), as ImageMagick cuts it.
SIDEBAR = "300x860+1018+82"
#: Of the preferences: what is ours, without the folder it lies in.
PREFERENCES = "880x520+104+112"
QUALITY = 82  # of WebP: sharp letters in less than 200 kB
MINUTES = 5


@contextmanager
def display() -> Iterator[str]:
    """The display there is, or one of an Xvfb of our own."""
    present = os.environ.get("DISPLAY")
    if present:
        yield present
        return
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def take(screen: str, path: Path) -> None:
    """Keep what the screen shows."""
    command = ["import", "-display", screen, "-window", "root", str(path)]
    subprocess.run(command, check=True, timeout=30)


def keep(taken: Path, made: Path, *, sidebar: bool) -> None:
    """Keep a picture as WebP; of the states of the panel what is drawn of the ``sidebar``."""
    part = SIDEBAR if sidebar else PREFERENCES if made.stem.startswith("preferences") else ""
    cut = ["-crop", part, "+repage"] if part else []
    command = ["convert", str(taken), *cut, "-strip", "-quality", str(QUALITY), str(made)]
    subprocess.run(command, check=True)


def play(blender: str, profile: Path, names: list[str], folder: Path, screen: str) -> bool:
    """Play the picture scenarios in a window; True when all went well."""
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "HOME": str(folder),
        "BLENDER_USER_RESOURCES": str(profile),
        "LL3M_SETTINGS": str(folder / "settings.json"),
        "LL3M_LIBRARY": str(folder / "library"),
        "LL3M_KEYS": str(folder / "keys.json"),
        "LL3M_RUNTIME_DIR": str(folder / "runtime"),
    }
    command = [
        blender, "--enable-event-simulate", "--window-geometry", "0", "0", str(SIZE[0]), str(SIZE[1]),
        *os.environ.get("LL3M_TEST_BLENDER_ARGS", "").split(),
        "--python", str(ROOT / "tests" / "ui" / "inside.py"), "--", str(folder), "pictures", *names,
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment)
    deadline = time.monotonic() + MINUTES * 60
    while process.poll() is None and time.monotonic() < deadline:
        for wanted in folder.glob("*.wanted"):
            take(screen, wanted.with_suffix(".png"))
            wanted.unlink()
        time.sleep(0.1)
    process.kill()
    process.wait()
    results = folder / "results.jsonl"
    rows = (
        [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    )
    for row in rows:
        if row["outcome"] != "passed":
            print(f"{row['name']}: {row['text']}", file=sys.stderr)
    return [row["outcome"] for row in rows] == ["passed"] * len(names)


def main() -> int:
    """Take them; see the top of this file."""
    parser = argparse.ArgumentParser(description="Take the pictures of the panel")
    parser.add_argument("--blender", required=True)
    parser.add_argument("--profile", required=True, type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("names", nargs="*", default=["panel"])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="ll3m-pictures-"))
    try:
        with display() as screen:
            fine = play(given.blender, given.profile.resolve(), given.names, folder, screen)
        for taken in sorted(folder.glob("*-*.png")):
            made = given.out / f"{taken.stem}.webp"
            keep(taken, made, sidebar=any(each.startswith("states.") for each in given.names))
            print(f"{made}: {made.stat().st_size / 1000:.0f} kB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
