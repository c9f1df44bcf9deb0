"""Every database connection of the sites: no query may be large, attach a file or read what others asked, and SQL can
compare dates that are known only in part."""

import sqlite3

from casebook.dates import after, before, between
from casebook.guard import allowance
from casebook.names import search_query
from casebook.serving import texts

LONGEST_SEARCH = 1000
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: allowance.LONGEST_OWN,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
}
COMPARISONS = {"date_before": (3, before), "date_after": (3, after), "date_between": (4, between)}
DENIED_ACTIONS = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}
DENIED_TABLES = {"sqlite_stmt", "dbstat", "pragma_database_list", "sqlite_dbpage"}
DENIED_FUNCTIONS = {"load_extension", "readfile", "writefile", "fts3_tokenizer", "edit"}


def limit(connection: sqlite3.Connection) -> None:
    """Bound a connection; Datasette's own search on a table then understands names as the case list does."""
    sqlite3.enable_callback_tracebacks(False)  # Datasette has them on, and they would go into the log
    for which, most in LIMITS.items():
        connection.setlimit(which, most)
    connection.execute("PRAGMA trusted_schema=0")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.text_factory, connection.row_factory = allowance.text, allowance.row
    for name, (arguments, compare) in COMPARISONS.items():
        connection.create_function(name, arguments, compare, deterministic=True)
    connection.create_function("escape_fts", 1, _searched, deterministic=True)
    texts.define(connection)
    connection.set_authorizer(_authorise)


def _searched(text: object) -> str:
    return search_query(str(text or "")[:LONGEST_SEARCH]) or '""'


def _authorise(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in DENIED_ACTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and first and first.casefold() in DENIED_TABLES:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and second and second.casefold() in DENIED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
