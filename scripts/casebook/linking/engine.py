"""DuckDB, where pairs are compared: in memory up to a limit, its temporary files with the build, nothing downloaded."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

BATCH = 50_000
SETTINGS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "preserve_insertion_order": False,
    "threads": 2,
}


class Duck:
    """Tables in DuckDB: loaded from rows by way of Arrow, made by SQL, read back in batches."""

    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def load(self, table: str, schema: pa.Schema, rows: Iterable[tuple[Any, ...]], *, more: bool = False) -> None:
        """A table of these rows; with `more`, added to it."""
        waiting, made = iter(rows), more
        while (batch := list(islice(waiting, BATCH))) or not made:
            arrow = batch_of(schema, batch)
            self.connection.register("batch", arrow)
            self.make(table, "SELECT * FROM batch", more=made)
            self.connection.unregister("batch")
            made = True

    def make(self, table: str, sql: str, *, more: bool = False) -> None:
        """A table of what the query gives; with `more`, added to it."""
        start = f"INSERT INTO {table}" if more else f"CREATE OR REPLACE TABLE {table} AS"
        self.connection.execute(f"{start} {sql}").fetchall()

    def drop(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS {table}").fetchall()

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a query gives, read by the batch."""
        cursor = self.connection.cursor()
        cursor.execute(sql)
        while batch := cursor.fetchmany(BATCH):
            yield from batch
        cursor.close()

    def splink(self) -> Any:
        """This database as Splink takes it."""
        from splink import DuckDBAPI

        return DuckDBAPI(connection=self.connection)


class Loader:
    """Fills several tables side by side, a batch at a time."""

    def __init__(self, database: Duck, tables: dict[str, pa.Schema]) -> None:
        self.database, self.tables = database, tables
        self.waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in tables}
        for table, schema in tables.items():
            database.load(table, schema, ())

    def add(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Rows for a table."""
        self.waiting[table].extend(rows)
        if len(self.waiting[table]) >= BATCH:
            self._write(table)

    def _write(self, table: str) -> None:
        self.database.load(table, self.tables[table], self.waiting[table], more=True)
        self.waiting[table].clear()

    def close(self) -> None:
        """Write what is left."""
        for table in self.tables:
            self._write(table)


def batch_of(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table(
        [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)], schema=schema
    )


@contextmanager
def duck(folder: Path | None = None, memory: str = "4GB") -> Iterator[Duck]:
    """A DuckDB in memory; what does not fit lies in a folder of its own under `folder`, for its owner alone, until the end."""
    place = Path(tempfile.mkdtemp(prefix="linking-", dir=folder))  # made for the owner alone, 0700
    connection = duckdb.connect(config={**SETTINGS, "memory_limit": memory, "temp_directory": str(place)})
    try:
        yield Duck(connection)
    finally:
        connection.close()
        shutil.rmtree(place)
