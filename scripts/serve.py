# SPDX-License-Identifier: GPL-3.0-or-later
"""Serve LL3M from a Blender without a window, until Ctrl-C.

    blender --background [FILE.blend] --python scripts/serve.py -- [--port N] [--json]

Prints where it listens. Clients find the address and the token by themselves, in the
instance's runtime file; `ll3m instance list` shows it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _bootstrap


def main(arguments: list[str]) -> int:
    """Serve; returns the exit code."""
    _bootstrap.prepare()
    from ll3m.bridge.contract import LL3MError
    from ll3m.ll3m_addon.blender.serve import serve

    parser = argparse.ArgumentParser(prog="serve.py", description="Serve LL3M without a window.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--json", action="store_true", help="say where in JSON")
    asked = parser.parse_args(arguments)

    def ready(service: Any) -> None:
        if asked.json:
            print(json.dumps({"url": service.url, "port": service.port}), flush=True)
        else:
            print(f"LL3M listens at {service.url}. Ctrl-C ends it.", flush=True)

    try:
        serve(host=asked.host, port=asked.port, ready=ready)
    except LL3MError as error:
        print(f"{error.message} {error.advice}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    code = main(sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:])
    # Blender would go on to wait for a window or a file after the script.
    sys.stdout.flush()
    sys.exit(code)
