# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters: the constants on top of a script, read with unit and range, and set as text.

A parameter is a module-level ``NAME = literal`` in upper case that the script uses and
never assigns again. Its comment gives unit, range, choices and description; where that
is silent, the range is a guess. Setting one rewrites its literal alone, and only with a
literal of the same type: comments and layout stay, and no code can come in.
"""

from __future__ import annotations

import ast
import io
import json
import math
import re
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...bridge.contract.code import Parameter, ParameterValue
from ...bridge.contract.errors import InvalidRequest
from .parameter_comments import Comment, guess_range, read_comment

__all__ = ["read_parameters", "same_value", "set_parameters"]

_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
#: Where Python sees a line end; ``str.splitlines`` sees more of them.
_LINE_END = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_COLOUR = re.compile(r"COLOU?R|TINT|RGBA?(_|$)")
#: A script has some ten; more than this many is data, not sliders.
MOST = 200
#: Characters of a text parameter.
LONGEST_TEXT = 300
#: Units of which an integer literal is still a measure: ``HEIGHT = 2  # m``.
_MEASURES = frozenset(("m", "cm", "mm", "km", "in", "ft", "deg", "rad", "kg", "s"))


@dataclass(frozen=True, slots=True)
class _Span:
    """A literal's place: line (from 1) and byte offsets within it; always on one line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Slot:
    """A parameter and the literals that hold its numbers."""

    parameter: Parameter
    spans: tuple[_Span, ...]


def read_parameters(source: str) -> list[Parameter]:
    """The parameters of ``source``, in its order.

    Raises:
        InvalidRequest: it is not Python.
    """
    return [slot.parameter for slot in _slots(source)]


def set_parameters(source: str, values: Mapping[str, ParameterValue]) -> str:
    """``source`` with other values of its parameters.

    Raises:
        InvalidRequest: there is no such parameter, or a value has the wrong type or lies
            outside of the range that the comment gives; ``data.problems`` lists each.
    """
    slots = {slot.parameter.name: slot for slot in _slots(source)}
    edits: list[tuple[_Span, str]] = []
    problems: list[dict[str, str]] = []
    for name, value in values.items():
        if name not in slots:
            known = ", ".join(slots) or "none"
            problems.append(
                {"field": name, "problem": f"There is no such parameter; there are: {known}."}
            )
            continue
        slot = slots[name]
        try:
            fitting = _fit(slot.parameter, value)
        except ValueError as error:
            problems.append({"field": name, "problem": str(error)})
            continue
        if not same_value(fitting, slot.parameter.default):
            edits += zip(slot.spans, _literals(fitting), strict=True)
    if problems:
        first = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InvalidRequest(f"{first['field']}: {first['problem']}{more}", problems=problems)
    return _rewrite(source, edits)


def same_value(one: ParameterValue, other: ParameterValue) -> bool:
    """Whether two values are the same to six digits, which is what is written."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, (bool, str)) or isinstance(other, (bool, str)):
        return type(one) is type(other) and one == other
    if isinstance(one, list) or isinstance(other, list):
        return False
    return math.isclose(one, other, rel_tol=5e-7, abs_tol=1e-12)


# ---------------------------------------------------------------- reading


def _slots(source: str) -> list[_Slot]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 0
        raise InvalidRequest(f"Line {line}: this is not Python: {error}.") from error
    comments = _comments(source)
    lines = [line.rstrip("\r\n") for line in _LINE_END.split(source)]
    used, fixed = _loads(tree), _assigned_once(tree)
    found: list[_Slot] = []
    for name, value in _constants(tree):
        if name in used and name in fixed and len(found) < MOST:
            slot = _slot(name, value, comments, lines)
            if slot is not None:
                found.append(slot)
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            target, value = node.target, node.value
        else:
            continue
        if isinstance(target, ast.Name) and _NAME.fullmatch(target.id):
            yield target.id, value


def _loads(tree: ast.Module) -> set[str]:
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _assigned_once(tree: ast.Module) -> set[str]:
    """Names that are stored to once, and that no function or loop makes its own."""
    seen: dict[str, int] = {}
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names = [node.id]
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            names = node.names
        elif isinstance(node, ast.arg):
            names = [node.arg]
        for name in names:
            seen[name] = seen.get(name, 0) + 1
    return {name for name, count in seen.items() if count == 1}


def _comments(source: str) -> dict[int, str]:
    """Line -> its comment without the mark; a comment in the midst of a tuple counts for its line."""
    found: dict[int, str] = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                found[token.start[0]] = token.string.lstrip("#").strip()
    except (tokenize.TokenError, IndentationError):
        return found  # what comes after is no constant with a comment
    return found


def _slot(
    name: str, value: ast.expr, comments: Mapping[int, str], lines: list[str]
) -> _Slot | None:
    last = value.end_lineno or value.lineno
    text = comments.get(last, comments.get(value.lineno, ""))
    above = comments.get(value.lineno - 1, "") if _is_own_line(lines, value.lineno - 1) else ""
    if not text and above:
        read = read_comment(above)
        text = above if read.says_something else ""
    return _typed(name, value, read_comment(text), _group(comments, lines, value.lineno))


def _is_own_line(lines: list[str], number: int) -> bool:
    return 1 <= number <= len(lines) and lines[number - 1].lstrip().startswith("#")


def _group(comments: Mapping[int, str], lines: list[str], line: int) -> str:
    """The title over a block of constants: the nearest comment line above that is no range."""
    for number in range(line - 1, 0, -1):
        text = lines[number - 1] if number <= len(lines) else ""
        if not text.strip():
            return ""
        if _is_own_line(lines, number):
            title = comments.get(number, "").strip("-=*#~ ")
            if title and not read_comment(title).says_something:
                return title[:60]
    return ""


def _typed(name: str, value: ast.expr, comment: Comment, group: str) -> _Slot | None:
    """The slot for a literal; None where it is nothing that can be set."""
    numbers = _numbers(value)
    if isinstance(value, ast.Call):  # math.radians(30): the number is in degrees
        comment = comment.with_unit("deg")
    label = name.replace("_", " ").strip().capitalize()
    about: dict[str, Any] = {
        "name": name, "label": label, "group": group, "line": value.lineno,
        "description": comment.description,
    }  # fmt: skip
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        parameter = Parameter(**about, type="bool", default=value.value)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        if value.lineno != value.end_lineno or len(value.value) > LONGEST_TEXT:
            return None
        choices = list(comment.choices)
        if choices and value.value not in choices:
            choices.insert(0, value.value)
        kind = "choice" if choices else "text"
        parameter = Parameter(**about, type=kind, default=value.value, choices=choices)
    elif len(numbers) == 1:
        parameter = _number(about, numbers[0], comment)
    elif 2 <= len(numbers) <= 4:
        parameter = _row(about, [float(_plain(each)) for each in numbers], comment)
    else:
        return None
    if not _finite(parameter.default):
        return None
    literals = numbers or [value]
    spans = [span for each in literals if (span := _span(each)) is not None]
    return _Slot(parameter, tuple(spans)) if len(spans) == len(literals) else None


def _number(about: dict[str, Any], node: ast.expr, comment: Comment) -> Parameter:
    value = _plain(node)
    fractions = any(each is not None and each % 1 for each in (comment.low, comment.high))
    whole = isinstance(value, int) and comment.unit not in _MEASURES and not fractions
    low, high, guessed = _range(str(about["name"]), [value], comment, whole)
    return Parameter(
        **about,
        type="int" if whole else "float", default=value if whole else float(value),
        unit=comment.unit, minimum=low, maximum=high, guessed=guessed,
    )  # fmt: skip


def _row(about: dict[str, Any], values: list[float], comment: Comment) -> Parameter:
    colour = len(values) in (3, 4) and min(values) >= 0
    colour = colour and (comment.is_colour or bool(_COLOUR.search(str(about["name"]))))
    if colour and comment.low is None:
        bound = 1.0 if max(values) <= 1 else 255.0 if max(values) > 20 else max(values)
        low, high, guessed = 0.0, bound, False
    else:
        low, high, guessed = _range(str(about["name"]), values, comment, False)
    return Parameter(
        **about,
        type="colour" if colour else "vector", default=values,
        unit="" if colour else comment.unit, minimum=low, maximum=high, guessed=guessed,
    )  # fmt: skip


def _range(
    name: str, values: list[float] | list[int], comment: Comment, whole: bool
) -> tuple[float, float, bool]:
    """Bounds of a number: the comment's, a guess for what it leaves open; the value fits always."""
    low, high = guess_range(name, [float(each) for each in values], comment.unit, whole)
    guessed = comment.low is None or comment.high is None
    low = comment.low if comment.low is not None else low
    high = comment.high if comment.high is not None else max(high, low)
    return min(low, *values), max(high, *values), guessed


def _numbers(value: ast.expr) -> list[ast.expr]:
    """The number literals that ``value`` is made of; empty where it is anything else."""
    if isinstance(value, (ast.Tuple, ast.List)):
        rows = [_numbers(each) for each in value.elts]
        flat = all(len(row) == 1 and not isinstance(each, (ast.Tuple, ast.List, ast.Call))
                   for row, each in zip(rows, value.elts, strict=True))  # fmt: skip
        return [row[0] for row in rows] if flat else []
    if isinstance(value, ast.Call) and len(value.args) == 1 and not value.keywords:
        named = ast.unparse(value.func) in ("math.radians", "radians")
        return _numbers(value.args[0]) if named else []
    inner = value.operand if isinstance(value, ast.UnaryOp) else value
    if isinstance(value, ast.UnaryOp) and not isinstance(value.op, (ast.USub, ast.UAdd)):
        return []
    is_number = isinstance(inner, ast.Constant) and type(inner.value) in (int, float)
    return [value] if is_number else []


def _plain(node: ast.expr) -> int | float:
    """The number of a literal that ``_numbers`` found."""
    if isinstance(node, ast.UnaryOp):
        inner = _plain(node.operand)
        return -inner if isinstance(node.op, ast.USub) else inner
    value = node.value if isinstance(node, ast.Constant) else 0
    return value if isinstance(value, (int, float)) else 0


def _finite(value: ParameterValue) -> bool:
    numbers = value if isinstance(value, list) else [value]
    return all(isinstance(each, str) or abs(each) < 1e15 for each in numbers)


def _span(node: ast.expr) -> _Span | None:
    if node.end_lineno != node.lineno or node.end_col_offset is None:
        return None
    return _Span(node.lineno, node.col_offset, node.end_col_offset)


# ---------------------------------------------------------------- writing


def _fit(parameter: Parameter, value: ParameterValue) -> ParameterValue:
    """``value`` in the parameter's type; raises ``ValueError`` in words for people."""
    kind = parameter.type
    if kind == "bool":
        if not isinstance(value, bool):
            raise ValueError("This is a switch: true or false.")
        return value
    if kind in ("text", "choice"):
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or not value.isprintable():
            raise ValueError(f"This is a text of one line, {LONGEST_TEXT} characters at most.")
        if kind == "choice" and value not in parameter.choices:
            raise ValueError(f"One of: {', '.join(parameter.choices)}.")
        return value
    if kind in ("colour", "vector"):
        size = len(parameter.default) if isinstance(parameter.default, list) else 3
        if not isinstance(value, list) or len(value) != size:
            raise ValueError(f"This takes {size} numbers.")
        return [_bounded(parameter, each) for each in value]
    number = _bounded(parameter, value)
    if kind == "int" and number % 1:
        raise ValueError("This is a whole number.")
    return int(number) if kind == "int" else number


def _bounded(parameter: Parameter, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e9:
        raise ValueError("This is a number.")
    low, high = parameter.minimum, parameter.maximum
    if not parameter.guessed and low is not None and high is not None:
        slack = 1e-6 * max(abs(low), abs(high))
        if not low - slack <= value <= high + slack:
            unit = f" {parameter.unit}" if parameter.unit else ""
            raise ValueError(f"It goes from {low:g} to {high:g}{unit}; {value:g} is outside.")
        return float(min(max(value, low), high))
    return float(value)


def _literals(value: ParameterValue) -> list[str]:
    """Python literals, one for each span."""
    if isinstance(value, list):
        return [_float(each) for each in value]
    if isinstance(value, float):
        return [_float(value)]
    if isinstance(value, str):
        return [json.dumps(value, ensure_ascii=False)]  # of printable text: a Python literal too
    return [repr(value)]


def _float(value: float) -> str:
    """Six digits, always a float: ``2.0``, never ``2``."""
    text = f"{value:.6g}"
    return text if any(mark in text for mark in ".e") else text + ".0"


def _rewrite(source: str, edits: list[tuple[_Span, str]]) -> str:
    """Put each literal into its place, from the end backwards."""
    lines = _LINE_END.split(source)
    for span, text in sorted(edits, key=lambda edit: (edit[0].line, edit[0].start), reverse=True):
        raw = lines[span.line - 1].encode()
        lines[span.line - 1] = (raw[: span.start] + text.encode() + raw[span.end :]).decode()
    return "".join(lines)
