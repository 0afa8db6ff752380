# SPDX-License-Identifier: GPL-3.0-or-later
"""Wall time of the demo: five files, a 512 px preview and a contact sheet, each run from cold.

python scripts/bench/demo.py [--runs 5] [--blender /path/to/blender]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run the demo and print minimum, median and maximum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--blender", default="")
    args = parser.parse_args()
    times = []
    for _ in range(args.runs):
        with tempfile.TemporaryDirectory() as out:
            began = time.perf_counter()
            command = [sys.executable, "scripts/demo.py", "--out", out, "--blender", args.blender]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            times.append(time.perf_counter() - began)
    low, middle, high = min(times), statistics.median(times), max(times)
    print(f"make demo, {args.runs} runs   min {low:.2f}  median {middle:.2f}  max {high:.2f} s")


if __name__ == "__main__":
    main()
