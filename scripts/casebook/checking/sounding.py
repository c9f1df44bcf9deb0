"""Names by their consonants, so that one kept in contacts.db is known when a text spells it in another script."""

import re
from functools import lru_cache

from anyascii import anyascii

# Ways in which scripts and countries write one consonant; what is a vowel in one of them counts in none.
_SAME = (("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("sch", "sh"), ("tch", "ch"), ("ph", "f"),
         ("ck", "k"), ("q", "k"), ("x", "h"))
_SILENT = re.compile("[aeiouywv]")
_NO_LETTER = re.compile("[^a-z]+")
# Greek to the last of the scripts between it and further Latin letters, Georgian, and Arabic forms of display.
_OTHER = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u2c80-\u2dff\ua640-\ua69f\ufb1d-\ufdff\ufe70-\ufefc]")
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W_]+)*")
# The classes that a letter's consonant may be of in a key of an index of sounds: whoever spells it, in any language.
_OF_A_CLASS = {"B": "bfpvw", "T": "dt", "K": "cghkqx", "J": "cdgjkqstxyz", "S": "cstxz", "R": "lr", "M": "m", "N": "mn"}
_CLASSES = {letter: {sign for sign, letters in _OF_A_CLASS.items() if letter in letters} for letter in "bcdfghjklmnpqrstvwxyz"}
_VOWELS = frozenset("AIU")
# Fewer consonants than this are common to many names.
FEWEST = 6
MOST_WORDS = 4
Skeleton = tuple[str, ...]


def is_other_script(text: str) -> bool:
    """Has the text a letter that is neither Latin nor Chinese, whose spelling a name of another script may take?"""
    return not text.isascii() and _OTHER.search(text) is not None


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, double ones once."""
    plain = _NO_LETTER.sub("", (word if word.isascii() else anyascii(word)).lower())
    for written, meant in _SAME:
        plain = plain.replace(written, meant)
    return _TWICE.sub(r"\1", _SILENT.sub("", plain))


def skeletons(name: str) -> set[Skeleton]:
    """A name's words by their consonants in both orders; none when it is a single word or has few consonants."""
    words = tuple(skeleton(word) for word in _WORD.findall(name))
    if not 2 <= len(words) <= MOST_WORDS or len("".join(words)) < FEWEST or not all(words):
        return set()
    return {words, words[::-1]}


def runs(text: str) -> dict[Skeleton, str]:
    """Every run of two to four words of a text by their consonants, each with the words it stands for."""
    words = _WORD.findall(text)
    sounds = [skeleton(word) for word in words]
    return {tuple(sounds[start : start + length]): " ".join(words[start : start + length])
            for length in range(2, MOST_WORDS + 1) for start in range(len(words) - length + 1)}


def may_sound(key: str, word: str) -> bool:
    """May a key of an index of sounds be made of this word: are its consonants among those of the word, in their order?"""
    left = (_CLASSES.get(letter, ()) for letter in plain_letters(word))
    return all(sign in _VOWELS or any(sign in classes for classes in left) for sign in key)


def plain_letters(word: str) -> str:
    """The small Latin letters of a word of any script."""
    return _NO_LETTER.sub("", anyascii(word).lower())
