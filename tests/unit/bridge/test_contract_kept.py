# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract changes by addition only: nothing that a program may rely on goes or narrows.

``contract/kept.json`` is the contract as it was last agreed. What was added since is written into it by
``KEEP_CONTRACT=1 pytest tests/unit/bridge/test_contract_kept.py``; the rules are in ``docs/api.md``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from ll3m.bridge.contract import ERRORS, OPERATIONS
from ll3m.bridge.contract.base import Model

KEPT = Path(__file__).parent / "contract" / "kept.json"


def fields(model: type[Model]) -> dict[str, Any]:
    """Name -> whether it is required and which values it takes, if they are listed."""
    schema = model.model_json_schema()
    defs = schema.get("$defs", {})
    found: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        target = defs.get(field.get("$ref", "").rpartition("/")[2], field)
        found[name] = {
            "required": name in schema.get("required", []),
            "type": target.get("type", "any"),
            "values": sorted(map(str, target["enum"])) if "enum" in target else [],
        }
    return found


def present() -> dict[str, Any]:
    """The contract as it stands."""
    operations = {
        name: {
            "scope": row.scope,
            "is_job": row.is_job,
            "read_only": row.read_only,
            "positions": row.positions,
            "request": fields(row.request),
            "result": fields(row.result),
        }
        for name, row in OPERATIONS.items()
    }
    errors = {
        code: [each.rpc_code, each.http_status, each.exit_code] for code, each in ERRORS.items()
    }
    return {"operations": operations, "errors": errors}


def broken(kept: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What a program that was written against ``kept`` would stumble over."""
    faults: list[str] = []
    for name, was in kept["operations"].items():
        row = now["operations"].get(name)
        if row is None:
            faults.append(f"{name} is gone")
            continue
        faults += [
            f"{name}: {what} was {was[what]}, is {row[what]}"
            for what in ("scope", "is_job", "read_only")
            if was[what] != row[what]
        ]
        if row["positions"][: len(was["positions"])] != was["positions"] and any(
            field["required"] for field in was["request"].values()
        ):
            required = [key for key, field in was["request"].items() if field["required"]]
            if row["positions"][: len(required)] != was["positions"][: len(required)]:
                faults.append(f"{name}: positional parameters changed their order")
        faults += [f"{name} request: {each}" for each in narrowed(was["request"], row["request"])]
        faults += [
            f"{name} result: {key} is gone" for key in was["result"] if key not in row["result"]
        ]
    faults += [
        f"error {code} was {was}, is {now['errors'].get(code)}"
        for code, was in kept["errors"].items()
        if now["errors"].get(code) != was
    ]
    return faults


def narrowed(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Fields of a request that are gone, take less, or are newly required."""
    faults = [f"{key} is gone" for key in was if key not in now]
    for key, field in now.items():
        before = was.get(key)
        if before is None:
            faults += [f"{key} is new and required"] if field["required"] else []
            continue
        if field["required"] and not before["required"]:
            faults.append(f"{key} is newly required")
        if field["type"] != before["type"]:
            faults.append(f"{key} was {before['type']}, is {field['type']}")
        gone = set(before["values"]) - set(field["values"])
        if gone and field["values"]:
            faults.append(f"{key} no longer takes {sorted(gone)}")
    return faults


def test_nothing_that_programs_rely_on_has_gone() -> None:
    if os.environ.get("KEEP_CONTRACT"):
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(present(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert broken(kept, present()) == []


def change(name: str, part: str, key: str, value: Any) -> dict[str, Any]:
    """The present contract with one field of an operation set, or taken out for None."""
    made = json.loads(json.dumps(present()))
    target = made["operations"][name][part]
    if value is None:
        del target[key]
    else:
        target[key] = value
    return made


REQUIRED = {"required": True, "type": "string", "values": []}


@pytest.mark.parametrize(
    ("name", "part", "key", "value", "fault"),
    [
        ("asset.list", "request", "limit", None, "limit is gone"),
        ("asset.list", "result", "next_cursor", None, "next_cursor is gone"),
        ("asset.list", "request", "new", REQUIRED, "new is new and required"),
        ("asset.generate", "request", "name", REQUIRED, "name is newly required"),
    ],
)
def test_a_breaking_change_is_noticed(
    name: str, part: str, key: str, value: Any, fault: str
) -> None:
    assert any(fault in each for each in broken(present(), change(name, part, key, value)))


def test_an_optional_field_and_a_new_operation_break_nothing() -> None:
    optional = REQUIRED | {"required": False}
    assert broken(present(), change("asset.list", "request", "new", optional)) == []
    more = present()
    more["operations"]["asset.paint"] = more["operations"]["asset.list"]
    more["errors"]["dry"] = [-32099, 500, 1]
    assert broken(present(), more) == []


def test_an_operation_that_is_gone_or_moved_to_another_scope_is_noticed() -> None:
    less = present()
    del less["operations"]["asset.list"]
    less["operations"]["asset.get"]["scope"] = "admin"
    found = broken(present(), less)
    assert "asset.list is gone" in found
    assert any("scope" in each for each in found)
