# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on tokens: one for each program, with what it may do."""

from __future__ import annotations

from typing import Annotated, Protocol

from pydantic import Field

from .base import Model, Operation, Scope
from .system import Empty

ClientName = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$", description="Whom the token is for")
]


class Token(Model):
    """A token, without its secret. Times are UTC."""

    client: str
    scopes: list[Scope]
    issued_at: str = Field(description="Empty in the process itself, where none is needed")
    expires_at: str | None = None
    used_at: str | None = Field(default=None, description="Last use, in this run of the instance")
    kept: bool = Field(default=False, description="Valid for later runs and other instances too")


class Tokens(Model):
    """All tokens, the instance's own first."""

    tokens: list[Token]


class TokenIssueRequest(Model):
    """Make a token for a program. It can't be given a scope that the asker lacks."""

    client: ClientName
    scopes: list[Scope] = Field(default=["read"], min_length=1, max_length=5)
    expires_in: float | None = Field(
        default=None, gt=0, le=366 * 86400, description="Seconds; None: no end"
    )
    keep: bool = Field(
        default=False, description="Valid for later runs and other instances of this user too"
    )


class TokenNameRequest(Model):
    """Names a token by its client; `instance` is the instance's own."""

    client: ClientName


class TokenIssued(Model):
    """A token with its secret, which is shown this once."""

    token: Token
    secret: str = Field(description="Send it as `Authorization: Bearer …`")


class TokenDesk(Protocol):
    """What the operations ask of a running service's tokens. Thread-safe."""

    def tokens(self) -> list[Token]:
        """All of them, the instance's own first."""
        ...

    def issue(self, request: TokenIssueRequest) -> TokenIssued:
        """Make one. Raises ``Conflict``: there is one of that name."""
        ...

    def renew(self, client: str) -> TokenIssued:
        """Replace its secret; the old one is void at once. Raises ``NotFound``."""
        ...

    def take_back(self, client: str) -> Token:
        """End it, and its connections. Raises ``NotFound``."""
        ...


OPERATIONS = (
    Operation(
        "token.list", Empty, Tokens, "Which tokens there are, without their secrets",
        scope="admin", read_only=True,
    ),
    Operation(
        "token.current", Empty, Token, "Who is asking, and what the token allows", read_only=True
    ),
    Operation(
        "token.issue", TokenIssueRequest, TokenIssued, "Make a token for one program",
        scope="admin",
    ),
    Operation(
        "token.rotate", TokenNameRequest, TokenIssued, "Replace a token's secret", scope="admin"
    ),
    Operation(
        "token.revoke", TokenNameRequest, Token, "End a token and its connections", scope="admin"
    ),
)  # fmt: skip
