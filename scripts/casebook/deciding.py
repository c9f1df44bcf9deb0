"""Decide: the log applied to cases.db: who is one person, which claims stand, which cases are kept."""

import json
import sqlite3
from collections.abc import Callable, Iterable

from casebook import issues, persons
from casebook.chains import canonical
from casebook.database import Writer
from casebook.decisions import Decision
from casebook.issues import Issue
from casebook.summing_up import sum_up

BATCH = 500
JUDGED = ("claim", "correct")


def stale(db: sqlite3.Connection, decisions: list[Decision]) -> list[int]:
    """The records to read again because a judgement on one of their claims was undone or changed since last time."""
    judged = {canonical(_line(one)) for one in decisions if one.live and one.kind in JUDGED}
    before = db.execute(
        "SELECT at, by, kind, reason, body FROM decisions WHERE state = 'live' AND kind IN ('claim', 'correct')"
    )
    keys = [json.loads(body)["claim"] for *rest, body in before if canonical((*rest, body)) not in judged]
    look = 'SELECT record FROM claims WHERE "key" = ?'
    return [row for key in keys for (row,) in db.execute(look, (key,)).fetchall()]


def is_current(db: sqlite3.Connection, decisions: list[Decision]) -> bool:
    """Whether the log as loaded is the log as it is now."""
    loaded = db.execute("SELECT at, by, kind, reason, body, state FROM decisions ORDER BY id").fetchall()
    return loaded == [(*_line(one), "live" if one.live else "undone") for one in decisions]


def decide(writer: Writer, decisions: list[Decision], touched: Iterable[int], tick: Callable[[int], None]) -> int:
    """Apply the log; `touched` are the records read in this run. Returns the number of cases written anew."""
    db = writer.cases
    before = _kept(db)
    _load(db, decisions)
    records = set(touched) | _judge(db, decisions)
    groups, torn = persons.components(decisions)
    changed = persons.assign(db, groups)
    _choose(db, decisions)
    _report(db, torn)
    kept = _case_keys(db, decisions)
    changed |= {person for person, _ in kept.items() ^ before.items()}
    changed |= _persons_of(db, records)
    return _write_cases(db, sorted(changed), kept, tick)


def _kept(db: sqlite3.Connection) -> dict[int, str]:
    return dict(db.execute("SELECT person, case_key FROM cases WHERE case_key IS NOT NULL"))


def _line(one: Decision) -> tuple[str, ...]:
    return one.at, one.by, one.kind, one.reason, canonical(one.fields).decode()


def _load(db: sqlite3.Connection, decisions: list[Decision]) -> None:
    """The decisions as a table, for researchers to query."""
    db.execute("DELETE FROM decisions")
    db.executemany(
        "INSERT INTO decisions (id, at, by, kind, reason, body, state) VALUES (?,?,?,?,?,?,?)",
        [(one.place + 1, *_line(one), "live" if one.live else "undone") for one in decisions],
    )


def _judge(db: sqlite3.Connection, decisions: list[Decision]) -> set[int]:
    """Apply judgements on claims; one whose claim reads otherwise today is not applied and becomes an issue."""
    db.execute("DELETE FROM issues WHERE code = 'judged_otherwise'")
    records = set()
    for one in decisions:
        if not one.live or one.kind not in JUDGED:
            continue
        look = 'SELECT id, record, coalesce(edtf, value, raw) FROM claims WHERE "key" = ?'
        for claim, record, reads in db.execute(look, (one["claim"],)).fetchall():
            records.add(record)
            if reads != one["seen"]:
                rule, fix = "A judgement holds for the value it saw.", "Judge the claim again as it reads today."
                issues.save(db, [(None, record, None, Issue("judged_otherwise", rule, fix))])
            else:
                _apply(db, claim, one)
    return records


def _apply(db: sqlite3.Connection, claim: int, one: Decision) -> None:
    if one.kind == "correct":
        db.execute("UPDATE claims SET value = ?, reading = 'checked by a person' WHERE id = ?", (one["value"], claim))
    elif one["choice"] == "reject":
        db.execute("UPDATE claims SET standing = 'rejected' WHERE id = ?", (claim,))
    else:
        db.execute("UPDATE claims SET reading = 'checked by a person' WHERE id = ?", (claim,))


def _choose(db: sqlite3.Connection, decisions: list[Decision]) -> None:
    """Write each pair's last judgement beside its suggestion, and judged pairs that were never suggested."""
    db.execute("DELETE FROM matches WHERE score IS NULL")
    db.execute("UPDATE matches SET choice = 'suggested' WHERE choice <> 'suggested'")
    chosen = {
        tuple(sorted((one["a"], one["b"]))): one["choice"] for one in decisions if one.live and one.kind == "match"
    }
    for (a, b), choice in chosen.items():
        if not db.execute("UPDATE matches SET choice = ? WHERE a = ? AND b = ?", (choice, a, b)).rowcount:
            db.execute("INSERT INTO matches (a, b, choice) VALUES (?,?,?)", (a, b, choice))


def _report(db: sqlite3.Connection, torn: list[set[str]]) -> None:
    db.execute("DELETE FROM issues WHERE code = 'same_and_different'")
    rule, fix = "A group that holds a pair judged different is not joined.", "Settle which judgement of the chain is wrong."
    for group in torn:
        words = ", ".join(sorted(group))
        issues.save(db, [(None, None, None, Issue("same_and_different", rule, fix, words=words))])


def _case_keys(db: sqlite3.Connection, decisions: list[Decision]) -> dict[int, str]:
    """person: key of the case kept on them; where two cases came together the older keeps its name."""
    kept: dict[int, str] = {}
    for one in decisions:
        if one.live and one.kind == "case":
            marks = ", ".join("?" * len(one["members"]))
            look = f'SELECT DISTINCT person FROM mentions WHERE "key" IN ({marks})'
            for (person,) in db.execute(look, one["members"]).fetchall():
                kept.setdefault(person, one["case"])
    return kept


def _persons_of(db: sqlite3.Connection, records: set[int]) -> set[int]:
    found: set[int] = set()
    listed = sorted(records)
    for start in range(0, len(listed), BATCH):
        some = ", ".join(map(str, listed[start : start + BATCH]))
        found |= {row for (row,) in db.execute(f"SELECT DISTINCT person FROM mentions WHERE record IN ({some})")}
    return found


def _write_cases(db: sqlite3.Connection, changed: list[int], kept: dict[int, str], tick: Callable[[int], None]) -> int:
    written = 0
    for start in range(0, len(changed), BATCH):
        some = changed[start : start + BATCH]
        written += sum_up(db, some, kept)
        tick(len(some))
    return written
