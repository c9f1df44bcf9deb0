"""The archive: a tar of plain files behind a signed list of them, encrypted with age, written and read as a stream."""

import hashlib
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import pyrage

from casebook.backing_up.recipients import BackupError

LIST, SIGNATURE = "backup.json", "backup.sig"
LONGEST_LIST = 256_000_000  # bytes
PIECE = 1 << 20
ODD = "It is not what was listed when the backup was made. Use another backup."


@dataclass(frozen=True)
class Item:
    """A file of the archive: its name there, where it lies, and how many of its bytes, with their SHA-256, count."""

    name: str
    path: Path
    bytes: int
    sha256: str


class Stream:
    """Pieces of bytes as a file that can be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._left = piece
        taken, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return taken


def pieces(listed: bytes, signature: bytes, items: Iterable[Item]) -> Iterator[bytes]:
    """The bytes of the tar; raises BackupError when a file is not what it was when it was listed."""
    for name, body in ((LIST, listed), (SIGNATURE, signature)):
        yield _header(name, len(body)) + body + _fill(len(body))
    for item in items:
        yield _header(item.name, item.bytes)
        yield from _read(item)
        yield _fill(item.bytes)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def _fill(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def _read(item: Item) -> Iterator[bytes]:
    digest, left = hashlib.sha256(), item.bytes
    with item.path.open("rb") as file:
        while left and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
            yield piece
    if left or digest.hexdigest() != item.sha256:
        raise BackupError(f"{item.name}: it was changed while the backup was made. Run the backup again.")


def write(to: BinaryIO, recipients: list, listed: bytes, signature: bytes, items: Iterable[Item]) -> None:
    """Encrypt the archive into an open file; raises BackupError, or OSError when the disk does not take it."""
    failed: list[BaseException] = []

    def watched() -> Iterator[bytes]:
        try:
            yield from pieces(listed, signature, items)
        except BaseException as error:
            failed.append(error)
            raise

    try:
        pyrage.encrypt_io(Stream(watched()), to, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise failed[0] if failed else OSError(f"The archive could not be written: {error}") from None


def read(
    path: Path,
    identities: list,
    admit: Callable[[bytes, str], list[dict[str, Any]]],
    place: Callable[[str], AbstractContextManager[BinaryIO]],
) -> None:
    """Go through an archive: `admit` gets its list and signature, and gives the files that must follow, in their order;
    each is written to what `place` opens for its name. Raises BackupError at the first byte that is not as listed."""
    with _decrypted(path, identities) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
        members = iter(tar)
        listed = _small(tar, next(members, None), LIST, LONGEST_LIST)
        signature = _small(tar, next(members, None), SIGNATURE, 1000).decode("ascii", "replace").strip()
        for expected in admit(listed, signature):
            member = next(members, None)
            if member is None or not member.isreg() or member.name != expected["name"]:
                raise BackupError(f"{path}: {expected['name']}: {ODD}")
            with place(_safe(expected["name"])) as file:
                _copy(tar.extractfile(member), file, expected, path)
        if next(members, None) is not None:
            raise BackupError(f"{path}: it holds more than was listed. {ODD}")


def _small(tar: tarfile.TarFile, member: tarfile.TarInfo | None, name: str, most: int) -> bytes:
    if member is None or not member.isreg() or member.name != name or member.size > most:
        raise BackupError(f"This is not an archive of backup.py: {name} is not where it has to be.")
    return tar.extractfile(member).read()


def _copy(source: BinaryIO, to: BinaryIO, expected: dict[str, Any], path: Path) -> None:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(PIECE):
        digest.update(piece)
        size += len(piece)
        to.write(piece)
    if (size, digest.hexdigest()) != (expected["bytes"], expected["sha256"]):
        raise BackupError(f"{path}: {expected['name']}: {ODD}")


def _safe(name: str) -> str:
    """The name, if it stays below the folder it is put into."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or "\0" in name or "\\" in name:
        raise BackupError(f"The archive names a file outside of its folder. {ODD}")
    return name


@contextmanager
def _decrypted(path: Path, identities: list) -> Iterator[BinaryIO]:
    """What is in the archive, as a stream; at the end it must have been whole."""
    reading, writing = os.pipe()
    failed: list[str] = []
    opened = threading.Thread(target=_decrypt, args=(path, identities, writing, failed))
    opened.start()
    try:
        with os.fdopen(reading, "rb") as stream:
            yield stream
            while stream.read(PIECE):
                pass
    except (tarfile.TarError, EOFError) as error:
        opened.join()
        raise BackupError(f"{path}: {failed[0] if failed else error}. {ODD}") from None
    finally:
        opened.join()
    if failed:
        raise BackupError(f"{path}: {failed[0]}. {ODD}")


def _decrypt(path: Path, identities: list, writing: int, failed: list[str]) -> None:
    with suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
        try:
            with path.open("rb") as archive:
                pyrage.decrypt_io(archive, pipe, identities)
        except (pyrage.DecryptError, OSError) as error:
            failed.append(str(error))


def canonical_list(body: bytes) -> dict[str, Any]:
    """The list of an archive as written; raises BackupError when it is not one."""
    try:
        listed = json.loads(body)
        if listed["v"] == 1 and isinstance(listed["files"], list):
            return listed
    except (ValueError, KeyError, TypeError):
        pass
    raise BackupError("This archive was made by another version of backup.py, or is damaged.")
