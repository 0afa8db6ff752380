# SPDX-License-Identifier: GPL-3.0-or-later
"""Design specs by rules: a prompt's type, its parts, their places, sizes and materials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .....bridge.contract.errors import NotUnderstood
from .brief import Sketch
from .detect import DESIGN_TYPES, detect, read_brief, template

__all__ = ["DESIGN_TYPES", "carried", "design"]


def design(
    prompt: str,
    style: str | None = None,
    context: Mapping[str, Any] | None = None,
    constraints: Iterable[str] = (),
    feedback: Iterable[str] = (),
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
    # What was said last counts first: colours, sizes and counts are taken where they stand first.
    text = ". ".join([*reversed(tuple(feedback)), prompt])
    brief = read_brief(kind, text, style, context or {}, limits)
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
            "name": f"{kind.capitalize()} from prompt",
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


def carried(
    source: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """``after`` with what the user changed by hand: what in ``source`` differs from ``before``.

    Where the wish changed the same value (``after`` differs from ``before``), the wish holds.
    """

    def join(mine: Any, old: Any, new: Any) -> Any:
        if isinstance(mine, dict) and isinstance(new, dict):
            was = old if isinstance(old, dict) else {}
            keys = [*new, *(key for key in mine if key not in new)]
            joined = {}
            for key in keys:
                if key in mine and key in new:
                    joined[key] = join(mine[key], was.get(key), new[key])
                elif key in mine and key not in was:
                    joined[key] = mine[key]
                elif key in new and key not in was:
                    joined[key] = new[key]
            return joined
        return new if new != old else mine

    ids = {each["id"]: each for each in source.get("objects", [])}
    old = {each["id"]: each for each in before["objects"]}
    new = {each["id"]: each for each in after["objects"]}
    objects = [
        join(ids[key], old.get(key, {}), each) if key in ids else each
        for key, each in new.items()
        if key in ids or key not in old
    ]
    objects += [each for key, each in ids.items() if key not in new and key not in old]
    return {**after, "objects": objects}
