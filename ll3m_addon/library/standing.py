# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps instructions: the global ones in a file, the others with their project or asset."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from ...bridge.contract.errors import InvalidRequest, NotFound
from .access import Access
from .files import write_atomic
from .instructions import Instruction, Scope, new_instruction, sort_applicable
from .projects import Projects, misfit, validated
from .records import write_record

__all__ = ["Instructions"]

_GLOBAL = "instructions.json"


class Instructions:
    """The instructions of one library. Thread-safe; any call may raise ``LibraryError``.

    ``owner_id`` is a project's id, an asset's id, or empty for the global scope.
    """

    def __init__(self, access: Access, projects: Projects) -> None:
        self._access = access
        self._projects = projects
        self._file = access.root / "projects" / _GLOBAL

    def list(self, scope: Scope, owner_id: str = "") -> list[Instruction]:
        """The instructions of a scope; ``owner_id`` is a project's or asset's id."""
        if scope == "project":
            return self._projects.get(owner_id).instructions
        if scope == "asset":
            return self._access.run(
                "read instructions", lambda: self._access.find(owner_id)[1].instructions
            )
        return self._access.run("read instructions", self._global)

    def add(
        self, scope: Scope, text: str, owner_id: str = "", *,
        priority: int = 0, kinds: list[str] | None = None, enabled: bool = True,
    ) -> Instruction:  # fmt: skip
        """Keep a new instruction; raises ``NotFound``, ``InvalidRequest``."""
        try:
            made = new_instruction(scope, text, priority=priority, kinds=kinds, enabled=enabled)
        except ValidationError as error:
            raise misfit(error) from error
        self._rewrite(scope, owner_id, lambda old: [*old, made])
        return made

    def change(
        self, scope: Scope, instruction_id: str, owner_id: str = "", **changes: Any
    ) -> Instruction:
        """Change text, priority, kinds or ``enabled``; raises ``NotFound``, ``InvalidRequest``."""
        made: list[Instruction] = []

        def change(old: list[Instruction]) -> list[Instruction]:
            new = []
            for each in old:
                if each.id == instruction_id:
                    fixed = {"id": each.id, "scope": each.scope, "created_at": each.created_at}
                    each = validated(Instruction, {**each.model_dump(), **changes, **fixed})
                    made.append(each)
                new.append(each)
            if not made:
                raise NotFound(f"There is no instruction {instruction_id!r} in that scope.")
            return new

        self._rewrite(scope, owner_id, change)
        return made[0]

    def remove(self, scope: Scope, instruction_id: str, owner_id: str = "") -> None:
        """Remove an instruction; raises ``NotFound``."""

        def change(old: list[Instruction]) -> list[Instruction]:
            new = [each for each in old if each.id != instruction_id]
            if len(new) == len(old):
                raise NotFound(f"There is no instruction {instruction_id!r} in that scope.")
            return new

        self._rewrite(scope, owner_id, change)

    def applicable(
        self, project_id: str = "default", asset_id: str | None = None, kind: str | None = None
    ) -> list[Instruction]:
        """What goes with a request, in the order in which it stands in the prompt."""
        found = [*self.list("global"), *self.list("project", project_id)]
        if asset_id is not None:
            found += self.list("asset", asset_id)
        return sort_applicable(found, kind)

    def _rewrite(
        self, scope: Scope, owner_id: str,
        change: Callable[[list[Instruction]], list[Instruction]],
    ) -> None:  # fmt: skip
        if scope == "asset":

            def edit() -> None:
                with self._access.changing(owner_id):
                    folder, record = self._access.find(owner_id)
                    new = change(record.instructions)
                    record = self._access.store.updated(record, instructions=new)
                    write_record(folder, record)
                    self._access.keep(folder, record, [])

            self._access.run("keep instructions", edit)
        elif scope == "project":
            self._projects.edit(
                owner_id, lambda project: {"instructions": change(project.instructions)}
            )
        else:

            def replace() -> None:
                new = [each.model_dump(mode="json") for each in change(self._global())]
                self._file.parent.mkdir(exist_ok=True)
                text = json.dumps(new, indent=2, ensure_ascii=False)
                write_atomic(self._file, f"{text}\n".encode())

            self._projects.locked("keep instructions", replace)

    def _global(self) -> list[Instruction]:
        try:
            data = json.loads((self._file).read_bytes())
            return [Instruction.model_validate(each) for each in data]
        except FileNotFoundError:
            return []
        except (ValueError, TypeError) as error:
            raise InvalidRequest(
                f"{self._file} can't be understood: {error}",
                advice="Mend the file, or move it away to start without global instructions.",
            ) from error
