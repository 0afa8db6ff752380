# SPDX-License-Identifier: GPL-3.0-or-later
"""What critic, verifier and scorer have in common: lenient shapes, and questions with views."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from ...bridge.contract.version import Fault
from ..core.seams import ChatRequest, Message
from .context import Block, Shared, fit, message
from .prompting import system

__all__ = [
    "TOKENS",
    "FaultList",
    "Flag",
    "FoundFault",
    "Text",
    "faults_of",
    "judge_request",
    "listed",
    "worst_first",
]

#: Tokens of an answer: six faults take some 600, and models that think aloud need room.
TOKENS = 4096
_RANK = {"blocking": 0, "major": 1, "minor": 2}
_SPELLINGS = {
    "blocker": "blocking", "critical": "blocking", "fatal": "blocking", "severe": "blocking",
    "high": "major", "error": "major", "medium": "major", "moderate": "major", "serious": "major",
    "low": "minor", "warning": "minor", "info": "minor", "cosmetic": "minor", "trivial": "minor",
}  # fmt: skip
_SEEING = "You see it from the sides that are named beside the pictures, and get its facts."
_BLIND = (
    "You cannot see it: judge by the facts, the mesh report and the script alone, and claim "
    "nothing that they do not show."
)


def _severity(value: Any) -> Any:
    word = str(value).strip().lower()
    return word if word in _RANK else _SPELLINGS.get(word, "major")


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:600]


def _flag(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip().lower() in ("true", "yes", "y", "1", "fixed", "done", "kept", "ok")
    return bool(value)


Text = Annotated[str, BeforeValidator(_text)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Severity = Annotated[Literal["blocking", "major", "minor"], BeforeValidator(_severity)]


def listed(value: Any) -> Any:
    """A list from what should be one."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


class FoundFault(BaseModel):
    """A fault as a model writes it."""

    model_config = ConfigDict(extra="ignore")

    part: Text = ""
    severity: Severity = "major"
    what: Text
    advice: Text = ""


def _faults(value: Any) -> Any:
    """Also plain sentences count as faults."""
    return [each if isinstance(each, dict) else {"what": each} for each in listed(value)][:30]


FaultList = Annotated[list[FoundFault], BeforeValidator(_faults)]


def faults_of(found: Iterable[FoundFault]) -> tuple[Fault, ...]:
    """The contract's faults, worst first, without empty ones."""
    faults = [
        Fault(part=each.part, severity=each.severity, what=each.what, advice=each.advice)
        for each in found
        if each.what.strip()
    ]
    return worst_first(faults)


def worst_first(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Blocking before major before minor; otherwise as they came."""
    return tuple(sorted(faults, key=lambda fault: _RANK[fault.severity]))


def judge_request(
    request: ChatRequest, shared: Shared, purpose: str, blocks: Sequence[Block], ask: str
) -> ChatRequest:
    """A question of a judge: its rules, material and pictures within the budget, the order."""
    chosen = fit(blocks)
    seeing = any(block.view is not None for block in chosen)
    rules = Message("system", system(purpose, seeing=_SEEING if seeing else _BLIND))
    return replace(
        request,
        messages=(rules, message(chosen, ask)),
        task=replace(shared.task, purpose=purpose),
        max_tokens=TOKENS,
    )
