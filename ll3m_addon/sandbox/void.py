# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts get in place of Blender's windows, preferences and streams."""

from __future__ import annotations

from typing import Any

from .sealed import Sealed

__all__ = ["VOID", "Void"]


class Void(Sealed):
    """Stands where Blender's interface and settings would be: takes everything, does nothing."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Void:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: object) -> None:
        """Take it and forget it."""

    def __delattr__(self, name: str) -> None:
        """There is nothing to delete."""

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

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __add__(self, other: object) -> Void:
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__
    __floordiv__ = __mod__ = __matmul__ = __add__

    def __neg__(self) -> Void:
        return self

    def __int__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def __next__(self) -> Void:
        raise StopIteration

    def __enter__(self) -> Void:
        return self

    def __exit__(self, *raised: object) -> None:
        return None


VOID = Void()
