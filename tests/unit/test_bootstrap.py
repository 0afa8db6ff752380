# SPDX-License-Identifier: GPL-3.0-or-later
"""A script finds the package wherever it lies, and never gets a second copy of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
START = "import sys; sys.path.insert(0, {scripts!r}); import _bootstrap; "


def run(code: str, folder: Path) -> str:
    """Run ``code`` in a Python that does not have the package installed."""
    link = "sys.path[:] = [each for each in sys.path if 'site-packages' not in each]; "
    libraries = f"sys.path.append({str(folder)!r}); "
    program = "import sys; " + link + libraries + START.format(scripts=str(SCRIPTS)) + code
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, cwd=folder
    )
    return done.stdout + done.stderr


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """A folder in which something called pydantic can be found."""
    (tmp_path / "pydantic.py").write_text("", encoding="utf-8")
    return tmp_path


def test_a_checkout_of_any_name_becomes_the_package(libraries: Path) -> None:
    code = "_bootstrap.prepare(); import ll3m.bridge.version as v; print(v.__name__, v.VERSION)"
    assert run(code, libraries).startswith("ll3m.bridge.version 0.")


def test_missing_libraries_are_named_with_what_to_do(tmp_path: Path) -> None:
    said = run("_bootstrap.prepare()", tmp_path)
    assert "LL3M's libraries are not there for this Python" in said
    assert "Traceback" not in said


def make_extension(folder: Path) -> None:
    """A package like the one that Blender loads: ``bl_ext.user_default.ll3m``."""
    for name, text in {
        "bl_ext/__init__.py": "",
        "bl_ext/user_default/__init__.py": "",
        "bl_ext/user_default/ll3m/__init__.py": "",
        "bl_ext/user_default/ll3m/bridge/__init__.py": "",
        "bl_ext/user_default/ll3m/bridge/errors.py": "class Wrong(Exception): pass\n",
        "bl_ext/user_default/ll3m/bridge/user.py": "from .errors import Wrong\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_checkout_is_not_taken_for_another_copy_that_is_enabled(libraries: Path) -> None:
    make_extension(libraries)
    code = "import bl_ext.user_default.ll3m as real; _bootstrap.prepare(); import ll3m; print(ll3m is real)"
    assert run(code, libraries) == "False\n"


def test_in_blender_the_name_leads_to_the_enabled_extension(libraries: Path) -> None:
    make_extension(libraries)
    code = """
import bl_ext.user_default.ll3m as real
_bootstrap.prepare(extension=True)
import ll3m, ll3m.bridge.user, ll3m.bridge.errors as errors
from bl_ext.user_default.ll3m.bridge import errors as real_errors
assert ll3m is real and errors is real_errors
assert ll3m.bridge.user.Wrong is real_errors.Wrong
assert errors.__spec__.name == errors.__name__ == 'bl_ext.user_default.ll3m.bridge.errors'
try:
    import ll3m.bridge.missing
except ModuleNotFoundError as error:
    print('same modules;', error)
"""
    assert run(f"exec({code!r})", libraries) == (
        "same modules; No module named 'll3m.bridge.missing'\n"
    )
