# SPDX-License-Identifier: GPL-3.0-or-later
"""What a batch reads and writes: the prompts file, and the manifest that survives anything."""

from __future__ import annotations

import csv
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ll3m.bridge.contract.asset import AssetGenerateRequest
from pydantic import ValidationError

__all__ = ["Manifest", "Row", "UsageError", "read_rows"]

ROW_FIELDS = {"id", "prompt", "name", "quality", "provider", "model", "tags"}


class UsageError(Exception):
    """The command line or a file does not fit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt: its id in the manifest and its request."""

    id: str
    request: dict[str, Any]


def read_rows(path: Path, common: dict[str, Any]) -> list[Row]:
    """Read and validate all prompts before anything runs; ``common`` goes into each request.

    Raises:
        UsageError: names the line and what is wrong with it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read: {error}") from error
    records = csv_records(text) if path.suffix.lower() == ".csv" else json_records(text)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line, record in records:
        row = to_row(record, line, common)
        if row.id in seen:
            raise UsageError(f"line {line}: the id {row.id!r} stands in line {seen[row.id]} too")
        seen[row.id] = line
        rows.append(row)
    if not rows:
        raise UsageError(f"{path} holds no prompts")
    return rows


def json_records(text: str) -> list[tuple[int, Any]]:
    """A JSON value a line; empty lines are passed over."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append((number, json.loads(line)))
            except ValueError as error:
                raise UsageError(f"line {number}: not JSON: {error}") from error
    return found


def csv_records(text: str) -> list[tuple[int, Any]]:
    """Rows of a CSV file with a header."""
    reader = csv.DictReader(text.splitlines(keepends=True))
    if "prompt" not in (reader.fieldnames or []):
        raise UsageError("the CSV file's header has no column 'prompt'")
    found = []
    for row in reader:
        record: dict[str, Any] = {key: value for key, value in row.items() if key and value}
        if "tags" in record:
            record["tags"] = [tag.strip() for tag in record["tags"].split(";") if tag.strip()]
        found.append((reader.line_num, record))
    return found


def to_row(record: Any, line: int, common: dict[str, Any]) -> Row:
    """Turn a record into a validated request with an id that stays the same over runs."""
    if isinstance(record, str):
        record = {"prompt": record}
    if not isinstance(record, dict):
        raise UsageError(f"line {line}: expected a text or an object")
    unknown = set(record) - ROW_FIELDS
    if unknown:
        raise UsageError(f"line {line}: unknown fields: {', '.join(sorted(unknown))}")
    given = {key: value for key, value in record.items() if key != "id"}
    request = {**common, **given}
    try:
        AssetGenerateRequest.model_validate(request)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"line {line}: {where}: {first['msg']}") from error
    digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    return Row(str(record.get("id") or f"{line:05d}-{digest[:12]}"), request)


class Manifest:
    """``manifest.jsonl``: a row per prompt that ended, each written whole and synced."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.done: dict[str, dict[str, Any]] = {}
        if resume:
            self._read()
        elif path.exists():
            raise UsageError(f"{path} is there already; --resume goes on with it")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def _read(self) -> None:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):  # cut off in the middle of a row by a power cut
            with self.path.open("r+b") as file:
                file.truncate(len(whole))
        for line in whole.splitlines():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{self.path} is damaged: {error}") from error
            if row["state"] == "done":
                self.done[row["id"]] = row

    def write(self, row: dict[str, Any]) -> None:
        """Append a row in one call, so that no signal can leave half of it."""
        os.write(self._file, (json.dumps(row, ensure_ascii=False) + "\n").encode())
        os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
