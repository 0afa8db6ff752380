# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the packaging that has to be computed: the checkout's root is the package ``ll3m``.

Blender wants ``__init__.py`` beside the manifest, so there is no folder named ``ll3m``;
a new folder (a kind, say) must need no line here.
"""

from __future__ import annotations

from setuptools import find_packages, setup

setup(
    package_dir={"ll3m": "."},
    packages=[
        "ll3m",
        *(f"ll3m.{name}" for name in find_packages(include=["bridge*", "ll3m_addon*"])),
    ],
    package_data={
        "": ["py.typed", "*.json", "*.html", "*.css", "*.js", "*.svg", "*.sql", "*.txt"],
        "ll3m": ["blender_manifest.toml"],
    },
)
