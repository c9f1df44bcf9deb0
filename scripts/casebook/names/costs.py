"""How far two words are from one another by their sounds: a weighted edit distance over the costs of `names_costs`."""

from functools import cache, lru_cache
from itertools import accumulate

from casebook.vocabularies import load

_VOWELS = frozenset("aeiou0123")
_SIGNS = "abpfvwmdtnNlLrRgkqQhHGjcCKsSzZyYxXVWeiou0123"


_CODES = {sign: code for code, sign in enumerate(_SIGNS)}
_OTHER = len(_SIGNS)  # a sign that the table does not know
HOPELESS = 0.25  # a likeness certain to be lower is not worked out to its end


@cache
def _costs(strict: bool) -> tuple[tuple[tuple[float, ...], ...], tuple[float, ...]]:
    """(the cost of each sign for each other, of leaving each out), by their codes."""
    table = load("names_costs")
    leave = {sign: float(table["leave_out"].get(sign, 1.0)) for sign in _SIGNS}
    given = table["instead"]
    if strict:
        leave |= table["strict"]["leave_out"]
        given = {one: given.get(one, {}) | table["strict"]["instead"].get(one, {}) for one in _SIGNS}
    swap = [(*(_cost(one, two, given, table) for two in _SIGNS), 1.0) for one in _SIGNS]
    return (*swap, (1.0,) * (_OTHER + 1)), (*leave.values(), 1.0)


def _cost(one: str, two: str, given: dict[str, dict[str, float]], table: dict[str, float]) -> float:
    if one == two:
        return 0.0
    cost = given.get(one, {}).get(two, given.get(two, {}).get(one))
    if cost is not None:
        return float(cost)
    if (one in _VOWELS) != (two in _VOWELS):
        return float(table["vowel_for_consonant"])
    return float(table["vowels"] if one in _VOWELS else table["other"])


@lru_cache(maxsize=1 << 17)
def _coded(sounds: str, strict: bool) -> tuple[tuple[int, ...], tuple[float, ...], float]:
    """A word's signs as codes, what each costs to leave out, and all of them together."""
    codes = tuple([_CODES.get(sign, _OTHER) for sign in sounds])
    leave = _costs(strict)[1]
    gone = tuple([leave[code] for code in codes])
    return codes, gone, sum(gone)


def weight(sounds: str, strict: bool = False) -> float:
    """What a word's sounds weigh: the cost of leaving them all out, a vowel little and a firm consonant 1."""
    return _coded(sounds, strict)[2]


def likeness(one: str, two: str, strict: bool = False) -> float:
    """How alike two words sound, 0..1: one minus the cheapest way from one to the other over the mean of their
    weights. `strict` is for two words of alphabets that write all their sounds, where no consonant comes and goes.
    """
    if one == two:
        return 1.0 if one else 0.0
    return _likeness(one, two, strict) if one < two else _likeness(two, one, strict)


@lru_cache(maxsize=1 << 18)
def _likeness(one: str, two: str, strict: bool) -> float:
    swap = _costs(strict)[0]
    codes, drops, heavy = _coded(one, strict)
    others, gone, weight_of_two = _coded(two, strict)
    whole = (heavy + weight_of_two) / 2
    if not whole:
        return 0.0
    most = whole * (1 - HOPELESS)
    row = [0.0, *accumulate(gone)]
    for code, drop in zip(codes, drops, strict=True):
        costs, diagonal = swap[code], row[0]
        left = diagonal + drop
        new = [left]
        for other, up, skip in zip(others, row[1:], gone, strict=True):
            step = diagonal + costs[other]
            left += skip
            if step < left:
                left = step
            diagonal = up
            if up + drop < left:
                left = up + drop
            new.append(left)
        row = new
        if min(row) > most:
            break
    return max(0.0, 1.0 - (row[-1] if min(row) <= most else min(row)) / whole)
