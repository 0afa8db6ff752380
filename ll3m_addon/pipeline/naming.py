# SPDX-License-Identifier: GPL-3.0-or-later
"""An asset's name from its prompt."""

from __future__ import annotations

import re

__all__ = ["name_from_prompt"]

_OPENING = re.compile(
    r"^(?:(?:please|can you|could you)\s+)?"
    r"(?:(?:make|create|generate|model|build|design|give)\s+(?:me\s+|us\s+)?)?"
    r"(?:a|an|the|some|one)\s+",
    re.IGNORECASE,
)
#: Words that begin what a name can do without.
_CUT = re.compile(
    r"\s+(?:with|that|which|and|in|on|under|beside|for|having|made)\b|[,.;:!?\n(]", re.I
)
_LIMIT = 48  # characters; Blender's own names hold 63 bytes and a version needs room


def name_from_prompt(prompt: str) -> str:
    """``a red armchair with wooden legs`` -> ``Red Armchair``; never empty."""
    text = " ".join(prompt.split())
    short = _OPENING.sub("", text, count=1)
    short = _CUT.split(short, maxsplit=1)[0].strip(" -–'\"") or short
    words: list[str] = []
    for word in short.split():
        if words and len(" ".join([*words, word])) > _LIMIT:
            break
        words.append(word)
    name = " ".join(word[:1].upper() + word[1:] for word in words)[:_LIMIT].strip()
    return name or "Asset"
