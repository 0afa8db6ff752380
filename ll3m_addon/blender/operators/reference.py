# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference pictures for the next prompt: from files, images of this file, the view, the render."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bpy
from bpy.props import CollectionProperty, StringProperty

from .. import mirror, session
from .common import work

__all__ = ["CLASSES", "COUNT", "usable_images"]

#: Pictures that go with one prompt; the contract's number.
COUNT = 4
ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
#: Edge of a picture of the view, in pixels.
EDGE = 1024
RENDER = "Render Result"


def room() -> int:
    """How many more pictures there is room for."""
    here = session.current()
    return COUNT - len(here.references) - len(here.reading) if here is not None else 0


def full(cls: Any) -> bool:
    """For ``poll``: say so where there is no room."""
    left = room()
    cls.poll_message_set("" if left > 0 else "Four pictures at most go with a prompt")
    return left > 0


def take(operator: Any, path: Path, *, temporary: bool = False) -> set[Any]:
    """Have a file checked, made ready and kept, on a thread; the panel shows it then."""
    here = session.state()
    opened, caller = here.open(), here.caller()
    here.reading.add(str(path))

    def read() -> Any:
        try:
            return opened.result().call("reference.add", {"source": str(path)}, caller)
        finally:
            here.reading.discard(str(path))
            if temporary:
                path.unlink(missing_ok=True)

    def keep(found: Any) -> None:
        if found.id not in {each.id for each in here.references}:
            here.references = (*here.references, found)
        here.estimate = None  # of a request without it
        mirror.redraw()

    return work(operator, read, keep)


@contextmanager
def temporary_file() -> Iterator[Path]:
    """A new file; removed if writing it fails, else by whoever reads it."""
    with tempfile.NamedTemporaryFile(prefix="ll3m-", suffix=".jpg", delete=False) as file:
        path = Path(file.name)
    try:
        yield path
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def usable_images() -> list[bpy.types.Image]:
    """Images of the open file that have pixels; the render's own come last."""
    found = [
        each
        for each in bpy.data.images
        if each.type in ("IMAGE", "UV_TEST") and each.source in ("FILE", "GENERATED")
    ]
    return sorted(found, key=lambda each: each.name.lower())


class LL3M_OT_reference_add(bpy.types.Operator):
    """Choose pictures that show what is meant: PNG, JPEG or WebP. They go to the model with the prompt"""

    bl_idname = "ll3m.reference_add"
    bl_label = "From File…"

    filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})  # pyright: ignore[reportInvalidTypeForm]
    directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]
    files: CollectionProperty(  # pyright: ignore[reportInvalidTypeForm]
        type=bpy.types.OperatorFileListElement, options={"SKIP_SAVE", "HIDDEN"}
    )
    filter_glob: StringProperty(  # pyright: ignore[reportInvalidTypeForm]
        default=";".join(f"*{each}" for each in ENDINGS), options={"HIDDEN"}
    )

    @classmethod
    def poll(cls, context: Any) -> bool:
        return full(cls)

    def invoke(self, context: Any, event: Any) -> set[Any]:
        if self.filepath or self.files:  # dropped here
            return self.execute(context)
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Any) -> set[Any]:
        named = [Path(self.directory) / each.name for each in self.files if each.name]
        paths = named or ([Path(self.filepath)] if self.filepath else [])
        paths = [Path(bpy.path.abspath(str(each))) for each in paths]
        if not paths:
            self.report({"ERROR"}, "Choose a picture")
            return {"CANCELLED"}
        if len(paths) > room():
            self.report({"WARNING"}, "Four pictures at most go with a prompt")
        status: set[Any] = {"FINISHED"}
        for path in paths[: room()]:
            status |= take(self, path)
        return {"CANCELLED"} if "CANCELLED" in status else {"FINISHED"}


class LL3M_OT_reference_image(bpy.types.Operator):
    """Give this image of the open file along with the prompt"""

    bl_idname = "ll3m.reference_image"
    bl_label = "Use Image"
    bl_options = {"INTERNAL"}

    image: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    @classmethod
    def poll(cls, context: Any) -> bool:
        return full(cls)

    def execute(self, context: Any) -> set[Any]:
        image = bpy.data.images.get(self.image)
        if image is None:
            self.report({"ERROR"}, "There is no such image any more")
            return {"CANCELLED"}
        path = Path(bpy.path.abspath(image.filepath, library=image.library))
        as_file = image.source == "FILE" and not image.packed_file and not image.is_dirty
        if as_file and path.suffix.lower() in ENDINGS:
            return take(self, path)
        size: Any = image.size  # reads the file where that was not done yet
        if not size[0]:
            self.report({"ERROR"}, "The image has no pixels")
            return {"CANCELLED"}
        from ..jail import picture

        with temporary_file() as written:
            picture.write(picture.opaque(picture.shown(image)), written)
        return take(self, written, temporary=True)


class LL3M_OT_reference_render(bpy.types.Operator):
    """Give the last render along with the prompt"""

    bl_idname = "ll3m.reference_render"
    bl_label = "Last Render"

    @classmethod
    def poll(cls, context: Any) -> bool:
        if not full(cls):
            return False
        made = bpy.data.images.get(RENDER)
        there = made is not None and made.has_data
        cls.poll_message_set("" if there else "Nothing was rendered yet")
        return there

    def execute(self, context: Any) -> set[Any]:
        settings = context.scene.render.image_settings
        kept = settings.file_format, settings.color_mode
        with temporary_file() as written:
            try:
                settings.file_format, settings.color_mode = "JPEG", "RGB"
                bpy.data.images[RENDER].save_render(str(written), scene=context.scene)
            except RuntimeError as error:
                written.unlink(missing_ok=True)
                self.report({"ERROR"}, str(error))
                return {"CANCELLED"}
            finally:
                settings.file_format, settings.color_mode = kept
        return take(self, written, temporary=True)


class LL3M_OT_reference_view(bpy.types.Operator):
    """Give what this 3D View shows along with the prompt, without grid and handles"""

    bl_idname = "ll3m.reference_view"
    bl_label = "This View"

    @classmethod
    def poll(cls, context: Any) -> bool:
        if not full(cls):
            return False
        here = context.area is not None and context.area.type == "VIEW_3D"
        cls.poll_message_set("" if here else "Point at a 3D View")
        return here and not bpy.app.background

    def execute(self, context: Any) -> set[Any]:
        from ..jail import picture

        with temporary_file() as written:
            picture.write(picture_of_view(context), written)
        return take(self, written, temporary=True)


def picture_of_view(context: Any) -> Any:
    """What the 3D View shows, without overlays: rows from the top, RGB, 0 to 1."""
    import gpu
    import numpy as np

    space = context.area.spaces.active
    region = next(each for each in context.area.regions if each.type == "WINDOW")
    share = min(1.0, EDGE / max(region.width, region.height))
    width, height = max(16, int(region.width * share)), max(16, int(region.height * share))
    seen = space.region_3d
    screen, kept = gpu.types.GPUOffScreen(width, height), space.overlay.show_overlays
    try:
        space.overlay.show_overlays = False
        bound: Any = screen.bind()
        with bound:
            screen.draw_view3d(
                context.scene, context.view_layer, space, region, seen.view_matrix,
                seen.window_matrix, do_color_management=True,
            )  # fmt: skip
            frame = gpu.state.active_framebuffer_get()
            read = frame.read_color(0, 0, width, height, 4, 0, "UBYTE")
    finally:
        space.overlay.show_overlays = kept
        screen.free()
    values = np.array(read, dtype=np.uint8).reshape(height, width, 4)
    return values[::-1, :, :3].astype(np.float32) / 255


class LL3M_OT_reference_remove(bpy.types.Operator):
    """Take this picture away; it is not sent"""

    bl_idname = "ll3m.reference_remove"
    bl_label = "Remove Picture"
    bl_options = {"INTERNAL"}

    reference_id: StringProperty(options={"SKIP_SAVE", "HIDDEN"})  # pyright: ignore[reportInvalidTypeForm]

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        here.references = tuple(each for each in here.references if each.id != self.reference_id)
        here.estimate = None
        return {"FINISHED"}


class LL3M_OT_reference_clear(bpy.types.Operator):
    """Take all pictures away; none is sent"""

    bl_idname = "ll3m.reference_clear"
    bl_label = "Remove All"

    @classmethod
    def poll(cls, context: Any) -> bool:
        here = session.current()
        return here is not None and bool(here.references)

    def execute(self, context: Any) -> set[Any]:
        here = session.state()
        here.references, here.estimate = (), None
        return {"FINISHED"}


class LL3M_FH_reference(bpy.types.FileHandler):
    """Picture files that are dropped on our tab."""

    bl_idname = "LL3M_FH_reference"
    bl_label = "Reference Picture for LL3M"
    bl_import_operator = "ll3m.reference_add"
    bl_file_extensions = ";".join(ENDINGS)

    @classmethod
    def poll_drop(cls, context: Any) -> bool:
        area, region = context.area, context.region
        return (
            area is not None
            and area.type == "VIEW_3D"
            and region is not None
            and region.type == "UI"
            and getattr(region, "active_panel_category", "") == "LL3M"
        )


CLASSES = (
    LL3M_OT_reference_add,
    LL3M_OT_reference_image,
    LL3M_OT_reference_render,
    LL3M_OT_reference_view,
    LL3M_OT_reference_remove,
    LL3M_OT_reference_clear,
    LL3M_FH_reference,
)
