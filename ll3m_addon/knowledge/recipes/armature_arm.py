# SPDX-License-Identifier: GPL-3.0-or-later
"""Rig a mesh with an armature and weights

Tags: armature, bones, rig, skeleton, weights, vertex group, pose, arm.
"""

import math

import bpy

bpy.ops.mesh.primitive_cylinder_add(vertices=16, radius=0.08, depth=1.0, location=(0, 0, 0.5))
arm = bpy.context.object
arm.name = "Arm"
bpy.ops.object.transform_apply(location=True)
data = bpy.data.armatures.new("Rig")
rig = bpy.data.objects.new("Rig", data)
bpy.context.scene.collection.objects.link(rig)
bpy.context.view_layer.objects.active = rig
bpy.ops.object.mode_set(mode="EDIT")
upper = data.edit_bones.new("Upper")
upper.head, upper.tail = (0, 0, 0), (0, 0, 0.5)
lower = data.edit_bones.new("Lower")
lower.head, lower.tail = (0, 0, 0.5), (0, 0, 1)
lower.parent, lower.use_connect = upper, True
bpy.ops.object.mode_set(mode="OBJECT")
for name, low, high in (("Upper", -1, 0.5), ("Lower", 0.5, 2)):
    group = arm.vertex_groups.new(name=name)
    group.add([v.index for v in arm.data.vertices if low <= v.co.z < high], 1.0, "REPLACE")
arm.parent = rig
arm.modifiers.new("Armature", "ARMATURE").object = rig
rig.pose.bones["Lower"].rotation_mode = "XYZ"
rig.pose.bones["Lower"].rotation_euler.x = math.radians(30)
