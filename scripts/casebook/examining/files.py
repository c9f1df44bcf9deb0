"""Files: who else can read them, databases where none belong, and what git knows that it should not."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from casebook.backing_up.taking import COPIES
from casebook.examining.finding import Finding
from casebook.folders import Folders

OTHERS = 0o077
HEADER = b"SQLite format 3\0"
BUILT = {"cases.db", "contacts.db", "published.db"}
BESIDE = ("-wal", "-shm", "-journal")
EXAMPLE = "example"
HOUR = 3600


def open_to_others(folders: Folders) -> Iterator[Finding]:
    """Folders that others of this machine can enter, with files in them that they can read; keys and audit above all."""
    backups = folders.data / "backups"
    private = (folders.keys, folders.audit, folders.build, folders.editions, folders.sources, folders.decisions, backups)
    for folder in private:
        if folder is None or not folder.is_dir() or not folder.stat().st_mode & OTHERS:
            continue
        seen = [path for path in folder.rglob("*") if _counts(path.relative_to(folder)) and path.lstat().st_mode & OTHERS]
        if seen or folder in (folders.keys, folders.audit):
            yield Finding(f"{folder}: others of this machine can read it, or some of it ({len(seen)} files)",
                          f"chmod -R go= {folder}")  # fmt: skip


def _counts(path: Path) -> bool:
    return not any(part.startswith(EXAMPLE) for part in path.parts)


def stray_databases(folders: Folders) -> Iterator[Finding]:
    """Databases, and what SQLite leaves beside them, where none belong: copies that nobody remembers."""
    for path in sorted(folders.data.rglob("*")) if folders.data.is_dir() else ():
        name = path.name
        for end in BESIDE:
            name = name.removesuffix(end)
        if path.is_symlink() or not path.is_file() or _belongs(path, name, folders):
            continue
        if name != path.name or _is_database(path):
            yield Finding(f"{path}: a database where none belongs", f"look what it is, then delete it: rm {path}")


def _belongs(path: Path, name: str, folders: Folders) -> bool:
    """Whether a file, or what `name` it lies beside, is one that Casebook keeps there itself, or one that was received."""
    if folders.sources in path.parents:
        return name == path.name
    built = path.parent == folders.build and name in BUILT
    edition = path.parent.parent == folders.editions and path.name == "published.db"
    return built or edition or (path.parent == folders.keys and name == "sessions.db")


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def left_by_commands(folders: Folders) -> Iterator[Finding]:
    """Copies that a command which was killed has left: of rehearsals, of backups."""
    found = Path(tempfile.gettempdir()).glob("casebook-*")
    left = [path for path in found if path.stat().st_uid == os.getuid() and time.time() - path.stat().st_mtime > HOUR]
    if left:
        yield Finding(f"{left[0]} and {len(left) - 1} more: left by commands that were killed; they may hold testimonies",
                      f"rm -r {left[0].parent / 'casebook-*'}")  # fmt: skip
    copies = folders.build / COPIES
    if copies.is_dir() and time.time() - copies.stat().st_mtime > HOUR:
        yield Finding(f"{copies}: left by a backup that was killed", "make a backup, which removes it, or: rm -r that folder")


def in_git(repository: Path) -> Iterator[Finding]:
    """Private files that git knows, now or in its history: whoever gets a copy of the repository gets them."""
    for what, command in (
        ("git keeps it", ("ls-files", "-z", "--", "data", "*.db", "*.db-wal", "*.db-shm")),
        ("it stands in the history of git", ("log", "--all", "-z", "--format=", "--name-only", "--diff-filter=A", "--",
                                             "data/keys", "data/audit", "data/editions", "data/build", "*.db", "*.db-wal")),
    ):  # fmt: skip
        for name in sorted({name for name in _git(repository, command) if _is_private(name)})[:5]:
            yield Finding(f"{name}: {what}", f"git rm --cached {name}, and treat what it holds as seen by others")


def _is_private(name: str) -> bool:
    path = Path(name)
    if path.suffix in (".db", ".db-wal", ".db-shm"):
        return True
    folder = path.parts[1] if path.parts[0] == "data" and len(path.parts) > 2 else ""
    if folder in ("sources", "decisions"):
        return not path.parts[2].startswith(EXAMPLE) and path.parts[2] != "projections"
    return folder in ("keys", "audit", "editions", "build", "backups")


def _git(repository: Path, command: tuple[str, ...]) -> list[str]:
    try:
        told = subprocess.run(["git", *command], cwd=repository, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name for name in told.stdout.split("\0") if name] if told.returncode == 0 else []
