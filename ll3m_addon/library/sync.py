# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings the index in line with the folders."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from .database import Database
from .index import Found, Index
from .store import Store

__all__ = ["adopt_new_folders", "rebuild"]

_log = logging.getLogger(__name__)
_BATCH = 200  # assets a transaction, so that other writers wait for milliseconds only


def adopt_new_folders(store: Store, database: Database) -> int:
    """Index folders that came, went or were renamed while nobody looked; return how many.

    Looks at names only: two folder listings, whatever the number of versions.
    """
    with database.read() as connection:
        known = Index(connection).places()
    there = set(_places(store))
    indexed = set(known.values())
    new = [store.root / place for place in sorted(there - indexed)]
    gone = [id_ for id_, place in known.items() if place not in there]
    found = _put(store, database, new)
    moved = {each.record.id for each in found}
    # Moved to or from the trash between the two listings, it would seem gone.
    missing = [id_ for id_ in gone if id_ not in moved and not _exists(store, known[id_])]
    if missing:
        _forget(database, missing)
    count = len(found) + len(missing)
    if count:
        _log.info("The index took up %d folders that had changed", count)
    return count


def rebuild(store: Store, database: Database) -> int:
    """Read every folder into the index and forget what is gone; return the number of assets."""
    places = sorted(_places(store))
    found = _put(store, database, (store.root / place for place in places))
    ids = {each.record.id for each in found}
    with database.read() as connection:
        known = Index(connection).places()
    _forget(database, [id_ for id_ in known if id_ not in ids])
    with database.write() as connection:
        Index(connection).recount(repair=True)
        Index(connection).set_meta("built", "1")
    return len(found)


def _places(store: Store) -> Iterator[str]:
    # Plain text, since a library may hold a hundred thousand folders.
    for parent in (store.assets, store.trash):
        with os.scandir(parent) as entries:
            for entry in entries:
                if not entry.name.startswith(".") and entry.is_dir():
                    yield f"{parent.name}/{entry.name}"


def _exists(store: Store, place: str) -> bool:
    name = place.rpartition("/")[2]
    return (store.assets / name).is_dir() or (store.trash / name).is_dir()


def _put(store: Store, database: Database, folders: Iterable[Path]) -> list[Found]:
    """Index folders batch by batch; the result holds no versions, to stay small."""
    done: list[Found] = []
    todo = iter(folders)
    while batch := list(islice(todo, _BATCH)):
        read = [found for found in map(store.read, batch) if found]
        with database.write() as connection:
            index = Index(connection)
            for found in read:
                # A writer changes asset.json before the index, so that an unchanged stamp
                # here means that whoever comes later also writes the index later.
                folder = store.root / found.place
                fresh = found if _stamp(store, folder) == found.stamp else store.read(folder)
                if fresh:
                    index.put(fresh, all_versions=True)
                    done.append(Found(fresh.record, fresh.place, fresh.stamp, ()))
    return done


def _stamp(store: Store, folder: Path) -> int | None:
    try:
        return store.stamp(folder)
    except OSError:
        return None


def _forget(database: Database, asset_ids: list[str]) -> None:
    with database.write() as connection:
        index = Index(connection)
        for asset_id in asset_ids:
            index.forget(asset_id)
