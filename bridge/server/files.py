# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of versions over HTTP: by name from the version's own list, whole or in part.

The name is looked up in the list and never joined from what a client sends, so there is
no path to climb out of; a link in the folder is not followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from ..contract import LL3MError
from ..contract.errors import InvalidRequest, LibraryError, NotFound
from ..contract.version import File, VersionDetail
from .calls import Calls, Client
from .exchange import Exchange, Headers
from .security import Refusal

__all__ = ["send_file"]

#: Bytes read at a time.
PIECE = 256 * 2**10
#: What a browser may show by itself; all else is a download.
SHOWN = {"png": b"image/png", "jpg": b"image/jpeg", "webp": b"image/webp"}
MEDIA = {
    "glb": b"model/gltf-binary",
    "gltf": b"model/gltf+json",
    "obj": b"model/obj",
    "stl": b"model/stl",
    "usdc": b"model/vnd.usd",
    "json": b"application/json",
    "py": b"text/plain; charset=utf-8",
} | SHOWN
_PATH = re.compile(r"(a_[0-9a-z]{16})/([1-9][0-9]{0,5})/([^/\\\0]{1,255})")
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


async def send_file(exchange: Exchange, calls: Calls, client: Client, path: str) -> None:
    """Answer a request for ``<asset_id>/<number>/<name>``.

    Raises:
        Refusal: 404 for anything that is not a file of a version, 416 for a part outside.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        raise Refusal(404, NotFound("There is no such file."))
    asset_id, number, name = found.groups()
    params = {"asset_id": asset_id, "number": int(number)}
    try:
        detail, _ = await calls.ask("version.get", params, client)
    except LL3MError as error:
        raise Refusal(error.http_status, error) from None
    assert isinstance(detail, VersionDetail)
    listed = next((each for each in detail.version.files if each.name == name), None)
    if listed is None:
        raise Refusal(404, NotFound(f"This version has no file {name!r}."))
    opened = await calls.work(client, lambda: _open(Path(detail.folder), listed))
    try:
        await _send(exchange, calls, client, opened, listed)
    finally:
        opened.close()


def _open(folder: Path, file: File) -> BinaryIO:
    """Open a listed file for reading, on a thread."""
    path = folder / file.name
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.resolve().parent != folder.resolve():
            raise FileNotFoundError(2, "No such file", file.name)
        return os.fdopen(os.open(path, flags), "rb")
    except OSError as error:
        raise Refusal(
            404, LibraryError(f"The file {file.name!r} is listed, but can't be read.")
        ) from error


async def _send(
    exchange: Exchange, calls: Calls, client: Client, opened: BinaryIO, file: File
) -> None:
    size = os.fstat(opened.fileno()).st_size
    tag = f'"{file.sha256}"'
    ending = file.name.rpartition(".")[2].lower()
    shown = "inline" if ending in SHOWN else "attachment"
    headers: Headers = (
        (b"etag", tag.encode()),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", b"private, no-cache"),
        (b"content-disposition", f"{shown}; filename*=UTF-8''{quote(file.name)}".encode()),
    )
    if _matches(exchange.header(b"if-none-match"), tag):
        await exchange.respond(304, headers=headers)
        return
    part = _part(exchange, size, tag)
    start, end = part or (0, size)
    headers += ((b"content-type", MEDIA.get(ending, b"application/octet-stream")),)
    headers += ((b"content-length", str(end - start).encode()),)
    if part is not None:
        headers += ((b"content-range", f"bytes {start}-{end - 1}/{size}".encode()),)

    async def pieces() -> AsyncIterator[bytes]:
        position = start
        while position < end and exchange.method != "HEAD":
            want = min(PIECE, end - position)
            piece = await calls.work(client, partial(_read, opened, position, want))
            if not piece:
                raise LibraryError(f"The file {file.name!r} became shorter while it was read.")
            position += len(piece)
            yield piece

    await exchange.stream(206 if part is not None else 200, pieces(), headers)


def _read(opened: BinaryIO, position: int, size: int) -> bytes:
    opened.seek(position)
    return opened.read(size)


def _matches(header: str, tag: str) -> bool:
    """Whether an `If-None-Match` names this tag."""
    given = [each.strip().removeprefix("W/") for each in header.split(",")]
    return tag in given or "*" in given


def _part(exchange: Exchange, size: int, tag: str) -> tuple[int, int] | None:
    """The asked-for part as start and end, None for the whole.

    Several parts, or words of another unit, are answered with the whole, as HTTP allows.
    """
    found = _RANGE.fullmatch(exchange.header(b"range").strip())
    condition = exchange.header(b"if-range")
    if found is None or (condition and condition != tag):
        return None
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last) + 1, size) if last else size
    elif last:
        start, end = max(0, size - int(last)), size
    else:
        return None
    if start >= end:
        if first and last and int(first) > int(last):
            return None  # not a range at all
        raise Refusal(
            416,
            InvalidRequest("The file has no such part."),
            (b"content-range", f"bytes */{size}".encode()),
            close=False,
        )
    return start, end
