# SPDX-License-Identifier: GPL-3.0-or-later
"""Further formats and pictures of a version that is there, and copies of its files for the user."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from ...bridge.contract.errors import InvalidRequest, LibraryError
from ...bridge.contract.version import (
    Version,
    VersionExportRequest,
    VersionExportResult,
    VersionPicture,
    VersionRenderRequest,
)
from ..core.cancel import CancelToken
from ..core.seams import FinishRequest, Library, Shot
from ..library.records import source_name
from .bench import Bench

__all__ = ["export", "render"]


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


def render(bench: Bench, request: VersionRenderRequest, cancel: CancelToken) -> VersionPicture:
    """Draw what was asked for, unless the version has that very picture, then copy it.

    Raises:
        InvalidRequest: this Blender can't draw it, or the folder is not absolute.
        LibraryError: the file can't be copied. NotFound, Cancelled, HostError, LimitHit.
    """
    library = bench.library
    version, home = library.version(request.asset_id, request.number)
    shot = _shot(request)
    path, seconds = home / shot.file, 0.0
    if not path.is_file():
        began = time.perf_counter()
        with bench.staged() as folder:
            finished = bench.jail.finish(
                FinishRequest(
                    home / "model.blend", folder, formats=(), report=False, shot=shot,
                    limits=bench.settings.limits,
                ),
                cancel,
            )  # fmt: skip
            if finished.skipped:
                raise InvalidRequest(
                    " ".join(finished.skipped), advice="Choose another renderer, film or backdrop."
                )
            library.add_files(version.asset_id, version.number, folder)
        seconds = round(time.perf_counter() - began, 3)
    if request.folder is not None:
        path = _copy(library, {path.suffix: path}, Path(request.folder), version, path.stem)[
            path.suffix
        ]
    return VersionPicture(
        asset_id=version.asset_id, number=version.number, file=shot.file, path=str(path),
        seconds=seconds,
    )  # fmt: skip


def _shot(request: VersionRenderRequest) -> Shot:
    """The picture, under a name that says all that was asked for."""
    turns = request.what == "turntable"
    told = request.view if request.what == "view" else request.what
    name = f"picture_{told}_{request.edge}_{request.backdrop}_{request.renderer}"
    return Shot(
        f"{name}.{request.film if turns else 'png'}", request.what, request.view, request.edge,
        request.backdrop, request.renderer,
    )  # fmt: skip


def _place(home: Path, format_: str, version: Version) -> Path:
    """Where a format's file lies in a version's folder."""
    if format_ == "json":
        return home / "version.json"
    if format_ == "script":
        return home / source_name(version.kind)
    return home / f"model.{format_}"


def _copy(
    library: Library, paths: dict[str, Path], folder: Path, version: Version, told: str = ""
) -> dict[str, Path]:
    """Copy files, under a name that says what they are (``told`` adds to it), into the user's folder."""
    if not folder.is_absolute():
        raise InvalidRequest(f"The folder {str(folder)!r} is not an absolute path.")
    name = library.asset(version.asset_id).name
    stem = "".join(c if c.isalnum() or c in " -_" else "_" for c in name).strip() or "asset"
    stem = f"{stem} v{version.number:03d} {told}".strip()
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
