"""Words of kind and the names they belong to: "Onsu county", "г. Кульджа", "Павинский р-н"."""

from typing import NamedTuple

from casebook.places_names import Bearers
from casebook.places_reading import Item, is_han
from casebook.places_table import COUNTY_LEVEL, kinds_of

UNIT = "unit"  # a word of kind beside a name that no table holds for that kind


class Named(NamedTuple):
    """A name with the codes it can mean once the word of kind beside it is heard: `certain`, or only in `company`.

    `called` when there was such a word.
    """

    item: Item
    certain: frozenset[str]
    company: frozenset[str]
    called: bool


def bind(items: list[Item]) -> tuple[list[Named], list[Item]]:
    """The names of units, and all items anew: names that can be none here are words, and a word of kind beside such
    a name or an unknown one is the kind of a finer unit (`unit`).
    """
    changed = list(items)
    kinds: dict[int, frozenset[str]] = {}
    for place, item in enumerate(changed):
        if _is_kind_after_a_name(changed, place):
            changed[place] = item.as_word()
        if changed[place].kind != "level":
            continue
        head = _head(changed, place)
        if head is None:
            continue
        if changed[head].kind == "name":
            heard = kinds.get(head, item.told.means) & item.told.means
            if any(_called(changed[head].bearers, heard)):
                kinds[head] = heard
                continue
            changed[head] = changed[head]._replace(kind="word")
            kinds.pop(head, None)
        changed[place] = item._replace(kind=UNIT)
    named = []
    for place, item in enumerate(changed):
        if item.kind == "name":
            called = place in kinds
            means = _called(item.bearers, kinds[place]) if called else (item.bearers.alone, item.bearers.in_company)
            if any(means):
                named.append(Named(item, means[0], means[1] - means[0], called))
            else:
                changed[place] = item.as_word()
    return named, changed


def _is_kind_after_a_name(items: list[Item], place: int) -> bool:
    """Whether a name is no name but the kind of the one before it: the "ili" of Kayseri ili is not the river's."""
    item, before = items[place], items[place - 1]
    return (
        place > 0
        and (item.kind, item.told.kind, before.kind, before.part) == ("name", "level", "name", item.part)
        and any(_called(before.bearers, item.told.means))
    )


def _called(bearers: Bearers, kinds: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The codes that a word of kind leaves of a name: certain ones, and those that need company.

    Where no unit of China's third level is of that very kind, one of the level is meant: a county may have become a
    city since, and "the city of Yarkand" is the town the county is named after.
    """
    found = _of_kinds(bearers, kinds)
    return found if any(found) or not kinds & {"city", "county"} else _of_kinds(bearers, frozenset({COUNTY_LEVEL}))


def _of_kinds(bearers: Bearers, kinds: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    certain = frozenset(code for code in bearers.alone | bearers.with_kind if kinds & kinds_of(code))
    return certain, frozenset(code for code in bearers.in_company if kinds & kinds_of(code))


def _head(items: list[Item], place: int) -> int | None:
    """The name or unknown word that a word of kind belongs to: before it ("Onsu county"), else after it ("county of
    Onsu"), else before a bracket that closed ("Onsu (Wensu) county"). A word such as "г." looks after it first.
    """
    before, after = place - 1, place + 1
    while before >= 0 and items[before].kind == "level":
        before -= 1
    while after < len(items) and items[after].kind in ("filler", "level"):
        after += 1
    beside = [one for one in (before, after) if 0 <= one < len(items) and items[one].part == items[place].part]
    beside = [one for one in beside if items[one].kind in ("name", "word", "direction")]
    if beside:
        return beside[-1 if items[place].told.takes_after else 0]
    return before if before >= 0 and items[before].kind == "name" else None


def without_namesakes(items: list[Item]) -> list[Item]:
    """A name right beside a word such as "village" or "ул." is the finer place's own name, not a unit of the table."""
    changed = list(items)
    for place, (item, following) in enumerate(zip(items, items[1:], strict=False)):
        if item.part != following.part:
            continue
        if item.kind == "name" and following.kind == "finer" and following.told.takes_before:
            changed[place] = item._replace(kind="word")
        if item.kind == "finer" and item.told.takes_after and following.kind == "name":
            changed[place + 1] = following._replace(kind="word")
    return changed


def without_bare_names(items: list[Item]) -> list[Item]:
    """Chinese names without their kind of unit that go on in other characters are the beginning of a smaller
    place's name.
    """
    changed = list(items)
    for place, (item, following) in enumerate(zip(items, items[1:], strict=False)):
        goes_on = following.kind == "word" and is_han(following) and following.tokens[0].start == item.tokens[-1].end
        if item.kind == "name" and is_han(item) and goes_on:
            changed[place] = item._replace(kind="word")
    return changed
