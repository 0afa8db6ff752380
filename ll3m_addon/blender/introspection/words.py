# SPDX-License-Identifier: GPL-3.0-or-later
"""What one property, call or docstring says, in words of Python."""

from __future__ import annotations

import math
import re
from typing import Any

__all__ = [
    "MANY",
    "Row",
    "call_of",
    "default_of",
    "described",
    "literal",
    "plain",
    "row",
    "signature_of",
]

Row = dict[str, str]
#: Enum items, properties and sockets named in one entry; the longest lists are of icons and keys.
MANY = 40
_TEXT, _NODE_TEXT = 700, 2400
_MARKUP = re.compile(r":(?:class|meth|func|attr|mod|ref|data):`([^`<]*)[^`]*`")


def row(name: str, kind: str, signature: str, text: str = "", alias: str = "") -> Row:
    """One entry."""
    text = re.sub(r"\.(?: \.)+", ".", re.sub(r"\s+", " ", text)).strip()
    text = text[: _NODE_TEXT if kind == "node" else _TEXT]
    return {"name": name, "kind": kind, "signature": signature, "text": text, "alias": alias}


def number(value: float) -> str:
    """A figure as one would write it; Blender's limits of single precision become ``inf``."""
    if isinstance(value, int):
        return "inf" if value >= 2**31 - 1 else "-inf" if value <= -(2**31) else str(value)
    if abs(value) > 3.4e38 or math.isinf(value):
        return "-inf" if value < 0 else "inf"
    return f"{value:.6g}"


def literal(value: Any) -> str:
    """A value as Python would write it, floats without noise."""
    if isinstance(value, bool | str | None):
        return repr(value)
    if isinstance(value, float):
        text = f"{value:.6g}"
        return text if any(sign in text for sign in ".en") else f"{text}.0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(repr, value))) + "}" if value else "set()"
    if hasattr(value, "__iter__"):
        return "(" + ", ".join(literal(each) for each in value) + ")"
    return repr(value)


def items_of(prop: Any) -> str:
    """Enum items; those that depend on the file are not known here and stay away."""
    names = [item.identifier for item in prop.enum_items]
    more = f", … {len(names) - MANY} more" if len(names) > MANY else ""
    return ", ".join(repr(name) for name in names[:MANY]) + more


def default_of(prop: Any) -> str:
    """A property's default, or an empty text where it has none."""
    if prop.type in ("POINTER", "COLLECTION"):
        return "None" if prop.type == "POINTER" else ""
    if getattr(prop, "is_array", False):
        return literal(list(prop.default_array))
    if prop.type == "ENUM" and prop.is_enum_flag:
        return literal(set(prop.default_flag))
    return literal(prop.default)


def type_of(prop: Any) -> str:
    """The type of a property in words of Python."""
    if prop.type == "ENUM":
        found = items_of(prop)
        return f"{'set of ' if prop.is_enum_flag else ''}{{{found}}}" if found else "str"
    if prop.type == "POINTER":
        return prop.fixed_type.identifier
    if prop.type == "COLLECTION":
        return f"collection of {prop.fixed_type.identifier}"
    plain = {"BOOLEAN": "bool", "INT": "int", "FLOAT": "float", "STRING": "str"}[prop.type]
    if getattr(prop, "is_array", False):
        return f"{plain}[{prop.array_length}]"
    return plain


def described(prop: Any) -> str:
    """``name: type = default (range)``."""
    text = f"{prop.identifier}: {type_of(prop)}"
    default = default_of(prop) if prop.type not in ("POINTER", "COLLECTION") else ""
    text += f" = {default}" if default else ""
    if prop.type in ("INT", "FLOAT"):
        text += f" ({number(prop.hard_min)}..{number(prop.hard_max)})"
    if prop.is_readonly and prop.type != "COLLECTION":
        text += " (read only)"
    return text


def call_of(function: Any) -> tuple[str, str]:
    """``(a, b=1) -> Result`` of an RNA function, and what its parameters are."""
    given, returned, notes = [], [], []
    for prop in function.parameters:
        if prop.is_output:
            returned.append(type_of(prop))
            continue
        given.append(
            prop.identifier if prop.is_required else f"{prop.identifier}={default_of(prop)}"
        )
        notes.append(f"{prop.identifier}: {type_of(prop)}. {prop.description}")
    text = f"({', '.join(given)})" + (f" -> {', '.join(returned)}" if returned else "")
    return text, " ".join(notes)


def plain(doc: str | None) -> str:
    """A docstring without its markup."""
    text = re.sub(r"^\s*\.\. \w+:: .*$", "", doc or "", flags=re.MULTILINE)
    text = _MARKUP.sub(r"\1", text)
    text = re.sub(r":arg (\w+):", r"\1:", text)
    text = re.sub(r":type \w+: ?", "", text)
    return text.replace(":return:", "Returns").replace(":rtype:", "->").replace("``", "")


def signature_of(full: str, doc: str | None) -> str:
    """The call that a docstring names, else the bare name (an attribute)."""
    name = full.rpartition(".")[2]
    found = re.search(rf"(?:^|:: |[\s.])({re.escape(name)}\([^\n]*)", doc or "")
    if found:
        return full.rpartition(".")[0] + "." + found.group(1)
    kind = re.search(r":type: ([^\n]+)", doc or "")
    return f"{full}: " + _MARKUP.sub(r"\1", kind.group(1)) if kind else full
