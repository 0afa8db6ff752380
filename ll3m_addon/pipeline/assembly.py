# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the product together: every layer behind its seam, in one ``App``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..core.app import App
from ..core.jobs import JobRunner
from ..core.notices import Notices
from ..core.recording import Recorder
from ..core.rooms import Rooms
from ..core.scene_edits import SceneEdits
from ..core.seams import Host
from ..core.settings import Settings, load_settings
from ..knowledge import BlenderKnowledge
from ..library import open_jobs, open_library, open_rooms, open_runs
from ..providers.registry import open_providers, state_folder
from ..providers.scrub import scrub
from ..sandbox.blender_command import find_command
from ..sandbox.jail import BlenderJail
from ..sandbox.migrations.v4_0 import SOCKETS
from ..sandbox.runner import clean_environment
from ..sandbox.validator import Validator
from .designs import DesignDesk
from .maker import PipelineMaker
from .remake import Remaker

__all__ = ["build_app", "open_local"]


def build_app(
    settings: Settings,
    *,
    host: Host | None = None,
    program: str = "",
    session_keys: dict[str, str] | None = None,
    online: Callable[[], bool] = lambda: True,
    connect_timeout: Callable[[], float] = lambda: 0.0,
) -> App:
    """Put the product together for ``settings``. Touches no disk and starts no process.

    ``host`` is the open Blender, if any; ``program`` is the Blender program this process
    is (``bpy.app.binary_path``), which the jail then runs too unless the settings name another.
    ``online`` says whether Blender's Online Access is on; ``connect_timeout`` is its network
    timeout in seconds, 0 for our default. Both are asked at each call.
    """
    library = open_library(settings.library)
    store = open_jobs(settings.library)
    providers = open_providers(
        settings, session_keys=session_keys, online=online, connect_timeout=connect_timeout
    )
    checker = Validator()
    jail = BlenderJail(lambda: find_command(settings.blender, program), settings.isolation)
    knowledge = _open_knowledge(settings, program, jail)
    edits = SceneEdits()
    maker = PipelineMaker(settings, library, providers, checker, jail, host, knowledge, edits)
    runs = open_runs(settings.library, settings.records, settings.record_days)
    recorder = Recorder(runs, scrub, store.get)
    jobs = JobRunner(store, settings.jobs)
    jobs.subscribe(recorder.heard)
    notices = Notices()
    return App(
        settings=settings,
        library=library,
        job_store=store,
        jobs=jobs,
        recorder=recorder,
        providers=providers,
        checker=checker,
        jail=jail,
        maker=maker,
        knowledge=knowledge,
        remaker=Remaker(maker.bench),
        edits=edits,
        designs=DesignDesk(),
        rooms=Rooms(open_rooms(settings.library), notices),
        host=host,
        notices=notices,
    )


def _open_knowledge(settings: Settings, program: str, jail: BlenderJail) -> BlenderKnowledge:
    """What is known of the jail's Blender; ``LL3M_KNOWLEDGE`` names another folder for it."""
    named = os.environ.get("LL3M_KNOWLEDGE")
    return BlenderKnowledge(
        Path(named) if named else state_folder() / "knowledge",
        jail.blender_version,
        lambda script: find_command(settings.blender, program, script),
        clean_environment,
        SOCKETS,
    )


def open_local(*, program: str = "", **overrides: Any) -> App:
    """The product in this process, without a scene, for the command line and batches.

    ``overrides`` are fields of ``Settings``; jobs of dead processes become ``interrupted``.
    """
    app = build_app(load_settings(**overrides), program=program)
    app.job_store.adopt_lost()
    return app
