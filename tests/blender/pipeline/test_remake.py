# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions without a model: other values, an edited source, presets, repairs; real jail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Conflict, InvalidRequest, NoScene, NotFound
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
ME = Caller("test")
BOX = '''"""A box."""
import bpy

# Sizes
SIZE = 1.0  # m, 0.5..2
WIDE = 2  # count, 1..4
ROUND = False  # rounded edges

bpy.ops.mesh.primitive_cube_add(size=SIZE, location=(0, 0, SIZE / 2))
box = bpy.context.object
box.name = "Box"
box.scale.x = WIDE
if ROUND:
    box.modifiers.new("Bevel", "BEVEL")
box.data.materials.append(bpy.data.materials.new("Card"))
'''
#: Inside out, with a loose vertex, no material, no UV map, above the ground.
BROKEN = """import bmesh
import bpy

LIFT = 1.0  # m, 0..2

edit = bmesh.new()
bmesh.ops.create_cube(edit, size=1.0)
for face in edit.faces:
    face.normal_flip()
edit.verts.new((0.0, 0.0, 2.0))
mesh = bpy.data.meshes.new("Broken")
edit.to_mesh(mesh)
edit.free()
item = bpy.data.objects.new("Broken", mesh)
item.location.z = LIFT
bpy.context.scene.collection.objects.link(item)
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The product with a library of its own; one warm jail for all tests here."""
    library: Path = tmp_path_factory.mktemp("remake") / "library"
    made = build_app(Settings(library=library, cache=False), program=bpy.app.binary_path)
    yield made
    made.close()


def ended(app: Any, job: Any) -> Any:
    return app.call("job.get", {"job_id": job.id, "wait": 60}, ME)


def version(app: Any, job: Any) -> Any:
    """The version that a job made."""
    done = ended(app, job)
    assert done.error is None, done.error
    found = app.call("version.get", {"asset_id": done.asset_id, "number": done.version}, ME)
    return found.version


@pytest.fixture(scope="module")
def mug(app: Any) -> str:
    """An asset that the composer made, with a box as its second version."""
    job = app.call("asset.generate", {"prompt": "a blue mug", "preview": 0}, ME)
    return version(app, job).asset_id


def made_of(app: Any, asset_id: str, source: str) -> Any:
    """The asset's next version, from this source."""
    job = app.call("version.make", {"asset_id": asset_id, "source": source, "preview": 0}, ME)
    return version(app, job)


def test_a_composed_version_has_parameters_and_another_value_makes_the_next_version(
    app: Any, mug: str
) -> None:
    listed = app.call("version.parameters", {"asset_id": mug}, ME)
    height = next(each for each in listed.parameters if each.name == "HEIGHT")
    assert (height.type, height.unit, height.guessed) == ("float", "m", False)
    wanted = round(height.maximum, 3)
    params = {"asset_id": mug, "values": {"HEIGHT": wanted}, "preview": 64}
    base = app.call("version.get", {"asset_id": mug}, ME).version
    new = version(app, app.call("version.set_parameters", params, ME))
    assert new.parent == base.number
    assert (new.provider, new.model, new.metadata["made_by"]) == (
        "user",
        "parameters",
        "parameters",
    )
    assert new.metadata["values"] == {"HEIGHT": wanted}
    assert new.usage.calls == 0
    assert new.facts.bounding_box.size[2] == pytest.approx(wanted, rel=0.1)
    assert [line for line in new.source.splitlines() if line not in base.source.splitlines()] == [
        f"HEIGHT = {wanted:g}  # m, {height.minimum:g}..{height.maximum:g}"
    ]
    assert "preview.png" in {each.name for each in new.files}


def test_an_edited_source_goes_through_check_and_jail_to_the_next_version(
    app: Any, mug: str
) -> None:
    new = made_of(app, mug, BOX)
    assert new.facts.bounding_box.size == pytest.approx((2.0, 1.0, 1.0))
    assert (new.metadata["made_by"], new.source) == ("source", BOX)
    again = app.call(
        "version.make", {"asset_id": mug, "source": BOX + "exec('1')\n", "preview": 0}, ME
    )
    refused = ended(app, again)
    assert (refused.state, refused.error.code) == ("failed", "refused")
    assert refused.error.data["findings"][0]["line"] == BOX.count("\n") + 1
    broken = app.call("version.make", {"asset_id": mug, "source": BOX + "1 / 0\n"}, ME)
    assert ended(app, broken).error.code == "script_failed"


def test_a_job_for_other_values_can_be_asked_again(app: Any, mug: str) -> None:
    base = made_of(app, mug, BOX)
    params = {"asset_id": mug, "number": base.number, "values": {"SIZE": 2.0}, "preview": 0}
    job = ended(app, app.call("version.set_parameters", params, ME))
    again = version(app, app.call("job.retry", {"job_id": job.id}, ME))
    assert again.number == job.version + 1
    assert again.facts.bounding_box.size[2] == pytest.approx(2.0)


def test_values_that_do_not_fit_are_told_before_any_job_begins(app: Any, mug: str) -> None:
    base = made_of(app, mug, BOX)
    for values in ({"SIZE": 9.0}, {"SIZE": "x"}, {"NOPE": 1}):
        params = {"asset_id": mug, "number": base.number, "values": values}
        with pytest.raises(InvalidRequest):
            app.call("version.set_parameters", params, ME)


def test_a_preview_needs_a_scene(app: Any, mug: str) -> None:
    with pytest.raises(NoScene):
        app.call("version.preview", {"asset_id": mug, "values": {}}, ME)


def test_presets_are_kept_replaced_applied_and_forgotten(app: Any, mug: str) -> None:
    base = made_of(app, mug, BOX)

    def save(name: str, **values: Any) -> Any:
        return app.call("preset.save", {"asset_id": mug, "name": name, "values": values}, ME)

    save("Big", SIZE=1.5, WIDE=3)
    save("Small", SIZE=0.5, GONE=1)
    assert [each.name for each in save("Big", SIZE=2.0, WIDE=3).presets] == ["Big", "Small"]
    new = version(app, app.call("preset.apply", {"asset_id": mug, "name": "Big", "preview": 0}, ME))
    assert new.facts.bounding_box.size == pytest.approx((6.0, 2.0, 2.0))
    small = {"asset_id": mug, "name": "Small", "number": base.number, "preview": 0}
    assert version(app, app.call("preset.apply", small, ME)).metadata["values"] == {"SIZE": 0.5}
    app.call("preset.delete", {"asset_id": mug, "name": "Big"}, ME)
    assert [p.name for p in app.call("preset.list", {"asset_id": mug}, ME).presets] == ["Small"]
    with pytest.raises(NotFound, match="Small"):
        app.call("preset.apply", {"asset_id": mug, "name": "Big"}, ME)


def test_what_the_report_offers_to_repair_is_repaired_and_stays_so(app: Any, mug: str) -> None:
    base = made_of(app, mug, BROKEN)
    offered = {item.check: item.fix for item in base.report.items if not item.ok}
    assert offered.items() >= {
        "flipped_normals": "normals", "loose_geometry": "loose", "missing_materials": "materials",
        "missing_uvs": "uvs", "ground_contact": "ground",
    }.items()  # fmt: skip
    fixed = version(app, app.call("version.fix", {"asset_id": mug, "preview": 0}, ME))
    assert [item.check for item in fixed.report.items if not item.ok] == []
    assert fixed.score > base.score
    assert fixed.facts.vertices == 8
    assert fixed.facts.bounding_box.min[2] == pytest.approx(0)
    assert "normals" in fixed.metadata["fixes"]
    # What is made from it keeps the repairs, though the script makes the faults again.
    again = app.call("version.set_parameters", {"asset_id": mug, "values": {"LIFT": 2.0}}, ME)
    assert [item.check for item in version(app, again).report.items if not item.ok] == []


def test_a_repair_that_finds_nothing_makes_no_version(app: Any, mug: str) -> None:
    good = made_of(app, mug, BOX)
    before = len(app.call("version.list", {"asset_id": mug}, ME).versions)
    params = {"asset_id": mug, "number": good.number, "fixes": ["loose"], "preview": 0}
    job = ended(app, app.call("version.fix", params, ME))
    assert (job.state, job.error.code) == ("failed", "conflict")
    assert len(app.call("version.list", {"asset_id": mug}, ME).versions) == before


def test_two_versions_are_compared_in_facts_parameters_parts_and_source(app: Any, mug: str) -> None:
    one = made_of(app, mug, BOX)
    params = {"asset_id": mug, "values": {"SIZE": 2.0, "ROUND": True}, "preview": 0}
    other = version(app, app.call("version.set_parameters", params, ME))
    pair = {"asset_id": mug, "number": one.number, "other": other.number}
    found = app.call("version.compare", pair, ME)
    assert {each.what: (each.one, each.other) for each in found.parameters} == {
        "SIZE": (1.0, 2.0), "ROUND": (False, True),
    }  # fmt: skip
    assert {each.what for each in found.facts} >= {"size", "faces", "vertices"}
    assert [each.what for each in found.parts] == ["Box"]
    assert "-SIZE = 1.0  # m, 0.5..2\n+SIZE = 2.0  # m, 0.5..2" in found.source
    with pytest.raises(InvalidRequest):
        app.call("version.compare", {**pair, "other": one.number}, ME)


def test_a_branch_is_an_asset_of_its_own_that_says_where_it_came_from(app: Any, mug: str) -> None:
    base = made_of(app, mug, BOX)
    branch = app.call(
        "version.branch", {"asset_id": mug, "number": base.number, "name": "Crate"}, ME
    )
    assert (branch.name, branch.versions) == ("Crate", 1)
    assert branch.metadata["branched_from"] == {"asset_id": mug, "number": base.number}
    copy = app.call("version.get", {"asset_id": branch.id}, ME).version
    assert copy.source == BOX
    assert {each.name for each in copy.files} >= {"model.blend", "script.py"}


def test_parts_are_listed_with_materials_and_what_is_said_of_them_goes_with_the_versions(
    app: Any, mug: str
) -> None:
    base = made_of(app, mug, BOX)
    listed = app.call("version.parts", {"asset_id": mug, "number": base.number}, ME)
    assert [(each.name, each.part_name) for each in listed.parts] == [("Box", "Box")]
    assert [(each.name, each.parts) for each in listed.materials] == [("Card", ["Box"])]
    says = {"part_name": "crate", "component_of": "shop", "used_for": ["storing"],
            "material": {"type": "card", "thickness": "10mm"}}  # fmt: skip
    edit = {"asset_id": mug, "number": base.number, "parts": {"Box": says}}
    (part,) = app.call("version.edit_parts", edit, ME).parts
    assert part.model_dump().items() >= says.items()
    params = {"asset_id": mug, "number": base.number, "values": {"SIZE": 2.0}, "preview": 0}
    child = version(app, app.call("version.set_parameters", params, ME))
    (same,) = app.call("version.parts", {"asset_id": mug, "number": child.number}, ME).parts
    assert (same.part_name, same.used_for) == ("crate", ["storing"])
    with pytest.raises(NotFound, match="Box"):
        app.call("version.edit_parts", {**edit, "parts": {"Lid": says}}, ME)


def test_a_version_of_trash_makes_no_other(app: Any) -> None:
    job = app.call("asset.generate", {"prompt": "a red chair", "preview": 0}, ME)
    asset_id = version(app, job).asset_id
    app.call("asset.delete", {"asset_id": asset_id}, ME)
    with pytest.raises(Conflict, match="trash"):
        app.call("version.make", {"asset_id": asset_id, "source": BOX}, ME)
