# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the lock files under ``requirements/`` (``make lock``): versions and hashes, no index host.

One resolution for every platform and Python at once, by uv, which is installed into
``build/lock-venv`` for it:

- ``blender.lock``: what the extension ships as wheels
- ``dev.lock``: what development and the tests need, with the same versions of the above
- ``bpy-X.Y.lock``: Blender as a module for the tests, CPython 3.11 only
- ``wire.lock``: the real servers that the tests of the providers talk to, and a judge, on the same Python
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
UV = "uv==0.13.8"
#: Release series -> the release that the tests use.
BPY = {"4.2": "4.2.23", "4.5": "4.5.15", "5.0": "5.0.1"}
#: Dependencies that the extension leaves out: Blender has requests, and only the command uses rich.
NOT_IN_BLENDER = {"requests", "rich"}
#: A llama.cpp server in a wheel and what writes a model for it, a gateway, RunPod's own client;
#: and what judges the REST twin.
WIRE = ["xllamacpp", "gguf", "numpy", "litellm[proxy]", "runpod", "schemathesis"]
HEADER = "# Written by scripts/lock.py (make lock). Don't edit.\n"


def distribution(requirement: str) -> str:
    """The distribution's name in ``requirement``, without version, extras and marker."""
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    if not match:
        raise ValueError(f"not a requirement: {requirement!r}")
    return match[0].lower()


def uv_program() -> Path:
    """uv in a virtual environment of its own."""
    home = ROOT / "build" / "lock-venv"
    program = home / "bin" / "uv"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", UV], check=True)
    return program


def resolve(
    uv: Path, requirements: list[str], target: str, *, constraints: list[str], python: list[str]
) -> None:
    """Write ``target`` with what ``requirements`` resolve to.

    Raises:
        subprocess.CalledProcessError: nothing satisfies them; uv has said why.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.in"
        wanted.write_text("\n".join(requirements) + "\n", encoding="utf-8")
        command = [
            str(uv), "pip", "compile", str(wanted), *python,
            "--generate-hashes", "--no-header", "--no-annotate", "--quiet", "--upgrade",
            "--no-emit-index-url", "--no-emit-find-links",
        ]  # fmt: skip
        for constraint in constraints:
            command += ["--constraint", str(LOCKS / constraint)]
        environment = {**os.environ, "UV_NO_CONFIG": "1"}
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    (LOCKS / target).write_text(HEADER + done.stdout.decode(), encoding="utf-8")
    print(f"requirements/{target}")


def main() -> int:
    """Write all lock files."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    runtime: list[str] = project["project"]["dependencies"]
    development: list[str] = project["dependency-groups"]["dev"]
    shipped = [each for each in runtime if distribution(each) not in NOT_IN_BLENDER]
    uv = uv_program()
    everywhere = ["--universal", "--python-version", "3.11"]
    rules = ["constraints.txt"]
    resolve(uv, shipped, "blender.lock", constraints=rules, python=everywhere)
    rules = [*rules, "blender.lock"]
    resolve(uv, runtime + development, "dev.lock", constraints=rules, python=everywhere)
    only = ["--python-version", "3.11", "--python-platform", "x86_64-manylinux_2_28"]
    rules = ["constraints.txt", "dev.lock"]
    resolve(uv, WIRE, "wire.lock", constraints=[], python=only)
    for series, release in BPY.items():
        wanted = [f"bpy=={release}", "numpy<2"]  # what these releases were built against
        resolve(uv, wanted, f"bpy-{series}.lock", constraints=rules, python=only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
