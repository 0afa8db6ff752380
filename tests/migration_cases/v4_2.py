# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.2."""

from __future__ import annotations

from . import Case, Kept
from .v4_1 import GEOMETRY

LIGHT = 'import bpy\nlight = bpy.data.lights.new("A", "SUN")\n'

CASES = (
    Case(
        "render.eevee_id",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE'\n",
        "bpy.context.scene.render.engine = 'BLENDER_EEVEE_NEXT'\n",
        'C.scene.render.engine == "BLENDER_EEVEE_NEXT"',
        on=(4, 2, 0),
        runs_in=((4, 2), (5, 0)),
    ),
    Case(
        "eevee.motion_blur",
        "scene = bpy.context.scene\nscene.eevee.use_motion_blur = True\n"
        "scene.eevee.motion_blur_shutter = 0.25\n",
        "scene = bpy.context.scene\nscene.render.use_motion_blur = True\n"
        "scene.render.motion_blur_shutter = 0.25\n",
        "C.scene.render.use_motion_blur and C.scene.render.motion_blur_shutter == 0.25",
    ),
    Case(
        "eevee.motion_blur",
        "eevee = bpy.context.scene.eevee\neevee.use_motion_blur = True\n",
        "eevee = bpy.context.scene.eevee\nbpy.context.scene.render.use_motion_blur = True\n",
        "C.scene.render.use_motion_blur",
    ),
    Case(
        "eevee.probe_settings",
        "bpy.context.scene.eevee.gi_auto_bake = True  # light\n",
        "pass  # light\n",
    ),
    Case("light.softness", "light.shadow_softness_factor = 1.0\n", "pass\n", setup=LIGHT),
    Case(
        "light.cast_shadow",
        "light.cycles.cast_shadow = False\n",
        "light.use_shadow = False\n",
        'not D.lights["A"].use_shadow',
        LIGHT,
    ),
    Case(
        "node.capture_items",
        "cap = nodes.new('GeometryNodeCaptureAttribute')  # keep\n"
        "cap.data_type = 'FLOAT_VECTOR'\n"
        "pos = nodes.new('GeometryNodeInputPosition')\n"
        "tree.links.new(pos.outputs[0], cap.inputs[1])\n"
        "out = cap.outputs['Attribute'].name\n",
        "cap = nodes.new('GeometryNodeCaptureAttribute')"
        '; cap.capture_items.new("VECTOR", "Value")  # keep\n'
        "pass\n"
        "pos = nodes.new('GeometryNodeInputPosition')\n"
        'tree.links.new(pos.outputs[0], cap.inputs["Value"])\n'
        'out = cap.outputs["Value"].name\n',
        "[(l.to_socket.name, l.to_socket.type) for l in D.node_groups['A'].links]"
        " == [('Value', 'VECTOR')]",
        GEOMETRY,
    ),
    Case(
        "compositor.tree_settings",
        "tree.use_opencl = True\n",
        "pass\n",
        setup='import bpy\ntree = bpy.data.node_groups.new("A", "CompositorNodeTree")\n',
    ),
)

KEPT = (
    Kept("render.eevee_id", "engine = 'BLENDER_EEVEE'\n"),
    Kept("eevee.motion_blur", "scene.render.use_motion_blur = True\n"),
    Kept("eevee.probe_settings", "scene.eevee.gi_diffuse_bounces = 3\n"),
    Kept("light.softness", "light.shadow_soft_size = 1\n"),
    Kept("light.cast_shadow", "class Lamp:\n    cast_shadow = False\nLamp().cast_shadow = True\n"),
    Kept(
        "node.capture_items",
        "cap = nodes.new('GeometryNodeCaptureAttribute')\ncap.capture_items.new('FLOAT', 'A')\n",
    ),
    Kept("compositor.tree_settings", "tree.use_viewer_border = True\n"),
)
