"""The register of sources and files in cases.db, and the forgetting of a source that is to be read anew."""

import json
import mimetypes
import sqlite3
from dataclasses import asdict

from casebook import issues, screening_words
from casebook.database import Writer
from casebook.importers.shapes import Refused
from casebook.issues import Issue
from casebook.receipts import Receipt
from casebook.sources import Source


def source(db: sqlite3.Connection, said: Source, reading: str) -> int:
    """The number of a source, registered if it is new."""
    row = db.execute('SELECT id FROM sources WHERE "key" = ?', (said.name,)).fetchone()
    if row:
        return row[0]
    speaker = json.dumps(asdict(said.speaker), ensure_ascii=False, sort_keys=True) if said.speaker else None
    return db.execute(
        'INSERT INTO sources ("key", title, publisher, language, day_month_order, kind, consent, speaker,'
        " asserted_by, reported_by, how_known, example, reading) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (said.name, said.title, said.publisher, said.language, said.day_month_order, said.kind, said.consent, speaker,
         said.asserted_by, said.reported_by, said.how_known, int(said.example), reading),
    ).lastrowid  # fmt: skip


def file(writer: Writer, name: str, number: int, receipt: Receipt) -> int:
    """Register a received file of source `number`; the file it replaces is marked so. Returns its number."""
    writer.cases.execute(
        "UPDATE files SET state = 'replaced' WHERE source = ? AND path = ?", (number, receipt.replaces)
    )
    key = f"{name}/{receipt.file}"
    row = writer.cases.execute(
        'INSERT INTO files ("key", source, path, sha256, bytes, media_type, received, state, replaces)'
        " VALUES (?,?,?,?,?,?,?,'current',?)",
        (key, number, receipt.file, receipt.sha256, receipt.bytes, media_type(receipt.file), receipt.at,
         receipt.replaces),
    ).lastrowid  # fmt: skip
    writer.contacts.execute('INSERT INTO files (id, "key", sha256) VALUES (?,?,?)', (row, key, receipt.sha256))
    return row


def lineage(db: sqlite3.Connection, number: int, path: str) -> list[int]:
    """The numbers of a file of source `number`, the one it replaces, the one that one replaced, and so on."""
    look = "SELECT path, id, replaces FROM files WHERE source = ?"
    files = {name: (row, replaces) for name, row, replaces in db.execute(look, (number,))}
    found, name = [], path
    while name in files:
        row, name = files.pop(name)
        found.append(row)
    return found


def media_type(name: str) -> str:
    """The media type of a file by its name; what nobody registered is bytes."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def names(db: sqlite3.Connection) -> set[str]:
    """The sources that something was taken in from."""
    return {name for (name,) in db.execute('SELECT "key" FROM sources')}


def reading(db: sqlite3.Connection, name: str) -> str | None:
    """The rules a source was read by, as one hash."""
    row = db.execute('SELECT reading FROM sources WHERE "key" = ?', (name,)).fetchone()
    return row[0] if row else None


def files(db: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """(name, SHA-256) of the files taken in from a source, in the order they came."""
    look = 'SELECT path, sha256 FROM files WHERE source = (SELECT id FROM sources WHERE "key" = ?) ORDER BY id'
    return db.execute(look, (name,)).fetchall()


def refuse(writer: Writer, said: Source, reading: str, receipt: Receipt, refusal: Refused) -> None:
    """Register a file that cannot be read, with the reason as an issue; nothing else of it is kept."""
    row = file(writer, said.name, source(writer.cases, said, reading), receipt)
    writer.cases.execute("UPDATE files SET state = 'refused' WHERE id = ?", (row,))
    line = f"line {refusal.line}" if refusal.line else ""
    named = refusal.words.startswith(receipt.file)
    rule = screening_words.masked(f"{refusal.words if named else refusal.words[:1].upper() + refusal.words[1:]}.")
    fix = screening_words.masked(f"{refusal.fix}.")
    issues.save(writer.cases, [(row, None, None, Issue(refusal.code, rule, fix, locator=line))])


def forget(writer: Writer, name: str) -> None:
    """Remove a source with its files and records, whose people and claims were removed before."""
    row = writer.cases.execute('SELECT id FROM sources WHERE "key" = ?', (name,)).fetchone()
    numbers = ", ".join(str(one) for (one,) in writer.cases.execute("SELECT id FROM files WHERE source = ?", row))
    issues.drop(writer.cases, f"file IN ({numbers})")
    writer.cases.execute(f"DELETE FROM media WHERE file IN ({numbers})")
    for table in ("contacts", "cells", "quarantined"):
        writer.contacts.execute(f'DELETE FROM "{table}" WHERE file IN ({numbers})')
    writer.contacts.execute(f"DELETE FROM files WHERE id IN ({numbers})")
    writer.cases.execute("DELETE FROM versions WHERE record IN (SELECT id FROM records WHERE source = ?)", row)
    for table in ("records", "files"):
        writer.cases.execute(f'DELETE FROM "{table}" WHERE source = ?', row)
    writer.cases.execute("DELETE FROM sources WHERE id = ?", row)
