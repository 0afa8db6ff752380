# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations of the noun ``reference``: pictures that go with a prompt."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Model, Operation

__all__ = ["OPERATIONS", "Reference", "ReferenceAddRequest", "References"]

#: Characters of a picture that is sent as text: a request to the service has 4 MiB at most.
MOST = 4 * 2**20
#: Pictures that go with one prompt.
COUNT = 4

ReferenceSource = Annotated[
    str,
    Field(
        min_length=1, max_length=MOST,
        description="An id of reference.add, a picture as `data:` URL (base64), or an absolute "
        "path on Blender's machine (needs the scope admin); PNG, JPEG or WebP",
    ),
]  # fmt: skip
References = Annotated[list[ReferenceSource], Field(max_length=COUNT)]


class ReferenceAddRequest(Model):
    """Keep a picture, so that requests can name it."""

    source: ReferenceSource


class Reference(Model):
    """A kept picture as models get it: upright, at most 1024 pixels long, without metadata."""

    id: str = Field(pattern=r"^r_[0-9a-f]{16}$", description="By its content")
    width: int = Field(description="Pixels")
    height: int = Field(description="Pixels")
    bytes: int
    tokens: int = Field(description="What it counts for in a request, rather too many")
    path: str = Field(description="Where it lies; kept for 30 days after it was last used")


OPERATIONS = (
    Operation(
        "reference.add", ReferenceAddRequest, Reference,
        "Keep a picture that prompts can be given with", scope="generate",
    ),
)  # fmt: skip
