"""Link: pairs of mentions that may be one person, suggested with reasons; nothing is merged here."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from casebook import vocabularies
from casebook.database import Writer

BLOCKS = (("names", "folded"), ("identifiers", "value"))


@dataclass(frozen=True)
class Facts:
    """What is known of one mention when it is compared: birth bounds, sex, places and numbers in its sources."""

    key: str
    record: int
    role: str
    names: frozenset[str]
    born: tuple[str | None, str | None] = (None, None)
    sex: str | None = None
    places: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


def link(writer: Writer, fresh: bool, tick: Callable[[int], None]) -> int:
    """Suggest matches for the mentions of the touched records; returns how many suggestions are new.

    Two mentions of different records are suggested when they bear one exact name, no fact excludes it and at least
    one agrees: the birth, a place, or the number their sources know them by.
    """
    db, rules = writer.cases, vocabularies.load("linking")
    made = 0
    largest = rules["largest_block"]
    again = None if fresh else _affected(db, largest)
    for block in _blocks(db, again, largest):
        facts = _facts(db, block)
        pairs = combinations(sorted(facts.items(), key=lambda one: one[1].key), 2)
        found = [
            row
            for (m, a), (n, b) in pairs
            if (again is None or m in again or n in again) and (row := compare(a, b, rules))
        ]
        db.executemany(
            "INSERT INTO matches (a, b, score, reasons, choice) SELECT ?,?,?,?,'suggested'"
            " WHERE NOT EXISTS (SELECT 1 FROM matches WHERE a = ? AND b = ?)",
            [(*row, row[0], row[1]) for row in found],
        )
        made += len(found)
        tick(len(block))
    return made


def _affected(db: sqlite3.Connection, largest: int) -> set[int]:
    """The mentions whose pairs may have changed: the touched ones, and the bearers of a name that too many bear now.

    What was suggested of them before is removed.
    """
    touched = {row for (row,) in db.execute("SELECT id FROM mentions WHERE record IN (SELECT record FROM touched)")}
    affected = set(touched)
    for table, column in BLOCKS:
        shared = (
            f'SELECT DISTINCT x."{column}" FROM "{table}" x JOIN mentions m ON m.id = x.mention'
            " WHERE m.record IN (SELECT record FROM touched)"
        )
        bearing = f'SELECT DISTINCT mention FROM "{table}" WHERE "{column}" = ? LIMIT {largest + len(touched) + 1}'
        for (text,) in db.execute(shared).fetchall():
            bearers = {row for (row,) in db.execute(bearing, (text,))}
            if len(bearers - touched) <= largest < len(bearers):
                affected |= bearers
    keys = [key for row in affected for key in db.execute('SELECT "key" FROM mentions WHERE id = ?', (row,))]
    db.executemany("DELETE FROM matches WHERE a = ?", keys)
    db.executemany("DELETE FROM matches WHERE b = ?", keys)
    return affected


def compare(a: Facts, b: Facts, rules: dict) -> tuple[str, str, float, str] | None:
    """(a, b, score, reasons) for a pair worth a person's look, or None; the smaller key comes first."""
    if a.record == b.record or (a.sex and b.sex and a.sex != b.sex) or _disjoint(a.born, b.born):
        return None
    reasons = {"same name": bool(a.names & b.names), "births agree": _overlap(a.born, b.born),
               "same place": bool(a.places & b.places), "same number": bool(a.numbers & b.numbers)}  # fmt: skip
    weights = rules["weights"]
    score = sum(weights[reason] for reason, holds in reasons.items() if holds)
    if score < rules["suggest_from"]:
        return None
    a, b = sorted((a, b), key=lambda one: one.key)
    said = [reason for reason, holds in reasons.items() if holds]
    return a.key, b.key, round(min(score, 1.0), 3), json.dumps(said)


def _blocks(db: sqlite3.Connection, again: set[int] | None, largest: int) -> Iterator[list[int]]:
    """Groups of mentions with one exact name or number; a group too large to compare is left to better rules."""
    if again is not None:
        db.execute("CREATE TEMP TABLE IF NOT EXISTS affected (mention INTEGER PRIMARY KEY)")
        db.execute("DELETE FROM affected")
        db.executemany("INSERT INTO affected VALUES (?)", ((mention,) for mention in again))
    for table, column in BLOCKS:
        only = f'"{column}" IN (SELECT "{column}" FROM "{table}" WHERE mention IN (SELECT mention FROM affected))'
        groups = db.execute(
            f'SELECT group_concat(DISTINCT mention) FROM "{table}" WHERE {"1" if again is None else only}'
            f' GROUP BY "{column}" HAVING "{column}" <> \'\' AND count(DISTINCT mention) BETWEEN 2 AND ?', (largest,),
        )  # fmt: skip
        for (listed,) in groups.fetchall():
            yield [int(number) for number in listed.split(",")]


def _facts(db: sqlite3.Connection, mentions: list[int]) -> dict[int, Facts]:
    listed = ", ".join(map(str, mentions))
    found = {}
    for row, key, record, role in db.execute(f'SELECT id, "key", record, role FROM mentions WHERE id IN ({listed})'):
        found[row] = {"key": key, "record": record, "role": role, "names": set(), "places": set(), "numbers": set()}
    for mention, folded in db.execute(f"SELECT mention, folded FROM names WHERE mention IN ({listed})"):
        found[mention]["names"].add(folded)
    for mention, value in db.execute(f"SELECT mention, value FROM identifiers WHERE mention IN ({listed})"):
        found[mention]["numbers"].add(value)
    look = (
        "SELECT mention, property, value, earliest, latest FROM claims WHERE standing <> 'rejected' AND says = 'is so'"
        f" AND property IN ('birth', 'sex', 'home', 'birth_place', 'place') AND mention IN ({listed})"
    )
    for mention, name, value, earliest, latest in db.execute(look):
        if name == "birth" and (earliest or latest):
            found[mention]["born"] = (earliest, latest)
        elif name == "sex" and value:
            found[mention]["sex"] = value
        elif value:
            found[mention]["places"].add(value)
    sets = ("names", "places", "numbers")
    return {
        row: Facts(**{name: frozenset(fact) if name in sets else fact for name, fact in facts.items()})
        for row, facts in found.items()
    }


def _disjoint(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    return bool((a[1] and b[0] and a[1] < b[0]) or (b[1] and a[0] and b[1] < a[0]))


def _overlap(a: tuple[str | None, str | None], b: tuple[str | None, str | None]) -> bool:
    return any(a) and any(b) and not _disjoint(a, b)
