"""Logs that were read before: each line is verified once in a process, and later only what was appended since."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from casebook import chains

MOST = 8  # logs that are remembered
Made = TypeVar("Made")


@dataclass(frozen=True)
class _Read:
    """The first `size` bytes of a log, by their hash, with the hash of the last line and what was made of its lines."""

    size: int = 0
    digest: str = hashlib.sha256(b"").hexdigest()
    last: str = chains.START
    made: list[Any] = field(default_factory=list)


_KNOWN: OrderedDict[tuple[Path, int], _Read] = OrderedDict()


def read(path: Path, start: int, make: Callable[[dict[str, Any], int], Made], head: tuple[int, str] | None) -> list[Made]:
    """What `make` makes of each entry of a log and of its place, counted from `start`; raises as `chains.read` does, and
    where the log does not hold the line that `head`, read before it, names as the one written last.

    A log of which any byte read before is another one now is read anew from its beginning.
    """
    content = path.read_bytes()
    before = _KNOWN.get((path, start), _Read())
    if hashlib.sha256(content[: before.size]).hexdigest() != before.digest:
        before = _Read()
    size = content.rfind(b"\n") + 1
    new, last = chains.follow(path, content[before.size : size], len(before.made), before.last)
    if head and not _holds(content, len(before.made) + len(new), last, head):
        raise chains.BrokenChain(f"{path.parent.name}/{path.name}, line {head[0]}: it is not the line that was written last; the"
                                 " log was changed or cut off. Restore it from a backup.")
    made = before.made + [make(entry, start + place) for place, entry in enumerate(new, len(before.made))]
    _KNOWN[path, start] = _Read(size, hashlib.sha256(content[:size]).hexdigest(), last, made)
    _KNOWN.move_to_end((path, start))
    while len(_KNOWN) > MOST:
        _KNOWN.popitem(last=False)
    return made


def _holds(content: bytes, lines: int, last: str, head: tuple[int, str]) -> bool:
    """Whether a log is as its head says, or goes on behind that: whoever wrote the rest died before noting it."""
    number, digest = head
    if 0 < number < lines:
        last = hashlib.sha256(content.split(b"\n", number)[number - 1]).hexdigest()
    return not number or (number <= lines and last == digest)
