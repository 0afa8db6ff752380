# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs scripts in the Blender that runs the tests."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator

__all__ = ["run", "run_bare"]


@contextlib.contextmanager
def _as_in_blender() -> Iterator[None]:
    """Blender warns of what it will drop, and goes on with the error where a filter makes it one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def run_bare(source: str) -> str:
    """Run as Blender itself would; what it raised, or an empty text."""
    with contextlib.redirect_stdout(io.StringIO()), _as_in_blender():
        try:
            exec(compile(source, "old.py", "exec", dont_inherit=True), {"__name__": "__main__"})
        except Exception as error:  # noqa: BLE001 - what old API raises is what is looked at
            return repr(error)
    return ""


def run(source: str) -> str:
    """Run under the guard; what it raised, or an empty text."""
    import bpy  # before bmesh: the module comes with it

    import bmesh  # isort: skip
    import mathutils
    import numpy
    from ll3m.ll3m_addon.sandbox import guard

    modules = {"bpy": bpy, "bmesh": bmesh, "mathutils": mathutils, "numpy": numpy}
    with _as_in_blender():
        outcome = guard.run(source, modules=modules, budget_seconds=20)
    return outcome.error.traceback if outcome.error else ""
