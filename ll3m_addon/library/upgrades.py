# SPDX-License-Identifier: GPL-3.0-or-later
"""Older and newer forms of ``asset.json`` and ``version.json``.

A file of an older schema is read through the steps that lead to the present one, and kept
as ``<name>.before-<schema>`` when it is first written anew. A newer one is left alone.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["SCHEMA", "STEPS", "is_newer", "keep_older", "upgraded"]

_log = logging.getLogger(__name__)
#: The schema that this LL3M writes, of both files.
SCHEMA = 1
Step = Callable[[dict[str, Any]], dict[str, Any]]
#: File name -> schema -> what makes the next schema of it. Schema 1 is the first one.
STEPS: dict[str, dict[int, Step]] = {"asset.json": {}, "version.json": {}}
_SAID = re.compile(rb'"schema_version"\s*:\s*(\d+)')


def upgraded(path: Path, data: bytes) -> dict[str, Any] | None:
    """What ``data`` of the file ``path`` says in the present schema; None if no step leads there."""
    try:
        fields = json.loads(data)
    except ValueError:
        return None
    schema = fields.get("schema_version") if isinstance(fields, dict) else None
    if not isinstance(schema, int) or schema >= SCHEMA:
        return None
    steps = STEPS.get(path.name, {})
    while schema < SCHEMA:
        if schema not in steps:
            return None
        fields = steps[schema](fields)
        schema += 1
    return {**fields, "schema_version": SCHEMA}


def is_newer(path: Path) -> bool:
    """True if a newer LL3M wrote the file."""
    schema = _schema(path)
    return schema is not None and schema > SCHEMA


def keep_older(path: Path) -> None:
    """Copy a file of an older schema beside itself, once, before it is written anew."""
    schema = _schema(path)
    if schema is None or schema >= SCHEMA:
        return
    copy = path.with_name(f"{path.name}.before-{SCHEMA}")
    if not copy.exists():
        shutil.copy2(path, copy)
        _log.info("Kept %s of schema %d as %s", path, schema, copy.name)


def _schema(path: Path) -> int | None:
    """The schema that the file names; None if it is not there or names none."""
    try:
        with path.open("rb") as file:
            found = _SAID.search(file.read(400)) or _SAID.search(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    return int(found[1]) if found else None
