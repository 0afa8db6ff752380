# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: defaults, then the settings file, then ``LL3M_*`` variables, then the caller's.

Keys are never part of the settings: only the name of the place they come from is.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_config_path, user_documents_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...bridge.contract.base import Quality
from ...bridge.contract.code import Isolation, Limits
from ...bridge.contract.errors import InvalidRequest

__all__ = ["ProviderSettings", "Settings", "load_settings", "settings_path"]


class ProviderSettings(BaseModel):
    """One provider. ``key`` names a source: ``env:NAME``, ``file``, ``session``, ``keyring`` or empty."""

    model_config = ConfigDict(extra="forbid")

    type: Literal[
        "openai_compatible", "openai_responses", "anthropic", "gemini", "ollama", "huggingface",
        "runpod", "offline", "scripted",
    ] = "openai_compatible"  # fmt: skip
    label: str = ""
    base_url: str = ""
    model: str = ""
    key: str = ""
    timeout: float = Field(default=60.0, gt=0, le=3600, description="Seconds without a byte")
    price_input: float = Field(default=0.0, ge=0, description="US dollars per million input tokens")
    price_output: float = Field(
        default=0.0, ge=0, description="US dollars per million output tokens"
    )
    script: str = Field(default="", description="`scripted` only: file with the replies")
    fallback: list[str] = Field(
        default=[], description="Providers that are asked, in order, when this one can't answer"
    )
    attempts: int = Field(default=4, ge=1, le=10, description="Tries of one call at most")
    parallel: int = Field(default=0, ge=0, description="Calls at a time at most; 0: any number")
    vision: bool | None = Field(
        default=None, description="Whether the model reads pictures; None: told by its name"
    )
    structured: bool | None = Field(
        default=None,
        description="Whether the server can hold answers to a JSON schema; None: told by the type",
    )
    requests_per_minute: int = Field(default=0, ge=0, description="0: no limit of ours")
    tokens_per_minute: int = Field(default=0, ge=0, description="0: no limit of ours")


class Settings(BaseModel):
    """Everything a user may set."""

    model_config = ConfigDict(extra="forbid")

    library: Path = Field(default_factory=lambda: user_documents_path() / "LL3M")
    provider: str = "offline"
    providers: dict[str, ProviderSettings] = {}
    quality: Quality = "standard"
    blender: str = Field(
        default="", description="Blender for the jail; default: this one, or the bpy module"
    )
    limits: Limits = Limits()
    isolation: Isolation = Field(
        default="limited", description="The least isolation a run may have"
    )
    jobs: int = Field(default=2, ge=1, le=16, description="Jobs at a time")
    budget_job: float = Field(default=1.0, ge=0, description="US dollars per job at most")
    budget_day: float | None = Field(
        default=None, ge=0, description="US dollars per calendar day at most; None: no limit"
    )
    budget_month: float | None = Field(
        default=None, ge=0, description="US dollars per calendar month at most; None: no limit"
    )
    prices: dict[str, tuple[float, float]] = Field(
        default={},
        description="Beginning of a model's name to US dollars per million tokens, in and out",
    )
    cache: bool = Field(
        default=True, description="Answer a request that was answered before from the disk"
    )
    records: int = Field(
        default=200, ge=0, description="Records of jobs to keep, the newest; 0 keeps none"
    )
    record_days: int = Field(default=30, ge=1, description="Days after which a record goes")
    ask_before_scene: bool = Field(
        default=False, description="A person is asked before another program changes the scene"
    )
    online: bool = Field(
        default=True, description="False keeps every provider but local ones silent"
    )


def settings_path() -> Path:
    """The settings file: ``LL3M_SETTINGS``, or ``settings.json`` in the user's config folder."""
    named = os.environ.get("LL3M_SETTINGS")
    return Path(named) if named else user_config_path("ll3m") / "settings.json"


def _from_environment() -> dict[str, Any]:
    """``LL3M_PROVIDER=…`` and so on, for the plain fields."""
    found: dict[str, Any] = {}
    for name in (
        "library",
        "provider",
        "quality",
        "blender",
        "isolation",
        "jobs",
        "budget_job",
        "budget_day",
        "budget_month",
    ):
        value = os.environ.get(f"LL3M_{name.upper()}")
        if value:
            found[name] = value
    return found


def load_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Read the settings; ``overrides`` that are None are left out.

    Raises:
        InvalidRequest: the file or a variable holds something that does not fit.
    """
    path = path or settings_path()
    data: dict[str, Any] = {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("it holds no JSON object")
    except FileNotFoundError:
        pass
    except (OSError, ValueError) as error:
        raise InvalidRequest(
            f"The settings file {path} can't be read: {error}",
            advice="Mend the file, or remove it to start with the defaults.",
        ) from error
    data |= _from_environment()
    data |= {key: value for key, value in overrides.items() if value is not None}
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidRequest(
            f"The setting {field!r} does not fit: {first['msg']}.",
            advice=f"Correct it in {path} or in the environment.",
        ) from error
