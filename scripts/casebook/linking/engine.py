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

from casebook.linking.tables import NUMBER, SHARE, TEXT, TEXTS, Columns

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

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def load(self, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]], *, more: bool = False) -> None:
        """A table of these rows; with `more`, added to it."""
        waiting, made = iter(rows), more
        while (batch := list(islice(waiting, BATCH))) or not made:
            arrow = batch_of(columns, batch)
            self.connection.register("batch", arrow)
            start = f"INSERT INTO {table}" if made else f"CREATE OR REPLACE TABLE {table} AS"
            self.connection.execute(f"{start} SELECT * FROM batch").fetchall()
            self.connection.unregister("batch")
            made = True

    def make(self, table: str, sql: str) -> None:
        """A table of what the query gives."""
        self.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {sql}").fetchall()

    def drop(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS {table}").fetchall()

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a query gives, read by the batch."""
        cursor = self.connection.cursor()
        cursor.execute(sql)
        while batch := cursor.fetchmany(BATCH):
            yield from batch
        cursor.close()


KINDS = {NUMBER: pa.int64(), TEXT: pa.string(), SHARE: pa.float64(), TEXTS: pa.list_(pa.string())}


def batch_of(columns: Columns, rows: list[tuple[Any, ...]]) -> pa.Table:
    """Rows as an Arrow table."""
    schema = pa.schema([(name, KINDS[kind]) for name, kind in columns.items()])
    values = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table([pa.array(some, kind.type) for some, kind in zip(values, schema, strict=True)], schema=schema)


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
