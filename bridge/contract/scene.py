# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the scene that is open in Blender."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import BoundingBox, JobId, Model, Operation, Quality
from .code import Finding
from .job import Job


class SceneObject(Model):
    """One object of the open scene."""

    name: str
    type: str
    location: list[float] = Field(description="World position in metres")
    dimensions: list[float] = Field(description="Metres")
    visible: bool
    selected: bool
    asset_id: str | None = Field(default=None, description="The LL3M asset it belongs to")
    version: int | None = None


class SceneVersion(Model):
    """A version that lies in the open scene as a collection."""

    asset_id: str
    number: int
    collection: str
    visible: bool


class SceneInfoRequest(Model):
    """Describe the open scene, a page of objects at a time."""

    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=200, ge=0, le=1000)
    selected_only: bool = False


class SceneInfo(Model):
    """The open scene."""

    file: str | None = Field(
        default=None, description="Path of the open .blend; None when never saved"
    )
    scene: str
    unit_system: str
    unit_scale: float = Field(description="Metres per Blender unit")
    frame: int
    objects_total: int
    objects: list[SceneObject]
    bounding_box: BoundingBox | None = None
    versions: list[SceneVersion] = []
    mode: str = Field(description="Blender's mode, such as OBJECT or EDIT_MESH")


#: Where a scene edit stands.
SceneEditState = Literal["waiting", "applied", "discarded", "expired"]


class SceneEditRequest(Model):
    """Change the open scene by words: a dry run on a copy, then the difference, then the change."""

    prompt: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)
    ]
    selected_only: bool = Field(
        default=False, description="Only what is selected now may be changed or removed"
    )
    apply: Literal["ask", "now"] = Field(
        default="ask",
        description="`ask`: stop after the dry run and wait for `scene.apply`; "
        "`now`: the caller has approved beforehand",
    )
    allow_remove: bool = Field(
        default=False, description="With `apply` = `now`: removing and emptying is approved too"
    )
    quality: Quality = "standard"
    provider: str | None = Field(default=None, max_length=100, description="Default: the settings'")
    model: str | None = Field(default=None, max_length=200)
    budget: float | None = Field(default=None, ge=0, description="At most this many US dollars")


class SceneDetail(Model):
    """One value that differs."""

    path: str = Field(
        max_length=200, description='Such as `location` or `modifiers["Bevel"].width`'
    )
    before: str | None = Field(default=None, max_length=200, description="None: was not there")
    after: str | None = Field(default=None, max_length=200, description="None: is gone")


class SceneChange(Model):
    """One data-block that an edit adds, removes or changes."""

    type: str = Field(max_length=40, description="Blender's type: OBJECT, MESH, MATERIAL …")
    name: str = Field(max_length=300, description="Its name before the edit, or as added")
    change: Literal["added", "removed", "changed"]
    new_name: str | None = Field(default=None, max_length=300)
    aspects: list[str] = Field(
        default=[], max_length=20,
        description="What changed: transform, geometry, materials, modifiers, constraints, "
        "visibility, parent, collections, members, nodes, animation, data, properties, name, "
        "settings; `emptied` where all geometry went",
    )  # fmt: skip
    details: list[SceneDetail] = Field(default=[], max_length=20)


class SceneDifference(Model):
    """What an edit does to the scene. The counts are of objects."""

    added: int = Field(default=0, ge=0)
    removed: int = Field(default=0, ge=0)
    changed: int = Field(default=0, ge=0)
    changes: list[SceneChange] = Field(
        default=[], description="Removed first, then changed, then added; at most 300 at the doors"
    )
    unlisted: int = Field(default=0, ge=0, description="Further data-blocks that differ")

    def shown(self, limit: int = 300) -> SceneDifference:
        """The same with at most ``limit`` changes listed."""
        more = max(0, len(self.changes) - limit)
        return self.model_copy(
            update={"changes": self.changes[:limit], "unlisted": self.unlisted + more}
        )

    @property
    def takes_away(self) -> list[SceneChange]:
        """What is removed, or loses all its geometry."""
        return [
            each for each in self.changes if each.change == "removed" or "emptied" in each.aspects
        ]


class SceneEditIdRequest(Model):
    """Names one scene edit by the job that made it."""

    job_id: JobId


class SceneEdit(Model):
    """A scene edit after its dry run: what it would do, or has done."""

    job_id: JobId
    state: SceneEditState
    prompt: str
    scene: str = Field(description="Name of the scene it was made for")
    selected_only: bool
    summary: str = Field(description="The difference in one sentence")
    difference: SceneDifference
    deviations: list[str] = Field(
        default=[], description="Where what was applied differs from the dry run"
    )
    source: str = Field(description="The script, as checked")
    findings: list[Finding] = []
    provider: str
    model: str
    created_at: str
    expires_at: str
    applied_at: str | None = None


OPERATIONS = (
    Operation(
        "scene.info", SceneInfoRequest, SceneInfo, "Describe the open scene",
        needs_scene=True, read_only=True,
    ),
    Operation(
        "scene.edit", SceneEditRequest, Job, "Change the open scene by words, after a dry run",
        scope="edit", is_job=True,
    ),
    Operation(
        "scene.preview", SceneEditIdRequest, SceneEdit, "What a scene edit would change",
        read_only=True,
    ),
    Operation(
        "scene.apply", SceneEditIdRequest, SceneEdit, "Approve a scene edit and carry it out",
        scope="edit", needs_scene=True,
    ),
    Operation(
        "scene.discard", SceneEditIdRequest, SceneEdit, "Drop a scene edit that waits",
        scope="edit",
    ),
)  # fmt: skip
