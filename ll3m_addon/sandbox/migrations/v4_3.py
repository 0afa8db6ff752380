# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: SIM905
"""Blender 4.3: the old EEVEE's settings went for good; grease pencil was written anew."""

from __future__ import annotations

from .edits import Migration
from .replacing import drop_statement
from .shapes import enum_text, quoted, rename_data, rename_operator

__all__ = ["MIGRATIONS"]

SINCE = (4, 3)
#: Settings of the EEVEE before 4.2 that 4.2 kept without effect and 4.3 dropped.
EEVEE = tuple(
    """
    use_bloom bloom_threshold bloom_color bloom_knee bloom_radius bloom_clamp bloom_intensity
    use_ssr use_ssr_refraction use_ssr_halfres ssr_quality ssr_max_roughness ssr_thickness
    ssr_border_fade ssr_firefly_fac sss_samples sss_jitter_threshold
    use_gtao_bent_normals use_gtao_bounce gtao_factor
    use_soft_shadows shadow_cube_size shadow_cascade_size use_shadow_high_bitdepth
    use_volumetric_lights bokeh_denoise_fac use_bokeh_high_quality_slight_defocus
    gi_irradiance_smoothing gi_filter_quality gi_show_irradiance gi_show_cubemaps
    gi_irradiance_display_size gi_cubemap_display_size
    """.split()
)
LIGHT = tuple(
    """
    use_contact_shadow contact_shadow_distance contact_shadow_bias contact_shadow_thickness
    shadow_buffer_bias shadow_color
    """.split()
)
LINE_ART = {
    "LRT_SCENE": "LINEART_SCENE", "LRT_COLLECTION": "LINEART_COLLECTION",
    "LRT_OBJECT": "LINEART_OBJECT",
}  # fmt: skip
MODES = {
    "EDIT_GPENCIL": "EDIT", "SCULPT_GPENCIL": "SCULPT_GREASE_PENCIL",
    "PAINT_GPENCIL": "PAINT_GREASE_PENCIL", "WEIGHT_GPENCIL": "WEIGHT_GREASE_PENCIL",
    "VERTEX_GPENCIL": "VERTEX_GREASE_PENCIL",
}  # fmt: skip

MIGRATIONS: tuple[Migration, ...] = (
    drop_statement(
        "eevee.removed", SINCE, "EEVEE has no {!r} since 4.3.",
        "Leave it out: EEVEE works it out itself; glow is the compositor's.",
        attributes=EEVEE, owner=("eevee",),
    ),
    drop_statement(
        "material.shadow_method", SINCE, "Materials have no {!r} since 4.3.",
        "Leave it out; use_transparent_shadow is what is left of it.",
        attributes=("shadow_method",), owner=("material",),
    ),
    drop_statement(
        "light.shadow_settings", SINCE, "Lights have no {!r} since 4.3.", "Leave it out.",
        attributes=LIGHT, owner=("light",),
    ),
    rename_operator(
        "gpencil.add", SINCE, "object.gpencil_add", "object.grease_pencil_add",
        values={"type": {old: quoted(new) for old, new in LINE_ART.items()}},
    ),
    rename_data(
        "gpencil.data", SINCE, {"grease_pencils": "grease_pencils_v3"}, until=(5, 0)
    ),
    enum_text(
        "gpencil.type", SINCE, {"GPENCIL": "GREASEPENCIL"}, ("type",), ("target", "type"),
        calls=("convert", "add", "select_by_type"),
    ),
    enum_text("gpencil.mode", SINCE, MODES, ("mode",), ("mode",), calls=("mode_set",)),
)  # fmt: skip
