# SPDX-License-Identifier: GPL-3.0-or-later
"""The child side of the jail: what runs inside the Blender that hostile scripts run in.

``main.py`` is the program, ``zygote.py`` forks a child per task (Linux), ``child.py``
is the child's life, ``confine.py`` its walls, ``trial.py`` and ``reduce.py`` its work.
Imports the standard library, bpy, and of this package only what does the same.
"""
