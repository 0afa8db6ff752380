# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions without a model: other values, an edited source, repairs, edits by hand.

All go the road of every version: check and trial where there is a script to run, then the
second jailed process that reduces, measures, draws and exports. What was done stands in
the version's metadata: ``made_by`` (``parameters``, ``source``, ``fix``, ``hand``),
``values`` and ``fixes``. Repairs go with a version: its descendants are repaired the same way.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...bridge.contract.asset import Asset, MakeOptions
from ...bridge.contract.beside import VersionPublished, VersionPublishRequest, VersionPushRequest
from ...bridge.contract.code import CheckReport, MeshReport, ParameterValue
from ...bridge.contract.errors import Conflict, NoScene
from ...bridge.contract.remake import (
    RemakeOptions,
    VersionFixRequest,
    VersionMakeRequest,
    VersionPreviewed,
    VersionPreviewRequest,
    VersionSetParametersRequest,
)
from ...bridge.contract.version import Version
from ..core.cancel import CancelToken
from ..core.jobs import JobContext
from ..core.parameters import read_parameters, same_value, set_parameters
from ..core.seams import FinishRequest, Host, Placement, TrialResult
from . import publishing
from .bench import Bench, Origin, Tried, facts_of, refuse

__all__ = ["BY_USER", "Remaker", "changed_values"]

#: ``Version.provider`` of what no provider made.
BY_USER = "user"


@dataclass(frozen=True, slots=True)
class Remaker:
    """Implements ``core.remake_seam.Remaker``. Holds no state of its own."""

    bench: Bench

    # ------------------------------------------------------------ jobs

    def set_parameters(self, request: VersionSetParametersRequest, job: JobContext) -> None:
        """Run a version's script with other values; keep the result as the next version.

        Raises:
            InvalidRequest: a value does not fit. Conflict: the script does not make the version.
            Refused, ScriptFailed, LimitHit, Cancelled, HostError, LibraryError.
        """
        asset, base, _ = self._base(request.asset_id, request.number)
        _must_be_made_by_its_script(base)
        source = set_parameters(base.source, request.values)
        values = changed_values(base.source, source)
        steps = {"made_by": "parameters", "values": values}
        note = "Parameters set: " + (_in_words(values) or "none changed") + "."
        self._run(source, asset, base, request, job, note, steps)

    def make(self, request: VersionMakeRequest, job: JobContext) -> None:
        """Make the next version from an edited source.

        Raises:
            Conflict: the asset is no script's. Refused, ScriptFailed, LimitHit …
        """
        asset, base, _ = self._base(request.asset_id, request.number)
        _must_be_python(base)
        note = "Made from the edited source."
        self._run(
            request.source, asset, base, request, job, note, {"made_by": "source"}, request.feedback
        )

    def fix(self, request: VersionFixRequest, job: JobContext) -> None:
        """Make the next version by repairs on the finished model.

        Raises:
            Conflict: there is nothing to repair. Cancelled, HostError, LibraryError, LimitHit.
        """
        asset, base, home = self._base(request.asset_id, request.number)
        offered = [item.fix for item in base.report.items if item.fix and not item.ok]
        fixes = tuple(dict.fromkeys(request.fixes or offered))
        if not fixes:
            raise Conflict(
                f"Version {base.number} has nothing that can be repaired safely.",
                advice="Refine it, or edit it by hand.",
            )
        steps: dict[str, Any] = {"made_by": "fix", "fixes": [*_fixes_of(base), *fixes]}
        steps |= _kept(base, "source_outdated")
        self._refinish(home / "model.blend", fixes, asset, base, request, job, "", steps)

    def push(self, request: VersionPushRequest, job: JobContext) -> None:
        """Save what was changed by hand in the scene as the next version.

        Raises:
            NoScene, NotFound: it does not lie in the scene. Busy, HostError, LimitHit …
        """
        job.stage("trial", 0.1)
        with self.bench.staged() as folder:
            number = self._host().versions.save_edited(
                request.asset_id, request.number, folder / "edited.blend"
            )
            asset, base, _ = self._base(request.asset_id, number)
            steps = {"made_by": "hand", "source_outdated": True, "fixes": []}
            note = request.notes or "Edited by hand."
            self._refinish(folder / "edited.blend", (), asset, base, request, job, note, steps)

    # ------------------------------------------------------------ at once

    def preview(self, request: VersionPreviewRequest, cancel: CancelToken) -> VersionPreviewed:
        """Show a version with other values in the open scene; a failure changes nothing there.

        Raises:
            NoScene, InvalidRequest, Conflict, Refused, ScriptFailed, LimitHit, HostError.
        """
        began = time.perf_counter()
        host = self._host()
        asset, base, _ = self._base(request.asset_id, request.number)
        _must_be_made_by_its_script(base)
        source = set_parameters(base.source, request.values)
        values = changed_values(base.source, source)
        if not values:
            host.versions.end_preview(asset.id)
            facts = base.facts
        else:
            with self.bench.staged() as folder:
                shown = self._try_quickly(source, base, folder, cancel)
                host.versions.preview(Placement(shown, folder, asset.name), values, cancel)
            facts = shown.facts
        return VersionPreviewed(
            asset_id=asset.id,
            number=base.number,
            values=values,
            facts=facts,
            seconds=time.perf_counter() - began,
        )

    def _try_quickly(
        self, source: str, base: Version, folder: Path, cancel: CancelToken
    ) -> Version:
        """``base`` as another source makes it, in ``folder``; nothing is drawn or exported."""
        bench = self.bench
        report = bench.checker.check(source, bench.jail.blender_version())
        if not report.accepted:
            raise refuse(report)
        raw = folder / ".trial"
        raw.mkdir()
        limits = bench.settings.limits
        trial = bench.jail.trial(report.source, raw, limits, cancel)
        finished = bench.jail.finish(
            FinishRequest(trial.blend, folder, fixes=_fixes_of(base), report=False, limits=limits),
            cancel,
        )
        update = {"source": report.source, "facts": facts_of(trial, finished)}
        return base.model_copy(update=update)

    def publish(self, request: VersionPublishRequest, cancel: CancelToken) -> VersionPublished:
        """Write a version for Blender's Asset Browser; see ``publishing``."""
        return publishing.publish(self.bench, request, cancel)

    def unpublish(self, asset_id: str) -> bool:
        """Take an asset out of the Asset Browser."""
        return publishing.unpublish(self.bench, asset_id)

    # ------------------------------------------------------------ the road

    def _host(self) -> Host:
        host = self.bench.host
        if host is None or not host.has_scene:
            raise NoScene("This needs an open Blender scene, and this instance has none.")
        return host

    def _base(self, asset_id: str, number: int | None) -> tuple[Asset, Version, Path]:
        """The asset, the version to begin with and its folder; no version of trash is made."""
        asset = self.bench.library.asset(asset_id)
        if asset.trashed_at:
            raise Conflict(f"{asset.name!r} lies in the trash.", advice="Restore it first.")
        version, home = self.bench.library.version(asset_id, number)
        return asset, version, home

    def _run(
        self, source: str, asset: Asset, base: Version, request: RemakeOptions, job: JobContext,
        note: str, steps: dict[str, Any], feedback: str | None = None,
    ) -> None:  # fmt: skip
        """A script to a version: check, trial, finish, keep, place."""
        fixes = _fixes_of(base)
        with self.bench.staged() as folder:
            tried = self.bench.try_out(source, folder, job, 0.1)
            steps |= {"fixes": list(fixes)} if fixes else {}
            self._keep(tried, folder, fixes, asset, base, request, job, note, steps, feedback)

    def _refinish(
        self, blend: Path, fixes: tuple[str, ...], asset: Asset, base: Version,
        request: RemakeOptions, job: JobContext, note: str, steps: dict[str, Any],
    ) -> None:  # fmt: skip
        """A finished file to a version: reduced, repaired and measured like any other."""
        with self.bench.staged() as folder:
            raw = folder / ".trial"
            raw.mkdir()
            copy = raw / "raw.blend"
            shutil.copyfile(blend, copy)
            report = CheckReport(
                accepted=True,
                findings=base.findings,
                source=base.source,
                lines=base.source.count("\n") + 1,
                seconds=0.0,
            )
            facts, level = base.facts, self.bench.jail.isolation()
            trial = TrialResult(copy, facts.seconds, facts.peak_memory, "", level)
            tried = Tried(report, trial)
            self._keep(tried, folder, fixes, asset, base, request, job, note, steps, None)

    def _keep(
        self, tried: Tried, folder: Path, fixes: tuple[str, ...], asset: Asset, base: Version,
        request: RemakeOptions, job: JobContext, note: str, steps: dict[str, Any],
        feedback: str | None,
    ) -> None:  # fmt: skip
        options = MakeOptions(
            quality=base.quality, formats=request.formats, preview=request.preview,
            sheet=request.sheet, place=request.place,
            backdrop=request.backdrop, renderer=request.renderer,
        )  # fmt: skip
        job.stage("preview", 0.55)
        finished = self.bench.finish(tried, folder, options, job.cancel, fixes=fixes)
        made_by = str(steps["made_by"])
        if made_by == "fix":
            note = _what_is_better(base.report, finished.report)
        origin = Origin(
            base.prompt, BY_USER, made_by, base.kind, feedback, base.number, notes=(note,)
        )
        version = self.bench.version(tried, finished, origin, options, job)
        version = version.model_copy(update={"metadata": {**version.metadata, **steps}})
        kept = self.bench.keep(asset.id, version, folder, job)
        self.bench.place(kept, asset.name, options, job)


def changed_values(old: str, new: str) -> dict[str, ParameterValue]:
    """Parameters of ``new`` whose values are others than in ``old``."""
    before = {each.name: each.default for each in read_parameters(old)}
    return {
        each.name: each.default
        for each in read_parameters(new)
        if each.name in before and not same_value(before[each.name], each.default)
    }


def _in_words(values: Mapping[str, ParameterValue]) -> str:
    def word(value: ParameterValue) -> str:
        if isinstance(value, list):
            return f"({', '.join(f'{each:g}' for each in value)})"
        return f"{value:g}" if isinstance(value, float) else str(value)

    named = [
        f"{name.replace('_', ' ').capitalize()} {word(value)}" for name, value in values.items()
    ]
    return ", ".join(named)


def _what_is_better(before: MeshReport, after: MeshReport) -> str:
    """What a repair brought, for people. Raises ``Conflict`` if that is nothing."""
    bad = {item.check for item in after.items if not item.ok}
    was = {item.check: item for item in before.items if not item.ok}
    said = {item.check: item.what for item in after.items}
    mended = [check for check in was if check not in bad]
    fewer = [check for check in was if check in bad and said[check] != was[check].what]
    if not mended and not fewer:
        raise Conflict(
            "The repair found nothing that it could mend safely; no version was made.",
            advice="What a modifier makes is mended in the script: refine it, or edit the source.",
        )
    names = ", ".join(check.replace("_", " ") for check in (*mended, *fewer))
    return f"Repaired without a model: {names}."


def _fixes_of(version: Version) -> tuple[str, ...]:
    """Repairs that belong to a version and so to what is made from it."""
    found = version.metadata.get("fixes", [])
    return tuple(str(each) for each in found) if isinstance(found, list) else ()


def _kept(version: Version, *names: str) -> dict[str, Any]:
    return {name: version.metadata[name] for name in names if name in version.metadata}


def _must_be_python(version: Version) -> None:
    if version.kind != "python_model":
        raise Conflict(
            f"A version of the kind {version.kind!r} is made by no Python script.",
            advice="Refine it instead.",
        )


def _must_be_made_by_its_script(version: Version) -> None:
    _must_be_python(version)
    if version.metadata.get("source_outdated"):
        raise Conflict(
            f"Version {version.number} was edited by hand; its script does not make it.",
            advice=f"Set the parameters of version {version.parent or 1} instead.",
        )
