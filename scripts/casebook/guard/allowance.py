"""How much one request may ask of the databases: time, memory and turns, so that nobody's questions stop another's.

What Datasette asks for somebody (its tables, their filters, and SQL of their own) is bounded as that of a stranger; the pages
of the site ask what we wrote, and have a thread that no stranger's question takes.
"""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from functools import wraps
from weakref import WeakValueDictionary

from datasette.database import Database, QueryInterrupted

TIME = 0.75  # seconds that the questions of one request may take altogether; none takes more than two thirds of what is left
TURN = 5.0  # seconds that a question may wait for its turn
AT_ONCE = 2  # such questions, each of another person
LONGEST_VALUE = 600_000  # bytes of one value in such a question: what SQLite does to one value cannot be interrupted
LONGEST_OWN = 20_000_000
ALL_VALUES = 5_000_000  # bytes of all values that such a question may give
ALL_OWN = 60_000_000
ALL_CELLS = 8_000  # cells of the rows that such a question may give: each takes its time to be written into a page
TOO_LARGE = "This is more than one page can hold. Ask for fewer rows or columns."
TOO_MUCH = "This takes more memory than there is. Ask for less at once."


class Asked:
    """What one request of somebody has asked for so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.spent = 0.0

    @property
    def left(self) -> float:
        """Seconds that its next question may take."""
        return (TIME - self.spent) * 2 / 3


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)
_strange: ContextVar[bool] = ContextVar("strange", default=False)
_held = threading.local()


@contextmanager
def asking(name: str | None = None) -> Iterator[None]:
    """A request of somebody, with an allowance of its own; without a name, the next page of the one under way."""
    before = _asked.get()
    token = _asked.set(Asked(name if name is not None else before.name if before else ""))
    try:
        yield
    finally:
        _asked.reset(token)


class Turns:
    """Whose question is next: one of each person at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._of: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, name: str):
        """Hold a turn; raises TimeoutError when it does not come in time."""
        mine = self._of.get(name) or asyncio.Semaphore(1)
        self._of[name] = mine
        async with asyncio.timeout(TURN) as waiting, mine, self._all:
            waiting.reschedule(None)
            yield


def bind(database: Database, turns: Turns) -> None:
    """Bound what is asked of a database. Nothing is logged of a question that fails: it holds what was searched for."""
    execute, execute_fn = database.execute, database.execute_fn

    @wraps(execute)
    async def bounded(sql, *args, **options):
        options["log_sql_errors"] = False
        asked = _asked.get()
        if asked is None:
            return await execute(sql, *args, **options)
        token = _strange.set(True)
        try:
            async with turns.turn(asked.name):
                most = options.get("custom_time_limit") or TIME * 1000
                options["custom_time_limit"] = max(1, min(most, int(asked.left * 1000)))
                return await execute(sql, *args, **options)
        except TimeoutError as error:
            raise QueryInterrupted(error, sql, None) from None
        finally:
            _strange.reset(token)

    @wraps(execute_fn)
    async def bounded_fn(ask):
        asked = _asked.get() if _strange.get() else None

        def run(connection: sqlite3.Connection):
            _begin(connection, own=asked is None)
            began = time.monotonic()
            try:
                return ask(connection)
            except MemoryError as error:
                raise sqlite3.OperationalError(TOO_MUCH) from error
            finally:
                if asked:
                    asked.spent += time.monotonic() - began

        return await execute_fn(run)

    database.execute, database.execute_fn = bounded, bounded_fn


def _begin(connection: sqlite3.Connection, *, own: bool) -> None:
    _held.left, _held.cells = (ALL_OWN, ALL_OWN) if own else (ALL_VALUES, ALL_CELLS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_OWN if own else LONGEST_VALUE)


def text(value: bytes) -> str:
    """A text of the database, counted (a text_factory)."""
    _count(len(value))
    return str(value, "utf-8", "replace")


def row(cursor: sqlite3.Cursor, values: tuple) -> sqlite3.Row:
    """A row of the database, its cells and its binary values counted (a row_factory)."""
    _held.cells = getattr(_held, "cells", ALL_OWN) - len(values)
    if _held.cells < 0:
        raise sqlite3.OperationalError(TOO_LARGE)
    blobs = sum(len(value) for value in values if isinstance(value, bytes))
    if blobs:
        _count(blobs)
    return sqlite3.Row(cursor, values)


def _count(length: int) -> None:
    left = getattr(_held, "left", ALL_OWN) - length
    if left < 0:
        raise sqlite3.OperationalError(TOO_LARGE)
    _held.left = left
