"""Press packs as the audit log remembers them: what was handed to whom, until when, and which of them hold a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook import audit

ACTION = "press pack"


@dataclass(frozen=True)
class Pack:
    """A pack: its number, for whom, made on which day and good until which (ISO), and the keys of its cases."""

    number: int
    to: str
    day: str
    until: str
    cases: tuple[str, ...]


def note(folder: Path, by: str, pack: Pack) -> None:
    """Write a pack into the audit log, on the disk when this returns."""
    audit.note(folder, by, ACTION, pack=pack.number, to=pack.to, day=pack.day, until=pack.until, cases=list(pack.cases))


def every(folder: Path) -> Iterator[Pack]:
    """All packs in order. Raises BrokenChain where the audit log was altered."""
    for line in audit.read(folder):
        if line["action"] == ACTION:
            yield _pack(line)


def holding(folder: Path, *cases: str) -> list[Pack]:
    """The packs that hold one of these cases, also those whose day has passed: nobody can see whether they were deleted."""
    return [pack for pack in every(folder) if not set(cases).isdisjoint(pack.cases)]


def _pack(line: dict[str, Any]) -> Pack:
    return Pack(line["pack"], line["to"], line["day"], line["until"], tuple(line["cases"]))
