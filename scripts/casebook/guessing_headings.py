"""Looks a heading up among the known words for columns, in eleven languages."""

import re
from collections import Counter
from functools import cache

from casebook import languages_seen, vocabularies
from casebook.headings import plain

SPELLS = ("detention", "sentence", "sentence_end", "held", "camp")


def headed(header: str) -> tuple[dict[str, str], bool] | None:
    """(options, whether the whole heading says so) by the headings known; None when none is in it.

    A number in a heading of custody ("Arrest 2") opens a spell of its own.
    """
    words, number = folded(header)
    code = _known().get(words)
    exact = code is not None
    if code is None:
        inside = [known for known in _known() if _within(known, words)]
        code = _known()[max(inside, key=len)] if inside else None
    if code is None:
        return None
    options = _options(code)
    if number and options["property"].partition(".")[0] in SPELLS:
        options["spell"] = number
    return options, exact


def languages_of(headers: list[str]) -> Counter[str]:
    """How many of the headings are wholly in each language."""
    counts: Counter[str] = Counter()
    for header in headers:
        words, _ = folded(header)
        counts.update(
            language
            for said in vocabularies.load("headings").values()
            for language, known in said.items()
            if words in {folded(word)[0] for word in known}
        )
    return counts


@cache
def folded(header: str) -> tuple[str, str]:
    """(a heading in plain words, the number that stands in it)."""
    spaced = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", header)
    words = re.sub(r"[\s_./:：*#-]+", " ", re.sub(r"[(（\[].*?[)）\]]", " ", spaced) or spaced)
    number = re.search(r"(?:^| )([1-9])(?= |$)", words)
    return plain(re.sub(r"(?:^| )[1-9](?= |$)", " ", words)), number[1] if number else ""


@cache
def _known() -> dict[str, str]:
    """Every heading of the vocabulary, folded, with its code."""
    return {
        folded(word)[0] or word: code
        for code, languages in vocabularies.load("headings").items()
        for words in languages.values()
        for word in words
    }


def _within(known: str, words: str) -> bool:
    """Whether a known heading stands in another, as whole words, or as two signs or more where words have no spaces."""
    if languages_seen.script(known) == "Han":
        return len(known) > 1 and known in words
    return len(known) > 2 and f" {known} " in f" {words} "


def _options(code: str) -> dict[str, str]:
    """The options that a code of the vocabulary stands for: "name of informant", "name in Han"."""
    name, _, whose = code.partition(" of ")
    name, _, script = name.partition(" in ")
    options = {"property": name}
    if whose:
        options["of"] = whose
    if script:
        options |= {"script": script, "name_kind": "Chinese transcription"}
    return options
