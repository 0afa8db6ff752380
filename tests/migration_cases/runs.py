# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs scripts in the Blender that runs the tests."""

from __future__ import annotations

import contextlib
import io

__all__ = ["run", "run_bare"]


def run_bare(source: str) -> str:
    """Run as Blender itself would; what it raised, or an empty text."""
    with contextlib.redirect_stdout(io.StringIO()):
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
    outcome = guard.run(source, modules=modules, budget_seconds=20)
    return outcome.error.traceback if outcome.error else ""
