"""Issues: what a person should look at, each naming file, row, column, rule and fix."""

import csv
import os
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ["source", "file", "row", "column", "property", "value", "code", "rule", "fix"]

# A word begins with one of these where a spreadsheet program would take the cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Issue:
    """One thing to look at. `words` are the words concerned, as they stand (masked) in cases.db, or ''."""

    code: str
    rule: str
    fix: str
    column: str = ""
    property: str = ""
    words: str = ""
    locator: str = ""


def save(db: sqlite3.Connection, found: list[tuple[int | None, int | None, int | None, Issue]]) -> None:
    """Write (file, record, mention, issue) rows; each of the three is a row's number or None."""
    db.executemany(
        'INSERT INTO issues (file, record, mention, locator, "column", property, code, words, rule, fix)'
        " VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            (file, record, mention, i.locator, i.column, i.property, i.code, i.words, i.rule, i.fix)
            for file, record, mention, i in found
        ),
    )


def write_csv(db: sqlite3.Connection, path: Path, since: tuple[int, int] = (0, 0)) -> None:
    """Write all issues as a spreadsheet, whole or not at all.

    `since` is what `extent` said when the file was last written: where issues were only added, they alone are written.
    """
    last, number = since
    kept = db.execute("SELECT count(*) FROM issues WHERE id <= ?", (last,)).fetchone()[0]
    if extent(db) == since and path.exists():
        return
    part = path.with_suffix(".part")
    added = bool(last) and kept == number and path.exists()
    if added:
        shutil.copyfile(path, part)
    with part.open("a" if added else "w", encoding="utf-8" if added else "utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        if not added:
            sheet.writerow(COLUMNS)
        sheet.writerows(map(neutral, row) for row in db.execute(_LISTED, (last if added else 0,)))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def extent(db: sqlite3.Connection) -> tuple[int, int]:
    """(greatest number, count) of the issues."""
    return db.execute("SELECT coalesce(max(id), 0), count(*) FROM issues").fetchone()


def neutral(cell: object) -> object:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


_LISTED = """
    SELECT sources.key, files.path, coalesce(nullif(issues.locator, ''), records.locator, ''), issues."column",
           issues.property, issues.words, issues.code, issues.rule, issues.fix
    FROM issues
    LEFT JOIN records ON records.id = issues.record
    LEFT JOIN files ON files.id = coalesce(issues.file, records.file)
    LEFT JOIN sources ON sources.id = coalesce(files.source, records.source)
    WHERE issues.id > ? ORDER BY issues.id
"""
