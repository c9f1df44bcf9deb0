"""What a phrase says once its shape is known: one date, before, after, by, until, since, between, an interval, or
one of several."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from casebook.dates.atoms import Atom, Reading, borrow, settle
from casebook.dates.lexicon import Token
from casebook.dates.model import PartialDate
from casebook.dates.numeric import spell_out
from casebook.dates.pieces import Piece, mark, piece
from casebook.dates.shapes import Shape, shape_of

_DAY = timedelta(days=1)


def read(tokens: list[Token], reading: Reading) -> PartialDate | None:
    """The date that the whole phrase says, or None. Raises AmbiguousOrder as `spell_out` does."""
    shape = shape_of(tokens, reading)
    rule = shape and shape.rule()
    if not shape or not rule or not all(spell_out(a, reading) and settle(a, reading) for a in shape.atoms):
        return None
    if "、" in shape.text and "|" not in shape.text and not shape.atoms[0].numbers:
        return None  # 5、6月 is "in May or June"; a list of whole dates is more than one event
    if shape.night or rule == "night_before":
        rule = _NIGHTS.get(rule) if shape.night else None
        if rule is None:
            return None
    shared = shape.atoms[0].year is None
    pieces = _pieces(shape, rule, reading)
    if pieces is None or (shape.noted and any(p.precision == "day" for p in pieces)):
        return None
    if rule == "interval" and len(pieces) == 1:
        rule = "one"
    elif rule == "interval" and shared and "/" in shape.text:
        rule = "or"  # May/June 1987 is one of the two, 1987/1988 an interval
    return _BUILDERS[rule](pieces)


def _pieces(shape: Shape, rule: str, reading: Reading) -> list[Piece] | None:
    atoms = _one_date(shape.atoms) if shape.text == "A-A" else shape.atoms
    if len(atoms) > 1 and (_leans_on_a_year(atoms) or _leaves_open(atoms, rule)):
        return None
    for right in (*range(len(atoms) - 1, 0, -1), *range(2, len(atoms))):
        borrow(atoms[right - 1], atoms[right])
    if rule == "interval" and (winter := _one_winter(atoms)):
        atoms = [winter]
    if rule == "or":  # doubt said of one alternative is doubt about which it was
        shape.whole.approximate |= any(atom.approximate for atom in atoms)
        shape.whole.uncertain |= any(atom.uncertain for atom in atoms)
    for atom in atoms:
        if len(atoms) > 1:
            atom.plural = False
        elif atom.plural and atom.year is not None and atom.year % 10:
            return None
        atom.approximate |= shape.whole.approximate
        atom.uncertain |= shape.whole.uncertain
    pieces = [piece(atom, reading) for atom in atoms]
    return None if None in pieces else pieces


def _leans_on_a_year(atoms: list[Atom]) -> bool:
    """Whether a bare year is all that another date has for its year: "May to 1987" is no interval."""
    return any(a.year is None and b.is_bare_year() for a in atoms for b in atoms)


def _leaves_open(atoms: list[Atom], rule: str) -> bool:
    """Whether the words can be meant in two ways: "May 1987 or 1988" (May of it?), "les années 1980-1990" (decades?)."""
    if rule == "or" and atoms[-1].is_bare_year():
        return not all(a.is_bare_year() for a in atoms)
    return atoms[0].plural and all(a.is_bare_year() and a.year % 10 == 0 for a in atoms)


def _one_date(atoms: list[Atom]) -> list[Atom]:
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


def _overlap(pieces: list[Piece]) -> bool:
    """Whether two dates share a day: then one of them says nothing of its own ("from 1987 to late 1987")."""
    ordered = sorted(pieces, key=lambda p: (p.earliest, p.latest))
    exact = all(p.calendar == "gregorian" for p in pieces)
    return exact and any(b.earliest <= a.latest for a, b in zip(ordered, ordered[1:], strict=False))


def _one_winter(atoms: list[Atom]) -> Atom | None:
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


def _combined(pieces: list[Piece]) -> str:
    marks = "".join(p.qualifier for p in pieces)
    return mark("~" in marks or "%" in marks, "?" in marks or "%" in marks)


def _calendar(pieces: list[Piece]) -> str:
    return next((p.calendar for p in pieces if p.calendar != "gregorian"), "gregorian")


def _one(pieces: list[Piece]) -> PartialDate:
    p = pieces[0]
    edtf = p.qualified(p.single) if p.single else f"[{p.first}..{p.last}]"
    return PartialDate(edtf, p.earliest, p.latest, p.precision, p.qualifier, p.rule, (), p.calendar)


def coarse(day: date, at_end: bool) -> str:
    """A day as the year or month that begins (or ends) with it, else as itself."""
    inner = day + _DAY if at_end else day
    if inner.day != 1:
        return day.isoformat()
    return day.isoformat()[:4] if inner.month == 1 else day.isoformat()[:7]


def _open(rule: str) -> Callable[[list[Piece]], PartialDate]:
    def build(pieces: list[Piece]) -> PartialDate:
        p = pieces[0]
        earliest = latest = None
        if rule == "before":
            latest = p.day_before()
            edtf = f"[..{coarse(latest, at_end=True)}]"
        elif rule == "after":
            earliest = p.day_after()
            edtf = f"[{coarse(earliest, at_end=False)}..]"
        elif rule in ("by", "until"):
            latest = p.latest
            edtf = f"[..{p.last}]" if rule == "by" else f"../{p.qualified(p.last)}"
        else:
            earliest = p.earliest
            edtf = f"[{p.first}..]" if rule == "not_before" else f"{p.qualified(p.first)}/.."
        return PartialDate(edtf, earliest, latest, "open", p.qualifier, rule, (), p.calendar)

    return build


def _between(pieces: list[Piece]) -> PartialDate | None:
    left, right = pieces
    if right.earliest < left.earliest or _overlap(pieces):
        return None
    edtf = f"[{left.first}..{right.last}]"
    return PartialDate(edtf, left.earliest, right.latest, "set", _combined(pieces), "between", (), _calendar(pieces))


def _between_excluded(pieces: list[Piece]) -> PartialDate | None:
    """After one date and before another, both excluded."""
    left, right = pieces
    earliest, latest = left.day_after(), right.day_before()
    if latest < earliest:
        return None
    low, high = coarse(earliest, at_end=False), coarse(latest, at_end=True)
    edtf = f"[{low}..{high}]" if low != high else low
    precision = "set" if low != high else {4: "year", 7: "month"}.get(len(low), "day")
    return PartialDate(edtf, earliest, latest, precision, _combined(pieces), "between_excluded", (), _calendar(pieces))


def _interval(pieces: list[Piece]) -> PartialDate | None:
    left, right = pieces
    if right.earliest < left.earliest or right.latest <= left.latest or _overlap(pieces):
        return None
    edtf = f"{left.qualified(left.first)}/{right.qualified(right.last)}"
    calendar = _calendar(pieces)
    return PartialDate(edtf, left.earliest, right.latest, "interval", _combined(pieces), "interval", (), calendar)


def _or(pieces: list[Piece]) -> PartialDate | None:
    """A set of its members; where one is a span of days and they touch, one span from the first to the last."""
    ordered = sorted(pieces, key=lambda p: (p.earliest, p.latest))
    if _overlap(pieces) or len({(p.earliest, p.latest) for p in pieces}) < len(pieces):
        return None
    joined = all(a.latest + _DAY >= b.earliest for a, b in zip(ordered, ordered[1:], strict=False))
    latest = max(p.latest for p in pieces)
    if joined and any(p.first != p.last for p in ordered):
        last = next(p.last for p in ordered if p.latest == latest)
        edtf = f"[{ordered[0].first}..{last}]"
    else:
        members = (p.qualified(p.first) if p.first == p.last else f"{p.first}..{p.last}" for p in ordered)
        edtf = f"[{','.join(members)}]"
    return PartialDate(edtf, ordered[0].earliest, latest, "set", _combined(pieces), "or", (), _calendar(pieces))


def _night(pieces: list[Piece]) -> PartialDate | None:
    """The night between two days that follow one another: one of the two."""
    found = _or(pieces) if all(p.precision == "day" for p in pieces) else None
    return replace(found, rule="night") if found and found.latest - found.earliest == _DAY else None


def _night_before(pieces: list[Piece]) -> PartialDate | None:
    """The night that a day ends: the day or the one before it."""
    p = pieces[0]
    first = p.earliest - _DAY
    edtf = f"[{first},{p.first}]"
    return PartialDate(edtf, first, p.latest, "set", p.qualifier, "night", ()) if p.precision == "day" else None


_NIGHTS = {"interval": "night", "between": "night", "or": "night", "night_before": "night_before"}
_BUILDERS = {name: _open(name) for name in ("before", "after", "by", "until", "since", "not_before")}
_BUILDERS |= {"one": _one, "between": _between, "between_excluded": _between_excluded, "interval": _interval, "or": _or}
_BUILDERS |= {"night": _night, "night_before": _night_before}
