"""An axis of years on which each span of time is as wide as the doubt about it, and fades where it is open."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

WIDTH = 1000  # units of the drawing from the first day of the first year to the last day of the last
NARROWEST = 6

Span = tuple[str | None, str | None]  # first and last day (ISO), None where it is open


class Place(NamedTuple):
    """Where a span lies: from `x` so wide, with no edge on the side ("before", "after") to which it is open."""

    x: int
    width: int
    fades: str


class Axis(NamedTuple):
    """The first and the last year, where the years between begin, and the place of each span, None for one without days."""

    years: tuple[int, int]
    ticks: list[int]
    places: list[Place | None]

    @property
    def few_ticks(self) -> list[int]:
        """Where years begin, at most about a dozen of them."""
        step = max(1, -(-(self.years[1] - self.years[0] + 1) // 12))
        return self.ticks[step - 1 :: step]


def lay(spans: Sequence[Span], narrowest: int = NARROWEST) -> Axis | None:
    """The axis that holds these spans, none drawn narrower than so many units; None where none of them has a day."""
    years = [int(day[:4]) for span in spans for day in span if day]
    if not years:
        return None
    first, last = min(years), max(years)
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()

    def at(day: str) -> int:
        return round((date.fromisoformat(day).toordinal() - start) / (end - start) * WIDTH)

    def place(since: str | None, until: str | None) -> Place | None:
        if not (since or until):
            return None
        x, right = at(since) if since else 0, at(until) if until else WIDTH
        width = max(narrowest, right - x)
        return Place(min(x, WIDTH - width), width, "" if since and until else "before" if until else "after")

    ticks = [at(f"{year:04}-01-01") for year in range(first + 1, last + 1)]
    return Axis((first, last), ticks, [place(*span) for span in spans])
