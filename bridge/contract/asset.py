# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on assets: make, refine, find, describe, copy, delete, restore, remove."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from .base import (
    AssetId,
    Backdrop,
    Format,
    Model,
    Operation,
    Page,
    Quality,
    Renderer,
    VersionNumber,
)
from .job import Job
from .reference import References

Prompt = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
ProjectId = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,64}$", description="A project's id")]
#: ISO 8601 in UTC, as a day or to the second or finer.
Moment = Annotated[
    str, Field(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?)?$", max_length=40)
]
Sort = Literal["newest", "updated", "name", "score", "relevance"]
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
    notes: str | None = Field(
        default=None, description="What the user wrote down; left out of lists"
    )
    favourite: bool = False
    score: float | None = Field(default=None, description="Of the current version, 0 to 10")
    drafts: int = Field(default=0, description="Drafts not yet decided on")
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
        default=["blend"], max_length=16, description="Files to export at once"
    )
    preview: int = Field(
        default=512, ge=0, le=2048,
        description="Preview edge in pixels; 0 for none; a draft that names none gets 256",
    )  # fmt: skip
    sheet: bool = Field(
        default=False, description="A contact sheet of four views beside the preview"
    )
    backdrop: Backdrop = Field(default="studio", description="What stands behind it in the preview")
    renderer: Renderer = Field(
        default="cycles",
        description="`workbench` draws at once, in plain colours; Cycles draws where it can't",
    )
    place: Place = Field(default="auto", description="`auto` appends where there is a scene")
    budget: float | None = Field(default=None, ge=0, description="At most this many US dollars")
    references: References | None = Field(
        default=None,
        description="Pictures of what is meant; default: none, or those of the version refined",
    )


class AssetGenerateRequest(MakeOptions):
    """Make a new asset from words."""

    prompt: Prompt
    name: Name | None = Field(default=None, description="Default: drawn from the prompt")
    kind: str = Field(default="python_model", pattern=r"^[a-z][a-z0-9_]{0,40}$")
    tags: list[str] = Field(default=[], max_length=50)
    project_id: ProjectId = "default"
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


#: What a new asset or a refinement needs; the documents say so, the handler sees to it.
_EITHER: dict[str, Any] = {
    "anyOf": [
        {
            "required": ["prompt"],
            "properties": {"prompt": {"type": "string"}, "asset_id": {"type": "null"}},
        },
        {
            "required": ["asset_id", "feedback"],
            "properties": {"asset_id": {"type": "string"}, "feedback": {"type": "string"}},
        },
    ]
}


class AssetEstimateRequest(Model):
    """What a generation or, with ``asset_id``, a refinement would send. Nothing is sent."""

    model_config = ConfigDict(json_schema_extra=_EITHER)

    quality: Quality = "standard"
    provider: str | None = Field(default=None, max_length=100, description="Default: the settings'")
    model: str | None = Field(default=None, max_length=200)
    budget: float | None = Field(default=None, ge=0, description="At most this many US dollars")
    prompt: Prompt | None = Field(default=None, description="Of a new asset")
    kind: str = Field(default="python_model", pattern=r"^[a-z][a-z0-9_]{0,40}$")
    project_id: ProjectId = "default"
    asset_id: AssetId | None = Field(default=None, description="Of a refinement")
    feedback: Prompt | None = Field(default=None, description="Of a refinement")
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )
    preserve_aspects: list[str] = Field(default=[], max_length=20)
    count: int = Field(default=1, ge=1, le=16, description="How many drafts")
    references: list[Annotated[str, Field(pattern=r"^r_[0-9a-f]{16}$")]] | None = Field(
        default=None, max_length=4, description="Ids of reference.add"
    )


class SentMessage(Model):
    """One message of a request, word for word."""

    role: str
    text: str
    images: int = 0


class AssetEstimate(Model):
    """What would be sent, to whom, and what it may cost."""

    provider: str
    label: str
    model: str | None = None
    is_model: bool = Field(description="False: the offline composer; nothing leaves this program")
    local: bool = Field(description="It does not leave this machine")
    ready: bool
    reason: str = Field(default="", description="Why it is not ready")
    messages: list[SentMessage] = Field(
        description="The first request; later ones hold its answer and what was found wrong"
    )
    input_tokens: int = Field(description="Of the first request, rather too many than too few")
    priced: bool = Field(description="The price is known; local models cost nothing")
    first_cost: float = Field(description="US dollars that the first request costs at most")
    usual_cost: float | None = Field(
        default=None, description="Median of such jobs so far, in US dollars; None: there are none"
    )
    budget: float = Field(description="US dollars at which the job stops")
    pictures: int = Field(default=0, description="Reference pictures that go along")
    notes: list[str] = Field(default=[], description="What is left out, and why")


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


class AssetSearchRequest(Page):
    """Find assets by words and facts; everything given must hold."""

    words: str = Field(
        default="", max_length=400,
        description="All of these words or their beginnings: in name, prompt, tags or notes",
    )  # fmt: skip
    in_source: bool = Field(
        default=False, description="Look for the whole words in scripts and documents too"
    )
    kind: str | None = None
    tags: list[Tag] = Field(default=[], max_length=20, description="All of these")
    project_id: ProjectId | None = None
    favourite: bool | None = None
    drafts: bool | None = Field(default=None, description="With drafts not yet decided on")
    min_score: float | None = Field(default=None, ge=0, le=10)
    created_after: Moment | None = Field(default=None, description="Made at or after, in UTC")
    created_before: Moment | None = Field(default=None, description="Made before, in UTC")
    trashed: bool = Field(default=False, description="What lies in the trash instead")
    sort: Sort = Field(default="newest", description="`relevance` needs words")


class AssetFacetsRequest(Model):
    """How many assets each kind, project and tag has."""

    trashed: bool = Field(default=False, description="What lies in the trash instead")
    limit: int = Field(default=50, ge=1, le=500, description="Values of each at most")


class AssetFacets(Model):
    """Value to number of assets, the most frequent first."""

    kinds: dict[str, int]
    projects: dict[str, int]
    tags: dict[str, int]


class AssetEditRequest(Model):
    """Change what is said of an asset; what is left out stays as it is."""

    asset_id: AssetId
    name: Name | None = None
    tags: list[Tag] | None = Field(default=None, max_length=50, description="All tags anew")
    add_tags: list[Tag] = Field(default=[], max_length=50)
    remove_tags: list[Tag] = Field(default=[], max_length=50)
    notes: str | None = Field(default=None, max_length=100_000)
    favourite: bool | None = None
    project_id: ProjectId | None = Field(default=None, description="Move it to this project")
    metadata: dict[str, Any] | None = Field(
        default=None, description="Keys to set; a key with null is taken out"
    )


class AssetDuplicateRequest(Model):
    """Copy an asset under a new id."""

    asset_id: AssetId
    name: Name | None = Field(default=None, description="Default: the same name and `copy`")
    project_id: ProjectId | None = Field(default=None, description="Default: the same project")
    number: VersionNumber | None = Field(
        default=None, description="Only this version; default: all versions"
    )


class AssetPurged(Model):
    """An asset was removed for good."""

    asset_id: AssetId
    name: str
    versions: int
    bytes: int = Field(description="What its files took")


class AssetStyleRequest(MakeOptions):
    """Make the next version of an asset in a project's style."""

    asset_id: AssetId
    project_id: ProjectId | None = Field(
        default=None, description="Whose style guide; default: that of the asset's project"
    )
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )


OPERATIONS = (
    Operation(
        "asset.generate", AssetGenerateRequest, Job, "Make a new asset from a prompt",
        scope="generate", is_job=True,
    ),
    Operation(
        "asset.refine", AssetRefineRequest, Job, "Make the next version from feedback",
        scope="generate", is_job=True,
    ),
    Operation(
        "asset.estimate", AssetEstimateRequest, AssetEstimate,
        "What a request would send and cost, without sending it", read_only=True,
    ),
    Operation("asset.list", AssetListRequest, AssetList, "Assets, newest first", read_only=True),
    Operation(
        "asset.search", AssetSearchRequest, AssetList, "Find assets by words, facts and dates",
        read_only=True,
    ),
    Operation(
        "asset.facets", AssetFacetsRequest, AssetFacets,
        "How many assets each kind, project and tag has", read_only=True,
    ),
    Operation("asset.get", AssetIdRequest, Asset, "One asset", read_only=True),
    Operation(
        "asset.edit", AssetEditRequest, Asset,
        "Rename, tag, note, mark or move an asset", scope="edit",
    ),
    Operation(
        "asset.duplicate", AssetDuplicateRequest, Asset, "Copy an asset under a new id",
        scope="edit",
    ),
    Operation(
        "asset.apply_style", AssetStyleRequest, Job,
        "Make the next version in the project's style", scope="generate", is_job=True,
    ),
    Operation("asset.delete", AssetIdRequest, Asset, "Move an asset to the trash", scope="edit"),
    Operation("asset.restore", AssetIdRequest, Asset, "Take an asset out of the trash", scope="edit"),
    Operation(
        "asset.purge", AssetIdRequest, AssetPurged,
        "Remove an asset for good that lies in the trash", scope="edit",
    ),
)  # fmt: skip
