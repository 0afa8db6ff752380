# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar's panels. ``draw`` reads the snapshot and the panel's properties, nothing else."""

from __future__ import annotations

from . import (
    assets,
    beside,
    jobs,
    menus,
    parameters,
    prompt,
    references,
    scene,
    service,
    setup,
    spec,
    versions,
)
from .pictures import forget_previews

__all__ = ["CLASSES", "forget_previews", "menus"]

CLASSES: tuple[type, ...] = (
    *setup.CLASSES,
    *references.CLASSES,
    *prompt.CLASSES,
    *jobs.CLASSES,
    *assets.CLASSES,
    *versions.CLASSES,
    *spec.CLASSES,
    *parameters.CLASSES,
    *beside.CLASSES,
    *versions.REPORT,
    *scene.CLASSES,
    *service.CLASSES,
    *menus.CLASSES,
)
