# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that run in the user's open scene and try to reach what is not theirs.

The scene has the objects ``Mine`` and ``Light``, a mesh without users, a material, a
collection and a second scene; ``state:`` of each is that any of it changed.
"""

from __future__ import annotations

from .escape import Escape

CHANGED = "state:changed()"
LOOP = "import bpy\nfor thing in list({where}):\n    {act}\n"
_WHERE = {
    "objects": "bpy.data.objects", "meshes": "bpy.data.meshes", "materials": "bpy.data.materials",
    "collections": "bpy.data.collections", "scenes": "bpy.data.scenes", "worlds": "bpy.data.worlds",
    "scene-objects": "bpy.context.scene.objects", "layer-objects": "bpy.context.view_layer.objects",
    "selected": "bpy.context.selected_objects", "visible": "bpy.context.visible_objects",
    "all-objects": "bpy.context.scene.collection.all_objects", "blend-data": "bpy.context.blend_data.objects",
    "values": "bpy.data.objects.values()", "active": "[bpy.context.active_object, bpy.context.object]",
}  # fmt: skip
SINCE = {"rename": (4, 3)}
_ACT = {
    "rename": "thing.name = 'Hurt'",
    "property": "thing['hurt'] = 1",
}
ESCAPES = [
    *[
        Escape(f"vandal.{where}.{act}", LOOP.format(where=expression, act=statement), CHANGED)
        for where, expression in _WHERE.items()
        for act, statement in _ACT.items()
    ],
    *[
        Escape(f"vandal.{name}", f"import bpy\n{code}", CHANGED, since=SINCE.get(name, ()))
        for name, code in {
            "remove.objects": "for o in list(bpy.data.objects): bpy.data.objects.remove(o, do_unlink=True)",
            "remove.meshes": "for m in list(bpy.data.meshes): bpy.data.meshes.remove(m)",
            "remove.materials": "for m in list(bpy.data.materials): bpy.data.materials.remove(m)",
            "remove.collections": "for c in list(bpy.data.collections): bpy.data.collections.remove(c)",
            "remove.by-name": "bpy.data.objects.remove(bpy.data.objects['Mine'])",
            "remove.by-get": "bpy.data.objects.remove(bpy.data.objects.get('Mine'))",
            "remove.batch": "bpy.data.batch_remove(list(bpy.data.objects))",
            "remove.scene": "bpy.data.scenes.remove(bpy.data.scenes['Other'])",
            "remove.first": "bpy.data.objects.remove(bpy.data.objects[0])",
            "ops.delete": "bpy.ops.object.select_all(action='SELECT')\nbpy.ops.object.delete(use_global=True)",
            "ops.select": "for o in bpy.context.scene.objects: o.select_set(True)\nbpy.ops.object.delete()",
            "ops.purge": "bpy.ops.outliner.orphans_purge(do_recursive=True)",
            "ops.scene-delete": "bpy.ops.scene.delete()",
            "ops.transform": "bpy.ops.object.select_all(action='SELECT')\nbpy.ops.transform.translate(value=(5, 5, 5))",
            "ops.mode": "bpy.ops.object.mode_set(mode='EDIT')\nbpy.ops.mesh.select_all(action='SELECT')\nbpy.ops.mesh.delete()",
            "ops.read": "bpy.ops.wm.read_homefile(use_empty=True)",
            "ops.factory": "bpy.ops.wm.read_factory_settings(use_empty=True)",
            "ops.add-on": "try: bpy.ops.object.users_tool()\nexcept AttributeError: pass",
            "ops.add-on-named": "if hasattr(bpy.ops.object, 'users_tool'): getattr(bpy.ops.object, 'users' + '_tool')()",
            "purge": "bpy.data.orphans_purge()",
            "move": "bpy.data.objects['Mine'].location.x = 9",
            "mesh": "for v in bpy.data.meshes['Mine'].vertices: v.co.z = 9",
            "mesh.active": "for v in bpy.context.object.data.vertices: v.co.z = 9",
            "material": "bpy.data.materials['Steel'].diffuse_color = (1, 0, 0, 1)",
            "reparent": "o = bpy.data.objects.new('x', None)\nfor m in bpy.data.objects: m.parent = o",
            "unlink": "for c in bpy.data.collections:\n    for o in list(c.objects): c.objects.unlink(o)",
            "hide": "for o in bpy.context.view_layer.objects: o.hide_set(True)",
            "scene.settings": "for s in bpy.data.scenes: s.frame_end = 7",
            "scene.window": "bpy.context.window.scene.frame_end = 7",
            "scene.link": "for s in bpy.data.scenes:\n    for o in list(s.collection.objects): s.collection.objects.unlink(o)",
            "world": "bpy.data.worlds['World'].color = (1, 0, 0)",
            "override": "with bpy.context.temp_override(scene=bpy.data.scenes['Scene'], object=bpy.data.objects.get('Mine')):\n    bpy.ops.object.select_all(action='SELECT')\n    bpy.ops.object.delete()",
            "foreach": "bpy.data.objects.foreach_set('location', [9.0] * 3 * len(bpy.data.objects))",
            "remap": "e = bpy.data.meshes.new('e')\nfor m in bpy.data.meshes: m.user_remap(e)",
            "depsgraph": "d = bpy.context.evaluated_depsgraph_get()\nfor i in d.ids:\n    i.original.name = 'Hurt'",
            "depsgraph.scene": "d = bpy.context.evaluated_depsgraph_get()\nfor o in d.scene.original.objects: o.location.x = 9",
            "cursor": "for s in bpy.data.scenes: s.cursor.location = (9, 9, 9)",
            "action": "for o in bpy.data.objects: o.keyframe_insert('location')",
            "driver": "for o in bpy.data.objects: o.driver_add('location')",
            "modifier": "for o in bpy.data.objects:\n    if o.type == 'MESH': o.modifiers.new('x', 'SUBSURF')",
            "users": "c = bpy.data.collections.new('c')\nfor o in bpy.data.objects: c.objects.link(o)",
            "rename": "o = bpy.data.objects.new('x', None)\no.rename('Mine', mode='ALWAYS')",
            "reference.name": "bpy.ops.object.data_instance_add(name='Mine', type='MESH')\nfor s in bpy.data.scenes:\n    for o in s.objects:\n        if o.type == 'MESH':\n            for v in o.data.vertices: v.co.z = 9",
            "reference.number": "for i in range(3000):\n    try: bpy.ops.object.data_instance_add(session_uid=i, type='MESH')\n    except Exception: pass\nfor s in bpy.data.scenes:\n    for o in s.objects:\n        if o.type == 'MESH':\n            for v in o.data.vertices: v.co.z = 9",
            "reference.link": "bpy.ops.object.empty_add()\nfor i in range(3000):\n    try: bpy.ops.object.link_to_collection(collection_uid=i)\n    except Exception: pass",
            "reference.move": "bpy.ops.object.empty_add()\nfor i in range(3000):\n    try: bpy.ops.object.move_to_collection(collection_uid=i)\n    except Exception: pass",
            "reference.collection": "bpy.ops.object.empty_add()\nfor c in ('Collection', 'Things'):\n    try: bpy.ops.object.collection_link(collection=c)\n    except Exception: pass",
            "half-way": "for o in bpy.data.objects: o.location.x = 4\n1 / 0",
            "layer": "for l in bpy.context.view_layer.layer_collection.children: l.exclude = True",
        }.items()
    ],
]  # fmt: skip
