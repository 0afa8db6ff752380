# SPDX-License-Identifier: GPL-3.0-or-later
"""The seams to what makes versions without a model, and to the versions in the open scene."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ...bridge.contract.beside import (
    PartEdit,
    VersionPublished,
    VersionPublishRequest,
    VersionPushRequest,
)
from ...bridge.contract.code import ParameterValue
from ...bridge.contract.remake import (
    VersionFixRequest,
    VersionMakeRequest,
    VersionPreviewed,
    VersionPreviewRequest,
    VersionSetParametersRequest,
)
from .cancel import CancelToken

if TYPE_CHECKING:
    from .design_seam import Seen
    from .host_seam import Placement
    from .jobs import JobContext

__all__ = ["Remaker", "SceneVersions"]


class Remaker(Protocol):
    """Versions without a model. Those that take a job are the whole work of one."""

    def set_parameters(self, request: VersionSetParametersRequest, job: JobContext) -> None:
        """Run a version's script with other values; keep the result as the next version."""
        ...

    def make(self, request: VersionMakeRequest, job: JobContext) -> None:
        """Make the next version from an edited source."""
        ...

    def fix(self, request: VersionFixRequest, job: JobContext) -> None:
        """Make the next version by repairs on the finished model."""
        ...

    def push(self, request: VersionPushRequest, job: JobContext) -> None:
        """Save what was changed by hand in the scene as the next version."""
        ...

    def preview(self, request: VersionPreviewRequest, cancel: CancelToken) -> VersionPreviewed:
        """Show a version with other values in the open scene; a failure changes nothing there."""
        ...

    def publish(self, request: VersionPublishRequest, cancel: CancelToken) -> VersionPublished:
        """Write a version for Blender's Asset Browser, in place of the asset's last one."""
        ...

    def unpublish(self, asset_id: str) -> bool:
        """Take an asset out of the Asset Browser; False if it was not there."""
        ...


class SceneVersions(Protocol):
    """Versions in the open scene; any thread may call, each call is one undo step.

    Any of them may raise ``Busy``, ``DeadlineExceeded``, ``NoScene`` and ``HostError``;
    ``NotFound`` where the version does not lie in the scene.
    """

    def preview(
        self, placement: Placement, values: Mapping[str, ParameterValue], cancel: CancelToken
    ) -> None:
        """Show what was made with other values in the version's place, in place of the last one."""
        ...

    def end_preview(self, asset_id: str) -> bool:
        """Take the preview away and show the version again; False if there is none."""
        ...

    def pull(self, placement: Placement) -> tuple[str, bool]:
        """Show a version, bringing it if it is not there: collection's name, whether it came."""
        ...

    def show_beside(self, one: Placement, other: Placement) -> None:
        """Show two versions, the second moved aside so that they do not overlap."""
        ...

    def show_alone(self, asset_id: str) -> list[int]:
        """Put compared versions back and show one again; numbers of what is visible then."""
        ...

    def detach(self, asset_id: str, number: int) -> tuple[list[str], int]:
        """Make a version's collections the artist's own: their names, and how many objects."""
        ...

    def rename(self, asset_id: str, name: str) -> bool:
        """Give the asset's collections the new name; False if it does not lie in the scene."""
        ...

    def save_edited(self, asset_id: str, number: int | None, path: Path) -> int:
        """Write a version as the artist left it to a ``.blend``; returns its number."""
        ...

    def seen_objects(self, asset_id: str, number: int) -> list[Seen]:
        """The objects of a built design as they are now; raises ``NotFound``."""
        ...

    def edit_parts(self, asset_id: str, number: int, parts: Mapping[str, PartEdit]) -> int:
        """Write what is said of parts onto the objects; returns how many were there."""
        ...
