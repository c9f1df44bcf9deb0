"""The tables that linking compares, in DuckDB or in Spark: their columns, and what a database of them can do."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from casebook.linking.facts import Form

NUMBER, TEXT, SHARE, TEXTS = "number", "text", "share", "texts"
Columns = dict[str, str]

_NUMBERS = ("unique_id", "mention", "record", "born_from", "born_to", "taken_from", "taken_to", "died_from", "died_to")
_TEXTS = ("parts", "rare", "bones", "streets", "counties", "prefectures", "provinces", "kin", "numbers", "refs", "own")


def _kind(column: str) -> str:
    if column in _NUMBERS:
        return NUMBER
    return TEXTS if column in _TEXTS else SHARE if column.startswith("tf_") else TEXT


FORMS: Columns = {column: _kind(column) for column in Form._fields}
BLOCKS: Columns = {"block": NUMBER, "mention": NUMBER}
PAIRS: Columns = {"a": NUMBER, "b": NUMBER}


class Database(Protocol):
    """Where the tables are: DuckDB or Spark."""

    def load(self, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]], *, more: bool = False) -> None:
        """A table of these rows; with `more`, added to it."""

    def make(self, table: str, sql: str) -> None:
        """A table of what the query gives."""

    def drop(self, table: str) -> None: ...

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a query gives, read by the batch."""


class Loader:
    """Fills several tables side by side, a batch at a time."""

    def __init__(self, database: Database, tables: dict[str, Columns], batch: int = 50_000) -> None:
        self.database, self.tables, self.batch = database, tables, batch
        self.waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables}
        for table, columns in tables.items():
            database.load(table, columns, ())

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Rows for a table."""
        self.waiting[table].extend(rows)
        if len(self.waiting[table]) >= self.batch:
            self._write(table)

    def _write(self, table: str) -> None:
        self.database.load(table, self.tables[table], self.waiting[table], more=True)
        self.waiting[table].clear()

    def close(self) -> None:
        """Write what is left."""
        for table in self.tables:
            self._write(table)
