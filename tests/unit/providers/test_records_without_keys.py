# SPDX-License-Identifier: GPL-3.0-or-later
"""No record holds a key: whichever service, wherever its key lies, even if the service repeats it."""

from __future__ import annotations

import sys
import types
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import LL3MError
from ll3m.bridge.contract.job import Job
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.clock import utc_now
from ll3m.ll3m_addon.core.recording import Recorder
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.library.runs import FolderRuns
from ll3m.ll3m_addon.providers.keys import Keys
from ll3m.ll3m_addon.providers.registry import open_providers
from ll3m.ll3m_addon.providers.scrub import scrub

from .conftest import Wire, answer_json
from .test_every_dialect import DIALECTS

#: Of no known shape, so that only having read it tells that it is one.
KEY = "correct-horse-battery-staple"
JOB = Job(id="j_0000000000000001", operation="asset.generate", state="running", created_at=utc_now())  # fmt: skip


def put(place: str, monkeypatch: pytest.MonkeyPatch) -> tuple[str, dict[str, str]]:
    """Put the key there; what the settings say of it, and the session's keys."""
    if place == "env":
        monkeypatch.setenv("THE_KEY", KEY)
        return "env:THE_KEY", {}
    if place == "session":
        return "session", {"p": KEY}
    if place == "keyring":
        ring: Any = types.ModuleType("keyring")
        ring.get_password = lambda _service, _name: KEY
        errors: Any = types.ModuleType("keyring.errors")
        errors.KeyringError = RuntimeError
        monkeypatch.setitem(sys.modules, "keyring", ring)
        monkeypatch.setitem(sys.modules, "keyring.errors", errors)
        return "keyring", {}
    Keys().store("p", KEY, "file")
    return "file", {}


@pytest.mark.parametrize("place", ["env", "file", "session", "keyring"])
@pytest.mark.parametrize("name", DIALECTS)
def test_a_key_that_a_service_repeats_never_reaches_the_record(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str
) -> None:
    dialect = DIALECTS[name]
    source, session = put(place, monkeypatch)
    settings = ProviderSettings(
        type=dialect.type, model="m", key=source, base_url=f"{wire.url}{dialect.path}", attempts=1  # type: ignore[arg-type]
    )  # fmt: skip
    registry = open_providers(Settings(providers={"p": settings}), session_keys=session)
    runs = FolderRuns(tmp_path / "runs")
    recorder = Recorder(runs, scrub, lambda _: JOB)
    run = recorder.begin(JOB, {"prompt": f"a chair; my key is {KEY}", "header": f"Bearer {KEY}"})
    provider = run.providers(registry).get("p")
    wire.plan(answer_json(dialect.body(401, "x", f"The key {KEY} is wrong."), 401))
    asked = ChatRequest(
        (Message("system", "Be brief."), Message("user", f"a chair, {KEY}")), Task("code", KEY)
    )
    with pytest.raises(LL3MError) as caught:
        list(provider.chat(asked, CancelToken()))
    assert KEY not in str(caught.value.to_wire())
    run.decided("note", {"text": f"It said {KEY}."})
    run.end(JOB)
    sent = "\n".join(f"{each.path} {each.headers}" for each in wire.requests)
    assert KEY in sent, "the service itself got it"
    written = b"".join(path.read_bytes() for path in (tmp_path / "runs").rglob("*.jsonl"))
    assert b"is wrong" in written
    assert KEY.encode() not in written
