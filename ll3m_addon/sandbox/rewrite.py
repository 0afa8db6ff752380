# SPDX-License-Identifier: GPL-3.0-or-later
"""The guard's compiler: refuses what must not run, and routes what must be watched.

Names of two underscores at both ends can't be written by scripts, so the guard's own
helpers have such names and no script can reach or replace them.
"""

from __future__ import annotations

import ast
import unicodedata
import warnings
from types import CodeType
from typing import NoReturn

from . import policy, verdicts
from .flow import abstract, leaves

__all__ = [
    "ATTR", "EXIT", "OWN", "POWER", "PRIVATE", "READ", "REPEAT", "SET", "GuardError", "compile_script",
]  # fmt: skip

ATTR, SET, OWN = "__ll3m_attr__", "__ll3m_set__", "__ll3m_own__"
EXIT, POWER = "__ll3m_exit__", "__ll3m_power__"
REPEAT = "__ll3m_repeat__"
PRIVATE, READ = "__ll3m_private__", "__ll3m_read__"
#: special methods that get a wrapper of the guard's
_WRAPPED = {"__exit__": EXIT, "__getattr__": READ}

_NEVER_STRING = (ast.Tuple, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.UnaryOp)


class GuardError(Exception):
    """A script did what the policy refuses. ``rule`` is the rule's id."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{what} {policy.RULES[rule].advice} [{rule}]")
        self.rule = rule


GuardError.__module__ = "builtins"  # so that tracebacks show the plain name


class _Rewriter(ast.NodeTransformer):
    """Works on a fresh tree; every node passes ``visit`` exactly once."""

    def __init__(self) -> None:
        self.depth = 0
        self.count = 0

    def refuse(self, rule: str, node: ast.AST, what: str) -> NoReturn:
        error = SyntaxError(f"{what} {policy.RULES[rule].advice} [{rule}]")
        error.filename, error.lineno = "script.py", getattr(node, "lineno", 0)
        error.offset = getattr(node, "col_offset", 0) + 1
        raise error

    def visit(self, node: ast.AST) -> ast.AST:
        self.depth += 1
        self.count += 1
        if self.depth > policy.MAX_DEPTH + 1 or self.count > policy.MAX_NODES:
            self.refuse("depth", node, "The script is too large or too deep.")
        if type(node).__name__ not in policy.SYNTAX:
            self.refuse("syntax.denied", node, f"{type(node).__name__} is not for scripts.")
        node = super().visit(node)
        self.depth -= 1
        return node

    # ------------------------------------------------------------ names

    def name(self, node: ast.AST, name: str | None, allowed: frozenset[str]) -> None:
        if name is None or not name.startswith("__"):
            return
        name = unicodedata.normalize("NFKC", name)
        if name.endswith("__") and name not in allowed:
            self.refuse("name.dunder", node, f"The name {name!r} is not for scripts.")

    def visit_Name(self, node: ast.Name) -> ast.AST:
        reading = isinstance(node.ctx, ast.Load)
        allowed = policy.MODULE_NAMES | policy.OWN_NAMES if reading else policy.CLASS_NAMES
        self.name(node, node.id, allowed)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        self.name(node, node.arg, frozenset())
        return self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        self.name(node, node.arg, frozenset())
        return self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> ast.AST:
        for part in node.name.split("."):
            self.name(node, part, frozenset(("__future__",)))
        self.name(node, node.asname, frozenset())
        return node

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> ast.AST:
        for name in node.names:
            self.name(node, name, frozenset())
        return node

    visit_Nonlocal = visit_Global  # noqa: N815

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> ast.AST:
        self.name(node, node.name, frozenset())
        return self.generic_visit(node)

    visit_MatchStar = visit_MatchAs  # noqa: N815

    def visit_MatchMapping(self, node: ast.MatchMapping) -> ast.AST:
        self.name(node, node.rest, frozenset())
        return self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> ast.AST:
        for name in node.kwd_attrs:
            self.attribute(node, name)
            watched = name in policy.WATCHED_ATTRIBUTES or name in policy.RNA_DENIED
            if watched or name.startswith("_"):
                self.refuse("attribute.denied", node, f"{name!r} can't be matched.")
        return self.generic_visit(node)

    # ------------------------------------------------------------ attributes

    def attribute(self, node: ast.AST, name: str) -> None:
        rule = verdicts.attribute_rule(unicodedata.normalize("NFKC", name))
        if rule:
            self.refuse(rule, node, f"The attribute {name!r} is not for scripts.")

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.attribute(node, node.attr)
        value = self.visit(node.value)
        assert isinstance(value, ast.expr)
        node.value = value
        if isinstance(node.ctx, ast.Load):
            if node.attr in policy.WATCHED_ATTRIBUTES or node.attr in policy.RNA_DENIED:
                return self.call(ATTR, node, node.value, ast.Constant(node.attr))
            if _inner(node.attr):
                return self.call(PRIVATE, node, node.value, ast.Constant(node.attr))
            return node
        if verdicts.set_rule(node.attr):
            self.refuse("attribute.dunder", node, f"The attribute {node.attr!r} can't be set.")
        if node.attr in policy.SET_WATCHED:
            self.refuse("attribute.denied", node, f"{node.attr!r} can only be set by a plain '='.")
        node.value = self.call(OWN, node, node.value, ast.Constant(node.attr))
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        target = node.targets[0]
        if (
            len(node.targets) == 1
            and isinstance(target, ast.Attribute)
            and target.attr in policy.SET_WATCHED
        ):
            self.attribute(target, target.attr)
            value, holder = self.visit(node.value), self.visit(target.value)
            call = self.call(SET, node, holder, ast.Constant(target.attr), value)
            return ast.copy_location(ast.Expr(call), node)
        return self.generic_visit(node)

    def call(self, helper: str, node: ast.AST, *arguments: ast.AST) -> ast.Call:
        name = ast.Name(helper, ast.Load())
        call = ast.Call(name, list(arguments), [])  # type: ignore[arg-type]
        for made in (name, call, *arguments):
            if not hasattr(made, "lineno"):
                ast.copy_location(made, node)
        return call

    def visit_Call(self, node: ast.Call) -> ast.AST:
        function = node.func
        # ``bm.verts.new((x, y, z))`` is hot, and a tuple names no node type.
        plain_new = (
            isinstance(function, ast.Attribute)
            and function.attr == "new"
            and node.args
            and isinstance(node.args[0], _NEVER_STRING)
            and not node.keywords
        )
        if plain_new:
            assert isinstance(function, ast.Attribute)
            function.value = self.visit(function.value)  # type: ignore[assignment]
            node.args = [self.visit(each) for each in node.args]  # type: ignore[misc]
            return node
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, (ast.Pow, ast.LShift)) and not _small(node.right):
            left = ast.Constant(isinstance(node.op, ast.LShift))
            return self.call(POWER, node, node.left, node.right, left)
        if isinstance(node.op, ast.Mult) and (_sequence(node.left) or _sequence(node.right)):
            return self.call(REPEAT, node, node.left, node.right)
        return node

    # ------------------------------------------------------------ statements

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.name(node, node.name, policy.DUNDER_DEFINE)
        visited = self.generic_visit(node)
        if node.name in _WRAPPED:
            wrap = ast.copy_location(ast.Name(_WRAPPED[node.name], ast.Load()), node)
            node.decorator_list.insert(0, wrap)
        return visited

    def visit_Try(self, node: ast.Try | ast.TryStar) -> ast.AST:
        left = leaves(node.finalbody)
        if left is not None:
            self.refuse("syntax.denied", left, "A 'finally' can't be left before its end.")
        return self.generic_visit(node)

    visit_TryStar = visit_Try  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.name(node, node.name, frozenset())
        # what is abstract needs no enforcing here
        node.keywords = [each for each in node.keywords if not abstract(each)]
        if any(each.arg == "metaclass" or each.arg is None for each in node.keywords):
            self.refuse("syntax.denied", node, "A metaclass is not for scripts.")
        return self.generic_visit(node)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.name(node, node.name, frozenset())
        if node.type is None:
            # A bare ``except`` would swallow the guard's own stop.
            node.type = ast.copy_location(ast.Name("Exception", ast.Load()), node)
        return self.generic_visit(node)


def _sequence(node: ast.AST) -> bool:
    """Whether something is written as a list, tuple or text."""
    written = isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
    return written or isinstance(node, (ast.List, ast.Tuple, ast.JoinedStr))


def _inner(name: str) -> bool:
    """Whether a name is private or special; what a class mangles is its own."""
    name = unicodedata.normalize("NFKC", name)
    return name.startswith("_") and (not name.startswith("__") or name.endswith("__"))


def _small(node: ast.AST) -> bool:
    """Whether an exponent is a plain number that can't grow anything without end."""
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    return (
        isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value < 65
    )


def compile_script(source: str, filename: str) -> CodeType:
    """Compile a script with its watched places routed.

    Raises:
        SyntaxError: it is no Python, or it holds what the policy refuses.
        ValueError, RecursionError, MemoryError: as Python's compiler does.
    """
    if len(source) > policy.MAX_CHARACTERS:
        raise SyntaxError("the script is too large [size]")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source, filename)
        tree = _Rewriter().visit(tree)
        return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)  # type: ignore[arg-type]
