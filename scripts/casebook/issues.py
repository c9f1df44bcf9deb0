"""Issues: what a person should look at, each naming file, row, column, rule and fix."""

import csv
import os
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

COLUMNS = ["source", "file", "row", "column", "property", "value", "code", "rule", "fix"]

# A word begins with one of these where a spreadsheet program would take the cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00", "＝", "＋", "－", "＠")


class Issue(NamedTuple):
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


def drop(db: sqlite3.Connection, where: str, *values: object) -> None:
    """Delete issues; the spreadsheet of them, to which new ones are only added, has then to be written whole."""
    if db.execute(f"DELETE FROM issues WHERE {where}", values).rowcount:
        _listed(db, 0)


def write_csv(db: sqlite3.Connection, path: Path) -> None:
    """Write all issues as a spreadsheet, whole or not at all; where issues were only added, they alone are written.

    The greatest number listed is kept in the database's user_version, 0 when the file does not hold what was listed.
    """
    (listed,) = db.execute("PRAGMA user_version").fetchone()
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM issues").fetchone()
    added = listed > 0 and path.exists()
    if added and listed == last:
        return
    part = path.with_suffix(".part")
    if added:
        shutil.copyfile(path, part)
    with part.open("a" if added else "w", encoding="utf-8" if added else "utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        if not added:
            sheet.writerow(COLUMNS)
        sheet.writerows(map(neutral, row) for row in db.execute(_LISTED, (listed if added else 0,)))
        file.flush()
        os.fsync(file.fileno())
    _listed(db, 0)
    part.replace(path)
    _listed(db, last)


def _listed(db: sqlite3.Connection, last: int) -> None:
    db.execute(f"PRAGMA user_version = {last}")


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
