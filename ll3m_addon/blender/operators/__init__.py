# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators: each gathers, asks for one operation, reports, returns."""

from __future__ import annotations

from . import (
    approval,
    asset,
    beside,
    browser,
    draft,
    folder,
    job,
    objects,
    project,
    prompt,
    provider,
    reference,
    remake,
    report,
    scene,
    sending,
    service,
    settings,
    setup,
    spec,
    version,
)

__all__ = ["CLASSES"]

CLASSES: tuple[type, ...] = (
    *report.CLASSES,
    *asset.CLASSES,
    *version.CLASSES,
    *remake.CLASSES,
    *beside.CLASSES,
    *browser.CLASSES,
    *job.CLASSES,
    *service.CLASSES,
    *provider.CLASSES,
    *prompt.CLASSES,
    *reference.CLASSES,
    *folder.CLASSES,
    *sending.CLASSES,
    *setup.CLASSES,
    *draft.CLASSES,
    *scene.CLASSES,
    *spec.CLASSES,
    *approval.CLASSES,
    *objects.CLASSES,
    *project.CLASSES,
    *settings.CLASSES,
)
