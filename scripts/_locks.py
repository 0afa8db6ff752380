# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the lock files: pinned distributions with their hashes. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
_PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)(?:\s*;\s*([^\\]*?))?\s*(?=--hash|$)")


@dataclass(frozen=True)
class Pin:
    """One distribution of a lock file."""

    name: str
    version: str
    hashes: frozenset[str]
    marker: str = ""

    @property
    def wheel_prefix(self) -> str:
        """How the names of its wheels start."""
        return f"{self.name.replace('-', '_')}-{self.version}-"

    def line(self) -> str:
        """It as one line of a requirements file."""
        marker = f" ; {self.marker}" if self.marker else ""
        hashes = " ".join(f"--hash=sha256:{digest}" for digest in sorted(self.hashes))
        return f"{self.name}=={self.version}{marker} {hashes}"


def read_lock(path: Path) -> list[Pin]:
    """All distributions pinned in ``path``."""
    pins = []
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if match := _PIN.match(line):
            hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", line))
            pins.append(Pin(match[1], match[2], hashes, match[3] or ""))
    return pins


def write_requirements(path: Path, pins: Iterable[Pin]) -> None:
    """Write ``pins`` as a requirements file that pip reads with ``--require-hashes``."""
    path.write_text("".join(f"{pin.line()}\n" for pin in pins), encoding="utf-8")
