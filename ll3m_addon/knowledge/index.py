# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: SIM905
"""Searches one Blender's index: outdated names, exact names, words, and names that are near."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .outdated import Outdated, touched
from .spelling import Spelling, alike
from .words import ATTRIBUTE, SAID, identifiers, label, query_words, split_name, stem

__all__ = ["Hit", "Index"]

#: How much more one expects a kind where the words fit equally well.
_KINDS = {
    "recipe": 7.0, "modifier": 6.0, "node": 5.0, "constraint": 5.0, "bmesh operator": 5.0,
    "mathutils": 3.0, "bmesh": 3.0, "type": 1.0, "method": 3.0, "operator": 2.0, "property": 1.0,
    "bpy_extras": 0.0, "bpy.props": 2.0,
}  # fmt: skip
#: Parts of the API that models are made with, and those that are Blender's interface.
_COMMON = frozenset(
    """
    Object Mesh Curve Material Collection Scene Camera Light Spline MeshPolygon MeshVertex MeshEdge
    Context Armature Bone EditBone PoseBone Lattice NodeTree Modifier RenderSettings Action ID
    """.split()
)
_RARE = ("Space", "Theme", "Preferences", "Brush", "Paint", "Sculpt", "Sequence", "Strip", "Movie",
         "UI", "wmOwner", "Workspace", "Window", "Freestyle", "Line", "GreasePencil", "Gpencil",
         "Compositor", "Texture", "File", "XR", "Xr", "UserDef", "Asset", "Region", "KeyMap",
         "Fluid", "Tool", "View3D", "RenderEngine", "RenderLayer", "Dynamic", "Tracking", "Clip",
         "Keying", "Particle", "Boid", "Sound", "Volume", "PointCache", "Image",
         "StripModifier", "NDOF", "Annotation", "Operator", "Mask", "NodeTreeInterfacePanel")  # fmt: skip
#: Words in names that say what kind of thing it is, and not which.
_GENERIC = frozenset(
    "modifier shader node geometry function tex bsdf constraint is use show".split()
)
_LACKS = re.compile(r"'(\w+)' (?:object )?has no attribute '?(\w+)")
_NODE_NAME = re.compile(r"^(Shader|Geometry|Function)Node(?=[A-Z])")
#: Words that half of all operators share.
_SAME = frozenset(("primitive", "add"))
#: Entries that hold a word, from which on it is not searched for alone (of some 17,000).
_COMMON_WORD = 1500
#: A class with more kinds than these says nothing of any of them.
_FEW_KINDS = 6
#: What people call the method ``new``.
_MAKERS = ("create", "add", "make", "append", "insert")
_RARE_OPS = frozenset(
    """
    sequencer gpencil grease_pencil clip mask nla graph action sculpt sculpt_curves paint brush
    paintcurve ui screen wm outliner file image node poselib preferences asset view2d console info
    text script buttons workspace marker cycles extensions palette cachefile ptcache boid fluid
    """.split()
)


@dataclass(slots=True)
class Hit:
    """One entry that was found, and how well it fits."""

    id: int
    name: str
    kind: str
    signature: str
    text: str
    last: str
    example: str | None
    score: float = 0.0
    note: str = ""


@dataclass(slots=True)
class _Question:
    """A query, taken apart once."""

    text: str
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def lacked(self) -> set[str]:
        """Attributes that the text says something lacks."""
        return {match.group(2) for match in _LACKS.finditer(self.text)}

    @classmethod
    def of(cls, text: str) -> _Question:
        return cls(text, identifiers(text), query_words(text))


class Index:
    """An open index. One thread at a time."""

    def __init__(self, path: Path, outdated: tuple[Outdated, ...]) -> None:
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._outdated = outdated

    def meta(self, key: str) -> str:
        """A stamp of the index, or an empty text."""
        found = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return found[0] if found else ""

    def count(self) -> int:
        """How many entries there are."""
        return self._db.execute("SELECT COUNT(*) FROM entries").fetchone()[0]

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # ------------------------------------------------------------ search

    def find(self, query: str, limit: int) -> list[Hit]:
        """The entries that fit ``query``, best first."""
        question = _Question.of(query)
        hits: dict[int, Hit] = {}
        self._present_names(question, hits)
        self._exact(question, hits)
        self._attribute(question, hits)
        self._by_words(question, hits)
        self._near(question, hits)
        return _varied(list(hits.values()))[:limit]

    def _get(self, ids: list[int]) -> list[Hit]:
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            f"SELECT id, name, kind, signature, text, last, example FROM entries WHERE id IN ({marks})",
            ids,
        )
        return [Hit(*row) for row in rows]

    def _keep(self, hits: dict[int, Hit], found: Hit, score: float, note: str = "") -> None:
        before = hits.setdefault(found.id, found)
        before.score = max(before.score, score)
        before.note = before.note or note

    def _at(self, tail: str) -> list[int]:
        rows = self._db.execute("SELECT id FROM tails WHERE tail = ? LIMIT 400", (tail.lower(),))
        return [row[0] for row in rows]

    def _present_names(self, question: _Question, hits: dict[int, Hit]) -> None:
        """What stands in the place of outdated names: always first."""
        for row in touched(question.text, self._outdated):
            at = 200.0
            for name in row.present:
                # The deepest home of a name is not the one that is meant: bpy.types.Mesh, not a.b.Mesh.
                for hit in sorted(self._get(self._at(name)), key=lambda each: len(each.name))[:1]:
                    self._keep(hits, hit, at, row.note)
                    at -= 1.0

    def _exact(self, question: _Question, hits: dict[int, Hit]) -> None:
        """Names as they are, or what is left of them without their first parts (a variable)."""
        lacked = question.lacked
        for name in question.names:
            if name in lacked:
                continue  # others have it; what the owner has instead is the answer
            parts = name.split(".")
            for at in range(len(parts)):
                ids = self._at(".".join(parts[at:]))
                if not ids:
                    continue
                depth = len(parts) - at
                if depth == 1 and at > 0 and len(ids) > 40:
                    break  # .new, .name: too common to say anything
                for hit in self._get(ids):
                    worth = self._prior(hit) + self._context(hit, question)
                    self._keep(hits, hit, 60.0 + 20.0 * min(depth, 3) + worth)
                break

    def _attribute(self, question: _Question, hits: dict[int, Hit]) -> None:
        """What an owner has instead of an attribute that it lacks."""
        asked = [match.groups() for match in _LACKS.finditer(question.text)]
        for name in question.names:
            owner, _, last = name.rpartition(".")
            if "." in owner and not self._at(name):
                asked.append((owner, last))
        for owner, last in asked:
            called = ATTRIBUTE.get(last, "").split()
            said = [each for word in split_name(last) for each in SAID.get(word, "").split()]
            wanted = {stem(word) for word in (*split_name(last), *called, *said)} - _SAME
            for hit in self._in_collections(owner, last):
                self._keep(hits, hit, 105.0 + self._prior(hit))
            for hit in self._members(owner):
                ratio = alike(last.lower(), hit.last.lower())
                shared = len(wanted & {stem(word) for word in split_name(hit.last)})
                told = any(word in hit.text.lower() for word in split_name(last))
                made = last in _MAKERS and hit.last == "new"
                if ratio >= 0.7 or shared or made or told:
                    worth = 50.0 * ratio + 25.0 * shared + (10.0 if told else 0.0)
                    worth += 30.0 if hit.last in called else 0.0
                    self._keep(hits, hit, 50.0 + worth + (60.0 if made else 0.0))

    def _below(self, owner: str) -> list[Hit]:
        """Everything whose name goes on behind an owner's."""
        start = f"{owner.lower()}."
        rows = self._db.execute(
            "SELECT id FROM tails WHERE tail > ? AND tail < ? LIMIT 300", (start, f"{start}\uffff")
        )
        return self._get([row[0] for row in rows])

    def _members(self, owner: str) -> list[Hit]:
        """Properties and methods of a class or collection and of its bases, not what lies in them.

        Those of its few kinds too: what a light lacks, a sun or a point light may have.
        """
        found: list[Hit] = []
        bases, kinds = self._family
        owners = [owner, *kinds.get(owner, ())[:_FEW_KINDS]]
        while (owner := bases.get(owner, "")) and len(owners) < _FEW_KINDS + 3:
            owners.append(owner)
        for each in owners:
            start = f"{each.lower()}."
            under = self._below(each)
            found += [hit for hit in under if "." not in hit.name.lower().rpartition(start)[2]]
        return found

    def _in_collections(self, owner: str, last: str) -> list[Hit]:
        """What an owner's collections can do: ``NodeTree.nodes.new`` for ``new`` and ``add_node``."""
        verb, _, what = last.partition("_")
        method = "new" if verb in _MAKERS else last
        ending = re.compile(rf"\b{re.escape(owner)}\.(\w+)\.{re.escape(method)}$", re.IGNORECASE)
        found = []
        for hit in self._below(owner):
            place = ending.search(hit.name)
            if place and (not what or method == last or stem(place.group(1)) == stem(what)):
                found.append(hit)
        return found

    @cached_property
    def _family(self) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The base of each class, and the kinds of each."""
        bases: dict[str, str] = {}
        kinds: dict[str, list[str]] = {}
        rows = self._db.execute("SELECT signature FROM entries WHERE kind = 'type'")
        for (signature,) in rows:
            found = re.match(r"class (\w+)\((\w+)\)", signature)
            if found and found.group(2) not in ("bpy_struct", "ID"):
                bases[found.group(1)] = found.group(2)
                kinds.setdefault(found.group(2), []).append(found.group(1))
        return bases, kinds

    def _context(self, hit: Hit, question: _Question) -> float:
        """More for an entry whose owner the question names too."""
        path = set(split_name(hit.name.rpartition(".")[0]))
        named = {stem(word) for word in question.words}
        return 4.0 * len({stem(word) for word in path} & named)

    def _prior(self, hit: Hit) -> float:
        """What one would expect with no more than the kind and the owner known."""
        value = _KINDS.get(hit.kind, 0.0)
        parts = hit.name.split(".")
        if parts[:2] == ["bpy", "ops"]:
            return value - (15.0 if parts[2] in _RARE_OPS else 0.0)
        if parts[:2] == ["bpy", "types"]:
            value += 3.0 if parts[2] in _COMMON else 0.0
            value -= 15.0 if parts[2].startswith(_RARE) else 0.0
        return value + (2.0 if parts[:2] == ["bpy", "data"] else 0.0)

    # ------------------------------------------------------------ words

    def _by_words(self, question: _Question, hits: dict[int, Hit]) -> None:
        """Entries that hold the question's words, or what Blender calls them."""
        groups = [self._synonyms(word) for word in self._telling(question)[:12]]
        groups = [group for group in groups if group]
        if not groups:
            return
        texts = ["(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups]
        # A word that thousands of entries hold finds nothing, and takes most of the time.
        rare = [
            text for text, group in zip(texts, groups, strict=True)
            if sum(self._vocabulary[word] for word in group) < _COMMON_WORD
        ]  # fmt: skip
        wide = " OR ".join(rare or texts)
        found: dict[int, float] = {}
        for match in [" AND ".join(texts), wide] if len(texts) > 1 else [wide]:
            rows = self._db.execute(
                "SELECT rowid, bm25(words, 8.0, 4.0, 1.0) AS rank FROM words WHERE words MATCH ? "
                "ORDER BY rank LIMIT 60",
                (match,),
            )
            for entry, rank in rows:
                found.setdefault(entry, -rank)
        top = max(found.values(), default=1.0) or 1.0
        shown = self._shown(question)
        for hit in self._get(list(found)):
            fit = self._coverage(hit, groups)
            named = 60.0 if (hit.kind, _stems(label(hit.kind, hit.text))) in shown else 0.0
            score = 50.0 * fit + 12.0 * found[hit.id] / top + named
            self._keep(hits, hit, score + self._prior(hit))

    def _shown(self, question: _Question) -> set[tuple[str, frozenset[str]]]:
        """What the interface may show for names that do not exist: ``ShaderNodeNoiseTexture``."""
        found: set[tuple[str, frozenset[str]]] = set()
        for name in question.names:
            last = name.rpartition(".")[2]
            if _NODE_NAME.match(last) and not self._at(last):
                found.add(("node", _stems(_NODE_NAME.sub("", last))))
            elif name.startswith("bpy.ops.") and not self._at(name):
                found.add(("operator", _stems(last)))
        return found

    def _telling(self, question: _Question) -> list[str]:
        """The question's words; of a node's name that does not exist those behind its prefix."""
        nodes = [name for name in question.names if _NODE_NAME.match(name) and not self._at(name)]
        if not nodes:
            return question.words
        prefix = {"shader", "geometry", "function", "node"}
        words = [*question.words, *(word for name in nodes for word in split_name(name))]
        return [word for word in dict.fromkeys(words) if word not in prefix] or question.words

    def _synonyms(self, word: str) -> list[str]:
        """The word and what Blender calls it, as far as the index holds them."""
        said = [word, *SAID.get(word, SAID.get(stem(word), "")).split()]
        return list(dict.fromkeys(stem(each) for each in said if stem(each) in self._vocabulary))

    def _coverage(self, hit: Hit, groups: list[list[str]]) -> float:
        """The share of the question's words that an entry holds; its name counts most."""
        last = {stem(word) for word in split_name(hit.last)}
        if hit.kind == "recipe":
            last |= {stem(word) for word in split_name(hit.signature)}
        path = {stem(word) for word in split_name(hit.name)}
        if hit.kind == "recipe":
            path |= {stem(word) for word in query_words(hit.text)}  # tags: other words for its name
        told = _stems(label(hit.kind, hit.text))
        text = hit.text.lower()
        total = 0.0
        met: set[str] = set()
        for group in groups:
            best = 0.0
            for at, word in enumerate(group):
                worth = (
                    1.0 if word in last
                    else 0.9 if word in told
                    else 0.8 if word in path
                    else 0.4 if word in text else 0.0
                )  # fmt: skip
                met |= {word} if worth else set()
                best = max(best, worth * (1.0 if at == 0 else 0.9))
            total += best
        # A name of two words that are both asked for fits better than one of six.
        tight = max(len(own & met) / max(len(own), 1) for own in (last - _GENERIC, told - _GENERIC))
        return (total / len(groups)) * 0.85 + tight * 0.3

    # ------------------------------------------------------------ near names

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        """The index's words, and how many entries hold each."""
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
        )
        return dict(self._db.execute("SELECT term, doc FROM temp.vocabulary"))

    @cached_property
    def _spelling(self) -> Spelling:
        rows = self._db.execute("SELECT DISTINCT last FROM entries")
        return Spelling(row[0] for row in rows)

    def _near(self, question: _Question, hits: dict[int, Hit]) -> None:
        """Names that are spelt almost like a name in the question that does not exist."""
        for name in question.names[:4]:
            if name in question.lacked:
                continue
            parts = name.lower().split(".")
            for part in parts[-2:]:
                if len(part) < 4 or self._at(part):
                    continue
                for other, ratio in self._spelling.like(part):
                    swapped = [other if each == part else each for each in parts]
                    whole = set(self._at(".".join(swapped[-2:]))) if len(parts) > 1 else set()
                    for hit in self._get((list(whole) or self._at(other))[:100]):
                        score = 95.0 * ratio + (15.0 if hit.id in whole else 0.0)
                        self._keep(
                            hits, hit, score + self._prior(hit) + self._context(hit, question)
                        )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in split_name(text))


def _varied(hits: list[Hit]) -> list[Hit]:
    """Best first; of properties that many owners have under one name only two keep their place.

    Of two that fit equally the shorter name is the more general one.
    """
    ordered = sorted(hits, key=lambda hit: (-hit.score, len(hit.name), hit.name))
    seen: Counter[str] = Counter()
    for hit in ordered:
        if hit.kind == "property":
            seen[hit.last] += 1
            hit.score -= 15.0 if seen[hit.last] > 2 else 0.0
    return sorted(ordered, key=lambda hit: -hit.score)
