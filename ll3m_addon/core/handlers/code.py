# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``code``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.code import CheckReport, CodeCheckRequest, CodeRunRequest, CodeRunResult
from ....bridge.contract.dispatch import Caller
from ..cancel import CancelToken

if TYPE_CHECKING:
    from ..app import App

#: What a script is checked against where no Blender was named and none was found.
NEWEST_BLENDER = (5, 2, 0)


def check(app: App, request: CodeCheckRequest, caller: Caller) -> CheckReport:
    """Check without running. Needs no Blender: an unnamed version means the newest."""
    version = NEWEST_BLENDER
    if request.blender_version:
        numbers = [int(part) for part in request.blender_version.split(".")]
        version = (numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0)
    elif app.host is not None:
        version = app.host.blender_version()
    return app.checker.check(request.source, version)


def run(app: App, request: CodeRunRequest, caller: Caller) -> CodeRunResult:
    """Check and try."""
    return app.maker.run_code(request, CancelToken())
