# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the scene that is open in Blender."""

from __future__ import annotations

from pydantic import Field

from .base import BoundingBox, Model, Operation


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


OPERATIONS = (
    Operation(
        "scene.info", SceneInfoRequest, SceneInfo, "Describe the open scene",
        needs_scene=True, read_only=True,
    ),
)  # fmt: skip
