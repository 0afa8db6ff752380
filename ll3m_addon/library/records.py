# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in the folders: ``asset.json`` and ``version.json``, read and written."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.base import AssetId
from ...bridge.contract.version import Version
from .files import write_atomic
from .instructions import Instruction
from .names import parse_version_folder, version_folder_name
from .upgrades import is_newer, keep_older, upgraded

__all__ = [
    "ASSET_FILE",
    "VERSION_FILE",
    "AssetRecord",
    "Mark",
    "read_record",
    "read_version",
    "source_name",
    "version_numbers",
    "write_record",
    "write_version",
]

_log = logging.getLogger(__name__)
_M = TypeVar("_M", bound=BaseModel)
ASSET_FILE = "asset.json"
VERSION_FILE = "version.json"
#: kind -> name of the file that holds a version's source
_SOURCE_NAMES = {
    "python_model": "script.py",
    "openscad_model": "model.scad",
    "design_spec": "document.json",
    "ui_wireframe": "document.json",
    "storyboard": "document.json",
}


class Mark(BaseModel):
    """What may change about a version, which itself never does."""

    model_config = ConfigDict(extra="allow")

    draft: Literal["open", "selected", "rejected"] | None = Field(
        default=None, description="Set for candidates only"
    )
    group: str = Field(default="", description="Drafts that were made together share it")
    feedback: list[str] = Field(default=[], description="What was said of the draft")
    name: str = Field(default="", description="A name besides the number")
    notes: str = ""


class AssetRecord(BaseModel):
    """What ``asset.json`` holds. Fields of a later LL3M are kept as they are."""

    model_config = ConfigDict(extra="allow")

    schema_version: Literal[1] = 1
    id: AssetId
    name: str
    kind: str
    prompt: str
    project_id: str = "default"
    created_at: str
    updated_at: str
    current: int = Field(default=0, description="Number of the current version")
    last_number: int = Field(default=0, description="Highest number ever given; never used again")
    tags: list[str] = []
    notes: str = ""
    favourite: bool = False
    marks: dict[int, Mark] = Field(default={}, description="By version number")
    instructions: list[Instruction] = []
    trashed_at: str | None = None
    metadata: dict[str, Any] = {}


def source_name(kind: str) -> str:
    """The name of the file that holds the source of a version of ``kind``."""
    return _SOURCE_NAMES.get(kind, "script.py")


def read_record(folder: Path) -> AssetRecord | None:
    """Read ``asset.json``; None if it is missing or can't be understood (that is logged)."""
    return _read(folder / ASSET_FILE, AssetRecord)


def write_record(folder: Path, record: AssetRecord) -> None:
    """Replace ``asset.json``, whole or not at all."""
    keep_older(folder / ASSET_FILE)
    write_atomic(folder / ASSET_FILE, _pretty(record))


def read_version(folder: Path) -> Version | None:
    """Read a version's ``version.json``; None if it is missing or can't be understood (logged)."""
    return _read(folder / VERSION_FILE, Version)


def _read(path: Path, model: type[_M]) -> _M | None:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        older = upgraded(path, data)
        if older is None:
            why = "a newer LL3M wrote it" if is_newer(path) else _first(error)
            _log.warning("%s can't be read and is left alone: %s", path, why)
            return None
    try:
        return model.model_validate(older)
    except ValidationError as error:
        _log.warning("%s can't be read and is left alone: %s", path, _first(error))
        return None


def write_version(folder: Path, version: Version, *, replace: bool) -> None:
    """Write ``version.json``; atomically and durable where others may read it (``replace``)."""
    path = folder / VERSION_FILE
    if replace:
        keep_older(path)
        write_atomic(path, _pretty(version))
    else:
        path.write_bytes(_pretty(version))


def version_numbers(folder: Path) -> list[int]:
    """Numbers of the version folders of an asset's folder, ascending."""
    found = map(parse_version_folder, os.listdir(folder))  # noqa: PTH208 - half the time
    return sorted(number for number in found if number is not None)


def version_folder(folder: Path, number: int) -> Path:
    """Folder of a version below its asset's folder."""
    return folder / version_folder_name(number)


def _pretty(model: BaseModel) -> bytes:
    return (model.model_dump_json(indent=2) + "\n").encode("utf-8")


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
