"""Hijri and Solar Hijri days as Gregorian days; the Hijri ones computed, hence in doubt by a day either side."""

from datetime import date, timedelta

from hijridate import Hijri

from casebook.dates.policy import TABLE

_DOUBT = timedelta(days=TABLE["hijri_doubt_days"])
# 1 Farvardin 1396 began at the equinox of 21 March 2017; leap years follow the cycle of 33 years that holds
# from 1178 to 1633.
_SOLAR_DAY_ONE = date(2017, 3, 21).toordinal()
_SOLAR_YEAR_ONE = 1396

Days = tuple[date, date]


def hijri_days(year: int, month: int | None = None, day: int | None = None) -> Days:
    """First and last Gregorian day a Hijri year, month or day can mean; raises ValueError when there is none."""
    if day is not None and not 1 <= day <= 30:
        raise ValueError("no such day in the Hijri calendar")
    try:
        first = Hijri(year, month or 1, min(day or 1, 29)).to_gregorian()
        if day:
            first = last = first + timedelta(
                days=day - min(day, 29)
            )  # a month of 29 computed days may have been seen with 30
        else:
            last_month = month or 12
            last = Hijri(year, last_month, Hijri(year, last_month, 1).month_length()).to_gregorian()
    except OverflowError as error:
        raise ValueError("outside the tables of the Hijri calendar") from error
    return date(first.year, first.month, first.day) - _DOUBT, date(last.year, last.month, last.day) + _DOUBT


def _solar_leaps(year: int) -> int:
    """Leap years from year 1 to `year`, by the cycle of 33 years."""
    return (8 * year + 29) // 33


def _solar_new_year(year: int) -> int:
    passed = 365 * (year - _SOLAR_YEAR_ONE) + _solar_leaps(year - 1) - _solar_leaps(_SOLAR_YEAR_ONE - 1)
    return _SOLAR_DAY_ONE + passed


def solar_month_length(year: int, month: int) -> int:
    """31 days for six months, 30 for five, and 29 or 30 for Esfand."""
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return 29 + _solar_leaps(year) - _solar_leaps(year - 1)


def _solar_day(year: int, month: int, day: int) -> date:
    if not (1 <= month <= 12 and 1 <= day <= solar_month_length(year, month)):
        raise ValueError("no such day in the Solar Hijri calendar")
    before = sum(solar_month_length(year, m) for m in range(1, month))
    return date.fromordinal(_solar_new_year(year) + before + day - 1)


def solar_days(year: int, month: int | None = None, day: int | None = None) -> Days:
    """First and last Gregorian day of a Solar Hijri year, month or day; raises ValueError when there is none."""
    if day and month:
        exact = _solar_day(year, month, day)
        return exact, exact
    last_month = month or 12
    return _solar_day(year, month or 1, 1), _solar_day(year, last_month, solar_month_length(year, last_month))
