"""Writing the file of an edition: from nothing, in one transaction, the same bytes for the same rows."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from casebook import chains
from casebook.disk import sha256, sync
from casebook.publishing_tables import TABLES, indexes, statements

Rows = Mapping[str, list[tuple]]
PRAGMAS = ("encoding='UTF-8'", "page_size=4096", "auto_vacuum=NONE", "journal_mode=OFF", "synchronous=OFF",
           "secure_delete=ON", "temp_store=MEMORY", "cell_size_check=ON")


def write(path: Path, rows: Rows) -> str:
    """Make the file of an edition at `path`, where nothing is yet, and return its SHA-256. `rows` has a list a table.

    Rows of `search` are (rowid, names, places, words). Nothing but these rows goes in: no statistics, no times.
    """
    db = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN")
        for statement in statements():
            db.execute(statement)
        for table, columns in TABLES.items():
            marks = ",".join("?" * (columns.count(",") + 1))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows.get(table, []))
        db.executemany("INSERT INTO search(rowid, names, places, words) VALUES (?,?,?,?)", rows.get("search", []))
        db.execute("INSERT INTO search(search) VALUES ('optimize')")
        for statement in indexes():
            db.execute(statement)
        db.execute("COMMIT")
        if db.execute("PRAGMA freelist_count").fetchone() != (0,):  # the index may leave more pages than the rest takes
            db.execute("VACUUM")
    finally:
        db.close()
    sync(path)
    path.chmod(0o444)
    return sha256(path)


def content(rows: Rows) -> str:
    """SHA-256 of what an edition says, without its number, its date and what changed since the one before."""
    digest = hashlib.sha256()
    for table in (*TABLES, "search"):
        if table not in ("edition", "changes"):
            digest.update(table.encode() + b"\n")
            for row in rows.get(table, []):
                digest.update(chains.canonical(list(row)) + b"\n")
    return digest.hexdigest()


def read(path: Path, table: str, columns: Iterable[str]) -> list[tuple[Any, ...]]:
    """Rows of a table of an edition in the order in which they were written."""
    db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        return db.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid").fetchall()
    finally:
        db.close()
