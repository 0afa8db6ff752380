# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared bases of the contract: the strict model and the row of the operation table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AssetId",
    "Backdrop",
    "BoundingBox",
    "Format",
    "JobId",
    "Model",
    "Operation",
    "Page",
    "Quality",
    "Renderer",
    "Scope",
    "VersionNumber",
]

Quality = Literal["draft", "standard", "high"]
Scope = Literal["read", "generate", "edit", "code", "admin"]
#: What a version can be exported to; the value is the file's ending. ``svg`` holds curves,
#: ``webp`` and ``mp4`` are turntables (the second where Blender has FFmpeg), ``script`` the source
#: in its own language, ``json`` all that is known.
Format = Literal[
    "blend", "glb", "gltf", "obj", "stl", "usdc", "fbx", "ply", "3mf", "svg", "webp", "mp4",
    "script", "json",
]  # fmt: skip
#: What stands behind the asset in a picture: a light studio, a clear sky over pavement, nothing.
Backdrop = Literal["studio", "sky", "transparent"]
#: Who draws a picture: Cycles as it looks, Workbench at once and in plain colours.
Renderer = Literal["cycles", "workbench"]
AssetId = Annotated[str, Field(pattern=r"^a_[0-9a-z]{16}$", description="An asset's id")]
JobId = Annotated[str, Field(pattern=r"^j_[0-9a-z]{16}$", description="A job's id")]
VersionNumber = Annotated[int, Field(ge=1, le=999_999, description="A version's number, from 1")]
Vector = Annotated[list[float], Field(min_length=3, max_length=3)]


class Model(BaseModel):
    """A message of the contract: unknown fields are an error, values are not coerced from text."""

    model_config = ConfigDict(extra="forbid", ser_json_inf_nan="null")


class Page(Model):
    """Keyset paging: pass the last page's ``next_cursor`` to go on."""

    limit: int = Field(default=50, ge=1, le=200, description="How many rows at most")
    cursor: str | None = Field(
        default=None, max_length=200, description="`next_cursor` of the page before"
    )


class BoundingBox(Model):
    """Axis-aligned box in metres, world space."""

    min: Vector
    max: Vector

    @property
    def size(self) -> tuple[float, float, float]:
        """Width (x), depth (y) and height (z) in metres."""
        return tuple(b - a for a, b in zip(self.min, self.max, strict=True))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Operation:
    """One typed thing that can be asked, whichever the door.

    ``name`` is ``noun.verb``. ``scope`` is what a client's token must allow.
    ``is_job`` operations answer with a ``Job`` at once and go on in the background.
    ``needs_scene`` operations run on Blender's main thread; all others never wait for it.
    ``read_only`` operations change nothing and may be repeated freely.
    """

    name: str
    request: type[Model]
    result: type[Model]
    summary: str
    scope: Scope = "read"
    is_job: bool = False
    needs_scene: bool = False
    read_only: bool = False

    @property
    def noun(self) -> str:
        """The part before the dot."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """The part behind the dot."""
        return self.name.partition(".")[2]

    @property
    def positions(self) -> list[str]:
        """The request's fields in the order of positional parameters: required ones first."""
        fields = self.request.model_fields.items()
        return sorted(
            self.request.model_fields, key=lambda name: not dict(fields)[name].is_required()
        )
