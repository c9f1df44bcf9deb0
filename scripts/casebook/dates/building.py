"""The pieces of a phrase put together as a date: one, before, after, by, until, since, between, an interval, a night, or
one of several."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from casebook.dates.model import PartialDate, Piece, mark

_DAY = timedelta(days=1)


def _overlap(pieces: list[Piece]) -> bool:
    """Whether two dates share a day: then one of them says nothing of its own ("from 1987 to late 1987")."""
    ordered = sorted(pieces, key=lambda p: (p.earliest, p.latest))
    exact = all(p.calendar == "gregorian" for p in pieces)
    return exact and any(b.earliest <= a.latest for a, b in zip(ordered, ordered[1:], strict=False))


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


def _as_bound(piece: Piece) -> Piece:
    """A season, a quarter or a half, as the end of what is open or lasts: the month it begins or ends with by our policy
    is not one that was said, so it is approximate, as the thirds of a year are."""
    grouped = piece.calendar == "gregorian" and piece.precision in ("season", "quarter")
    return replace(piece, qualifier=_combined([piece, replace(piece, qualifier="~")])) if grouped else piece


def _open(rule: str) -> Callable[[list[Piece]], PartialDate]:
    def build(pieces: list[Piece]) -> PartialDate:
        p = _as_bound(pieces[0]) if rule in ("since", "until") else pieces[0]
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
    left, right = pieces = [_as_bound(piece) for piece in pieces]
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
    found = _or(pieces)
    return replace(found, rule="night") if found and found.latest - found.earliest == _DAY else None


def _night_before(pieces: list[Piece]) -> PartialDate:
    """The night that a day ends: the day or the one before it."""
    p = pieces[0]
    first = p.earliest - _DAY
    edtf = f"[{first},{p.first}]"
    return PartialDate(edtf, first, p.latest, "set", p.qualifier, "night")


BUILDERS = {name: _open(name) for name in ("before", "after", "by", "until", "since", "not_before")}
BUILDERS |= {"one": _one, "between": _between, "between_excluded": _between_excluded, "interval": _interval, "or": _or}
BUILDERS |= {"night": _night, "night_before": _night_before}
