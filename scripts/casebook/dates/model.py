"""The values that reading a date gives: a partial date, and a distance in time from an event."""

from dataclasses import dataclass
from datetime import date


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
