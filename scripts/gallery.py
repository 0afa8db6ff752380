# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders what the offline composer makes of prompts, as contact sheets.

    python scripts/gallery.py                 all sheets -> docs/gallery/*.webp
    python scripts/gallery.py nature           this sheet
    python scripts/gallery.py chair "red mug"  these prompts -> one sheet (--out FILE)

Needs the ``bpy`` module. Renders with Cycles, a few seconds for each prompt.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

import bpy
import mathutils
import numpy as np
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.providers.offline import compose

ROOT = Path(__file__).resolve().parents[1]
#: Sheet -> prompts, one for each family; ``prompts`` shows what words do.
SHEETS: dict[str, list[str]] = {
    "buildings": ["house", "cottage", "castle", "tower", "lighthouse", "log cabin"],
    "vehicles": ["car", "sports car", "truck", "bicycle", "steam locomotive", "sailing boat", "airplane", "rocket"],
    "furniture": [
        "armchair", "chair", "stool", "office chair", "sofa", "bench", "bed", "table",
        "desk", "bookshelf", "wardrobe", "dresser", "lamp", "floor lamp",
    ],
    "devices": [
        "laptop", "tv", "phone", "keyboard", "headphones", "camera", "speaker", "fridge",
        "washing machine", "oven", "microwave", "kettle",
    ],
    "nature": ["tree", "pine", "christmas tree", "flower", "cactus", "mushroom", "rock", "snowman"],
    "things": ["mug", "bottle", "vase", "bowl", "barrel", "candle", "book", "clock", "crate", "dice", "sword", "hammer"],
    "prompts": [
        "a red armchair with wooden legs",
        "a white mug with a blue handle",
        "a low-poly tree",
        "a rusty truck",
        "a three-storey brick house with a green roof",
        "a cartoon car",
        "a round table with a lamp and four chairs around it",
        "a desk with a laptop, a mug and a lamp",
    ],
}  # fmt: skip


def clear() -> None:
    """Start from an empty scene with Cycles, lights and a floor yet to come."""
    bpy.ops.wm.read_homefile(use_empty=True)
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 24
    scene.cycles.use_denoising = True
    scene.cycles.max_bounces = 6
    scene.view_settings.view_transform = "AgX"
    scene.view_settings.look = "AgX - Medium High Contrast"
    scene.render.film_transparent = False
    scene.world = bpy.data.worlds.new("World")
    brighten(scene.world)


def nodes_of(block: Any) -> Any:
    """Return the nodes of a world or material; before Blender 5.0 they are switched on."""
    if block.node_tree is None:
        block.use_nodes = True
    tree: Any = block.node_tree
    return tree.nodes


def brighten(world: Any) -> None:
    """Let an even, slightly blue sky shine."""
    shader = nodes_of(world)["Background"]
    shader.inputs[0].default_value = (0.9, 0.93, 1.0, 1.0)
    shader.inputs[1].default_value = 0.55


def bounds() -> tuple[mathutils.Vector, mathutils.Vector]:
    """Return the corners of all meshes in world space."""
    bpy.context.view_layer.update()
    points = [
        obj.matrix_world @ mathutils.Vector(corner)
        for obj in bpy.context.scene.objects
        if obj.type == "MESH"
        for corner in obj.bound_box
    ]
    low = mathutils.Vector([min(p[i] for p in points) for i in range(3)])
    high = mathutils.Vector([max(p[i] for p in points) for i in range(3)])
    return low, high


def look_at(obj: Any, target: mathutils.Vector) -> None:
    """Turn a camera or light towards a point."""
    obj.rotation_euler = (target - obj.location).to_track_quat("-Z", "Y").to_euler()


def stage() -> None:
    """Add camera, three lights and a floor that fit what is in the scene."""
    low, high = bounds()
    middle, reach = (low + high) / 2, (high - low).length
    scene = bpy.context.scene
    camera: Any = bpy.data.objects.new("Camera", bpy.data.cameras.new("Camera"))
    camera.data.lens = 60.0
    camera.data.clip_start, camera.data.clip_end = reach / 100, reach * 40
    camera.location = middle + mathutils.Vector((0.62, -1.0, 0.5)).normalized() * reach * 2.0
    look_at(camera, middle)
    scene.collection.objects.link(camera)
    scene.camera = camera
    bpy.context.view_layer.update()
    corners = [
        c
        for x in (low.x, high.x)
        for y in (low.y, high.y)
        for z in (low.z, high.z)
        for c in (x, y, z)
    ]
    place, _ = camera.camera_fit_coords(bpy.context.evaluated_depsgraph_get(), corners)
    camera.location = place + (place - middle) * 0.06
    for name, way, power, size in (
        ("Key", (-0.9, -1.0, 1.3), 46.0, 0.9),
        ("Fill", (1.3, -0.7, 0.5), 12.0, 1.5),
        ("Rim", (0.4, 1.2, 1.2), 30.0, 0.8),
    ):
        light: Any = bpy.data.objects.new(name, bpy.data.lights.new(name, "AREA"))
        light.data.energy = power * reach * reach
        light.data.size = size * reach
        light.location = middle + mathutils.Vector(way) * reach * 1.3
        look_at(light, middle)
        scene.collection.objects.link(light)
    floor = bpy.data.meshes.new("Floor")
    far = reach * 30
    floor.from_pydata(
        [(-far, -far, 0), (far, -far, 0), (far, far, 0), (-far, far, 0)], [], [(0, 1, 2, 3)]
    )
    paint: Any = bpy.data.materials.new("Floor")
    shader = next(n for n in nodes_of(paint) if n.type == "BSDF_PRINCIPLED")
    shader.inputs["Base Color"].default_value = (0.5, 0.52, 0.55, 1.0)
    shader.inputs["Roughness"].default_value = 0.9
    floor.materials.append(paint)
    scene.collection.objects.link(bpy.data.objects.new("Floor", floor))


def picture(prompt: str, edge: int, folder: Path) -> np.ndarray:
    """Compose, run and render one prompt; returns rows from bottom to top, RGBA floats."""
    clear()
    source, notes = compose(Task("code", prompt))
    if len(notes) > 1:
        print(f"  {prompt}: {notes[1]}")
    exec(compile(source, prompt, "exec"), {"__name__": "__main__"})
    render = bpy.context.scene.render
    render.resolution_x = render.resolution_y = edge
    stage()
    render.filepath = str(folder / "picture.png")
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(render.filepath, check_existing=False)
    pixels = np.empty(edge * edge * 4, dtype=np.float32)
    image.pixels.foreach_get(pixels)
    return pixels.reshape(edge, edge, 4)


def sheet(prompts: list[str], edge: int, columns: int, target: Path) -> None:
    """Render the prompts into one picture, left to right, top to bottom."""
    rows = math.ceil(len(prompts) / columns)
    canvas = np.ones((rows * edge, columns * edge, 4), dtype=np.float32)
    with tempfile.TemporaryDirectory() as folder:
        for index, prompt in enumerate(prompts):
            row, column = rows - 1 - index // columns, index % columns
            canvas[row * edge : (row + 1) * edge, column * edge : (column + 1) * edge] = picture(
                prompt, edge, Path(folder)
            )
    image: Any = bpy.data.images.new("Sheet", canvas.shape[1], canvas.shape[0])
    image.pixels.foreach_set(canvas.ravel())
    image.filepath_raw = str(target)
    image.file_format = "WEBP" if target.suffix == ".webp" else "PNG"
    image.save(quality=82)
    print(f"{target}: {', '.join(prompts)}")


def main() -> None:
    """Read the arguments and render."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("prompts", nargs="*")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "gallery")
    parser.add_argument("--edge", type=int, default=256)
    parser.add_argument("--columns", type=int, default=6)
    arguments = parser.parse_args()
    known = [name for name in arguments.prompts if name in SHEETS]
    if not arguments.prompts or known:
        for name in known or SHEETS:
            columns = (
                4 if len(SHEETS[name]) % 4 == 0 or len(SHEETS[name]) < 6 else arguments.columns
            )
            columns = 7 if len(SHEETS[name]) == 14 else columns
            sheet(SHEETS[name], arguments.edge, columns, arguments.out / f"{name}.webp")
    else:
        target = arguments.out if arguments.out.suffix else arguments.out / "prompts.webp"
        sheet(arguments.prompts, arguments.edge, arguments.columns, target)


if __name__ == "__main__":
    sys.exit(main())
