"""Dates that stand together in a phrase: what they lend each other, when two are one, and when they leave it open."""

from casebook.dates.atoms import Atom


def borrow(left: Atom, right: Atom) -> None:
    """Fill what each of two dates of one phrase leaves out from the other: "10-15 May 2017", "2017年5-6月", "May or
    June 2017"."""
    for one, other in ((left, right), (right, left)):
        if one.numeric or one.decade is not None:
            continue
        if one.part and not (one.year or one.month or one.season or one.grouping or one.numbers or one.day):
            one.year, one.month, one.season, one.calendar = other.year, other.month, other.season, other.calendar
            continue
        if one is left or not other.digits:  # 14-15.10.2018, but not 14.10.2018-15
            _name_number(one, other)
        if one.year is None and one.mask is None:
            one.year, one.calendar = other.year, one.calendar or other.calendar
        if one.month is None and one.day is not None:
            one.month = other.month


def _name_number(one: Atom, other: Atom) -> None:
    """The role of a lone number without a month of its own is the finest one that its sibling has."""
    if len(one.numbers) != 1 or one.month is not None or one.part or one.season or one.grouping:
        return
    value, _ = one.numbers[0]
    if other.day is not None and one.day is None:
        one.day, one.numbers = value, []
    elif other.marked_month and 1 <= value <= 12 and other.day is None:
        one.month, one.marked_month, one.numbers = value, True, []


def leans_on_a_year(atoms: list[Atom]) -> bool:
    """Whether a bare year is all that another date has for its year: "May to 1987" is no interval."""
    return any(a.year is None and b.is_bare_year() for a in atoms for b in atoms)


def leaves_open(atoms: list[Atom], rule: str, shape: str) -> bool:
    """Whether the words can be meant in two ways: "May 1987 or 1988" (May of it?), "les années 1980-1990" (decades?)."""
    if "A/A" in shape[:-1] and atoms[-1].digits and len(atoms) > 2:
        return True  # 12/05 or 13.05.1987: is 05 a month?
    only_years = all(a.is_bare_year() for a in atoms)
    if only_years and atoms[0].plural:
        return all(a.year % 10 == 0 for a in atoms)
    return rule == "or" and atoms[-1].is_bare_year() and not only_years


def one_date(atoms: list[Atom]) -> list[Atom]:
    """May - 1987, with spaces around the dash, is one date."""
    left, right = atoms
    for one, other in ((left, right), (right, left)):
        if other.is_bare_year() and one.month is None and one.year is None and len(one.numbers) == 1:
            one.month, one.marked_month, one.numbers = one.numbers[0][0], True, []
    if right.is_bare_year() and left.year is None and not left.numbers:
        left.year = right.year
    elif left.is_bare_year() and right.year is None and not right.numbers:
        left, right.year = right, left.year
    else:
        return atoms
    left.approximate |= right.approximate or atoms[0].approximate
    left.uncertain |= right.uncertain or atoms[0].uncertain
    return [left]


def one_winter(atoms: list[Atom]) -> Atom | None:
    """Winter 1987-1988 is one winter, the one that begins in 1987."""
    if len(atoms) != 2:
        return None
    left, right = atoms
    season = left.season or right.season
    if season != 24 or (left.season and right.season) or left.year is None or right.year != left.year + 1:
        return None
    if any(a.month or a.day or a.part for a in atoms):
        return None
    return Atom(year=left.year, season=24, approximate=left.approximate, uncertain=left.uncertain or right.uncertain)
