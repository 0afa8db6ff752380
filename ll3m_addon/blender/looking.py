# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns what the operations answer into the panel's views. Runs on the feed's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import views

if TYPE_CHECKING:
    from ...bridge.contract.job import Job

__all__ = [
    "approval_views",
    "asset_view",
    "client_view",
    "detail_view",
    "draft_view",
    "edit_view",
    "job_view",
    "project_view",
    "provider_view",
    "spec_view",
    "version_view",
]

Ask = Callable[..., Any]
#: Lines of a difference and of a design that are kept for drawing.
CHANGES, OBJECTS = 60, 200


def _seconds(text: str | None) -> float:
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def job_view(job: Job, notes: tuple[str, ...] = ()) -> views.JobView:
    """A ``Job`` of the contract as the panel shows it, with what was noted while it ran."""
    error = job.error
    return views.JobView(
        id=job.id,
        title=job.title or job.operation,
        state=job.state,
        stage=job.stage,
        progress=job.progress,
        started=_seconds(job.started_at),
        finished=_seconds(job.finished_at),
        asset_id=job.asset_id or "",
        version=job.version or 0,
        error=error.message if error else "",
        advice=error.advice if error else "",
        error_code=error.code if error else "",
        tokens=job.usage.input_tokens + job.usage.output_tokens,
        cost=job.usage.cost,
        operation=job.operation,
        notes=notes,
        place=job.place or 0,
    )


def asset_view(asset: Any) -> views.AssetView:
    """An ``Asset`` of the contract."""
    return views.AssetView(
        id=asset.id,
        name=asset.name,
        kind=asset.kind,
        prompt=asset.prompt,
        current=asset.current,
        versions=asset.versions,
        preview=asset.preview or "",
        folder=asset.folder,
        favourite=asset.favourite,
        tags=tuple(asset.tags),
        drafts=asset.drafts,
        score=-1.0 if asset.score is None else asset.score,
    )


def version_view(row: Any) -> views.VersionView:
    """A row of ``version.list``."""
    return views.VersionView(
        number=row.number,
        feedback=row.feedback or "",
        parent=row.parent or 0,
        score=-1.0 if row.score is None else row.score,
        provider=row.provider,
        model=row.model,
        faces=row.faces,
        current=row.current,
        folder=row.folder,
        preview=_preview(row.folder),
        name=row.name,
        notes=row.notes,
    )


def detail_view(ask: Ask, asset_id: str, number: int) -> views.DetailView:
    """What is shown of one version; its current one for ``number`` 0."""
    chosen = {"number": number} if number else {}
    version = ask("version.get", asset_id=asset_id, **chosen).version
    which = {"asset_id": asset_id, "number": version.number}
    box = version.facts.bounding_box
    plain = version.kind != "design_spec"  # a design has no constants; its objects are shown
    return views.DetailView(
        asset_id=asset_id,
        number=version.number,
        size=tuple(box.size) if box else (),
        objects=version.facts.objects,
        materials=tuple(version.facts.materials),
        notes=tuple(version.notes),
        checks=tuple(
            views.CheckView(item.ok, item.severity, item.what, item.fix or "")
            for item in version.report.items
        ),
        parameters=tuple(ask("version.parameters", **which).parameters) if plain else (),
        presets=tuple(each.name for each in ask("preset.list", asset_id=asset_id).presets)
        if plain
        else (),
        parts=tuple(_part_view(each) for each in ask("version.parts", **which).parts),
        by_hand=bool(version.metadata.get("source_outdated")),
    )


def _part_view(part: Any) -> views.PartView:
    return views.PartView(
        name=part.name,
        part_name=part.part_name,
        component_of=part.component_of or "",
        materials=tuple(part.materials),
        used_for=tuple(part.used_for),
        faces=part.faces,
    )


def provider_view(each: Any) -> views.ProviderView:
    """A ``ProviderInfo``."""
    return views.ProviderView(
        name=each.name,
        label=each.label or each.name,
        local=each.local,
        is_model=each.is_model,
        ready=each.ready,
        reason=each.reason,
        default=each.default,
        sees=each.vision,
    )


def draft_view(draft: Any) -> views.DraftView:
    """A ``Draft``."""
    return views.DraftView(
        asset_id=draft.asset_id,
        number=draft.number,
        state=draft.state,
        name=draft.name,
        score=-1.0 if draft.score is None else draft.score,
        preview=draft.preview or "",
        current=draft.current,
    )


def edit_view(edit: Any) -> views.EditView:
    """A ``SceneEdit``."""
    rows = edit.difference.changes
    return views.EditView(
        job_id=edit.job_id,
        state=edit.state,
        prompt=edit.prompt,
        summary=edit.summary,
        changes=tuple(
            views.ChangeView(
                row.change,
                row.type,
                row.name,
                "; ".join(
                    f"{one.path}: {'–' if one.before is None else one.before}"
                    f" → {'–' if one.after is None else one.after}"
                    for one in row.details[:3]
                )
                or ", ".join(row.aspects),
            )
            for row in rows[:CHANGES]
        ),
        unlisted=edit.difference.unlisted + max(0, len(rows) - CHANGES),
        takes_away=len(edit.difference.takes_away),
        source=edit.source,
        deviations=tuple(edit.deviations),
    )


def spec_view(answer: Any) -> views.SpecView:
    """A ``SpecAnswer``."""
    return views.SpecView(
        asset_id=answer.asset_id,
        number=answer.number,
        objects=tuple(
            views.SpecObjectView(
                each.id,
                each.type,
                each.material,
                (each.dimensions.width, each.dimensions.depth, each.dimensions.height),
                each.editable,
            )
            for each in answer.spec_json.objects[:OBJECTS]
        ),
        findings=tuple(each.what for each in answer.findings if each.status != "ok"),
        json=answer.spec_json.model_dump_json(indent=2),
    )


def project_view(project: Any) -> views.ProjectView:
    """A ``Project``."""
    guide = project.style_guide
    words = [guide.text, *guide.palette, *guide.materials, *guide.shapes]
    return views.ProjectView(project.id, project.name, ", ".join(word for word in words if word))


def client_view(row: dict[str, Any]) -> views.ClientView:
    """A row of ``Service.clients``."""
    return views.ClientView(
        str(row["name"]), int(row["calls"]), float(row["last"]), bool(row["connections"])
    )


def approval_views(found: Any) -> tuple[views.ApprovalView, ...]:
    """What waits in ``Approvals``."""
    return tuple(
        views.ApprovalView(each.id, each.summary, each.agent or each.client)
        for each in found.waiting
    )


def _preview(folder: str) -> str:
    path = Path(folder, "preview.png")
    return str(path) if path.is_file() else ""
