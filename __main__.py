# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command, also as ``python -m ll3m``."""

from __future__ import annotations

from typing import Any


def open_local() -> Any:
    """The product in this process, put together when a command first needs it."""
    from .ll3m_addon.pipeline.assembly import open_local as open_product

    return open_product()


def serve(arguments: list[str], blender: str) -> int:
    """Run ``scripts/serve.py`` in the named or found Blender, or here if it is a module.

    Returns its exit code.

    Raises:
        HostError: there is no Blender, or this installation has no ``scripts`` folder.
    """
    import importlib.util
    import shutil
    import subprocess
    import sys
    from pathlib import Path

    from .bridge.contract.errors import HostError

    script = Path(__file__).resolve().parent / "scripts" / "serve.py"
    program = shutil.which(blender or "blender")
    if not script.exists():
        raise HostError(f"{script} is not there.", advice="Run this from a checkout of LL3M.")
    if not blender and importlib.util.find_spec("bpy") is not None:
        command = [sys.executable, str(script), *arguments]
    elif program is not None:
        options = ["--background", "--python-exit-code", "9", "--python", str(script)]
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
