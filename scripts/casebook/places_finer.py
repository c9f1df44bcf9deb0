"""The words of a place smaller than any the gazetteer holds: kept as written, if something shows them to be one."""

from itertools import groupby
from typing import NamedTuple

from casebook.places_binding import UNIT, Named
from casebook.places_reading import Item, is_han
from casebook.places_table import LEVELS, level_of

SIZES = ("locality", "township", "village", "street", "site")
_KEPT = ("word", "number", "finer", UNIT, "direction")
_FORMER_LEVELS = {"okrug": "prefecture"}
_LONGEST_BARE = 4


class Finer(NamedTuple):
    """`words` verbatim, parts joined by a comma; `size` the level or size of the smallest, '' without words; `inside`
    the code of a unit that the words imply.
    """

    words: str
    size: str


def finer(text: str, items: list[Item], named: list[Named], code: str) -> Finer | None:
    """What is finer than `code`; None when words are left that nothing shows to be a place in it.

    Something shows it: a word such as village or street, a word of kind of a unit smaller than `code`, or, for a
    capitalised name alone between commas, that the larger place follows (Zeytinburnu, Istanbul) or stands before it,
    if that is called by its kind (Иркутская обл., Алзамай) or a country (Грузия, Сухуми).
    """
    spans: list[tuple[int, int]] = []
    sizes: list[str] = []
    for inside in (list(group) for _, group in groupby(items, key=lambda item: item.part)):
        kept = [item for item in inside if item.kind in _KEPT]
        if not kept or _is_time(inside):
            continue
        found = _sizes(kept, code)
        if found is None or (not found and not _is_bare_name(text, inside, named)):
            return None
        if any(is_han(item) for item in kept) and not _ends_finer(kept):
            return None
        sizes += found or ["locality"]
        spans.extend(_runs(inside))
    order = (*LEVELS, *SIZES)
    return Finer(", ".join(text[start:end] for start, end in spans), max(sizes, key=order.index, default=""))


def _sizes(kept: list[Item], code: str) -> list[str] | None:
    """The sizes of what the words of a part show to be finer places; None when one is no smaller than `code`."""
    sizes = [item.told.size or "site" for item in kept if item.kind == "finer"]
    sizes += ["locality"] * all(item.kind in ("direction", "number") for item in kept)
    for item in kept:
        if item.kind == UNIT:
            smallest = max((_level(kind) for kind in item.told.means), key=LEVELS.index)
            if LEVELS.index(smallest) <= LEVELS.index(level_of(code)):
                return None
            sizes.append(smallest)
    return sizes


def _level(kind: str) -> str:
    return kind if kind in LEVELS else _FORMER_LEVELS.get(kind, "province")


def _is_time(inside: list[Item]) -> bool:
    """Whether a part says only years and days: (1951—1955 гг.)."""
    words = [token.word for item in inside for token in item.tokens]
    return all(item.kind in ("year", "number") for item in inside) and any(
        len(word) == 4 and word.isdigit() for word in words
    )


def _is_bare_name(text: str, inside: list[Item], named: list[Named]) -> bool:
    """Whether a part is a capitalised name alone that stands where an address has its finer place."""
    part = inside[0].part
    words = [item.tokens[0] for item in inside if item.kind != "number" and not _is_hyphened(text, item)]
    if len(inside) > _LONGEST_BARE or any(item.kind not in (*_KEPT, "filler") for item in inside):
        return False
    if not all(text[token.start].isupper() for token in words):
        return False
    return any(one.item.part > part or (one.item.part < part and (one.called or _is_large(one))) for one in named)


def _is_large(name: Named) -> bool:
    """Whether it can only be a country or the first level below one, behind which a finer place is named."""
    return all(level_of(code) in LEVELS[:2] for code in name.certain | name.company)


def _is_hyphened(text: str, item: Item) -> bool:
    """Whether it stands between hyphens, like the small word of Bar-le-Duc."""
    return text[: item.tokens[0].start].endswith("-") and text[item.tokens[-1].end :].startswith("-")


def _ends_finer(kept: list[Item]) -> bool:
    """In Chinese the word that says what a place is comes last."""
    return kept[-1].kind in ("finer", UNIT, "direction")


def _runs(inside: list[Item]) -> list[tuple[int, int]]:
    """Stretches of a part that are neither names of units nor words about them."""
    spans: list[tuple[int, int]] = []
    open_run = False
    for item in inside:
        if item.kind in (*_KEPT, "unsaid") or (item.kind == "filler" and open_run and not is_han(item)):
            start, end = item.tokens[0].start, item.tokens[-1].end
            if open_run:
                spans[-1] = (spans[-1][0], end) if item.kind != "filler" else spans[-1]
            elif item.kind != "unsaid":
                spans.append((start, end))
                open_run = True
        else:
            open_run = False
    return spans
