# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun spec: read a design, edit it, read the scene back into it."""

from __future__ import annotations

import json
from typing import Any

import bpy
from bpy.props import BoolProperty

from .. import mirror, session
from .common import ask
from .prompt import show_text

__all__ = ["CLASSES", "difference"]

#: Asset id, and the last ``SpecDiff`` with the scene; only shown.
_found: list[tuple[str, Any]] = []


def difference(asset_id: str) -> Any:
    """The last difference between this design and the scene, or None."""
    return _found[0][1] if _found and _found[0][0] == asset_id else None


class _OfSpec:
    """The design that is looked at."""

    @classmethod
    def poll(cls, context: Any) -> bool:
        """Only while a design is shown."""
        return session.snapshot().spec is not None


class LL3M_OT_spec_pull(_OfSpec, bpy.types.Operator):
    """See what was moved, scaled, renamed, re-coloured or deleted in the scene"""

    bl_idname = "ll3m.spec_pull"
    bl_label = "Compare with Scene"

    save: BoolProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def description(cls, context: Any, properties: Any) -> str:
        """What it does, by what it is set to."""
        if properties.save:
            return "Make what was changed in the scene the design's next version"
        return cls.__doc__ or ""

    def execute(self, context: Any) -> set[Any]:
        spec, save = session.snapshot().spec, self.save
        if spec is None:
            return {"CANCELLED"}

        def keep(found: Any) -> None:
            _found[:] = [] if save else [(spec.asset_id, found)]
            if save:
                session.state().tell(f"The design has a new version: v{found.number or 0:03d}")
            elif not found.changes:
                session.state().tell("The scene is as the design says")
            mirror.redraw()

        return ask(self, "spec.pull", {"asset_id": spec.asset_id, "save": save}, keep)


class LL3M_OT_spec_read(_OfSpec, bpy.types.Operator):
    """Open the design as JSON in a text editor, to read and to edit"""

    bl_idname = "ll3m.spec_read"
    bl_label = "Edit as Text"

    def execute(self, context: Any) -> set[Any]:
        spec = session.snapshot().spec
        if spec is None:
            return {"CANCELLED"}
        name = _text_name(spec)
        text = bpy.data.texts.get(name) or bpy.data.texts.new(name)
        text.clear()
        text.write(spec.json)
        show_text(text)
        return {"FINISHED"}


class LL3M_OT_spec_update(_OfSpec, bpy.types.Operator):
    """Make the next version from the design as it stands in the text editor"""

    bl_idname = "ll3m.spec_update"
    bl_label = "Build from Text"

    @classmethod
    def poll(cls, context: Any) -> bool:
        spec = session.snapshot().spec
        opened = spec is not None and _text_name(spec) in bpy.data.texts
        cls.poll_message_set("" if opened else "Open the design as text first")
        return opened

    def execute(self, context: Any) -> set[Any]:
        spec = session.snapshot().spec
        if spec is None:
            return {"CANCELLED"}
        try:
            edited = json.loads(bpy.data.texts[_text_name(spec)].as_string())
        except ValueError as error:
            self.report({"ERROR"}, f"The text is no JSON: {error}")
            return {"CANCELLED"}
        params = {"asset_id": spec.asset_id, "spec_json": edited, "base": spec.number}
        return ask(self, "spec.update", params)


def _text_name(spec: Any) -> str:
    return f"{spec.asset_id} v{spec.number:03d}.json"


CLASSES = (LL3M_OT_spec_pull, LL3M_OT_spec_read, LL3M_OT_spec_update)
