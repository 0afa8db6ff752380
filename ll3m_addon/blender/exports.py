# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: one function per format over Blender's own operators.

Only the collection's visible objects are written, modifiers applied, in metres.
glTF, OBJ and FBX are Y-up as their readers expect; STL, PLY and USD stay Z-up (USD
says so in the file), and so does 3MF, which is in millimetres. SVG holds curves only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import addon_utils
import bpy

from .evaluated import stage, visible_objects
from .flat_materials import flat_materials
from .plain_copies import plain_copies
from .svg import NothingToDraw, write_svg
from .threemf import write_3mf
from .windows import current_window, renew_owner

__all__ = ["FORMATS", "ExportUnavailable", "export", "save_blend"]


class ExportUnavailable(RuntimeError):
    """This Blender can't write the format; the message says why."""


def _call(name: str, **options: Any) -> None:
    """Call an export operator with those of ``options`` that this Blender's has.

    Raises:
        ExportUnavailable: there is no such operator.
        RuntimeError: the operator failed; Blender's own message.
    """
    module, function = name.split(".")
    operator = getattr(getattr(bpy.ops, module), function)
    try:
        known = {prop.identifier for prop in operator.get_rna_type().properties}
    except (KeyError, AttributeError) as error:
        raise ExportUnavailable(f"This Blender is built without the operator {name}.") from error
    result = operator(**{key: value for key, value in options.items() if key in known})
    if "FINISHED" not in result:
        raise RuntimeError(f"{name} did not finish.")


def _enable(module: str) -> None:
    """Enable one of Blender's own add-ons for this process, preferences untouched."""
    enabled = addon_utils.check(module)[1]
    if not enabled and addon_utils.enable(module, default_set=False) is None:
        raise ExportUnavailable(f"Blender's add-on {module} can't be enabled.")


def _gltf(path: Path, kind: str) -> None:
    _enable("io_scene_gltf2")
    _call(
        "export_scene.gltf",
        filepath=str(path),
        export_format=kind,
        use_active_scene=True,
        export_apply=True,
        export_yup=True,
        export_animations=False,
        export_skins=False,
        export_morph=False,
        export_cameras=False,
        export_lights=False,
        export_extras=False,
    )


def _glb(path: Path) -> None:
    _gltf(path, "GLB")


def _gltf_separate(path: Path) -> None:
    _gltf(path, "GLTF_SEPARATE")


def _obj(path: Path) -> None:
    _call(
        "wm.obj_export",
        filepath=str(path),
        check_existing=False,
        export_selected_objects=True,
        apply_modifiers=True,
        export_eval_mode="DAG_EVAL_RENDER",
        export_materials=True,
        export_pbr_extensions=True,
        path_mode="COPY",
        forward_axis="NEGATIVE_Z",
        up_axis="Y",
        export_animation=False,
    )


def _stl(path: Path) -> None:
    _call(
        "wm.stl_export",
        filepath=str(path),
        check_existing=False,
        export_selected_objects=True,
        apply_modifiers=True,
        ascii_format=False,
        use_scene_unit=False,
        forward_axis="Y",
        up_axis="Z",
    )


def _ply(path: Path) -> None:
    _call(
        "wm.ply_export",
        filepath=str(path),
        check_existing=False,
        export_selected_objects=True,
        apply_modifiers=True,
        export_normals=True,
        export_uv=False,
        export_colors="NONE",
        export_triangulated_mesh=True,  # some readers fail on faces of mixed size
        ascii_format=False,
        forward_axis="Y",
        up_axis="Z",
    )


def _usdc(path: Path) -> None:
    _call(
        "wm.usd_export",
        filepath=str(path),
        check_existing=False,
        selected_objects_only=True,
        export_animation=False,
        export_materials=True,
        export_lights=False,
        export_cameras=False,
        convert_world_material=False,
        generate_preview_surface=True,
        evaluation_mode="RENDER",
        convert_orientation=False,
        export_textures_mode="NEW",
    )


def _fbx(path: Path) -> None:
    _enable("io_scene_fbx")
    _call(
        "export_scene.fbx",
        filepath=str(path),
        check_existing=False,
        use_selection=True,
        object_types={"MESH", "EMPTY", "OTHER"},
        use_mesh_modifiers=True,
        mesh_smooth_type="FACE",
        apply_scale_options="FBX_SCALE_UNITS",
        bake_anim=False,
        path_mode="COPY",
        embed_textures=True,
    )


def _3mf(path: Path) -> None:
    write_3mf(bpy.context.scene, path)


def _svg(collection: bpy.types.Collection, path: Path) -> None:
    try:
        write_svg(collection, path)
    except NothingToDraw as error:
        raise ExportUnavailable(str(error)) from error


#: Format -> the function that writes it from plain copies, selected and shown.
FORMATS: dict[str, Callable[[Path], None]] = {
    "glb": _glb,
    "gltf": _gltf_separate,
    "obj": _obj,
    "stl": _stl,
    "usdc": _usdc,
    "fbx": _fbx,
    "ply": _ply,
    "3mf": _3mf,
}


@contextmanager
def _shown(scene: bpy.types.Scene) -> Iterator[None]:
    """A context, window included, that shows ``scene`` with everything selected."""
    layer = scene.view_layers[0]
    objects = list(layer.objects)
    for obj in objects:
        obj.select_set(True, view_layer=layer)
    layer.objects.active = objects[0] if objects else None
    window = current_window()
    before = window.scene if window is not None else None
    # The glTF add-on looks at the window's scene, whatever the context says.
    if window is not None:
        window.scene = scene
    try:
        with bpy.context.temp_override(
            window=window,
            scene=scene,
            view_layer=layer,
            collection=scene.collection,
            selected_objects=objects,
            active_object=layer.objects.active,
            object=layer.objects.active,
        ):
            renew_owner()  # the glTF add-on writes to the context's window
            yield
    finally:
        if window is not None and before is not None:
            window.scene = before


def export(
    collection: bpy.types.Collection, folder: Path, formats: list[str]
) -> list[tuple[str, str]]:
    """Write ``folder/model.<format>`` for each; return (format, why) of what can't be written.

    Raises:
        KeyError: a format that is not in ``FORMATS``.
        RuntimeError: an operator failed; Blender's own message.
    """
    skipped = []
    if "svg" in formats:  # from the curves themselves
        try:
            _svg(collection, folder / "model.svg")
        except ExportUnavailable as error:
            skipped.append(("svg", str(error)))
    writers = [(name, FORMATS[name]) for name in formats if name != "svg"]
    if not writers:
        return skipped
    with flat_materials(visible_objects(collection)), plain_copies(collection) as scene:
        for name, write in writers:
            path = folder / f"model.{name}"
            path.unlink(missing_ok=True)
            # Selected anew each time: the glTF add-on of 5.2 leaves nothing selected.
            with _shown(scene):
                try:
                    write(path)
                except ExportUnavailable as error:
                    skipped.append((name, str(error)))
                    continue
            if not path.is_file():
                raise RuntimeError(f"Blender wrote no {name} file, and did not say why.")
    return skipped


def _pack() -> None:
    """Pack images that live in files or only in memory, so that the .blend needs nothing beside it."""
    for image in bpy.data.images:
        if image.packed_file is not None or image.library is not None:
            continue
        in_file = image.source == "FILE" and Path(bpy.path.abspath(image.filepath)).is_file()
        if in_file or (image.source == "GENERATED" and image.is_dirty):
            image.pack()


def save_blend(collection: bpy.types.Collection, path: Path) -> None:
    """Write a self-contained, compressed .blend: one scene named Scene with the collection.

    It opens by double click and can be appended from. Nothing else of the session is in it.
    """
    _pack()
    taken = bpy.data.scenes.get("Scene")
    if taken is not None:
        taken.name = "Scene (kept)"
    try:
        with stage(collection, "Scene") as scene:
            scene.view_layers[0].name = "ViewLayer"
            bpy.data.libraries.write(str(path), {scene}, compress=True, fake_user=False)
    finally:
        if taken is not None:
            taken.name = "Scene"
