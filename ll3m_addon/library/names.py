# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of folders: readable for a person, safe on Windows, macOS and Linux."""

from __future__ import annotations

import re
import unicodedata

from .ids import short_id

__all__ = ["asset_folder_name", "parse_version_folder", "slug", "version_folder_name"]

#: Bytes of UTF-8. With this, library root + 90 characters holds every path, so that a
#: root of up to 165 characters stays below Windows' 260.
_MAX_BYTES = 40
_VERSION = re.compile(r"v(\d{3,6})")


def slug(name: str) -> str:
    """Letters and digits of any script in lower case, everything else a single hyphen.

    Punctuation, emoji, control and direction marks, lone surrogates and path separators
    can't come through; the result is never empty and at most 40 bytes of UTF-8.
    """
    text = unicodedata.normalize("NFKC", name).lower()
    # Marks belong to the letter before them in many scripts; alone they are noise.
    kept = ["-" if unicodedata.category(each)[0] not in "LNM" else each for each in text]
    parts = [part for part in "".join(kept).split("-") if any(map(str.isalnum, part))]
    return _shorten(unicodedata.normalize("NFC", "-".join(parts))) or "asset"


def _shorten(text: str) -> str:
    """Cut to the byte limit, at a hyphen if that keeps at least half."""
    if len(text.encode()) <= _MAX_BYTES:
        return text
    text = text.encode()[:_MAX_BYTES].decode(errors="ignore")
    head, _, _ = text.rpartition("-")
    return head if len(head.encode()) * 2 >= _MAX_BYTES else text


def asset_folder_name(name: str, asset_id: str) -> str:
    """``red-armchair-1a2b3c4d``. The end keeps reserved names such as ``con`` harmless."""
    return f"{slug(name)}-{short_id(asset_id)}"


def version_folder_name(number: int) -> str:
    """``v003``."""
    return f"v{number:03d}"


def parse_version_folder(name: str) -> int | None:
    """3 for ``v003``; None for anything else, such as ``v3`` or ``v003 copy``."""
    match = _VERSION.fullmatch(name)
    number = int(match[1]) if match else 0
    return number if number and version_folder_name(number) == name else None
