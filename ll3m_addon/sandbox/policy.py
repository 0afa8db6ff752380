# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: SIM905
"""The policy: everything a script may use, in one file, as data.

Both the check (before anything runs) and the guard (while it runs) read these tables
and nothing else. What is not listed is refused. How the rules are worded stands in
``rules.py``, what the tables say about one name in ``verdicts.py``. No bpy.
"""

from __future__ import annotations

import re

from .rules import RULES, Rule

__all__ = ["RULES", "Rule"]

# ---------------------------------------------------------------- sizes

MAX_CHARACTERS = 400_000
MAX_LINES = 20_000
MAX_NODES = 200_000
#: Levels of nesting in the syntax tree. Python's own parser stops at about 90 brackets.
MAX_DEPTH = 100

# ---------------------------------------------------------------- syntax

#: Syntax tree nodes that may appear. Left out: async, await, type parameters' evaluation.
SYNTAX = frozenset(
    """
    Module Expr Assign AugAssign AnnAssign NamedExpr Delete Pass Break Continue Return
    FunctionDef ClassDef Lambda arguments arg keyword Call Starred
    If IfExp For While With withitem Try TryStar ExceptHandler Raise Assert
    Import ImportFrom alias Global Nonlocal Yield YieldFrom
    Name Attribute Subscript Slice Constant JoinedStr FormattedValue
    Tuple List Set Dict ListComp SetComp DictComp GeneratorExp comprehension
    BoolOp And Or BinOp Add Sub Mult Div FloorDiv Mod Pow MatMult LShift RShift BitOr BitXor BitAnd
    UnaryOp Not UAdd USub Invert Compare Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn
    Load Store Del
    Match match_case MatchValue MatchSingleton MatchSequence MatchMapping MatchClass
    MatchStar MatchAs MatchOr TypeAlias TypeIgnore Interpolation TemplateStr
    """.split()
) - {"TemplateStr", "Interpolation", "TypeAlias"}

# ---------------------------------------------------------------- names

#: Built-ins as they are.
BUILTINS = frozenset(
    """
    abs all any ascii bin bool bytearray bytes chr classmethod complex dict divmod enumerate
    filter float frozenset hash hex id int isinstance issubclass iter len list map max min next
    object oct ord pow property range repr reversed round set slice sorted staticmethod str sum
    super tuple zip callable
    ArithmeticError AssertionError AttributeError Exception FileNotFoundError IndexError
    KeyError LookupError NameError NotImplementedError OSError IOError OverflowError
    RuntimeError RuntimeWarning DeprecationWarning UserWarning Warning
    StopIteration TypeError UnboundLocalError UnicodeError ValueError ZeroDivisionError
    RecursionError FloatingPointError EOFError ImportError ModuleNotFoundError MemoryError
    PermissionError TimeoutError IndentationError SyntaxError SystemExit KeyboardInterrupt
    True False None Ellipsis NotImplemented
    """.split()
)
#: Built-ins that the guard replaces by safe ones of the same name.
SAFE_BUILTINS = frozenset(
    "getattr setattr hasattr delattr format type dir vars locals globals print exit quit open".split()
)
#: Names with underscores that scripts may read.
MODULE_NAMES = frozenset(("__name__", "__file__", "__doc__"))
#: Names with underscores that a script may set for itself.
OWN_NAMES = frozenset(
    "__all__ __author__ __version__ __license__ __copyright__ __email__ __status__ __date__ "
    "__maintainer__ __credits__ __title__ __description__".split()
)

#: Special attributes that scripts may read.
DUNDER_READ = frozenset(
    "__init__ __name__ __doc__ __len__ __repr__ __str__ __eq__ __hash__ __iter__ __next__ "
    "__call__ __getitem__ __setitem__ __contains__ __post_init__ __add__ __sub__ __mul__ "
    "__version__ __enter__ __exit__ __lt__ __gt__ __le__ __ge__ __neg__ __truediv__ "
    "__init_subclass__ __new__ __class__ __dict__ __qualname__".split()
)
#: … and may set on what is their own.
DUNDER_SET = frozenset(("__name__", "__doc__", "__version__", "__qualname__"))
#: Special methods that scripts may define in their classes.
DUNDER_DEFINE = frozenset(
    """
    __init__ __repr__ __str__ __len__ __iter__ __next__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__
    __hash__ __bool__ __call__ __contains__ __getitem__ __setitem__ __delitem__ __enter__ __exit__
    __add__ __radd__ __iadd__ __sub__ __rsub__ __isub__ __mul__ __rmul__ __imul__ __truediv__
    __rtruediv__ __floordiv__ __mod__ __pow__ __neg__ __pos__ __abs__ __matmul__ __and__ __or__
    __xor__ __invert__ __int__ __float__ __round__ __post_init__ __reversed__ __index__ __new__
    __getattr__ __format__ __missing__ __copy__ __deepcopy__ __divmod__ __ifloordiv__ __ipow__ __rmod__ __rpow__
    __rfloordiv__ __rmatmul__ __imatmul__ __floor__ __ceil__ __trunc__ __ior__ __iand__
    """.split()
)
#: Names that a class body may assign.
CLASS_NAMES = frozenset(("__slots__", "__doc__", "__hash__")) | OWN_NAMES

#: Attributes that no script may use, whatever they are attributes of.
DENIED_ATTRIBUTES = frozenset(
    """
    gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await cr_origin ag_frame ag_code
    tb_frame tb_next tb_lasti tb_lineno f_back f_builtins f_code f_globals f_locals f_trace
    func_globals func_code co_code co_consts co_names co_varnames mro

    bl_rna rna_type as_pointer path_resolve path_from_module id_properties_clear
    id_properties_ensure bl_rna_get_subclass bl_rna_get_subclass_py bl_system_properties_get
    app_template keyconfigs keymaps
    register_module register_submodule_factory register_manual_map
    register_preset_path register_tool register_cli_command unregister_tool
    execfile execute_script load_scripts load_scripts_extensions resource_path user_resource
    script_paths script_path_user script_path_pref preset_paths app_template_paths
    modules_from_path refresh_script_paths extension_path_user

    load_images load_image image_load save_userpref gl_load gl_touch gl_free
    filepath_from_user unpack packed_file packed_files
    file_path_map file_path_foreach pack_linked_ids_hierarchy batch_remove user_map temp_data
    override_create override_hierarchy_create override_template_create override_library
    make_local_id library_weak_reference
    use_module use_script_file from_string to_string as_string as_module region_as_string
    debug_relations_graphviz debug_stats_gnuplot load_from_file activate_file_by_relative_path
    write_still debug_preview alembic_export collada_export cycles_bake
    is_registered_node_type draw_funcs

    readinto readinto1 tofile ctypes ctypeslib memmap fromfile frombuffer fromregex loadtxt savetxt
    genfromtxt savez savez_compressed npyio bit_generator set_string_function setbufsize
    strides setflags getfield setfield byteswap newbyteorder

    attrgetter methodcaller get_type_hints get_annotations ForwardRef make_dataclass
    """.split()
)
#: Private attributes that scripts may read of things that are not their own.
UNDERSCORE_ALLOWED = frozenset("_replace _asdict _fields _make _field_defaults".split())

#: Attributes that hold paths: what a script sets there is ignored, and said so.
PATH_ATTRIBUTES = frozenset(
    """
    filepath filepath_raw directory cache_directory base_path output_path image_output_path
    file_name filename bake_directory custom_directory custom_filepath frame_filepath
    relative_path proxy_dir texture_directory sound_directory font_directory
    temporary_directory render_output_directory render_cache_directory i18n_branches_directory
    animation_player image_editor text_editor full_path full_library_path proxy_filepath
    file_output_path icon_filepath use_disk_cache
    """.split()
)
#: Attributes that can be set by a plain assignment only, which the guard looks at.
SET_WATCHED = PATH_ATTRIBUTES | {"expression", "script"}
#: Attributes that the guard handles itself, by name, while the script runs.
WATCHED_ATTRIBUTES = frozenset(
    ("format", "format_map", "new", "register", "resize", "dump", "cast")
)

#: Attributes that scripts may use on their own objects, but not on Blender's.
RNA_DENIED = frozenset(
    """
    save load reload open write bake unlink_file new_movie new_sound new_image new_clip new_meta
    filepath_resolve export import_ send_to link_to script_update append prepend bind execute rename
    handlers timers driver_namespace msgbus draw_handler_add draw_handler_remove modal_handler_add
    event_timer_add event_timer_remove invoke_popup invoke_props_dialog invoke_confirm
    invoke_search_popup popup_menu popover fileselect_add clipboard register_class
    unregister_class register_classes_factory
    """.split()
) - {"append"}
#: Methods of Blender's things that do nothing here: LL3M saves and marks the result itself.
IDLE_METHODS = frozenset(
    "save save_render reload asset_mark asset_clear asset_generate_preview pack_all".split()
)
RNA_DENIED |= IDLE_METHODS

# ---------------------------------------------------------------- modules

ALL = ("*",)
#: module -> names that scripts get. Submodules are never handed over as such.
_MODULES: dict[str, str] = {
    "math": "*",
    "cmath": "*",
    "colorsys": "rgb_to_hsv hsv_to_rgb rgb_to_hls hls_to_rgb rgb_to_yiq yiq_to_rgb",
    "random": """
        random uniform randint randrange choice choices sample shuffle seed gauss normalvariate
        triangular betavariate expovariate gammavariate lognormvariate paretovariate
        vonmisesvariate weibullvariate getrandbits randbytes Random getstate setstate
        binomialvariate""",
    "itertools": "*",
    "functools": """
        partial reduce lru_cache cache wraps cmp_to_key total_ordering cached_property
        partialmethod""",
    "collections": "namedtuple deque Counter OrderedDict defaultdict ChainMap",
    "collections.abc": """
        Callable Iterable Iterator Sequence MutableSequence Mapping MutableMapping Set
        MutableSet Generator Hashable Sized Container Collection""",
    "dataclasses": "dataclass field replace asdict astuple fields KW_ONLY",
    "typing": """
        Any Callable ClassVar Dict Final FrozenSet Generator Generic Iterable Iterator List
        Literal Mapping NamedTuple NewType NoReturn Optional Protocol Sequence Set Tuple Type
        TypedDict TypeVar Union cast overload TYPE_CHECKING Self TypeAlias MutableMapping
        MutableSequence DefaultDict Deque Collection SupportsFloat Hashable Annotated ParamSpec
        Concatenate OrderedDict Counter""",
    "enum": "Enum IntEnum Flag IntFlag StrEnum auto unique",
    "string": """
        ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation
        whitespace printable""",
    "operator": """
        add sub mul truediv floordiv mod neg pos pow lt le eq ne gt ge itemgetter and_ or_ xor
        not_ abs index contains concat matmul getitem setitem countOf indexOf truth iadd imul""",
    "statistics": """
        mean median mode stdev pstdev variance pvariance fmean geometric_mean harmonic_mean
        median_low median_high quantiles""",
    "time": """
        time perf_counter monotonic process_time time_ns perf_counter_ns strftime localtime
        gmtime sleep ctime""",
    "datetime": "datetime date timedelta time timezone",
    "copy": "copy deepcopy",
    "heapq": "heappush heappop heapify heappushpop heapreplace nlargest nsmallest merge",
    "bisect": "bisect bisect_left bisect_right insort insort_left insort_right",
    "fractions": "Fraction",
    "decimal": "Decimal",
    "numbers": "Number Real Integral Complex Rational",
    "abc": "ABC ABCMeta abstractmethod",
    "textwrap": "dedent indent wrap fill shorten",
    "re": """
        match search findall finditer fullmatch sub subn split compile escape IGNORECASE I
        MULTILINE M DOTALL S VERBOSE X""",
    "json": "loads dumps load dump JSONDecodeError",
    "hashlib": "md5 sha1 sha256 sha512 blake2b",
    "csv": """
        reader writer DictReader DictWriter Error QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE
        QUOTE_NONNUMERIC""",
    "pprint": "pprint pformat",
    "io": "StringIO BytesIO",
    "secrets": "choice randbelow token_hex",
    "base64": "b64encode b64decode",
    "uuid": "uuid4 UUID",
    "contextlib": "contextmanager suppress nullcontext redirect_stdout redirect_stderr",
    "traceback": "print_exc format_exc print_exception print_stack",
    "warnings": "warn filterwarnings simplefilter catch_warnings",
    "__future__": "annotations division print_function absolute_import",
    "types": "SimpleNamespace",
    "array": "array",
    "noise": "",
    "os": """
        path makedirs mkdir getcwd chdir listdir walk scandir getenv environ sep linesep name
        cpu_count fspath remove unlink""",
    "pathlib": "Path PurePath PosixPath PurePosixPath",
    "glob": "glob iglob",
    "tempfile": "gettempdir mkdtemp",
    "platform": "system platform release machine node python_version",
    "argparse": """
        ArgumentParser Namespace ArgumentDefaultsHelpFormatter SUPPRESS
        RawDescriptionHelpFormatter RawTextHelpFormatter BooleanOptionalAction ArgumentTypeError""",
    "importlib": "reload",
    "imp": "reload",
    # often imported and not used: empty, so that any use is refused
    "subprocess": "",
    "shutil": "",
    "socket": "",
    "requests": "",
    "threading": "",
    "ctypes": "",
    "urllib": "",
    "urllib.request": "",
    "urllib.parse": "",
    "pickle": "",
    "zipfile": "",
    "webbrowser": "",
    "inspect": "",
    "queue": "",
    "multiprocessing": "",
    "signal": "",
    "gc": "collect disable enable",
    "addon_utils": "enable disable check modules",
    "logging": """
        basicConfig getLogger debug info warning error critical exception DEBUG INFO WARNING
        ERROR CRITICAL Logger StreamHandler Formatter log WARN NOTSET FATAL FileHandler
        NullHandler disable captureWarnings root warn Handler""",
    "os.path": """
        join basename dirname splitext exists isfile isdir abspath normpath expanduser realpath
        sep split isabs expandvars relpath getsize commonpath""",
    "sys": """
        path argv exit version version_info platform maxsize float_info stdout stderr stdin
        modules executable byteorder setrecursionlimit getrecursionlimit getsizeof exc_info""",
    "bpy": "data context ops types app props utils path msgbus",
    "bmesh": "new from_edit_mesh update_edit_mesh ops types utils geometry",
    "bmesh.types": "*",
    "bmesh.ops": "*",
    "mathutils": "Vector Matrix Euler Quaternion Color noise geometry bvhtree kdtree interpolate",
    "mathutils.noise": "*",
    "mathutils.geometry": "*",
    "mathutils.bvhtree": "BVHTree",
    "mathutils.kdtree": "KDTree",
    "mathutils.interpolate": "poly_3d_calc",
    "bpy.types": "*",
    "bpy.props": "*",
    "bpy.utils": "register_class unregister_class register_classes_factory",
    "bpy.app": "version version_string background",
    "bpy.app.handlers": "persistent",
    "bpy.path": "abspath basename clean_name display_name ensure_ext native_pathsep relpath",
    "bpy.ops": "*",
    "bpy.data": "*",
    "bpy.context": "*",
    "bpy_extras": "object_utils io_utils view3d_utils mesh_utils",
    "bpy_extras.mesh_utils": """
        edge_face_count edge_face_count_dict edge_loops_from_edges mesh_linked_triangles
        mesh_linked_uv_islands ngon_tessellate triangle_random_points""",
    "bpy_extras.object_utils": "object_data_add world_to_camera_view AddObjectHelper",
    "bpy_extras.io_utils": "ImportHelper ExportHelper axis_conversion",
    "bpy_extras.view3d_utils": """
        region_2d_to_vector_3d region_2d_to_origin_3d location_3d_to_region_2d""",
    "numpy": """
        abs absolute add all allclose amax amin any append arange arccos arcsin arctan arctan2
        argmax argmin argsort argwhere array asarray ascontiguousarray array_equal array_split
        atleast_1d atleast_2d average bincount bool_ broadcast_to cbrt ceil clip column_stack
        concatenate convolve copy cos cosh count_nonzero cross cumprod cumsum deg2rad degrees
        diag diff digitize divide dot dstack dtype e einsum empty empty_like equal exp
        expand_dims expm1 eye fft fill_diagonal flatnonzero flip fliplr flipud float16 float32
        float64 floor floor_divide fmax fmin fmod full full_like geomspace gradient greater
        histogram hsplit hstack hypot identity indices inf inner int16 int32 int64 int8 integer
        interp intersect1d isclose isfinite isin isinf isnan ix_ kron less lexsort linalg
        linspace log log10 log1p log2 logical_and logical_not logical_or logspace matmul max
        maximum mean median meshgrid mgrid min minimum mod moveaxis multiply nan nan_to_num
        nanmax nanmean nanmin ndarray ndenumerate ndim ndindex negative newaxis nonzero norm
        not_equal number ogrid ones ones_like outer pad percentile pi piecewise poly1d polyfit
        polyval power prod ptp quantile r_ c_ rad2deg radians random ravel reciprocal remainder
        repeat reshape resize rint roll roots rot90 round searchsorted select set_printoptions
        setdiff1d shape sign sin sinc sinh size sort split sqrt square squeeze stack std
        subtract sum swapaxes take tan tanh tensordot tile trace transpose trapezoid trapz in1d
        float_ int_ bool tri tril triu true_divide trunc uint16 uint32 uint64 uint8 union1d
        unique unravel_index unwrap vander var vdot vectorize vsplit vstack where zeros
        zeros_like signbit errstate apply_along_axis apply_over_axes fromiter fromfunction
        concat isscalar delete insert rollaxis triu_indices tril_indices""",
    "numpy.random": """
        rand randn randint random uniform normal choice shuffle permutation seed default_rng
        random_sample RandomState exponential poisson beta gamma binomial standard_normal
        triangular""",
    "numpy.linalg": """
        norm inv det solve eig eigh svd qr lstsq pinv cholesky matrix_rank cross eigvals
        LinAlgError matrix_power""",
    "numpy.fft": "fft ifft fft2 ifft2 fftfreq rfft irfft fftshift ifftshift rfftfreq",
}
MODULES = {name: tuple(names.split()) for name, names in _MODULES.items()}
#: Module-level names that are modules of their own in ``MODULES``.
SUBMODULES = frozenset(name for name in MODULES if "." in name)
#: Modules that a script may use without importing them: the import is added.
ADDED_IMPORTS = {
    "bpy": "import bpy", "bmesh": "import bmesh", "mathutils": "import mathutils",
    "math": "import math", "random": "import random", "np": "import numpy as np",
    "numpy": "import numpy", "colorsys": "import colorsys", "itertools": "import itertools",
    "Vector": "from mathutils import Vector", "Matrix": "from mathutils import Matrix",
    "Euler": "from mathutils import Euler", "Quaternion": "from mathutils import Quaternion",
    "radians": "from math import radians", "time": "import time", "functools": "import functools",
    "collections": "import collections", "sys": "import sys", "os": "import os",
    "pi": "from math import pi", "sin": "from math import sin", "cos": "from math import cos",
}  # fmt: skip
#: Modules of which scripts get an empty or harmless shape, so that honest imports pass.
HOLLOW_MODULES = frozenset(
    """
    os os.path sys logging pathlib glob tempfile platform argparse importlib imp gc addon_utils
    subprocess shutil socket requests threading ctypes urllib urllib.request urllib.parse pickle
    zipfile webbrowser inspect queue multiprocessing signal
    bpy_extras.io_utils bpy_extras.view3d_utils
    """.split()
)

# ---------------------------------------------------------------- bpy

BPY = {
    "app": (
        "version", "version_string", "version_cycle", "version_file", "background", "binary_path",
        "tempdir", "debug", "factory_startup", "online_access", "build_options", "handlers",
        "timers", "driver_namespace", "translations",
    ),
    "props": (
        "BoolProperty", "BoolVectorProperty", "CollectionProperty", "EnumProperty", "FloatProperty",
        "FloatVectorProperty", "IntProperty", "IntVectorProperty", "PointerProperty",
        "StringProperty",
    ),
    "utils": ("register_class", "unregister_class", "register_classes_factory"),
    "path": MODULES["bpy.path"],
}  # fmt: skip
#: ``bpy.data`` collections that scripts may use, and their methods beside reading.
DATA = dict.fromkeys("actions armatures brushes cameras collections curves fonts grease_pencils " "grease_pencils_v3 hair_curves images lattices lightprobes lights linestyles materials " "meshes metaballs node_groups objects palettes particles pointclouds scenes " "speakers textures worlds".split(), ("new", "remove")) | {
    "shape_keys": (), "annotations": (), "gpencils": ("new", "remove"),
}  # fmt: skip
DATA_METHODS = {"meshes": ("new_from_object",), "objects": (), "images": ()}
DATA_VALUES = ("orphans_purge", "is_saved", "is_dirty", "version", "filepath")
#: Parts of ``bpy`` that take everything and do nothing.
BPY_VOID = frozenset(
    """
    app.handlers app.timers app.driver_namespace app.build_options app.translations
    data.screens data.workspaces data.window_managers data.texts data.sounds data.movieclips
    """.split()
)
#: ``bpy.data`` collections whose ``load`` gives something without a file.
LOADED = frozenset(("images", "fonts"))
#: Reading methods of every ``bpy.data`` collection.
DATA_READ = tuple("get keys values items find foreach_get foreach_set tag active".split())

CONTEXT = frozenset(
    """
    scene view_layer collection layer_collection object active_object edit_object mode
    selected_objects selected_editable_objects visible_objects editable_objects
    selectable_objects objects_in_mode objects_in_mode_unique_data active_bone
    active_pose_bone selected_bones selected_editable_bones selected_pose_bones visible_bones
    editable_bones visible_pose_bones pose_object sculpt_object vertex_paint_object
    weight_paint_object image_paint_object particle_edit_object tool_settings
    evaluated_depsgraph_get temp_override area region space_data screen window workspace
    window_manager preferences active_action engine region_data blend_data copy
    annotation_data gpencil grease_pencil selected_ids material world mesh user_preferences
    area_type light camera armature curve lattice meta_ball lightprobe bone edit_bone pose_bone
    active_node selected_nodes edit_image texture_slot particle_system particle_settings
    active_annotation_layer active_editable_fcurve property ui_list
    """.split()
)
#: Parts of the context that are Blender's interface and settings: scripts get a void in their place.
CONTEXT_VOID = frozenset(
    "area region space_data screen window workspace window_manager preferences region_data "
    "user_preferences edit_image ui_list property".split()
)

#: Operators: submodule -> patterns that are refused though their submodule is allowed.
OPERATORS: dict[str, tuple[str, ...]] = {
    "action": (),
    "anim": ("*bake*", "keying_set_export", "*_button*", "channels_*"),
    "armature": (),
    "boid": (),
    "collection": ("export*", "import*"),
    "constraint": (),
    "curve": (),
    "curves": (),
    "font": ("open", "unlink", "text_insert_unicode", "text_paste*", "text_copy", "text_cut"),
    "geometry": ("execute_node_group", "*bake*"),
    "gpencil": (),
    "grease_pencil": ("*bake*", "trace_image", "brush_*"),
    "graph": ("sound_*", "*bake*"),
    "lattice": (),
    "marker": (),
    "material": ("paste", "copy"),
    "mball": (),
    "mesh": (),
    "nla": ("soundclip*",),
    "object": (
        "*_cache_*", "*import*", "*drop*", "*override_library*", "make_links_scene", "camera_custom_update", "quick_smoke", "quick_liquid",
        "quick_fur", "*empty_image*", "load_*", "*relocate*", "add_modifier_menu", "add_named",
        "*modal*", "copy_global_transform", "paste_transform", "copy_relative_transform",
        "modifier_add_node_group", "transfer_mode",
    ),
    "outliner": (
        "id_*", "lib_*", "*operation", "*drop*", "*override*", "orphans_manage", "delete",
        "keyingset*", "drivers_*", "item_*", "action_set",
    ),
    "paint": ("*image*", "add_texture_paint_slot", "grab_clone"),
    # of the node editor's only what makes a tree: [!n]* is every name that starts otherwise
    "node": ("[!n]*", "new_comp*", "node_*"),
    "particle": ("*preset*",),
    "paintcurve": (),
    "palette": ("extract_from_image",),
    "pointcloud": (),
    "pose": ("copy", "paste"),
    "rigidbody": ("*bake*",),
    "scene": ("freestyle_module_*", "*preset*", "delete", "drop*", "gltf2*", "new_sequencer*"),
    "sculpt": ("brush_stroke", "*gesture*"),
    "sculpt_curves": (),
    "surface": (),
    "texture": (),
    "transform": (),
    "uv": ("export_layout", "*copy*", "*paste*"),
    "view3d": (
        "interactive_add", "pastebuffer", "*background_image*", "drop*", "ndof*", "vr_*", "ruler*",
    ),
    "world": (),
    "ed": ("undo_history", "undo_redo", "lib_*"),
    "cloth": ("*preset*",),
    "dpaint": ("bake", "output_toggle"),
    "mask": ("open",),
    "cycles": ("*",),
}  # fmt: skip
#: Operators that honest scripts call for their result outside the model: they do nothing.
IGNORED_OPERATORS: dict[str, tuple[str, ...]] = {
    "wm": (
        "save_as_mainfile", "save_mainfile", "save_homefile", "save_userpref", "read_factory_settings",
        "read_homefile", "redraw_timer", "*_export", "console_toggle", "call_*", "toolbar", "window_*", "revert_mainfile", "quit_blender",
        "context_*", "tool_*", "splash*", "search_*", "memory_statistics", "properties_*",
        "operator_*",
    ),
    "export_scene": ("*",), "export_mesh": ("*",), "export_anim": ("*",),
    "render": ("*",), "screen": ("*",), "workspace": ("*",), "view2d": ("*",), "sequencer": ("*",),
    "clip": ("*",), "sound": ("*",), "fluid": ("*",), "ui": ("*",), "poselib": ("*",),
    "preferences": ("addon_enable", "addon_disable", "addon_install", "addon_refresh"),
    "view3d": (
        "view_*", "localview", "toggle_shading", "toggle_xray", "zoom*", "camera_to_view*", "fly",
        "walk", "navigate", "copybuffer", "object_as_camera",
    ),
    "ed": ("undo_push", "undo", "redo", "flush_edits"),
    "file": ("*",), "text": ("*",), "ptcache": ("*",),
    "outliner": ("item_activate",),
    "info": ("*",),
    "image": ("*",),
    "object": ("*bake*", "make_local", "*external*"),
    "console": ("clear",),
    "asset": ("mark", "clear"),
}  # fmt: skip

#: Operators that would reach beyond the run's own things in the user's scene: nothing happens.
IDLE_IN_SCENE = frozenset(("outliner.orphans_purge", "scene.new"))
#: Values of operators that name data by number or from a menu: not in the user's scene.
REFERENCES = frozenset(("session_uid", "collection_uid", "collection_index"))
#: … and by name: in the user's scene it must be the run's own.
NAMED_REFERENCES = {
    "object.collection_instance_add": ("collection", "name"), "object.collection_link": ("collection",),
    "collection.objects_add_active": ("collection",), "collection.objects_remove": ("collection",),
    "collection.objects_remove_active": ("collection",),
}  # fmt: skip
#: Never in the user's scene.
REFUSED_IN_SCENE = frozenset(
    "object.data_instance_add object.transform_to_mouse marker.make_links_scene "
    "nla.actionclip_add grease_pencil.stroke_material_set".split()
)
#: Values of operators that multiply geometry, and how many elements they may ask for together.
COUNTS = frozenset(
    "segments ring_count major_segments minor_segments x_subdivisions y_subdivisions "
    "number_cuts vertices cuts steps".split()
)
MAX_COUNT = 4_000_000

#: Node types: prefixes that are allowed, then those among them that are not.
NODE_PREFIXES = tuple(
    "ShaderNode GeometryNode FunctionNode TextureNode Node CompositorNode".split()
)
DENIED_NODES = tuple(
    "ShaderNodeScript ShaderNodeTexIES GeometryNodeImport CompositorNodeOutputFile".split()
)
#: Modifiers that keep files of their own.
DENIED_MODIFIERS = frozenset(("FLUID",))

#: A driver expression that Blender evaluates without Python: numbers, names, arithmetic.
DRIVER_EXPRESSION = re.compile(r"[\w\s+\-*/%.,()<>=!]{0,256}", re.ASCII)
DRIVER_NAMES = frozenset(
    """
    pi True False and or not if else min max radians degrees abs fabs floor ceil trunc round int
    sin cos tan asin acos atan atan2 exp log sqrt pow fmod lerp clamp smoothstep frame
    """.split()
)
