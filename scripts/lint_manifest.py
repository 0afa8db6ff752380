# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the manifest for what Blender's own ``extension validate`` lets through.

Blender accepts a licence without ``SPDX:``, platforms that do not exist, keys that it does
not know, a minimum version older than extensions, and wheels that are not there; it refuses
a text that ends with a full stop only when the extension is published. Standard library only.

Exit codes: 0 clean, 1 findings (one a line), 2 usage.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from _locks import LOCKS, ROOT, Pin, read_lock
from build_extension import MANIFEST, PYTHONS, SHIPPED_BY_BLENDER, wheel_platforms

REQUIRED = {
    "schema_version", "id", "version", "name", "tagline", "maintainer", "type", "license",
    "blender_version_min",
}  # fmt: skip
OPTIONAL = {
    "blender_version_max", "website", "copyright", "tags", "platforms", "wheels",
    "permissions", "build",
}  # fmt: skip
BUILD_KEYS = {"paths", "paths_exclude_pattern"}
#: What Blender's ``extension build --split-platforms`` knows.
PLATFORMS = {"linux-x64", "macos-arm64", "macos-x64", "windows-arm64", "windows-x64"}
PERMISSIONS = {"camera", "clipboard", "files", "microphone", "network"}
#: SPDX identifiers that the code of an add-on may have beside Blender's own GPL.
LICENSES = {"GPL-2.0-or-later", "GPL-3.0-or-later"}
#: Extensions came with this release.
OLDEST_BLENDER = (4, 2, 0)
LONGEST_TEXT = 64
_VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
_THREE_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_WHEEL = re.compile(
    r"(?P<name>[^-]+)-(?P<version>[^-]+)(-\d[^-]*)?-(?P<tag>[^-]+)-[^-]+-[^-]+\.whl"
)

Manifest = dict[str, Any]


def check_keys(manifest: Manifest) -> Iterator[str]:
    """Keys that must be there, keys that nobody knows, and values that say nothing."""
    for key in sorted(REQUIRED - manifest.keys()):
        yield f"{key}: missing"
    for key in sorted(manifest.keys() - REQUIRED - OPTIONAL):
        yield f"{key}: unknown key"
    for key in sorted(set(manifest.get("build", {})) - BUILD_KEYS):
        yield f"build.{key}: unknown key"
    for key, value in manifest.items():
        if value in ("", [], {}):
            yield f"{key}: empty"


def check_text(key: str, text: str) -> Iterator[str]:
    """A text that Blender shows: not too long, one line, no full stop at the end."""
    if len(text) > LONGEST_TEXT:
        yield f"{key}: {len(text)} characters, at most {LONGEST_TEXT}"
    if text != text.strip() or not text.isprintable():
        yield f"{key}: outer spaces or control characters"
    if text and not (text[-1].isalnum() or text[-1] in ")]}"):
        yield f"{key}: ends with {text[-1]!r}, not with a letter, a digit or a bracket"


def check_values(manifest: Manifest) -> Iterator[str]:
    """Version, licence, platforms and permissions."""
    if not _VERSION.fullmatch(str(manifest.get("version", ""))):
        yield f"version: {manifest.get('version')!r} is not a semantic version"
    oldest = _THREE_NUMBERS.fullmatch(str(manifest.get("blender_version_min", "")))
    if not oldest:
        yield "blender_version_min: not three numbers"
    elif tuple(map(int, oldest.groups())) < OLDEST_BLENDER:
        yield "blender_version_min: older than 4.2.0, the first with extensions"
    yield from check_text("tagline", str(manifest.get("tagline", "")))
    for license_id in manifest.get("license", []):
        if not license_id.startswith("SPDX:"):
            yield f"license: {license_id!r} does not start with 'SPDX:'"
        elif license_id.removeprefix("SPDX:") not in LICENSES:
            yield f"license: {license_id!r} is not one of {', '.join(sorted(LICENSES))}"
    for platform in sorted(set(manifest.get("platforms", [])) - PLATFORMS):
        yield f"platforms: there is no {platform!r}"
    for name, reason in manifest.get("permissions", {}).items():
        if name not in PERMISSIONS:
            yield f"permissions: there is no {name!r}"
        yield from check_text(f"permissions.{name}", str(reason))


def check_wheels(manifest: Manifest, pins: list[Pin]) -> Iterator[str]:
    """The listed wheels are those of the lock, for each platform and each Python."""
    found: dict[str, set[tuple[str, str]]] = {}
    wanted = {pin.wheel_prefix for pin in pins if pin.name not in SHIPPED_BY_BLENDER}
    for path in manifest.get("wheels", []):
        if not re.fullmatch(r"\./wheels/[^/\\]+\.whl", path):
            yield f"wheels: {path!r} is not of the form './wheels/NAME.whl'"
            continue
        name = Path(path).name
        match = _WHEEL.fullmatch(name)
        prefix = f"{match['name']}-{match['version']}-" if match else ""
        if not match or prefix not in wanted:
            yield f"wheels: {name} is not in the lock file"
            continue
        pythons = [f"cp{python.replace('.', '')}" for python in PYTHONS]
        tags = pythons if match["tag"].startswith("py") else [match["tag"]]
        places = ((platform, tag) for platform in wheel_platforms(name) for tag in tags)
        found.setdefault(prefix, set()).update(places)
    for prefix in sorted(wanted):
        for platform in sorted(manifest.get("platforms", [])):
            for python in PYTHONS:
                if (platform, f"cp{python.replace('.', '')}") not in found.get(prefix, set()):
                    yield f"wheels: no {prefix[:-1]} for {platform}, Python {python}"


def check_files(manifest: Manifest, root: Path) -> Iterator[str]:
    """The listed wheels are there."""
    for path in manifest.get("wheels", []):
        if not (root / path).is_file():
            yield f"wheels: {path} is not there; fetch it with 'make lock'"


def findings(manifest: Manifest, pins: list[Pin], files_in: Path | None = None) -> list[str]:
    """Everything that is wrong with ``manifest``, one sentence each.

    The wheels are not in git, so whether they are there is only asked with ``files_in``,
    the folder that holds ``wheels/``.
    """
    return [
        *check_keys(manifest),
        *check_values(manifest),
        *check_wheels(manifest, pins),
        *(check_files(manifest, files_in) if files_in else []),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Check the manifest named on the command line, or the checkout's own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("manifest", nargs="?", type=Path, default=MANIFEST)
    parser.add_argument("--files", action="store_true", help="the wheels must be there, too")
    options = parser.parse_args(arguments)
    path: Path = options.manifest
    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        print(f"{path}: {error}")
        return 1
    pins = read_lock(LOCKS / "blender.lock")
    found = findings(manifest, pins, path.parent if options.files else None)
    for each in found:
        print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}: {each}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
