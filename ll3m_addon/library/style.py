# SPDX-License-Identifier: GPL-3.0-or-later
"""Style guides: what a project's file holds, typed, and as the words of a request."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from ...bridge.contract.project import StyleGuide

__all__ = ["style_guide", "style_text"]

_LISTS = (
    ("palette", "Colours"),
    ("materials", "Materials"),
    ("shapes", "Shapes"),
    ("avoid", "Avoid"),
)


def style_guide(kept: dict[str, Any]) -> StyleGuide:
    """The guide of a ``project.json``. What a person or a later LL3M wrote otherwise is ``more``."""
    fields: dict[str, Any] = {}
    more: dict[str, str] = {}
    for name, value in kept.items():
        try:
            StyleGuide.model_validate({name: value})
        except ValidationError:
            more[name] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        else:
            fields[name] = value
    if more:
        fields["more"] = dict(list((fields.get("more", {}) | more).items())[:20])
    return StyleGuide.model_validate(fields)


def style_text(guide: StyleGuide) -> str:
    """The guide in a few lines of words; empty if it says nothing."""
    lines = [guide.text] if guide.text else []
    lines += [
        f"{title}: {', '.join(values)}."
        for field, title in _LISTS
        if (values := getattr(guide, field))
    ]
    lines += [f"{name}: {value}" for name, value in guide.more.items() if value]
    return "\n".join(lines)
