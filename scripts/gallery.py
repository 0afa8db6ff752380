# SPDX-License-Identifier: GPL-3.0-or-later
"""Renders what rules make of prompts, without any model: contact sheets and their page.

    python scripts/gallery.py                  all sheets and the page -> docs/gallery
    python scripts/gallery.py nature           this sheet
    python scripts/gallery.py chair "red mug"  these prompts -> one sheet (--out FILE)
    python scripts/gallery.py --materials      each material of designs -> docs/images

The prompts are in docs/gallery/prompts.json. Each goes the product's own road: composed,
checked, run, measured by the mesh report and drawn in the preview's studio. Needs the
``bpy`` module; about a second of two cores for each prompt. Ends with 1
where the mesh report finds a fault.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from ll3m.bridge.contract.spec import DesignSpec
from ll3m.ll3m_addon.blender.evaluated import read_shapes, stage
from ll3m.ll3m_addon.blender.facts import facts_of
from ll3m.ll3m_addon.blender.lettering import draw_text
from ll3m.ll3m_addon.blender.mesh_report import mesh_report
from ll3m.ll3m_addon.blender.pictures import Pixels, load
from ll3m.ll3m_addon.blender.previews import framing_points, lit_studio
from ll3m.ll3m_addon.blender.studio import three_quarter
from ll3m.ll3m_addon.core.seams import Task
from ll3m.ll3m_addon.kinds.design_spec.builder import to_script
from ll3m.ll3m_addon.kinds.design_spec.materials import MATERIALS
from ll3m.ll3m_addon.providers.offline import compose
from ll3m.ll3m_addon.providers.offline.designs import design
from ll3m.ll3m_addon.sandbox.validator import Validator

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
COLUMNS = 6
#: Pixels of the caption below each picture.
CAPTION = 30
SAMPLES = 10
#: Of WebP, 0 to 100.
QUALITY = 84

INTRO = """# What is made without a model

Every picture comes from a script that was written by rules: by the offline composer, or from a
design spec that it wrote. Each was checked, run, measured by the mesh report and drawn in the
studio of every preview. `python scripts/gallery.py` makes sheets and this page again from
[prompts.json](prompts.json).
"""


def script_of(prompt: str, what: str) -> str:
    """The checked script for a prompt: of a model or of a design spec; or for a material.

    Raises:
        SystemExit: the check refuses it.
    """
    if what == "design":
        source, _ = to_script(DesignSpec.model_validate(design(prompt)))
    elif what == "material":
        source, _ = to_script(DesignSpec.model_validate({"objects": [_swatch(prompt)]}))
    else:
        source, notes = compose(Task("code", prompt))
        for note in notes[1:]:
            print(f"  {prompt}: {note}")
    checked = Validator().check(source, _version())
    if not checked.accepted:
        raise SystemExit(f"{prompt}: {checked.findings}")
    return checked.source


def _swatch(material: str) -> dict[str, Any]:
    size = {"width": 0.5, "height": 0.5, "depth": 0.5, "units": "m"}
    return {"id": "swatch", "type": "swatch", "material": material, "dimensions": size}


def _version() -> tuple[int, int, int]:
    major, minor, patch = bpy.app.version
    return (major, minor, patch)


def build(prompt: str, what: str) -> Any:
    """Run the prompt's script in an empty file; the collection that holds what it made."""
    bpy.ops.wm.read_homefile(use_empty=True)
    exec(compile(script_of(prompt, what), prompt, "exec"), {"__name__": "__main__"})
    collection = bpy.data.collections.new("model")
    for obj in bpy.context.scene.collection.objects:
        collection.objects.link(obj)
    return collection


def picture(prompt: str, what: str, edge: int, folder: Path) -> tuple[Pixels, list[str]]:
    """The prompt's picture with its caption, and the faults that the mesh report names."""
    collection = build(prompt, what)
    with stage(collection) as scene:
        shapes = read_shapes(collection, scene)
        report = mesh_report(shapes, facts_of(collection, shapes))
    faults = [
        f"{item['check']}: {item['what']}"
        for item in report["items"]
        if not item["ok"] and item["severity"] != "info"
    ]
    points = framing_points([shape for shape in shapes if len(shape.points)])
    path = folder / "picture.png"
    with lit_studio(collection, shapes, points) as studio:
        render = studio.scene.render
        render.resolution_x = render.resolution_y = edge
        render.filepath = str(path)
        scene: Any = studio.scene
        scene.cycles.samples = SAMPLES
        studio.aim(three_quarter(points))
        bpy.ops.render.render(write_still=True, scene=studio.scene.name)
    tile = np.ones((edge + CAPTION, edge, 3), dtype=np.float32)
    tile[:edge] = load(path)
    draw_text(tile, prompt if len(prompt) < 46 else f"{prompt[:44]}…", size=12.0, margin=9)
    return tile, faults


def sheet(prompts: list[str], what: str, edge: int, target: Path, columns: int = COLUMNS) -> bool:
    """Draw the prompts into one picture, left to right, top to bottom; False for any fault."""
    columns = min(columns, len(prompts))
    rows = math.ceil(len(prompts) / columns)
    canvas = np.ones((rows * (edge + CAPTION), columns * edge, 4), dtype=np.float32)
    sound = True
    with tempfile.TemporaryDirectory() as folder:
        for index, prompt in enumerate(prompts):
            tile, faults = picture(prompt, what, edge, Path(folder))
            for fault in faults:
                sound = False
                print(f"  {prompt}: {fault}")
            top, left = index // columns * (edge + CAPTION), index % columns * edge
            canvas[top : top + edge + CAPTION, left : left + edge, :3] = tile
    image: Any = bpy.data.images.new("Sheet", canvas.shape[1], canvas.shape[0])
    image.pixels.foreach_set(canvas[::-1].ravel())
    image.filepath_raw = str(target)
    image.file_format = "WEBP" if target.suffix == ".webp" else "PNG"
    image.save(quality=QUALITY)
    print(f"{target}: {len(prompts)} pictures, {target.stat().st_size // 1024} KiB")
    return sound


def page(sheets: list[dict[str, Any]]) -> str:
    """The page: each sheet's picture, and its prompts as text in the same places."""
    out = [INTRO]
    total = sum(len(each["prompts"]) for each in sheets)
    out.append(f"{total} prompts in {len(sheets)} sheets.\n")
    for each in sheets:
        prompts: list[str] = each["prompts"]
        columns = min(COLUMNS, len(prompts))
        out += [f"## {each['title']}\n", f"![{each['title']}]({each['name']}.webp)\n"]
        out += ["|" + " |" * columns, "|" + "---|" * columns]
        for start in range(0, len(prompts), columns):
            row = prompts[start : start + columns]
            row += [""] * (columns - len(row))
            out.append("| " + " | ".join(row) + " |")
        out.append("")
    return "\n".join(out)


def main() -> int:
    """Read the arguments and draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("prompts", nargs="*", help="sheets by name, or prompts for one sheet")
    parser.add_argument("--out", type=Path, default=GALLERY, help="folder, or file for prompts")
    parser.add_argument("--edge", type=int, default=256, help="pixels of one picture")
    parser.add_argument("--materials", action="store_true", help="the materials of designs")
    parser.add_argument("--design", action="store_true", help="prompts are for design specs")
    arguments = parser.parse_args()
    if arguments.materials:
        target = GALLERY.parent / "images" / "design-materials.webp"
        return 0 if sheet(list(MATERIALS), "material", 110, target, columns=14) else 1
    sheets = json.loads((GALLERY / "prompts.json").read_text(encoding="utf-8"))
    names = [each["name"] for each in sheets]
    if arguments.prompts and not set(arguments.prompts) <= set(names):
        target = arguments.out if arguments.out.suffix else arguments.out / "prompts.webp"
        what = "design" if arguments.design else "model"
        return 0 if sheet(arguments.prompts, what, arguments.edge, target) else 1
    sound = True
    for each in sheets:
        if not arguments.prompts or each["name"] in arguments.prompts:
            target = arguments.out / f"{each['name']}.webp"
            sound &= sheet(each["prompts"], each["what"], arguments.edge, target)
    if arguments.out == GALLERY:
        (GALLERY / "README.md").write_text(page(sheets), encoding="utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
