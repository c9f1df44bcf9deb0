"""Masking: numbers, addresses and informants' names leave the words of cases.db and are kept in contacts.db alone."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

BLOCK = "█"

# Roles whose names are never in cases.db: the people in danger for having spoken, or for having passed news on.
HIDDEN_ROLES = ("informant", "intermediary", "witness")


@dataclass(frozen=True)
class Contact:
    """One private thing said in a cell: its kind (name, phone, email, handle, address), value, words and place."""

    kind: str
    value: str
    raw: str
    column: str
    start: int
    end: int
    mention: str


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span replaced by as many blocks as it had characters, so that offsets hold."""
    characters = list(text)
    for start, end in spans:
        characters[start:end] = BLOCK * (end - start)
    return "".join(characters)


def fold(name: str) -> str:
    """A name as it is looked for: no case, single spaces."""
    return " ".join(name.casefold().split())


def save(db: sqlite3.Connection, file: int, record: str, contacts: list[Contact]) -> None:
    """Write what was masked in a record to contacts.db; what is there already is not written twice."""
    for found in contacts:
        row = (file, record, found.mention, found.kind, found.value, found.raw, fold(found.raw), found.column,
               found.start, found.end)  # fmt: skip
        db.execute(
            'INSERT INTO contacts (file, record, mention, kind, value, raw, folded, "column", span_start, span_end)'
            " SELECT ?,?,?,?,?,?,?,?,?,? WHERE NOT EXISTS (SELECT 1 FROM contacts WHERE record = ? AND kind = ?"
            ' AND "column" = ? AND span_start = ? AND span_end = ? AND raw = ?)',
            (*row, record, found.kind, found.column, found.start, found.end, found.raw),
        )


def keep_cell(db: sqlite3.Connection, file: int, record: str, version: str, column: str, text: str) -> None:
    """Keep the original words of a masked cell, once a version of its record."""
    db.execute(
        'INSERT INTO cells (file, record, hash, "column", text) SELECT ?,?,?,?,? WHERE NOT EXISTS'
        ' (SELECT 1 FROM cells WHERE record = ? AND hash = ? AND "column" = ?)',
        (file, record, version, column, text, record, version, column),
    )


def mask_stored(
    cases: sqlite3.Connection, contacts: sqlite3.Connection, record: int, version: int | None, column: str,
    spans: list[tuple[int, int]], file: int,
) -> str:  # fmt: skip
    """Mask more of a stored cell (of a former version if given); what is masked is kept. Returns the masked cell."""
    table, row, key, content, _, digest = _stored(cases, record, version)
    stored = cells(content)
    keep_cell(contacts, file, key, digest, column, stored[column])
    stored[column] = mask(stored[column], spans)
    cases.execute(f'UPDATE "{table}" SET content = ? WHERE id = ?', (json.dumps(stored, ensure_ascii=False), row))
    return stored[column]


def mask_notes(
    cases: sqlite3.Connection, contacts: sqlite3.Connection, record: int, version: int | None,
    spans: list[tuple[int, int]], file: int,
) -> None:  # fmt: skip
    """Mask names in what stands beside a record's cells (comments, struck-out words); what is masked is kept."""
    table, row, key, _, notes, digest = _stored(cases, record, version)
    keep_cell(contacts, file, key, digest, "", notes)
    cases.execute(f'UPDATE "{table}" SET notes = ? WHERE id = ?', (mask(notes, spans), row))


def _stored(cases: sqlite3.Connection, record: int, version: int | None) -> tuple:
    """(table, row, record's key, content, notes, hash) of a record, or of a former version of it."""
    table, row = ("records", record) if version is None else ("versions", version)
    (key,) = cases.execute('SELECT "key" FROM records WHERE id = ?', (record,)).fetchone()
    return (
        table,
        row,
        key,
        *cases.execute(f'SELECT content, notes, hash FROM "{table}" WHERE id = ?', (row,)).fetchone(),
    )


def originals(db: sqlite3.Connection, record: str, version: str) -> dict[str, str]:
    """The words of a version's masked cells as they were, by column."""
    return dict(db.execute('SELECT "column", text FROM cells WHERE record = ? AND hash = ?', (record, version)))


def informants(db: sqlite3.Connection, since: int = 0) -> set[str]:
    """The informants' names that contacts.db knows, as said; only those written after row `since` if given."""
    return {name for (name,) in db.execute("SELECT DISTINCT raw FROM contacts WHERE kind = 'name' AND id > ?", (since,))}


def last(db: sqlite3.Connection) -> int:
    """The number of the last row of contacts."""
    return db.execute("SELECT coalesce(max(id), 0) FROM contacts").fetchone()[0]


def cells(content: str) -> dict[str, str]:
    """A record's cells, by column, from its stored content."""
    return json.loads(content)
