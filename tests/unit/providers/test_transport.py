# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys, addresses, proxies, deadlines and cancelling, on real sockets."""

from __future__ import annotations

import contextlib
import gc
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract.errors import (
    Cancelled,
    InvalidRequest,
    NoKey,
    Offline,
    ProviderError,
    ProviderTimeout,
    WrongKey,
)
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import ChatRequest, Message, Task
from ll3m.ll3m_addon.core.settings import ProviderSettings, Settings
from ll3m.ll3m_addon.providers.registry import open_providers

from .conftest import (
    END,
    OpenOne,
    Wire,
    answer_json,
    ask,
    chunk,
    head,
    hold,
    openai_error,
    stream,
)


def test_the_key_goes_into_the_header_and_nowhere_else(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    caplog.set_level("DEBUG")
    monkeypatch.setenv("A_KEY", "very-secret-key\n")
    wire.plan(answer_json(openai_error("Bad key very-secret-key, or sk-1234567890abcdef"), 401))
    one = provider(key="env:A_KEY")
    with pytest.raises(WrongKey) as caught:
        ask(one)
    assert wire.requests[0].headers["authorization"] == "Bearer very-secret-key"
    shown = f"{caught.value.to_wire()} {caught.value!r} {one!r} {one.info()} {caplog.text}"
    assert "very-secret-key" not in shown
    assert "sk-1234567890abcdef" not in shown


def test_a_key_that_is_named_but_missing_is_no_key(provider: OpenOne) -> None:
    one = provider(key="env:LL3M_NO_SUCH_VARIABLE")
    assert "LL3M_NO_SUCH_VARIABLE" in one.info().reason
    with pytest.raises(NoKey):
        ask(one)


def test_a_netrc_file_never_replaces_our_key(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    wire.plan(stream(chunk("x"), END))
    ask(provider())
    assert "authorization" not in wire.requests[0].headers


def test_a_local_server_is_reached_past_any_proxy(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    wire.plan(stream(chunk("x"), END))
    assert ask(provider())[0] == "x"


def test_a_proxy_from_the_environment_is_obeyed_for_other_hosts(
    wire: Wire, provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", wire.url)
    wire.plan(stream(chunk("through"), END))
    assert ask(provider(base_url="http://model.example/v1"))[0] == "through"
    assert wire.requests[0].path == "http://model.example/v1/chat/completions"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/v1",
        "http://[fe80::1]/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "http://[64:ff9b::a9fe:a9fe]/v1",
        "http://2852039166/v1",
        "http://0xa9fea9fe/v1",
        "http://metadata.google.internal/v1",
        "file:///etc/passwd",
        "ftp://example.org/v1",
        "http://user:pass@localhost/v1",
        "http:///v1",
        "http://localhost:99999/v1",
        "nonsense",
    ],
)
def test_an_address_that_no_model_lives_at_is_refused(provider: OpenOne, url: str) -> None:
    one = provider(base_url=url)
    assert not one.info().ready
    with pytest.raises(InvalidRequest):
        ask(one)


def test_cancelling_ends_a_blocked_read_at_once_and_hangs_up(wire: Wire, provider: OpenOne) -> None:
    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    cancel = CancelToken()
    asked: list[float] = []

    def press() -> None:
        asked.append(time.monotonic())
        cancel.cancel()

    timer = threading.Timer(0.05, press)
    timer.start()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert time.monotonic() - asked[0] < 0.2
    assert wire.hung_up.wait(1)
    timer.join()


def test_cancelling_ends_the_wait_for_the_first_byte(wire: Wire, provider: OpenOne) -> None:
    wire.plan(hold())
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert time.monotonic() - began < 0.5
    timer.join()


def test_a_chat_that_is_cancelled_before_it_starts_sends_nothing(
    wire: Wire, provider: OpenOne
) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        ask(provider(), cancel=cancel)
    assert wire.requests == []


def test_leaving_a_chat_half_read_hangs_up(wire: Wire, provider: OpenOne) -> None:

    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    request = ChatRequest(messages=(Message("user", "x"),), task=Task("code", "x"))
    pieces = provider().chat(request, CancelToken())
    next(pieces)
    pieces.close()
    assert wire.hung_up.wait(1)


def test_an_answer_that_drips_for_ever_ends_at_the_deadline(wire: Wire, provider: OpenOne) -> None:
    def drip(connection: Any) -> None:
        connection.sendall(head())
        while True:
            connection.sendall(b": still busy\n\n")
            time.sleep(0.005)

    wire.plan(drip)
    began = time.monotonic()
    with pytest.raises(ProviderTimeout, match="in time"):
        ask(provider(), deadline=time.monotonic() + 0.05)
    assert time.monotonic() - began < 1


def test_a_name_that_does_not_resolve_is_offline(provider: OpenOne) -> None:
    with pytest.raises(Offline, match="resolved"):
        ask(provider(base_url="http://no-such-host.invalid/v1"))


def test_a_name_that_resolves_to_a_trap_is_refused(
    provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("169.254.169.254", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: trap)
    with pytest.raises(InvalidRequest, match=r"169\.254"):
        ask(provider(base_url="http://innocent.example/v1"))


def test_a_key_never_crosses_the_internet_in_the_clear(
    provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: far)
    one = provider(session_keys={"p": "some-key-55"}, base_url="http://model.example/v1")
    with pytest.raises(InvalidRequest, match="unencrypted"):
        ask(one)


def test_cancelling_ends_a_slow_name_lookup(
    provider: OpenOne, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: release.wait(5) and [])
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(base_url="http://slow.example/v1"), cancel=cancel)
    assert time.monotonic() - began < 0.5
    release.set()
    timer.join()


def test_a_chat_leaves_no_thread_and_no_socket_open(wire: Wire, provider: OpenOne) -> None:
    one = provider()
    wire.plan(*[stream(chunk("x"), END)] * 5)
    before = set(threading.enumerate())
    for _ in range(5):
        ask(one)
    more = {thread.name for thread in set(threading.enumerate()) - before}
    assert not [name for name in more if name.startswith("ll3m")]
    gc.collect()  # an open socket would warn here, and warnings are errors


# ---------------------------------------------------------------- encrypted


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, made on the spot."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("needs the openssl program")
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:model.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture
def secure(wire: Wire, certificate: tuple[Path, Path]) -> Iterator[str]:
    """The wire behind TLS: a server that unwraps and hands on."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    port = int(wire.url.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_unwrap, args=(listener, context, port), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}/v1"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(1)


def _unwrap(listener: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with contextlib.suppress(OSError):  # the client gives up, or the test is over
        plain, _ = listener.accept()
        with (
            socket.create_connection(("127.0.0.1", port)) as inner,
            context.wrap_socket(plain, server_side=True) as outer,
        ):
            inner.sendall(outer.recv(65536))
            back = threading.Thread(target=_pump, args=(inner, outer))
            back.start()
            with contextlib.suppress(OSError):
                while data := outer.recv(65536):
                    inner.sendall(data)
            with contextlib.suppress(OSError):
                inner.shutdown(socket.SHUT_RDWR)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_RDWR)


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: str, provider: OpenOne) -> None:
    with pytest.raises(ProviderError, match="secure connection"):
        ask(provider(base_url=secure))


@pytest.mark.usefixtures("_trusted")
def test_a_trusted_certificate_is_accepted(wire: Wire, secure: str, provider: OpenOne) -> None:
    wire.plan(stream(chunk("safe"), END))
    assert ask(provider(base_url=secure))[0] == "safe"


@pytest.fixture
def _trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))


@pytest.mark.usefixtures("_trusted")
def test_cancelling_ends_a_blocked_read_within_tls_as_well(
    wire: Wire, secure: str, provider: OpenOne
) -> None:
    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    cancel = CancelToken()
    timer = threading.Timer(0.1, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(base_url=secure), cancel=cancel)
    assert time.monotonic() - began < 0.5
    assert wire.hung_up.wait(1)
    timer.join()


@pytest.fixture
def tunnel(secure: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A proxy that opens one tunnel, to the TLS server whatever host it is asked for."""
    asked: list[str] = []
    port = int(secure.split(":")[2].split("/")[0])

    def serve(listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            outer, _ = listener.accept()
            with outer, socket.create_connection(("127.0.0.1", port)) as inner:
                asked.append(outer.recv(65536).decode().splitlines()[0])
                outer.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(inner, outer))
                back.start()
                _pump(outer, inner)
                back.join()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{listener.getsockname()[1]}")
        yield asked
        listener.shutdown(socket.SHUT_RDWR)
    thread.join(1)


@pytest.mark.usefixtures("_trusted")
def test_a_tunnel_through_a_proxy_carries_the_call_and_its_cancelling(
    wire: Wire, tunnel: list[str], provider: OpenOne
) -> None:
    wire.plan(hold(head(), f"data: {json.dumps(chunk('x'))}\n\n".encode()))
    cancel = CancelToken()
    timer = threading.Timer(0.15, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(base_url="https://model.example/v1"), cancel=cancel)
    assert time.monotonic() - began < 0.6
    assert [line.rpartition(" ")[0] for line in tunnel] == ["CONNECT model.example:443"]
    assert [request.path for request in wire.requests] == ["/v1/chat/completions"]
    assert wire.hung_up.wait(1)
    timer.join()


# ---------------------------------------------------------------- connecting


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address at which connecting neither succeeds nor fails: its queue is full."""
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux drops connections beyond a full queue")
    with (
        socket.create_server(("127.0.0.1", 0), backlog=0) as server,
        contextlib.ExitStack() as held,
    ):
        for _ in range(4):
            client = held.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}/v1"


def test_blenders_network_timeout_ends_a_connect_that_does_not_come_about(deaf: str) -> None:
    settings = Settings(providers={"p": ProviderSettings(base_url=deaf, model="m", attempts=1)})
    began = time.monotonic()
    with pytest.raises(ProviderTimeout, match="did not answer"):
        ask(open_providers(settings, connect_timeout=lambda: 0.1).get("p"))
    assert time.monotonic() - began < 1


def test_cancelling_ends_a_connect_that_does_not_come_about(deaf: str, provider: OpenOne) -> None:
    cancel = CancelToken()
    timer = threading.Timer(0.05, cancel.cancel)
    timer.start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        ask(provider(base_url=deaf), cancel=cancel)
    assert time.monotonic() - began < 0.3
    timer.join()
