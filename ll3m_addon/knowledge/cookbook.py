# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes: short worked scripts, one a file in the folder ``recipes``.

A recipe's docstring holds its title and a line ``Tags: …``. Recipes are data: they are read,
checked and run as a model's script would be, never imported.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["FOLDER", "Recipe", "all_recipes"]

FOLDER = Path(__file__).resolve().parent / "recipes"


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe. ``source`` is the whole script without licence line and docstring."""

    name: str
    title: str
    tags: tuple[str, ...]
    source: str


def _read(path: Path) -> Recipe:
    text = path.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(text)) or ""
    title, _, rest = doc.partition("\n")
    tags = rest.strip().removeprefix("Tags:").strip().rstrip(".")
    source = text[text.index('"""', text.index('"""') + 3) + 3 :].strip("\n") + "\n"
    return Recipe(path.stem, title.strip(), tuple(t.strip() for t in tags.split(",")), source)


@cache
def all_recipes() -> tuple[Recipe, ...]:
    """Every recipe, by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__")
