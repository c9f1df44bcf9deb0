"""Charts: counts that admit doubt, as the sizes of the bars that a page draws; each is a table too."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

MOST_MONTHS = 180  # what a chart of months can show; more time than that is told by years
YEARS = ((0, 5), (5, 10), (10, 15), (15, 20), (20, None))  # lengths of sentences, from so many years to less than so many


class Bar(NamedTuple):
    """One bar: what it counts, how many certainly, and how many more it may be."""

    label: str
    certain: int
    possible: int


Span = tuple[str | None, str | None, int]  # first day, last day (ISO, None where open) and the number of cases


def by_time(spans: Iterable[Span]) -> tuple[str, list[Bar]]:
    """("month" or "year", one bar for each from the first to the last that any case may fall in).

    A case is certain where all its days are in one, and possible in each that it touches otherwise. What is open on a
    side, or touches more than ten years, is in none: `unplaced` counts it.
    """
    placed = [(*days, n) for first, last, n in spans if (days := _days(first, last))]
    if not placed:
        return "month", []
    start, end = min(first for first, _, _ in placed), max(last for _, last, _ in placed)
    unit = "month" if _month(end) - _month(start) < MOST_MONTHS else "year"
    number = _month if unit == "month" else lambda day: day.year
    certain, possible = dict.fromkeys(range(number(start), number(end) + 1), 0), {}
    for first, last, n in placed:
        if number(first) == number(last):
            certain[number(first)] += n
        else:
            for one in range(number(first), number(last) + 1):
                possible[one] = possible.get(one, 0) + n
    label = (lambda one: f"{one // 12:04}-{one % 12 + 1:02}") if unit == "month" else str
    return unit, [Bar(label(one), n, possible.get(one, 0)) for one, n in certain.items()]


def unplaced(spans: Iterable[Span]) -> int:
    """How many cases `by_time` cannot place."""
    return sum(n for first, last, n in spans if not _days(first, last))


def by_length(terms: Iterable[tuple[str, float | None, float | None, int]]) -> list[Bar]:
    """Sentences (kind, least and most months, cases) by their length in years, then those without one by their kind.

    A sentence that may be of several lengths is possible in each.
    """
    certain, possible = {}, {}
    for kind, least, most, n in terms:
        found = [_years(*one) for one in YEARS if _within(least, most, *one)] if kind == "term" else [kind]
        for label in found:
            into = certain if len(found) == 1 else possible
            into[label] = into.get(label, 0) + n
    order = [*(_years(*one) for one in YEARS), *sorted({*certain, *possible} - {_years(*one) for one in YEARS})]
    return [Bar(label, certain.get(label, 0), possible.get(label, 0)) for label in order
            if certain.get(label) or possible.get(label)]  # fmt: skip


def largest(bars: Iterable[Bar]) -> int:
    """The longest bar, 1 where there is none, so that sizes can be divided by it."""
    return max((bar.certain + bar.possible for bar in bars), default=0) or 1


def _days(first: str | None, last: str | None) -> tuple[date, date] | None:
    """The days between which something was, None where one is open or they are more than ten years apart."""
    try:
        days = date.fromisoformat(first or ""), date.fromisoformat(last or "")
    except ValueError:
        return None
    return days if days[1].year - days[0].year <= 10 else None


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _years(least: int, most: int | None) -> str:
    return f"{least}-{most}" if most else f"{least}+"


def _within(least: float | None, most: float | None, low: int, high: int | None) -> bool:
    """May a sentence of between so many months be of `low` years and less than `high`?"""
    under = high is None or (least if least is not None else 0) < high * 12
    return under and (most is None or most >= low * 12)
