"""Earlier editions, of every audience, as somebody reads them who kept their files: what each said of a case."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from casebook import editions, publishing_file, signing
from casebook.disclosure import Told
from casebook.editions import Edition
from casebook.publishing_candidates import PublishError
from casebook.publishing_statistics import OTHERS, Count
from casebook.publishing_tables import CASE_COLUMNS, EVENT_COLUMNS

# Whoever was shown under a name is known ever after.
NAMED = "level IS NOT 'partial' OR name IS NOT NULL"


@dataclass(frozen=True)
class Earlier:
    """The editions there were before, in order; of some nothing but the manifest is left."""

    audience: str
    keys: Path
    found: tuple[Edition, ...]

    @property
    def own(self) -> tuple[Edition, ...]:
        return tuple(one for one in self.found if one.manifest["audience"] == self.audience)

    @property
    def last(self) -> Edition | None:
        """The last edition for this audience."""
        return self.own[-1] if self.own else None

    @property
    def last_file(self) -> Path | None:
        return self.last.path if self.last and self.last.path.exists() else None

    def has_released(self, day: str) -> bool:
        """Did an edition of this month (of a day in ISO), or of a later one, add to the cases without a name?"""
        return any(one.manifest.get("release", "") >= day[:7] for one in self.own)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The ids of the cases that are in the last edition for this audience."""
        return frozenset(row[0] for row in _read(self.last_file, "cases", ["id"])) if self.last_file else frozenset()

    @cached_property
    def others(self) -> dict[Count, int]:
        """What the last edition told of cases that are only counted."""
        rows = _read(self.last_file, "statistics", ["*"]) if self.last_file else []
        return {(topic, code): cases for _, topic, code, cases, *scope in rows if scope == [OTHERS]}

    def told(self, cases: Collection[str], sensitive: Collection[str]) -> dict[str, list[Told | None]]:
        """For each case (its key) what each edition whose file is there said of it; None where it was not in it."""
        there = [one for one in self.found if one.path.exists()]
        found: dict[str, list[Told | None]] = {case: [None] * len(there) for case in cases}
        ids = {audience: _ids(self.keys, audience, cases) for audience in {one.manifest["audience"] for one in there}}
        for place, edition in enumerate(there):
            for case, said in _said(edition.path, ids[edition.manifest["audience"]], sensitive):
                found[case][place] = said
        return found


def load(folder: Path, keys: Path, audience: str) -> Earlier:
    """Every edition in a folder; EditionError where one is not what was signed."""
    return Earlier(audience, keys, tuple(editions.every(folder, keys)))


def said(row: dict[str, Any], events: Iterable[tuple], sensitive: Collection[str]) -> Told:
    """All that an edition says of a case without a name: whatever is not sensitive is what it may be known by."""
    known_by = (None if name in sensitive else row.get(name) for name in CASE_COLUMNS)
    return Told((*known_by, tuple(events)), tuple(row.get(name) for name in sensitive))


def _said(path: Path, cases: dict[str, str], sensitive: Collection[str]) -> Iterable[tuple[str, Told]]:
    """(case, what is said) of each of these ids; one that was told under a name is like no other ever after."""
    events: dict[str, list[tuple]] = {}
    for row in _read(path, "events", ("case_id", *EVENT_COLUMNS)):
        if row[0] in cases:
            events.setdefault(row[0], []).append(row[1:])
    for (identity,) in _read(path, f"cases WHERE {NAMED}", ["id"]):
        if identity in cases:
            yield cases[identity], Told((cases[identity],), ())
    for identity, *values in _read(path, f"cases WHERE NOT ({NAMED})", ("id", *CASE_COLUMNS)):
        if identity in cases:
            row = dict(zip(CASE_COLUMNS, values, strict=True))
            yield cases[identity], said(row, events.get(identity, ()), sensitive)


def _ids(keys: Path, audience: str, cases: Iterable[str]) -> dict[str, str]:
    """The case behind each id of an audience."""
    if not (keys / f"{audience}.idkey").is_file():
        raise PublishError(f"{keys / audience}.idkey: it is missing, so that what its editions said of whom cannot be told."
                          " Restore it from the key backup.")
    key = signing.id_key(keys, audience)
    return {signing.published_id(key, case): case for case in cases}


def _read(path: Path, table: str, columns: Iterable[str]) -> list[tuple]:
    try:
        return publishing_file.read(path, table, columns)
    except sqlite3.Error as error:
        raise PublishError(f"{path}: it cannot be read ({error}). Restore it from a backup, or remove the file.") from None
