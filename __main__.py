# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command, also as ``python -m ll3m``."""

from __future__ import annotations

from typing import Any

#: Runs in a Blender that has the extension enabled, whatever repository it came from.
IN_EXTENSION = """\
import importlib, sys
found = [name for name in sys.modules if name.startswith('bl_ext.') and name.endswith('.ll3m')]
if not found:
    sys.exit('Install and enable the LL3M extension in this Blender first.')
served = importlib.import_module(found[0] + '.ll3m_addon.blender.serve')
sys.exit(served.main(sys.argv[sys.argv.index('--') + 1:]))
"""


def open_local() -> Any:
    """The product in this process, put together when a command first needs it."""
    from .ll3m_addon.pipeline.assembly import open_local as open_product

    return open_product()


def serve(arguments: list[str], blender: str) -> int:
    """Serve in the named or found Blender, or here if it is a module.

    A Blender program runs ``scripts/serve.py`` of a checkout; for an installed wheel it must
    have the extension, which brings the libraries for its Python.

    Returns its exit code.

    Raises:
        HostError: there is no Blender.
    """
    import importlib.util
    import shutil
    import subprocess
    import sys
    from pathlib import Path

    from .bridge.contract.errors import HostError

    script = Path(__file__).resolve().parent / "scripts" / "serve.py"
    program = shutil.which(blender or "blender")
    if not blender and importlib.util.find_spec("bpy") is not None:
        command = [sys.executable, "-m", "ll3m.ll3m_addon.blender.serve", *arguments]
    elif program is not None:
        run = ["--python", str(script)] if script.exists() else ["--python-expr", IN_EXTENSION]
        options = ["--background", "--python-exit-code", "9", *run]
        command = [program, *options, "--", *arguments]
    else:
        raise HostError(
            f"There is no Blender at {blender!r}." if blender else "No Blender was found.",
            advice="Name one with --blender, or `pip install bpy`.",
        )
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()


def main() -> None:
    """Run the command line."""
    from .bridge.cli.main import main as run

    run(open_local, serve)


if __name__ == "__main__":
    main()
