# SPDX-License-Identifier: GPL-3.0-or-later
"""Idempotency keys: a request that was sent twice is carried out once.

A client that lost an answer sends the same key again and gets the first answer. Kept in
memory, for as long as this instance runs and no more than ``KEPT`` of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from ..contract import LL3MError
from ..contract.errors import Conflict

__all__ = ["Repeats"]

KEPT = 1000


class Repeats:
    """Remembers what was asked under a key, and what came of it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[bytes, asyncio.Future[bytes]]] = {}

    async def once(
        self,
        client: str,
        key: str,
        name: str,
        params: dict[str, Any],
        work: Callable[[], Awaitable[bytes]],
    ) -> bytes:
        """The answer to the first request under this key; errors are not kept.

        Raises:
            Conflict: the key was used for another request.
            LL3MError: what the work raises.
        """
        text = json.dumps([name, params], sort_keys=True).encode()
        digest = hashlib.sha256(text).digest()
        known = self._known.get((client, key))
        if known is not None:
            if known[0] != digest:
                raise Conflict(
                    "This idempotency key was used for another request.",
                    advice="Use a new key for each new request.",
                )
            return await asyncio.shield(known[1])
        task = asyncio.ensure_future(work())
        while len(self._known) >= KEPT:
            del self._known[next(iter(self._known))]
        self._known[client, key] = (digest, task)
        try:
            return await asyncio.shield(task)
        except LL3MError:
            self._known.pop((client, key), None)
            raise
