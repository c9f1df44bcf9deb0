"""A sentence put together from its words: which length belongs to which punishment, or None when that is not
certain."""

from itertools import product
from typing import NamedTuple

from casebook.terms_lengths import Length, read_length
from casebook.terms_words import Symbol

_KINDS = (
    "death_two_years",
    "life",
    "death",
    "rights_for_life",
    "rights",
    "exile",
    "period",
    "suspended",
    "confiscation",
    "fine",
    "verb",
    "gets",
    "custody",
    "plus",
    "with",
    "and",
    "link",
    "lead",
    "weak_years",
)
_HEADS = ("exile", "rights", "suspended", "period")
_BREAKS = {"with": 2.0, "plus": 2.0, "and": 2.0, ";": 2.0, ".": 2.0}
_PENAL = frozenset({"verb", "gets", "custody", "life", "death", "death_two_years", *_HEADS, "rights_for_life"})
_UNCERTAIN = 9.0


class Item(NamedTuple):
    """One piece of a sentence: a length, a punishment, or what stands between two of them."""

    kind: str
    length: Length | None = None


class Sentence(NamedTuple):
    """What was said: the length in custody, the length of reprieve or probation, additional punishments, and kinds of
    items seen."""

    custody: Length | None
    reprieve: Length | None
    additional: tuple[tuple[str, Length | None], ...]
    also: tuple[str, ...]
    kinds: frozenset[str]


def read_items(symbols: list[Symbol], unit: str = "") -> list[Item] | None:
    """The symbols as items; None when a word or number of them has no part in a sentence."""
    items: list[Item] = []
    at = 0
    while at < len(symbols):
        found = read_length(symbols, at, unit or ("years" if _beside_plus(symbols, at) else ""))
        if found:
            items.append(Item("length", found[0]))
            at = found[1]
            continue
        kind = next((kind for kind in _KINDS if kind in symbols[at].roles), None)
        if kind == "fine" or kind is None and _figure(symbols[at]):
            paid = _read_money(symbols, at)
            if paid is None:
                return None
            items.append(Item("fine"))
            at = paid
            continue
        if kind is None or kind == "weak_years":
            return None
        items.append(Item(symbols[at].key if kind == "link" and symbols[at].key in ",;." else kind))
        at += 1
    return _merged(items)


def _beside_plus(symbols: list[Symbol], at: int) -> bool:
    """Whether the symbol at `at` stands on one side of the sign of `10+5`, which counts years."""
    return any(0 <= place < len(symbols) and symbols[place].key == "+" for place in (at - 1, at + 1))


def _read_money(symbols: list[Symbol], at: int) -> int | None:
    """Where a fine ends that begins at `at`: the word, its amount and currency in either order; None for a number
    alone."""
    if "fine" not in symbols[at].roles:
        end = at + 1
        while end < len(symbols) and "money" in symbols[end].roles:
            end += 1
        return end if end > at + 1 else None
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


def arrange(items: list[Item]) -> Sentence | None:
    """The one best way to give every length its punishment; None when two different ways are as good, or none is
    certain."""
    kinds = frozenset(item.kind for item in items)
    places = [at for at, item in enumerate(items) if item.kind == "length"]
    if len(places) > 4 or "lead" in kinds and not kinds & _PENAL:
        return None
    if any(items[at].length.weak for at in places) and not kinds & _PENAL:
        return None
    ways = sorted(_ways(items, places, kinds), key=lambda way: way[0])
    if not ways or ways[0][0] >= _UNCERTAIN or len(ways) > 1 and ways[1][0] - ways[0][0] < 0.01:
        return None
    return _sentence(items, ways[0][1], kinds)


def _ways(items: list[Item], places: list[int], kinds: frozenset[str]) -> list[tuple[float, dict[int, int]]]:
    """(cost, {place of a length: place of its punishment, -1 for custody, -2 for what is not said}) of every
    arrangement."""
    whole = bool(kinds & {"life", "death", "death_two_years"})
    options = []
    for rank, at in enumerate(places):
        choices = (
            [] if whole else [(-1, (0.0 if _beside(items, at, ("custody", "verb", "gets")) else 0.5) + 0.05 * rank)]
        )
        choices += [(head, cost) for head, cost in _heads(items, at, whole)]
        if at and items[at - 1].kind == "plus":
            choices.append((-2, 1.0))
        options.append(choices)
    heads = [at for at, item in enumerate(items) if item.kind in _HEADS and item.kind != "suspended"]
    found = []
    for choice in product(*options):
        targets = [target for target, _ in choice]
        if len(set(targets)) == len(targets):
            cost = sum(cost for _, cost in choice) + sum(0.3 for head in heads if head not in targets)
            cost += 1.0 if "suspended" in kinds and not whole and -1 not in targets else 0.0
            found.append((cost, dict(zip(places, targets, strict=True))))
    return found


def _beside(items: list[Item], at: int, kinds: tuple[str, ...]) -> bool:
    """Whether the next item that is not a link, on either side of `at`, is one of `kinds`, with no break between."""
    return any(
        place is not None and items[place].kind in kinds and not _break(items, at, place)
        for place in (_next(items, at, -1), _next(items, at, 1))
    )


def _next(items: list[Item], at: int, step: int) -> int | None:
    """The nearest item on one side that is a length or a punishment."""
    place = at + step
    while 0 <= place < len(items) and items[place].kind in ("link", "lead", ",", *_BREAKS):
        place += step
    return place if 0 <= place < len(items) else None


def _break(items: list[Item], one: int, other: int) -> float:
    """How much what stands between two items parts them: a comma less before a length than after it."""
    between = [item.kind for item in items[min(one, other) + 1 : max(one, other)]]
    comma = (2.0 if one < other else 0.6) if "," in between else 0.0
    return max([comma] + [_BREAKS.get(kind, 0.0) for kind in between])


def _heads(items: list[Item], at: int, whole: bool) -> list[tuple[int, float]]:
    """The punishments beside the length at `at`, with the cost of taking it as theirs."""
    found = []
    for step in (-1, 1):
        head = _next(items, at, step)
        if head is None or items[head].kind not in _HEADS:
            continue
        cost = _break(items, at, head)
        if items[head].kind == "suspended":
            cost += 0.4 if step < 0 else 3.0
        elif items[head].kind == "period" and not whole:
            cost += 0.1
        found.append((head, cost))
    return found


def _sentence(items: list[Item], way: dict[int, int], kinds: frozenset[str]) -> Sentence | None:
    by_target = {target: items[place].length for place, target in way.items()}
    additional = [
        ("rights_loss" if item.kind != "exile" else "exile", by_target.get(at))
        for at, item in enumerate(items)
        if item.kind in ("exile", "rights", "rights_for_life")
    ]
    if -2 in by_target:
        additional.append(("unspecified", by_target[-2]))
    reprieves = [
        by_target[at] for at, item in enumerate(items) if item.kind in ("suspended", "period") and at in by_target
    ]
    if len(reprieves) > 1:
        return None
    also = tuple(kind for kind in ("fine", "confiscation") if kind in kinds)
    return Sentence(by_target.get(-1), reprieves[0] if reprieves else None, tuple(additional), also, kinds)
