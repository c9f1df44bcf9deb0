"""Applying: what the log says of claims, made so in cases.db: accepted, rejected, corrected, or left to differ."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from casebook import issues, terms
from casebook.chains import canonical
from casebook.decisions import Decision, stored
from casebook.issues import Issue
from casebook.weighing import correcting
from casebook.weighing.correcting import READS

JUDGED = ("claim", "correct")
DIFFERS = "differs"


def stale(db: sqlite3.Connection, decisions: list[Decision]) -> list[int]:
    """The records to read again because a judgement on one of their claims was undone or changed since last time."""
    return _records_of(db, _loaded(db) - _lines(decisions))


def judged_anew(db: sqlite3.Connection, decisions: list[Decision]) -> list[int]:
    """The records of which a claim was judged since last time."""
    return _records_of(db, _lines(decisions) - _loaded(db))


def _lines(decisions: list[Decision]) -> Counter[bytes]:
    """The judgements on claims that count now, and how often each was written within its second."""
    return Counter(canonical(stored(one)) for one in decisions if one.live and one.kind in JUDGED)


def _loaded(db: sqlite3.Connection) -> Counter[bytes]:
    """The judgements on claims that were applied last time."""
    look = "SELECT at, by, kind, reason, body FROM decisions WHERE state = 'live' AND kind IN ('claim', 'correct')"
    return Counter(map(canonical, db.execute(look)))


def _records_of(db: sqlite3.Connection, lines: Iterable[bytes]) -> list[int]:
    keys = {json.loads(json.loads(line)[-1])["claim"] for line in lines}
    look = 'SELECT record FROM claims WHERE "key" = ?'
    return [row for key in sorted(keys) for (row,) in db.execute(look, (key,)).fetchall()]


def judge(db: sqlite3.Connection, decisions: list[Decision]) -> set[int]:
    """Apply judgements on claims; returns the records they are in. One that cannot be applied becomes an issue."""
    issues.drop(db, "code IN ('judged_otherwise', 'not_a_date')")
    said: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.live and one.kind in JUDGED:
            said[one["claim"]].append(one)
    records = set()
    for key, lines in said.items():
        look = f'SELECT id, record, event, property, {READS} FROM claims WHERE "key" = ?'
        for claim, record, event, name, reads in db.execute(look, (key,)).fetchall():
            records.add(record)
            outcome = weigh(name, reads, lines)
            _write(db, claim, outcome.columns)
            _resolve(db, event)
            issues.save(db, [(None, record, None, issue) for issue in outcome.issues])
    return records


@dataclass
class Outcome:
    """What the lines on a claim come to: the columns that change, the lines that were applied, and what could not be.

    `before` is what the claim read as before any of them, `reads` what it reads as now.
    """

    before: str | None
    reads: str | None
    columns: dict[str, Any] = field(default_factory=dict)
    applied: list[Decision] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


OTHERWISE = Issue("judged_otherwise", "A judgement holds for the value it saw.", "Judge the claim again as it reads today.")
NO_DATE = Issue(
    "not_a_date", "A corrected date is written in EDTF, and a number in figures.",
    "Correct the claim again, for example with 2017-05.",
)  # fmt: skip


def weigh(name: str, reads: str | None, lines: list[Decision]) -> Outcome:
    """What the lines on a claim come to, in their order: the last that is applied counts.

    Each is applied where it saw what the claim read as then. A claim that reads already as a line has corrected it is
    taken for what that line saw, so that the outcome is the same however often the log is applied.
    """
    before = _before(name, reads, lines)
    found = Outcome(before, before)
    for one in lines:
        if one["seen"] != found.reads:
            found.issues.append(OTHERWISE)
        elif one.kind == "correct":
            _correct(found, name, one)
        else:
            found.applied.append(one)
            if one["choice"] == "accept":
                found.columns |= {"reading": "checked by a person"}
                found.columns.pop("standing", None)
            else:
                found.columns |= {"standing": "rejected"}
    return found


def _correct(found: Outcome, name: str, one: Decision) -> None:
    """A corrected claim stands, and a person has read it."""
    try:
        columns = correcting.columns(name, one["value"])
    except ValueError:
        found.issues.append(NO_DATE)
        return
    found.reads = correcting.reads(name, columns)
    found.columns |= columns | {"reading": "checked by a person"}
    found.columns.pop("standing", None)
    found.applied.append(one)


def _before(name: str, reads: str | None, lines: list[Decision]) -> str | None:
    """What the claim read as before it was corrected, as far as it reads now as the lines have corrected it."""
    for one in reversed(lines):
        if one.kind == "correct" and _reads(name, one["value"]) == reads:
            reads = one["seen"]
    return reads


def _reads(name: str, value: str) -> str | None:
    try:
        return correcting.reads(name, correcting.columns(name, value))
    except ValueError:
        return None


def _write(db: sqlite3.Connection, claim: int, columns: dict[str, Any]) -> None:
    """Write the columns. A claim that no last line rejects stands; one that its source no longer makes stays so."""
    standing = columns.pop("standing", "stands")
    db.execute(
        "UPDATE claims SET standing = ? WHERE id = ? AND standing IN ('stands', 'rejected')", (standing, claim)
    )
    if columns:
        listed = ", ".join(f"{column} = ?" for column in columns)
        db.execute(f"UPDATE claims SET {listed} WHERE id = ?", (*columns.values(), claim))


def _resolve(db: sqlite3.Connection, event: int | None) -> None:
    """Let an event say again what its standing claims come to, after one of them was judged."""
    look = (
        "SELECT edtf, earliest, latest FROM claims WHERE event = ? AND property = 'date' AND standing = 'stands'"
        " AND says = 'is so' AND edtf IS NOT NULL"
    )
    dates_said = set(db.execute(look, (event,)))
    said = dates_said.pop() if len(dates_said) == 1 else (None, None, None)
    db.execute("UPDATE events SET edtf = ?, earliest = ?, latest = ? WHERE id = ?", (*said, event))
    look = (
        "SELECT value, amount_min, amount_max FROM claims WHERE event = ? AND property = 'term' AND standing = 'stands'"
        f" AND value IN {terms.SENTENCES}"
    )
    terms_said = set(db.execute(look, (event,)))
    said = terms_said.pop() if len(terms_said) == 1 else (None, None, None)
    db.execute("UPDATE events SET term_kind = ?, months_min = ?, months_max = ? WHERE id = ?", (*said, event))


def rule(db: sqlite3.Connection, decisions: list[Decision]) -> None:
    """Mark the contradictions that somebody has ruled to stay: accounts differ. One of which a claim reads otherwise
    today is open again.
    """
    db.execute("UPDATE contradictions SET ruling = NULL WHERE ruling IS NOT NULL")
    look = f'SELECT id, {READS} FROM claims WHERE "key" = ?'
    for one in decisions:
        if one.live and one.kind == "differ":
            sides = [db.execute(look, (one[side],)).fetchone() or (None, None) for side in ("a", "b")]
            if [reads for _, reads in sides] == [one["seen_a"], one["seen_b"]]:
                a, b = (number for number, _ in sides)
                db.execute(
                    "UPDATE contradictions SET ruling = ? WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)",
                    (DIFFERS, a, b, b, a),
                )
