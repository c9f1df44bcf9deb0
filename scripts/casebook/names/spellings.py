"""How a word of a name may be written in the other alphabets, and by other rules in its own: for search."""

import re
from functools import cache, lru_cache
from itertools import islice, product

from casebook.names.scripts import script_of
from casebook.names.sounds import sounds_of
from casebook.vocabularies import load

SHORTEST, LONGEST = 3, 24  # letters of a word that is spelled otherwise
MOST = 32  # spellings in one alphabet


@cache
def _table(script: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    letters = {sounds: tuple(written) for sounds, written in load("names")["spellings"][script].items()}
    return re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)) + "|."), letters


@lru_cache(maxsize=1 << 14)
def other_spellings(word: str) -> tuple[str, ...]:
    """Spellings of one small-letter word in Latin, Cyrillic and Uyghur letters, likeliest first in each; none of a
    Chinese word. Temirlan may be Темірлан, Hoshur Xoshur and خوشۇر."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or script_of(word) not in load("names")["spellings"]:
        return ()
    sounds = sounds_of(word)
    found = [spelling for script in load("names")["spellings"] for spelling in _spelled("^" + sounds, script)]
    return tuple(spelling for spelling in dict.fromkeys(found) if spelling != word)


def _spelled(sounds: str, script: str) -> list[str]:
    """At most `MOST` spellings: each sound written in every way it may be, or, where those are too many, alike
    wherever it stands in the word."""
    pattern, letters = _table(script)
    pieces = pattern.findall(sounds)
    if any(piece not in letters for piece in pieces):
        return []
    ways = 1
    for piece in pieces:
        ways *= len(letters[piece])
    kinds = pieces if ways <= MOST else list(dict.fromkeys(pieces))
    places = range(len(pieces)) if ways <= MOST else [kinds.index(piece) for piece in pieces]
    choices = islice(product(*(letters[kind] for kind in kinds)), MOST)
    return ["".join(choice[place] for place in places) for choice in choices]
