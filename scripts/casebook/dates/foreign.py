"""The Gregorian days of an atom said in the Hijri or Solar Hijri calendar."""

from datetime import date

from casebook.dates.atoms import Atom
from casebook.dates.calendars import hijri_days, solar_days
from casebook.dates.policy import TABLE, plausible


def days_of(atom: Atom, calendar: str) -> tuple[date, date] | None:
    """First and last day that the atom means; None or ValueError when it means none."""
    return _hijri(atom) if calendar == "hijri" else _solar(atom)


def _hijri(atom: Atom) -> tuple[date, date] | None:
    if atom.season is not None:
        return None
    year = atom.year
    if plausible(year):
        return _hijri_month_in(year, atom)
    if not atom.part:
        return hijri_days(year, atom.month, atom.day)
    if atom.month is None:
        return None
    first, last = TABLE["parts_of_month"][atom.part]
    return hijri_days(year, atom.month, first)[0], hijri_days(year, atom.month, min(last, 30))[1]


def _hijri_month_in(year: int, atom: Atom) -> tuple[date, date] | None:
    """A Hijri month named with a Gregorian year, when exactly one such month lies wholly in it."""
    if atom.part or atom.day is not None:
        return None
    near = [hijri_days(h, atom.month) for h in range(int((year - 622) * 1.0307) - 1, int((year - 622) * 1.0307) + 4)]
    touching = [d for d in near if d[0].year <= year <= d[1].year]
    return touching[0] if len(touching) == 1 and touching[0][0].year == touching[0][1].year else None


def _solar(atom: Atom) -> tuple[date, date] | None:
    year, month = atom.year, atom.month
    if atom.season is not None:
        start = TABLE["solar_seasons"][atom.season]
        return solar_days(year, start)[0], solar_days(year, start + 2)[1]
    if atom.part and month is None:
        first, last = TABLE["solar_parts_of_year"][atom.part]
        return solar_days(year, first)[0], solar_days(year, last)[1]
    if atom.part:
        first, last = TABLE["parts_of_month"][atom.part]
        end = solar_days(year, month)[1]
        return solar_days(year, month, first)[0], min(
            end, solar_days(year, month, min(last, 29))[1] if last < 31 else end
        )
    return solar_days(year, month, atom.day)
