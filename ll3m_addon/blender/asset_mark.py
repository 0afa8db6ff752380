# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a version as an asset of Blender's Asset Browser. Runs in the finishing child.

Imports bpy only, since that child has no pydantic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bpy

__all__ = ["save_asset"]

#: Bytes an ID name may have in every supported Blender.
NAME_BYTES = 63
#: Where ``libraries.write`` is known to keep previews of collections; 4.3 and 5.0 leave them out.
WRITES_PREVIEWS = frozenset(((4, 2), (4, 5), (5, 2)))


def save_asset(collection: bpy.types.Collection, path: Path, mark: dict[str, Any]) -> None:
    """Write ``collection`` to ``path`` under its asset's name, marked for the Asset Browser.

    ``mark`` holds ``name``, ``catalog_id``, ``author``, ``license``, ``copyright``,
    ``description``, ``tags`` and ``preview`` (a picture's path, may be empty).

    Raises:
        RuntimeError: Blender can't read the picture or write the file.
    """
    collection.name = mark["name"].encode()[:NAME_BYTES].decode(errors="ignore")
    collection.asset_mark()
    data: Any = collection.asset_data
    data.catalog_id = mark["catalog_id"]
    for name in ("author", "license", "copyright", "description"):
        setattr(data, name, mark[name])
    for tag in mark["tags"]:
        data.tags.new(tag, skip_if_exists=True)
    if mark["preview"]:
        override: Any = bpy.context.temp_override(id=collection)
        operators: Any = bpy.ops.ed
        with override:
            operators.lib_id_load_custom_preview(filepath=mark["preview"])
    if bpy.app.version[:2] in WRITES_PREVIEWS:
        bpy.data.libraries.write(str(path), {collection}, compress=True, fake_user=True)
    else:
        collection.use_fake_user = True
        bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True, compress=True)
