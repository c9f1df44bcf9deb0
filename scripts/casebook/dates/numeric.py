"""Dates in digits: day, month and year told apart by what is possible and by the order the source declares."""

from casebook.dates.atoms import Atom, Reading
from casebook.dates.policy import last_day, plausible

_ORDERS = {"DMY": (0, 1, 2), "MDY": (1, 0, 2), "YMD": (2, 1, 0)}


class AmbiguousOrder(Exception):
    """Day and month could be exchanged, and the source does not declare their order."""


def spell_out(atom: Atom, reading: Reading) -> bool:
    """Replace the digits of an atom by its year, month and day; False when they are no date.

    Raises AmbiguousOrder when two dates fit and `reading` declares no order.
    """
    if atom.numeric is None:
        return True
    kind, parts = atom.numeric
    atom.numeric, atom.digits = None, True
    if kind == "three":
        return _three(atom, parts, reading)
    year, month = parts if kind == "ym" else parts[::-1]
    return _month_of_year(atom, year, month, reading, kind)


def _month_of_year(atom: Atom, year: str, month: str, reading: Reading, kind: str) -> bool:
    if not _calendar_year(atom, int(year), reading):
        return False
    atom.year = int(year)
    if _is_blank(month):
        return True
    if atom.season == 24 and int(month) == (atom.year + 1) % 100:
        return True
    atom.month, atom.marked_month = int(month), True
    return 1 <= atom.month <= 12 and not (atom.day or atom.season or atom.grouping)


def _calendar_year(atom: Atom, year: int, reading: Reading) -> bool:
    if plausible(year, atom.calendar or "gregorian"):
        return True
    if atom.calendar is None and reading.bare_calendar and plausible(year, reading.bare_calendar):
        atom.calendar = reading.bare_calendar
        return True
    return False


def _three(atom: Atom, parts: tuple, reading: Reading) -> bool:
    if isinstance(parts[1], tuple):
        return _fill(atom, parts[0], str(parts[1][1]), parts[2], reading)
    if len(parts[0]) == 4:
        return _fill(atom, parts[2], parts[1], parts[0], reading)
    fits = []
    orders = (
        ("DMY", "MDY") if reading.order is None or len(parts[2]) == 4 and reading.order == "YMD" else (reading.order,)
    )
    for order in orders:
        day, month, year = (parts[i] for i in _ORDERS.get(order, _ORDERS["DMY"]))
        trial = Atom(calendar=atom.calendar)
        if _fill(trial, day, month, year, reading):
            fits.append(trial)
    if not fits and not reading.tried and reading.order in ("DMY", "MDY") and len(parts[2]) == 4:
        trial = Atom(calendar=atom.calendar)
        if _fill(trial, *(parts[i] for i in _ORDERS["MDY" if reading.order == "DMY" else "DMY"]), reading):
            fits.append(trial)
    if len(fits) == 2 and (fits[0].day, fits[0].month) != (fits[1].day, fits[1].month):
        raise AmbiguousOrder
    if not fits:
        return False
    atom.year, atom.month, atom.day, atom.calendar = fits[0].year, fits[0].month, fits[0].day, fits[0].calendar
    return True


def _fill(atom: Atom, day: str, month: str, year: str, reading: Reading) -> bool:
    """Set what is known; a day of an unknown month, or an unknown year, is no date that we keep."""
    if not year.isdigit() or year == "00" and reading.century is None:
        return False
    full = reading.full_year(int(year), len(year))
    if full is None or not _calendar_year(atom, full, reading):
        return False
    atom.year = full
    if _is_blank(month):
        return _is_blank(day)
    atom.month = int(month)
    if not 1 <= atom.month <= 12:
        return False
    if not _is_blank(day):
        atom.day = int(day)
        return 1 <= atom.day <= _longest(atom)
    return True


def _is_blank(part: str) -> bool:
    """Whether nothing is known of a day or month: 00, XX, ??, or the DD of a form."""
    return part == "00" or not part.isdigit()


def _longest(atom: Atom) -> int:
    if atom.calendar in ("hijri", "solar"):
        return 31
    return last_day(atom.year, atom.month)
