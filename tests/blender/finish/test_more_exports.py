# SPDX-License-Identifier: GPL-3.0-or-later
"""3MF, FBX, SVG and turntables hold what the asset holds; glTF is what Khronos says it is."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .test_exports import written

ROOT = Path(__file__).resolve().parents[3]
#: Where `npm install --prefix build/npm gltf-validator assimpjs` lays what reads files here.
NPM = Path(os.environ.get("LL3M_NPM") or ROOT / "build" / "npm") / "node_modules"


def by_node(script: str, package: str, *arguments: str) -> Any:
    """What a script prints as JSON, run by node with a package of npm; skipped without them."""
    node = shutil.which("node")
    if node is None or not (NPM / package).is_dir():
        pytest.skip(f"needs node, and {package}: npm i --prefix build/npm {package}")
    command = [node, "-e", script, str(NPM / package), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(ended.stdout)


# ---------------------------------------------------------------- glTF

VALIDATE = """
const fs = require("fs"), path = require("path");
const validator = require(process.argv[1]), file = process.argv[2];
validator.validateBytes(new Uint8Array(fs.readFileSync(file)), {
  uri: path.basename(file),
  externalResourceFunction: (uri) => fs.promises.readFile(
    path.join(path.dirname(file), decodeURIComponent(uri))).then((data) => new Uint8Array(data)),
}).then((report) => console.log(JSON.stringify(report)));
"""


@pytest.mark.parametrize("kind", ["glb", "gltf"])
def test_the_khronos_validator_finds_no_fault_and_the_same_triangles(
    armchair: Any, tmp_path: Path, kind: str
) -> None:
    facts = armchair.measure()[0]
    report = by_node(VALIDATE, "gltf-validator", str(written(armchair, tmp_path, kind)))
    assert (report["issues"]["numErrors"], report["issues"]["numWarnings"]) == (0, 0), report
    assert report["info"]["totalTriangleCount"] == facts["triangles"]


# ---------------------------------------------------------------- FBX

#: Prints what assimp finds in a file: triangles, and the corners' bounds in metres.
READ = """
const fs = require("fs");
require(process.argv[1])().then((assimp) => {
  const files = new assimp.FileList();
  files.AddFile("model.fbx", new Uint8Array(fs.readFileSync(process.argv[2])));
  const result = assimp.ConvertFileList(files, "assjson");
  if (!result.IsSuccess()) throw new Error(result.GetErrorCode());
  const scene = JSON.parse(new TextDecoder().decode(result.GetFile(0).GetContent()));
  const low = [1e9, 1e9, 1e9], high = [-1e9, -1e9, -1e9];
  let triangles = 0;
  const times = (a, b) => [0, 4, 8, 12].flatMap((r) => [0, 1, 2, 3].map(
    (c) => [0, 1, 2, 3].reduce((sum, k) => sum + a[r + k] * b[4 * k + c], 0)));
  const visit = (node, above) => {
    const place = times(above, node.transformation);
    for (const index of node.meshes || []) {
      const mesh = scene.meshes[index], v = mesh.vertices;
      for (const face of mesh.faces) triangles += face.length - 2;
      for (let i = 0; i < v.length; i += 3) for (let axis = 0; axis < 3; axis++) {
        const at = place[4 * axis] * v[i] + place[4 * axis + 1] * v[i + 1]
          + place[4 * axis + 2] * v[i + 2] + place[4 * axis + 3];
        low[axis] = Math.min(low[axis], at);
        high[axis] = Math.max(high[axis], at);
      }
    }
    for (const child of node.children || []) visit(child, place);
  };
  visit(scene.rootnode, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  console.log(JSON.stringify({triangles, low, high, names: scene.rootnode.children.map((n) => n.name)}));
});
"""


def test_assimp_reads_the_same_fbx_standing_on_its_feet(armchair: Any, tmp_path: Path) -> None:
    facts = armchair.measure()[0]
    found = by_node(READ, "assimpjs", str(written(armchair, tmp_path, "fbx")))
    assert found["triangles"] == facts["triangles"]
    assert set(found["names"]) == {each.name for each in armchair.collection.objects}
    low, high = facts["bounding_box"]["min"], facts["bounding_box"]["max"]
    assert found["low"] == pytest.approx([low[0], low[2], -high[1]], abs=1e-5)  # y is up
    assert found["high"] == pytest.approx([high[0], high[2], -low[1]], abs=1e-5)


# ---------------------------------------------------------------- 3MF


def test_trimesh_reads_the_same_3mf_in_millimetres(armchair: Any, tmp_path: Path) -> None:
    trimesh = pytest.importorskip("trimesh")
    pytest.importorskip("lxml")
    pytest.importorskip("networkx")
    facts = armchair.measure()[0]
    scene = trimesh.load_scene(written(armchair, tmp_path, "3mf"))
    mesh = scene.to_geometry()
    assert scene.units in ("millimeter", "mm")
    assert len(scene.geometry) == facts["objects"]
    assert len(mesh.faces) == facts["triangles"]
    for bounds, corner in zip(mesh.bounds, ("min", "max"), strict=True):
        expected = [1000 * value for value in facts["bounding_box"][corner]]
        assert bounds == pytest.approx(expected, abs=1e-2)


def test_a_3mf_holds_names_colours_and_outsides(model: Any, tmp_path: Path) -> None:
    import zipfile
    from xml.etree import ElementTree

    model.box('Say "A" & <B>', (1, 2, 3)).scale.x = -1
    path = written(model, tmp_path, "3mf")
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        root = ElementTree.fromstring(package.read("3D/3dmodel.model"))
    space = {"m": "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"}
    assert root.attrib["unit"] == "millimeter"
    assert [each.get("name") for each in root.findall(".//m:object", space)] == ['Say "A" & <B>']
    names = [each.get("name") for each in root.findall(".//m:base", space)]
    colours = [each.get("displaycolor") for each in root.findall(".//m:base", space)]
    assert dict(zip(names, colours, strict=True))["Red"] == "#E75959"
    points = [
        [float(each.attrib[axis]) for axis in "xyz"] for each in root.findall(".//m:vertex", space)
    ]
    triangles = [
        [int(each.attrib[v]) for v in ("v1", "v2", "v3")]
        for each in root.findall(".//m:triangle", space)
    ]
    assert volume(points, triangles) == pytest.approx(6e9)  # positive: it is not inside out


def volume(points: list[list[float]], triangles: list[list[int]]) -> float:
    """The signed volume that triangles enclose."""
    total = 0.0
    for first, second, third in triangles:
        a, b, c = points[first], points[second], points[third]
        total += (
            a[0] * (b[1] * c[2] - b[2] * c[1])
            - a[1] * (b[0] * c[2] - b[2] * c[0])
            + a[2] * (b[0] * c[1] - b[1] * c[0])
        ) / 6
    return total


# ---------------------------------------------------------------- SVG


def curve(model: Any, name: str, kind: Any, points: Any, **fields: Any) -> Any:
    """A curve object of one spline through ``points``."""
    import bpy

    data = bpy.data.curves.new(name, "CURVE")
    data.dimensions = "3D"
    spline = data.splines.new(kind)
    if kind == "BEZIER":
        spline.bezier_points.add(len(points) - 1)
        for knot, point in zip(spline.bezier_points, points, strict=True):
            knot.co = point
            knot.handle_left_type = knot.handle_right_type = "AUTO"
    else:
        spline.points.add(len(points) - 1)
        for knot, point in zip(spline.points, points, strict=True):
            knot.co = (*point, 1)
        if kind == "NURBS":
            spline.order_u, spline.use_endpoint_u = 4, True
    spline.use_cyclic_u = fields.pop("cyclic", False)
    for field, value in fields.items():
        setattr(data, field, value)
    data.materials.append(model.material("Red"))
    obj = bpy.data.objects.new(name, data)
    model.collection.objects.link(obj)
    return obj


def drawing(model: Any, folder: Path) -> Any:
    """The drawing as svgelements reads it, a unit a millimetre."""
    svgelements = pytest.importorskip("svgelements")
    path = written(model, folder, "svg")
    return svgelements.SVG.parse(str(path), ppi=25.4, reify=True)


def paths(found: Any) -> list[Any]:
    import svgelements

    return [each for each in found.elements() if isinstance(each, svgelements.Path)]


SQUARE = [(0, 0, 0), (0.2, 0, 0), (0.2, 0.1, 0), (0, 0.1, 0)]


def test_a_drawing_has_the_curve_s_size_in_millimetres(model: Any, tmp_path: Path) -> None:
    curve(model, "Frame", "POLY", SQUARE, cyclic=True, bevel_depth=0.001).location.x = 0.5
    found = drawing(model, tmp_path)
    (path,) = paths(found)
    left, top, right, bottom = path.bbox(with_stroke=False)
    assert (right - left, bottom - top) == pytest.approx((200, 100), abs=1e-2)
    assert path.length() == pytest.approx(600, abs=0.01)
    assert path.stroke_width == pytest.approx(2)
    assert (found.width, found.height) == pytest.approx((202, 102), abs=0.01)


def test_beziers_stay_curves_and_keep_their_length(model: Any, tmp_path: Path) -> None:
    ring = [(math.cos(a), math.sin(a), 0) for a in (0, math.pi / 2, math.pi, 3 * math.pi / 2)]
    curve(model, "Ring", "BEZIER", ring, cyclic=True)
    (path,) = paths(drawing(model, tmp_path))
    assert sum(type(each).__name__ == "CubicBezier" for each in path) == 4
    # Its own exactness would take most of a minute.
    assert path.length(error=1e-5) == pytest.approx(2000 * math.pi, rel=0.01)


def test_what_stands_upright_is_drawn_from_the_front(model: Any, tmp_path: Path) -> None:
    curve(model, "Arch", "POLY", [(0, 0, 0), (0, 0, 2), (1, 0, 2)])
    (path,) = paths(drawing(model, tmp_path))
    left, top, right, bottom = path.bbox(with_stroke=False)
    assert (right - left, bottom - top) == pytest.approx((1000, 2000), abs=1e-2)
    first, last = path.first_point, path.current_point
    assert last.y < first.y  # up is up
    assert "front" in (tmp_path / "model.svg").read_text()


def test_nurbs_and_texts_are_drawn_where_they_are(model: Any, tmp_path: Path) -> None:
    import bpy

    curve(model, "Wire", "NURBS", [(0, 0, 0), (1, 2, 0), (2, -2, 0), (3, 0, 0)], bevel_depth=0.01)
    sign = bpy.data.curves.new("Sign", "FONT")
    sign.body = "O"
    obj = bpy.data.objects.new("Sign", sign)
    obj.location = (10, 0, 0)
    model.collection.objects.link(obj)
    shapes = {each.id: each for each in paths(drawing(model, tmp_path))}
    wire = shapes["Wire"]
    assert wire.current_point.x - wire.first_point.x == pytest.approx(3000, abs=0.1)
    left, _, right, _ = shapes["Sign"].bbox(with_stroke=False)
    assert 10_000 <= left - wire.first_point.x < right - wire.first_point.x < 11_000
    assert not bpy.data.objects.get("Wire.001")


def test_an_asset_without_curves_has_no_drawing_and_says_so(armchair: Any, tmp_path: Path) -> None:
    made = armchair.finish(tmp_path, formats=["svg"])
    assert made["files"] == []
    assert "no curves" in made["skipped"][0]["why"]


# ---------------------------------------------------------------- turntable


def test_a_turntable_goes_once_around_and_starts_where_it_ends(
    model: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = pytest.importorskip("PIL.Image")
    from ll3m.ll3m_addon.blender import turntable

    monkeypatch.setattr(turntable, "FRAMES", 4)
    model.box("Box", (1, 1, 1))
    model.box("Flag", (0.1, 0.1, 0.4), (0.45, -0.45, 0.7), material="Blue")
    blue = model.material("Blue").node_tree.nodes["Principled BSDF"].inputs["Base Color"]
    blue.default_value = (0.02, 0.05, 0.9, 1)
    path = written(model, tmp_path, "webp")
    import numpy as np

    with image.open(path) as film:
        assert (film.format, film.size, film.n_frames) == ("WEBP", (256, 256), 4)
        frames = []
        for number in range(4):
            film.seek(number)
            film.load()
            assert film.info["duration"] == turntable.MILLISECONDS
            frames.append(np.asarray(film.convert("RGB"), dtype=float))
    blueness = [float((each[:, :, 2] - each[:, :, 0] > 60).sum()) for each in frames]
    assert all(np.abs(frames[0] - each).mean() > 1 for each in frames[1:])
    assert max(blueness) > 100
    assert not list(tmp_path.glob(".*"))


def test_a_turntable_of_nothing_is_left_out_with_a_reason(model: Any, tmp_path: Path) -> None:
    made = model.finish(tmp_path, formats=["webp"])
    assert (made["files"], made["skipped"][0]["format"]) == ([], "webp")
