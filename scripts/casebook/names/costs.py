"""How far two words are from one another by their sounds: a weighted edit distance over the costs of `names_costs`."""

from functools import cache, lru_cache

from casebook.vocabularies import load

_VOWELS = frozenset("aeiou0123")
_SIGNS = "abpfvwmdtnNlLrRgkqQhHGjcCKsSzZyYxXVWeiou0123"


@cache
def _costs() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    table = load("names_costs")
    leave = {sign: float(table["leave_out"].get(sign, 1.0)) for sign in _SIGNS}
    given = table["instead"]
    swap: dict[str, dict[str, float]] = {}
    for one in _SIGNS:
        swap[one] = {}
        for two in _SIGNS:
            cost = given.get(one, {}).get(two, given.get(two, {}).get(one))
            if one == two:
                cost = 0.0
            elif cost is None and (one in _VOWELS) != (two in _VOWELS):
                cost = table["vowel_for_consonant"]
            elif cost is None:
                cost = table["vowels"] if one in _VOWELS else table["other"]
            swap[one][two] = float(cost)
    return swap, leave


@lru_cache(maxsize=1 << 16)
def weight(sounds: str) -> float:
    """What a word's sounds weigh: the cost of leaving them all out, a vowel little and a firm consonant 1."""
    leave = _costs()[1]
    return sum(leave.get(sign, 1.0) for sign in sounds)


@lru_cache(maxsize=1 << 18)
def likeness(one: str, two: str) -> float:
    """How alike two words sound, 0..1: one minus the cheapest way from one to the other over the mean of their
    weights.
    """
    if one == two:
        return 1.0 if one else 0.0
    swap, leave = _costs()
    whole = (weight(one) + weight(two)) / 2
    if not whole:
        return 0.0
    gone = [leave.get(sign, 1.0) for sign in two]
    row = [0.0]
    for cost in gone:
        row.append(row[-1] + cost)
    for sign in one:
        costs, drop = swap.get(sign, {}), leave.get(sign, 1.0)
        left = row[0] + drop
        new = [left]
        for place, other in enumerate(two):
            step = row[place] + costs.get(other, 1.0)
            up = row[place + 1] + drop
            left += gone[place]
            if step < left:
                left = step
            if up < left:
                left = up
            new.append(left)
        row = new
    return max(0.0, 1.0 - row[-1] / whole)
