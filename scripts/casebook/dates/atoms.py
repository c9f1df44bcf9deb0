"""Atoms: the year, month, day, season or part that stand together in a phrase, before siblings fill what is missing."""

from dataclasses import dataclass, field

from casebook.dates.lexicon import Token
from casebook.dates.policy import plausible


@dataclass(slots=True)
class Atom:
    """What one date of a phrase says; `numbers` are those whose role no word marks."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    season: int | None = None
    grouping: int | None = None
    decade: int | None = None
    mask: str | None = None
    weekday: int | None = None
    calendar: str | None = None
    calendar_named: bool = False
    marked_month: bool = False
    plural: bool = False
    clock: bool = False
    approximate: bool = False
    uncertain: bool = False
    numeric: tuple | None = None
    day_unknown: bool = False
    digits: bool = False
    numbers: list[tuple[int, int]] = field(default_factory=list)
    sequence: str = ""
    units: str = ""

    def is_empty(self) -> bool:
        """Whether nothing but qualifiers was said."""
        return not (
            self.numbers
            or self.numeric
            or self.mask
            or self.clock
            or any(
                value is not None
                for value in (
                    self.year,
                    self.month,
                    self.day,
                    self.part,
                    self.season,
                    self.grouping,
                    self.decade,
                    self.weekday,
                )
            )
        )

    def is_bare_year(self) -> bool:
        """Whether a year is all that was said."""
        others = (self.month, self.day, self.part, self.season, self.grouping, self.decade, self.weekday, self.mask)
        return self.year is not None and all(other is None for other in others) and not self.numbers


@dataclass(frozen=True, slots=True)
class Reading:
    """How numbers are to be read: the order of day and month (`tried`, where nobody declared it), the century of short
    years, the calendar of bare years."""

    order: str | None = None
    century: int | None = None
    bare_calendar: str | None = None
    tried: bool = False

    def full_year(self, value: int, digits: int) -> int | None:
        """A year from its digits; a short one only by the century rule, None when that is not declared."""
        if digits == 4:
            return value
        if digits != 2 or self.century is None:
            return None
        base = self.century
        return base + (value - base) % 100


# Orders in which people write a month's name with a bare day and year: never the day last after the year.
_SEQUENCES = frozenset(("nM", "Mn", "nMY", "MnY", "YMn", "YnM", "nMn", "Mnn", "n", "nY", "Yn"))
_SLOTS = {"P": "part", "S": "season", "Q": "grouping", "W": "weekday", "mask": "mask", "month": "month", "day": "day"}


def add(atom: Atom, token: Token, after_separator: bool, reading: Reading) -> bool:
    """Put one token into the atom; False when it does not belong there (the slot is taken, or the number is none)."""
    kind, value = token
    if kind == "M":
        return _add_month(atom, value, after_separator)
    if kind in _SLOTS:
        slot = _SLOTS[kind]
        if getattr(atom, slot) is not None:
            return kind == "month" and atom.month == value
        setattr(atom, slot, value)
        atom.marked_month = atom.marked_month or kind == "month"
        return kind != "month" or 1 <= value <= 12
    if kind in ("year", "years", "short_year"):
        return _add_year(atom, *value, reading, plural=kind == "years")
    if kind == "n":
        return _add_number(atom, value, after_separator, reading)
    if kind == "decade":
        return _add_decade(atom, value, reading)
    return _add_mark(atom, kind, value)


def _add_mark(atom: Atom, kind: str, value) -> bool:
    if kind == "numeric":
        if atom.numeric or atom.year or atom.month or atom.numbers:
            return False
        atom.numeric = value
    elif kind == "H":
        atom.calendar, atom.calendar_named = value, True
    elif kind == "h":
        atom.clock = True
    elif kind == "unknown_day":
        atom.day_unknown = True
    elif kind == "century":
        atom.decade = (value - 1) * 100 if atom.decade is None else -1
    else:
        return False
    return True


def _add_month(atom: Atom, value: tuple[str, int], after_separator: bool) -> bool:
    calendar, month = value
    if atom.numeric:
        return False
    if atom.month is not None:
        same = atom.month == month and (atom.calendar or "gregorian") == calendar
        return same and after_separator and not atom.marked_month
    if calendar != "gregorian":
        atom.calendar = calendar
    atom.month = month
    atom.sequence += "M"
    return True


def _add_year(atom: Atom, value: int, digits: int, reading: Reading, plural: bool = False) -> bool:
    year = reading.full_year(value, digits)
    if (
        year is None
        or atom.year is not None
        or atom.numeric
        or not any(plausible(year, c) for c in ("gregorian", "hijri", "solar"))
    ):
        return False
    atom.year, atom.plural = year, plural
    atom.sequence += "Y"
    return True


def _add_number(atom: Atom, number: tuple[int, int], after_separator: bool, reading: Reading) -> bool:
    value, digits = number
    if atom.numeric:
        return False
    if digits == 4:
        return _add_year(atom, value, digits, reading)
    if digits > 2 or len(atom.numbers) == 2 or (after_separator and (atom.numbers or atom.day)):
        return False
    if after_separator and atom.month is not None and atom.year is not None:
        return False
    atom.numbers.append(number)
    atom.sequence += "n"
    return True


def _add_decade(atom: Atom, number: tuple[int, int], reading: Reading) -> bool:
    """1990s; or 90s where a century was named (20世纪90年代) or declared."""
    value, digits = number
    if atom.decade is not None and digits == 2 and atom.decade >= 1500:
        atom.decade += value
        return True
    if atom.decade is not None or atom.year is not None or value == 1900:
        return False
    atom.decade = reading.full_year(value, digits)
    return atom.decade is not None and (plausible(atom.decade) or reading.bare_calendar == "solar")


def settle(atom: Atom, reading: Reading) -> bool:
    """Give the unmarked numbers of an atom with a month their roles as day and year; False when no role is left for
    one."""
    if not atom.numbers or atom.month is None:
        return True
    if atom.sequence not in _SEQUENCES:
        return False
    left = list(atom.numbers)
    if atom.year is None and len(left) + (atom.day is not None) == 2:
        value, digits = left.pop(0 if reading.order == "YMD" and len(left) == 2 else -1)
        if not _add_year(atom, value, digits, reading):
            return False
    if left and atom.day is None:
        atom.day = left.pop()[0]
    atom.numbers = left
    return not left
