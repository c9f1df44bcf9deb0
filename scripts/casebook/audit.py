"""The audit log: who read, took away, judged or built what and when, one JSON line each, every line naming the one before.

The head (number and hash of the last line) is kept in a file of its own, so that lines cut off at the end show too.
What people searched for and what records say is never written here.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from casebook import chains

LOG, HEAD = "audit.jsonl", "head"
LONGEST_LINE = 16_384


def note(folder: Path, by: str, action: str, **about: Any) -> dict[str, Any]:
    """Write one line, on the disk when this returns; the line as written.

    `action` is a word such as "export"; `about` names what it was done to: keys, ids, numbers, never names of people.
    Raises BrokenChain when the last line is not the one that the head names.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / LOG, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        chains.set_aside(folder / LOG)
        seq, prev = _last(log)
        if (seq, prev) != (chains.head(folder / HEAD) or (seq, prev)) and not _is_one_behind(folder, log, seq):
            raise chains.BrokenChain(f"{folder.name}/{LOG}: its last line is not the one that was written last.")
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        line = {"seq": seq + 1, "prev": prev, "at": at, "by": by, "action": action} | about
        body = chains.canonical(line)
        os.lseek(log.fileno(), 0, os.SEEK_END)
        os.write(log.fileno(), body + b"\n")
        os.fsync(log.fileno())
        chains.keep_head(folder / HEAD, seq + 1, hashlib.sha256(body).hexdigest())
    return line


def read(folder: Path) -> list[dict[str, Any]]:
    """Every line in order, [] where there is none. Raises BrokenChain when any was altered, removed, moved or cut off."""
    lines = chains.read(folder / LOG)
    last = hashlib.sha256(chains.canonical(lines[-1])).hexdigest() if lines else chains.START
    head = chains.head(folder / HEAD)
    if head is not None and (len(lines), last) != head and (len(lines) - 1 != head[0] or lines[-1]["prev"] != head[1]):
        raise chains.BrokenChain(f"{folder.name}/{LOG}: it ends at line {len(lines)}, and {head[0]} were written.")
    if head is None and lines:
        raise chains.BrokenChain(f"{folder.name}/{HEAD}: it is missing, so nothing says where the log ended.")
    return lines


def exports(folder: Path, editions: set[int], public_id: str) -> Iterator[tuple[str, str, int]]:
    """(who, day, edition) of everyone who took away a list of one of these editions, or the page of that case."""
    seen = set()
    for line in read(folder):
        took = line["action"] == "export" and line.get("edition") in editions
        if took and line.get("case") in (None, public_id):
            told = (line["by"], line["at"][:10], line["edition"])
            if told not in seen:
                seen.add(told)
                yield told


def _last(log) -> tuple[int, str]:
    """Number and hash of the last line."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - LONGEST_LINE))
    tail = log.read()
    if not tail:
        return 0, chains.START
    body = tail.rstrip(b"\n").rpartition(b"\n")[2]
    return int(json.loads(body)["seq"]), hashlib.sha256(body).hexdigest()


def _is_one_behind(folder: Path, log, seq: int) -> bool:
    """Whether the head is that of the line before: whoever wrote the last one died before noting it."""
    head = chains.head(folder / HEAD)
    log.seek(max(0, log.seek(0, os.SEEK_END) - 2 * LONGEST_LINE))
    lines = log.read().rstrip(b"\n").split(b"\n")
    return bool(head and head[0] == seq - 1 and json.loads(lines[-1])["prev"] == head[1])
