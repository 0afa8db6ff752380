# SPDX-License-Identifier: GPL-3.0-or-later
"""The kind ``design_spec``: from words or an edited spec to a version whose source is the spec.

The spec is built by a script of our own that goes the road of any other: check, trial in the
jail, cleaned result. A model's design is asked for in the contract's form; what is wrong with
it goes back once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...bridge.contract.asset import AssetGenerateRequest, AssetRefineRequest, MakeOptions
from ...bridge.contract.errors import Conflict, InvalidRequest
from ...bridge.contract.spec import DesignSpec, SpecFinding, SpecUpdateRequest
from ...bridge.contract.version import Version
from ..core.clock import utc_now
from ..core.jobs import JobContext
from ..core.seams import ChatRequest, Message, Provider, Providers, Task
from ..kinds.design_spec.asked import UNNAMED, AskedSpec, kept_from
from ..kinds.design_spec.builder import to_script
from ..kinds.design_spec.difference import apply, difference, merge, split_protected
from ..kinds.design_spec.geometry import summed
from ..kinds.design_spec.ids import spec_id
from ..kinds.design_spec.materials import MATERIALS
from ..kinds.design_spec.parts import PARTS
from ..kinds.design_spec.units import in_metres
from ..kinds.design_spec.validate import judge, read
from ..providers.offline.designs.detect import detect
from . import references
from .asking import ask_json
from .bench import Bench, Origin
from .context import Block, Shared, message
from .naming import name_from_prompt
from .prompting import prompt, quote, system
from .references import Given

__all__ = ["KIND", "SpecMaker", "brief_of", "spec_of"]

KIND = "design_spec"
#: ``Version.provider`` of an edit.
BY_USER = "user"
#: Findings that go back to a model with its design; overlaps are judged by eye instead.
_COMPLAINTS = 6


def spec_of(version: Version) -> DesignSpec:
    """The spec that a version is.

    Raises:
        Conflict: the version is of another kind.
    """
    if version.kind != KIND:
        raise Conflict(
            f"Version {version.number} is a {version.kind}, no design spec.",
            advice="Make one with spec.generate.",
        )
    return DesignSpec.model_validate_json(version.source)


def brief_of(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Style, context and constraints as ``asset.generate`` and ``spec.generate`` carry them."""
    told = metadata.get("design")
    told = told if isinstance(told, dict) else {}
    return {
        "style": str(told.get("style") or "") or None,
        "context": told.get("context") if isinstance(told.get("context"), dict) else {},
        "constraints": [str(each) for each in told.get("constraints") or []],
    }


@dataclass(frozen=True, slots=True)
class SpecMaker:
    """Makes versions of the kind ``design_spec``. Holds no state of its own."""

    bench: Bench
    providers: Providers

    def generate(self, request: AssetGenerateRequest, job: JobContext) -> None:
        """Make a new design from words.

        Raises:
            NotUnderstood, ProviderError, InvalidRequest, Refused, ScriptFailed, LimitHit, Cancelled.
        """
        library = self.bench.library
        standing = library.desk.instructions.texts(request.project_id, None, KIND)
        brief = brief_of(request.metadata)
        task = Task("code", request.prompt, kind=KIND, standing=standing, details=brief)
        pictures = references.given(library, request)
        spec, origin = self._ask(task, request, job, pictures)
        spec = _described(spec, request.prompt, brief, self.providers.get(request.provider))
        name = request.name or name_from_prompt(request.prompt)
        asset = library.create_asset(request, name)
        self._make(spec, origin, asset, name, 1, request, job, None, pictures)

    def refine(self, request: AssetRefineRequest, job: JobContext) -> None:
        """Make the next version of a design from feedback."""
        library = self.bench.library
        asset = library.asset(request.asset_id)
        base, _ = library.version(asset.id, request.number)
        said = [str(each) for each in base.metadata.get("feedback_chain") or []]
        task = Task(
            "code",
            asset.prompt,
            feedback=(*said, request.feedback),
            source=base.source,
            preserve=tuple(request.preserve_aspects),
            kind=KIND,
            standing=library.desk.instructions.texts(asset.project_id, asset.id, KIND),
            details=brief_of(asset.metadata),
        )
        pictures = references.given(library, request, base)
        spec, origin = self._ask(task, request, job, pictures)
        before = spec_of(base)
        may, refused = split_protected(before, difference(before, kept_from(before, spec)))
        spec = apply(before, may)
        notes = origin.notes
        if refused:
            held = sorted({each.object_id or "" for each in refused})
            notes = (*notes, f"Kept as they are, since they are not editable: {', '.join(held)}.")
        origin = Origin(
            asset.prompt, origin.provider, origin.model, KIND, request.feedback, base.number, notes
        )
        self._make(
            spec, origin, asset.id, asset.name, asset.versions + 1, request, job,
            {"feedback_chain": [*said, request.feedback]}, pictures,
        )  # fmt: skip

    def update(self, request: SpecUpdateRequest, job: JobContext) -> None:
        """Make the next version from an edited spec. ``asset_id`` names the design.

        Raises:
            Conflict: it edits what is not editable, or what others changed meanwhile.
        """
        assert request.asset_id is not None
        library = self.bench.library
        asset = library.asset(request.asset_id)
        now, _ = library.version(asset.id, request.number)
        before = spec_of(now)
        after = in_metres(request.spec_json)
        if request.base is not None and request.base != now.number:
            base = spec_of(library.version(asset.id, request.base)[0])
            after, conflicts = merge(base, after, before)
            if conflicts:
                raise Conflict(
                    f"{len(conflicts)} things were changed since version {request.base} too.",
                    advice="Look at the conflicts, settle them and send the spec again.",
                    conflicts=[each.model_dump(mode="json") for each in conflicts],
                )
        changes = difference(before, after)
        _, refused = split_protected(before, changes)
        if refused:
            raise Conflict(
                f"{refused[0].object_id} is not editable.",
                advice="Leave it as it is, or set its `editable` to true first.",
                refused=[each.model_dump(mode="json") for each in refused],
            )
        if not changes:
            raise Conflict("Nothing differs from the present version.", advice="Nothing to do.")
        wrong = [each for each in judge(after) if each.status == "error"]
        if wrong:
            raise InvalidRequest(
                f"The edited spec can't stand: {wrong[0].what}",
                problems=[each.model_dump(mode="json") for each in wrong],
            )
        origin = Origin(asset.prompt, BY_USER, request.author, KIND, None, now.number)
        options = MakeOptions(quality=now.quality, place=request.place)
        steps = {"changes": [each.model_dump(mode="json") for each in changes][:200]}
        self._make(after, origin, asset.id, asset.name, asset.versions + 1, options, job, steps)

    # ------------------------------------------------------------ asking

    def _ask(
        self, task: Task, options: MakeOptions, job: JobContext, pictures: tuple[Given, ...] = ()
    ) -> tuple[DesignSpec, Origin]:
        provider = self.providers.get(options.provider)
        budget = self.bench.settings.budget_job if options.budget is None else options.budget
        shared, said = Shared(task), list[str]()
        if references.sees(self.bench.settings, provider, options):
            shared.references = references.views(pictures)
        elif pictures:
            said.append(references.why_left_out(provider, options))

        def ask() -> AskedSpec:
            request = ChatRequest(
                messages=_messages(task, shared), task=task, model=options.model, budget=budget
            )
            return ask_json(provider, request, AskedSpec, job, _complaint)

        job.stage("code", 0.08)
        asked = references.sparing(shared, said.append, ask)
        spec = read(asked.to_spec().model_dump(mode="json"))
        if not provider.info().is_model:
            said.append("Designed by rules, not by a model.")
        for each in said:
            job.note(each)
        notes = tuple(said)
        return spec, Origin(
            task.prompt, provider.name, _model(provider, options), KIND, notes=notes
        )

    # ------------------------------------------------------------ making

    def _make(
        self, spec: DesignSpec, origin: Origin, asset_id: str, name: str, number: int,
        options: MakeOptions, job: JobContext, metadata: dict[str, Any] | None = None,
        pictures: tuple[Given, ...] = (),
    ) -> None:  # fmt: skip
        """Build, measure, keep and place a spec as a version."""
        bench = self.bench
        constraints = [str(each) for each in spec.metadata.get("constraints") or []]
        spec = _stamped(summed(spec), asset_id, number, origin)
        script, notes = to_script(spec)
        findings = judge(spec, constraints)
        with bench.staged() as folder:
            tried = bench.try_out(script, folder, job)
            job.stage("preview", 0.6)
            finished = bench.finish(tried, folder, options, job.cancel)
            version = bench.version(tried, finished, origin, options, job)
            version = version.model_copy(
                update={
                    "source": spec.model_dump_json(indent=2),
                    "findings": [],
                    "notes": [*version.notes, *notes, *_told(findings)],
                    "metadata": {
                        **(metadata or {}),
                        "spec_id": spec.spec_id,
                        "spec_findings": [each.model_dump(mode="json") for each in findings],
                    },
                }
            )
            references.keep(folder, pictures, options, version.metadata)
            kept = bench.keep(asset_id, version, folder, job)
        bench.place(kept, name, options, job)


def _described(
    spec: DesignSpec, wish: str, brief: dict[str, Any], provider: Provider
) -> DesignSpec:
    """The spec with the contract's metadata, whoever designed it: type, style, constraints."""
    kind, sub = detect(wish) or ("", "")
    used = list(dict.fromkeys(each.material for each in spec.objects))
    told = {
        "original_spec": {
            "design_type": kind or "other",
            "category": sub or "other",
            "materials": [{"type": each} for each in used],
            "features": [],
        },
        "generation_method": "lm_adapter" if provider.info().is_model else "rules",
        **brief,
    }
    known = {key: value for key, value in spec.metadata.items() if value not in (None, "", [], {})}
    fixed = {key: told[key] for key in ("generation_method", "constraints", "context")}
    scene = spec.scene
    update = {"name": name_from_prompt(wish)} if scene.name in ("", UNNAMED) else {}
    if not scene.description:
        update["description"] = wish
    return spec.model_copy(
        update={
            "metadata": {**told, **known, **fixed},
            "scene": scene.model_copy(update=update),
        }
    )


def _model(provider: Provider, options: MakeOptions) -> str:
    return options.model or provider.info().model or provider.name


def _messages(task: Task, shared: Shared) -> tuple[Message, ...]:
    """The rules, then the wish with its style, context and constraints, or the wished change."""
    rules = system("spec", types=", ".join(PARTS), materials=", ".join(MATERIALS))
    wish = [quote("wish", task.prompt)]
    for key in ("style", "context", "constraints"):
        value = task.details.get(key)
        if value:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            wish.append(f"{key.capitalize()}:\n{quote('wish', text)}")
    if task.standing:
        told = quote("instructions", "\n".join(task.standing))
        wish.append(prompt("standing", standing=told))
    if task.source is None:
        return Message("system", rules), _with_pictures("\n\n".join(wish), shared)
    preserve = (
        f"Keep as they are:\n{quote('keep', ', '.join(task.preserve))}" if task.preserve else ""
    )
    text = prompt(
        "spec_refine",
        asset="\n\n".join(wish),
        script=quote("script", task.source),
        feedback=quote("feedback", task.feedback[-1] if task.feedback else "better"),
        preserve=preserve,
    )
    return Message("system", rules), _with_pictures(text, shared)


def _with_pictures(text: str, shared: Shared) -> Message:
    return message([Block("order", text), *shared.given()])


def _complaint(asked: AskedSpec) -> str:
    """What is wrong with a model's design, in words it can act on; empty if it can stand."""
    findings = judge(in_metres(asked.to_spec()))
    wrong = [each for each in findings if each.status == "error" or each.rule.startswith("space.")]
    lines = [
        f"{each.object_id or 'the design'}: {each.what} {each.advice}".strip()
        for each in wrong[:_COMPLAINTS]
    ]
    return "\n".join(lines)


def _stamped(spec: DesignSpec, asset_id: str, number: int, origin: Origin) -> DesignSpec:
    """The spec with its id, version and times."""
    now = utc_now()
    created = spec.version.created_at or now
    stamp = spec.version.model_copy(
        update={
            "version": f"{number}.0",
            "created_at": created,
            "modified_at": now,
            "author": origin.model if origin.provider == BY_USER else "system",
        }
    )
    return spec.model_copy(update={"spec_id": spec_id(asset_id), "version": stamp})


def _told(findings: list[SpecFinding]) -> list[str]:
    """Constraints that are not kept or not known, as notes of the version."""
    return [
        each.what
        for each in findings
        if each.rule.startswith("constraint.") and each.status != "ok"
    ]
