# SPDX-License-Identifier: GPL-3.0-or-later
"""A token for each program: scopes, end, renewal; and a second address for other machines."""

from __future__ import annotations

import asyncio
import json
import ssl
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge import proof
from ll3m.bridge.async_client import AsyncClient
from ll3m.bridge.client import Client
from ll3m.bridge.contract.dispatch import ALL_SCOPES, Caller
from ll3m.bridge.contract.errors import (
    Conflict,
    Forbidden,
    HostError,
    InvalidRequest,
    NotFound,
    Unauthorized,
)
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service
from ll3m.bridge.server.outside import Outside
from ll3m.bridge.server.token_file import TokenFile
from ll3m.bridge.server.tokens import TokenBook
from ll3m.ll3m_addon.core.app import App
from ll3m.ll3m_addon.core.settings import Settings
from ll3m.ll3m_addon.pipeline.assembly import build_app

TLS = Path(__file__).parent / "tls"
CERTIFICATE, KEY = TLS / "certificate.pem", TLS / "key.pem"


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("LL3M_TOKENS", str(tmp_path / "tokens.json"))
    made = build_app(Settings(library=tmp_path / "library"))
    yield made
    made.close()


@pytest.fixture
def served(product: App) -> Iterator[Service]:
    service = Service(product)
    service.start()
    yield service
    service.stop()


def ask(service: Service, operation: str, /, **params: Any) -> Any:
    with Client(service.url, service.token) as client:
        return client.call(operation, params)


def test_a_programs_token_does_what_its_scopes_allow_and_no_more(served: Service) -> None:
    issued = ask(served, "token.issue", client="ci", scopes=["read"])
    assert issued.token.client == "ci"
    with Client(served.url, issued.secret) as robot:
        robot.call("asset.list")
        with pytest.raises(Forbidden, match="generate"):
            robot.call("asset.generate", {"prompt": "a mug"})
        with pytest.raises(Forbidden, match="admin"):
            robot.call("token.list")
    listed = ask(served, "token.list").tokens
    assert [(each.client, each.scopes) for each in listed][1:] == [("ci", ["read"])]
    assert listed[1].used_at
    assert issued.secret not in str(listed)


def test_a_token_is_renewed_and_ended_and_the_old_secret_is_void(served: Service) -> None:
    first = ask(served, "token.issue", client="ci").secret
    with pytest.raises(Conflict):
        ask(served, "token.issue", client="ci")
    second = ask(served, "token.rotate", client="ci").secret
    with Client(served.url, first) as robot, pytest.raises(HostError):
        robot.call("asset.list")  # the instance can't prove that it knows this token
    with Client(served.url, second) as robot:
        robot.call("asset.list")
        ask(served, "token.revoke", client="ci")
        with pytest.raises(Unauthorized):
            robot.call("asset.list")
    with pytest.raises(NotFound):
        ask(served, "token.rotate", client="ci")
    with pytest.raises(NotFound):
        ask(served, "token.revoke", client="instance")


def test_renewing_the_instances_token_rewrites_the_file_that_clients_find_it_by(
    served: Service,
) -> None:
    before = served.token
    ask(served, "token.rotate", client="instance")
    assert served.token != before
    with Client.connect() as client:
        client.call("asset.list")


def test_nobody_gives_away_a_scope_that_it_lacks(product: App, served: Service) -> None:
    some = Caller("rpc", scopes=frozenset(("read", "admin")))
    wanted = {"client": "robot", "scopes": ["read", "code"]}
    with pytest.raises(Forbidden, match="code"):
        product.call("token.issue", wanted, some)
    assert served.running


def test_without_a_service_there_are_no_tokens(product: App) -> None:
    with pytest.raises(Conflict, match="No service"):
        product.call("token.list", {}, Caller("panel"))


def test_a_kept_token_outlives_the_run_and_ends_everywhere_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config" / "tokens.json"
    one, other = TokenBook(file=TokenFile(path)), TokenBook(file=TokenFile(path))
    kept = one.issue(TokenIssueRequest(client="farm", scopes=["read"], keep=True)).secret
    gone = one.issue(TokenIssueRequest(client="once")).secret
    other._looked = 0.0  # a second has passed
    grant = other.check(kept)
    assert grant is not None
    assert grant.scopes == {"read"}
    assert other.check(gone) is None
    text = path.read_text()
    assert kept not in text
    assert kept.partition(".")[2] not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other.take_back("farm")
    one._looked = 0.0
    assert one.check(kept) is None
    assert json.loads(path.read_text()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps such folders private by itself")
def test_a_file_of_tokens_that_others_can_write_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    secret = TokenBook(file=TokenFile(path)).issue(TokenIssueRequest(client="a", keep=True)).secret
    assert TokenBook(file=TokenFile(path)).check(secret) is not None
    path.chmod(0o622)
    assert TokenBook(file=TokenFile(path)).check(secret) is None


def test_a_token_with_an_end_is_refused_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import ll3m.bridge.server.tokens as tokens

    book = TokenBook()
    secret = book.issue(TokenIssueRequest(client="day", expires_in=86400)).secret
    grant = book.check(secret)
    assert grant is not None
    now = tokens.time.time()
    monkeypatch.setattr(tokens.time, "time", lambda: now + 86401)
    assert book.check(secret) is None
    assert not book.valid(grant)
    assert [each.client for each in book.tokens()] == ["instance"]


def test_an_instance_proves_that_it_knows_a_programs_token_without_keeping_it() -> None:
    book = TokenBook()
    secret = book.issue(TokenIssueRequest(client="a")).secret
    nonce = proof.fresh_nonce()
    shown = book.prove(proof.token_id(secret), nonce, 4711)
    assert proof.proves(shown, secret, nonce, 4711)
    assert not proof.proves(book.prove("0" * 8, nonce, 4711), secret, nonce, 4711)


# ---------------------------------------------------------------- other machines


@pytest.fixture
def outside(app: Any) -> Iterator[Service]:
    door = Outside("127.0.0.1", certificate=CERTIFICATE, key=KEY, names=("127.0.0.1",))
    service = Service(app, outside=door)
    service.start()
    yield service
    service.stop()


def test_another_machine_comes_in_by_tls_with_a_token(outside: Service) -> None:
    assert outside.outside_url.startswith("https://127.0.0.1:")
    with Client(outside.outside_url, outside.token, certificate=str(CERTIFICATE)) as client:
        assert client.call("system.version")
    with (
        Client(outside.outside_url, "wrong", certificate=str(CERTIFICATE)) as client,
        pytest.raises(Unauthorized),
    ):
        client.call("system.version")
    with Client(outside.outside_url, outside.token) as client, pytest.raises(HostError):
        client.call("system.version")  # a certificate that nobody vouches for
    with Client(outside.url, outside.token) as client:
        assert client.call("system.version")  # loopback stays as it was


def test_websockets_and_events_work_over_tls(outside: Service) -> None:
    async def play() -> None:
        url, token = outside.outside_url, outside.token
        async with AsyncClient(url, token, certificate=str(CERTIFICATE)) as client:
            assert await client.call("system.version")

    asyncio.run(play())
    with Client(outside.outside_url, outside.token, certificate=str(CERTIFICATE)) as client:
        client.subscribe(print)()


def test_the_second_address_refuses_other_names_and_old_tls(outside: Service) -> None:
    context = ssl.create_default_context(cafile=CERTIFICATE)
    request = urllib.request.Request(outside.outside_url + "/health/live", headers={"Host": "evil"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, context=context)
    assert caught.value.code == 421
    caught.value.close()
    assert Outside("127.0.0.1", certificate=CERTIFICATE, key=KEY).context() is not None


def test_another_address_needs_tls_or_somebody_who_insists(app: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match="needs TLS"):
        Service(app, outside=Outside("127.0.0.1")).start()
    with pytest.raises(InvalidRequest, match="IP address"):
        Service(app, outside=Outside("my-name", without_tls=True)).start()
    with pytest.raises(HostError, match="certificate"):
        Service(app, outside=Outside("127.0.0.1", certificate=tmp_path / "no.pem")).start()
    service = Service(app, outside=Outside("127.0.0.1", without_tls=True))
    service.start()
    try:
        with Client(service.outside_url, "wrong") as client, pytest.raises(HostError):
            client.call("system.version")
    finally:
        service.stop()


def test_all_scopes_are_spelled_alike_everywhere() -> None:
    fields = TokenIssueRequest.model_json_schema()["properties"]["scopes"]["items"]["enum"]
    assert set(fields) == ALL_SCOPES
