"""The policy table of seasons, thirds, parts of a month and plausible years, as arithmetic on days."""

from calendar import monthrange
from datetime import date

from casebook.vocabularies import load

TABLE = load("dates_policy")
GROUPINGS: dict[int, list[int]] = TABLE["groupings"]
RULES: dict[str, str] = TABLE["rules"]
PARTS_OF_YEAR: dict[str, int] = TABLE["parts_of_year"]
PARTS_OF_MONTH: dict[str, list[int]] = TABLE["parts_of_month"]
PARTS_OF_DECADE: dict[str, list[int]] = TABLE["parts_of_decade"]
YEARS: dict[str, list[int]] = TABLE["years"]
SPREADSHEET_WINDOW: int = TABLE["spreadsheet_window"]


def plausible(year: int, calendar: str = "gregorian") -> bool:
    """Whether a testimony can mean this number as a year of this calendar."""
    first, last = YEARS[calendar]
    return first <= year <= last


def last_day(year: int, month: int) -> int:
    """The number of days of a month; raises ValueError on a month or year that does not exist."""
    return monthrange(year, month)[1]


def months_of(year: int, code: int) -> tuple[int, int, int, int]:
    """First year and month, last year and month of an EDTF grouping 21-41; raises KeyError on any other code."""
    start, count = GROUPINGS[code]
    over, month = divmod(start + count - 2, 12)
    return year, start, year + over, month + 1


def grouping_bounds(year: int, code: int) -> tuple[date, date]:
    """First and last day of an EDTF grouping 21-41 of a year; raises KeyError or ValueError on what does not exist."""
    first_year, first, last_year, last = months_of(year, code)
    return date(first_year, first, 1), date(last_year, last, last_day(last_year, last))


def days_of_part(year: int, month: int, part: str) -> tuple[date, date]:
    """First and last day of the early, mid or late part of a month, or of one of its weeks."""
    first, last = PARTS_OF_MONTH[part]
    end = last_day(year, month)
    return date(year, month, first if first > 0 else end + 1 + first), date(year, month, min(last, end))
