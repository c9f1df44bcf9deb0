"""The words of a name made ready to be compared: their letters, the ways they may sound, and what they weigh."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.names.costs import weight
from casebook.names.equivalents import forms_of
from casebook.names.keys import plain
from casebook.names.scripts import script_of
from casebook.names.sounds import pinyin_sounds, sounds_of
from casebook.names.tokens import is_chinese_name, words_of
from casebook.vocabularies import load

_SLAVIC_J = re.compile("(?<=[aeiouy])j(?![aeiou])")
# Uyghur writes its vowels; Arabic and Persian write the long ones.
_WRITTEN_VOWELS = re.compile("^ئ|[ەېۇۆۈۋڭ]|ى(?!$)")


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: word_of gives one object a word
class Word:
    """A word: `plain` Latin letters; `readings` in sounds, likeliest first; `weight` among others; `spare` what it
    weighs where the other name leaves it out; `script`; `abjad` when it
    writes no short vowels; `forms` of which names.
    """

    plain: str
    readings: tuple[str, ...]
    weight: float
    spare: float
    script: str
    abjad: bool
    forms: frozenset[str]


class View(NamedTuple):
    """A name: its words ready and as text, its script, and whether it has the shape of a Chinese person's name."""

    words: tuple[Word, ...]
    text: tuple[str, ...]
    script: str
    chinese: bool


@cache
def _endings() -> re.Pattern[str]:
    names = load("names")
    return re.compile("(?<=...)(?:" + "|".join(sorted(names["patronymic_endings"], key=len, reverse=True)) + ")$")


@cache
def _patronymics() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(load("names")["patronymics"]) + ")$")


@cache
def _particles() -> frozenset[str]:
    return frozenset(load("names")["particles"])


@lru_cache(maxsize=1 << 16)
def word_of(word: str) -> Word:
    """One small-letter word made ready."""
    sounds = sounds_of(word)
    readings = [sounds]
    pinyin = pinyin_sounds(word) if word.isascii() else None
    if pinyin:
        readings.append(pinyin)
    readings.append(_endings().sub("", sounds))
    readings.append(_SLAVIC_J.sub("y", sounds.replace("x", "ks")))
    readings = list(dict.fromkeys(readings))
    heavy = weight(sounds) * (0.3 if word in _particles() else 1.0)
    script = script_of(word)
    abjad = script == "Arab" and not _WRITTEN_VOWELS.search(word)
    spare = heavy * (0.3 if _patronymics().search(sounds) else 1.0)
    forms = forms_of(word) | forms_of(plain(word))
    return Word(plain(word), tuple(readings), max(heavy, 0.2), spare, script, abjad, forms)


@lru_cache(maxsize=1 << 16)
def view_of(name: str) -> View:
    """A whole name made ready."""
    text = words_of(name)
    script = script_of("".join(text))
    chinese = script == "Hani" and is_chinese_name("".join(text)) and words_of("".join(text)) == text
    return View(tuple(map(word_of, text)), text, script, chinese)
