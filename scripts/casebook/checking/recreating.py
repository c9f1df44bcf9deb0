"""The edition written once more from its own rows: if the bytes differ, something is in the file that no row says."""

import sqlite3
import tempfile
from collections import defaultdict
from pathlib import Path

from .report import Findings
from .structure import Rows, contract, opened

# In this order, as docs/publishing.md has it.
PRAGMAS = ("encoding='UTF-8'", "page_size=4096", "auto_vacuum=NONE", "journal_mode=OFF", "synchronous=OFF",
           "secure_delete=ON", "temp_store=MEMORY", "cell_size_check=ON")
Indexed = dict[int, tuple[str, str, str]]
COLUMNS = ("names", "places", "words")


def indexed(path: Path) -> Indexed:
    """What the full-text index holds of each row, rebuilt from its vocabulary: row number to words of each column."""
    db = opened(path)
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'search', 'instance')")
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: {column: [] for column in COLUMNS})
    for (row,) in db.execute("SELECT id FROM search_docsize ORDER BY id"):
        found[row]  # one without words too
    for term, row, column, offset in db.execute("SELECT term, doc, col, offset FROM temp.vocabulary"):
        words = found[row][column]
        if offset >= len(words):
            words.extend([""] * (offset + 1 - len(words)))
        words[offset] = f"{words[offset]} {term}" if words[offset] else term
    db.close()
    return {row: tuple(" ".join(filter(None, words)) for words in columns.values()) for row, columns in found.items()}


def compare(path: Path, rows: Rows, words: Indexed, findings: Findings) -> None:
    """Add a finding unless writing these rows and index words to a new file gives the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "again.db"
        try:
            _write(copy, rows, words)
            same = copy.read_bytes() == path.read_bytes()
        except (sqlite3.Error, ValueError, UnicodeEncodeError):
            same = False
    if not same:
        findings.add("(file)", "(bytes)", "bytes that none of its rows accounts for, or another way of writing them")


def _write(copy: Path, rows: Rows, words: Indexed) -> None:
    db = sqlite3.connect(copy, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    statements = contract()
    for sql in statements:
        if not sql.startswith("CREATE INDEX"):
            db.execute(sql)
    for table, found in rows.items():
        if found:
            marks = ",".join("?" * (len(found[0]) - 1))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", (row[1:] for row in found))
    db.executemany("INSERT INTO search(rowid, names, places, words) VALUES (?,?,?,?)",
                   ((row, *texts) for row, texts in words.items()))
    db.execute("INSERT INTO search(search) VALUES ('optimize')")
    for sql in statements:
        if sql.startswith("CREATE INDEX"):
            db.execute(sql)
    db.execute("COMMIT")
    if db.execute("PRAGMA freelist_count").fetchone()[0]:
        db.execute("VACUUM")
    db.close()
