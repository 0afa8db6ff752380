# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on the running instance itself."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Model, Operation
from .code import Isolation


class Empty(Model):
    """A request without fields."""


class SystemVersion(Model):
    """What is running."""

    version: str = Field(description="LL3M's version")
    api: Literal["1"] = "1"
    blender: str | None = Field(
        None, description="The Blender that makes models, None if not found"
    )
    python: str
    platform: str
    pid: int


class HealthItem(Model):
    """One thing that was looked at."""

    name: str
    ok: bool
    what: str
    advice: str = ""


class SystemHealth(Model):
    """Whether the instance can work, and what stands in the way."""

    ok: bool
    isolation: Isolation
    scene: bool = Field(description="There is an open Blender scene")
    busy: str | None = Field(default=None, description="Why Blender can't take scene calls now")
    jobs_running: int
    jobs_queued: int
    library: str
    items: list[HealthItem] = []


OPERATIONS = (
    Operation("system.health", Empty, SystemHealth, "Can this instance work?", read_only=True),
    Operation("system.version", Empty, SystemVersion, "What is running here", read_only=True),
)
