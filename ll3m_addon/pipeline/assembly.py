# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the product together: every layer behind its seam, in one ``App``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.app import App
from ..core.jobs import JobRunner
from ..core.seams import Host
from ..core.settings import Settings, load_settings
from ..library import open_jobs, open_library
from ..providers.registry import open_providers
from ..sandbox.blender_command import find_command
from ..sandbox.jail import BlenderJail
from ..sandbox.validator import Validator
from .maker import PipelineMaker

__all__ = ["build_app", "open_local"]


def build_app(
    settings: Settings,
    *,
    host: Host | None = None,
    program: str = "",
    session_keys: dict[str, str] | None = None,
    online: Callable[[], bool] = lambda: True,
) -> App:
    """Put the product together for ``settings``. Touches no disk and starts no process.

    ``host`` is the open Blender, if any; ``program`` is the Blender program this process
    is (``bpy.app.binary_path``), which the jail then runs too unless the settings name another.
    ``online`` says whether Blender's Online Access is on.
    """
    library = open_library(settings.library)
    store = open_jobs(settings.library)
    providers = open_providers(settings, session_keys=session_keys, online=online)
    checker = Validator()
    jail = BlenderJail(lambda: find_command(settings.blender, program), settings.isolation)
    maker = PipelineMaker(settings, library, providers, checker, jail, host)
    return App(
        settings=settings,
        library=library,
        job_store=store,
        jobs=JobRunner(store, settings.jobs),
        providers=providers,
        checker=checker,
        jail=jail,
        maker=maker,
        host=host,
    )


def open_local(*, program: str = "", **overrides: Any) -> App:
    """The product in this process, without a scene, for the command line and batches.

    ``overrides`` are fields of ``Settings``; jobs of dead processes become ``interrupted``.
    """
    app = build_app(load_settings(**overrides), program=program)
    app.job_store.adopt_lost()
    return app
