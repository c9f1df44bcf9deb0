"""The two sides of a match: each person with names, facts, events and records; of one person already, the two mentions."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casebook import summing_up

MOST = 200  # rows of a kind


@dataclass(frozen=True)
class Side:
    """One side: the key of its mention, the row of its person in `cases` (or what it would be), and what was said.

    `names`, `events`, `records` and `relatives` are rows as dicts; `mentions` their numbers.
    """

    key: str
    mentions: tuple[int, ...]
    row: dict[str, Any]
    names: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)
    relatives: list[dict[str, Any]] = field(default_factory=list)


_WHO = 'SELECT m.id, m.person, p."key" FROM mentions m LEFT JOIN persons p ON p.id = m.person WHERE m."key" = ?'
_CASE = "SELECT case_key, approved, name FROM cases WHERE person = ?"
_NAMES = """SELECT text, script, kind, count(DISTINCT mention) AS records FROM names WHERE mention IN ({mentions})
    GROUP BY text ORDER BY script, records DESC, text"""
_EVENTS = """SELECT e.*, m.record, EXISTS (SELECT 1 FROM claims c WHERE c.mention = e.mention AND c.event = e.id
    AND c.standing = 'stands' AND c.says = 'is so' AND c.absence IS NULL) AS sure
    FROM events e JOIN mentions m ON m.id = e.mention WHERE e.mention IN ({mentions}) AND EXISTS (SELECT 1 FROM claims c
    WHERE c.mention = e.mention AND c.event = e.id AND c.standing = 'stands' AND c.says IN ('is so', 'doubtful')
    AND c.absence IS NULL) ORDER BY e.earliest, e.id"""
_RECORDS = """SELECT r.id, r."key", r.locator, r.content, r.state, r.told, s.title AS source_title, s.publisher
    FROM records r JOIN sources s ON s.id = r.source WHERE r.id IN (SELECT record FROM mentions WHERE id IN ({mentions}))
    ORDER BY s.title, r.id"""
_HOMES = """SELECT DISTINCT value FROM claims WHERE mention IN ({mentions}) AND property = 'home' AND value IS NOT NULL
    AND standing = 'stands' AND says = 'is so'"""
_RELATIVES = """SELECT r.code, r.count, r.raw, (SELECT text FROM names WHERE mention = r.other ORDER BY id) AS name
    FROM relations r WHERE r.mention IN ({mentions})
    UNION ALL SELECT 'of ' || r.code, NULL, r.raw, (SELECT text FROM names WHERE mention = r.mention ORDER BY id)
    FROM relations r WHERE r.other IN ({mentions})"""


def sides(db: sqlite3.Connection, a: str, b: str) -> tuple[Side, Side] | None:
    """The two sides of a pair; None where either mention is not there (any more)."""
    who = [db.execute(_WHO, (key,)).fetchone() for key in (a, b)]
    if None in who or None in (who[0][1], who[1][1]):
        return None
    alone = who[0][1] == who[1][1]
    one, other = (_side(db, key, *found, alone) for key, found in zip((a, b), who, strict=True))
    return one, other


def _side(db: sqlite3.Connection, key: str, mention: int, person: int, person_key: str, alone: bool) -> Side:
    look = "SELECT id FROM mentions WHERE person = ? ORDER BY id LIMIT ?"
    mentions = (mention,) if alone else tuple(row for (row,) in db.execute(look, (person, MOST)))
    condition = f"c.mention = {mention}" if alone else "1"
    row = summing_up.by_claims(db, [person], condition)[person]
    case_key, approved, name = db.execute(_CASE, (person,)).fetchone() or (None, None, None)
    names = _rows(db, _NAMES, mentions)
    homes = {row["value"].rpartition(" ")[2] for row in _rows(db, _HOMES, mentions)}
    row |= {"home_codes": homes, "case_key": case_key, "approved": approved, "person_key": person_key,
            "name": (None if alone else name) or next((one["text"] for one in _latin_first(names)), None)}  # fmt: skip
    return Side(key, mentions, row, names, _rows(db, _EVENTS, mentions), _rows(db, _RECORDS, mentions),
                _rows(db, _RELATIVES, mentions))  # fmt: skip


def _latin_first(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(names, key=lambda one: (one["script"] != "Latn", -one["records"]))


def _rows(db: sqlite3.Connection, sql: str, mentions: Sequence[int]) -> list[dict[str, Any]]:
    cursor = db.execute(sql.format(mentions=", ".join(map(str, mentions))))
    cursor.row_factory = None
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchmany(MOST)]
