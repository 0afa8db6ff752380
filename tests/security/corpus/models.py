# SPDX-License-Identifier: GPL-3.0-or-later
"""Long scripts in the manners of language models: subjects, each written in several styles.

A subject is a body that builds something; a style is what a model puts around it: plain
statements, functions, classes, data classes, type hints, logging, options, add-on classes.
"""

from __future__ import annotations

import textwrap

SUBJECTS = {
    "table": """
        top_size, height, leg = (1.6, 0.9, 0.05), 0.75, 0.07
        bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0, height - top_size[2] / 2))
        top = bpy.context.active_object
        top.name = "Table_Top"
        top.scale = top_size
        bpy.ops.object.transform_apply(location=False, rotation=False, scale=True)
        legs = []
        for sx in (-1, 1):
            for sy in (-1, 1):
                x = sx * (top_size[0] / 2 - leg)
                y = sy * (top_size[1] / 2 - leg)
                bpy.ops.mesh.primitive_cylinder_add(radius=leg / 2, depth=height - top_size[2], location=(x, y, (height - top_size[2]) / 2))
                part = bpy.context.object
                part.name = f"Leg_{'L' if sx < 0 else 'R'}{'F' if sy < 0 else 'B'}"
                legs.append(part)
        wood = make_material("Oak", (0.36, 0.2, 0.09, 1.0), roughness=0.55)
        for part in [top, *legs]:
            part.data.materials.append(wood)
        bevel = top.modifiers.new(name="Bevel", type="BEVEL")
        bevel.width, bevel.segments, bevel.limit_method = 0.01, 3, "ANGLE"
        for part in legs:
            part.parent = top
            part.matrix_parent_inverse = top.matrix_world.inverted()
        """,
    "chair": """
        mesh = bpy.data.meshes.new("Seat")
        bm = bmesh.new()
        bmesh.ops.create_cube(bm, size=1.0)
        bmesh.ops.scale(bm, vec=(0.45, 0.45, 0.04), verts=bm.verts)
        bmesh.ops.translate(bm, vec=(0, 0, 0.45), verts=bm.verts)
        top_edges = [e for e in bm.edges if all(v.co.z > 0.46 for v in e.verts)]
        bmesh.ops.bevel(bm, geom=top_edges, offset=0.01, segments=2, profile=0.5, affect="EDGES")
        bm.normal_update()
        bm.to_mesh(mesh)
        bm.free()
        seat = bpy.data.objects.new("Seat", mesh)
        bpy.context.collection.objects.link(seat)
        positions = [(x, y) for x in (-0.2, 0.2) for y in (-0.2, 0.2)]
        for index, (x, y) in enumerate(positions, start=1):
            bpy.ops.mesh.primitive_cone_add(vertices=16, radius1=0.02, radius2=0.03, depth=0.43, location=(x, y, 0.215))
            bpy.context.active_object.name = f"Leg.{index:02d}"
        for i in range(5):
            bpy.ops.mesh.primitive_cube_add(size=1, location=(-0.16 + i * 0.08, 0.2, 0.7))
            slat = bpy.context.active_object
            slat.dimensions = (0.03, 0.015, 0.5)
        bpy.ops.object.select_all(action="DESELECT")
        for obj in bpy.data.objects:
            if obj.type == "MESH":
                obj.select_set(True)
        bpy.context.view_layer.objects.active = seat
        bpy.ops.object.join()
        bpy.ops.object.shade_flat()
        seat.data.materials.append(make_material("Beech", (0.7, 0.5, 0.3, 1)))
        """,
    "vase": """
        profile = [(0.0, 0.0), (0.3, 0.0), (0.45, 0.3), (0.4, 0.7), (0.18, 1.0), (0.25, 1.2)]
        mesh = bpy.data.meshes.new("VaseProfile")
        mesh.from_pydata([(x, 0, z) for x, z in profile], [(i, i + 1) for i in range(len(profile) - 1)], [])
        mesh.update()
        vase = bpy.data.objects.new("Vase", mesh)
        bpy.context.scene.collection.objects.link(vase)
        screw = vase.modifiers.new("Screw", "SCREW")
        screw.axis = "Z"
        screw.steps = screw.render_steps = 48
        screw.use_merge_vertices = True
        solid = vase.modifiers.new("Solidify", "SOLIDIFY")
        solid.thickness = 0.02
        sub = vase.modifiers.new("Subdivision", "SUBSURF")
        sub.levels, sub.render_levels = 1, 2
        bpy.context.view_layer.objects.active = vase
        vase.select_set(True)
        for modifier in list(vase.modifiers)[:1]:
            bpy.ops.object.modifier_apply(modifier=modifier.name)
        for polygon in vase.data.polygons:
            polygon.use_smooth = True
        glaze = make_material("Glaze", (0.1, 0.3, 0.6, 1.0), roughness=0.1)
        vase.data.materials.append(glaze)
        """,
    "car": """
        def wheel(name: str, x: float, y: float, radius: float = 0.34):
            bpy.ops.mesh.primitive_torus_add(major_radius=radius, minor_radius=0.1, major_segments=32, minor_segments=12, location=(x, y, radius), rotation=(math.pi / 2, 0, 0))
            tyre = bpy.context.object
            tyre.name = name
            tyre.data.materials.append(rubber)
            bpy.ops.mesh.primitive_cylinder_add(vertices=24, radius=radius * 0.6, depth=0.15, location=(x, y, radius), rotation=(math.radians(90), 0, 0))
            rim = bpy.context.object
            rim.data.materials.append(chrome)
            rim.parent = tyre
            rim.matrix_parent_inverse = tyre.matrix_world.inverted()
            return tyre

        rubber = make_material("Rubber", (0.02, 0.02, 0.02, 1), roughness=0.9)
        chrome = make_material("Chrome", (0.8, 0.8, 0.8, 1), metallic=1.0, roughness=0.15)
        paint = make_material("Paint", (0.6, 0.02, 0.02, 1), metallic=0.4, roughness=0.25)
        bm = bmesh.new()
        outline = [(-2, 0.3), (-2, 0.8), (-1.1, 0.9), (-0.6, 1.4), (0.8, 1.4), (1.3, 0.9), (2, 0.8), (2, 0.3)]
        ring = [bm.verts.new((x, -0.8, z)) for x, z in outline]
        face = bm.faces.new(ring)
        result = bmesh.ops.extrude_face_region(bm, geom=[face])
        moved = [g for g in result["geom"] if isinstance(g, bmesh.types.BMVert)]
        bmesh.ops.translate(bm, vec=mathutils.Vector((0, 1.6, 0)), verts=moved)
        bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
        mesh = bpy.data.meshes.new("Body")
        bm.to_mesh(mesh)
        bm.free()
        body = bpy.data.objects.new("Body", mesh)
        bpy.context.collection.objects.link(body)
        body.data.materials.append(paint)
        for sign, side in ((-1, "L"), (1, "R")):
            for x, end in ((-1.25, "Front"), (1.25, "Rear")):
                wheel(f"Wheel_{end}_{side}", x, sign * 0.8)
        """,
    "house": """
        collection = bpy.data.collections.new("House")
        bpy.context.scene.collection.children.link(collection)

        def add_mesh(name, vertices, faces, material=None):
            mesh = bpy.data.meshes.new(f"{name}_mesh")
            mesh.from_pydata(vertices, [], faces)
            mesh.validate(verbose=False)
            mesh.update(calc_edges=True)
            obj = bpy.data.objects.new(name, mesh)
            collection.objects.link(obj)
            if material is not None:
                obj.data.materials.append(material)
            return obj

        w, d, h, roof = 6.0, 4.5, 3.0, 1.8
        box = [(x, y, z) for z in (0, h) for x, y in ((-w / 2, -d / 2), (w / 2, -d / 2), (w / 2, d / 2), (-w / 2, d / 2))]
        walls = add_mesh("Walls", box, [(0, 1, 2, 3), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)], make_material("Plaster", (0.9, 0.87, 0.8, 1)))
        eaves = [(-w / 2 - 0.3, -d / 2 - 0.3, h), (w / 2 + 0.3, -d / 2 - 0.3, h), (w / 2 + 0.3, d / 2 + 0.3, h), (-w / 2 - 0.3, d / 2 + 0.3, h)]
        ridge = [(-w / 2 - 0.3, 0, h + roof), (w / 2 + 0.3, 0, h + roof)]
        add_mesh("Roof", eaves + ridge, [(0, 1, 5, 4), (2, 3, 4, 5), (1, 2, 5), (3, 0, 4)], make_material("Tiles", (0.45, 0.12, 0.08, 1)))
        bpy.ops.mesh.primitive_cube_add(size=1, location=(0, -d / 2, 1.0))
        cutter = bpy.context.active_object
        cutter.scale = (1.0, 0.6, 2.0)
        cutter.display_type = "WIRE"
        cutter.hide_render = True
        boolean = walls.modifiers.new("Door", "BOOLEAN")
        boolean.operation = "DIFFERENCE"
        boolean.object = cutter
        try:
            boolean.solver = "EXACT"
        except TypeError:
            print("this Blender has no such solver")
        """,
    "terrain": """
        size, resolution, strength = 20.0, 40, 2.5
        vertices, faces = [], []
        for j in range(resolution + 1):
            for i in range(resolution + 1):
                x = (i / resolution - 0.5) * size
                y = (j / resolution - 0.5) * size
                z = sum(mathutils.noise.noise(mathutils.Vector((x, y, seed)) * 0.15 * 2**octave) / 2**octave for octave in range(4))
                vertices.append((x, y, z * strength))
        for j in range(resolution):
            for i in range(resolution):
                a = j * (resolution + 1) + i
                faces.append((a, a + 1, a + resolution + 2, a + resolution + 1))
        mesh = bpy.data.meshes.new("Terrain")
        mesh.from_pydata(vertices, [], faces)
        mesh.polygons.foreach_set("use_smooth", [True] * len(mesh.polygons))
        mesh.update()
        terrain = bpy.data.objects.new("Terrain", mesh)
        bpy.context.collection.objects.link(terrain)
        heights = [v.co.z for v in mesh.vertices]
        low, high = min(heights), max(heights)
        colors = mesh.color_attributes.new(name="Height", type="FLOAT_COLOR", domain="POINT")
        for index, value in enumerate(heights):
            t = (value - low) / ((high - low) or 1.0)
            colors.data[index].color = (t, 0.5 + 0.3 * t, 0.2 * (1 - t), 1.0)
        ground = make_material("Ground", (0.2, 0.3, 0.1, 1))
        attribute = ground.node_tree.nodes.new("ShaderNodeVertexColor")
        attribute.layer_name = "Height"
        shader = ground.node_tree.nodes["Principled BSDF"]
        ground.node_tree.links.new(attribute.outputs["Color"], shader.inputs["Base Color"])
        terrain.data.materials.append(ground)
        """,
    "ring": """
        gold = make_material("Gold", (1.0, 0.77, 0.34, 1.0), metallic=1.0, roughness=0.12)
        gem = make_material("Ruby", (0.7, 0.0, 0.05, 1.0), roughness=0.0)
        for name in ("Transmission Weight", "Transmission"):
            if name in gem.node_tree.nodes["Principled BSDF"].inputs:
                gem.node_tree.nodes["Principled BSDF"].inputs[name].default_value = 1.0
        bpy.ops.mesh.primitive_torus_add(major_radius=1, minor_radius=0.12, major_segments=64, minor_segments=16, rotation=(math.pi / 2, 0, 0))
        band = bpy.context.object
        band.name = "Band"
        band.data.materials.append(gold)
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=1, radius=0.3, location=(0, 0, 1.3))
        stone = bpy.context.object
        stone.name = "Stone"
        stone.data.materials.append(gem)
        for k in range(6):
            angle = k * math.tau / 6
            bpy.ops.mesh.primitive_cylinder_add(radius=0.03, depth=0.4, location=(0.22 * math.cos(angle), 0.22 * math.sin(angle), 1.2))
            prong = bpy.context.object
            prong.data.materials.append(gold)
            prong.parent = band
        bpy.ops.object.select_all(action="DESELECT")
        band.select_set(True)
        bpy.context.view_layer.objects.active = band
        bpy.ops.object.shade_smooth()
        """,
    "geometry-nodes": """
        bpy.ops.mesh.primitive_plane_add(size=4)
        host = bpy.context.object
        tree = bpy.data.node_groups.new("Scatter", "GeometryNodeTree")
        tree.interface.new_socket(name="Geometry", in_out="INPUT", socket_type="NodeSocketGeometry")
        density = tree.interface.new_socket(name="Density", in_out="INPUT", socket_type="NodeSocketFloat")
        density.default_value, density.min_value, density.max_value = 8.0, 0.0, 100.0
        tree.interface.new_socket(name="Geometry", in_out="OUTPUT", socket_type="NodeSocketGeometry")
        nodes, links = tree.nodes, tree.links
        group_in, group_out = nodes.new("NodeGroupInput"), nodes.new("NodeGroupOutput")
        points = nodes.new("GeometryNodeDistributePointsOnFaces")
        cone = nodes.new("GeometryNodeMeshCone")
        cone.inputs["Radius Bottom"].default_value = 0.1
        cone.inputs["Depth"].default_value = 0.4
        instance = nodes.new("GeometryNodeInstanceOnPoints")
        noise = nodes.new("FunctionNodeRandomValue")
        noise.data_type = "FLOAT"
        join = nodes.new("GeometryNodeJoinGeometry")
        for column, node in enumerate((group_in, points, cone, instance, join, group_out)):
            node.location = (column * 220 - 600, 0)
        links.new(group_in.outputs["Geometry"], points.inputs["Mesh"])
        links.new(group_in.outputs["Density"], points.inputs["Density"])
        links.new(points.outputs["Points"], instance.inputs["Points"])
        links.new(cone.outputs["Mesh"], instance.inputs["Instance"])
        links.new(instance.outputs["Instances"], join.inputs["Geometry"])
        links.new(group_in.outputs["Geometry"], join.inputs["Geometry"])
        links.new(join.outputs["Geometry"], group_out.inputs["Geometry"])
        modifier = host.modifiers.new("Scatter", "NODES")
        modifier.node_group = tree
        identifier = next(item.identifier for item in tree.interface.items_tree if item.name == "Density")
        try:
            modifier[identifier] = 5.0
        except (TypeError, KeyError) as error:
            print(f"this Blender sets inputs in another way: {error}")
        """,
    "shader-graph": """
        bpy.ops.mesh.primitive_uv_sphere_add(segments=32, ring_count=16, radius=1.0)
        ball = bpy.context.active_object
        material = bpy.data.materials.new(name="Marble")
        material.use_nodes = True
        nodes, links = material.node_tree.nodes, material.node_tree.links
        nodes.clear()
        output = nodes.new(type="ShaderNodeOutputMaterial")
        shader = nodes.new(type="ShaderNodeBsdfPrincipled")
        ramp = nodes.new(type="ShaderNodeValToRGB")
        noise = nodes.new(type="ShaderNodeTexNoise")
        mapping = nodes.new(type="ShaderNodeMapping")
        coordinates = nodes.new(type="ShaderNodeTexCoord")
        bump = nodes.new(type="ShaderNodeBump")
        for index, node in enumerate((coordinates, mapping, noise, ramp, bump, shader, output)):
            node.location = (index * 250, 0)
        noise.inputs["Scale"].default_value = 4.0
        noise.inputs["Detail"].default_value = 12
        ramp.color_ramp.elements[0].color = (0.05, 0.05, 0.06, 1)
        ramp.color_ramp.elements[1].color = (0.95, 0.93, 0.9, 1)
        middle = ramp.color_ramp.elements.new(0.5)
        middle.color = (0.6, 0.6, 0.62, 1)
        links.new(coordinates.outputs["Object"], mapping.inputs["Vector"])
        links.new(mapping.outputs["Vector"], noise.inputs["Vector"])
        links.new(noise.outputs[0], ramp.inputs["Fac"])
        links.new(ramp.outputs["Color"], shader.inputs["Base Color"])
        links.new(noise.outputs[0], bump.inputs["Height"])
        links.new(bump.outputs["Normal"], shader.inputs["Normal"])
        links.new(shader.outputs["BSDF"], output.inputs["Surface"])
        bump.inputs["Strength"].default_value = 0.2
        if ball.data.materials:
            ball.data.materials[0] = material
        else:
            ball.data.materials.append(material)
        """,
    "character": """
        data = bpy.data.armatures.new("Rig")
        rig = bpy.data.objects.new("Rig", data)
        bpy.context.collection.objects.link(rig)
        bpy.context.view_layer.objects.active = rig
        bpy.ops.object.mode_set(mode="EDIT")
        chain = {"hips": ((0, 0, 1.0), (0, 0, 1.2), None), "spine": ((0, 0, 1.2), (0, 0, 1.5), "hips"), "head": ((0, 0, 1.5), (0, 0, 1.8), "spine")}
        for side, sign in (("L", 1), ("R", -1)):
            chain[f"thigh.{side}"] = ((sign * 0.1, 0, 1.0), (sign * 0.1, 0.01, 0.5), "hips")
            chain[f"shin.{side}"] = ((sign * 0.1, 0.01, 0.5), (sign * 0.1, 0, 0.05), f"thigh.{side}")
        for name, (head, tail, parent) in chain.items():
            bone = data.edit_bones.new(name)
            bone.head, bone.tail = head, tail
            if parent:
                bone.parent = data.edit_bones[parent]
                bone.use_connect = bone.head == data.edit_bones[parent].tail
        bpy.ops.object.mode_set(mode="OBJECT")
        target = bpy.data.objects.new("Foot_Target.L", None)
        target.empty_display_type = "SPHERE"
        target.location = (0.1, -0.2, 0.1)
        bpy.context.collection.objects.link(target)
        ik = rig.pose.bones["shin.L"].constraints.new("IK")
        ik.target = target
        ik.chain_count = 2
        rig.pose.bones["head"].rotation_mode = "XYZ"
        rig.pose.bones["head"].rotation_euler.x = math.radians(10)
        rig.pose.bones["head"].keyframe_insert("rotation_euler", frame=1)
        bpy.ops.mesh.primitive_cube_add(size=0.3, location=(0, 0, 1.3))
        body = bpy.context.object
        group = body.vertex_groups.new(name="spine")
        group.add([v.index for v in body.data.vertices], 1.0, "REPLACE")
        deform = body.modifiers.new("Armature", "ARMATURE")
        deform.object = rig
        body.parent = rig
        """,
    "face-keys": """
        bpy.ops.mesh.primitive_uv_sphere_add(segments=24, ring_count=16, radius=1)
        head = bpy.context.object
        head.name = "Head"
        basis = head.shape_key_add(name="Basis", from_mix=False)
        for label, axis, amount in (("Smile", 0, 0.15), ("Jaw", 2, -0.2), ("Brow", 2, 0.1)):
            key = head.shape_key_add(name=label, from_mix=False)
            for index, point in enumerate(basis.data):
                if point.co.y < -0.5 and (axis != 2 or point.co.z * amount > 0):
                    moved = point.co.copy()
                    moved[axis] += amount * abs(moved[axis])
                    key.data[index].co = moved
            key.slider_min, key.slider_max = 0.0, 1.0
        blocks = head.data.shape_keys.key_blocks
        for frame, value in ((1, 0.0), (12, 1.0), (24, 0.0)):
            blocks["Smile"].value = value
            blocks["Smile"].keyframe_insert("value", frame=frame)
        print([block.name for block in blocks])
        """,
    "animation": """
        scene = bpy.context.scene
        scene.frame_start, scene.frame_end = 1, 60
        scene.render.fps = 24
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=0.3)
        ball = bpy.context.object
        for frame in range(1, 61, 6):
            t = (frame - 1) / 59
            ball.location = (6 * t - 3, 0, abs(math.sin(t * math.pi * 3)) * 2 + 0.3)
            ball.keyframe_insert(data_path="location", frame=frame)
        ball.rotation_euler = (0, 0, 0)
        ball.keyframe_insert("rotation_euler", frame=1)
        ball.rotation_euler[1] = math.radians(720)
        ball.keyframe_insert("rotation_euler", frame=60)
        bpy.ops.object.empty_add(type="PLAIN_AXES", location=(0, 0, 1))
        pivot = bpy.context.object
        bpy.ops.object.camera_add(location=(0, -10, 3))
        camera = bpy.context.object
        track = camera.constraints.new(type="TRACK_TO")
        track.target = pivot
        track.track_axis, track.up_axis = "TRACK_NEGATIVE_Z", "UP_Y"
        scene.camera = camera
        driver = pivot.driver_add("location", 2).driver
        driver.type = "AVERAGE"
        variable = driver.variables.new()
        variable.name = "height"
        variable.targets[0].id = ball
        variable.targets[0].data_path = "location.z"
        scene.frame_set(30)
        """,
    "hair": """
        bpy.ops.mesh.primitive_uv_sphere_add(radius=1, segments=16, ring_count=8)
        scalp = bpy.context.object
        scalp.modifiers.new("Hair", type="PARTICLE_SYSTEM")
        system = scalp.particle_systems[-1]
        settings = system.settings
        settings.type = "HAIR"
        settings.count = 50
        settings.hair_length = 0.4
        settings.hair_step = 3
        settings.child_type = "NONE"
        settings.use_advanced_hair = True
        settings.brownian_factor = 0.02
        system.seed = seed
        group = scalp.vertex_groups.new(name="Density")
        group.add([v.index for v in scalp.data.vertices if v.co.z > 0.2], 1.0, "ADD")
        system.vertex_group_density = group.name
        scalp.show_instancer_for_render = True
        """,
    "curve-pipe": """
        curve = bpy.data.curves.new("Pipe", type="CURVE")
        curve.dimensions = "3D"
        curve.resolution_u = 8
        curve.bevel_depth = 0.05
        curve.bevel_resolution = 4
        curve.use_fill_caps = True
        spline = curve.splines.new("BEZIER")
        spline.bezier_points.add(3)
        for point, co in zip(spline.bezier_points, [(0, 0, 0), (1, 0, 0.5), (1, 1, 1), (0, 1, 1.5)]):
            point.co = co
            point.handle_left_type = "AUTO"
            point.handle_right_type = "AUTO"
            point.radius = 1.0
        nurbs = curve.splines.new("NURBS")
        nurbs.points.add(4)
        for k, point in enumerate(nurbs.points):
            point.co = (math.cos(k), math.sin(k), k * 0.2, 1.0)
        nurbs.use_endpoint_u = True
        nurbs.order_u = 3
        pipe = bpy.data.objects.new("Pipe", curve)
        bpy.context.collection.objects.link(pipe)
        pipe.data.materials.append(make_material("Copper", (0.72, 0.35, 0.2, 1), metallic=1))
        bpy.context.view_layer.objects.active = pipe
        pipe.select_set(True)
        depsgraph = bpy.context.evaluated_depsgraph_get()
        mesh = bpy.data.meshes.new_from_object(pipe.evaluated_get(depsgraph))
        bpy.context.collection.objects.link(bpy.data.objects.new("Pipe_Mesh", mesh))
        """,
    "sign": """
        bpy.ops.object.text_add(location=(0, 0, 1))
        label = bpy.context.object
        label.data.body = "OPEN"
        label.data.align_x = "CENTER"
        label.data.align_y = "CENTER"
        label.data.extrude = 0.05
        label.data.bevel_depth = 0.01
        label.data.size = 0.8
        label.rotation_euler = (math.radians(90), 0, 0)
        neon = bpy.data.materials.new("Neon")
        neon.use_nodes = True
        tree = neon.node_tree
        tree.nodes.remove(tree.nodes["Principled BSDF"])
        emission = tree.nodes.new("ShaderNodeEmission")
        emission.inputs["Color"].default_value = (1.0, 0.1, 0.4, 1)
        emission.inputs["Strength"].default_value = 12
        tree.links.new(emission.outputs[0], tree.nodes["Material Output"].inputs[0])
        label.data.materials.append(neon)
        bpy.ops.mesh.primitive_cube_add(size=1, location=(0, 0.1, 1))
        board = bpy.context.object
        board.dimensions = (2.6, 0.08, 1.1)
        bpy.ops.object.transform_apply(scale=True)
        board.data.materials.append(make_material("Board", (0.05, 0.05, 0.05, 1)))
        """,
    "cloth": """
        bpy.ops.mesh.primitive_grid_add(x_subdivisions=16, y_subdivisions=16, size=2, location=(0, 0, 2))
        sheet = bpy.context.object
        pinned = sheet.vertex_groups.new(name="Pin")
        pinned.add([v.index for v in sheet.data.vertices if v.co.y > 0.95], 1.0, "REPLACE")
        cloth = sheet.modifiers.new("Cloth", "CLOTH")
        cloth.settings.quality = 5
        cloth.settings.mass = 0.3
        cloth.settings.vertex_group_mass = "Pin"
        cloth.collision_settings.use_self_collision = False
        bpy.ops.mesh.primitive_uv_sphere_add(radius=0.5, location=(0, 0, 1))
        ball = bpy.context.object
        ball.modifiers.new("Collision", "COLLISION")
        ball.collision.thickness_outer = 0.02
        """,
    "rigid-body": """
        bpy.ops.mesh.primitive_plane_add(size=10)
        floor = bpy.context.object
        bpy.ops.rigidbody.object_add()
        floor.rigid_body.type = "PASSIVE"
        floor.rigid_body.friction = 0.7
        for level in range(4):
            for brick in range(3 - level % 2):
                bpy.ops.mesh.primitive_cube_add(size=1, location=((brick - 1) * 1.05, 0, 0.25 + level * 0.5))
                block = bpy.context.object
                block.scale = (1.0, 0.5, 0.5)
                bpy.ops.rigidbody.object_add(type="ACTIVE")
                block.rigid_body.mass = 2.0
                block.rigid_body.collision_shape = "BOX"
        world = bpy.context.scene.rigidbody_world
        if world is not None:
            world.point_cache.frame_end = 60
            world.substeps_per_frame = 10
        """,
    "numpy-waves": """
        grid = np.linspace(-3, 3, 30)
        xs, ys = np.meshgrid(grid, grid, indexing="ij")
        zs = np.sin(xs**2 + ys**2) * np.exp(-0.1 * (xs**2 + ys**2))
        vertices = np.stack([xs, ys, zs], axis=-1).reshape(-1, 3).astype(np.float32)
        n = len(grid)
        index = np.arange(n * n).reshape(n, n)
        faces = np.stack([index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]], axis=-1).reshape(-1, 4)
        mesh = bpy.data.meshes.new("Waves")
        mesh.from_pydata(vertices.tolist(), [], faces.tolist())
        flat = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
        mesh.vertices.foreach_get("co", flat)
        flat = flat.reshape(-1, 3)
        flat[:, 2] += np.random.default_rng(seed).normal(0, 0.01, len(flat))
        mesh.vertices.foreach_set("co", flat.ravel())
        mesh.update()
        bpy.context.collection.objects.link(bpy.data.objects.new("Waves", mesh))
        """,
    "tree": """
        def branch(start, direction, length, depth):
            end = start + direction * length
            segments.append((start.copy(), end.copy(), depth))
            if depth <= 0:
                return
            for _ in range(rng.randint(2, 3)):
                axis = mathutils.Vector((rng.uniform(-1, 1), rng.uniform(-1, 1), 0.2)).normalized()
                turn = mathutils.Quaternion(axis, math.radians(rng.uniform(15, 40)))
                branch(end, (turn @ direction).normalized(), length * rng.uniform(0.6, 0.8), depth - 1)

        segments = []
        rng = random.Random(seed)
        branch(mathutils.Vector((0, 0, 0)), mathutils.Vector((0, 0, 1)), 1.5, 3)
        mesh = bpy.data.meshes.new("Tree")
        bm = bmesh.new()
        skin = bm.verts.layers.skin.verify()
        known = {}
        for start, end, depth in segments:
            pair = []
            for point in (start, end):
                key = tuple(round(c, 4) for c in point)
                if key not in known:
                    known[key] = bm.verts.new(point)
                    known[key][skin].radius = (0.03 + 0.04 * depth,) * 2
                pair.append(known[key])
            if bm.edges.get(pair) is None:
                bm.edges.new(pair)
        first = next(iter(known.values()))
        first[skin].use_root = True
        bm.to_mesh(mesh)
        bm.free()
        tree = bpy.data.objects.new("Tree", mesh)
        bpy.context.collection.objects.link(tree)
        tree.modifiers.new("Skin", "SKIN")
        tree.data.materials.append(make_material("Bark", (0.15, 0.08, 0.04, 1), roughness=0.95))
        """,
    "gear": """
        teeth, inner, outer, width = 16, 0.8, 1.0, 0.3
        bm = bmesh.new()
        ring = []
        for tooth in range(teeth):
            for part, radius in enumerate((inner, outer, outer, inner)):
                angle = (tooth + part / 4) / teeth * math.tau
                ring.append(bm.verts.new((radius * math.cos(angle), radius * math.sin(angle), 0)))
        face = bm.faces.new(ring)
        geometry = bmesh.ops.extrude_face_region(bm, geom=[face])["geom"]
        bmesh.ops.translate(bm, verts=[g for g in geometry if type(g) == bmesh.types.BMVert], vec=(0, 0, width))
        bmesh.ops.recalc_face_normals(bm, faces=bm.faces)
        bm.faces.ensure_lookup_table()
        mesh = bpy.data.meshes.new("Gear")
        bm.to_mesh(mesh)
        bm.free()
        gear = bpy.data.objects.new("Gear", mesh)
        bpy.context.collection.objects.link(gear)
        array = gear.modifiers.new("Array", "ARRAY")
        array.count = 3
        array.use_relative_offset = False
        array.use_constant_offset = True
        array.constant_offset_displace = (2.05, 0, 0)
        gear["teeth"] = teeth
        gear.id_properties_ui("teeth").update(min=4, max=64, description="Number of teeth")
        gear.data.materials.append(make_material("Steel", (0.5, 0.5, 0.52, 1), metallic=1.0, roughness=0.35))
        """,
    "room": """
        scene = bpy.context.scene
        scene.render.engine = "CYCLES"
        scene.cycles.samples = 32
        scene.cycles.use_denoising = False
        scene.view_settings.exposure = 0.2
        world = scene.world or bpy.data.worlds.new("World")
        scene.world = world
        world.use_nodes = True
        background = world.node_tree.nodes.get("Background")
        if background:
            background.inputs["Color"].default_value = (0.5, 0.65, 0.9, 1)
            background.inputs[1].default_value = 0.8
        bpy.ops.mesh.primitive_cube_add(size=4, location=(0, 0, 2))
        room = bpy.context.object
        bpy.ops.object.mode_set(mode="EDIT")
        bpy.ops.mesh.select_all(action="SELECT")
        bpy.ops.mesh.flip_normals()
        bpy.ops.uv.smart_project(angle_limit=math.radians(66), island_margin=0.02)
        bpy.ops.object.mode_set(mode="OBJECT")
        room.data.materials.append(make_material("Wall", (0.8, 0.78, 0.74, 1)))
        for kind, energy, place in (("AREA", 200, (0, 0, 3.8)), ("POINT", 40, (1, 1, 1.5)), ("SPOT", 100, (-1, -1, 3))):
            lamp = bpy.data.lights.new(name=kind.title(), type=kind)
            lamp.energy = energy
            lamp.color = (1.0, 0.9, 0.8)
            if kind == "AREA":
                lamp.shape, lamp.size, lamp.size_y = "RECTANGLE", 2.0, 1.0
            holder = bpy.data.objects.new(kind.title(), lamp)
            holder.location = place
            scene.collection.objects.link(holder)
        camera = bpy.data.cameras.new("Camera")
        camera.lens = 24
        eye = bpy.data.objects.new("Camera", camera)
        scene.collection.objects.link(eye)
        eye.location = (1.8, -1.8, 1.6)
        eye.rotation_euler = (mathutils.Vector((0, 0, 1.2)) - eye.location).to_track_quat("-Z", "Y").to_euler()
        scene.camera = eye
        """,
    "instances": """
        source = bpy.data.collections.new("Stones")
        for k in range(3):
            bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=0.2 + 0.1 * k)
            stone = bpy.context.object
            for collection in list(stone.users_collection):
                collection.objects.unlink(stone)
            source.objects.link(stone)
            displace = stone.modifiers.new("Displace", "DISPLACE")
            texture = bpy.data.textures.new(f"Clouds{k}", type="CLOUDS")
            texture.noise_scale = 0.3
            displace.texture = texture
            displace.strength = 0.1
        for k in range(12):
            holder = bpy.data.objects.new(f"Stone_{k:03d}", None)
            holder.instance_type = "COLLECTION"
            holder.instance_collection = source
            holder.location = (random.uniform(-3, 3), random.uniform(-3, 3), 0)
            holder.rotation_euler.z = random.random() * math.tau
            bpy.context.collection.objects.link(holder)
        base = bpy.data.objects.new("Base", bpy.data.meshes.new("Base"))
        bpy.context.collection.objects.link(base)
        duplicate = base.copy()
        duplicate.data = base.data.copy()
        bpy.context.collection.objects.link(duplicate)
        """,
}  # fmt: skip

#: A helper that most models write first.
MATERIAL = '''
def make_material(name, color, metallic=0.0, roughness=0.5):
    """Create or reuse a Principled material."""
    mat = bpy.data.materials.get(name) or bpy.data.materials.new(name=name)
    mat.use_nodes = True
    bsdf = mat.node_tree.nodes.get("Principled BSDF")
    if bsdf is not None:
        bsdf.inputs["Base Color"].default_value = color
        bsdf.inputs["Metallic"].default_value = metallic
        bsdf.inputs["Roughness"].default_value = roughness
    mat.diffuse_color = color
    return mat
'''
CLEAR = '''
def clear_scene():
    """Remove everything from the default scene."""
    if bpy.context.object and bpy.context.object.mode != "OBJECT":
        bpy.ops.object.mode_set(mode="OBJECT")
    bpy.ops.object.select_all(action="SELECT")
    bpy.ops.object.delete(use_global=False, confirm=False)
    for block in (bpy.data.meshes, bpy.data.materials, bpy.data.curves):
        for item in list(block):
            if item.users == 0:
                block.remove(item)
'''
IMPORTS = (
    "import bpy\nimport bmesh\nimport math\nimport random\nimport mathutils\nimport numpy as np\n"
)
STYLES = {
    "plain": IMPORTS + MATERIAL + "\nseed = 7\nrandom.seed(seed)\nbpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete()\n{body}\nprint('Done:', len(bpy.data.objects), 'objects')\n",
    "main": '"""A script for Blender.\n\nRun it from the Text Editor or with: blender --background --python script.py\n"""\n\n' + IMPORTS + MATERIAL + CLEAR + "\n\ndef build(seed=42):\n    random.seed(seed)\n{inner}\n\n\ndef main():\n    clear_scene()\n    build()\n    bpy.context.view_layer.update()\n    for area in bpy.context.screen.areas if bpy.context.screen else []:\n        if area.type == 'VIEW_3D':\n            area.spaces[0].shading.type = 'MATERIAL'\n    bpy.ops.wm.save_as_mainfile(filepath=bpy.path.abspath('//model.blend'))\n\n\nif __name__ == '__main__':\n    main()\n",
    "class": "from __future__ import annotations\n\n" + IMPORTS + "from abc import ABC, abstractmethod\nfrom typing import Any, Dict, List, Optional, Tuple\n" + MATERIAL + '''

class Builder(ABC):
    """Base of everything that can be built."""

    registry: Dict[str, type] = {}

    def __init__(self, seed: int = 3, **options: Any) -> None:
        super().__init__()
        self.seed = seed
        self._options = dict(options)
        self.created: List[bpy.types.Object] = []

    @abstractmethod
    def build(self) -> None: ...

    @property
    def count(self) -> int:
        return len(self.created)

    @staticmethod
    def cleanup() -> None:
        for obj in list(bpy.data.objects):
            bpy.data.objects.remove(obj, do_unlink=True)

    @classmethod
    def create(cls, **options: Any) -> "Builder":
        return cls(**options)

    def run(self) -> Optional[Tuple[str, ...]]:
        before = set(bpy.data.objects)
        self.cleanup()
        self.build()
        self.created = [o for o in bpy.data.objects if o not in before]
        return tuple(sorted(o.name for o in self.created)) or None

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self._options!r}, {self.count=})"


class Subject(Builder):
    def build(self) -> None:
        seed = self.seed
        random.seed(seed)
{deeper}


builder = Subject.create(detail="high")
names = builder.run()
print(builder, names)
''',
    "config": IMPORTS + "import logging\nimport sys\nimport time\nfrom dataclasses import dataclass, field, asdict\nfrom enum import Enum, auto\nfrom functools import lru_cache, partial\nfrom collections import defaultdict, namedtuple\n" + MATERIAL + '''
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
logger = logging.getLogger(__name__)
logger.setLevel(logging.DEBUG)


class Quality(Enum):
    LOW = auto()
    HIGH = auto()


@dataclass
class Config:
    seed: int = 11
    quality: Quality = Quality.HIGH
    scale: float = 1.0
    tags: list = field(default_factory=list)

    def __post_init__(self):
        if self.scale <= 0:
            raise ValueError("scale must be positive")


CONFIG = Config(tags=["generated"])


@lru_cache(maxsize=None)
def cached_angle(step: int, total: int) -> float:
    return math.tau * step / total


def build(config: Config) -> None:
    seed = config.seed
    random.seed(seed)
{inner}


started = time.perf_counter()
try:
    logger.info("building with %s", asdict(CONFIG))
    build(CONFIG)
except (RuntimeError, KeyError) as error:
    logger.exception("failed: %s", error)
    raise
else:
    counts = defaultdict(int)
    for obj in bpy.data.objects:
        counts[obj.type] += 1
    logger.info("made %s in %.2f s", dict(counts), time.perf_counter() - started)
finally:
    sys.stdout.flush()
''',
    "command": "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n" + IMPORTS + "import argparse\nimport json\nimport os\nimport sys\nfrom pathlib import Path\n\n__author__ = 'somebody'\n__version__ = '1.2.0'\n\nOUTPUT_DIR = Path(__file__).resolve().parent / 'output'\nOUTPUT_DIR.mkdir(parents=True, exist_ok=True)\n" + MATERIAL + CLEAR + '''

def parse_args():
    argv = sys.argv[sys.argv.index("--") + 1:] if "--" in sys.argv else []
    parser = argparse.ArgumentParser(description="Build a model", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT_DIR / "model.glb", help="Where to export")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--render", action="store_true")
    return parser.parse_args(argv)


def build(seed):
    random.seed(seed)
{inner}


def export(path):
    os.makedirs(os.path.dirname(str(path)), exist_ok=True)
    bpy.ops.export_scene.gltf(filepath=str(path), export_format="GLB", use_selection=False, export_apply=True)
    report = {"objects": [o.name for o in bpy.data.objects], "blender": bpy.app.version_string}
    with open(os.path.join(os.path.dirname(str(path)), "report.json"), "w", encoding="utf-8") as handle:
        json.dump(report, handle, indent=2)


def render(path):
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    try:
        prefs = bpy.context.preferences.addons["cycles"].preferences
        for backend in ("OPTIX", "CUDA", "METAL"):
            prefs.compute_device_type = backend
            prefs.get_devices()
            for device in prefs.devices:
                device.use = True
        scene.cycles.device = "GPU"
    except Exception as error:
        print(f"no GPU: {error}", file=sys.stderr)
    scene.render.filepath = str(path)
    bpy.ops.render.render(write_still=True)


if __name__ == "__main__":
    args = parse_args()
    clear_scene()
    build(args.seed)
    export(args.output)
    if args.render:
        render(args.output.with_suffix(".png"))
    print("exported", args.output, os.path.exists(str(args.output)))
''',
    "add-on": "bl_info = {'name': 'Builder', 'blender': (4, 2, 0), 'category': 'Add Mesh', 'version': (1, 0)}\n\n" + IMPORTS + "from bpy.props import FloatProperty, IntProperty, BoolProperty, EnumProperty, FloatVectorProperty\nfrom bpy.types import Operator, Panel\n" + MATERIAL + '''

class MESH_OT_build(Operator):
    """Build the subject."""

    bl_idname = "mesh.build_subject"
    bl_label = "Build"
    bl_options = {"REGISTER", "UNDO"}

    seed: IntProperty(name="Seed", default=9, min=0)
    scale: FloatProperty(name="Scale", default=1.0, update=lambda self, context: None)
    kind: EnumProperty(items=[("A", "First", ""), ("B", "Second", "")], default="A")
    tint: FloatVectorProperty(subtype="COLOR", size=4, default=(1, 1, 1, 1))

    @classmethod
    def poll(cls, context):
        return context.mode == "OBJECT"

    def invoke(self, context, event):
        return context.window_manager.invoke_props_dialog(self)

    def execute(self, context):
        seed = self.seed
        random.seed(seed)
{deeper}
        self.report({"INFO"}, f"Built {len(context.scene.objects)} objects")
        return {"FINISHED"}


class VIEW3D_PT_build(Panel):
    bl_label = "Build"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Create"

    def draw(self, context):
        row = self.layout.row(align=True)
        row.operator(MESH_OT_build.bl_idname, icon="MESH_CUBE")


def menu_func(self, context):
    self.layout.operator(MESH_OT_build.bl_idname)


CLASSES = (MESH_OT_build, VIEW3D_PT_build)


def register():
    for cls in CLASSES:
        bpy.utils.register_class(cls)
    bpy.types.VIEW3D_MT_mesh_add.append(menu_func)
    bpy.types.Scene.build_seed = IntProperty(default=1)


def unregister():
    bpy.types.VIEW3D_MT_mesh_add.remove(menu_func)
    for cls in reversed(CLASSES):
        bpy.utils.unregister_class(cls)
    del bpy.types.Scene.build_seed


if __name__ == "__main__":
    register()
    bpy.ops.mesh.build_subject(seed=3)
''',
    "defensive": '"""Built step by step, each step reported."""\n' + IMPORTS + "import os, sys, traceback, gc\nfrom contextlib import contextmanager, redirect_stdout\nimport io\n" + MATERIAL + '''
os.system("cls" if os.name == "nt" else "clear")
DEBUG = os.environ.get("DEBUG", "0") == "1"
TEXTURE = "//textures/wood_diffuse.png"


@contextmanager
def step(title):
    print(f"-- {title} ".ljust(40, "-"))
    try:
        yield
    finally:
        bpy.context.view_layer.update()


def safe(function):
    def wrapper(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            traceback.print_exc()
            raise RuntimeError(f"{type(error).__name__}: {error}") from error
    return wrapper


@safe
def build(seed=1):
    random.seed(seed)
{inner}


with step("build"), redirect_stdout(io.StringIO()):
    build()
with step("texture"):
    if os.path.exists(bpy.path.abspath(TEXTURE)):
        image = bpy.data.images.load(TEXTURE, check_existing=True)
        print(image.size[:])
with step("finish"):
    for obj in sorted(bpy.data.objects, key=lambda o: o.name):
        obj["author"] = "script"
        try:
            obj.asset_mark()
        except AttributeError:
            pass
    gc.collect()
    bpy.ops.ed.undo_push(message="Built")
    bpy.ops.view3d.view_all()
sys.exit(0)
''',
}  # fmt: skip


def _write(body: str, style: str) -> str:
    body = textwrap.dedent(body).strip("\n")
    return (
        STYLES[style]
        .replace("{body}", body)
        .replace("{inner}", textwrap.indent(body, " " * 4))
        .replace("{deeper}", textwrap.indent(body, " " * 8))
    )  # fmt: skip


MODELS: dict[str, str] = {
    f"{subject}.{style}": _write(body, style)
    for subject, body in SUBJECTS.items()
    for style in STYLES
}
