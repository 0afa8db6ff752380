# SPDX-License-Identifier: GPL-3.0-or-later
"""The program of a jailed Blender; started by its path, so it finds its own package.

Standard input is the control socket (``--zygote``) or a pipe with one task
(``--once``); standard output carries nothing in the first case and one answer in the
second. Blender's own chatter goes to standard error.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

PACKAGE = "ll3m"


def load_package() -> None:
    """Make the package importable as ``ll3m`` without putting any folder on the path."""
    root = Path(__file__).resolve().parents[3]
    spec = importlib.util.spec_from_file_location(
        PACKAGE, root / "__init__.py", submodule_search_locations=[str(root)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"no package at {root}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


def _module(name: str) -> Any:
    """A module beside this one; this file itself is run by its path and has no package."""
    return importlib.import_module(f"{PACKAGE}.ll3m_addon.blender.jail.{name}")


def main(arguments: list[str]) -> None:
    """Serve until the parent hangs up. Never returns to Blender."""
    answers = os.dup(1)
    os.dup2(2, 1)
    load_package()
    if "--zygote" in arguments:
        os.close(answers)
        _module("zygote").serve(0)
    else:
        _module("once").serve_once(0, answers, arguments[arguments.index("--once") + 1])
    _leave()


def _leave() -> NoReturn:
    """End without Blender's own way out, which is for windows; whoever started us may be gone."""
    own = Path(tempfile.gettempdir())
    wire = importlib.import_module(f"{PACKAGE}.ll3m_addon.sandbox.wire")
    if own.name.startswith(wire.TEMPORARY):
        shutil.rmtree(own, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[sys.argv.index("--") + 1 :])
