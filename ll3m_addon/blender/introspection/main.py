# SPDX-License-Identifier: GPL-3.0-or-later
"""The program; started by its path, so it finds its own package. The file to write is named last."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

PACKAGE = "ll3m_introspection"


def load_package() -> None:
    """Make this folder importable as ``PACKAGE`` without putting any folder on the path."""
    folder = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"no package at {folder}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    load_package()
    importlib.import_module(f"{PACKAGE}.entries").write(sys.argv[-1])
