# SPDX-License-Identifier: GPL-3.0-or-later
"""What the product says in English sentences, in Blender's language where they are known.

Errors hold values, so no catalogue of Blender's finds them. They are English on the wire and in
logs; only the panel shows them in its language. The tables are loaded when one is first needed.
"""

from __future__ import annotations

import importlib
import re
from functools import cache, lru_cache

import bpy

__all__ = ["said"]

#: Blender's locale -> module here.
_MODULES = {"de_DE": "german_sentences", "de": "german_sentences"}


def said(text: str) -> str:
    """``text`` in Blender's language; itself where the language is English or does not know it."""
    locale = bpy.app.translations.locale
    if locale not in _MODULES or not bpy.context.preferences.view.use_translate_interface:
        return text
    return _in(_MODULES[locale], text)


@lru_cache(maxsize=256)
def _in(module: str, text: str) -> str:
    for form, other in _forms(module):
        found = form.fullmatch(text)
        if found is not None:
            return other.format(*found.groups())
    return text


@cache
def _forms(module: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as a pattern; those with fewer values first, since they say more."""
    table: dict[str, str] = importlib.import_module(f".{module}", __package__).SENTENCES
    rows = sorted(table.items(), key=lambda row: (row[0].count("{}"), -len(row[0])))
    return tuple(
        (re.compile("(.*?)".join(map(re.escape, english.split("{}"))), re.DOTALL), other)
        for english, other in rows
    )
