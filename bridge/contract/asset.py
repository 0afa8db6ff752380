# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on assets: make, refine, find, delete, restore."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from .base import AssetId, Format, Model, Operation, Page, Quality, VersionNumber
from .job import Job

Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
#: Where the result goes: appended to the open scene, run in it, or into the library only.
Place = Literal["auto", "append", "run", "none"]


class Asset(Model):
    """One named thing that has versions."""

    id: AssetId
    name: str
    kind: str
    prompt: str
    project_id: str = "default"
    created_at: str
    updated_at: str
    current: int = Field(description="Number of the current version")
    versions: int = Field(description="How many versions there are")
    tags: list[str] = []
    trashed_at: str | None = None
    preview: str | None = Field(default=None, description="Path of the current version's preview")
    folder: str
    metadata: dict[str, Any] = {}


class MakeOptions(Model):
    """How to make a version; shared by generate and refine."""

    quality: Quality = "standard"
    provider: str | None = Field(default=None, max_length=100, description="Default: the settings'")
    model: str | None = Field(default=None, max_length=200)
    formats: list[Format] = Field(
        default=["blend"], max_length=8, description="Files to export at once"
    )
    preview: int = Field(
        default=512, ge=0, le=2048, description="Preview edge in pixels; 0 for none"
    )
    sheet: bool = Field(
        default=False, description="A contact sheet of four views beside the preview"
    )
    place: Place = Field(default="auto", description="`auto` appends where there is a scene")
    budget: float | None = Field(default=None, ge=0, description="At most this many US dollars")


class AssetGenerateRequest(MakeOptions):
    """Make a new asset from words."""

    prompt: Prompt
    name: Name | None = Field(default=None, description="Default: drawn from the prompt")
    kind: str = Field(default="python_model", pattern=r"^[a-z][a-z0-9_]{0,40}$")
    tags: list[str] = Field(default=[], max_length=50)
    project_id: str = Field(default="default", pattern=r"^[a-z0-9_-]{1,64}$")
    metadata: dict[str, Any] = {}


class AssetRefineRequest(MakeOptions):
    """Make the next version of an asset from feedback."""

    asset_id: AssetId
    feedback: Prompt = Field(description="What should change")
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )
    preserve_aspects: list[str] = Field(
        default=[], max_length=20, description="What must stay as it is"
    )


class AssetIdRequest(Model):
    """Names one asset."""

    asset_id: AssetId


class AssetListRequest(Page):
    """Assets, newest first."""

    query: str | None = Field(
        default=None, max_length=200, description="Words of the name or prompt"
    )
    kind: str | None = None
    tag: str | None = None
    project_id: str | None = None
    trashed: bool = Field(default=False, description="What lies in the trash instead")


class AssetList(Model):
    """A page of assets."""

    assets: list[Asset]
    next_cursor: str | None = None


OPERATIONS = (
    Operation(
        "asset.generate", AssetGenerateRequest, Job, "Make a new asset from a prompt",
        scope="generate", is_job=True,
    ),
    Operation(
        "asset.refine", AssetRefineRequest, Job, "Make the next version from feedback",
        scope="generate", is_job=True,
    ),
    Operation("asset.list", AssetListRequest, AssetList, "Assets, newest first", read_only=True),
    Operation("asset.get", AssetIdRequest, Asset, "One asset", read_only=True),
    Operation("asset.delete", AssetIdRequest, Asset, "Move an asset to the trash", scope="edit"),
    Operation("asset.restore", AssetIdRequest, Asset, "Take an asset out of the trash", scope="edit"),
)  # fmt: skip
