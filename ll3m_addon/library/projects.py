# SPDX-License-Identifier: GPL-3.0-or-later
"""Projects: folders of work with their instructions, style guide and assets."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.errors import Conflict, InvalidRequest, NotFound
from .access import Access
from .files import remove_tree, sync_folder, write_atomic
from .ids import utc_now
from .index import Index
from .instructions import Instruction
from .locks import file_lock
from .names import slug

__all__ = ["PROJECT_FILE", "Project", "Projects", "Stats", "misfit", "read_project", "validated"]

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
PROJECT_FILE = "project.json"
_ID = re.compile(r"[a-z0-9_-]{1,64}")
#: What an imported file may unpack to: together, and in number.
_MOST_BYTES = 64 * 2**30
_MOSTPROJECT_FILES = 2_000_000


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
                project = read_project(folder / PROJECT_FILE)
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
        path = self._folder / project_id / PROJECT_FILE
        project = self._access.run("read a project", lambda: read_project(path)) if known else None
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
            project = validated(Project, {**wanted, "id": project_id})
            self._write(project)
            return project

        return self.locked("make a project", make)

    def update(self, project_id: str, **changes: Any) -> Project:
        """Change fields of a project; raises ``NotFound``, ``InvalidRequest``."""
        return self.edit(project_id, lambda _: changes)

    def edit(self, project_id: str, change: Callable[[Project], dict[str, Any]]) -> Project:
        """Change what ``change`` returns for the project as it is now, with nobody in between."""

        def rewrite() -> Project:
            old = self.get(project_id)
            fixed = {"id": old.id, "created_at": old.created_at, "updated_at": utc_now()}
            project = validated(Project, {**old.model_dump(), **change(old), **fixed})
            self._write(project)
            return project

        return self.locked("change a project", rewrite)

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

        self.locked("remove a project", remove)

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

    # ---- inner life

    def locked(self, doing: str, action: Callable[[], _T]) -> _T:
        """Run ``action`` while nobody else writes projects or global instructions."""

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
        write_atomic(
            folder / PROJECT_FILE, (project.model_dump_json(indent=2) + "\n").encode("utf-8")
        )
        sync_folder(self._folder)


def _default() -> Project:
    return Project(id="default", name="Default", created_at="", updated_at="")


def read_project(path: Path) -> Project | None:
    try:
        return Project.model_validate_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValidationError as error:
        _log.warning("%s can't be read and is left alone: %s", path, error.errors()[0]["msg"])
        return None


_M = TypeVar("_M", bound=BaseModel)


def validated(model: type[_M], fields: dict[str, Any]) -> _M:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise misfit(error) from error


def misfit(error: ValidationError) -> InvalidRequest:
    first = error.errors()[0]
    field = ".".join(map(str, first["loc"]))
    return InvalidRequest(f"The field {field!r} does not fit: {first['msg']}.", field=field)
