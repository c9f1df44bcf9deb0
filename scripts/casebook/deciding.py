"""Decide: the log applied to cases.db: who is one person, which claims stand, which cases are kept."""

import json
import sqlite3
from collections.abc import Callable, Iterable

from casebook import dates, issues, persons, terms, vocabularies
from casebook.chains import canonical
from casebook.database import Writer
from casebook.decisions import Decision
from casebook.issues import Issue
from casebook.summing_up import sum_up

BATCH = 500
JUDGED = ("claim", "correct")
STEP = ("to", "date", "answer", "stance", "next", "due", "owner")

# What a claim reads as, which is what a judgement on it has seen: the date, the value with its amounts, or the words.
READS = (
    "CASE WHEN edtf IS NOT NULL THEN edtf WHEN coalesce(amount_min, amount_max) IS NOT NULL THEN"
    " coalesce(value, property) || ' ' || coalesce(amount_min, '') || '..' || coalesce(amount_max, '')"
    " ELSE coalesce(value, raw) END"
)


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


def decide(
    writer: Writer, decisions: list[Decision], approved: dict[str, str], touched: Iterable[int], tick: Callable
) -> int:
    """Apply the log; `touched` are the records read in this run, `approved` the audiences of each case by its key.

    Returns the number of cases written anew.
    """
    db = writer.cases
    before = _kept(db)
    load(db, decisions)
    records = set(touched) | _judge(db, decisions)
    changed, homes = persons.apply(db, decisions, persons.judged(decisions))
    kept = persons.kept(homes)
    _write_steps(db, decisions, homes)
    changed |= {person for person, _ in kept.items() ^ before.items()}
    changed |= _persons_of(db, records)
    written = _write_cases(db, sorted(changed), kept, tick)
    _write_outcome(db, decisions, approved)
    return written


def _kept(db: sqlite3.Connection) -> dict[int, str]:
    return dict(db.execute("SELECT person, case_key FROM cases WHERE case_key IS NOT NULL"))


def _line(one: Decision) -> tuple[str, ...]:
    return one.at, one.by, one.kind, one.reason, canonical(one.fields).decode()


def load(db: sqlite3.Connection, decisions: list[Decision]) -> None:
    """The decisions as a table, for researchers to query."""
    db.execute("DELETE FROM decisions")
    db.executemany(
        "INSERT INTO decisions (id, at, by, kind, reason, body, state) VALUES (?,?,?,?,?,?,?)",
        [(one.place + 1, *_line(one), "live" if one.live else "undone") for one in decisions],
    )


def _judge(db: sqlite3.Connection, decisions: list[Decision]) -> set[int]:
    """Apply judgements on claims; returns the records they are in. One that cannot be applied becomes an issue."""
    issues.drop(db, "code IN ('judged_otherwise', 'not_a_date')")
    records = set()
    for one in decisions:
        if not one.live or one.kind not in JUDGED:
            continue
        look = f'SELECT id, record, event, {READS} FROM claims WHERE "key" = ?'
        for claim, record, event, reads in db.execute(look, (one["claim"],)).fetchall():
            records.add(record)
            try:
                if reads == one["seen"]:
                    _apply(db, claim, one)
                    _resolve(db, event)
                else:
                    rule, fix = "A judgement holds for the value it saw.", "Judge the claim again as it reads today."
                    issues.save(db, [(None, record, None, Issue("judged_otherwise", rule, fix))])
            except ValueError:
                rule, fix = "A corrected date is written in EDTF.", "Correct the claim again, for example with 2017-05."
                issues.save(db, [(None, record, None, Issue("not_a_date", rule, fix))])
    return records


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


def _apply(db: sqlite3.Connection, claim: int, one: Decision) -> None:
    if one.kind == "correct":
        _correct(db, claim, one["value"])
    elif one["choice"] == "reject":
        db.execute("UPDATE claims SET standing = 'rejected' WHERE id = ?", (claim,))
    else:
        db.execute("UPDATE claims SET reading = 'checked by a person' WHERE id = ?", (claim,))


def _correct(db: sqlite3.Connection, claim: int, value: str) -> None:
    """The value a person read in the claim's words: EDTF for a date, else a code or text."""
    (name,) = db.execute("SELECT property FROM claims WHERE id = ?", (claim,)).fetchone()
    changed = {"value": value, "reading": "checked by a person"}
    if vocabularies.load("properties")[name]["type"] == "date":
        earliest, latest = (day.isoformat() if day else None for day in dates.bounds(value))
        changed |= {"value": None, "edtf": value, "earliest": earliest, "latest": latest}
    listed = ", ".join(f"{column} = ?" for column in changed)
    db.execute(f"UPDATE claims SET {listed} WHERE id = ?", (*changed.values(), claim))


def _write_steps(db: sqlite3.Connection, decisions: list[Decision], homes: dict[str, int]) -> None:
    """The diary of each case: what was asked, said, sent, promised or answered."""
    db.execute("DELETE FROM steps")
    db.executemany(
        'INSERT INTO steps ("key", person, kind, by, to_whom, date, answer, stance, next_step, due, owner)'
        " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (f"{one.file}:{one.seq}", homes.get(one["case"]), one["step"], one.by, *map(one.get, STEP))
            for one in decisions if one.live and one.kind == "step"
        ],
    )  # fmt: skip


def _write_outcome(db: sqlite3.Connection, decisions: list[Decision], approved: dict[str, str]) -> None:
    """What was written of a case for its readers (the last line counts), and the audiences its face is approved for."""
    said: dict[str, dict[str, str]] = {}
    for one in decisions:
        if one.live and one.kind == "summary":
            said.setdefault(one["case"], {})[one["language"]] = one["text"]
    for (case,) in db.execute("SELECT case_key FROM cases WHERE case_key IS NOT NULL").fetchall():
        summaries = said.get(case, {})
        db.execute(
            "UPDATE cases SET summary_en = ?, summary_fr = ?, approved = ? WHERE case_key = ?",
            (summaries.get("en"), summaries.get("fr"), approved.get(case), case),
        )


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
