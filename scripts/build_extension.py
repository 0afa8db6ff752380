# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the extension: fetch its wheels, keep the manifest's list in step, let Blender zip it.

The wheels come from ``requirements/blender.lock``, each checked against its hash, into
``wheels/`` (not in git). Blender's own ``extension build`` makes the zip, run by the
program given with ``--blender`` or by the ``bpy`` module of this Python.

Exit codes: 0 built, 1 something failed (and says what), 2 usage.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from _locks import LOCKS, ROOT, Pin, read_lock, write_requirements

MANIFEST = ROOT / "blender_manifest.toml"
LOCK = LOCKS / "blender.lock"
WHEELS = ROOT / "wheels"
OUTPUT = ROOT / "build" / "extension"

#: Blender up to 5.0, from 5.1, and Linux distributions' own builds.
PYTHONS = ("3.11", "3.13", "3.14")
#: Blender's platform name -> pip's, newest first; the oldest system that Blender 4.2 runs on.
PLATFORMS = {
    "linux-x64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "macos-arm64": ("macosx_11_0_arm64", "macosx_11_0_universal2", "macosx_10_9_universal2"),
    "macos-x64": ("macosx_11_0_x86_64", "macosx_10_13_x86_64", "macosx_10_12_x86_64"),
    "windows-x64": ("win_amd64",),
}
#: In the lock because something asks for it, but Blender itself ships it.
SHIPPED_BY_BLENDER = {"certifi", "charset-normalizer", "idna", "numpy", "requests", "urllib3"}
#: Not part of the extension, so not worth copying; the manifest's own patterns decide the rest.
NOT_COPIED = {"build", "dist", "docs", "requirements", "tests", "wheels"}
WHEELS_IN_MANIFEST = re.compile(r"^wheels = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)


class BuildError(Exception):
    """Building stopped; the text says why."""


def shipped_pins() -> list[Pin]:
    """The distributions that the extension ships."""
    return [pin for pin in read_lock(LOCK) if pin.name not in SHIPPED_BY_BLENDER]


def manifest_wheels(path: Path = MANIFEST) -> list[str]:
    """The file names in the manifest's list of wheels."""
    with path.open("rb") as file:
        return [Path(each).name for each in tomllib.load(file).get("wheels", [])]


def wheel_platforms(wheel: str) -> set[str]:
    """The Blender platforms that a wheel is for, by its name; all of them for a pure one."""
    tag = wheel.removesuffix(".whl").rpartition("-")[2]
    if tag == "any":
        return set(PLATFORMS)
    found = {name for name, tags in PLATFORMS.items() if set(tags) & set(tag.split("."))}
    return found or {name for name, tags in PLATFORMS.items() if tags[0] in tag}


def this_platform() -> str:
    """Blender's name of the platform that this Python runs on."""
    system = {"Linux": "linux", "Darwin": "macos", "Windows": "windows"}[platform.system()]
    machine = {"x86_64": "x64", "AMD64": "x64"}.get(platform.machine(), platform.machine())
    return f"{system}-{machine}"


def is_genuine(wheel: Path, pins: Iterable[Pin]) -> bool:
    """Whether the file is there and its hash is in the lock."""
    if not wheel.is_file():
        return False
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return any(wheel.name.startswith(pin.wheel_prefix) and digest in pin.hashes for pin in pins)


def download(pins: list[Pin], platforms: Iterable[str]) -> None:
    """Fetch the wheels for ``platforms`` and all supported Pythons into ``wheels/``.

    Raises:
        BuildError: pip found no wheel, or one whose hash is not in the lock.
    """
    WHEELS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        # Markers would be read for this Python, not for the one that is asked for.
        write_requirements(wanted, (replace(pin, marker="") for pin in pins))
        for name in platforms:
            for python in PYTHONS:
                print(f"wheels for {name}, Python {python}", flush=True)
                tags = [option for tag in PLATFORMS[name] for option in ("--platform", tag)]
                command = [
                    sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes",
                    "--no-deps", "--only-binary", ":all:", "--implementation", "cp",
                    "--python-version", python, *tags,
                    "--dest", str(WHEELS), "--requirement", str(wanted),
                ]  # fmt: skip
                run(command, f"pip can't get the wheels for {name}, Python {python}")


def run(command: list[str], failure: str) -> None:
    """Run ``command``; its output is shown.

    Raises:
        BuildError: with ``failure``, when it ends with anything but 0.
    """
    sys.stdout.flush()
    if (code := subprocess.run(command, check=False).returncode) != 0:
        raise BuildError(f"{failure} (exit code {code})")


def with_wheels(manifest: str, wheels: Iterable[str]) -> str:
    """The manifest's text with another list of wheels."""
    lines = "".join(f'  "./wheels/{wheel}",\n' for wheel in sorted(wheels))
    return WHEELS_IN_MANIFEST.sub(f"wheels = [\n{lines}]\n", manifest, count=1)


def sync_manifest(pins: list[Pin]) -> None:
    """Fetch the wheels of every platform, drop all others and list them in the manifest."""
    download(pins, PLATFORMS)
    for wheel in WHEELS.glob("*.whl"):
        if not is_genuine(wheel, pins):
            wheel.unlink()
    names = [wheel.name for wheel in WHEELS.glob("*.whl")]
    text = MANIFEST.read_text(encoding="utf-8")
    MANIFEST.write_text(with_wheels(text, names), encoding="utf-8")
    print(f"{MANIFEST.name}: {len(names)} wheels")


def _left_out(folder: str, names: list[str]) -> set[str]:
    """For ``copytree``: what is left behind, in the root and below."""
    hidden = {name for name in names if name.startswith((".", "__pycache__"))}
    return hidden | NOT_COPIED if Path(folder) == ROOT else hidden


def stage(folder: Path, platforms: list[str]) -> Path:
    """Copy the extension's source and the platforms' wheels to ``folder``."""
    source = folder / "ll3m"
    shutil.copytree(ROOT, source, ignore=_left_out)
    (source / "wheels").mkdir()
    names = [each for each in manifest_wheels() if wheel_platforms(each) & set(platforms)]
    for name in names:
        shutil.copy2(WHEELS / name, source / "wheels" / name)
    text = MANIFEST.read_text(encoding="utf-8")
    listed = ", ".join(f'"{each}"' for each in platforms)
    text = re.sub(r"^platforms = .*$", f"platforms = [{listed}]", text, count=1, flags=re.MULTILINE)
    (source / MANIFEST.name).write_text(with_wheels(text, names), encoding="utf-8")
    return source


def extension_command(blender: str | None) -> list[str]:
    """How to call Blender's extension command: a program, or the script in the bpy module.

    Raises:
        BuildError: there is neither.
    """
    if blender:
        return [blender, "--command", "extension"]
    spec = importlib.util.find_spec("bpy")
    for place in spec.submodule_search_locations or [] if spec else []:
        for script in Path(place).glob("*/scripts/addons_core/bl_pkg/cli/blender_ext.py"):
            return [sys.executable, str(script)]
    raise BuildError("There is no Blender: give one with --blender, or install the bpy module.")


def check_zip(path: Path) -> None:
    """See that a zip holds the wheels that its manifest lists, and nothing but the extension.

    Raises:
        BuildError: with what is missing or does not belong there.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        manifest = tomllib.loads(archive.read(MANIFEST.name).decode())
    # Blender appends what is left for one platform, and keeps the list of all.
    generated = manifest.get("build", {}).get("generated", {})
    wheels = generated.get("wheels", manifest["wheels"])
    listed = {each.removeprefix("./") for each in wheels}
    packed = {name for name in names if name.startswith("wheels/") and not name.endswith("/")}
    if listed != packed:
        raise BuildError(f"{path.name}: wheels listed or packed only: {sorted(listed ^ packed)}")
    folders = {"bridge", "ll3m_addon", "scripts", "wheels"}
    files = {"__init__.py", "__main__.py", "blender_manifest.toml", "LICENSE"}
    if alien := {name for name in names if name.split("/")[0] not in folders | files}:
        raise BuildError(f"{path.name}: does not belong there: {sorted(alien)}")


def build(blender: str | None, platforms: list[str], output: Path) -> Iterator[Path]:
    """Build and validate a zip for each platform; yields their paths."""
    command = extension_command(blender)
    output.mkdir(parents=True, exist_ok=True)
    for old in output.glob("ll3m-*.zip"):
        old.unlink()
    # Inside the checkout, since a Blender in a container may not see the system's temporary folder.
    with tempfile.TemporaryDirectory(dir=output) as folder:
        source = stage(Path(folder), platforms)
        arguments = ["--source-dir", str(source), "--output-dir", str(output), "--split-platforms"]
        run([*command, "build", *arguments], "Blender can't build the extension")
    built = sorted(output.glob("ll3m-*.zip"))
    if len(built) != len(platforms):
        raise BuildError(f"{len(built)} zips for {len(platforms)} platforms")
    for path in built:
        check_zip(path)
        run([*command, "validate", str(path)], f"{path.name} is not valid")
        yield path


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--blender", help="Blender program; default: the bpy module")
    parser.add_argument(
        "--platform",
        action="append",
        choices=["all", "current", *PLATFORMS],
        help="platform to build for, may be repeated; default: all",
    )
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder for the zips")
    parser.add_argument(
        "--sync", action="store_true", help="only fetch all wheels and list them in the manifest"
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Build what the command line asks for."""
    options = parse(arguments)
    chosen = options.platform or ["all"]
    names = {this_platform() if each == "current" else each for each in chosen}
    platforms = sorted(PLATFORMS if "all" in names else names)
    try:
        if unknown := set(platforms) - set(PLATFORMS):
            raise BuildError(f"There are no wheels for {', '.join(unknown)}.")
        pins = shipped_pins()
        if options.sync:
            sync_manifest(pins)
            return 0
        needed = [name for name in manifest_wheels() if wheel_platforms(name) & set(platforms)]
        if not all(is_genuine(WHEELS / name, pins) for name in needed):
            download(pins, platforms)
        if bad := [name for name in needed if not is_genuine(WHEELS / name, pins)]:
            raise BuildError(f"Not in the lock: {', '.join(bad)}. Run with --sync.")
        for path in build(options.blender, platforms, options.output.resolve()):
            print(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
    except BuildError as error:
        print(f"build_extension: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
