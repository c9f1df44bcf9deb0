"""The decision log: what people judged, one JSON object a line, only ever appended, each line naming the one before.

A folder holds one or more chains (`log.jsonl`, the example's `example.jsonl`, ...), read in the order of their names.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from casebook import chains, chains_kept, log_file
from casebook.decisions_schemas import COMMON, fault
from casebook.log_file import DecisionError

LOG = "log.jsonl"
# Lifting one of these lets something out again, which takes two people (law 7); every other undo takes one.
SHIELDS = ("hold", "withdraw", "doubt")


@dataclass(frozen=True)
class Decision:
    """One line. `fields` are those of its kind; `live` is False once undone; `place` is its order among all lines."""

    file: str
    seq: int
    at: str
    by: str
    kind: str
    reason: str
    fields: dict[str, Any] = field(hash=False)
    example: bool = False
    live: bool = True
    place: int = 0

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.fields.get(name, default)


def read(folder: Path | None) -> list[Decision]:
    """Every line of every chain in order, undone ones with live=False; [] without a folder.

    Raises BrokenChain (DecisionError is one) with file and line on anything but an unfinished last line, which is
    set aside in a file beside the log, with a warning.
    """
    found: list[Decision] = []
    for path in files(folder):
        log_file.report_torn(path)
        head = log_file.head(path)  # before the log, to which a line may be added meanwhile
        found += chains_kept.read(path, len(found), partial(_read, path), head)
    return undone(found)


def _read(path: Path, line: dict[str, Any], place: int) -> Decision:
    wrong = fault(line)
    if wrong:
        raise DecisionError(path, line["seq"], wrong, "Restore the file from a backup; never edit it by hand.")
    return _decision(path.name, line, place)


@lru_cache(maxsize=1 << 10)
def person(by: str) -> str:
    """Who somebody is: two spellings of one name are one person."""
    plain = unicodedata.normalize("NFKC", by).casefold()
    return " ".join("".join(letter for letter in plain if unicodedata.category(letter) != "Cf").split())


def files(folder: Path | None) -> list[Path]:
    """The chains of a folder in the order they are read; [] without a folder."""
    return sorted(folder.glob("*.jsonl")) if folder and folder.is_dir() else []


def append(folder: Path, kind: str, by: str, reason: str = "", *, file: str = LOG, at: str | None = None,
           example: bool = False, check: Callable[[], None] | None = None, **fields: Any) -> Decision:
    """Write one decision and return it; `at` is UTC, `2024-01-31T09:00:00Z`, now by default.

    Raises DecisionError when it breaks the schema of its kind.
    """
    line = {"kind": kind, "by": by, "reason": reason, **fields}
    return append_all(folder, [line | ({"example": True} if example else {})], file=file, at=at, check=check)[0]


def append_all(folder: Path, lines: Iterable[dict[str, Any]], *, file: str = LOG,
               at: str | None = None, check: Callable[[], None] | None = None) -> list[Decision]:
    """Write several decisions with one write and one fsync: all of them are in the log afterwards, or none.

    `check` is called when the lines are good and nobody else can write any more; whatever it raises keeps them out of the
    log.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / file
    moment = at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with log_file.locked(path) as descriptor:
        log_file.set_aside(path)
        last, prev = log_file.last(path)
        head = log_file.head(path) if last else None
        if head not in (None, (last, prev)):
            chains_kept.read(path, 0, partial(_read, path), head)
        made, written = [], []
        for seq, line in enumerate(lines, last + 1):
            whole = {"v": 1, "at": moment, "reason": "", **line, "seq": seq, "prev": prev}
            encoded = _encoded(path, seq, whole)
            if whole["kind"] == "undo":
                _check_undo(folder, path, whole)
            prev = hashlib.sha256(encoded).hexdigest()
            written.append(encoded + b"\n")
            made.append(_decision(file, whole, 0))
        if check:
            check()
        log_file.write(path, descriptor, b"".join(written))
        if made:
            log_file.keep_head(path, made[-1].seq, prev)
    return made


def _encoded(path: Path, seq: int, line: dict[str, Any]) -> bytes:
    wrong = fault(line)
    if wrong:
        raise DecisionError(path, seq, f"this line cannot be written: {wrong}", "docs/decisions.md shows each kind.")
    try:
        return chains.canonical(line)
    except UnicodeEncodeError:
        words = "this line cannot be written: a text holds half a character"
        raise DecisionError(path, seq, words, "Type the text again.") from None


def _check_undo(folder: Path, path: Path, line: dict[str, Any]) -> None:
    """An undo of a line that is not there yet would break the log for everyone, so it is not written."""
    known = {(one.file, one.seq) for one in read(folder) if one.kind != "undo"}
    chain = line.get("chain", path.name)
    if chain > path.name or (chain, line["undo"]) not in known:
        raise DecisionError(path, line["seq"], "there is no such line to undo", "Look up its number; an undo has none.")


def _decision(file: str, line: dict[str, Any], place: int) -> Decision:
    own = {name: value for name, value in line.items() if name not in COMMON}
    example = line.get("example", False)
    return Decision(file, line["seq"], line["at"], line["by"], line["kind"], line["reason"], own, example, True, place)


def stored(one: Decision) -> tuple[str, str, str, str, str]:
    """(at, by, kind, reason, its other fields as canonical JSON): a line as the table `decisions` holds it."""
    return one.at, one.by, one.kind, one.reason, chains.canonical(one.fields).decode()


def as_of(log: list[Decision], place: int | None) -> list[Decision]:
    """The lines up to a place as they stood when the last of them was written; with None, all as if none were undone."""
    if place is None:
        return [replace(one, live=True) for one in log]
    return undone([replace(one, live=True) for one in log if one.place <= place])


def undone(found: list[Decision]) -> list[Decision]:
    """The same lines, not live where enough people undid them; an undo must name an earlier line that is no undo.

    One of a line in a chain that is there no more (the example, once removed) undoes nothing and harms nothing.
    """
    places = {(one.file, one.seq): one.place for one in found}
    chains_there = {one.file for one in found}
    askers: dict[int, set[str]] = {}
    for one in found:
        if one.kind == "undo" and one.get("chain", one.file) in chains_there:
            target = places.get((one.get("chain", one.file), one["undo"]), one.place)
            if target >= one.place or found[target].kind == "undo":
                fix = "An undo names an earlier line; to take an undo back, decide again."
                raise DecisionError(Path(one.file), one.seq, "it undoes no earlier decision", fix)
            askers.setdefault(target, set()).add(person(one.by))
    dead = {place for place, by in askers.items() if len(by) >= (2 if found[place].kind in SHIELDS else 1)}
    return [replace(one, live=False) if one.place in dead else one for one in found]
