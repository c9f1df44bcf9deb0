"""The keys under which mentions are looked up: only mentions that share one are compared."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import blake2b

from casebook.linking.facts import Known, compared, days, kin_key
from casebook.linking.model import Model

WORD = "w:"  # how search keys that are the skeleton of one word begin
OF_A_WORD = (WORD, "f:")  # how keys begin that say too little to be looked up by alone
MOST_YEARS = 4  # of birth an age may leave open and still be looked up by year
DAYS_A_YEAR = 366
LONG_WORD = 4  # of an address: a shorter one is a number or says little


@lru_cache(maxsize=1 << 20)
def hashed(text: str) -> int:
    """A key as a whole number of 64 bits, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _names(one: Known) -> set[int]:
    return {hashed(key) for text in one.names for key in compared(text).keys if not key.startswith(OF_A_WORD)}


def _words(one: Known) -> set[int]:
    return {hashed(key) for text in one.names for key in compared(text).keys if key.startswith(WORD)}


def _years(one: Known) -> set[int]:
    first, last = days(one.born)
    if first is None or last - first > MOST_YEARS * DAYS_A_YEAR:
        return set()
    return {hashed(f"y:{year}") for year in range(int(one.born[0][:4]), int(one.born[1][:4]) + 1)}


def _days(one: Known) -> set[int]:
    return {hashed(f"d:{one.born[0]}")} if one.born[0] and one.born[0] == one.born[1] else set()


COMPONENTS: dict[str, Callable[[Known], set[int]]] = {
    "name": _names,
    "word": _words,
    "year": _years,
    "day": _days,
    "county": lambda one: {hashed(f"c:{code}") for code in one.counties},
    "address": lambda one: {hashed(f"a:{one.address}")} if one.address else set(),
    "street": lambda one: {hashed(f"t:{word}") for word in one.address.split() if len(word) >= LONG_WORD},
    "number": lambda one: {hashed(f"n:{number}") for number in one.numbers},
    "reference": lambda one: {hashed(f"s:{key}") for key in one.refs | one.own},
    "kin": lambda one: {hashed(f"r:{key}") for name in one.kin if (key := kin_key(name))},
}


def keys(one: Known, model: Model) -> Iterator[int]:
    """The keys of a mention by every rule of the model; those of several parts are these parts' keys, exclusive-or'd."""
    parts = {name: COMPONENTS[name](one) for name in {part for rule in model.rules for part in rule}}
    found: set[int] = set()
    for first, *others in model.rules:
        made = parts[first]
        for other in others:
            made = {key ^ more for key in made for more in parts[other]}
        found |= made
    return iter(found)
