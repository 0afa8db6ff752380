# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``library``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.library import (
    LibraryCheckRequest,
    LibraryEmptyTrashRequest,
    LibraryRebuilt,
    LibraryReport,
    LibraryTrashEmptied,
)
from ....bridge.contract.system import Empty

if TYPE_CHECKING:
    from ..app import App


def check(app: App, request: LibraryCheckRequest, caller: Caller) -> LibraryReport:
    """Compare folders and index; repair if asked."""
    return app.library.check(repair=request.repair, hashes=request.hashes)


def rebuild(app: App, request: Empty, caller: Caller) -> LibraryRebuilt:
    """Make the index anew from the folders."""
    return LibraryRebuilt(assets=app.library.rebuild())


def empty_trash(app: App, request: LibraryEmptyTrashRequest, caller: Caller) -> LibraryTrashEmptied:
    """Remove for good what lies in the trash."""
    return app.library.desk.assets.empty_trash(request)
