# SPDX-License-Identifier: GPL-3.0-or-later
"""Design specs by rules: a prompt's type, its parts, their places, sizes and materials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .....bridge.contract.errors import NotUnderstood
from .brief import Sketch
from .detect import DESIGN_TYPES, detect, read_brief, template

__all__ = ["DESIGN_TYPES", "design"]


def design(
    prompt: str,
    style: str | None = None,
    context: Mapping[str, Any] | None = None,
    constraints: Iterable[str] = (),
) -> dict[str, Any]:
    """A design spec as JSON data, in metres. The same request gives the same spec.

    Raises:
        NotUnderstood: the prompt names nothing of the known design types.
    """
    found = detect(prompt)
    if found is None:
        raise NotUnderstood(
            "The offline composer does not know the design asked for.",
            advice="Name a building, vehicle, electronic device, appliance or piece of furniture, "
            "or choose a model as provider.",
        )
    kind, sub = found
    limits = list(constraints)
    brief = read_brief(kind, prompt, style, context or {}, limits)
    sketch = Sketch(brief)
    template(kind, sub)(sketch)
    for each in sketch.objects:
        each["properties"] |= {"design_type": kind, "category": sub}
    if brief.features:
        sketch.objects[0]["properties"]["features"] = list(brief.features)
    used = list(dict.fromkeys(each["material"] for each in sketch.objects))
    return {
        "objects": sketch.objects,
        "scene": {
            "name": f"{sub.replace('_', ' ').capitalize()} from prompt",
            "description": prompt,
        },
        "metadata": {
            "original_spec": {
                "design_type": kind,
                "category": sub,
                "materials": [{"type": each} for each in used],
                "features": list(brief.features),
            },
            "generation_method": "rules",
            "style": style or brief.style,
            "constraints": limits,
            "context": dict(context or {}),
        },
    }
