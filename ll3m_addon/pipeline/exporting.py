# SPDX-License-Identifier: GPL-3.0-or-later
"""Further formats of a version that is there, and copies of its files for the user."""

from __future__ import annotations

import shutil
from pathlib import Path

from ...bridge.contract.errors import InvalidRequest, LibraryError
from ...bridge.contract.version import Version, VersionExportRequest, VersionExportResult
from ..core.cancel import CancelToken
from ..core.seams import FinishRequest, Library
from ..library.records import source_name
from .bench import Bench

__all__ = ["export"]


def export(bench: Bench, request: VersionExportRequest, cancel: CancelToken) -> VersionExportResult:
    """Write the formats a version lacks, then copy what was asked for.

    Raises:
        InvalidRequest: this Blender can't write a format, or the folder is not absolute.
        LibraryError: the files can't be copied. NotFound, Cancelled, HostError, LimitHit.
    """
    library = bench.library
    version, home = library.version(request.asset_id, request.number)
    wanted = tuple(dict.fromkeys(request.formats))
    missing = tuple(each for each in wanted if not _place(home, each, version).is_file())
    if missing:
        with bench.staged() as folder:
            limits = bench.settings.limits
            finished = bench.jail.finish(
                FinishRequest(home / "model.blend", folder, formats=missing, limits=limits), cancel
            )
            if finished.skipped:
                raise InvalidRequest(" ".join(finished.skipped), advice="Choose other formats.")
            library.add_files(version.asset_id, version.number, folder)
    paths = {each: _place(home, each, version) for each in wanted}
    if request.folder is not None:
        paths = _copy(library, paths, Path(request.folder), version)
    return VersionExportResult(
        asset_id=version.asset_id,
        number=version.number,
        paths={each: str(path) for each, path in paths.items()},
    )


def _place(home: Path, format_: str, version: Version) -> Path:
    """Where a format's file lies in a version's folder."""
    if format_ == "json":
        return home / "version.json"
    if format_ == "script":
        return home / source_name(version.kind)
    return home / f"model.{format_}"


def _copy(
    library: Library, paths: dict[str, Path], folder: Path, version: Version
) -> dict[str, Path]:
    """Copy exported files, under a name that says what they are, into the user's folder."""
    if not folder.is_absolute():
        raise InvalidRequest(f"The folder {str(folder)!r} is not an absolute path.")
    name = library.asset(version.asset_id).name
    stem = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "asset"
    stem = f"{stem} v{version.number:03d}"
    copied: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each, path in paths.items():
            copied[each] = folder / f"{stem}{path.suffix}"
            shutil.copyfile(path, copied[each])
            for beside in path.parent.glob(f"{path.stem}.*"):
                if each == "obj" and beside.suffix == ".mtl":
                    shutil.copyfile(beside, folder / beside.name)
    except OSError as error:
        raise LibraryError(
            f"The files could not be copied to {folder}: {error.strerror}.",
            advice="Choose a folder that can be written to. The library's own files are safe.",
        ) from error
    return copied
