# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command: what people type, what they see, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ll3m.bridge.cli.main import main
from ll3m.bridge.contract import ERRORS, OPERATIONS
from ll3m.bridge.contract.asset import Asset, AssetList
from ll3m.bridge.contract.errors import LimitHit, NotUnderstood, ScriptFailed
from ll3m.bridge.contract.system import HealthItem
from ll3m.bridge.server import Service
from ll3m.bridge.version import VERSION

HERE = Path(__file__).parent


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(app: Any, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, with the small app as the product behind it."""

    def execute(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(lambda: app, arguments=list(arguments))
        seen = capsys.readouterr()
        return Ran(int(ended.value.code or 0), seen.out, seen.err)

    return execute


@pytest.fixture
def finished(app: Any) -> Iterator[None]:
    """End each job right after it was asked for."""
    make = app._asset_generate

    def generate(request: Any) -> Any:
        job = make(request)
        app.emit(job.id, "stage", stage="code")
        app.emit(job.id, "stage", stage="trial")
        app.finish(job.id, "done")
        return job

    app._asset_generate = generate
    yield
    app._asset_generate = make


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "chair.py"
    path.write_text("import bpy\n")
    return path


# ---------------------------------------------------------------- the tree


def test_help_names_every_noun(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for noun in {row.noun for row in OPERATIONS.values()}:
        assert f"\n  {noun} " in ran.out


@pytest.mark.parametrize("name", list(OPERATIONS))
def test_every_operation_is_a_command_of_its_name(run: Run, name: str) -> None:
    row = OPERATIONS[name]
    ran = run(row.noun, row.verb.replace("_", "-"), "--help")
    assert ran.code == 0
    assert f"Usage: ll3m {row.noun} {row.verb.replace('_', '-')}" in ran.out


def test_without_a_command_the_help_is_shown_and_it_counts_as_misuse(run: Run) -> None:
    for arguments in ((), ("asset",)):
        ran = run(*arguments)
        assert ran.code == 2
        assert "Usage: ll3m" in ran.err


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("assat",), "Did you mean 'asset'?"),
        (("asset", "genrate"), "Did you mean 'generate'?"),
        (("asset", "generate"), "Missing argument 'PROMPT'"),
        (("asset", "list", "--nonsense"), "No such option"),
        (("asset", "list", "--limit", "many"), "not a valid integer"),
        (("asset", "generate", "x", "--quality", "best"), "'draft', 'standard', 'high'"),
        (("asset", "generate", "x", "--metadata", "{"), "is not JSON"),
        (("--local", "--instance", "1", "system", "version"), "exclude each other"),
    ],
)
def test_misuse_is_one_sentence_and_exit_code_2(
    run: Run, arguments: tuple[str, ...], hint: str
) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert hint in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_misuse_with_json_is_the_wire_form_on_stdout(run: Run) -> None:
    ran = run("--json", "asset", "list", "--limit", "many")
    assert ran.code == 2
    assert ran.json["code"] == "invalid_request"
    assert ran.err == ""


# ---------------------------------------------------------------- results and errors


def test_results_are_shown_for_people_or_machines(run: Run) -> None:
    assert "1.2.3" in run("system", "version").out
    for arguments in (("--json", "system", "version"), ("system", "version", "--json")):
        assert run(*arguments).json["pid"] == os.getpid()


def test_the_product_is_closed_at_the_end(run: Run, app: Any) -> None:
    run("system", "version")
    assert app.closed


def test_help_does_not_open_the_product(run: Run, app: Any) -> None:
    run("system", "version", "--help")
    assert not app.closed
    assert app.calls == []


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_each_error_ends_with_its_exit_code_and_advice(run: Run, app: Any, code: str) -> None:
    def fail(request: Any) -> Any:
        raise ERRORS[code]("It did not work.", field=1)

    app._system_health = fail
    ran = run("system", "health")
    assert ran.code == ERRORS[code].exit_code != 0
    assert "It did not work." in ran.err
    assert ERRORS[code].default_advice.split()[0] in ran.err
    assert ran.out == ""
    assert (
        run("system", "health", "--json").json
        == ERRORS[code]("It did not work.", field=1).to_wire()
    )


def test_something_broken_is_a_sentence_with_no_traceback(run: Run) -> None:
    ran = run("scene", "info")
    assert ran.code == 1
    assert ran.err.startswith("✗ Something inside LL3M broke")
    assert "Traceback" not in ran.err


def test_the_details_of_something_broken_are_in_the_log_file_only(tmp_path: Path) -> None:
    program = (
        "from ll3m.bridge.cli.main import main\n"
        "def broken(): raise ZeroDivisionError('inside')\n"
        "main(broken, arguments=['--local', 'system', 'version'])\n"
    )
    path = tmp_path / "folder" / "ll3m.log"
    ended = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "LL3M_LOG": str(path)},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 1
    assert str(path) in ended.stderr.replace("\n", "")
    assert "Traceback" not in ended.stderr + ended.stdout
    assert "ZeroDivisionError: inside" in path.read_text(encoding="utf-8")


def test_what_people_typed_is_never_read_as_markup(run: Run, app: Any, finished: None) -> None:
    ran = run("asset", "generate", "[red]a chair[/red] [link=x]")
    assert "[red]a chair[/red] [link=x]" in ran.out


# ---------------------------------------------------------------- jobs


def test_generate_follows_its_job_stage_by_stage(run: Run, finished: None) -> None:
    ran = run("asset", "generate", "a chair")
    assert ran.code == 0
    assert "done" in ran.out
    assert ran.err.splitlines() == ["code …", "trial …"]
    assert run("asset", "generate", "a chair", "--json").json["state"] == "done"


def test_options_become_the_request(run: Run, app: Any, finished: None) -> None:
    seen: list[Any] = []
    make = app._asset_generate
    app._asset_generate = lambda request: (seen.append(request), make(request))[1]
    run(
        "asset", "generate", "a chair", "-q", "high", "-f", "glb,obj", "--formats", "stl",
        "--sheet", "--preview", "0", "--budget", "0.5", "--metadata", '{"a": [1]}', "-t", "x, y",
    )  # fmt: skip
    request = seen[0]
    assert (request.prompt, request.quality) == ("a chair", "high")
    assert request.formats == ["glb", "obj", "stl"]
    assert (request.sheet, request.preview, request.budget) == (True, 0, 0.5)
    assert (request.metadata, request.tags) == ({"a": [1]}, ["x", "y"])


def test_a_failed_job_ends_as_its_error(run: Run, app: Any) -> None:
    def generate(request: Any) -> Any:
        job = type(app)._asset_generate(app, request)
        app.finish(job.id, "failed")
        error = NotUnderstood("I do not know what that is.").to_wire()
        app.jobs[job.id] = app.jobs[job.id].model_validate(
            app.jobs[job.id].model_dump() | {"error": error}
        )
        return job

    app._asset_generate = generate
    ran = run("asset", "generate", "a qux")
    assert ran.code == NotUnderstood.exit_code
    assert "I do not know what that is." in ran.err
    wire = run("asset", "generate", "a qux", "--json").json
    assert (wire["code"], wire["data"]["job_id"]) == ("not_understood", "j_" + "1".zfill(16))


def test_no_wait_needs_an_instance_to_go_on_in(run: Run, service: Service, app: Any) -> None:
    ran = run("--local", "asset", "generate", "a chair", "--no-wait")
    assert ran.code == 2
    assert "ll3m serve" in ran.err
    assert app.jobs == {}
    ran = run("asset", "generate", "a chair", "--no-wait", "--json")
    assert (ran.code, ran.json["state"]) == (0, "running")


# ---------------------------------------------------------------- instances


def test_a_running_instance_answers_before_this_process(
    run: Run, service: Service, app: Any
) -> None:
    run("system", "version")
    run("--local", "system", "version")
    run("--instance", str(os.getpid()), "system", "version")
    assert [caller.face for _, caller in app.calls] == ["rpc", "cli", "rpc"]
    assert [each["name"] for each in service.clients()] == ["ll3m-cli"]


def test_a_named_instance_that_is_not_there_is_said(run: Run, app: Any) -> None:
    ran = run("--instance", "1", "system", "version")
    assert ran.code == 2
    assert "No running instance" in ran.err
    assert app.calls == []


def test_the_running_instances_are_listed(run: Run, service: Service) -> None:
    ran = run("instance", "list")
    assert service.url in ran.out
    ran = run("instance", "list", "--json")
    assert [each["url"] for each in ran.json["instances"]] == [service.url]
    assert service.token not in ran.out


def test_a_shell_gets_address_and_token(run: Run, service: Service) -> None:
    lines = run("instance", "env").out.splitlines()
    assert lines == [f"export LL3M_URL={service.url}", f"export LL3M_TOKEN={service.token}"]


def speak_as(app: Any, version: str) -> None:
    """Let the app say that it is of this version."""
    own = type(app)._system_version
    app._system_version = lambda request: own(app, request).model_copy(update={"version": version})


def test_the_doctor_finds_nothing_wrong_where_nothing_is(
    run: Run, service: Service, app: Any
) -> None:
    speak_as(app, VERSION)
    ran = run("doctor")
    assert ran.code == 0
    assert service.url in ran.out
    found = run("doctor", "--json").json
    assert found["ok"] is True
    assert [each["name"] for each in found["items"]][:2] == ["command", "runtime folder"]


def test_the_doctor_names_faults_and_what_to_do(
    run: Run, service: Service, app: Any, runtime_folder: Path
) -> None:
    speak_as(app, "0.0.1")
    ran = run("doctor", "--json")
    assert ran.code == 1
    (old,) = (each for each in ran.json["items"] if not each["ok"])
    assert "0.0.1" in old["what"]
    assert "Update" in old["advice"]
    speak_as(app, VERSION)
    runtime_folder.chmod(0o755)
    (folder,) = (each for each in run("doctor", "--json").json["items"] if not each["ok"])
    assert "chmod 700" in folder["advice"]


def test_the_doctor_sees_an_instance_that_does_not_answer(
    run: Run, service: Service, app: Any, runtime_folder: Path
) -> None:
    speak_as(app, VERSION)
    (path,) = runtime_folder.glob("*.json")
    facts = json.loads(path.read_text())
    path.write_text(json.dumps(facts | {"token": "of another instance"}))
    (wrong,) = (each for each in run("doctor", "--json").json["items"] if not each["ok"])
    assert "is not the instance" in wrong["what"]


def test_the_doctor_says_which_of_two_instances_commands_ask(
    run: Run, service: Service, app: Any
) -> None:
    speak_as(app, VERSION)
    second = Service(app, instance_info={"version": VERSION})
    second.start()
    try:
        found = run("doctor", "--json").json["items"]
    finally:
        second.stop()
    (told,) = (each for each in found if each["name"] == "instances")
    assert told["what"].startswith("2 run")
    assert "--instance" in told["advice"]
    assert service.running


def test_the_doctor_sees_that_nobody_listens_on_the_port(
    run: Run, service: Service, app: Any, runtime_folder: Path
) -> None:
    (path,) = runtime_folder.glob("*.json")
    facts = json.loads(path.read_text())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    path.write_text(json.dumps(facts | {"port": port, "url": f"http://127.0.0.1:{port}"}))
    (wrong,) = (each for each in run("doctor", "--json").json["items"] if not each["ok"])
    assert "can't be reached" in wrong["what"]
    assert wrong["advice"]


def test_the_doctor_hands_on_that_there_is_no_blender(run: Run, service: Service, app: Any) -> None:
    speak_as(app, VERSION)
    own = app._system_health
    jail = HealthItem(name="jail", ok=False, what="No Blender was found.", advice="Install it.")
    app._system_health = lambda request: own(request).model_copy(
        update={"ok": False, "items": [jail]}
    )
    missing = [each for each in run("doctor", "--json").json["items"] if not each["ok"]]
    told = {(each["what"], each["advice"]) for each in missing}
    assert told == {("No Blender was found.", "Install it.")}  # the instance and this process


def test_an_instance_is_named_by_process_file_or_project(run: Run, app: Any) -> None:
    made = [
        Service(app, instance_info={"file": "/a/room.blend", "project": "city"}),
        Service(app, instance_info={"project": "forest"}),
    ]
    for each in made:
        each.start()
    try:
        for named, wanted in (("room.blend", 0), ("city", 0), ("forest", 1), (str(os.getpid()), 1)):
            assert made[wanted].url in run("--instance", named, "instance", "env").out
            assert run("--instance", named, "system", "version").code == 0
        ran = run("--instance", "sea", "system", "version")
        assert ran.code == 2
        assert "for the project 'sea'" in ran.err
        listed = run("instance", "list", "--json").json["instances"]
        assert [each["project"] for each in listed] == ["forest", "city"]
    finally:
        for each in made:
            each.stop()


def test_serve_hands_on_its_options(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []

    def serve(arguments: list[str], blender: str) -> int:
        asked.append((arguments, blender))
        return 3

    with pytest.raises(SystemExit) as ended:
        main(None, serve, ["--json", "serve", "--blender", "/opt/b", "--port", "5"])
    assert ended.value.code == 3
    assert asked == [(["--host", "127.0.0.1", "--port", "5", "--json"], "/opt/b")]


# ---------------------------------------------------------------- assets by name


@pytest.fixture
def shelf(app: Any) -> list[Asset]:
    stamp = "2026-01-01T00:00:00Z"
    assets = [
        Asset(
            id=f"a_{name[0].lower() * 16}", name=name, kind="python_model", prompt=name, created_at=stamp,
            updated_at=stamp, current=1, versions=1, folder="/x",
        )
        for name in ("chair", "table", "Chair", "bench")
    ]  # fmt: skip
    assets[2] = assets[2].model_copy(update={"id": "a_cc00000000000000"})
    app._asset_list = lambda request: AssetList(assets=assets)
    app._asset_get = lambda request: next(each for each in assets if each.id == request.asset_id)
    return assets


@pytest.mark.parametrize("given", ["table", "TABLE", "a_tt", "a_tttttttttttttttt"])
def test_an_asset_may_be_named_by_id_beginning_or_name(
    run: Run, shelf: list[Asset], given: str
) -> None:
    assert run("asset", "get", given, "--json").json["name"] == "table"


def test_names_that_fit_several_or_none_are_said(run: Run, shelf: list[Asset]) -> None:
    ran = run("asset", "get", "chair")
    assert ran.code == 2
    assert "any of 2 assets" in ran.err
    ran = run("asset", "get", "sofa")
    assert ran.code == 2
    assert "No asset has the id or name 'sofa'" in ran.err


# ---------------------------------------------------------------- code


def test_code_check_exits_by_its_verdict(run: Run, script: Path) -> None:
    ran = run("code", "check", str(script))
    assert (ran.code, "accepted" in ran.out) == (0, True)
    script.write_text("import os\n")
    ran = run("code", "check", str(script))
    assert ran.code == 1
    assert "import.module" in ran.out
    ran = run("code", "check", str(script), "--json")
    assert (ran.code, ran.json["accepted"]) == (1, False)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00\x01", None])
@pytest.mark.parametrize("verb", ["check", "run"])
def test_an_unusable_file_is_exit_code_2(
    run: Run, tmp_path: Path, content: bytes | None, verb: str
) -> None:
    path = tmp_path / "x.py"
    if content is not None:
        path.write_bytes(content)
    ran = run("code", verb, str(path))
    assert ran.code == 2
    assert ran.err.startswith("✗ ")
    assert run("code", verb, str(path), "--json").json["code"] == "invalid_request"


def test_code_run_leaves_script_model_and_facts(
    run: Run, app: Any, script: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "model.blend").write_bytes(b"BLENDER")
    small_run = app._code_run

    def code_run(request: Any) -> Any:
        assert request.keep
        assert request.limits.seconds == 5
        return small_run(request).model_copy(update={"folder": str(kept)})

    app._code_run = code_run
    out = tmp_path / "deep" / "out"
    ran = run("code", "run", str(script), "--out", str(out), "--limits-seconds", "5")
    assert ran.code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "model.blend",
        "result.json",
        "script.py",
    ]
    assert (out / "model.blend").read_bytes() == b"BLENDER"
    assert json.loads((out / "result.json").read_text())["facts"]["faces"] == 6
    assert "faces" in ran.out


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ScriptFailed("It raised.", traceback="Traceback\n  line 3\nValueError: x", line=3), 3),
        (LimitHit("It took too long.", limit="seconds"), 4),
    ],
)
def test_code_run_exits_by_what_went_wrong(
    run: Run, app: Any, script: Path, tmp_path: Path, error: Any, code: int
) -> None:
    def code_run(request: Any) -> Any:
        raise error

    app._code_run = code_run
    ran = run("code", "run", str(script), "--out", str(tmp_path / "out"))
    assert ran.code == code
    assert error.message in ran.err
    assert error.data.get("traceback", "") in ran.err
    wire = json.loads((tmp_path / "out" / "result.json").read_text())["error"]
    assert wire == error.to_wire()


def test_a_refused_script_is_exit_code_1_with_its_findings(run: Run, script: Path) -> None:
    script.write_text("import os\n")
    ran = run("code", "run", str(script))
    assert ran.code == 1
    assert "import.module" in ran.err
    assert run("code", "run", str(script), "--json").json["data"]["findings"][0]["line"] == 1


def test_an_out_folder_that_cannot_be_is_said(run: Run, script: Path) -> None:
    ran = run("code", "run", str(script), "--out", str(script / "x"))
    assert ran.code == 2
    assert "can't be used" in ran.err


# ---------------------------------------------------------------- as a process

PROGRAM = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from small import SmallApp
from ll3m.bridge.cli.main import main
main(SmallApp)
"""


def process(*arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_cancels_the_job_of_an_instance_and_exits_130(
    service: Service, app: Any, until: Any, number: int
) -> None:
    running = process("asset", "generate", "a chair")
    try:
        assert until(lambda: bool(app.jobs) and len(app.calls) >= 2, 20)
        running.send_signal(number)
        _, err = running.communicate(timeout=10)
    finally:
        running.kill()
    assert running.returncode == 130
    assert "Cancelled." in err
    assert "Traceback" not in err
    assert [job.state for job in app.jobs.values()] == ["cancelled"]


def test_a_closed_pipe_ends_it_quietly() -> None:
    running = process("--json", "system", "version")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    running.wait(20)
    assert running.stderr.read() == ""
    running.stderr.close()
    assert running.stdin is not None
    running.stdin.close()


def test_a_script_may_come_from_standard_input() -> None:
    running = process("code", "check", "-", "--json")
    out, err = running.communicate("import os\n", timeout=20)
    assert (running.returncode, json.loads(out)["accepted"], err) == (1, False, "")


def test_help_comes_quickly_and_loads_nothing_heavy() -> None:
    """Counted in modules, not in seconds: a busy machine must not fail this."""
    code = (
        "import sys\nfrom ll3m.bridge.cli.main import main\n"
        "try: main(arguments=['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('rich', 'starlette', 'uvicorn', 'asyncio', 'http.client', 'bpy',"
        " 'requests', 'sqlite3') if m in sys.modules])"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - began < 20


def test_no_thread_is_left_by_a_command(run: Run, service: Service, until: Any) -> None:
    before = threading.active_count()
    run("system", "version")
    assert until(lambda: threading.active_count() <= before + 1)
