# SPDX-License-Identifier: GPL-3.0-or-later
"""What users ask of assets, projects, instructions and drafts, in the contract's own words."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.dispatch import Caller
from ll3m.bridge.contract.errors import Conflict, InvalidRequest, LL3MError, NotFound
from ll3m.bridge.contract.version import Version
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.ids import new_id
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.library.folders import FolderLibrary
from ll3m.ll3m_addon.library.png import read_png
from ll3m.ll3m_addon.pipeline.assembly import build_app

Put = Callable[..., str]
PutNext = Callable[..., Version]
Ask = Callable[..., Any]
NONE = "a_0000000000000000"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = build_app(Settings(library=tmp_path / "library"))
    yield made
    made.close()


@pytest.fixture
def ask(app: App) -> Ask:
    """Ask an operation as a door does; the answer as plain data."""
    return lambda name, /, **fields: app.call(name, fields, Caller("test")).model_dump()


@pytest.fixture
def library(app: App) -> FolderLibrary:
    assert isinstance(app.library, FolderLibrary)
    return app.library


def names(found: dict[str, Any]) -> list[str]:
    return [asset["name"] for asset in found["assets"]]


# ---------------------------------------------------------------- assets


@pytest.fixture
def three(library: FolderLibrary, put: Put, put_next: PutNext) -> list[str]:
    """A chair, a lamp with a score, and a table in a project of its own."""
    library.projects.create("Film")
    chair = put(library, "a red chair", name="Chair", tags=["seat", "red"])
    lamp = put(library, "a brass lamp", name="Lamp", tags=["light", "red"])
    put_next(library, lamp, score=8.5, source="GLOW = 3.0  # zebra\n")
    table = put(library, "an oak table", name="Table", project_id="film", kind="design_spec")
    return [chair, lamp, table]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({}, ["Table", "Lamp", "Chair"]),
        ({"words": "oak"}, ["Table"]),
        ({"words": "bra lam"}, ["Lamp"]),
        ({"words": "zebra"}, []),
        ({"words": "zebra", "in_source": True}, ["Lamp"]),
        ({"tags": ["RED"]}, ["Lamp", "Chair"]),
        ({"tags": ["red", "seat"]}, ["Chair"]),
        ({"kind": "design_spec"}, ["Table"]),
        ({"project_id": "film"}, ["Table"]),
        ({"min_score": 8}, ["Lamp"]),
        ({"favourite": True}, []),
        ({"created_after": "2199-01-01"}, []),
        ({"created_before": "2199-01-01T00:00:00Z"}, ["Table", "Lamp", "Chair"]),
        ({"sort": "name"}, ["Chair", "Lamp", "Table"]),
        ({"sort": "score", "limit": 1}, ["Lamp"]),
        ({"trashed": True}, []),
    ],
)
def test_assets_are_found_by_words_and_facts(
    ask: Ask, three: list[str], search: dict[str, Any], expected: list[str]
) -> None:
    assert names(ask("asset.search", **search)) == expected


def test_pages_of_a_search_stay_put_while_assets_come_and_go(
    ask: Ask, three: list[str], library: FolderLibrary, put: Put
) -> None:
    first = ask("asset.search", limit=1, sort="name")
    put(library, "a bench", name="A bench before all others")
    ask("asset.delete", asset_id=three[0])
    rest = ask("asset.search", limit=5, sort="name", cursor=first["next_cursor"])
    assert names(first) + names(rest) == ["Chair", "Lamp", "Table"]
    with pytest.raises(InvalidRequest):
        ask("asset.search", words="lamp", cursor=first["next_cursor"])


def test_facets_count_by_kind_project_and_tag(ask: Ask, three: list[str]) -> None:
    found = ask("asset.facets")
    assert found["kinds"] == {"python_model": 2, "design_spec": 1}
    assert found["projects"] == {"default": 2, "film": 1}
    assert found["tags"]["red"] == 2


def test_an_edited_asset_says_what_was_said_of_it(ask: Ask, three: list[str]) -> None:
    edited = ask(
        "asset.edit", asset_id=three[0], name="Throne", add_tags=["gold"], remove_tags=["red"],
        notes="for scene 3", favourite=True, project_id="film", metadata={"shot": 3, "x": None},
    )  # fmt: skip
    assert edited == ask("asset.get", asset_id=three[0])
    assert (edited["name"], edited["tags"], edited["notes"]) == (
        "Throne", ["seat", "gold"], "for scene 3",
    )  # fmt: skip
    assert (edited["favourite"], edited["project_id"], edited["metadata"]) == (
        True, "film", {"shot": 3},
    )  # fmt: skip
    assert names(ask("asset.search", words="scene", favourite=True)) == ["Throne"]
    again = ask("asset.edit", asset_id=three[0], metadata={"shot": None}, notes="")
    assert (again["metadata"], again["notes"], again["name"]) == ({}, "", "Throne")


def test_a_version_has_a_name_and_notes_besides_its_number(
    ask: Ask, three: list[str], library: FolderLibrary
) -> None:
    asset_id = three[0]
    row = ask("version.edit", asset_id=asset_id, number=1, name=" Tall one ", notes="for the film")
    assert (row["name"], row["notes"], row["number"]) == ("Tall one", "for the film", 1)
    assert ask("version.list", asset_id=asset_id)["versions"][0] == row
    kept = ask("version.edit", asset_id=asset_id, number=1, name="")
    assert (kept["name"], kept["notes"]) == ("", "for the film")
    library.rebuild()
    assert ask("version.list", asset_id=asset_id)["versions"][0] == kept
    with pytest.raises(NotFound):
        ask("version.edit", asset_id=asset_id, number=9, name="x")


def test_an_asset_does_not_go_to_a_project_that_is_not_there(ask: Ask, three: list[str]) -> None:
    for operation in ("asset.edit", "asset.duplicate"):
        with pytest.raises(NotFound, match="nowhere"):
            ask(operation, asset_id=three[0], project_id="nowhere")
    with pytest.raises(NotFound, match="nowhere"):
        ask("asset.generate", prompt="a mug", project_id="nowhere")


def test_a_copy_is_an_asset_of_its_own_with_the_same_versions(
    ask: Ask, three: list[str], library: FolderLibrary
) -> None:
    copy = ask("asset.duplicate", asset_id=three[1])
    assert (copy["name"], copy["versions"], copy["current"]) == ("Lamp copy", 2, 2)
    for number in (1, 2):
        old, folder = library.version(three[1], number)
        new, there = library.version(copy["id"], number)
        assert new.model_copy(update={"asset_id": old.asset_id}) == old
        for file in old.files:
            assert (there / file.name).read_bytes() == (folder / file.name).read_bytes()
    one = ask("asset.duplicate", asset_id=three[1], number=1, name="Old lamp", project_id="film")
    assert (one["name"], one["versions"], one["current"], one["project_id"]) == (
        "Old lamp", 1, 1, "film",
    )  # fmt: skip
    assert library.check().problems == []
    with pytest.raises(NotFound):
        ask("asset.duplicate", asset_id=three[1], number=9)


def test_only_what_lies_in_the_trash_is_removed_for_good(
    ask: Ask, three: list[str], library: FolderLibrary
) -> None:
    folder = Path(ask("asset.get", asset_id=three[1])["folder"])
    with pytest.raises(Conflict, match="does not lie in the trash"):
        ask("asset.purge", asset_id=three[1])
    assert folder.is_dir()
    ask("asset.delete", asset_id=three[1])
    gone = ask("asset.purge", asset_id=three[1])
    assert (gone["name"], gone["versions"]) == ("Lamp", 2)
    assert gone["bytes"] > 0
    with pytest.raises(NotFound):
        ask("asset.get", asset_id=three[1])
    assert not list(library.root.rglob(folder.name))
    assert library.check().problems == []


def test_emptying_the_trash_leaves_what_is_too_new_or_of_another_project(
    ask: Ask, three: list[str]
) -> None:
    for asset_id in three[1:]:
        ask("asset.delete", asset_id=asset_id)
    assert ask("library.empty_trash", older_than=1)["assets"] == 0
    assert ask("library.empty_trash", project_id="film")["assets"] == 1
    assert names(ask("asset.search", trashed=True)) == ["Lamp"]
    assert ask("library.empty_trash")["assets"] == 1
    assert names(ask("asset.search")) == ["Chair"]


# ---------------------------------------------------------------- projects


def test_a_project_is_made_changed_counted_and_removed(ask: Ask, three: list[str]) -> None:
    made = ask(
        "project.create", name="Sci-fi game", description="Ships",
        style_guide={"text": "worn metal", "palette": ["#ff8800", "teal"], "avoid": ["wood"]},
    )  # fmt: skip
    assert made["id"] == "sci-fi-game"
    changed = ask("project.edit", project_id=made["id"], name="Game", metadata={"year": 2090})
    assert (changed["name"], changed["description"]) == ("Game", "Ships")
    assert changed["style_guide"] == made["style_guide"]
    assert [each["id"] for each in ask("project.list")["projects"]] == [
        "default", "film", "sci-fi-game",
    ]  # fmt: skip
    assert ask("project.stats", project_id="film")["kinds"] == {"design_spec": 1}
    assert ask("project.delete", project_id=made["id"])["assets"] == 0
    with pytest.raises(NotFound):
        ask("project.get", project_id=made["id"])


def test_a_removed_project_loses_no_asset(ask: Ask, three: list[str]) -> None:
    with pytest.raises(Conflict, match="holds assets"):
        ask("project.delete", project_id="film")
    assert ask("project.delete", project_id="film", assets=True)["assets"] == 1
    back = ask("asset.restore", asset_id=three[2])
    assert back["project_id"] == "default"
    with pytest.raises(Conflict, match="default"):
        ask("project.delete", project_id="default", assets=True)


def test_a_project_goes_into_one_file_and_comes_back_whole(
    ask: Ask, three: list[str], tmp_path: Path
) -> None:
    ask("project.edit", project_id="film", style_guide={"text": "noir"})
    ask("instruction.create", project_id="film", text="No text on signs")
    path = tmp_path / "film.ll3m"
    written = ask("project.export", project_id="film", path=str(path))
    assert written["bytes"] == path.stat().st_size
    with pytest.raises(Conflict, match="there already"):
        ask("project.export", project_id="film", path=str(path))
    ask("project.export", project_id="film", path=str(path), overwrite=True)
    again = ask("project.import", path=str(path), name="Film two")
    assert (again["name"], again["style_guide"]["text"], again["instructions"]) == (
        "Film two", "noir", 1,
    )  # fmt: skip
    assert names(ask("asset.search", project_id=again["id"])) == ["Table"]
    twin = ask("project.duplicate", project_id=again["id"])
    assert twin["name"] == "Film two copy"
    assert names(ask("asset.search", project_id=twin["id"])) == ["Table"]


@pytest.mark.parametrize("path", ["film.zip", "~/film.zip", "/no/such/folder/film.zip"])
def test_a_path_that_can_t_be_meant_is_refused(ask: Ask, path: str) -> None:
    with pytest.raises(LL3MError):
        ask("project.export", project_id="default", path=path)
    with pytest.raises(LL3MError):
        ask("project.import", path=path)


def test_a_style_guide_written_by_hand_in_other_words_is_kept(
    ask: Ask, library: FolderLibrary
) -> None:
    project = library.projects.create("Film")
    path = library.root / "projects" / project.id / "project.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["style_guide"] = {"palette": ["red"], "era": "1930s", "lens": {"mm": 35}}
    path.write_text(json.dumps(data), encoding="utf-8")
    guide = ask("project.get", project_id="film")["style_guide"]
    assert guide["palette"] == ["red"]
    assert guide["more"] == {"era": "1930s", "lens": '{"mm": 35}'}


# ---------------------------------------------------------------- instructions and style


def test_an_instruction_is_made_changed_switched_off_and_removed(ask: Ask) -> None:
    made = ask("instruction.create", text="  Metric sizes  ", priority=5)
    assert (made["scope"], made["text"], made["enabled"]) == ("global", "Metric sizes", True)
    found = {"instruction_id": made["id"]}
    assert ask("instruction.edit", **found, enabled=False)["text"] == "Metric sizes"
    assert ask("instruction.applicable")["instructions"] == []
    assert ask("instruction.get", **found)["enabled"] is False
    assert ask("instruction.edit", **found, enabled=True, priority=0)["priority"] == 0
    assert len(ask("instruction.applicable")["instructions"]) == 1
    ask("instruction.delete", **found)
    for operation in ("get", "edit", "delete"):
        with pytest.raises(NotFound):
            ask(f"instruction.{operation}", **found)


def test_what_applies_comes_in_order_of_scope_then_priority(
    ask: Ask, three: list[str], library: FolderLibrary
) -> None:
    table = three[2]
    ask("project.edit", project_id="film", style_guide={"text": "Noir", "palette": ["grey"]})
    ask("instruction.create", asset_id=table, text="asset")
    ask("instruction.create", project_id="film", text="project")
    ask("instruction.create", text="low", priority=-1)
    ask("instruction.create", text="high", priority=9)
    ask("instruction.create", text="scad only", kinds=["openscad_model"])
    found = ask("instruction.applicable", asset_id=table)
    texts = [each["text"] for each in found["instructions"]]
    assert texts == ["high", "low", "project", "asset"]
    assert found["style"] == "Noir\nColours: grey."
    assert library.desk.instructions.texts("film", table, "design_spec") == (
        "high", "low", "The project's style guide:\nNoir\nColours: grey.", "project", "asset",
    )  # fmt: skip
    assert ask("instruction.list", project_id="film")["instructions"][0]["project_id"] == "film"


def test_an_instruction_belongs_to_one_owner_that_is_there(ask: Ask) -> None:
    with pytest.raises(InvalidRequest, match="not to both"):
        ask("instruction.create", project_id="default", asset_id=NONE, text="x")
    for owner in ({"project_id": "nowhere"}, {"asset_id": NONE}):
        with pytest.raises(NotFound):
            ask("instruction.create", **owner, text="x")


def test_an_asset_whose_project_is_gone_can_still_be_worked_on(
    library: FolderLibrary, three: list[str]
) -> None:
    (library.root / "projects" / "film" / "project.json").unlink()
    library.instructions.add("global", "Metric")
    assert library.desk.instructions.texts("film", three[2], "design_spec") == ("Metric",)


def test_a_style_is_applied_as_a_refinement(
    app: App, ask: Ask, three: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(type(app.maker), "refine", lambda self, request, job: asked.append(request))
    with pytest.raises(Conflict, match="no style guide"):
        ask("asset.apply_style", asset_id=three[0])
    ask("project.edit", project_id="film", style_guide={"materials": ["brass"]})
    job = ask("asset.apply_style", asset_id=three[0], project_id="film", quality="draft")
    assert ask("job.get", job_id=job["id"], wait=20)["state"] == "done"
    assert (asked[0].asset_id, asked[0].quality) == (three[0], "draft")
    assert "Materials: brass." in asked[0].feedback


# ---------------------------------------------------------------- drafts


def png(colour: tuple[int, int, int], width: int = 40, height: int = 20) -> bytes:
    """A plain picture, each row with another filter."""
    rows, above = [], bytes(3 * width)
    for y in range(height):
        line = bytes(colour) * width
        left = bytes(3) + line[:-3]
        corner = bytes(3) + above[:-3]
        guesses = (
            bytes(3 * width), left, above,
            bytes((a + b) // 2 for a, b in zip(left, above, strict=True)),
            bytes(
                min((a, b, c), key=lambda each, p=a + b - c: abs(each - p))
                for a, b, c in zip(left, above, corner, strict=True)
            ),
        )  # fmt: skip
        kind = y % 5
        rows.append(
            bytes([kind]) + bytes((v - g) & 255 for v, g in zip(line, guesses[kind], strict=True))
        )
        above = line
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""),
    )  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


COLOURS = ((200, 30, 40), (30, 200, 40), (30, 40, 200))


@pytest.fixture
def drafts(library: FolderLibrary, put: Put, put_next: PutNext) -> str:
    """An asset with three open drafts that have previews."""
    files = [{"model.blend": b"B", "preview.png": png(colour)} for colour in COLOURS]
    asset_id = put(library, files=files[0])
    for each in files[1:]:
        put_next(library, asset_id, files=each)
    library.desk.drafts.open(asset_id, [1, 2, 3], new_id("d"))
    return asset_id


def states(found: dict[str, Any]) -> dict[int, str]:
    return {each["number"]: each["state"] for each in found["drafts"]}


def test_drafts_are_listed_until_they_are_decided_on(ask: Ask, drafts: str, put: Put) -> None:
    assert states(ask("draft.list")) == {1: "open", 2: "open", 3: "open"}
    assert ask("asset.get", asset_id=drafts)["drafts"] == 3
    chosen = ask("draft.select", asset_id=drafts, number=2)
    assert (chosen["state"], chosen["current"]) == ("selected", True)
    why = ask("draft.reject", asset_id=drafts, number=3, feedback="too tall")
    assert why["feedback"] == ["too tall"]
    assert states(ask("draft.list")) == {1: "open"}
    assert states(ask("draft.list", state="rejected")) == {3: "rejected"}
    assert states(ask("draft.list", asset_id=drafts)) == {1: "open", 2: "selected", 3: "rejected"}
    assert ask("draft.reopen", asset_id=drafts, number=3)["state"] == "open"
    assert states(ask("draft.list", project_id="default")) == {1: "open", 3: "open"}
    assert ask("draft.list", asset_id=drafts, project_id="film")["drafts"] == []


def test_many_drafts_are_decided_on_at_once_or_not_at_all(ask: Ask, drafts: str) -> None:
    def decide(*choices: tuple[int, str]) -> Any:
        return ask(
            "draft.decide",
            decisions=[
                {"asset_id": drafts, "number": n, "action": action} for n, action in choices
            ],
        )

    for wrong in ([(1, "select"), (2, "select")], [(1, "reject"), (1, "select")]):
        with pytest.raises(Conflict):
            decide(*wrong)
    with pytest.raises(NotFound):
        decide((1, "reject"), (9, "reject"))
    assert set(states(ask("draft.list", asset_id=drafts)).values()) == {"open"}
    assert states(decide((3, "select"), (1, "reject"))) == {3: "selected", 1: "rejected"}
    assert ask("asset.get", asset_id=drafts)["current"] == 3


def test_feedback_gathers_on_a_draft_and_a_plain_version_is_none(
    ask: Ask, drafts: str, library: FolderLibrary, put_next: PutNext
) -> None:
    for text in ("longer legs", "and a cushion"):
        said = ask("draft.feedback", asset_id=drafts, number=1, text=text)
    assert said["feedback"] == ["longer legs", "and a cushion"]
    put_next(library, drafts)
    with pytest.raises(Conflict, match="no draft"):
        ask("draft.feedback", asset_id=drafts, number=4, text="x")
    with pytest.raises(NotFound):
        ask("draft.get", asset_id=drafts, number=9)


def test_a_contact_sheet_shows_every_draft_in_its_place(ask: Ask, drafts: str) -> None:
    sheet = ask("draft.sheet", asset_id=drafts, edge=64)
    assert (sheet["numbers"], sheet["columns"]) == ([1, 2, 3], 2)
    picture = read_png(Path(sheet["path"]).read_bytes())
    assert (picture.width, picture.height) == (sheet["width"], sheet["height"])

    def at(column: int, row: int) -> tuple[int, ...]:
        x, y = 6 + column * 70 + 32, 6 + row * 92 + 32
        return tuple(picture.rows[y][3 * x : 3 * x + 3])

    assert [at(0, 0), at(1, 0), at(0, 1)] == list(COLOURS)
    again = ask("draft.sheet", asset_id=drafts, edge=64, state="open")
    assert again["path"] == sheet["path"]


def test_a_preview_that_can_t_be_read_leaves_its_place_empty(
    ask: Ask, drafts: str, library: FolderLibrary
) -> None:
    (library.version(drafts, 2)[1] / "preview.png").write_bytes(png(COLOURS[1])[:60])
    (library.version(drafts, 3)[1] / "preview.png").unlink()
    assert ask("draft.sheet", asset_id=drafts, edge=64)["numbers"] == [1, 2, 3]


def test_without_a_preview_there_is_no_sheet(ask: Ask, library: FolderLibrary, put: Put) -> None:
    asset_id = put(library)
    library.desk.drafts.open(asset_id, [1], new_id("d"))
    with pytest.raises(Conflict, match="no draft with a preview"):
        ask("draft.sheet", asset_id=asset_id)
