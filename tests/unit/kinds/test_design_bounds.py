# SPDX-License-Identifier: GPL-3.0-or-later
"""Designs at the contract's bounds: whatever fits the request is answered or refused in words."""

from __future__ import annotations

import pytest
from ll3m.bridge.contract.errors import InvalidRequest
from ll3m.bridge.contract.spec import DesignObject, DesignSpec, Dimensions, Position
from ll3m.ll3m_addon.kinds.design_spec.difference import merge
from ll3m.ll3m_addon.kinds.design_spec.geometry import summed
from ll3m.ll3m_addon.kinds.design_spec.units import in_metres
from ll3m.ll3m_addon.kinds.design_spec.validate import parse


def thing(name: str, x: float = 0.0, width: float = 1.0, units: str = "meters") -> DesignObject:
    size = Dimensions(width=width, height=1, depth=1, units=units)
    return DesignObject(
        id=name, type="box", material="wood", dimensions=size, position=Position(x=x)
    )


def design(*things: DesignObject) -> DesignSpec:
    return DesignSpec(objects=list(things))


def test_objects_may_stand_further_apart_than_one_may_be_large() -> None:
    box = summed(design(thing("a", -9000), thing("b", 9000))).scene.bounding_box
    assert box is not None
    assert box.width == pytest.approx(18001)


def test_what_is_too_large_in_metres_is_refused_in_words() -> None:
    wide = design(thing("a", width=9999, units="km"))
    with pytest.raises(InvalidRequest, match="width"):
        in_metres(wide)
    spec, findings = parse(wide.model_dump())
    assert spec is None
    assert findings[0].rule == "object.size"


def test_a_join_that_leaves_no_design_is_refused_in_words() -> None:
    a, b = thing("a"), thing("b")
    with pytest.raises(InvalidRequest, match="at least 1"):
        merge(design(a, b), design(a), design(b))
    many = [[thing(f"{side}{number}") for number in range(300)] for side in "mt"]
    with pytest.raises(InvalidRequest, match="at most 500"):
        merge(design(a), design(a, *many[0]), design(a, *many[1]))
