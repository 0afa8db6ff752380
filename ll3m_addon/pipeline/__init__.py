# SPDX-License-Identifier: GPL-3.0-or-later
"""From prompt to version: code, check, trial, repair, preview, place.

May import every layer but ``blender``; reaches Blender through the jail and the host.
"""
