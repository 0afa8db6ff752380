# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalogs of Blender's Asset Browser: one for each project, in ``blender_assets.cats.txt``.

The file's form is Blender's: a version line, then ``uuid:path:simple name``. What the user
adds or renames in Blender stays.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping

__all__ = ["FILE", "catalog_id", "with_catalogs"]

FILE = "blender_assets.cats.txt"
_HEAD = """# Catalogs of LL3M, one for each project. Blender may add to this file.

VERSION 1

"""
#: Our own name space, so that a project has the same catalog on every machine.
_SPACE = uuid.UUID("6f0f3c7e-3f0a-5b8e-9a55-4c4c334d4c4c")
#: What the catalog above the projects' is made from: no project's id.
_ABOVE = "/"
_LINE = re.compile(r"^([0-9a-fA-F-]{36}):")


def catalog_id(project_id: str) -> str:
    """The UUID of a project's catalog."""
    return str(uuid.uuid5(_SPACE, project_id))


def with_catalogs(text: str, projects: Mapping[str, str]) -> str:
    """The file's ``text`` with a catalog for each of ``projects`` (id -> name).

    Catalogs that are there stay as they are, whatever the user has named them since.
    """
    text = text if "VERSION " in text else _HEAD + text
    known = {found.group(1).lower() for line in text.splitlines() if (found := _LINE.match(line))}
    lines = [
        f"{catalog_id(project)}:LL3M/{_path(name)}:LL3M-{_path(name)}"
        for project, name in sorted(projects.items())
        if catalog_id(project) not in known
    ]
    if not lines:
        return text
    if catalog_id(_ABOVE) not in known:
        # Blender would make it by itself, and ask to save that when it is closed.
        lines.insert(0, f"{catalog_id(_ABOVE)}:LL3M:LL3M")
    return text.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def _path(name: str) -> str:
    """A project's name as one part of a catalog's path."""
    plain = re.sub(r"[\x00-\x1f:/\\]+", " ", name)
    return " ".join(plain.split())[:60] or "Project"
