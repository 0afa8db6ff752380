# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract: every operation, its request, its result and its errors, in one table.

A module per noun holds the pydantic models and a tuple ``OPERATIONS``; this package
joins them. Adding an operation is one row there and one handler in
``ll3m_addon/core/operations``. Knows neither bpy nor ``ll3m_addon``.
"""

from __future__ import annotations

from . import (
    approval,
    asset,
    beside,
    code,
    draft,
    instruction,
    job,
    knowledge,
    library,
    project,
    provider,
    reference,
    remake,
    room,
    scene,
    spec,
    system,
    token,
    version,
)
from .base import Model, Operation
from .errors import ERRORS, LL3MError, UnknownOperation, error_from_wire

__all__ = [
    "ERRORS",
    "OPERATIONS",
    "LL3MError",
    "Model",
    "Operation",
    "error_from_wire",
    "operation",
]

#: name -> row, in the order in which doors list them.
OPERATIONS: dict[str, Operation] = {
    row.name: row
    for noun in (
        asset,
        draft,
        reference,
        version,
        remake,
        beside,
        spec,
        project,
        instruction,
        job,
        code,
        scene,
        approval,
        room,
        provider,
        knowledge,
        library,
        token,
        system,
    )
    for row in noun.OPERATIONS
}


def operation(name: str) -> Operation:
    """Return the row of ``name``.

    Raises:
        UnknownOperation: no operation has that name.
    """
    row = OPERATIONS.get(name)
    if row is not None:
        return row
    from difflib import get_close_matches

    short = name[:60]  # nobody is sent back what is longer than any name
    near = get_close_matches(short, OPERATIONS, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise UnknownOperation(f"There is no operation {short!r}.{hint}")
