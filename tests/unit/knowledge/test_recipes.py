# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipes pass the check, say what they are, and are found by their own titles."""

from __future__ import annotations

import pytest
from ll3m.ll3m_addon.knowledge.cookbook import Recipe, all_recipes
from ll3m.ll3m_addon.sandbox.validator import Validator

RECIPES = all_recipes()


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda each: each.name)
@pytest.mark.parametrize("version", [(4, 2, 0), (5, 2, 0)], ids=str)
def test_a_recipe_passes_the_check_and_needs_no_migration(
    recipe: Recipe, version: tuple[int, int, int]
) -> None:
    report = Validator().check(recipe.source, version)
    assert report.accepted, report.findings
    assert report.source == recipe.source


def test_recipes_have_titles_of_their_own_and_tags() -> None:
    assert len(RECIPES) >= 100
    assert len({each.title for each in RECIPES}) == len(RECIPES)
    assert all(len(each.tags) >= 4 for each in RECIPES)
    assert all("import bpy" in each.source and "Tags:" not in each.source for each in RECIPES)
