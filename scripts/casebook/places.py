"""Places read as a unit of the gazetteer, never finer than was said; what is finer is kept in its words."""

from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from casebook.countries import parse_country
from casebook.places_binding import Named, bind, without_bare_names, without_namesakes
from casebook.places_finer import Finer, finer
from casebook.places_reading import Item, Word, items_of
from casebook.places_table import LEVELS, can_lie_in, containers, country_of, kinds_of, level_of, units

__all__ = ["Place", "parse_country", "parse_place", "place_around", "place_name"]

_LONGEST = 400
_MOST_NAMES = 6
_MOST_READINGS = 4000


class Place(NamedTuple):
    """`code` GB/T 2260 in China, ISO 3166 for a country, ISO 3166-2 for its regions, `GN` and the GeoNames number
    for a city, `XE-` and `XS-` for units of the Russian Empire and the Soviet Union that are no more; `level`
    country, province, prefecture, city, county or district; `name` in English; `parts` the codes named, coarse to
    fine.

    `finer` are words of a smaller place, verbatim, and `precision` the level or size (locality, township, village,
    street, site) of the smallest thing said. `ambiguous` when the name has two bearers inside `code`
    (`alternatives`); `country` ISO 3166, '' when a unit of the past is shared by several; `relation` "in" or "near".
    """

    code: str
    level: str
    name: str
    parts: tuple[str, ...]
    precision: str
    ambiguous: bool
    country: str
    relation: str
    finer: str
    alternatives: tuple[str, ...] = ()


def place_name(code: str, language: str = "en") -> str:
    """The name of a unit in `en`, `zh`, `pinyin`, `uly` or `uey`, in English where the table has no other; the code
    itself for a country.
    """
    unit = units().get(code)
    return (getattr(unit, language, "") or unit.en) if unit else code


@lru_cache(maxsize=1 << 13)
def parse_place(text: str, *, language: str | None = None) -> Place | None:
    """The unit of the gazetteer that `text` places something in, in any of eleven languages, or None.

    Names in a list or in brackets must lie one in the other. A name with several bearers that nothing tells
    apart gives the unit that holds them all, flagged. Words that are no name are allowed only as a finer place
    (a village, a street, a prison); doubt, "or", and ways from place to place give None. `language` is accepted
    for one form of call; names are looked up in all.
    """
    return place_around(text, ())


def place_around(text: str, spans: tuple[tuple[int, int], ...]) -> Place | None:
    """As `parse_place`, where the words at `spans` are known to name something inside the place, not the place."""
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    items = without_namesakes([_as_known(item, spans) for item in items_of(text)])
    if any(item.kind == "denial" for item in items):
        return None
    for reading in (items, without_bare_names(items), _with_a_town_unknown(items)):
        place = _read(text, reading)
        if place is not None:
            return place
    return None


def _as_known(item: Item, spans: tuple[tuple[int, int], ...]) -> Item:
    inside = any(start <= item.tokens[0].start and item.tokens[-1].end <= end for start, end in spans)
    return item._replace(kind="finer", told=Word("finer", size="site")) if inside else item


def _with_a_town_unknown(items: list[Item]) -> list[Item]:
    """A name right behind "г." as that of a town the tables lack, which bears the name of a city elsewhere."""
    changed = list(items)
    for place, (item, following) in enumerate(zip(items, items[1:], strict=False)):
        if item.kind == "level" and item.told.takes_after and following.kind == "name":
            changed[place + 1] = following._replace(kind="word")
    return changed


def _read(text: str, items: list[Item]) -> Place | None:
    named, items = bind(items)
    readings = [(one.certain, one.company) for one in named]
    readings += [(frozenset({item.told.inside}), frozenset()) for item in items if item.told.inside]
    deepest = _deepest(readings) if readings else set()
    settled = _settle(deepest) if deepest else None
    if settled is None:
        return None
    smaller = finer(text, items, named, settled[0])
    if smaller is None:
        return None
    near = any(item.kind == "near" for item in items)
    return _place(settled[0], named, settled[1], near, smaller)


def _deepest(readings: list[tuple[frozenset[str], frozenset[str]]]) -> set[str]:
    """The deepest unit of every way to read the names in which each lies in the next or is it."""
    if (
        len(readings) > _MOST_NAMES
        or prod(len(certain) + len(company) for certain, company in readings) > _MOST_READINGS
    ):
        return set()
    deepest: set[str] = set()
    for choice in product(*(sorted(certain | company) for certain, company in readings)):
        low = max(choice, key=lambda code: (LEVELS.index(level_of(code)), len(containers(code)), code))
        if all(can_lie_in(low, code) for code in choice) and all(
            code in certain or _has_company(code, choice) for code, (certain, _) in zip(choice, readings, strict=True)
        ):
            deepest.add(low)
    return deepest


def _has_company(code: str, choice: tuple[str, ...]) -> bool:
    return any(other != code and (can_lie_in(code, other) or can_lie_in(other, code)) for other in choice)


def _settle(deepest: set[str]) -> tuple[str, tuple[str, ...]] | None:
    """The one unit that holds all readings, and the readings where they differ in more than a city and its suburb
    county.
    """
    common = frozenset.intersection(*(containers(code) for code in deepest))
    code = max(common, key=lambda one: (len(containers(one)), one), default=None)
    if code is None:
        return None
    same_city = code in deepest and "city" in kinds_of(code)
    return code, () if len(deepest) == 1 or same_city else tuple(sorted(deepest))


def _place(code: str, named: list[Named], alternatives: tuple[str, ...], near: bool, smaller: Finer) -> Place:
    said = {one for name in named for one in name.certain | name.company if can_lie_in(code, one)}
    level = level_of(code)
    parts = tuple(sorted(said, key=lambda one: (LEVELS.index(level_of(one)), one)))
    country = country_of(code) or next((one for one in parts if level_of(one) == "country"), "")
    relation = "near" if near else "in"
    name, precision = place_name(code), smaller.size or level
    return Place(
        code, level, name, parts, precision, bool(alternatives), country, relation, smaller.words, alternatives
    )
