# SPDX-License-Identifier: GPL-3.0-or-later
"""What enabling the extension adds to Blender's start, side by side in one run.

    python scripts/bench/startup.py --blender /path/to/blender --profile build/profile-5.2

The profile has the extension installed and enabled, as ``scripts/real_blender.py`` leaves it.
Runs alternate; the difference is that of the medians. ``register`` is timed inside as well.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time

INSIDE = (
    "import time, sys, bpy, addon_utils; name = 'bl_ext.user_default.ll3m'; "
    "addon_utils.disable(name); [sys.modules.pop(n) for n in list(sys.modules) if n.startswith(name)]; "
    "t = time.perf_counter(); addon_utils.enable(name); "
    "print('REGISTER', 1000 * (time.perf_counter() - t))"
)


def start(blender: str, profile: str, *more: str) -> tuple[float, str]:
    """Seconds from start to end of a background Blender, and what it printed."""
    environment = {**os.environ, "BLENDER_USER_RESOURCES": profile}
    began = time.perf_counter()
    done = subprocess.run(
        [blender, "-b", *more], env=environment, check=True, capture_output=True, text=True
    )
    return time.perf_counter() - began, done.stdout


def main() -> None:
    """Alternate starts with and without the extension and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--blender", required=True)
    parser.add_argument("--profile", required=True)
    parser.add_argument("--runs", type=int, default=11)
    args = parser.parse_args()
    profile = os.path.abspath(args.profile)  # noqa: PTH100 - goes into an environment variable
    with_it, without = [], []
    with tempfile.TemporaryDirectory() as empty:
        for _ in range(args.runs):
            without.append(start(args.blender, empty)[0])
            with_it.append(start(args.blender, profile)[0])
    printed = start(args.blender, profile, "--python-expr", INSIDE)[1]
    register = next(line.split()[1] for line in printed.splitlines() if "REGISTER" in line)
    middle = statistics.median(without), statistics.median(with_it)
    print(
        f"start without the extension   {1000 * middle[0]:7.0f} ms (min {1000 * min(without):.0f})"
    )
    print(
        f"start with the extension      {1000 * middle[1]:7.0f} ms (min {1000 * min(with_it):.0f})"
    )
    print(f"difference of the medians     {1000 * (middle[1] - middle[0]):7.0f} ms")
    print(f"import and register, inside   {float(register):7.0f} ms")


if __name__ == "__main__":
    main()
