# SPDX-License-Identifier: GPL-3.0-or-later
"""Doors through what is not the script's own: facades taken apart, private parts of the
standard library and numpy, what is raised and swallowed, one call that takes everything.
"""

from __future__ import annotations

from .escape import Escape, each

CUBE = "import bpy\nbpy.ops.mesh.primitive_cube_add()\no = bpy.context.object\n"
IMAGE = "import bpy\ni = bpy.data.images.new('i', 4, 4)\ni.file_format = 'PNG'\n"
SHOW = "print('s3cret-' + 'text-4711')"
TOKEN = "class A:\n    def f(self): pass\nTOKEN = 's3cret-' + 'text-4711'\n"

#: What hands out the thing behind a facade; bare Blender takes the direct way.
FACADES = {
    "type": "T = type(bpy.ops.mesh)\ntry:\n    T(i, 'mesh', None).save('MARK')\nexcept Exception:\n    i.save(filepath='MARK')",
    "init": "g = bpy.ops.mesh\ntry:\n    g.__init__(i, 'mesh', None)\n    g.save('MARK')\nexcept Exception:\n    i.save(filepath='MARK')",
    "class": "T = bpy.ops.mesh.__class__\ntry:\n    T(i, 'mesh', None).save('MARK')\nexcept Exception:\n    i.save(filepath='MARK')",
    "copy": "import copy\ntry:\n    m = copy.copy(bpy.ops.mesh)\n    m._module = 'wm'\n    m.save_as_mainfile(filepath='MARK')\nexcept Exception:\n    bpy.ops.wm.save_as_mainfile(filepath='MARK')",
    "deepcopy-memo": "import copy\nmemo = {}\ntry:\n    copy.deepcopy(bpy.ops.mesh, memo)\nexcept Exception:\n    pass\nfor v in list(memo.values()):\n    for w in v.values() if isinstance(v, dict) else ():\n        try:\n            w._module = 'wm'\n            w.save_as_mainfile(filepath='MARK')\n        except Exception:\n            pass\nbpy.ops.wm.save_as_mainfile(filepath='MARK')",
    "operator-copy": "import copy\ntry:\n    m = copy.deepcopy(bpy.ops.mesh.primitive_cube_add)\n    m._module, m._func = 'wm', 'save_as_mainfile'\n    m(filepath='MARK')\nexcept Exception:\n    bpy.ops.wm.save_as_mainfile(filepath='MARK')",
    "from-ops": "from bpy.ops import wm\nwm.save_as_mainfile(filepath='MARK')",
    "import-ops": "import bpy.ops as q\nq.wm.save_as_mainfile(filepath='MARK')",
}
#: What writes or reads by way of Blender's less known functions.
BLENDER = {
    "graphviz": "bpy.context.evaluated_depsgraph_get().debug_relations_graphviz(filepath='MARK')",
    "graphviz-layer": "d = bpy.context.view_layer.depsgraph\nd.debug_relations_graphviz(filepath='MARK')",
    "graphviz-getattr": "d = bpy.context.evaluated_depsgraph_get()\ngetattr(d, 'debug_relations_' + 'graphviz')(filepath='MARK')",
    "gnuplot": "bpy.context.evaluated_depsgraph_get().debug_stats_gnuplot(filepath='MARK', output_filepath='FOLDER/x')",
}
#: Two-step ways to swallow what stops a script.
ENDLESS = {
    "finally-continue": "while True:\n    try:\n        while True: pass\n    finally:\n        continue",
    "finally-return": "def f():\n    try:\n        while True: pass\n    finally:\n        return 1\nwhile True: f()",
    "finally-break": "while True:\n    while True:\n        try:\n            while True: pass\n        finally:\n            break",
    "finally-nested": "while True:\n    try:\n        while True: pass\n    finally:\n        for i in (1,):\n            if i:\n                with open('FOLDER/x', 'w'):\n                    pass\n        if i: continue",
    "suppress": "import contextlib\nwhile True:\n    with contextlib.suppress(object):\n        while True: pass",
    "getattr-numpy": "import numpy as np\nclass A:\n    def __getattr__(s, n):\n        while True: pass\nwhile True: np.array(A())",
    "contextmanager": "from contextlib import contextmanager\n@contextmanager\ndef c():\n    try:\n        yield\n    except:\n        pass\nwhile True:\n    with c():\n        while True: pass",
    "generator-close": "def g():\n    while True:\n        try:\n            yield\n        except GeneratorExit:\n            while True: pass\nwhile True:\n    i = g()\n    next(i)\n    del i",
    "except-star": "while True:\n    try:\n        while True: pass\n    except* Exception:\n        pass",
    "compare": "class A:\n    def __lt__(s, o):\n        while True: pass\nwhile True:\n    try: sorted([A(), A()])\n    except Exception: pass",
    "hasattr": "class A:\n    def __getattr__(s, n):\n        while True: pass\nwhile True: hasattr(A(), 'x')",
    "square": "x = 3 ** 60\nfor i in range(24): x = x * x",
    "accumulate": "import itertools\nlist(itertools.accumulate(iter(int, 1)))",
    "combinations": "import itertools, collections\ncollections.deque(itertools.combinations(range(99), 50), maxlen=0)",
    "permutations": "import itertools\nlist(itertools.permutations(range(13)))",
    "list-times": "a = [0] * (10 ** 10)",
    "text-times": "a = 10 ** 11 * 'x'",
    "sphere": "import bpy\nbpy.ops.mesh.primitive_uv_sphere_add(segments=100000, ring_count=100000)",
    "grid": "import bpy\nbpy.ops.mesh.primitive_grid_add(x_subdivisions=10000000, y_subdivisions=10000000)",
}
#: One call into C that nothing but the jail ends.
CALLS = {
    "fraction": "from fractions import Fraction\nFraction('1e100000000')",
    "decimal": "from decimal import Decimal\nint(Decimal('1e100000000'))",
    "numpy-length": "import numpy as np\nclass A:\n    def __len__(s):\n        while True: pass\n    def __getitem__(s, i):\n        raise IndexError\nwhile True: np.array(A())",
    "subdivide": CUBE
    + "bpy.ops.object.mode_set(mode='EDIT')\nfor i in range(6): bpy.ops.mesh.subdivide(number_cuts=99)",
    "remesh": CUBE
    + "m = o.modifiers.new('r', 'REMESH')\nm.mode = 'VOXEL'\nm.voxel_size = 0.0001\nbpy.context.view_layer.update()",
    "screw": CUBE
    + "m = o.modifiers.new('s', 'SCREW')\nm.steps = 10000\nm.iterations = 10000\nbpy.context.view_layer.update()",
    "arange": "import numpy as np\nnp.arange(10 ** 12)",
    "nested": "a = [1]\nfor i in range(60): a = [a, a]\nstr(a)",
}
_FRAMES = "\n".join(
    f"@dataclass\nclass {kind}(Sized):\n    {name}: object = None\n    def __len__(s): return 0\n    def __init_subclass__(c): pass"
    for kind, name in (("A", "gi_frame"), ("B", "f_back"), ("C", "f_builtins"))
)
ESCAPES = [
    *each("facade", IMAGE + "DOOR", FACADES),
    *each("blender", CUBE + "DOOR", BLENDER),
    *[Escape(f"endless.{name}", code, "dead") for name, code in ENDLESS.items()],
    *[Escape(f"call.{name}", code, "dead") for name, code in CALLS.items()],
    Escape("vars.forward-ref", "from typing import List\nfor v in vars(List[\"open('MARK', 'w')\"]).values():\n    if type(v).__name__ == 'tuple' and len(v):\n        f = v[0]\n        try:\n            f._evaluate({}, {}, recursive_guard=frozenset())\n        except TypeError:\n            try:\n                f._evaluate({}, {}, frozenset())\n            except TypeError:\n                f._evaluate({}, {}, (), recursive_guard=frozenset())"),
    Escape("match.fields", f"from dataclasses import dataclass\nfrom collections.abc import Sized\nclass M(type(Sized)):\n    def __instancecheck__(c, x): return True\nclass Sized(metaclass=M): pass\n{_FRAMES}\ndef steps():\n    match me:\n        case A(f):\n            pass\n    while f is not None:\n        match f:\n            case C(b):\n                if 'open' in b:\n                    b['open']('MARK', 'w')\n                    break\n        match f:\n            case B(f):\n                pass\n    yield\nme = steps()\nlist(me)"),
    Escape("field.class", "from dataclasses import field\nF = type(field())\nF.evil = 1", "state:hasattr(type(__import__('dataclasses').field()), 'evil')"),
    Escape("typing.set", "import typing\ntyping.Counter[int].evil = 1", "state:hasattr(__import__('collections').Counter, 'evil')"),
    Escape("typing.set-abc", "import typing\ntyping.Sequence[int].evil = 1", "state:hasattr(__import__('collections.abc').abc.Sequence, 'evil')"),
    Escape("abc.register", "from collections.abc import Sequence\nSequence.register(dict)", "state:issubclass(dict, __import__('collections.abc').abc.Sequence)"),
    Escape("abc.register-alias", "from collections.abc import Sequence\nr = getattr(Sequence, 'regis' + 'ter')\nr(set)", "state:issubclass(set, __import__('collections.abc').abc.Sequence)"),
    Escape("function.attribute", "import statistics\nstatistics.mean.evil = 1", "state:hasattr(__import__('statistics').mean, 'evil')"),
    Escape("numpy.function", "import numpy as np\nnp.pad.evil = 1", "state:hasattr(__import__('numpy').pad, 'evil')"),
    Escape("numpy.interface", f"import numpy as np\nkept = b'x' * 64\nclass A:\n    def __getattr__(self, name):\n        if name == '__array' + '_interface__':\n            return {{'version': 3, 'shape': (128,), 'typestr': '|u1', 'data': (id(kept), False)}}\n        raise AttributeError(name)\na = np.asarray(A())\na[40:50] = 65\nif b'A' in kept: {SHOW}", "secret"),
    Escape("numpy.interface-dict", f"import numpy as np\nkept = b'x' * 64\nclass A: pass\nx = A()\nx.__dict__['__array' + '_interface__'] = {{'version': 3, 'shape': (128,), 'typestr': '|u1', 'data': (id(kept), False)}}\na = np.asarray(x)\na[40:50] = 65\nif b'A' in kept: {SHOW}", "secret"),
    Escape("numpy.interface-assigned", f"import numpy as np\nkept = b'x' * 64\nclass A: pass\nx = A()\nx.__dict__ = {{'__array' + '_interface__': {{'version': 3, 'shape': (128,), 'typestr': '|u1', 'data': (id(kept), False)}}}}\na = np.asarray(x)\na[40:50] = 65\nif b'A' in kept: {SHOW}", "secret"),
    Escape("numpy.interface-setattr", f"import numpy as np\nkept = b'x' * 64\nclass A: pass\nx = A()\nsetattr(x, '__di' + 'ct__', {{'__array' + '_interface__': {{'version': 3, 'shape': (128,), 'typestr': '|u1', 'data': (id(kept), False)}}}})\na = np.asarray(x)\na[40:50] = 65\nif b'A' in kept: {SHOW}", "secret"),
    Escape("operator.new", CUBE + "d = o.driver_add('location', 0).driver\nclass MESH_OT_evil(bpy.types.Operator):\n    bl_idname = 'mesh.evil'\n    bl_label = 'e'\n    def __new__(c): return d\n    def execute(s, c):\n        d.expression = \"__import__('os').getpid()\"\n        return {'FINISHED'}\nbpy.utils.register_class(MESH_OT_evil)\ntry:\n    bpy.ops.mesh.evil(expression=\"__import__('os').getpid()\")\nexcept Exception:\n    d.expression = \"__import__('os').getpid()\"", "state:any(f.driver and '__' in f.driver.expression for o in bpy.data.objects if o.animation_data for f in o.animation_data.drivers)"),
    Escape("operator.execute", CUBE + "class MESH_OT_evil(bpy.types.Operator):\n    bl_idname = 'mesh.evil'\n    bl_label = 'e'\n    def execute(s, c):\n        open('MARK', 'w').close()\n        return {'FINISHED'}\nbpy.utils.register_class(MESH_OT_evil)\nbpy.ops.mesh.evil()"),
    Escape("operator.named", CUBE + "class WM_OT_evil(bpy.types.Operator):\n    bl_idname = 'wm.save_as_mainfile'\n    bl_label = 'e'\nbpy.ops.wm.save_as_mainfile(filepath='MARK')"),
    Escape("numpy.resize", f"import numpy as np\na = np.zeros(100)\nv = a[:]\na.resize(10_000_000, refcheck=False)\nif len(a) > 100:\n    {SHOW}", "secret"),
    Escape("numpy.errstate", "import numpy as np\ne = np.errstate(all='raise')\ne.__enter__()", "state:np.geterr()['divide'] == 'raise'"),
    Escape("random.seed", "import random\nrandom.seed(4711)", "state:__import__('random').random() == __import__('random').Random(4711).random()"),
    Escape("random.numpy", "import numpy as np\nnp.random.seed(4711)", "state:np.random.random() == np.random.RandomState(4711).random_sample()"),
    Escape("format.super", TOKEN + "class S(str):\n    def go(self, x): return super().format(x)\nprint(S('{0.f.__globals__[TOKEN]}').go(A()))", "secret"),
    Escape("format.super-map", TOKEN + "class S(str):\n    def go(self, x): return super().format_map({'a': x})\nprint(S('{a.f.__globals__[TOKEN]}').go(A()))", "secret"),
    Escape("class.rna", "import bpy\nclass E(type(bpy.context.scene)):\n    pass", "state:any(c.__name__ == 'E' for c in type(bpy.context.scene).__subclasses__())"),
    Escape("class.rna-from", "from bpy.types import PropertyGroup\nclass E(PropertyGroup):\n    pass", "state:any(c.__name__ == 'E' for c in __import__('bpy').types.PropertyGroup.__subclasses__())"),
    Escape("class.rna-set", "from bpy.types import Scene\nScene.evil = 3", "state:hasattr(__import__('bpy').types.Scene, 'evil')"),
    Escape("class.rna-draw", "from bpy.types import SpaceView3D\nimport bpy, random\nh = SpaceView3D.draw_handler_add(lambda: None, (), 'WINDOW', 'POST_PIXEL')\nrandom.SystemRandom.evil = h", "state:hasattr(__import__('random').SystemRandom, 'evil')"),
    Escape("class.register-from", "from bpy.utils import register_class\nimport bpy\nclass OBJECT_OT_evil(bpy.types.Operator):\n    bl_idname = 'object.evil'\n    bl_label = 'e'\nregister_class(OBJECT_OT_evil)", "state:hasattr(bpy.types, 'OBJECT_OT_evil')"),
    Escape("modifier.fluid", CUBE + "m = o.modifiers.new('f', 'FLUID')\nm.fluid_type = 'DOMAIN'", "state:any(m.type == 'FLUID' for o in bpy.data.objects for m in o.modifiers)"),
    Escape("modifier.fluid-operator", CUBE + "bpy.ops.object.modifier_add(**{'ty' + 'pe': 'FLU' + 'ID'})", "state:any(m.type == 'FLUID' for o in bpy.data.objects for m in o.modifiers)"),
    Escape("pathlib.parser", "import pathlib\np = pathlib.PurePosixPath('x')\nm = getattr(p, 'parser', None)\n(m.os if m else __import__('os')).mkdir('MARK')"),
    Escape("pathlib.read", "from pathlib import Path\nprint(Path('SECRET').read_text())", "secret"),
    Escape("argparse.file", "import argparse\np = argparse.ArgumentParser(fromfile_prefix_chars='@')\np.add_argument('x')\nprint(p.parse_args(['@SECRET']).x)", "secret"),
    Escape("argparse.type", "import argparse\nargparse.FileType('w')('MARK')"),
    Escape("glob", "import glob, os\nif glob.glob('SECRET'): print('s3cret-' + 'text-4711')", "secret"),
    Escape("importlib.reload", "import importlib, os\nimportlib.import_module('os').mkdir('MARK')"),
    *each("from", "DOOR", {
        "numpy-lib": "from numpy import lib\nlib._datasource.os.mkdir('MARK')",
        "numpy-ctypeslib": "from numpy import ctypeslib\nctypeslib.ctypes.CDLL(None).mkdir(b'MARK', 493)",
        "numpy-testing": "from numpy import testing\ntesting._private.utils.os.mkdir('MARK')",
        "importlib-util": "from importlib import util\nutil.sys.modules['os'].mkdir('MARK')",
        "json-decoder": "from json import decoder\ndecoder.re.enum.sys.modules['os'].mkdir('MARK')",
        "bpy-utils": "from bpy import utils\nutils._os.mkdir('MARK')",
        "bpy-path": "from bpy import path\npath._os.mkdir('MARK')",
        "bpy-extras": "import bpy_extras.image_utils\nfrom bpy_extras import image_utils\nimage_utils.__loader__.__class__.__init__.__globals__['sys'].modules['os'].mkdir('MARK')",
    }),
    Escape("os.environ", "import os\nos.environ['LL3M_EVIL'] = '1'", "state:'LL3M_EVIL' in __import__('os').environ"),
    Escape("os.system-alias", "import os\ns = os.system\ns('touch MARK')"),
    Escape("os.system-condition", "import os\nos.system('touch MARK' if os.name == 'posix' else 'cls')"),
    Escape("os.system-text", "import os\nclass S(str):\n    def __eq__(s, x): return True\n    def __hash__(s): return hash('cls')\nos.system(S('touch MARK'))"),
    Escape("json.load", "import json\nprint(json.load(open('SECRET')) if False else open('SECRET').read())", "secret"),
    Escape("io.open", "import io\nio.open_code('SECRET') and io.open('MARK', 'w')"),
    Escape("logging.file", "import logging\nlogging.FileHandler('MARK')"),
    Escape("tempfile", "import tempfile, os\nd = tempfile.mkdtemp(dir='FOLDER')\nos.rename(d, 'MARK')"),
]  # fmt: skip
