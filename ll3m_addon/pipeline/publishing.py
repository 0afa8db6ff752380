# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions for Blender's Asset Browser: one file an asset, and the catalogs beside them.

They lie in ``browser/`` below the library's folder. All of it can be made again from the
versions, so it is no part of what the library checks.
"""

from __future__ import annotations

import os
from pathlib import Path

from ...bridge.contract.asset import Asset
from ...bridge.contract.beside import VersionPublished, VersionPublishRequest
from ...bridge.contract.errors import Conflict, LibraryError
from ...bridge.contract.version import Version
from ..core.cancel import CancelToken
from ..core.catalogs import FILE, catalog_id, with_catalogs
from ..core.seams import AssetMark, FinishRequest
from .bench import Bench

__all__ = ["FOLDER", "publish", "unpublish"]

FOLDER = "browser"


def publish(bench: Bench, request: VersionPublishRequest, cancel: CancelToken) -> VersionPublished:
    """Write a version as an asset with catalog, author, licence, tags and preview.

    Raises:
        Conflict: the asset lies in the trash. NotFound, LibraryError, HostError, Cancelled.
    """
    asset = bench.library.asset(request.asset_id)
    if asset.trashed_at:
        raise Conflict(f"{asset.name!r} lies in the trash.", advice="Restore it first.")
    version, home = bench.library.version(request.asset_id, request.number)
    folder = bench.library.root / FOLDER
    file = folder / f"{asset.id}.blend"
    mark = _mark(asset, version, home, request)
    with bench.staged() as staged:
        limits = bench.settings.limits
        bench.jail.finish(
            FinishRequest(home / "model.blend", staged, formats=(), asset=mark, limits=limits),
            cancel,
        )
        try:
            folder.mkdir(exist_ok=True)
            _write_catalogs(bench, folder, asset)
            (staged / "asset.blend").replace(file)
        except OSError as error:
            raise LibraryError(
                f"The Asset Browser's folder {folder} can't be written: {error.strerror}.",
                advice="The versions are safe. Free the folder and try again.",
            ) from error
    return VersionPublished(
        asset_id=asset.id,
        number=version.number,
        name=asset.name,
        catalog=mark.catalog_id,
        file=str(file),
        folder=str(folder),
    )


def unpublish(bench: Bench, asset_id: str) -> bool:
    """Remove the asset's file; False if there is none. Raises ``LibraryError``."""
    file = bench.library.root / FOLDER / f"{asset_id}.blend"
    try:
        file.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise LibraryError(f"{file} can't be removed: {error.strerror}.") from error
    return True


def _mark(asset: Asset, version: Version, home: Path, request: VersionPublishRequest) -> AssetMark:
    preview = home / "preview.png"
    description = version.prompt if request.description is None else request.description
    tags = dict.fromkeys(["LL3M", f"v{version.number:03d}", *asset.tags])
    return AssetMark(
        name=asset.name,
        catalog_id=catalog_id(asset.project_id),
        author=request.author,
        license=request.license,
        copyright=request.copyright,
        description=description[:1000],
        tags=tuple(tag[:60] for tag in tags),
        preview=preview if preview.is_file() else None,
    )


def _write_catalogs(bench: Bench, folder: Path, asset: Asset) -> None:
    """Have the project's catalog in the file; whole or not at all, as others read it."""
    path = folder / FILE
    name = bench.library.desk.projects.get(asset.project_id).name
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    new = with_catalogs(old, {asset.project_id: name})
    if new != old:
        beside = path.with_name(f"{FILE}.{os.getpid()}.tmp")
        beside.write_text(new, encoding="utf-8")
        beside.replace(path)
