"""The data of a list of cases: how many, one page of rows, near matches, and rows streamed for an export."""

import sqlite3
from collections.abc import AsyncIterator
from typing import NamedTuple
from urllib.parse import parse_qsl

from datasette.utils import sqlite_timelimit

from casebook import searching
from casebook.finding_aids import FACETS
from casebook.pages.reader import TIME_LIMIT, Reader
from casebook.searching.listing import counted, in_order, streamed
from casebook.speaking import number, say

CHUNK = 500
MOST_COUNTED = 10_000  # more are not counted out
MANY = 1_000  # more are not put in order first
MOST_REMEMBERED = 500
# Columns of cases that name rows or steer the site, and are of no use outside it.
_INNER = {"id", "person", "example", "approved", "case_key"}


# Whether an opened case is of the example and rests on no public campaign, whose people are real.
INVENTED = """coalesce(cases.example, 0) = 1 AND cases.case_key IS NOT NULL AND cases.case_key NOT IN (SELECT
json_extract(body, '$.case') FROM decisions WHERE kind = 'consent' AND json_extract(body, '$.basis') = 'public campaign')
AS invented"""


class Count(NamedTuple):
    """A number of cases, and whether there are more."""

    cases: int
    more: bool = False

    def __str__(self) -> str:
        return say("more than {n}", n=number(self.cases)) if self.more else number(self.cases)


def asked(request) -> searching.Wanted:
    return searching.wanted(parse_qsl(request.query_string, keep_blank_values=True), FACETS)


def remembered(reader: Reader, what: str) -> dict | None:
    """What is kept of the answers about an edition, which never changes; None about what changes."""
    kept = vars(reader.database).setdefault("casebook_" + what, {})
    if len(kept) >= MOST_REMEMBERED:
        kept.clear()
    return None if reader.database.is_mutable else kept


async def count(reader: Reader, wanted: searching.Wanted, *, certainly: bool = False) -> Count:
    """How many cases there are, counted out up to `MOST_COUNTED`."""
    where, values = searching.condition(wanted, research=reader.research, certainly=certainly)
    if where == "1":
        kept = "SELECT cases FROM facet_counts WHERE facet = 'figure' AND value = 'cases'"
        found = await reader.value(kept)
        return Count(await reader.value("SELECT count(*) FROM cases") if found is None else found)
    found = await reader.value(f"SELECT count(*) FROM (SELECT 1 {counted(where)} LIMIT {MOST_COUNTED + 1})", values)
    return Count(min(found, MOST_COUNTED), found > MOST_COUNTED)


def unordered(wanted: searching.Wanted, found: Count) -> bool:
    """Whether so many cases hold the words that they stand as they are found, unless an order is asked for."""
    return bool(wanted.words) and not wanted.sort and found.cases > MANY


async def page(reader: Reader, wanted: searching.Wanted, found: Count) -> list[dict]:
    """The rows of one page of the list, of which there are so many."""
    where, values = searching.condition(wanted, research=reader.research)
    start = (wanted.page - 1) * searching.PAGE
    as_found = unordered(wanted, found)
    look = streamed(where) if as_found or found.cases <= MANY else in_order(where)
    by = "search.rowid" if as_found else searching.order(wanted, research=reader.research)
    ordered = f"ORDER BY {by} LIMIT {searching.PAGE} OFFSET {start}"
    _, numbers = await reader.table(f"SELECT cases.rowid {look} {ordered}", values)
    return await rows(reader, [number for (number,) in numbers])


async def rows(reader: Reader, numbers: list[int], where: str = "1", values: dict | None = None) -> list[dict]:
    """The cases with these row numbers, in their order, as far as a condition holds of them."""
    found = await reader.rows(
        f"SELECT cases.rowid AS number, {await identity(reader)} cases.* FROM cases"
        f" WHERE cases.rowid IN ({', '.join(map(str, numbers))}) AND {where}", values,
    )  # fmt: skip
    by_number = {row["number"]: row for row in found}
    return [by_number[number] for number in numbers if number in by_number]


async def near(reader: Reader, wanted: searching.Wanted) -> list[searching.Near]:
    """The near matches of the words asked for, whatever else is chosen."""
    if not wanted.words:
        return []
    kept = remembered(reader, "near")
    if kept is not None and wanted.words in kept:
        return kept[wanted.words]

    def run(connection):
        with sqlite_timelimit(connection, TIME_LIMIT):
            return searching.near(connection, wanted.words)

    try:
        found = await reader.database.execute_fn(run)
    except sqlite3.OperationalError:  # it took too long: those that hold the words as typed are shown without them
        return []
    if kept is not None:
        kept[wanted.words] = found
    return found


async def near_rows(reader: Reader, wanted: searching.Wanted, found: list[searching.Near]) -> list[dict]:
    """The rows of near matches, the nearest first, as far as they are what else is chosen."""
    numbers = [one.row for one in found]
    where, values = searching.condition(wanted, research=reader.research, rows=numbers)
    return await rows(reader, numbers, where, values) if numbers else []


async def identity(reader: Reader) -> str:
    """What a row needs besides its own columns to have an address."""
    return f"(SELECT key FROM persons WHERE persons.id = cases.person) AS person_key, {INVENTED}," if reader.research else ""


async def columns(reader: Reader) -> list[str]:
    """The columns an export carries."""
    return [
        name for name in await reader.columns("cases") if name not in _INNER or (name == "id" and not reader.research)
    ]


async def stream(reader: Reader, wanted: searching.Wanted, names: list[str]) -> AsyncIterator[list]:
    """The rows of the whole list, in its order, in chunks."""
    where, values = searching.condition(wanted, research=reader.research)
    _, numbers = await reader.table(
        f"SELECT cases.rowid FROM cases WHERE {where} ORDER BY {searching.order(wanted, research=reader.research)}",
        values,
        most=10_000_000,
    )
    chosen = ", ".join(f'"{name}"' for name in names)
    for start in range(0, len(numbers), CHUNK):
        wanted_rows = numbers[start : start + CHUNK]
        marks = ", ".join(str(number) for (number,) in wanted_rows)
        _, found = await reader.table(f"SELECT rowid, {chosen} FROM cases WHERE rowid IN ({marks})")
        by_number = {row[0]: row[1:] for row in found}
        yield [by_number[number] for (number,) in wanted_rows if number in by_number]
