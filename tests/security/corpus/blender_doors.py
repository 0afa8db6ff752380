# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's own doors: operators, hooks, classes, files, what a result file carries along."""

from __future__ import annotations

from .escape import Escape, each

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add()\no = bpy.context.object\n"
WRITE = "open('MARK', 'w')"

#: Operators that write a file, with the arguments that name it.
WRITERS = {
    "wm.save_as_mainfile": "bpy.ops.wm.save_as_mainfile(filepath='MARK')",
    "wm.save_mainfile": "bpy.ops.wm.save_mainfile(filepath='MARK')",
    "wm.save_copy": "bpy.ops.wm.save_as_mainfile(filepath='MARK', copy=True)",
    "wm.obj_export": "bpy.ops.wm.obj_export(filepath='MARK')",
    "wm.stl_export": "bpy.ops.wm.stl_export(filepath='MARK')",
    "wm.ply_export": "bpy.ops.wm.ply_export(filepath='MARK')",
    "wm.override": "w = bpy.ops.wm\nw.save_as_mainfile(filepath='MARK')",
    "wm.getattr": "getattr(bpy.ops.wm, 'save_as_mainfile')(filepath='MARK')",
    "wm.computed": "getattr(getattr(bpy.ops, 'w' + 'm'), 'save_as' + '_mainfile')(filepath='MARK')",
    "wm.from": "from bpy import ops\nops.wm.save_as_mainfile(filepath='MARK')",
    "wm.alias": "import bpy as b\nb.ops.wm.save_as_mainfile(filepath='MARK')",
    "wm.kwargs": "bpy.ops.wm.save_as_mainfile(**{'file' + 'path': 'MARK'})",
    "export.fbx": "bpy.ops.export_scene.fbx(filepath='MARK')",
    "image.save_as": "i = bpy.data.images.new('i', 4, 4)\ni.filepath_raw = 'MARK'\ni.file_format = 'PNG'\ni.save()",
    "image.save-path": "i = bpy.data.images.new('i', 4, 4)\ni.save(filepath='MARK')",
    "image.save_render": "i = bpy.data.images.new('i', 4, 4)\ni.save_render('MARK')",
    "image.alias": "i = bpy.data.images.new('i', 4, 4)\ns = i.save\ns(filepath='MARK')",
    "image.getattr": "i = bpy.data.images.new('i', 4, 4)\ngetattr(i, 'sa' + 've')(filepath='MARK')",
    "libraries.write": "bpy.data.libraries.write('MARK', {o})",
    "libraries.alias": "l = bpy.data.libraries\nw = l.write\nw('MARK', {o})",
    "libraries.getattr": "getattr(getattr(bpy.data, 'libra' + 'ries'), 'wri' + 'te')('MARK', {o})",
    "libraries.context": "bpy.context.blend_data.libraries.write('MARK', {o})",
    "render.still": "s = bpy.context.scene\ns.render.engine = 'CYCLES'\ns.cycles.samples = 1\ns.cycles.use_denoising = False\ns.render.resolution_x = s.render.resolution_y = 4\nbpy.ops.object.camera_add()\ns.camera = bpy.context.object\ns.render.filepath = 'MARK'\ns.render.use_file_extension = False\nbpy.ops.render.render(write_still=True)",
    "wm.path_open-script": "t = bpy.data.texts.new('t')\nt.write(\"open('MARK', 'w')\")\nexec(t.as_string())",
    "text.as_module": "t = bpy.data.texts.new('t')\nt.write(\"open('MARK', 'w')\")\nt.as_module()",
    "script.python_file_run": "open('FOLDER/run.py', 'w').write(\"open('MARK', 'w')\")\nbpy.ops.script.python_file_run(filepath='FOLDER/run.py')",
    "execfile": "open('FOLDER/run.py', 'w').write(\"open('MARK', 'w')\")\nbpy.utils.execfile('FOLDER/run.py')",
    "keying_set_export": "k = bpy.context.scene.keying_sets.new(idname='k', name='k')\nk.paths.add(o, 'location')\nbpy.ops.anim.keying_set_export(filepath='MARK')",
    "gltf": "bpy.ops.export_scene.gltf(filepath='FOLDER/a.glb')\nimport os\nos.rename('FOLDER/a.glb', 'MARK')",
    "multires": "o.modifiers.new('m', 'MULTIRES')\nbpy.ops.object.multires_subdivide(modifier='m')\nbpy.ops.object.multires_external_save(filepath='MARK', modifier='m')",
    "image.new-op": "bpy.ops.image.new(name='n')\ni = bpy.data.images['n']\ni.save(filepath='MARK')",
    "bl_math-none": "bpy.data.libraries.write('MARK', {bpy.data.meshes.new('m')}, fake_user=True)",
    "temp_data": "d = bpy.data.temp_data()\nbpy.data.libraries.write('MARK', {o})",
}
#: What reads a file into the scene or the output.
READERS = {
    "texts.load": "t = bpy.data.texts.load('SECRET')\nprint(t.as_string())",
    "texts.lines": "t = bpy.data.texts.load('SECRET')\nprint([l.body for l in t.lines])",
    "text.open": "bpy.ops.text.open(filepath='SECRET')\nprint(bpy.data.texts[-1].as_string())",
    "images.name": "i = bpy.data.images.load('SECRET')\no['got'] = open(i.filepath).read()",
    "font.file": "t = bpy.data.texts.load('SECRET')\nbpy.ops.object.text_add()\nbpy.context.object.data.body = t.as_string()",
    "texts.alias": "d = bpy.data\nl = d.texts.load\nprint(l('SECRET').as_string())",
    "texts.getattr": "print(getattr(getattr(bpy.data, 'tex' + 'ts'), 'lo' + 'ad')('SECRET').as_string())",
    "texts.context": "print(bpy.context.blend_data.texts.load('SECRET').as_string())",
    "texts.id": "print(o.id_data.bl_rna and bpy.data.texts.load('SECRET').as_string())",
    "image.pack": "i = bpy.data.images.load('SECRET')\ni.pack()\nprint(i.packed_file.data)",
    "sound.pack": "s = bpy.data.sounds.load('SECRET')\ns.pack()\nprint(s.packed_file.data)",
    "bpy.path": "print(bpy.path._os.popen('cat SECRET').read())",
}
HOOKS = {
    name: f"bpy.app.handlers.{name}.append(f)" for name in (
        "load_post", "load_pre", "save_post", "save_pre", "depsgraph_update_post",
        "depsgraph_update_pre", "frame_change_post", "frame_change_pre", "render_init",
        "render_post", "render_write", "undo_post", "undo_pre", "redo_post", "version_update",
    )
}  # fmt: skip
ESCAPES = [
    *each("write", CUBE + "DOOR", WRITERS),
    *each("read", CUBE + "DOOR", READERS, "secret"),
    *[
        Escape(f"handler.{name}", f"import bpy\ndef f(*a): pass\n{code}", f"state:any(h.__name__ == 'f' for h in bpy.app.handlers.{name})")
        for name, code in HOOKS.items()
    ],
    Escape("handler.alias", "import bpy\nh = bpy.app.handlers\ndef f(*a): pass\nh.load_post.append(f)", "state:any(h.__name__ == 'f' for h in bpy.app.handlers.load_post)"),
    Escape("handler.getattr", "import bpy\ndef f(*a): pass\ngetattr(bpy.app, 'hand' + 'lers').load_post.append(f)", "state:any(h.__name__ == 'f' for h in bpy.app.handlers.load_post)"),
    Escape("handler.from", "from bpy.app.handlers import load_post\ndef f(*a): pass\nload_post.append(f)", "state:any(h.__name__ == 'f' for h in bpy.app.handlers.load_post)"),
    Escape("handler.persistent", "import bpy\nfrom bpy.app.handlers import persistent\n@persistent\ndef f(*a): pass\nbpy.app.handlers.save_pre.append(f)", "state:any(h.__name__ == 'f' for h in bpy.app.handlers.save_pre)"),
    Escape("handler.runs", CUBE + "bpy.app.handlers.depsgraph_update_post.append(lambda *a: open('MARK', 'w'))\nbpy.context.view_layer.update()\no.location.x = 3\nbpy.context.view_layer.update()"),
    Escape("handler.frame", CUBE + "bpy.app.handlers.frame_change_post.append(lambda *a: open('MARK', 'w'))\nbpy.context.scene.frame_set(7)"),
    Escape("timer", "import bpy\ndef f(): pass\nbpy.app.timers.register(f, persistent=True)\nbpy.f = f", "state:bpy.app.timers.is_registered(bpy.f)"),
    Escape("timer.from", "from bpy.app import timers\nimport bpy\ndef f(): pass\ntimers.register(f)\nbpy.f = f", "state:bpy.app.timers.is_registered(bpy.f)"),
    Escape("driver.namespace", "import bpy\nbpy.app.driver_namespace['evil'] = 1", "state:'evil' in bpy.app.driver_namespace"),
    Escape("driver.namespace-from", "from bpy.app import driver_namespace as d\nd['evil'] = 1", "state:'evil' in bpy.app.driver_namespace"),
    *[
        Escape(f"driver.{name}", CUBE + code, "state:any(f.driver and '__' in f.driver.expression for o in bpy.data.objects if o.animation_data for f in o.animation_data.drivers)")
        for name, code in {
            "expression": "d = o.driver_add('location', 0).driver\nd.expression = \"__import__('os').getpid()\"",
            "setattr": "d = o.driver_add('location', 0).driver\nsetattr(d, 'expression', \"__import__('os').getpid()\")",
            "computed": "d = o.driver_add('location', 0).driver\ne = '__imp' + 'ort__(\"os\")'\nd.expression = e",
            "tuple": "d = o.driver_add('location', 0).driver\nd.expression, x = \"__import__('os').getpid()\", 1",
            "for": "d = o.driver_add('location', 0).driver\nfor d.expression in [\"__import__('os').getpid()\"]: pass",
            "chain": "o.driver_add('location', 0).driver.expression = \"__import__('os').getpid()\"",
            "augmented": "d = o.driver_add('location', 0).driver\nd.expression += \"__import__('os').getpid()\"",
            "double": "d = o.driver_add('location', 0).driver\nx = d.expression = \"__import__('os').getpid()\"",
            "with": "import contextlib\nd = o.driver_add('location', 0).driver\nwith contextlib.nullcontext(\"__import__('os').getpid()\") as d.expression: pass",
            "animation-data": "o.animation_data_create()\nc = o.animation_data.drivers.new('location', index=0)\nc.driver.expression = \"__import__('os').getpid()\"",
            "text-subclass": "class S(str):\n    def __eq__(s, x): return True\n    def __hash__(s): return 0\nd = o.driver_add('location', 0).driver\nd.expression = S(\"__import__('os').getpid()\")",
        }.items()
    ],
    Escape("msgbus", "import bpy\nk = object()\nbpy.msgbus.subscribe_rna(key=(bpy.types.Object, 'location'), owner=k, args=(), notify=lambda: None)\nbpy.k = k", "state:hasattr(bpy, 'k')"),
    Escape("class.operator", "import bpy\nclass OBJECT_OT_evil(bpy.types.Operator):\n    bl_idname = 'object.evil'\n    bl_label = 'e'\n    def execute(self, c): return {'FINISHED'}\nbpy.utils.register_class(OBJECT_OT_evil)", "state:hasattr(bpy.types, 'OBJECT_OT_evil')"),
    Escape("class.operator-runs", "import bpy\nclass OBJECT_OT_evil(bpy.types.Operator):\n    bl_idname = 'object.evil'\n    bl_label = 'e'\n    def execute(self, c):\n        open('MARK', 'w')\n        return {'FINISHED'}\nbpy.utils.register_class(OBJECT_OT_evil)\nbpy.ops.object.evil()"),
    Escape("class.panel", "import bpy\nclass VIEW3D_PT_evil(bpy.types.Panel):\n    bl_label = 'e'\n    bl_space_type = 'VIEW_3D'\n    bl_region_type = 'UI'\n    def draw(self, c): pass\nbpy.utils.register_class(VIEW3D_PT_evil)", "state:hasattr(bpy.types, 'VIEW3D_PT_evil')"),
    Escape("class.menu-append", "import bpy\ndef f(self, c): pass\nbpy.types.VIEW3D_MT_add.append(f)", "state:any(f.__name__ == 'f' for f in bpy.types.VIEW3D_MT_add._dyn_ui_initialize())"),
    Escape("class.property", "import bpy\nbpy.types.Object.evil = bpy.props.IntProperty()", "state:hasattr(bpy.types.Object, 'evil')"),
    Escape("class.property-update", CUBE + "bpy.types.Object.evil = bpy.props.IntProperty(update=lambda s, c: open('MARK', 'w') and None)\no.evil = 3"),
    Escape("class.property-get", CUBE + "bpy.types.Object.evil = bpy.props.IntProperty(get=lambda s: open('MARK', 'w') and 1)\nprint(o.evil)"),
    Escape("class.property-setattr", "import bpy\nsetattr(bpy.types.Object, 'evil', bpy.props.IntProperty())", "state:hasattr(bpy.types.Object, 'evil')"),
    Escape("class.property-type", CUBE + "type(o).evil = bpy.props.IntProperty()", "state:hasattr(bpy.types.Object, 'evil')"),
    Escape("class.property-scene", "import bpy\nbpy.types.Scene.evil = 3", "state:hasattr(bpy.types.Scene, 'evil')"),
    Escape("class.property-id", "import bpy\nT = bpy.types.ID\nT.evil = 3", "state:hasattr(bpy.types.ID, 'evil')"),
    Escape("class.method", "import bpy\nbpy.types.Mesh.from_pydata = lambda *a: None", "state:bpy.types.Mesh.from_pydata.__name__ == '<lambda>'"),
    Escape("class.method-augmented", CUBE + "m = type(o.data)\nm.evil = 1", "state:hasattr(bpy.types.Mesh, 'evil')"),
    Escape("module.function", "import bpy\nbpy.utils.register_class = None", "state:bpy.utils.register_class is None"),
    Escape("module.ops", "import bpy\nbpy.ops = None", "state:bpy.ops is None"),
    Escape("module.context", "import bpy\nbpy.context = None", "state:bpy.context is None"),
    Escape("text.module", "import bpy\nt = bpy.data.texts.new('boot.py')\nt.write('import os')\nt.use_module = True", "state:any(t.use_module for t in bpy.data.texts)"),
    Escape("text.new", "import bpy\nbpy.data.texts.new('evil')", "state:'evil' in bpy.data.texts"),
    Escape("text.new-getattr", "import bpy\ngetattr(bpy.data, 'te' + 'xts').new('evil')", "state:'evil' in bpy.data.texts"),
    *[
        Escape(f"preferences.{name}", f"import bpy\n{code}", f"state:{state}")
        for name, code, state in (
            ("autorun", "bpy.context.preferences.filepaths.use_scripts_auto_execute = True", "bpy.context.preferences.filepaths.use_scripts_auto_execute"),
            ("autorun-setattr", "setattr(bpy.context.preferences.filepaths, 'use_scripts_auto_execute', True)", "bpy.context.preferences.filepaths.use_scripts_auto_execute"),
            ("online", "bpy.context.preferences.system.use_online_access = True", "bpy.context.preferences.system.use_online_access"),
            ("script-dir", "d = bpy.context.preferences.filepaths.script_directories.new()\nd.name = 'evil'", "any(d.name == 'evil' for d in bpy.context.preferences.filepaths.script_directories)"),
            ("library", "bpy.context.preferences.filepaths.asset_libraries.new(name='evil', directory='FOLDER')", "'evil' in bpy.context.preferences.filepaths.asset_libraries"),
            ("undo", "bpy.context.preferences.edit.undo_steps = 2", "bpy.context.preferences.edit.undo_steps == 2"),
            ("from-context", "from bpy import context as c\nc.preferences.edit.undo_steps = 2", "bpy.context.preferences.edit.undo_steps == 2"),
            ("addon", "bpy.ops.preferences.addon_enable(module='node_wrangler')", "'node_wrangler' in bpy.context.preferences.addons"),
            ("addon-utils", "import addon_utils\naddon_utils.enable('node_wrangler', default_set=True)", "'node_wrangler' in bpy.context.preferences.addons"),
        )
    ],
    *[
        Escape(f"node.{name}", CUBE + f"m = bpy.data.materials.new('m')\nm.use_nodes = True\ng = bpy.data.node_groups.new('G', 'GeometryNodeTree')\n{code}", "state:any(n.bl_idname.startswith(('ShaderNodeScript', 'ShaderNodeTexIES', 'GeometryNodeImport', 'CompositorNodeOutputFile')) for t in [*bpy.data.node_groups, *[m.node_tree for m in bpy.data.materials if m.node_tree]] for n in t.nodes)", since=(4, 4) if name.startswith("import") else ())
        for name, code in {
            "script": "m.node_tree.nodes.new('ShaderNodeScript')",
            "script-type": "m.node_tree.nodes.new(type='ShaderNodeScript')",
            "script-computed": "m.node_tree.nodes.new('ShaderNode' + 'Script')",
            "script-getattr": "getattr(m.node_tree.nodes, 'n' + 'ew')('ShaderNodeScript')",
            "script-alias": "n = m.node_tree.nodes.new\nn('ShaderNodeScript')",
            "script-map": "list(map(m.node_tree.nodes.new, ['ShaderNodeScript']))",
            "script-subclass": "class S(str):\n    def startswith(s, *a): return False\n    def __str__(s): return 'ShaderNodeMath'\nm.node_tree.nodes.new(S('ShaderNodeScript'))",
            "ies": "m.node_tree.nodes.new('ShaderNodeTexIES')",
            "import-stl": "g.nodes.new('GeometryNodeImportSTL')",
            "import-obj": "g.nodes.new('GeometryNodeImportOBJ')",
            "import-text": "g.nodes.new('GeometryNodeImport' + 'PLY')",
            "output-file": "c = bpy.data.node_groups.new('C', 'CompositorNodeTree')\nc.nodes.new('CompositorNodeOutputFile')",
        }.items()
    ],
    Escape("node.import-reads", CUBE + "open('FOLDER/a.stl', 'w').write('solid a\\nfacet normal 0 0 1\\nouter loop\\nvertex 0 0 0\\nvertex 1 0 0\\nvertex 0 1 0\\nendloop\\nendfacet\\nendsolid a\\n')\ng = bpy.data.node_groups.new('G', 'GeometryNodeTree')\ng.interface.new_socket('Geometry', in_out='OUTPUT', socket_type='NodeSocketGeometry')\ni = g.nodes.new('GeometryNodeImportSTL')\ni.inputs[0].default_value = 'FOLDER/a.stl'\nu = g.nodes.new('NodeGroupOutput')\ng.links.new(i.outputs[0], u.inputs[0])\no.modifiers.new('n', 'NODES').node_group = g\nd = bpy.context.evaluated_depsgraph_get()\nif len(o.evaluated_get(d).data.polygons) == 1: open('MARK', 'w')", since=(4, 4)),
    *[
        Escape(f"path.{name}", CUBE + code, f"state:{state}")
        for name, code, state in (
            ("image", "i = bpy.data.images.new('i', 4, 4)\ni.filepath = '/etc/passwd'", "any(i.filepath for i in bpy.data.images)"),
            ("image-raw", "i = bpy.data.images.new('i', 4, 4)\ni.filepath_raw = '/etc/passwd'", "any(i.filepath for i in bpy.data.images)"),
            ("image-setattr", "i = bpy.data.images.new('i', 4, 4)\nsetattr(i, 'file' + 'path', '/etc/passwd')", "any(i.filepath for i in bpy.data.images)"),
            ("image-foreach", "i = bpy.data.images.new('i', 4, 4)\nfor i.filepath in ['/etc/passwd']: pass", "any(i.filepath for i in bpy.data.images)"),
            ("image-walrus", "i = bpy.data.images.new('i', 4, 4)\n(i.filepath, x) = ('/etc/passwd', 1)", "any(i.filepath for i in bpy.data.images)"),
            ("mesh-cache", "m = o.modifiers.new('m', 'MESH_CACHE')\nm.filepath = '/etc/passwd'", "any(getattr(m, 'filepath', '') for o in bpy.data.objects for m in o.modifiers)"),
            ("ocean", "m = o.modifiers.new('m', 'OCEAN')\nm.filepath = '/etc/x'", "any(getattr(m, 'filepath', '').startswith('/etc') for o in bpy.data.objects for m in o.modifiers)"),
            ("fluid", "m = o.modifiers.new('m', 'FLUID')\nm.fluid_type = 'DOMAIN'\nm.domain_settings.cache_directory = '/etc/x'", "any(m.type == 'FLUID' and m.domain_settings and m.domain_settings.cache_directory.startswith('/etc') for o in bpy.data.objects for m in o.modifiers)"),
            ("render", "bpy.context.scene.render.filepath = '/etc/x'", "any(s.render.filepath.startswith('/etc') for s in bpy.data.scenes)"),
            ("particles", "o.modifiers.new('p', 'PARTICLE_SYSTEM')\nc = o.particle_systems[0].point_cache\nc.use_external = True\nc.filepath = '/etc/x'", "any(p.point_cache.filepath for o in bpy.data.objects for p in o.particle_systems)"),
            ("volume", "v = bpy.data.volumes.new('v')\nv.filepath = '/etc/x'", "any(v.filepath for v in bpy.data.volumes)"),
            ("cachefile", "bpy.ops.object.volume_add()\nbpy.context.object.data.filepath = '/etc/x'", "any(v.filepath for v in bpy.data.volumes)"),
        )
    ],
    Escape("sequencer.sound", "import bpy\nbpy.data.sounds.load('SECRET')", "state:len(bpy.data.sounds) > 0"),
    Escape("sequencer.movie", "import bpy\ns = bpy.context.scene\ne = s.sequence_editor_create()\n(e.strips if hasattr(e, 'strips') else e.sequences).new_image('evil', 'SECRET', 1, 1)", "state:any(len(getattr(s.sequence_editor, 'strips', None) or getattr(s.sequence_editor, 'sequences', ())) for s in bpy.data.scenes if s.sequence_editor)"),
    Escape("image.load", "import bpy\nbpy.data.images.load('SECRET')", "state:any('secret' in i.filepath for i in bpy.data.images)"),
    Escape("font.load", "import bpy\nbpy.ops.object.text_add()\nimport glob\nbpy.data.fonts.load(glob.glob('/usr/share/fonts/**/*.ttf', recursive=True)[0])", "state:any(f.filepath.startswith('/') for f in bpy.data.fonts)"),
    Escape("cachefile.open", "import bpy\nbpy.ops.cachefile.open(filepath='SECRET')", "state:len(bpy.data.cache_files) > 0"),
    Escape("append.op-file", "import bpy\nbpy.ops.mesh.primitive_cube_add()\nn = bpy.context.object.name\nbpy.data.libraries.write('FOLDER/l.blend', {bpy.context.object})\nbpy.ops.wm.append(directory='FOLDER/l.blend/Object/', filename=n)", "state:len(bpy.data.libraries) > 0"),
    Escape("crash.pointer", "import bpy, ctypes\no = bpy.data.objects.new('o', None)\nctypes.memset(o.as_pointer(), 255, 4096)\no.name = 'x'\nbpy.data.objects.remove(o)", "dead"),
    Escape("pointer", "import bpy\no = bpy.data.objects.new('o', None)\nbpy.p = o.as_pointer()", "state:hasattr(bpy, 'p')"),
    Escape("home.factory", "import bpy\nbpy.context.scene.name = 'kept'\nbpy.ops.wm.read_factory_settings(use_empty=True)", "state:'kept' not in bpy.data.scenes and 'Scene' in bpy.data.scenes and len(bpy.data.worlds) == 0"),
    Escape("home.open", "import bpy\nbpy.ops.wm.save_as_mainfile(filepath='FOLDER/f.blend')\nbpy.ops.wm.open_mainfile(filepath='FOLDER/f.blend')", "state:bpy.data.filepath != ''"),
    Escape("append", "import bpy\nbpy.ops.mesh.primitive_cube_add()\nbpy.data.libraries.write('FOLDER/l.blend', {bpy.context.object})\nwith bpy.data.libraries.load('FOLDER/l.blend', link=True) as (a, b): b.objects = a.objects", "state:len(bpy.data.libraries) > 0"),
    Escape("import.stl", "import bpy\nopen('FOLDER/a.stl', 'w').write('solid a\\nfacet normal 0 0 1\\nouter loop\\nvertex 0 0 0\\nvertex 1 0 0\\nvertex 0 1 0\\nendloop\\nendfacet\\nendsolid a\\n')\nbpy.ops.wm.stl_import(filepath='FOLDER/a.stl')", "state:len(bpy.context.selected_objects) == 1 and len(bpy.context.selected_objects[0].data.polygons) == 1"),
    Escape("url", "import bpy, webbrowser\nwebbrowser.open = lambda *a, **k: open('MARK', 'w') and True\nbpy.ops.wm.url_open(url='http://localhost')"),
    Escape("subclass.rna", "import bpy\nclass E(bpy.types.PropertyGroup):\n    pass\nbpy.utils.register_class(E)\nbpy.types.Scene.e = bpy.props.PointerProperty(type=E)", "state:hasattr(bpy.types.Scene, 'e')"),
    Escape("register.module", "from bpy.utils import register_classes_factory\nimport bpy\nclass E(bpy.types.PropertyGroup):\n    pass\nr, u = register_classes_factory((E,))\nr()", "state:hasattr(bpy.types, 'E') or any(c.__name__ == 'E' for c in bpy.types.PropertyGroup.__subclasses__())"),
    Escape("draw-handler", "import bpy\nbpy.h = bpy.types.SpaceView3D.draw_handler_add(lambda: None, (), 'WINDOW', 'POST_PIXEL')", "state:hasattr(bpy, 'h')"),
    Escape("network", "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\nopen('MARK', 'w')"),
    Escape("network.urllib", "import urllib.request\nprint(urllib.request.urlopen('file://SECRET').read())", "secret"),
    Escape("render.engine", "import bpy\nclass E(bpy.types.RenderEngine):\n    bl_idname = 'EVIL'\n    bl_label = 'e'\n    def render(self, d): open('MARK', 'w')\nbpy.utils.register_class(E)\ns = bpy.context.scene\nbpy.ops.object.camera_add()\ns.camera = bpy.context.object\ns.render.engine = 'EVIL'\nbpy.ops.render.render()"),
]  # fmt: skip
