# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds model servers that run on this machine; asks loopback addresses only, on a thread."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .session import Session

__all__ = ["Found", "find", "look"]

log = logging.getLogger(__name__)

#: Seconds for a connection and an answer; a server on this machine needs a few milliseconds.
PATIENCE = 1.0
MAX_ANSWER = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A server that answered, and the models it offers."""

    preset: str
    base_url: str
    models: tuple[str, ...]


def look(here: Session, then: Callable[[Any], None] | None = None) -> None:
    """Ask the usual ports on a thread; the session has the answer, and ``then`` gets it too."""
    from . import mirror, preferences

    local = {
        name: row[1]
        for name, row in preferences.PRESETS.items()
        if row[1].startswith("http://127.0.0.1")
    }

    def found(servers: Any) -> None:
        here.servers, here.looked_for_servers = tuple(servers), True
        if then is not None:
            then(servers)
        mirror.redraw()

    here.work(lambda: find(local), found)


def find(addresses: dict[str, str]) -> list[Found]:
    """Ask each preset's base URL for its models, all at once; return those that answered."""
    from concurrent.futures import ThreadPoolExecutor  # Blender's start must not wait for it

    with ThreadPoolExecutor(max(len(addresses), 1)) as pool:
        answers = pool.map(lambda item: _ask(*item), addresses.items())
    return [found for found in answers if found is not None]


def _ask(preset: str, base_url: str) -> Found | None:
    import urllib.request  # with all it brings; Blender's start must not wait for it

    # No proxy: it must not hear of what runs here.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{base_url}/models", timeout=PATIENCE) as answer:
            rows = json.loads(answer.read(MAX_ANSWER))["data"]
            models = tuple(str(row["id"]) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.debug("no model server at %s: %s", base_url, error)
        return None
    return Found(preset, base_url, models)
