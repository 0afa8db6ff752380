# SPDX-License-Identifier: GPL-3.0-or-later
"""The mesh report finds what is wrong, names the objects, and leaves good models alone."""

from __future__ import annotations

from typing import Any

import pytest
from ll3m.bridge.contract.code import MeshReport


def test_the_report_fits_the_contract_to_the_letter(armchair: Any) -> None:
    report = armchair.measure()[1]
    assert MeshReport.model_validate(report, strict=True).model_dump() == report


def test_a_sound_model_scores_ten(armchair: Any) -> None:
    assert set(armchair.failed()) == {"missing_uvs", "overlapping_faces"}
    assert armchair.measure()[1]["score"] == 10.0


def test_a_part_in_the_air_floats(armchair: Any) -> None:
    armchair.box("Crown", (0.1, 0.1, 0.1), (0, 0, 1.5))
    assert armchair.failed()["floating_parts"] == ["Crown"]
    assert armchair.measure()[1]["score"] < 10


def test_a_part_of_one_mesh_floats_too(model: Any) -> None:
    low, high = (
        [(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)],
        [(0, 0, 3), (1, 0, 3), (0, 1, 3), (0, 0, 4)],
    )
    faces = [(0, 2, 1), (0, 1, 3), (1, 2, 3), (2, 0, 3)]
    model.mesh("Both", low + high, faces + [tuple(i + 4 for i in face) for face in faces])
    assert model.failed()["floating_parts"] == ["Both"]


def test_parts_that_stand_apart_on_the_ground_do_not_float(model: Any) -> None:
    model.box("Table", at=(0, 0, 0.5))
    model.box("Stool", (0.3, 0.3, 0.3), (2, 0, 0.15))
    assert "floating_parts" not in model.failed()


def test_a_part_inside_a_closed_one_does_not_float(model: Any) -> None:
    model.box("Shell", (2, 2, 2), (0, 0, 1))
    model.box("Kernel", (0.2, 0.2, 0.2), (0.1, 0.05, 1))
    assert "floating_parts" not in model.failed()


def test_a_part_within_an_open_bowl_of_walls_floats(model: Any) -> None:
    for x in (-1, 1):
        model.box(f"Wall {x}", (0.1, 2, 2), (x, 0, 1))
    model.box("Ghost", (0.2, 0.2, 0.2), (0, 0, 1))
    assert model.failed()["floating_parts"] == ["Ghost"]


@pytest.mark.parametrize(("gap", "floats"), [(0.002, False), (0.05, True)])
def test_a_hair_of_a_gap_is_a_touch(model: Any, gap: float, floats: bool) -> None:
    model.box("Low", at=(0, 0, 0.5))
    model.box("High", at=(0, 0, 1.5 + gap))
    assert ("floating_parts" in model.failed()) is floats


def test_an_inside_out_body_is_found(model: Any) -> None:
    model.box("Good", at=(0, 0, 0.5))
    model.box("Bad", at=(0, 0, 1.5), inside_out=True)
    assert model.failed()["flipped_normals"] == ["Bad"]


def test_a_mirrored_body_is_not_inside_out(model: Any) -> None:
    model.box("Box", at=(0, 0, 0.5)).scale.x = -1
    failed = model.failed()
    assert "flipped_normals" not in failed
    assert failed["negative_scale"] == ["Box"]


def test_a_cavity_is_not_an_inside_out_body(model: Any) -> None:
    outer = model.box("Hollow", (2, 2, 2))
    inner = model.box("Inner", inside_out=True)
    points = [v.co.copy() for mesh in (outer.data, inner.data) for v in mesh.vertices]
    faces = [tuple(p.vertices) for p in outer.data.polygons]
    faces += [tuple(i + 8 for i in p.vertices) for p in inner.data.polygons]
    for obj in (outer, inner):
        model.collection.objects.unlink(obj)
    model.mesh("Cavity", points, faces, (0, 0, 1))
    assert "flipped_normals" not in model.failed()


def test_a_face_turned_over_is_found(model: Any) -> None:
    box = model.box("Box", at=(0, 0, 0.5))
    box.data.polygons[0].flip()
    assert model.failed()["inconsistent_winding"] == ["Box"]


def test_an_open_mesh_is_told_but_costs_nothing(model: Any) -> None:
    model.sheet("Leaf")
    assert model.failed()["open_edges"] == ["Leaf"]
    assert model.measure()[1]["score"] == 10.0


def test_three_faces_on_an_edge_are_non_manifold(model: Any) -> None:
    points = [(0, 0, 0), (0, 0, 1), (1, 0, 0), (0, 1, 0), (-1, 0, 0)]
    model.mesh("Fan", points, [(0, 1, 2), (0, 1, 3), (0, 1, 4)])
    assert model.failed()["non_manifold"] == ["Fan"]


def test_faces_without_area_and_loose_vertices_are_found(model: Any) -> None:
    points = [(0, 0, 0), (1, 0, 0), (0, 1, 0), (2, 0, 0), (5, 5, 5)]
    model.mesh("Bad", points, [(0, 1, 2), (0, 1, 3)])
    failed = model.failed()
    assert failed["zero_area_faces"] == ["Bad"]
    assert failed["loose_geometry"] == ["Bad"]


@pytest.mark.parametrize("turn", [(0.0, 0.0), (0.3, 0.7)])
@pytest.mark.parametrize(("height", "ok"), [(0.0, False), (1e-8, False), (1e-4, True)])
def test_a_sliver_has_no_area_whatever_way_it_lies(
    model: Any, turn: tuple[float, float], height: float, ok: bool
) -> None:
    import mathutils

    points = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0.4, height, 0)]
    way = mathutils.Euler((*turn, 0.2))
    turned = [tuple((mathutils.Vector(point) @ way.to_matrix())[:]) for point in points]
    model.mesh("Body", turned, [(0, 4, 1), (4, 2, 3)])
    assert ("zero_area_faces" not in model.failed()) is ok


def test_a_point_on_the_edge_of_a_face_is_no_face_without_area(model: Any) -> None:
    points = [(0, 0, 0), (0.5, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    model.mesh("Body", points, [(0, 1, 2, 3, 4)])
    assert "zero_area_faces" not in model.failed()


def test_a_model_of_nothing_fails_the_first_check_and_scores_nothing(model: Any) -> None:
    model.mesh("Wire", [(0, 0, 0), (0, 0, 1)], [])
    report = model.measure()[1]
    assert (report["items"][0]["check"], report["items"][0]["ok"]) == ("counts", False)
    assert (report["items"][0]["severity"], report["score"]) == ("error", 0.0)


def test_counts_size_and_uv_maps_are_told_of_a_good_model(model: Any) -> None:
    model.box("Box", (2, 0.5, 0.01), (0, 0, 0.005)).data.uv_layers.new(name="UVMap")
    items = {item["check"]: item for item in model.measure()[1]["items"]}
    assert all(item["ok"] for item in items.values())
    assert items["counts"]["what"] == "1 object, 8 vertices, 6 faces."
    assert items["scale"]["what"] == "2.00 m × 50.0 cm × 1.0 cm."
    assert items["missing_uvs"]["what"] == "Every object has a UV map."


def test_an_object_without_size_or_faces_is_found(model: Any) -> None:
    model.box("Box")
    model.mesh("Nothing", [], [])
    model.box("Shrunk").scale = (0, 0, 0)
    assert model.failed()["zero_size"] == ["Nothing", "Shrunk"]


def test_two_faces_in_one_place_flicker(model: Any) -> None:
    model.box("Wall", (2, 0.2, 2), (0, 0, 1))
    model.material("Blue", (0.1, 0.1, 0.8))
    model.box("Door", (0.5, 0.2, 1), (0.1, 0, 0.9), material="Blue")
    assert model.failed()["overlapping_faces"] == ["Door", "Wall"]
    assert model.measure()[1]["score"] == 9.0


def test_faces_of_one_material_in_one_place_are_told_but_cost_nothing(model: Any) -> None:
    model.box("Wall", (2, 0.2, 2), (0, 0, 1))
    model.box("Block", (0.5, 0.2, 1), (0.1, 0, 0.9))
    assert model.failed()["overlapping_faces"] == ["Block", "Wall"]
    assert model.measure()[1]["score"] == 10.0


def test_faces_that_meet_back_to_back_do_not_flicker(model: Any) -> None:
    model.box("Low", at=(0, 0, 0.5))
    model.box("High", (0.5, 0.5, 1), at=(0.1, 0, 1.5))
    assert "overlapping_faces" not in model.failed()


def test_neighbours_in_one_plane_do_not_flicker(model: Any) -> None:
    model.box("Left", at=(0, 0, 0.5))
    model.box("Right", at=(1, 0, 0.5))
    assert "overlapping_faces" not in model.failed()


@pytest.mark.parametrize(
    ("size", "ok"), [(0.0005, False), (0.01, True), (100, True), (5000, False)]
)
def test_absurd_sizes_are_named(model: Any, size: float, ok: bool) -> None:
    model.box("Box", (size, size, size), (0, 0, size / 2))
    assert ("scale" not in model.failed()) is ok


@pytest.mark.parametrize(
    ("low", "severity"), [(0.0, None), (0.4, "info"), (-0.2, "warning"), (-0.5, "info")]
)
def test_contact_with_the_ground_is_judged(model: Any, low: float, severity: str | None) -> None:
    model.box("Box", at=(0, 0, 0.5 + low))
    item = next(i for i in model.measure()[1]["items"] if i["check"] == "ground_contact")
    assert (None if item["ok"] else item["severity"]) == severity


def test_faces_without_a_material_are_found(model: Any) -> None:
    model.box("Box", at=(0, 0, 0.5))
    model.box("Bare", at=(0, 0, 1.5), material=None)
    assert model.failed()["missing_materials"] == ["Bare"]


def test_a_heavy_model_is_checked_in_part_and_says_so(model: Any, monkeypatch: Any) -> None:
    from ll3m.ll3m_addon.blender import mesh_overlap, mesh_report

    monkeypatch.setattr(mesh_report, "CHECKED_TRIANGLES", 100)
    monkeypatch.setattr(mesh_overlap, "TRIANGLES", 5)
    model.box("Light", at=(0, 0, 0.5))
    model.ball("Heavy", 0.5, (0, 0, 1.5))
    items = {item["check"]: item for item in model.measure()[1]["items"]}
    assert "1 of 2 objects were too heavy" in items["non_manifold"]["what"]
    assert "Only part" in items["overlapping_faces"]["what"]
