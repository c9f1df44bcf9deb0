"""What may be said of relatives who, or whose own, allowed it: the class they are of, how many, what became of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from casebook import summing_up, vocabularies
from casebook.consents_faces import digest
from casebook.projecting_support import FREE

OTHER = "kin"
# Relations between two persons as records tell them, seen from the first: who the other is, and how many of them.
RELATED = """SELECT r.code, r.count, {turned} FROM relations r JOIN mentions a ON a.id = r.mention
    JOIN mentions b ON b.id = r.other WHERE {own}.person = ? AND {other}.person = ?"""


def relatives(db: sqlite3.Connection, case: dict[str, Any], mentions: Iterable[str]) -> list[dict[str, Any]]:
    """[{class, count, outcome, of}] of the relatives with these mentions (keys), those alike counted together.

    A mention that no record relates to the person of the case is nobody's relative, and nothing is said of it.
    """
    found: dict[tuple[str, str | None], dict[str, Any]] = defaultdict(lambda: {"count": 0, "of": []})
    known: set[int] = set()
    for key in sorted(mentions):
        person = db.execute('SELECT person FROM mentions WHERE "key" = ?', (key,)).fetchone()
        related = _related(db, case["person"], person[0]) if person else None
        if related is None:
            continue
        kind, count = related
        here = found[kind, _outcome(db, person[0])]
        here["of"].append(digest(case["case_key"], key))
        here["count"] += 0 if person[0] in known else count
        known.add(person[0])
    return [{"class": kind, "count": told["count"], "outcome": outcome, "of": sorted(told["of"])}
            for (kind, outcome), told in sorted(found.items(), key=str)]


def _related(db: sqlite3.Connection, own: int, other: int) -> tuple[str, int] | None:
    """The class of the other person, seen from the first, and how many are meant; None where none is told, or several."""
    rows = db.execute(RELATED.format(turned=0, own="a", other="b"), (own, other)).fetchall()
    rows += db.execute(RELATED.format(turned=1, own="b", other="a"), (own, other)).fetchall()
    kinds = {_turned(_classes().get(code, OTHER)) if turned else _classes().get(code, OTHER) for code, _, turned in rows}
    counts = {count or 1 for _, count, turned in rows if not turned}
    return (kinds.pop(), counts.pop() if len(counts) == 1 else 1) if len(kinds) == 1 else None


def _outcome(db: sqlite3.Connection, person: int) -> str | None:
    """What became of somebody, by claims that people read and that point to nobody."""
    status = summing_up.by_claims(db, [person], FREE)[person]["status"]
    return status if status in vocabularies.load("relatives")["outcomes"] else None


@cache
def _classes() -> dict[str, str]:
    """The class of each code of kinship that has one of its own."""
    return {code: name for name, told in vocabularies.load("relatives")["codes"].items() for code in told["codes"]}


def _turned(kind: str) -> str:
    return vocabularies.load("relatives")["codes"][kind]["turned"]
