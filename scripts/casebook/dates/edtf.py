"""Bounds of EDTF: the first and last day that a string of levels 0 to 2 allows, for the forms that Casebook stores."""

import re
from calendar import monthrange
from datetime import date

from casebook.dates.policy import GROUPINGS, grouping_bounds

Bounds = tuple[date | None, date | None]

_MARK = "[?~%]?"
_POINT = re.compile(
    rf"(?:(?P<before>{_MARK})(?P<year>[0-9X]{{4}})(?P<after>{_MARK}))"
    rf"(?:-(?P<mbefore>{_MARK})(?P<month>[0-9X]{{2}})(?P<mafter>{_MARK})"
    rf"(?:-(?P<dbefore>{_MARK})(?P<day>[0-9X]{{2}})(?P<dafter>{_MARK}))?)?",
    re.ASCII,
)
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?", re.ASCII)
_LAST_QUALIFIED_GROUPING = 24


def bounds(edtf: str) -> Bounds:
    """The first and last day, inclusive, that `edtf` allows; None for an open, unknown or wholly unspecified side.

    Dates and intervals of EDTF 2019 levels 0-2, sets, qualifiers on any part, unspecified digits, groupings 21-41
    by the
    policy table. Raises ValueError on anything else, on days that do not exist, on intervals that end before they
    begin, and
    on the forms that Casebook never stores (clock times, years beyond 0001-9999, significant digits).
    """
    if not isinstance(edtf, str):
        raise ValueError("not EDTF: a string is needed")
    try:
        plain = _PLAIN.fullmatch(edtf)
        if plain and (plain[2] is None or plain[2] <= "12"):
            return _plain(*plain.groups())
        if edtf[:1] in ("[", "{"):
            return _set(edtf)
        if "/" in edtf:
            return _interval(edtf)
        return _point(edtf)
    except (KeyError, OverflowError) as error:
        raise ValueError(f"not EDTF: {edtf!r}") from error


def _plain(year: str, month: str | None, day: str | None) -> Bounds:
    y = int(year)
    if month is None:
        return date(y, 1, 1), date(y, 12, 31)
    m = int(month)
    if day is None:
        return date(y, m, 1), date(y, m, monthrange(y, m)[1])
    exact = date(y, m, int(day))
    return exact, exact


def _point(text: str) -> Bounds:
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(f"not EDTF: {text!r}")
    part = match.groupdict()
    for side in ("", "m", "d"):
        if part[f"{side}before"] and part[f"{side}after"]:
            raise ValueError(f"not EDTF, a part is qualified twice: {text!r}")
    year, month, day = part["year"], part["month"], part["day"]
    if month and month.isdigit() and int(month) > 12:
        return _grouping(text, year, int(month), day)
    if "X" not in text:
        return _plain(year, month, day)
    return _unspecified(year, month, day)


def _grouping(text: str, year: str, code: int, day: str | None) -> Bounds:
    qualified = any(mark in text for mark in "?~%")
    if code not in GROUPINGS or day or "X" in year or (qualified and code > _LAST_QUALIFIED_GROUPING):
        raise ValueError(f"not EDTF: {text!r}")
    return grouping_bounds(int(year), code)


def _unspecified(year: str, month: str | None, day: str | None) -> Bounds:
    """Bounds where some digits are X; a year of which nothing is known bounds nothing."""
    months = range(1, 13) if month is None else _matching(month, range(1, 13))
    days = range(1, 32) if day is None else _matching(day, range(1, 32))
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    first = _first(range(max(low, 1), high + 1), year, months, days)
    last = _first(range(high, max(low, 1) - 1, -1), year, months[::-1], days[::-1])
    if first is None or last is None:
        raise ValueError("not EDTF: no day fits")
    return (None, None) if year == "XXXX" else (first, last)


def _matching(pattern: str, numbers: range) -> list[int]:
    return [n for n in numbers if all(p in ("X", d) for p, d in zip(pattern, f"{n:02}", strict=True))]


def _first(years: range, pattern: str, months, days) -> date | None:
    for year in years:
        if all(p in ("X", d) for p, d in zip(pattern, f"{year:04}", strict=True)):
            for month in months:
                length = monthrange(year, month)[1]
                for day in days:
                    if day <= length:
                        return date(year, month, day)
    return None


def _interval(text: str) -> Bounds:
    sides = text.split("/")
    if len(sides) != 2 or sides == ["", ""]:
        raise ValueError(f"not EDTF: {text!r}")
    start, end = (_end(side) for side in sides)
    first_end = end[1] if "X" in sides[1] else end[0]  # 1921/19XX may end late in the century; 1994-11/1994 is refused
    if start[0] and first_end and first_end < start[0]:
        raise ValueError(f"not EDTF, it ends before it begins: {text!r}")
    return start[0], end[1]


def _end(side: str) -> Bounds:
    return (None, None) if side in ("", "..") else _point(side)


def _set(text: str) -> Bounds:
    if {"[": "]", "{": "}"}[text[0]] != text[-1:]:
        raise ValueError(f"not EDTF: {text!r}")
    members = text[1:-1].replace(", ", ",").split(",")
    found = [_member(m, n == 0, n == len(members) - 1) for n, m in enumerate(members)]
    earliest = None if any(a is None for a, _ in found) else min(a for a, _ in found)
    latest = None if any(b is None for _, b in found) else max(b for _, b in found)
    return earliest, latest


def _member(text: str, is_first: bool, is_last: bool) -> Bounds:
    """One member of a set; `..` may open only the first and the last."""
    start, dots, end = text.partition("..")
    if not dots:
        return _point(start)
    if (not start and (not is_first or not end)) or (not end and not is_last):
        raise ValueError(f"not EDTF: {text!r}")
    low = _point(start)[0] if start else None
    high = _point(end)[1] if end else None
    if low and high and high < low:
        raise ValueError(f"not EDTF, it ends before it begins: {text!r}")
    return low, high
