# SPDX-License-Identifier: GPL-3.0-or-later
"""The seam to the open Blender: what is asked of its scene."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ...bridge.contract.scene import SceneDifference, SceneInfo, SceneInfoRequest
from ...bridge.contract.version import Version
from .cancel import CancelToken
from .jail_seam import SceneCopy
from .remake_seam import SceneVersions

__all__ = ["AppliedEdit", "Host", "Placement", "ScenePatch"]


@dataclass(frozen=True, slots=True)
class Placement:
    """A version to put into the open scene."""

    version: Version
    folder: Path
    asset_name: str
    way: str = "append"  # "append" | "run"


@dataclass(frozen=True, slots=True)
class ScenePatch:
    """A checked script that is to change the open scene as its dry run did.

    ``seconds`` is what the dry run took, ``memory`` how many bytes Blender may grow.
    """

    title: str
    source: str
    copy: SceneCopy
    difference: SceneDifference
    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class AppliedEdit:
    """What an edit really changed, and where that is not what its dry run showed."""

    difference: SceneDifference
    deviations: tuple[str, ...] = ()


class Host(Protocol):
    """The open Blender. Every method may be called from any thread and blocks until done."""

    @property
    def has_scene(self) -> bool:
        """False for instances without an open scene."""
        ...

    def blender_version(self) -> tuple[int, int, int]:
        """The open Blender's version."""
        ...

    def run_soon(self, work: Callable[[], Any]) -> Future[Any]:
        """Queue work for the main thread and return at once; somebody waits for it elsewhere."""
        ...

    def busy(self) -> str | None:
        """Why Blender can't take scene calls now, or None."""
        ...

    def scene_info(self, request: SceneInfoRequest) -> SceneInfo:
        """Describe the open scene. Raises ``NoScene``, ``Busy``, ``DeadlineExceeded``."""
        ...

    @property
    def versions(self) -> SceneVersions:
        """The versions in the open scene: compare, preview, pull, push, detach."""
        ...

    def place(self, placement: Placement, cancel: CancelToken) -> None:
        """Put a version into the scene: its own collection, one undo step, all or nothing.

        Waits while Blender is busy. Raises ``NoScene``, ``HostError``, ``ScriptFailed``,
        ``Cancelled``.
        """
        ...

    def activate(self, asset_id: str, number: int) -> bool:
        """Show this version's collection and hide its siblings. False if it isn't in the scene."""
        ...

    def copy_scene(self, path: Path, selected_only: bool, cancel: CancelToken) -> SceneCopy:
        """Write a copy of the open scene to ``path``. Waits while Blender is busy.

        Raises ``NoScene``, ``Conflict`` (nothing is selected), ``HostError``, ``Cancelled``.
        """
        ...

    def apply_edit(self, patch: ScenePatch, cancel: CancelToken | None = None) -> AppliedEdit:
        """Change the open scene: one undo step, all or nothing.

        Waits while Blender is busy where there is a ``cancel``; else raises ``Busy``. Raises
        ``Conflict`` (the scene has changed since), ``ScriptFailed``, ``HostError``, ``NoScene``.
        """
        ...
