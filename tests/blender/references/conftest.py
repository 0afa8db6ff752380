# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample pictures importable."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2]))
