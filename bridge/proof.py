# SPDX-License-Identifier: GPL-3.0-or-later
"""How an instance shows that it knows the token without telling it.

When an instance has died, another program may listen on its port. A client therefore
asks for a proof over a number of its own before it sends the token anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

__all__ = [
    "PATH", "fresh_nonce", "is_nonce", "proof", "proof_of_digest", "proves", "question", "token_id",
]  # fmt: skip

#: Where an instance answers a ``nonce`` with its proof.
PATH = "/.well-known/ll3m"


def fresh_nonce() -> str:
    """A number used once: 32 hex digits."""
    return secrets.token_hex(16)


def is_nonce(text: str) -> bool:
    """Whether ``text`` has the form of ``fresh_nonce``."""
    return re.fullmatch(r"[0-9a-f]{32}", text) is not None


def token_id(token: str) -> str:
    """The id at the head of a single program's token; empty for an instance's own."""
    found = re.fullmatch(r"([0-9a-f]{8})\.[A-Za-z0-9_-]{43}", token)
    return found[1] if found else ""


def question(token: str, nonce: str) -> str:
    """The address that asks for the proof."""
    named = token_id(token)
    return f"{PATH}?nonce={nonce}" + (f"&token={named}" if named else "")


def proof(token: str, nonce: str, port: int) -> str:
    """The answer to ``nonce`` of the instance that has ``token`` and listens on ``port``.

    Of a single program's token an instance keeps the digest only, which is the key then.
    """
    if token_id(token):
        return proof_of_digest(hashlib.sha256(token.encode()).digest(), nonce, port)
    return proof_of_digest(token.encode(), nonce, port)


def proof_of_digest(key: bytes, nonce: str, port: int) -> str:
    """The same from the key."""
    text = f"ll3m-proof:{port}:{nonce}".encode()
    return hmac.new(key, text, "sha256").hexdigest()


def proves(answer: object, token: str, nonce: str, port: int) -> bool:
    """Whether ``answer`` is the right one, compared in constant time."""
    return isinstance(answer, str) and hmac.compare_digest(
        answer.encode(), proof(token, nonce, port).encode()
    )
