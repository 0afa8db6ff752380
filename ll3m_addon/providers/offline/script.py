# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the script: constants, the helpers that are used, the parts, and ``main``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...core.scriptkit.finishes import FINISHES
from ...core.scriptkit.shapes import SHAPES
from .family import Count, Length, Toggle
from .layout import Placed
from .resolve import Resolved
from .styles import Shading
from .words import rgb

__all__ = ["write_script"]

_HELPERS = SHAPES | FINISHES
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_CALL = re.compile(r"\b([a-z_0-9]+)\(")
_FUNCTION = re.compile(r"^def (\w+)", re.MULTILINE)


def _plain(text: str) -> str:
    """Make a prompt safe inside a docstring and a fence: one line, no quotes that end it."""
    text = " ".join(text.replace("\\", "/").replace("`", "'").replace('"', "'").split())
    text = "".join(char for char in text if char.isprintable())
    return text if len(text) <= 300 else text[:297] + "..."


def _number(value: float) -> str:
    return f"{value:.4g}"


def _float(value: float) -> str:
    """A whole number keeps its ".0", so that a reader sees that it is no count."""
    text = _number(value)
    return text if "." in text or "e" in text else text + ".0"


def _constant(parameter: Length | Count | Toggle, name: str, value: float) -> str:
    if isinstance(parameter, Toggle):
        return f"{name} = {bool(value)}"
    low, high = min(parameter.low, value), max(parameter.high, value)
    if isinstance(parameter, Count):
        return f"{name} = {int(value)}  # {int(low)}..{int(high)}"
    return f"{name} = {_float(value)}  # {parameter.unit}, {_number(low)}..{_number(high)}"


def _material_call(resolved: Resolved, slot_name: str, prefix: str) -> str:
    slot = next(slot for slot in resolved.family.slots if slot.name == slot_name)
    kind, _ = resolved.finishes[slot_name]
    label = f"{prefix} {slot_name}".strip().replace("_", " ").capitalize()
    along = f', along="{slot.along}"' if kind == "wood" and slot.along != "x" else ""
    return f'{kind}_material("{label}", {slot_name.upper()}_COLOUR{along})'


def _constants(resolved: Resolved) -> dict[str, str]:
    """Constant name -> line, before any prefix."""
    lines = {
        p.name: _constant(p, p.name, resolved.values[p.name]) for p in resolved.family.parameters
    }
    if resolved.scale != 1.0:
        value = _float(resolved.scale)
        low, high = min(0.05, resolved.scale), max(20.0, resolved.scale)
        lines["SCALE"] = f"SCALE = {value}  # {_number(low)}..{_number(high)}"
    for slot in resolved.family.slots:
        name = f"{slot.name.upper()}_COLOUR"
        lines[name] = f"{name} = {rgb(resolved.finishes[slot.name][1])}  # RGB"
    return lines


def _block(resolved: Resolved, prefix: str) -> tuple[list[str], str]:
    """Return an item's constant lines and its code; ``prefix`` keeps several apart."""
    constants = _constants(resolved)
    code = re.sub(
        r"\$(\w+)",
        lambda match: _material_call(resolved, match.group(1), prefix.replace("_", " ")),
        resolved.family.code.strip("\n"),
    )
    lines = list(constants.values())
    if prefix:
        names = {name: f"{prefix.upper()}_{name}" for name in constants}
        for name in _FUNCTION.findall(code):
            names[name] = f"build_{prefix}" if name.startswith("build_") else f"{name}_of_{prefix}"
        code = _rename(code, names)
        lines = [_rename(line, names) for line in lines]
    return [line for line in lines if _is_used(line, code)], code


def _is_used(line: str, code: str) -> bool:
    name = line.split(" = ")[0]
    return name.endswith("SCALE") or re.search(rf"\b{name}\b", code) is not None


def _rename(text: str, names: dict[str, str]) -> str:
    return _NAME.sub(lambda match: names.get(match.group(0), match.group(0)), text)


def _needed_helpers(code: str) -> list[str]:
    """Names of the helpers that ``code`` uses, directly or not, in their own order."""
    needed: set[str] = set()
    todo = [code]
    while todo:
        found = set(_CALL.findall(todo.pop())) & _HELPERS.keys() - needed
        needed |= found
        todo += [_HELPERS[name] for name in found]
    return [name for name in _HELPERS if name in needed]


def _imports(code: str) -> list[str]:
    lines = [f"import {module}" for module in ("math", "random") if f"{module}." in code]
    if lines:
        lines.append("")
    for module in ("bmesh", "bpy", "mathutils"):
        if f"{module}." in code:
            lines.append(f"import {module}")
    return lines


def _shading_lines(shading: Shading, code: str) -> list[str]:
    lines = [
        f"SEGMENTS = {shading.segments}  # 6..96",
        f"SMOOTH_ANGLE = {shading.smooth_angle}  # degrees, 0..90",
        f"ROUNDNESS = {_float(shading.roundness)}  # 0..3",
    ]
    return [line for line in lines if re.search(rf"\b{line.split()[0]}\b", code)]


def write_script(
    prompt: str, feedback: Iterable[str], placed: list[Placed], shading: Shading, main: str
) -> str:
    """Return the whole script. ``main`` is the body of its ``main`` function."""
    constants: list[str] = []
    parts: list[str] = []
    for each in placed:
        lines, code = _block(each.resolved, each.prefix)
        title = each.resolved.family.title if each.prefix else "Sizes and colours"
        constants += [f"# {title}", *lines, ""]
        parts.append(code)
    body = "\n\n\n".join(parts) + f"\n\n\ndef main():\n{main}"
    helpers = _needed_helpers(body)
    helper_text = "\n\n".join(_HELPERS[name] for name in helpers)
    code = helper_text + body
    asked = [_plain(prompt), *(f"then: {_plain(text)}" for text in feedback)]
    out = ['"""' + asked[0], *(["", *asked[1:]] if len(asked) > 1 else [])]
    out += ["", "Parametric script by the offline composer: rules, not a model.", '"""', ""]
    out += [*_imports(code), "", *constants, "# Shading", *_shading_lines(shading, code), "", ""]
    return "\n".join(out) + "\n" + helper_text + "\n\n" + body + "\n\n\nmain()\n"
