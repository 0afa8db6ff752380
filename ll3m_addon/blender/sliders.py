# SPDX-License-Identifier: GPL-3.0-or-later
"""Sliders for a version's parameters, and the live re-run while they move. Main thread only.

Blender draws typed properties with ranges only from a registered class, so one is made for
the parameters that are shown. The values hang on the window manager: in no file, in no undo
step. What a version shows in the scene is read from the scene (``collections.shown_values``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import bpy
from bpy.props import (
    BoolProperty,
    EnumProperty,
    FloatProperty,
    FloatVectorProperty,
    IntProperty,
    PointerProperty,
    StringProperty,
)

from . import collections as tree
from . import session

__all__ = [
    "Live",
    "changed_values",
    "live",
    "move",
    "put",
    "reset",
    "show",
    "sync",
    "unregister",
    "values",
]

#: Seconds without a change after which a value counts as settled.
SETTLED = 0.2
_BOUNDS = ("min", "max", "soft_min", "soft_max")


@dataclass(slots=True)
class Live:
    """What the re-run is at: the failure to show, and whether one is on its way."""

    asset_id: str = ""
    number: int = 0
    parameters: tuple[Any, ...] = ()
    error: str = ""
    advice: str = ""
    running: bool = False
    seconds: float = 0.0
    _again: bool = False
    _quiet: bool = False
    _class: type | None = field(default=None, repr=False)


_live = Live()


def live() -> Live:
    """The present state; for drawing."""
    return _live


def values() -> Any:
    """The properties to draw, named like the parameters; None where there are none."""
    return getattr(bpy.context.window_manager, "ll3m_values", None) if _live._class else None


# ---------------------------------------------------------------- the class


def show(asset_id: str, number: int, parameters: tuple[Any, ...]) -> None:
    """Show sliders for a version's parameters, at what the scene shows of it.

    The class stays while only values differ: an artist may be dragging one of its sliders.
    """
    if (asset_id, number, parameters) != (_live.asset_id, _live.number, _live.parameters):
        if _shape(parameters) != _shape(_live.parameters):
            unregister()
            if parameters:
                _register(parameters)
        _live.asset_id, _live.number, _live.parameters = asset_id, number, parameters
        _live.error = _live.advice = ""
    sync()


def _shape(parameters: tuple[Any, ...]) -> list[dict[str, Any]]:
    """All of the parameters but their values and lines."""
    return [
        each.model_dump(exclude={"default", "line", "group"})
        | {"size": len(each.default) if isinstance(each.default, list) else 1}
        for each in parameters
    ]


def _register(parameters: tuple[Any, ...]) -> None:
    made = {each.name: _property(each) for each in parameters}
    _live._class = type("LL3M_PG_values", (bpy.types.PropertyGroup,), {"__annotations__": made})
    bpy.utils.register_class(_live._class)
    bpy.types.WindowManager.ll3m_values = PointerProperty(type=_live._class)  # pyright: ignore


def unregister() -> None:
    """Take the sliders away."""
    if _live._class is not None:
        del bpy.types.WindowManager.ll3m_values  # pyright: ignore
        bpy.utils.unregister_class(_live._class)
    _live._class, _live.parameters, _live.asset_id, _live.number = None, (), "", 0


def _property(parameter: Any) -> Any:
    """A property with the parameter's type and range. Units stand in the label: they are the script's."""
    unit = {"deg": "°"}.get(parameter.unit, parameter.unit)
    about: dict[str, Any] = {
        "name": f"{parameter.label} ({unit})" if unit else parameter.label,
        "description": parameter.description or f"Constant {parameter.name} of the script",
        "update": _changed,
        "options": {"SKIP_SAVE"},
    }
    kind, default = parameter.type, parameter.default
    if kind == "bool":
        return BoolProperty(default=default, **about)
    if kind == "text":
        return StringProperty(default=default, **about)
    if kind == "choice":
        items = [(each, each, "") for each in parameter.choices]
        return EnumProperty(items=items, default=default, **about)
    low, high = parameter.minimum, parameter.maximum
    # A guessed range bounds the slider only; any number may be typed.
    hard = {} if parameter.guessed else {"min": low, "max": high}
    about |= {**hard, "soft_min": low, "soft_max": high}
    if kind == "int":
        whole: dict[str, Any] = {key: int(about[key]) for key in _BOUNDS if key in about}
        return IntProperty(default=default, **(about | whole))
    about["precision"] = 3
    if kind == "float":
        return FloatProperty(default=default, step=max((high - low), 0.01), **about)
    subtype = "COLOR" if kind == "colour" else "NONE"
    return FloatVectorProperty(default=default, size=len(default), subtype=subtype, **about)


# ---------------------------------------------------------------- values


def changed_values() -> dict[str, Any]:
    """Values on the sliders that are not the version's own, as the contract wants them."""
    group = values()
    found: dict[str, Any] = {}
    for each in _live.parameters if group is not None else ():
        value = getattr(group, each.name)
        if each.type in ("colour", "vector"):
            value = [round(number, 6) for number in value]
        elif each.type == "float":
            value = round(value, 6)
        if not _same(value, each.default):
            found[each.name] = value
    return found


def _same(one: Any, other: Any) -> bool:
    """Equal to what Blender's single precision keeps of a number."""
    if isinstance(one, list):
        return all(_same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, float):
        return abs(one - other) <= 1e-6 * max(abs(other), 1e-3)
    return one == other


def put(shown: dict[str, Any]) -> None:
    """Move the sliders to ``shown`` and the rest to the version's own values; nothing re-runs."""
    group = values()
    if group is None:
        return
    _live._quiet = True
    try:
        for each in _live.parameters:
            setattr(group, each.name, shown.get(each.name, each.default))
    finally:
        _live._quiet = False


def move(wanted: dict[str, Any]) -> None:
    """Move the sliders to ``wanted``, a preset's values, and re-run as if by hand."""
    put(wanted)
    _changed(None, None)


def sync() -> None:
    """Move the sliders to what the scene shows: after undo, redo, opening a file."""
    if _live.parameters and not _live.running:
        put(tree.shown_values(_live.asset_id, _live.number))


def reset() -> None:
    """Move the sliders back to the version's own values, and show the version again."""
    put({})
    _changed(None, None)


# ---------------------------------------------------------------- live


def _changed(group: Any, context: Any) -> None:
    """A slider moved: re-run when it has settled."""
    if _live._quiet or bpy.app.background:
        return
    if bpy.app.timers.is_registered(_settled):
        bpy.app.timers.unregister(_settled)
    bpy.app.timers.register(_settled, first_interval=SETTLED)


def _settled() -> None:
    """Ask for a preview, one at a time; the latest values win."""
    here = session.current()
    if here is None or not _live.parameters:
        return
    if _live.running:
        _live._again = True
        return
    panel = getattr(bpy.context.window_manager, "ll3m", None)
    wanted = changed_values()
    nothing = not wanted and not tree.shown_values(_live.asset_id, _live.number)
    if nothing or (wanted and panel is not None and not panel.live):
        return
    params = {"asset_id": _live.asset_id, "number": _live.number, "values": wanted}
    _live.running = True
    opened = here.open()

    def ask() -> Any:
        # What fails is shown in the panel, beside the sliders: the last good result stays.
        try:
            return opened.result().call("version.preview", params, here.caller())
        except Exception as error:
            if not hasattr(error, "to_wire"):
                raise
            return error

    here.work(ask, _answered)


def _answered(result: Any) -> None:
    _live.running = False
    wire = result.to_wire() if hasattr(result, "to_wire") else {}
    _live.error, _live.advice = wire.get("message", ""), wire.get("advice", "")
    _live.seconds = getattr(result, "seconds", 0.0)
    if _live._again:
        _live._again = False
        _settled()
