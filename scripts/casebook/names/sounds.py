"""Names of any script spelled in one alphabet of sounds, so that spellings of one name come out alike."""

import re
import unicodedata
from functools import cache, lru_cache

from anyascii import anyascii

from casebook.names.scripts import script_of
from casebook.vocabularies import load

_PINYIN_SHAPE = re.compile(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiou]{1,3}(?:ng?(?![aeiou])|r(?![aeiou]))?){2,}")
_LONGEST_PINYIN = 30
_NG_BEFORE_VOWEL = re.compile("ng(?=[aeiouyäëéèöüıəáíóú])")
_ARTICLE = re.compile("^[aeu]l(?=[^aeiou]...)")
_REPEATED = re.compile(r"(.)\1+")
_VOWELS_AND_WEAK = "aeiou0123Yy"


@cache
def _latin() -> tuple[re.Pattern[str], dict[str, str], dict[int, str]]:
    table = load("names")["latin"]
    groups = re.compile("|".join(sorted(table["groups"], key=len, reverse=True)))
    return groups, table["groups"], {ord(letter): sound for letter, sound in table["letters"].items()}


def latin_sounds(word: str) -> str:
    """The sounds of one word in small Latin letters, whatever its orthography (Uyghur, Kazakh, Turkish, English,
    French).
    """
    groups, sounds, letters = _latin()
    if "ng" in word:
        word = _NG_BEFORE_VOWEL.sub("n\0g", word).replace("ng", "N").replace("\0", "")  # Reyhan-gul, but Peng
    word = groups.sub(lambda match: sounds[match.group()], word)
    word = word.translate(letters)
    if not word.isascii():
        word = anyascii(
            "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
        ).lower()
    return _REPEATED.sub(r"\1", word)


@cache
def _letters(script: str) -> dict[int, str]:
    return {ord(letter): sound for letter, sound in load("names")[script].items()}


def cyrillic_sounds(word: str) -> str:
    """The sounds of one word in small Cyrillic letters (Russian, Kazakh, Kyrgyz, Uyghur)."""
    return _REPEATED.sub(r"\1", word.translate(_letters("cyrillic")))


def arabic_sounds(word: str) -> str:
    """The sounds of one word in Arabic script: with vowels in Uyghur, without where the language writes none."""
    word = re.sub("[\u064b-\u065f\u0670\u0640\u200c\u200d]", "", word)
    return _REPEATED.sub(r"\1", word.translate(_letters("arabic")))


@cache
def syllables() -> dict[str, str]:
    """Every pinyin syllable (ü as v) and its sounds, from the initials, finals and exceptions of `names_han`."""
    table = load("names_han")
    made: dict[str, str] = {}
    for initial, onset in table["initials"].items():
        for final, rhyme in table["finals"].items():
            if initial not in table["only_after"].get(final, (initial,)):
                continue
            sounds = rhyme
            if initial in table["carriers"].get(final, ()):
                sounds = {"i": "1", "u": "2", "e": "3"}[final]
            elif final == "i":
                sounds = "i"
            elif final == "e":
                sounds = "e"
            if initial in table["palatals"] and len(final) > 1 and sounds[0] in "yw":
                sounds = sounds[1:]
            made[initial + final] = onset + sounds
    return made | table["syllables"]


def _cut(word: str, place: int = 0) -> list[str] | None:
    """`word` from `place` as pinyin syllables, long ones first, n and g going to a following vowel; None when it
    is no pinyin.
    """
    if place == len(word):
        return []
    for end in range(min(place + 6, len(word)), place, -1):
        if word[place:end] not in syllables() or (end < len(word) and word[end - 1] in "ngr" and word[end] in "aeiou"):
            continue
        rest = _cut(word, end)
        if rest is not None:
            return [word[place:end], *rest]
    return None


@lru_cache(maxsize=8192)
def _han_character(character: str) -> str:
    own = load("names_han")["characters"].get(character)
    if own is not None:
        return own
    pinyin = anyascii(character).lower().replace("ü", "v")
    return syllables().get(pinyin) or latin_sounds("".join(filter(str.isalpha, pinyin)))


@cache
def _han_words() -> re.Pattern[str]:
    several = [word for word in load("names_han")["characters"] if len(word) > 1]
    return re.compile("|".join([*sorted(several, key=len, reverse=True), "."]), re.DOTALL)


def han_sounds(word: str) -> str:
    """The sounds of one word in Chinese characters, as the conventions for Uyghur and Kazakh names use them."""
    return _REPEATED.sub(r"\1", "".join(map(_han_character, _han_words().findall(word)))).replace("l", "L")


@lru_cache(maxsize=65536)
def pinyin_syllables(word: str) -> tuple[str, ...]:
    """The syllables of a word of small Latin letters that is nothing but pinyin; () of any other word."""
    fit = len(word) <= _LONGEST_PINYIN and word.isascii() and word.isalpha()
    return tuple(_cut(word) or ()) if fit else ()


@lru_cache(maxsize=65536)
def pinyin_sounds(word: str) -> str | None:
    """The sounds of a word of small Latin letters when it may be the pinyin of a Chinese spelling (two syllables
    or more), else None.
    """
    if len(word) > _LONGEST_PINYIN or not _PINYIN_SHAPE.fullmatch(word):
        return None
    parts = _cut(word)
    if parts is None or len(parts) < 2:
        return None
    return _REPEATED.sub(r"\1", "".join(syllables()[part] for part in parts)).replace("l", "L")


@lru_cache(maxsize=1 << 17)
def sounds_of(word: str) -> str:
    """The sounds of one small-letter word of any script."""
    if word.isascii():
        return latin_sounds(word)
    script = script_of(word)
    if script == "Hani":
        return han_sounds(word)
    if script == "Arab":
        return arabic_sounds(word)
    if script == "Cyrl":
        return cyrillic_sounds(word)
    if script == "Latn":
        return latin_sounds(word)
    return latin_sounds("".join(filter(str.isalpha, anyascii(word).lower())))


@cache
def _endings() -> re.Pattern[str]:
    endings = sorted(load("names")["bare_endings"], key=len, reverse=True)
    return re.compile("(?<=...)(?:" + "|".join(endings) + ")$")


def without_article(sounds: str) -> str:
    """The sounds of a word without an Arabic article that is written as one with it (Alharbi)."""
    return _ARTICLE.sub("", sounds)


def without_ending(sounds: str) -> str:
    """The sounds of a word without the ending of a father's name or of endearment."""
    return _endings().sub("", sounds)


_CLASSES = str.maketrans(
    dict.fromkeys(_VOWELS_AND_WEAK + "hHGwvxVW", "")
    | {
        "b": "B",
        "p": "B",
        "f": "B",
        "d": "T",
        "t": "T",
        "g": "K",
        "k": "K",
        "q": "K",
        "j": "J",
        "Z": "J",
        "z": "J",
        "c": "J",
        "K": "J",
        "C": "J",
        "Q": "J",
    }
    | {"s": "S", "S": "S", "X": "S", "l": "R", "L": "R", "r": "R", "R": "R", "m": "M", "n": "N", "N": "N"}
)


def consonants(sounds: str) -> str:
    """The skeleton of a word's sounds: one letter a class of consonants, vowels and the sounds that come and go
    left out.
    """
    return sounds.translate(_CLASSES)


# Signs of `names.yml` that spellings in two scripts exchange, each group as its first; what one script alone writes, as none.
_GROUPS = ("ae", "uo", "bp", "td", "wvVf", "rRlL", "sSX", "jzZ", "cCKQ", "kqg", "hHGx", "nNW", "yY")
_COARSE = str.maketrans({sign: group[0] for group in _GROUPS for sign in group[1:]} | dict.fromkeys("0123", ""))


def coarse(sounds: str) -> str:
    """A word's sounds in the coarse alphabet common to all scripts."""
    return sounds.translate(_COARSE)
