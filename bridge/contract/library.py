# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the library as a whole: check it, make its index anew, empty its trash."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Model, Operation
from .system import Empty

LibraryRule = Literal[
    "index_damaged", "not_indexed", "index_outdated", "folder_missing", "record_missing",
    "record_outdated", "same_id_twice", "no_versions", "version_unreadable", "file_missing",
    "file_changed", "file_unknown", "left_over", "newer_schema",
]  # fmt: skip


class LibraryProblem(Model):
    """One disagreement between folders and index."""

    rule: LibraryRule
    place: str = Field(description="Relative to the library's folder")
    what: str
    advice: str
    repaired: bool = Field(default=False, description="It is gone now")


class LibraryCheckRequest(Model):
    """Compare the library's folders and its index."""

    repair: bool = Field(default=False, description="Mend what can be mended without loss")
    hashes: bool = Field(default=False, description="Read every file instead of comparing sizes")


class LibraryReport(Model):
    """What a check found."""

    ok: bool = Field(description="Nothing is wrong any more")
    assets: int
    versions: int
    files: int
    problems: list[LibraryProblem] = []


class LibraryRebuilt(Model):
    """The index was made anew from the folders."""

    assets: int


class LibraryEmptyTrashRequest(Model):
    """Remove for good what lies in the trash."""

    older_than: float = Field(
        default=0.0, ge=0, le=36_500, description="Only what was thrown away this many days ago"
    )
    project_id: str | None = Field(
        default=None, pattern=r"^[a-z0-9_-]{1,64}$", description="Only this project's assets"
    )


class LibraryTrashEmptied(Model):
    """What was removed."""

    assets: int
    bytes: int = Field(description="What their files took")


OPERATIONS = (
    Operation(
        "library.check", LibraryCheckRequest, LibraryReport,
        "Find and repair where folders and index disagree", scope="edit",
    ),
    Operation(
        "library.rebuild", Empty, LibraryRebuilt, "Make the index anew from the folders",
        scope="edit",
    ),
    Operation(
        "library.empty_trash", LibraryEmptyTrashRequest, LibraryTrashEmptied,
        "Remove for good what lies in the trash", scope="edit",
    ),
)  # fmt: skip
