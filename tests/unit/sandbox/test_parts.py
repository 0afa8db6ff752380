# SPDX-License-Identifier: GPL-3.0-or-later
"""The small parts of the jail's parent side: messages, answers, files, commands, walls."""

from __future__ import annotations

import ast
import ctypes
import io
import os
import stat
import struct
import sys
from pathlib import Path

import pytest
from ll3m.bridge.contract.code import Limits
from ll3m.bridge.contract.errors import HostError, LimitHit, ScriptFailed
from ll3m.ll3m_addon.sandbox import answers, policy, spare_walls, takeover, verdicts
from ll3m.ll3m_addon.sandbox.blender_command import JAIL_MAIN, find_command
from ll3m.ll3m_addon.sandbox.fold import fold
from ll3m.ll3m_addon.sandbox.runner import Ended, clean_environment, isolation_of
from ll3m.ll3m_addon.sandbox.wire import WireError, read_message, write_message

LIMITS = Limits()


def test_a_message_comes_back_as_it_was_sent() -> None:
    stream = io.BytesIO()
    write_message(stream, {"text": "größe\n", "n": [1, None]})
    stream.seek(0)
    assert read_message(stream, 1000) == {"text": "größe\n", "n": [1, None]}


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x00", struct.pack("!I", 5) + b"{}", struct.pack("!I", 2**31), struct.pack("!I", 2) + b"[]",
     struct.pack("!I", 3) + b"nul", struct.pack("!I", 40_000) + b"[" * 40_000],
)  # fmt: skip
def test_what_is_no_whole_message_is_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        read_message(io.BytesIO(data), 100_000)


@pytest.mark.parametrize(
    "answer",
    [None, {"ok": "yes"}, {"ok": True, "evil": 1}, {"ok": True, "seconds": -1}, {"limit": "memory"},
     {"ok": True, "output": "x" * 20_000}, {"ok": True, "seconds": float("nan")},
     {"failed": {"type": "E", "message": "m", "line": -1, "traceback": ""}},
     {"ok": True, "files": ["x"] * 101}],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_not_believed(answer: dict[str, object] | None) -> None:
    with pytest.raises(HostError):
        answers.trial(answer)


def test_what_the_script_raised_becomes_an_error_with_its_line() -> None:
    failed = {"type": "ValueError", "message": "no", "line": 7, "traceback": "T"}
    with pytest.raises(ScriptFailed) as caught:
        answers.raise_for(answers.trial({"failed": failed}), LIMITS, Ended(None))
    assert caught.value.data["line"] == 7
    assert "in line 7" in caught.value.message


def test_running_out_of_memory_is_named_as_the_limit() -> None:
    failed = {"type": "MemoryError", "message": "", "line": 1, "traceback": ""}
    with pytest.raises(LimitHit) as caught:
        answers.raise_for(answers.trial({"failed": failed}), LIMITS, Ended(None))
    assert caught.value.data["limit"] == "memory"


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "a/../../b", ".hidden", "a//b", "a/b/c", "", "a\n", "x" * 200]
)
def test_a_file_with_an_odd_name_is_not_taken(tmp_path: Path, name: str) -> None:
    with pytest.raises(HostError):
        takeover.take(tmp_path, tmp_path / "to", name, 100)


def test_only_plain_files_are_taken(tmp_path: Path) -> None:
    inside, out = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    (tmp_path / "secret").write_text("s")
    (inside / "link").symlink_to(tmp_path / "secret")
    os.link(tmp_path / "secret", inside / "hard")
    (inside / "folder").symlink_to(tmp_path)
    (inside / "dir").mkdir()
    for name in ("link", "hard", "folder/secret", "dir", "missing"):
        with pytest.raises(HostError):
            takeover.take(inside, out, name, 100)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inside / "pipe")
        with pytest.raises(HostError):
            takeover.take(inside, out, "pipe", 100)
    assert not out.exists() or not list(out.iterdir())


def test_a_file_is_moved_and_a_large_one_is_not(tmp_path: Path) -> None:
    inside, out = tmp_path / "in", tmp_path / "out"
    (inside / "textures").mkdir(parents=True)
    (inside / "textures" / "a.png").write_bytes(b"x" * 50)
    (inside / "big").write_bytes(b"x" * 200)
    taken = takeover.take(inside, out, "textures/a.png", 100)
    assert taken == out / "textures" / "a.png"
    assert stat.S_IMODE(taken.stat().st_mode) & 0o111 == 0
    with pytest.raises(LimitHit):
        takeover.take(inside, out, "big", 100)


def test_a_named_python_and_a_named_program_start_differently(tmp_path: Path) -> None:
    program = tmp_path / "blender"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_command(str(program))[1] == "-b"
    assert find_command("", str(program))[0] == str(program)
    python = find_command(sys.executable)
    assert python[1] == "-I"
    assert str(JAIL_MAIN) in python
    assert JAIL_MAIN.is_file()


def test_a_blender_that_is_not_there_is_an_error_with_advice() -> None:
    with pytest.raises(HostError) as caught:
        find_command("/nowhere/blender")
    assert "blender" in caught.value.advice


def test_a_jailed_blender_is_started_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("LL3M_TOKEN", "t")
    kept = clean_environment()
    assert not {"OPENAI_API_KEY", "LL3M_TOKEN"} & set(kept)
    assert not Path(kept["BLENDER_USER_RESOURCES"]).exists()


def test_isolation_is_full_only_where_every_wall_holds() -> None:
    every: dict[str, bool] = dict.fromkeys(
        ("read", "write", "network", "process", "program", "signal", "mode", "work"), True
    )
    assert isolation_of(every) == "full"
    assert isolation_of(every | {"read": False}) == "limited"
    assert isolation_of({}) == "none"


def test_the_macos_profile_names_the_folder_and_denies_the_network(tmp_path: Path) -> None:
    profile = spare_walls.macos_profile(
        "/Applications/B.app/Contents/MacOS/B", tmp_path, Path("/Users/me")
    )
    lines = profile.splitlines()
    assert lines[:2] == ["(version 1)", "(allow default)"]
    for denied in (
        "network*", "process-fork", "process-exec*", "file-write*", "signal", "lsopen",
        "appleevent-send", "job-creation",
    ):  # fmt: skip
        assert f"(deny {denied})" in lines
    assert f'(allow file-write* (subpath "{tmp_path}") (literal "/dev/null"))' in lines
    # of rules that fit, the last counts: what is allowed stands after what is denied
    assert lines.index('(deny file-read* (subpath "/Users/me"))') < next(
        number for number, line in enumerate(lines) if line.startswith("(allow file-read* ")
    )
    assert '(subpath "/Applications/B.app/Contents")' in profile
    assert profile.count("(") == profile.count(")")


def test_a_path_can_not_write_rules_of_its_own(tmp_path: Path) -> None:
    odd = tmp_path / 'a") (subpath "'
    profile = spare_walls.macos_profile("/b/c/d", odd, Path("/Users/me"))
    assert 'a\\") (subpath \\"' in profile
    assert '(subpath "")' not in profile


def test_an_environment_of_pythons_own_stays_readable(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    python = tmp_path / "bin" / "python"
    python.symlink_to(sys.executable)
    profile = spare_walls.macos_profile(str(python), tmp_path / "x", tmp_path)
    assert f'(subpath "{tmp_path}")' in profile.splitlines()[10]
    assert f'(literal "{Path(sys.executable).resolve()}")' in profile


def test_the_job_objects_limits_lie_where_windows_reads_them() -> None:
    limits = spare_walls._JobLimits
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION on 64-bit Windows (winnt.h)
    assert ctypes.sizeof(limits) == 144
    assert [limits.flags.offset, limits.active_processes.offset] == [16, 40]
    assert [limits.process_memory.offset, limits.job_memory.offset] == [112, 120]
    assert spare_walls._JOB_FLAGS == 0x2508


def test_a_command_is_wrapped_on_macos_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    command = ["/b/c/d", "--once", "x"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert spare_walls.wrap(command, tmp_path) == command
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "exists", lambda _: True)
    wrapped = spare_walls.wrap(command, tmp_path)
    assert wrapped[:2] == ["/usr/bin/sandbox-exec", "-p"]
    assert wrapped[3:] == command


@pytest.mark.parametrize(
    ("expression", "text"),
    [("'a' + 'b'", "ab"), ("''.join(['a', 'b'])", "ab"), ("'ab'[::-1]", "ba"), ("chr(95) * 2", "__"),
     ("f'{\"a\"}b'", "ab"), ("x", None), ("'a' * 10 ** 9", None), ("f(1)", None), ("'a' + x", None)],
)  # fmt: skip
def test_texts_of_constants_are_worked_out(expression: str, text: str | None) -> None:
    assert fold(ast.parse(expression, mode="eval").body) == text


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [("frame / 24", True), ("sin(frame) * 2", True), ("var if var > 0.5 else 1.0", True), ("1.5", True),
     ("__import__('os')", False), ("bpy.data", False), ("a.b", False), ("f(1)", False),
     ("[x for x in y]", False), ("'text'", False), ("x\n.y", False), (5, False)],
)  # fmt: skip
def test_drivers_hold_plain_arithmetic_only(expression: object, allowed: bool) -> None:
    assert verdicts.driver_allowed(expression) is allowed


def test_every_operator_group_that_is_ignored_or_allowed_is_spelled_once() -> None:
    for group, patterns in policy.IGNORED_OPERATORS.items():
        assert patterns == () or all(patterns), group
    assert verdicts.operator_verdict("mesh", "primitive_cube_add") == "allowed"
    assert verdicts.operator_verdict("wm", "url_open") == "refused"
    assert verdicts.operator_verdict("object", "bake") == "ignored"
    assert verdicts.operator_verdict("object", "load_background_image") == "refused"
    assert verdicts.operator_verdict("nothing", "x") == "refused"


def test_what_a_module_offers_is_never_a_name_that_is_denied() -> None:
    offered = {name for names in policy.MODULES.values() for name in names}
    assert not {name for name in offered if verdicts.attribute_rule(name)}
