# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference pictures on their way from a request to models that see, and into the version.

A version holds copies (``reference_1.jpg`` …) and says so in its metadata, so that the next
one is made from the same pictures unless its request names others, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from ...bridge.contract.asset import MakeOptions
from ...bridge.contract.errors import InvalidRequest, NotFound, ProviderError, TooLong
from ...bridge.contract.version import Version
from ..core.seams import Library, Provider
from ..core.settings import Settings
from ..providers.abilities import abilities_of
from .context import View

__all__ = ["Given", "given", "keep", "sees", "sparing", "views", "why_left_out"]

T = TypeVar("T")
_KEY = "references"


@dataclass(frozen=True, slots=True)
class Given:
    """A reference picture: JPEG as models get it."""

    id: str
    data: bytes


class _Holder(Protocol):
    references: tuple[View, ...]


def given(library: Library, options: MakeOptions, base: Version | None = None) -> tuple[Given, ...]:
    """The request's pictures; those of the version that is changed where it names none.

    Raises:
        NotFound: a picture is not kept any more. LibraryError.
    """
    if options.references is None:
        return _inherited(library, base)
    found = []
    for each in options.references:
        kept = library.references.find(each)
        if kept is None:
            raise NotFound(
                f"The reference picture {each} is not kept any more.", advice="Give it again."
            )
        found.append(Given(each, kept.path.read_bytes()))
    return tuple(found)


def _inherited(library: Library, base: Version | None) -> tuple[Given, ...]:
    """The pictures of the nearest version, going back from ``base``, that says which it had."""
    seen: set[int] = set()
    while base is not None and base.number not in seen:
        seen.add(base.number)
        told = base.metadata.get(_KEY)
        if isinstance(told, list):
            _, home = library.version(base.asset_id, base.number)
            return tuple(_copies(home, told))
        try:
            base = library.version(base.asset_id, base.parent)[0] if base.parent else None
        except NotFound:  # a copy of one version alone has no parents
            return ()
    return ()


def _copies(home: Path, told: Sequence[Any]) -> list[Given]:
    """A version's own copies; what was removed by hand is left out."""
    named = [(str(each.get("id")), home / Path(str(each.get("file"))).name) for each in told]
    return [Given(name, path.read_bytes()) for name, path in named if path.is_file()]


def keep(
    folder: Path, pictures: Sequence[Given], options: MakeOptions, metadata: dict[str, Any]
) -> None:
    """Write the version's copies and say so in its metadata; "none" is said if it was asked for."""
    if not pictures and options.references is None:
        return
    metadata[_KEY] = []
    for place, each in enumerate(pictures, start=1):
        name = f"reference_{place}.jpg"
        (folder / name).write_bytes(each.data)
        metadata[_KEY].append({"id": each.id, "file": name})


def views(pictures: Sequence[Given]) -> tuple[View, ...]:
    """The pictures as agents see them."""
    return tuple(
        View(f"reference_{place}", each.data, given=True)
        for place, each in enumerate(pictures, start=1)
    )


def sees(settings: Settings, provider: Provider, options: MakeOptions) -> bool:
    """Whether the model that will be asked reads pictures."""
    own = settings.providers.get(provider.name)
    if own is None or options.model is None or own.type == "scripted":
        return provider.info().vision
    return abilities_of(own, options.model).vision


def why_left_out(provider: Provider, options: MakeOptions) -> str:
    """What is said where pictures were given and nobody looks at them."""
    info = provider.info()
    if not info.is_model:
        return "The reference pictures were not looked at: the offline composer works by rules."
    model = options.model or info.model or info.name
    return f"The reference pictures were left out: {model} reads no pictures."


def sparing(holder: _Holder, say: Callable[[str], None], step: Callable[[], T]) -> T:
    """Do a step; once more without the reference pictures where the server won't take them."""
    try:
        return step()
    except (InvalidRequest, ProviderError) as error:
        refused = type(error) in (InvalidRequest, ProviderError, TooLong)
        if not (holder.references and refused and "answer" not in error.data):
            raise
        holder.references = ()
        say(f"The reference pictures were left out: {error.message.rstrip()[:400]}")
    return step()
