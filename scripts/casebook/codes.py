"""Short answers read as codes of a vocabulary: sex, ethnic group, status and occupation, in every language it holds."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import umsc

from casebook.names.searching import normalise_search
from casebook.vocabularies import load

_LONGEST = 200
_ELIDED = re.compile(r"\b([dl])['’]", re.IGNORECASE)
_SHORTEST_STEM = 4
_in_latin = umsc.UgMultiScriptConverter("UAS", "ULS")  # Uyghur

Words = tuple[str, ...]
Phrases = dict[Words, frozenset[str]]


def _words(text: str) -> Words:
    return tuple(normalise_search(_ELIDED.sub(r"\1 ", text)).split())


def _spellings(phrase: str, tongue: str) -> set[Words]:
    """The words of a phrase, those of Uyghur in both scripts."""
    return {_words(phrase), _words(_in_latin(phrase))} if tongue == "ug" else {_words(phrase)}


@cache
def _phrases(vocabulary: str, language: str | None, section: str = "codes") -> Phrases:
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
def _stems(vocabulary: str, tongue: str, section: str) -> tuple[Phrases, Phrases]:
    """The phrases of the language and the fillers, all words without their endings."""
    endings = _endings(vocabulary)[tongue]
    phrases = _stemmed(_phrases(vocabulary, tongue, section), endings)
    return phrases, _stemmed(_fillers(vocabulary, section), endings)


def _cover(words: Words, phrases: Phrases, fillers: Phrases) -> list[frozenset[str]] | None:
    """The codes of the phrases that, longest first, make up all of `words` but fillers; None when a word is left
    over.
    """
    longest = max(map(len, [*phrases, *fillers]), default=0)
    codes, place = [], 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            part = words[place : place + length]
            if part in phrases:
                codes.append(phrases[part])
                break
            if part in fillers:
                break
        else:
            return None
        place += length
    return codes


def _ways(
    vocabulary: str, text: str, language: str | None, section: str = "codes"
) -> Iterator[tuple[Words, Phrases, Phrases]]:
    """(words of the text, phrases, fillers) to be compared, the surest first: in the language, in any, and where the
    vocabulary lists endings of words, without them."""
    if not text or len(text) > _LONGEST or (text.strip() != "?" and ("?" in text or "？" in text)):
        return
    words = _words(text)
    for tongue in dict.fromkeys((language, None)):
        yield words, _phrases(vocabulary, tongue, section), _fillers(vocabulary, section)
    for tongue in sorted(_endings(vocabulary), key=lambda tongue: tongue != language):
        spelled = _words(_in_latin(text)) if tongue == "ug" else words
        endings = _endings(vocabulary)[tongue]
        yield tuple(_stem(word, endings) for word in spelled), *_stems(vocabulary, tongue, section)


def readings(
    vocabulary: str, text: str, language: str | None = None, *, section: str = "codes"
) -> Iterator[list[frozenset[str]]]:
    """What the phrases that make up all of `text` mean, way by way, the surest first. Of the section "parts", joining
    words are fillers too."""
    for words, phrases, fillers in _ways(vocabulary, text, language, section):
        found = _cover(words, phrases, fillers)
        if found:
            yield found


def _only(codes: list[frozenset[str]] | None) -> str | None:
    """The one code all phrases can have, or None."""
    common = frozenset.intersection(*codes) if codes else frozenset()
    return next(iter(common)) if len(common) == 1 else None


@lru_cache(maxsize=1 << 14)
def parse_code(vocabulary: str, text: str, language: str | None = None) -> str | None:
    """The code in `vocabulary` (a file of data/vocabularies) that all words of `text` say; None when any word says
    else.

    With a language its words are tried first, then those of all; a word with two codes in two languages has
    none.
    """
    return next((code for found in readings(vocabulary, text, language) if (code := _only(found))), None)


def parse_sex(text: str, *, language: str | None = None) -> str | None:
    """ "female" or "male"."""
    return parse_code("sex", text, language)


def parse_ethnicity(text: str, *, language: str | None = None) -> str | None:
    """An ethnic group as the English word of `ethnicities`, small letters ("uyghur", "kazakh")."""
    return parse_code("ethnicities", text, language)


def parse_status(text: str, *, language: str | None = None) -> str | None:
    """A status of `statuses`: detained, camp, sentenced, forced_labour, house_arrest, released, deceased, missing,
    unknown...
    """
    return parse_code("statuses", text, language)


@lru_cache(maxsize=1 << 14)
def parse_occupation(text: str, *, language: str | None = None) -> str | None:
    """An ISCO-08 group of one to four digits, or a word for those outside it (student, retired, unemployed,
    housework, worker); None if unsure.

    The head of the phrase decides ("teacher" in "retired teacher at a village school"); two occupations give
    None.
    """
    if _denied(_words(text)):
        return None
    for words, phrases, fillers in _ways("occupations", text, language):
        code = _only(_cover(words, phrases, fillers)) or _of_head(words, phrases, fillers)
        if code:
            return code
    return None


@cache
def _denials() -> frozenset[Words]:
    return frozenset(_words(str(phrase)) for phrase in load("occupations")["denials"])


def _denied(words: Words) -> bool:
    """Whether the words speak of somebody else, or say what is not so."""
    longest = max(map(len, _denials()))
    return any(words[at : at + length] in _denials() for at in range(len(words)) for length in range(1, longest + 1))


def _of_head(words: Words, phrases: Phrases, fillers: Phrases) -> str | None:
    """The code of the head: the end of what stands before a preposition, else the beginning when a complement
    follows it.

    None where another occupation stands in the head beside it ("student teacher"), or a word joins two.
    """
    rules: dict[str, Any] = load("occupations")
    if any(word in rules["joiners"] for word in words):
        return None
    links = {normalise_search(word) for word in rules["complement_words"]}
    head = words[: next((place for place, word in enumerate(words) if word in links and place), len(words))]
    start = next((start for start in range(len(head)) if head[start:] in phrases), None)
    if start is not None:
        found, rest = phrases[head[start:]], head[:start]
    else:
        end = next((end for end in range(len(words), 0, -1) if words[:end] in phrases), 0)
        found, rest = phrases.get(words[:end], frozenset()), head[end:]
    parts = {rest[one:two] for one in range(len(rest)) for two in range(one + 1, len(rest) + 1)}
    return _only([found, *(phrases[part] for part in parts if part in phrases and part not in fillers)])
