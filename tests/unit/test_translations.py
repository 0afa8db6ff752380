# SPDX-License-Identifier: GPL-3.0-or-later
"""All that the panel says is in Title Case where it is a button, has a tooltip, and has German."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import ll3m
import pytest

BLENDER = Path(ll3m.__path__[0]) / "ll3m_addon" / "blender"
SOURCES = [
    *sorted((BLENDER / "panels").glob("*.py")),
    *sorted((BLENDER / "operators").glob("*.py")),
    *(BLENDER / name for name in ("preferences.py", "properties.py", "mirror.py")),
]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
#: Calls of a layout that draw ``text=``, and of bpy.props that name things.
DRAWS = {"label", "operator", "prop", "menu", "operator_menu_enum", "popover", "column", "row"}
NAMES = {"StringProperty", "BoolProperty", "IntProperty", "FloatProperty", "EnumProperty"}
#: Tables of choices, and of what is said by a key.
TABLES = {"KINDS", "SORTS", "PRESERVE", "DIALECTS", "QUALITIES", "KEY_SOURCES", "ISOLATIONS",
          "FORMATS", "STAGES", "ISOLATION", "_ORIGINS"}  # fmt: skip
#: Words that stand small within a title.
SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "out",
         "per", "the", "to", "with", "all", "run"}  # fmt: skip
GERMAN = ast.literal_eval(
    next(
        node.value
        for node in ast.parse((BLENDER / "translations" / "german.py").read_text("utf-8")).body
        if isinstance(node, ast.AnnAssign) and node.value is not None
    )
)


def texts_in(node: ast.AST) -> Iterator[str]:
    """The literal texts that an expression may give; parts of f-strings are no texts."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts_in(node.body)
        yield from texts_in(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from texts_in(value)


def buttons() -> Iterator[tuple[str, str]]:
    """Where and what: labels of classes, and texts of operators and menus."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.startswith("LL3M_"):
                for line in node.body:
                    if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "bl_label":
                        yield path.name, ast.literal_eval(line.value)
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"operator", "menu", "operator_menu_enum"}
            ):
                if _untranslated(node):
                    continue
                for keyword in node.keywords:
                    if keyword.arg == "text":
                        yield from ((path.name, text) for text in texts_in(keyword.value) if text)


def _untranslated(node: ast.Call) -> bool:
    return any(
        each.arg == "translate" and isinstance(each.value, ast.Constant) and not each.value.value
        for each in node.keywords
    )


def said() -> Iterator[str]:
    """Every text that Blender is asked to show in the user's language."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name.startswith("LL3M_OT_"):
                yield ast.get_docstring(node, clean=False) or ""
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                yield from _of_table(node)
            if isinstance(node, ast.Call):
                yield from _of_call(node)
    yield from (text for _, text in buttons())


def _of_table(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if node.value is None:
        return
    if ast.unparse(target) == "reason":
        yield from texts_in(node.value)
    if ast.unparse(target) not in TABLES:
        return
    rows = node.value.values if isinstance(node.value, ast.Dict) else node.value.elts  # type: ignore[attr-defined]
    for row in rows:
        cells = row.elts if isinstance(row, ast.Tuple) else [row]
        # identifier first; in ISOLATION's values an icon last
        wanted = cells[1:] if len(cells) == 3 else cells[:1]
        for cell in wanted:
            yield from texts_in(cell)


def _of_call(node: ast.Call) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    if name == "told" and node.args:
        yield from texts_in(node.args[0])
    elif name == "wrapped" and len(node.args) > 2:
        yield from texts_in(node.args[2])
    elif name == "poll_message_set":
        yield from texts_in(node.args[0])
    elif name in NAMES or (name in DRAWS and not _untranslated(node)):
        for keyword in node.keywords:
            if keyword.arg in {"name", "description", "text", "placeholder"}:
                yield from texts_in(keyword.value)
            if keyword.arg == "items" and isinstance(keyword.value, ast.Tuple):
                for row in keyword.value.elts:
                    if isinstance(row, ast.Tuple):
                        for cell in row.elts[1:]:
                            yield from texts_in(cell)


def title_case(text: str) -> bool:
    words = re.findall(r"[A-Za-z][\w'’-]*", re.sub(r"\{[^}]*\}", "", text))
    return all(
        word[0].isupper() or (place and word.split("-")[0] in SMALL)
        for place, word in enumerate(words)
    )


@pytest.mark.parametrize(("where", "text"), sorted(set(buttons())))
def test_buttons_and_titles_are_in_title_case(where: str, text: str) -> None:
    assert title_case(text), f"{where}: {text!r}"


def test_all_that_is_said_has_german() -> None:
    missing = {text for text in said() if re.search("[A-Za-z]{2}", text) and text not in GERMAN}
    missing -= {"chair, oak", "http://127.0.0.1:8000/v1"}
    assert not missing, "\n".join(sorted(missing))


def test_german_keeps_the_braces() -> None:
    for text, german in GERMAN.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", german)), text
        assert german.strip() == german != "", text


def test_german_tooltips_end_without_a_full_stop_where_the_english_do() -> None:
    for text, german in GERMAN.items():
        assert text.endswith(".") == german.endswith("."), text


def test_every_operator_and_property_is_explained() -> None:
    silent: list[str] = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.ClassDef)
                and node.name.startswith("LL3M_OT_")
                and not ast.get_docstring(node)
            ):
                silent.append(node.name)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in NAMES:
                given = {each.arg for each in node.keywords}
                hidden = any(
                    each.arg == "options" and "HIDDEN" in ast.unparse(each.value)
                    for each in node.keywords
                )
                if "name" in given and "description" not in given and not hidden:
                    silent.append(f"{path.name}: {ast.unparse(node)[:90]}")
    assert not silent, "\n".join(silent)


# ---------------------------------------------------------------- what the product itself says

SENTENCES: dict[str, str] = ast.literal_eval(
    next(
        node.value
        for node in ast.parse(
            (BLENDER / "translations" / "german_sentences.py").read_text("utf-8")
        ).body
        if isinstance(node, ast.AnnAssign) and node.value is not None
    )
)


def forms(node: ast.AST) -> Iterator[str]:
    """A text as the source has it, ``{}`` for each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values
        )


def test_every_translated_sentence_is_one_that_the_source_says() -> None:
    root = Path(ll3m.__path__[0])
    spoken = {
        text
        for path in [*(root / "ll3m_addon").rglob("*.py"), root / "bridge/contract/errors.py"]
        if "translations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for text in forms(node)
    }
    assert sorted(set(SENTENCES) - spoken) == []


def test_a_translated_sentence_has_as_many_values_as_the_english_one() -> None:
    for english, german in SENTENCES.items():
        assert english.count("{}") == german.count("{}"), english
        assert "{" not in english.replace("{}", ""), english


def test_the_advice_of_every_error_of_the_tree_that_an_artist_meets_has_german() -> None:
    from ll3m.bridge.contract.errors import ERRORS

    #: What only programs at the service's door can do.
    foreign = {
        "unknown_operation", "parse_error", "invalid_call", "too_large", "wrong_method", "stopping",
        "wrong_media_type", "wrong_host", "unauthorized", "forbidden", "not_approved", "no_scene",
        "replay_differs", "rate_limited", "deadline", "internal",
    }  # fmt: skip
    told = {code: each.default_advice for code, each in ERRORS.items() if code not in foreign}
    assert [code for code, advice in told.items() if advice and advice not in SENTENCES] == []
