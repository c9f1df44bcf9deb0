"""Taking a backup: copies, checks and one encrypted archive, there whole under its name or not at all."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pyrage import x25519

from casebook import audit, chains, database, disk, editions, integrity, signing
from casebook.backing_up import archive, gathering
from casebook.backing_up.recipients import BackupError, recipients
from casebook.folders import Folders

ENDING, UNFINISHED = ".tar.age", ".tar.age.part"
COPIES = "backing-up"  # below the build: copies of the databases, for as long as it takes to write the archive


@dataclass(frozen=True)
class Taken:
    """A backup that was made: its file, what can open it (how many), the key that signed it, and what was found changed.

    `content` is {table: SHA-256}, as content_hash.py prints it; `files` how many there are in it, of `bytes` in all.
    """

    path: Path
    recipients: int
    signed_by: str
    content: dict[str, str]
    files: int
    bytes: int
    faults: tuple[str, ...]


def take(folders: Folders, to: Path, given: Iterable[str], by: str, say: Callable[[str], None]) -> Taken:
    """Write an archive of everything into the folder `to`, read it back whole, and only then give it its name.

    Raises BackupError, or OSError when the disk does not take it; then there is no archive and no copy left.
    """
    openers = recipients(folders.keys, given)
    faults = tuple(integrity.faults(folders))
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folders.build), _unfinished(to) as part:
        witness = x25519.Identity.generate()  # forgotten when this returns: nobody else can read it back here
        with _copies(folders.build) as place:
            with database.lock(folders, say):
                hashes = gathering.databases(folders, place)
                items = list(gathering.files(folders, place))
            listed = _list(folders, hashes, items, faults)
            body = chains.canonical(listed)
            with part.open("wb") as file:
                signature = f"{signing.sign(folders.keys, body)}\n".encode("ascii")
                archive.write(file, [*openers, witness.to_public()], body, signature, items)
                file.flush()
                os.fsync(file.fileno())
        archive.read(part, [witness], lambda found, _: _same(found, body), _nowhere)
        path = to / f"casebook-{listed['at'].replace(':', '')}{ENDING}"
        with suppress(chains.BrokenChain):  # a damaged log is among the faults, and no reason to keep nothing
            audit.note(folders.audit, by, "backup", archive=disk.sha256(part), files=len(items))
        _name(part, path)
    return Taken(path, len(openers), listed["signed_by"], hashes, len(items), path.stat().st_size, faults)


def _list(folders: Folders, hashes: dict[str, str], items: list[archive.Item], faults: tuple[str, ...]) -> dict[str, Any]:
    """What stands at the beginning of the archive, signed."""
    signing.sign(folders.keys, b"")  # makes the key where there is none yet
    links = {name: folders.editions / name for name in (editions.CURRENT, editions.CLOSED)}
    files = [{"name": item.name, "bytes": item.bytes, "sha256": item.sha256} for item in items]
    return {
        "v": 1,
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "signed_by": (folders.keys / "signing.pub").read_text(encoding="ascii").strip(),
        "content": hashes,
        "editions": {name: link.readlink().name for name, link in links.items() if link.is_symlink()},
        "faults": list(faults),
        "files": files,
    }


@contextmanager
def _alone(build: Path) -> Iterator[None]:
    """One backup at a time; raises BackupError while another one is being made."""
    build.mkdir(parents=True, exist_ok=True)
    with (build / f"{COPIES}.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("Another backup is being made. Wait until it has ended.") from None
        yield


@contextmanager
def _copies(build: Path) -> Iterator[Path]:
    """A folder that nobody else can read, gone before the archive has its name; what a killed backup left is removed."""
    place = build / COPIES
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _unfinished(to: Path) -> Iterator[Path]:
    """The file that becomes the archive, and is gone when it does not."""
    for left in to.glob(f"casebook-*{UNFINISHED}"):
        left.unlink()
    part = to / f"casebook-{os.getpid()}{UNFINISHED}"
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    """Give it its name, which no other archive has."""
    if path.exists():
        raise BackupError(f"{path}: there is one of this very second already.")
    part.rename(path)
    disk.sync(path.parent)


def _same(found: bytes, body: bytes) -> list[dict[str, Any]]:
    if found != body:
        raise BackupError("What was written is not what was to be written: the disk cannot be trusted.")
    return archive.canonical_list(body)["files"]


@contextmanager
def _nowhere(name: str) -> Iterator[BinaryIO]:
    with open(os.devnull, "wb") as file:  # noqa: PTH123 - a device, not a path of ours
        yield file
