# SPDX-License-Identifier: GPL-3.0-or-later
"""Install the built extension into an empty profile of a real Blender, and test it there.

    python scripts/real_blender.py --blender PATH --profile DIR [--zip FILE] -- tests/blender -q

Makes the profile (``BLENDER_USER_RESOURCES``), installs and enables the extension with
Blender's own command, fetches pytest for that Blender's Python by the lock file, and runs it
inside. Without arguments after ``--`` it stops after the installation.

Exit codes: pytest's; 1 when a step before it failed, 2 usage.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from _locks import LOCKS, ROOT, read_lock, write_requirements

OUTPUT = ROOT / "build"
#: What pytest and the tests need there; everything else comes with Blender or the extension.
FOR_TESTS = {
    "hypothesis", "iniconfig", "packaging", "pluggy", "pygments", "pytest", "sortedcontainers",
    # trimesh and pygltflib, which read what Blender exports
    "dataclasses-json", "deprecated", "marshmallow", "mypy-extensions", "pygltflib", "trimesh",
    "typing-inspect", "wrapt",
}  # fmt: skip
ASK = "import sys; print(f'python={sys.version_info[0]}.{sys.version_info[1]}')"


class StepError(Exception):
    """A step before the tests failed; the text says which."""


def run(command: list[str], environment: dict[str, str], step: str) -> str:
    """Run ``command`` and return what it printed.

    Raises:
        StepError: it failed; the text holds what it printed.
    """
    done = subprocess.run(
        command, check=False, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode != 0:
        raise StepError(f"{step} failed with exit code {done.returncode}:\n{done.stdout}")
    return done.stdout


def install(blender: str, archive: Path, environment: dict[str, str]) -> None:
    """Install and enable the extension, and see that the next start really has it.

    Raises:
        StepError: a step failed, or Blender ended well without having enabled it.
    """
    command = [blender, "--command", "extension"]
    run([*command, "validate", str(archive)], environment, "validate")
    repository = ["--repo", "user_default", "--enable", str(archive)]
    run([*command, "install-file", *repository], environment, "install-file")
    code = "import bpy; print('enabled=', 'bl_ext.user_default.ll3m' in bpy.context.preferences.addons)"
    check = [blender, "-b", "--python-exit-code", "9", "--python-expr", code]
    said = run(check, environment, "the first start after the installation")
    if "enabled= True" not in said or "Traceback" in said:
        raise StepError(f"The extension is not enabled after its installation:\n{said}")


def test_site(blender: str, environment: dict[str, str]) -> Path:
    """A folder with pytest for this Blender's Python.

    Raises:
        StepError: Blender does not start, or pip fails.
    """
    said = run([blender, "-b", "--factory-startup", "--python-expr", ASK], environment, "start")
    found = re.search(r"^python=(\d+\.\d+)$", said, re.MULTILINE)
    if not found:
        raise StepError(f"Blender did not say which Python it has:\n{said}")
    folder = OUTPUT / f"test-site-{found[1]}"
    pins = [pin for pin in read_lock(LOCKS / "dev.lock") if pin.name in FOR_TESTS]
    wanted = folder / "wanted.txt"
    lines = "".join(f"{pin.line()}\n" for pin in pins)
    if wanted.is_file() and wanted.read_text(encoding="utf-8") == lines:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        requirements = Path(temporary, "wanted.txt")
        write_requirements(requirements, pins)
        command = [
            sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp",
            "--python-version", found[1], "--target", str(folder), "-r", str(requirements),
        ]  # fmt: skip
        run(command, environment, f"pytest for Python {found[1]}")
    write_requirements(wanted, pins)
    return folder


def run_tests(blender: str, arguments: list[str], environment: dict[str, str]) -> int:
    """Run pytest inside Blender; returns its exit code."""
    script = str(ROOT / "scripts" / "run_in_blender.py")
    command = [blender, "-b", "--python-exit-code", "9", "--python", script, "--", *arguments]
    return subprocess.run(
        command, check=False, env=environment, stdin=subprocess.DEVNULL
    ).returncode


def find_zip() -> Path:
    """The zip that ``build_extension.py`` made for this platform.

    Raises:
        StepError: there is none.
    """
    from build_extension import this_platform

    suffix = this_platform().replace("-", "_")
    found = sorted((OUTPUT / "extension").glob(f"ll3m-*-{suffix}.zip"))
    if not found:
        raise StepError("There is no extension zip; build it with 'make extension'.")
    return found[-1]


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--blender", required=True, help="Blender program")
    parser.add_argument("--profile", type=Path, required=True, help="folder, emptied first")
    parser.add_argument("--zip", type=Path, help="extension; default: the last one built")
    parser.add_argument("tests", nargs="*", help="arguments for pytest, after --")
    options = parser.parse_args(arguments)
    profile: Path = options.profile.absolute()
    environment = {**os.environ, "BLENDER_USER_RESOURCES": str(profile)}
    try:
        archive: Path = (options.zip or find_zip()).absolute()
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(parents=True)
        install(options.blender, archive, environment)
        if not options.tests:
            print(f"{archive.name} is enabled in {profile}")
            return 0
        environment["LL3M_TEST_SITE"] = str(test_site(options.blender, environment))
    except StepError as error:
        print(f"real_blender: {error}", file=sys.stderr)
        return 1
    return run_tests(options.blender, options.tests, environment)


if __name__ == "__main__":
    sys.exit(main())
