"""The file itself: its header, its schema against the contract, and what lies beside it or between its pages."""

import hashlib
import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .report import CouldNotCheck, Findings

CONTRACT = Path(__file__).with_name("contract.sql")
# The one full-text table, and the tables SQLite keeps it in.
SHADOWS = {f"search_{part}": sql for part, sql in {
    "data": "CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "idx": "CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "docsize": "CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "config": "CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID",
}.items()}  # fmt: skip
Rows = dict[str, list[tuple[Any, ...]]]
ENCODING_UTF8, PLAIN_JOURNAL, HEADER = 1, (1, 1), 100


@cache
def contract() -> list[str]:
    """The statements that make an edition's tables and indexes, in order."""
    return [line.rstrip(";") for line in CONTRACT.read_text(encoding="utf-8").splitlines() if line]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def examine(path: Path, findings: Findings) -> bool:
    """Look at the file as bytes and at its schema; True when its tables are those of the contract."""
    for end in ("-wal", "-shm", "-journal"):
        if path.with_name(path.name + end).exists():
            findings.add("(file)", "(beside)", f"a file {end} lies beside the edition")
    with path.open("rb") as file:
        head = file.read(HEADER)
    if not head.startswith(b"SQLite format 3\0"):
        raise CouldNotCheck("the edition is not a SQLite database")
    numbers = [int.from_bytes(head[place:place + 4], "big") for place in range(24, 96, 4)]
    size = int.from_bytes(head[16:18], "big")
    checks = {
        "the journal mode is not plain": (head[18], head[19]) == PLAIN_JOURNAL,
        "free pages are left": numbers[3] == 0,
        "it can be vacuumed in parts": numbers[7] == 0 and numbers[10] == 0,
        "its text is not UTF-8": numbers[8] == ENCODING_UTF8,
        "a number of its own is set": numbers[9] == 0 and numbers[11] == 0,
        "space of the header or of pages is used": not any(head[72:92]) and head[20] == 0,
        "bytes follow its last page": path.stat().st_size == numbers[1] * (size if size != 1 else 65536),
    }
    for kind, good in checks.items():
        if not good:
            findings.add("(file)", "(header)", kind)
    return _compare_schema(path, findings)


def _compare_schema(path: Path, findings: Findings) -> bool:
    found = dict(query(path, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    wanted = {sql.split()[3 if "VIRTUAL" in sql else 2]: sql for sql in contract()} | SHADOWS
    for name, sql in found.items():
        if name not in wanted:
            findings.add("(schema)", "(name)", "a table, view, trigger or index that the contract does not know")
        elif sql != wanted[name]:
            findings.add("(schema)", "(text)", "a definition is not that of the contract")
    missing = wanted.keys() - found.keys()
    if missing:
        findings.add("(schema)", "(name)", "a table or index of the contract is missing")
    return found == wanted


def query(path: Path, sql: str, values: tuple = ()) -> list[tuple[Any, ...]]:
    """Rows of a database opened so that nothing beside it is read or made; CouldNotCheck when it cannot be read."""
    try:
        db = opened(path)
        try:
            return db.execute(sql, values).fetchall()
        finally:
            db.close()
    except sqlite3.Error as error:
        raise CouldNotCheck(f"{path.name} cannot be read: {error}") from None


def opened(path: Path, *, immutable: bool = True) -> sqlite3.Connection:
    """A database for reading; `immutable` for files nobody writes, so that SQLite looks at nothing beside them."""
    if not path.is_file():
        raise CouldNotCheck(f"{path} is missing")
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}", uri=True)
    db.text_factory = _text
    return db


@lru_cache(maxsize=1 << 16)
def _text(raw: bytes) -> str:
    """A text as it is kept, whatever its bytes; the same one for the same bytes, for most are met again and again."""
    return raw.decode("utf-8", "surrogateescape")


def rows(path: Path) -> Rows:
    """Every row of the tables of the contract, in the order of their row numbers, each row with its number first."""
    tables = [sql.split()[2] for sql in contract() if sql.startswith("CREATE TABLE")]
    return {table: query(path, f"SELECT rowid, * FROM {table} ORDER BY rowid") for table in tables}


@cache
def columns(table: str) -> list[str]:
    """The columns of a table of the contract in order."""
    sql = next(sql for sql in contract() if sql.startswith(f"CREATE TABLE {table} "))
    return [part.split()[0] for part in sql[sql.index("(") + 1 : sql.rindex(")")].split(", ")]


def anything(path: Path) -> list[tuple[str, str, Any]]:
    """Every value of every table that can be read, with table and column, of a file that breaks the contract."""
    found = []
    with_names = query(path, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    for (table,) in with_names:
        try:
            for number, row in enumerate(query(path, f'SELECT * FROM "{table}"')):
                found += [(table, f"column {place + 1}", value) for place, value in enumerate(row) if number < 10_000]
        except CouldNotCheck:
            continue
    schema = query(path, "SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master")
    return found + [("(schema)", "(text)", sql) for (sql,) in schema]
