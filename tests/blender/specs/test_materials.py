# SPDX-License-Identifier: GPL-3.0-or-later
"""Every material and every part of designs, built in Blender: sound, of its own look, of its size."""

from __future__ import annotations

from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.spec import DesignSpec  # noqa: E402
from ll3m.ll3m_addon.kinds.design_spec.builder import OBJECT_KEY, to_script  # noqa: E402
from ll3m.ll3m_addon.kinds.design_spec.materials import MATERIALS  # noqa: E402
from ll3m.ll3m_addon.kinds.design_spec.parts import PARTS  # noqa: E402


def built(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Run the script of these objects; the Blender objects by id."""
    source, _ = to_script(DesignSpec.model_validate({"objects": objects}))
    known = set(bpy.data.objects)
    exec(compile(source, "script.py", "exec"), {"__name__": "script"})
    bpy.context.view_layer.update()
    return {each[OBJECT_KEY]: each for each in set(bpy.data.objects) - known if OBJECT_KEY in each}


def look(material: Any) -> tuple[Any, ...]:
    """What a picture of the material hangs on: its nodes with their unlinked values."""
    found = []
    for node in material.node_tree.nodes:
        values = [
            tuple(socket.default_value)
            if hasattr(socket.default_value, "__len__")
            else socket.default_value
            for socket in node.inputs
            if not socket.is_linked and hasattr(socket, "default_value")
        ]
        found.append((node.bl_idname, repr(values)))
    return tuple(sorted(found))


def test_each_material_is_a_principled_one_with_a_look_of_its_own() -> None:
    size = {"width": 0.2, "height": 0.2, "depth": 0.2, "units": "m"}
    objects = [
        {"id": name, "type": "block", "material": name, "dimensions": size} for name in MATERIALS
    ]
    made = built(objects)
    looks: dict[tuple[Any, ...], str] = {}
    for name, obj in made.items():
        material = obj.material_slots[0].material
        assert "spec_colour" in material
        assert any(node.type == "BSDF_PRINCIPLED" for node in material.node_tree.nodes)
        assert looks.setdefault(look(material), name) == name, f"{name} is no different"
    assert len(looks) == len(MATERIALS) >= 60
    patterned = [
        obj
        for obj in made.values()
        if any("Tex" in node.bl_idname for node in obj.material_slots[0].material.node_tree.nodes)
    ]
    assert len(patterned) >= 60


@pytest.mark.parametrize("size", [(1.0, 0.6, 0.8), (0.02, 0.01, 0.03)])
def test_each_part_fits_the_size_it_is_given(size: tuple[float, float, float]) -> None:
    width, depth, height = size
    sides = {"width": width, "depth": depth, "height": height, "units": "m"}
    made = built(
        [{"id": name, "type": name, "material": "oak", "dimensions": sides} for name in PARTS]
    )
    assert set(made) == set(PARTS)
    for name, obj in made.items():
        assert tuple(obj.dimensions) == pytest.approx(size, rel=1e-4), name
        assert min(corner[2] for corner in obj.bound_box) == pytest.approx(0, abs=1e-5 * height)
        assert len(obj.data.polygons) < 60_000, name


def test_numbers_and_words_in_the_wrong_places_of_a_part_build_all_the_same() -> None:
    sides = {"width": 3.0, "depth": 2.0, "height": 5.0, "units": "m"}
    odd: dict[str, Any] = {
        "floors": "two", "steps": -4, "shelves": 1e9, "window_width": True, "entrance": "wide",
        "text": 'é"\\n{}' * 20, "form": 7, "side": None, "hinge": [1], "gable": {"a": 1},
        "round": "yes", "rotation": "upright", "colour": 12, "count": {},
    }  # fmt: skip
    made = built(
        [
            {
                "id": f"{name}",
                "type": name,
                "material": "oak",
                "dimensions": sides,
                "properties": odd,
            }
            for name in PARTS
        ]
    )
    assert set(made) == set(PARTS)
