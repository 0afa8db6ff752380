# SPDX-License-Identifier: GPL-3.0-or-later
"""Design specs: a scene as data. Objects with type, material, place and size, and operations on them.

A spec is the source of a version of kind ``design_spec``. Axes are Blender's: width is x,
depth is y, height is z; an object's position is the middle of its bottom. Lengths are
kept in metres whatever unit they came in. Fields that the contract does not know are kept.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .asset import Name, Place, Prompt
from .base import AssetId, Model, Operation, VersionNumber
from .reference import References
from .system import Empty

__all__ = [
    "Change",
    "Conflict",
    "DesignObject",
    "DesignSpec",
    "Dimensions",
    "Extent",
    "Position",
    "SceneSummary",
    "SpecFinding",
    "SpecVersion",
]

#: No scene that is built object by object has more; a model that answers with more is wrong.
MAX_OBJECTS = 500
#: Metres. Larger than any building; keeps positions exact to a tenth of a millimetre.
MAX_LENGTH = 10_000.0

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
SpecId = Annotated[
    str,
    Field(
        pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        description="A spec's id, a UUID",
    ),
]


class Open(BaseModel):
    """A message whose unknown fields are kept."""

    model_config = ConfigDict(extra="allow", ser_json_inf_nan="null")


class Position(Open):
    """Middle of an object's bottom, in metres; in the scene, or in its parent."""

    x: float = Field(default=0.0, ge=-MAX_LENGTH, le=MAX_LENGTH, allow_inf_nan=False)
    y: float = Field(default=0.0, ge=-MAX_LENGTH, le=MAX_LENGTH, allow_inf_nan=False)
    z: float = Field(default=0.0, ge=-MAX_LENGTH, le=MAX_LENGTH, allow_inf_nan=False)


class Dimensions(Open):
    """Size along x (width), z (height) and y (depth)."""

    width: float = Field(gt=0, le=MAX_LENGTH, allow_inf_nan=False)
    height: float = Field(gt=0, le=MAX_LENGTH, allow_inf_nan=False)
    depth: float = Field(gt=0, le=MAX_LENGTH, allow_inf_nan=False)
    units: str = Field(
        default="meters", max_length=20, description="Answers are always in `meters`"
    )


class Extent(Open):
    """Size of all objects together. They may stand further apart than one of them is large."""

    width: float = Field(gt=0, allow_inf_nan=False)
    height: float = Field(gt=0, allow_inf_nan=False)
    depth: float = Field(gt=0, allow_inf_nan=False)
    units: str = Field(
        default="meters", max_length=20, description="Answers are always in `meters`"
    )


class DesignObject(Open):
    """One thing of a spec.

    ``properties`` may hold ``parent`` (another object's id), ``rotation`` (degrees about
    x, y, z), ``colour`` (a name or ``#rrggbb``), ``count`` and whatever a type understands.
    """

    id: Word
    type: Word
    material: Word
    position: Position = Position()
    dimensions: Dimensions
    editable: bool = Field(default=True, description="False: edits of it are refused")
    properties: dict[str, Any] = {}


class SceneSummary(Open):
    """What the objects are together."""

    name: str = Field(default="Design", max_length=200)
    description: str = Field(default="", max_length=20_000)
    total_objects: int = Field(default=0, ge=0)
    bounding_box: Extent | None = None


class SpecVersion(Open):
    """Which state of a spec this is; ``version`` is ``<asset version>.0``."""

    version: str = Field(default="1.0", max_length=40)
    created_at: str = Field(default="", max_length=40)
    modified_at: str = Field(default="", max_length=40)
    author: str = Field(default="system", max_length=200)


class DesignSpec(Open):
    """A scene as data."""

    spec_id: str = Field(default="", max_length=40)
    objects: list[DesignObject] = Field(min_length=1, max_length=MAX_OBJECTS)
    scene: SceneSummary = SceneSummary()
    version: SpecVersion = SpecVersion()
    metadata: dict[str, Any] = {}


# ---------------------------------------------------------------- changes


class Change(Model):
    """One difference between two specs."""

    kind: Literal["added", "removed", "changed"]
    object_id: str | None = Field(default=None, description="None: of the spec itself")
    path: str = Field(description="Field within the object or spec, such as `dimensions.width`")
    before: Any = None
    after: Any = None


class Conflict(Model):
    """Both sides changed the same thing in different ways."""

    object_id: str | None = None
    path: str
    base: Any = None
    ours: Any = None
    theirs: Any = None
    reason: str


class SpecFinding(Model):
    """One thing a validation says. ``unknown`` could not be checked, and says why."""

    status: Literal["ok", "error", "warning", "unknown"]
    rule: str = Field(description="Stable id, such as `object.parent` or `constraint.count`")
    object_id: str | None = None
    what: str
    advice: str = ""


# ---------------------------------------------------------------- requests, results


class SpecGenerateRequest(Model):
    """Make a design from words."""

    prompt: Prompt
    context: dict[str, Any] = Field(
        default={}, description="What else matters: audience, place, budget"
    )
    style: str | None = Field(default=None, max_length=100)
    constraints: list[Annotated[str, StringConstraints(min_length=1, max_length=500)]] = Field(
        default=[], max_length=50
    )
    name: Name | None = None
    provider: str | None = Field(default=None, max_length=100)
    model: str | None = Field(default=None, max_length=200)
    preview: int = Field(default=256, ge=0, le=2048, description="Preview edge in pixels")
    place: Place = "auto"
    project_id: str = Field(default="default", pattern=r"^[a-z0-9_-]{1,64}$")
    references: References | None = Field(default=None, description="Pictures of what is meant")


class SpecAnswer(Model):
    """A spec as it stands in the library."""

    spec_id: SpecId
    spec_json: DesignSpec
    preview_url: str | None = Field(default=None, description="Path of the preview on this service")
    created_at: str
    processing_time: float = Field(default=0.0, description="Seconds")
    asset_id: AssetId
    number: VersionNumber
    findings: list[SpecFinding] = []
    notes: list[str] = []


#: One of the two names the design; the documents say so, the handler sees to it.
_NAMED: dict[str, Any] = {
    "anyOf": [
        {"required": ["spec_id"], "properties": {"spec_id": {"type": "string"}}},
        {"required": ["asset_id"], "properties": {"asset_id": {"type": "string"}}},
    ]
}


class SpecIdRequest(Model):
    """Names a spec by its id, or its asset."""

    model_config = ConfigDict(json_schema_extra=_NAMED)

    spec_id: SpecId | None = None
    asset_id: AssetId | None = None
    number: VersionNumber | None = Field(default=None, description="Default: current")


class SpecUpdateRequest(SpecIdRequest):
    """Make the next version from an edited spec. Only what differs is built anew."""

    spec_json: DesignSpec
    base: VersionNumber | None = Field(
        default=None,
        description="The version the edit started from; changes made since then are merged",
    )
    author: str = Field(default="user", max_length=200)
    place: Place = "auto"


class SpecPullRequest(SpecIdRequest):
    """Read what was moved, scaled, renamed, re-materialled or deleted in the open scene."""

    save: bool = Field(default=False, description="Make it the next version")


class SpecDiffRequest(Model):
    """Compare two versions, or a version with a spec."""

    model_config = ConfigDict(json_schema_extra=_NAMED)

    spec_id: SpecId | None = None
    asset_id: AssetId | None = None
    before: VersionNumber | None = None
    after: VersionNumber | None = None
    spec_json: DesignSpec | None = Field(default=None, description="Instead of `after`")


class SpecDiff(Model):
    """What differs, object by object."""

    changes: list[Change]
    refused: list[Change] = Field(
        default=[], description="Edits of objects that are not editable; they do not count"
    )
    spec_json: DesignSpec | None = None
    number: int | None = Field(default=None, description="The version that was made, if one was")


class SpecMergeRequest(Model):
    """Join two edits of one base; what both changed differently is named, not guessed."""

    base: DesignSpec
    ours: DesignSpec
    theirs: DesignSpec


class SpecMerge(Model):
    """The joined spec. Where there is a conflict it holds our side."""

    spec_json: DesignSpec
    conflicts: list[Conflict] = []


class SpecValidateRequest(Model):
    """Check any JSON that may be a spec, and the constraints it has to keep."""

    spec_json: dict[str, Any]
    constraints: list[str] = Field(default=[], max_length=50)


class SpecValidation(Model):
    """What was found. ``valid`` is true where no finding is an error."""

    valid: bool
    findings: list[SpecFinding]
    spec_json: DesignSpec | None = Field(
        default=None, description="The spec in metres, where it can be read"
    )


class SpecTypes(Model):
    """What builders and materials there are."""

    design_types: dict[str, list[str]]
    object_types: list[str]
    materials: list[str]
    json_schema: dict[str, Any]


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "spec.generate", SpecGenerateRequest, SpecAnswer,
        "Make a design as an editable spec from words", scope="generate",
    ),
    Operation("spec.get", SpecIdRequest, SpecAnswer, "A design's spec", read_only=True),
    Operation(
        "spec.update", SpecUpdateRequest, SpecAnswer,
        "Make the next version from an edited spec", scope="edit",
    ),
    Operation(
        "spec.pull", SpecPullRequest, SpecDiff,
        "Read into the spec what was changed in the open scene", scope="edit",
    ),
    Operation("spec.diff", SpecDiffRequest, SpecDiff, "What differs between two specs", read_only=True),
    Operation(
        "spec.merge", SpecMergeRequest, SpecMerge,
        "Join two edits of a spec; conflicts are named", read_only=True,
    ),
    Operation(
        "spec.validate", SpecValidateRequest, SpecValidation,
        "Check a spec and the constraints it has to keep", read_only=True,
    ),
    Operation(
        "spec.types", Empty, SpecTypes,
        "Design types, object types, materials and the schema", read_only=True,
    ),
)  # fmt: skip
