# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on what is known of Blender's API."""

from __future__ import annotations

from pydantic import Field

from .base import Model, Operation


class KnowledgeSearchRequest(Model):
    """A question, a name, or an error message about Blender's Python API."""

    query: str = Field(min_length=1, max_length=2000)
    limit: int = Field(default=8, ge=1, le=50)
    blender_version: str | None = Field(
        default=None,
        pattern=r"^\d+\.\d+(\.\d+)?$",
        description="Another Blender that was indexed here before; default: the jail's",
    )


class KnowledgeEntry(Model):
    """One thing of the API, or a worked recipe."""

    name: str = Field(description="Full name, e.g. `bpy.types.BevelModifier.width`")
    kind: str = Field(description="type, property, method, operator, node, modifier, recipe …")
    signature: str = Field(description="How it is called or set, exactly")
    text: str = Field(description="What it is, in short")
    note: str = Field(default="", description="Why it was found for an outdated name")
    example: str | None = Field(default=None, description="A script that runs; recipes only")
    score: float = Field(description="How well it fits; only its order means something")


class KnowledgeSearchResult(Model):
    """What was found, best first."""

    blender_version: str
    entries: list[KnowledgeEntry]
    seconds: float


OPERATIONS = (
    Operation(
        "knowledge.search", KnowledgeSearchRequest, KnowledgeSearchResult,
        "Find names, signatures and examples in Blender's Python API", read_only=True,
    ),
)  # fmt: skip
