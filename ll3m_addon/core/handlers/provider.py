# SPDX-License-Identifier: GPL-3.0-or-later
"""Handlers of the noun ``provider``."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ....bridge.contract.dispatch import Caller
from ....bridge.contract.errors import ProviderError
from ....bridge.contract.provider import ProviderList, ProviderTest, ProviderTestRequest
from ....bridge.contract.system import Empty
from ..cancel import CancelToken
from ..seams import ChatDelta, ChatRequest, Message, Task

if TYPE_CHECKING:
    from ..app import App


def list_(app: App, request: Empty, caller: Caller) -> ProviderList:
    """All providers, without any network."""
    return ProviderList(providers=app.providers.list())


def test(app: App, request: ProviderTestRequest, caller: Caller) -> ProviderTest:
    """One short question; for the composer, a small thing to compose."""
    provider = app.providers.get(request.provider)
    prompt = "Answer with the one word: ready" if provider.info().is_model else "a cube"
    chat = ChatRequest(
        messages=(Message("user", prompt),),
        task=Task(purpose="code", prompt=prompt if provider.info().is_model else "a mug"),
        max_tokens=512,  # models that think first need some of it for that
        timeout=30.0,
        cache=False,
        fallback=False,
    )
    began = time.monotonic()
    text, model = "", ""
    for item in provider.chat(chat, CancelToken()):
        if isinstance(item, ChatDelta):
            text += item.text
        else:
            model = item.model
    if not text.strip():
        raise ProviderError(f"{provider.name} answered with nothing.")
    return ProviderTest(
        provider=provider.name,
        model=model,
        seconds=time.monotonic() - began,
        reply=text.strip()[:500],
    )
