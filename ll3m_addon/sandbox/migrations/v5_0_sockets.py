# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of nodes that became inputs in Blender 5.0: type -> property -> (input, values).

The values are the enum's old ids with the names that the menu of the input takes. Read out of
Blender 4.5 (both ids and names) and 5.0; the numbers of the compositor out of 4.5, which has both.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["COMPOSITOR", "GEOMETRY"]

Row = Mapping[str, tuple[str, Mapping[str, str]]]

_VOXELS = {"VOXEL_AMOUNT": "Amount", "VOXEL_SIZE": "Size"}
_NUMBER: Mapping[str, str] = {}

GEOMETRY: Mapping[str, Row] = {
    "GeometryNodeDistributePointsInVolume": {
        "mode": ("Mode", {"DENSITY_RANDOM": "Random", "DENSITY_GRID": "Grid"}),
    },
    "GeometryNodeFillCurve": {"mode": ("Mode", {"TRIANGLES": "Triangles", "NGONS": "N-gons"})},
    "GeometryNodeFilletCurve": {"mode": ("Mode", {"BEZIER": "Bézier", "POLY": "Poly"})},
    "GeometryNodeMergeByDistance": {"mode": ("Mode", {"ALL": "All", "CONNECTED": "Connected"})},
    "GeometryNodeMeshToVolume": {"resolution_mode": ("Resolution Mode", _VOXELS)},
    "GeometryNodePointsToVolume": {"resolution_mode": ("Resolution Mode", _VOXELS)},
    "GeometryNodeVolumeToMesh": {
        "resolution_mode": ("Resolution Mode", {"GRID": "Grid", **_VOXELS}),
    },
    "GeometryNodeRaycast": {
        "mapping": ("Interpolation", {"INTERPOLATED": "Interpolated", "NEAREST": "Nearest"}),
    },
    "GeometryNodeRemoveAttribute": {
        "pattern_mode": ("Pattern Mode", {"EXACT": "Exact", "WILDCARD": "Wildcard"}),
    },
    "GeometryNodeResampleCurve": {
        "mode": ("Mode", {"EVALUATED": "Evaluated", "COUNT": "Count", "LENGTH": "Length"}),
    },
    "GeometryNodeScaleElements": {
        "scale_mode": ("Scale Mode", {"UNIFORM": "Uniform", "SINGLE_AXIS": "Single Axis"}),
    },
    "GeometryNodeSetCurveNormal": {
        "mode": ("Mode", {"MINIMUM_TWIST": "Minimum Twist", "Z_UP": "Z Up", "FREE": "Free"}),
    },
    "GeometryNodeSubdivisionSurface": {
        "uv_smooth": ("UV Smooth", {
            "NONE": "None", "PRESERVE_CORNERS": "Keep Corners",
            "PRESERVE_CORNERS_AND_JUNCTIONS": "Keep Corners, Junctions",
            "PRESERVE_CORNERS_JUNCTIONS_AND_CONCAVE": "Keep Corners, Junctions, Concave",
            "PRESERVE_BOUNDARIES": "Keep Boundaries", "SMOOTH_ALL": "All",
        }),
        "boundary_smooth": (
            "Boundary Smooth", {"PRESERVE_CORNERS": "Keep Corners", "ALL": "All"},
        ),
    },
    "GeometryNodeTransform": {
        "mode": ("Mode", {"COMPONENTS": "Components", "MATRIX": "Matrix"}),
    },
    "GeometryNodeTriangulate": {
        "quad_method": ("Quad Method", {
            "BEAUTY": "Beauty", "FIXED": "Fixed", "FIXED_ALTERNATE": "Fixed Alternate",
            "SHORTEST_DIAGONAL": "Shortest Diagonal", "LONGEST_DIAGONAL": "Longest Diagonal",
        }),
        "ngon_method": ("N-gon Method", {"BEAUTY": "Beauty", "CLIP": "Clip"}),
    },
    "GeometryNodeUVUnwrap": {
        "method": ("Method", {"ANGLE_BASED": "Angle Based", "CONFORMAL": "Conformal"}),
    },
}  # fmt: skip

COMPOSITOR: Mapping[str, Row] = {
    "CompositorNodeGlare": {
        "glare_type": ("Type", {
            "BLOOM": "Bloom", "GHOSTS": "Ghosts", "STREAKS": "Streaks", "FOG_GLOW": "Fog Glow",
            "SIMPLE_STAR": "Simple Star",
        }),
        "quality": ("Quality", {"HIGH": "High", "MEDIUM": "Medium", "LOW": "Low"}),
        "threshold": ("Threshold", _NUMBER), "iterations": ("Iterations", _NUMBER),
        "streaks": ("Streaks", _NUMBER), "angle_offset": ("Streaks Angle", _NUMBER),
        "fade": ("Fade", _NUMBER), "color_modulation": ("Color Modulation", _NUMBER),
        "use_rotate_45": ("Diagonal", _NUMBER),
    },
    "CompositorNodeBlur": {
        "filter_type": ("Type", {
            "FLAT": "Flat", "TENT": "Tent", "QUAD": "Quadratic", "CUBIC": "Cubic",
            "GAUSS": "Gaussian", "FAST_GAUSS": "Fast Gaussian", "CATROM": "Catrom",
            "MITCH": "Mitch",
        }),
        "use_extended_bounds": ("Extend Bounds", _NUMBER),
    },
    "CompositorNodeFilter": {
        "filter_type": ("Type", {
            "SOFTEN": "Soften", "SHARPEN": "Box Sharpen", "SHARPEN_DIAMOND": "Diamond Sharpen",
            "LAPLACE": "Laplace", "SOBEL": "Sobel", "PREWITT": "Prewitt", "KIRSCH": "Kirsch",
            "SHADOW": "Shadow",
        }),
    },
    "CompositorNodeLensdist": {
        "use_jitter": ("Jitter", _NUMBER), "use_fit": ("Fit", _NUMBER),
    },
    "CompositorNodeDenoise": {
        "use_hdr": ("HDR", _NUMBER),
        "prefilter": ("Prefilter", {"NONE": "None", "FAST": "Fast", "ACCURATE": "Accurate"}),
    },
    "CompositorNodeTonemap": {
        "tonemap_type": (
            "Type", {"RD_PHOTORECEPTOR": "R/D Photoreceptor", "RH_SIMPLE": "Rh Simple"},
        ),
        "key": ("Key", _NUMBER), "gamma": ("Gamma", _NUMBER),
        "intensity": ("Intensity", _NUMBER), "contrast": ("Contrast", _NUMBER),
    },
    "CompositorNodeKuwahara": {
        "variation": ("Type", {"CLASSIC": "Classic", "ANISOTROPIC": "Anisotropic"}),
        "uniformity": ("Uniformity", _NUMBER), "sharpness": ("Sharpness", _NUMBER),
        "eccentricity": ("Eccentricity", _NUMBER),
    },
    "CompositorNodeColorBalance": {
        "correction_method": ("Type", {
            "LIFT_GAMMA_GAIN": "Lift/Gamma/Gain", "WHITEPOINT": "White Point",
            "OFFSET_POWER_SLOPE": "Offset/Power/Slope (ASC-CDL)",
        }),
    },
    "CompositorNodePixelate": {"pixel_size": ("Size", _NUMBER)},
    "CompositorNodeScale": {
        "space": ("Type", {
            "RELATIVE": "Relative", "ABSOLUTE": "Absolute", "SCENE_SIZE": "Scene Size",
            "RENDER_SIZE": "Render Size",
        }),
    },
    "CompositorNodeSetAlpha": {
        "mode": ("Type", {"APPLY": "Apply Mask", "REPLACE_ALPHA": "Replace Alpha"}),
    },
}  # fmt: skip
