"""Does a face say anything that another did not: a value, a name, an event, a text, a relative, or anything finer?"""

from typing import Any

from casebook.consents_faces import as_now
from casebook.decisions_schemas import LEVELS
from casebook.places_table import code_of, containers

# Columns whose every value is a code no finer than another: a corrected one says no more than before.
CODED = ("sex", "status", "facility_kind", "term_kind", "age_group", "place_level")
PLACES = ("home", "place")
# How the names of columns end that bound a date or a length from below and from above.
LOWER, UPPER = ("earliest", "min"), ("latest", "max")
NEAR = "near "
Entry = dict[str, Any]


def says_more(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a face says more than the one before it."""
    before, after = as_now(before), as_now(after)
    if LEVELS.index(after["level"]) < LEVELS.index(before["level"]) or (before["minor"] and not after["minor"]):
        return True
    if not _is_no_finer(before["columns"], after["columns"]):
        return True
    return any(not any(_is_no_finer(old, new, fixed) for old in before[part])
               for part, fixed in (("names", ("text",)), ("events", ("kind",)), ("relatives", ("class", "count", "of")))
               for new in after[part])


def _is_no_finer(before: Entry, after: Entry, fixed: tuple[str, ...] = ()) -> bool:
    """Does every value of one entry say no more than the other's? Those named `fixed` have to be the same."""
    return all(value == before.get(name) if name in fixed else _no_finer(name, before.get(name), value)
               for name, value in after.items())


def _no_finer(name: str, before: Any, after: Any) -> bool:
    if after is None or after == before:
        return True
    if before is None:
        return False
    end = name.rpartition("_")[2]
    if name in CODED:
        return True
    if name in PLACES:
        return _lies_in(before, after)
    if end in (*LOWER, *UPPER):
        return type(before) is type(after) and (after <= before if end in LOWER else after >= before)
    dates = isinstance(before, str) and isinstance(after, str) and before[:4].isdigit() and after[:4].isdigit()
    return dates and len(after) < len(before) and before.startswith(after)


def _lies_in(before: str, after: str) -> bool:
    """Is the place after one that the place before lies in? Where either is not understood it may be anything."""
    inside, around = code_of(before.removeprefix(NEAR)), code_of(after.removeprefix(NEAR))
    return before.startswith(NEAR) == after.startswith(NEAR) and bool(inside and around) and around in containers(inside)

