# SPDX-License-Identifier: GPL-3.0-or-later
"""Catalogs are Blender's own file, with one line a project, and the user's lines untouched."""

from __future__ import annotations

import uuid

import pytest
from ll3m.ll3m_addon.core.catalogs import catalog_id, with_catalogs


def test_a_new_file_has_blender_s_version_line_and_one_catalog_a_project() -> None:
    text = with_catalogs("", {"default": "Default", "p2": "Film: Act 1/2"})
    assert "\nVERSION 1\n" in text
    assert f"{catalog_id('default')}:LL3M/Default:LL3M-Default\n" in text
    assert f"{catalog_id('p2')}:LL3M/Film Act 1 2:LL3M-Film Act 1 2\n" in text
    assert with_catalogs(text, {"default": "Default"}) == text


def test_what_the_user_renamed_in_blender_stays() -> None:
    text = with_catalogs("", {"default": "Default"}).replace("LL3M/Default", "My/Furniture")
    assert with_catalogs(text, {"default": "Default"}) == text
    upper = text.replace(catalog_id("default"), catalog_id("default").upper())
    assert with_catalogs(upper, {"default": "Default"}) == upper


@pytest.mark.parametrize("name", ["", "::", "/", "a\nb", "x" * 500, "🪑"])
def test_any_name_gives_one_line(name: str) -> None:
    lines = with_catalogs("VERSION 1\n", {"p": name}).splitlines()
    assert len(lines) == 3
    assert len(lines[2].split(":")) == 3


def test_the_catalog_above_is_there_once_as_blender_would_make_it_unsaved() -> None:
    text = with_catalogs(with_catalogs("", {"a": "A"}), {"b": "B"})
    assert text.count(":LL3M:LL3M\n") == 1
    assert text.index(":LL3M:LL3M\n") < text.index(":LL3M/A:")


def test_a_project_has_the_same_catalog_everywhere() -> None:
    assert catalog_id("default") == catalog_id("default") != catalog_id("other")
    assert uuid.UUID(catalog_id("default")).version == 5
