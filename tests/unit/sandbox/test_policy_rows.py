# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of the policy's tables does something: without it, what it holds would get through.

A row that is dropped is missed here, since the list of ``held.py`` is not the policy's; a row
that does nothing is found, since each is taken out in turn and its program tried again.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ll3m.ll3m_addon.sandbox import policy, resources, verdicts
from ll3m.ll3m_addon.sandbox.bpy_facade import Collection, Data
from ll3m.ll3m_addon.sandbox.bpy_operators import Operators
from ll3m.ll3m_addon.sandbox.facades import watch
from ll3m.ll3m_addon.sandbox.rewrite import GuardError
from ll3m.ll3m_addon.sandbox.scan import Scan

sys.path.insert(0, str(Path(__file__).resolve().parent))
import held


def rules(source: str) -> set[str]:
    """The rules that meet a script, without its migrations."""
    return {each.rule for each in Scan(ast.parse(source)).findings}


def refuses(act: Callable[[], Any]) -> bool:
    try:
        act()
    except GuardError:
        return True
    return False


class Rna:
    """Something of Blender's data model, as the guard tells it."""


Rna.__module__ = "bpy.types"


def run_operator(name: str, /, **named: Any) -> Any:
    """Call an operator in the user's scene, where the run owns nothing; None if it never ran."""
    ran: list[str] = []

    class Group:
        def __getattr__(self, name: str) -> Any:
            return lambda *_, **__: ran.append(name)

    raw = SimpleNamespace(collections=SimpleNamespace(get=lambda _: None))
    data = Data(raw, lambda _: False, lambda: None)
    group, _, operator = name.partition(".")
    raw_operators = SimpleNamespace(**{group: Group()})
    no_add_on = SimpleNamespace(Operator=SimpleNamespace(bl_rna_get_subclass_py=lambda _: None))
    getattr(getattr(Operators(raw_operators, data, no_add_on), group), operator)(**named)
    return ran or None


def idle(name: str) -> bool:
    """Whether a method of Blender's does nothing."""
    thing = Rna()
    setattr(type(thing), name, lambda _: 1)
    try:
        return not watch(thing, name)
    except GuardError:
        return False
    finally:
        delattr(type(thing), name)


def loads(kind: str) -> bool:
    """Whether ``bpy.data.<kind>.load`` is met with a stand-in."""
    return "file.ignored" in rules(f"import bpy\nbpy.data.{kind}.load('x')\n")


def void_of_bpy(path: str) -> bool:
    return bool(rules(f"import bpy\nbpy.{path}\n") & {"class.ignored", "interface.ignored"})


PROBES: dict[str, Callable[[str], bool]] = {
    "DENIED_ATTRIBUTES": lambda name: "attribute.denied" in rules(f"x = 1\nx.{name}\n"),
    "RNA_DENIED": lambda name: "attribute.string" in rules(f"x = 1\ngetattr(x, {name!r})\n"),
    "IDLE_METHODS": idle,
    "PATH_ATTRIBUTES": lambda name: "path.ignored" in rules(f"x = 1\nx.{name} = 'p'\n"),
    "SET_WATCHED": lambda name: "attribute.denied" in rules(f"x = 1\nfor x.{name} in 'a': pass\n"),
    "WATCHED_ATTRIBUTES": lambda name: "attribute.denied" in rules(f"x = 1\ndel x.{name}\n"),
    "DENIED_NODES": lambda name: "node.type" in rules(f"n = 1\nn.new('{name}')\n"),
    "DENIED_MODIFIERS": lambda name: "node.type" in rules(f"n = 1\nn.new('{name}')\n"),
    "BPY_VOID": void_of_bpy,
    "CONTEXT_VOID": lambda name: "interface.ignored" in rules(f"import bpy\nbpy.context.{name}\n"),
    "HOLLOW_MODULES": lambda name: "import.ignored" in rules(f"import {name}\n"),
    "LOADED": loads,
    "REFERENCES": lambda name: refuses(lambda: run_operator("object.add", **{name: 3})),
    "REFUSED_IN_SCENE": lambda name: refuses(lambda: run_operator(name)),
    "IDLE_IN_SCENE": lambda name: run_operator(name) is None,
    "COUNTS": lambda name: refuses(lambda: resources.elements({name: 10**9})),
}
NAMED = [(name, key) for name, keys in policy.NAMED_REFERENCES.items() for key in keys]


@pytest.mark.parametrize("table", PROBES)
def test_every_row_holds_something_back_and_alone(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = getattr(policy, table)
    probe = PROBES[table]
    for row in held.ROWS[table].split():
        assert row in rows, f"{table} has lost {row!r}"
        assert probe(row), row
        with monkeypatch.context() as without:
            without.setattr(policy, table, type(rows)(each for each in rows if each != row))
            assert not probe(row), f"{row!r} is held by something else: its row is of no use"
    known = set(held.ROWS[table].split())
    assert set(rows) - (policy.PATH_ATTRIBUTES if table == "SET_WATCHED" else set()) == known


@pytest.mark.parametrize(
    ("table", "listed", "verdict"),
    [
        ("OPERATORS", held.REFUSED_OPERATORS, "refused"),
        ("IGNORED_OPERATORS", held.IGNORED_OPERATORS, "ignored"),
    ],
)
def test_every_pattern_of_operators_holds_one_back_and_alone(
    table: str,
    listed: dict[str, dict[str, str]],
    verdict: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = getattr(policy, table)
    assert {group: set(each) for group, each in rows.items() if each} == {
        group: set(each) for group, each in listed.items()
    }
    for group, patterns in listed.items():
        for pattern, operator in patterns.items():
            assert verdicts.operator_verdict(group, operator) == verdict, (group, operator)
            with monkeypatch.context() as without:
                kept = tuple(each for each in rows[group] if each != pattern)
                without.setitem(rows, group, kept)
                assert verdicts.operator_verdict(group, operator) != verdict, (group, pattern)


@pytest.mark.parametrize(("name", "key"), NAMED)
def test_an_operator_names_only_what_is_the_scripts_own(
    name: str, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collection, "values", lambda _: [])
    assert refuses(lambda: run_operator(name, **{key: "Mine"}))
    kept = tuple(each for each in policy.NAMED_REFERENCES[name] if each != key)
    monkeypatch.setitem(policy.NAMED_REFERENCES, name, kept)
    assert not refuses(lambda: run_operator(name, **{key: "Mine"}))


# ---------------------------------------------------------------- what is allowed

#: The tables that let in, each with a program per row that is accepted by it alone.
ALLOWED: dict[str, Callable[[str], str]] = {
    "BUILTINS": lambda name: f"x = {name}\n",
    "SAFE_BUILTINS": lambda name: f"{name}(1, 'a')\n",
    "MODULE_NAMES": lambda name: f"x = {name}\n",
    "DUNDER_READ": lambda name: f"x = 1\nx.{name}\n",
    "DUNDER_SET": lambda name: f"x = 1\nx.{name} = 1\n",
    "DUNDER_DEFINE": lambda name: f"def {name}(): pass\n",
    "CLASS_NAMES": lambda name: f"class A:\n    {name} = 1\n",
    "CONTEXT": lambda name: f"import bpy\nbpy.context.{name}\n",
    "DATA": lambda name: f"import bpy\nbpy.data.{name}\n",
    "DATA_VALUES": lambda name: f"import bpy\nbpy.data.{name}\n",
    "DATA_READ": lambda name: f"import bpy\nbpy.data.meshes.{name}\n",
    "MODULES": lambda name: f"from {name} import *\n",
}
#: Built-ins that Python's parser takes for constants, and names that no walk looks at.
NEVER_ASKED = {"BUILTINS": {"True", "False", "None"}}
WARNINGS = {
    "file.ignored", "interface.ignored", "class.ignored", "import.ignored", "operator.ignored",
}  # fmt: skip


@pytest.mark.parametrize("table", ALLOWED)
def test_every_row_lets_something_in_and_alone(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from ll3m.ll3m_addon.sandbox import scan

    rows, program = getattr(policy, table), ALLOWED[table]
    for row in set(rows) - NEVER_ASKED.get(table, set()):
        assert not rules(program(row)) - WARNINGS, row
        fewer: Any = {each: rows[each] for each in rows if each != row} if isinstance(rows, dict) else (
            type(rows)(each for each in rows if each != row)
        )  # fmt: skip
        with monkeypatch.context() as without:
            without.setattr(policy, table, fewer)
            without.setattr(scan, "_KNOWN_BUILTINS", policy.BUILTINS | policy.SAFE_BUILTINS)
            assert rules(program(row)) - WARNINGS, f"{row!r} is let in by something else"


def test_every_name_of_a_module_is_let_in_and_no_other() -> None:
    for module, names in policy.MODULES.items():
        if names == policy.ALL or module.startswith("bpy"):
            continue
        for name in names:
            assert "import.name" not in rules(f"from {module} import {name}\n"), (module, name)
        assert "import.name" in rules(f"from {module} import unheard_of\n"), module


def digest(table: Any) -> str:
    """A short digest of a table, whatever its order."""
    if isinstance(table, dict):
        words = [f"{key}={' '.join(sorted(value))}" for key, value in table.items()]
    else:
        words = list(table)
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:12]


#: Digests of the tables that let in: whoever makes one wider or narrower says so here.
PINNED = {
    "BUILTINS": "fddc9c6348d0",
    "SAFE_BUILTINS": "e632c6d0ca34",
    "MODULE_NAMES": "e5ccae51b31f",
    "DUNDER_READ": "34bcf24841d5",
    "DUNDER_SET": "c7f1703d5844",
    "DUNDER_DEFINE": "201d77512d1f",
    "CLASS_NAMES": "72d39ac2143d",
    "CONTEXT": "ca4236998719",
    "DATA": "d99af2b53d81",
    "DATA_VALUES": "8eea97c10103",
    "DATA_READ": "3f3e70f57031",
    "MODULES": "ed1fe5123ff5",
    "SYNTAX": "5c354800c53f",
    "BPY": "dc650515921e",
    "DATA_METHODS": "482c622f731b",
    "DRIVER_NAMES": "eb63a1e2f9b2",
    "UNDERSCORE_ALLOWED": "f16d9c12c9ae",
    "NODE_PREFIXES": "0f883b9b19e6",
    "ADDED_IMPORTS": "a646730c2d3a",
    "OWN_NAMES": "296c35151001",
}


def test_what_is_let_in_has_changed_only_on_purpose() -> None:
    tables = (*ALLOWED, "SYNTAX", "BPY", "DATA_METHODS", "DRIVER_NAMES", "UNDERSCORE_ALLOWED",
              "NODE_PREFIXES", "ADDED_IMPORTS", "OWN_NAMES")  # fmt: skip
    assert {name: digest(getattr(policy, name)) for name in tables} == PINNED
