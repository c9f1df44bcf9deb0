"""The values that reading a date gives: a partial date, a distance in time from an event, and one date of a phrase."""

from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MARKS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as its words said it.

    `edtf` is EDTF 2019 (levels 0-2). `earliest` and `latest` are inclusive days, None where the words leave that
    side open.
    `precision` is day, month, season (quarters and halves too), third, year, decade, set, interval or open.
    `qualifier` is
    '' or '~' (approximate), '?' (uncertain), '%' (both); it is also in `edtf` where EDTF has a place for it.
    `rule` names an entry of `rules` in the vocabulary dates_policy. `alternatives` holds each reading when the
    words allow
    several. `calendar` is the calendar of the words: gregorian, hijri or solar; the bounds are always Gregorian.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: str
    qualifier: str = ""
    rule: str = ""
    alternatives: tuple["PartialDate", ...] = ()
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance in time from an event: "two or three months later" is unit month, minimum 2, maximum 3, direction
    after.

    `unit` is day, week, month or year. `maximum` is None for "more than a year later". `calendar_unit` is true for
    words such
    as "the following year", which name the whole next unit and not a length of time. `anchor` is "event", or
    "telling" when
    the words count from the moment they were said ("two years ago").
    """

    unit: str
    minimum: int
    maximum: int | None
    direction: str
    approximate: bool = False
    calendar_unit: bool = False
    anchor: str = "event"


@dataclass(frozen=True, slots=True)
class Piece:
    """`first` and `last` are its ends as EDTF; `single` is its EDTF alone, or empty when it needs a set of
    `first..last`."""

    earliest: date
    latest: date
    first: str
    last: str
    single: str
    precision: str
    rule: str
    qualifier: str = ""
    calendar: str = "gregorian"
    markable: bool = True
    part: str = ""  # early, mid or late in it was said; "hour" when an hour of a day

    def qualified(self, text: str) -> str:
        """`text` with the qualifier, where EDTF has a place for it."""
        return text + self.qualifier if self.markable and self.single in ("", text) else text

    def day_before(self) -> date:
        """The last day before it. "Before the end of 1987" reaches to the end: nobody knows where the end begins."""
        return self.latest if self.part[:3] in ("mid", "lat", "hou") else self.earliest - _DAY

    def day_after(self) -> date:
        """The first day after it. "After the beginning of 1987" may be any day of it but the first of all."""
        return self.earliest if self.part[:3] in ("ear", "mid", "hou") else self.latest + _DAY


def mark(approximate: bool, uncertain: bool) -> str:
    """The EDTF qualifier."""
    return _MARKS[approximate, uncertain]
