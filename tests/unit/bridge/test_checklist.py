# SPDX-License-Identifier: GPL-3.0-or-later
"""What a service that faces a shared machine and web pages has to stand, and the test of each.

The table is the list that the service is measured by; a test that is renamed or taken out
fails here. What had no test elsewhere stands below the table.
"""

from __future__ import annotations

import ast
import os
import statistics
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.client import Client
from ll3m.bridge.contract.errors import RateLimited
from ll3m.bridge.contract.token import TokenIssueRequest
from ll3m.bridge.server import Service
from ll3m.bridge.server.security import Limits

TESTS = Path(__file__).resolve().parents[2]
HERE = "unit/bridge"
#: Number, what must hold, and the tests that see to it: file (in this folder) and names.
CHECKLIST: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("1", "listens on loopback only", "service", ("it_listens_on_loopback_only",)),
    ("1", "elsewhere only with TLS or by insisting", "tokens",
     ("another_address_needs_tls_or_somebody_who_insists",)),
    ("2-4", "no, wrong, short token: 401, alike", "security", ("wrong_tokens_are_refused_alike",)),
    ("5", "no token in the address", "security", ("a_token_in_the_address_is_no_token",)),
    ("6", "tokens are compared in constant time", "security",
     ("comparing_tokens_takes_equally_long",)),
    ("7", "the token's file is private, and the token nowhere else", "service",
     ("the_runtime_file_is_private_and_holds_what_a_client_needs",)),
    ("7", "nor in logs, process lists and environments", "checklist",
     ("the_token_is_in_no_process_list",)),
    ("8", "an old or revoked token is void, also on open connections", "sockets",
     ("revoking_a_token_ends_its_connections",)),
    ("8", "a replaced token is void", "service", ("rotating_the_token_shuts_out_the_old_one",)),
    ("9-10", "other hosts are refused", "security", ("any_other_host_is_misdirected",)),
    ("11", "no, two or absolute hosts", "security",
     ("a_missing_or_repeated_host_is_refused", "an_absolute_target_does_not_replace_the_host")),
    ("12-14", "other origins, null and other ports", "security",
     ("foreign_origins_are_forbidden_with_a_valid_token_too",)),
    ("15", "cross-site without origin", "security",
     ("cross_site_requests_without_origin_are_forbidden",)),
    ("16", "a preflight is given nothing", "security", ("a_preflight_is_given_nothing",)),
    ("17", "other media types", "security", ("other_media_types_are_refused",)),
    ("18", "other methods", "security", ("other_methods_are_told_which_is_allowed",)),
    ("19", "a page in a real browser", "browser",
     ("a_page_of_another_origin_gets_nothing_to_run",)),
    ("20", "a large declared body", "security", ("a_large_declared_body_is_refused_at_once",)),
    ("21", "a large chunked body", "security", ("a_large_chunked_body_is_cut_at_the_cap",)),
    ("21", "a large WebSocket message", "sockets",
     ("a_message_that_is_too_large_ends_the_connection",)),
    ("22", "compression", "security", ("no_media_type_and_compression_are_refused",)),
    ("23-27", "ambiguous heads", "security",
     ("ambiguous_heads_are_refused_and_the_connection_closed", "odd_lengths_are_refused")),
    ("28", "large heads and addresses", "security", ("large_heads_are_refused",)),
    ("29", "half-sent requests and idle connections", "security",
     ("half_sent_requests_are_cut", "an_idle_connection_is_closed",
      "drops_of_a_head_do_not_keep_a_connection_alive")),
    ("30", "many half-open connections", "security",
     ("many_half_open_connections_do_not_shut_others_out",)),
    ("31-32", "nesting, numbers, encoding, repeated keys", "jsonrpc",
     ("garbage_is_a_parse_error_and_quickly_so",)),
    ("33", "large batches, and slots fair to others", "jsonrpc", ("a_batch_has_a_limit",)),
    ("33", "slow calls leave room for others", "service",
     ("one_clients_slow_calls_leave_threads_for_others",)),
    ("34", "batches, notifications and ids as specified", "jsonrpc",
     ("each_example_of_the_specification", "ids_of_other_types_are_refused_with_id_null")),
    ("35", "too many calls: 429 and when to come back", "rest",
     ("too_many_calls_are_told_when_to_come_back",)),
    ("35", "one who asks too much does not slow the others", "checklist",
     ("one_who_asks_too_much_leaves_the_others_alone",)),
    ("36", "WebSockets need a token, host and origin", "sockets",
     ("without_a_valid_token_there_is_no_upgrade",)),
    ("36", "nor can one token take all of them", "sockets",
     ("one_token_cannot_take_all_connections",)),
    ("36", "nor all event streams", "rest", ("one_token_cannot_take_all_event_streams",)),
    ("37", "broken frames", "sockets", ("broken_frames_end_only_their_connection",)),
    ("38", "a client that does not read", "sockets",
     ("a_listener_that_does_not_read_is_dropped_and_nobody_waits",)),
    ("39", "a taken port, and an impostor on ours", "service",
     ("a_taken_port_is_passed_over", "an_impostor_never_sees_the_token")),
    ("40", "another user of the machine", "checklist", ("another_user_of_the_machine_is_shut_out",)),
    ("41", "addresses of files that lead elsewhere", "rest",
     ("nothing_but_listed_files_is_found", "a_link_in_the_folder_is_not_followed")),
    ("42", "pages among the files", "rest", ("a_page_among_the_files_is_no_page",)),
    ("42", "the service's own page", "docs_page",
     ("the_page_loads_nothing_from_outside_and_runs_no_inline_script",)),
    ("43", "something that breaks shows nothing of its insides", "service",
     ("something_broken_is_told_without_its_insides",)),
    ("44", "code needs its own scope", "service",
     ("a_scope_that_the_token_lacks_is_forbidden",)),
    ("44", "no operation runs a text as it comes", "../../security/service",
     ("no_operation_runs_a_text_as_it_comes",
      "a_hostile_script_does_nothing_and_is_shown_in_the_audit_log",
      "code_is_refused_to_a_token_without_the_scope_for_it",
      "a_token_that_reads_changes_nothing")),
    ("45", "keys in texts and records", "../providers/scrub", ("what_is_named_like_a_secret_goes",)),
    ("45", "a key in use, over the wire", "../../security/service",
     ("a_key_is_in_no_answer_event_error_log_or_file",)),
    ("46", "a provider at an address that hands out secrets", "../../security/service",
     ("a_provider_at_an_address_of_the_clouds_insides_is_never_asked",)),
    ("46", "a provider that redirects", "../providers/openai_errors",
     ("a_redirect_is_not_followed_and_the_key_not_handed_on",)),
    ("47", "random garbage", "fuzz",
     ("mutated_http_requests_break_nothing",
      "mutated_messages_over_a_websocket_are_answered_or_refused")),
    ("48", "stopping while calls wait", "service",
     ("stop_answers_who_waits_and_leaves_no_thread_file_or_port",)),
    ("48", "files are loaded and steps undone while calls wait", "../../blender/service_scene",
     ("calls_are_answered_while_files_are_loaded_and_steps_undone",
      "who_waits_for_the_scene_is_told_when_the_service_stops")),
    ("48", "Blender ends while calls wait", "../../e2e/serve_ends",
     ("a_serving_blender_that_is_ended_answers_who_waits",)),
)  # fmt: skip


@lru_cache
def names_in(file: str) -> frozenset[str]:
    """The tests of a file."""
    folder, _, stem = file.rpartition("/")
    path = TESTS / HERE / folder / f"test_{stem}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(
    ("file", "name"), [(file, name) for _, _, file, names in CHECKLIST for name in names]
)
def test_each_point_has_its_test(file: str, name: str) -> None:
    assert f"test_{name}" in names_in(file)


def test_no_point_of_the_list_is_left_out() -> None:
    covered: set[int] = set()
    for points, *_ in CHECKLIST:
        first, _, last = points.partition("-")
        covered |= set(range(int(first), int(last or first) + 1))
    assert covered == set(range(1, 49))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_token_is_in_no_process_list(service: Service, client: Client) -> None:
    client.call("system.version")
    for name in ("cmdline", "environ"):
        assert service.token.encode() not in Path(f"/proc/{os.getpid()}/{name}").read_bytes()


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another user"
)
def test_another_user_of_the_machine_is_shut_out(service: Service, runtime_folder: Path) -> None:
    (path,) = runtime_folder.glob("*.json")
    probe = (
        "import encodings.idna, os, socket, sys\n"
        "s = socket.socket()\n"
        "os.setuid(65534)\n"
        "try:\n    open(sys.argv[1]).read()\n"
        "except PermissionError:\n    print('file closed')\n"
        "s.connect(('127.0.0.1', int(sys.argv[2])))\n"
        "s.sendall(b'POST /rpc HTTP/1.1\\r\\nHost: 127.0.0.1:%s\\r\\n"
        "Content-Length: 0\\r\\n\\r\\n' % sys.argv[2].encode())\n"
        "print(s.recv(100).split()[1].decode())\n"
    )
    command = [sys.executable, "-I", "-c", probe, str(path), str(service.port)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert ended.stdout.split("\n")[:2] == ["file closed", "401"], ended.stderr


def test_one_who_asks_too_much_leaves_the_others_alone(app: Any) -> None:
    service = Service(app, limits=Limits(calls_per_second=20))
    service.start()
    try:
        calm = service.tokens.issue(TokenIssueRequest(client="calm")).secret
        with Client(service.url, service.token) as greedy, Client(service.url, calm) as other:
            refused = 0
            took: list[float] = []
            for number in range(60):
                try:
                    greedy.call("system.version")
                except RateLimited as error:
                    refused += error.data["retry_after"] > 0
                if number % 5 == 0:
                    began = time.perf_counter()
                    other.call("system.version")
                    took.append(time.perf_counter() - began)
            assert refused > 20
            assert statistics.median(took) < 0.05
    finally:
        service.stop()
