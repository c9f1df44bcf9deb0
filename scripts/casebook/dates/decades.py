"""Decades, their thirds, and years of which only some digits are known, as pieces of a phrase."""

from datetime import date

from casebook.dates.atoms import Atom, Reading
from casebook.dates.calendars import solar_days
from casebook.dates.edtf import bounds
from casebook.dates.model import Piece, mark
from casebook.dates.policy import PARTS_OF_DECADE, plausible


def decade(atom: Atom, reading: Reading) -> Piece | None:
    """A decade or a year with unknown digits; None when anything is said that does not belong to one."""
    solar = atom.decade is not None and plausible(atom.decade, "solar")
    return _solar_decade(atom, reading) if solar else masked(atom)


def _solar_decade(atom: Atom, reading: Reading) -> Piece | None:
    others = (atom.month, atom.day, atom.part, atom.season, atom.grouping, atom.year, atom.mask)
    if any(value is not None for value in others) or reading.bare_calendar != "solar":
        return None
    first, last = solar_days(atom.decade)[0], solar_days(atom.decade + 9)[1]
    ends = first.isoformat(), last.isoformat()
    return Piece(first, last, *ends, "", "set", "solar", mark(atom.approximate, atom.uncertain), "solar")


def masked(atom: Atom, text: str | None = None) -> Piece | None:
    """The mask or decade of an atom, or `text` in its place; a third of a decade as the years it may be."""
    others = (atom.month, atom.day, atom.season, atom.grouping, None if text else atom.year)
    if any(value is not None for value in others) or atom.calendar not in (None, "gregorian"):
        return None
    if text is None and atom.decade is not None:
        text = f"{atom.decade // 10}X" if not atom.mask and atom.decade > 0 else None
    text = text or atom.mask
    if text is None or len(text) != 4:
        return None
    if atom.part:
        return _part_of_decade(atom, text)
    earliest, latest = bounds(text)
    rule, qualifier = ("edtf_mask" if atom.mask else "decade"), mark(atom.approximate, atom.uncertain)
    precision = "decade" if text[2] != "X" else "set"
    ends = f"{earliest.year:04}", f"{latest.year:04}"
    return Piece(earliest, latest, *ends, text, precision, rule, qualifier, markable=False)


def _part_of_decade(atom: Atom, text: str) -> Piece | None:
    """A third of ten years, rounded outwards to whole years."""
    if atom.mask:
        return None
    start = int(text[:3]) * 10
    first, last = (start + year for year in PARTS_OF_DECADE[atom.part])
    qualifier = mark(True, atom.uncertain)
    ends = f"{first:04}", f"{last:04}"
    return Piece(date(first, 1, 1), date(last, 12, 31), *ends, "", "set", "part_of_decade", qualifier)
