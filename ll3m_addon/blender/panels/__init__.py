# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar's panels. ``draw`` reads the snapshot and the panel's properties, nothing else."""

from __future__ import annotations

from . import assets, beside, jobs, menus, parameters, prompt, service
from .pictures import forget_previews

__all__ = ["CLASSES", "forget_previews", "menus"]

CLASSES: tuple[type, ...] = (
    *prompt.CLASSES,
    *jobs.CLASSES,
    *assets.CLASSES,
    *parameters.CLASSES,
    *beside.CLASSES,
    *assets.REPORT,
    *service.CLASSES,
)
