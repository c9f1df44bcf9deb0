"""Keys under which spellings of one name meet: romanised, and skeletons of consonants, whatever the order of its
words.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from anyascii import anyascii

from casebook.names.equivalents import forms_of
from casebook.names.reading import parse_name
from casebook.names.sounds import coarse, consonants, pinyin_sounds, sounds_of, without_article, without_ending
from casebook.names.tokens import content_words, words_of

_PLAIN = str.maketrans(
    {
        "S": "sh",
        "Z": "zh",
        "c": "ch",
        "K": "ch",
        "G": "gh",
        "H": "kh",
        "N": "ng",
        "C": "c",
        "Q": "q",
        "X": "x",
        "Y": "y",
        "R": "r",
        "V": "w",
        "W": "n",
        "L": "l",
        "0": "",
        "1": "i",
        "2": "u",
        "3": "e",
    }
)
_FIRM, _WEAK = str.maketrans("HW", "kn"), frozenset("HW")  # 合 for q or k, 旦 for dan
_MOST_WORDS_KEYED = 4
_MOST_FORMS = 3  # forms of a name given together that are keyed
_MOST_READINGS, _MOST_WORDS_READ = 3, 4


def romanise(name: str) -> str:
    """`name` in plain Latin letters, words in their order: Chinese by pinyin, Arabic and Cyrillic by the sounds of
    Uyghur and Kazakh.
    """
    return " ".join(plain(word) for word in words_of(name))


def plain(word: str) -> str:
    """One small-letter word in plain Latin letters."""
    if word.isascii():
        return word
    if "\u3400" <= word[0] <= "\u9fff":
        return "".join(filter(str.isalpha, anyascii(word).lower()))
    return sounds_of(word).translate(_PLAIN)


@lru_cache(maxsize=1 << 16)
def without_marks(word: str) -> str:
    """One small-letter word of the Latin alphabet with the letters of ASCII alone that it looks like."""
    if word.isascii():
        return word
    return "".join(filter(str.isalpha, anyascii(unicodedata.normalize("NFKD", word)).lower()))


class Keyed(NamedTuple):
    """A word's plain Latin letters; its skeleton and those of its other readings; its coarse sounds, without the
    vowels that they end in where something is left (Eli and 艾力); the names it is a form of.
    """

    plain: str
    bones: str
    others: tuple[str, ...]
    coarse: str
    forms: tuple[str, ...]

    @property
    def telling(self) -> list[str]:
        """The skeletons of two classes or more, which tell something; where there is none, the coarse sounds."""
        return [one for one in (self.bones, *self.others) if len(one) > 1] or [self.coarse]


@lru_cache(maxsize=1 << 17)
def keyed(word: str) -> Keyed:
    """One word made ready. Its other readings are as pinyin, without the ending of a father's name or of endearment,
    without an article, with c as k, and with the sounds of Chinese spellings that may be none as firm ones."""
    sounds = sounds_of(word)
    heard = [sounds, pinyin_sounds(word) if word.isascii() else None, without_ending(sounds), without_article(sounds)]
    if "C" in sounds:
        heard.append(sounds.replace("C", "k"))
    heard += [reading.translate(_FIRM) for reading in (sounds, heard[1]) if reading and not _WEAK.isdisjoint(reading)]
    bones = list(dict.fromkeys([consonants(reading) for reading in heard if reading])) or [""]
    romanised, told = plain(word), coarse(sounds)
    forms = forms_of(word) | forms_of(romanised)
    bare = told.rstrip("aiuy")
    return Keyed(romanised, bones[0], tuple(bones[1:]), bare if len(bare) > 1 else told, tuple(sorted(forms)))


def skeleton(name: str) -> str:
    """The consonant skeleton of `name`: a group of class letters a word, sorted, as stored beside a name; '' when
    nothing is left.
    """
    return " ".join(sorted(filter(None, [keyed(word).bones for word in content_words(name)])))


def search_keys(name: str) -> set[str]:
    """Short keys that two spellings of one name are likely to share, in any script and order of words, about a dozen
    of each name; from the narrowest to the widest:

    - `r:` the romanised words, sorted and closed up;
    - `k:` the skeletons of all words, and of each two of three or more, sorted and closed up: what is left out of one
      name (a father's, a second family name) does not matter;
    - `i:` a word's skeleton and the first class of the other word's, of two: initials, and a slip in one word;
    - `f:` the name a word is a form of where several spellings are known (Memet, Muhammad), and the first class of
      the other word's skeleton;
    - `w:` each word's skeleton, or its coarse sounds where that has less than two classes: for names that have only
      one word in common (married, nicknamed, with a slip in each other word).

    A word that may be read otherwise (as pinyin, without its ending) is keyed by that reading too. Titles are left
    out; forms in brackets, after a slash or an alias have their keys as well.
    """
    read = parse_name(name)
    keys: set[str] = set()
    for form in (read.form, *read.variants, *read.nicknames)[:_MOST_FORMS]:
        words = content_words(form)[:_MOST_WORDS_KEYED]
        if words:
            keys |= _keys_of(tuple(map(keyed, words)))
    return keys


def _keys_of(words: tuple[Keyed, ...]) -> set[str]:
    keys = {"r:" + "".join(sorted([word.plain for word in words]))}
    bones = [word.bones for word in words]
    other = [word.others[-1] if word.others else word.bones for word in words]
    keys.update([_closed("k:", part) for part in (bones, other) if any(part)])
    if len(words) > 2:
        keys.update([_closed("k:", two) for two in combinations(bones, 2) if all(two)])
    read = _MOST_READINGS if len(words) < _MOST_WORDS_READ else 1
    for place, word in enumerate(words):
        keys.update(["w:" + told for told in word.telling[:read] if told])
        beside = (words[1 - place].bones or words[1 - place].plain.upper())[:1] if len(words) == 2 else ""
        if beside and len(word.bones) > 1:
            keys.add(f"i:{word.bones}+{beside}")
        keys.update([f"f:{form}+{beside}" for form in word.forms[:read]] if len(words) < 3 else ())
    return keys


def _closed(prefix: str, parts: Iterable[str]) -> str:
    return prefix + "".join(sorted(parts))
