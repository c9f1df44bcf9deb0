"""Which script a text is written in, and look-alike letters of another script inside its words."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.vocabularies import load

_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_CYRILLIC = re.compile(r"[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]")
# A Latin letter beside a Greek or Cyrillic one: without such a pair no word is mixed.
_MIXED = re.compile(r"[A-Za-z\u00c0-\u02af][\u0370-\u052f]|[\u0370-\u052f][A-Za-z\u00c0-\u02af]")
_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_OTHERS = {
    "HANGUL": "Hang",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HEBREW": "Hebr",
    "TIBETAN": "Tibt",
    "MONGOLIAN": "Mong",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva",
    "THAI": "Thai",
}


class Homoglyph(NamedTuple):
    """A letter that looks like one of the word's own script: where (code points), what it is and what it was read
    as.
    """

    start: int
    found: str
    read_as: str


@lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    for code, pattern in (("Hani", _HAN), ("Arab", _ARABIC), ("Cyrl", _CYRILLIC), ("Grek", _GREEK)):
        if pattern.match(letter):
            return code
    word = unicodedata.name(letter, "").split(" ", 1)[0]
    return "Latn" if word in ("LATIN", "FULLWIDTH", "FEMININE", "MASCULINE") else _OTHERS.get(word)


def script_of(text: str) -> str:
    """The ISO 15924 code of the script most letters of `text` are in; `Zyyy` when it has no letter of a script
    known here.
    """
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    counts: dict[str, int] = {}
    for letter in text:
        code = _script_of_letter(letter)
        if code:
            counts[code] = counts.get(code, 0) + 1
    return max(counts, key=lambda code: counts[code]) if counts else "Zyyy"


@cache
def _lookalikes() -> tuple[dict[str, str], dict[str, str]]:
    table = load("names")["homoglyphs"]
    to_latin = dict(zip(table["from"], table["to"], strict=True))
    to_cyrillic: dict[str, str] = {}
    for foreign, latin in to_latin.items():
        if _CYRILLIC.match(foreign):
            to_cyrillic.setdefault(latin, foreign)
    return to_latin, to_cyrillic


def _foreign(word: str, start: int) -> list[Homoglyph]:
    scripts = [_script_of_letter(letter) for letter in word]
    latin, cyrillic = scripts.count("Latn"), scripts.count("Cyrl")
    if len({code for code in scripts if code}) < 2 or not latin:
        return []
    to_latin, to_cyrillic = _lookalikes()
    if cyrillic > latin:
        table, own = to_cyrillic, "Cyrl"
    else:
        table, own = to_latin, "Latn"
    return [
        Homoglyph(start + place, letter, table[letter])
        for place, (letter, code) in enumerate(zip(word, scripts, strict=True))
        if code and code != own and letter in table
    ]


def fold_homoglyphs(text: str) -> tuple[str, tuple[Homoglyph, ...]]:
    """`text` with look-alike letters inside words of another script put right, and what was put right."""
    if text.isascii() or not _MIXED.search(text):
        return text, ()
    found = [glyph for word in _WORD.finditer(text) for glyph in _foreign(word.group(), word.start())]
    if not found:
        return text, ()
    letters = list(text)
    for glyph in found:
        letters[glyph.start] = glyph.read_as
    return "".join(letters), tuple(found)


@cache
def _traditional() -> dict[int, str]:
    pairs = load("names_traditional")["pairs"]
    return {ord(old): new for olds, news in pairs for old, new in zip(olds, news, strict=True)}


def simplified(text: str) -> str:
    """`text` with each traditional Chinese character as the simplified one."""
    return text.translate(_traditional())
