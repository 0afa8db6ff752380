# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects: folders of work with their instructions, style guide and assets."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.errors import Conflict, InvalidRequest, NotFound
from .access import Access
from .files import move_folder, remove_tree, sync_folder, write_atomic
from .ids import new_id, utc_now
from .index import Index
from .instructions import Instruction, Scope, new_instruction, sort_applicable
from .locks import file_lock
from .names import asset_folder_name, slug
from .records import ASSET_FILE, read_record, read_version, write_record, write_version
from .search import Search, find

__all__ = ["Project", "Projects", "Stats"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_FILE = "project.json"
_GLOBAL = "instructions.json"
_ID = re.compile(r"[a-z0-9_-]{1,64}")
#: What an imported file may unpack to: together, and in number.
_MOST_BYTES = 64 * 2**30
_MOST_FILES = 2_000_000


class Project(BaseModel):
    """A project, as ``project.json`` holds it."""

    model_config = ConfigDict(extra="allow")

    schema_version: Literal[1] = 1
    id: str = Field(pattern=r"^[a-z0-9_-]{1,64}$")
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=20_000)
    style_guide: dict[str, Any] = Field(default={}, description="Palette, materials, words …")
    instructions: list[Instruction] = []
    created_at: str
    updated_at: str
    metadata: dict[str, Any] = {}


class Stats(BaseModel):
    """What a project holds."""

    assets: int
    versions: int
    bytes: int
    drafts: int = Field(description="Drafts not yet decided on")
    favourites: int
    trashed: int
    kinds: dict[str, int]


class Projects:
    """The projects of one library. Thread-safe; any call may raise ``LibraryError``."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._folder = access.root / "projects"

    # ---- projects

    def list(self) -> list[Project]:
        """All projects by name, the default one first."""

        def read() -> list[Project]:
            found = []
            for folder in self._folder.iterdir() if self._folder.is_dir() else ():
                project = _read(folder / _FILE)
                if project and project.id == folder.name:
                    found.append(project)
            return found

        found = self._access.run("list projects", read)
        if all(project.id != "default" for project in found):
            found.append(_default())
        return sorted(found, key=lambda each: (each.id != "default", each.name.casefold()))

    def get(self, project_id: str) -> Project:
        """One project; raises ``NotFound``. The default one is always there."""
        known = _ID.fullmatch(project_id)
        path = self._folder / project_id / _FILE
        project = self._access.run("read a project", lambda: _read(path)) if known else None
        if project is None and project_id == "default":
            return _default()
        if project is None:
            raise NotFound(f"There is no project {project_id!r}.", project_id=project_id)
        return project

    def create(self, name: str, **fields: Any) -> Project:
        """Make a project; its id is drawn from its name.

        Raises:
            InvalidRequest: a field does not fit.
        """
        now = utc_now()
        wanted = {**fields, "name": name, "created_at": now, "updated_at": now}

        def make() -> Project:
            project_id = self._free_id(name)
            project = _valid(Project, {**wanted, "id": project_id})
            self._write(project)
            return project

        return self._locked("make a project", make)

    def update(self, project_id: str, **changes: Any) -> Project:
        """Change fields of a project; raises ``NotFound``, ``InvalidRequest``."""

        def change() -> Project:
            old = self.get(project_id)
            fixed = {"id": old.id, "created_at": old.created_at, "updated_at": utc_now()}
            project = _valid(Project, {**old.model_dump(), **changes, **fixed})
            self._write(project)
            return project

        return self._locked("change a project", change)

    def delete(self, project_id: str) -> None:
        """Remove a project that holds no assets.

        Raises:
            NotFound: there is none. Conflict: it is the default one, or holds assets.
        """

        def remove() -> None:
            project = self.get(project_id)
            stats = self.stats(project_id)
            if project_id == "default" or stats.assets or stats.trashed:
                why = "is the default one" if project_id == "default" else "still holds assets"
                raise Conflict(
                    f"The project {project.name!r} {why}.",
                    advice="Move its assets to another project first, those in the trash too.",
                )
            remove_tree(self._folder / project_id)

        self._locked("remove a project", remove)

    def stats(self, project_id: str) -> Stats:
        """Counts over a project's assets; the trash counts apart."""

        def count(index: Index) -> Stats:
            row = index.db.execute(
                "SELECT COUNT(*) AS assets, COALESCE(SUM(versions), 0) AS versions,"
                " COALESCE(SUM(bytes), 0) AS bytes, COALESCE(SUM(drafts), 0) AS drafts,"
                " COALESCE(SUM(favourite), 0) AS favourites FROM assets"
                " WHERE trashed = 0 AND project_id = ?",
                (project_id,),
            ).fetchone()
            trashed = index.db.execute(
                "SELECT COUNT(*) FROM assets WHERE trashed = 1 AND project_id = ?", (project_id,)
            ).fetchone()[0]
            kinds = index.db.execute(
                "SELECT kind, COUNT(*) AS count FROM assets WHERE trashed = 0 AND project_id = ?"
                " GROUP BY kind ORDER BY 2 DESC, 1",
                (project_id,),
            )
            return Stats(
                **row, trashed=trashed, kinds={each["kind"]: each["count"] for each in kinds}
            )

        self.get(project_id)
        return self._access.query("count", count)

    # ---- copies and files

    def duplicate(self, project_id: str, name: str) -> Project:
        """Copy a project with all its assets and versions; trashed ones stay behind."""
        old = self.get(project_id)
        new = self.create(
            name, **old.model_dump(exclude={"id", "name", "created_at", "updated_at"})
        )
        for folder in self._asset_folders(project_id):
            self._access.run("copy an asset", lambda folder=folder: self._adopt(folder, new.id))
        return new

    def export(self, project_id: str, path: Path) -> None:
        """Write a project with all its assets and versions into one file, a ZIP archive.

        The file is whole or not there. Raises ``NotFound``.
        """
        project = self.get(project_id)
        folders = self._asset_folders(project_id)

        def write() -> None:
            beside = path.with_name(f"{path.name}.{new_id('x')}.tmp")
            try:
                with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                    archive.writestr(_FILE, project.model_dump_json(indent=2))
                    for folder in folders:
                        for file in sorted(folder.rglob("*")):
                            if file.is_file() and not file.is_symlink():
                                archive.write(file, f"assets/{folder.name}/{_below(file, folder)}")
                with beside.open("rb+") as file:
                    os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise

        self._access.run(f"write {path} from", write)

    def import_file(self, path: Path) -> Project:
        """Read what ``export`` wrote as a new project; its assets get new ids.

        Raises:
            InvalidRequest: the file is no exported project, or tries to leave its folder.
        """
        return self._access.run(f"read {path} into", lambda: self._import(path))

    def _import(self, path: Path) -> Project:
        staging = self._access.store.new_staging()
        try:
            try:
                with zipfile.ZipFile(path) as archive:
                    _unpack(archive, staging)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
                raise _no_project(path, str(error)) from error
            old = _read(staging / _FILE)
            if old is None:
                raise _no_project(path, f"it holds no usable {_FILE}")
            fields = old.model_dump(exclude={"id", "name", "created_at", "updated_at"})
            new = self.create(old.name, **fields)
            assets = staging / "assets"
            for folder in sorted(assets.iterdir()) if assets.is_dir() else ():
                self._adopt(folder, new.id)
            return new
        finally:
            remove_tree(staging)

    def _asset_folders(self, project_id: str) -> list[Path]:
        def ask(index: Index) -> list[Path]:
            search, folders = Search(project_id=project_id, limit=1000), []
            while True:
                rows, cursor = find(index, search)
                folders += [self._access.root / row["place"] for row in rows]
                if cursor is None:
                    return folders[::-1]  # oldest first, so that new ids keep the order
                search = search.model_copy(update={"cursor": cursor})

        return self._access.query("list assets", ask)

    def _adopt(self, source: Path, project_id: str) -> None:
        """Copy an asset's folder into the library, as an asset of ``project_id`` with a new id."""
        record = read_record(source)
        if record is None:
            _log.warning("%s is no asset and is left out", source)
            return
        asset_id = new_id("a")
        record = record.model_copy(
            update={"id": asset_id, "project_id": project_id, "trashed_at": None}
        )
        store = self._access.store
        copy = store.new_staging()
        try:
            shutil.copytree(source, copy, dirs_exist_ok=True, symlinks=True)
            for path in copy.glob("v*"):
                version = read_version(path)
                if version:
                    own = version.model_copy(update={"asset_id": asset_id})
                    write_version(path, own, replace=True)
            write_record(copy, record)
            with self._access.changing(asset_id):
                target = store.assets / asset_folder_name(record.name, asset_id)
                move_folder(copy, target)
                sync_folder(store.assets)
                self._access.reindex(asset_id)
        finally:
            remove_tree(copy)

    # ---- instructions

    def instructions(self, scope: Scope, owner_id: str = "") -> list[Instruction]:
        """The instructions of a scope; ``owner_id`` is a project's or asset's id."""
        if scope == "project":
            return self.get(owner_id).instructions
        if scope == "asset":
            return self._access.run(
                "read instructions", lambda: self._access.find(owner_id)[1].instructions
            )
        return self._access.run("read instructions", self._global)

    def add_instruction(
        self, scope: Scope, text: str, owner_id: str = "", *,
        priority: int = 0, kinds: list[str] | None = None,
    ) -> Instruction:  # fmt: skip
        """Keep a new instruction; raises ``NotFound``, ``InvalidRequest``."""
        try:
            made = new_instruction(scope, text, priority=priority, kinds=kinds)
        except ValidationError as error:
            raise _misfit(error) from error
        self._change_instructions(scope, owner_id, lambda old: [*old, made])
        return made

    def change_instruction(
        self, scope: Scope, instruction_id: str, owner_id: str = "", **changes: Any
    ) -> Instruction:
        """Change text, priority, kinds or ``enabled``; raises ``NotFound``, ``InvalidRequest``."""
        made: list[Instruction] = []

        def change(old: list[Instruction]) -> list[Instruction]:
            new = []
            for each in old:
                if each.id == instruction_id:
                    fixed = {"id": each.id, "scope": each.scope, "created_at": each.created_at}
                    each = _valid(Instruction, {**each.model_dump(), **changes, **fixed})
                    made.append(each)
                new.append(each)
            if not made:
                raise NotFound(f"There is no instruction {instruction_id!r} in that scope.")
            return new

        self._change_instructions(scope, owner_id, change)
        return made[0]

    def remove_instruction(self, scope: Scope, instruction_id: str, owner_id: str = "") -> None:
        """Remove an instruction; raises ``NotFound``."""

        def change(old: list[Instruction]) -> list[Instruction]:
            new = [each for each in old if each.id != instruction_id]
            if len(new) == len(old):
                raise NotFound(f"There is no instruction {instruction_id!r} in that scope.")
            return new

        self._change_instructions(scope, owner_id, change)

    def applicable(
        self, project_id: str = "default", asset_id: str | None = None, kind: str | None = None
    ) -> list[Instruction]:
        """What goes with a request, in the order in which it stands in the prompt."""
        found = [*self.instructions("global"), *self.instructions("project", project_id)]
        if asset_id is not None:
            found += self.instructions("asset", asset_id)
        return sort_applicable(found, kind)

    def _change_instructions(
        self, scope: Scope, owner_id: str,
        change: Callable[[list[Instruction]], list[Instruction]],
    ) -> None:  # fmt: skip
        if scope == "asset":

            def edit() -> None:
                with self._access.changing(owner_id):
                    folder, record = self._access.find(owner_id)
                    new = change(record.instructions)
                    record = self._access.store.updated(record, instructions=new)
                    write_record(folder, record)
                    self._access.keep(folder, record, [])

            self._access.run("keep instructions", edit)
        elif scope == "project":

            def rewrite() -> None:
                project = self.get(owner_id)
                new = change(project.instructions)
                self._write(
                    project.model_copy(update={"instructions": new, "updated_at": utc_now()})
                )

            self._locked("keep instructions", rewrite)
        else:

            def replace() -> None:
                new = [each.model_dump(mode="json") for each in change(self._global())]
                self._folder.mkdir(exist_ok=True)
                text = json.dumps(new, indent=2, ensure_ascii=False)
                write_atomic(self._folder / _GLOBAL, f"{text}\n".encode())

            self._locked("keep instructions", replace)

    def _global(self) -> list[Instruction]:
        try:
            data = json.loads((self._folder / _GLOBAL).read_bytes())
            return [Instruction.model_validate(each) for each in data]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError) as error:
            raise InvalidRequest(
                f"{self._folder / _GLOBAL} can't be understood: {error}",
                advice="Mend the file, or move it away to start without global instructions.",
            ) from error

    # ---- inner life

    def _locked(self, doing: str, action: Callable[[], _T]) -> _T:
        def hold() -> _T:
            with file_lock(self._access.store.lock_file("projects")):
                return action()

        return self._access.run(doing, hold)

    def _free_id(self, name: str) -> str:
        front = slug(name).encode("ascii", "ignore").decode().strip("-") or "project"
        project_id, number = front, 1
        while project_id == "default" or (self._folder / project_id).exists():
            number += 1
            project_id = f"{front}-{number}"
        return project_id

    def _write(self, project: Project) -> None:
        folder = self._folder / project.id
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / _FILE, (project.model_dump_json(indent=2) + "\n").encode("utf-8"))
        sync_folder(self._folder)


def _default() -> Project:
    return Project(id="default", name="Default", created_at="", updated_at="")


def _read(path: Path) -> Project | None:
    try:
        return Project.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValidationError as error:
        _log.warning("%s can't be read and is left alone: %s", path, error.errors()[0]["msg"])
        return None


_M = TypeVar("_M", bound=BaseModel)


def _valid(model: type[_M], fields: dict[str, Any]) -> _M:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise _misfit(error) from error


def _misfit(error: ValidationError) -> InvalidRequest:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return InvalidRequest(f"The field {field!r} does not fit: {first['msg']}.", field=field)


def _below(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()


def _no_project(path: Path, why: str) -> InvalidRequest:
    return InvalidRequest(
        f"{path} is no exported project: {why}.",
        advice="Choose a file that was written by exporting a project.",
    )


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack plain files below ``folder``; refuse names that lead elsewhere, and bombs."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise _no_project(Path(archive.filename or ""), "it unpacks to too much")
    for entry in entries:
        parts = PurePosixPath(entry.filename).parts
        plain = all(part not in ("..", ".") and not set(part) & set("\\:\0") for part in parts)
        is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
        if not parts or parts[0] == "/" or not plain or is_link:
            raise _no_project(Path(archive.filename or ""), f"it holds {entry.filename!r}")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as sink:
            shutil.copyfileobj(source, sink, 1 << 20)
    with contextlib.suppress(FileNotFoundError):
        for temporary in folder.rglob(f"{ASSET_FILE}.*.tmp"):
            temporary.unlink()
