# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews: a lit picture of the asset, a contact sheet of four labelled views, and the same
views one by one for a model to look at.

Cycles on the processor renders them, since it needs no window system and no driver. Who is in a
hurry and has a driver, be it Mesa's on the processor, may have Workbench instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import addon_utils
import bpy
import numpy as np
from numpy.typing import NDArray

from .contact_shadow import contact_shadow
from .evaluated import Shape, visible_objects
from .lettering import draw_text
from .pictures import Pixels, load, load_on_white, save, shrink, smooth
from .studio import VIEWS, Studio, View, open_studio, three_quarter

__all__ = [
    "NO_DRIVER",
    "SMALLEST",
    "PreviewUnavailable",
    "draw",
    "draw_sheet",
    "framing_points",
    "lit_studio",
    "render_previews",
]

WORKBENCH = "BLENDER_WORKBENCH"
NO_DRIVER = "Workbench found no graphics driver to draw with."

#: Views of the contact sheet, row by row.
SHEET = ("three_quarter", "front", "right", "top")
#: Views that a model looks at; every side is seen once.
LOOKED_AT = ("three_quarter", "front", "right", "back", "left", "top")
#: Points that framing looks at, at most.
FRAMED = 400_000
#: Samples per pixel: with the denoiser, and without it but smoothed.
DENOISED_SAMPLES, PLAIN_SAMPLES = 5, 20
#: Share of the samples for a view of the sheet; a sample is 0.3 s of processor at 512 px.
SHEET_SHARE = 0.8
#: Edge up to which a preview takes this share of the samples: half the time, and looked at the same.
SMALL, SMALL_SHARE = 256, 0.4
#: The same for a view that a model looks at: it judges shape, place and colour, not noise.
LOOKED_SAMPLES, LOOKED_PLAIN_SAMPLES = 2, 5
#: Metres below which there is nothing to frame.
SMALLEST = 1e-6
CLEAR_SHADERS = frozenset(("ShaderNodeBsdfGlass", "ShaderNodeBsdfRefraction"))


class PreviewUnavailable(RuntimeError):
    """This Blender can't render; the message says why."""


def _can_denoise() -> bool:
    """Whether Cycles was built with OpenImageDenoise; rendering with it fails otherwise."""
    try:
        import _cycles  # pyright: ignore[reportMissingImports]
    except ImportError:
        return False
    return bool(getattr(_cycles, "with_openimagedenoise", False))


def _has_glass(shapes: Sequence[Shape]) -> bool:
    """Whether light goes through any of the materials in use."""
    for name in {name for shape in shapes for name in shape.materials}:
        material = bpy.data.materials.get(name)
        for node in material.node_tree.nodes if material and material.node_tree else ():
            if node.bl_idname in CLEAR_SHADERS:
                return True
            socket = node.inputs.get("Transmission Weight")
            if socket is not None and (socket.is_linked or socket.default_value > 0):
                return True
    return False


def _set_up(studio: Studio, glass: bool, renderer: str) -> None:
    """What both renderers need, then the settings of the wanted one."""
    scene: Any = studio.scene
    render = scene.render
    render.resolution_percentage = 100
    render.image_settings.file_format = "PNG"
    render.image_settings.color_mode = "RGBA" if render.film_transparent else "RGB"
    render.image_settings.color_depth = "8"
    render.image_settings.compression = 30
    render.use_file_extension = False
    render.use_overwrite = True
    scene.display_settings.display_device = "sRGB"
    # Keeps a material's own colour where AgX would wash out a saturated one.
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.view_settings.look = "None"
    if renderer == "workbench":
        _set_up_workbench(studio)
    else:
        _set_up_cycles(scene, glass)


def _set_up_workbench(studio: Studio) -> None:
    """Plain colours with shaded edges: a fraction of the time of Cycles."""
    scene: Any = studio.scene
    scene.render.engine = WORKBENCH
    scene.display.render_aa = "5"
    shading = scene.display.shading
    shading.light = "STUDIO"
    shading.color_type = "MATERIAL"
    shading.show_cavity = True
    shading.cavity_type = "BOTH"
    shading.show_shadows = True
    shading.shadow_intensity = 0.35
    shading.show_specular_highlight = True
    scene.view_settings.exposure = 0.75  # its lights are weaker than the studio's
    # Its ground is as dark as it lies to the camera, and has no soft shadow: both are painted.
    studio.ground.hide_render = True
    scene.render.film_transparent = True
    scene.render.image_settings.color_mode = "RGBA"


def _set_up_cycles(scene: Any, glass: bool) -> None:
    """Few samples where there is a denoiser, more where there is none."""
    if not addon_utils.check("cycles")[1] and addon_utils.enable("cycles") is None:
        raise PreviewUnavailable("This Blender is built without Cycles.")
    scene.render.engine = "CYCLES"
    cycles = scene.cycles
    cycles.device = "CPU"
    denoise = _can_denoise()
    cycles.use_denoising = denoise
    if denoise:
        cycles.denoiser = "OPENIMAGEDENOISE"
        # What shows through glass makes grainy guides, and the fast filter takes grain for detail.
        cycles.denoising_prefilter = "ACCURATE" if glass else "FAST"
        if hasattr(cycles, "denoising_quality"):
            cycles.denoising_quality = "BALANCED"
    hard = glass or scene.render.film_transparent
    cycles.samples = (DENOISED_SAMPLES if denoise else PLAIN_SAMPLES) * (2 if hard else 1)
    cycles.use_adaptive_sampling = not denoise
    cycles.adaptive_threshold = 0.02
    # With three lights the tree costs a third of the time and gains nothing.
    cycles.use_light_tree = False
    cycles.use_fast_gi = not glass  # the short cut would make glass black
    cycles.ao_bounces_render = 1
    cycles.max_bounces = 12
    cycles.diffuse_bounces = 1
    cycles.glossy_bounces = 3
    cycles.transmission_bounces = 12
    cycles.transparent_max_bounces = 8
    cycles.caustics_reflective = cycles.caustics_refractive = False
    cycles.sample_clamp_indirect = 4.0
    cycles.seed = 0


def framing_points(shapes: Sequence[Shape]) -> NDArray[np.float64]:
    """What the camera has to hold; every nth point of very heavy assets and all extremes."""
    points = np.concatenate([shape.points for shape in shapes])
    if len(points) > FRAMED:
        extremes = np.concatenate((points.argmin(axis=0), points.argmax(axis=0)))
        points = np.concatenate((points[:: len(points) // FRAMED + 1], points[extremes]))
    return points


@contextmanager
def _only_visible(collection: bpy.types.Collection) -> Iterator[None]:
    """Hide from renders what ``visible_objects`` leaves out, and the asset's own lights.

    Scripts like to add a sun of any strength; in the studio it would wash the asset out.
    """
    visible = {obj.name for obj in visible_objects(collection) if obj.type != "LIGHT"}
    hidden = [
        obj for obj in collection.all_objects if obj.name not in visible and not obj.hide_render
    ]
    for obj in hidden:
        obj.hide_render = True
    try:
        yield
    finally:
        for obj in hidden:
            obj.hide_render = False


@contextmanager
def lit_studio(
    collection: bpy.types.Collection,
    shapes: Sequence[Shape],
    points: NDArray[np.float64],
    backdrop: str = "studio",
    renderer: str = "cycles",
) -> Iterator[Studio]:
    """A studio that is ready to render what shows of the collection, framed on ``points``.

    ``backdrop`` is one of ``studio.BACKDROPS``, ``renderer`` is "cycles" or "workbench".

    Raises:
        PreviewUnavailable: this Blender has no Cycles.
    """
    with _only_visible(collection), open_studio(collection, points, backdrop) as studio:
        _set_up(studio, _has_glass(shapes), renderer)
        yield studio


def draw(studio: Studio, view: View, edge: int, path: Path) -> None:
    """Render one view of a lit studio, ``edge`` pixels wide and high, into a PNG.

    Raises:
        PreviewUnavailable: Workbench found no driver.
        RuntimeError: the render failed; Blender's own message.
    """
    studio.aim(view)
    scene: Any = studio.scene
    scene.render.resolution_x = scene.render.resolution_y = edge
    scene.render.filepath = str(path)
    if scene.render.engine == WORKBENCH:
        _quickly(studio, path)
        return
    bpy.ops.render.render(write_still=True, scene=scene.name)
    if not scene.cycles.use_denoising and not scene.render.film_transparent:
        save(smooth(load(path)), path)


def _quickly(studio: Studio, path: Path) -> None:
    """Render with Workbench, then paint what it lacks: the backdrop and a soft shadow."""
    path.unlink(missing_ok=True)
    why = ""
    try:
        bpy.ops.render.render(write_still=True, scene=studio.scene.name)
    except RuntimeError as error:
        why = f" {error}"
    if not path.is_file():
        raise PreviewUnavailable(f"{NO_DRIVER}{why}")
    drawn = load(path, alpha=True)
    edge = len(drawn)
    alpha = drawn[..., 3:]
    shade = contact_shadow(studio.points, *studio.camera(), edge)[..., None]
    if studio.backdrop == "transparent":
        full = alpha + shade * (1 - alpha)
        colour = drawn[..., :3] * alpha / np.maximum(full, 1e-6)
        save(np.concatenate((colour, full), axis=2), path)
    else:
        save(drawn[..., :3] * alpha + studio.painted(edge) * (1 - shade) * (1 - alpha), path)


def _view(studio: Studio, view: View, edge: int, scratch: Path) -> Pixels:
    try:
        draw(studio, view, edge, scratch)
        return load_on_white(scratch)
    finally:
        scratch.unlink(missing_ok=True)


def draw_sheet(studio: Studio, edge: int, path: Path, preview: Path | None = None) -> None:
    """Four views in a square of ``edge`` pixels, each with its name.

    ``preview`` is a finished picture of the first view, where there is one.
    """
    gap = max(2, round(edge / 128))
    cell = (edge - 3 * gap) // 2
    sheet = np.ones((edge, edge, 3), dtype=np.float32)
    scratch = path.with_name(f".{path.stem}.part.png")
    cycles = studio.scene.cycles
    if cycles.use_denoising:  # in small views a few samples are not missed
        cycles.samples = max(1, round(cycles.samples * SHEET_SHARE))
    for index, name in enumerate(SHEET):
        view = three_quarter(studio.points) if name == "three_quarter" else VIEWS[name]
        known = load_on_white(preview) if preview is not None and name == "three_quarter" else None
        if known is not None and len(known) >= cell:
            pixels = shrink(known, cell)
        else:
            pixels = _view(studio, view, cell, scratch)
        draw_text(pixels, view.label, size=max(9.0, edge / 34), margin=max(6, edge // 56))
        row, column = divmod(index, 2)
        top, left = gap + row * (cell + gap), gap + column * (cell + gap)
        sheet[top : top + cell, left : left + cell] = pixels
    save(sheet, path)


def _views(studio: Studio, edge: int, folder: Path, names: Sequence[str]) -> list[str]:
    """A picture ``view_<name>.png`` of ``edge`` pixels for each view, its name written into it."""
    render, cycles = studio.scene.render, studio.scene.cycles
    render.use_persistent_data = True  # only the camera and the lights move between them
    cycles.samples = LOOKED_SAMPLES if cycles.use_denoising else LOOKED_PLAIN_SAMPLES
    written: list[str] = []
    for name in LOOKED_AT:
        if names and name not in names:
            continue
        view = three_quarter(studio.points) if name == "three_quarter" else VIEWS[name]
        path = folder / f"view_{name}.png"
        pixels = _view(studio, view, edge, path)
        draw_text(pixels, view.label, size=max(11.0, edge / 22), margin=max(5, edge // 48))
        save(pixels, path)
        written.append(path.name)
    return written


def render_previews(
    collection: bpy.types.Collection,
    shapes: Sequence[Shape],
    folder: Path,
    preview: int = 0,
    sheet: int = 0,
    views: int = 0,
    only_views: Sequence[str] = (),
    backdrop: str = "studio",
    renderer: str = "cycles",
) -> list[str]:
    """Write ``preview.png``, ``sheet.png`` and ``view_<name>.png``; return their names.

    ``preview``, ``sheet`` and ``views`` are edges in pixels, 0 for none; ``only_views`` names the
    wanted ones of ``LOOKED_AT``; for ``backdrop`` and ``renderer`` see ``lit_studio``. Nothing is
    written where nothing can be seen. Blender's data is afterwards as before.

    Raises:
        PreviewUnavailable: this Blender has no Cycles, or no driver for Workbench.
        RuntimeError: the render failed; Blender's own message.
    """
    filled = [shape for shape in shapes if len(shape.points)]
    if not filled or not (preview or sheet or views):
        return []
    written: list[str] = []
    points = framing_points(filled)
    if float(np.ptp(points, axis=0).max()) < SMALLEST:
        return written
    with lit_studio(collection, filled, points, backdrop, renderer) as studio:
        picture = folder / "preview.png" if preview else None
        if picture is not None:
            cycles = studio.scene.cycles
            usual = cycles.samples
            if preview <= SMALL and cycles.use_denoising:
                cycles.samples = max(1, round(usual * SMALL_SHARE))
            draw(studio, three_quarter(points), preview, picture)
            cycles.samples = usual
            written.append(picture.name)
        if sheet:
            draw_sheet(studio, sheet, folder / "sheet.png", picture)
            written.append("sheet.png")
        if views:
            written += _views(studio, views, folder, only_views)
    return written
