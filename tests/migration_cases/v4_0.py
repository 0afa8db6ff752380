# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0."""

from __future__ import annotations

from . import Case, Kept

SHADER = """\
import bpy
mat = bpy.data.materials.new("A")
mat.use_nodes = True
nodes = mat.node_tree.nodes
links = mat.node_tree.links
bsdf = nodes["Principled BSDF"]
"""
SOCKET = 'D.materials["A"].node_tree.nodes["Principled BSDF"].inputs["{}"]'
VALUE = SOCKET + ".default_value"
CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add(size=2)\nobj = bpy.context.object\nmesh = obj.data\n"
TREE = 'import bpy\ntree = bpy.data.node_groups.new("G", "GeometryNodeTree")\n'
RIG = "import bpy\nbpy.ops.object.armature_add()\nobj = bpy.context.object\narm = bpy.data.armatures[0]\n"


def weight(owner: str, name: str, domain: str) -> str:
    """The mesh attribute's value at an element."""
    return (
        f'({owner}.id_data.attributes.get("{name}") or '
        f'{owner}.id_data.attributes.new("{name}", "FLOAT", "{domain}")).data[{owner}.index].value'
    )


CASES = (
    Case(
        "socket.principled",
        "bsdf.inputs['Specular'].default_value = 0.25  # dull\n",
        'bsdf.inputs["Specular IOR Level"].default_value = 0.25  # dull\n',
        VALUE.format("Specular IOR Level") + " == 0.25",
        SHADER,
    ),
    Case(
        "socket.principled",
        "if 'Transmission' in bsdf.inputs:\n    bsdf.inputs.get('Transmission').default_value = 1\n",
        'if "Transmission Weight" in bsdf.inputs:\n    bsdf.inputs.get("Transmission Weight").default_value = 1\n',
        VALUE.format("Transmission Weight") + " == 1",
        SHADER,
    ),
    Case(
        "socket.gone",
        "bsdf.inputs['Transmission Roughness'].default_value = 0.1\n",
        "pass\n",
        setup=SHADER,
    ),
    Case(
        "socket.gone",
        "bsdf.inputs['Base Color'].default_value = (1, 0, 0, 1)\nbsdf.inputs['Subsurface Color'].default_value = (0, 1, 0, 1)\n",
        "bsdf.inputs['Base Color'].default_value = (1, 0, 0, 1)\npass\n",
        VALUE.format("Base Color") + "[0] == 1",
        SHADER,
    ),
    Case("socket.tint", "bsdf.inputs['Sheen Tint'].default_value = 0.5\n", "pass\n", setup=SHADER),
    Case(
        "socket.emission_strength",
        "bsdf.inputs['Emission'].default_value = (1, 0.5, 0, 1)\n",
        'bsdf.inputs["Emission Color"].default_value = (1, 0.5, 0, 1); bsdf.inputs["Emission Strength"].default_value = 1.0\n',
        VALUE.format("Emission Strength") + " == 1",
        SHADER,
    ),
    Case(
        "socket.emission_strength",
        "links.new(nodes.new('ShaderNodeRGB').outputs[0], bsdf.inputs['Emission'])\n",
        'links.new(nodes.new(\'ShaderNodeRGB\').outputs[0], bsdf.inputs["Emission Color"]); bsdf.inputs["Emission Strength"].default_value = 1.0\n',
        SOCKET.format("Emission Color") + ".is_linked",
        SHADER,
    ),
    Case(
        "node.closures",
        "nodes.new('ShaderNodeBsdfVelvet').name = 'Cloth'\n",
        "nodes.new(\"ShaderNodeBsdfSheen\").name = 'Cloth'\n",
        'D.materials["A"].node_tree.nodes["Cloth"].bl_idname == "ShaderNodeBsdfSheen"',
        SHADER,
    ),
    Case(
        "view.look",
        "bpy.context.scene.view_settings.look = 'High Contrast'\n",
        'bpy.context.scene.view_settings.look = "AgX - High Contrast"\n',
        'C.scene.view_settings.look == "AgX - High Contrast"',
        "import bpy\nbpy.context.scene.view_settings.view_transform = 'AgX'\n",
    ),
    Case("mesh.calc_normals", "mesh.calc_normals()\n", "pass\n", setup=CUBE),
    Case(
        "mesh.edge_crease",
        "for edge in mesh.edges:\n    edge.crease = 0.75\n",
        f"for edge in mesh.edges:\n    {weight('edge', 'crease_edge', 'EDGE')} = 0.75\n",
        'all(d.value == 0.75 for d in O.data.attributes["crease_edge"].data)',
        CUBE,
    ),
    Case(
        "mesh.edge_bevel_weight",
        "mesh.edges[2].bevel_weight = 0.5\n",
        f"{weight('mesh.edges[2]', 'bevel_weight_edge', 'EDGE')} = 0.5\n",
        'O.data.attributes["bevel_weight_edge"].data[2].value == 0.5',
        CUBE,
    ),
    Case(
        "mesh.vertex_crease",
        "mesh.vertices[1].crease = 1.0\n",
        f"{weight('mesh.vertices[1]', 'crease_vert', 'POINT')} = 1.0\n",
        'O.data.attributes["crease_vert"].data[1].value == 1.0',
        CUBE,
    ),
    Case(
        "mesh.vertex_bevel_weight",
        "for v in mesh.vertices:\n    v.bevel_weight = 1.0 if v.co.z > 0 else 0.0\n",
        f"for v in mesh.vertices:\n    {weight('v', 'bevel_weight_vert', 'POINT')} = 1.0 if v.co.z > 0 else 0.0\n",
        'sum(d.value for d in O.data.attributes["bevel_weight_vert"].data) == 4',
        CUBE,
    ),
    Case(
        "bmesh.weight_layers",
        "layer = bm.edges.layers.crease.verify()\nfor e in bm.edges:\n    e[layer] = 0.5\nbm.to_mesh(mesh)\n",
        'layer = (bm.edges.layers.float.get("crease_edge") or bm.edges.layers.float.new("crease_edge"))\n'
        "for e in bm.edges:\n    e[layer] = 0.5\nbm.to_mesh(mesh)\n",
        'O.data.attributes["crease_edge"].data[0].value == 0.5',
        CUBE + "import bmesh\nbm = bmesh.new()\nbm.from_mesh(mesh)\n",
    ),
    Case(
        "mesh.weights_foreach",
        "mesh.edges.foreach_set('bevel_weight', [0.5] * 12)\n",
        '(mesh.attributes.get("bevel_weight_edge") or mesh.attributes.new("bevel_weight_edge", "FLOAT", "EDGE"))'
        '.data.foreach_set("value", [0.5] * 12)\n',
        'O.data.attributes["bevel_weight_edge"].data[3].value == 0.5',
        CUBE,
    ),
    Case("bone.layers", "arm.bones[0].layers[1] = True\n", "pass\n", setup=RIG),
    Case(
        "bone.inherit_scale",
        "arm.bones[0].use_inherit_scale = False\n",
        'arm.bones[0].inherit_scale = "NONE"\n',
        'O.data.bones[0].inherit_scale == "NONE"',
        RIG,
    ),
    Case(
        "armature.bone_colors",
        "arm.show_group_colors = False\n",
        "arm.show_bone_colors = False\n",
        "not O.data.show_bone_colors",
        RIG,
    ),
    Case(
        "light.falloff",
        "light.falloff_type = 'CONSTANT'\n",
        "pass\n",
        setup="import bpy\nlight = bpy.data.lights.new('L', 'POINT')\n",
    ),
    Case(
        "light.falloff",
        "sun.data.falloff_type = 'CONSTANT'\nsun.data.falloff_type = 'INVERSE_LINEAR'\n",
        "pass\npass\n",
        setup="import bpy\nsun = bpy.data.objects.new('L', bpy.data.lights.new('L', 'POINT'))\n",
    ),
    Case(
        "ops.context_override",
        "bpy.ops.object.modifier_apply({'object': obj}, modifier='S')  # smooth\n",
        "with bpy.context.temp_override(object=obj): bpy.ops.object.modifier_apply(modifier='S')  # smooth\n",
        "len(O.data.vertices) > 8",
        CUBE + "obj.modifiers.new('S', 'SUBSURF')\n",
    ),
    Case(
        "ops.context_override",
        "override = bpy.context.copy()\noverride['active_object'] = obj\nfor turn in range(1):\n    bpy.ops.object.shade_smooth(\n        override, 'EXEC_DEFAULT'\n    )\n",
        "override = bpy.context.copy()\noverride['active_object'] = obj\nfor turn in range(1):\n    with bpy.context.temp_override(**override): bpy.ops.object.shade_smooth(\n        'EXEC_DEFAULT'\n    )\n",
        "O.data.polygons[0].use_smooth",
        CUBE,
    ),
    Case(
        "tree.interface",
        "tree.inputs.new('NodeSocketFloatFactor', 'Amount')\nout = tree.outputs.new(type='NodeSocketGeometry', name='Geometry')\n",
        'tree.interface.new_socket(name=\'Amount\', in_out="INPUT", socket_type="NodeSocketFloat")\n'
        "out = tree.interface.new_socket(name='Geometry', in_out=\"OUTPUT\", socket_type='NodeSocketGeometry')\n",
        'D.node_groups["G"].interface.items_tree["Amount"].in_out == "INPUT"',
        TREE,
    ),
    Case(
        "tree.interface_items",
        "tree.inputs[0].min_value = 2\ntree.inputs['Size'].max_value = 9\n",
        '[each for each in tree.interface.items_tree if each.in_out == "INPUT"][0].min_value = 2\n'
        "tree.interface.items_tree['Size'].max_value = 9\n",
        'D.node_groups["G"].interface.items_tree["Size"].max_value == 9',
        TREE
        + 'tree.interface.new_socket(name="Size", in_out="INPUT", socket_type="NodeSocketFloat")\n',
    ),
    Case(
        "pose.bone_groups",
        "group = obj.pose.bone_groups.new(name='Arms')\ngroup.color_set = 'THEME01'\nobj.pose.bones[0].bone_group = group\n",
        "group = obj.data.collections.new('Arms')\npass\ngroup.assign(obj.pose.bones[0])\n",
        'O.data.collections["Arms"].bones[0].name == "Bone"',
        RIG,
    ),
    Case(
        "bone.group",
        "obj.pose.bones[0].bone_group = own\n",
        "own.assign(obj.pose.bones[0])\n",
        'O.data.collections["Own"].bones[0].name == "Bone"',
        RIG + "own = obj.data.collections.new('Own')\n",
    ),
    Case(
        "bone.group_color",
        "group = obj.pose.bone_groups.new()\ngroup.color_set = 'THEME01'\n",
        'group = obj.data.collections.new("Group")\npass\n',
        '"Group" in O.data.collections',
        RIG,
    ),
    Case(
        "object.face_maps",
        "top = obj.face_maps.new(name='Top')\ntop.add([0, 2])\n",
        'top = obj.data.attributes.new(\'Top\', "BOOLEAN", "FACE")\n[setattr(top.data[each], "value", True) for each in [0, 2]]\n',
        'sum(d.value for d in O.data.attributes["Top"].data) == 2',
        CUBE,
    ),
)

KEPT = (
    Kept("light.falloff", "obj.field.falloff_type = 'SPHERE'\nhook.falloff_type = 'CONSTANT'\n"),
    Kept("tree.interface", "group_node.inputs.new('NodeSocketFloat', 'Float')\n"),
    Kept(
        "tree.interface",
        "class Own:\n    def init(self):\n        self.inputs.new('NodeSocketFloat', 'X')\n",
    ),
    Kept(
        "bmesh.weight_layers",
        "layer = bm.edges.layers.float.new('crease_edge')\nuv = bm.loops.layers.uv.verify()\n",
    ),
    Kept("mesh.weights_foreach", "mesh.vertices.foreach_set('co', values)\n"),
    Kept("socket.principled", "other = {}\nother['Specular'] = 1\n"),
    Kept(
        "socket.principled",
        "node = nodes.new('ShaderNodeEeveeSpecular')\nnode.inputs['Specular'].default_value = (1, 1, 1, 1)\n",
    ),
    Kept(
        "socket.principled",
        "own = nodes.new('ShaderNodeGroup')\nown.inputs['Emission'].default_value = 1\n",
    ),
    Kept(
        "socket.emission_strength",
        "b.inputs['Emission'].default_value = c\nb.inputs['Emission Strength'].default_value = 3\n",
    ),
    Kept("socket.tint", "b.inputs['Sheen Tint'].default_value = (1, 1, 1, 1)\n"),
    Kept(
        "view.look",
        "s.view_settings.view_transform = 'Filmic'\ns.view_settings.look = 'High Contrast'\n",
    ),
    Kept("view.look", "styles = {'look': 'High Contrast'}\n"),
    Kept(
        "mesh.calc_normals",
        "class Hull:\n    def calc_normals(self):\n        pass\nhull = Hull()\nhull.calc_normals()\n",
    ),
    Kept(
        "mesh.edge_crease", "import bmesh\nbm = bmesh.new()\nfor e in bm.edges:\n    e[layer] = 1\n"
    ),
    Kept("mesh.edge_crease", "class Fold:\n    pass\nfold = Fold()\nfold.crease = 1\n"),
    Kept("bone.layers", "cake = build()\ncake.layers = 3\n"),
    Kept(
        "ops.context_override",
        "import bpy\nbpy.ops.object.shade_smooth('EXEC_DEFAULT')\nbpy.ops.object.delete()\n",
    ),
    Kept(
        "tree.interface",
        "socket = node.inputs.new(kind, 'Name')\nlinks.new(a.outputs[0], b.inputs[0])\n",
    ),
    Kept(
        "tree.interface_items",
        "node = tree.nodes.new('NodeGroupInput')\nnode.outputs[0].name = 'A'\nbsdf.inputs[0].default_value = 1\n",
    ),
    Kept(
        "object.face_maps",
        "class Globe:\n    face_maps = []\nglobe = Globe()\nglobe.face_maps.new(name='A')\n",
    ),
    Kept(
        "light.falloff", "class Fade:\n    falloff_type = 1\nfade = Fade()\nfade.falloff_type = 2\n"
    ),
)
