# SPDX-License-Identifier: GPL-3.0-or-later
"""The offline composer: rules that turn a prompt into a parametric script, without a model.

``grammar`` reads the prompt into a ``Request``, ``resolve`` settles its numbers and
finishes with the help of a ``Family``, ``layout`` places several things, ``script``
writes the text. ``registry`` lists the families by the nouns that name them.
"""

from __future__ import annotations

from .composer import OfflineComposer, compose

__all__ = ["OfflineComposer", "compose"]
