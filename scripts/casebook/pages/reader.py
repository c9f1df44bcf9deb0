"""Who reads, and through which database: journalists through published.db alone, researchers through cases.db."""

from dataclasses import dataclass

from datasette.database import Database
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import NotFound

MOST_ROWS = 5000
TIME_LIMIT = 1000  # milliseconds a page's query may take


@dataclass(frozen=True)
class Reader:
    """Somebody logged in, and the database their pages open."""

    name: str
    database: Database
    research: bool
    press_site: bool

    async def rows(self, sql: str, parameters: dict | None = None, most: int = MOST_ROWS) -> list[dict]:
        """The rows of a query as dicts, at most `most` of them."""
        names, rows = await self.table(sql, parameters, most)
        return [dict(zip(names, row, strict=True)) for row in rows]

    async def table(self, sql: str, parameters: dict | None = None, most: int = MOST_ROWS) -> tuple[list[str], list]:
        """The column names and the rows of a query, at most `most` of them."""

        def run(connection) -> tuple[list[str], list]:
            with sqlite_timelimit(connection, TIME_LIMIT):
                cursor = connection.execute(sql, parameters or {})
                cursor.row_factory = None
                return [column[0] for column in cursor.description], cursor.fetchmany(most)

        return await self.database.execute_fn(run)

    async def one(self, sql: str, parameters: dict | None = None) -> dict | None:
        found = await self.rows(sql, parameters, 1)
        return found[0] if found else None

    async def value(self, sql: str, parameters: dict | None = None) -> object:
        """The first cell of a query, None when it has no row."""
        found = await self.one(sql, parameters)
        return next(iter(found.values())) if found else None

    async def columns(self, table: str) -> list[str]:
        return await self.database.table_columns(table)

    async def has(self, table: str) -> bool:
        return await self.database.table_exists(table)


def reader(datasette, request) -> Reader:
    """The reader of a request."""
    actor = request.actor or {}
    press_site = "cases" not in datasette.databases
    research = "researcher" in actor.get("roles", ()) and not press_site
    database = datasette.get_database("cases" if research else "published")
    return Reader(str(actor.get("id", "")), database, research, press_site)


def published(datasette, request) -> Reader:
    """The same reader, through published.db as the press sees it; NotFound while no edition is shown."""
    if "published" not in datasette.databases:
        raise NotFound("Nothing here")
    actor = request.actor or {}
    return Reader(
        str(actor.get("id", "")), datasette.get_database("published"), False, "cases" not in datasette.databases
    )
