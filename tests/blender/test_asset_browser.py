# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions in Blender's Asset Browser: marked, in a catalog, listed once, and usable from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import NotFound
from ll3m.ll3m_addon.core.catalogs import catalog_id
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")

from ll3m.ll3m_addon.blender import asset_browser  # noqa: E402

ME = Caller("test")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The product with a library of its own."""
    library: Path = tmp_path_factory.mktemp("browser") / "library"
    made = build_app(Settings(library=library, cache=False), program=bpy.app.binary_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def published(app: Any) -> Any:
    """A mug with a preview, in the Asset Browser."""
    params = {"prompt": "a blue mug", "preview": 128, "tags": ["kitchen", "blue"]}
    job = app.call("asset.generate", params, ME)
    job = app.call("job.get", {"job_id": job.id, "wait": 60}, ME)
    assert job.error is None, job.error
    about = {"asset_id": job.asset_id, "author": "Ada", "license": "CC0-1.0"}
    return app.call("version.publish", about, ME)


@pytest.fixture
def libraries() -> Iterator[Any]:
    """Blender's list of asset libraries; afterwards as it was."""
    found = bpy.context.preferences.filepaths.asset_libraries
    before = {each.name for each in found}
    yield found
    for each in [each for each in found if each.name not in before]:
        found.remove(each)


def marked(path: str) -> tuple[list[str], Any]:
    """Names of the asset collections in a file, and the first one, appended."""
    with bpy.data.libraries.load(path, assets_only=True) as (found, wanted):
        names = list(found.collections)
        wanted.collections = names[:1]
    return names, wanted.collections[0]


def test_a_published_version_is_an_asset_with_catalog_author_licence_tags_and_preview(
    published: Any,
) -> None:
    names, mug = marked(published.file)
    assert names == ["Blue Mug"]
    data = mug.asset_data
    assert data.catalog_id == published.catalog == catalog_id("default")
    assert (data.author, data.license, data.description) == ("Ada", "CC0-1.0", "a blue mug")
    assert {tag.name for tag in data.tags} == {"LL3M", "v001", "kitchen", "blue"}
    assert tuple(mug.preview.image_size) == (128, 128)
    pixels = list(mug.preview.image_pixels_float)
    assert max(pixels[0::4]) - min(pixels[0::4]) > 0.1  # a picture, not one colour
    assert mug.all_objects


def test_what_is_dragged_out_of_the_browser_stands_in_the_scene(published: Any) -> None:
    _, mug = marked(published.file)
    bpy.context.scene.collection.children.link(mug)
    bpy.context.view_layer.update()
    sides = [max(item.dimensions) for item in mug.all_objects if item.type == "MESH"]
    assert 0.05 < max(sides) < 0.5
    assert all(image.packed_file for image in bpy.data.images if image.source == "FILE")


def test_the_catalog_is_in_blender_s_file_once_and_the_user_s_lines_stay(
    app: Any, published: Any
) -> None:
    path = Path(published.folder) / "blender_assets.cats.txt"
    with path.open("a", encoding="utf-8") as file:
        file.write("11111111-2222-3333-4444-555555555555:Mine/Own:Own\n")
    app.call("version.publish", {"asset_id": published.asset_id}, ME)
    text = path.read_text(encoding="utf-8")
    assert text.count(published.catalog) == 1
    assert f"{published.catalog}:LL3M/" in text
    assert "11111111-2222-3333-4444-555555555555:Mine/Own:Own" in text
    assert "VERSION 1" in text.splitlines()


def test_blender_lists_the_library_once_and_forgets_it_on_request(
    published: Any, libraries: Any, tmp_path: Path
) -> None:
    folder = Path(published.folder)
    before = len(libraries)
    assert asset_browser.show(folder)
    assert not asset_browser.show(folder)
    assert len(libraries) == before + 1
    (ours,) = [each for each in libraries if each.name == "LL3M"]
    assert (Path(ours.path), ours.import_method) == (folder, "APPEND")
    moved = tmp_path / "browser"
    moved.mkdir()
    assert asset_browser.show(moved)  # the library's folder is another one now
    assert len(libraries) == before + 1
    assert asset_browser.forget(moved)
    assert not asset_browser.forget(moved)
    assert len(libraries) == before


def test_a_library_that_the_user_named_otherwise_is_not_listed_again(
    published: Any, libraries: Any
) -> None:
    libraries.new(name="My Things", directory=published.folder)
    assert not asset_browser.show(Path(published.folder))


def test_an_asset_is_taken_out_of_the_browser_and_its_versions_stay(
    app: Any, published: Any
) -> None:
    assert app.call("version.unpublish", {"asset_id": published.asset_id}, ME).removed
    assert not Path(published.file).exists()
    assert not app.call("version.unpublish", {"asset_id": published.asset_id}, ME).removed
    assert app.call("version.get", {"asset_id": published.asset_id}, ME).version.number == 1
    with pytest.raises(NotFound):
        app.call("version.publish", {"asset_id": published.asset_id, "number": 9}, ME)
