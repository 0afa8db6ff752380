# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of length. Inside everything is in metres."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from ....bridge.contract.errors import InvalidRequest
from ....bridge.contract.spec import DesignSpec, Dimensions, Extent

__all__ = ["METRES", "checked", "factor", "in_metres"]

Size = TypeVar("Size", Dimensions, Extent)

METRES = "meters"

#: The international yard and pound agreement of 1959 sets the inch at 25.4 mm.
_FACTORS = {
    1.0: "m meter meters metre metres",
    0.01: "cm centimeter centimeters centimetre centimetres",
    0.001: "mm millimeter millimeters millimetre millimetres",
    1000.0: "km kilometer kilometers kilometre kilometres",
    0.0254: 'in inch inches "',
    0.3048: "ft foot feet '",
    0.9144: "yd yard yards",
}
_BY_NAME = {name: value for value, names in _FACTORS.items() for name in names.split()}


def factor(unit: str) -> float | None:
    """Metres in one ``unit``; None for a unit that is not known."""
    return _BY_NAME.get(unit.strip().lower() or "m")


def checked(tree: dict[str, Any]) -> DesignSpec:
    """The spec that was made of others, within the contract's bounds.

    Raises:
        InvalidRequest: it is none: too many objects, none at all, or something too large.
    """
    try:
        return DesignSpec.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(each) for each in first["loc"])
        raise InvalidRequest(f"What comes out is no design: {where}: {first['msg']}.") from error


def _converted(size: Size) -> Size:
    times = factor(size.units)
    if times is None or size.units == METRES:
        return size
    update = {side: getattr(size, side) * times for side in ("width", "height", "depth")}
    return size.model_copy(update={**update, "units": METRES})


def in_metres(spec: DesignSpec) -> DesignSpec:
    """The spec with every length in metres; positions follow their object's unit.

    Sizes in a unit that is not known stay as they are: ``validate`` names them.

    Raises:
        InvalidRequest: something is too large in metres.
    """
    objects = []
    for each in spec.objects:
        times = factor(each.dimensions.units) or 1.0
        at = each.position
        if times != 1.0:
            at = at.model_copy(update={"x": at.x * times, "y": at.y * times, "z": at.z * times})
        update = {"position": at, "dimensions": _converted(each.dimensions)}
        objects.append(each.model_copy(update=update))
    scene = spec.scene
    if scene.bounding_box is not None:
        scene = scene.model_copy(update={"bounding_box": _converted(scene.bounding_box)})
    made = spec.model_copy(update={"objects": objects, "scene": scene})
    if any((factor(each.dimensions.units) or 1.0) > 1.0 for each in spec.objects):
        checked(made.model_dump(mode="json"))
    return made
