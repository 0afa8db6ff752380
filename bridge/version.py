# SPDX-License-Identifier: GPL-3.0-or-later
"""The version of LL3M, read from the one place it is written: ``blender_manifest.toml``.

The manifest lies beside the package's ``__init__.py`` in a checkout, in the extension
and in an installed wheel alike.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["VERSION"]

_MANIFEST = Path(__file__).resolve().parent.parent / "blender_manifest.toml"


def _read() -> str:
    with _MANIFEST.open("rb") as file:
        return str(tomllib.load(file)["version"])


#: Semantic version, such as ``0.1.0``.
VERSION = _read()
