"""Append-only logs of JSON lines, each line naming the hash of the one before, so that a change of the past shows."""

import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import Any

START = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class BrokenChain(Exception):
    """A log was altered or damaged: no command may go on. The message names file and line, never their words."""


def _named(path: Path) -> str:
    """A log by its folder and name, for every source has one of the same name."""
    return f"{path.parent.name}/{path.name}"


def canonical(entry: dict[str, Any]) -> bytes:
    """The one way a line is written: UTF-8, sorted keys, no spaces."""
    return _CANONICAL.encode(entry).encode("utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    """The entries of a log in order; [] when there is none.

    A last line without its newline was never finished: it is not read here, and the next `append` sets it aside.
    Raises BrokenChain when a line is not JSON, its number is not the next or it does not name the line before.
    """
    return follow(path, path.read_bytes(), 0, START)[0] if path.exists() else []


def follow(path: Path, content: bytes, number: int, previous: str) -> tuple[list[dict[str, Any]], str]:
    """The entries in a part of a log that begins behind the entry of this number and hash, and the hash of its last one."""
    entries = []
    for at, line in enumerate(_finished(content), start=number + 1):
        entry = _entry(path, at, line)
        if entry.get("seq") != at:
            raise BrokenChain(f"{_named(path)}, line {at}: its number is not {at}; the log was changed.")
        if entry.get("prev") != previous:
            raise BrokenChain(f"{_named(path)}, line {at}: it does not follow the line before; the log was changed.")
        entries.append(entry)
        previous = hashlib.sha256(line).hexdigest()
    return entries, previous


def append(path: Path, entry: dict[str, Any]) -> dict[str, Any]:
    """Write one entry behind the last, numbered and chained, in one write, and fsync; returns it as written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        set_aside(path)
        lines = _finished(path.read_bytes())
        read(path)
        previous = hashlib.sha256(lines[-1]).hexdigest() if lines else START
        whole = {**entry, "seq": len(lines) + 1, "prev": previous}
        os.write(log.fileno(), canonical(whole) + b"\n")
        os.fsync(log.fileno())
    return whole


def head(path: Path) -> tuple[int, str] | None:
    """Number and hash of the line that was written last, as `keep_head` noted them in this file; None without one."""
    try:
        seq, digest = path.read_text(encoding="ascii").split()
        return int(seq), digest
    except (OSError, ValueError):
        return None


def keep_head(path: Path, seq: int, digest: str) -> None:
    """Note beside a log where it ends, after the line itself is on the disk: lines cut off or changed later then show."""
    new = path.with_name(f"{path.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, f"{seq} {digest}\n".encode())
    os.fsync(descriptor)
    os.close(descriptor)
    new.rename(path)


def set_aside(path: Path) -> Path | None:
    """Move an unfinished last line into a file of its own beside the log; returns that file, or None."""
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    if end == len(content):
        return None
    torn = path.with_name(f"{path.name}.torn-{end}")
    torn.write_bytes(content[end:])
    with path.open("r+b") as log:
        log.truncate(end)
        os.fsync(log.fileno())
    return torn


def _finished(content: bytes) -> list[bytes]:
    return content[: content.rfind(b"\n") + 1].split(b"\n")[:-1]


def _entry(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        raise BrokenChain(f"{_named(path)}, line {number}: it is not JSON; restore the log from a backup.") from None
    if not isinstance(entry, dict):
        raise BrokenChain(f"{_named(path)}, line {number}: it is not a JSON object; restore the log from a backup.")
    return entry
