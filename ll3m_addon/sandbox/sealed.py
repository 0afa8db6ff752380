# SPDX-License-Identifier: GPL-3.0-or-later
"""What every facade is: a thing that no script can copy, take apart or make anew."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["Sealed"]


class Sealed:
    """Base of the facades. ``copy`` and its like would hand out what a facade stands for."""

    __slots__ = ()

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("this can't be copied")
