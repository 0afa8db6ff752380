# SPDX-License-Identifier: GPL-3.0-or-later
"""Moves assets to the trash and back."""

from __future__ import annotations

from ...bridge.contract.errors import Conflict
from .access import Access
from .ids import utc_now
from .records import write_record

__all__ = ["move"]


def move(access: Access, asset_id: str, *, to_trash: bool) -> None:
    """Move an asset by one rename; where it lies says whether it is thrown away.

    Raises:
        NotFound: there is none. Conflict: it lies there already.
    """

    def rename() -> None:
        store = access.store
        with access.changing(asset_id):
            folder, record = access.find(asset_id)
            if (folder.parent == store.trash) == to_trash:
                where = "lies in the trash already" if to_trash else "does not lie in the trash"
                raise Conflict(f"The asset {record.name!r} {where}.", asset_id=asset_id)
            folder = store.move(folder, store.trash if to_trash else store.assets)
            record = store.updated(record, trashed_at=utc_now() if to_trash else None)
            write_record(folder, record)
            access.keep(folder, record, [])

    access.run("move an asset to the trash" if to_trash else "restore an asset", rename)
