"""Filters of a list of cases: for each facet its values, with how many cases of the list have each."""

from collections import Counter

from casebook import finding_aids, searching
from casebook.pages import labels, listed
from casebook.pages.reader import Reader
from casebook.searching.listing import streamed

MOST_VALUES = 12
MOST_GROUPED = 2_000  # of a longer list than this the cases are not counted by facet
Values = list[tuple[str, int | None]]


async def counts(
    reader: Reader, wanted: searching.Wanted, names: list[str], rows: list[int] | None = None, *, many: bool = False
) -> list[dict]:
    """For each facet its values with their counts under everything else that is chosen, and whether each is chosen.

    Counted are the cases that hold the words, or those of `rows`; where they are too many (known to be `many`), the
    values stand without counts.
    """
    counted = await (_uncounted(reader, names) if many else _remembered(reader, wanted, names, rows))
    return [found for name in names if (found := _facet(name, counted[name], wanted.chosen.get(name, ())))["options"]]


def _facet(name: str, counted: Values, chosen: tuple[str, ...]) -> dict:
    shown = [(value, n) for place, (value, n) in enumerate(counted) if place < MOST_VALUES or value in chosen]
    known = {value for value, _ in counted}
    shown += [(value, 0) for value in chosen if value not in known]
    options = [
        {"value": value, "label": labels.of_column(name, value), "n": n, "chosen": value in chosen}
        for value, n in shown
    ]
    return {"name": name, "options": options, "more": max(0, len(counted) - len(shown))}


async def _remembered(reader: Reader, wanted: searching.Wanted, names: list[str], rows: list[int] | None) -> dict[str, Values]:
    kept = listed.remembered(reader, "counts")
    key = (tuple(names), wanted.narrowed, rows is None)
    if kept is not None and key in kept:
        return kept[key]
    found = await _counted(reader, wanted, names, rows)
    if kept is not None:
        kept[key] = found
    return found


async def _counted(reader: Reader, wanted: searching.Wanted, names: list[str], rows: list[int] | None) -> dict[str, Values]:
    if rows is None and searching.condition(wanted, research=reader.research)[0] == "1":
        return await _of_all(reader, names)
    free = [name for name in names if name not in wanted.chosen]
    found = await _grouped(reader, wanted, free, "", rows)
    for name in set(names) - set(free):
        found |= await _grouped(reader, wanted, [name], name, rows)
    return found


async def _of_all(reader: Reader, names: list[str]) -> dict[str, Values]:
    """The counts of the whole list, as they are kept."""
    _, counted = await reader.table("SELECT facet, value, cases FROM facet_counts ORDER BY cases DESC, value")
    return {name: [(value, n) for facet, value, n in counted if facet == name] for name in names}


async def _uncounted(reader: Reader, names: list[str]) -> dict[str, Values]:
    return {name: [(value, None) for value, _ in values] for name, values in (await _of_all(reader, names)).items()}


async def _grouped(reader: Reader, wanted: searching.Wanted, names: list[str], without: str, rows: list[int] | None) -> dict:
    """Facets that are counted over the same cases, in one query over them."""
    if not names:
        return {}
    where, values = searching.condition(wanted, without=without, research=reader.research, rows=rows)
    if where == "1":
        return await _of_all(reader, names)
    columns = ", ".join(f'cases."{name}"' for name in names)
    found = f"WITH found AS MATERIALIZED (SELECT {columns} {streamed(where)} LIMIT {MOST_GROUPED + 1})"
    parts = [f"SELECT '{name}', \"{name}\", count(*) AS n FROM found GROUP BY 2" for name in names]
    every = "SELECT '', '', count(*) FROM found"
    _, counted = await reader.table(f"{found} {' UNION ALL '.join([*parts, every])} ORDER BY 3 DESC, 2", values)
    if next(n for of, _, n in counted if of == "") > MOST_GROUPED:
        return await _uncounted(reader, names)
    return {name: _parted(name, [(value, n) for of, value, n in counted if of == name and value]) for name in names}


def _parted(name: str, counted: list[tuple[str, int]]) -> Values:
    """The counts of single values, where a case may have several under one facet."""
    found: Counter[str] = Counter()
    for text, n in counted:
        found.update(dict.fromkeys(finding_aids.values(name, str(text)), n))
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
