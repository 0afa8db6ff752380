# SPDX-License-Identifier: GPL-3.0-or-later
"""Honest scripts in the ways that people write them for themselves and post them.

Old and new API, operators and data, habits that a modelling script could do without.
"""

from __future__ import annotations

import textwrap

_SCRIPTS = {
    "clear-and-spiral": """
        import bpy
        from math import *
        # delete everything
        bpy.ops.object.select_all(action='SELECT')
        bpy.ops.object.delete(use_global=False)
        for i in range(0, 40):
            angle = i * pi / 8
            bpy.ops.mesh.primitive_cube_add(location=(cos(angle) * i / 5, sin(angle) * i / 5, i / 10))
            ob = bpy.context.object
            ob.scale = (.2, .2, .2)
            ob.rotation_euler[2] = angle
        """,
    "main-guard": '''
        """Random skyline"""
        import bpy
        import random
        SEED = 42

        def building(x, y, h):
            bpy.ops.mesh.primitive_cube_add(size=1, location=(x, y, h / 2))
            b = bpy.context.active_object
            b.dimensions = 0.8, 0.8, h
            b.name = "Building_%03d" % (x * 10 + y)
            return b

        def main():
            random.seed(SEED)
            for x in range(5):
                for y in range(5):
                    building(x, y, random.uniform(1, 5))
            print("done: {} objects".format(len(bpy.data.objects)))

        if __name__ == "__main__":
            main()
        ''',
    "old-link": """
        import bpy
        me = bpy.data.meshes.new("pyramid")
        ob = bpy.data.objects.new("pyramid", me)
        bpy.context.scene.objects.link(ob)
        me.from_pydata([(0,0,2),(1,1,0),(-1,1,0),(-1,-1,0),(1,-1,0)], [], [(0,1,2),(0,2,3),(0,3,4),(0,4,1),(1,2,3,4)])
        me.update()
        bpy.context.scene.objects.active = ob
        ob.select = True
        """,
    "unused-imports": """
        import bpy, os, sys, time, math, subprocess, shutil
        import numpy as np
        start = time.time()
        for v in np.linspace(0, 2 * np.pi, 12, endpoint=False):
            bpy.ops.mesh.primitive_uv_sphere_add(radius=.2, segments=16, ring_count=8, location=(np.cos(v), np.sin(v), 0))
        print("took %.2f s" % (time.time() - start))
        """,
    "csv-points": """
        import bpy, csv, io
        DATA = '''x,y,z
        0,0,0
        1,0,0.5
        2,1,1
        '''
        rows = [row for row in csv.DictReader(io.StringIO(DATA.replace(' ', '')))]
        for r in rows:
            bpy.ops.mesh.primitive_ico_sphere_add(radius=0.1, location=(float(r['x']), float(r['y']), float(r['z'])))
        out = io.StringIO()
        w = csv.writer(out, delimiter=';')
        w.writerow(['name', 'x'])
        for ob in bpy.context.scene.objects:
            w.writerow([ob.name, round(ob.location.x, 3)])
        print(out.getvalue())
        """,
    "mesh-utils": """
        import bpy
        from bpy_extras import mesh_utils
        bpy.ops.mesh.primitive_cylinder_add(vertices=8)
        me = bpy.context.object.data
        counts = mesh_utils.edge_face_count_dict(me)
        assert all(n == 2 for n in counts.values())
        print(mesh_utils.ngon_tessellate(me, list(range(8))))
        """,
    "app-debug": """
        import bpy
        bpy.app.debug = False
        print(bpy.app.version >= (2, 80, 0), bpy.app.version_string)
        bpy.ops.mesh.primitive_monkey_add()
        """,
    "version-branches": """
        import bpy
        IS_28 = bpy.app.version >= (2, 80, 0)
        def link(ob):
            if IS_28:
                bpy.context.collection.objects.link(ob)
            else:
                bpy.context.scene.objects.link(ob)
        def make_active(ob):
            if hasattr(bpy.context.view_layer, "objects"):
                bpy.context.view_layer.objects.active = ob
        me = bpy.data.meshes.new("m"); me.from_pydata([(0,0,0),(1,0,0),(1,1,0),(0,1,0)], [], [(0,1,2,3)])
        o = bpy.data.objects.new("o", me); link(o); make_active(o)
        """,
    "driver-sum": """
        import bpy
        bpy.ops.object.empty_add(location=(0, 0, 0)); ctrl = bpy.context.object; ctrl.name = 'CTRL'
        ctrl['amount'] = 1.0
        bpy.ops.mesh.primitive_cube_add(); cube = bpy.context.object
        fcu = cube.driver_add('scale', 2)
        drv = fcu.driver
        drv.type = 'SCRIPTED'
        v = drv.variables.new()
        v.name = 'amt'
        v.type = 'SINGLE_PROP'
        v.targets[0].id = ctrl
        v.targets[0].data_path = '["amount"]'
        drv.expression = '1 + amt * 2'
        """,
    "driver-transform": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(); a = bpy.context.object
        bpy.ops.mesh.primitive_cube_add(location=(3, 0, 0)); b = bpy.context.object
        d = b.driver_add('rotation_euler', 2).driver
        var = d.variables.new(); var.name = 'x'; var.type = 'TRANSFORMS'
        t = var.targets[0]; t.id = a; t.transform_type = 'LOC_X'; t.transform_space = 'WORLD_SPACE'
        d.expression = 'sin(x) * radians(90) if x > 0 else 0'
        """,
    "shape-keys": """
        import bpy
        bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8)
        ob = bpy.context.object
        ob.shape_key_add(name='Basis')
        key = ob.shape_key_add(name='Squash', from_mix=False)
        for i, pt in enumerate(key.data):
            pt.co.z *= 0.5
            pt.co.x *= 1.3
        key.value = 0.0
        key.keyframe_insert('value', frame=1)
        key.value = 1
        key.keyframe_insert(data_path='value', frame=25)
        ob.active_shape_key_index = 1
        print([k.name for k in ob.data.shape_keys.key_blocks])
        """,
    "armature-chain": """
        import bpy
        from mathutils import Vector
        arm = bpy.data.armatures.new('Rig')
        rig = bpy.data.objects.new('Rig', arm)
        bpy.context.collection.objects.link(rig)
        bpy.context.view_layer.objects.active = rig
        bpy.ops.object.mode_set(mode='EDIT', toggle=False)
        parent = None
        for i in range(4):
            b = arm.edit_bones.new('bone.%d' % i)
            b.head = Vector((0, 0, i)); b.tail = (0, 0, i + 1)
            if parent:
                b.parent = parent; b.use_connect = True
            parent = b
        bpy.ops.object.mode_set(mode='POSE')
        for pb in rig.pose.bones:
            pb.rotation_mode = 'XYZ'
            pb.rotation_euler.x = 0.2
            pb.keyframe_insert(data_path='rotation_euler', frame=10)
        ik = rig.pose.bones['bone.3'].constraints.new('IK')
        ik.chain_count = 3
        bpy.ops.object.mode_set(mode='OBJECT')
        """,
    "parent-auto-weights": """
        import bpy
        bpy.ops.mesh.primitive_cylinder_add(radius=.3, depth=4, location=(0, 0, 2)); body = bpy.context.object
        bpy.ops.object.armature_add(); arm = bpy.context.object
        bpy.ops.object.select_all(action='DESELECT')
        body.select_set(True); arm.select_set(True)
        bpy.context.view_layer.objects.active = arm
        bpy.ops.object.parent_set(type='ARMATURE_AUTO')
        vg = body.vertex_groups.get('Bone') or body.vertex_groups.new(name='Bone')
        vg.add([v.index for v in body.data.vertices if v.co.z > 0], 1.0, 'REPLACE')
        """,
    "geonodes-scatter": """
        import bpy
        bpy.ops.mesh.primitive_grid_add(x_subdivisions=10, y_subdivisions=10, size=4)
        ground = bpy.context.object
        bpy.ops.mesh.primitive_cone_add(radius1=.1, depth=.3, location=(9, 9, 9)); tree_ob = bpy.context.object
        mod = ground.modifiers.new("Scatter", 'NODES')
        tree = bpy.data.node_groups.new("Scatter", 'GeometryNodeTree')
        mod.node_group = tree
        if hasattr(tree, 'interface'):
            tree.interface.new_socket(name="Geometry", in_out='INPUT', socket_type='NodeSocketGeometry')
            tree.interface.new_socket(name="Geometry", in_out='OUTPUT', socket_type='NodeSocketGeometry')
        else:
            tree.inputs.new('NodeSocketGeometry', 'Geometry'); tree.outputs.new('NodeSocketGeometry', 'Geometry')
        n = tree.nodes
        gin, gout = n.new('NodeGroupInput'), n.new('NodeGroupOutput')
        dist = n.new('GeometryNodeDistributePointsOnFaces'); dist.inputs['Density'].default_value = 5
        inst = n.new('GeometryNodeInstanceOnPoints'); info = n.new('GeometryNodeObjectInfo')
        info.inputs[0].default_value = tree_ob
        join = n.new('GeometryNodeJoinGeometry')
        for i, node in enumerate((gin, dist, inst, join, gout)): node.location = (i * 200, 0)
        L = tree.links.new
        L(gin.outputs[0], dist.inputs['Mesh']); L(dist.outputs['Points'], inst.inputs['Points'])
        L(info.outputs['Geometry'], inst.inputs['Instance']); L(inst.outputs[0], join.inputs[0])
        L(gin.outputs[0], join.inputs[0]); L(join.outputs[0], gout.inputs[0])
        """,
    "curve-path": """
        import bpy, math
        cu = bpy.data.curves.new('helix', 'CURVE'); cu.dimensions = '3D'
        sp = cu.splines.new('POLY')
        pts = [(math.cos(t/5), math.sin(t/5), t/20, 1) for t in range(60)]
        sp.points.add(len(pts)-1)
        for p, co in zip(sp.points, pts): p.co = co
        cu.bevel_depth = 0.05; cu.bevel_resolution = 3; cu.use_fill_caps = True
        ob = bpy.data.objects.new('helix', cu)
        bpy.context.scene.collection.objects.link(ob)
        """,
    "bezier-handles": """
        import bpy
        curve = bpy.data.curves.new("Rope", type="CURVE")
        curve.dimensions = '3D'
        curve.resolution_u = 24
        spline = curve.splines.new(type='BEZIER')
        coords = [(0, 0, 0), (1, 0, 1), (2, 0, 0)]
        spline.bezier_points.add(count=len(coords) - 1)
        for bp, co in zip(spline.bezier_points, coords):
            bp.co = co
            bp.handle_left_type = bp.handle_right_type = 'AUTO'
        spline.use_cyclic_u = False
        obj = bpy.data.objects.new("Rope", curve)
        bpy.context.collection.objects.link(obj)
        bpy.context.view_layer.objects.active = obj
        obj.select_set(True)
        bpy.ops.object.convert(target='MESH')
        """,
    "text-extrude": """
        import bpy
        for n, word in enumerate(["Hello", "World"]):
            bpy.ops.object.text_add(location=(0, 0, -n * 1.2))
            t = bpy.context.object
            t.data.body = word
            t.data.extrude = .1
            t.data.bevel_depth = .01
            t.data.align_x = 'CENTER'
            t.data.size = 1.0 + n * .2
            t.rotation_euler = (1.5708, 0, 0)
        """,
    "text-font-if-there": """
        import bpy, os
        path = os.path.join(os.path.expanduser('~'), 'fonts', 'MyFont.ttf')
        bpy.ops.object.text_add()
        ob = bpy.context.active_object
        ob.data.body = f"Chapter {1:02d}"
        if os.path.exists(path):
            ob.data.font = bpy.data.fonts.load(path)
        """,
    "animation-loop": """
        import bpy
        scn = bpy.context.scene
        scn.frame_start, scn.frame_end = 1, 60
        bpy.ops.mesh.primitive_cube_add()
        ob = bpy.context.object
        for f in range(scn.frame_start, scn.frame_end + 1, 10):
            scn.frame_set(f)
            ob.location = (f / 10, 0, abs((f % 20) - 10) / 5)
            ob.keyframe_insert(data_path="location", index=-1)
        for fc in ob.animation_data.action.fcurves:
            for kp in fc.keyframe_points:
                kp.interpolation = 'LINEAR'
            m = fc.modifiers.new('CYCLES')
        scn.frame_set(1)
        """,
    "principled-old-names": """
        import bpy
        bpy.ops.mesh.primitive_uv_sphere_add()
        ob = bpy.context.object
        mat = bpy.data.materials.new('Glass')
        mat.use_nodes = True
        bsdf = mat.node_tree.nodes.get('Principled BSDF')
        bsdf.inputs['Base Color'].default_value = (.8, .9, 1, 1)
        bsdf.inputs['Transmission'].default_value = 1
        bsdf.inputs['Specular'].default_value = 0.5
        bsdf.inputs['Emission'].default_value = (0, 0, 0, 1)
        mat.blend_method = 'BLEND'
        ob.data.materials.append(mat)
        """,
    "node-layout": """
        import bpy
        bpy.ops.mesh.primitive_plane_add()
        mat = bpy.data.materials.get("Mat") or bpy.data.materials.new(name="Mat")
        mat.use_nodes = True
        nt = mat.node_tree
        nt.nodes.clear()
        out = nt.nodes.new('ShaderNodeOutputMaterial'); out.location = 400, 0
        mix = nt.nodes.new('ShaderNodeMixShader'); mix.location = 200, 0
        a, b = nt.nodes.new('ShaderNodeBsdfDiffuse'), nt.nodes.new('ShaderNodeBsdfGlossy')
        ramp = nt.nodes.new('ShaderNodeValToRGB'); noise = nt.nodes.new(type='ShaderNodeTexNoise')
        noise.inputs['Scale'].default_value = 7
        ramp.color_ramp.elements[0].position = .3
        e = ramp.color_ramp.elements.new(0.6); e.color = 1, 0, 0, 1
        nt.links.new(noise.outputs[0], ramp.inputs['Fac']); nt.links.new(ramp.outputs['Color'], mix.inputs[0])
        nt.links.new(a.outputs[0], mix.inputs[1]); nt.links.new(b.outputs[0], mix.inputs[2])
        nt.links.new(mix.outputs[0], out.inputs['Surface'])
        bpy.context.object.active_material = mat
        """,
    "context-override": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(); a = bpy.context.object
        bpy.ops.mesh.primitive_cube_add(location=(1, 0, 0)); b = bpy.context.object
        ctx = bpy.context.copy()
        ctx['active_object'] = a
        ctx['selected_objects'] = ctx['selected_editable_objects'] = [a, b]
        with bpy.context.temp_override(**ctx):
            bpy.ops.object.join()
        """,
    "area-override": """
        import bpy
        bpy.ops.mesh.primitive_cube_add()
        for area in bpy.context.screen.areas:
            if area.type == 'VIEW_3D':
                for region in area.regions:
                    if region.type == 'WINDOW':
                        override = {'area': area, 'region': region, 'edit_object': bpy.context.edit_object}
                        with bpy.context.temp_override(**override):
                            bpy.ops.view3d.view_selected()
                for space in area.spaces:
                    if space.type == 'VIEW_3D':
                        space.shading.type = 'MATERIAL'
        """,
    "helper-class": """
        import bpy
        from mathutils import Vector, Matrix

        class Turtle:
            '''Draws with edges.'''
            def __init__(self, name="turtle"):
                self.name = name
                self.mat = Matrix.Identity(4)
                self.verts, self.edges, self.stack = [Vector((0, 0, 0))], [], []

            def forward(self, d):
                self.mat = self.mat @ Matrix.Translation((0, 0, d))
                self.verts.append(self.mat.to_translation())
                self.edges.append((len(self.verts) - 2, len(self.verts) - 1))
                return self

            def turn(self, angle, axis='X'):
                self.mat = self.mat @ Matrix.Rotation(angle, 4, axis)
                return self

            def build(self):
                me = bpy.data.meshes.new(self.name)
                me.from_pydata([tuple(v) for v in self.verts], self.edges, [])
                ob = bpy.data.objects.new(self.name, me)
                bpy.context.collection.objects.link(ob)
                return ob

        t = Turtle()
        for _ in range(12): t.forward(1).turn(0.5).turn(.2, 'Y')
        ob = t.build()
        ob.modifiers.new('Skin', 'SKIN'); ob.modifiers.new('Sub', 'SUBSURF').levels = 2
        """,
    "lsystem": """
        import bpy, math
        axiom, rules = "F", {"F": "F[+F]F[-F]F"}
        s = axiom
        for i in range(2):
            s = "".join(rules.get(c, c) for c in s)
        x = y = 0.0; a = math.pi / 2; stack = []; verts = [(0, 0, 0)]; edges = []; cur = 0
        for c in s:
            if c == "F":
                x += math.cos(a); y += math.sin(a)
                verts.append((x, 0, y)); edges.append((cur, len(verts) - 1)); cur = len(verts) - 1
            elif c in "+-": a += math.radians(25) * (1 if c == "+" else -1)
            elif c == "[": stack.append((x, y, a, cur))
            elif c == "]": x, y, a, cur = stack.pop()
        me = bpy.data.meshes.new("plant"); me.from_pydata(verts, edges, []); me.validate()
        bpy.context.collection.objects.link(bpy.data.objects.new("plant", me))
        """,
    "bmesh-edit-mode": """
        import bpy, bmesh
        bpy.ops.mesh.primitive_cube_add()
        bpy.ops.object.mode_set(mode='EDIT')
        me = bpy.context.edit_object.data
        bm = bmesh.from_edit_mesh(me)
        bm.faces.ensure_lookup_table()
        for f in bm.faces: f.select = f.normal.z > .5
        ret = bmesh.ops.extrude_discrete_faces(bm, faces=[f for f in bm.faces if f.select])
        for f in ret['faces']: bmesh.ops.translate(bm, verts=f.verts, vec=f.normal * .5)
        bmesh.update_edit_mesh(me, loop_triangles=True)
        bpy.ops.object.mode_set(mode='OBJECT')
        """,
    "bmesh-layers": """
        import bpy, bmesh, random
        bm = bmesh.new()
        bmesh.ops.create_icosphere(bm, subdivisions=2, radius=1.0)
        uv = bm.loops.layers.uv.verify()
        col = bm.loops.layers.color.new("Col")
        ids = bm.faces.layers.int.new('id')
        for f in bm.faces:
            f[ids] = f.index
            c = [random.random() for _ in range(3)] + [1.0]
            for l in f.loops:
                l[uv].uv = l.vert.co.xy
                l[col] = c
        me = bpy.data.meshes.new("ico"); bm.to_mesh(me); bm.free(); del bm
        bpy.context.collection.objects.link(bpy.data.objects.new("ico", me))
        """,
    "numpy-foreach": """
        import bpy
        import numpy as np
        bpy.ops.mesh.primitive_grid_add(x_subdivisions=50, y_subdivisions=50, size=2)
        me = bpy.context.object.data
        co = np.empty(len(me.vertices) * 3, dtype=np.float32)
        me.vertices.foreach_get('co', co)
        co = co.reshape((-1, 3))
        r = np.sqrt((co[:, :2] ** 2).sum(axis=1))
        co[:, 2] = np.sinc(r * 3) * .5 + np.random.default_rng(1).normal(0, .002, len(co))
        me.vertices.foreach_set('co', co.ravel())
        me.update()
        print(f"{co.mean(axis=0)=} {r.max():.3f}")
        """,
    "numpy-mesh": """
        import numpy as np, bpy
        n, m = 24, 12
        u, v = np.meshgrid(np.linspace(0, 2*np.pi, n, endpoint=False), np.linspace(0, 2*np.pi, m, endpoint=False))
        x = (2 + .7*np.cos(v))*np.cos(u); y = (2 + .7*np.cos(v))*np.sin(u); z = .7*np.sin(v)
        verts = np.stack([x, y, z], axis=-1).reshape(-1, 3)
        faces = [(i*n+j, i*n+(j+1)%n, ((i+1)%m)*n+(j+1)%n, ((i+1)%m)*n+j) for i in range(m) for j in range(n)]
        mesh = bpy.data.meshes.new('torus'); mesh.from_pydata(verts.tolist(), [], faces)
        mesh.shade_smooth() if hasattr(mesh, 'shade_smooth') else None
        bpy.context.collection.objects.link(bpy.data.objects.new('torus', mesh))
        """,
    "collections": """
        import bpy
        def get_collection(name, parent=None):
            col = bpy.data.collections.get(name)
            if col is None:
                col = bpy.data.collections.new(name)
                (parent or bpy.context.scene.collection).children.link(col)
            return col
        props = get_collection("Props"); sub = get_collection("Small", props)
        bpy.ops.mesh.primitive_cube_add(); ob = bpy.context.object
        for c in ob.users_collection: c.objects.unlink(ob)
        sub.objects.link(ob)
        props.hide_render = False
        bpy.context.view_layer.active_layer_collection = bpy.context.view_layer.layer_collection.children[props.name]
        """,
    "collection-instance": """
        import bpy
        col = bpy.data.collections.new("Chair")
        me = bpy.data.meshes.new("seat"); me.from_pydata([(0,0,0),(1,0,0),(1,1,0),(0,1,0)], [], [[0,1,2,3]])
        col.objects.link(bpy.data.objects.new("seat", me))
        for i in range(3):
            inst = bpy.data.objects.new(f"chair.{i}", None)
            inst.instance_type = 'COLLECTION'
            inst.instance_collection = col
            inst.location.x = i * 1.5
            bpy.context.scene.collection.objects.link(inst)
        """,
    "operator-class": """
        import bpy
        bl_info = {"name": "Stairs", "blender": (2, 80, 0), "category": "Mesh", "author": "me", "version": (1, 0)}
        class MESH_OT_stairs(bpy.types.Operator):
            '''Add stairs'''
            bl_idname = "mesh.my_stairs"
            bl_label = "Stairs"
            bl_options = {'REGISTER', 'UNDO'}
            steps: bpy.props.IntProperty(name="Steps", default=8, min=1, max=100)
            rise: bpy.props.FloatProperty(name="Rise", default=.18, unit='LENGTH')
            @classmethod
            def poll(cls, context):
                return context.mode == 'OBJECT'
            def execute(self, context):
                for i in range(self.steps):
                    bpy.ops.mesh.primitive_cube_add(size=1, location=(0, i * .3, i * self.rise))
                    context.active_object.scale = (1, .3, self.rise)
                self.report({'INFO'}, "%d steps" % self.steps)
                return {'FINISHED'}
        def menu_func(self, context):
            self.layout.operator(MESH_OT_stairs.bl_idname, icon='MESH_CUBE')
        def register():
            bpy.utils.register_class(MESH_OT_stairs)
            bpy.types.VIEW3D_MT_mesh_add.append(menu_func)
        def unregister():
            bpy.types.VIEW3D_MT_mesh_add.remove(menu_func)
            bpy.utils.unregister_class(MESH_OT_stairs)
        if __name__ == "__main__":
            register()
            bpy.ops.mesh.my_stairs(steps=4)
        """,
    "panel-and-props": """
        import bpy
        from bpy.props import FloatProperty, PointerProperty
        class Settings(bpy.types.PropertyGroup):
            size: FloatProperty(name="Size", default=2)
        class VIEW3D_PT_me(bpy.types.Panel):
            bl_label = "Mine"; bl_space_type = 'VIEW_3D'; bl_region_type = 'UI'; bl_category = "Tool"
            def draw(self, context):
                self.layout.prop(context.scene.my_settings, "size")
        classes = (Settings, VIEW3D_PT_me)
        for c in classes: bpy.utils.register_class(c)
        bpy.types.Scene.my_settings = PointerProperty(type=Settings)
        bpy.ops.mesh.primitive_cube_add(size=2)
        """,
    "array-curve": """
        import bpy
        bpy.ops.curve.primitive_bezier_circle_add(radius=3); path = bpy.context.object
        bpy.ops.mesh.primitive_cube_add(size=.3); link = bpy.context.object
        arr = link.modifiers.new('Array', type='ARRAY')
        arr.fit_type = 'FIT_CURVE'; arr.curve = path; arr.relative_offset_displace[0] = 1.2
        cur = link.modifiers.new('Curve', type='CURVE'); cur.object = path
        """,
    "boolean-holes": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(size=2); block = bpy.context.object
        for x in (-.5, .5):
            bpy.ops.mesh.primitive_cylinder_add(radius=.2, depth=3, location=(x, 0, 0)); cut = bpy.context.object
            mod = block.modifiers.new(type="BOOLEAN", name="hole"); mod.object = cut; mod.operation = 'DIFFERENCE'
            bpy.context.view_layer.objects.active = block
            bpy.ops.object.modifier_apply(modifier=mod.name)
            bpy.data.objects.remove(cut, do_unlink=True)
        """,
    "object-array-offset": """
        import bpy
        bpy.ops.object.empty_add(type='PLAIN_AXES', rotation=(0, 0, 0.5236)); off = bpy.context.object
        bpy.ops.mesh.primitive_cube_add(size=.4, location=(0, 0, 0)); o = bpy.context.object
        o.data.transform(__import__('mathutils').Matrix.Translation((2, 0, 0))) if False else None
        m = o.modifiers.new('radial', 'ARRAY'); m.count = 12
        m.use_relative_offset = False; m.use_object_offset = True; m.offset_object = off
        """.replace(
        "o.data.transform(__import__('mathutils').Matrix.Translation((2, 0, 0))) if False else None",
        "o.location.x = 2",
    ),
    "try-except-enum": """
        import bpy
        bpy.ops.mesh.primitive_cube_add()
        s = bpy.context.scene
        for eng in ('BLENDER_EEVEE_NEXT', 'BLENDER_EEVEE'):
            try:
                s.render.engine = eng
                break
            except TypeError as e:
                print("no", eng, e)
        else:
            raise RuntimeError("no eevee")
        s.eevee.taa_render_samples = 16
        """,
    "cycles-gpu": """
        import bpy
        s = bpy.context.scene
        s.render.engine = 'CYCLES'
        prefs = bpy.context.preferences.addons['cycles'].preferences
        prefs.compute_device_type = 'CUDA'
        prefs.get_devices()
        for d in prefs.devices:
            d.use = True
        s.cycles.device = 'GPU'; s.cycles.samples = 64
        s.render.resolution_x, s.render.resolution_y = 640, 480
        s.render.image_settings.file_format = 'PNG'
        s.render.filepath = '//render.png'
        bpy.ops.mesh.primitive_monkey_add()
        bpy.ops.render.render(write_still=True)
        """,
    "studio-lights": """
        import bpy, math
        def light(name, kind, loc, energy, **kw):
            data = bpy.data.lights.new(name=name, type=kind); data.energy = energy
            for k, v in kw.items(): setattr(data, k, v)
            ob = bpy.data.objects.new(name, data); ob.location = loc
            bpy.context.collection.objects.link(ob)
            return ob
        key = light("Key", 'AREA', (4, -4, 5), 800, size=2, color=(1, .95, .9))
        light("Fill", 'POINT', (-4, -2, 3), 200); light("Rim", 'SPOT', (0, 5, 4), 500, spot_size=math.radians(60))
        bpy.ops.mesh.primitive_monkey_add(); target = bpy.context.object
        con = key.constraints.new('TRACK_TO'); con.target = target; con.track_axis = 'TRACK_NEGATIVE_Z'; con.up_axis = 'UP_Y'
        cam = bpy.data.cameras.new("Cam"); cob = bpy.data.objects.new("Cam", cam); cob.location = (0, -7, 2)
        bpy.context.collection.objects.link(cob); bpy.context.scene.camera = cob
        w = bpy.context.scene.world or bpy.data.worlds.new("W"); bpy.context.scene.world = w
        w.use_nodes = True
        bg = w.node_tree.nodes.get('Background')
        if bg: bg.inputs[0].default_value = (.05, .05, .08, 1)
        """,
    "hair-particles": """
        import bpy
        bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8)
        ob = bpy.context.active_object
        bpy.ops.object.particle_system_add()
        ps = ob.particle_systems[-1].settings
        ps.type = 'HAIR'; ps.count = 50; ps.hair_length = .3
        """,
    "cloth-sim": """
        import bpy
        bpy.ops.mesh.primitive_grid_add(x_subdivisions=20, y_subdivisions=20, size=2, location=(0, 0, 2)); cloth = bpy.context.object
        bpy.ops.object.modifier_add(type='CLOTH')
        cloth.modifiers["Cloth"].settings.quality = 5
        bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8, radius=.7)
        bpy.ops.object.modifier_add(type='COLLISION')
        scene = bpy.context.scene
        for f in range(1, 5):
            scene.frame_set(f)
        """,
    "rigid-body": """
        import bpy
        bpy.ops.mesh.primitive_plane_add(size=10)
        bpy.ops.rigidbody.object_add(); bpy.context.object.rigid_body.type = 'PASSIVE'
        for i in range(3):
            bpy.ops.mesh.primitive_cube_add(size=.5, location=(0, 0, 1 + i))
            bpy.ops.rigidbody.object_add(type='ACTIVE')
            bpy.context.object.rigid_body.mass = 2.0
        """,
    "vertex-colors": """
        import bpy
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2)
        me = bpy.context.object.data
        layer = me.vertex_colors.new(name="Col") if hasattr(me, 'vertex_colors') else me.color_attributes.new("Col", 'BYTE_COLOR', 'CORNER')
        for poly in me.polygons:
            for li in poly.loop_indices:
                layer.data[li].color = (poly.normal.x * .5 + .5, poly.normal.y * .5 + .5, 1, 1)
        """,
    "uv-unwrap": """
        import bpy
        bpy.ops.mesh.primitive_monkey_add()
        bpy.ops.object.editmode_toggle()
        bpy.ops.mesh.select_all(action='SELECT')
        bpy.ops.uv.smart_project(angle_limit=1.15, island_margin=.02)
        bpy.ops.object.editmode_toggle()
        uvl = bpy.context.object.data.uv_layers.active.data
        print(min(l.uv[0] for l in uvl), max(l.uv[0] for l in uvl))
        """,
    "image-pixels": """
        import bpy
        size = 16
        img = bpy.data.images.new("checker", width=size, height=size)
        px = []
        for y in range(size):
            for x in range(size):
                v = float((x // 4 + y // 4) % 2)
                px.extend((v, v, v, 1.0))
        img.pixels[:] = px
        img.update()
        bpy.ops.mesh.primitive_plane_add()
        mat = bpy.data.materials.new("M"); mat.use_nodes = True
        tex = mat.node_tree.nodes.new('ShaderNodeTexImage'); tex.image = img
        mat.node_tree.links.new(mat.node_tree.nodes["Principled BSDF"].inputs['Base Color'], tex.outputs['Color'])
        bpy.context.object.data.materials.append(mat)
        """,
    "dataclass-parts": """
        import bpy
        from dataclasses import dataclass, field
        from typing import List, Tuple, Optional
        from enum import Enum

        class Shape(Enum):
            BOX = "box"
            BALL = "ball"

        @dataclass
        class Part:
            name: str
            shape: Shape = Shape.BOX
            at: Tuple[float, float, float] = (0, 0, 0)
            children: List["Part"] = field(default_factory=list)

            def build(self, parent: Optional[bpy.types.Object] = None) -> bpy.types.Object:
                if self.shape is Shape.BOX:
                    bpy.ops.mesh.primitive_cube_add(size=1, location=self.at)
                else:
                    bpy.ops.mesh.primitive_uv_sphere_add(radius=.5, segments=12, ring_count=6, location=self.at)
                ob = bpy.context.object
                ob.name = self.name
                if parent: ob.parent = parent
                for c in self.children: c.build(ob)
                return ob

        Part("robot", children=[Part("head", Shape.BALL, (0, 0, 1)), Part("arm", at=(1, 0, 0))]).build()
        """,
    "json-scene": """
        import bpy, json
        scene = json.loads('{"objects": [{"type": "cube", "pos": [0, 0, 0]}, {"type": "sphere", "pos": [2, 0, 0]}]}')
        add = {"cube": bpy.ops.mesh.primitive_cube_add, "sphere": bpy.ops.mesh.primitive_uv_sphere_add}
        for spec in scene["objects"]:
            add[spec["type"]](location=spec["pos"])
            bpy.context.object["source"] = json.dumps(spec)
        with open("/tmp/report.json", "w") as f:
            json.dump({"count": len(bpy.data.objects)}, f, indent=2)
        """,
    "save-and-export": """
        import bpy, os
        bpy.ops.mesh.primitive_torus_add(major_segments=24, minor_segments=8)
        out = os.path.join(os.path.dirname(bpy.data.filepath) or os.getcwd(), "out")
        os.makedirs(out, exist_ok=True)
        bpy.ops.export_scene.gltf(filepath=os.path.join(out, "model.glb"), export_format='GLB')
        bpy.ops.export_scene.obj(filepath=os.path.join(out, "model.obj"), use_selection=True)
        bpy.ops.wm.save_as_mainfile(filepath=os.path.join(out, "model.blend"))
        print("Saved to", out)
        """,
    "argv": """
        import bpy, sys
        argv = sys.argv
        argv = argv[argv.index("--") + 1:] if "--" in argv else []
        count = int(argv[0]) if argv else 3
        for i in range(count): bpy.ops.mesh.primitive_cube_add(location=(i * 2, 0, 0))
        """,
    "edit-ops": """
        import bpy
        bpy.ops.mesh.primitive_cube_add()
        bpy.ops.object.mode_set(mode='EDIT')
        bpy.ops.mesh.select_mode(type='FACE')
        bpy.ops.mesh.select_all(action='DESELECT')
        bpy.ops.object.mode_set(mode='OBJECT')
        bpy.context.object.data.polygons[5].select = True
        bpy.ops.object.mode_set(mode='EDIT')
        bpy.ops.mesh.inset(thickness=.2)
        bpy.ops.mesh.extrude_region_move(TRANSFORM_OT_translate={"value": (0, 0, -.4)})
        bpy.ops.mesh.bevel(offset=.02, segments=2)
        bpy.ops.mesh.normals_make_consistent(inside=False)
        bpy.ops.mesh.remove_doubles(threshold=.0001)
        bpy.ops.object.mode_set(mode='OBJECT')
        bpy.ops.object.shade_smooth()
        """,
    "origin-and-apply": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(location=(1, 2, 3), rotation=(.1, .2, .3), scale=(1, 2, 1))
        bpy.ops.object.transform_apply(location=True, rotation=True, scale=True)
        bpy.context.scene.cursor.location = (0, 0, 0)
        bpy.ops.object.origin_set(type='ORIGIN_CURSOR', center='MEDIAN')
        bpy.ops.object.origin_set(type='GEOMETRY_ORIGIN')
        bpy.ops.object.duplicate_move(TRANSFORM_OT_translate={"value": (2, 0, 0)})
        """,
    "depsgraph-evaluated": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(); ob = bpy.context.object
        ob.modifiers.new("s", 'SUBSURF').levels = 2
        dg = bpy.context.evaluated_depsgraph_get()
        ev = ob.evaluated_get(dg)
        me = bpy.data.meshes.new_from_object(ev, preserve_all_data_layers=True, depsgraph=dg)
        tmp = ev.to_mesh(); n = len(tmp.vertices); ev.to_mesh_clear()
        copy = bpy.data.objects.new(ob.name + "_hi", me); copy.matrix_world = ob.matrix_world
        bpy.context.collection.objects.link(copy)
        print(n, len(me.vertices))
        """,
    "raycast-kdtree": """
        import bpy
        from mathutils import Vector, kdtree, bvhtree
        bpy.ops.mesh.primitive_uv_sphere_add(segments=16, ring_count=8); ob = bpy.context.object
        bpy.context.view_layer.update()
        hit, loc, nor, idx = ob.ray_cast(Vector((0, 0, 5)), Vector((0, 0, -1)))
        if hit:
            bpy.ops.mesh.primitive_cone_add(radius1=.1, depth=.3, location=loc)
        kd = kdtree.KDTree(len(ob.data.vertices))
        for i, v in enumerate(ob.data.vertices): kd.insert(v.co, i)
        kd.balance()
        co, index, dist = kd.find((0, 0, 1))
        tree = bvhtree.BVHTree.FromObject(ob, bpy.context.evaluated_depsgraph_get())
        print(index, tree.find_nearest(co)[3])
        """,
    "noise-terrain": """
        import bpy
        from mathutils import noise, Vector
        n = 32
        v = [(x / 4, y / 4, noise.fractal(Vector((x, y, 0)) * .1, 1.0, 2.0, 4)) for y in range(n) for x in range(n)]
        f = [(i + j * n, i + 1 + j * n, i + 1 + (j + 1) * n, i + (j + 1) * n) for j in range(n - 1) for i in range(n - 1)]
        me = bpy.data.meshes.new("terrain"); me.from_pydata(v, [], f)
        for p in me.polygons: p.use_smooth = True
        bpy.context.collection.objects.link(bpy.data.objects.new("terrain", me))
        """,
    "lattice-bend": """
        import bpy
        bpy.ops.mesh.primitive_cylinder_add(vertices=24, depth=3); cyl = bpy.context.object
        lat = bpy.data.lattices.new("L"); lat.points_u = lat.points_v = 2; lat.points_w = 4
        lob = bpy.data.objects.new("L", lat); lob.scale = (2.2, 2.2, 3.2); bpy.context.collection.objects.link(lob)
        m = cyl.modifiers.new("L", 'LATTICE'); m.object = lob
        for p in lat.points:
            p.co_deform.x += p.co.z ** 2
        """,
    "metaball-blob": """
        import bpy, random
        mb = bpy.data.metaballs.new("blob"); mb.resolution = .2
        ob = bpy.data.objects.new("blob", mb); bpy.context.scene.collection.objects.link(ob)
        for i in range(6):
            e = mb.elements.new(type='BALL'); e.co = [random.uniform(-1, 1) for _ in range(3)]; e.radius = random.uniform(.5, 1)
        bpy.context.view_layer.objects.active = ob; ob.select_set(True)
        bpy.ops.object.convert(target='MESH')
        """,
    "custom-normals-smooth": """
        import bpy, math
        bpy.ops.mesh.primitive_cylinder_add()
        me = bpy.context.object.data
        bpy.ops.object.shade_smooth()
        me.use_auto_smooth = True
        me.auto_smooth_angle = math.radians(35)
        """,
    "lambda-sort-zip": """
        import bpy
        from functools import reduce, partial
        from itertools import product, chain, islice
        add = partial(bpy.ops.mesh.primitive_cube_add, size=.5)
        for x, y, z in islice(product(range(3), repeat=3), 10): add(location=(x, y, z))
        obs = sorted(bpy.context.scene.objects, key=lambda o: (-o.location.z, o.name))
        total = reduce(lambda a, b: a + b, (o.location.length for o in obs), 0.0)
        names = {o.name: i for i, o in enumerate(obs)}
        top, *rest = obs
        print(top.name, len(rest), *(f"{k}:{v}" for k, v in list(names.items())[:2]), f"{total:.2f}", sep=", ")
        """,
    "global-state": """
        import bpy
        counter = 0
        _cache = {}
        def mat(name, rgb):
            global counter
            if name in _cache: return _cache[name]
            m = bpy.data.materials.new(name); m.diffuse_color = (*rgb, 1); m.use_nodes = True
            m.node_tree.nodes['Principled BSDF'].inputs[0].default_value = (*rgb, 1)
            counter += 1
            return _cache.setdefault(name, m)
        for i, c in enumerate([(1, 0, 0), (0, 1, 0), (1, 0, 0)]):
            bpy.ops.mesh.primitive_cube_add(location=(i * 2, 0, 0))
            bpy.context.object.data.materials.append(mat('c%s' % (c,), c))
        assert counter == 2, counter
        """,
    "sleep-and-redraw": """
        import bpy, time
        for i in range(3):
            bpy.ops.mesh.primitive_cube_add(location=(0, 0, i * 2))
            bpy.ops.wm.redraw_timer(type='DRAW_WIN_SWAP', iterations=1)
            time.sleep(0.01)
            bpy.context.view_layer.update()
        """,
    "world-hdri-if-there": """
        import bpy, os
        hdri = "/home/me/hdri/studio.exr"
        world = bpy.data.worlds.new("World2"); bpy.context.scene.world = world
        world.use_nodes = True
        nodes, links = world.node_tree.nodes, world.node_tree.links
        env = nodes.new("ShaderNodeTexEnvironment")
        if os.path.isfile(hdri):
            env.image = bpy.data.images.load(hdri)
        links.new(env.outputs["Color"], nodes["Background"].inputs["Color"])
        bpy.ops.mesh.primitive_cube_add()
        """,
    "handlers-and-timers": """
        import bpy
        from bpy.app.handlers import persistent
        @persistent
        def on_frame(scene):
            ob = scene.objects.get("Cube")
            if ob: ob.rotation_euler.z = scene.frame_current / 10
        bpy.app.handlers.frame_change_pre.clear()
        bpy.app.handlers.frame_change_pre.append(on_frame)
        bpy.app.timers.register(lambda: None, first_interval=1)
        bpy.ops.mesh.primitive_cube_add()
        """,
    "cleanup-orphans": """
        import bpy
        for block in bpy.data.meshes:
            if block.users == 0: bpy.data.meshes.remove(block)
        for coll in (bpy.data.materials, bpy.data.textures, bpy.data.images, bpy.data.curves, bpy.data.lights, bpy.data.cameras):
            for b in list(coll):
                if not b.users: coll.remove(b)
        bpy.ops.outliner.orphans_purge(do_local_ids=True, do_linked_ids=True, do_recursive=True)
        bpy.ops.mesh.primitive_cube_add()
        """,
    "dates-and-array-methods": """
        import bpy
        import numpy as np
        from datetime import datetime
        day = datetime.strptime("2024-02-29", "%Y-%m-%d")
        a = np.arange(12.0).reshape(3, 4)
        print(day.strftime("%d.%m."), a.sum(axis=1), a.mean(), a.std(), a.clip(0, 5), a.any(), repr(a))
        try:
            a.sum(axis=7)
        except ValueError as e:
            print(e)
        for i, row in enumerate(a):
            bpy.ops.mesh.primitive_cube_add(size=row.max() / 10 or 1, location=(i, 0, 0))
        """,
    "walrus-match": """
        import bpy
        def make(spec):
            match spec:
                case {"kind": "box", "size": size}: bpy.ops.mesh.primitive_cube_add(size=size)
                case ("ball", r) if r > 0: bpy.ops.mesh.primitive_ico_sphere_add(radius=r)
                case str() as name: bpy.ops.object.text_add(); bpy.context.object.data.body = name
                case _: raise ValueError(spec)
            return bpy.context.object
        for s in ({"kind": "box", "size": 1}, ("ball", .5), "Hi"):
            if (ob := make(s)) is not None: print(ob.name, ob.type)
        """,
    "grease-pencil-or-not": """
        import bpy
        try:
            bpy.ops.object.gpencil_add(type='EMPTY')
        except (AttributeError, RuntimeError):
            bpy.ops.object.grease_pencil_add(type='EMPTY')
        """,
    "nla-and-markers": """
        import bpy
        bpy.ops.mesh.primitive_cube_add(); o = bpy.context.object
        o.keyframe_insert('location', frame=1); o.location.x = 3; o.keyframe_insert('location', frame=20)
        act = o.animation_data.action; act.name = 'Slide'
        tr = o.animation_data.nla_tracks.new(); st = tr.strips.new(act.name, 1, act)
        st.repeat = 2
        bpy.context.scene.timeline_markers.new('mid', frame=10)
        """,
    "threading-left-over": """
        import bpy, threading, socket, requests
        from urllib import request, parse
        import urllib.request
        # TODO: fetch the list of names from the server
        names = ["a", "b"]
        for n in names:
            bpy.ops.object.empty_add(type='SPHERE'); bpy.context.object.name = n
        """,
}
FORUM: dict[str, str] = {
    f"forum.{name}": textwrap.dedent(source).lstrip() for name, source in _SCRIPTS.items()
}
