# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command: one subcommand per row of the table of operations.

What takes time to load (rich, the network client, the product itself) is loaded by the
command that needs it, so that ``--help`` and completion answer at once.
"""

from __future__ import annotations

import base64
import json
import logging
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..contract import OPERATIONS, LL3MError, Model, Operation
from ..contract.errors import InvalidRequest
from . import logs
from .desk import Desk, LocalApp, Serve
from .options import parameters, request_of

__all__ = ["command", "main"]

log = logging.getLogger(__name__)

#: What each noun is, for ``ll3m --help``.
NOUNS = {
    "asset": "Make, refine, find, describe, copy, delete and restore assets.",
    "draft": "Make, compare and choose drafts.",
    "reference": "Pictures that prompts can be given with.",
    "project": "Folders of work with style guide and instructions.",
    "instruction": "Standing texts that go with every request.",
    "library": "The library as a whole.",
    "version": "Look at, activate and export versions.",
    "job": "Look at, follow, cancel and retry jobs.",
    "code": "Check a script, or run it in the jail.",
    "scene": "The scene that is open in Blender.",
    "approval": "Calls of programs that wait for a person's yes.",
    "token": "Which programs may use the running instance, and for what.",
    "room": "Who works in a project now, and what is said there.",
    "provider": "What answers chat requests.",
    "knowledge": "What this Blender's own API offers.",
    "system": "The instance itself.",
}
#: Operations with the field that names a file or folder of the user's.
PATHS = {
    "project.export": "path",
    "project.import": "path",
    "version.export": "folder",
    "version.render": "folder",
}
#: Bytes of a picture that is sent within a request of at most 4 MiB.
_SENT = 2_900_000
EPILOG = "Talks to the newest running instance if there is one, else works in this process."


def main(
    local: Callable[[], LocalApp] | None = None,
    serve: Serve | None = None,
    arguments: list[str] | None = None,
) -> None:
    """Run the command line and leave the process with the right exit code.

    ``local`` opens the product in this process; ``serve`` starts an instance. Without
    them, the command can only talk to instances that run already.
    """
    logs.set_up()
    desk = Desk(local, serve)
    try:
        with desk.interruptible():
            code = _run(desk, sys.argv[1:] if arguments is None else arguments)
    finally:
        _close(desk)
    sys.exit(code)


def _close(desk: Desk) -> None:
    try:
        desk.close()
    except KeyboardInterrupt:
        log.debug("Interrupted while closing.")


def _run(desk: Desk, arguments: list[str]) -> int:
    """One command; returns its exit code. Everything that can go wrong ends in a sentence."""
    wants_json = "--json" in arguments
    try:
        result = command(desk).main(arguments, prog_name="ll3m", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return InvalidRequest.exit_code
    except click.UsageError as error:
        where = f"{error.ctx.command_path} --help" if error.ctx else "ll3m --help"
        return _fail(
            desk, InvalidRequest(error.format_message(), advice=f"See `{where}`."), wants_json
        )
    except click.ClickException as error:
        return _fail(desk, InvalidRequest(error.format_message()), wants_json)
    except LL3MError as error:
        return _fail(desk, error, wants_json)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read has gone; nothing is left to say
        return 0
    except Exception as error:
        log.exception("ll3m %s broke", " ".join(arguments[:2]))
        broken = LL3MError(
            f"Something inside LL3M broke: {type(error).__name__}.",
            advice=f"Nothing was changed. Try again; the details are in {logs.log_path()}.",
        )
        return _fail(desk, broken, wants_json)


def _fail(desk: Desk, error: LL3MError, wants_json: bool) -> int:
    if desk.json or wants_json:
        sys.stdout.write(json.dumps(error.to_wire(), indent=2, default=str) + "\n")
    else:
        from .render import show_error

        show_error(desk.err(), error)
    return error.exit_code


# ---------------------------------------------------------------- the tree of commands


class _Group(click.Group):
    """Makes its commands when they are asked for."""

    def __init__(self, name: str, makers: dict[str, Callable[[], click.Command]], **kw: Any):
        super().__init__(name, no_args_is_help=True, **kw)
        self._makers = makers

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self._makers)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        # ``apply_style``, as other doors write it, is taken as ``apply-style``.
        maker = self._makers.get(cmd_name) or self._makers.get(cmd_name.replace("_", "-"))
        return maker() if maker else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """As click's, and with a suggestion where a name is nearly right."""
        from difflib import get_close_matches

        name = args[0] if args else ""
        if name and not name.startswith("-") and name.replace("_", "-") not in self._makers:
            near = get_close_matches(name, self._makers, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no command {name!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


def command(desk: Desk) -> click.Group:
    """The whole command tree for one run."""
    from . import extra

    makers: dict[str, Callable[[], click.Command]] = {}
    for noun in dict.fromkeys(row.noun for row in OPERATIONS.values()):
        makers[noun] = lambda noun=noun: _noun(desk, noun)
    makers |= extra.commands(desk)
    root = _Group("ll3m", makers, help="Prompts in, checked and versioned 3D assets out.",
                  epilog=EPILOG, callback=lambda **values: _globals(desk, values))  # fmt: skip
    root.params = [
        click.Option(
            ["--instance"],
            metavar="PID|FILE|PROJECT",
            help="Ask this running instance: by its process, its .blend file or its project.",
        ),
        click.Option(["--local"], is_flag=True, help="Work in this process."),
        click.Option(["--json"], is_flag=True, help="Print results and errors as JSON."),
        click.Option(["--no-color"], is_flag=True, help="Print without colours."),
    ]
    return root


def _globals(desk: Desk, values: dict[str, Any]) -> None:
    desk.instance = values["instance"] or desk.instance
    desk.force_local = desk.force_local or values["local"]
    desk.json = desk.json or values["json"]
    desk.no_color = desk.no_color or values["no_color"]


def _noun(desk: Desk, noun: str) -> click.Command:
    rows = [row for row in OPERATIONS.values() if row.noun == noun]
    makers = {row.verb.replace("_", "-"): lambda row=row: _verb(desk, row) for row in rows}
    return _Group(noun, makers, help=NOUNS.get(noun, f"Operations on {noun}."))


def _verb(desk: Desk, row: Operation) -> click.Command:
    """The command of one operation."""
    leave_out: set[str] = set()
    params: list[click.Parameter] = []
    if row.noun == "code":
        leave_out = {"source", "keep"}
        params.append(click.Argument(["file"], metavar="FILE"))
    if row.name == "code.run":
        params.append(
            click.Option(["--out"], metavar="DIR", help="Leave script, model and facts there.")
        )
    params += parameters(row, frozenset(leave_out))
    if row.is_job:
        params.append(
            click.Option(["--wait/--no-wait"], default=True, help="Follow the job to its end.")
        )
    params.append(click.Option(["--json"], is_flag=True, help="Print the result as JSON."))

    def callback(**values: Any) -> int:
        desk.json = values.pop("json") or desk.json
        result, code = _perform(desk, row, values)
        if desk.json:
            desk.show_json(result)
        else:
            _show(desk, row, result)
        return code

    summary = (row.request.__doc__ or row.summary).strip()
    return click.Command(
        row.verb, params=params, callback=callback, help=f"{summary}", short_help=row.summary
    )


def _perform(desk: Desk, row: Operation, values: dict[str, Any]) -> tuple[Model, int]:
    """Run the operation; the result and the exit code."""
    from . import code

    wait = values.pop("wait", None) if row.is_job else None
    file, out = values.pop("file", ""), values.pop("out", None)
    request = request_of(values)
    if row.name == "code.check":
        return code.check(desk, file, request)
    if row.name == "code.run":
        return code.run(desk, file, out, request)
    if isinstance(request.get("asset_id"), str):
        request["asset_id"] = _asset_id(
            desk, request["asset_id"], trashed=row.verb in ("restore", "purge")
        )
    field = PATHS.get(row.name)
    if field in request:  # a person means the folder where the command runs
        request[field] = str(Path(request[field]).expanduser().absolute())
    if "references" in request:
        request["references"] = [_reference(desk, each) for each in request["references"]]
    elif row.name == "reference.add":
        request["source"] = _source(desk, request["source"])
    if row.is_job and not wait and desk.is_local:
        raise InvalidRequest(
            "A job of this process would end with it.",
            advice="Leave --no-wait out, or start an instance with `ll3m serve`.",
        )
    result = desk.ask(row.name, request)
    if row.is_job and wait:
        from .follow import end_of

        result = end_of(desk, result)
    return result, 0


def _show(desk: Desk, row: Operation, result: Model) -> None:
    """Print a result; of a job that is done, what it made."""
    from . import render

    asset_id, number = getattr(result, "asset_id", None), getattr(result, "version", None)
    if row.is_job and getattr(result, "state", "") == "done" and asset_id:
        if row.noun == "draft":
            result = desk.ask("draft.list", {"asset_id": asset_id})
        else:
            result = desk.ask("version.get", {"asset_id": asset_id, "number": number})
    render.show(desk.out(), result)


def _source(desk: Desk, given: str) -> str:
    """A picture as the request names it: an id or data as given, a file as seen from here.

    To an instance a file that fits into a request goes as data: a token that may not read files
    there is enough, and the instance may be on another machine.
    """
    if given.startswith("data:") or re.fullmatch(r"r_[0-9a-f]{16}", given):
        return given
    path = Path(given).expanduser().absolute()
    if desk.is_local or not path.is_file() or path.stat().st_size > _SENT:
        return str(path)
    kind = path.suffix[1:].lower().replace("jpg", "jpeg") or "png"
    return f"data:image/{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"


def _reference(desk: Desk, given: str) -> str:
    """The same for one of several: data is kept first, since a request has room for little."""
    source = _source(desk, given)
    if not source.startswith("data:"):
        return source
    return desk.ask("reference.add", {"source": source}).id


def _asset_id(desk: Desk, given: str, *, trashed: bool) -> str:
    """The asset's id for what a person types: an id, its beginning, or the asset's name."""
    if re.fullmatch(r"a_[0-9a-z]{16}", given):
        return given
    found: dict[str, str] = {}
    page: dict[str, Any] = {"limit": 200, "trashed": trashed}
    for _ in range(50):
        listed = desk.ask("asset.list", page)
        for asset in listed.assets:
            if asset.id.startswith(given) or asset.name.casefold() == given.casefold():
                found[asset.id] = asset.name
        if not listed.next_cursor:
            break
        page["cursor"] = listed.next_cursor
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise InvalidRequest(
            f"No asset has the id or name {given!r}.", advice="List them: `ll3m asset list`."
        )
    names = ", ".join(f"{key} ({name})" for key, name in list(found.items())[:5])
    raise InvalidRequest(
        f"{given!r} could be any of {len(found)} assets: {names}.", advice="Name one by its id."
    )
