# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure, and print tables: ``python scripts/bench [--blender PATH] [name …]``.

Without names: those that need nothing but the environment and take a minute or two. Each
module in this folder can be run by itself and says in its docstring what it measures.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEFAULT = ("demo", "batch", "finish", "library", "sandbox", "bridge", "pipeline", "conversations")
ARGUMENTS = {"library": ["--assets", "10000"]}
TAKES_BLENDER = ("demo", "batch", "pipeline")


def main() -> int:
    """Run the chosen benches one after the other; the exit code is the first failure's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", metavar="name")
    parser.add_argument("--blender", default="")
    args = parser.parse_args()
    code = 0
    for name in args.names or DEFAULT:
        script = HERE / f"{name}.py"
        if not script.is_file():
            print(f"There is no bench {name!r}.", file=sys.stderr)
            code = code or 2
            continue
        more = list(ARGUMENTS.get(name, ()))
        if args.blender and name in TAKES_BLENDER:
            more += ["--blender", args.blender]
        print(f"\n== {name} ==", flush=True)
        code = code or subprocess.run([sys.executable, str(script), *more], check=False).returncode
    return code


if __name__ == "__main__":
    sys.exit(main())
