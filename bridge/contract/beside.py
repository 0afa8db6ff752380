# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations of the noun ``version`` on versions beside each other and beside the scene.

Compare two, branch from one, pull one into a file, push an edited one back, let one go,
and say what its parts are.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from .asset import Asset, Name
from .base import AssetId, Model, Operation, Vector, VersionNumber
from .job import Job
from .remake import RemakeOptions

Words = Annotated[str, Field(max_length=300)]


class VersionCompareRequest(Model):
    """Two versions of one asset, or of two."""

    asset_id: AssetId
    number: VersionNumber
    other: VersionNumber = Field(description="Number of the version to compare with")
    other_asset_id: AssetId | None = Field(default=None, description="Default: the same asset")


class Difference(Model):
    """Something that the two do not share."""

    what: str
    one: Any = None
    other: Any = None


class VersionDifference(Model):
    """What differs between two versions."""

    asset_id: AssetId
    number: int
    other_asset_id: AssetId
    other: int
    facts: list[Difference] = Field(description="Counts, size, materials, score, prompt …")
    parameters: list[Difference] = Field(description="Constants of the script")
    parts: list[Difference] = Field(description="Parts that only one has, or of another size")
    report: list[Difference] = Field(description="Checks that only one passes")
    source: str = Field(description="Unified diff from the first to the other")


class VersionShown(Model):
    """Versions that are visible in the scene."""

    asset_id: AssetId
    numbers: list[int]


class VersionAssetRequest(Model):
    """Names one asset."""

    asset_id: AssetId


class VersionRequest(Model):
    """Names one version; the asset's current one without a number."""

    asset_id: AssetId
    number: VersionNumber | None = None


class VersionBranchRequest(VersionRequest):
    """Begin a new asset with a copy of a version; it says where it came from."""

    name: Name | None = Field(default=None, description="Default: the asset's name and `branch`")
    place: bool = Field(default=True, description="Put it into the open scene, if there is one")


class VersionPulled(Model):
    """A version lies in the open scene."""

    asset_id: AssetId
    number: int
    collection: str
    added: bool = Field(description="It was not there before")


class VersionPushRequest(RemakeOptions):
    """Save what the artist changed by hand in the scene as the asset's next version."""

    asset_id: AssetId
    number: VersionNumber | None = Field(
        default=None, description="The edited version; default: the visible one"
    )
    notes: str = Field(default="", max_length=20_000, description="What was changed, in words")


class VersionDetached(Model):
    """Collections that are the artist's own now."""

    asset_id: AssetId
    number: int
    collections: list[str]
    objects: int


class VersionPublishRequest(VersionRequest):
    """Show a version in Blender's Asset Browser; it takes the place of the asset's last one."""

    author: str = Field(default="", max_length=200)
    license: str = Field(default="", max_length=200, description="Such as `CC0-1.0`")
    copyright: str = Field(default="", max_length=200)
    description: str | None = Field(
        default=None, max_length=1000, description="Default: the asset's prompt"
    )


class VersionPublished(Model):
    """Where the Asset Browser finds a version."""

    asset_id: AssetId
    number: int
    name: str
    catalog: str = Field(description="UUID of its project's catalog")
    file: str = Field(description="The .blend that holds the asset")
    folder: str = Field(description="The folder that Blender has to know as an asset library")


class VersionUnpublished(Model):
    """An asset is no longer in the Asset Browser."""

    asset_id: AssetId
    removed: bool = Field(description="It was there")


class PartInfo(Model):
    """What is known of a part, measured or said by the user."""

    name: str = Field(description="The object's name")
    part_name: str = Field(description="What it is called; the object's name unless said")
    component_of: str | None = Field(default=None, description="The part or asset it belongs to")
    position: Vector = Field(description="World position in metres")
    dimensions: Vector = Field(description="Metres")
    faces: int = 0
    materials: list[str] = []
    images: list[str] = []
    material: dict[str, str] = Field(
        default={}, description="What it is made of: type, thickness …"
    )
    used_for: list[str] = []


class MaterialInfo(Model):
    """A material of a version and the parts that have it."""

    name: str
    parts: list[str]
    faces: int = Field(description="Of those parts, together")


class PartList(Model):
    """Parts and materials of a version."""

    asset_id: AssetId
    number: int
    parts: list[PartInfo]
    materials: list[MaterialInfo]


class PartEdit(Model):
    """What to say of a part; what is left out stays as it is, an empty value takes it back."""

    part_name: Words | None = None
    component_of: Words | None = None
    material: dict[Words, Words] | None = Field(default=None, max_length=50)
    images: list[Annotated[str, Field(max_length=4096)]] | None = Field(default=None, max_length=50)
    used_for: list[Words] | None = Field(default=None, max_length=50)


class VersionEditPartsRequest(VersionRequest):
    """Say what parts are: kept with the asset, and on the objects in the open scene."""

    parts: dict[Annotated[str, Field(max_length=255)], PartEdit] = Field(
        min_length=1, max_length=500, description="Object's name to what is said of it"
    )


OPERATIONS = (
    Operation(
        "version.compare", VersionCompareRequest, VersionDifference,
        "What differs between two versions: facts, parts, parameters, source", read_only=True,
    ),
    Operation(
        "version.show_beside", VersionCompareRequest, VersionShown,
        "Show two versions beside each other in the open scene", scope="edit",
    ),
    Operation(
        "version.show_alone", VersionAssetRequest, VersionShown,
        "End a comparison in the open scene: one version, where it stood", scope="edit",
    ),
    Operation(
        "version.branch", VersionBranchRequest, Asset,
        "Begin a new asset with a copy of a version", scope="edit",
    ),
    Operation(
        "version.pull", VersionRequest, VersionPulled,
        "Bring a version of the library into the open scene", scope="edit",
    ),
    Operation(
        "version.push", VersionPushRequest, Job,
        "Save what was changed by hand in the scene as the next version",
        scope="generate", is_job=True,
    ),
    Operation(
        "version.detach", VersionRequest, VersionDetached,
        "Make a version in the scene the artist's own, no longer LL3M's", scope="edit",
    ),
    Operation(
        "version.publish", VersionPublishRequest, VersionPublished,
        "Show a version in Blender's Asset Browser", scope="generate",
    ),
    Operation(
        "version.unpublish", VersionAssetRequest, VersionUnpublished,
        "Take an asset out of Blender's Asset Browser", scope="edit",
    ),
    Operation(
        "version.parts", VersionRequest, PartList, "Parts and materials of a version",
        read_only=True,
    ),
    Operation(
        "version.edit_parts", VersionEditPartsRequest, PartList,
        "Say what a version's parts are, belong to and are used for", scope="edit",
    ),
)  # fmt: skip
