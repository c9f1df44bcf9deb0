"""The data of a list of cases: one page of rows, counts by facet, and rows streamed for an export."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

from casebook import searching
from casebook.pages import labels
from casebook.pages.reader import Reader

CHUNK = 500
MOST_VALUES = 12
MOST_REMEMBERED = 500
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
    counted = await _counted(reader, wanted, names)
    return [found for name in names if (found := _facet(name, counted[name], wanted.chosen.get(name, ())))["options"]]


def _facet(name: str, counted: list[tuple[str, int]], chosen: tuple[str, ...]) -> dict:
    shown = [(value, n) for place, (value, n) in enumerate(counted) if place < MOST_VALUES or value in chosen]
    known = {value for value, _ in counted}
    shown += [(value, 0) for value in chosen if value not in known]
    options = [
        {"value": value, "label": labels.of_column(name, value), "n": n, "chosen": value in chosen}
        for value, n in shown
    ]
    return {"name": name, "options": options, "more": max(0, len(counted) - len(shown))}


async def _counted(reader: Reader, wanted: searching.Wanted, names: list[str]) -> dict[str, list[tuple[str, int]]]:
    """The counts of each facet. An edition never changes, so that what was counted in it is remembered."""
    remembered = vars(reader.database).setdefault("casebook_counts", {})
    key = (tuple(names), wanted.address(page=None, sort=None))
    if key in remembered:
        return remembered[key]
    free = [name for name in names if name not in wanted.chosen]
    found = await _grouped(reader, wanted, free, "")
    for name in set(names) - set(free):
        found |= await _grouped(reader, wanted, [name], name)
    if not reader.database.is_mutable and len(remembered) < MOST_REMEMBERED:
        remembered[key] = found
    return found


async def _grouped(reader: Reader, wanted: searching.Wanted, names: list[str], without: str) -> dict[str, list]:
    """Facets that are counted over the same cases, in one query over them."""
    if not names:
        return {}
    where, values = searching.condition(wanted, without=without, research=reader.research)
    source = "cases"
    if where != "1":  # without a condition each facet is counted by its index alone
        source = "found"
    parts = [f"SELECT '{name}', \"{name}\", count(*) AS n FROM {source} GROUP BY 2" for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    before = f"WITH found AS MATERIALIZED (SELECT {columns} FROM cases WHERE {where}) " if source == "found" else ""
    _, rows = await reader.table(f"{before}{' UNION ALL '.join(parts)} ORDER BY 3 DESC, 2", values)
    return {name: [(value, n) for of, value, n in rows if of == name and value not in (None, "")] for name in names}


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
