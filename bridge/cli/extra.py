# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that are not operations: which instances run, and starting one."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import click

from .desk import Desk, Serve

__all__ = ["commands"]


def commands(desk: Desk) -> dict[str, Callable[[], click.Command]]:
    """Name -> maker of the command."""
    found: dict[str, Callable[[], click.Command]] = {
        "instance": lambda: _instance(desk),
        "doctor": lambda: _doctor(desk),
        "mcp": lambda: _mcp(desk),
    }
    serve = desk.serve
    if serve is not None:
        found["serve"] = lambda: _serve(desk, serve)
    return found


def _serve(desk: Desk, serve: Serve) -> click.Command:
    """`ll3m serve`."""

    def callback(blender: str, as_json: bool, **given: Any) -> int:
        arguments: list[str] = []
        for name, value in sorted(given.items()):
            option = "--" + name.replace("_", "-")
            if value is True:
                arguments.append(option)
            elif isinstance(value, tuple):
                arguments += [part for each in value for part in (option, each)]
            elif value:
                arguments += [option, str(value)]
        return serve(arguments + (["--json"] if as_json or desk.json else []), blender)

    return click.Command(
        "serve",
        callback=callback,
        help="Start an instance in a Blender without a window, until Ctrl-C.",
        params=[
            click.Option(["--blender"], default="", help="A Blender program; default: found."),
            click.Option(["--host"], default="127.0.0.1", help="A loopback address."),
            click.Option(["--port"], type=int, default=0, help="Default: a free one."),
            click.Option(["--project"], default="", help="Clients may find it by this project."),
            click.Option(["--outside"], default="", help="Another address, for other machines."),
            click.Option(["--outside-port"], type=int, default=0, help="Default: a free one."),
            click.Option(["--tls-cert"], default="", help="Certificate (PEM) of that address."),
            click.Option(["--tls-key"], default="", help="Its key, if a file of its own."),
            click.Option(["--name"], multiple=True, help="Host name that clients use for it."),
            click.Option(["--without-tls"], is_flag=True, help="Whoever reads along has all."),
            click.Option(["--json", "as_json"], is_flag=True, help="Say where in JSON."),
        ],
    )


def _doctor(desk: Desk) -> click.Command:
    """`ll3m doctor`."""

    def callback(as_json: bool) -> int:
        from .doctor import examine

        desk.json = desk.json or as_json
        return examine(desk, has_local=desk.has_local)

    return click.Command(
        "doctor",
        callback=callback,
        help="Find what stands in the way, and what to do about it.",
        params=[click.Option(["--json", "as_json"], is_flag=True, help="Print as JSON.")],
    )


def _mcp(desk: Desk) -> click.Command:
    """`ll3m mcp`."""

    def callback() -> None:
        from .mcp import serve

        serve(desk)

    return click.Command(
        "mcp",
        callback=callback,
        help="Serve agents over standard input and output (Model Context Protocol).",
    )


def _instance(desk: Desk) -> click.Command:
    group = click.Group("instance", help="Which instances run on this machine.")

    @group.command("env", help="Print LL3M_URL and LL3M_TOKEN for a shell: eval $(…).")
    def env() -> None:
        from ..discovery import choose

        found = choose(**desk.chosen())
        sys.stdout.write(f"export LL3M_URL={found.url}\nexport LL3M_TOKEN={found.token}\n")

    @group.command("list", help="List the running instances, newest first.")
    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
    def list_instances(as_json: bool) -> None:
        from ..discovery import instances

        found = instances()
        if as_json or desk.json:
            rows: list[dict[str, Any]] = [
                {
                    "pid": each.pid, "url": each.url, "version": each.version,
                    "blender": each.blender, "file": each.file, "project": each.project,
                    "started_at": each.started_at,
                }
                for each in found
            ]  # fmt: skip
            sys.stdout.write(json.dumps({"instances": rows}, indent=2) + "\n")
            return
        from .render import table

        since = "%Y-%m-%d %H:%M:%S"
        desk.out().print(
            table(
                ("process", "address", "LL3M", "Blender", "file", "project", "since"),
                (
                    (
                        str(each.pid), each.url, each.version, each.blender,
                        each.file or "never saved", each.project or "default",
                        time.strftime(since, time.localtime(each.started_at)),
                    )
                    for each in found
                ),
                empty="No instance runs. Switch the service on in Blender, or: ll3m serve",
            )
        )  # fmt: skip

    return group
