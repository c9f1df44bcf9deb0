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


def read(path: Path, start: int, make: Callable[[dict[str, Any], int], Made]) -> list[Made]:
    """What `make` makes of each entry of a log and of its place, counted from `start`; raises as `chains.read` does.

    A log of which any byte read before is another one now is read anew from its beginning.
    """
    content = path.read_bytes()
    before = _KNOWN.get((path, start), _Read())
    if hashlib.sha256(content[: before.size]).hexdigest() != before.digest:
        before = _Read()
    size = content.rfind(b"\n") + 1
    new, last = chains.follow(path, content[before.size : size], len(before.made), before.last)
    made = before.made + [make(entry, start + place) for place, entry in enumerate(new, len(before.made))]
    _KNOWN[path, start] = _Read(size, hashlib.sha256(content[:size]).hexdigest(), last, made)
    _KNOWN.move_to_end((path, start))
    while len(_KNOWN) > MOST:
        _KNOWN.popitem(last=False)
    return made
