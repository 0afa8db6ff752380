# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts get in place of Blender's windows, preferences and streams."""

from __future__ import annotations

from typing import Any

__all__ = ["VOID", "Void"]


class Void:
    """Stands where Blender's interface and settings would be: takes everything, does nothing."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Void:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Take it and forget it."""

    def __call__(self, *_: object, **__: object) -> Void:
        return self

    def __getitem__(self, key: object) -> Void:
        return self

    def __setitem__(self, key: object, value: object) -> None:
        """Take it and forget it."""

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __contains__(self, key: object) -> bool:
        return False

    def __enter__(self) -> Void:
        return self

    def __exit__(self, *raised: object) -> None:
        return None


VOID = Void()
