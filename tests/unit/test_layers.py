# SPDX-License-Identifier: GPL-3.0-or-later
"""The import rules of the house, read from the source itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: layer -> layers of this package it may import. ``*`` is everything.
MAY_IMPORT: dict[str, set[str]] = {
    "bridge.contract": set(),
    "bridge": {"bridge.contract", "bridge"},
    "core": {"bridge.contract"},
    "sandbox": {"bridge.contract", "core"},
    "knowledge": {"bridge.contract", "core"},
    "providers": {"bridge.contract", "core"},
    "library": {"bridge.contract", "core"},
    "kinds": {"bridge.contract", "core"},
    "pipeline": {
        "bridge.contract", "core", "sandbox", "knowledge", "providers", "library", "kinds",
    },
    "blender": {"*"},
    "root": {"*"},
}  # fmt: skip
#: What comes from outside, by layer; the standard library is free.
BRIDGE_MAY_USE = {
    "pydantic",
    "uvicorn",
    "h11",
    "wsproto",
    "click",
    "rich",
    "platformdirs",
    "requests",
}
BPY_MODULES = {
    "bpy",
    "bmesh",
    "mathutils",
    "gpu",
    "gpu_extras",
    "blf",
    "bpy_extras",
    "bl_ui",
    "addon_utils",
    "idprop",
    "imbuf",
}


def layer_of(module: str) -> str:
    """``ll3m_addon.core.jobs`` -> ``core``; ``bridge.contract.job`` -> ``bridge.contract``."""
    parts = module.split(".")
    if parts[0] == "bridge":
        # The version is what everyone may say of themselves; it stands beside the contract.
        return "bridge.contract" if parts[1:2] in (["contract"], ["version"]) else "bridge"
    if parts[0] == "ll3m_addon" and len(parts) > 1:
        return parts[1]
    return "root"


def source_files() -> list[Path]:
    roots = [ROOT / "bridge", ROOT / "ll3m_addon"]
    # Recipes are scripts as models write them: data of the package, never imported.
    recipes = ROOT / "ll3m_addon" / "knowledge" / "recipes"
    found = (path for root in roots for path in root.rglob("*.py"))
    return sorted(path for path in found if path.parent != recipes)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> list[tuple[int, str, bool]]:
    """Each import as (line, absolute module within the package or outside, is ours)."""
    name = module_name(path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: list[tuple[int, str, bool]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name, False) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if not node.level:
                found.append((node.lineno, node.module or "", False))
                continue
            parts = package.split(".") if package else []
            base = parts[: len(parts) - (node.level - 1)]
            target = ".".join([*base, *(node.module.split(".") if node.module else [])])
            names = [
                f"{target}.{alias.name}" if not node.module else target for alias in node.names
            ]
            found += [(node.lineno, each, True) for each in names]
    return found


def test_each_layer_imports_only_what_the_design_allows() -> None:
    wrong = []
    for path in source_files():
        layer = layer_of(module_name(path))
        allowed = MAY_IMPORT.get(layer, set()) | {layer}
        for line, target, ours in imports(path):
            if ours and "*" not in allowed and layer_of(target) not in allowed:
                wrong.append(f"{path.relative_to(ROOT)}:{line} {layer} may not import {target}")
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_blender_but_the_root() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in source_files()
        if layer_of(module_name(path)) != "blender"
        for line, target, ours in imports(path)
        if ours and layer_of(target) == "blender"
    ]
    assert not wrong, "\n".join(wrong)


def test_bpy_is_imported_only_in_the_blender_folder() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path in source_files()
        if layer_of(module_name(path)) != "blender"
        for line, target, ours in imports(path)
        if not ours and target.split(".")[0] in BPY_MODULES
    ]
    assert not wrong, "\n".join(wrong)


def test_bridge_uses_only_pydantic_web_libraries_and_the_standard_library() -> None:
    import sys

    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path in source_files()
        if layer_of(module_name(path)).startswith("bridge")
        for line, target, ours in imports(path)
        if not ours
        and target.split(".")[0] not in sys.stdlib_module_names | BRIDGE_MAY_USE | {"__future__"}
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_within_the_package_are_relative() -> None:
    """An extension's package name is chosen by Blender; an absolute name would break there."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for path in source_files()
        for line, target, ours in imports(path)
        if not ours and target.split(".")[0] in {"ll3m", "ll3m_addon", "bridge"}
    ]
    assert not wrong, "\n".join(wrong)


def test_no_window_of_the_context_is_kept_or_written_to() -> None:
    """In Blender 4.2 and 4.3 it may belong to a scene that is gone: ``blender/windows.py``."""
    written = re.compile(r"context\.window\.\w+ = |= bpy\.context\.window\b")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in source_files()
        if path.name != "windows.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if written.search(line)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "layer"),
    [
        ("bridge.contract.job", "bridge.contract"),
        ("bridge.server.rpc", "bridge"),
        ("ll3m_addon.core.app", "core"),
        ("ll3m_addon", "root"),
    ],
)
def test_layers_are_read_from_module_names(module: str, layer: str) -> None:
    assert layer_of(module) == layer
