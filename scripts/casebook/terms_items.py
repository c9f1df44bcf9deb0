"""The pieces of a phrase about a sentence: lengths, punishments and what stands between them, every word taken."""

from typing import NamedTuple

from casebook.terms_lengths import Length, read_length
from casebook.terms_words import Symbol

WHOLE = frozenset({"life", "death", "death_reprieve", "death_two_years"})
_ORDER = (
    *("death_two_years", "death_reprieve", "life", "death", "rights_for_life", "rights", "exile", "period"),
    *("suspended", "confiscation", "fine", "total", "verb", "gets", "custody", "plus", "with", "and", "link", "lead"),
)  # of a word that may be several, the first
KINDS = frozenset(_ORDER)
_FURTHER = frozenset({"rights", "exile"})


class Item(NamedTuple):
    """One piece of a sentence: a length, a punishment, or what stands between two of them."""

    kind: str
    length: Length | None = None


def read_items(symbols: list[Symbol], unit: str = "") -> list[Item] | None:
    """The symbols as items; None when a word or number of them has no part in a sentence."""
    items: list[Item] = []
    at = 0
    whole = any(symbol.roles & WHOLE for symbol in symbols)
    while at < len(symbols):
        found = read_length(symbols, at, unit or ("years" if _counts_years(symbols, at) else ""))
        if found:
            items.append(Item("length", found[0]))
            at = found[1]
            continue
        kind = _kind(symbols[at], whole)
        if kind == "fine" or kind is None and _figure(symbols[at]):
            paid = _read_money(symbols, at)
            if paid is None:
                return None
            items.append(Item("fine"))
            at = paid
            continue
        if kind is None:
            return None
        items.append(Item(symbols[at].key if kind == "link" and symbols[at].key in ",;." else kind))
        if "unmeasured" in symbols[at].roles:
            items.append(Item("unmeasured"))
        at += 1
    return _merged(items)


def _kind(symbol: Symbol, whole: bool) -> str | None:
    """What a word is; one that is both suspended and its time is the time only beside a sentence of death."""
    kinds = [kind for kind in _ORDER if kind in symbol.roles]
    return "suspended" if not whole and {"suspended", "period"} <= set(kinds) else kinds[0] if kinds else None


def _counts_years(symbols: list[Symbol], at: int) -> bool:
    """Whether a bare number counts years: beside the sign of `10+5`, or the 缓 of 判三缓四; behind other years, before a
    punishment of its own ("ten years and five of exile"), or what is to be served of them."""
    if any(0 <= place < len(symbols) and symbols[place].key in ("+", "缓") for place in (at - 1, at + 1)):
        return True
    years = any("years" in symbol.roles for symbol in symbols[:at])
    if years and "total" in symbols[at - 1].roles:
        return True
    after = [symbol.roles for symbol in symbols[at + 1 : at + 4]]
    head = next((roles for roles in after if not roles & {"between", "link"} or roles & _FURTHER), frozenset())
    return years and bool(head & _FURTHER)


def _read_money(symbols: list[Symbol], at: int) -> int | None:
    """Where a fine ends that begins at `at`: the word, its amount and currency in either order; None for a number
    alone."""
    if "fine" not in symbols[at].roles:
        money = next((place for place in range(at, len(symbols)) if not _figure(symbols[place])), len(symbols))
        end = next((end for end in range(money, len(symbols)) if "money" not in symbols[end].roles), len(symbols))
        return end if end > money else None
    end = at + 1
    while (
        end < len(symbols)
        and (symbols[end].roles & {"money", "link", "about"} or _figure(symbols[end]))
        and symbols[end].key not in ",;."
    ):
        if _figure(symbols[end]) and not any("money" in symbol.roles for symbol in symbols[end + 1 : end + 3]):
            break
        end += 1
    return end


def _figure(symbol: Symbol) -> bool:
    """Whether it is a number; of an amount of money the figures may be such that their grouping is not certain."""
    return symbol.number is not None or symbol.key[0].isdecimal()


def _merged(items: list[Item]) -> list[Item]:
    """三年以上十年以下, and "10 yıldan 15 yıla kadar": a lower and an upper limit side by side are one range."""
    merged: list[Item] = []
    for item in items:
        before = merged[-1].length if merged and item.length else None
        if (
            before
            and item.length.low is None
            and before.low
            and item.length.high
            and before.rule in ("at least", "length")
            and before.low.size < item.length.high.size
        ):
            merged[-1] = Item("length", Length(before.low, item.length.high, before.about, before.weak, "range"))
        else:
            merged.append(item)
    return merged
