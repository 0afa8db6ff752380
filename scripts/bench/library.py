# SPDX-License-Identifier: GPL-3.0-or-later
"""Times of the asset library at a given size: lists, searches, inserts, check and rebuild.

    python scripts/bench/library.py --assets 100000
    python scripts/bench/library.py --assets 10000 --folders

Without ``--folders`` only the index is filled (minutes at 100,000 assets), which is all
that lists and searches read. With it, the version folders are written too, unsynced, so
that check and rebuild have something to read. Times are wall time in milliseconds
unless said otherwise; each is repeated with other words, tags and places.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import _bootstrap

_bootstrap.prepare()

from ll3m.bridge.contract.asset import AssetGenerateRequest, AssetListRequest  # noqa: E402
from ll3m.bridge.contract.code import Facts  # noqa: E402
from ll3m.bridge.contract.version import File, Version  # noqa: E402
from ll3m.ll3m_addon.library import open_library  # noqa: E402
from ll3m.ll3m_addon.library.database import Database  # noqa: E402
from ll3m.ll3m_addon.library.folders import FolderLibrary  # noqa: E402
from ll3m.ll3m_addon.library.ids import new_id  # noqa: E402
from ll3m.ll3m_addon.library.index import Found, Index, Whole  # noqa: E402
from ll3m.ll3m_addon.library.names import asset_folder_name, version_folder_name  # noqa: E402
from ll3m.ll3m_addon.library.records import AssetRecord  # noqa: E402
from ll3m.ll3m_addon.library.schema import MIGRATIONS  # noqa: E402
from ll3m.ll3m_addon.library.search import Search  # noqa: E402


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


COLOURS = words("red blue green white black oak walnut steel brass glass rusty mossy painted")
STYLES = words("low-poly gothic art-deco modern rustic toy worn sleek heavy tiny tall wide")
THINGS = words(
    "armchair table lamp tower house car lorry tree rock kettle radio phone bench bookshelf "
    "clock bridge boat drone robot mug bottle vase door window fence gate cart barrel crate"
)
KINDS = ("python_model", "python_model", "python_model", "design_spec", "openscad_model")
SOURCE = "\n".join(
    f"PART_{n}_SIZE = {n / 10}  # m, 0.1..3.0\n\n\ndef part_{n}(material):\n"
    f'    """Make part {n}."""\n    return box(PART_{n}_SIZE, material)\n'
    for n in range(12)
)


def fill(library: FolderLibrary, assets: int, versions: int, *, folders: bool) -> float:
    """Fill the index, and the folders if asked; return seconds."""
    chance = random.Random(1)
    library.health()  # makes the folders
    database = Database(library.root / ".ll3m" / "index.sqlite3", MIGRATIONS)
    database.open()
    started = time.perf_counter()
    for first in range(0, assets, 500):
        batch = [
            an_asset(library.root, chance, versions, folders=folders)
            for _ in range(min(500, assets - first))
        ]
        with database.write(durable=False) as connection:
            index = Index(connection)
            for found in batch:
                index.put(found, all_versions=False)
    with database.read() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return time.perf_counter() - started


def an_asset(root: Path, chance: random.Random, versions: int, *, folders: bool) -> Found:
    """An asset as the library would have read it from its folder."""
    words = [chance.choice(STYLES), chance.choice(COLOURS), chance.choice(THINGS)]
    prompt = f"a {' '.join(words)} with {chance.choice(COLOURS)} details, number {chance.random()}"
    now = f"2026-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}T12:00:00.000Z"
    record = AssetRecord(
        id=new_id("a"), name=" ".join(words), kind=chance.choice(KINDS), prompt=prompt,
        project_id=chance.choice(("default", "film", "game", "shop")), created_at=now,
        updated_at=now, current=versions, last_number=versions,
        tags=[words[1], words[2], f"set-{chance.randrange(500)}", "all"],
        favourite=chance.random() < 0.01,
    )  # fmt: skip
    made = [a_version(record, number, chance) for number in range(1, versions + 1)]
    place = f"assets/{asset_folder_name(record.name, record.id)}"
    if not folders:
        return Found(record, place, 0, [Whole(version, 0) for version in made])
    folder = root / place
    wholes = []
    for version in made:
        target = folder / version_folder_name(version.number)
        target.mkdir(parents=True)
        (target / "script.py").write_text(version.source)
        (target / "model.blend").write_bytes(b"x" * version.files[0].bytes)
        path = target / "version.json"
        path.write_text(version.model_dump_json(indent=2))
        wholes.append(Whole(version, path.stat().st_mtime_ns))
    path = folder / "asset.json"
    path.write_text(record.model_dump_json(indent=2))
    return Found(record, place, path.stat().st_mtime_ns, wholes)


def a_version(record: AssetRecord, number: int, chance: random.Random) -> Version:
    """A version with a script of a usual length."""
    source = f"{SOURCE}\nSEED = {chance.random()}\n"
    files = [
        File(name="model.blend", format="blend", bytes=500, sha256="0" * 64),
        File(name="script.py", format="py", bytes=len(source), sha256="0" * 64),
    ]
    return Version(
        asset_id=record.id, number=number, kind=record.kind, prompt=record.prompt,
        feedback="taller, please" if number > 1 else None, parent=number - 1 or None,
        created_at=record.created_at, quality="draft", provider="offline", model="composer",
        source=source, facts=Facts(objects=5, vertices=900, faces=800), files=files,
        score=round(chance.uniform(4, 10), 1), isolation="full", blender_version="5.0.1",
    )  # fmt: skip


def measure(name: str, action: Callable[[int], object], times: int) -> None:
    """Print the best, the median and the 90th percentile of ``times`` runs."""
    action(0)
    found = []
    for turn in range(times):
        started = time.perf_counter()
        action(turn + 1)
        found.append((time.perf_counter() - started) * 1000)
    found.sort()
    high = found[min(len(found) - 1, int(len(found) * 0.9))]
    print(f"{name:<40} {found[0]:9.2f} {statistics.median(found):9.2f} {high:9.2f}", flush=True)


def pick(words: list[str]) -> Callable[[int], str]:
    """A different word for every turn."""
    return lambda turn: words[turn % len(words)]


def read_times(library: FolderLibrary, times: int) -> None:
    """Lists and searches."""
    thing, colour, style = pick(THINGS), pick(COLOURS), pick(STYLES)
    first = library.assets(AssetListRequest())
    ids = [asset.id for asset in first.assets]
    _, deep = library.search(Search(limit=1000))
    for _ in range(9):
        _, deep = library.search(Search(limit=1000, cursor=deep)) if deep else ([], None)

    def search(**fields: object) -> object:
        return library.search(Search.model_validate(fields))

    measure("list: newest 50", lambda _: library.assets(AssetListRequest()), times)
    measure("list: 50 behind the 10,000th", lambda _: search(cursor=deep), times)
    measure("list: kind", lambda _: search(kind="design_spec"), times)
    measure(
        "list: project and kind", lambda _: search(kind="design_spec", project_id="film"), times
    )
    measure("list: by name", lambda _: search(sort="name"), times)
    measure("list: by score, favourites", lambda _: search(sort="score", favourite=True), times)
    measure("get an asset", lambda turn: library.asset(ids[turn % len(ids)]), times)
    measure("versions of an asset", lambda turn: library.versions(ids[turn % len(ids)]), times)
    measure("search: 1 word", lambda turn: search(words=thing(turn)), times)
    measure("search: 2 words", lambda turn: search(words=f"{thing(turn)} {colour(turn)}"), times)
    measure(
        "search: 3 words",
        lambda turn: search(words=f"{style(turn)} {thing(turn)} {colour(turn)}"), times,
    )  # fmt: skip
    measure("search: beginning of 2 letters", lambda turn: search(words=thing(turn)[:2]), times)
    measure("search: nothing found", lambda turn: search(words=f"zebra{turn}"), times)
    measure("search: in scripts", lambda turn: search(words=f"part {turn}", in_source=True), times)
    measure(
        "search: 2 words by relevance",
        lambda turn: search(words=f"{thing(turn)} {colour(turn)}", sort="relevance"), times,
    )  # fmt: skip
    measure("tag: 1 frequent", lambda turn: search(tags=[thing(turn)]), times)
    measure("tag: 1 rare", lambda turn: search(tags=[f"set-{turn}"]), times)
    measure("tag: 3", lambda turn: search(tags=["all", colour(turn), thing(turn)]), times)
    measure("facets: kinds, projects, tags", lambda _: library.facets(), times)


def write_times(library: FolderLibrary, times: int) -> None:
    """Adding assets and versions, synced to the disk, as a job does."""
    version = a_version(
        AssetRecord(
            id=new_id("a"), name="x", kind="python_model", prompt="a chair", created_at="2026",
            updated_at="2026",
        ),
        1, random.Random(2),
    )  # fmt: skip
    asset_id = ""

    def staged() -> Path:
        folder = library.staging()
        (folder / "model.blend").write_bytes(bytes(100_000))
        (folder / "preview.png").write_bytes(bytes(50_000))
        return folder

    def new_asset(turn: int) -> None:
        nonlocal asset_id
        request = AssetGenerateRequest(prompt=f"a chair {turn}", tags=["all", "new"])
        asset_id = library.create_asset(request, f"Chair {turn}")
        library.add_version(asset_id, version, staged())

    measure("add an asset (150 kB, synced)", new_asset, times)
    measure("add a version", lambda _: library.add_version(asset_id, version, staged()), times)
    measure("make a version current", lambda n: library.set_current(asset_id, n % 2 + 1), times)
    measure(
        "trash and restore", lambda _: (library.trash(asset_id), library.restore(asset_id)), times
    )


def whole_times(library: FolderLibrary, *, folders: bool) -> None:
    """What reads everything, in seconds."""
    library.close()
    measure("open", lambda _: (library.close(), library.assets(AssetListRequest())), 5)
    if not folders:
        return
    started = time.perf_counter()
    report = library.check()
    print(f"{'check':<40} {time.perf_counter() - started:9.2f} s, {len(report.problems)} problems")
    started = time.perf_counter()
    library.rebuild()
    print(f"{'rebuild':<40} {time.perf_counter() - started:9.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--assets", type=int, default=10_000)
    parser.add_argument("--versions", type=int, default=5)
    parser.add_argument("--times", type=int, default=50, help="runs of each measurement")
    parser.add_argument("--folders", action="store_true", help="write the folders too")
    parser.add_argument("--at", type=Path, help="parent folder; its disk is what is measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.at, prefix="ll3m-bench-") as folder:
        library = open_library(Path(folder) / "library")
        seconds = fill(library, options.assets, options.versions, folders=options.folders)
        size = (library.root / ".ll3m" / "index.sqlite3").stat().st_size / 2**20
        print(
            f"{options.assets} assets × {options.versions} versions: filled in {seconds:.0f} s, "
            f"index {size:.0f} MiB\n\n{'':<40} {'best ms':>9} {'p50 ms':>9} {'p90 ms':>9}"
        )
        if options.folders:
            whole_times(library, folders=True)
        read_times(library, options.times)
        write_times(library, options.times)
        library.close()


if __name__ == "__main__":
    main()
