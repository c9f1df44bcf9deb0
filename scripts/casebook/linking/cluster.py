"""Spark, for those whose data has outgrown one machine: the same tables, the same SQL and the same model as in DuckDB."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import sqlglot
from pyspark.sql import SparkSession, types

from casebook.linking.statements import DIALECT
from casebook.linking.tables import NUMBER, SHARE, TEXT, TEXTS, Columns

BATCH = 200_000
KINDS = {NUMBER: types.LongType(), TEXT: types.StringType(), SHARE: types.DoubleType(),
         TEXTS: types.ArrayType(types.StringType())}  # fmt: skip


class Cluster:
    """Tables in Spark: loaded from rows, made by SQL that is translated, read back row by row."""

    def __init__(self, session: SparkSession, place: Path) -> None:
        self.session, self.place = session, place
        self.made = 0

    def load(self, table: str, columns: Columns, rows: Iterable[tuple[Any, ...]], *, more: bool = False) -> None:
        """A table of these rows; with `more`, added to it."""
        shape = types.StructType([types.StructField(name, KINDS[kind]) for name, kind in columns.items()])
        frame = self.session.table(table) if more else self.session.createDataFrame([], shape)
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            frame = frame.unionByName(self.session.createDataFrame(batch, shape))
        self._keep(table, frame)

    def make(self, table: str, sql: str) -> None:
        """A table of what the query gives."""
        self._keep(table, self.session.sql(_translated(sql)))

    def _keep(self, table: str, frame: Any) -> None:
        """Write a table once, so that no later query works it out again."""
        self.made += 1
        path = str(self.place / f"{table}-{self.made}")
        frame.write.parquet(path)
        self.session.read.parquet(path).createOrReplaceTempView(table)

    def drop(self, table: str) -> None:
        self.session.catalog.dropTempView(table)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """What a query gives."""
        frame = self.session.sql(_translated(sql))
        yield from map(tuple, frame.toLocalIterator())


def _translated(sql: str) -> str:
    return sqlglot.transpile(sql, read=DIALECT, write="spark")[0]


@contextmanager
def spark(folder: Path) -> Iterator[Cluster]:
    """A session of Spark: the one that `spark-submit` gives, else one on this machine; its files lie under `folder`."""
    place = Path(tempfile.mkdtemp(prefix="linking-", dir=folder))  # made for the owner alone, 0700
    builder = SparkSession.builder.appName("casebook").config("spark.ui.enabled", "false")
    for key, value in {"spark.local.dir": str(place),
                       "spark.sql.warehouse.dir": str(place / "tables"), "spark.sql.shuffle.partitions": "8",
                       "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}.items():  # fmt: skip
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield Cluster(session, place)
    finally:
        session.stop()
        shutil.rmtree(place, ignore_errors=True)
