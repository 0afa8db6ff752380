# SPDX-License-Identifier: GPL-3.0-or-later
"""One walk over a script's syntax tree that holds everything against the policy.

Also collects what migrations need: which names are bound, which are used, what each
imported name stands for.
"""

from __future__ import annotations

import ast
import builtins
import unicodedata
from collections.abc import Callable
from typing import TypeVar

from ...bridge.contract.code import Finding
from . import policy, verdicts
from .flow import abstract, clears_console, leaves
from .fold import attributes_in_format, fold
from .scan_paths import Paths
from .words import spell, star_names

__all__ = ["Scan", "normal"]

_BUILTIN_NAMES = frozenset(dir(builtins))
_KNOWN_BUILTINS = policy.BUILTINS | policy.SAFE_BUILTINS
_Node = TypeVar("_Node", bound=ast.AST)
_BY_TEXT = frozenset(("getattr", "setattr", "hasattr", "delattr"))
#: What most fields hold, told apart first: nearly all of them are positions and names.
_PLAIN = frozenset((int, str, type(None), ast.Load, ast.Store))
_CHILDLESS = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)


def normal(name: str) -> str:
    """A name as Python compares it (NFKC)."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


class Scan:
    """Walks the tree once; ``findings`` hold errors and warnings."""

    def __init__(self, tree: ast.Module) -> None:
        self.findings: list[Finding] = []
        self.overflow = False
        #: name in the script -> dotted path of the module or module member it stands for
        self.aliases: dict[str, str] = {}
        self.bound: set[str] = set()
        self.used: dict[str, ast.Name] = {}
        self._seen: set[int] = set()
        self._plain: set[int] = set()
        self._called: set[int] = set()
        self._paths = Paths(self.error, self.warn)
        self.by_kind: dict[type[ast.AST], list[ast.AST]] = {}
        # Assignments and calls come before the attributes and names that they hold.
        self._handlers: dict[type[ast.AST], Callable[..., None]] = {
            ast.Import: self._import, ast.ImportFrom: self._import_from,
            ast.Assign: self._assign, ast.Delete: self._delete, ast.Call: self._call,
            ast.FunctionDef: self._function, ast.ClassDef: self._class, ast.arg: self._arg,
            ast.keyword: self._keyword, ast.ExceptHandler: self._named, ast.MatchAs: self._named,
            ast.MatchStar: self._named, ast.MatchMapping: self._match_mapping,
            ast.MatchClass: self._match_class, ast.Global: self._names, ast.Nonlocal: self._names,
            ast.Try: self._try, ast.TryStar: self._try, ast.Attribute: self._attribute, ast.Name: self._name, ast.Constant: self._constant,
        }  # fmt: skip
        self._flatten(tree)
        if not self.overflow:
            self._collect_imports()
            self._collect_operators()
            self._look()

    def _collect_imports(self) -> None:
        for node in self._of(ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                self.aliases[normal(name)] = alias.name if alias.asname else name
        for node in self._of(ast.ImportFrom):
            if not node.module or node.level:
                continue
            for alias in node.names:
                self.aliases[normal(alias.asname or alias.name)] = f"{node.module}.{alias.name}"
                if alias.name == "*":
                    self.bound |= star_names(node.module)

    def _collect_operators(self) -> None:
        """The names of operators that the script defines for itself."""
        for node in self._of(ast.Assign):
            target = node.targets[0]
            if isinstance(target, ast.Name) and target.id == "bl_idname":
                self._paths.own_operators.add(fold(node.value) or "")

    def _of(self, kind: type[_Node]) -> list[_Node]:
        return self.by_kind.get(kind, [])  # type: ignore[return-value]

    def _flatten(self, tree: ast.Module) -> None:
        """Sort every node by kind, level by level: without recursion, parents before children."""
        by_kind = self.by_kind
        level: list[ast.AST] = [tree]
        depth = count = 0
        while level:
            below: list[ast.AST] = []
            for node in level:
                kind = node.__class__
                if kind in by_kind:
                    by_kind[kind].append(node)
                else:
                    by_kind[kind] = [node]
                for value in node.__dict__.values():
                    what = value.__class__
                    if what is list:
                        below += [each for each in value if isinstance(each, ast.AST)]
                    elif (
                        what not in _PLAIN
                        and isinstance(value, ast.AST)
                        and not isinstance(value, _CHILDLESS)
                    ):
                        below.append(value)
            count += len(level)
            depth += 1
            if depth > policy.MAX_DEPTH or count > policy.MAX_NODES:
                rule = "depth" if depth > policy.MAX_DEPTH else "size"
                self.error(rule, level[0], policy.RULES[rule].reason)
                self.overflow = True
                return
            level = below

    def _look(self) -> None:
        """Hold every node against the policy, kind by kind in the order of the handlers."""
        for kind, nodes in self.by_kind.items():
            if kind.__name__ not in policy.SYNTAX:
                for node in nodes:
                    self.error("syntax.denied", node, f"{spell(kind)} is not for scripts.")
        for kind, handler in self._handlers.items():
            for node in self.by_kind.get(kind, ()):
                handler(node)
        self._unbound()

    def error(self, rule: str, node: ast.AST, what: str) -> None:
        """Refuse the script for this node."""
        self._add("error", rule, node, what)

    def warn(self, rule: str, node: ast.AST, what: str) -> None:
        """Say something about this node; it does not refuse the script."""
        self._add("warning", rule, node, what)

    def _add(self, severity: str, rule: str, node: ast.AST, what: str) -> None:
        self.findings.append(
            Finding(
                severity=severity,  # type: ignore[arg-type]
                rule=rule, line=getattr(node, "lineno", 0),
                column=getattr(node, "col_offset", -1) + 1,
                what=what, advice=policy.RULES[rule].advice,
            )
        )  # fmt: skip

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._module(node, alias.name)
            self._bind(node, alias.asname or alias.name.partition(".")[0])

    def _module(self, node: ast.AST, name: str) -> bool:
        if name not in policy.MODULES:
            self.error("import.module", node, f"The module {name!r} is not for scripts.")
            return False
        if name in policy.HOLLOW_MODULES:
            self.warn(
                "import.ignored", node, f"The module {name!r} offers scripts next to nothing."
            )
        return True

    def _import_from(self, node: ast.ImportFrom) -> None:
        if node.level or not node.module:
            self.error("import.relative", node, "The script imports relative to itself.")
            return
        known = self._module(node, node.module)
        for alias in node.names:
            if alias.name != "*":
                self._bind(node, alias.asname or alias.name)
                if known:
                    self._paths.member(node, f"{node.module}.{alias.name}")

    def _bind(self, node: ast.AST, name: str) -> None:
        name = normal(name)
        self.bound.add(name)
        if name.startswith("__") and name not in policy.CLASS_NAMES:
            self.error("name.dunder", node, f"The name {name!r} is not for scripts.")

    def _name(self, node: ast.Name) -> None:
        name = normal(node.id)
        if not isinstance(node.ctx, ast.Load):
            self._bind(node, name)
            return
        if name == "open":
            self.warn("file.ignored", node, "'open' finds no file, and writes none.")
        if name.startswith("__") and name not in policy.MODULE_NAMES | policy.OWN_NAMES:
            self.error("name.dunder", node, f"The name {name!r} is not for scripts.")
        self.used.setdefault(name, node)
        if name in _BY_TEXT and id(node) not in self._called:
            self.error("attribute.string", node, f"{name!r} can only be called, not handed on.")

    def _names(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self._bind(node, name)

    def _named(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        if node.name:
            self._bind(node, node.name)

    def _match_mapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self._bind(node, node.rest)

    def _arg(self, node: ast.arg) -> None:
        self._bind(node, node.arg)

    def _keyword(self, node: ast.keyword) -> None:
        if node.arg and node.arg.startswith("__"):
            self.error("name.dunder", node, f"The name {node.arg!r} is not for scripts.")

    def _function(self, node: ast.FunctionDef) -> None:
        name = normal(node.name)
        self.bound.add(name)
        if name.startswith("__") and name not in policy.DUNDER_DEFINE:
            private = not name.endswith("__")
            if not private:
                self.error("class.dunder", node, f"Scripts may not define {name!r}.")

    def _class(self, node: ast.ClassDef) -> None:
        self._bind(node, node.name)
        if any(each.arg == "metaclass" and not abstract(each) for each in node.keywords):
            self.error("syntax.denied", node, "A metaclass is not for modelling scripts.")

    def _try(self, node: ast.Try | ast.TryStar) -> None:
        left = leaves(node.finalbody)
        if left is not None:
            self.error("syntax.denied", left, "A 'finally' can't be left before its end.")

    def _unbound(self) -> None:
        for name, node in self.used.items():
            if name in self.bound or name in _KNOWN_BUILTINS or name in policy.MODULE_NAMES:
                continue
            if name in _BUILTIN_NAMES:
                self.error("builtin.denied", node, f"The built-in {name!r} is not for scripts.")

    def path_of(self, node: ast.AST) -> str:
        """The dotted path of a chain that starts with an imported module, else an empty text."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(normal(node.attr))
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        root = self.aliases.get(normal(node.id), "")
        if not root and node.id in policy.ADDED_IMPORTS and node.id not in self.bound:
            root = "numpy" if node.id == "np" else node.id
        return ".".join([root, *reversed(parts)]) if root else ""

    def _attribute(self, node: ast.Attribute) -> None:
        if id(node) in self._seen:
            return
        if not isinstance(node.ctx, ast.Load):
            self._set_attribute(node)
        # only the outermost attribute of a chain is looked up as a path
        settled = False
        path = self.path_of(node)
        if path:
            settled = self._paths.member(node, path)
            inner = node.value
            while isinstance(inner, ast.Attribute):
                self._seen.add(id(inner))
                if not settled:
                    self._attribute_name(inner)
                inner = inner.value
        if not settled:
            self._attribute_name(node)

    def _attribute_name(self, node: ast.Attribute) -> None:
        name = normal(node.attr)
        reading = isinstance(node.ctx, ast.Load)
        rule = verdicts.attribute_rule(name) if reading else verdicts.set_rule(name)
        if (
            name in policy.SET_WATCHED
            and not isinstance(node.ctx, ast.Load)
            and id(node) not in self._plain
        ):
            self.error("attribute.denied", node, f"{name!r} can only be set by a plain '='.")
        if rule:
            self.error(rule, node, f"The attribute {name!r} is not for scripts.")

    def _set_attribute(self, node: ast.Attribute) -> None:
        """A module's names and Blender's classes belong to everyone."""
        path = self.path_of(node)
        parts = path.split(".")
        if not path or (parts[0] == "bpy" and len(parts) > 3 and parts[1] in {"context", "data"}):
            return
        if path.startswith("bpy.types."):
            self.warn("class.ignored", node, f"{path!r} is never registered with Blender.")
            return
        if path.startswith("bpy.app.") and parts[2] in policy.BPY["app"]:
            self.warn("interface.ignored", node, f"Setting {path!r} does nothing here.")
            return
        if parts[0] in policy.MODULES and len(parts) > 1 and not path.startswith("bpy.context."):
            self.error("module.set", node, f"{path!r} is not the script's own.")

    def _match_class(self, node: ast.MatchClass) -> None:
        for name in node.kwd_attrs:
            watched = (
                name in policy.WATCHED_ATTRIBUTES
                or name in policy.RNA_DENIED
                or name.startswith("_")
            )
            rule = verdicts.attribute_rule(normal(name)) or ("attribute.denied" if watched else "")
            if rule:
                self.error(rule, node, f"The attribute {name!r} is not for scripts.")

    def _assign(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if len(node.targets) > 1:
            return
        if isinstance(target, ast.Attribute) and target.attr in policy.SET_WATCHED:
            self._plain.add(id(target))
            if target.attr in policy.PATH_ATTRIBUTES:
                self.warn("path.ignored", target, f"Setting {target.attr!r} does nothing here.")
            elif target.attr == "expression":
                text = fold(node.value)
                if text is not None and not verdicts.driver_allowed(text):
                    self.error("driver.expression", target, f"{text[:80]!r} is not for drivers.")

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in policy.WATCHED_ATTRIBUTES:
                self.error("attribute.denied", target, f"{target.attr!r} can't be deleted.")

    def _call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name) and function.id in _BY_TEXT:
            self._string_attribute(node)
        if isinstance(function, ast.Attribute):
            self._method(node, function)
        path = self.path_of(function)
        if path == "os.system" and node.args and clears_console(node.args[0]):
            self._seen.add(id(function))
        if path.startswith("bpy.props."):
            for each in node.keywords:
                if each.arg in {"update", "get", "set", "poll", "search"}:
                    self.warn(
                        "callback.denied", node, f"The callback {each.arg!r} is never called."
                    )

    def _method(self, node: ast.Call, function: ast.Attribute) -> None:
        """``nodes.new("…")`` with a text that is known."""
        if function.attr == "new":
            for each in (*node.args, *(keyword.value for keyword in node.keywords)):
                text = fold(each)
                if text is not None and verdicts.denied_node(text):
                    self.error("node.type", each, f"The node {text!r} is not for scripts.")

    def _constant(self, node: ast.Constant) -> None:
        """Texts that are of no use but to reach the interpreter."""
        text = node.value
        if not isinstance(text, str) or "__" not in text:
            return
        if text.startswith("__") and text.endswith("__") and text[2:-2].isidentifier():
            harmless = policy.DUNDER_READ | policy.MODULE_NAMES | {"__main__"}
            if text not in harmless:
                self.error("attribute.string", node, f"The name {text!r} is not for scripts.")
            return
        for name in attributes_in_format(text):
            if verdicts.attribute_rule(normal(name)):
                self.error("attribute.string", node, f"The attribute {name!r} is not for scripts.")

    def _string_attribute(self, node: ast.Call) -> None:
        """``getattr(x, "…")`` and its like: what is known is checked here, the rest while it runs."""
        self._called.add(id(node.func))
        name = fold(node.args[1]) if len(node.args) > 1 else None
        if name is None:
            return
        text = normal(name)
        denied = text in policy.RNA_DENIED or (text == "expression" and len(node.args) > 2)
        if verdicts.attribute_rule(text) or denied:
            self.error("attribute.string", node, f"The attribute {name!r} is not for scripts.")
