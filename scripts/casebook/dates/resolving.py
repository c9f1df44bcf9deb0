"""The date that lies a distance in time from the date of another event, as wide as both leave it."""

from datetime import date, timedelta

from casebook.dates.building import coarse
from casebook.dates.edtf import bounds
from casebook.dates.model import Offset, PartialDate
from casebook.dates.policy import last_day

_WEEK = timedelta(days=7)
_HALF_WEEK = timedelta(days=3)


def resolve(offset: Offset | None, anchor: PartialDate | None) -> PartialDate | None:
    """The date that lies `offset` from `anchor`, or None where the anchor has no two bounds.

    Counted from both ends of the anchor and widened to whole units: seven months after some day of May 2017 is
    2017-12~,
    a year after it is 2018~. The qualifier is '~', because nobody counts to the day; it is never finer than the unit.
    """
    if offset is None or anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    near, far = offset.minimum, offset.maximum
    try:
        if offset.direction == "after":
            first = _shift(anchor.earliest, offset.unit, near)
            last = None if far is None else _shift(anchor.latest, offset.unit, far)
        else:
            first = None if far is None else _shift(anchor.earliest, offset.unit, -far)
            last = _shift(anchor.latest, offset.unit, -near)
        first = first and _widen(first, offset.unit, to_end=False)
        last = last and _widen(last, offset.unit, to_end=True)
    except (ValueError, OverflowError):
        return None
    return _stored(first, last, anchor.calendar)


def _shift(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + count * _WEEK
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, last_day(year, month)))


def _widen(day: date, unit: str, to_end: bool) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day + _HALF_WEEK if to_end else day - _HALF_WEEK
    if unit == "month":
        return day.replace(day=last_day(day.year, day.month) if to_end else 1)
    return date(day.year, 12, 31) if to_end else date(day.year, 1, 1)


def _stored(first: date | None, last: date | None, calendar: str) -> PartialDate:
    """One year, month or day where the bounds are exactly that, else a set between them."""
    for text, precision in _names_of(first):
        if first and last and bounds(text) == (first, last):
            return PartialDate(f"{text}~", first, last, precision, "~", "relative", (), calendar)
    low = coarse(first, at_end=False) if first else ""
    high = coarse(last, at_end=True) if last else ""
    precision = "set" if first and last else "open"
    return PartialDate(f"[{low}..{high}]", first, last, precision, "~", "relative", (), calendar)


def _names_of(day: date | None) -> list[tuple[str, str]]:
    if day is None:
        return []
    iso = day.isoformat()
    return [(iso[:4], "year"), (iso[:7], "month"), (iso, "day")]
