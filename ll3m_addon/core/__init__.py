# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations bound to handlers, jobs, settings, and the seams to everything else.

May import ``bridge.contract`` only; knows neither bpy nor its sibling layers, which
reach it through the protocols in ``seams``.
"""
