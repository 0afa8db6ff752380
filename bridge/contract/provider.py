# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on providers: what could answer, and whether it does."""

from __future__ import annotations

from pydantic import Field

from .base import Model, Operation
from .system import Empty


class ProviderInfo(Model):
    """One provider that is set up here."""

    name: str
    label: str
    local: bool = Field(description="Needs no internet")
    is_model: bool = Field(description="False for the rule-based offline composer")
    base_url: str | None = None
    model: str | None = None
    ready: bool
    reason: str = Field(default="", description="Why it is not ready")
    default: bool = False
    vision: bool = Field(default=False, description="The model reads pictures")
    structured: bool = Field(
        default=False, description="Answers can be held to a JSON schema by the server"
    )


class ProviderList(Model):
    """All providers."""

    providers: list[ProviderInfo]


class ProviderTestRequest(Model):
    """Ask a provider for one short answer."""

    provider: str = Field(max_length=100)


class ProviderTest(Model):
    """It answered."""

    provider: str
    model: str
    seconds: float
    reply: str = Field(max_length=500)


OPERATIONS = (
    Operation("provider.list", Empty, ProviderList, "Providers and whether they are ready", read_only=True),
    Operation(
        "provider.test", ProviderTestRequest, ProviderTest, "Ask a provider for one short answer",
        scope="generate",
    ),
)  # fmt: skip
