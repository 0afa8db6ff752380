# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for the check: what a star import binds, and what constructs are called."""

from __future__ import annotations

import ast
import importlib

from . import policy

__all__ = ["spell", "star_names"]


def star_names(module: str) -> set[str]:
    """What ``from module import *`` binds."""
    names = policy.MODULES.get(module, ())
    if names == policy.ALL and module in {"math", "cmath", "itertools"}:
        return set(dir(importlib.import_module(module)))
    return set(names)


def spell(kind: type[ast.AST]) -> str:
    words = {
        "AsyncFunctionDef": "'async def'", "AsyncFor": "'async for'", "AsyncWith": "'async with'",
        "Await": "'await'", "TypeAlias": "'type'", "TemplateStr": "A template string",
    }  # fmt: skip
    return words.get(kind.__name__, kind.__name__)
