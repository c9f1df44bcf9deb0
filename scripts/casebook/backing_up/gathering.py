"""What goes into a backup: copies of the databases as of one moment, and the files beside them as they are listed then."""

import fcntl
import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from casebook import audit, content, schema
from casebook.backing_up.archive import PIECE, Item
from casebook.backing_up.recipients import BackupError
from casebook.folders import Folders

# What keys and editions hold for the moment: sessions end with a move, first passwords belong to their owners.
PASSING = ("sessions.db", "first-passwords.txt")
UNFINISHED = (".new", ".part", ".lock")
HEAD = ".head"


def databases(folders: Folders, place: Path) -> dict[str, str]:
    """Copy both databases and issues.csv into `place`; the content hash of each table, which is the original's too.

    Under the writer's lock. {} where nothing was built yet. Raises BackupError when a copy is damaged or says otherwise.
    """
    if not (folders.cases.exists() and folders.contacts.exists()):
        return {}
    copied = replace(folders, build=place)
    for path, to in ((folders.cases, copied.cases), (folders.contacts, copied.contacts)):
        check(path)
        with closing(schema.connect(path, readonly=True)) as db:
            db.execute("VACUUM INTO ?", (str(to),))
        check(to)
    shutil.copyfile(folders.issues, copied.issues)
    hashes = dict(content.hashes(copied))
    changed = [table for table, digest in content.hashes(folders) if hashes[table] != digest]
    if changed:
        raise BackupError(f"{changed[0]}: the copy does not say what the original says. Run the backup again.")
    return hashes


def check(path: Path) -> None:
    """Raise BackupError when SQLite finds a database damaged."""
    try:
        with closing(schema.connect(path, readonly=True)) as db:
            found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            found = found if found != "ok" else ("" if not db.execute("PRAGMA foreign_key_check").fetchone() else "keys")
    except sqlite3.OperationalError:  # a full disk, a lock: nothing is wrong with the file
        raise
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found:
        raise BackupError(f"{path.name}: it is damaged ({found.splitlines()[0]}). Build it anew: make build")


def files(folders: Folders, place: Path) -> Iterator[Item]:
    """Every file to be kept, in the order of its name; of a log that grows meanwhile, the lines there are now."""
    yield from (listed(path, f"build/{path.name}") for path in sorted(place.iterdir()) if path.suffix in (".db", ".csv"))
    yield from _audit(folders.audit, place)
    logs = [(folders.decisions, "decisions"), (folders.sources, "sources")]
    yield from _heads(folders.decisions, place)
    found = [item for folder, name in logs for item in _below(folder, name, "*.jsonl")]  # before what they name
    known = {item.name for item in found}
    yield from found
    for folder, name in (*logs, *((path, path.name) for path in _others(folders))):
        yield from (item for item in _below(folder, name, "*") if item.name not in known and item.path.suffix != HEAD)
    yield from (item for item in _below(folders.keys, "keys", "*") if not _passes(item))
    for edition in sorted(folders.editions.glob("[0-9]*")):
        yield from (item for item in _below(edition, f"editions/{edition.name}", "*") if not _passes(item))
    if folders.policy.is_file():
        yield listed(folders.policy, "policy.yml")


def listed(path: Path, name: str) -> Item:
    """A file as it is now; a log up to its last whole line."""
    size, digest = path.stat().st_size, hashlib.sha256()
    if path.suffix == ".jsonl":
        body = path.read_bytes()
        body = body[: body.rfind(b"\n") + 1]
        return Item(name, path, len(body), hashlib.sha256(body).hexdigest())
    left = size
    with path.open("rb") as file:
        while left and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
    return Item(name, path, size - left, digest.hexdigest())


def _below(folder: Path | None, name: str, pattern: str) -> Iterator[Item]:
    for path in sorted(folder.rglob(pattern)) if folder and folder.is_dir() else ():
        if path.is_file() and "__pycache__" not in path.parts:
            yield listed(path, f"{name}/{path.relative_to(folder).as_posix()}")


def _others(folders: Folders) -> list[Path]:
    """The other folders of `data`: vocabularies, presets and whatever people keep beside them; never a build or a backup."""
    apart = {"sources", "decisions", "editions", "keys", "audit", "backups", "inbox"}
    found = (path for path in folders.data.iterdir() if path.is_dir() and path.name not in apart)
    return sorted(path for path in found if not path.name.startswith(("build", ".")))


def _passes(item: Item) -> bool:
    return item.path.name.startswith(PASSING) or item.path.suffix in UNFINISHED


def _heads(folder: Path | None, place: Path) -> Iterator[Item]:
    """Where the chains of the log end, copied before they are listed: a line that is written meanwhile lies behind."""
    for path in sorted(folder.glob(f"*{HEAD}")) if folder else ():
        yield listed(Path(shutil.copyfile(path, place / path.name)), f"decisions/{path.name}")


def _audit(folder: Path, place: Path) -> Iterator[Item]:
    """The audit log with the head that fits it, for nobody writes a line between the two."""
    if not (folder / audit.LOG).is_file():
        return
    with (folder / audit.LOG).open("rb") as log:
        fcntl.flock(log, fcntl.LOCK_SH)
        yield listed(folder / audit.LOG, f"audit/{audit.LOG}")
        if (folder / audit.HEAD).is_file():
            kept = Path(shutil.copyfile(folder / audit.HEAD, place / audit.HEAD))
            yield listed(kept, f"audit/{audit.HEAD}")


