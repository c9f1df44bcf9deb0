"""What is known of two persons, fact by fact: do they agree, fit, or exclude one another?"""

from collections.abc import Mapping
from typing import Any

from casebook.places_table import units

SAME, FITS, DIFFERS, ONE_SIDE, NEITHER = "same", "fits", "differs", "one side", ""
# Facts of the row of `cases` that are compared, and how: the name of each, with the columns of its bounds where it has some.
DATES = {"birth": ("birth_earliest", "birth_latest"), "arrest": ("arrest_earliest", "arrest_latest")}
NUMBERS = {"term": ("term_kind", "term_months_min", "term_months_max")}
FACTS = ("birth", "sex", "ethnicity", "home", "occupation", "arrest", "place", "facility_kind", "term", "status")


def compare(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, str]:
    """fact: how the two rows (columns of `cases`; of the home `home_codes`, a set, too) stand to one another in it."""
    found = {}
    for fact in FACTS:
        column = NUMBERS[fact][0] if fact in NUMBERS else fact
        there = [bool(row.get(column)) for row in (one, other)]
        found[fact] = _both(fact, one, other) if all(there) else ONE_SIDE if any(there) else NEITHER
    return found


def _both(fact: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    if fact in DATES:
        return _spans([tuple(row.get(name) for name in DATES[fact]) for row in (one, other)])
    if fact in NUMBERS:
        kind, *bounds = NUMBERS[fact]
        spans = _spans([tuple(row.get(name) for name in bounds) for row in (one, other)])
        return spans if one[kind] == other[kind] else DIFFERS
    if fact == "home":
        return _homes(*(row.get("home_codes") or set() for row in (one, other)))
    if fact == "place":  # somebody is moved from place to place: only the same one says anything
        return SAME if one[fact] == other[fact] else NEITHER
    said = [{part.strip().casefold() for part in str(row[fact]).split(";")} for row in (one, other)]
    return SAME if said[0] == said[1] else FITS if said[0] & said[1] else DIFFERS


def _spans(bounds: list[tuple[Any, Any]]) -> str:
    """Two spans between bounds of which either may be open."""
    (a, b), (c, d) = bounds
    apart = (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
    return DIFFERS if apart else SAME if (a, b) == (c, d) else FITS


def _homes(one: set[str], other: set[str]) -> str:
    """Two homes by their codes: a place and one that lies in it fit; of places that no gazetteer has nothing is said."""
    if not one or not other:
        return NEITHER
    if one & other:
        return SAME
    return FITS if any(a in _around(b) or b in _around(a) for a in one for b in other) else DIFFERS


def _around(code: str) -> list[str]:
    found = []
    while code in units() and units()[code].parent:
        code = units()[code].parent
        found.append(code)
    return found
