# SPDX-License-Identifier: GPL-3.0-or-later
"""How an instance shows that it knows the token without telling it.

When an instance has died, another program may listen on its port. A client therefore
asks for a proof over a number of its own before it sends the token anywhere.
"""

from __future__ import annotations

import hmac
import re
import secrets

__all__ = ["PATH", "fresh_nonce", "is_nonce", "proof", "proves"]

#: Where an instance answers a ``nonce`` with its proof.
PATH = "/.well-known/ll3m"


def fresh_nonce() -> str:
    """A number used once: 32 hex digits."""
    return secrets.token_hex(16)


def is_nonce(text: str) -> bool:
    """Whether ``text`` has the form of ``fresh_nonce``."""
    return re.fullmatch(r"[0-9a-f]{32}", text) is not None


def proof(token: str, nonce: str, port: int) -> str:
    """The answer to ``nonce`` of the instance that has ``token`` and listens on ``port``."""
    text = f"ll3m-proof:{port}:{nonce}".encode()
    return hmac.new(token.encode(), text, "sha256").hexdigest()


def proves(answer: object, token: str, nonce: str, port: int) -> bool:
    """Whether ``answer`` is the right one, compared in constant time."""
    return isinstance(answer, str) and hmac.compare_digest(
        answer.encode(), proof(token, nonce, port).encode()
    )
