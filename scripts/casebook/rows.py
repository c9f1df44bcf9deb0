"""Rows on their way into the tables of cases.db: numbered here, written by the thousand."""

import sqlite3

from casebook import schema

# Columns of claims that no reading of a record fills: who heard it from whom, and amendments, are people's to say.
LEFT_OPEN = ("heard_from", "learned_on", "amends")

TABLES = ["mentions", "names", "identifiers", "spells", "events", "claims", "relations"]


class Rows:
    """For each table a list of rows waiting to be written, and the next free number."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.waiting: dict[str, list[tuple]] = {table: [] for table in TABLES}
        self.next = {table: _next(db, table) for table in TABLES}
        self._insert = {table: _insert(table) for table in TABLES}

    def number(self, table: str) -> int:
        """The next free number of a table, taken."""
        number = self.next[table]
        self.next[table] = number + 1
        return number

    def write(self) -> None:
        """Write everything that is waiting."""
        for table, rows in self.waiting.items():
            if rows:
                self.db.executemany(self._insert[table], rows)
                rows.clear()


def _next(db: sqlite3.Connection, table: str) -> int:
    return db.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"').fetchone()[0]


def _insert(table: str) -> str:
    names = [name for name in schema.names_of(table) if name not in LEFT_OPEN]
    listed = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})'
