# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road with an open scene: preview, keep, edit by hand, push, pull, branch, rename."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import InvalidRequest, ScriptFailed
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import collections as tree  # noqa: E402
from ll3m.ll3m_addon.blender import main_thread, session  # noqa: E402
from ll3m.ll3m_addon.blender.host import BlenderHost  # noqa: E402

ME = Caller("test")
SOURCE = """import bpy

SIZE = 1.0  # m, 0.5..2

if SIZE > 1.9:
    raise ValueError("too big for this test")
bpy.ops.mesh.primitive_cube_add(size=SIZE, location=(0, 0, SIZE / 2))
box = bpy.context.object
box.name = "Box"
box["part_name"] = "crate"
box.data.materials.append(bpy.data.materials.new("Card"))
"""
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The product with the open scene as its host."""
    library: Path = tmp_path_factory.mktemp("in_scene") / "library"
    settings = Settings(library=library, cache=False)
    made = build_app(settings, host=BlenderHost(), program=bpy.app.binary_path)
    yield made
    made.close()


@pytest.fixture
def ask(app: Any) -> Iterator[Ask]:
    """Asks from a thread, as every door does, while the main thread empties its queue."""
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    main_thread.stop()
    main_thread.start()

    def call(operation: str, **params: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(lambda: _ended(app, app.call(operation, params, ME)))
            main_thread.pump(60, until=answer.done)
            return answer.result(timeout=1)

    yield call
    main_thread.stop()
    if session.current() is not None:
        main_thread.start()


def _ended(app: Any, answer: Any) -> Any:
    """A job's version; anything else as it is."""
    if not hasattr(answer, "operation"):
        return answer
    job = app.call("job.get", {"job_id": answer.id, "wait": 60}, ME)
    assert job.error is None, job.error
    return app.call("version.get", {"asset_id": job.asset_id, "number": job.version}, ME).version


@pytest.fixture
def box(ask: Ask) -> Any:
    """A new asset whose second version is the box above."""
    first = ask("asset.generate", prompt="a blue mug", name="Box", preview=0)
    return ask("version.make", asset_id=first.asset_id, source=SOURCE, preview=0)


def visible() -> list[int]:
    return [each.number for each in tree.versions_in(bpy.context.scene) if each.visible]


def test_a_value_is_shown_live_and_kept_as_the_next_version(ask: Ask, box: Any) -> None:
    shown = ask("version.preview", asset_id=box.asset_id, values={"SIZE": 1.5})
    assert (shown.number, shown.values) == (2, {"SIZE": 1.5})
    assert shown.facts.bounding_box.size[0] == pytest.approx(1.5)
    assert visible() == []
    (collection,) = tree.previews_in(box.asset_id)
    assert collection.objects["Box.001"].dimensions.x == pytest.approx(1.5)
    kept = ask("version.set_parameters", asset_id=box.asset_id, values={"SIZE": 1.5}, preview=0)
    assert tree.previews_in() == []
    assert visible() == [kept.number] == [3]


def test_the_last_good_preview_stays_when_the_next_one_fails(ask: Ask, box: Any) -> None:
    ask("version.preview", asset_id=box.asset_id, values={"SIZE": 1.5})
    with pytest.raises(ScriptFailed, match="too big"):
        ask("version.preview", asset_id=box.asset_id, values={"SIZE": 2.0})
    with pytest.raises(InvalidRequest, match=r"from 0\.5 to 2 m"):
        ask("version.preview", asset_id=box.asset_id, values={"SIZE": 9.0})
    assert tree.shown_values(box.asset_id, 2) == {"SIZE": 1.5}
    ask("version.preview", asset_id=box.asset_id, values={})
    assert visible() == [2]


def test_an_edit_by_hand_comes_back_as_the_next_version(ask: Ask, box: Any, app: Any) -> None:
    lying = tree.find_version(None, box.asset_id, 2)
    assert lying is not None
    lying.objects["Box"].scale.z = 3
    pushed = ask("version.push", asset_id=box.asset_id, notes="Taller.", preview=64)
    assert pushed.facts.bounding_box.size == pytest.approx((1, 1, 3))
    assert (pushed.parent, pushed.metadata["made_by"], pushed.notes) == (2, "hand", ["Taller."])
    assert {each.name for each in pushed.files} >= {"model.blend", "preview.png"}
    assert pushed.stripped == []
    assert visible() == [3]
    # Its script no longer makes it, so there is nothing to set.
    assert ask("version.parameters", asset_id=box.asset_id).parameters == []


def test_a_version_is_pulled_into_another_file_and_stays_what_it_is(ask: Ask, box: Any) -> None:
    bpy.ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    pulled = ask("version.pull", asset_id=box.asset_id, number=1)
    assert (pulled.added, pulled.collection) == (True, "LL3M/Box/v001")
    assert not ask("version.pull", asset_id=box.asset_id, number=1).added
    assert visible() == [1]
    assert ask("asset.get", asset_id=box.asset_id).current == 2


def test_versions_are_compared_in_the_scene_and_let_go(ask: Ask, box: Any) -> None:
    ask("version.show_beside", asset_id=box.asset_id, number=1, other=2)
    assert visible() == [1, 2]
    assert ask("version.show_alone", asset_id=box.asset_id).numbers == [1]
    gone = ask("version.detach", asset_id=box.asset_id, number=1)
    assert gone.collections == ["Box/v001"]
    assert [each.number for each in tree.versions_in()] == [2]


def test_a_branch_comes_into_the_scene_and_collections_follow_an_asset_s_name(
    ask: Ask, box: Any
) -> None:
    branch = ask("version.branch", asset_id=box.asset_id, number=2, name="Crate")
    assert tree.find_version(None, branch.id, branch.current) is not None
    ask("asset.edit", asset_id=branch.id, name="Chest")
    lying = tree.find_version(None, branch.id, branch.current)
    assert lying is not None
    assert lying.name == "LL3M/Chest/v002"


def test_parts_say_what_the_script_says_and_what_the_artist_says(ask: Ask, box: Any) -> None:
    (part,) = ask("version.parts", asset_id=box.asset_id).parts
    assert (part.name, part.part_name, part.materials) == ("Box", "crate", ["Card"])
    ask("version.edit_parts", asset_id=box.asset_id, parts={"Box": {"used_for": ["storing"]}})
    lying = tree.find_version(None, box.asset_id, 2)
    assert lying is not None
    assert lying.objects["Box"]["used_for"] == "storing"
