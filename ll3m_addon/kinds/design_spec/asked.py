# SPDX-License-Identifier: GPL-3.0-or-later
"""The form in which a model answers with a design: the contract's, with its open ends named."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ....bridge.contract.spec import (
    DesignObject,
    DesignSpec,
    Dimensions,
    Open,
    Position,
    SceneSummary,
)

__all__ = ["AskedSpec"]


class Rotation(Open):
    """Degrees about each axis."""

    x: float = 0.0
    y: float = 0.0
    z: float = 0.0


class AskedProperties(Open):
    """The properties that the builder understands."""

    name: str | None = Field(default=None, description="What a user would call it")
    colour: str | None = Field(default=None, description="A colour's name or #rrggbb")
    parent: str | None = Field(default=None, description="Id of the object it belongs to")
    rotation: Rotation | None = None


class AskedObject(DesignObject):
    """An object as a model is asked for it."""

    position: Position = Position()
    dimensions: Dimensions
    properties: AskedProperties = AskedProperties()  # type: ignore[assignment]


class AskedScene(SceneSummary):
    """The scene's name; the rest is counted here."""


class AskedSpec(Open):
    """What a model answers."""

    objects: list[AskedObject] = Field(min_length=1, max_length=500)
    scene: AskedScene = AskedScene()
    metadata: dict[str, Any] = {}

    def to_spec(self) -> DesignSpec:
        """The same as a spec of the contract."""
        return DesignSpec.model_validate(self.model_dump(mode="json", exclude_none=True))
