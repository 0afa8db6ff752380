# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on the served product itself: code, keys, paths and tokens over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract import OPERATIONS
from ll3m.bridge.contract.errors import Forbidden, LL3MError
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service
from ll3m.ll3m_addon.pipeline.assembly import open_local

KEY = "sk-live-51JxVZ0qLkz8WmYtR3nPq7"
#: Fields of requests that carry a script; the source of a reference is a picture's path.
SCRIPTS = {"source", "script", "code"}
PICTURES = {"reference.add"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("RUNTIME_DIR", "runtime"), ("LIBRARY", "library"), ("TOKENS", "tokens.json"),
            ("AUDIT_LOG", "audit.jsonl"), ("SETTINGS", "settings.json"),
        ):  # fmt: skip
            patch.setenv(f"LL3M_{name}", str(folder / value))
        patch.setenv("CITY_KEY", KEY)
        provider = {"base_url": "http://127.0.0.1:9/v1", "model": "m", "key": "env:CITY_KEY"}
        settings = {"provider": "city", "providers": {"city": provider}}
        (folder / "settings.json").write_text(json.dumps(settings))
        app = open_local()
        service = Service(app)
        service.start()
        yield service, folder
        service.stop()
        app.close()


@pytest.fixture
def client(served: tuple[Service, Path]) -> Iterator[Client]:
    service, _ = served
    with Client(service.url, service.token) as connected:
        yield connected


def with_scopes(service: Service, *scopes: Any) -> Client:
    issued = service.tokens.issue(TokenIssueRequest(client="-".join(scopes), scopes=list(scopes)))
    return Client(service.url, issued.secret)


def test_no_operation_runs_a_text_as_it_comes() -> None:
    """None is named so, and each that takes a script needs the scope for it, or only looks."""
    verbs = {row.verb for row in OPERATIONS.values()}
    assert not verbs & {"exec", "execute", "eval", "python", "shell", "console", "command"}
    takers = {
        name: row
        for name, row in OPERATIONS.items()
        if SCRIPTS & set(row.request.model_fields) and name not in PICTURES
    }
    assert takers
    assert {
        name
        for name, row in takers.items()
        if row.scope not in ("code", "edit") and not row.read_only
    } == set()


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ("import os\nos.system('touch {mark}')", {"refused"}),
        ("__import__('os').system('touch {mark}')", {"refused"}),
        ("().__class__.__base__.__subclasses__()", {"refused"}),
        # The guard and the jail see where a file is; without a Blender nothing runs at all.
        ("open('{mark}', 'w').write('x')", {"refused", "script_failed", "host_failed"}),
        (
            "import bpy\nbpy.ops.wm.save_as_mainfile(filepath='{mark}')",
            {"refused", "script_failed", "host_failed"},
        ),
    ],
)
def test_a_hostile_script_does_nothing_and_is_shown_in_the_audit_log(
    served: tuple[Service, Path], client: Client, tmp_path: Path, source: str, codes: set[str]
) -> None:
    mark = tmp_path / "mark"
    with pytest.raises(LL3MError) as caught:
        client.call("code.run", {"source": source.format(mark=mark)})
    assert caught.value.code in codes
    assert not mark.exists()
    last = json.loads((served[1] / "audit.jsonl").read_text().splitlines()[-1])
    assert last["operation"] == "code.run"
    assert caught.value.code in json.dumps(last)


def test_code_is_refused_to_a_token_without_the_scope_for_it(served: tuple[Service, Path]) -> None:
    with with_scopes(served[0], "read", "generate", "edit") as client:
        for name, row in OPERATIONS.items():
            if row.scope == "code":
                with pytest.raises(Forbidden):
                    client.call(name, {"source": "import bpy"})


def test_a_token_that_reads_changes_nothing(served: tuple[Service, Path]) -> None:
    with with_scopes(served[0], "read") as client:
        for name, row in OPERATIONS.items():
            if not row.read_only and row.scope != "read":
                with pytest.raises(LL3MError) as caught:
                    client.call(name, {})
                assert caught.value.code == "forbidden", name


def test_a_key_is_in_no_answer_event_error_log_or_file(
    served: tuple[Service, Path], client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """The key is set and used: a generation with its provider fails, since nobody is there."""
    shown = [client.call("provider.list").model_dump_json()]
    job: Any = client.call("asset.generate", {"prompt": "a chair"})
    ended = client.wait(job.id, lambda event: shown.append(event.model_dump_json()), timeout=60)
    assert ended.state == "failed"
    assert ended.error is not None
    shown.append(json.dumps(ended.error.data) + ended.error.message + ended.error.advice)
    shown += [caplog.text, (served[1] / "audit.jsonl").read_text()]
    assert not any(KEY in each for each in shown)
    files = [each for each in served[1].rglob("*") if each.is_file()]
    assert any(each.suffix == ".db" or "sqlite" in each.name for each in files), files
    for path in files:
        assert KEY.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/v1", "http://[fd00:ec2::254]/v1", "http://2852039166/v1",
        "file:///etc/passwd", "gopher://127.0.0.1/x", "http://metadata.google.internal/v1",
    ],
)  # fmt: skip
def test_a_provider_at_an_address_of_the_clouds_insides_is_never_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """Such addresses hand out credentials to whoever asks from within."""
    for name in ("RUNTIME_DIR", "LIBRARY", "TOKENS", "AUDIT_LOG", "SETTINGS"):
        monkeypatch.setenv(f"LL3M_{name}", str(tmp_path / name))
    monkeypatch.setenv("CITY_KEY", KEY)
    provider = {"base_url": address, "model": "m", "key": "env:CITY_KEY"}
    settings = {"provider": "city", "providers": {"city": provider}}
    (tmp_path / "SETTINGS").write_text(json.dumps(settings))
    app = open_local()
    service = Service(app)
    service.start()
    try:
        with Client(service.url, service.token) as client:
            with pytest.raises(LL3MError) as caught:
                client.call("provider.test", {"provider": "city"})
            told = json.dumps(caught.value.to_wire())
            assert KEY not in told
            assert "address" in told.lower() or "http" in told.lower()
    finally:
        service.stop()
        app.close()


def test_a_program_asks_who_it_is_and_what_it_may_do(served: tuple[Service, Path]) -> None:
    with with_scopes(served[0], "read", "edit") as client:
        mine: Any = client.call("token.current")
        assert (mine.client, mine.scopes) == ("read-edit", ["edit", "read"])
        assert mine.issued_at
    with Client(served[0].url, served[0].token) as client:
        whole: Any = client.call("token.current")
        assert whole.client == "instance"
        assert len(whole.scopes) == 5
