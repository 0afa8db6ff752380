# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on versions: immutable results of an asset."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from .base import (
    AssetId,
    Backdrop,
    Format,
    Model,
    Operation,
    Quality,
    Renderer,
    VersionNumber,
)
from .code import Facts, Finding, Isolation, MeshReport
from .job import Usage


class File(Model):
    """A file of a version, relative to the version's folder."""

    name: str
    format: str
    bytes: int
    sha256: str


class Fault(Model):
    """Something that a look at the version found wrong."""

    part: str = Field(description="Name of the part or object; empty for the whole")
    severity: Literal["blocking", "major", "minor"]
    what: str = Field(description="What is wrong, as it is seen or measured")
    advice: str = Field(default="", description="What would mend it")


class Version(Model):
    """Immutable result number n of an asset; `version.json` in its folder holds exactly this."""

    schema_version: Literal[1] = 1
    asset_id: AssetId
    number: VersionNumber
    kind: str
    prompt: str
    feedback: str | None = Field(default=None, description="What the user asked to change")
    parent: int | None = Field(default=None, description="The version this one was made from")
    created_at: str
    quality: Quality
    provider: str
    model: str
    source: str = Field(description="The script (or document) that makes this version")
    notes: list[str] = Field(
        default=[], description="What the maker wants said, e.g. words not used"
    )
    findings: list[Finding] = []
    facts: Facts
    report: MeshReport = MeshReport()
    score: float | None = Field(default=None, ge=0, le=10)
    score_reasons: list[str] = Field(default=[], description="What the score is made of")
    faults: list[Fault] = Field(default=[], description="What a look found and was not mended")
    usage: Usage = Usage()
    isolation: Isolation
    stripped: list[str] = []
    blender_version: str
    files: list[File] = []
    metadata: dict[str, Any] = {}


class VersionRow(Model):
    """A version in a list."""

    number: int
    created_at: str
    feedback: str | None
    parent: int | None
    score: float | None
    provider: str
    model: str
    faces: int
    formats: list[str]
    current: bool
    folder: str
    name: str = Field(default="", description="What the user calls it, besides its number")
    notes: str = Field(default="", description="What the user noted on it")


class VersionListRequest(Model):
    """Versions of one asset, oldest first."""

    asset_id: AssetId


class VersionList(Model):
    """All versions of an asset."""

    asset_id: AssetId
    versions: list[VersionRow]


class VersionGetRequest(Model):
    """One version; the asset's current one without a number."""

    asset_id: AssetId
    number: VersionNumber | None = None


class VersionDetail(Model):
    """A version and where its files lie."""

    version: Version
    folder: str
    current: bool


class VersionActivateRequest(Model):
    """Make a version the asset's current one, and the visible one in the scene if there is one."""

    asset_id: AssetId
    number: VersionNumber


class VersionEditRequest(Model):
    """Name a version or note something on it; what is left out stays, an empty text takes it back.

    The version itself never changes: this is kept with the asset.
    """

    asset_id: AssetId
    number: VersionNumber
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = None
    notes: str | None = Field(default=None, max_length=20_000)


class VersionExportRequest(Model):
    """Write a version in further formats."""

    asset_id: AssetId
    number: VersionNumber | None = None
    formats: list[Format] = Field(min_length=1, max_length=16)
    folder: str | None = Field(
        None, max_length=4096,
        description="Copy the files here too (absolute path on Blender's machine)",
    )  # fmt: skip


class VersionExportResult(Model):
    """The exported files, absolute paths."""

    asset_id: AssetId
    number: int
    paths: dict[str, str] = Field(description="Format to path")


class VersionRenderRequest(Model):
    """Draw a picture of a finished version, beside the preview it has."""

    asset_id: AssetId
    number: VersionNumber | None = Field(default=None, description="Default: current")
    what: Literal["view", "sheet", "turntable"] = Field(
        default="view", description="One view, four views with their names, or once around"
    )
    view: Literal["three_quarter", "front", "back", "left", "right", "top"] = Field(
        default="three_quarter", description="Which side, of one view"
    )
    edge: int = Field(default=512, ge=64, le=2048, description="Width and height in pixels")
    backdrop: Backdrop = "studio"
    renderer: Renderer = Field(
        default="cycles", description="`cycles` as it looks, `workbench` at once in plain colours"
    )
    film: Literal["webp", "mp4"] = Field(
        default="webp", description="File of a turntable; MP4 where Blender has FFmpeg"
    )
    folder: str | None = Field(
        default=None, max_length=4096,
        description="Copy the file here too (absolute path on Blender's machine)",
    )  # fmt: skip


class VersionPicture(Model):
    """A picture that was drawn."""

    asset_id: AssetId
    number: int
    file: str = Field(description="Name within the version's folder")
    path: str = Field(description="Absolute path")
    seconds: float = Field(description="What drawing took; 0 where it was there already")


OPERATIONS = (
    Operation("version.list", VersionListRequest, VersionList, "Versions of an asset", read_only=True),
    Operation("version.get", VersionGetRequest, VersionDetail, "One version, whole", read_only=True),
    Operation(
        "version.activate", VersionActivateRequest, VersionDetail,
        "Make a version current, in the library and in the open scene", scope="edit",
    ),
    Operation(
        "version.edit", VersionEditRequest, VersionRow, "Name a version or note something on it",
        scope="edit",
    ),
    Operation(
        "version.export", VersionExportRequest, VersionExportResult,
        "Write a version in further formats", scope="generate",
    ),
    Operation(
        "version.render", VersionRenderRequest, VersionPicture,
        "Draw a picture, a sheet or a turntable of a version", scope="generate",
    ),
)  # fmt: skip
