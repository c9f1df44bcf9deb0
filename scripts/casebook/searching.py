"""The list of cases as somebody asked for it: search in any script, filters, doubtful dates, order; as one query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from casebook.names import search_query

PAGE = 50
SORTS = {  # name in the address -> (label, columns, whether large comes first)
    "name": ("Name", "name", False),
    "arrest": ("Arrest, earliest first", "arrest_earliest", False),
    "-arrest": ("Arrest, latest first", "arrest_earliest", True),
    "birth": ("Birth, eldest first", "birth_earliest", False),
    "-birth": ("Birth, youngest first", "birth_earliest", True),
    "-term": ("Sentence, longest first", "term_months_max", True),
    "term": ("Sentence, shortest first", "term_months_min", False),
    "end": ("Expected end, soonest first", "end_earliest", False),
}
RESEARCH_SORTS = {"-records": ("Most records first", "records", True)}
FLAGS = {  # name in the address -> (label, condition); for research
    "differs": ("Accounts differ", "differs > 0"),
    "approved": ("Approved for an edition", "approved IS NOT NULL AND approved <> ''"),
}


@dataclass(frozen=True)
class Wanted:
    """What a list of cases is asked for: words, chosen values by facet, years of the arrest, flags, order, page."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    flags: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    def address(self, **changes: object) -> str:
        """The query string of this list, with changes; `facet=value` takes the place of that facet's choice."""
        pairs: list[tuple[str, object]] = [("q", self.words)]
        pairs += [(name, value) for name, values in self.chosen.items() for value in values if name not in changes]
        pairs += [("since", self.since), ("until", self.until), *((flag, "1") for flag in self.flags)]
        pairs += [("sort", self.sort), ("page", self.page if self.page > 1 else None)]
        pairs = [(key, value) for key, value in pairs if key not in changes] + list(changes.items())
        return urlencode([(key, value) for key, value in pairs if value not in (None, "")])


def wanted(pairs: Sequence[tuple[str, str]], facets: Sequence[str]) -> Wanted:
    """What an address asks for; what it cannot mean is left out."""
    first = dict(reversed(pairs))
    chosen = {name: tuple(dict.fromkeys(v for k, v in pairs if k == name and v)) for name in facets}
    sort = first.get("sort", "")
    return Wanted(
        words=first.get("q", "").strip()[:600],
        chosen={name: values for name, values in chosen.items() if values},
        since=_year(first.get("since")),
        until=_year(first.get("until")),
        flags=tuple(flag for flag in FLAGS if first.get(flag)),
        sort=sort if sort in SORTS or sort in RESEARCH_SORTS else "",
        page=min(max(_number(first.get("page")) or 1, 1), 100_000),
    )


def condition(asked: Wanted, *, without: str = "", research: bool = False, certainly: bool = False) -> tuple[str, dict]:
    """The WHERE of a list with its parameters; `without` leaves out one facet, for that facet's own counts.

    Years ask whether the arrest may fall between them; with `certainly`, whether it must.
    """
    parts, values = ["1"], {}
    match = search_query(asked.words)
    if match:
        parts.append("cases.rowid IN (SELECT rowid FROM search WHERE search MATCH :words)")
        values["words"] = match
    elif asked.words:
        parts.append("0")  # something was asked that holds no word
    for name, chosen in asked.chosen.items():
        if name != without:
            marks = {f"{name}_{number}": value for number, value in enumerate(chosen)}
            parts.append(f'"{name}" IN ({", ".join(":" + mark for mark in marks)})')
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


def order(asked: Wanted, *, research: bool = False) -> str:
    """The ORDER BY: the order asked for, else by name; what has no value comes last."""
    known = SORTS | RESEARCH_SORTS if research else SORTS
    _, column, falling = known.get(asked.sort, SORTS["name"])
    if column == "name" and not research:
        return "name, cases.rowid"  # an edition has no case without a name, and its index has this very order
    return f"{column} IS NULL, {column}{' DESC' if falling else ''}, name, cases.rowid"


def _year(text: str | None) -> int | None:
    number = _number(text)
    return number if number and 1000 <= number <= 2999 else None


def _number(text: str | None) -> int | None:
    plain = (text or "").strip()[:9]
    return int(plain) if plain.isascii() and plain.isdigit() else None
