"""A name cut into its words, small letters and nothing but letters, whatever joins them."""

import re
import unicodedata
from functools import cache, lru_cache

from casebook.names.scripts import fold_homoglyphs, simplified
from casebook.vocabularies import load

MOST_CHARACTERS = 400
MOST_WORDS = 12

_SMALL_THEN_CAPITAL = re.compile(r"(?<=[a-zà-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])")
_BETWEEN_SCRIPTS = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z])|(?<=[A-Za-z])(?=[\u3400-\u9fff])")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_HAN_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_CAMEL_PREFIX = re.compile(r"\b(Mc|Mac|De|Le|La|Di|Van|Al|El|O)(?=[A-Z])")


@cache
def _dropped() -> dict[int, None]:
    return dict.fromkeys(map(ord, load("names")["apostrophes"] + "\u200b\u200c\u200d\u2060\ufeff\u0640"))


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    table = load("names")
    return frozenset(table["surnames"]), frozenset(table["double_surnames"])


def is_chinese_name(word: str) -> bool:
    """Whether a run of Chinese characters has the shape of a Chinese name (surname and one or two characters), not
    of a transcription.
    """
    single, double = _surnames()
    return (2 <= len(word) <= 3 and word[0] in single) or (3 <= len(word) <= 4 and word[:2] in double)


def _split_han(word: str) -> list[str]:
    if not is_chinese_name(word):
        return [word]
    cut = 2 if word[:2] in _surnames()[1] else 1
    return [word[:cut], word[cut:]]


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as small letters, in their order; an undotted Chinese name is parted after its surname.

    Apostrophes and joiners vanish, all else that is no letter parts words; traditional characters become
    simplified. At most `MOST_WORDS` words of the first `MOST_CHARACTERS` characters.
    """
    if len(name) < MOST_CHARACTERS and name.isascii() and name.istitle() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split()[:MOST_WORDS])  # the plain case, five times as fast
    name = name[:MOST_CHARACTERS].translate(_dropped())
    if not name.isupper() and not name.islower():
        name = _SMALL_THEN_CAPITAL.sub(" ", _CAMEL_PREFIX.sub(lambda match: match.group().lower(), name))
    if name.isascii():
        return tuple(_NOT_LETTERS.sub(" ", name.lower()).split()[:MOST_WORDS])
    name, _ = fold_homoglyphs(unicodedata.normalize("NFKC", name))
    name = _BETWEEN_SCRIPTS.sub(" ", simplified(name))
    words = _NOT_LETTERS.sub(" ", name.casefold().replace("i̇", "i")).split()[:MOST_WORDS]
    if len(words) == 1 and _HAN_WORD.fullmatch(words[0]):
        words = _split_han(words[0])
    return tuple(words)


@cache
def _arabic() -> tuple[frozenset[str], frozenset[str]]:
    table = load("names")
    return frozenset(table["articles"]), frozenset(table["joined_to_the_next"])


@lru_cache(maxsize=1 << 16)
def content_words(name: str) -> tuple[str, ...]:
    """The words of a name to compare it by: Abd al-Karim and Abdul Karim are one word, and Arabic articles are left
    out where others stand beside them."""
    words = words_of(name)
    articles, joined = _arabic()
    if articles.isdisjoint(words) and joined.isdisjoint(words):
        return words
    kept, before = [], ""
    for place, word in enumerate(words):
        before += word if before or word not in articles else ""
        if place + 1 < len(words) and (word in joined or before != word and word in articles):
            continue
        if before:
            kept.append(before)
        before = ""
    return tuple(kept) or words
