"""The list of cases that is asked for, as SQL: which cases, and in which order."""

import re
from collections.abc import Sequence

from casebook.finding_aids import MANIFOLD, SEVERAL
from casebook.names import search_query
from casebook.searching.asking import FLAGS, RESEARCH_SORTS, SORTS, Wanted

# Where cases are looked through as the search finds them, and need not be kept to be ordered.
FOUND = "search CROSS JOIN cases ON cases.rowid = search.rowid"
_MATCH = "SELECT rowid FROM search WHERE search MATCH :words"


def condition(
    asked: Wanted, *, without: str = "", research: bool = False, certainly: bool = False, rows: Sequence[int] | None = None
) -> tuple[str, dict]:
    """The WHERE of a list of `cases` with its parameters; `without` leaves out one facet, for that facet's own counts.

    With `rows` it is about these cases (row numbers) in place of those that hold the words. Years ask whether the arrest
    may fall between them; with `certainly`, whether it must.
    """
    parts, values = ["1"], {}
    match = search_query(asked.words, as_typed=True)
    if rows is not None:
        parts.append(f"cases.rowid IN ({', '.join(map(str, rows))})")
    elif match:
        parts.append(f"cases.rowid IN ({_MATCH})")
        values["words"] = match
    elif asked.words:
        parts.append("0")  # something was asked that holds no word
    for name, chosen in asked.chosen.items():
        if name != without:
            marks = {f"{name}_{number}": value for number, value in enumerate(chosen)}
            parts.append(_any_of(name, [f":{mark}" for mark in marks]))
            values |= marks
    low, high = ("arrest_earliest", "arrest_latest") if certainly else ("arrest_latest", "arrest_earliest")
    if asked.since:
        parts.append(f"({low} >= :since{'' if certainly else f' OR ({low} IS NULL AND {high} IS NOT NULL)'})")
        values["since"] = f"{asked.since:04}-01-01"
    if asked.until:
        parts.append(f"({high} <= :until{'' if certainly else f' OR ({high} IS NULL AND {low} IS NOT NULL)'})")
        values["until"] = f"{asked.until:04}-12-31"
    if research:
        parts += [FLAGS[flag][1] for flag in asked.flags]
    return " AND ".join(parts), values


def _any_of(facet: str, marks: list[str]) -> str:
    """That a case has any of these values of a facet."""
    if facet not in MANIFOLD:
        return f'cases."{facet}" IN ({", ".join(marks)})'
    every = f"'{SEVERAL}' || cases.\"{facet}\" || '{SEVERAL}'"
    return "({})".format(" OR ".join(f"instr({every}, '{SEVERAL}' || {mark} || '{SEVERAL}')" for mark in marks))


def streamed(where: str) -> str:
    """FROM and WHERE of a condition for whom the order does not matter: cases come one by one as they are found."""
    found = where.replace(f"cases.rowid IN ({_MATCH})", "search MATCH :words")
    return f"FROM {FOUND if found != where else 'cases'} WHERE {found}"


def counted(where: str) -> str:
    """FROM and WHERE of a condition whose cases are counted alone: by the search, where only words are asked for."""
    return "FROM search WHERE search MATCH :words" if where == f"1 AND cases.rowid IN ({_MATCH})" else streamed(where)


def in_order(where: str) -> str:
    """FROM and WHERE of a condition that many cases meet: they are gone through in the order asked for until enough are
    found, and not put in order first."""
    return f"FROM cases WHERE {re.sub(r'cases[.](?=rowid IN|.[a-z_]+. IN)', '+cases.', where)}"


def order(asked: Wanted, *, research: bool = False) -> str:
    """The ORDER BY: the order asked for, else by name; what has no value comes last. It is that of an index."""
    known = SORTS | RESEARCH_SORTS if research else SORTS
    _, column, falling = known.get(asked.sort, SORTS["name"])
    way = " DESC" if falling else ""
    return f"{column}{way} NULLS LAST, cases.rowid{way}"
