# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender 4.0: the Principled shader's sockets got new names."""

from __future__ import annotations

from .shapes import rename_key

__all__ = ["MIGRATIONS"]

#: Release notes 4.0, "Principled BSDF": old socket name -> new one.
SOCKETS = {
    "Subsurface": "Subsurface Weight",
    "Subsurface Color": "Base Color",
    "Specular": "Specular IOR Level",
    "Transmission": "Transmission Weight",
    "Clearcoat": "Coat Weight",
    "Clearcoat Roughness": "Coat Roughness",
    "Clearcoat Normal": "Coat Normal",
    "Sheen": "Sheen Weight",
    "Emission": "Emission Color",
}


MIGRATIONS = (rename_key("socket.principled", (4, 0), SOCKETS),)
