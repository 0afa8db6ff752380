# SPDX-License-Identifier: GPL-3.0-or-later
"""What must stay refused or ignored, row by row of the policy's tables; a second, own list."""

from __future__ import annotations

#: table -> its rows
ROWS = {
    "DENIED_ATTRIBUTES": """
        ForwardRef activate_file_by_relative_path ag_code ag_frame alembic_export app_template
        app_template_paths as_module as_pointer as_string attrgetter batch_remove
        bit_generator bl_rna bl_rna_get_subclass bl_rna_get_subclass_py
        bl_system_properties_get byteswap co_code co_consts co_names co_varnames
        collada_export cr_await cr_code cr_frame cr_origin ctypes ctypeslib cycles_bake
        debug_preview debug_relations_graphviz debug_stats_gnuplot draw_funcs execfile
        execute_script extension_path_user f_back f_builtins f_code f_globals f_locals f_trace
        file_path_foreach file_path_map filepath_from_user from_string frombuffer fromfile
        fromregex func_code func_globals genfromtxt get_annotations get_type_hints getfield
        gi_code gi_frame gi_yieldfrom gl_free gl_load gl_touch id_properties_clear
        id_properties_ensure image_load is_registered_node_type keyconfigs keymaps
        library_weak_reference load_from_file load_image load_images load_scripts
        load_scripts_extensions loadtxt make_dataclass make_local_id memmap methodcaller
        modules_from_path mro newbyteorder npyio override_create override_hierarchy_create
        override_library override_template_create pack_linked_ids_hierarchy packed_file
        packed_files path_from_module path_resolve preset_paths readinto readinto1
        refresh_script_paths region_as_string register_cli_command register_manual_map
        register_module register_preset_path register_submodule_factory register_tool
        resource_path rna_type save_userpref savetxt savez savez_compressed script_path_pref
        script_path_user script_paths set_string_function setbufsize setfield setflags strides
        tb_frame tb_lasti tb_lineno tb_next temp_data to_string tofile unpack unregister_tool
        use_module use_script_file user_map user_resource write_still
        """,
    "RNA_DENIED": """
        asset_clear asset_generate_preview asset_mark bake bind clipboard draw_handler_add
        draw_handler_remove driver_namespace event_timer_add event_timer_remove execute export
        filepath_resolve fileselect_add handlers import_ invoke_confirm invoke_popup
        invoke_props_dialog invoke_search_popup link_to load modal_handler_add msgbus new_clip
        new_image new_meta new_movie new_sound open pack_all popover popup_menu prepend
        register_class register_classes_factory reload rename save save_render script_update
        send_to timers unlink_file unregister_class write
        """,
    "IDLE_METHODS": """
        asset_clear asset_generate_preview asset_mark pack_all reload save save_render
        """,
    "PATH_ATTRIBUTES": """
        animation_player bake_directory base_path cache_directory custom_directory
        custom_filepath directory file_name file_output_path filename filepath filepath_raw
        font_directory frame_filepath full_library_path full_path i18n_branches_directory
        icon_filepath image_editor image_output_path output_path proxy_dir proxy_filepath
        relative_path render_cache_directory render_output_directory sound_directory
        temporary_directory text_editor texture_directory use_disk_cache
        """,
    "SET_WATCHED": """
        expression script
        """,
    "WATCHED_ATTRIBUTES": """
        cast dump format format_map new register resize
        """,
    "DENIED_NODES": """
        CompositorNodeOutputFile GeometryNodeImport ShaderNodeScript ShaderNodeTexIES
        """,
    "DENIED_MODIFIERS": """
        FLUID
        """,
    "BPY_VOID": """
        app.build_options app.driver_namespace app.handlers app.timers app.translations
        data.movieclips data.screens data.sounds data.texts data.window_managers
        data.workspaces
        """,
    "CONTEXT_VOID": """
        area edit_image preferences property region region_data screen space_data ui_list
        user_preferences window window_manager workspace
        """,
    "HOLLOW_MODULES": """
        addon_utils argparse bpy_extras.io_utils bpy_extras.view3d_utils ctypes gc glob imp
        importlib inspect logging multiprocessing os os.path pathlib pickle platform queue
        requests shutil signal socket subprocess sys tempfile threading urllib urllib.parse
        urllib.request webbrowser zipfile
        """,
    "LOADED": """
        fonts images
        """,
    "REFERENCES": """
        collection_index collection_uid session_uid
        """,
    "REFUSED_IN_SCENE": """
        grease_pencil.stroke_material_set marker.make_links_scene nla.actionclip_add
        object.data_instance_add object.transform_to_mouse
        """,
    "IDLE_IN_SCENE": """
        outliner.orphans_purge scene.new
        """,
    "COUNTS": """
        cuts major_segments minor_segments number_cuts ring_count segments steps vertices
        x_subdivisions y_subdivisions
        """,
}
#: group -> pattern -> an operator that it alone refuses
REFUSED_OPERATORS: dict[str, dict[str, str]] = {
    "anim": {
        "*bake*": "xbakex",
        "keying_set_export": "keying_set_export",
        "*_button*": "copy_driver_button",
        "channels_*": "channels_clean_empty",
    },
    "collection": {"export*": "export_all", "import*": "importx"},
    "font": {
        "open": "open",
        "unlink": "unlink",
        "text_insert_unicode": "text_insert_unicode",
        "text_paste*": "text_paste",
        "text_copy": "text_copy",
        "text_cut": "text_cut",
    },
    "geometry": {"execute_node_group": "execute_node_group", "*bake*": "xbakex"},
    "grease_pencil": {
        "*bake*": "bake_grease_pencil_animation",
        "trace_image": "trace_image",
        "brush_*": "brush_stroke",
    },
    "graph": {"sound_*": "sound_to_samples", "*bake*": "bake_keys"},
    "material": {"paste": "paste", "copy": "copy"},
    "nla": {"soundclip*": "soundclip_add"},
    "object": {
        "*_cache_*": "lightprobe_cache_free",
        "*import*": "volume_import",
        "*drop*": "drop_geometry_nodes",
        "*override_library*": "clear_override_library",
        "make_links_scene": "make_links_scene",
        "camera_custom_update": "camera_custom_update",
        "quick_smoke": "quick_smoke",
        "quick_liquid": "quick_liquid",
        "quick_fur": "quick_fur",
        "*empty_image*": "empty_image_add",
        "load_*": "load_x",
        "*relocate*": "xrelocatex",
        "add_modifier_menu": "add_modifier_menu",
        "add_named": "add_named",
        "*modal*": "xmodalx",
        "copy_global_transform": "copy_global_transform",
        "paste_transform": "paste_transform",
        "copy_relative_transform": "copy_relative_transform",
        "modifier_add_node_group": "modifier_add_node_group",
        "transfer_mode": "transfer_mode",
    },
    "outliner": {
        "id_*": "id_copy",
        "lib_*": "lib_relocate",
        "*operation": "animdata_operation",
        "*drop*": "collection_drop",
        "*override*": "xoverridex",
        "orphans_manage": "orphans_manage",
        "delete": "delete",
        "keyingset*": "keyingset_add_selected",
        "drivers_*": "drivers_add_selected",
        "item_*": "item_openclose",
        "action_set": "action_set",
    },
    "paint": {
        "*image*": "image_from_view",
        "add_texture_paint_slot": "add_texture_paint_slot",
        "grab_clone": "grab_clone",
    },
    "node": {
        "[!n]*": "activate_viewer",
        "new_comp*": "new_compositing_node_group",
        "node_*": "node_color_preset_add",
    },
    "particle": {"*preset*": "hair_dynamics_preset_add"},
    "palette": {"extract_from_image": "extract_from_image"},
    "pose": {"copy": "copy", "paste": "paste"},
    "rigidbody": {"*bake*": "bake_to_keyframes"},
    "scene": {
        "freestyle_module_*": "freestyle_module_add",
        "*preset*": "gpencil_brush_preset_add",
        "delete": "delete",
        "drop*": "drop_scene_asset",
        "gltf2*": "gltf2_action_filter_refresh",
        "new_sequencer*": "new_sequencer",
    },
    "sculpt": {"brush_stroke": "brush_stroke", "*gesture*": "face_set_box_gesture"},
    "uv": {"export_layout": "export_layout", "*copy*": "copy", "*paste*": "paste"},
    "view3d": {
        "interactive_add": "interactive_add",
        "pastebuffer": "pastebuffer",
        "*background_image*": "camera_background_image_add",
        "drop*": "drop_world",
        "ndof*": "ndofx",
        "vr_*": "vr_x",
        "ruler*": "ruler_add",
    },
    "ed": {
        "undo_history": "undo_history",
        "undo_redo": "undo_redo",
        "lib_*": "lib_id_fake_user_toggle",
    },
    "cloth": {"*preset*": "preset_add"},
    "dpaint": {"bake": "bake", "output_toggle": "output_toggle"},
    "mask": {"open": "open"},
    "cycles": {"*": "denoise_animation"},
}
#: group -> pattern -> an operator that does nothing by it alone
IGNORED_OPERATORS: dict[str, dict[str, str]] = {
    "wm": {
        "save_as_mainfile": "save_as_mainfile",
        "save_mainfile": "save_mainfile",
        "save_homefile": "save_homefile",
        "save_userpref": "save_userpref",
        "read_factory_settings": "read_factory_settings",
        "read_homefile": "read_homefile",
        "redraw_timer": "redraw_timer",
        "*_export": "alembic_export",
        "console_toggle": "console_toggle",
        "call_*": "call_asset_shelf_popover",
        "toolbar": "toolbar",
        "window_*": "window_close",
        "revert_mainfile": "revert_mainfile",
        "quit_blender": "quit_blender",
        "context_*": "context_collection_boolean_set",
        "tool_*": "tool_set_by_brush_type",
        "splash*": "splash",
        "search_*": "search_menu",
        "memory_statistics": "memory_statistics",
        "properties_*": "properties_add",
        "operator_*": "operator_cheat_sheet",
    },
    "export_scene": {"*": "fbx"},
    "export_mesh": {"*": "x"},
    "export_anim": {"*": "bvh"},
    "render": {"*": "color_management_white_balance_preset_add"},
    "screen": {"*": "actionzone"},
    "workspace": {"*": "add"},
    "view2d": {"*": "edge_pan"},
    "sequencer": {"*": "add_scene_strip_from_scene_asset"},
    "clip": {"*": "add_marker"},
    "sound": {"*": "bake_animation"},
    "fluid": {"*": "bake_all"},
    "ui": {"*": "assign_default_button"},
    "poselib": {"*": "apply_pose_asset"},
    "preferences": {
        "addon_enable": "addon_enable",
        "addon_disable": "addon_disable",
        "addon_install": "addon_install",
        "addon_refresh": "addon_refresh",
    },
    "view3d": {
        "view_*": "view_all",
        "localview": "localview",
        "toggle_shading": "toggle_shading",
        "toggle_xray": "toggle_xray",
        "zoom*": "zoom",
        "camera_to_view*": "camera_to_view",
        "fly": "fly",
        "walk": "walk",
        "navigate": "navigate",
        "copybuffer": "copybuffer",
        "object_as_camera": "object_as_camera",
    },
    "ed": {"undo_push": "undo_push", "undo": "undo", "redo": "redo", "flush_edits": "flush_edits"},
    "file": {"*": "autopack_toggle"},
    "text": {"*": "autocomplete"},
    "ptcache": {"*": "add"},
    "outliner": {"item_activate": "item_activate"},
    "info": {"*": "report_copy"},
    "image": {"*": "add_render_slot"},
    "object": {
        "*bake*": "bake",
        "make_local": "make_local",
        "*external*": "collection_external_asset_drop",
    },
    "console": {"clear": "clear"},
    "asset": {"mark": "mark", "clear": "clear"},
}
