# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a model's thinking aloud out of its answer.

Most servers send it in a field of its own; some local ones leave it in the text, as
``<think>…</think>`` before the answer proper.
"""

from __future__ import annotations

__all__ = ["ThinkingFilter"]

_OPEN, _CLOSE = "<think>", "</think>"


class ThinkingFilter:
    """Feed it pieces; it gives back those of the answer. Only the answer's very start may think."""

    def __init__(self) -> None:
        self._held = ""
        self._state = "start"  # "start" | "thinking" | "trimming" | "answer"

    def feed(self, piece: str) -> str:
        """Return the part of ``piece`` (and of what was held back) that belongs to the answer."""
        if self._state == "answer":
            return piece
        self._held += piece
        if self._state == "start":
            head = self._held.lstrip()
            if not head.startswith(_OPEN):
                return "" if _OPEN.startswith(head) else self._release(self._held)
            self._held, self._state = head.removeprefix(_OPEN), "thinking"
        if self._state == "thinking":
            _, closed, rest = self._held.partition(_CLOSE)
            if not closed:
                self._held = self._held[-len(_CLOSE) :]  # the end may be cut in two
                return ""
            self._held, self._state = rest, "trimming"
        answer = self._held.lstrip()
        return self._release(answer) if answer else ""

    def end(self) -> str:
        """What was held back to the end and is the answer after all."""
        return self._release(self._held) if self._state == "start" else ""

    def _release(self, text: str) -> str:
        self._state, self._held = "answer", ""
        return text
