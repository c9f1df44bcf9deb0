"""The data of a list of cases: one page of rows, counts by facet, and rows streamed for an export."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from casebook import searching
from casebook.pages import labels
from casebook.pages.reader import Reader

CHUNK = 500
MOST_VALUES = 12
# Columns of cases that name rows or steer the site, and are of no use outside it.
_INNER = {"id", "person", "example", "approved", "case_key"}


def facets(datasette, reader: Reader) -> list[str]:
    """The facets that metadata.yml names for this reader's list."""
    return list(datasette.table_metadata(reader.database.name, "cases").get("facets") or [])


def asked(datasette, request, reader: Reader) -> searching.Wanted:
    return searching.wanted(parse_qsl(request.query_string, keep_blank_values=True), facets(datasette, reader))


async def count(reader: Reader, wanted: searching.Wanted, *, certainly: bool = False) -> int:
    where, values = searching.condition(wanted, research=reader.research, certainly=certainly)
    return await reader.value(f"SELECT count(*) FROM cases WHERE {where}", values)


async def page(reader: Reader, wanted: searching.Wanted) -> list[dict]:
    """The rows of one page of the list."""
    where, values = searching.condition(wanted, research=reader.research)
    start = (wanted.page - 1) * searching.PAGE
    return await reader.rows(
        f"SELECT {await identity(reader)} cases.* FROM cases WHERE {where}"
        f" ORDER BY {searching.order(wanted, research=reader.research)} LIMIT {searching.PAGE} OFFSET {start}",
        values,
    )


async def identity(reader: Reader) -> str:
    """What a row needs besides its own columns to have an address."""
    return "(SELECT key FROM persons WHERE persons.id = cases.person) AS person_key," if reader.research else ""


async def counts(reader: Reader, wanted: searching.Wanted, names: list[str]) -> list[dict]:
    """For each facet its values with their counts under everything else that is chosen, and whether each is chosen."""
    found = []
    for name in names:
        where, values = searching.condition(wanted, without=name, research=reader.research)
        rows = await reader.rows(
            f'SELECT "{name}" AS value, count(*) AS n FROM cases WHERE {where} AND "{name}" <> \'\''
            f' GROUP BY "{name}" ORDER BY n DESC, value',
            values,
        )
        chosen = wanted.chosen.get(name, ())
        shown = [row for number, row in enumerate(rows) if number < MOST_VALUES or row["value"] in chosen]
        options = [
            {
                "value": row["value"],
                "label": labels.of_column(name, row["value"]),
                "n": row["n"],
                "chosen": row["value"] in chosen,
            }
            for row in shown
        ]
        missing = [
            {"value": value, "label": labels.of_column(name, value), "n": 0, "chosen": True}
            for value in chosen
            if value not in {row["value"] for row in rows}
        ]
        if options or missing:
            found.append({"name": name, "options": options + missing, "more": len(rows) - len(shown)})
    return found


async def columns(reader: Reader) -> list[str]:
    """The columns an export carries."""
    return [
        name for name in await reader.columns("cases") if name not in _INNER or (name == "id" and not reader.research)
    ]


async def stream(reader: Reader, wanted: searching.Wanted, names: list[str]) -> AsyncIterator[list]:
    """The rows of the whole list, in its order, in chunks."""
    where, values = searching.condition(wanted, research=reader.research)
    numbers = await reader.rows(
        f"SELECT cases.rowid AS n FROM cases WHERE {where}"
        f" ORDER BY {searching.order(wanted, research=reader.research)}",
        values,
        most=10_000_000,
    )
    chosen = ", ".join(f'"{name}"' for name in names)
    for start in range(0, len(numbers), CHUNK):
        wanted_rows = [row["n"] for row in numbers[start : start + CHUNK]]
        marks = ", ".join(str(int(number)) for number in wanted_rows)
        found = await reader.rows(f"SELECT rowid AS _n, {chosen} FROM cases WHERE rowid IN ({marks})")
        by_number = {row.pop("_n"): list(row.values()) for row in found}
        yield [by_number[number] for number in wanted_rows if number in by_number]
