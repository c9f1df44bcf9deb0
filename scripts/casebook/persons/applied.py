"""The judgements applied to cases.db: the person of each mention, what stands beside each suggestion, who keeps which case."""

import sqlite3
from collections.abc import Iterable

from casebook import issues
from casebook.decisions import Decision
from casebook.issues import Issue
from casebook.persons.cases import first_members
from casebook.persons.law import APART, JOINED, Judged


def apply(db: sqlite3.Connection, decisions: list[Decision], known: Judged) -> tuple[set[int], dict[str, int]]:
    """(numbers of the persons whose mentions are not as they were, the person of each case by its key, the oldest first)."""
    changed = assign(db, known.groups)
    _choose(db, known)
    _report(db, known)
    return changed, _homes(db, decisions)


def kept(homes: dict[str, int]) -> dict[int, str]:
    """person: key of the case kept on them, the oldest of those that came together."""
    return {person: case for case, person in reversed(homes.items())}


def assign(db: sqlite3.Connection, groups: list[set[str]]) -> set[int]:
    """Give every mention its person; returns the numbers of the persons whose mentions are not as they were."""
    new = 'INSERT INTO persons (id, "key") SELECT id, "key" FROM mentions WHERE person IS NULL'
    changed = {row for (row,) in db.execute("SELECT id FROM mentions WHERE person IS NULL")}
    db.execute(new)
    db.execute("UPDATE mentions SET person = id WHERE person IS NULL")
    wanted = _wanted(db, groups)
    joined = dict(db.execute("SELECT id, person FROM mentions WHERE person <> id"))
    for mention in joined.keys() - wanted.keys():
        _split(db, mention)
        changed |= {mention, joined[mention]}
    for mention, person in wanted.items():
        if joined.get(mention) != person:
            _join(db, mention, person)
            changed |= {mention, person, joined.get(mention, person)}
    return changed


def _wanted(db: sqlite3.Connection, groups: list[set[str]]) -> dict[int, int]:
    """mention: person, for mentions that are another mention's person."""
    wanted: dict[int, int] = {}
    for group in groups:
        rows = db.execute(f'SELECT "key", id FROM mentions WHERE "key" IN ({_marks(group)})', sorted(group)).fetchall()
        for _, mention in sorted(rows)[1:]:
            wanted[mention] = min(rows)[1]
    return wanted


def _split(db: sqlite3.Connection, mention: int) -> None:
    db.execute('INSERT OR IGNORE INTO persons (id, "key") SELECT id, "key" FROM mentions WHERE id = ?', (mention,))
    db.execute("UPDATE mentions SET person = id WHERE id = ?", (mention,))


def _join(db: sqlite3.Connection, mention: int, person: int) -> None:
    _split(db, person)
    db.execute("UPDATE mentions SET person = ? WHERE id = ?", (person, mention))
    db.execute("DELETE FROM persons WHERE id = ?", (mention,))


def _choose(db: sqlite3.Connection, known: Judged) -> None:
    """Write beside each suggestion the judgement that counts, or that it follows from others; and judged pairs that were
    never suggested. `suggested` is what nobody need be asked twice."""
    db.execute("DELETE FROM matches WHERE choice <> 'suggested' AND score IS NULL")
    db.execute("UPDATE matches SET choice = 'suggested' WHERE choice <> 'suggested'")
    for (a, b), (choice, line) in known.pairs.items():
        found = db.execute("UPDATE matches SET choice = ? WHERE a = ? AND b = ?", (choice, a, b)).rowcount
        if not found and line.kind == "match":
            db.execute("INSERT INTO matches (a, b, choice) VALUES (?,?,?)", (a, b, choice))
    for group in known.groups:
        _follows(db, JOINED, group, group)
    for a, b in known.apart:
        _follows(db, APART, known.person(a), known.person(b))


def _follows(db: sqlite3.Connection, choice: str, one: set[str], other: set[str]) -> None:
    either = f"(a IN ({_marks(one)}) AND b IN ({_marks(other)}))"
    swapped = f"(a IN ({_marks(other)}) AND b IN ({_marks(one)}))"
    db.execute(
        f"UPDATE matches SET choice = ? WHERE choice = 'suggested' AND ({either} OR {swapped})",
        (choice, *sorted(one), *sorted(other), *sorted(other), *sorted(one)),
    )


def _report(db: sqlite3.Connection, known: Judged) -> None:
    issues.drop(db, "code = 'same_and_different'")
    rule = "Of judgements that join a pair judged different none is applied."
    fix = "Settle which judgement of the chain is wrong."
    for chain in known.chains:
        words = ", ".join(chain.mentions)
        issues.save(db, [(None, None, None, Issue("same_and_different", rule, fix, words=words))])


def _homes(db: sqlite3.Connection, decisions: Iterable[Decision]) -> dict[str, int]:
    """The person of each case: that of the first of its members who is there."""
    found: dict[str, int] = {}
    for case, members in first_members(decisions).items():
        rows = dict(db.execute(f'SELECT "key", person FROM mentions WHERE "key" IN ({_marks(members)})', members))
        person = next((rows[member] for member in members if member in rows), None)
        if person is not None:
            found[case] = person
    return found


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)
