"""Keys under which spellings of one name meet: romanised, and skeletons of consonants, whatever the order of its words."""

from itertools import islice

from anyascii import anyascii

from casebook.names.sounds import consonants, pinyin_sounds, sounds_of
from casebook.names.tokens import words_of

_PLAIN = str.maketrans({"S": "sh", "Z": "zh", "c": "ch", "G": "gh", "H": "kh", "N": "ng", "C": "c", "Q": "q", "X": "x", "Y": "y", "R": "r", "V": "w", "W": "n", "L": "l", "0": "", "1": "i", "2": "u", "3": "e"})
_MOST_WORDS_KEYED = 6


def romanise(name: str) -> str:
    """`name` in plain Latin letters, words in their order: Chinese by pinyin, Arabic and Cyrillic by the sounds of Uyghur and Kazakh."""
    return " ".join(_plain(word) for word in words_of(name))


def _plain(word: str) -> str:
    if word.isascii():
        return word
    if "\u3400" <= word[0] <= "\u9fff":
        return "".join(filter(str.isalpha, anyascii(word).lower()))
    return sounds_of(word).translate(_PLAIN)


def skeleton(name: str) -> str:
    """The consonant skeleton of `name`: a group of class letters a word, sorted, as stored beside a name; '' when nothing is left."""
    return " ".join(sorted(filter(None, (consonants(sounds_of(word)) for word in words_of(name)))))


def search_keys(name: str) -> set[str]:
    """Short keys that two spellings of one name are likely to share, in any script and order of words.

    `r:` the romanised words, sorted and closed up; `k:` the skeleton; `w:` each word's skeleton of two or more classes. Words that may
    be the pinyin of a Chinese spelling are keyed by both readings.
    """
    words = words_of(name)
    if not words:
        return set()
    keys = {"r:" + "".join(sorted(map(_plain, words)))}
    plain = [consonants(sounds_of(word)) for word in words]
    readings = [plain]
    if any(word.isascii() and len(word) > 3 for word in words):
        pinyin = [pinyin_sounds(word) if word.isascii() else None for word in words]
        if any(pinyin):
            readings.append([consonants(sounds) if sounds else bones for sounds, bones in zip(pinyin, plain, strict=True)])
    for bones in readings:
        keys.add("k:" + "".join(sorted(filter(None, bones))))
        keys.update("w:" + part for part in islice(bones, _MOST_WORDS_KEYED) if len(part) > 1)
    keys.discard("k:")
    return keys
