# SPDX-License-Identifier: GPL-3.0-or-later
"""The panel looks as it did: each state beside its reference picture, with a tolerance.

``LL3M_TEST_REFERENCES=write`` takes the references anew; look at them before you keep them.
"""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
#: Root of the mean square of the differences, as a share of white. Another text in a row gives
#: about 0.03, another panel 0.1, a second more on a clock 0.002.
TOLERANCE = 0.02
#: States that are looked at as a whole window, or hang on the languages that Blender has.
WHOLE = {"small", "large", "light", "german"}
FILES = {"first_run": "first-run"}


def state_names() -> list[str]:
    """Public functions of ``states.py``, which only Blender can import."""
    body = ast.parse((HERE / "states.py").read_text(encoding="utf-8")).body
    names = [node.name for node in body if isinstance(node, ast.FunctionDef)]
    return [name for name in names if not name.startswith("_") and name not in WHOLE]


def load_script() -> Any:
    """``scripts/screenshots.py``, which takes the pictures for the documents too."""
    spec = importlib.util.spec_from_file_location(
        "screenshots", ROOT / "scripts" / "screenshots.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["screenshots"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pictures(
    blender_program: str,
    window_system: str,
    profile: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, dict[str, Path]]:
    """The series of this Blender, and a picture of the sidebar in each state."""
    if not shutil.which("convert"):
        pytest.skip("needs ImageMagick")
    folder, script = tmp_path_factory.mktemp("pictures"), load_script()
    names = [f"states.{name}" for name in state_names()]
    assert script.play(blender_program, profile, names, folder, window_system)
    found: dict[str, Path] = {}
    series = ""
    for taken in folder.glob("*-*.png"):
        match = re.fullmatch(r"(.+)-(\d+\.\d+)", taken.stem)
        assert match is not None
        series = match[2]
        found[match[1]] = folder / f"{match[1]}.webp"
        script.keep(taken, found[match[1]], sidebar=True)
    return series, found


def apart(one: Path, other: Path) -> float:
    """How different two pictures are, 0 to 1; small shifts of letters count little."""
    blurred = ["-resize", "50%", "-blur", "0x1", "-colorspace", "Gray"]
    command = ["convert", str(one), str(other), *blurred, "-metric", "RMSE", "-compare",
               "-format", "%[distortion]", "info:"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[0])


@pytest.mark.window
@pytest.mark.parametrize("state", state_names())
def test_a_state_looks_as_it_did(state: str, pictures: tuple[str, dict[str, Path]]) -> None:
    series, found = pictures
    name = FILES.get(state, state)
    reference = HERE / "references" / series / f"{name}.webp"
    if os.environ.get("LL3M_TEST_REFERENCES") == "write":
        reference.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found[name], reference)
    if not reference.parent.is_dir():
        pytest.skip(f"there are no reference pictures of Blender {series}")
    difference = apart(found[name], reference)
    assert difference < TOLERANCE, f"{found[name]} is {difference:.4f} from {reference}"
