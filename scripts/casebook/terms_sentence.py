"""A sentence put together from its pieces: which length belongs to which punishment, or None when not certain."""

from itertools import product
from typing import NamedTuple

from casebook.terms_items import WHOLE, Item
from casebook.terms_lengths import Length

_HEADS = ("exile", "rights", "suspended", "period", "death_two_years")
_BREAKS = {"with": 2.0, "plus": 2.0, "and": 2.0, ";": 2.0, ".": 2.0}
_PENAL = frozenset({"verb", "gets", "custody", *WHOLE, *_HEADS, "rights_for_life"})
_UNCERTAIN = 9.0
_LONGEST_SUSPENDED = 36  # months; a longer sentence is served, and probation follows it (PRC Criminal Law, article 72)
_PARTS = frozenset({"length", "total", "verb", "gets", "custody", "plus", "and", "with", "link", "lead", ",", ";", "."})


class Sentence(NamedTuple):
    """What was said: the length in custody, the length of reprieve or probation, additional punishments, and kinds of
    items seen."""

    custody: Length | None
    reprieve: Length | None
    additional: tuple[tuple[str, Length | None], ...]
    also: tuple[str, ...]
    kinds: frozenset[str]


def arrange(items: list[Item], declared: bool = False) -> Sentence | None:
    """The one best way to give every length its punishment; None when two different ways are as good, or none is
    certain."""
    items = _served(items)
    kinds = frozenset(item.kind for item in items)
    places = [at for at, item in enumerate(items) if item.kind == "length"]
    if len(places) > 4 or "lead" in kinds and not kinds & _PENAL:
        return None
    if any(items[at].length.weak for at in places) and not kinds & _PENAL and not declared:
        return None
    ways = sorted(_ways(items, places, kinds), key=lambda way: way[0])
    if not ways or ways[0][0] >= _UNCERTAIN or len(ways) > 1 and ways[1][0] - ways[0][0] < 0.01:
        return None
    sentence = _sentence(items, ways[0][1], kinds)
    after = "period" in kinds and not kinds & WHOLE and any(_follows_and(items, at) for at in places)
    return _followed(sentence) if sentence and after else sentence


def _served(items: list[Item]) -> list[Item]:
    """Of several terms the one that is to be served of them, where that is said and can be: no more than their sum,
    no less than the longest. 总和 alone may stand for the parts."""
    total = next((at for at in range(len(items) - 1, -1, -1) if items[at].kind == "total"), None)
    if total is None:
        return items
    parts = [item for item in items[:total] if item.kind == "length"]
    rest = items[total:]
    if len(parts) < 1 + (items[0].kind != "total") or any(item.kind not in _PARTS for item in items[:total]):
        return items
    served = next((item.length for item in rest if item.length), None)
    if served is None or any(length.low != length.high for length in [served, *(part.length for part in parts)]):
        return items
    sizes = [part.length.low.size for part in parts]
    fits = served.low.size <= sum(sizes) and (len(sizes) == 1 or served.low.size >= max(sizes))
    return [Item("verb"), *rest] if fits else items


def _followed(sentence: Sentence) -> Sentence | None:
    """Ten years "and" five years of probation are served one after the other where so long a term cannot be suspended;
    where it can, either may be meant."""
    low = sentence.custody.low if sentence.custody else None
    if low is None or low.size <= _LONGEST_SUSPENDED or sentence.reprieve is None:
        return None
    further = (*sentence.additional, ("probation", sentence.reprieve))
    return sentence._replace(reprieve=None, additional=further, kinds=sentence.kinds - {"period"})


def _follows_and(items: list[Item], at: int) -> bool:
    """Whether "and" stands before the length at `at` and a time of probation right after it."""
    after = _next(items, at, 1)
    return at > 0 and items[at - 1].kind == "and" and after is not None and items[after].kind == "period"


def _ways(items: list[Item], places: list[int], kinds: frozenset[str]) -> list[tuple[float, dict[int, int]]]:
    """(cost, {place of a length: place of its punishment, -1 for custody, -2 for what is not said}) of every
    arrangement."""
    whole = bool(kinds & WHOLE)
    options = []
    for rank, at in enumerate(places):
        choices = (
            [] if whole else [(-1, (0.0 if _beside(items, at, ("custody", "verb", "gets")) else 0.5) + 0.05 * rank)]
        )
        choices += [(head, cost) for head, cost in _heads(items, at, whole)]
        if at and items[at - 1].kind == "plus":
            choices.append((-2, 1.0))
        options.append(choices)
    heads = [at for at, item in enumerate(items) if item.kind in ("exile", "rights", "period")]
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
    while 0 <= place < len(items) and items[place].kind in ("link", "lead", "total", "unmeasured", ",", *_BREAKS):
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
    measured = {kind for kind, length in additional if length}
    additional = [one for one in additional if one[1] or one[0] not in measured]  # "ссылка на поселение, 5 лет"
    if -2 in by_target:
        additional.append(("unspecified", by_target[-2]))
    reprieves = [
        by_target[at]
        for at, item in enumerate(items)
        if item.kind in ("suspended", "period", "death_two_years") and at in by_target
    ]
    if len(reprieves) > 1:
        return None
    also = tuple(kind for kind in ("fine", "confiscation") if kind in kinds)
    return Sentence(by_target.get(-1), reprieves[0] if reprieves else None, tuple(additional), also, kinds)
