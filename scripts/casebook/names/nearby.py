"""Keys by which one word of a name is found when it is written otherwise: the classes of its consonants, in an index."""

import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

from casebook.names.keys import keyed
from casebook.names.searching import normalise_search, without_marks
from casebook.names.tokens import words_of

LONGEST = 16  # letters of a key
ENOUGH = 2  # classes of consonants tell words apart; of a shorter word the vowels count too
FOR_ONE_MORE = 2  # classes a word needs to be looked for with one more than it has
FOR_ONE_LESS = 3  # ... and to be kept, or looked for, with one of them left out
MORE = "-"  # begins the key of a word with one class left out
_VOWELS = str.maketrans(
    {"a": "A", "e": "A", "i": "I", "y": "I", "o": "U", "u": "U"} | dict.fromkeys("bcdfghjklmnpqrstvwxz")
)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as small letters that stand in the search index as they are, each once."""
    whole = f" {normalise_search(name)} "
    words = dict.fromkeys(words_of(without_marks(unicodedata.normalize("NFC", name)).casefold()))
    return tuple(word for word in words if (plain := normalise_search(word)) and f" {plain} " in whole)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[str, ...]:
    """The classes of consonants of one word by each of its readings, and of the names that it is a form of; capital
    letters. A word of one syllable has its vowels with them."""
    read = keyed(word)
    found = {read.bones, *read.others, *(keyed(form).bones for form in read.forms)}
    long = {said[:LONGEST] for said in map(_capitals, found) if len(said) >= ENOUGH}
    return tuple(sorted(long or {_capitals(read.bones) + _vowels(read.plain)} - {""}))


def _vowels(plain: str) -> str:
    return "".join(dict.fromkeys(_capitals(plain.translate(_VOWELS))))[:2]


def _capitals(text: str) -> str:
    """Classes alone: what is no letter of a known sound is left out."""
    return "".join(sign for sign in text if "A" <= sign <= "Z")


def keys_kept(word: str) -> tuple[str, ...]:
    """The keys under which a word stands in the index: as it sounds, and, if it is long, with any one class left out."""
    said = sounds(word)
    less = {MORE + short for one in said if len(one) >= FOR_ONE_LESS for short in _without_one(one)}
    return (*said, *sorted(less))


def keys_asked(word: str) -> tuple[str, ...]:
    """The keys under which words like this one are looked for, the likeliest first: words that sound alike, then those
    with a class more, less, or, if they are long, another in its place."""
    said = sounds(word)
    more = [MORE + one for one in said if len(one) >= FOR_ONE_MORE]
    short = sorted({less for one in said if len(one) >= FOR_ONE_LESS for less in _without_one(one)})
    other = [MORE + one for one in short if len(one) >= FOR_ONE_LESS]
    return tuple(dict.fromkeys([*said, *more, *short, *other]))


def _without_one(said: str) -> set[str]:
    return {said[:place] + said[place + 1 :] for place in range(len(said))}


def are_forms_of_one(one: str, two: str) -> bool:
    """Whether two words are known to be forms of one given name."""
    return not set(keyed(one.casefold()).forms).isdisjoint(keyed(two.casefold()).forms)


def differ_by_one(one: str, two: str) -> bool:
    """Whether two words differ in one letter, or in the order of two."""
    return OSA.distance(normalise_search(one), normalise_search(two)) == 1
