"""Keys under which spellings of one name meet: romanised, and skeletons of consonants, whatever the order of its
words.
"""

from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from casebook.names.equivalents import forms_of
from casebook.names.sounds import consonants, pinyin_sounds, sounds_of, without_article, without_ending
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
_MOST_WORDS_KEYED = 6


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


class Keyed(NamedTuple):
    plain: str
    bones: str
    others: tuple[str, ...]
    forms: tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def keyed(word: str) -> Keyed:
    """One word romanised, its skeleton, and the skeletons of its other readings: as pinyin, without the ending of a
    father's name, and c as k (Victor, Malcolm).
    """
    sounds = sounds_of(word)
    bones = consonants(sounds)
    pinyin = pinyin_sounds(word) if word.isascii() else None
    others = [consonants(pinyin)] if pinyin else []
    others += [consonants(without_ending(sounds)), consonants(without_article(sounds))]
    if "C" in sounds:
        others.append(consonants(sounds.replace("C", "k")))
    romanised = plain(word)
    forms = forms_of(word) | forms_of(romanised)
    others = [other for other in dict.fromkeys(others) if other != bones]
    return Keyed(romanised, bones, tuple(others), tuple(sorted(forms)))


def skeleton(name: str) -> str:
    """The consonant skeleton of `name`: a group of class letters a word, sorted, as stored beside a name; '' when
    nothing is left.
    """
    return " ".join(sorted(filter(None, [keyed(word).bones for word in content_words(name)])))


def search_keys(name: str) -> set[str]:
    """Short keys that two spellings of one name are likely to share, in any script and order of words.

    `r:` the romanised words, sorted and closed up; `k:` the skeleton; `w:` each word's skeleton of two or more
    classes. A word that may be read otherwise (as pinyin, without its ending, c as k) is keyed by that reading too.
    `f:` the name a word is a form of where several spellings are known (Memet, Muhammad).
    """
    words = [keyed(word) for word in content_words(name)]
    if not words:
        return set()
    bones = [word.bones for word in words]
    keys = {"r:" + "".join(sorted([word.plain for word in words])), "k:" + "".join(sorted(bones))}
    keys.update(["w:" + part for part in bones[:_MOST_WORDS_KEYED] if len(part) > 1])
    others = [word.others for word in words]
    if any(others):
        other = [more[0] if more else part for more, part in zip(others, bones, strict=True)]
        keys.add("k:" + "".join(sorted(other)))
        keys.update(["w:" + part for more in others[:_MOST_WORDS_KEYED] for part in more if len(part) > 1])
    keys.update(["f:" + form for word in words for form in word.forms])
    keys.discard("k:")
    return keys
