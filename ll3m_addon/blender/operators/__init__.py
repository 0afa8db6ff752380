# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators: each gathers, asks for one operation, reports, returns."""

from __future__ import annotations

from . import (
    asset,
    beside,
    browser,
    folder,
    job,
    prompt,
    provider,
    remake,
    report,
    service,
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
    *folder.CLASSES,
)
