# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding running instances: one private JSON file per instance in the user's runtime folder.

The file holds the instance's address and token, so it is readable by its owner only
(0600 in a 0700 folder). Whoever can read it may use the instance. Files of dead
processes are removed by whoever looks.
"""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .contract.errors import HostError, NotFound

__all__ = ["Instance", "choose", "instances", "is_private", "publish", "runtime_folder"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Instance:
    """What a runtime file says. ``started_at`` is in seconds since 1970."""

    pid: int
    port: int
    token: str
    url: str
    version: str = ""
    blender: str = ""
    file: str = ""
    project: str = ""
    started_at: float = 0.0

    def __repr__(self) -> str:
        return f"Instance(pid={self.pid}, url={self.url!r}, file={self.file!r})"


def runtime_folder() -> Path:
    """``LL3M_RUNTIME_DIR``, or the user's runtime folder.

    Where a Linux system has none, a folder in the user's cache: a predictable name in
    /tmp could be taken by someone else first.
    """
    named = os.environ.get("LL3M_RUNTIME_DIR")
    if named:
        return Path(named)
    import platformdirs

    if sys.platform in ("win32", "darwin"):
        return platformdirs.user_runtime_path("ll3m", appauthor=False)
    given = os.environ.get("XDG_RUNTIME_DIR")
    for folder in (Path(given) if given else None, Path(f"/run/user/{os.getuid()}")):
        if folder is not None and os.access(folder, os.W_OK | os.X_OK):
            return folder / "ll3m"
    return platformdirs.user_cache_path("ll3m", appauthor=False) / "run"


def is_private(path: Path) -> bool:
    """True if the path is ours alone. Windows keeps these folders private by itself."""
    if sys.platform == "win32":
        return True
    found = path.lstat()
    return (
        found.st_uid == os.getuid()
        and not found.st_mode & 0o077
        and not stat.S_ISLNK(found.st_mode)
    )


def _prepare(folder: Path) -> None:
    """Make the folder, or refuse one that others can look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not is_private(folder):
        if sys.platform != "win32" and folder.lstat().st_uid == os.getuid():
            folder.chmod(0o700)
        if not is_private(folder):
            raise HostError(
                f"The runtime folder {folder} belongs to someone else.",
                advice="Name a folder of your own in LL3M_RUNTIME_DIR.",
            )


def publish(instance: Instance) -> Path:
    """Write the instance's runtime file and return its path; the caller removes it at the end.

    Raises:
        HostError: the folder can't be made private or written.
    """
    folder = runtime_folder()
    path = folder / f"{instance.pid}-{instance.port}.json"
    draft = path.with_suffix(".new")
    try:
        _prepare(folder)
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(instance), file)
        draft.replace(path)
    except OSError as error:
        raise HostError(
            f"The runtime file {path} can't be written: {error.strerror}.",
            advice="Name a writable folder of your own in LL3M_RUNTIME_DIR.",
        ) from error
    return path


def _alive(pid: int) -> bool:
    """Whether a process of that number runs."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return False
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _read(path: Path) -> Instance | None:
    """The instance of a runtime file, or None for anything that is not a live one's."""
    try:
        if not is_private(path):
            log.warning("Ignoring %s: others can read or write it.", path)
            return None
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        known = {key: data[key] for key in Instance.__dataclass_fields__ if key in data}
        instance = Instance(**known)
        alive = _alive(int(instance.pid))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        log.warning("Ignoring %s: %s", path, error)
        return None
    if not alive:
        path.unlink(missing_ok=True)
        return None
    return instance


def instances() -> list[Instance]:
    """All live instances of this user, newest first. Removes files of dead processes."""
    folder = runtime_folder()
    try:
        if not is_private(folder):
            log.warning("Ignoring the runtime folder %s: it is not private.", folder)
            return []
        paths = sorted(folder.glob("*.json"))
    except OSError:
        return []
    found = [instance for path in paths if (instance := _read(path))]
    return sorted(found, key=lambda each: each.started_at, reverse=True)


def choose(
    *, pid: int | None = None, file: str | None = None, project: str | None = None
) -> Instance:
    """The newest instance; with this process number, open .blend or project, if named.

    Raises:
        NotFound: there is none that fits; ``data.instances`` lists those there are.
    """
    live = instances()
    fitting = live
    if pid is not None:
        fitting = [each for each in fitting if each.pid == pid]
    if file is not None:
        wanted = Path(file).absolute()
        fitting = [
            each
            for each in fitting
            if each.file and (Path(each.file) == wanted or Path(each.file).name == file)
        ]
    if project is not None:
        fitting = [each for each in fitting if (each.project or "default") == project]
    if fitting:
        return fitting[0]
    named = f" with process number {pid}" if pid is not None else ""
    named += f" with the file {file!r} open" if file is not None else ""
    named += f" for the project {project!r}" if project is not None else ""
    raise NotFound(
        f"No running instance{named} was found.",
        advice="Switch the LL3M service on in Blender, or run `ll3m serve`.",
        instances=[{"pid": each.pid, "file": each.file, "project": each.project} for each in live],
    )
