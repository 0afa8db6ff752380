# SPDX-License-Identifier: GPL-3.0-or-later
"""The product behind every door: validates a call, runs its handler, answers or raises.

``App`` implements ``bridge.contract.dispatch.Dispatcher``. It is put together by
``pipeline.assembly.build_app``; handlers reach everything through it.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ...bridge.contract import Model, operation
from ...bridge.contract.dispatch import Caller, SceneRunner
from ...bridge.contract.errors import DeadlineExceeded, Forbidden, InvalidRequest, LL3MError
from ...bridge.contract.job import Event
from ...bridge.contract.notice import Notice
from ...bridge.contract.token import TokenDesk
from .approvals import ApprovalDesk
from .design_seam import Designs
from .handlers import HANDLERS
from .jobs import JobRunner
from .knowledge_seam import Knowledge
from .notices import Notices
from .recording import Recorder
from .remake_seam import Remaker
from .rooms import Rooms
from .scene_edits import SceneEdits
from .seams import Checker, Host, Jail, JobStore, Library, Maker, Providers
from .settings import Settings

__all__ = ["App"]

log = logging.getLogger(__name__)


@dataclass(slots=True)
class App:
    """Everything an operation may need. ``host`` is None where there is no open scene."""

    settings: Settings
    library: Library
    job_store: JobStore
    jobs: JobRunner
    recorder: Recorder
    providers: Providers
    checker: Checker
    jail: Jail
    maker: Maker
    knowledge: Knowledge
    remaker: Remaker
    edits: SceneEdits
    designs: Designs
    rooms: Rooms
    host: Host | None = None
    notices: Notices = field(default_factory=Notices)
    tokens: TokenDesk | None = None
    approvals: ApprovalDesk = field(init=False)

    def __post_init__(self) -> None:
        self.approvals = ApprovalDesk(self.notices, self.settings.ask_before_scene)

    def call(self, name: str, params: dict[str, Any], caller: Caller) -> Model:
        """Run operation ``name`` for ``caller``; see ``Dispatcher.call``."""
        row = operation(name)
        if row.scope not in caller.scopes:
            raise Forbidden(f"{name} needs the scope {row.scope!r}, which this token lacks.")
        if caller.deadline is not None and time.monotonic() > caller.deadline:
            raise DeadlineExceeded(f"The deadline of {name} had passed before it began.")
        try:
            request = row.request.model_validate(params, strict=True)  # "1" is no number
        except ValidationError as error:
            raise _invalid(name, error) from None
        if self._has_scene and self.approvals.concerns(row, request, caller):
            self.approvals.ask(row, request, caller)
        try:
            return HANDLERS[name](self, request, caller)
        except LL3MError:
            raise
        except Exception as error:
            reference = uuid.uuid4().hex[:12]
            log.exception("operation %s failed (reference %s)", name, reference)
            raise LL3MError(
                f"Something of ours broke in {name} ({type(error).__name__}).",
                reference=reference,
            ) from error

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """See ``Dispatcher.subscribe``."""
        return self.jobs.subscribe(listener)

    def subscribe_notices(self, listener: Callable[[Notice], None]) -> Callable[[], None]:
        """See ``Dispatcher.subscribe_notices``."""
        return self.notices.subscribe(listener)

    def serve_with(self, tokens: TokenDesk | None) -> None:
        """See ``Dispatcher.serve_with``."""
        self.tokens = tokens

    def scene_runner(self) -> SceneRunner | None:
        """See ``Dispatcher.scene_runner``."""
        return self.host.run_soon if self.host is not None and self._has_scene else None

    @property
    def _has_scene(self) -> bool:
        return self.host is not None and self.host.has_scene

    def close(self) -> None:
        """Interrupt what runs and let go of processes, threads and files."""
        self.approvals.close()
        self.jobs.close()
        self.rooms.close()
        self.jail.close()
        self.knowledge.close()
        self.job_store.close()
        self.library.close()


def _invalid(name: str, error: ValidationError) -> InvalidRequest:
    """Turn pydantic's findings into one sentence, with all of them as data. Values stay out."""
    problems = [
        {"field": ".".join(str(part) for part in item["loc"]), "problem": item["msg"]}
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    first = problems[0]
    where = f"{first['field']}: " if first["field"] else ""
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return InvalidRequest(
        f"{name} does not fit the contract: {where}{first['problem']}{more}.", problems=problems
    )
