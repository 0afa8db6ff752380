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

__all__ = ["UNNAMED", "AskedSpec", "kept_from"]

#: What the scene of a design without a name is called.
UNNAMED: str = SceneSummary.model_fields["name"].default


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


#: What the builder understands of an object's properties: a model that leaves it out means it.
_SAID = frozenset(AskedProperties.model_fields) | {"color"}


def kept_from(before: DesignSpec, after: DesignSpec) -> DesignSpec:
    """``after`` with what a model does not know of and so left out: metadata, unknown fields.

    Objects are the same by id. Place, size, material, colour, parent and turn are as ``after`` has
    them, and so is what it left out of these.
    """
    known = {each.id: each for each in before.objects}
    objects = []
    for each in after.objects:
        old = known.get(each.id)
        if old is not None:
            mine = {key: value for key, value in old.properties.items() if key not in _SAID}
            extra = {**(old.model_extra or {}), **(each.model_extra or {})}
            each = each.model_copy(update={**extra, "properties": {**mine, **each.properties}})
        objects.append(each)
    scene = after.scene
    lost = {
        key
        for key, plain in (("name", UNNAMED), ("description", ""))
        if getattr(scene, key) in ("", plain)
    }
    scene = scene.model_copy(
        update={**(before.scene.model_extra or {}), **(scene.model_extra or {})}
        | {key: getattr(before.scene, key) for key in lost}
    )
    extra = {**(before.model_extra or {}), **(after.model_extra or {})}
    metadata = {**before.metadata, **after.metadata}
    return after.model_copy(
        update={**extra, "objects": objects, "scene": scene, "metadata": metadata}
    )
