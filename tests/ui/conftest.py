# SPDX-License-Identifier: GPL-3.0-or-later
"""A Blender window for the tests, with the extension installed.

``LL3M_TEST_BLENDER`` names the program, ``LL3M_TEST_PROFILE`` a profile in which
``scripts/real_blender.py`` has installed the extension; the window opens on ``DISPLAY``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def profile() -> Path:
    """Blender's user resources with the extension enabled; skipped where none is named."""
    named = os.environ.get("LL3M_TEST_PROFILE", "")
    if not named:
        pytest.skip("needs a profile with the extension: name one in LL3M_TEST_PROFILE")
    return Path(named)
