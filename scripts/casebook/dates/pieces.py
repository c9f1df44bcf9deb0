"""One date of a phrase as EDTF with its bounds, and how it stands inside a set or an interval."""

from dataclasses import replace
from datetime import date

from casebook.dates.atoms import Atom, Reading
from casebook.dates.decades import decade, masked
from casebook.dates.foreign import days_of
from casebook.dates.model import Piece, mark
from casebook.dates.policy import (
    PARTS_OF_YEAR,
    days_of_part,
    grouping_bounds,
    last_day,
    months_of,
    plausible,
)

_HALVES = {40: "first_half", 41: "second_half"}


def piece(atom: Atom, reading: Reading) -> Piece | None:
    """The atom as a piece, or None when it has no year, says two things at once or names a day that never was."""
    try:
        found = _piece(atom, reading)
        part = "hour" if atom.clock else atom.part
        return replace(found, part=part) if found and part else found
    except (ValueError, OverflowError, KeyError):
        return None


def _piece(atom: Atom, reading: Reading) -> Piece | None:
    if atom.day_unknown and (atom.day is not None or atom.month is None):
        return None
    # "month" or "day" was said: then there has to be one, as in "the month of May", but not in "the month of 1987"
    if (
        atom.month is None
        and atom.season is None
        and set(atom.units) & set("mkK")
        or (atom.day is None and not atom.day_unknown and set(atom.units) & set("jd") and atom.weekday is None)
    ):
        return None
    if atom.numbers or (atom.weekday is not None or atom.clock) and atom.day is None:
        return None
    if atom.mask or atom.decade is not None:
        return decade(atom, reading)
    if atom.year is None or (atom.plural and atom.month is None and atom.year % 10 == 0):
        return masked(atom, f"{atom.year // 10}X") if atom.year else None
    calendar = _calendar(atom, reading)
    if calendar is None or sum(x is not None for x in (atom.month, atom.season)) == 2:
        return None
    if calendar != "gregorian":
        return _foreign(atom, calendar)
    return _gregorian(atom)


def _calendar(atom: Atom, reading: Reading) -> str | None:
    solar_too = reading.bare_calendar == "solar" and plausible(atom.year, "solar")
    if atom.calendar == "hijri" and solar_too and not atom.calendar_named:
        return None  # Ramadan 1396 in Persian: 1976 by its own calendar, 2017 by the one of the country
    if atom.calendar:
        fits = plausible(atom.year, atom.calendar) or (atom.calendar == "hijri" and atom.month and plausible(atom.year))
        return atom.calendar if fits else None
    if plausible(atom.year):
        return "gregorian"
    bare = reading.bare_calendar
    return bare if bare and atom.month is None and plausible(atom.year, bare) else None


def _gregorian(atom: Atom) -> Piece | None:
    year, month, day = atom.year, atom.month, atom.day
    qualifier = mark(atom.approximate, atom.uncertain)
    if day is not None:
        if atom.part or atom.grouping or month is None:
            return None
        exact = date(year, month, day)
        if atom.weekday is not None and exact.weekday() != atom.weekday:
            return None
        text = exact.isoformat()
        return Piece(exact, exact, text, text, text, "day", "numeric" if atom.digits else "day", qualifier)
    if month is not None:
        return _month(year, month, atom, qualifier)
    if atom.season is not None or atom.grouping is not None:
        return _grouping(atom, qualifier)
    if atom.part:
        code = PARTS_OF_YEAR[atom.part]
        return _coded(year, code, "third", "third_of_year", mark(True, atom.uncertain))
    text = f"{year:04}"
    return Piece(date(year, 1, 1), date(year, 12, 31), text, text, text, "year", "year", qualifier)


def _month(year: int, month: int, atom: Atom, qualifier: str) -> Piece | None:
    if atom.part and atom.grouping:
        return None
    part = atom.part or _HALVES.get(atom.grouping)
    if atom.grouping and not part:
        return None
    if part:
        first, last = days_of_part(year, month, part)
        is_week = "week" in part
        rule = "week_of_month" if is_week else "part_of_month"
        qualifier = mark(is_week or atom.approximate, atom.uncertain)
        return Piece(first, last, first.isoformat(), last.isoformat(), "", "set", rule, qualifier)
    text = f"{year:04}-{month:02}"
    rule = "numeric" if atom.digits else "month"
    last = date(year, month, last_day(year, month))
    return Piece(date(year, month, 1), last, text, text, text, "month", rule, qualifier)


def _grouping(atom: Atom, qualifier: str) -> Piece | None:
    if atom.grouping is not None:
        if atom.part or atom.season is not None:
            return None
        return _coded(atom.year, atom.grouping, "season", "quarter", qualifier)
    if atom.part:
        return _coded(atom.year, atom.season, "season", "part_of_season", mark(True, atom.uncertain))
    return _coded(atom.year, atom.season, "season", "season", qualifier)


def _coded(year: int, code: int, precision: str, rule: str, qualifier: str) -> Piece:
    earliest, latest = grouping_bounds(year, code)
    first_year, first, last_year, last = months_of(year, code)
    text = f"{year:04}-{code}"
    ends = f"{first_year:04}-{first:02}", f"{last_year:04}-{last:02}"
    return Piece(earliest, latest, *ends, text, precision, rule, qualifier, markable=code <= 24)


def _foreign(atom: Atom, calendar: str) -> Piece | None:
    if atom.grouping is not None or (atom.part and atom.day is not None):
        return None
    if atom.day is not None and atom.month is None:
        return None
    days = days_of(atom, calendar)
    if days is None:
        return None
    first, last = days
    if atom.weekday is not None and (atom.weekday - first.weekday()) % 7 > (last - first).days:
        return None
    single = first.isoformat() if first == last else ""
    qualifier = mark(atom.approximate or bool(atom.part and atom.month is None), atom.uncertain)
    precision = "day" if single else "set"
    return Piece(first, last, first.isoformat(), last.isoformat(), single, precision, calendar, qualifier, calendar)
