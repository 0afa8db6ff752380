# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command, also as ``python -m ll3m``."""

from __future__ import annotations

from typing import Any


def open_local() -> Any:
    """The product in this process, put together when a command first needs it."""
    from .ll3m_addon.pipeline.assembly import open_local as open_product

    return open_product()


def main() -> None:
    """Run the command line."""
    from .bridge.cli.main import main as run

    run(open_local)


if __name__ == "__main__":
    main()
