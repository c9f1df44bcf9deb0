"""Persons: which mentions are one person, by the judgements in the log; each person is known by its smallest mention."""

import sqlite3
from collections.abc import Iterable

from casebook.decisions import Decision


def components(decisions: Iterable[Decision]) -> tuple[list[set[str]], list[set[str]]]:
    """(groups of mention keys judged one person, groups in dispute).

    For a pair the last live line counts. A group that holds a pair judged different is in dispute: none of its
    judgements is applied until a person settles it.
    """
    pairs: dict[tuple[str, str], str] = {}
    for line in decisions:
        if line.live and line.kind == "match":
            pairs[tuple(sorted((line["a"], line["b"])))] = line["choice"]
        elif line.live and line.kind == "case":
            first, *others = sorted(line["members"])
            pairs.update({(first, other): "same" for other in others})
    groups = _joined(pair for pair, choice in pairs.items() if choice == "same")
    apart = [pair for pair, choice in pairs.items() if choice == "different"]
    torn = [group for group in groups if any(a in group and b in group for a, b in apart)]
    return [group for group in groups if group not in torn], torn


def _joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = groups.get(a, {a}) | groups.get(b, {b})
        groups.update(dict.fromkeys(joined, joined))
    return list({id(group): group for group in groups.values()}.values())


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
        marks = ", ".join("?" * len(group))
        rows = db.execute(f'SELECT "key", id FROM mentions WHERE "key" IN ({marks})', sorted(group)).fetchall()
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
