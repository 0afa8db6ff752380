# SPDX-License-Identifier: GPL-3.0-or-later
"""An edit of the open scene: dry run on a copy, the difference, approval, one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.bridge.contract.dispatch import Caller  # noqa: E402
from ll3m.bridge.contract.errors import (  # noqa: E402
    Busy,
    Conflict,
    HostError,
    NotFound,
    NotUnderstood,
    ScriptFailed,
)
from ll3m.ll3m_addon.blender import scene_apply, scene_diff, scene_state  # noqa: E402
from ll3m.ll3m_addon.blender.windows import current_window  # noqa: E402
from ll3m.ll3m_addon.core import scene_edits  # noqa: E402

ME = Caller("test")
Product = Callable[..., Any]
Finished = Callable[..., Any]
MOVE = "import bpy\nbpy.data.objects['Lamp'].location = (0.5, 0, 3)\n"
SWAP = """\
import bpy
box = bpy.data.objects['Box']
bpy.data.objects.remove(box, do_unlink=True)
bpy.ops.mesh.primitive_uv_sphere_add(location=(4, 0, 0))
bpy.context.object.name = 'Ball'
wood = bpy.data.materials['Wood']
wood.node_tree.nodes['Principled BSDF'].inputs['Base Color'].default_value = (1, 0, 0, 1)
bpy.data.objects['Table'].modifiers['Bevel'].width = 0.2
"""
CLEAR = "import bpy\nfor item in list(bpy.data.objects):\n    bpy.data.objects.remove(item)\n"


def state() -> scene_state.State:
    return scene_state.read()


def named(edit: Any) -> dict[tuple[str, str], Any]:
    return {(each.type, each.name): each for each in edit.difference.changes}


def waiting(app: Any, finished: Finished, **request: Any) -> Any:
    job = finished(app, **request)
    assert job.error is None, job.error
    return app.call("scene.preview", {"job_id": job.id}, ME)


def test_the_dry_run_changes_nothing_and_says_what_would_change(
    product: Product, finished: Finished
) -> None:
    before = state()
    app = product(SWAP)
    edit = waiting(app, finished)
    assert state() == before
    assert edit.state == "waiting"
    assert (edit.difference.added, edit.difference.removed, edit.difference.changed) == (1, 1, 1)
    changes = named(edit)
    assert changes["OBJECT", "Box"].change == "removed"
    assert changes["OBJECT", "Ball"].change == "added"
    assert changes["MATERIAL", "Wood"].aspects == ["nodes"]
    width = changes["OBJECT", "Table"].details[0]
    assert (width.path, width.before, width.after) == ('modifiers["Bevel"].width', "0.1", "0.2")
    assert edit.summary.startswith(
        "1 object changed (Table: modifiers), 1 added (Ball), 1 removed (Box), "
    )


def test_an_approved_edit_does_what_its_dry_run_showed(
    product: Product, finished: Finished
) -> None:
    app = product(SWAP)
    edit = waiting(app, finished)
    done = app.call("scene.apply", {"job_id": edit.job_id}, ME)
    assert done.state == "applied"
    assert done.deviations == []
    assert done.difference == edit.difference
    assert "Box" not in bpy.data.objects
    assert bpy.data.objects["Ball"].location.x == 4
    assert bpy.data.objects["Elsewhere"].users == 1
    assert "Kept for Later" in bpy.data.meshes


def test_an_edit_is_one_undo_step(product: Product, finished: Finished) -> None:
    before = state()
    app = product(SWAP)
    app.call("scene.apply", {"job_id": waiting(app, finished).job_id}, ME)
    assert state() != before
    bpy.ops.ed.undo()
    assert state() == before
    bpy.ops.ed.redo()
    assert "Ball" in bpy.data.objects


def test_selection_active_object_and_hidden_things_stay(
    product: Product, finished: Finished
) -> None:
    app = product("import bpy\nbpy.ops.object.select_all(action='SELECT')\n" + SWAP)
    app.call("scene.apply", {"job_id": waiting(app, finished).job_id}, ME)
    assert [item.name for item in bpy.context.selected_objects] == ["Table"]
    assert bpy.context.view_layer.objects.active.name == "Table"


def test_what_was_approved_beforehand_is_applied_at_once(
    product: Product, finished: Finished
) -> None:
    app = product(MOVE)
    job = finished(app, apply="now")
    assert job.error is None
    assert bpy.data.objects["Lamp"].location.z == 3
    assert app.call("scene.preview", {"job_id": job.id}, ME).state == "applied"


def test_removal_needs_an_approval_of_its_own(product: Product, finished: Finished) -> None:
    before = state()
    app = product(CLEAR)
    job = finished(app, apply="now")
    assert job.state == "failed"
    assert job.error.code == "refused"
    assert {"Table", "Lamp", "Box"} <= set(job.error.data["removed"])
    assert state() == before
    edit = app.call("scene.preview", {"job_id": job.id}, ME)
    assert edit.state == "waiting"
    assert edit.difference.removed == 3
    app.call("scene.apply", {"job_id": job.id}, ME)
    assert not bpy.context.scene.objects
    assert "Elsewhere" in bpy.data.objects


def test_emptying_a_mesh_counts_as_removal(product: Product, finished: Finished) -> None:
    app = product("import bpy\nbpy.data.meshes['Table'].clear_geometry()\n")
    job = finished(app, apply="now")
    assert job.error.code == "refused"
    assert len(bpy.data.meshes["Table"].vertices) == 8


def test_with_allow_remove_the_caller_may_remove(product: Product, finished: Finished) -> None:
    app = product(SWAP)
    assert finished(app, apply="now", allow_remove=True).error is None
    assert "Box" not in bpy.data.objects


def test_only_the_selection_may_change_where_that_was_asked(
    product: Product, finished: Finished
) -> None:
    paint = "import bpy\nbpy.data.materials['Wood'].diffuse_color = (1, 0, 0, 1)\n"
    app = product(MOVE, paint, "import bpy\nbpy.data.objects['Table'].scale = (2, 2, 2)\n")
    edit = waiting(app, finished, selected_only=True)
    assert set(named(edit)) == {("OBJECT", "Table")}
    notes = [each.data["text"] for each in app.jobs.events(edit.job_id, 0, 200, 0)[0] if each.type == "note"]  # fmt: skip
    assert any("Object 'Lamp'" in note for note in notes)
    assert any("Material 'Wood'" in note for note in notes)


def test_a_selection_of_nothing_is_refused(product: Product, finished: Finished) -> None:
    bpy.ops.object.select_all(action="DESELECT")
    job = finished(product(MOVE), selected_only=True)
    assert job.error.code == "conflict"


def test_a_script_that_fails_is_repaired_with_its_traceback(
    product: Product, finished: Finished
) -> None:
    app = product("import bpy\nbpy.data.objects['Lampe'].hide_render = True\n", MOVE)
    edit = waiting(app, finished)
    assert set(named(edit)) == {("OBJECT", "Lamp")}


def test_a_script_that_changes_nothing_is_a_failure(product: Product, finished: Finished) -> None:
    job = finished(product("import bpy\nx = 1\n"))
    assert job.error.code == "script_failed"
    assert "changed nothing" in job.error.message


@pytest.mark.parametrize(
    "meddle",
    [
        lambda: setattr(bpy.data.objects["Lamp"], "location", (9, 9, 9)),
        lambda: bpy.data.objects["Lamp"].modifiers.new("Array", "ARRAY"),
        lambda: bpy.data.objects.remove(bpy.data.objects["Lamp"]),
        lambda: setattr(bpy.data.objects["Lamp"], "name", "Lantern"),
    ],
)
def test_an_edit_of_what_has_changed_since_is_refused(
    product: Product, finished: Finished, meddle: Callable[[], object]
) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    meddle()
    before = state()
    with pytest.raises(Conflict, match=r"changed since the dry run.*Lamp"):
        app.call("scene.apply", {"job_id": edit.job_id}, ME)
    assert state() == before


def test_changes_elsewhere_in_the_scene_do_not_matter(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    bpy.data.objects["Box"].location = (7, 7, 7)
    assert app.call("scene.apply", {"job_id": edit.job_id}, ME).state == "applied"


def patch_of(app: Any, edit: Any, source: str) -> Any:
    """The kept patch with another script: one that behaved in its dry run and does not now."""
    from dataclasses import replace

    return replace(app.edits._kept[edit.job_id].patch, source=source)


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        (MOVE + "raise ValueError('late')\n", ScriptFailed, "late"),
        (MOVE + "bpy.data.objects['Box'].location = (9, 9, 9)\n", HostError, "Object 'Box'"),
        (MOVE + "bpy.data.objects['Lamp'].scale = (2, 2, 2)\nbpy.data.objects['Lamp'].hide_render = True\n", HostError, "visibility"),
        (MOVE + "bpy.data.meshes['Box'].vertices[0].co = (9, 9, 9)\n", HostError, "Mesh 'Box'"),
        (MOVE + "bpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete()\n", HostError, "removed"),
        (MOVE + "bpy.data.materials['Wood'].node_tree.nodes.clear()\n", HostError, "Material 'Wood'"),
        (MOVE + "while True:\n    bpy.data.objects['Box'].location.x\n", ScriptFailed, "longer"),
    ],
)  # fmt: skip
def test_what_strays_from_its_dry_run_is_taken_back_whole(
    product: Product,
    finished: Finished,
    source: str,
    error: type[Exception],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scene_apply, "LEAST_BUDGET", 0.5)
    app = product(MOVE)
    patch = patch_of(app, waiting(app, finished), source)
    before = state()
    with pytest.raises(error, match=says):
        scene_apply.apply(patch)
    assert scene_diff.compare(before, state())["changes"] == []
    assert state() == before


def test_a_failed_edit_can_still_be_applied_later(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    lamp = bpy.data.objects["Lamp"]
    lamp.scale = (2, 2, 2)
    with pytest.raises(Conflict):
        app.call("scene.apply", {"job_id": edit.job_id}, ME)
    lamp.scale = (1, 1, 1)
    assert app.call("scene.apply", {"job_id": edit.job_id}, ME).state == "applied"


def test_an_edit_is_applied_once(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    app.call("scene.apply", {"job_id": edit.job_id}, ME)
    with pytest.raises(Conflict, match="applied already"):
        app.call("scene.apply", {"job_id": edit.job_id}, ME)


def test_a_discarded_edit_is_over(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    assert app.call("scene.discard", {"job_id": edit.job_id}, ME).state == "discarded"
    with pytest.raises(Conflict, match="discarded already"):
        app.call("scene.apply", {"job_id": edit.job_id}, ME)


def test_an_edit_expires(product: Product, finished: Finished, monkeypatch: Any) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    later = scene_edits.time.monotonic() + scene_edits.LIFE_SECONDS + 1
    monkeypatch.setattr(scene_edits.time, "monotonic", lambda: later)
    assert app.edits.get(edit.job_id).state == "expired"
    with pytest.raises(Conflict, match="expired"):
        app.edits.discard(edit.job_id)


def test_an_unknown_edit_is_not_found(product: Product) -> None:
    with pytest.raises(NotFound):
        product(MOVE).call("scene.preview", {"job_id": "j_0000000000000000"}, ME)


def test_the_offline_composer_says_that_it_can_not_edit(product: Product) -> None:
    with pytest.raises(NotUnderstood, match="can't edit a scene") as caught:
        product().call("scene.edit", {"prompt": "make the lamp red"}, ME)
    assert "provider.list" in caught.value.advice


def test_nothing_is_applied_while_the_artist_is_in_edit_mode(
    product: Product, finished: Finished
) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    bpy.ops.object.mode_set(mode="EDIT")
    with pytest.raises(Busy, match="Edit mode"):
        app.call("scene.apply", {"job_id": edit.job_id}, ME)
    bpy.ops.object.mode_set(mode="OBJECT")
    assert app.call("scene.apply", {"job_id": edit.job_id}, ME).state == "applied"


def test_without_undo_nothing_is_applied(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    preferences = bpy.context.preferences.edit
    preferences.use_global_undo = False
    try:
        with pytest.raises(Conflict, match="Undo is switched off"):
            app.call("scene.apply", {"job_id": edit.job_id}, ME)
    finally:
        preferences.use_global_undo = True


def test_another_scene_is_not_edited_by_mistake(product: Product, finished: Finished) -> None:
    app = product(MOVE)
    edit = waiting(app, finished)
    window = current_window()
    first = window.scene
    window.scene = bpy.data.scenes["Other"]
    try:
        with pytest.raises(Conflict, match="'Other' is open"):
            app.call("scene.apply", {"job_id": edit.job_id}, ME)
    finally:
        window.scene = first


def test_an_edit_may_take_the_selected_out_of_the_view_layer(
    product: Product, finished: Finished
) -> None:
    hidden = """\
import bpy
store = bpy.data.collections.new("Store")
bpy.context.scene.collection.children.link(store)
for item in list(bpy.context.scene.objects):
    for home in list(item.users_collection):
        home.objects.unlink(item)
    store.objects.link(item)
bpy.context.view_layer.layer_collection.children["Store"].exclude = True
"""
    before = state()
    app = product(hidden)
    edit = waiting(app, finished)
    assert edit.difference.removed == 0
    app.call("scene.apply", {"job_id": edit.job_id}, ME)
    assert not bpy.context.selected_objects
    bpy.ops.ed.undo()
    assert [item.name for item in bpy.context.selected_objects] == ["Table"]
    assert scene_diff.compare(before, state())["removed"] == 0
