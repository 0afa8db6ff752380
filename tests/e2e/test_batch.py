# SPDX-License-Identifier: GPL-3.0-or-later
"""The batch and the demo as a user starts them: files, exit codes, resume, interruption."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
needs_bpy = pytest.mark.skipif(
    importlib.util.find_spec("bpy") is None, reason="needs Blender as a module"
)


def batch(folder: Path, prompts: str, *more: str, name: str = "p.jsonl") -> Any:
    """Run the batch to its end over a file with this text."""
    (folder / name).write_text(prompts, encoding="utf-8")
    return subprocess.run(
        command(folder, name, *more), cwd=ROOT, capture_output=True, text=True, timeout=240
    )


def command(folder: Path, name: str, *more: str) -> list[str]:
    prompts, out = str(folder / name), str(folder / "out")
    return [sys.executable, "scripts/batch.py", "--prompts", prompts, "--out", out, *more]


def manifest(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@needs_bpy
def test_a_batch_goes_on_where_it_was_and_repeats_nothing_done(tmp_path: Path) -> None:
    prompts = '"a mug"\n{"id": "wyrm", "prompt": "a dragon"}\n'
    first = batch(tmp_path, prompts)
    assert first.returncode == 7, first.stderr
    rows = {row["id"]: row for row in manifest(tmp_path)}
    assert rows["wyrm"]["error"]["code"] == "not_understood"
    made = next(row for row in rows.values() if row["state"] == "done")
    assert (tmp_path / "out" / made["folder"] / "model.blend").is_file()

    with (tmp_path / "out" / "manifest.jsonl").open("a") as file:
        file.write('{"id": "half a ro')  # as after a power cut
    again = batch(tmp_path, prompts + '"a blue vase"\n', "--resume")
    assert again.returncode == 7
    ids = [row["id"] for row in manifest(tmp_path)]
    assert ids.count(made["id"]) == 1
    assert sum(row["state"] == "done" for row in manifest(tmp_path)) == 2
    summary = json.loads((tmp_path / "out" / "summary.json").read_text())
    assert (summary["made"], summary["done_before"], summary["failed"]) == (1, 1, 1)


@needs_bpy
def test_a_csv_file_works_and_all_made_is_exit_code_0(tmp_path: Path) -> None:
    text = "id,prompt,tags\none,a mug,kitchen;small\ntwo,a wooden crate,\n"
    done = batch(tmp_path, text, "--formats", "glb", name="p.csv")
    assert done.returncode == 0, done.stderr
    rows = {row["id"]: row for row in manifest(tmp_path)}
    assert set(rows) == {"one", "two"}
    assert all("model.glb" in row["files"] for row in rows.values())


@needs_bpy
def test_nothing_valid_is_exit_code_6(tmp_path: Path) -> None:
    assert batch(tmp_path, '"a dragon"\n"a unicorn"\n').returncode == 6


def test_a_missing_key_stops_at_the_first_prompt_with_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "providers": {
            "cloud": {"base_url": "https://models.invalid/v1", "model": "m", "key": "env:NOT_SET"}
        }
    }
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(settings))
    monkeypatch.setenv("LL3M_SETTINGS", str(path))
    if importlib.util.find_spec("bpy") is None:
        pytest.skip("needs Blender as a module")
    done = batch(tmp_path, '"a mug"\n"a cup"\n"a vase"\n', "--provider", "cloud", "--workers", "1")
    assert done.returncode == 3, done.stdout + done.stderr
    assert [row["error"]["code"] for row in manifest(tmp_path)] == ["no_key"]


@pytest.mark.parametrize(
    ("prompts", "name", "said"),
    [
        ("", "p.jsonl", "no prompts"),
        ("not json\n", "p.jsonl", "line 1"),
        ('"a mug"\n{"prompt": ""}\n', "p.jsonl", "line 2"),
        ('{"prompt": "a mug", "colour": "red"}\n', "p.jsonl", "colour"),
        ('{"id": "x", "prompt": "a"}\n{"id": "x", "prompt": "b"}\n', "p.jsonl", "'x'"),
        ("[1]\n", "p.jsonl", "line 1"),
        ("text\na mug\n", "p.csv", "prompt"),
    ],
)
def test_a_file_that_does_not_fit_is_exit_code_2_and_runs_nothing(
    tmp_path: Path, prompts: str, name: str, said: str
) -> None:
    done = batch(tmp_path, prompts, name=name)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_older_manifest_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.jsonl").write_text('{"id": "x", "state": "done"}\n')
    done = batch(tmp_path, '"a mug"\n')
    assert (done.returncode, "--resume" in done.stderr) == (2, True)
    assert manifest(tmp_path) == [{"id": "x", "state": "done"}]


@needs_bpy
@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_batch_leaves_a_whole_manifest(tmp_path: Path, sign: signal.Signals) -> None:
    (tmp_path / "p.jsonl").write_text(
        '"a mug"\n' * 0 + "".join(f'"{n} mugs"\n' for n in range(1, 60))
    )
    with subprocess.Popen(
        command(tmp_path, "p.jsonl"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert "done" in process.stdout.readline()
        process.send_signal(sign)
        process.communicate(timeout=30)
    assert process.returncode == 130
    rows = manifest(tmp_path)
    assert any(row["state"] == "done" for row in rows)
    for row in rows:
        if row["state"] == "done":
            assert (tmp_path / "out" / row["folder"] / "version.json").is_file()
    assert (
        json.loads((tmp_path / "out" / "summary.json").read_text())["stopped_by"] == "interrupted"
    )


@needs_bpy
def test_the_demo_leaves_every_file_that_the_readme_names(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/demo.py", "--out", str(tmp_path / "demo")],
        cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found = {path.name for path in (tmp_path / "demo" / "v001").iterdir()}
    models = {f"model.{ending}" for ending in ("blend", "glb", "obj", "stl", "usdc")}
    assert models | {"script.py", "preview.png", "sheet.png", "version.json"} <= found
    assert "preview.png" in done.stdout


def test_the_demo_says_what_it_cannot_do_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/demo.py", "--out", str(tmp_path / "demo"), "--blender", "/nowhere/blender"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" not in done.stdout + done.stderr
    assert "/nowhere/blender" in done.stdout
