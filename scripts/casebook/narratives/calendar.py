"""A date as a sentence tells it, and the year the narrative is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
    """The year the narrative is in, while it is certain: that of the dates of this sentence or the one before."""

    year: int | None = None
    month: int = 1
    sentence: int = -2
    date: Any = None

    def note(self, moments: list[Moment], sentence: int) -> None:
        """Remember the year when all dates of the sentence agree on it; a sentence without dates makes it older."""
        dates = [moment.date for moment in moments if moment.date is not None and moment.role != "until"]
        bounds = [(date.earliest, date.latest) for date in dates]
        if not bounds:
            return
        if (
            any(low is None or high is None for low, high in bounds)
            or len({day.year for pair in bounds for day in pair}) != 1
        ):
            self.year = None
            return
        self.year, self.sentence = bounds[-1][0].year, sentence
        self.date = dates[-1]
        self.month = bounds[-1][0].month if dates[-1].precision in ("day", "month") else 1
