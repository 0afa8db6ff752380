# SPDX-License-Identifier: GPL-3.0-or-later
"""The library's desk: answers in the contract's own words, a room per noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .assets import AssetDesk
from .drafts import DraftDesk
from .instructions import InstructionDesk
from .projects import ProjectDesk

if TYPE_CHECKING:
    from ..access import Access
    from ..edits import Edits
    from ..projects import Projects
    from ..standing import Instructions
    from ..transfer import Transfer

__all__ = ["Desk"]


class Desk:
    """Implements ``core.library_seam.Desk`` over one library. Thread-safe."""

    def __init__(
        self, access: Access, edits: Edits, projects: Projects, instructions: Instructions,
        transfer: Transfer,
    ) -> None:  # fmt: skip
        self.assets = AssetDesk(access, edits, projects, transfer)
        self.projects = ProjectDesk(projects, transfer, self.assets)
        self.instructions = InstructionDesk(access, projects, instructions)
        self.drafts = DraftDesk(access, edits)
