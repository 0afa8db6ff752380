# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a scene edit reaches: what its script sees, and what an edit of the selection may touch.

Holds in the jail's copy and in the artist's file alike. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import bpy

from .blocks import known_blocks

__all__ = ["free_of_others", "owner_test", "reach"]


def reach(root: Any) -> set[int]:
    """``session_uid`` of ``root`` and of every data-block that it needs, directly or not."""
    uses: dict[Any, list[Any]] = {}
    for block, users in bpy.data.user_map().items():
        for user in users:
            uses.setdefault(user, []).append(block)
    seen, pending = {root}, [root]
    while pending:
        for needed in uses.get(pending.pop(), ()):
            if needed not in seen:
                seen.add(needed)
                pending.append(needed)
    return {block.session_uid for block in seen}


def owner_test(scene: Any) -> Callable[[Any], bool]:
    """What an edit's script sees from now on: the scene with all it needs, and what it makes."""
    visible, known = reach(scene), known_blocks()

    def owned(block: Any) -> bool:
        if block.is_embedded_data:
            return True  # its owner was there to be asked
        return block.session_uid in visible or block.session_uid not in known

    return owned


def free_of_others(chosen: list[Any]) -> set[int]:
    """``session_uid`` of ``chosen`` objects and of what nothing but them uses."""
    users = bpy.data.user_map()
    allowed: set[Any] = set(chosen)
    grown = True
    while grown:
        grown = False
        for block, holders in users.items():
            whole = isinstance(block, (bpy.types.Object, bpy.types.Collection, bpy.types.Scene))
            if block not in allowed and not whole and holders and holders <= allowed:
                allowed.add(block)
                grown = True
    return {block.session_uid for block in allowed}
