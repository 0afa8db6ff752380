# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may use the service: tokens with scopes, compared in constant time.

The instance's own token is new with each start. Tokens for single programs end with the run
too, unless they were asked to be kept: then their digests stand in a private file.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .. import proof
from ..contract.base import Scope
from ..contract.dispatch import ALL_SCOPES
from ..contract.errors import Conflict, NotFound
from ..contract.token import Token, TokenIssued, TokenIssueRequest
from .token_file import TokenFile

__all__ = ["INSTANCE", "Grant", "TokenBook"]

#: The client whose token stands in the runtime file.
INSTANCE = "instance"
#: Seconds between looks at the file of kept tokens.
LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows. The token itself is not kept, only its digest. Times since 1970."""

    client: str
    scopes: frozenset[Scope]
    digest: bytes
    issued: float = 0.0
    expires: float | None = None
    kept: bool = False
    id: str = ""


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _when(moment: float | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class TokenBook:
    """The instance's own token and those issued to single clients. Thread-safe."""

    def __init__(
        self, scopes: frozenset[Scope] = ALL_SCOPES, file: TokenFile | None = None
    ) -> None:
        self._lock = threading.Lock()
        #: Called, on the thread that did it, after a token was taken back or replaced.
        self.on_change: Callable[[], object] | None = None
        self.instance = secrets.token_urlsafe(32)
        own = Grant(INSTANCE, scopes, _digest(self.instance), time.time())
        self._grants = {INSTANCE: own}
        self._used: dict[str, float] = {}
        self._file = file
        self._looked = 0.0
        if file is not None:
            self._read_file(file)

    def check(self, token: str) -> Grant | None:
        """The grant of a presented token. Takes equally long whatever the token is."""
        presented = _digest(token)
        found: Grant | None = None
        with self._lock:
            self._look()
            grants = list(self._grants.values())
        for grant in grants:
            if hmac.compare_digest(presented, grant.digest):
                found = grant
        if found is None or self._ended(found):
            return None
        self._used[found.client] = time.time()
        return found

    def valid(self, grant: Grant) -> bool:
        """Whether the grant still holds: open connections ask again."""
        with self._lock:
            self._look()
            return self._grants.get(grant.client) == grant and not self._ended(grant)

    def prove(self, token_id: str, nonce: str, port: int) -> str:
        """Show that this instance knows the token of that id; its own where there is none."""
        with self._lock:
            if not token_id:
                return proof.proof(self.instance, nonce, port)
            found = [each.digest for each in self._grants.values() if each.id == token_id]
        # For an id that is not there the answer looks like any other.
        return proof.proof_of_digest(found[0] if found else secrets.token_bytes(32), nonce, port)

    # ------------------------------------------------------------ changing

    def issue(self, request: TokenIssueRequest) -> TokenIssued:
        """Make a token for one client; the only time that its secret can be seen.

        Raises:
            Conflict: there is a token of that name.
            HostError: it can't be kept.
        """
        now = time.time()
        with self._lock:
            self._look()
            known = self._grants.get(request.client)
            if known is not None and not self._ended(known):
                raise Conflict(
                    f"There is already a token for {request.client!r}.",
                    advice="Replace it with token.rotate, or end it with token.revoke.",
                )
            expires = None if request.expires_in is None else now + request.expires_in
            grant = self._make(request.client, request.scopes, expires, request.keep)
            return self._put(grant[0], grant[1])

    def renew(self, client: str) -> TokenIssued:
        """Replace a client's secret; connections with the old one end. Raises ``NotFound``."""
        with self._lock:
            self._look()
            known = self._find(client)
            if client == INSTANCE:
                self.instance = secrets.token_urlsafe(32)
                grant = Grant(INSTANCE, known.scopes, _digest(self.instance), time.time())
                secret = self.instance
            else:
                grant, secret = self._make(client, known.scopes, known.expires, known.kept)
            made = self._put(grant, secret)
        self._changed()
        return made

    def take_back(self, client: str) -> Token:
        """Take a client's token back; its open connections end.

        Raises:
            NotFound: there is no such token; the instance's own can only be replaced.
        """
        with self._lock:
            self._look()
            if client == INSTANCE:
                raise NotFound(
                    "The instance's own token can't be ended.", advice="Replace it: token.rotate."
                )
            grant = self._find(client)
            del self._grants[client]
            if grant.kept:
                self._write_file()
        self._changed()
        return self._shown(grant)

    def rotate(self) -> str:
        """Replace the instance's own token and return the new one."""
        return self.renew(INSTANCE).secret

    def tokens(self) -> list[Token]:
        """All tokens, the instance's own first."""
        with self._lock:
            self._look()
            grants = list(self._grants.values())
        return [self._shown(grant) for grant in grants if not self._ended(grant)]

    # ------------------------------------------------------------ with the lock held

    @staticmethod
    def _make(
        client: str, scopes: Iterable[Scope], expires: float | None, kept: bool
    ) -> tuple[Grant, str]:
        token_id = secrets.token_hex(4)
        secret = f"{token_id}.{secrets.token_urlsafe(32)}"
        digest = _digest(secret)
        made = Grant(client, frozenset(scopes), digest, time.time(), expires, kept, token_id)
        return made, secret

    def _put(self, grant: Grant, secret: str) -> TokenIssued:
        before = self._grants.get(grant.client)
        self._grants[grant.client] = grant
        self._used.pop(grant.client, None)
        if grant.kept:
            try:
                self._write_file()
            except BaseException:
                if before is None:
                    del self._grants[grant.client]
                else:
                    self._grants[grant.client] = before
                raise
        return TokenIssued(token=self._shown(grant), secret=secret)

    def _find(self, client: str) -> Grant:
        grant = self._grants.get(client)
        if grant is None or self._ended(grant):
            raise NotFound(f"There is no token for {client!r}.")
        return grant

    @staticmethod
    def _ended(grant: Grant) -> bool:
        return grant.expires is not None and time.time() >= grant.expires

    def _shown(self, grant: Grant) -> Token:
        return Token(
            client=grant.client,
            scopes=sorted(grant.scopes),
            issued_at=_when(grant.issued) or "",
            expires_at=_when(grant.expires),
            used_at=_when(self._used.get(grant.client)),
            kept=grant.kept,
        )

    def _look(self) -> None:
        """Another instance may have kept or ended a token."""
        now = time.monotonic()
        if self._file is None or now - self._looked < LOOK:
            return
        self._looked = now
        if self._file.changed():
            self._read_file(self._file)

    def _read_file(self, file: TokenFile) -> None:
        kept: dict[str, Grant] = {}
        for row in file.read():
            try:
                made = Grant(
                    str(row["client"]), frozenset(row["scopes"]) & ALL_SCOPES,
                    bytes.fromhex(row["sha256"]), float(row["issued"]), row["expires"], True,
                    str(row["id"]),
                )  # fmt: skip
            except (KeyError, TypeError, ValueError):
                continue  # written by hand, or by a newer version
            if made.client != INSTANCE:
                kept[made.client] = made
        own = {name: grant for name, grant in self._grants.items() if not grant.kept}
        self._grants = own | {name: each for name, each in kept.items() if name not in own}

    def _write_file(self) -> None:
        if self._file is None:
            raise Conflict("This instance keeps no tokens.")
        rows: list[dict[str, Any]] = [
            {
                "client": each.client, "scopes": sorted(each.scopes), "sha256": each.digest.hex(),
                "issued": each.issued, "expires": each.expires, "id": each.id,
            }
            for each in self._grants.values()
            if each.kept and not self._ended(each)
        ]  # fmt: skip
        self._file.write(rows)

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()
