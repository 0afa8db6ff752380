# SPDX-License-Identifier: GPL-3.0-or-later
"""Kind ``design_spec``: a scene as data whose objects stay editable, in the spec and in Blender."""
