# SPDX-License-Identifier: GPL-3.0-or-later
"""``ll3m doctor``: looks at everything a call passes through, and says what to mend."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from .. import discovery
from ..client import Client
from ..contract import LL3MError
from ..contract.system import HealthItem, SystemHealth, SystemVersion
from ..version import VERSION
from .desk import Desk

__all__ = ["examine"]


def examine(desk: Desk, *, has_local: bool) -> int:
    """Print what was found; the exit code is 0 if nothing is wrong, else 1."""
    items = list(_look(desk, has_local))
    good = all(item.ok for item in items)
    if desk.json:
        found: dict[str, Any] = {"ok": good, "items": [item.model_dump() for item in items]}
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
        return 0 if good else 1
    from rich.text import Text

    from .render import table

    rows = (
        (
            Text("✓", style="green") if item.ok else Text("✗", style="red"),
            item.name,
            item.what,
            item.advice,
        )
        for item in items
    )
    desk.out().print(table(("", "", "found", "what to do"), rows))
    return 0 if good else 1


def _look(desk: Desk, has_local: bool) -> Iterator[HealthItem]:
    yield HealthItem(
        name="command", ok=True, what=f"LL3M {VERSION}, Python {sys.version.split()[0]}"
    )
    yield _folder()
    found = discovery.instances()
    if not found:
        yield HealthItem(
            name="instances",
            ok=True,
            what="No instance runs; commands work in their own process.",
            advice="For the open scene: switch the service on in Blender's LL3M panel.",
        )
    elif len(found) > 1:
        newest = found[0]
        yield HealthItem(
            name="instances",
            ok=True,
            what=f"{len(found)} run; commands ask the newest, process {newest.pid}.",
            advice="Name another with --instance: by its process, .blend file or project.",
        )
    for instance in found:
        yield from _instance(instance)
    if has_local:
        yield from _local(desk)


def _folder() -> HealthItem:
    folder = discovery.runtime_folder()
    if not folder.exists():
        return HealthItem(name="runtime folder", ok=True, what=f"{folder} is not there yet.")
    if discovery.is_private(folder):
        return HealthItem(name="runtime folder", ok=True, what=f"{folder} is yours alone.")
    return HealthItem(
        name="runtime folder",
        ok=False,
        what=f"{folder} can be read or written by others, so nothing in it is used.",
        advice=f"chmod 700 {folder}, then start the service anew.",
    )


def _instance(instance: discovery.Instance) -> Iterator[HealthItem]:
    """Whether an instance answers, is what it says, of our version, and able to work."""
    name = f"instance {instance.pid}"
    try:
        with Client(instance.url, instance.token, name="ll3m-doctor", timeout=10) as client:
            version = client.call("system.version")
            health = client.call("system.health")
    except LL3MError as error:
        yield HealthItem(
            name=name,
            ok=False,
            what=error.message,
            advice=f"Wait until Blender (process {instance.pid}) is free, or switch the service "
            "off and on there; what is left of an ended one goes by itself.",
        )
        return
    assert isinstance(version, SystemVersion)
    assert isinstance(health, SystemHealth)
    same = version.version == VERSION
    where = f"{instance.url}, Blender {version.blender or 'none'}, {instance.file or 'no file'}"
    yield HealthItem(
        name=name,
        ok=same,
        what=f"Answers at {where}." if same else f"Is LL3M {version.version}, not {VERSION}.",
        advice="" if same else "Update the older of the two: the extension or this package.",
    )
    yield from _health(name, health)


def _local(desk: Desk) -> Iterator[HealthItem]:
    """Whether work in this process is possible."""
    desk.force_local = True
    try:
        health = desk.ask("system.health", {}, patience=60)
    except LL3MError as error:
        yield HealthItem(name="this process", ok=False, what=error.message, advice=error.advice)
        return
    yield from _health("this process", health)


def _health(name: str, health: SystemHealth) -> Iterator[HealthItem]:
    for item in health.items:
        yield item.model_copy(update={"name": f"{name}: {item.name}"})
    if health.busy:
        yield HealthItem(
            name=f"{name}: Blender",
            ok=True,
            what=f"Is busy: {health.busy}.",
            advice="Calls about the scene wait until it is free.",
        )
