# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of Blender: the API of the one behind the jail, and recipes of our own.

See ``docs/knowledge.md``. Nothing here imports Blender: ``build`` starts one that writes its
API down, ``index`` searches what it wrote, ``book`` is what the other layers use.
"""

from __future__ import annotations

from .book import BlenderKnowledge

__all__ = ["BlenderKnowledge"]
