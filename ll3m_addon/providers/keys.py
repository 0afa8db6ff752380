# SPDX-License-Identifier: GPL-3.0-or-later
"""Provider keys: where they come from, where they are kept, and how they stay unseen.

A key lives in the environment, in a 0600 file, in the system's keyring, or in this
process only. Settings hold the name of the place, never the key. ``redact`` takes keys
out of any text that leaves this layer.
"""

from __future__ import annotations

import json
import os
import re
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from ...bridge.contract.errors import InvalidRequest, NoKey

__all__ = ["Keys", "Secret", "keys_path", "known_keys", "place", "redact"]

_SERVICE = "ll3m"  # the name under which the system's keyring files our keys
#: Shapes of keys in use: OpenAI-like ``sk-``, Google ``AIza``, Hugging Face ``hf_``, Groq
#: ``gsk_``, xAI ``xai-``, RunPod ``rpa_``, Replicate ``r8_``, and whatever follows ``Bearer``.
_SHAPES = re.compile(
    r"(?<![A-Za-z0-9])(?:sk|pk|rk|xai|gsk|hf|rpa|r8|nvapi|pplx|fw|tgp|csk)[-_][A-Za-z0-9_*.-]{6,}"
    r"|(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{20,}"
    r"|(?<=Bearer )[A-Za-z0-9._~+/=-]{6,}"
    r"|(?<=[?&]key=)[^&\s\"']+"
)
_HIDDEN = "[key]"
#: Keys this process has read; ``redact`` must know them to find those of unknown shape.
_known: set[str] = set()
_known_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Secret:
    """A key that does not show itself in ``repr``, ``str`` or a log."""

    _value: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self._value) >= 6:  # shorter ones would blot out ordinary words
            with _known_lock:
                _known.add(self._value)

    def reveal(self) -> str:
        """Return the key itself, for a request's header and nothing else."""
        return self._value

    def __str__(self) -> str:
        return _HIDDEN


def known_keys() -> list[str]:
    """Every key this process has read, the longest first."""
    with _known_lock:
        return sorted(_known, key=len, reverse=True)


def redact(text: str) -> str:
    """Return ``text`` with every known key, and everything shaped like one, taken out."""
    for key in known_keys():
        text = text.replace(key, _HIDDEN)
    return _SHAPES.sub(_HIDDEN, text)


def place(source: str) -> str:
    """A key source in words, such as ``the environment variable OPENAI_API_KEY``."""
    kind, _, name = source.partition(":")
    if kind == "env":
        return f"the environment variable {name}"
    return {"file": "the key file", "session": "this session", "keyring": "the keyring"}.get(
        source, redact(source)
    )


def keys_path() -> Path:
    """The key file: ``LL3M_KEYS``, or ``keys.json`` in the user's config folder."""
    named = os.environ.get("LL3M_KEYS")
    return Path(named) if named else user_config_path("ll3m") / "keys.json"


def _clean(key: str, source: str) -> Secret | None:
    """A key without stray white space; None when empty.

    Raises:
        NoKey: it holds characters that no HTTP header can carry.
    """
    key = key.strip()
    if not key:
        return None
    if not key.isascii() or not key.isprintable() or " " in key:
        raise NoKey(
            f"What {source} holds is not a key: it has spaces or unusual characters.",
            advice="Copy the key again, without quotes or line breaks.",
        )
    return Secret(key)


class Keys:
    """Finds and keeps provider keys. Thread-safe.

    ``session`` holds keys of this process only, by provider name; ``path`` is the key file.
    """

    def __init__(self, session: dict[str, str] | None = None, path: Path | None = None) -> None:
        self._session = dict(session or {})
        self._path = path
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Keys(session={len(self._session)}, path={str(self.path)!r})"

    @property
    def path(self) -> Path:
        """Where the key file lies."""
        return self._path or keys_path()

    def find(self, provider: str, source: str) -> Secret | None:
        """Return the key of ``provider`` from ``source``; None when there is none.

        ``source`` is ``env:NAME``, ``file``, ``session``, ``keyring``, or empty for the
        first of session, file that has one.

        Raises:
            InvalidRequest: no such kind of source.
            NoKey: the source can't be used (a key file open to others, no keyring …).
        """
        kind, _, name = source.partition(":")
        if kind == "env" and name:
            return _clean(os.environ.get(name, ""), f"the variable {name}")
        if source == "session":
            return _clean(self._session.get(provider, ""), "this session")
        if source == "file":
            return _clean(self._read().get(provider, ""), f"the key file {self.path}")
        if source == "keyring":
            with _keyring() as ring:
                return _clean(ring.get_password(_SERVICE, provider) or "", "the keyring")
        if source == "":
            return self.find(provider, "session") or self.find(provider, "file")
        raise InvalidRequest(
            f"{redact(source)!r} is not a place where a key can come from.",
            advice="Use env:NAME, file, session or keyring. Never write the key itself there.",
        )

    def store(self, provider: str, key: str, source: str) -> None:
        """Keep ``key`` in ``file``, ``session`` or ``keyring``; an empty key forgets it.

        Raises:
            InvalidRequest: keys can't be stored there.
            NoKey: it is not a key, or the place can't be used.
        """
        secret = _clean(key, "the field")
        with self._lock:
            if source == "session":
                _put(self._session, provider, secret)
            elif source == "file":
                held = self._read()
                _put(held, provider, secret)
                self._write(held)
            elif source == "keyring":
                _store_in_keyring(provider, secret)
            else:
                raise InvalidRequest(
                    f"A key can't be stored in {redact(source)!r}.",
                    advice="Use file, session or keyring.",
                )

    def _read(self) -> dict[str, str]:
        path = self.path
        try:
            with path.open(encoding="utf-8") as file:
                _refuse_loose(path, os.fstat(file.fileno()))
                held = json.load(file)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            # The parser's message may quote the file, so it is not passed on.
            raise NoKey(
                f"The key file {path} can't be read.",
                advice='It must be JSON such as {"openai": "…"}, readable by you alone.',
            ) from (error if isinstance(error, OSError) else None)
        if not isinstance(held, dict):
            raise NoKey(f"The key file {path} must hold one JSON object.")
        return {str(name): key for name, key in held.items() if isinstance(key, str)}

    def _write(self, held: dict[str, str]) -> None:
        path = self.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # mkstemp creates with 0600, so the keys are never readable by others, not even briefly.
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(held, file, indent=2)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _put(held: dict[str, str], provider: str, secret: Secret | None) -> None:
    if secret is None:
        held.pop(provider, None)
    else:
        held[provider] = secret.reveal()


def _refuse_loose(path: Path, status: os.stat_result) -> None:
    """Refuse a key file that others may read; Windows keeps profiles private by itself."""
    if os.name != "posix":
        return
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o077:
        raise NoKey(
            f"The key file {path} is open to other users (mode {mode:04o}).",
            advice=f"Close it with: chmod 600 {path}",
        )
    if status.st_uid not in (os.getuid(), 0):
        raise NoKey(f"The key file {path} belongs to another user.")


@contextmanager
def _keyring() -> Iterator[Any]:
    """The ``keyring`` module, where the user's Python has it; it is not one of our dependencies.

    Raises:
        NoKey: there is none, or it is locked, or this system has nothing behind it.
    """
    elsewhere = "Keep the key in the environment (env:NAME) or in the key file (file)."
    try:
        import keyring  # pyright: ignore[reportMissingImports]
        from keyring.errors import KeyringError  # pyright: ignore[reportMissingImports]
    except ImportError as error:
        raise NoKey("This Python has no keyring.", advice=elsewhere) from error
    try:
        yield keyring
    except KeyringError as error:
        said = redact(str(error)).strip().partition("\n")[0] or type(error).__name__
        raise NoKey(f"The keyring can't be used: {said}", advice=elsewhere) from error


def _store_in_keyring(provider: str, secret: Secret | None) -> None:
    with _keyring() as ring:
        if secret is not None:
            ring.set_password(_SERVICE, provider, secret.reveal())
        elif ring.get_password(_SERVICE, provider) is not None:
            ring.delete_password(_SERVICE, provider)
