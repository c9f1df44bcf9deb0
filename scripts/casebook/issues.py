"""Issues: what a person should look at, each naming file, row, column, rule and fix."""

import csv
import os
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


def write_csv(db: sqlite3.Connection, path: Path) -> int:
    """Write all issues as a spreadsheet, whole or not at all; returns their number."""
    part = path.with_suffix(".part")
    number = 0
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        for row in db.execute(_LISTED):
            sheet.writerow([neutral(cell) for cell in row])
            number += 1
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return number


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
    ORDER BY 1, 2, files.id, issues.record, issues.id
"""
