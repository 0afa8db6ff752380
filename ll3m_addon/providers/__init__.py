# SPDX-License-Identifier: GPL-3.0-or-later
"""Chat clients: everything that turns a ``ChatRequest`` into streamed text.

``registry.open_providers`` is the way in. May import ``core`` and ``bridge.contract``;
knows neither bpy nor its sibling layers.
"""
