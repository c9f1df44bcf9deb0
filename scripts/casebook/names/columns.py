"""A name as columns of plain strings, worked out once, so that SQL of any engine compares names of any two scripts."""

from functools import lru_cache
from typing import NamedTuple

from casebook.names.keys import plain, search_keys
from casebook.names.reading import parse_name
from casebook.names.scripts import script_of
from casebook.names.sounds import coarse, consonants, pinyin_sounds, sounds_of
from casebook.names.tokens import content_words


class Compared(NamedTuple):
    """`script` by ISO 15924. Of the name without titles and other spellings, its words as given in small letters
    (`folded`), in plain Latin letters (`romanised`), in a coarse alphabet of sounds common to all scripts (`sounds`)
    and as consonants (`skeleton`), each column of words parted by one space. `folded` and `romanised` are in order of
    letters, `written` is `romanised` in the order written. `sounds` and `skeleton` are in one order, that of the
    skeletons, so that spellings of one name in two scripts have the same word in the same place. `pinyin` is `sounds`
    of Latin letters read as the pinyin of a Chinese spelling, '' where no word may be one: compare each name's
    `sounds` with the other's `sounds` and `pinyin`. `words` is their number. `keys` are the search keys of the whole
    text, sorted. Empty strings where the name has no letter.
    """

    script: str
    folded: str
    romanised: str
    written: str
    sounds: str
    pinyin: str
    skeleton: str
    words: int
    keys: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def _told(sounds: str) -> tuple[str, str]:
    """(skeleton, coarse sounds) of a word's sounds."""
    return consonants(sounds), coarse(sounds)


def _heard(words: tuple[str, ...], as_pinyin: bool) -> list[tuple[str, str]]:
    """The words as skeleton and coarse sounds, in the order of skeletons."""
    return sorted([_told(as_pinyin and word.isascii() and pinyin_sounds(word) or sounds_of(word)) for word in words])


def compared(name: str) -> Compared:
    """The columns that comparison in SQL needs of one name as a person wrote it."""
    words = content_words(parse_name(name).form)
    if not words:
        return Compared(script_of(name), "", "", "", "", "", "", 0, ())
    latin = list(map(plain, words))
    heard, otherwise = _heard(words, False), _heard(words, True)
    return Compared(
        script_of("".join(words)),
        " ".join(sorted(words)),
        " ".join(sorted(latin)),
        " ".join(latin),
        " ".join([sounds for _, sounds in heard if sounds]),
        " ".join([sounds for _, sounds in otherwise if sounds]) if otherwise != heard else "",
        " ".join([bones for bones, _ in heard if bones]),
        len(words),
        tuple(sorted(search_keys(name))),
    )
