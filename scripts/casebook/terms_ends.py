"""A sentence as understood, and between which days it may end."""

import calendar
import math
from dataclasses import dataclass
from datetime import date

SENTENCES = ("term", "life", "death", "death_reprieve", "suspended")  # kinds that are the sentence, and not beside it
ABOUT = 0.2  # the share by which a length may differ from what it is said to be about

Day = date | None


@dataclass(frozen=True)
class Term:
    """One sentence. Months count custody alone; `additional` is a tuple of (kind, months_min, months_max), kind one
    of exile, rights_loss, probation, unspecified (the 5 of `10+5`); None is an open or unsaid bound. Days are kept in `iso`, and
    as the whole months below and above. `iso` is set only for an exact custody. `reprieve_months`: of 死缓, or the time
    on probation. `also`: fine, confiscation. `kind` besides those of sentences in custody: exile or rights_loss where
    that is all there is."""

    kind: str
    months_min: int | None = None
    months_max: int | None = None
    iso: str | None = None
    additional: tuple[tuple[str, int | None, int | None], ...] = ()
    reprieve_months: int | None = None
    rule: str = ""
    about: bool = False
    also: tuple[str, ...] = ()

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """(least, greatest) months that the words allow: "about ten years" may be a fifth less or more."""
        low, high = self.months_min, self.months_max
        if not self.about:
            return low, high
        return low and math.floor(low * (1 - ABOUT)), high and math.ceil(high * (1 + ABOUT))


def expected_end(start_earliest: Day, start_latest: Day, term: Term, credit_months: int = 0) -> tuple[Day, Day]:
    """(earliest, latest) day on which a sentence in custody may end: start plus term less the months credited, a day
    that the month lacks becoming its last. None where a bound of the start or of the term is open, and for sentences
    without an end."""
    if term.kind != "term":
        return None, None
    days = _days(term)
    if days is not None and not credit_months:
        return tuple(_plus_days(start, days) for start in (start_earliest, start_latest))
    least, greatest = term.bounds
    return _plus_months(start_earliest, least, credit_months), _plus_months(start_latest, greatest, credit_months)


def end_window(held: tuple[Day, Day], sentenced: tuple[Day, Day], term: Term) -> tuple[Day, Day]:
    """(earliest, latest) day on which a sentence may end where it is not known whether the time held before it is
    credited: with all of it the term runs from the first day of custody (PRC Criminal Law, article 47), with none of
    it from the sentence. `held` and `sentenced` are the bounds of those two days; an unknown one leaves its end open.
    """
    first, last = expected_end(held[0], sentenced[1], term)
    credited = expected_end(None, held[1], term)[1]
    return first, max(last, credited) if last and credited else last


def _days(term: Term) -> int | None:
    """The days of a term that is counted in days alone."""
    body = (term.iso or "").removeprefix("P").removesuffix("D")
    return int(body) if body.isdecimal() and (term.iso or "").endswith("D") else None


def _plus_days(start: date | None, days: int) -> date | None:
    ordinal = start.toordinal() + days if start else 0
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def _plus_months(start: date | None, months: int | None, credit: int) -> date | None:
    if start is None or months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + max(months - credit, 0), 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])) if year <= 9999 else None
