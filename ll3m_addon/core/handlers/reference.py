# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``reference``: how a picture comes in, through whichever door.

A picture is checked by its first bytes, then decoded, turned, shrunk and written anew by a
jailed child; what models and versions get is that copy, without the file's metadata.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ....bridge.contract.asset import MakeOptions
from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Forbidden, InvalidRequest, NotFound, TooLarge
from ....bridge.contract.reference import Reference, ReferenceAddRequest
from ..cancel import CancelToken
from ..picture_head import Head, read_head
from ..reference_seam import KeptPicture

if TYPE_CHECKING:
    from ..app import App

__all__ = ["add", "with_kept"]

#: Bytes of a file at most; a photograph of 50 megapixels has some 20.
MOST_BYTES = 24 * 2**20
#: Pixels that are decoded at most: 256 MiB as the child holds them.
MOST_PIXELS = 64_000_000
#: Less than this tells nobody anything.
LEAST_EDGE = 16
#: Edge of what is kept, in pixels. Providers shrink larger ones themselves or bill for them.
EDGE = 1024
#: Pixels that one token stands for (Anthropic's rule), and what one picture costs at most.
_PIXELS_PER_TOKEN, _MOST_TOKENS = 750, 1600

_ID = re.compile(r"r_[0-9a-f]{16}")
_DATA = re.compile(r"data:image/[a-z0-9.+-]{1,20};base64,", re.IGNORECASE)
_ADVICE = "Give a PNG, JPEG or WebP file."
Options = TypeVar("Options", bound=MakeOptions)


def add(app: App, request: ReferenceAddRequest, caller: Caller) -> Reference:
    """Keep a picture.

    Raises:
        InvalidRequest: it is no usable picture. TooLarge, Forbidden, NotFound, LibraryError …
    """
    kept = _kept(app, request.source, caller)
    tokens = min(_MOST_TOKENS, kept.width * kept.height // _PIXELS_PER_TOKEN + 1)
    return Reference(
        id=kept.id, width=kept.width, height=kept.height, bytes=kept.bytes, tokens=tokens,
        path=str(kept.path),
    )  # fmt: skip


def with_kept(app: App, request: Options, caller: Caller) -> Options:
    """The same request with all its pictures kept and named by id, so that it can be stored."""
    if not request.references:
        return request
    ids = [_kept(app, source, caller).id for source in request.references]
    return request.model_copy(update={"references": list(dict.fromkeys(ids))})


def _kept(app: App, source: str, caller: Caller) -> KeptPicture:
    store = app.library.references
    if _ID.fullmatch(source):
        found = store.find(source)
        if found is None:
            raise NotFound(
                f"The picture {source} is not kept here (any more).", advice="Add it again."
            )
        return found
    data = _data(source) if source[:5].lower() == "data:" else _file(source, caller)
    reference_id = f"r_{hashlib.sha256(data).hexdigest()[:16]}"
    known = store.find(reference_id)
    if known is not None:
        return known
    head = _usable(data)
    folder = app.library.staging()
    try:
        raw = folder / "raw"
        raw.write_bytes(data)
        made = app.jail.picture(raw, folder, EDGE, head.turn, CancelToken())
        return store.keep(reference_id, made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _data(source: str) -> bytes:
    front = _DATA.match(source)
    if front is None:
        raise InvalidRequest(
            "A picture as data must begin with data:image/png;base64, or another such type.",
            advice=_ADVICE,
        )
    try:
        return base64.b64decode(source[front.end() :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidRequest("The picture's base64 is damaged.", advice=_ADVICE) from error


def _file(source: str, caller: Caller) -> bytes:
    """A file of this machine; only for who may do everything here anyway.

    The open panel, the command and the product's own process may; a client's token needs
    the scope ``admin``, so that a program that may only generate reads no files.
    """
    if "admin" not in caller.scopes:
        raise Forbidden(
            "Reading a picture from a path needs the scope 'admin', which this token lacks.",
            advice="Send the picture itself, as a data: URL.",
        )
    path = Path(source)
    if not path.is_absolute():
        raise InvalidRequest(f"The path {source[:200]!r} is not absolute.", advice=_ADVICE)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise InvalidRequest(f"{path.name!r} is not a file.", advice=_ADVICE)
            if facts.st_size > MOST_BYTES:
                raise _too_large(f"has {facts.st_size / 2**20:.0f} MiB")
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no picture {path}.") from error
    except (OSError, ValueError) as error:
        raise InvalidRequest(f"The picture {path.name!r} can't be read: {error}.") from error


def _usable(data: bytes) -> Head:
    """The head of a picture that may be decoded."""
    if len(data) > MOST_BYTES:
        raise _too_large(f"has {len(data) / 2**20:.0f} MiB")
    head = read_head(data)
    if head is None:
        raise InvalidRequest("That is no picture that can be read.", advice=_ADVICE)
    if min(head.width, head.height) < LEAST_EDGE:
        raise InvalidRequest(
            f"The picture has {head.width} x {head.height} pixels; "
            f"{LEAST_EDGE} x {LEAST_EDGE} is the least."
        )
    if head.width * head.height > MOST_PIXELS:
        raise _too_large(f"has {head.width} x {head.height} pixels")
    return head


def _too_large(what: str) -> TooLarge:
    most = f"{MOST_BYTES // 2**20} MiB and {MOST_PIXELS // 10**6} million pixels"
    return TooLarge(f"The picture {what}; at most are {most}.", advice="Make it smaller first.")
