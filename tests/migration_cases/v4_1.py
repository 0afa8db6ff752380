# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.1."""

from __future__ import annotations

from . import Case, Kept

SPHERE = "import bpy\nbpy.ops.mesh.primitive_cube_add()\nmesh = bpy.context.object.data\n"
SHARP = "all(edge.use_edge_sharp for edge in O.data.edges)"
SHADER = """\
import bpy
mat = bpy.data.materials.new("A")
mat.use_nodes = True
nodes = mat.node_tree.nodes
"""
GEOMETRY = """\
import bpy
tree = bpy.data.node_groups.new("A", "GeometryNodeTree")
nodes = tree.nodes
"""

CASES = (
    Case(
        "mesh.auto_smooth",
        "mesh.use_auto_smooth = True  # soft\n",
        "mesh.set_sharp_from_angle(angle=0.523599)  # soft\n",
        SHARP,
        SPHERE,
    ),
    Case(
        "mesh.auto_smooth",
        "mesh.use_auto_smooth = True\nmesh.auto_smooth_angle = 3.0\n",
        "pass\nmesh.set_sharp_from_angle(angle=3.0)\n",
        "not any(edge.use_edge_sharp for edge in O.data.edges)",
        SPHERE,
    ),
    Case(
        "mesh.auto_smooth",
        "if mesh:\n    mesh.use_auto_smooth = False\n",
        "if mesh:\n    pass\n",
        setup=SPHERE,
    ),
    Case(
        "operator.shade_smooth",
        "bpy.ops.object.shade_smooth(use_auto_smooth=True, auto_smooth_angle=0.5)  # 28 degrees\n",
        "bpy.ops.object.shade_smooth_by_angle(angle=0.5)  # 28 degrees\n",
        SHARP,
        SPHERE,
    ),
    Case(
        "operator.shade_smooth",
        "bpy.ops.object.shade_smooth(use_auto_smooth=False)\n",
        "bpy.ops.object.shade_smooth()\n",
        "O.data.polygons[0].use_smooth",
        SPHERE,
    ),
    Case(
        "operator.shade_auto_smooth",
        "bpy.ops.object.shade_auto_smooth(use_auto_smooth=True, angle=0.5)\n",
        "bpy.ops.object.shade_smooth_by_angle(angle=0.5)\n",
        SHARP,
        SPHERE,
        on=(4, 2, 0),
        runs_in=((4, 2), (5, 0)),
    ),
    Case(
        "mesh.split_normals",
        "mesh.calc_normals_split()\nmesh.free_normals_split()\nmesh.create_normals_split()\n",
        "pass\npass\npass\n",
        setup=SPHERE,
    ),
    Case(
        "node.musgrave",
        "mus = nodes.new('ShaderNodeTexMusgrave')  # rock\n"
        "mus.musgrave_type = 'RIDGED_MULTIFRACTAL'\n"
        "mus.inputs['Detail'].default_value = 8\n"
        "mus.inputs['Lacunarity'].default_value = 2.0\n"
        "mus.inputs['Dimension'].default_value = 1.0\n",
        'mus = nodes.new("ShaderNodeTexNoise"); mus.normalize = False; '
        'mus.inputs["Detail"].default_value = 1.0; mus.inputs["Roughness"].default_value = 0.25'
        "  # rock\n"
        "mus.noise_type = 'RIDGED_MULTIFRACTAL'\n"
        "mus.inputs['Detail'].default_value = 7.0\n"
        "mus.inputs['Lacunarity'].default_value = 2.0\n"
        'mus.inputs["Roughness"].default_value = 0.5\n',
        '[(n.noise_type, n.inputs["Detail"].default_value, n.inputs["Roughness"].default_value) '
        'for n in D.materials["A"].node_tree.nodes if n.type == "TEX_NOISE"]'
        ' == [("RIDGED_MULTIFRACTAL", 7.0, 0.5)]',
        SHADER,
    ),
    Case(
        "light.probe",
        "bpy.ops.object.lightprobe_add(type='CUBEMAP', location=(0, 0, 1))\n",
        'bpy.ops.object.lightprobe_add(type="SPHERE", location=(0, 0, 1))\n',
        "O.data.type == 'SPHERE'",
    ),
    Case(
        "light.probe",
        "p = bpy.data.lightprobes.new('P', 'PLANAR')\n",
        "p = bpy.data.lightprobes.new('P', \"PLANE\")\n",
        "D.lightprobes['P'].type == 'PLANE'",
    ),
    Case(
        "node.rotate_euler",
        "turn = nodes.new('FunctionNodeRotateEuler')\nturn.type = 'AXIS_ANGLE'\n",
        "turn = nodes.new('FunctionNodeRotateEuler')\nturn.rotation_type = 'AXIS_ANGLE'\n",
        "D.node_groups['A'].nodes[0].rotation_type == 'AXIS_ANGLE'",
        GEOMETRY,
    ),
    Case(
        "material.displacement_method",
        "mat.cycles.displacement_method = 'BOTH'\n",
        "mat.displacement_method = 'BOTH'\n",
        "D.materials['A'].displacement_method == 'BOTH'",
        SHADER,
    ),
)

KEPT = (
    Kept("mesh.auto_smooth", "class Own:\n    use_auto_smooth = False\nx = Own()\nx.use_auto_smooth = True\n"),
    Kept("operator.shade_smooth", "import bpy\nbpy.ops.object.shade_smooth(keep_sharp_edges=True)\n"),
    Kept("operator.shade_auto_smooth", "import bpy\nbpy.ops.object.shade_auto_smooth(angle=0.5)\n"),
    Kept("mesh.split_normals", "import bpy\nbpy.data.meshes[0].calc_tangents()\n"),
    Kept("node.musgrave", "sizes = {'Dimension': 2, 'Detail': 3}\nsizes['Dimension'] = 4\n"),
    Kept("light.probe", "import bpy\nbpy.data.curves.new('GRID', 'CURVE')\nfn = dict(type='GRID')\n"),
    Kept("node.rotate_euler", "import bpy\nbpy.data.lights[0].type = 'SUN'\n"),
    Kept("material.displacement_method", "mat.displacement_method = 'BOTH'\n"),
)  # fmt: skip
