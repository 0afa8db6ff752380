# SPDX-License-Identifier: GPL-3.0-or-later
"""Gets one whole script out of a model's answer, or says what is wrong with the answer.

Lazy answers (``# rest unchanged``, only the changed function, a diff) are put into the script
they change where that is safe, and refused where it would be a guess.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from .tolerant import Unreadable, read_json

__all__ = ["Script", "read_script"]

_FENCE = re.compile(
    r"^[ \t]*(?:```|~~~)[ \t]*([\w+#-]*)[^\n]*\n(.*?)(?:^[ \t]*(?:```|~~~)[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_PYTHON = frozenset(("", "py", "python", "python3", "bpy", "blender"))
#: Words of other languages that draw things, by what they are called in a fence.
_OTHERS = {
    "javascript": "JavaScript", "js": "JavaScript", "jsx": "JavaScript", "typescript": "TypeScript",
    "ts": "TypeScript", "openscad": "OpenSCAD", "scad": "OpenSCAD", "html": "HTML", "lua": "Lua",
    "cpp": "C++", "c++": "C++", "c": "C", "csharp": "C#", "cs": "C#", "c#": "C#", "glsl": "GLSL",
    "rust": "Rust", "java": "Java", "go": "Go", "ruby": "Ruby",
}  # fmt: skip
#: What models call a script that they wrap in JSON.
_KEYS = ("script", "code", "python", "source")
_SCAD = re.compile(
    r"^\s*(module\s+\w+\s*\(|(union|difference|translate|linear_extrude)\s*\()", re.M
)
_JS = re.compile(r"\bnew THREE\.|^\s*(const|let|var)\s+\w+\s*=|=>\s*\{", re.M)
#: A comment that stands for code. Whole-line comments only.
_LEFT_OUT = re.compile(
    r"^[ \t]*#[ \t]*[(\[<.…* -]*"
    r"(\.\.\.|…"
    r"|(the )?(rest|remainder)\b.*\b(unchanged|same|as (before|above|is|it)|here|of (the|your) (script|code|function)s?)"
    r"|(the )?rest (of (the |your |my )?(script|code|functions?|file)|is (the )?(same|unchanged)|stays|remains)\b"
    r"|(keep|same|copy|insert|existing|previous|original|remaining|other|all other)\b.*"
    r"\b(code|functions?|script|unchanged|as (before|above)|from (before|above)) *(here|unchanged|stays?|remains?|as is)?"
    r"|(unchanged|no changes?|omitted|code (continues|omitted|unchanged))\b"
    r"|same as (before|above|in)\b)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_DIFF = re.compile(r"^(@@ .*@@|--- \S|\+\+\+ \S|<{7} |>{7} )", re.MULTILINE)
#: A later whole script replaces the longest one if it is at least this share of it.
_LATER = 0.6


@dataclass(frozen=True, slots=True)
class Script:
    """A script, or ``problem``: what a model must be told to give one. ``note`` is for people."""

    source: str = ""
    problem: str = ""
    note: str = ""


def read_script(text: str, base: str = "", cut_off: bool = False) -> Script:
    """The script in an answer. ``base`` is the script that the answer was to change, if any.

    ``cut_off`` says that the answer hit its length: a block without an end is then no script.
    """
    blocks = [
        (language.lower(), body.strip("\n") + "\n") for language, body in _FENCE.findall(text)
    ]
    python = [body for language, body in blocks if language in _PYTHON and body.strip()]
    python = python or _in_json(text)
    if not python and _tree(text) is not None and "import bpy" in text:
        python = [text.strip("\n") + "\n"]
    if not python:
        return Script(problem=_why_none(text, [language for language, _ in blocks]))
    source = _choose(python)
    if cut_off and (_tree(source) is None or text.count("```") % 2 or "```" not in text):
        return Script(problem="The answer was cut off. Give the whole script, written shorter.")
    other = _language(source)
    if other:
        return Script(problem=f"That is {other}. Blender needs Python with bpy.")
    if _DIFF.search(source) and _tree(source) is None:
        return Script(problem="That is a diff. Give the whole changed script.")
    return _whole(source, base)


def _in_json(text: str) -> list[str]:
    """The script in an answer that a server or a habit wrapped: ``{"script": "import bpy…"}``."""
    if '"' not in text or "import bpy" not in text:
        return []
    try:
        value = read_json(text)
    except Unreadable:
        return []
    found = [value[key] for key in _KEYS if key in value] if isinstance(value, dict) else []
    return [each for each in found if isinstance(each, str) and "import bpy" in each][:1]


def _why_none(text: str, languages: list[str]) -> str:
    named = [_OTHERS[language] for language in languages if language in _OTHERS]
    if named:
        return f"That is {named[0]}. Blender needs one script in Python with bpy."
    if any(language in ("diff", "patch") for language in languages) or _DIFF.search(text):
        return "That is a diff. Give the whole changed script."
    return "The answer held no Python script."


def _language(source: str) -> str:
    """The other language that a block without a name is in; empty for Python or unknown."""
    if "import bpy" in source or _tree(source) is not None:
        return ""
    if _SCAD.search(source) and ";" in source:
        return "OpenSCAD"
    return "JavaScript" if _JS.search(source) else ""


def _tree(source: str) -> ast.Module | None:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


# ------------------------------------------------------------ several blocks


def _choose(blocks: list[str]) -> str:
    """The one script among several blocks, or all of them where each is a part of it."""
    if len(blocks) == 1:
        return blocks[0]
    whole = [block for block in blocks if "import bpy" in block and _tree(block) is not None]
    longest = max(whole or blocks, key=len)
    if len(whole) > 1:
        return next(b for b in reversed(whole) if len(b) >= _LATER * len(longest))
    joined = "\n\n".join(blocks)
    if _tree(joined) is None or "import bpy" not in joined:
        return longest
    missing = _missing(longest)
    others = [block for block in blocks if block is not longest]
    if any(missing & _defined(block) for block in others):
        return joined
    if not _calls(longest) and any(_calls(block) & _defined(longest) for block in others):
        return joined
    return longest


def _defined(source: str) -> set[str]:
    """Names that a script binds on its top level."""
    tree = _tree(source)
    if tree is None:
        return set()
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= {(each.asname or each.name).partition(".")[0] for each in node.names}
        else:
            found |= {
                each.id
                for each in ast.walk(node)
                if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
            }
    return found


def _missing(source: str) -> set[str]:
    """Names that a script reads and binds nowhere."""
    tree = _tree(source)
    if tree is None:
        return set()
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = _defined(source) | {node.id for node in names if isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)} - bound


def _calls(source: str) -> set[str]:
    """Names that are called on the top level."""
    tree = _tree(source)
    statements = tree.body if tree is not None else []
    return {
        each.func.id
        for node in statements
        if isinstance(node, (ast.Expr, ast.If, ast.With))
        for each in ast.walk(node)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }


# ------------------------------------------------------------ lazy answers


def _whole(source: str, base: str) -> Script:
    """The script if it is whole; merged into ``base`` if it is a safe part of it."""
    tree = _tree(source)
    marks = [found.group().strip() for found in _LEFT_OUT.finditer(source)]
    hollow = tree is not None and _hollow(tree)
    partial = (
        tree is not None and base and "bpy" in _defined(base) and "bpy" not in _defined(source)
    )
    if not marks and not hollow and not partial:
        return Script(source)
    if tree is not None and base and not hollow:
        merged = _merge(source, tree, base)
        if merged:
            note = "The model gave only the changed parts; they were put into the script."
            return Script(merged, note=note)
    if hollow:
        return Script(problem="Parts of the script are placeholders (`...`). Write them out.")
    if marks:
        return Script(problem=f"The script leaves code out: {marks[0][:80]!r}. Write it all out.")
    return Script(problem="That is only a part of the script. Give the whole.")


def _hollow(tree: ast.Module) -> bool:
    """Whether ``...`` stands where code should: a statement of its own."""
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and node.value.value is Ellipsis
        for node in ast.walk(tree)
    )


def _name(node: ast.stmt) -> str:
    """The one name that a statement defines; empty for all others."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        return target.id if isinstance(target, ast.Name) else ""
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return ""


def _harmless(node: ast.stmt) -> bool:
    """What a part may hold beside definitions: imports, its docstring, the call of main."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return True
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "main"
    )


def _merge(source: str, part: ast.Module, base: str) -> str:
    """``base`` with the part's definitions in place of its own; empty where that is not safe.

    Safe is: every statement of the part defines one name or is harmless, no definition holds a
    mark of left-out code, and at least one name is known to the base. New names go before the
    first function.
    """
    whole = _tree(base)
    if whole is None:
        return ""
    lines = source.splitlines()
    places = {name: node for node in whole.body if (name := _name(node))}
    changed: dict[str, str] = {}
    for node in part.body:
        name = _name(node)
        text = "\n".join(lines[_first_line(node) - 1 : node.end_lineno])
        if not name and not _harmless(node):
            return ""
        if name and _LEFT_OUT.search(text):
            return ""
        if name:
            changed[name] = text
    if not changed.keys() & places.keys():
        return ""
    old = base.splitlines()
    functions = [node for node in whole.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    new = [text for name, text in changed.items() if name not in places]
    edits = [
        (_first_line(places[name]), places[name].end_lineno or 0, text)
        for name, text in changed.items()
        if name in places
    ]
    if new:
        at = _first_line(functions[0]) if functions else len(old) + 1
        edits.append((at, at - 1, "\n\n\n".join(new) + "\n\n"))
    for first, last, text in sorted(edits, reverse=True):
        old[first - 1 : last] = text.splitlines()
    merged = "\n".join(old).rstrip("\n") + "\n"
    return merged if _tree(merged) is not None else ""


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])
