"""The queue of suggested matches: what people will read comes first, then what is most likely; nothing settled is asked."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.decisions import Decision
from casebook.persons import Judged

MOST = 500  # how far somebody can look ahead

# What the answer to a pair would change, the most first: a case that readers see, one that is kept, neither.
READ, KEPT, NEITHER = 2, 1, 0
UNLIKELY = 0.05  # a pair of less than this probability comes after all others, whoever reads of it
_COLUMNS = "x.a, x.b, x.score, x.reasons, x.choice, x.kind"
# From the few cases that are kept to their pairs: CROSS JOIN keeps that order, and + keeps to the index of the key.
_TOUCHING = f"""
    SELECT {_COLUMNS}, CASE WHEN k.approved IS NULL THEN {KEPT} ELSE {READ} END AS value
    FROM cases k CROSS JOIN mentions m ON m.person = k.person CROSS JOIN matches x ON x.{{side}} = m."key"
    WHERE k.case_key IS NOT NULL AND +x.choice = 'suggested'"""
_FIRST = f"""
    SELECT a, b, score, reasons, choice, kind, max(value) AS value
    FROM ({_TOUCHING.format(side="a")} UNION ALL {_TOUCHING.format(side="b")})
    GROUP BY a, b ORDER BY value DESC, score DESC, a, b LIMIT ?"""
_REST = f"SELECT {_COLUMNS}, {NEITHER} FROM matches x WHERE choice = 'suggested' ORDER BY score DESC, a, b LIMIT ?"


@dataclass(frozen=True)
class Match:
    """A pair of mentions with what suggests it: probability `score` (0 to 1; None where nobody suggested it), `reasons`
    and `kind` as linking wrote them (person; relative where one of them is named as such; reference where one record
    refers to the other and little else agrees), `choice` as cases.db has it, `value` READ, KEPT or NEITHER."""

    a: str
    b: str
    score: float | None
    reasons: tuple[Any, ...] = ()
    choice: str = "suggested"
    kind: str = ""
    value: int = NEITHER

    @property
    def across(self) -> bool:
        """Do two sources speak here? The key of a mention begins with that of its record, and that with its source."""
        return self.a.partition(":")[0] != self.b.partition(":")[0]


def waiting(db: sqlite3.Connection, known: Judged, most: int = MOST) -> list[Match]:
    """The pairs nobody has judged, in the order in which they are worth it; `known` is the log as it is now, which may
    be ahead of cases.db.

    Nothing is joined before somebody says so, so that an answer changes most where people read the case and the two are
    likely one: those that hardly are come last; first what touches a case that readers see, then one that is kept; in
    each, by tenths of probability,
    what joins two sources before what joins one with itself, then the likelier.
    """
    found: dict[tuple[str, str], Match] = {}
    ahead = most + len(known.pairs)  # so many at most are judged already, though cases.db does not know it
    for sql in (_FIRST, _REST):
        for row in db.execute(sql, (ahead,)).fetchall():
            match = _match(row)
            if not known.says(match.a, match.b):
                found.setdefault((match.a, match.b), match)
    return sorted(found.values(), key=_order)[:most]


def _order(match: Match) -> tuple:
    score = match.score or 0.0
    return score < UNLIKELY, -match.value, -round(score, 1), not match.across, -score, match.a, match.b


def find(db: sqlite3.Connection, a: str, b: str) -> Match:
    """The pair as cases.db has it, suggested or not."""
    row = db.execute(f"SELECT {_COLUMNS}, {NEITHER} FROM matches x WHERE a = ? AND b = ?", (a, b)).fetchone()
    return _match(row) if row else Match(a, b, None, choice="")


def left(db: sqlite3.Connection, log: list[Decision], known: Judged) -> int:
    """How many pairs nobody has judged; what follows from a judgement of this moment is taken off a little later."""
    (suggested,) = db.execute("SELECT count(*) FROM matches WHERE choice = 'suggested'").fetchone()
    (loaded,) = db.execute("SELECT count(*) FROM decisions").fetchone()
    since = {pair for pair, (_, line) in known.pairs.items() if line.place >= loaded and line.kind == "match"}
    return suggested - sum(find(db, *pair).choice == "suggested" for pair in since)


def of_choice(known: Judged, choice: str) -> list[tuple[tuple[str, str], Decision]]:
    """The pairs somebody judged so, the last judgement first."""
    found = [(pair, line) for pair, (said, line) in known.pairs.items() if said == choice and line.kind == "match"]
    return sorted(found, key=lambda one: -one[1].place)


def _match(row: Iterable[Any]) -> Match:
    a, b, score, reasons, choice, kind, value = row
    return Match(a, b, score, _reasons(reasons), choice, kind or "", value)


def _reasons(text: str | None) -> tuple[Any, ...]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(found) if isinstance(found, list) else ()
