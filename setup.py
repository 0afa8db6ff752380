# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the packaging that has to be computed: the checkout's root is the package ``ll3m``.

Blender wants ``__init__.py`` beside the manifest, so there is no folder named ``ll3m``;
a new folder (a kind, say) must need no line here.
"""

from __future__ import annotations

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py


class BuildWithoutSetup(build_py):
    """This file lies in the package's folder, but is no module of it."""

    def find_package_modules(self, package: str, package_dir: str) -> list[tuple[str, str, str]]:
        modules = super().find_package_modules(package, package_dir)
        return [each for each in modules if (each[0], each[1]) != ("ll3m", "setup")]


setup(
    cmdclass={"build_py": BuildWithoutSetup},
    package_dir={"ll3m": "."},
    packages=[
        "ll3m",
        *(f"ll3m.{name}" for name in find_packages(include=["bridge*", "ll3m_addon*"])),
    ],
    package_data={
        "": ["py.typed", "*.md", "*.json", "*.html", "*.css", "*.js", "*.svg", "*.sql", "*.txt"],
        "ll3m": ["blender_manifest.toml"],
    },
    exclude_package_data={"ll3m": ["*.md"]},  # the checkout's own documents
)
