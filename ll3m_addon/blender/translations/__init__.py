# SPDX-License-Identifier: GPL-3.0-or-later
"""What LL3M says in other languages, a module per language: English -> that language.

What the product itself says (errors, notes, findings) is English on the wire and in logs; the panel
shows it in its own language by ``sentences``.
"""

from __future__ import annotations

import importlib

import bpy

__all__ = ["LANGUAGES", "register", "unregister"]

#: Blender's locale -> module here.
LANGUAGES = {"de_DE": "german", "de": "german"}
#: Labels of operators stand in a context of their own.
_CONTEXTS = ("*", "Operator")

_owner: list[str] = []


def _table() -> dict[str, dict[tuple[str, str], str]]:
    tables: dict[str, dict[tuple[str, str], str]] = {}
    for locale, module in LANGUAGES.items():
        texts: dict[str, str] = importlib.import_module(f".{module}", __package__).TEXTS
        tables[locale] = {
            (context, text): said for text, said in texts.items() for context in _CONTEXTS
        }
    return tables


def register(package: str) -> None:
    """Hand Blender our translations."""
    bpy.app.translations.register(package, _table())
    _owner.append(package)


def unregister() -> None:
    """Take them back."""
    for package in _owner:
        bpy.app.translations.unregister(package)
    _owner.clear()
