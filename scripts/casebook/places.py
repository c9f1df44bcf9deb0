"""Places read as a unit of the gazetteer, never finer than was said; what is finer is kept in its words."""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

from casebook.countries import parse_country
from casebook.places_reading import Item, is_han, items_of
from casebook.places_table import LEVELS, containers, country_of, level_of, units

__all__ = ["Place", "parse_country", "parse_place", "place_name"]

_LONGEST = 400
_MOST_NAMES = 6


class Place(NamedTuple):
    """`code` GB/T 2260 in China, ISO 3166 for a country; `level` country, province, prefecture, city, county or
    district; `name` in English; `parts` the codes named, coarse to fine; `precision` the level; `ambiguous`
    when the name has two bearers inside `code` (`alternatives`); `country` ISO 3166; `relation` "in" or "near";
    `finer` words of a smaller place, verbatim.
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
    """The name of a unit in `en`, `zh`, `pinyin`, `uly` or `uey`; the code itself for a country or where the table
    has none.
    """
    unit = units().get(code)
    return (getattr(unit, language, "") or unit.en) if unit else code


def _bound(items: list[Item]) -> list[tuple[Item, frozenset[str]]] | None:
    """Each name with the codes it can mean once the kind of unit beside it is heard; None when a word of kind has
    no name it fits.
    """
    names = [place for place, item in enumerate(items) if item.kind == "name"]
    codes = {place: items[place].codes for place in names}
    for place, item in enumerate(items):
        if item.kind != "level":
            continue
        beside = _name_beside(items, place)
        if beside is None:
            continue
        fitting = frozenset(code for code in codes[beside] if level_of(code) in item.levels)
        if "city" in item.levels:  # a prefecture that is no city is not meant by the word
            fitting -= {code for code in fitting if level_of(code) == "prefecture" and not units()[code].zh.endswith("市")}
        if not fitting:
            return None
        codes[beside] = fitting
    return [(items[place], codes[place]) for place in names]


def _name_beside(items: list[Item], place: int) -> int | None:
    """The name a word of kind belongs to: before it ("Onsu county"), else after it ("county of Onsu"), else before
    a bracket that closed ("Onsu (Wensu) county").
    """
    part = items[place].tokens[0].part
    before, after = place - 1, place + 1
    while before >= 0 and items[before].kind == "level":
        before -= 1
    while after < len(items) and items[after].kind in ("filler", "level"):
        after += 1
    named_before = before >= 0 and items[before].kind == "name"
    if named_before and items[before].tokens[0].part == part:
        return before
    if after < len(items) and items[after].kind == "name" and items[after].tokens[0].part == part:
        return after
    return before if named_before else None


def _chains(bound: list[tuple[Item, frozenset[str]]]) -> set[str]:
    """The deepest unit of every way to read the names in which each lies in the next or is it."""
    deepest: set[str] = set()
    for choice in product(*(sorted(codes) for _, codes in bound)):
        low = max(choice, key=lambda code: (len(containers(code)), code))
        if all(code in containers(low) for code in choice):
            deepest.add(low)
    return deepest


def _settle(deepest: set[str]) -> tuple[str, tuple[str, ...]] | None:
    """The one unit that holds all readings, and the readings where they differ in more than a city and its suburb
    county.
    """
    common = frozenset.intersection(*(containers(code) for code in deepest))
    code = max(common, key=lambda one: (len(containers(one)), one), default=None)
    if code is None:
        return None
    city = code in units() and units()[code].zh.endswith("市")
    others = () if len(deepest) == 1 or (code in deepest and city) else tuple(sorted(deepest))
    return code, others


def _finer(text: str, items: list[Item]) -> str | None:
    """The words of a smaller place, verbatim; None when words are left that nothing shows to be one."""
    parts: dict[int, list[Item]] = {}
    for item in items:
        parts.setdefault(item.tokens[0].part, []).append(item)
    spans: list[tuple[int, int]] = []
    for inside in parts.values():
        kept = [item for item in inside if item.kind in ("word", "finer", "direction", "city")]
        if not kept:
            continue
        if any(item.kind == "word" for item in kept) and not any(item.kind == "finer" for item in kept):
            return None
        if any(is_han(item) for item in kept) and not _ends_finer(kept):
            return None
        spans.extend(_runs(inside))
    return ", ".join(text[start:end] for start, end in spans)


def _ends_finer(kept: list[Item]) -> bool:
    """In Chinese the word that says what a place is comes last."""
    return kept[-1].kind in ("finer", "direction", "city")


def _runs(inside: list[Item]) -> list[tuple[int, int]]:
    """Stretches of a part that are neither names of units nor words about them."""
    spans: list[tuple[int, int]] = []
    open_run = False
    for item in inside:
        if item.kind in ("word", "finer", "direction", "city", "unsaid") or (
            item.kind == "filler" and open_run and not is_han(item)
        ):
            start, end = item.tokens[0].start, item.tokens[-1].end
            if open_run:
                spans[-1] = (spans[-1][0], end) if item.kind != "filler" else spans[-1]
            elif item.kind != "unsaid":
                spans.append((start, end))
                open_run = True
        else:
            open_run = False
    return spans


def _without_namesakes(items: list[Item]) -> list[Item]:
    """A name right before a word such as "village" or "road" is the finer place's own name, not a unit of the table."""
    changed = list(items)
    for place, item in enumerate(items[:-1]):
        following = items[place + 1]
        if (
            item.kind == "name"
            and following.namesake
            and following.kind == "finer"
            and following.tokens[0].part == item.tokens[0].part
        ):
            changed[place] = item._replace(kind="word")
    return changed


def _without_bare_names(items: list[Item]) -> list[Item]:
    """Chinese names without their kind of unit that go on in other characters are the beginning of a smaller
    place's name.
    """
    changed = list(items)
    for place, item in enumerate(items[:-1]):
        following = items[place + 1]
        goes_on = following.kind == "word" and is_han(following) and following.tokens[0].start == item.tokens[-1].end
        if item.kind == "name" and is_han(item) and goes_on:
            changed[place] = item._replace(kind="word")
    return changed


@lru_cache(maxsize=1 << 13)
def parse_place(text: str, *, language: str | None = None) -> Place | None:
    """The unit of the gazetteer that `text` places something in, in any of eleven languages, or None.

    Names in a list or in brackets must lie one in the other. A name with several bearers that nothing tells
    apart gives the unit that holds them all, flagged. Words that are no name are allowed only as a finer place
    (a village, a street, a prison); doubt, "or", and ways from place to place give None. `language` is accepted
    for one form of call; names are looked up in all.
    """
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    items = _without_namesakes(items_of(text))
    if any(item.kind == "denial" for item in items) or sum(item.kind == "name" for item in items) > _MOST_NAMES:
        return None
    return _of_items(text, items) or _of_items(text, _without_bare_names(items))


def _of_items(text: str, items: list[Item]) -> Place | None:
    bound = _bound(items)
    if bound is None:
        return None
    bound += [(item, item.codes) for item in items if item.kind == "city"]
    deepest = _chains(bound) if bound else set()
    settled = _settle(deepest) if deepest else None
    finer = _finer(text, items)
    if settled is None or finer is None:
        return None
    near = any(item.kind == "near" for item in items)
    return _place(settled[0], bound, settled[1], near, finer)


def _place(
    code: str, bound: list[tuple[Item, frozenset[str]]], alternatives: tuple[str, ...], near: bool, finer: str
) -> Place:
    said = {one for _, codes in bound for one in codes if one in containers(code)}
    level = level_of(code)
    parts = tuple(sorted(said, key=lambda one: (LEVELS.index(level_of(one)), one)))
    relation = "near" if near else "in"
    return Place(
        code, level, place_name(code), parts, level, bool(alternatives), country_of(code), relation, finer, alternatives
    )
