# SPDX-License-Identifier: GPL-3.0-or-later
"""Serve LL3M from a Blender without a window, until Ctrl-C.

    blender --background [FILE.blend] --python scripts/serve.py -- [--port N] [--json]

`--outside ADDRESS --tls-cert FILE [--tls-key FILE]` adds an address for other machines; `--help`
tells the rest.

Prints where it listens. Clients find the address and the token by themselves, in the
instance's runtime file; `ll3m instance list` shows it.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _bootstrap


def main(arguments: list[str]) -> int:
    """Serve; returns the exit code."""
    _bootstrap.prepare()
    from ll3m.ll3m_addon.blender.serve import main as serve

    return serve(arguments, "serve.py")


if __name__ == "__main__":
    code = main(sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:])
    # Blender would go on to wait for a window or a file after the script.
    sys.stdout.flush()
    sys.exit(code)
