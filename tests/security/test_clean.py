# SPDX-License-Identifier: GPL-3.0-or-later
"""A file full of payloads, made in bare Blender, comes out of ``finish`` without them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ll3m.bridge.contract.errors import LL3MError
from ll3m.ll3m_addon.core.cancel import CancelToken
from ll3m.ll3m_addon.core.seams import FinishRequest
from ll3m.ll3m_addon.sandbox.jail import BlenderJail

pytestmark = pytest.mark.bpy

HOSTILE = """
import bpy, glob, sys
bpy.ops.wm.read_factory_settings(use_empty=True)
c = bpy.data.collections.new("LL3M result")
bpy.context.scene.collection.children.link(c)
bpy.ops.mesh.primitive_cube_add()
o = bpy.context.object
c.objects.link(o)
t = bpy.data.texts.new("boot.py")
t.write("import os")
t.use_module = True
o["text"] = t
o["ll3m_asset"] = "fake"
o["kept"] = 3
o["vector"] = [1.0, 2.0]
o["group"] = {"a": 1}
o.driver_add("location", 0).driver.expression = "__import__('os').getpid()"
o.driver_add("location", 1).driver.expression = "frame * 2"
m = bpy.data.materials.new("m")
m.use_nodes = True
o.data.materials.append(m)
n = m.node_tree.nodes.new("ShaderNodeScript")
n.mode = "EXTERNAL"
n.filepath = "/evil/x.osl"
n = m.node_tree.nodes.new("ShaderNodeTexIES")
n.filepath = "/evil/x.ies"
d = m.node_tree.driver_add('nodes["Principled BSDF"].inputs["Alpha"].default_value').driver
d.expression = "bpy.app.version[0]"
for name, packed in (("outside", False), ("packed", True)):
    i = bpy.data.images.new(name, 8, 8)
    if packed:
        i.pack()
        i.filepath_raw = "/evil/i.png"
    else:
        i.source = "FILE"
        i.filepath = "/etc/passwd"
    m.node_tree.nodes.new("ShaderNodeTexImage").image = i
o.modifiers.new("cache", "MESH_CACHE").filepath = "/evil/a.mdd"
o.modifiers.new("ocean", "OCEAN").filepath = "/evil/ocean"
g = bpy.data.node_groups.new("G", "GeometryNodeTree")
if hasattr(bpy.types, "GeometryNodeImportSTL"):
    g.nodes.new("GeometryNodeImportSTL").inputs[0].default_value = "/evil/x.stl"
g.nodes.new("GeometryNodeMeshCube")
o.modifiers.new("gn", "NODES").node_group = g
o.modifiers.new("ps", "PARTICLE_SYSTEM")
o.particle_systems[0].point_cache.use_external = True
o.particle_systems[0].point_cache.filepath = "/evil/pc"
c.objects.link(bpy.data.objects.new("speaker", bpy.data.speakers.new("s")))
v = bpy.data.volumes.new("v")
v.filepath = "/evil/x.vdb"
c.objects.link(bpy.data.objects.new("volume", v))
x = bpy.data.curves.new("label", "FONT")
c.objects.link(bpy.data.objects.new("label", x))
found = glob.glob("/usr/share/fonts/**/*.ttf", recursive=True)
if found:
    x.font = bpy.data.fonts.load(found[0])
    x.font.pack()
painted = bpy.data.images.new("painted", 4, 4)
painted.pixels = [0.25, 0.5, 0.75, 1.0] * 16
painted.pack()
m.node_tree.nodes.new("ShaderNodeTexImage").image = painted
m.node_tree.nodes.new("ShaderNodeTexImage").image = bpy.data.images.new("generated", 4, 4)
o["code"] = "__import__('os').system('touch /evil/x')"
o["long"] = "x" * 5000
bpy.context.scene["evil_scene"] = 1
bpy.context.scene.world = bpy.data.worlds.new("evil world")
o["world"] = bpy.context.scene.world
f = bpy.data.cache_files.new("evil cache") if hasattr(bpy.data.cache_files, "new") else None
o.modifiers.new("abc", "MESH_SEQUENCE_CACHE").object_path = "/evil/abc"
k = o.constraints.new("TRANSFORM_CACHE")
k.object_path = "/evil/xform"
inner = bpy.data.node_groups.new("Inner", "GeometryNodeTree")
for kind in ("OBJ", "PLY", "CSV", "Text", "VDB"):
    if hasattr(bpy.types, "GeometryNodeImport" + kind):
        inner.nodes.new("GeometryNodeImport" + kind).inputs[0].default_value = "/evil/" + kind
inner.nodes.new("GeometryNodeMeshGrid")
g.nodes.new("GeometryNodeGroup").node_tree = inner
bake = o.modifiers["gn"]
if hasattr(bake, "bake_directory"):
    bake.bake_directory = "/evil/bake"
cloth = o.modifiers.new("cloth", "CLOTH")
cloth.point_cache.use_disk_cache = True
cloth.point_cache.use_external = True
cloth.point_cache.filepath = "/evil/cloth"
o.modifiers.new("fluid", "FLUID").fluid_type = "DOMAIN"
s = o.modifiers["fluid"].domain_settings
if s:
    s.cache_directory = "/evil/fluid"
x = o.modifiers.new("paint", "DYNAMIC_PAINT")
if hasattr(bpy.types, "CompositorNodeOutputFile"):
    compositor = bpy.data.node_groups.new("Compositor", "CompositorNodeTree")
    compositor.nodes.new("CompositorNodeOutputFile")
    o["compositor"] = compositor
a = bpy.data.actions.new("kept action")
o.animation_data.action = a
l = bpy.data.linestyles.new("evil line")
o["line"] = l
o.data["mesh_text"] = t
m["material_group"] = {"a": {"b": "/evil/nested"}}
x = bpy.data.curves.new("second", "FONT")
camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
c.objects.link(camera)
camera.data.background_images.new().image = bpy.data.images["outside"]
k = camera.constraints.new("TRANSFORM_CACHE")
o.asset_mark()
bpy.data.libraries.write(sys.argv[-1], {c}, fake_user=True)
"""
LOOK = """
import bpy, json, sys
bpy.ops.wm.read_factory_settings(use_empty=True)
kinds = [p.identifier for p in bpy.data.bl_rna.properties if p.type == "COLLECTION" and p.identifier != "all_ids"]
before = {(k, b.name) for k in kinds for b in getattr(bpy.data, k)}
with bpy.data.libraries.load(sys.argv[-2]) as (a, b):
    b.collections = a.collections
seen = {}
for k in kinds:
    names = [b.name for b in getattr(bpy.data, k) if (k, b.name) not in before]
    if names:
        seen[k] = names
o = bpy.data.objects["Cube"]
seen["keys"] = sorted(o.keys())
seen["modifiers"] = [m.type for m in o.modifiers]
seen["drivers"] = [f.driver.expression for f in o.animation_data.drivers]
seen["nodes"] = sorted({n.bl_idname for t in [bpy.data.materials["m"].node_tree, *bpy.data.node_groups] for n in t.nodes})
p = bpy.data.images.get("painted")
seen["painted"] = [round(each, 2) for each in p.pixels[:4]] if p else []
p = o.modifiers["cloth"].point_cache if "cloth" in o.modifiers else None
seen["cloth"] = [p.filepath, p.use_disk_cache] if p else []
seen["asset"] = o.asset_data is not None
seen["constraints"] = [c.type for c in bpy.data.objects["camera"].constraints]
open(sys.argv[-1], "w").write(json.dumps(seen))
"""


def start(blender: str, code: str, folder: Path, *arguments: str) -> None:
    script = folder / "script.py"
    script.write_text(code)
    first = (
        [sys.executable, str(script)]
        if blender == "module"
        else [blender, "-b", "--factory-startup", "--python", str(script)]
    )
    subprocess.run([*first, "--", *arguments], check=False, capture_output=True, timeout=120)


def test_payloads_are_taken_out_and_named(blender: str, jail: BlenderJail, tmp_path: Path) -> None:
    raw = tmp_path / "raw.blend"
    start(blender, HOSTILE, tmp_path, str(raw))
    assert b"/evil/" in raw.read_bytes()
    made = jail.finish(FinishRequest(raw, tmp_path / "out"), CancelToken())
    blend = tmp_path / "out" / "model.blend"
    start(blender, LOOK, tmp_path, str(blend), str(tmp_path / "seen.json"))
    seen = json.loads((tmp_path / "seen.json").read_text())

    assert not {"texts", "speakers", "volumes", "sounds", "cache_files", "worlds"} & set(seen)
    assert not {"linestyles", "scenes"} & set(seen)
    assert seen["images"] == ["generated", "packed", "painted"]
    assert seen["painted"] == [0.25, 0.5, 0.75, 1.0]
    assert seen["keys"] == ["code", "kept", "vector"]  # a text is no more than a text
    assert seen["modifiers"] == ["OCEAN", "NODES", "PARTICLE_SYSTEM", "CLOTH"]
    assert seen["cloth"] == ["", False]
    assert "Compositor" not in seen["node_groups"]
    assert seen["drivers"] == ["frame * 2"]
    assert seen["asset"] is False
    assert seen["constraints"] == []
    assert not {"ShaderNodeScript", "ShaderNodeTexIES", "GeometryNodeImportSTL"} & set(
        seen["nodes"]
    )
    assert {"GeometryNodeMeshCube", "ShaderNodeBsdfPrincipled"} <= set(seen["nodes"])
    assert all("Bfont" in each for each in seen.get("fonts", []))
    assert b"/evil/" not in blend.read_bytes()
    told = "\n".join(made.stripped)
    for word in ("boot.py", "speaker", "volume", "'outside'", "ShaderNodeScript", "ShaderNodeTexIES",
                 "'cache'", "/evil/ocean", "/evil/pc", "__import__", "bpy.app", "ll3m_asset",
                 "TRANSFORM_CACHE", "evil world", "evil line", "/evil/cloth", "abc", "fluid", "paint",
                 "compositor", "material_group", "mesh_text", "'long'"):  # fmt: skip
        assert word in told, word


@pytest.mark.parametrize(
    "data",
    [b"", b"not a blend", b"BLENDER-v500", b"BLENDER17-01v0500" + bytes(5000), bytes(100_000)],
)
def test_a_file_that_is_no_blend_is_an_error_and_hurts_nothing(
    jail: BlenderJail, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "raw.blend").write_bytes(data)
    with pytest.raises(LL3MError):
        jail.finish(FinishRequest(tmp_path / "raw.blend", tmp_path / "out"), CancelToken())
    assert jail.isolation() == "full"
