# SPDX-License-Identifier: GPL-3.0-or-later
"""Make ``import ll3m`` work in a script that Blender or a bare Python runs from a checkout.

A script in this folder starts with::

    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import _bootstrap

    _bootstrap.prepare()

Where the script belongs to an enabled extension, ``ll3m`` is that extension under a second name:
the same modules, not a second copy of them. Elsewhere the folder above becomes the package.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

__all__ = ["ROOT", "alias", "prepare"]

ROOT = Path(__file__).resolve().parents[1]
NAME = "ll3m"


class _Alias(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers for ``ll3m`` and all below it with the modules of another package."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != NAME and not fullname.startswith(f"{NAME}."):
            return None
        real = importlib.util.find_spec(self.package + fullname.removeprefix(NAME))
        if real is None:
            return None
        is_package = real.submodule_search_locations is not None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=is_package)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module = importlib.import_module(self.package + spec.name.removeprefix(NAME))
        # The import system is about to put the alias's spec there; exec_module mends it.
        spec.loader_state = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        alias = module.__spec__
        if alias is not None and alias.loader is self:
            module.__spec__ = alias.loader_state


def alias(package: str) -> None:
    """Make ``ll3m`` a second name of ``package`` and of all modules in it."""
    sys.meta_path.insert(0, _Alias(package))


def _enabled_extension(anywhere: bool) -> str | None:
    """The name under which Blender has loaded LL3M as an extension, if it has.

    Without ``anywhere`` it counts only if it lies in the same folder as this script.
    """
    for name, module in list(sys.modules.items()):
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == "bl_ext" and parts[2] == NAME:
            places = getattr(module, "__path__", [])
            if anywhere or any(Path(place).resolve() == ROOT for place in places):
                return name
    return None


def _add_extension_libraries() -> None:
    """Let an extension that Blender has not enabled (``--factory-startup``) find its wheels."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    libraries = ROOT.parents[1] / ".local" / "lib" / python / "site-packages"
    if libraries.is_dir() and str(libraries) not in sys.path:
        sys.path.insert(0, str(libraries))


def _load_checkout() -> None:
    """Make the folder above this one the package ``ll3m``."""
    found = importlib.util.spec_from_file_location(
        NAME, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    if found is None or found.loader is None:
        raise ImportError(f"There is no package in {ROOT}.")
    module = importlib.util.module_from_spec(found)
    sys.modules[NAME] = module
    found.loader.exec_module(module)


def _in_blender_program() -> bool:
    bpy = sys.modules.get("bpy")
    return bool(bpy and bpy.app.binary_path)


def prepare(*, extension: bool = False) -> None:
    """Make ``import ll3m`` work, unless it does already.

    With ``extension`` it is the enabled extension, even if that is another copy than the
    script's own.

    Raises:
        SystemExit: 2, a library that LL3M needs is missing; standard error says what to do.
    """
    if NAME not in sys.modules:
        package = _enabled_extension(anywhere=extension)
        if package:
            alias(package)
        elif importlib.util.find_spec(NAME) is None:
            _add_extension_libraries()
            _load_checkout()
        if _in_blender_program():
            importlib.import_module(f"{NAME}.ll3m_addon.blender.own_wheels").prefer_own_wheels()
    if importlib.util.find_spec("pydantic") is None:
        print(
            "LL3M's libraries are not there for this Python "
            f"({sys.version_info.major}.{sys.version_info.minor}). Install the LL3M extension "
            "in this Blender, or use the environment that 'make demo' sets up.",
            file=sys.stderr,
        )
        sys.exit(2)
