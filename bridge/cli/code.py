# SPDX-License-Identifier: GPL-3.0-or-later
"""``ll3m code check FILE`` and ``ll3m code run FILE --out DIR``: the file is read here."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from ..contract import LL3MError, Model
from ..contract.code import CheckReport, CodeRunResult
from ..contract.errors import HostError, InvalidRequest
from .desk import PATIENCE, Desk

__all__ = ["check", "read_source", "run"]


def read_source(name: str) -> str:
    """The text of a file, or of standard input for ``-``.

    Raises:
        InvalidRequest: there is no such file, it can't be read, or it is not UTF-8 text.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InvalidRequest(
            f"{name} can't be read: {error.strerror}.", advice="Name a readable Python file."
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"{name} is not UTF-8 text.", advice="Save the script as UTF-8."
        ) from error
    if "\0" in text:
        raise InvalidRequest(f"{name} is not a text file.", advice="Name a Python script.")
    return text.replace("\r\n", "\n")


def check(desk: Desk, file: str, request: dict[str, Any]) -> tuple[Model, int]:
    """Check a file; the exit code is 0 accepted, 1 refused."""
    report: CheckReport = desk.ask("code.check", request | {"source": read_source(file)})
    return report, 0 if report.accepted else 1


def run(desk: Desk, file: str, out: str | None, request: dict[str, Any]) -> tuple[Model, int]:
    """Run a file in the jail; with ``out``, leave script, model and facts there.

    Raises:
        LL3MError: refused (exit 1), failed (3), limit hit (4), unusable (2).
    """
    source = read_source(file)
    folder = _prepare(out) if out is not None else None
    seconds = float(request.get("limits", {}).get("seconds") or 0.0)
    request = request | {"source": source}
    if folder is not None:
        (folder / "script.py").write_text(source, encoding="utf-8")
        request["keep"] = True
    try:
        result: CodeRunResult = desk.ask("code.run", request, patience=PATIENCE + seconds)
    except LL3MError as error:
        if folder is not None:
            _write(folder, {"error": error.to_wire()})
        raise
    if folder is not None:
        _collect(result, folder)
        result = result.model_copy(update={"folder": str(folder)})
        _write(folder, result.model_dump(mode="json"))
    return result, 0


def _prepare(out: str) -> Path:
    folder = Path(out).absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in ("script.py", "model.blend", "result.json"):
            (folder / old).unlink(missing_ok=True)
    except OSError as error:
        raise InvalidRequest(
            f"The folder {out} can't be used: {error.strerror}.",
            advice="Name a folder that can be written with --out.",
        ) from error
    return folder


def _write(folder: Path, result: dict[str, Any]) -> None:
    text = json.dumps(result, indent=2, ensure_ascii=False, default=str)
    (folder / "result.json").write_text(text + "\n", encoding="utf-8")


def _collect(result: CodeRunResult, folder: Path) -> None:
    """Copy the model from the folder in which the trial left it."""
    try:
        if result.folder is None:
            raise FileNotFoundError(2, "No such file", "model.blend")
        shutil.copyfile(Path(result.folder) / "model.blend", folder / "model.blend")
    except OSError as error:
        raise HostError(f"The model can't be copied to {folder}: {error.strerror}.") from error
