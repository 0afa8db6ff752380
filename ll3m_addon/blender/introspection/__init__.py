# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes down the API of the Blender it runs in: a program of its own, one JSON line an entry.

``main.py`` is the program, started by ``knowledge.build`` in a Blender without a user's
settings. It runs code of ours only and needs nothing of the package outside this folder. Each
line holds ``name``, ``kind``, ``signature``, ``text`` and ``alias`` (other names of the same
thing). ``words.py`` says things as Python would, ``classes.py`` reads Blender's classes,
``modules.py`` operators and what is written in C.
"""
