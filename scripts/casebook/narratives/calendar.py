"""A date as a sentence tells it, and the year the narrative is in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

STILL_THAT_YEAR = 3  # sentences without a date after which "that year" is no longer certain


@dataclass(slots=True)
class Moment:
    """Tokens [first, last) that say when. `role`: "", since, until, from; `until`: the end of "from ... to ...".

    `offset` is set, and `date` None, for a distance in time ("two days before", "a year later").
    """

    first: int
    last: int
    date: Any = None
    role: str = ""
    until: Any = None
    offset: Any = None
    rule: str = "date"


@dataclass(slots=True)
class Calendar:
    """Where in time the narrative is, sentence by sentence.

    `year`: the year of the dates of a sentence, None where they do not agree on one; `month`: the month of its last.
    `date`: the last date told, whatever its year, and `at` the token behind it; `sentence`: the number of the sentence
    that told it.
    """

    year: int | None = None
    month: int = 1
    sentence: int = -2
    date: Any = None
    at: int = 0

    def note(self, moments: list[Moment], sentence: int) -> None:
        """Remember the dates of a sentence so far; a sentence without dates makes what is known older."""
        told = [moment for moment in moments if moment.date is not None and moment.role != "until"]
        if not told:
            return
        dates = [moment.date for moment in told]
        years = {_year(date) for date in dates}
        self.year = years.pop() if len(years) == 1 else _latest_year(dates)
        self.date, self.sentence, self.at = dates[-1], sentence, told[-1].last
        self.month = dates[-1].earliest.month if self.year and dates[-1].precision in ("day", "month") else 1

    def before(self, found: list[Moment], first: int, sentence: int) -> Calendar:
        """The same as it was before the token `first` of a sentence with the dates `found`."""
        so_far = replace(self)
        so_far.note([moment for moment in found if moment.last <= first], sentence)
        return so_far

    def year_meant(self, sentence: int) -> int | None:
        """The year that a date without one belongs to, in this sentence or the next, where only one can be meant."""
        return self.year if sentence - self.sentence <= 1 else None

    def that_year(self, sentence: int) -> int | None:
        """The year that "that year" takes up, which may be told some sentences later."""
        return _year(self.date) if self.date is not None and sentence - self.sentence <= STILL_THAT_YEAR else None


def _latest_year(dates: list[Any]) -> int | None:
    """The year of the last date where it is told to the month and none of the others is later: there the story is."""
    last = dates[-1]
    exact = last.precision in ("day", "month") and last.earliest is not None
    later = exact and any(date.latest is None or date.latest > last.latest for date in dates)
    return last.earliest.year if exact and not later else None


def _year(date: Any) -> int | None:
    """The year a date lies in, None where it may lie in several."""
    low, high = date.earliest, date.latest
    return low.year if low is not None and high is not None and low.year == high.year else None
