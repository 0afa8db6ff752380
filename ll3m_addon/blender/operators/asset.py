# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators of the noun asset: generate, refine, delete, restore."""

from __future__ import annotations

from typing import Any

import bpy
from bpy.props import BoolProperty, FloatProperty, IntProperty, StringProperty

from .. import mirror, properties, session
from .common import ask, offline_reason, wait_for_job
from .prompt import written_prompt

__all__ = ["CLASSES", "make_options", "preserved"]


def make_options(panel: Any) -> dict[str, Any]:
    """``MakeOptions`` as chosen in the panel."""
    made: dict[str, Any] = {"quality": panel.quality}
    if panel.provider not in ("", "default"):
        made["provider"] = panel.provider
    return made


def preserved(panel: Any) -> list[str]:
    """What the panel's ticks and words say must stay."""
    ticked = [properties.ASPECTS[each] for each in properties.ASPECTS if each in panel.preserve]
    return [*ticked, *words(panel.preserve_more)]


def words(text: str) -> list[str]:
    """What stands between commas, each once."""
    return list(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


class _Makes:
    """What generate and refine share."""

    provider: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Provider", description="Default: the panel's", options={"SKIP_SAVE"}
    )
    quality: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Quality", description="Default: the panel's", options={"SKIP_SAVE"}
    )
    preview: IntProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Preview",
        description="Edge of the preview in pixels; 0 for none",
        default=512,
        min=0,
        max=2048,
        options={"SKIP_SAVE"},
    )
    wait: BoolProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Wait",
        description="Background mode only: return when the version is there",
        options={"SKIP_SAVE", "HIDDEN"},
    )
    timeout: FloatProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Timeout", description="Seconds to wait", default=600, min=0, options={"SKIP_SAVE"}
    )

    def choices(self) -> dict[str, Any]:
        """``MakeOptions`` as given, or as chosen in the panel."""
        panel = properties.panel()
        provider = self.provider or panel.provider
        made: dict[str, Any] = {
            "quality": self.quality or panel.quality,
            "preview": self.preview,
        }
        if provider not in ("", "default"):
            made["provider"] = provider
        return made

    def send(self, name: str, params: dict[str, Any]) -> set[Any]:
        """Ask for a job; in background mode wait for its end where that is wanted."""
        jobs: list[Any] = []
        status = ask(self, name, params, jobs.append)  # type: ignore[arg-type]
        if self.wait and jobs:
            return wait_for_job(self, jobs[0].id, self.timeout)  # type: ignore[arg-type]
        return status


class LL3M_OT_asset_generate(_Makes, bpy.types.Operator):
    """Make a new asset from the prompt. It comes into the scene when it is ready"""

    bl_idname = "ll3m.asset_generate"
    bl_label = "Generate"

    prompt: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Prompt", description="Default: the panel's", options={"SKIP_SAVE"}
    )
    name: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Name", description="Default: drawn from the prompt", options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        panel = properties.panel()
        if panel is None:
            return False
        reason = offline_reason(panel.provider)
        if not bpy.app.background and not reason and not written_prompt():
            reason = "Write a prompt first"
        cls.poll_message_set(reason)
        return not reason

    def execute(self, context: Any) -> set[Any]:
        prompt = self.prompt or written_prompt()
        panel = properties.panel()
        params: dict[str, Any] = {**self.choices(), "prompt": prompt}
        params["project_id"] = panel.project or "default"
        if self.name:
            params["name"] = self.name
        here = session.state()
        here.estimate = None
        if here.references:
            params["references"] = [each.id for each in here.references]
        if panel.kind == "design_spec":
            del params["quality"]  # a design has one depth
            return ask(self, "spec.generate", params, _designed)
        params |= {"kind": panel.kind, "tags": words(panel.tags)}
        if panel.count > 1:
            return self.send("draft.make", {**params, "count": panel.count})
        return self.send("asset.generate", params)


def _designed(found: Any) -> None:
    session.state().chosen_asset_id = found.asset_id


class LL3M_OT_asset_refine(_Makes, bpy.types.Operator):
    """Make the next version of the asset from the feedback"""

    bl_idname = "ll3m.asset_refine"
    bl_label = "Refine"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    feedback: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Feedback", description="Default: the panel's", options={"SKIP_SAVE"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        panel = properties.panel()
        if panel is None:
            return False
        reason = offline_reason(panel.provider)
        if not bpy.app.background and not reason:
            if mirror.chosen_asset() is None:
                reason = "Choose an asset first"
            elif not panel.feedback.strip():
                reason = "Write what should change first"
        cls.poll_message_set(reason)
        return not reason

    def execute(self, context: Any) -> set[Any]:
        params = self.choices()
        params["asset_id"] = self.asset_id or mirror.chosen_asset().id
        written = properties.panel().feedback
        params["feedback"] = self.feedback or written
        params["preserve_aspects"] = preserved(properties.panel())
        session.state().estimate = None
        version = mirror.chosen_version()
        if not self.asset_id and version is not None:
            params["number"] = version.number
        status = self.send("asset.refine", params)
        if not self.feedback and "FINISHED" in status:
            properties.panel().feedback = ""  # it is on its way; the job keeps it
        return status


class LL3M_OT_asset_delete(bpy.types.Operator):
    """Move the asset and its versions to the library's trash. What lies in scenes stays"""

    bl_idname = "ll3m.asset_delete"
    bl_label = "Delete Asset"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def invoke(self, context: Any, event: Any) -> set[Any]:
        return context.window_manager.invoke_confirm(self, event)

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        return ask(
            self,
            "asset.delete",
            {"asset_id": self.asset_id},
            lambda asset: here.tell(f"Moved {asset.name} to the library's trash"),
        )


class LL3M_OT_asset_restore(bpy.types.Operator):
    """Take the asset out of the library's trash"""

    bl_idname = "ll3m.asset_restore"
    bl_label = "Restore Asset"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "asset.restore", {"asset_id": self.asset_id})


class LL3M_OT_asset_favourite(bpy.types.Operator):
    """Mark this asset as a favourite, or not"""

    bl_idname = "ll3m.asset_favourite"
    bl_label = "Favourite"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        view = next((each for each in session.snapshot().assets if each.id == self.asset_id), None)
        marked = view is not None and view.favourite
        return ask(self, "asset.edit", {"asset_id": self.asset_id, "favourite": not marked})


class LL3M_OT_asset_tag(bpy.types.Operator):
    """Change the words by which this asset is found"""

    bl_idname = "ll3m.asset_tag"
    bl_label = "Edit Tags"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    tags: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        name="Tags", description="With commas between", options={"SKIP_SAVE"}
    )

    def invoke(self, context: Any, event: Any) -> set[Any]:
        view = next((each for each in session.snapshot().assets if each.id == self.asset_id), None)
        self.tags = ", ".join(view.tags) if view is not None else ""
        return context.window_manager.invoke_props_dialog(self, width=340)

    def execute(self, context: Any) -> set[Any]:
        return ask(self, "asset.edit", {"asset_id": self.asset_id, "tags": words(self.tags)})


class LL3M_OT_asset_apply_style(bpy.types.Operator):
    """Make the next version of this asset in its project's style"""

    bl_idname = "ll3m.asset_apply_style"
    bl_label = "Match Style"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        panel = properties.panel()
        params = {**make_options(panel), "asset_id": self.asset_id}
        if panel.project not in ("", "default"):
            params["project_id"] = panel.project
        return ask(self, "asset.apply_style", params)


class LL3M_OT_asset_choose(bpy.types.Operator):
    """Show the asset that this object belongs to in the sidebar, to refine it"""

    bl_idname = "ll3m.asset_choose"
    bl_label = "Choose Asset"

    asset_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        here.wake()
        here.chosen_asset_id = self.asset_id
        here.news = [job for job in here.news if job.asset_id != self.asset_id]
        panel = properties.panel()
        ids = [row.asset_id for row in panel.assets]
        if self.asset_id in ids:
            panel.asset_index = ids.index(self.asset_id)
        elif panel.search or panel.only_favourites or panel.only_tag or panel.trashed:
            panel.search, panel.only_tag = "", ""
            panel.only_favourites = panel.trashed = False
        elif here.phase == "ready":
            self.report({"WARNING"}, "This asset is not in the library")
            return {"CANCELLED"}
        mirror.show_sidebar(context.area)
        return {"FINISHED"}


CLASSES = (
    LL3M_OT_asset_generate,
    LL3M_OT_asset_choose,
    LL3M_OT_asset_favourite,
    LL3M_OT_asset_tag,
    LL3M_OT_asset_apply_style,
    LL3M_OT_asset_refine,
    LL3M_OT_asset_delete,
    LL3M_OT_asset_restore,
)
