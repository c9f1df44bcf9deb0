"""The words of a name made ready to be compared: their letters, the ways they may sound, and what they weigh."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.names.costs import weight
from casebook.names.equivalents import forms_of
from casebook.names.keys import plain, without_marks
from casebook.names.scripts import script_of
from casebook.names.sounds import (
    consonants,
    pinyin_sounds,
    pinyin_syllables,
    sounds_of,
    without_article,
    without_ending,
)
from casebook.names.tokens import content_words, is_chinese_name, words_of
from casebook.vocabularies import load

_MOST_SYLLABLES = 3
LIGHT = 0.3  # of their weight count particles and titles, and a father's name that the other name leaves out
_SLAVIC_J = re.compile("(?<=[aeiouy])j(?![aeiou])")
_UMLAUT = re.compile("([aou])e(?=[^aeiou])")
# Uyghur writes its vowels; Arabic and Persian write the long ones.
_WRITTEN_VOWELS = re.compile("^ئ|[ەېۇۆۈۋڭ]|ى(?!$)")


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: word_of gives one object a word
class Word:
    """A word: `plain` Latin letters by its sounds; `letters` without their marks; `readings` in sounds, likeliest
    first, and `bones` their skeletons; `bare` its sounds without the ending of a father's name or of endearment, '' if
    it has none; `weight` among others; `spare` what it weighs where the other name leaves it out; `script`; `pinyin`
    when it is Chinese or may be the pinyin of a Chinese spelling; `abjad` when it writes no short vowels; `initial`
    when it is one letter of an alphabet; `sex` where its ending tells; `forms` of which names.
    """

    plain: str
    letters: str
    readings: tuple[str, ...]
    bones: tuple[str, ...]
    bare: str
    weight: float
    spare: float
    script: str
    pinyin: bool
    abjad: bool
    initial: bool
    sex: str
    forms: frozenset[str]


class View(NamedTuple):
    """A name: its words ready and as text, its script, whether it has the shape of a Chinese person's name, whether every
    word may be pinyin, as in Chinese passports, and the syllables of a Chinese name in either script."""

    words: tuple[Word, ...]
    text: tuple[str, ...]
    script: str
    chinese: bool
    pinyin: bool
    syllables: tuple[str, ...]


@cache
def _patronymics() -> re.Pattern[str]:
    return re.compile("(?<=...)(?:" + "|".join(load("names")["patronymics"]) + ")$")


@cache
def _sexed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sex, re.compile(f"(?<=..)(?:{'|'.join(e)})$")) for sex, e in load("names")["sexed_endings"].items())


@cache
def _light() -> frozenset[str]:
    names = load("names")
    return frozenset({*names["particles"], *names["titles"], *names["titles_and_names"]})


@lru_cache(maxsize=1 << 16)
def word_of(word: str, pinyin: bool = False) -> Word:
    """One small-letter word made ready; `pinyin` where its whole name may be spelled so."""
    pinyin = pinyin and bool(word.isascii() and pinyin_sounds(word))
    sounds, script = sounds_of(word), script_of(word)
    bare = without_ending(sounds)
    heavy = weight(sounds) * (LIGHT if word in _light() else 1.0)
    spare = heavy * (LIGHT if _patronymics().search(sounds) else 1.0)
    readings = _readings(word, sounds, script, pinyin)
    return Word(
        plain(word),
        without_marks(word) if script == "Latn" else plain(word),
        readings,
        tuple(map(consonants, readings)),
        bare if bare != sounds else "",
        max(heavy, 0.2),
        spare,
        script,
        script == "Hani" or pinyin,
        script == "Arab" and not _WRITTEN_VOWELS.search(word),
        len(word) == 1 and script != "Hani",
        next((sex for sex, endings in _sexed() if endings.search(sounds)), ""),
        forms_of(word) | forms_of(plain(word)),
    )


def _readings(word: str, sounds: str, script: str, as_pinyin: bool) -> tuple[str, ...]:
    """The ways a word may sound: as written; as pinyin; with j and x as in Slavic languages; without the Arabic
    article; in Cyrillic with г as the h that it writes in Ukrainian and for h in Russian, and ё as e; ae, oe, ue as the
    vowel with its mark."""
    readings = [sounds]
    pinyin = pinyin_sounds(word) if as_pinyin else None
    if pinyin:
        readings.append(pinyin)
    readings.append(_SLAVIC_J.sub("y", sounds.replace("x", "ks")))
    readings.append(without_article(sounds))
    if script == "Cyrl":
        readings.append(sounds.replace("g", "h"))
        readings.append(sounds.replace("yo", "e"))
    if script == "Latn":
        readings.append(_UMLAUT.sub(r"\1", sounds))
    return tuple(dict.fromkeys(readings))


@lru_cache(maxsize=1 << 16)
def view_of(name: str) -> View:
    """A whole name made ready."""
    text = content_words(name)
    script = script_of("".join(text))
    chinese = script == "Hani" and is_chinese_name("".join(text)) and words_of("".join(text)) == text
    pinyin = script == "Latn" and all(map(pinyin_syllables, text))
    words = tuple([word_of(word, pinyin) for word in text])
    return View(words, text, script, chinese, pinyin, _syllables(text, chinese, pinyin))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(map(plain, load("names")["surnames"]))


def _syllables(text: tuple[str, ...], chinese: bool, pinyin: bool) -> tuple[str, ...]:
    """The syllables of a Chinese name in either script; () of what has not its shape: a surname, and one or two more."""
    if chinese:
        return tuple(map(plain, "".join(text)))
    if not pinyin or len(text) < 2 or _surnames().isdisjoint((text[0], text[-1])):
        return ()
    syllables = tuple(syllable for word in text for syllable in pinyin_syllables(word))
    return syllables if len(syllables) <= _MOST_SYLLABLES else ()
