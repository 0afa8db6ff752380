# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtime files: who is found, who is not, and who may read them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge import discovery
from ll3m.bridge.client import Client
from ll3m.bridge.contract.errors import HostError, NotFound
from ll3m.bridge.discovery import Instance, choose, instances, publish
from ll3m.bridge.server import Service

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def instance(pid: int | None = None, port: int = 1000, **facts: Any) -> Instance:
    pid = os.getpid() if pid is None else pid
    return Instance(pid=pid, port=port, token="t", url=f"http://127.0.0.1:{port}", **facts)


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-S", "-c", ""])
    process.wait()
    return process.pid


def test_two_instances_are_found_newest_first(app: Any) -> None:
    first, second = Service(app, instance_info={"file": "/a/x.blend"}), Service(app)
    first.start()
    second.start()
    try:
        assert [each.port for each in instances()] == [second.port, first.port]
        with Client.connect() as client:
            assert client.url == second.url
        with Client.connect(file="x.blend") as client:
            assert client.url == first.url
            assert client.call("system.version")
        second.publish(file="/b/y.blend")
        assert choose(file="/b/y.blend").port == second.port
    finally:
        first.stop()
        second.stop()
    assert instances() == []


def test_an_instance_is_chosen_by_its_project(app: Any) -> None:
    """An instance that names none works on the default project; the newest of several is taken."""
    named = [{"project": "city"}, {"project": "forest"}, {}, {"project": "city"}]
    services = [Service(app, instance_info=info) for info in named]
    for each in services:
        each.start()
    old_city, forest, plain, city = services
    try:
        for project, wanted in (("city", city), ("forest", forest), ("default", plain)):
            assert choose(project=project).port == wanted.port
            with Client.connect(project=project) as client:
                assert client.url == wanted.url
                assert client.call("system.version")
        city.stop()
        assert choose(project="city").port == old_city.port
        with pytest.raises(NotFound, match="for the project 'sea'") as caught:
            Client.connect(project="sea")
        assert {each["project"] for each in caught.value.data["instances"]} >= {"city", "forest"}
    finally:
        for each in services:
            each.stop()


def test_nothing_running_is_said_with_advice() -> None:
    with pytest.raises(NotFound, match="No running instance"):
        choose()
    publish(instance(file="/a/x.blend"))
    with pytest.raises(NotFound, match="process number 1 ") as caught:
        choose(pid=1, file="z.blend")
    (told,) = caught.value.data["instances"]
    assert (told["pid"], told["file"]) == (os.getpid(), "/a/x.blend")


def test_files_of_dead_processes_are_removed() -> None:
    path = publish(instance(ended_process()))
    kept = publish(instance())
    assert [each.pid for each in instances()] == [os.getpid()]
    assert not path.exists()
    assert kept.exists()


@posix
@pytest.mark.parametrize("mode", [0o604, 0o620, 0o666])
def test_a_file_that_others_can_touch_is_ignored(mode: int, caplog: Any) -> None:
    publish(instance()).chmod(mode)
    assert instances() == []
    assert "others can read or write it" in caplog.text


@posix
def test_a_link_to_somewhere_else_is_ignored(runtime_folder: Path, tmp_path: Path) -> None:
    path = publish(instance())
    elsewhere = tmp_path / "elsewhere.json"
    path.rename(elsewhere)
    (runtime_folder / "1-1.json").symlink_to(elsewhere)
    assert instances() == []


@posix
def test_an_open_folder_is_closed_before_a_token_is_written(runtime_folder: Path) -> None:
    runtime_folder.mkdir(mode=0o777)
    runtime_folder.chmod(0o777)
    assert instances() == []
    publish(instance())
    assert runtime_folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"pid": "x"}', '{"pid": 1, "port": 2}', "\xff", '{"pid": []}']
)
def test_broken_files_are_passed_over(runtime_folder: Path, text: str) -> None:
    publish(instance())
    broken = runtime_folder / "0-0.json"
    broken.touch(0o600)
    broken.write_text(text, encoding="latin-1")
    assert [each.pid for each in instances()] == [os.getpid()]


def test_unknown_members_of_a_newer_version_do_no_harm() -> None:
    path = publish(instance())
    path.write_text(json.dumps(json.loads(path.read_text()) | {"news": 1}))
    assert len(instances()) == 1


def test_a_folder_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LL3M_RUNTIME_DIR", str(tmp_path / "file" / "x"))
    with pytest.raises(HostError, match="can't be written"):
        publish(instance())


def test_the_token_is_not_in_an_instances_repr() -> None:
    assert "token" not in repr(instance())


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Linux folders")
def test_the_usual_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LL3M_RUNTIME_DIR")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert discovery.runtime_folder() == tmp_path / "ll3m"
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert discovery.runtime_folder() in (
        Path(f"/run/user/{os.getuid()}/ll3m"),
        tmp_path / "cache" / "ll3m" / "run",
    )
