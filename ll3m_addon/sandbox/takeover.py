# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes files over from a jailed child's folder: plain files with plain names only."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from ...bridge.contract.errors import HostError, LimitHit

__all__ = ["take"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_. -]{0,99}(/[A-Za-z0-9][A-Za-z0-9_. -]{0,99})?")


def take(scratch: Path, folder: Path, name: str, limit: int) -> Path:
    """Move ``scratch/name`` to ``folder/name`` and return it.

    Raises:
        HostError: it is missing, a link, or anything but a plain file.
        LimitHit: it is larger than ``limit`` bytes.
    """
    if _NAME.fullmatch(name) is None or ".." in name:
        raise HostError(f"The jail named a file that is not acceptable: {name!r}.")
    source, target = scratch / name, folder / name
    if source.parent.resolve() != (scratch / name).parent:
        raise HostError(f"The jail's file {name!r} lies behind a link.")
    try:
        facts = os.lstat(source)
    except OSError as error:
        raise HostError(f"The jail left no file {name!r}.") from error
    if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1:
        raise HostError(f"The jail's {name!r} is not a plain file.")
    if facts.st_size > limit:
        raise LimitHit(f"The file {name!r} is too large.", limit="files", value=limit)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)
    target.chmod(0o644)
    return target
