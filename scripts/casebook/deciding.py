"""Decide: the log applied to cases.db: who is one person, which claims stand, which cases are kept."""

import sqlite3
from collections.abc import Callable, Iterable

from casebook import persons
from casebook.database import Writer
from casebook.decisions import Decision, stored
from casebook.summing_up import sum_up
from casebook.summing_up_aids import Aids
from casebook.weighing import applying

BATCH = 500
STEP = ("to", "date", "answer", "stance", "next", "due", "owner")


def is_current(db: sqlite3.Connection, decisions: list[Decision]) -> bool:
    """Whether the log as loaded is the log as it is now."""
    loaded = db.execute("SELECT at, by, kind, reason, body, state FROM decisions ORDER BY id").fetchall()
    return loaded == [(*stored(one), "live" if one.live else "undone") for one in decisions]


def decide(
    writer: Writer, decisions: list[Decision], approved: dict[str, str], touched: Iterable[int], tick: Callable
) -> int:
    """Apply the log but for what it says of claims, which is done before; `touched` are the records read or judged in
    this run, `approved` the audiences of each case by its key.

    Returns the number of cases written anew.
    """
    db = writer.cases
    before = _kept(db)
    load(db, decisions)
    changed, homes = persons.apply(db, decisions, persons.judged(decisions))
    kept = persons.kept(homes)
    _write_steps(db, decisions, homes)
    changed |= {person for person, _ in kept.items() ^ before.items()}
    changed |= _persons_of(db, set(touched))
    written = _write_cases(db, sorted(changed), kept, tick)
    applying.rule(db, decisions)
    _write_outcome(db, decisions, approved)
    return written


def _kept(db: sqlite3.Connection) -> dict[int, str]:
    return dict(db.execute("SELECT person, case_key FROM cases WHERE case_key IS NOT NULL"))


def load(db: sqlite3.Connection, decisions: list[Decision]) -> None:
    """The decisions as a table, for researchers to query."""
    db.execute("DELETE FROM decisions")
    db.executemany(
        "INSERT INTO decisions (id, at, by, kind, reason, body, state) VALUES (?,?,?,?,?,?,?)",
        [(one.place + 1, *stored(one), "live" if one.live else "undone") for one in decisions],
    )


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
    written, aids = 0, Aids(db)
    for start in range(0, len(changed), BATCH):
        some = changed[start : start + BATCH]
        with aids.changing(f"person IN ({', '.join(map(str, some))})"):
            written += sum_up(db, some, kept)
        tick(len(some))
    aids.save()
    return written
