"""Short answers read as codes of a vocabulary: sex, ethnic group, status and occupation, in every language it holds."""

import re
from functools import cache, lru_cache
from typing import Any

from casebook.names.searching import normalise_search
from casebook.vocabularies import load

_LONGEST = 200
_ELIDED = re.compile(r"\b([dl])['’]", re.IGNORECASE)

Phrases = dict[tuple[str, ...], frozenset[str]]


def _words(text: str) -> tuple[str, ...]:
    return tuple(normalise_search(_ELIDED.sub(r"\1 ", text)).split())


@cache
def _phrases(vocabulary: str, language: str | None) -> Phrases:
    found: dict[tuple[str, ...], set[str]] = {}
    for code, languages in load(vocabulary)["codes"].items():
        for tongue, phrases in languages.items():
            if language in (None, tongue) and tongue != "label":
                for phrase in phrases:
                    found.setdefault(_words(str(phrase)), set()).add(str(code))
    found.pop((), None)
    return {words: frozenset(codes) for words, codes in found.items()}


@cache
def _fillers(vocabulary: str, key: str = "fillers") -> Phrases:
    return {_words(str(phrase)): frozenset() for phrase in load(vocabulary).get(key, ())}


def _cover(words: tuple[str, ...], phrases: Phrases, fillers: Phrases) -> list[frozenset[str]] | None:
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
    if not text or len(text) > _LONGEST or (text.strip() != "?" and ("?" in text or "？" in text)):
        return None
    words = _words(text)
    for tongue in dict.fromkeys((language, None)):
        code = _only(_cover(words, _phrases(vocabulary, tongue), _fillers(vocabulary)))
        if code:
            return code
    return None


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
    """An ISCO-08 group of two to four digits, or a word for those outside it (student, retired, unemployed,
    housework); None if unsure.

    The head of the phrase decides ("teacher" in "retired teacher at a village school"); two occupations give
    None.
    """
    if not text or len(text) > _LONGEST or "?" in text:
        return None
    words = _words(text)
    if any(word in words for word in map(str, load("occupations")["denials"])):
        return None
    for tongue in dict.fromkeys((language, None)):
        phrases = _phrases("occupations", tongue)
        code = _only(_cover(words, phrases, _fillers("occupations"))) or _of_head(words, phrases)
        if code:
            return code
    return None


def _of_head(words: tuple[str, ...], phrases: Phrases) -> str | None:
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
    return _only([found, *(phrases[part] for part in parts if part in phrases and part not in _fillers("occupations"))])
