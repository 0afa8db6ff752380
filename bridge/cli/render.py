# SPDX-License-Identifier: GPL-3.0-or-later
"""Results for people: tables for lists, a card for one thing, a sentence for an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.text import Text

from ..contract import LL3MError, Model
from ..contract.asset import Asset, AssetList
from ..contract.code import CheckReport, CodeRunResult, Facts, Finding, MeshReport
from ..contract.job import Job, JobEvents, JobList
from ..contract.provider import ProviderList
from ..contract.scene import SceneInfo
from ..contract.system import SystemHealth
from ..contract.version import VersionDetail, VersionExportResult, VersionList
from . import render_library, render_runs, render_scene
from .shapes import card, short, table, text, when

__all__ = ["card", "facts_table", "findings_table", "show", "show_error", "table"]

STATE_COLOURS = {
    "done": "green", "failed": "red", "cancelled": "yellow", "interrupted": "yellow",
    "running": "cyan",
}  # fmt: skip
SEVERITY_COLOURS = {"error": "red", "warning": "yellow", "migrated": "cyan", "info": "dim"}


def _state(state: str) -> Text:
    return Text(state, style=STATE_COLOURS.get(state, ""))


def findings_table(findings: Iterable[Finding]) -> RenderableType:
    """What the check found, line by line."""
    rows = (
        (
            f"{each.line}:{each.column}",
            Text(each.severity, style=SEVERITY_COLOURS[each.severity]),
            each.rule,
            each.what,
            each.advice,
        )
        for each in findings
    )
    return table(("line", "", "rule", "found", "instead"), rows, empty="No findings.")


def facts_table(facts: Facts) -> RenderableType:
    """What a script made."""
    size = None
    if facts.bounding_box is not None:
        size = " × ".join(f"{edge:.3f}" for edge in facts.bounding_box.size) + " m"
    memory = f"{facts.peak_memory / 2**20:.0f} MiB" if facts.peak_memory else None
    return card(
        (
            ("objects", facts.objects),
            ("vertices", f"{facts.vertices:,}"),
            ("faces", f"{facts.faces:,}"),
            ("triangles", f"{facts.triangles:,}" if facts.triangles else None),
            ("materials", facts.materials),
            ("size", size),
            ("time", f"{facts.seconds:.2f} s"),
            ("memory", memory),
        )
    )


def _report(report: MeshReport) -> list[RenderableType]:
    faults = [each for each in report.items if not each.ok]
    return [
        Text.assemble((f"{each.severity}  ", SEVERITY_COLOURS[each.severity]), each.what)
        for each in faults
    ]


def _assets(found: AssetList) -> RenderableType:
    rows = (
        (
            each.id,
            short(each.name, 40),
            each.kind,
            f"v{each.current:03d}",
            each.versions,
            when(each.updated_at),
            short(each.prompt, 50),
        )
        for each in found.assets
    )
    return table(
        ("asset", "name", "kind", "current", "versions", "changed", "prompt"),
        rows,
        empty='No assets yet. Make one: ll3m asset generate "a red armchair"',
    )


def _asset(each: Asset) -> RenderableType:
    return card(
        (
            ("asset", each.id),
            ("name", each.name),
            ("kind", each.kind),
            ("prompt", each.prompt),
            ("version", f"v{each.current:03d} of {each.versions}"),
            ("score", each.score),
            ("tags", each.tags),
            ("notes", each.notes),
            ("favourite", each.favourite or None),
            ("open drafts", each.drafts or None),
            ("project", each.project_id if each.project_id != "default" else None),
            ("made", when(each.created_at)),
            ("changed", when(each.updated_at)),
            ("in the trash since", when(each.trashed_at) if each.trashed_at else None),
            ("folder", each.folder),
            ("preview", each.preview),
        )
    )


def _versions(found: VersionList) -> RenderableType:
    rows = (
        (
            Text(f"v{each.number:03d}", style="bold" if each.current else ""),
            "●" if each.current else "",
            when(each.created_at),
            f"v{each.parent:03d}" if each.parent else None,
            short(each.feedback or "", 40),
            each.score,
            f"{each.faces:,}",
            each.provider,
            each.formats,
        )
        for each in found.versions
    )
    return table(
        ("version", "", "made", "from", "feedback", "score", "faces", "provider", "formats"), rows
    )


def _version(found: VersionDetail) -> RenderableType:
    each = found.version
    head = card(
        (
            ("asset", each.asset_id),
            ("version", f"v{each.number:03d}" + (", current" if found.current else "")),
            ("prompt", each.prompt),
            ("feedback", each.feedback),
            ("made by", f"{each.provider} {each.model}".strip()),
            ("notes", each.notes),
            ("score", each.score),
            ("isolation", each.isolation),
            ("files", [file.name for file in each.files]),
            ("folder", found.folder),
        )
    )
    return Group(head, facts_table(each.facts), *_report(each.report))


def _export(found: VersionExportResult) -> RenderableType:
    return table(("format", "file"), found.paths.items())


def _jobs(found: JobList) -> RenderableType:
    rows = (
        (
            each.id,
            _state(each.state),
            each.stage,
            f"{each.progress:.0%}",
            each.operation,
            short(each.title, 50),
            when(each.created_at),
            each.error.code if each.error else None,
        )
        for each in found.jobs
    )
    return table(
        ("job", "state", "stage", "", "operation", "title", "made", "error"),
        rows,
        empty="No jobs yet.",
    )


def _job(each: Job) -> RenderableType:
    used = each.usage
    usage = None
    if used.calls:
        usage = (
            f"{used.calls} calls, {used.input_tokens}+{used.output_tokens} tokens, ${used.cost:.4f}"
        )
    return card(
        (
            ("job", each.id),
            ("state", _state(each.state)),
            ("stage", f"{each.stage}, {each.progress:.0%}" if each.state == "running" else None),
            ("operation", each.operation),
            ("title", each.title),
            ("asset", each.asset_id),
            ("version", f"v{each.version:03d}" if each.version else None),
            ("used", usage),
            ("retry of", each.retry_of),
            ("replay of", each.replay_of),
            ("error", each.error.message if each.error else None),
            ("advice", each.error.advice if each.error else None),
        )
    )


def _events(found: JobEvents) -> RenderableType:
    rows = (
        (each.seq, when(each.time), each.type, short(text(each.data), 100)) for each in found.events
    )
    return table(("", "time", "type", "data"), rows, empty="No events.")


def _providers(found: ProviderList) -> RenderableType:
    rows = (
        (
            Text(each.name, style="bold" if each.default else ""),
            "default" if each.default else "",
            each.label,
            Text("ready", style="green") if each.ready else Text("not ready", style="yellow"),
            each.model,
            each.base_url,
            each.reason,
        )
        for each in found.providers
    )
    return table(("provider", "", "label", "", "model", "address", "why not"), rows)


def _check(report: CheckReport) -> RenderableType:
    verdict = Text("accepted", style="green") if report.accepted else Text("refused", style="red")
    line = Text.assemble(verdict, f"  {report.lines} lines, {report.seconds * 1000:.0f} ms")
    return Group(findings_table(report.findings), line) if report.findings else line


def _run(result: CodeRunResult) -> RenderableType:
    parts: list[RenderableType] = [facts_table(result.facts), *_report(result.report)]
    if result.findings:
        parts.append(findings_table(result.findings))
    parts += [Text(f"taken out: {each}", style="yellow") for each in result.stripped]
    if result.output:
        parts += [Text("the script printed:", style="dim"), Text(result.output.rstrip())]
    return Group(*parts, Text(f"isolation: {result.isolation}", style="dim"))


def _scene(info: SceneInfo) -> RenderableType:
    rows = (
        (
            each.name,
            each.type,
            " × ".join(f"{edge:.3g}" for edge in each.dimensions),
            "" if each.visible else "hidden",
            "selected" if each.selected else "",
            f"{each.asset_id} v{each.version:03d}" if each.asset_id and each.version else None,
        )
        for each in info.objects
    )
    head = card(
        (
            ("file", info.file or "never saved"),
            ("scene", info.scene),
            ("mode", info.mode),
            ("units", f"{info.unit_system}, {info.unit_scale:g} m"),
            ("objects", info.objects_total),
        )
    )
    return Group(head, table(("object", "type", "size in m", "", "", "asset"), rows))


def _health(health: SystemHealth) -> RenderableType:
    rows = (
        (
            Text("✓", style="green") if each.ok else Text("✗", style="red"),
            each.name,
            each.what,
            each.advice,
        )
        for each in health.items
    )
    head = card(
        (
            ("health", Text("good", style="green") if health.ok else Text("bad", style="red")),
            ("isolation", health.isolation),
            ("scene", health.scene),
            ("busy", health.busy),
            ("jobs", f"{health.jobs_running} running, {health.jobs_queued} queued"),
            ("library", health.library),
        )
    )
    return Group(head, table(("", "", "", ""), rows, empty=""))


SHAPES: dict[type[Model], Callable[[Any], RenderableType]] = {
    Asset: _asset, AssetList: _assets, CheckReport: _check, CodeRunResult: _run, Job: _job,
    JobEvents: _events, JobList: _jobs, ProviderList: _providers, SceneInfo: _scene,
    SystemHealth: _health, VersionDetail: _version, VersionExportResult: _export,
    VersionList: _versions,
}  # fmt: skip
SHAPES.update(render_library.SHAPES)
SHAPES.update(render_runs.SHAPES)
SHAPES.update(render_scene.SHAPES)


def show(console: Console, result: Model) -> None:
    """Print a result: in its own shape, or as a card of its fields."""
    shape = SHAPES.get(type(result))
    console.print(shape(result) if shape else card(result.model_dump(mode="json").items()))
    cursor = getattr(result, "next_cursor", None)
    if cursor:
        console.print(f"[dim]There is more: --cursor {escape(cursor)}[/dim]")


def show_error(console: Console, error: LL3MError) -> None:
    """Print an error: one red sentence, advice, and what belongs to it."""
    console.print(Text.assemble(("✗ ", "red bold"), (error.message, "red")), soft_wrap=True)
    findings = error.data.get("findings")
    if isinstance(findings, list) and findings:
        console.print(findings_table(Finding.model_validate(each) for each in findings))
    traceback = error.data.get("traceback")
    if isinstance(traceback, str) and traceback:
        console.print(Text(traceback.rstrip()), soft_wrap=True)
    for problem in error.data.get("problems") or ():
        if isinstance(problem, dict) and len(error.data["problems"]) > 1:
            console.print(Text(f"  {problem.get('field')}: {problem.get('problem')}"))
    if error.advice:
        console.print(Text(error.advice, style="dim"), soft_wrap=True)
