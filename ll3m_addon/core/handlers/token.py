# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``token``. The tokens are the running service's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import Conflict, Forbidden
from ....bridge.contract.system import Empty
from ....bridge.contract.token import (
    Token,
    TokenDesk,
    TokenIssued,
    TokenIssueRequest,
    TokenNameRequest,
    Tokens,
)

if TYPE_CHECKING:
    from ..app import App


def _desk(app: App) -> TokenDesk:
    if app.tokens is None:
        raise Conflict(
            "No service runs in this process, so there are no tokens.",
            advice="Switch the LL3M service on in Blender, or run `ll3m serve`.",
        )
    return app.tokens


def list_(app: App, request: Empty, caller: Caller) -> Tokens:
    """All tokens."""
    return Tokens(tokens=_desk(app).tokens())


def current(app: App, request: Empty, caller: Caller) -> Token:
    """The asker's own; work in this process needs none and may do what its caller may."""
    known = app.tokens.tokens() if app.tokens is not None else []
    for token in known:
        if token.client == caller.client:
            return token
    return Token(client=caller.client, scopes=sorted(caller.scopes), issued_at="")


def issue(app: App, request: TokenIssueRequest, caller: Caller) -> TokenIssued:
    """Make one; nobody gives away more than it has."""
    lacking = set(request.scopes) - caller.scopes
    if lacking:
        raise Forbidden(f"Your own token lacks the scope {sorted(lacking)[0]}.")
    return _desk(app).issue(request)


def rotate(app: App, request: TokenNameRequest, caller: Caller) -> TokenIssued:
    """Replace its secret."""
    return _desk(app).renew(request.client)


def revoke(app: App, request: TokenNameRequest, caller: Caller) -> Token:
    """End it."""
    return _desk(app).take_back(request.client)
