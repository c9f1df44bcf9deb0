"""Restoring: a Casebook in a new folder from an archive and a secret key, whole and as it was, or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from casebook import audit, content, disk, editions, integrity, schema, signing
from casebook.backing_up import archive, gathering
from casebook.backing_up.recipients import BackupError, identities
from casebook.folders import Folders


@dataclass(frozen=True)
class Restored:
    """What was restored: when it was backed up (ISO, UTC), the key that signed it, the content hashes, the files."""

    at: str
    signed_by: str
    content: dict[str, str]
    files: int
    faults: tuple[str, ...]


def restore(path: Path, identity: Path, to: Path, by: str, signed_by: str = "", not_before: str = "") -> Restored:
    """Make the folder `to` (which must not be there, or be empty) of an archive; its databases and logs are checked.

    `signed_by`: 64 hex digits, the key that must have signed it. `not_before`: a day (ISO) that an older archive fails.
    Raises BackupError, or OSError when the disk does not take it; then there is nothing in `to`.
    """
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise BackupError(f"{to}: there is something already, and nothing is overwritten. Name a new folder.")
    if not path.is_file():
        raise BackupError(f"{path}: there is no such archive.")
    place = to.with_name(f".{to.name}.restoring")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    try:
        listed = _unpack(path, identity, place, signed_by.strip().lower(), not_before)
        restored = _checked(Folders.of(data=place), listed)
        audit.note(place / "audit", by, "restore", backup=listed["at"])
        _sync(place)
        if to.exists():
            to.rmdir()
        place.rename(to)
        disk.sync(to.parent)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return restored


def _unpack(path: Path, identity: Path, place: Path, signed_by: str, not_before: str) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def admit(body: bytes, signature: str) -> list[dict[str, Any]]:
        found.update(archive.canonical_list(body))
        key = str(found["signed_by"])
        if not signing.is_signed_by(key, body, signature):
            raise BackupError(f"{path}: its list was not signed by the key it names. {archive.ODD}")
        if signed_by and key != signed_by:
            raise BackupError(f"{path}: it was signed by {key}, not by the key that was given. Ask who made it.")
        if not_before and found["at"] < not_before:
            raise BackupError(f"{path}: it is of {found['at']}, older than {not_before}. Look for a newer one.")
        return found["files"]

    archive.read(path, identities(identity), admit, partial(_placed, place))
    return found


@contextmanager
def _placed(place: Path, name: str) -> Iterator[BinaryIO]:
    path = place / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mode = 0o444 if path.name == editions.FILE and path.parent.parent.name == "editions" else 0o600  # never written again
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        yield file


def _checked(folders: Folders, listed: dict[str, Any]) -> Restored:
    """Put what is shown in its place, and compare everything with what the list says of it."""
    hashes: dict[str, str] = {}
    if listed["content"]:
        for path in (folders.cases, folders.contacts):
            gathering.check(path)
            with closing(schema.connect(path)) as db:
                db.execute("PRAGMA journal_mode=WAL")
        hashes = dict(content.hashes(folders))
    if hashes != listed["content"]:
        raise BackupError("The databases do not say what they said when the backup was made. Use another backup.")
    _show(folders, listed["editions"])
    faults = tuple(integrity.faults(folders))
    new = [fault for fault in faults if fault not in listed["faults"]]
    if new:
        raise BackupError(f"{new[0]} ({len(new)} in all). Use another backup.")
    return Restored(listed["at"], listed["signed_by"], hashes, len(listed["files"]), faults)


def _show(folders: Folders, links: dict[str, str]) -> None:
    """What was the current edition is it again; what was closed stays closed."""
    for name, number in links.items():
        if name not in (editions.CURRENT, editions.CLOSED) or not number.isdigit():
            raise BackupError(f"The list names an edition that cannot be one. {archive.ODD}")
        if name == editions.CURRENT:
            editions.make_current(folders.editions, int(number), folders.build)
        else:
            (folders.editions / name).symlink_to(number)


def _sync(place: Path) -> None:
    """Wait until every file and folder is on the disk, for it gets its name next."""
    for path in sorted(place.rglob("*")):
        if not path.is_symlink():
            disk.sync(path)
    disk.sync(place)
