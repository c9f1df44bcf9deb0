"""Phrases of a vocabulary, and the ways to see all of a short answer as made up of them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import umsc

from casebook.names.searching import normalise_search
from casebook.vocabularies import load

_LONGEST = 200
_ELIDED = re.compile(r"\b([dl])['’]", re.IGNORECASE)
_SHORTEST_STEM = 4
_YEAR = re.compile(r"(?:19|20)\d\d[^\W\d_]{0,3}")  # with a case ending: 2019'da
_in_latin = umsc.UgMultiScriptConverter("UAS", "ULS")  # Uyghur

Words = tuple[str, ...]
Phrases = dict[Words, frozenset[str]]


class Lists(NamedTuple):
    """Phrases with their meanings, words that add nothing, and the length of the longest of either; `years`: whether
    a year adds nothing."""

    phrases: Phrases
    fillers: Phrases
    longest: int
    years: bool


class Way(NamedTuple):
    """One way to compare the words of a text with the lists of a language (None: of all)."""

    tongue: str | None
    words: Words
    lists: Lists


def words_of(text: str) -> Words:
    """The words of a text as they are compared: small, without accents; each Chinese character one."""
    return tuple(normalise_search(_ELIDED.sub(r"\1 ", text)).split())


def _spellings(phrase: str, tongue: str) -> set[Words]:
    """The words of a phrase, those of Uyghur in both scripts."""
    return {words_of(phrase), words_of(_in_latin(phrase))} if tongue == "ug" else {words_of(phrase)}


@cache
def phrases_in(vocabulary: str, language: str | None, section: str = "codes") -> Phrases:
    """The phrases that a section of the vocabulary has in one language, or in all, and what they mean."""
    found: dict[Words, set[str]] = {}
    for code, languages in load(vocabulary)[section].items():
        for tongue, phrases in languages.items():
            if language in (None, tongue) and tongue != "label":
                for words in (spelling for phrase in phrases for spelling in _spellings(str(phrase), tongue)):
                    found.setdefault(words, set()).add(str(code))
    found.pop((), None)
    return {words: frozenset(codes) for words, codes in found.items()}


@cache
def _fillers(vocabulary: str, section: str = "codes") -> Phrases:
    keys = ("fillers", "joiners", "alternatives") if section == "parts" else ("fillers",)
    words = [word for key in keys for word in load(vocabulary).get(key, ())]
    return {spelling: frozenset() for word in words for spelling in _spellings(str(word), "ug")}


@cache
def _endings(vocabulary: str) -> dict[str, re.Pattern[str]]:
    return {tongue: re.compile(pattern) for tongue, pattern in load(vocabulary).get("endings", {}).items()}


@lru_cache(maxsize=1 << 16)
def _stem(word: str, endings: re.Pattern[str]) -> str:
    """The word without its longest ending that leaves enough of it."""
    cuts = range(_SHORTEST_STEM, len(word))
    return next((word[:cut] for cut in cuts if endings.fullmatch(word, cut)), word)


def _stemmed(phrases: Phrases, endings: re.Pattern[str]) -> Phrases:
    found: Phrases = {}
    for words, codes in phrases.items():
        stem = tuple(_stem(word, endings) for word in words)
        found[stem] = found.get(stem, frozenset()) | codes
    return found


@cache
def _lists(vocabulary: str, tongue: str | None, section: str, stemmed: bool) -> Lists:
    """The phrases of the language, or of all, and the fillers; `stemmed`: all words without their endings."""
    phrases, fillers = phrases_in(vocabulary, tongue, section), _fillers(vocabulary, section)
    if stemmed:
        endings = _endings(vocabulary)[tongue]
        phrases, fillers = _stemmed(phrases, endings), _stemmed(fillers, endings)
    longest = max(map(len, [*phrases, *fillers]), default=0)
    return Lists(phrases, fillers, longest, load(vocabulary).get("years", False))


def cover(words: Words, lists: Lists) -> list[frozenset[str]] | None:
    """The codes of the phrases that, longest first, make up all of `words` but fillers; None when a word is left
    over. A phrase that may be a filler ("retired") counts only where there is no other.
    """
    codes, spare, place = [], [], 0
    while place < len(words):
        for length in range(min(lists.longest, len(words) - place), 0, -1):
            part = words[place : place + length]
            if part in lists.phrases:
                (spare if part in lists.fillers else codes).append(lists.phrases[part])
                break
            if part in lists.fillers or lists.years and length == 1 and _YEAR.fullmatch(part[0]):
                break
        else:
            return None
        place += length
    return codes or spare


def ways(vocabulary: str, text: str, language: str | None, section: str = "codes") -> Iterator[Way]:
    """How the text is to be compared, the surest way first: in the language, in any, and where the vocabulary lists
    endings of words, without them."""
    if not text or len(text) > _LONGEST or (text.strip() != "?" and ("?" in text or "？" in text)):
        return
    words = words_of(text)
    for tongue in dict.fromkeys((language, None)):
        yield Way(tongue, words, _lists(vocabulary, tongue, section, False))
    for tongue in sorted(_endings(vocabulary), key=lambda tongue: tongue != language):
        spelled = words_of(_in_latin(text)) if tongue == "ug" else words
        endings = _endings(vocabulary)[tongue]
        stems = tuple(_stem(word, endings) for word in spelled)
        yield Way(tongue, stems, _lists(vocabulary, tongue, section, True))


def readings(
    vocabulary: str, text: str, language: str | None = None, *, section: str = "codes"
) -> Iterator[list[frozenset[str]]]:
    """What the phrases that make up all of `text` mean, way by way, the surest first. Of the section "parts", joining
    words are fillers too."""
    for way in ways(vocabulary, text, language, section):
        found = cover(way.words, way.lists)
        if found:
            yield found
