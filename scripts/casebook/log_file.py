"""The file of a chain of decisions: its lock, its end and the head beside it, an unfinished line, and one write of lines."""

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casebook import chains

log = logging.getLogger("casebook.decisions")


class DecisionError(chains.BrokenChain):
    """A log that may not be used as it stands, or a line that may not be written; names file, line, rule and fix."""

    def __init__(self, file: Path, line: int, words: str, fix: str) -> None:
        super().__init__(f"{file.name}, line {line}: {words}. {fix}")
        self.file, self.line, self.words, self.fix = file, line, words, fix


def write(path: Path, descriptor: int, body: bytes) -> None:
    """One write, then fsync. A short one (a full disk) is taken back, so that no half line stays."""
    before = os.fstat(descriptor).st_size
    try:
        whole = os.write(descriptor, body) == len(body)
    except OSError:
        whole = False
    if not whole:
        os.ftruncate(descriptor, before)
        raise DecisionError(path, 0, "the disk did not take the line, and none of it was kept", "Make room first.")
    os.fsync(descriptor)
    parent = os.open(path.parent, os.O_RDONLY)
    os.fsync(parent)
    os.close(parent)


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """A descriptor to append to, while nobody else writes; the file is made where there is none."""
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def report_torn(path: Path) -> None:
    """Set an unfinished last line aside; under the lock, for a line that is just being written looks the same."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        torn = size and file.read() != b"\n"
    if torn:
        with locked(path):
            set_aside(path)


def head(path: Path) -> tuple[int, str] | None:
    """Number and hash of the line that was written last, as the file beside the chain notes them."""
    return chains.head(head_file(path))


def keep_head(path: Path, seq: int, digest: str) -> None:
    """Note them, behind a line that is on the disk. Where that is not possible the next line makes up for it."""
    with suppress(OSError):
        chains.keep_head(head_file(path), seq, digest)


def head_file(path: Path) -> Path:
    """The file beside a chain that notes where it ends."""
    return path.with_name(f"{path.name}.head")


def set_aside(path: Path) -> None:
    """Move an unfinished last line out of the chain, whose end is then the line before, and report it."""
    torn = chains.set_aside(path)
    if torn:
        keep_head(path, *last(path))
        log.warning("%s: its last line was unfinished and is now in %s; take that decision again", path.name, torn.name)


def last(path: Path) -> tuple[int, str]:
    """The number and the hash of the last line, (0, zeros) when the chain is empty, without reading the whole chain."""
    with path.open("rb") as file:
        size, step, tail = file.seek(0, os.SEEK_END), 4096, b""
        while len(tail) < size and b"\n" not in tail[:-1]:
            step *= 4
            file.seek(max(0, size - step))
            tail = file.read()
    line = tail[:-1].rpartition(b"\n")[2]
    if not line:
        return 0, chains.START
    try:
        return int(json.loads(line)["seq"]), hashlib.sha256(line).hexdigest()
    except (ValueError, KeyError, TypeError):
        raise DecisionError(path, 0, "the last line is not a decision", "Restore the file from a backup.") from None
