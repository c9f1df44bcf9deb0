"""Content: one hash a table of cases.db and contacts.db, by which two builds are compared whatever their row numbers."""

import csv
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from casebook import schema
from casebook.folders import Folders

# column: the table whose row it holds; every other `int` is what it says.
REFERENCES = {
    "source": "sources", "file": "files", "record": "records", "version": "versions", "mention": "mentions",
    "other": "mentions", "event": "events", "after": "events", "spell": "spells", "claim": "claims",
    "person": "persons", "a": "claims", "b": "claims",
}  # fmt: skip


def hashes(folders: Folders) -> Iterator[tuple[str, str]]:
    """(table, SHA-256) for every table of cases.db and contacts.db, and for issues.csv."""
    for path, tables, name in (
        (folders.cases, schema.CASES, "cases"), (folders.contacts, schema.CONTACTS, "contacts"),
    ):  # fmt: skip
        with closing(schema.connect(path, readonly=True)) as db:
            for table, spec in tables.items():
                yield f"{name}.{table}", _table(db, tables, table, spec)
            if name == "cases":
                yield "cases.search", _search(db)
    with folders.issues.open(encoding="utf-8-sig", newline="") as file:
        yield "issues.csv", _digest(map(repr, csv.reader(file)))


def _table(db: sqlite3.Connection, tables: dict[str, str], table: str, spec: str) -> str:
    """The rows of a table without their numbers; the number of another row is replaced by that row's key."""
    picked, joins = [], []
    for name, kind in schema.columns(spec).items():
        target = REFERENCES.get(name) if kind is int else None
        if name == "id":
            continue
        if target is None:
            picked.append(f'"{table}"."{name}"')
        elif "key" in schema.columns(tables[target]):
            joins.append(f'LEFT JOIN "{target}" AS j{len(joins)} ON j{len(joins)}.id = "{table}"."{name}"')
            picked.append(f'j{len(joins) - 1}."key"')
    rows = db.execute(f'SELECT {", ".join(picked)} FROM "{table}" {" ".join(joins)}')
    return _digest(repr(row) for row in rows)


def _search(db: sqlite3.Connection) -> str:
    look = 'SELECT persons."key", names, places, words, told FROM search JOIN persons ON persons.id = search.rowid'
    return _digest(repr(row) for row in db.execute(look))


def _digest(lines: Iterator[str]) -> str:
    """SHA-256 of the lines, sorted."""
    total = hashlib.sha256()
    for line in sorted(lines):
        total.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return total.hexdigest()
